//! Letters of the demonstration, as those who try it read them.

use super::super::tests::words;
use crate::{
    accounts, demo,
    web::{
        Outside, router,
        tests::{Town, request},
    },
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;
use vekha_domain::event::Role;

async fn get(routes: &Router, token: &str, path: &str) -> (StatusCode, String) {
    let answer = routes.clone().oneshot(request("GET", path, token, &[], Body::empty())).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 4 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_letter_of_the_demonstration_is_read_on_a_page_and_its_link_signs_in() {
    let place = tempfile::tempdir().unwrap();
    let app = demo::open(place.path(), "2020-11-03T06:00:00Z".parse().unwrap()).await.unwrap();
    let account = accounts::by_login(&app, "seversky-coordinator").await.unwrap().unwrap();
    let token = accounts::issue_token(&app, account.id).await.unwrap();
    let base_url = Some("http://127.0.0.1:8080".to_owned());
    let routes = router(app.clone(), Outside { base_url, ..Outside::default() });
    let (_, none) = get(&routes, &token, "/demo/mail").await;
    assert!(none.contains("Писем ещё нет"), "{none}");
    let asking = Request::post("/signin/link").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    routes.clone().oneshot(asking.body(Body::from("who=seversky-coordinator")).unwrap()).await.unwrap();
    // The letter is laid after the answer.
    let list = loop {
        let (_, list) = get(&routes, &token, "/demo/mail").await;
        if list.contains("Ссылка для входа") {
            break list;
        }
        tokio::task::yield_now().await;
    };
    let at = list.find("/demo/mail/").unwrap();
    let path = list[at..].split('"').next().unwrap();
    let (status, letter) = get(&routes, &token, path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(words(&letter).contains("Вы попросили ссылку") && letter.contains("&#60;table"), "{letter}");
    let at = letter.find("href=\"/signin/link/").unwrap() + 6;
    let link = letter[at..].split('"').next().unwrap();
    let pressed = routes.clone().oneshot(request("POST", link, "", &[], Body::empty())).await.unwrap();
    assert_eq!((pressed.status(), pressed.headers().contains_key(header::SET_COOKIE)), (StatusCode::SEE_OTHER, true));
    for missing in ["/demo/mail/nothing", "/demo/mail/..%2F..%2Fvekha"] {
        assert_eq!(get(&routes, &token, missing).await.0, StatusCode::NOT_FOUND, "{missing}");
    }
    assert_eq!(get(&routes, "", path).await.0, StatusCode::SEE_OTHER, "nobody reads without signing in");
}

#[tokio::test]
async fn a_real_office_shows_its_letters_to_nobody() {
    let town = Town::new().await;
    let (_, token) = town.person("administrator", Role::Administrator).await;
    assert_eq!(town.page(&token, "/demo/mail").await.0, StatusCode::NOT_FOUND);
    let (_, own) = town.page(&token, "/account").await;
    assert!(!own.contains("/demo/mail"), "{own}");
}
