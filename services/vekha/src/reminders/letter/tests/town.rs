//! A town whose letters are looked at: a roadmap with rows of every kind, people with addresses, one of them erased.

use crate::{
    app::{App, Command, Contact, Options},
    mail::{Letter, Memory, Outbox, Sender},
    reminders::{Composed, compose},
    web::{Outside, Site},
};
use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Report},
    event::{
        Basis, Change, DeadlineSet, DeadlineStatus, DueKind, ErasureGround, Executor, LetterKind, MeetingDateSet,
        MonitoringPlanned, MoveRequested, OfficeRegistered, OrganisationKind, Party, PlannedOccurrence, ReminderQueued,
        Role, Wording,
    },
    ids::{
        ActivityId, GroupId, MarkId, MeetingSeriesId, MonitoringId, OfficeId, OrganisationId, PersonId, ReminderId,
        RoadmapId,
    },
    meeting::Series,
    monitoring::Monitoring,
    person::Person,
    refusal::Refusal,
    reminder::{Item, Recipient},
    roadmap::Roadmap,
    scoring::Model,
    stream::Stream,
};
use vekha_event_log::{Clock, Ids};
use vekha_projections::OfficeState;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(2));
pub const SERIES: MeetingSeriesId = MeetingSeriesId(Uuid::from_u128(5));
pub const MONITORING: MonitoringId = MonitoringId(Uuid::from_u128(6));
/// A scored monitoring with windows in April and July.
pub const SCORED: MonitoringId = MonitoringId(Uuid::from_u128(7));
pub const BASE: &str = "https://vekha.example.org";

/// Row 2.23 of the mock: due on Saturday, 15.07.2023, joint.
pub const NEAR: ActivityId = ActivityId(Uuid::from_u128(0x0a01));
/// Overdue since 05.07.2023.
pub const LATE: ActivityId = ActivityId(Uuid::from_u128(0x0a02));
/// Each school marks it by 12.07.2023.
pub const EACH: ActivityId = ActivityId(Uuid::from_u128(0x0a03));
/// Meetings of the quarter, the last day 30.09.2023.
pub const MEETINGS: ActivityId = ActivityId(Uuid::from_u128(0x0a04));
/// Due on 24.07.2023, told on a Monday only.
pub const SOON: ActivityId = ActivityId(Uuid::from_u128(0x0a05));
/// Marked and returned, due on 20.07.2023.
pub const RETURNED: ActivityId = ActivityId(Uuid::from_u128(0x0a06));

pub const GANINA: PersonId = PersonId(Uuid::from_u128(0x0b01));
pub const KUSTOVA: PersonId = PersonId(Uuid::from_u128(0x0b02));
pub const KOCHNEVA: PersonId = PersonId(Uuid::from_u128(0x0b03));
pub const HEAD: PersonId = PersonId(Uuid::from_u128(0x0b04));
pub const ERASED: PersonId = PersonId(Uuid::from_u128(0x0b05));
pub const AWAY: PersonId = PersonId(Uuid::from_u128(0x0b06));
pub const FIRST: OrganisationId = OrganisationId(Uuid::from_u128(0x0c01));
pub const SECOND: OrganisationId = OrganisationId(Uuid::from_u128(0x0c02));

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub struct Town {
    _folder: tempfile::TempDir,
    pub site: Site,
}

impl Town {
    pub async fn new() -> Town {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options {
            database: folder.path().join("vekha.db").display().to_string(),
            create: true,
            clock: Clock::manual("2023-07-12T06:00:00Z".parse().unwrap()),
            ids: Ids::real(),
            demo: None,
        })
        .await
        .unwrap();
        let office = OfficeRegistered {
            name: "Управление образования администрации Северского района".to_owned(),
            territory: "Северский район".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        let command = Command { office: OFFICE, actor: PersonId::PROGRAM, id: app.ids().next() };
        app.register_office(command, office, day("2022-11-08")).await.unwrap();
        let sender = Sender { answers: true, ..Sender::of_program(BASE) };
        let outbox = Some(Outbox::memory(sender, Memory::default()));
        let outside = Outside { base_url: Some(BASE.to_owned()), outbox, ..Outside::default() };
        let town = Town { _folder: folder, site: Site::new(app, outside) };
        town.people().await;
        town.rows().await;
        town
    }

