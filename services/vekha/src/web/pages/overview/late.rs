//! What is overdue, an occurrence a row, with those who have not done it by name.

use super::super::{asked::Asked, written};
use crate::json::OverdueRow;
use std::collections::HashMap;
use vekha_domain::ids::ActivityId;
use vekha_projections::{Obligation, Scope};

/// An occurrence somebody is late with.
pub struct LateRow {
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The activity's page.
    pub link: String,
    /// Who has not done it.
    pub who: Vec<String>,
    /// «отметили 29 из 30»; none where one mark serves all.
    pub marked: Option<String>,
    /// Due day, with the day it became by the rule for days off.
    pub due: String,
    /// Working days since then.
    pub days: i64,
}

impl LateRow {
    /// So many names are read at a glance; more are folded away.
    pub fn few(&self) -> bool {
        self.who.len() <= 6
    }

    /// The names in a line.
    pub fn names(&self) -> String {
        self.who.join(", ")
    }
}

/// How many of the members have made a mark, of how many, occurrence by occurrence.
pub(super) fn tally(obligations: &[Obligation]) -> HashMap<(ActivityId, u16), (usize, usize)> {
    let mut tally: HashMap<_, (usize, usize)> = HashMap::new();
    for obligation in obligations {
        let (marked, all) = tally.entry((obligation.activity, obligation.occurrence)).or_default();
        *all += 1;
        *marked += usize::from(obligation.mark.is_some());
    }
    tally
}

/// «отметили 27 из 30», where more than one has to.
pub(super) fn marked(asked: &Asked, tally: Option<&(usize, usize)>) -> Option<String> {
    let (marked, all) = *tally.filter(|(_, all)| *all > 1)?;
    Some(asked.lang.say_with("row-marked", [("n", marked.into()), ("of", all.into())]))
}

/// The overdue occurrences, the latest first.
pub fn late_rows(asked: &Asked, scope: &Scope, overdue: &[OverdueRow]) -> Vec<LateRow> {
    let tally = tally(&asked.view().obligations(scope));
    let mut rows: Vec<((ActivityId, u16), LateRow)> = Vec::new();
    for row in overdue {
        let key = (row.activity, row.occurrence);
        let mut who: Vec<String> = row.responsible.iter().map(|name| written::unbroken(name)).collect();
        if who.is_empty() {
            who.push(asked.lang.say("part-nobody"));
        }
        match rows.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => known.who.extend(who),
            None => rows.push((key, late_row(asked, row, who, marked(asked, tally.get(&key))))),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn late_row(asked: &Asked, row: &OverdueRow, who: Vec<String>, marked: Option<String>) -> LateRow {
    LateRow {
        number: row.number.clone(),
        title: row.title.clone(),
        link: asked.link(&format!("/offices/{}/activities/{}?o={}", asked.office, row.activity, row.occurrence)),
        who,
        marked,
        due: written::day(row.effective_due),
        days: row.working_days_late,
    }
}
