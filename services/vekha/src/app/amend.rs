//! An amending order: its table compared with the roadmap row by row, and what of it is taken applied with its basis.

use super::{
    App, AppError, Command, Done, Names,
    plan::{People, Plan, wording},
};
use std::collections::{BTreeSet, HashMap};
use vekha_domain::{
    activity::Activity,
    deadline::Period,
    event::{Basis, DeadlineSet, Party, Wording},
    ids::{ActivityId, RoadmapId},
    refusal::Refusal,
};
use vekha_event_log::Ids;
use vekha_office::{Order, Responsible, Row, name_key};
use vekha_projections::OfficeState;

/// A row of the order or of the roadmap that is not as it was.
#[derive(Clone, PartialEq, Debug)]
pub enum Difference {
    /// A row that the roadmap has not.
    New {
        /// Its place in the order's table, from 0.
        at: usize,
        /// The roadmap had it, and it was taken off control.
        withdrawn: bool,
    },
    /// A row that says something else.
    Changed {
        /// Its place in the order's table, from 0.
        at: usize,
        /// The activity it changes.
        activity: ActivityId,
        /// Its words from then on, if they are others.
        words: Option<Box<Wording>>,
        /// The term is another one.
        term: bool,
        /// Who is responsible no longer.
        released: Vec<Party>,
        /// Who is named and was not.
        assigned: Vec<Responsible>,
    },
    /// An activity that the order names no longer.
    Gone {
        /// The activity.
        activity: ActivityId,
    },
}

impl Difference {
    /// What a form calls it.
    pub fn key(&self) -> String {
        match self {
            Difference::New { at, .. } | Difference::Changed { at, .. } => format!("row-{at}"),
            Difference::Gone { activity } => format!("gone-{activity}"),
        }
    }
}

/// The differences and how many rows are as they were.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Compared {
    /// In the order of the order's table; those gone at the end.
    pub differences: Vec<Difference>,
    /// Rows that say the same.
    pub same: usize,
}

impl Compared {
    /// Compares the order's rows with the roadmap's activities that stand.
    pub fn of(order: &Order, roadmap: RoadmapId, state: &OfficeState, names: &Names) -> Compared {
        let standing: Vec<&Activity> = state.activities(roadmap).filter(|a| a.withdrawn.is_none()).collect();
        let matched = matched(order, &standing);
        let withdrawn = state.activities(roadmap).filter(|a| a.withdrawn.is_some());
        let withdrawn: BTreeSet<String> = withdrawn.map(|a| name_key(a.title())).collect();
        let mut compared = Compared::default();
        for (at, row) in order.rows.iter().enumerate() {
            match matched.get(&at) {
                None => {
                    let withdrawn = withdrawn.contains(&name_key(&row.title));
                    compared.differences.push(Difference::New { at, withdrawn });
                }
                Some(activity) => match changed(at, row, order, activity, state, names) {
                    Some(difference) => compared.differences.push(difference),
                    None => compared.same += 1,
                },
            }
        }
        let kept: BTreeSet<ActivityId> = matched.values().map(|a| a.id).collect();
        let gone = standing.iter().filter(|a| !kept.contains(&a.id));
        compared.differences.extend(gone.map(|a| Difference::Gone { activity: a.id }));
        compared
    }

    /// Is the difference meant, as far as can be told? Rows that were taken off control are not meant to come back, nor does
    /// an order of some rows mean to withdraw the others.
    pub fn meant(&self, difference: &Difference) -> bool {
        match difference {
            Difference::New { withdrawn, .. } => !withdrawn,
            Difference::Changed { .. } => true,
            Difference::Gone { .. } => self.looks_whole(),
        }
    }

    /// Does the order look like the whole table anew, and not like some rows of it?
    pub fn looks_whole(&self) -> bool {
        let gone = self.differences.iter().filter(|d| matches!(d, Difference::Gone { .. })).count();
        let named = self.same + self.differences.len() - gone;
        gone <= named
    }
}

