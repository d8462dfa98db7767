//! A municipality of a wanted size, made by the same decisions as a real one.

use chrono::NaiveDate;
use uuid::Uuid;
use vekha::{
    accounts::{self, NewAccount},
    app::{App, Command, Contact, Options},
};
use vekha_domain::{
    activity::{Activity, Report},
    event::{
        Change, DeadlineSet, DeadlineStatus, DueKind, Executor, LinkState, OfficeRegistered, OrganisationKind, Party,
        PlannedOccurrence, ProofLinkChecked, Role, Wording,
    },
    ids::{ActivityId, GroupId, MarkId, OfficeId, OrganisationId, PersonId, RoadmapId},
    person::Person,
    proof::ProofLink,
    refusal::Refusal,
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Clock, Ids};
use vekha_projections::{OfficeState, Scope, View};

const SCHOOLS: u128 = 30;

/// What was built.
pub struct Town {
    pub token: String,
    pub events: u64,
    pub obligations: usize,
    pub office: OfficeId,
    /// Activities whose second occurrence is nobody's yet.
    pub open: Vec<ActivityId>,
    roadmap: RoadmapId,
    activity: ActivityId,
}

impl Town {
    pub fn plan(&self) -> String {
        format!("/offices/{}/roadmaps/{}/plan", self.office, self.roadmap)
    }

    /// The pages people open most.
    pub fn daily(&self) -> Vec<String> {
        let daily = ["home", "overview", "plan", "overdue", "activity", "mine"];
        self.pages().into_iter().filter(|(name, _)| daily.contains(name)).map(|(_, path)| path).collect()
    }

    /// Where a mark of an open obligation is posted, one address for each.
    pub fn open_marks(&self) -> Vec<String> {
        let address = |activity| format!("/api/v1/offices/{}/activities/{activity}/completions", self.office);
        self.open.iter().map(address).collect()
    }

    pub fn pages(&self) -> Vec<(&'static str, String)> {
        let Town { office, roadmap, activity, .. } = self;
        let of = |page: &str| format!("/offices/{office}/roadmaps/{roadmap}{page}");
        vec![
            ("home", "/".to_owned()),
            ("overview", of("")),
            ("plan", of("/plan")),
            ("plan, past day", of("/plan?as_of=2023-03-01")),
            ("overdue", of("/overdue")),
            ("review", of("/review")),
            ("breakdown", of("/fulfilment")),
            ("changes", of("/changes")),
            ("activity", format!("/offices/{office}/activities/{activity}")),
            ("journal", format!("/offices/{office}/journal")),
            ("mine", format!("/offices/{office}/mine")),
            ("calendar", of("/calendar")),
            ("gantt", of("/calendar?view=gantt")),
            ("charts", of("/charts")),
            ("people", format!("/offices/{office}/people")),
            ("settings", format!("/offices/{office}/settings")),
            ("API figures", format!("/api/v1/offices/{office}/roadmaps/{roadmap}/fulfilment")),
        ]
    }
}

struct Builder {
    app: App,
    clock: Clock,
    office: OfficeId,
    n: u128,
    people: Vec<PersonId>,
}

/// What is wanted.
pub struct Size {
    /// Which office of the database.
    n: u128,
    roadmaps: u128,
    /// Of each roadmap.
    activities: u32,
    /// Proofs are looked at until there are so many.
    events: u64,
    people: u128,
}

impl Size {
    /// With as many people as an office of a municipality has.
    pub fn of(n: u128, roadmaps: u128, activities: u32, events: u64) -> Size {
        Size { n, roadmaps, activities, events, people: 20 }
    }

    /// The rows spread among so many people.
    pub fn among(self, people: u128) -> Size {
        Size { people, ..self }
    }
}

