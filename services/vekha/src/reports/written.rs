//! What a report says: the analysis of a period in words and tables, by plain rules. Every figure comes from `View::analysis` with what
//! it is a share of; nothing is explained that nobody entered.

mod causes;
mod checked;
mod conclusions;
mod divisions;
mod figures;
mod frame;
mod late;
mod monitorings;
mod moved;
mod reminders;
mod rows;
mod scores;
mod unfinished;

use super::writer::{Writer, Written};
use crate::web::pages::Look;
use vekha_domain::{
    deadline::Period,
    event::{Issued, IssuedFigures},
    reminder::ReportKind,
    roadmap::Roadmap,
};
use vekha_projections::{Analysis, Called, Figures, Scope, View};

/// What is written about.
pub(super) struct Subject<'a> {
    pub look: Look<'a>,
    pub roadmap: &'a Roadmap,
    pub kind: ReportKind,
    pub period: Period,
    pub analysis: Analysis<'a>,
    /// What people concluded, and whether it was issued.
    pub issued: Option<&'a Issued>,
}

impl Subject<'_> {
    /// The yearly analysis says everything; a report to the working group is shorter.
    pub fn whole(&self) -> bool {
        self.kind == ReportKind::Year
    }

    pub fn figures(&self) -> &Figures {
        &self.analysis.counted.figures
    }

    /// A page of the roadmap.
    pub fn page(&self, end: &str) -> String {
        format!("/offices/{}/roadmaps/{}{end}", self.look.known.office().id, self.roadmap.id)
    }
}

/// The report of a period as it would read on the day of the look.
pub fn draft(look: Look<'_>, roadmap: &Roadmap, kind: ReportKind, period: Period) -> Written {
    written(look, roadmap, kind, period, None)
}

/// The same of an issued report, by the state of its place in the log.
pub(super) fn of_issued(look: Look<'_>, roadmap: &Roadmap, kind: ReportKind, issued: &Issued) -> Written {
    written(look, roadmap, kind, super::days(issued), Some(issued))
}

/// The figures that are frozen.
pub(super) fn frozen(view: &View<'_>, scope: &Scope, period: Period) -> IssuedFigures {
    let figures = view.analysis(scope, period, None).counted.figures;
    IssuedFigures {
        due: figures.due,
        done: figures.done,
        on_time: figures.on_time,
        marked_on_time: figures.marked_on_time,
        fulfilled: figures.fulfilled,
        overdue: figures.overdue,
        undated: figures.undated,
    }
}

/// The analysis of a period beside the one a year earlier, as a look sees it.
pub fn analysis<'a>(look: Look<'a>, scope: &Scope, period: Period) -> Analysis<'a> {
    let terms = look.known.office().school_terms();
    let before = Called::of(period, terms).and_then(|called| called.previous().period(terms));
    look.view().analysis(scope, period, before)
}

fn written(look: Look<'_>, roadmap: &Roadmap, kind: ReportKind, period: Period, issued: Option<&Issued>) -> Written {
    let analysis = analysis(look, &look.scope(roadmap.id), period);
    let subject = Subject { look, roadmap, kind, period, analysis, issued };
    let mut writer = Writer::new(look);
    figures::write(&mut writer, &subject);
    if subject.figures().due > 0 {
        divisions::write(&mut writer, &subject);
        late::write(&mut writer, &subject);
    }
    moved::write(&mut writer, &subject);
    unfinished::write(&mut writer, &subject);
    if subject.whole() {
        checked::write(&mut writer, &subject);
        reminders::write(&mut writer, &subject);
    }
    monitorings::write(&mut writer, &subject);
    causes::write(&mut writer, &subject);
    conclusions::write(&mut writer, &subject);
    writer.done(frame::of(&subject))
}