/// Which activity each row means: the same number and words, else the same words, else the same number.
fn matched<'a>(order: &Order, standing: &[&'a Activity]) -> HashMap<usize, &'a Activity> {
    let words = |text: &str| name_key(text);
    let number = |text: &str| text.trim().trim_end_matches('.').to_owned();
    let mut matched: HashMap<usize, &'a Activity> = HashMap::new();
    let mut taken: BTreeSet<ActivityId> = BTreeSet::new();
    let same_number = |row: &Row, a: &Activity| number(&row.number) == number(&a.number);
    let same_words = |row: &Row, a: &Activity| words(&row.title) == words(a.title());
    for step in 0..3 {
        let alike = |row: &Row, a: &Activity| match step {
            0 => same_number(row, a) && same_words(row, a),
            1 => same_words(row, a),
            _ => !number(&row.number).is_empty() && same_number(row, a),
        };
        for (at, row) in order.rows.iter().enumerate() {
            if matched.contains_key(&at) {
                continue;
            }
            if let Some(found) = standing.iter().find(|a| !taken.contains(&a.id) && alike(row, a)) {
                taken.insert(found.id);
                matched.insert(at, found);
            }
        }
    }
    matched
}

fn changed(
    at: usize,
    row: &Row,
    order: &Order,
    activity: &Activity,
    state: &OfficeState,
    names: &Names,
) -> Option<Difference> {
    let now = activity.wordings.last().map(|(_, words)| words.clone()).unwrap_or_default();
    let words = Some(reworded(row, order, &now)).filter(|new| !same_words(new, &now)).map(Box::new);
    let had = activity.terms.last().map(|(_, term)| term.words.as_str()).unwrap_or_default();
    // An empty cell says nothing: it takes neither the term nor the responsible away.
    let term = !row.deadline.trim().is_empty() && one_line(had) != one_line(&row.deadline);
    let parties: Vec<&Party> = activity.assignments.iter().filter(|a| a.until.is_none()).map(|a| &a.party).collect();
    let named: BTreeSet<String> = row.responsible.iter().map(|r| name_key(&r.name)).collect();
    let known: BTreeSet<String> = parties.iter().map(|party| name_key(&name(party, state, names))).collect();
    let goes = |party: &&&Party| !named.is_empty() && !named.contains(&name_key(&name(party, state, names)));
    let released: Vec<Party> = parties.iter().filter(goes).map(|party| (*party).clone()).collect();
    let comes = |named: &&Responsible| !known.contains(&name_key(&named.name));
    let assigned: Vec<Responsible> = row.responsible.iter().filter(comes).cloned().collect();
    let differs = words.is_some() || term || !released.is_empty() || !assigned.is_empty();
    differs.then_some(Difference::Changed { at, activity: activity.id, words, term, released, assigned })
}

/// The row's words; what the order's table has no column for stays as it is.
fn reworded(row: &Row, order: &Order, now: &Wording) -> Wording {
    let new = wording(row);
    let column = |has: fn(&Row) -> bool| order.rows.iter().any(has);
    let keep = |there: bool, new: Option<String>, now: &Option<String>| if there { new } else { now.clone() };
    Wording {
        title: new.title,
        task: keep(column(|r| r.task.is_some()), new.task, &now.task),
        form: keep(column(|r| r.form.is_some()), new.form, &now.form),
        audience: keep(column(|r| r.audience.is_some()), new.audience, &now.audience),
        place: keep(column(|r| r.place.is_some()), new.place, &now.place),
        codes: if column(|r| !r.codes.is_empty()) { new.codes } else { now.codes.clone() },
        result: keep(column(|r| r.result.is_some()), new.result, &now.result),
    }
}

fn same_words(a: &Wording, b: &Wording) -> bool {
    let line = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
    one_line(&a.title) == one_line(&b.title)
        && a.codes == b.codes
        && [(&a.task, &b.task), (&a.form, &b.form), (&a.audience, &b.audience), (&a.place, &b.place)]
            .into_iter()
            .chain([(&a.result, &b.result)])
            .all(|(a, b)| line(a) == line(b))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A party as an order names it.
fn name(party: &Party, state: &OfficeState, names: &Names) -> String {
    let office = state.office();
    match party {
        Party::Person(id) => names.name(*id).unwrap_or_default().to_owned(),
        Party::Organisation(id) => office.organisation(*id).map(|o| o.name.clone()).unwrap_or_default(),
        Party::Group(id) => office.group(*id).map(|g| g.name.clone()).unwrap_or_default(),
        Party::Post(words) => words.clone(),
    }
}

/// What of an amending order is applied.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// The amending order.
    pub basis: Basis,
    /// Differences taken, by their keys.
    pub taken: BTreeSet<String>,
}

