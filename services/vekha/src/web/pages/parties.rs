//! Who is responsible, as the plan and the activity name them: the lead first, groups with their number.

use super::{look::Look, written};
use crate::{app::Names, sentence, wording::Lang};
use chrono::NaiveDate;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party},
};
use vekha_projections::OfficeState;

/// Somebody named in the cell «Ответственный».
pub struct Named {
    /// The name.
    pub name: String,
    /// A person's surname and initials stay on one line.
    pub person: bool,
    /// «(30, каждый)» after a group.
    pub each: Option<String>,
    /// Who stands in for the person on the day, in words.
    pub stand_in: Option<String>,
}

/// Everybody responsible on a day.
pub fn named(activity: &Activity, day: NaiveDate, known: &OfficeState, names: &Names, lang: Lang) -> Vec<Named> {
    let lead = activity.lead_on(day);
    let mut parties: Vec<&Party> = activity.parties_on(day).collect();
    parties.sort_by_key(|party| Some(*party) != lead);
    let each = |party: &Party| match party {
        Party::Group(id) => {
            let members = known.office().group(*id).map_or(0, |group| group.members_on(day).count());
            Some(lang.say_with("parties-each", [("n", members.into())]))
        }
        Party::Person(_) | Party::Organisation(_) | Party::Post(_) => None,
    };
    let named = |party: &Party| Named {
        name: sentence::party(lang, party, known, names),
        person: matches!(party, Party::Person(_)),
        each: each(party),
        stand_in: stand_in(party, day, known, names, lang),
    };
    parties.into_iter().map(named).collect()
}

/// Whose mark it is, by name: the joint parties are named one by one.
pub fn executor(look: Look<'_>, activity: &Activity, executor: Executor) -> String {
    match executor {
        Executor::Member(_) => sentence::executor(look.lang, executor, look.known, look.names),
        Executor::Joint => {
            let named = named(activity, look.as_of, look.known, look.names, look.lang);
            let names: Vec<String> = named.into_iter().filter(|n| n.each.is_none()).map(|n| n.name).collect();
            if names.is_empty() { look.lang.say("activity-nobody") } else { names.join(", ") }
        }
    }
}

/// Who stands in for a party on a day, in words: for a person only, and only when somebody does.
pub fn stand_in(party: &Party, day: NaiveDate, known: &OfficeState, names: &Names, lang: Lang) -> Option<String> {
    let Party::Person(id) = party else { return None };
    let substitute = known.stand_in(*id, day)?;
    let who = written::unbroken(&sentence::person(lang, substitute, known, names));
    Some(lang.say_with("parties-stand-in", [("who", who.into())]))
}
