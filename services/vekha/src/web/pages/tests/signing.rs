//! Signing in and out, and the clock of the demonstration, as people meet them.

use super::*;
use crate::{
    app::App,
    demo,
    web::{Outside, router},
};
use axum::Router;

fn form(path: &str, fields: &[(&str, &str)], cookie: &str) -> Request<Body> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let form = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    form.header(header::COOKIE, cookie).body(Body::from(body)).unwrap()
}

fn cookie(headers: &HeaderMap) -> String {
    headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

async fn with(town: &Town, cookie: &str, path: &str) -> (StatusCode, HeaderMap, String) {
    send(town, Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_stranger_signs_in_and_comes_to_the_page_asked_for() {
    let town = Town::new().await;
    town.person("auditor", Role::Auditor).await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let wanted = format!("{}?as_of=2023-04-04", overview());
    let (status, headers, _) = get(&town, "", &wanted).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _, page) = get(&town, "", headers[header::LOCATION].to_str().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(&format!("name=\"to\" value=\"{wanted}\"")), "{page}");
    let sent = [("login", "auditor"), ("password", "горизонт-7"), ("to", wanted.as_str())];
    let (status, headers, _) = send(&town, form("/signin", &sent, "")).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, wanted.as_str()));
    let cookie = cookie(&headers);
    let (status, _, page) = with(&town, &cookie, &wanted).await;
    assert_eq!(status, StatusCode::OK);
    assert!(words(&page).contains("Кочнева auditor, проверяющий"), "{page}");
    let (_, headers, _) = send(&town, form("/signout", &[], &cookie)).await;
    assert_eq!(headers[header::LOCATION], "/signin");
    assert!(headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(with(&town, &cookie, &wanted).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_keeps_the_login_and_says_what_to_do() {
    let town = Town::new().await;
    town.person("auditor", Role::Auditor).await;
    let sent = [("login", "auditor"), ("password", "горизонт-8"), ("to", "/offices")];
    let (status, headers, page) = send(&town, form("/signin", &sent, "")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!headers.contains_key(header::SET_COOKIE));
    assert!(page.contains("name=\"login\" value=\"auditor\"") && page.contains("value=\"/offices\""), "{page}");
    assert!(page.contains("aria-describedby=\"login-e\"") && page.contains("id=\"login-e\""), "{page}");
    assert!(words(&page).contains("Имя для входа или пароль не подходит") && !page.contains("горизонт"), "{page}");
}

#[tokio::test]
async fn who_guesses_is_told_to_wait() {
    let town = Town::new().await;
    let mut last = (StatusCode::OK, String::new());
    for _ in 0..=20 {
        let (status, _, page) = send(&town, form("/signin", &[("login", "nobody"), ("password", "x")], "")).await;
        last = (status, page);
    }
    assert_eq!(last.0, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.1.contains("value=\"nobody\"") && words(&last.1).contains("Подождите четверть часа"), "{}", last.1);
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let town = Town::new().await;
    town.person("auditor", Role::Auditor).await;
    for to in ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", ""] {
        let sent = [("login", "auditor"), ("password", "горизонт-7"), ("to", to)];
        let (_, headers, _) = send(&town, form("/signin", &sent, "")).await;
        assert_eq!(headers[header::LOCATION], "/", "{to}");
    }
}

#[tokio::test]
async fn passwords_are_shown_in_the_demonstration_only() {
    let town = Town::new().await;
    let accounts = demo::accounts().unwrap();
    let (login, password) = (accounts[0].login.clone(), accounts[0].password.clone());
    let routes = router(town.app.clone(), Outside { demo_accounts: accounts, ..Outside::default() });
    let (_, _, page) = ask(&routes, Request::get("/signin").body(Body::empty()).unwrap()).await;
    assert!(!page.contains(&login) && !page.contains(&password), "{page}");
}

async fn ask(routes: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let (head, body) = routes.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, 4 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

/// The demonstration on its second day, with somebody signed in by the button of the page.
async fn demonstration() -> (tempfile::TempDir, App, Router, String) {
    let folder = tempfile::tempdir().unwrap();
    let app = demo::open(folder.path(), "2020-11-03T06:00:00Z".parse().unwrap()).await.unwrap();
    let accounts = demo::accounts().unwrap();
    let account = accounts.iter().find(|a| a.login == "seversky-coordinator").unwrap().clone();
    let routes = router(app.clone(), Outside { demo_accounts: accounts, ..Outside::default() });
    let (_, _, page) = ask(&routes, Request::get("/signin").body(Body::empty()).unwrap()).await;
    let button = page.split("<form").find(|f| f.contains("value=\"seversky-coordinator\"")).unwrap();
    assert!(button.contains(&format!("name=\"password\" value=\"{}\"", account.password)), "{button}");
    let sent = [("login", account.login.as_str()), ("password", account.password.as_str()), ("to", "")];
    let (_, headers, _) = ask(&routes, form("/signin", &sent, "")).await;
    (folder, app, routes, cookie(&headers))
}

#[tokio::test]
async fn the_clock_of_the_demonstration_goes_forward_and_nobody_is_signed_out() {
    let (_folder, app, routes, cookie) = demonstration().await;
    let page = |path: &str| Request::get(path).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    let (status, _, first) = ask(&routes, page("/")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        words(&first).contains("Сегодня 03.11.2020, вторник") && first.contains("action=\"/demo/clock\""),
        "{first}"
    );
    for (typed, why) in [("завтра", "Дата не понята"), ("02.11.2020", "Назад часы не идут"), ("03.11.2020", "уже идёт")]
    {
        let (status, _, refused) = ask(&routes, form("/demo/clock", &[("day", typed), ("to", "/")], &cookie)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.contains(&format!("value=\"{typed}\"")) && words(&refused).contains(why), "{refused}");
        assert!(refused.contains("aria-invalid=\"true\""), "{refused}");
    }
    let sent = form("/demo/clock", &[("day", "16.11.2020"), ("to", "/?x=1")], &cookie);
    let (status, headers, _) = ask(&routes, sent).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/?x=1"));
    assert_eq!(app.now(), "2020-11-16T06:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    let (status, _, later) = ask(&routes, page("/")).await;
    assert_eq!(status, StatusCode::OK, "still signed in after 13 days");
    assert!(words(&later).contains("Сегодня 16.11.2020, понедельник"), "{later}");
}

#[tokio::test]
async fn a_real_office_has_no_clock_to_move() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, _, page) = get(&town, &token, &overview()).await;
    assert!(!page.contains("/demo/clock"), "{page}");
    let mut moving = form("/demo/clock", &[("day", "01.01.2024"), ("to", "/")], "");
    moving.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    assert_eq!(send(&town, moving).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_to_it_and_no_button() {
    let town = Town::new().await;
    for path in ["/signin/oidc", "/signin/oidc?to=/", "/signin/oidc/callback", "/signin/oidc/callback?code=a&state=b"] {
        assert_eq!(get(&town, "", path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!get(&town, "", "/signin").await.2.contains("/signin/oidc"));
}
