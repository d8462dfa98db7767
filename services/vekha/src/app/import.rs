//! An order becomes a roadmap: sections, activities, terms, people, organisations and groups, in one command.

use super::{App, AppError, Command, Contact, Names, plan::Plan};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};
use vekha_domain::{
    activity::Activity,
    deadline::{self, Context, Decision, Period},
    event::{Change, DeadlineSet, Party, RoadmapAdopted, Sealed, Wording},
    ids::{ActivityId, GroupId, OrganisationId, PersonId, RoadmapId},
    person::Person,
    refusal::Refusal,
    roadmap::Roadmap,
};
use vekha_event_log::Ids;
use vekha_office::{Order, Responsible, ResponsibleKind, Row, name_key};

/// What the person who imports adds to the order's own words.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Title instead of the order's.
    pub title: Option<String>,
    /// Period instead of the one found in the heading.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Name of the file.
    pub source: Option<String>,
    /// What a person decided about terms, by the place of the row in the table, from 0.
    pub terms: BTreeMap<usize, Decision>,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The new roadmap.
    pub roadmap: RoadmapId,
    /// Position of its last event.
    pub position: u64,
}

/// Adopts an order as a roadmap of the office.
///
/// # Errors
/// No period is stated and none is found in the heading; the domain refuses; the log cannot be written.
pub async fn import_order(
    app: &App,
    command: Command,
    order: &Order,
    options: &ImportOptions,
) -> Result<Imported, AppError> {
    // Years that terms happen to name are a proposal for a person to look at, not a period to adopt unseen.
    let stated = order.period.is_some() || order.date.is_some();
    let (from, to) = match (options.period, vekha_office::proposed_period(order).filter(|_| stated)) {
        (Some(period), _) => period,
        (None, Some(found)) => (found.from, found.to),
        (None, None) => return Err(AppError::Refused(Refusal::PeriodMissing)),
    };
    let names = app.names(command.office).await?;
    let people = newcomers(app, command, order, &names).await?;
    // The command repeated names the roadmap that it made.
    let roadmap = RoadmapId(command.id);
    let heading = Heading { roadmap, period: Period { from, to }, options };
    let now = app.now();
    let done = app
        .change(command, |state, ids| {
            // Sent once more, the command finds its own roadmap: it has nothing left to do.
            if state.roadmap(roadmap).is_some() {
                return Ok(Vec::new());
            }
            let title = title(order, options)?;
            if state.roadmaps().any(|known| is_of(known, order, title)) {
                return Err(Refusal::OrderAdopted);
            }
            let mut plan = Plan::new(state, now);
            plan.lay(order, &heading, &people, ids)?;
            Ok(plan.changes)
        })
        .await?;
    Ok(Imported { roadmap, position: done.position })
}

fn title<'a>(order: &'a Order, options: &'a ImportOptions) -> Result<&'a str, Refusal> {
    options.title.as_deref().or(order.title.as_deref()).ok_or(Refusal::TitleMissing)
}

/// Is it that order's roadmap of that title? One order may adopt several roadmaps, and none of them twice.
fn is_of(known: &Roadmap, order: &Order, title: &str) -> bool {
    let numbered = order.number.is_some() && order.date.is_some() && known.closed.is_none();
    let same = |adopted: &RoadmapAdopted| adopted.number == order.number && adopted.date == order.date;
    numbered && known.title == title.trim() && known.adopted.as_ref().is_some_and(same)
}

struct Heading<'a> {
    roadmap: RoadmapId,
    period: Period,
    options: &'a ImportOptions,
}

/// People by the key of their name; who is new comes with a sealed contact.
struct People(HashMap<String, (PersonId, Option<Sealed>)>);

async fn newcomers(app: &App, command: Command, order: &Order, names: &Names) -> Result<People, AppError> {
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

impl Plan {
    fn lay(&mut self, order: &Order, heading: &Heading<'_>, people: &People, ids: &Ids) -> Result<(), Refusal> {
        // What the order says holds from its date on, whenever it is typed in.
        let day = order.date.unwrap_or(heading.period.from).min(self.state.local_day(self.now));
        let roadmap = heading.roadmap;
        let title = title(order, heading.options)?;
        self.take(Roadmap::draft(roadmap, title, heading.options.source.clone(), day))?;
        let sections = self.sections(order, roadmap, day)?;
        let signed = order.date.unwrap_or(heading.period.from);
        for (at, (ordinal, row)) in (1..).zip(&order.rows).enumerate() {
            let activity = ActivityId(ids.next());
            let section = sections.get(row.section.as_slice()).copied();
            self.take(Activity::plan(activity, roadmap, section, ordinal, &row.number, wording(row), day))?;
            let term = self.term(row, heading.options.terms.get(&at), heading.period, signed);
            self.with_activity(activity, |a| a.set_deadline(term, day))?;
            for party in &row.responsible {
                let party = self.party(party, people, ids, day)?;
                self.with_activity(activity, |a| a.assign(party, None, day))?;
            }
        }
        let Period { from, to } = heading.period;
        let adopted = self
            .state
            .roadmap(roadmap)
            .map_or(Ok(Vec::new()), |r| r.adopt(order.number.clone(), order.date, from, to, day));
        self.take(adopted)
    }

    /// Every direction once, in the order of the rows, outer before inner.
    fn sections<'a>(
        &mut self,
        order: &'a Order,
        roadmap: RoadmapId,
        day: NaiveDate,
    ) -> Result<HashMap<&'a [String], u16>, Refusal> {
        let mut known: HashMap<&[String], u16> = HashMap::new();
        for row in &order.rows {
            for depth in 1..=row.section.len() {
                let Some((path, title)) = row.section.get(..depth).and_then(|path| Some((path, path.last()?))) else {
                    continue;
                };
                if known.contains_key(path) {
                    continue;
                }
                let section = u16::try_from(known.len() + 1).map_err(|_| Refusal::TooManySections)?;
                let parent = path.split_last().and_then(|(_, outer)| known.get(outer)).copied();
                let added =
                    self.state.roadmap(roadmap).map_or(Ok(Vec::new()), |r| r.add_section(section, parent, title, day));
                self.take(added)?;
                known.insert(path, section);
            }
        }
        Ok(known)
    }

    /// The term as it is read, or as a person decided.
    fn term(&self, row: &Row, decision: Option<&Decision>, period: Period, approved: NaiveDate) -> DeadlineSet {
        let office = self.state.office();
        let cx = Context::new(period, approved, office.calendar(), office.school_terms());
        let reading = deadline::read(&row.deadline, &cx);
        match decision {
            Some(decision) => DeadlineSet::decided(&reading, decision, &cx),
            None => DeadlineSet::from_reading(&reading),
        }
    }

    fn with_activity(
        &mut self,
        id: ActivityId,
        decide: impl FnOnce(&Activity) -> Result<Vec<Change>, Refusal>,
    ) -> Result<(), Refusal> {
        let decided = self.state.activity(id).map_or(Ok(Vec::new()), decide);
        self.take(decided)
    }

    /// Who the cell means: somebody the office knows by that name, or somebody new.
    fn party(&mut self, named: &Responsible, people: &People, ids: &Ids, day: NaiveDate) -> Result<Party, Refusal> {
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
}

fn wording(row: &Row) -> Wording {
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
