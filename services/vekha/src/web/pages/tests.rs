//! The pages as a browser gets them: a whole router on a database of its own.

mod gates;
mod past;
mod reading;
mod signing;

use super::{super::access::Need, table};
use crate::{
    app::Command,
    web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day, request},
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    event::{OfficeRegistered, Role},
    ids::OfficeId,
};

/// Where the pages of the town's roadmap lie.
fn overview() -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}")
}

/// Paths that a signed-in person reads, one of each kind.
fn pages() -> Vec<String> {
    let (of_roadmap, activity) = (overview(), format!("/offices/{OFFICE}/activities/{ACTIVITY}"));
    let (made_of, journal) = (format!("{of_roadmap}/fulfilment"), format!("/offices/{OFFICE}/journal"));
    let steps = format!("{activity}/steps");
    let mut pages = vec![made_of, activity, steps, journal];
    pages.extend(["integrity", "mine", "people", "settings"].map(|page| format!("/offices/{OFFICE}/{page}")));
    let of_it = [
        "",
        "/calendar",
        "/charts",
        "/overdue",
        "/plan",
        "/changes",
        "/between",
        "/settings",
        "/meetings",
        "/monitorings",
        "/reminders",
        "/proofs",
    ];
    pages.extend(of_it.map(|page| format!("{of_roadmap}{page}")));
    pages
}

/// The words of a page without its tags, spaces run together.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#38;", "&").replace("&#34;", "\"")
}

async fn send(town: &Town, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let (head, body) = town.router.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, 4 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn get(town: &Town, token: &str, path: &str) -> (StatusCode, HeaderMap, String) {
    send(town, request("GET", path, token, &[], Body::empty())).await
}

#[tokio::test]
async fn every_page_is_behind_its_gate() {
    let town = Town::new().await;
    let mut asked = 0;
    for (path, need, _) in table().into_iter().filter(|(_, need, _)| *need != Need::Nobody) {
        let path = gates::address(path, OFFICE.0);
        let (status, headers, body) = get(&town, "", &path).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}");
        assert!(headers[header::LOCATION].to_str().unwrap().starts_with("/signin"), "{path}");
        assert!(!body.contains("Совещание"), "{path}");
        let (status, _, page) = send(&town, request("POST", &path, "", &[], Body::empty())).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path} {need:?}");
        assert!(words(&page).contains("Нужно войти"), "{page}");
        asked += 1;
    }
    assert!(asked >= 8, "{asked}");
}

#[tokio::test]
async fn pages_take_nothing_from_elsewhere_and_run_nothing() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let mut paths = pages();
    paths.extend(["/signin", "/signin/link", "/signin/link/x", "/signout", "/nowhere", "/account"].map(str::to_owned));
    paths.push(format!("/offices/{OFFICE}/accounts"));
    for path in paths {
        let (_, headers, page) = get(&town, &token, &path).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'self'"), "{path}: {policy}");
        assert_eq!(headers[header::CONTENT_LANGUAGE], "ru", "{path}");
        for forbidden in [" style=", "<style", "<script", "javascript:", " onclick", "http://", "https://"] {
            assert!(!page.contains(forbidden), "{path}: {forbidden}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(page.contains("<html lang=\"ru\">") && page.contains("href=\"#main\""), "{path}");
    }
}

#[tokio::test]
async fn the_sheet_is_kept_for_ever_under_an_address_of_its_own() {
    let town = Town::new().await;
    let (_, _, page) = get(&town, "", "/signin").await;
    let address = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, headers, sheet) = get(&town, "", address).await;
    assert_eq!((status, &headers[header::CONTENT_TYPE]), (StatusCode::OK, &"text/css".parse().unwrap()));
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(sheet.contains("--paper"));
    let squeezed = request("GET", address, "", &[("accept-encoding", "gzip")], Body::empty());
    let headers = town.router.clone().oneshot(squeezed).await.unwrap().headers().clone();
    assert_eq!(
        (&headers[header::CONTENT_ENCODING], &headers[header::VARY]),
        (&"gzip".parse().unwrap(), &"accept-encoding".parse().unwrap())
    );
    let (status, headers, _) = get(&town, "", "/static/vekha.0000000000000000.css").await;
    assert_eq!((status, headers[header::CACHE_CONTROL].to_str().unwrap()), (StatusCode::NOT_FOUND, "no-store"));
}

#[tokio::test]
async fn a_fault_is_a_page_with_its_code_for_whoever_meets_it() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    for token in ["", &token] {
        let (status, headers, page) = get(&town, token, "/nowhere").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let code = headers["x-request-id"].to_str().unwrap();
        assert!(words(&page).contains(&format!("Код обращения: {code}")), "{page}");
        assert!(page.contains("<h1>Такой страницы нет</h1>") && page.contains("<a href=\"/\">"), "{page}");
    }
}

/// Another office in the same database.
async fn another_office(town: &Town, id: Uuid) {
    let office = OfficeRegistered {
        name: "Другое управление".to_owned(),
        territory: "Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let command = Command { office: OfficeId(id), ..command(&town.app) };
    town.app.register_office(command, office, day("2022-11-08")).await.unwrap();
}

#[tokio::test]
async fn whoever_asks_for_english_gets_it() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let english = request("GET", &overview(), &token, &[("accept-language", "en-GB,en;q=0.9")], Body::empty());
    let (_, headers, page) = send(&town, english).await;
    assert_eq!(headers[header::CONTENT_LANGUAGE], "en");
    for word in ["Completeness", "Timeliness", "Fulfilment", "Overdue", "Sign out", "As of"] {
        assert!(words(&page).contains(word), "{word}: {page}");
    }
}
