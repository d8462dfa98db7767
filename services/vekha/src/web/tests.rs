//! What the tests of pages and API share: a town with an office, its people, and one activity.

use super::{Outside, router};
use crate::{
    accounts,
    app::{App, Command, Contact, Options},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{
        Change, DeadlineSet, DeadlineStatus, DueKind, OfficeRegistered, OrganisationKind, Party, PlannedOccurrence,
        Role, Wording,
    },
    ids::{ActivityId, GroupId, OfficeId, OrganisationId, PersonId, RoadmapId},
    person::Person,
    refusal::Refusal,
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Clock, Ids};
use vekha_projections::OfficeState;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(2));
pub const ACTIVITY: ActivityId = ActivityId(Uuid::from_u128(3));

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A program with one office, one roadmap of one activity due on 31.03.2023, and people with tokens.
pub struct Town {
    _folder: Option<tempfile::TempDir>,
    pub app: App,
    pub router: Router,
}

impl Town {
    pub async fn new() -> Town {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2023-04-03T09:00:00Z".parse().unwrap();
        let app = App::open(Options {
            database: folder.path().join("vekha.db").display().to_string(),
            create: true,
            clock: Clock::manual(now),
            ids: Ids::real(),
            demo: None,
        })
        .await
        .unwrap();
        let office = OfficeRegistered {
            name: "Управление образования".to_owned(),
            territory: "Северский район".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        app.register_office(command(&app), office, day("2022-11-08")).await.unwrap();
        let town = Town { _folder: Some(folder), router: router(app.clone(), Outside::default()), app };
        town.change(Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap()).await;
        let words = Wording { title: "Совещание руководителей".to_owned(), ..Wording::default() };
        let planned = Activity::plan(ACTIVITY, ROADMAP, None, 1, "1.1", words, day("2022-11-08")).unwrap();
        town.change(planned).await;
        let term = DeadlineSet {
            words: "до 31.03.2023".to_owned(),
            status: DeadlineStatus::Read,
            kind: "until_date".to_owned(),
            rules: Vec::new(),
            comment: None,
            occurrences: vec![PlannedOccurrence {
                seq: 1,
                start: None,
                due: Some(day("2023-03-31")),
                kind: DueKind::Until,
                cut: false,
                past_at_approval: false,
            }],
            reader: 1,
            basis: None,
        };
        town.change(vec![Change::new(Stream::Activity(ACTIVITY), day("2022-11-08"), term)]).await;
        town
    }

    pub async fn change(&self, changes: Vec<Change>) {
        self.app.change(command(&self.app), |_, _| Ok(changes.clone())).await.unwrap();
    }

    /// Another copy of the program on the same database.
    pub async fn copy(&self) -> Town {
        let database = self.app.log().path().display().to_string();
        let (clock, ids) = (self.app.clock().clone(), self.app.ids().clone());
        let app = App::open(Options { database, create: false, clock, ids, demo: None }).await.unwrap();
        Town { _folder: None, router: router(app.clone(), Outside::default()), app }
    }

    /// A person in a role, with a token.
    pub async fn person(&self, login: &str, role: Role) -> (PersonId, String) {
        self.person_at(login, role, None).await
    }

    pub async fn person_at(&self, login: &str, role: Role, at: Option<OrganisationId>) -> (PersonId, String) {
        let person = PersonId(self.app.ids().next());
        let contact = Contact { name: format!("Кочнева {login}"), ..Contact::default() };
        let sealed = self.app.seal(OFFICE, person, &contact).await.unwrap();
        let mut changes = Person::register(person, sealed, None, at, day("2022-11-08")).unwrap();
        changes.extend(Person::granted(person, role, day("2022-11-08")));
        self.change(changes).await;
        let new = accounts::NewAccount {
            login: login.to_owned(),
            password: Some("горизонт-7".to_owned()),
            office: OFFICE,
            person,
        };
        let account = accounts::create(&self.app, new).await.unwrap();
        (person, accounts::issue_token(&self.app, account.id).await.unwrap())
    }

    pub async fn send(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Value) {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        (head.status, head.headers, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub async fn get(&self, token: &str, path: &str) -> (StatusCode, HeaderMap, Value) {
        self.send(request("GET", path, token, &[], Body::empty())).await
    }

    /// A page as a browser gets it.
    pub async fn page(&self, token: &str, path: &str) -> (StatusCode, String) {
        self.html(request("GET", path, token, &[], Body::empty())).await
    }

    /// A form sent: the status, where it leads, the page.
    pub async fn post(&self, token: &str, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = request("POST", path, token, &[], Body::from(body));
        let form = header::HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, form);
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
    }

    pub async fn html(&self, request: Request<Body>) -> (StatusCode, String) {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 4 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    /// A decision on what is known now.
    pub async fn decide(&self, decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>) {
        self.app.change(command(&self.app), |state, _| decide(state)).await.unwrap();
    }

    /// A school of the office.
    pub async fn school(&self, name: &str) -> OrganisationId {
        let id = OrganisationId(self.app.ids().next());
        let (kind, since) = (OrganisationKind::School, day("2022-11-08"));
        self.decide(|state| state.office().add_organisation(id, name, kind, since)).await;
        id
    }

    /// A group of schools that answers for the activity.
    pub async fn group(&self, name: &str, members: &[OrganisationId]) {
        let id = GroupId(self.app.ids().next());
        self.decide(|state| state.office().define_group(id, name, day("2022-11-08"))).await;
        for member in members {
            self.decide(|state| state.office().add_member(id, *member, day("2022-11-08"))).await;
        }
        self.assign(Party::Group(id)).await;
    }

    /// Somebody answers for the activity.
    pub async fn assign(&self, party: Party) {
        self.decide(|state| state.activity(ACTIVITY).unwrap().assign(party.clone(), None, day("2022-11-08"))).await;
    }

    pub async fn mark(&self, token: &str, headers: &[(&str, &str)], body: Value) -> (StatusCode, Value) {
        let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}/completions");
        let (status, _, body) = self.send(request("POST", &path, token, headers, Body::from(body.to_string()))).await;
        (status, body)
    }
}

pub fn command(app: &App) -> Command {
    Command { office: OFFICE, actor: PersonId::PROGRAM, id: app.ids().next() }
}

pub fn request(method: &str, path: &str, token: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).body(body).unwrap()
}