    async fn people(&self) {
        for (id, name) in [(FIRST, "МБОУ СОШ № 1"), (SECOND, "МБОУ СОШ № 2")] {
            self.decide(|s| s.office().add_organisation(id, name, OrganisationKind::School, day("2022-11-08"))).await;
        }
        self.decide(|s| s.office().set_mailbox(SECOND, Some("school2@example.org".to_owned()), day("2022-11-08")))
            .await;
        let people = [
            (GANINA, "Ганина Е.В.", "ganina@example.org", Role::Responsible, None),
            (KUSTOVA, "Кустова С.Л.", "kustova@example.org", Role::Responsible, None),
            (KOCHNEVA, "Кочнева С.А.", "kochneva@example.org", Role::Coordinator, None),
            (HEAD, "Седова <Е.И.>", "sedova@example.org", Role::Head, Some(FIRST)),
            (ERASED, "Забытова А.А.", "zabytova@example.org", Role::Responsible, None),
            (AWAY, "Уехалова О.О.", "uehalova@example.org", Role::Responsible, None),
        ];
        for (id, name, email, role, at) in people {
            let contact = Contact { name: name.to_owned(), email: Some(email.to_owned()), phone: None };
            let sealed = self.site.app.seal(OFFICE, id, &contact).await.unwrap();
            let mut changes = Person::register(id, sealed, None, at, day("2022-11-08")).unwrap();
            changes.extend(Person::granted(id, role, day("2022-11-08")));
            self.change(changes).await;
        }
    }

