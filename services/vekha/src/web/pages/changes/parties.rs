//! Who goes and who comes: the parties of the chosen rows, and everybody who may be named instead.

use super::super::{
    asked::Asked,
    form::{Fields, Wrong},
    plan::Choice,
    written,
};
use crate::sentence;
use std::collections::BTreeSet;
use vekha_domain::{activity::Activity, event::Party};

/// Longest name of a post, in characters.
const POST: usize = 200;

/// Somebody responsible for a row.
pub struct Held {
    /// What the box sends.
    pub value: String,
    /// The name.
    pub name: String,
    /// The box is ticked.
    pub goes: bool,
}

/// Everybody who may be named: a label and its lines.
pub type Offered = Vec<(String, Vec<Choice>)>;

/// A party as a form sends it.
fn code(party: &Party) -> String {
    match party {
        Party::Person(id) => format!("person:{id}"),
        Party::Organisation(id) => format!("organisation:{id}"),
        Party::Group(id) => format!("group:{id}"),
        Party::Post(words) => format!("post:{words}"),
    }
}

/// The party that a form sent, if the office knows it.
fn party(asked: &Asked, sent: &str) -> Option<Party> {
    let (kind, of) = sent.split_once(':')?;
    let office = asked.state().office();
    match kind {
        "person" => asked.state().person(of.parse().ok()?).map(|person| Party::Person(person.id)),
        "organisation" => office.organisation(of.parse().ok()?).map(|o| Party::Organisation(o.id)),
        "group" => office.group(of.parse().ok()?).map(|group| Party::Group(group.id)),
        "post" => Some(of.trim()).filter(|of| !of.is_empty()).map(|of| Party::Post(of.to_owned())),
        _ => None,
    }
}

/// Whoever is responsible for any of the rows today.
pub fn held(asked: &Asked, rows: &[&Activity], fields: &Fields) -> Vec<Held> {
    let going: BTreeSet<&str> = fields.all("release").collect();
    let mut held: Vec<Held> = Vec::new();
    for party in rows.iter().flat_map(|row| row.parties_on(asked.as_of)) {
        let value = code(party);
        if held.iter().all(|h| h.value != value) {
            let name = sentence::party(asked.lang, party, asked.state(), &asked.names);
            held.push(Held { goes: going.contains(value.as_str()), name, value });
        }
    }
    held
}

/// Everybody who may be named, by name.
pub fn offered(asked: &Asked, chosen: &str) -> Offered {
    let (lang, office) = (asked.lang, asked.state().office());
    let line = |party: Party| {
        let value = code(&party);
        let words = sentence::party(lang, &party, asked.state(), &asked.names);
        Choice { chosen: value == chosen, value, words }
    };
    let sorted = |parties: Vec<Party>| {
        let mut lines: Vec<Choice> = parties.into_iter().map(line).collect();
        lines.sort_by_cached_key(|line| written::folded(&line.words));
        lines
    };
    let people = asked.state().people().filter(|p| asked.names.name(p.id).is_some()).map(|p| Party::Person(p.id));
    let organisations = office.organisations().filter(|o| o.closed.is_none()).map(|o| Party::Organisation(o.id));
    let groups = office.groups().map(|g| Party::Group(g.id));
    vec![
        (lang.say("change-people"), sorted(people.collect())),
        (lang.say("change-organisations"), sorted(organisations.collect())),
        (lang.say("change-groups"), sorted(groups.collect())),
    ]
}

type Parties = (Vec<Party>, Vec<Party>, Option<Party>);

/// Who is released, who is assigned, who leads.
pub fn read(asked: &Asked, fields: &Fields, wrong: &mut Vec<Wrong>) -> Option<Parties> {
    let lang = asked.lang;
    let released: Vec<Party> = fields.all("release").filter_map(|sent| party(asked, sent)).collect();
    let mut assigned: Vec<Party> = fields.all("assign").filter_map(|sent| party(asked, sent)).collect();
    let post = fields.get("post");
    if post.chars().count() > POST {
        wrong.push(Wrong::beside("post", lang.say_with("form-too-long", [("n", POST.into())])));
    } else if !post.is_empty() {
        assigned.push(Party::Post(post.to_owned()));
    }
    if fields.all("assign").filter(|sent| !sent.is_empty()).any(|sent| party(asked, sent).is_none()) {
        wrong.push(Wrong::beside("assign", lang.say("change-party-unknown")));
    }
    if released.is_empty() && assigned.is_empty() {
        wrong.push(Wrong::beside("assign", lang.say("change-nobody")));
    }
    let lead = (fields.get("lead") == "yes").then(|| assigned.first().cloned()).flatten();
    if fields.get("lead") == "yes" && lead.is_none() {
        wrong.push(Wrong::beside("assign", lang.say("change-no-lead")));
    }
    wrong.is_empty().then_some((released, assigned, lead))
}
