//! People in words: their roles, where they are today, who stands in.

use super::super::{super::access::Action, asked::Asked, written};
use crate::sentence;
use vekha_domain::{
    event::Role,
    ids::{OrganisationId, PersonId},
    person::Person,
};

/// Roles that are given and taken on pages. The region's opens other offices, so an office does not give it; the
/// administrator's is given by an administrator.
pub const ROLES: [Role; 5] = [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Administrator];

/// May the visitor give and take that role?
pub fn gives(asked_roles: &std::collections::BTreeSet<Role>, role: Role) -> bool {
    match role {
        Role::Administrator => asked_roles.contains(&Role::Administrator),
        Role::Region => false,
        Role::Coordinator | Role::Responsible | Role::Head | Role::Auditor => true,
    }
}

/// Somebody in a list to choose from.
pub struct Choice {
    /// The id.
    pub value: String,
    /// The name.
    pub words: String,
}

impl Asked {
    /// Does the visitor keep this office's people? Then addresses are shown, today and on past days.
    pub fn keeps_people(&self) -> bool {
        self.visitor.may(Action::ManagePeople) && self.visitor.account.office == self.office
    }

    /// May the page change something?
    pub fn changes_people(&self) -> bool {
        self.keeps_people() && self.live()
    }

    /// The name, or «удалённое лицо».
    pub fn person_name(&self, id: PersonId) -> String {
        written::unbroken(&sentence::person(self.lang, id, self.state(), &self.names))
    }

    /// The name of an organisation.
    pub fn organisation_name(&self, id: OrganisationId) -> String {
        let name = self.state().office().organisation(id).map_or("", |o| o.name.as_str());
        written::unbroken(name)
    }

    /// Is the person this visitor's to see? A head sees those of the own school.
    pub fn shows_person(&self, person: &Person) -> bool {
        let at = person.organisation_on(self.as_of);
        self.visitor.only_school().is_none_or(|school| at == Some(school) || person.id == self.visitor.person())
    }

    /// Is the organisation this visitor's to see?
    pub fn shows_organisation(&self, id: OrganisationId) -> bool {
        self.visitor.only_school().is_none_or(|school| id == school)
    }

    /// Roles in words.
    pub fn roles_of(&self, person: &Person) -> String {
        let words: Vec<String> = person.roles.iter().map(|role| sentence::role(self.lang, *role)).collect();
        words.join(", ")
    }

    /// Where the person is on the day, and who stands in: one sentence each.
    pub fn whereabouts(&self, person: &Person) -> Vec<String> {
        let (lang, day) = (self.lang, self.as_of);
        let away = person.leave_on(day).map(|leave| {
            let kind = sentence::leave_code(leave.kind);
            lang.say_with("people-away", [("kind", kind.into()), ("to", written::day(leave.last()).into())])
        });
        let stands = self.state().stand_in(person.id, day).zip(person.substitution_on(day)).map(|(id, direct)| {
            let to = written::day(direct.last());
            lang.say_with("people-stands-in", [("who", self.person_name(id).into()), ("to", to.into())])
        });
        away.into_iter().chain(stands).collect()
    }

    /// People who can be chosen, by name.
    pub fn people_to_choose(&self, but: Option<PersonId>) -> Vec<Choice> {
        let mut people: Vec<(PersonId, String)> =
            self.names.iter().filter(|(id, _)| Some(*id) != but).map(|(id, c)| (id, c.name.clone())).collect();
        people.sort_by_cached_key(|(id, name)| (written::folded(name), *id));
        let words = |id: PersonId, name: String| {
            let at = self.state().person(id).and_then(|p| p.organisation).map(|at| self.organisation_name(at));
            at.map_or(name.clone(), |at| format!("{name}, {at}"))
        };
        people.into_iter().map(|(id, name)| Choice { value: id.to_string(), words: words(id, name) }).collect()
    }

    /// Organisations that can be chosen, by name.
    pub fn places_to_choose(&self) -> Vec<Choice> {
        let open = self.state().office().organisations().filter(|o| o.closed.is_none());
        let mut places: Vec<Choice> =
            open.map(|o| Choice { value: o.id.to_string(), words: written::unbroken(&o.name) }).collect();
        places.sort_by_cached_key(|place| by_number(&place.words));
        places
    }
}

/// «СОШ № 2» before «СОШ № 10».
pub fn by_number(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in written::folded(name).chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>9}"));
            digits.clear();
        }
        key.push(c);
    }
    key
}
