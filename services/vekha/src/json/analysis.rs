//! The yearly analysis and the report of a term or quarter as a document: figures, and the rows behind them with their ids.

mod rows;
mod scores;

pub use rows::{CauseShown, DocumentShown, MovedShown, OffControlShown, ReturnedShown, UndatedShown, WindowShown};

use super::{Fulfilment, ObligationShown, OverdueRow, codes};
use crate::app::Names;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vekha_projections::{
    Analysis, By, Called, Counted, DocumentCounts, InBand, MoveCounts, Period, Reminded, Scope, View,
};

/// What a period asked for and what became of it, as of a day. Nothing is concluded here.
#[derive(Serialize, ToSchema)]
pub struct AnalysisShown {
    /// The period, its figures, and those of its parts.
    pub of: CountedShown,
    /// The period a year earlier, seen as many days after its own end; null when nothing was due in it.
    pub before: Option<CountedShown>,
    /// How late it was done; the counts add up to what was due.
    pub lateness: Vec<BandShown>,
    /// How late what is overdue is by the day.
    pub overdue_by: Vec<BandShown>,
    /// Moves counted.
    pub move_counts: MoveCountsShown,
    /// Moves that gave up a day of the period.
    pub moves: Vec<MovedShown>,
    /// What was taken off control.
    pub off_control: Vec<OffControlShown>,
    /// Marks sent back.
    pub returned: Vec<ReturnedShown>,
    /// Reasons as people entered them.
    pub causes: Vec<CauseShown>,
    /// Activities that wait for a date, and those that got their first one within the period.
    pub undated: Vec<UndatedShown>,
    /// Documents at the standing marks, by what the last look found.
    pub links: LinksShown,
    /// Documents that a look did not find as they should be.
    pub documents: Vec<DocumentShown>,
    /// Letters about what was due, and what was done after them.
    pub reminders: RemindersShown,
    /// Windows of monitorings that end within the period.
    pub windows: Vec<WindowShown>,
    /// What is overdue on the day, the longest overdue first.
    pub overdue: Vec<OverdueRow>,
    /// What is done, in the order of the tables.
    pub done: Vec<ObligationShown>,
}

/// The figures of a period.
#[derive(Serialize, ToSchema)]
pub struct CountedShown {
    /// Its code, as it is asked for; null for days without a name.
    pub period: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The day the figures are for.
    pub as_of: NaiveDate,
    /// The whole. The undated are those waiting on the day, whatever the period.
    pub figures: Fulfilment,
    /// The same part by part.
    pub divisions: Vec<DivisionShown>,
}

/// The figures divided in one way.
#[derive(Serialize, ToSchema)]
pub struct DivisionShown {
    /// How.
    #[schema(schema_with = codes::divisions)]
    pub by: &'static str,
    /// The parts; their counts add up to the whole, but for the undated ones in a division by date.
    pub parts: Vec<Fulfilment>,
}

/// How many obligations lie in a band of lateness.
#[derive(Serialize, ToSchema)]
pub struct BandShown {
    /// The band, in working days.
    #[schema(schema_with = codes::bands)]
    pub band: &'static str,
    /// How many.
    pub count: u64,
}

/// Moves counted.
#[derive(Serialize, ToSchema)]
pub struct MoveCountsShown {
    /// Moves.
    pub moves: u64,
    /// Occurrences moved, each once.
    pub occurrences: u64,
    /// Obligations they concern, each once.
    pub obligations: u64,
    /// Moves recorded after the old day had passed.
    pub too_late: u64,
    /// Occurrences moved more than once.
    pub repeatedly: u64,
}

/// Documents by what the last look found.
#[derive(Serialize, ToSchema)]
pub struct LinksShown {
    /// All of them.
    pub all: u64,
    /// Found.
    pub opens: u64,
    /// They lead elsewhere.
    pub moved: u64,
    /// Not there.
    pub not_found: u64,
    /// They ask to sign in.
    pub needs_sign_in: u64,
    /// No answer that says anything.
    pub could_not_check: u64,
    /// Nobody has looked at them.
    pub unchecked: u64,
}

