//! The first run, as whoever starts the program meets it.

use crate::{
    accounts,
    app::{App, Options},
    web::{Outside, first_run::FirstRun, router, tests::Town},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt;
use vekha_domain::event::Role;
use vekha_event_log::{Clock, Ids};

const FILLED: [(&str, &str); 8] = [
    ("office_name", "Управление образования"),
    ("territory", "Северский район"),
    ("zone", "Asia/Omsk"),
    ("name", "Кочнева С.А."),
    ("email", "kochneva@example.org"),
    ("login", "Kochneva"),
    ("password", "лодка кофе снег"),
    ("again", "лодка кофе снег"),
];

async fn empty() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        database: folder.path().join("vekha.db").display().to_string(),
        create: true,
        clock: Clock::manual("2023-04-03T20:00:00Z".parse().unwrap()),
        ids: Ids::real(),
        demo: None,
    };
    let app = App::open(options).await.unwrap();
    (folder, app)
}

fn open(app: &App) -> (Router, String) {
    let (first_run, key) = FirstRun::open();
    (router(app.clone(), Outside { first_run, ..Outside::default() }), format!("/first/{key}"))
}

async fn ask(routes: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let (head, body) = routes.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, 4 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn get(routes: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
    ask(routes, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(routes: &Router, path: &str, fields: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let form = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(routes, form.body(Body::from(body)).unwrap()).await
}

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let new = |name: &str| changed.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    FILLED.iter().map(|(name, value)| (*name, new(name).unwrap_or(value))).collect()
}

#[tokio::test]
async fn the_link_makes_the_office_and_its_first_account_once() {
    let (_folder, app) = empty().await;
    let (routes, path) = open(&app);
    let (status, _, form) = get(&routes, &path).await;
    assert!(status == StatusCode::OK && form.contains("name=\"office_name\""), "{form}");
    assert_eq!(get(&routes, &path).await.0, StatusCode::OK, "looking burns nothing");
    let (status, headers, _) = post(&routes, &path, &FILLED).await;
    assert_eq!((status, &headers[header::LOCATION]), (StatusCode::SEE_OTHER, &"/".parse().unwrap()));
    let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let home = Request::get("/account").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let (status, _, own) = ask(&routes, home).await;
    assert!(status == StatusCode::OK && own.contains("координатор, администратор"), "{own}");
    let office = app.offices().await.unwrap().remove(0);
    let known = app.office(office.id).await.unwrap();
    let zone = known.zone();
    drop(known);
    assert_eq!((office.territory.as_str(), zone), ("Северский район", chrono_tz::Tz::Asia__Omsk));
    assert_eq!(
        app.names(office.id).await.unwrap().iter().next().unwrap().1.email.as_deref(),
        Some("kochneva@example.org")
    );
    assert!(accounts::check(&app, "kochneva", "лодка кофе снег").await.unwrap().is_some());
    for answer in [get(&routes, &path).await, post(&routes, &path, &FILLED).await] {
        assert_eq!(answer.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(app.offices().await.unwrap().len(), 1);
}

#[tokio::test]
async fn of_two_who_send_the_form_at_once_one_is_the_first() {
    let (_folder, app) = empty().await;
    let (routes, path) = open(&app);
    let (second, filled) = (with(&[("login", "second")]), FILLED);
    let (a, b) = tokio::join!(post(&routes, &path, &filled), post(&routes, &path, &second));
    let mut statuses = [a.0, b.0];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    assert_eq!(app.offices().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_nothing_is_made() {
    let (_folder, app) = empty().await;
    let (routes, path) = open(&app);
    for (field, value, why) in [
        ("office_name", " ", "Введите название управления"),
        ("territory", "", "Введите муниципалитет"),
        ("zone", "Europe/Paris", "Выберите часовой пояс"),
        ("name", "", "Введите имя"),
        ("email", "kochneva", "не адрес электронной почты"),
        ("login", "а б", "от 2 до 64"),
        ("password", "коротко", "короче 10 знаков"),
        ("again", "лодка кофе дождь", "не совпали"),
    ] {
        let (status, headers, page) = post(&routes, &path, &with(&[(field, value)])).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.contains(&format!("id=\"{field}-e\"")) && page.contains(why), "{field}: {page}");
        assert!(!headers.contains_key(header::SET_COOKIE) && !page.contains("лодка"), "{field}: {page}");
    }
    assert!(app.offices().await.unwrap().is_empty() && accounts::roll::is_empty(&app).await.unwrap());
    assert_eq!(post(&routes, &path, &FILLED).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_office_that_an_import_made_gets_its_first_account() {
    let town = Town::new().await;
    let (routes, path) = open(&town.app);
    let (_, _, form) = get(&routes, &path).await;
    assert!(
        form.contains("Управление образования, Северский район") && !form.contains("name=\"office_name\""),
        "{form}"
    );
    assert_eq!(post(&routes, &path, &with(&[("office_name", ""), ("zone", "")])).await.0, StatusCode::SEE_OTHER);
    let account = accounts::by_login(&town.app, "kochneva").await.unwrap().unwrap();
    let known = town.app.office(account.office).await.unwrap();
    let roles = known.person(account.person).unwrap().roles.clone();
    assert!(roles.contains(&Role::Coordinator) && roles.contains(&Role::Administrator));
}

#[tokio::test]
async fn a_wrong_key_and_a_program_that_has_accounts_have_no_such_page() {
    let (_folder, app) = empty().await;
    let (routes, path) = open(&app);
    for wrong in ["/first/nonsense", "/first/0"] {
        assert_eq!(get(&routes, wrong).await.0, StatusCode::NOT_FOUND);
        assert_eq!(post(&routes, wrong, &FILLED).await.0, StatusCode::NOT_FOUND);
    }
    let shut = router(app.clone(), Outside::default());
    assert_eq!(get(&shut, &path).await.0, StatusCode::NOT_FOUND);
    // Made by the command line after the link was printed.
    let town = Town::new().await;
    let (routes, path) = open(&town.app);
    town.person("coordinator", Role::Coordinator).await;
    assert_eq!(post(&routes, &path, &FILLED).await.0, StatusCode::NOT_FOUND);
    assert!(accounts::by_login(&town.app, "kochneva").await.unwrap().is_none());
}
