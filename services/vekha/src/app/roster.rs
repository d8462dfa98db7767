//! A list of people against those the office knows: what would be added or changed, what is unclear; then it is entered.

use super::{App, AppError, Command, Contact, Done, Names, people::is_address, plan::Plan};
use std::collections::{HashMap, HashSet};
use vekha_domain::{
    event::{Role, Sealed},
    ids::{GroupId, OrganisationId, PersonId},
    person::Person,
    refusal::Refusal,
};
use vekha_event_log::Ids;
use vekha_office::{RosterRow, name_key, organisation_kind};
use vekha_projections::OfficeState;

/// Longest name and post, in characters.
const LONGEST: usize = 150;

/// Why a row is not entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// No surname with a name or initials.
    NotAName,
    /// Several people of the office could be meant.
    SeveralAlike,
    /// The list names the person twice.
    Twice,
    /// Not an e-mail address.
    BadEmail,
    /// Not a role, or one that is not given by a list.
    RoleUnknown,
    /// A head, or a member of a group, without a place of work.
    PlaceMissing,
    /// A name or a post that is too long.
    TooLong,
}

impl Doubt {
    /// Stable code: the key of its sentence.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::NotAName => "not-a-name",
            Doubt::SeveralAlike => "several-alike",
            Doubt::Twice => "twice",
            Doubt::BadEmail => "bad-email",
            Doubt::RoleUnknown => "role-unknown",
            Doubt::PlaceMissing => "place-missing",
            Doubt::TooLong => "too-long",
        }
    }
}

/// What a row says that is not so yet: the field's code, what stands there, what would.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// `name`, `post`, `organisation`, `email`, `phone`, `role` or `group`.
    pub field: &'static str,
    /// As it is; empty when nothing stands there.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// A row of the list with what it would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// As read.
    pub row: RosterRow,
    /// Somebody the office knows; none for somebody new.
    pub person: Option<PersonId>,
    /// The role it gives, when it gives one.
    pub role: Option<Role>,
    /// What would be added or changed.
    pub changes: Vec<Listed>,
    /// Why it is not entered.
    pub doubts: Vec<Doubt>,
}

impl Line {
    /// Is there something to enter, and nothing unclear?
    pub fn enters(&self) -> bool {
        self.doubts.is_empty() && !self.changes.is_empty()
    }
}

/// The list with what it would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roll {
    /// Its rows.
    pub lines: Vec<Line>,
    /// Organisations that would be added.
    pub organisations: Vec<String>,
    /// Groups that would be added.
    pub groups: Vec<String>,
}

/// Sets a list against what is known. Empty cells leave things as they are.
pub fn roll(rows: &[RosterRow], state: &OfficeState, names: &Names, role_of: impl Fn(&str) -> Option<Role>) -> Roll {
    let known = Known::of(names);
    let mut seen = HashSet::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let (person, mut doubts) = known.find(row);
        if !seen.insert(person.map_or_else(|| name_key(&row.name), |id| id.to_string())) && doubts.is_empty() {
            doubts.push(Doubt::Twice);
        }
        lines.push(line(row, person, doubts, state, names, &role_of));
    }
    let organisations = missing(&lines, |row| &row.organisation, |key| place(state, key).is_none());
    let groups = missing(&lines, |row| &row.group, |key| group(state, key).is_none());
    Roll { lines, organisations, groups }
}

fn missing(lines: &[Line], of: impl Fn(&RosterRow) -> &String, unknown: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut keys, mut names) = (HashSet::new(), Vec::new());
    for row in lines.iter().filter(|line| line.enters()).map(|line| &line.row) {
        let (name, key) = (of(row), name_key(of(row)));
        if !key.is_empty() && unknown(&key) && keys.insert(key) {
            names.push(name.clone());
        }
    }
    names
}

fn place(state: &OfficeState, key: &str) -> Option<OrganisationId> {
    state.office().organisations().find(|o| o.closed.is_none() && name_key(&o.name) == key).map(|o| o.id)
}

fn group(state: &OfficeState, key: &str) -> Option<GroupId> {
    state.office().groups().find(|g| name_key(&g.name) == key).map(|g| g.id)
}

/// People by their names, short names and addresses.
struct Known {
    names: HashMap<String, Vec<PersonId>>,
    short: HashMap<String, Vec<PersonId>>,
    emails: HashMap<String, Vec<PersonId>>,
}