/// Letters to those who had to do what was due within the period.
#[derive(Serialize, ToSchema)]
pub struct RemindersShown {
    /// Taken by a server.
    pub sent: u64,
    /// Perhaps arrived.
    pub uncertain: u64,
    /// Not sent, or come back.
    pub lost: u64,
    /// How far the letters had gone when it was marked, or by the day; the counts add up to what was due.
    pub effects: Vec<EffectShown>,
}

/// What was done after so many letters.
#[derive(Serialize, ToSchema)]
pub struct EffectShown {
    /// How far the letters had gone.
    #[schema(schema_with = codes::letters)]
    pub after: &'static str,
    /// Done, and marked then.
    pub done: u64,
    /// Not done by the day.
    pub not_done: u64,
}

impl AnalysisShown {
    /// The analysis of a scope in words and ids.
    pub fn of(
        analysis: &Analysis<'_>,
        view: &View<'_>,
        scope: &Scope,
        known_at: DateTime<Utc>,
        names: &Names,
    ) -> AnalysisShown {
        let counted = |counted: &Counted| CountedShown::of(counted, view, scope, known_at, names);
        AnalysisShown {
            of: counted(&analysis.counted),
            before: analysis.before.as_ref().map(counted),
            lateness: bands(&analysis.lateness),
            overdue_by: bands(&analysis.overdue_by),
            move_counts: analysis.move_counts.into(),
            moves: analysis.moves.iter().map(MovedShown::from).collect(),
            off_control: analysis.off_control.iter().map(OffControlShown::from).collect(),
            returned: analysis.returned.iter().map(ReturnedShown::from).collect(),
            causes: analysis.causes.iter().map(CauseShown::from).collect(),
            undated: analysis.waited.iter().map(UndatedShown::from).collect(),
            links: analysis.links.into(),
            documents: analysis.documents.iter().filter_map(DocumentShown::of).collect(),
            reminders: (&analysis.reminded).into(),
            windows: analysis.windows.iter().map(WindowShown::from).collect(),
            overdue: analysis.overdue().into_iter().filter_map(|o| OverdueRow::of(o, view, names)).collect(),
            done: analysis.done().map(|o| ObligationShown::of(o, view)).collect(),
        }
    }
}

impl CountedShown {
    fn of(counted: &Counted, view: &View<'_>, scope: &Scope, known_at: DateTime<Utc>, names: &Names) -> CountedShown {
        let Counted { period, as_of, figures, .. } = counted;
        // The period before is seen from a day of its own.
        let then = View::new(view.state(), *as_of);
        let head = Fulfilment::head(&then, scope, known_at);
        let division = |by: By| DivisionShown {
            by: by.code(),
            parts: counted.by(by).iter().map(|part| head.part(part, &then, names)).collect(),
        };
        let Period { from, to } = *period;
        CountedShown {
            period: Called::of(*period, view.state().office().school_terms()).map(Called::code),
            from,
            to,
            as_of: *as_of,
            divisions: By::ALL.map(division).into(),
            figures: head.with(*figures),
        }
    }
}

fn bands(bands: &[InBand]) -> Vec<BandShown> {
    bands.iter().map(|InBand { band, count }| BandShown { band: band.code(), count: *count }).collect()
}

impl From<MoveCounts> for MoveCountsShown {
    fn from(counts: MoveCounts) -> MoveCountsShown {
        let MoveCounts { moves, occurrences, obligations, too_late, repeatedly } = counts;
        MoveCountsShown { moves, occurrences, obligations, too_late, repeatedly }
    }
}

impl From<DocumentCounts> for LinksShown {
    fn from(counts: DocumentCounts) -> LinksShown {
        let DocumentCounts { all, opens, moved, not_found, needs_sign_in, could_not_check, unchecked } = counts;
        LinksShown { all, opens, moved, not_found, needs_sign_in, could_not_check, unchecked }
    }
}

impl From<&Reminded> for RemindersShown {
    fn from(reminded: &Reminded) -> RemindersShown {
        let effects = reminded.effects.iter().map(|effect| EffectShown {
            after: effect.after.code(),
            done: effect.done,
            not_done: effect.not_done,
        });
        let Reminded { sent, uncertain, lost, .. } = *reminded;
        RemindersShown { sent, uncertain, lost, effects: effects.collect() }
    }
}