/// Builds an office of such a size.
pub async fn build(database: &str, size: Size) -> Town {
    let Size { n, roadmaps, activities, events, people } = size;
    let clock = Clock::manual("2022-11-08T09:00:00Z".parse().unwrap());
    let options =
        Options { database: database.to_owned(), create: true, clock: clock.clone(), ids: Ids::real(), demo: None };
    let app = App::open(options).await.unwrap();
    let mut builder = Builder { app, clock, office: OfficeId(Uuid::from_u128(n)), n, people: Vec::new() };
    builder.found(people).await;
    let mut made = Vec::new();
    for roadmap in 1..=roadmaps {
        made.extend(builder.roadmap(RoadmapId(builder.id(roadmap)), activities).await);
    }
    let marks = builder.marks(&made).await;
    builder.look(&marks, events).await;
    let first = RoadmapId(builder.id(1));
    let open = made.iter().filter(|(_, of_group)| !of_group).map(|(activity, _)| *activity).collect();
    builder.told(first, open).await
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Builder {
    fn id(&self, of: u128) -> Uuid {
        Uuid::from_u128(self.n << 64 | of)
    }

    fn at(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }

    async fn change(&self, decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>) {
        let command = Command { office: self.office, actor: PersonId::PROGRAM, id: self.app.ids().next() };
        self.app.change(command, |state, _| decide(state)).await.unwrap();
    }

    async fn found(&mut self, people: u128) {
        let office = OfficeRegistered {
            name: "Управление образования".to_owned(),
            territory: "Северский район".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        let begun = day("2022-11-08");
        let command = Command { office: self.office, actor: PersonId::PROGRAM, id: self.app.ids().next() };
        self.app.register_office(command, office, begun).await.unwrap();
        let group = GroupId(self.id(900));
        self.change(|state| state.office().define_group(group, "Руководители ОО", begun)).await;
        for school in 1..=SCHOOLS {
            let (id, name) = (OrganisationId(self.id(1_000 + school)), format!("МБОУ СОШ № {school}"));
            self.change(|state| state.office().add_organisation(id, &name, OrganisationKind::School, begun)).await;
            self.change(|state| state.office().add_member(group, id, begun)).await;
        }
        for person in 0..people {
            let (id, name) =
                (PersonId(self.id(2_000 + person)), format!("Кочнева {}.А.", (b'A' + (person % 26) as u8) as char));
            let contact = Contact { name, email: Some(format!("p{person}@example.org")), phone: None };
            let sealed = self.app.seal(self.office, id, &contact).await.unwrap();
            let role = if person == 0 { Role::Coordinator } else { Role::Responsible };
            let mut registered = Person::register(id, sealed, None, None, begun).unwrap();
            registered.extend(Person::granted(id, role, begun));
            self.change(|_| Ok(registered.clone())).await;
            self.people.push(id);
        }
    }

    /// One roadmap: two rows of the group each quarter, the others joint, twice; most of what is due is done.
    async fn roadmap(&self, id: RoadmapId, activities: u32) -> Vec<(ActivityId, bool)> {
        let begun = day("2022-11-08");
        let mut changes = Roadmap::draft(id, "Дорожная карта повышения качества образования", None, begun).unwrap();
        let mut made = Vec::new();
        for ordinal in 1..=activities {
            let activity = ActivityId(self.app.ids().next());
            let title =
                format!("Проведение муниципального совещания с руководителями образовательных организаций № {ordinal}");
            let result = Some("Протоколы, аналитические справки".to_owned());
            let wording = Wording { title, result, ..Wording::default() };
            changes
                .extend(Activity::plan(activity, id, None, ordinal, &format!("1.{ordinal}"), wording, begun).unwrap());
            let of_group = ordinal <= 2;
            let term = term(if of_group { 4 } else { 2 }, ordinal);
            let party = match of_group {
                true => Party::Group(GroupId(self.id(900))),
                false => Party::Person(self.people[ordinal as usize % self.people.len()]),
            };
            let assigned = vekha_domain::event::ResponsibleAssigned { party, basis: None };
            changes.push(Change::new(Stream::Activity(activity), begun, term));
            changes.push(Change::new(Stream::Activity(activity), begun, assigned));
            made.push((activity, of_group));
        }
        self.change(|_| Ok(changes.clone())).await;
        let (from, to) = (begun, day("2024-12-31"));
        self.change(|state| state.roadmap(id).unwrap().adopt(Some("1298".into()), Some(from), from, to, from)).await;
        made
    }

    async fn marks(&self, made: &[(ActivityId, bool)]) -> Vec<(ActivityId, MarkId, ProofLink)> {
        self.at("2023-06-20T09:00:00Z");
        let (mut marks, mut reports) = (Vec::new(), Vec::new());
        for (at, (activity, of_group)) in made.iter().enumerate() {
            let executors: Vec<Executor> = match of_group {
                true => (1..=SCHOOLS).map(|s| Executor::Member(OrganisationId(self.id(1_000 + s)))).collect(),
                false => vec![Executor::Joint],
            };
            for (n, executor) in executors.into_iter().enumerate().filter(|(n, _)| (n + at) % 7 != 0) {
                let mark = MarkId(self.app.ids().next());
                let link = ProofLink::parse(&format!("https://sosh{n}.example.org/protokol-{at}.pdf")).unwrap();
                let performed_on = day("2023-03-28");
                let report = Report { occurrence: 1, executor, performed_on, links: vec![link.clone()], note: None };
                reports.push((*activity, mark, report));
                marks.push((*activity, mark, link));
            }
        }
        for chunk in reports.chunks(500) {
            self.change(|state| {
                let today = state.local_day(self.app.now());
                let decide = |(activity, mark, report): &(ActivityId, MarkId, Report)| {
                    state.activity(*activity).unwrap().complete(*mark, report.clone(), state.office(), today)
                };
                Ok(chunk.iter().map(decide).collect::<Result<Vec<_>, _>>()?.concat())
            })
            .await;
        }
        marks
    }

    /// Somebody looks at the proofs, again and again.
    async fn look(&self, marks: &[(ActivityId, MarkId, ProofLink)], events: u64) {
        self.at("2023-07-01T09:00:00Z");
        let today = day("2023-07-01");
        while self.app.office(self.office).await.unwrap().position() < events {
            let looked = |(activity, mark, link): &(ActivityId, MarkId, ProofLink)| {
                let checked = ProofLinkChecked::of(*mark, link.clone(), LinkState::Opens);
                Change::new(Stream::Activity(*activity), today, checked)
            };
            self.change(|_| Ok(marks.iter().map(looked).collect())).await;
        }
    }

    async fn told(self, roadmap: RoadmapId, open: Vec<ActivityId>) -> Town {
        let new = NewAccount {
            login: format!("coordinator-{}", self.n),
            password: Some("горизонт-7-событий".to_owned()),
            office: self.office,
            person: self.people[0],
        };
        let account = accounts::create(&self.app, new).await.unwrap();
        let token = accounts::issue_token(&self.app, account.id).await.unwrap();
        let known = self.app.office(self.office).await.unwrap();
        let obligations = View::new(&known, day("2023-07-05")).obligations(&Scope::office()).len();
        let activity = known.activities(roadmap).next().unwrap().id;
        Town { token, events: known.position(), obligations, office: self.office, roadmap, activity, open }
    }
}

fn term(occurrences: u16, ordinal: u32) -> DeadlineSet {
    let dues = ["2023-03-31", "2023-06-30", "2023-09-29", "2023-12-29"];
    let occurrence = |(seq, due): (u16, &&str)| PlannedOccurrence {
        seq,
        start: None,
        due: Some(day(due) - chrono::Days::new(u64::from(ordinal % 20))),
        kind: DueKind::Until,
        cut: false,
        past_at_approval: false,
    };
    DeadlineSet {
        words: "1 раз в квартал".to_owned(),
        status: DeadlineStatus::Read,
        kind: "every_quarter".to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: (1..=occurrences).zip(&dues).map(occurrence).collect(),
        reader: 1,
        basis: None,
    }
}
