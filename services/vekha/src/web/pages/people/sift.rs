//! What of the list of people is asked for.

use super::{super::asked::Asked, super::written, Row, told::Choice};
use crate::sentence;
use serde::Deserialize;
use vekha_domain::{event::Role, person::Person};

/// The fields of the filter as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sift {
    /// Words of the name, the post, the place or the address.
    pub q: String,
    /// Code of a role.
    pub role: String,
    /// Id of an organisation.
    pub place: String,
    /// `mailless`, `away`, `busy` or `roleless`.
    pub only: String,
}

/// What can be chosen.
pub struct Choices {
    pub roles: Vec<Choice>,
    pub places: Vec<Choice>,
    pub only: Vec<Choice>,
}

impl Choices {
    pub fn of(asked: &Asked, _: &Sift, addresses: bool) -> Choices {
        let lang = asked.lang;
        let roles =
            [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Region, Role::Administrator];
        let role =
            |role: Role| Choice { value: sentence::role_code(role).to_owned(), words: sentence::role(lang, role) };
        let only = ["mailless", "away", "busy", "roleless"].into_iter().filter(|code| addresses || *code != "mailless");
        let places = asked.places_to_choose();
        Choices {
            roles: roles.into_iter().map(role).collect(),
            places: if asked.visitor.only_school().is_some() { Vec::new() } else { places },
            only: only
                .map(|code| Choice { value: code.to_owned(), words: lang.say(&format!("people-only-{code}")) })
                .collect(),
        }
    }
}

impl Sift {
    /// Nothing is asked for in particular.
    pub fn is_empty(&self) -> bool {
        [&self.q, &self.role, &self.place, &self.only].iter().all(|text| text.trim().is_empty())
    }

    /// Is the person asked for?
    pub(super) fn takes(&self, person: &Person, row: &Row) -> bool {
        let words = written::folded(&[row.name.as_str(), &row.post, &row.place, &row.email].join(" "));
        let named = written::folded(&self.q).split(' ').all(|word| words.contains(word));
        let role = self.role.is_empty() || person.roles.iter().any(|role| sentence::role_code(*role) == self.role);
        let place = self.place.is_empty() || person.organisation.is_some_and(|id| id.to_string() == self.place);
        let only = match self.only.as_str() {
            "mailless" => row.mailless,
            "away" => !row.today.is_empty(),
            "busy" => row.open > 0,
            "roleless" => person.roles.is_empty(),
            _ => true,
        };
        named && role && place && only
    }
}
