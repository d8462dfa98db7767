//! The pages for everybody, as they are asked for without a session.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, ROADMAP, Town, command, day, request},
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header},
};
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::event::{Party, Role, Setting};

async fn asked(town: &Town, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let answer = town.router.clone().oneshot(request("GET", path, "", headers, Body::empty())).await.unwrap();
    let (head, body) = answer.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn switched(town: &Town, on: bool) {
    let today = day("2023-04-03");
    let decide =
        |state: &vekha_projections::OfficeState| state.roadmap(ROADMAP).unwrap().set(Setting::Public(on), today);
    town.app.change(command(&town.app), |state, _| decide(state)).await.unwrap();
}

fn page() -> String {
    format!("/public/{ROADMAP}")
}

#[tokio::test]
async fn a_roadmap_is_closed_until_its_office_opens_it_and_nobody_learns_that_it_is_there() {
    let town = Town::new().await;
    let bare = |(status, headers, page): (StatusCode, HeaderMap, String)| {
        (status, page.replace(headers["x-request-id"].to_str().unwrap(), ""))
    };
    let missing = bare(asked(&town, &format!("/public/{}", Uuid::from_u128(99)), &[]).await);
    assert_eq!(missing.0, StatusCode::NOT_FOUND);
    for path in [page(), "/public/none".to_owned()] {
        assert_eq!(bare(asked(&town, &path, &[]).await), missing, "{path}");
    }
    assert!(words(&asked(&town, "/public", &[]).await.2).contains("Ни одна дорожная карта не открыта для всех."));
    switched(&town, true).await;
    let (status, _, shown) = asked(&town, &page(), &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        words(&shown).contains("Просрочено 1 из 1 наступивших") && words(&shown).contains("просрочено, 1 раб. дн.")
    );
    let (_, _, list) = asked(&town, "/public", &[]).await;
    assert!(list.contains(&format!("href=\"{}\"", page())) && words(&list).contains("Северский район"), "{list}");
    switched(&town, false).await;
    assert_eq!(bare(asked(&town, &page(), &[]).await), missing);
    assert!(!asked(&town, "/public", &[]).await.2.contains(&page()));
}

#[tokio::test]
async fn nobody_is_named_and_what_was_noted_stays_inside() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 9").await;
    let (person, token) = town.person_at("responsible", Role::Responsible, Some(school)).await;
    let (other, _) = town.person("other", Role::Responsible).await;
    let parties = [Party::Person(person), Party::Person(other), Party::Post("директор Седова Е.И.".to_owned())];
    for party in parties.into_iter().chain([Party::Post("методист".to_owned())]) {
        town.assign(party).await;
    }
    switched(&town, true).await;
    let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "note": "Присутствовал инспектор",
        "links": ["https://school.example.org/plan.pdf"]});
    assert_eq!(town.mark(&token, &[], mark).await.0, StatusCode::CREATED);
    let (_, _, shown) = asked(&town, &page(), &[]).await;
    for hidden in ["Кочнева", "Седова", "инспектор", "/offices/", "history", "@"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    let row = words(shown.split(">1.1</td>").nth(1).unwrap());
    assert!(row.contains("МБОУ СОШ № 9, ответственное лицо, методист"), "{row}");
    assert!(row.contains("до 31.03.2023") && row.contains("исполнено в срок"), "{row}");
    assert!(shown.contains("href=\"https://school.example.org/plan.pdf\""), "{shown}");
    assert!(!shown.contains("method=\"post\"") && !shown.contains("noindex"), "{shown}");
}

#[tokio::test]
async fn a_mark_on_review_shows_no_document_yet() {
    let town = Town::new().await;
    let (person, token) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    town.decide(|state| state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(true), day("2022-11-08"))).await;
    switched(&town, true).await;
    let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/1"]});
    let (_, made) = town.mark(&token, &[], mark).await;
    let (_, _, shown) = asked(&town, &page(), &[]).await;
    assert!(words(&shown).contains("на проверке") && !shown.contains("school.example.org"), "{shown}");
    let mark = vekha_domain::ids::MarkId(made["mark"].as_str().unwrap().parse().unwrap());
    town.decide(|state| state.activity(ACTIVITY).unwrap().accept(mark, day("2023-04-03"))).await;
    assert!(asked(&town, &page(), &[]).await.2.contains("https://school.example.org/1"));
}

#[tokio::test]
async fn the_page_is_sent_again_only_after_something_was_recorded_or_a_day_began() {
    let town = Town::new().await;
    switched(&town, true).await;
    for path in [page(), "/public".to_owned()] {
        let (_, headers, _) = asked(&town, &path, &[]).await;
        let tag = headers[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(headers[header::CACHE_CONTROL], "public, no-cache");
        let again = [("if-none-match", tag.as_str())];
        let (status, _, body) = asked(&town, &path, &again).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let english = [("if-none-match", tag.as_str()), ("accept-language", "en")];
        assert_eq!(asked(&town, &path, &english).await.0, StatusCode::OK);
        town.app.clock().advance(std::time::Duration::from_secs(86_400));
        assert_eq!(asked(&town, &path, &again).await.0, StatusCode::OK, "{path}: another day");
    }
}