impl Known {
    fn of(names: &Names) -> Known {
        let mut known = Known { names: HashMap::new(), short: HashMap::new(), emails: HashMap::new() };
        for (id, contact) in names.iter() {
            known.names.entry(name_key(&contact.name)).or_default().push(id);
            known.short.entry(short(&contact.name)).or_default().push(id);
            if let Some(email) = &contact.email {
                known.emails.entry(email.to_lowercase()).or_default().push(id);
            }
        }
        known
    }

    /// The one that is meant: of the same name, else of the same address, else of the same surname and initials.
    fn find(&self, row: &RosterRow) -> (Option<PersonId>, Vec<Doubt>) {
        let by_email = self.emails.get(&row.email.to_lowercase()).filter(|_| !row.email.is_empty());
        let found = self.names.get(&name_key(&row.name)).or(by_email).or_else(|| self.short.get(&short(&row.name)));
        match found.map(Vec::as_slice) {
            None | Some([]) => (None, Vec::new()),
            Some([one]) => (Some(*one), Vec::new()),
            Some(several) => match by_email.map(Vec::as_slice) {
                Some([one]) if several.contains(one) => (Some(*one), Vec::new()),
                _ => (None, vec![Doubt::SeveralAlike]),
            },
        }
    }
}

/// Surname and initials, by which «Иванова А.П.» and «Иванова Анна Петровна» are one.
fn short(name: &str) -> String {
    let key = name_key(name).replace('.', ". ");
    let mut words = key.split_whitespace();
    let surname = words.next().unwrap_or_default().to_owned();
    let initials: String = words.filter_map(|word| word.chars().next()).filter(|c| c.is_alphabetic()).collect();
    format!("{surname} {initials}")
}

fn line(
    row: &RosterRow,
    person: Option<PersonId>,
    mut doubts: Vec<Doubt>,
    state: &OfficeState,
    names: &Names,
    role_of: &impl Fn(&str) -> Option<Role>,
) -> Line {
    let contact = person.and_then(|id| names.contact(id)).cloned().unwrap_or_default();
    let known = person.and_then(|id| state.person(id));
    let at = known.and_then(|p| p.organisation);
    let work = at.and_then(|id| state.office().organisation(id)).map(|o| o.name.clone()).unwrap_or_default();
    let role = role_of(&row.role);
    let holds = |wanted: bool, doubt, doubts: &mut Vec<Doubt>| {
        if wanted {
            doubts.push(doubt)
        }
    };
    holds(!is_name(&row.name), Doubt::NotAName, &mut doubts);
    let long = [&row.name, &row.post, &row.organisation, &row.group, &row.phone];
    holds(long.iter().any(|text| text.chars().count() > LONGEST), Doubt::TooLong, &mut doubts);
    holds(!row.email.is_empty() && !is_address(&row.email), Doubt::BadEmail, &mut doubts);
    holds(!row.role.is_empty() && role.is_none(), Doubt::RoleUnknown, &mut doubts);
    let placeless = row.organisation.is_empty() && at.is_none();
    holds(placeless && (role == Some(Role::Head) || !row.group.is_empty()), Doubt::PlaceMissing, &mut doubts);
    let mut changes = Vec::new();
    let mut differs = |field, before: &str, after: &str, same: bool| {
        if !after.is_empty() && !same {
            changes.push(Listed { field, before: before.to_owned(), after: after.to_owned() });
        }
    };
    let post = known.and_then(|p| p.post.clone()).unwrap_or_default();
    let (email, phone) = (contact.email.unwrap_or_default(), contact.phone.unwrap_or_default());
    let longer =
        row.name.chars().count() > contact.name.chars().count() && name_key(&row.name) != name_key(&contact.name);
    differs("name", &contact.name, &row.name, person.is_some() && !longer);
    differs("post", &post, &row.post, name_key(&post) == name_key(&row.post));
    differs("organisation", &work, &row.organisation, name_key(&work) == name_key(&row.organisation));
    differs("email", &email, &row.email, email.eq_ignore_ascii_case(&row.email));
    differs("phone", &phone, &row.phone, phone == row.phone);
    differs("role", "", &row.role, role.is_some_and(|role| known.is_some_and(|p| p.roles.contains(&role))));
    let home = if row.organisation.is_empty() { at } else { place(state, &name_key(&row.organisation)) };
    let today_in = group(state, &name_key(&row.group)).and_then(|id| state.office().group(id));
    let belongs = today_in.is_some_and(|g| g.memberships().any(|m| Some(m.organisation) == home && m.until.is_none()));
    differs("group", "", &row.group, belongs);
    Line { row: row.clone(), person, role, changes, doubts }
}

