//! The public table: words of the order, who answers without names of people, how it stands, what shows that it was done.

use super::super::{
    states::{Mark as Sign, Shown},
    tally::{self, Tally},
    term, written,
};
use crate::wording::Lang;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party},
    roadmap::Roadmap,
};
use vekha_projections::{Obligation, OfficeState, Scope, State, View};

/// A direction.
pub struct Group {
    /// Words as printed.
    pub title: String,
    /// Its activities.
    pub rows: Vec<Row>,
}

/// An activity.
pub struct Row {
    /// Number as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Words of its term.
    pub said: String,
    /// What was understood.
    pub understood: String,
    /// Organisations, groups and posts.
    pub who: String,
    /// Its most urgent state.
    pub state: Shown,
    /// «27 из 30».
    pub fraction: Option<String>,
    /// Proofs of marks that count.
    pub documents: Vec<Document>,
}

impl Row {
    /// So many documents are read at a glance; more are folded away.
    pub fn few(&self) -> bool {
        self.documents.len() <= 3
    }
}

/// A proof.
pub struct Document {
    /// Whose, where each member of a group marks.
    pub who: Option<String>,
    /// Its address.
    pub address: String,
    /// The address as people read it.
    pub words: String,
}

/// The roadmap's activities of the view's day under their directions.
pub fn groups(view: &View<'_>, roadmap: &Roadmap, lang: Lang) -> Vec<Group> {
    let obligations = view.obligations(&Scope::roadmap(roadmap.id));
    let of = tally::by_activity(&obligations);
    let mut groups: Vec<(Option<u16>, Group)> = Vec::new();
    let planned = view.state().activities(roadmap.id).filter(|activity| activity.planned_on <= view.as_of());
    for activity in planned {
        let row = row(view, activity, of.get(&activity.id).copied().unwrap_or_default(), lang);
        match groups.last_mut().filter(|(section, _)| *section == activity.section) {
            Some((_, group)) => group.rows.push(row),
            None => {
                let section = activity.section.and_then(|section| roadmap.section(section));
                let title = section.map_or_else(|| lang.say("part-no-section"), |section| section.title.clone());
                groups.push((activity.section, Group { title, rows: vec![row] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn row(view: &View<'_>, activity: &Activity, obligations: &[Obligation], lang: Lang) -> Row {
    let day = view.as_of();
    let tallies = Tally::of(activity, obligations, day);
    let first = tally::first_to_look_at(&tallies);
    Row {
        number: activity.number.clone(),
        title: activity.wording_on(day).map(|words| words.title.clone()).unwrap_or_default(),
        said: activity.term_on(day).map(|term| term.words.clone()).unwrap_or_default(),
        understood: term::understood(activity, &tallies, day, lang),
        who: responsible(activity, day, view.state(), lang),
        state: state(view, activity, first, lang),
        fraction: first.and_then(|tally| tally.fraction(lang)),
        documents: documents(view, activity, obligations),
    }
}

fn state(view: &View<'_>, activity: &Activity, first: Option<&Tally<'_>>, lang: Lang) -> Shown {
    match first.and_then(Tally::state) {
        Some(state) => Shown::of(lang, state),
        None if activity.withdrawn_on(view.as_of()) => Shown::of(lang, State::Withdrawn),
        None if view.waits(activity) => Shown::undated(lang),
        None => Shown { mark: Sign { sign: "·", class: "" }, word: lang.say("plan-on-demand") },
    }
}

/// Who answers for it, the lead first: people by the organisation they work at or by their post, never by name.
fn responsible(activity: &Activity, day: NaiveDate, state: &OfficeState, lang: Lang) -> String {
    let lead = activity.lead_on(day);
    let mut parties: Vec<&Party> = activity.parties_on(day).collect();
    parties.sort_by_key(|party| Some(*party) != lead);
    let mut named: Vec<String> = Vec::new();
    for party in parties {
        let name = nameless(party, day, state, lang);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    if named.is_empty() { lang.say("part-nobody") } else { named.join(", ") }
}

fn nameless(party: &Party, day: NaiveDate, state: &OfficeState, lang: Lang) -> String {
    let organisation = |id| state.office().organisation(id).map(|known| written::unbroken(&known.name));
    let known = match party {
        Party::Organisation(id) => organisation(*id),
        Party::Group(id) => state.office().group(*id).map(|group| {
            let each = lang.say_with("parties-each", [("n", group.members_on(day).count().into())]);
            format!("{} {each}", group.name)
        }),
        Party::Post(words) => Some(words.clone()).filter(|words| !names_somebody(words)),
        Party::Person(id) => state.person(*id).and_then(|person| {
            let post = person.post.clone().filter(|post| !names_somebody(post));
            person.organisation.and_then(organisation).or(post)
        }),
    };
    known.unwrap_or_else(|| lang.say("public-somebody"))
}

/// Are there initials in it? What was read as a post may be a post with its holder.
fn names_somebody(words: &str) -> bool {
    let letters: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    letters.windows(4).any(|four| match four {
        [first, '.', second, '.'] => first.is_uppercase() && second.is_uppercase(),
        _ => false,
    })
}

/// Proofs of the marks that count: standing, and accepted where acceptance is on.
fn documents(view: &View<'_>, activity: &Activity, obligations: &[Obligation]) -> Vec<Document> {
    let counts = |o: &&Obligation| matches!(o.state, State::DoneOnTime | State::DoneLate);
    let mut found: BTreeMap<(NaiveDate, String, String), Document> = BTreeMap::new();
    for obligation in obligations.iter().filter(counts) {
        let Some(mark) = obligation.mark.and_then(|id| activity.mark(id)) else { continue };
        let who = match obligation.executor {
            Executor::Member(id) => view.state().office().organisation(id).map(|o| written::unbroken(&o.name)),
            Executor::Joint => None,
        };
        for proof in mark.standing_proofs() {
            let readable = proof.link.readable();
            let words = readable.strip_prefix("https://").or_else(|| readable.strip_prefix("http://"));
            let words = words.unwrap_or(&readable).trim_end_matches('/').to_owned();
            let key = (mark.performed_on, who.clone().unwrap_or_default(), proof.link.as_str().to_owned());
            let address = proof.link.as_str().to_owned();
            found.insert(key, Document { who: who.clone(), address, words });
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_with_its_holder_is_recognised() {
        for named in ["директор Кочнева С.А.", "Седова Е. И.", "методист (И.И. Петров)"]
        {
            assert!(names_somebody(named), "{named}");
        }
        for post in
            ["методист МКУ ИМЦ", "директор МБОУ СОШ № 2 ст. Северской", "сообщество тьюторов", "зам. директора по УВР"]
        {
            assert!(!names_somebody(post), "{post}");
        }
    }
}
