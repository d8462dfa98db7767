//! Decisions that build on each other within one command: an order becomes a roadmap, or changes one.

use super::{App, AppError, Command, Contact, Names};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeSet, HashMap, hash_map::Entry};
use vekha_domain::{
    activity::Activity,
    deadline::{self, Context, Decision, Period},
    event::{Change, DeadlineSet, Party, Recorded, Sealed, Wording},
    ids::{ActivityId, GroupId, OrganisationId, PersonId, RoadmapId},
    person::Person,
    refusal::Refusal,
    roadmap::Roadmap,
};
use vekha_event_log::Ids;
use vekha_office::{Order, Responsible, ResponsibleKind, Row, name_key};
use vekha_projections::OfficeState;

/// People by the key of their name; who is new comes with a sealed contact.
pub struct People(HashMap<String, (PersonId, Option<Sealed>)>);

impl People {
    /// Those the office knows, and those whom the order names first, with new ids.
    ///
    /// # Errors
    /// A contact cannot be sealed.
    pub async fn of(app: &App, command: Command, order: &Order, names: &Names) -> Result<People, AppError> {
        let mut people: HashMap<String, (PersonId, Option<Sealed>)> =
            names.iter().map(|(id, contact)| (name_key(&contact.name), (id, None))).collect();
        let named: BTreeSet<&str> = order
            .rows
            .iter()
            .flat_map(|row| &row.responsible)
            .filter(|party| party.kind == ResponsibleKind::Person)
            .map(|party| party.name.as_str())
            .collect();
        for name in named {
            if let Entry::Vacant(new) = people.entry(name_key(name)) {
                let id = PersonId(app.ids().next());
                let contact = Contact { name: name.to_owned(), ..Contact::default() };
                new.insert((id, Some(app.seal(command.office, id, &contact).await?)));
            }
        }
        Ok(People(people))
    }
}

/// Decisions that build on each other within one command: each is applied to a copy of the state before the next is taken.
pub struct Plan {
    state: OfficeState,
    changes: Vec<Change>,
    now: DateTime<Utc>,
}

impl Plan {
    /// Nothing is decided yet over what is known.
    pub fn new(state: &OfficeState, now: DateTime<Utc>) -> Plan {
        Plan { state: state.clone(), changes: Vec::new(), now }
    }

    /// What is known with everything decided so far.
    pub fn state(&self) -> &OfficeState {
        &self.state
    }

    /// Everything decided.
    pub fn decided(self) -> Vec<Change> {
        self.changes
    }

    /// Today where the office is.
    pub fn today(&self) -> NaiveDate {
        self.state.local_day(self.now)
    }

    /// Takes a decision in.
    ///
    /// # Errors
    /// What was refused.
    pub fn take(&mut self, decided: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in decided? {
            let recorded = Recorded {
                position: self.state.position() + 1,
                stream: change.stream,
                version: self.state.version_of(change.stream) + 1,
                occurred_on: change.occurred_on,
                recorded_at: self.now,
                actor: PersonId::PROGRAM,
                event: change.event.clone(),
            };
            self.state.apply(&recorded);
            self.changes.push(change);
        }
        Ok(())
    }

    /// Every direction of the order once, outer before inner; those that the roadmap has already are found by their titles.
    ///
    /// # Errors
    /// More than a roadmap can number.
    pub fn sections(
        &mut self,
        order: &Order,
        roadmap: RoadmapId,
        day: NaiveDate,
    ) -> Result<HashMap<Vec<String>, u16>, Refusal> {
        let mut known = self.state.roadmap(roadmap).map(paths).unwrap_or_default();
        for row in &order.rows {
            for depth in 1..=row.section.len() {
                let Some((path, title)) = row.section.get(..depth).and_then(|path| Some((path, path.last()?))) else {
                    continue;
                };
                if known.contains_key(path) {
                    continue;
                }
                let last = known.values().max().copied().unwrap_or(0);
                let section = last.checked_add(1).ok_or(Refusal::TooManySections)?;
                let parent = path.split_last().and_then(|(_, outer)| known.get(outer)).copied();
                self.with_roadmap(roadmap, |r| r.add_section(section, parent, title, day))?;
                known.insert(path.to_vec(), section);
            }
        }
        Ok(known)
    }

