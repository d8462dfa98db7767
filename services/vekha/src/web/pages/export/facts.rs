//! Facts about obligations as the cells of an export tell them: occurrences with their marks, documents, lateness.

use super::super::{
    look::Look,
    states,
    tally::{self, Called, Tally},
    written,
};
use std::collections::HashSet;
use vekha_domain::{
    activity::{Activity, Mark},
    proof::ProofLink,
};
use vekha_office::{Column, Kind};
use vekha_projections::{Obligation, State};

/// Documents of an activity told in one cell; more are on the sheet of obligations.
const DOCUMENTS: usize = 3;

/// A column with words of the locales.
pub fn column(look: Look<'_>, key: &str, kind: Kind, width: u8) -> Column {
    Column { title: look.lang.say(key), kind, width, joined: false }
}

/// «II кв 2023 — исполнено в срок 28.06.2023, отмечено 29.06.2023», a line for each occurrence that has a date.
pub fn occurrences(look: Look<'_>, activity: &Activity, tallies: &[Tally<'_>]) -> String {
    let lines = tallies.iter().filter_map(|tally| occurrence(look, activity, tally));
    lines.collect::<Vec<_>>().join("\n")
}

fn occurrence(look: Look<'_>, activity: &Activity, tally: &Tally<'_>) -> Option<String> {
    let lang = look.lang;
    let called = tally::called(tally.occurrence, tally.due?, Called::InFull, look.known.office().school_terms(), lang);
    let state = tally.state()?;
    let mut words = states::state_word(lang, state);
    match (tally.fraction(lang), mark_of(activity, tally)) {
        (Some(fraction), _) => words = format!("{words}, {fraction}"),
        (None, Some(mark)) => {
            let args = [
                ("state", words.into()),
                ("done", matches!(state, State::DoneOnTime | State::DoneLate).to_string().into()),
                ("performed", written::day(mark.performed_on).into()),
                ("recorded", written::day(look.known.local_day(mark.recorded_at)).into()),
            ];
            words = lang.say_with("export-marked", args);
        }
        (None, None) => {}
    }
    Some(format!("{called} — {words}"))
}

/// The mark of an occurrence that one mark settles.
fn mark_of<'a>(activity: &'a Activity, tally: &Tally<'_>) -> Option<&'a Mark> {
    let [only] = tally.obligations.as_slice() else { return None };
    only.mark.and_then(|id| activity.mark(id))
}

/// Addresses of the documents at the standing marks, each once, a line for each.
pub fn documents<'o>(
    look: Look<'_>,
    activity: &Activity,
    obligations: impl IntoIterator<Item = &'o Obligation>,
) -> String {
    let marks = obligations.into_iter().filter_map(|o| o.mark.and_then(|id| activity.mark(id)));
    let mut told = HashSet::new();
    let mut links: Vec<&ProofLink> = marks.flat_map(Mark::standing_proofs).map(|proof| &proof.link).collect();
    links.retain(|link| told.insert(link.as_str()));
    let mut lines: Vec<String> = links.iter().take(DOCUMENTS).map(|link| link.readable()).collect();
    let more = links.len() - lines.len();
    if more > 0 {
        lines.push(look.lang.say_with("export-more", [("n", more.into())]));
    }
    lines.join("\n")
}

/// Working days since the due day, of what is overdue.
pub fn late(state: State) -> Option<i64> {
    match state {
        State::Overdue { working_days } => Some(working_days),
        State::Returned | State::DueToday | State::Open | State::Ahead | State::OnReview => None,
        State::DoneOnTime | State::DoneLate | State::Withdrawn => None,
    }
}
