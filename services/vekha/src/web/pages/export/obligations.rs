//! The sheet of obligations: one row for each, with its mark, for those who sort and filter.

use super::{
    super::{
        look::Look,
        parties,
        plan::found::{Candidate, path_to},
        states,
        tally::{self, Called},
    },
    facts::{self, column},
};
use vekha_domain::{activity::Activity, roadmap::Roadmap};
use vekha_office::{Cell, Kind, Line, Table};
use vekha_projections::{Obligation, State};

/// The obligations of the rows found. Its headings must not be those of an order: the own reader would take the sheet for one.
pub fn table(look: Look<'_>, roadmap: &Roadmap, found: &[Candidate<'_>], notes: &[String]) -> Table {
    let text = |key: &str, width: u8| column(look, key, Kind::Text, width);
    let day = |key: &str| column(look, key, Kind::Day, 12);
    let mut lines = Vec::new();
    for Candidate { activity, obligations } in found {
        let direction = direction(roadmap, activity);
        lines.extend(obligations.iter().map(|o| Line::Row(row(look, activity, &direction, o))));
    }
    Table {
        name: look.lang.say("export-sheet-obligations"),
        title: roadmap.title.clone(),
        notes: notes.to_vec(),
        columns: vec![
            text("column-section", 30),
            text("column-number", 7),
            text("plan-activity", 45),
            text("export-occurrence", 13),
            day("export-due"),
            day("export-effective-due"),
            text("export-executor", 28),
            text("plan-state-is", 20),
            column(look, "export-late", Kind::Number, 12),
            day("export-performed"),
            day("export-recorded"),
            text("export-in-time", 9),
            text("export-marked-in-time", 11),
            text("export-links", 45),
        ],
        groups: String::new(),
        lines,
    }
}

/// Its directions, the outer first.
fn direction(roadmap: &Roadmap, activity: &Activity) -> String {
    let path = activity.section.map(|section| path_to(roadmap, section)).unwrap_or_default();
    let titles = path.iter().rev().filter_map(|section| roadmap.section(*section)).map(|s| s.title.as_str());
    titles.collect::<Vec<_>>().join(" / ")
}

fn row(look: Look<'_>, activity: &Activity, direction: &str, obligation: &Obligation) -> Vec<Cell> {
    let lang = look.lang;
    let mark = obligation.mark.and_then(|id| activity.mark(id));
    let occurrence = activity.occurrence(obligation.occurrence);
    let yes = |holds: bool| Cell::words(lang.say(if holds { "export-yes" } else { "export-no" }));
    let in_time = match obligation.state {
        State::DoneOnTime => yes(true),
        State::DoneLate => yes(false),
        State::Overdue { .. } | State::Returned | State::DueToday | State::Open => Cell::Empty,
        State::Ahead | State::OnReview | State::Withdrawn => Cell::Empty,
    };
    vec![
        Cell::words(direction),
        Cell::words(&*activity.number),
        Cell::words(activity.wording_on(look.as_of).map_or("", |words| words.title.as_str())),
        Cell::words(
            occurrence
                .map(|o| tally::called(o, obligation.due, Called::InFull, look.known.office().school_terms(), lang))
                .unwrap_or_default(),
        ),
        Cell::Day(obligation.due),
        Cell::Day(obligation.effective_due),
        Cell::words(parties::executor(look, activity, obligation.executor)),
        Cell::words(states::state_word(lang, obligation.state)),
        facts::late(obligation.state).map_or(Cell::Empty, Cell::Number),
        Cell::from(obligation.performed_on),
        Cell::from(mark.map(|mark| look.known.local_day(mark.recorded_at))),
        in_time,
        mark.map_or(Cell::Empty, |_| yes(obligation.marked_on_time)),
        Cell::words(facts::documents(look, activity, [obligation])),
    ]
}
