//! The rows a change is about, and which occurrence of each.

use super::{
    super::{
        activity::{self, obligations},
        asked::Asked,
        form::{Fields, Wrong},
        parties,
        plan::{Choice, choice},
        tally::{self, Called, Tally},
        term,
    },
    MOST, What,
};
use std::collections::BTreeSet;
use vekha_domain::{
    activity::Activity,
    ids::{ActivityId, RoadmapId},
};

/// A row on the form.
pub struct RowShown {
    /// Its id.
    pub id: ActivityId,
    /// Number as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Its page.
    pub link: String,
    /// Words of the term and what was understood.
    pub term: String,
    /// The responsible.
    pub who: String,
    /// Its occurrences, where one is to be chosen.
    pub occurrences: Vec<Choice>,
}

/// The rows named by `m`, in the order of the table: those of this roadmap that the visitor sees.
pub fn chosen<'a>(asked: &'a Asked, roadmap: RoadmapId, fields: &Fields) -> Vec<&'a Activity> {
    let ids: BTreeSet<ActivityId> = fields.all("m").take(MOST).filter_map(|id| id.parse().ok()).collect();
    let mut rows: Vec<&Activity> = ids.into_iter().filter_map(|id| activity::visible(asked, id).ok()).collect();
    rows.retain(|row| row.roadmap == roadmap);
    rows.sort_by_key(|row| row.ordinal);
    rows
}

/// The rows as they are shown.
pub fn shown(asked: &Asked, rows: &[&Activity], what: What, fields: &Fields) -> Vec<RowShown> {
    rows.iter().map(|row| one(asked, row, what, fields)).collect()
}

fn one(asked: &Asked, row: &Activity, what: What, fields: &Fields) -> RowShown {
    let (lang, day) = (asked.lang, asked.as_of);
    let obligations = obligations(asked, row);
    let tallies = Tally::of(row, &obligations, day);
    let words = row.term_on(day).map(|t| t.words.trim()).filter(|words| !words.is_empty());
    let understood = term::understood(row, &tallies, day, lang);
    let named = parties::named(row, day, asked.state(), &asked.names, lang);
    RowShown {
        id: row.id,
        number: row.number.clone(),
        title: row.title().to_owned(),
        link: asked.link(&format!("/offices/{}/activities/{}", asked.office, row.id)),
        term: words.map_or_else(|| understood.clone(), |words| format!("«{words}» — {understood}")),
        who: named.into_iter().map(|n| n.name).collect::<Vec<_>>().join(", "),
        occurrences: if what.of_occurrence() { to_choose(asked, row, &tallies, fields) } else { Vec::new() },
    }
}

fn to_choose(asked: &Asked, row: &Activity, tallies: &[Tally<'_>], fields: &Fields) -> Vec<Choice> {
    let wanted = fields.get(&format!("o-{}", row.id)).parse::<u16>().ok();
    let wanted = wanted.or_else(|| fields.get("o").parse().ok());
    let first = tally::first_to_look_at(tallies).map(|t| t.occurrence.seq);
    let chosen = wanted.or(first).map(|seq| seq.to_string()).unwrap_or_default();
    let dated = tallies.iter().filter(|t| t.occurrence.stands());
    let one = |t: &Tally<'_>| {
        let seq = t.occurrence.seq.to_string();
        let due = t.occurrence.due()?;
        let called =
            tally::called(t.occurrence, due, Called::InFull, asked.state().office().school_terms(), asked.lang);
        let due = super::super::written::day(due);
        let words = if called == due { due } else { format!("{called}, {due}") };
        Some(choice(&seq, words, &chosen))
    };
    dated.filter_map(one).collect()
}

/// The occurrence chosen in each row; rows without a dated one are told.
pub fn occurrences(
    asked: &Asked,
    rows: &[&Activity],
    fields: &Fields,
    wrong: &mut Vec<Wrong>,
) -> Option<Vec<(ActivityId, u16)>> {
    let mut chosen = Vec::with_capacity(rows.len());
    for row in rows {
        match fields.get(&format!("o-{}", row.id)).parse() {
            Ok(seq) => chosen.push((row.id, seq)),
            Err(_) => {
                let args = [("number", row.number.clone().into())];
                wrong.push(Wrong::whole(asked.lang.say_with("change-no-date", args)));
            }
        }
    }
    (chosen.len() == rows.len()).then_some(chosen)
}