/// A surname with a name or initials.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let lettered = |word: &&str| word.chars().next().is_some_and(char::is_alphabetic);
    let initials = words.first().is_some_and(|word| word.matches('.').count() >= 2);
    words.iter().all(lettered) && (words.len() >= 2 || initials)
}

/// Enters what is clear of a list, in one command.
///
/// # Errors
/// The domain refuses; a key cannot be kept; the log cannot be written.
pub async fn enter(
    app: &App,
    command: Command,
    rows: &[RosterRow],
    role_of: impl Fn(&str) -> Option<Role>,
) -> Result<Done, AppError> {
    let names = app.names(command.office).await?;
    let state = app.office(command.office).await?;
    let lines: Vec<Line> = roll(rows, &state, &names, role_of).lines.into_iter().filter(Line::enters).collect();
    drop(state);
    let mut people = Vec::with_capacity(lines.len());
    for line in &lines {
        let id = line.person.unwrap_or_else(|| PersonId(app.ids().next()));
        let before = names.contact(id).cloned();
        let contact = contact(line, before.clone().unwrap_or_default());
        let sealed =
            if before.as_ref() == Some(&contact) { None } else { Some(app.seal(command.office, id, &contact).await?) };
        people.push((line, id, sealed));
    }
    let now = app.now();
    app.change(command, |state, ids| {
        let mut plan = Plan::new(state, now);
        for (line, id, sealed) in &people {
            plan.enter(line, *id, sealed.as_ref(), ids)?;
        }
        Ok(plan.decided())
    })
    .await
}

fn contact(line: &Line, mut contact: Contact) -> Contact {
    for change in &line.changes {
        match change.field {
            "name" => contact.name.clone_from(&change.after),
            "email" => contact.email = Some(change.after.clone()),
            "phone" => contact.phone = Some(change.after.clone()),
            _ => {}
        }
    }
    contact
}

impl Plan {
    fn enter(&mut self, line: &Line, id: PersonId, sealed: Option<&Sealed>, ids: &Ids) -> Result<(), Refusal> {
        let today = self.today();
        let at = self.workplace(&line.row.organisation, ids, today)?;
        let post = Some(line.row.post.clone()).filter(|post| !post.is_empty());
        match (self.state().person(id).cloned(), sealed) {
            (None, Some(sealed)) => self.take(Person::register(id, sealed.clone(), post, at, today))?,
            (None, None) => return Err(Refusal::PersonUnknown),
            (Some(known), sealed) => {
                if let Some(sealed) = sealed {
                    self.take(known.change_contact(sealed.clone(), today))?;
                }
                let (at, post) = (at.or(known.organisation), post.or(known.post.clone()));
                let moved = known.move_to(at, post, today, self.state().office(), today);
                self.take(moved)?;
            }
        }
        let Some(known) = self.state().person(id).cloned() else { return Err(Refusal::PersonUnknown) };
        if let Some(role) = line.role {
            self.take(known.grant(role, today))?;
        }
        match (line.row.group.is_empty(), known.organisation) {
            (false, Some(at)) => self.joins(&line.row.group, at, ids, today),
            (true, _) | (false, None) => Ok(()),
        }
    }

    fn workplace(
        &mut self,
        name: &str,
        ids: &Ids,
        today: chrono::NaiveDate,
    ) -> Result<Option<OrganisationId>, Refusal> {
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(known) = place(self.state(), &name_key(name)) {
            return Ok(Some(known));
        }
        let id = OrganisationId(ids.next());
        let added = self.state().office().add_organisation(id, name, organisation_kind(name), today);
        self.take(added)?;
        Ok(Some(id))
    }

    fn joins(&mut self, name: &str, at: OrganisationId, ids: &Ids, today: chrono::NaiveDate) -> Result<(), Refusal> {
        let id = match group(self.state(), &name_key(name)) {
            Some(id) => id,
            None => {
                let id = GroupId(ids.next());
                let defined = self.state().office().define_group(id, name, today);
                self.take(defined)?;
                id
            }
        };
        let joined = self.state().office().join(id, at, today, None);
        self.take(joined)
    }
}