    /// The term as it is read, or as a person decided.
    pub fn term(&self, row: &Row, decision: Option<&Decision>, period: Period, approved: NaiveDate) -> DeadlineSet {
        let office = self.state.office();
        let cx = Context::new(period, approved, office.calendar(), office.school_terms());
        let reading = deadline::read(&row.deadline, &cx);
        match decision {
            Some(decision) => DeadlineSet::decided(&reading, decision, &cx),
            None => DeadlineSet::from_reading(&reading),
        }
    }

    /// A decision about an activity; none about one that is not known.
    ///
    /// # Errors
    /// What is refused.
    pub fn with_activity(
        &mut self,
        id: ActivityId,
        decide: impl FnOnce(&Activity) -> Result<Vec<Change>, Refusal>,
    ) -> Result<(), Refusal> {
        let decided = self.state.activity(id).map_or(Ok(Vec::new()), decide);
        self.take(decided)
    }

    /// Who the cell means: somebody the office knows by that name, or somebody new.
    ///
    /// # Errors
    /// A name nobody bears.
    pub fn party(&mut self, named: &Responsible, people: &People, ids: &Ids, day: NaiveDate) -> Result<Party, Refusal> {
        let key = name_key(&named.name);
        match named.kind {
            ResponsibleKind::Post => Ok(Party::Post(named.name.clone())),
            ResponsibleKind::Person => self.person(&key, people, day),
            ResponsibleKind::Organisation => {
                let known = self.state.office().organisations().find(|o| name_key(&o.name) == key).map(|o| o.id);
                let id = match known {
                    Some(id) => id,
                    None => {
                        let id = OrganisationId(ids.next());
                        let kind = vekha_office::organisation_kind(&named.name);
                        let added = self.state.office().add_organisation(id, &named.name, kind, day);
                        self.take(added)?;
                        id
                    }
                };
                Ok(Party::Organisation(id))
            }
            ResponsibleKind::Group => {
                let known = self.state.office().groups().find(|g| name_key(&g.name) == key).map(|g| g.id);
                let id = match known {
                    Some(id) => id,
                    None => {
                        let id = GroupId(ids.next());
                        let defined = self.state.office().define_group(id, &named.name, day);
                        self.take(defined)?;
                        id
                    }
                };
                Ok(Party::Group(id))
            }
        }
    }

    fn person(&mut self, key: &str, people: &People, day: NaiveDate) -> Result<Party, Refusal> {
        let Some((id, sealed)) = people.0.get(key) else { return Err(Refusal::PersonUnknown) };
        if let Some(contact) = sealed.clone().filter(|_| self.state.person(*id).is_none()) {
            self.take(Person::register(*id, contact, None, None, day))?;
        }
        Ok(Party::Person(*id))
    }

    /// A decision about a roadmap; none about one that is not known.
    ///
    /// # Errors
    /// What is refused.
    pub fn with_roadmap(
        &mut self,
        id: RoadmapId,
        decide: impl FnOnce(&Roadmap) -> Result<Vec<Change>, Refusal>,
    ) -> Result<(), Refusal> {
        let decided = self.state.roadmap(id).map_or(Ok(Vec::new()), decide);
        self.take(decided)
    }
}

/// The roadmap's directions by the titles that lead to them.
fn paths(roadmap: &Roadmap) -> HashMap<Vec<String>, u16> {
    let path = |mut section: u16| {
        let mut titles = Vec::new();
        while let Some(at) = roadmap.section(section) {
            titles.insert(0, at.title.clone());
            let Some(outer) = at.parent else { break };
            section = outer;
        }
        titles
    };
    roadmap.sections.iter().map(|s| (path(s.section), s.section)).collect()
}

/// The words of a row.
pub fn wording(row: &Row) -> Wording {
    Wording {
        title: row.title.clone(),
        task: row.task.clone(),
        form: row.form.clone(),
        audience: row.audience.clone(),
        place: row.place.clone(),
        codes: row.codes.clone(),
        result: row.result.clone(),
    }
}