/// Applies the differences taken, all in one command; compared anew with what is known then.
///
/// # Errors
/// Nothing is taken, the domain refuses, or the log cannot be written.
pub async fn amend(app: &App, command: Command, order: &Order, amendment: &Amendment) -> Result<Done, AppError> {
    let names = app.names(command.office).await?;
    let people = People::of(app, command, order, &names).await?;
    let now = app.now();
    app.change(command, |state, ids| {
        let roadmap = state.roadmap(amendment.roadmap).ok_or(Refusal::RoadmapUnknown)?;
        let compared = Compared::of(order, amendment.roadmap, state, &names);
        let taken = |d: &Difference| amendment.taken.contains(&d.key());
        let differences: Vec<Difference> = compared.differences.into_iter().filter(taken).collect();
        if differences.is_empty() {
            return Ok(Vec::new());
        }
        let adopted = roadmap.adopted.as_ref().ok_or(Refusal::NotAdopted)?;
        let period = Period { from: adopted.from, to: adopted.to };
        let mut plan = Plan::new(state, now);
        plan.with_roadmap(amendment.roadmap, |r| r.amend(amendment.basis.clone()))?;
        for difference in &differences {
            plan.amend(order, amendment, period, difference, &people, ids)?;
        }
        Ok(plan.decided())
    })
    .await
}

impl Plan {
    fn amend(
        &mut self,
        order: &Order,
        amendment: &Amendment,
        period: Period,
        difference: &Difference,
        people: &People,
        ids: &Ids,
    ) -> Result<(), Refusal> {
        let basis = || amendment.basis.clone();
        match difference {
            Difference::New { at, .. } => {
                let Some(row) = order.rows.get(*at) else { return Ok(()) };
                self.add(row, amendment, period, people, ids)
            }
            Difference::Gone { activity } => self.with_activity(*activity, |a| a.withdraw(basis())),
            Difference::Changed { at, activity, words, term, released, assigned } => {
                let Some(row) = order.rows.get(*at) else { return Ok(()) };
                if let Some(words) = words {
                    self.with_activity(*activity, |a| a.reword((**words).clone(), basis()))?;
                }
                if *term {
                    let term = self.term(row, None, period, basis().date);
                    let term = DeadlineSet { basis: Some(basis()), ..term };
                    self.with_activity(*activity, |a| a.set_deadline(term, basis().date))?;
                }
                for named in assigned {
                    let party = self.party(named, people, ids, basis().date)?;
                    self.with_activity(*activity, |a| a.assign(party, Some(basis()), basis().date))?;
                }
                for party in released {
                    self.with_activity(*activity, |a| a.release(party.clone(), basis()))?;
                }
                Ok(())
            }
        }
    }

    /// A new row: at the end of the table, in its own direction.
    fn add(
        &mut self,
        row: &Row,
        amendment: &Amendment,
        period: Period,
        people: &People,
        ids: &Ids,
    ) -> Result<(), Refusal> {
        let day = amendment.basis.date;
        let alone = Order { rows: vec![row.clone()], ..Order::default() };
        let sections = self.sections(&alone, amendment.roadmap, day)?;
        let section = sections.get(&row.section).copied();
        let last = self.state().activities(amendment.roadmap).map(|a| a.ordinal).max().unwrap_or(0);
        let id = ActivityId(ids.next());
        self.take(Activity::plan(id, amendment.roadmap, section, last + 1, &row.number, wording(row), day))?;
        let term = self.term(row, None, period, day);
        self.with_activity(id, |a| a.set_deadline(term, day))?;
        for named in &row.responsible {
            let party = self.party(named, people, ids, day)?;
            self.with_activity(id, |a| a.assign(party, None, day))?;
        }
        Ok(())
    }
}