    async fn rows(&self) {
        let title = "Дорожная карта повышения качества образования, Северский район";
        self.change(Roadmap::draft(ROADMAP, title, None, day("2022-11-08")).unwrap()).await;
        let adopt = |s: &OfficeState| {
            let (number, date) = (Some("1298".to_owned()), Some(day("2022-11-08")));
            s.roadmap(ROADMAP).unwrap().adopt(number, date, day("2022-11-08"), day("2024-12-31"), day("2022-11-08"))
        };
        self.decide(adopt).await;
        let vpr =
            "Анализ результатов ВПР по предметам русский язык и математика в 5 и 6 классах за два предыдущих года";
        let rows: [(ActivityId, &str, &str, &str, &[&str]); 6] = [
            (NEAR, "2.23", vpr, "до 15 июля (весенний период проведения ВПР, ежегодно)", &["2023-07-15", "2024-07-15"]),
            (
                LATE,
                "3.1",
                "Проведение семинара «Формирование функциональной грамотности»",
                "до 05.07.2023",
                &["2023-07-05"],
            ),
            (EACH, "4.2", "Внесение изменений в программы развития школ", "до 12 июля", &["2023-07-12"]),
            (
                MEETINGS,
                "1.3",
                "Заседание муниципальной рабочей группы",
                "1 раз в квартал",
                &["2023-09-30", "2023-12-31"],
            ),
            (SOON, "2.24", "Подготовка заявки на курсы повышения квалификации учителей", "июль", &["2023-07-24"]),
            (RETURNED, "5.5", "Методические рекомендации & памятки <для> родителей", "до 20 июля", &["2023-07-20"]),
        ];
        for (ordinal, (id, number, title, words, dues)) in (1..).zip(rows) {
            let result = Some("аналитическая справка".to_owned());
            let wording = Wording { title: title.to_owned(), result, ..Wording::default() };
            self.change(Activity::plan(id, ROADMAP, None, ordinal, number, wording, day("2022-11-08")).unwrap()).await;
            let occurrence = |(seq, due): (u16, &&str)| PlannedOccurrence {
                seq,
                start: None,
                due: Some(day(due)),
                kind: DueKind::Until,
                cut: false,
                past_at_approval: false,
            };
            let term = DeadlineSet {
                words: words.to_owned(),
                status: DeadlineStatus::Read,
                kind: "until_date".to_owned(),
                rules: Vec::new(),
                comment: None,
                occurrences: (1..).zip(dues).map(occurrence).collect(),
                reader: 1,
                basis: None,
            };
            self.change(vec![Change::new(Stream::Activity(id), day("2022-11-08"), term)]).await;
        }
        let group = GroupId(Uuid::from_u128(7));
        self.decide(|s| s.office().define_group(group, "Руководители ОО", day("2022-11-08"))).await;
        for member in [FIRST, SECOND] {
            self.decide(|s| s.office().add_member(group, member, day("2022-11-08"))).await;
        }
        for (id, party) in [
            (NEAR, Party::Person(GANINA)),
            (NEAR, Party::Person(KUSTOVA)),
            (LATE, Party::Person(GANINA)),
            (LATE, Party::Person(ERASED)),
            (EACH, Party::Group(group)),
            (MEETINGS, Party::Person(GANINA)),
            (SOON, Party::Person(GANINA)),
            (SOON, Party::Person(AWAY)),
            (RETURNED, Party::Person(GANINA)),
        ] {
            self.decide(|s| s.activity(id).unwrap().assign(party.clone(), None, day("2022-11-08"))).await;
        }
        self.change(Series::plan(SERIES, MEETINGS, vec![Party::Person(KUSTOVA)], day("2022-11-08")).unwrap()).await;
        let planned = MonitoringPlanned {
            roadmap: ROADMAP,
            title: "Мониторинг объективности оценочных процедур".to_owned(),
            answers: vec![Party::Group(group)],
            basis: Some(basis("Приказ № 1298, пункт 6")),
            scored_by: None,
        };
        let years = (day("2023-01-01"), day("2023-12-31"));
        let since = day("2022-11-08");
        self.decide(|s| {
            Monitoring::plan(MONITORING, planned.clone(), &[((7, 1), (7, 12))], years, (s.office(), since))
        })
        .await;
    }

    /// Three recommendations after the window of April: to the first school by 17.07, to the second by 11.08 and 30.06.
    pub async fn recommends(&self) {
        let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m6.toml")).unwrap();
        self.decide(|s| s.office().adopt_model(model.clone(), day("2023-03-01"))).await;
        let planned = MonitoringPlanned {
            roadmap: ROADMAP,
            title: "Мониторинг тьюторских консультационных пунктов".to_owned(),
            answers: vec![Party::Organisation(FIRST), Party::Organisation(SECOND)],
            basis: None,
            scored_by: Some(model.code),
        };
        let (years, since) = ((day("2023-01-01"), day("2023-12-31")), day("2023-03-01"));
        let windows = [((4, 1), (4, 12)), ((7, 1), (7, 14))];
        self.decide(|s| Monitoring::plan(SCORED, planned.clone(), &windows, years, (s.office(), since))).await;
        for (to, text, due) in [
            (FIRST, "Разместить на сайте план наставничества на новый учебный год", "2023-07-17"),
            (SECOND, "Провести семинар для педагогов по итогам мониторинга", "2023-08-11"),
            (SECOND, "Обновить страницу тьюторского пункта", "2023-06-30"),
        ] {
            let today = day("2023-05-10");
            self.decide(|s| s.monitoring(SCORED).unwrap().recommend(1, (to, text, day(due)), s.office(), today)).await;
        }
    }

    pub async fn erase(&self) {
        let ground = ErasureGround::ConsentWithdrawn;
        self.decide(|s| s.person(ERASED).unwrap().request_erasure(ground, day("2023-07-01"))).await;
    }

