//! A town with everything the API tells of, everybody who asks, and a neighbour whose things are foreign.

use crate::{
    app::Command,
    web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day},
};
use serde_json::json;
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Mark},
    event::{Basis, MonitoringPlanned, OfficeRegistered, Party, Role, Setting, Wording},
    ids::{ActivityId, MonitoringId, OfficeId, OrganisationId, RoadmapId},
    monitoring::Monitoring,
    roadmap::Roadmap,
    scoring::Model,
};

/// An office of others with a roadmap of its own.
pub const FOREIGN: OfficeId = OfficeId(Uuid::from_u128(9));
/// Their roadmap.
pub const FOREIGN_ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(10));

/// A monitoring with one window that is open.
pub const MONITORING: MonitoringId = MonitoringId(Uuid::from_u128(11));

/// Another one, of risks, with forms to be filled in.
pub const RISKS: MonitoringId = MonitoringId(Uuid::from_u128(12));

/// Somebody who asks.
pub struct Who {
    /// None for a stranger.
    pub role: Option<Role>,
    /// What is sent as the token.
    pub token: String,
}

/// The town.
pub struct Peopled {
    pub town: Town,
    pub everybody: Vec<Who>,
    pub school: OrganisationId,
}

impl Peopled {
    pub async fn new() -> Peopled {
        let town = Town::new().await;
        let (school, other) = (town.school("МБОУ СОШ № 23").await, town.school("МБОУ СОШ № 24").await);
        town.group("Руководители ОО", &[school, other]).await;
        town.assign(Party::Organisation(school)).await;
        let roles = [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Region];
        let mut everybody = vec![
            Who { role: None, token: String::new() },
            Who { role: None, token: "vekha_0123456789abcdef\u{1f600}".to_owned() },
        ];
        for role in roles.into_iter().chain([Role::Administrator]) {
            let at = (role == Role::Head).then_some(school);
            let (person, token) = town.person_at(&format!("{role:?}"), role, at).await;
            if role == Role::Responsible {
                town.assign(Party::Person(person)).await;
            }
            everybody.push(Who { role: Some(role), token });
        }
        let peopled = Peopled { town, everybody, school };
        peopled.change().await;
        peopled.neighbour().await;
        peopled.mark().await;
        peopled.monitor().await;
        peopled
    }

    /// One change of each kind that the list of changes tells.
    async fn change(&self) {
        let basis = || Basis { words: "Приказ № 77 от 03.02.2023".to_owned(), date: day("2023-02-03") };
        let (from, to) = (day("2022-11-08"), day("2024-12-31"));
        self.town.decide(|s| s.roadmap(ROADMAP).unwrap().adopt(Some("1298".into()), Some(from), from, to, from)).await;
        self.town.decide(|s| s.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(true), from)).await;
        self.town.decide(|s| s.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-04-03"), basis())).await;
        let words = Wording {
            title: "Совещание директоров".into(), place: Some("ЦРО".into()), ..Wording::default()
        };
        self.town.decide(|s| s.activity(ACTIVITY).unwrap().reword(words.clone(), basis())).await;
        let post = Party::Post("муниципальные тьюторы".into());
        self.town.decide(|s| s.activity(ACTIVITY).unwrap().assign(post.clone(), Some(basis()), from)).await;
        self.town.decide(|s| s.activity(ACTIVITY).unwrap().release(post.clone(), basis())).await;
        let second = ActivityId(Uuid::from_u128(4));
        let words = Wording { title: "Вебинар".into(), codes: vec!["1.1".into()], ..Wording::default() };
        self.town.change(Activity::plan(second, ROADMAP, None, 2, "1.2", words, from).unwrap()).await;
        self.town.decide(|s| s.activity(second).unwrap().withdraw(basis())).await;
    }

    /// Windows scored by a model of tutor points and by one of risks, open today.
    async fn monitor(&self) {
        let points = include_str!("../../../../../../../seeds/scoring/korenovsk-m6.toml");
        let risks = include_str!("../../../../../../../seeds/scoring/korenovsk-m3.toml");
        for (id, model) in [(MONITORING, points), (RISKS, risks)] {
            self.monitored(id, toml::from_str(model).unwrap()).await;
        }
    }

    async fn monitored(&self, id: MonitoringId, model: Model) {
        let since = day("2023-03-01");
        self.town.decide(|s| s.office().adopt_model(model.clone(), since)).await;
        let planned = MonitoringPlanned {
            roadmap: ROADMAP,
            title: "Мониторинг МТКП".to_owned(),
            answers: vec![Party::Organisation(self.school)],
            basis: None,
            scored_by: Some(model.code),
        };
        let years = (day("2023-01-01"), day("2023-12-31"));
        let window = [((4, 1), (4, 30))];
        self.town.decide(|s| Monitoring::plan(id, planned.clone(), &window, years, (s.office(), since))).await;
    }

    async fn neighbour(&self) {
        let office = OfficeRegistered {
            name: "Другое управление".to_owned(),
            territory: "Краснодар".to_owned(),
            time_zone: "Asia/Kamchatka".to_owned(),
            demonstration: false,
        };
        let app = &self.town.app;
        let of_theirs = || Command { office: FOREIGN, ..command(app) };
        app.register_office(of_theirs(), office, day("2022-11-08")).await.unwrap();
        let drafted = Roadmap::draft(FOREIGN_ROADMAP, "Их дорожная карта", None, day("2022-11-08")).unwrap();
        app.change(of_theirs(), |_, _| Ok(drafted.clone())).await.unwrap();
    }

    /// Marks of both kinds of executors.
    async fn mark(&self) {
        let coordinator = self.everybody.iter().find(|who| who.role == Some(Role::Coordinator)).unwrap();
        for organisation in [None, Some(self.school)] {
            let mark = json!({"occurrence": 1, "organisation": organisation, "performed_on": "2023-03-30",
                "links": ["https://school.example.org/plan.pdf"]});
            self.town.mark(&coordinator.token, &[], mark).await;
        }
    }

    /// Ids of all marks of the activity, those that stand last, and its version.
    pub async fn marks(&self) -> (Vec<Uuid>, u64) {
        let known = self.town.app.office(OFFICE).await.unwrap();
        let activity = known.activity(ACTIVITY).unwrap();
        let version = known.version_of(vekha_domain::stream::Stream::Activity(ACTIVITY));
        let (stand, gone): (Vec<&Mark>, Vec<&Mark>) = activity.marks.iter().partition(|mark| mark.stands());
        (gone.into_iter().chain(stand).map(|mark| mark.id.0).collect(), version)
    }
}
