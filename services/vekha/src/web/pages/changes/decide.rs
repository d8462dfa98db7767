//! What the form asks for, row by row: read before anything is decided.

use super::{
    super::{
        asked::Asked,
        form::{self, Fields, Wrong},
    },
    What, parties, reading, rows,
};
use crate::app::Plan;
use chrono::NaiveDate;
use vekha_domain::{
    event::{Basis, DeadlineSet, DueKind, Party, PlannedOccurrence, Wording},
    ids::{ActivityId, RoadmapId},
    refusal::Refusal,
};

/// Longest text of a field of the row, in characters.
const LONGEST: usize = 4_000;

/// One row with what is done to it.
pub struct Decided {
    /// The row.
    pub activity: ActivityId,
    /// What is done.
    pub change: Change,
}

/// What is done to a row.
pub enum Change {
    /// One occurrence gets another due day.
    Move(u16, NaiveDate),
    /// A date from outside.
    Date(PlannedOccurrence),
    /// One occurrence will not be.
    Cancel(u16),
    /// Off control.
    Withdraw,
    /// Other words.
    Wording(Box<Wording>),
    /// Another term.
    Term(Box<DeadlineSet>),
    /// Who goes, who comes, who leads.
    Responsible {
        /// Released.
        released: Vec<Party>,
        /// Assigned.
        assigned: Vec<Party>,
        /// The lead afterwards.
        lead: Option<Party>,
    },
}

impl Change {
    /// Decides it on the plan.
    pub fn take(&self, plan: &mut Plan, id: ActivityId, basis: &Basis) -> Result<(), Refusal> {
        let basis = || basis.clone();
        match self {
            Change::Move(seq, new) => plan.with_activity(id, |a| a.move_deadline(*seq, *new, basis())),
            Change::Date(occurrence) => plan.with_activity(id, |a| a.schedule(occurrence.clone(), basis())),
            Change::Cancel(seq) => plan.with_activity(id, |a| a.cancel_occurrence(*seq, basis())),
            Change::Withdraw => plan.with_activity(id, |a| a.withdraw(basis())),
            Change::Wording(words) => plan.with_activity(id, |a| a.reword((**words).clone(), basis())),
            Change::Term(term) => {
                let term = DeadlineSet { basis: Some(basis()), ..(**term).clone() };
                plan.with_activity(id, |a| a.set_deadline(term, basis().date))
            }
            Change::Responsible { released, assigned, lead } => {
                for party in assigned {
                    plan.with_activity(id, |a| a.assign(party.clone(), Some(basis()), basis().date))?;
                }
                for party in released {
                    let held = |a: &vekha_domain::activity::Activity| {
                        a.assignments.iter().any(|held| held.party == *party && held.until.is_none())
                    };
                    // Of many rows, each gives up whom it has.
                    if plan.state().activity(id).is_some_and(held) {
                        plan.with_activity(id, |a| a.release(party.clone(), basis()))?;
                    }
                }
                match lead {
                    Some(party) => plan.with_activity(id, |a| a.choose_lead(party.clone(), basis().date)),
                    None => Ok(()),
                }
            }
        }
    }
}

/// What is asked of each row; none when something is wrong.
pub fn read(
    asked: &Asked,
    roadmap: RoadmapId,
    what: What,
    fields: &Fields,
    wrong: &mut Vec<Wrong>,
) -> Option<Vec<Decided>> {
    let lang = asked.lang;
    let rows = rows::chosen(asked, roadmap, fields);
    if rows.is_empty() {
        wrong.push(Wrong::whole(lang.say("change-no-rows")));
        return None;
    }
    if rows.len() > 1 && !what.of_many() {
        wrong.push(Wrong::whole(lang.say("change-one-row")));
        return None;
    }
    let same = |change: &dyn Fn() -> Change| {
        Some(rows.iter().map(|row| Decided { activity: row.id, change: change() }).collect())
    };
    match what {
        What::Move => {
            let day = form::day(fields, "day", lang, wrong);
            let of = rows::occurrences(asked, &rows, fields, wrong)?;
            let day = day?;
            Some(of.into_iter().map(|(activity, seq)| Decided { activity, change: Change::Move(seq, day) }).collect())
        }
        What::Cancel => {
            let of = rows::occurrences(asked, &rows, fields, wrong)?;
            Some(of.into_iter().map(|(activity, seq)| Decided { activity, change: Change::Cancel(seq) }).collect())
        }
        What::Date => {
            let occurrence = dated(fields, asked, wrong)?;
            same(&|| Change::Date(occurrence.clone()))
        }
        What::Withdraw => same(&|| Change::Withdraw),
        What::Wording => {
            let words = wording(fields, asked, wrong)?;
            same(&|| Change::Wording(Box::new(words.clone())))
        }
        What::Term => {
            let term = reading::term(asked, roadmap, fields, wrong)?;
            same(&|| Change::Term(Box::new(term.clone())))
        }
        What::Responsible => {
            let (released, assigned, lead) = parties::read(asked, fields, wrong)?;
            let change =
                || Change::Responsible { released: released.clone(), assigned: assigned.clone(), lead: lead.clone() };
            same(&change)
        }
    }
}

/// A date, or a window with its first day.
fn dated(fields: &Fields, asked: &Asked, wrong: &mut Vec<Wrong>) -> Option<PlannedOccurrence> {
    let due = form::day(fields, "day", asked.lang, wrong);
    let start = if fields.get("start").is_empty() { None } else { form::day(fields, "start", asked.lang, wrong) };
    let due = due?;
    let kind = if start.is_some() { DueKind::Window } else { DueKind::Day };
    Some(PlannedOccurrence { seq: 0, start, due: Some(due), kind, cut: false, past_at_approval: false })
}

fn wording(fields: &Fields, asked: &Asked, wrong: &mut Vec<Wrong>) -> Option<Wording> {
    for name in ["title", "task", "form", "audience", "place", "codes", "result"] {
        if fields.get(name).chars().count() > LONGEST {
            let sentence = asked.lang.say_with("form-too-long", [("n", LONGEST.into())]);
            wrong.push(Wrong::beside(name, sentence));
        }
    }
    if fields.get("title").is_empty() {
        wrong.push(Wrong::beside("title", asked.lang.say("change-title-missing")));
    }
    let codes = fields.get("codes").split([',', ';', '\n']).map(str::trim).filter(|code| !code.is_empty());
    wrong.is_empty().then(|| Wording {
        title: fields.get("title").to_owned(),
        task: fields.given("task"),
        form: fields.given("form"),
        audience: fields.given("audience"),
        place: fields.given("place"),
        codes: codes.map(str::to_owned).collect(),
        result: fields.given("result"),
    })
}