    pub async fn name_the_date(&self, at: &str, place: &str) {
        let date =
            MeetingDateSet { occurrence: 1, at: at.parse().unwrap(), minutes: 90, place: Some(place.to_owned()) };
        self.decide(|s| s.series(SERIES).unwrap().set_date(date.clone(), day("2023-07-10"))).await;
    }

    pub async fn ask_for(&self, activity: ActivityId, to: Option<NaiveDate>) {
        let asked = MoveRequested {
            occurrence: 1,
            executor: Executor::Joint,
            to,
            reason: "Нет результатов ВПР от РЦОКО".to_owned(),
        };
        self.decide(|s| s.activity(activity).unwrap().request_move(asked.clone(), s.office(), day("2023-07-12"))).await;
    }

    pub async fn mark(&self, activity: ActivityId, executor: Executor) -> MarkId {
        let mark = MarkId(self.site.app.ids().next());
        let report = Report {
            occurrence: 1,
            executor,
            performed_on: day("2023-07-11"),
            links: vec![vekha_domain::proof::ProofLink::parse("https://disk.example.org/spravka.pdf").unwrap()],
            note: None,
        };
        let today = day("2023-07-12");
        self.decide(|s| s.activity(activity).unwrap().complete(mark, report.clone(), s.office(), today)).await;
        mark
    }

    pub async fn queue(&self, to: Recipient, letter: LetterKind, items: Vec<Item>) -> ReminderId {
        self.queue_by(KOCHNEVA, to, letter, items).await
    }

    async fn queue_by(&self, by: PersonId, to: Recipient, letter: LetterKind, items: Vec<Item>) -> ReminderId {
        let id = ReminderId(self.site.app.ids().next());
        let queued = ReminderQueued { to, day: day("2023-07-12"), letter, items };
        let command = Command { office: OFFICE, actor: by, id: self.site.app.ids().next() };
        let change = Change::new(Stream::Reminder(id), queued.day, queued);
        self.site.app.change(command, |_, _| Ok(vec![change.clone()])).await.unwrap();
        id
    }

    pub async fn composed(&self, id: ReminderId) -> Composed {
        compose(&self.site, OFFICE, id).await.unwrap()
    }

    pub async fn letter(&self, id: ReminderId) -> Letter {
        match self.composed(id).await {
            Composed::Letter(letter) => *letter,
            other => panic!("{other:?}"),
        }
    }

    pub async fn change(&self, changes: Vec<Change>) {
        self.decide(|_| Ok(changes.clone())).await;
    }

    pub async fn decide(&self, decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>) {
        let command = Command { office: OFFICE, actor: PersonId::PROGRAM, id: self.site.app.ids().next() };
        self.site.app.change(command, |state, _| decide(state)).await.unwrap();
    }
}

pub fn basis(words: &str) -> Basis {
    Basis { words: words.to_owned(), date: day("2022-11-08") }
}

pub fn due(activity: ActivityId, executor: Executor, days: i16) -> Item {
    Item::Due { activity, occurrence: 1, executor, version: 0, days }
}

/// Twenty more rows like the first.
pub async fn many(town: &Town) -> Vec<ActivityId> {
    let mut all = Vec::new();
    for n in 0..20_u32 {
        let id = ActivityId(Uuid::from_u128(u128::from(0xd000 + n)));
        let title = format!("Проверка школьных сайтов: раздел {n}");
        let wording = Wording { title, ..Wording::default() };
        town.change(
            Activity::plan(id, ROADMAP, None, 100 + n, &format!("6.{}", n + 1), wording, day("2022-11-08")).unwrap(),
        )
        .await;
        let mut term = town.site.app.office(OFFICE).await.unwrap().activity(NEAR).unwrap().terms[0].1.clone();
        term.occurrences.truncate(1);
        town.change(vec![Change::new(Stream::Activity(id), day("2022-11-08"), term)]).await;
        town.decide(|s| s.activity(id).unwrap().assign(Party::Person(GANINA), None, day("2022-11-08"))).await;
        all.push(id);
    }
    all
}
