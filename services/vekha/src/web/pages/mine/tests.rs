//! The page of own activities and its calendar, as people and programs get them.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request},
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header},
};
use serde_json::json;
use tower::ServiceExt;
use vekha_domain::{
    event::{Basis, DueKind, OrganisationKind, Party, PlannedOccurrence, Role, Setting},
    ids::{OrganisationId, PersonId},
};

fn mine() -> String {
    format!("/offices/{OFFICE}/mine")
}

/// A further occurrence of the activity.
async fn scheduled(town: &Town, seq: u16, due: &str) {
    let planned = PlannedOccurrence {
        seq,
        start: Some(day(due)),
        due: Some(day(due)),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    let basis = Basis { words: "график № 1".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().schedule(planned.clone(), basis.clone())).await;
}

/// A responsible person who answers for the activity, on 03.04.2023, a working day after its term.
async fn answerable() -> (Town, PersonId, String) {
    let town = Town::new().await;
    let (person, token) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    (town, person, token)
}

/// An answer without a session: status, headers, text.
async fn asked(town: &Town, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let answer = town.router.clone().oneshot(request("GET", path, "", headers, Body::empty())).await.unwrap();
    let (head, body) = answer.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

/// Path of the calendar that the page just made shows.
fn address(page: &str) -> String {
    let shown = page.split("id=\"feed\" readonly value=\"").nth(1).unwrap().split('"').next().unwrap();
    shown[shown.find("/calendar/").unwrap()..].to_owned()
}

#[tokio::test]
async fn the_first_page_of_whoever_only_marks_is_what_they_answer_for() {
    let (town, _, token) = answerable().await;
    let (status, to, _) = {
        let answer = town.router.clone().oneshot(request("GET", "/", &token, &[], Body::empty())).await.unwrap();
        (answer.status(), answer.headers()[header::LOCATION].to_str().unwrap().to_owned(), ())
    };
    assert_eq!((status, to), (StatusCode::SEE_OTHER, mine()));
    let (status, page) = town.page(&token, "/?list=roadmaps").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "the list of roadmaps stays in reach: {page}");
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let answer = town.router.clone().oneshot(request("GET", "/", &coordinator, &[], Body::empty())).await.unwrap();
    assert!(answer.headers()[header::LOCATION].to_str().unwrap().ends_with(&ROADMAP.to_string()));
}

#[tokio::test]
async fn rows_stand_by_urgency_and_lead_to_the_form() {
    let (town, _, token) = answerable().await;
    scheduled(&town, 2, "2023-04-03").await;
    scheduled(&town, 3, "2023-05-20").await;
    scheduled(&town, 4, "2024-05-20").await;
    let (status, page) = town.page(&token, &mine()).await;
    assert_eq!(status, StatusCode::OK);
    let shown = words(&page);
    let at = |part: &str| shown.find(part).unwrap_or_else(|| panic!("{part}: {shown}"));
    let order =
        ["Просрочено: 1", "просрочено, 1 раб. дн.", "Срок сегодня: 1", "Предстоит: 2", "Позже чем через 60 дней: 1"];
    let order = order.map(at);
    assert!(order.is_sorted(), "{order:?} {shown}");
    assert!(shown.contains("Неотложно: 2, из них просрочено 1. Открытых сроков нет."), "{shown}");
    assert!(shown.contains("31.03.2023 в приказе: до 31.03.2023"), "{shown}");
    let form = format!("/offices/{OFFICE}/activities/{ACTIVITY}/completion?o=1");
    assert!(page.contains(&format!("href=\"{form}\"")), "{page}");
    assert_eq!(town.page(&token, &form).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_mark_stands_in_the_list_with_its_state_and_a_returned_one_with_its_reason() {
    let (town, _, token) = answerable().await;
    town.decide(|state| state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(true), day("2022-11-08"))).await;
    let done = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/1"]});
    let (_, made) = town.mark(&token, &[], done.clone()).await;
    let shown = words(&town.page(&token, &mine()).await.1);
    assert!(shown.contains("На проверке: 1") && shown.contains("проведено 30.03.2023, отмечено 03.04.2023"), "{shown}");
    assert!(!shown.contains("Отметить исполнение"), "{shown}");
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let back = format!("/offices/{OFFICE}/activities/{ACTIVITY}/marks/{}/return", made["mark"].as_str().unwrap());
    town.post(&coordinator, &back, &[("reason", "Нет подписи")]).await;
    let shown = words(&town.page(&token, &mine()).await.1);
    assert!(shown.contains("возвращено 03.04.2023: Нет подписи") && shown.contains("Отметить исполнение"), "{shown}");
    town.decide(|state| state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(false), day("2023-04-03"))).await;
    town.mark(&token, &[], done).await;
    let shown = words(&town.page(&token, &mine()).await.1);
    assert!(shown.contains("Исполненное за последние 90 дней: 1"), "{shown}");
    town.app.clock().set("2023-09-01T09:00:00Z".parse().unwrap());
    let shown = words(&town.page(&token, &mine()).await.1);
    assert!(!shown.contains("Исполнено: 1"), "{shown}");
}

#[tokio::test]
async fn what_the_own_school_has_to_do_is_the_head_s_and_nobody_else_s() {
    let town = Town::new().await;
    let (nine, ten) = (town.school("МБОУ СОШ № 9").await, town.school("МБОУ СОШ № 10").await);
    town.group("Руководители ОО", &[nine, ten]).await;
    let (_, head) = town.person_at("head", Role::Head, Some(nine)).await;
    let (_, page) = town.page(&head, &mine()).await;
    let shown = words(&page);
    assert!(shown.contains("МБОУ СОШ № 9") && !shown.contains("№ 10"), "{shown}");
    assert!(page.contains(&format!("organisation={nine}")), "{page}");
    let elsewhere = OrganisationId(town.app.ids().next());
    let (kind, since) = (OrganisationKind::Centre, day("2022-11-08"));
    town.decide(|state| state.office().add_organisation(elsewhere, "ЦРО", kind, since)).await;
    let (_, idle) = town.person_at("idle", Role::Responsible, Some(elsewhere)).await;
    let shown = words(&town.page(&idle, &mine()).await.1);
    assert!(shown.contains("Ни за вами, ни за вашей организацией (ЦРО) не числится ни одного мероприятия."), "{shown}");
}

#[tokio::test]
async fn a_past_day_shows_the_list_and_takes_no_form() {
    let (town, _, token) = answerable().await;
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    let (status, page) = town.page(&token, &format!("{}?as_of=10.04.2023", mine())).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("method=\"post\"") && !page.contains("/completion"), "{page}");
    let form = format!("{}/calendar?as_of=10.04.2023", mine());
    assert_eq!(town.post(&token, &form, &[]).await.0, StatusCode::CONFLICT);
    assert_eq!(town.page(&token, &format!("{}?as_of=02.04.2023", mine())).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_calendar_is_read_without_a_session_and_asked_again_cheaply() {
    let (town, _, token) = answerable().await;
    let (status, _, page) = town.post(&token, &format!("{}/calendar", mine()), &[]).await;
    assert_eq!(status, StatusCode::OK);
    let path = address(&page);
    assert!(!town.page(&token, &mine()).await.1.contains(&path), "the address is shown once");
    let (status, headers, text) = asked(&town, &path, &[("host", "vekha.example.org")]).await;
    assert_eq!(
        (status, &headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"text/calendar; charset=utf-8".parse().unwrap())
    );
    let text = text.replace("\r\n ", "");
    for line in [
        &format!("UID:{ACTIVITY}.1.joint@vekha"),
        "DTSTART;VALUE=DATE:20230331",
        "SUMMARY:1.1. Совещание руководителей",
        &format!("URL:http://vekha.example.org/offices/{OFFICE}/activities/{ACTIVITY}?o=1"),
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains("Срок в приказе: до 31.03.2023") && !text.contains("VALARM"), "{text}");
    let (tag, since) = (headers[header::ETAG].to_str().unwrap(), headers[header::LAST_MODIFIED].to_str().unwrap());
    let host = ("host", "vekha.example.org");
    assert_eq!(asked(&town, &path, &[host, ("if-none-match", tag)]).await.0, StatusCode::NOT_MODIFIED);
    assert_eq!(asked(&town, &path, &[host, ("if-modified-since", since)]).await.0, StatusCode::NOT_MODIFIED);
    let done = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/1"]});
    town.mark(&token, &[], done).await;
    let (status, _, text) = asked(&town, &path, &[host, ("if-none-match", tag)]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!text.contains("VEVENT"), "what is done is not due any more: {text}");
}

#[tokio::test]
async fn a_replaced_a_revoked_and_a_leaver_s_calendar_open_nothing() {
    let (town, person, token) = answerable().await;
    let form = format!("{}/calendar", mine());
    let first = address(&town.post(&token, &form, &[]).await.2);
    let second = address(&town.post(&token, &form, &[]).await.2);
    assert_eq!(asked(&town, &first, &[]).await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked(&town, &second, &[]).await.0, StatusCode::OK);
    let (status, to, _) = town.post(&token, &format!("{form}/revocation"), &[]).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{}#calendar", mine())));
    assert_eq!(asked(&town, &second, &[]).await.0, StatusCode::NOT_FOUND);
    let third = address(&town.post(&token, &form, &[]).await.2);
    town.decide(|state| state.person(person).unwrap().revoke(Role::Responsible, day("2023-04-03"))).await;
    assert_eq!(asked(&town, &third, &[]).await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked(&town, "/calendar/none.ics", &[]).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_same_calendar_is_a_file_for_whoever_is_signed_in() {
    let (town, _, token) = answerable().await;
    let answer = town
        .router
        .clone()
        .oneshot(request("GET", &format!("{}.ics", mine()), &token, &[], Body::empty()))
        .await
        .unwrap();
    assert!(answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().contains("vekha.ics"));
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("BEGIN:VEVENT"));
    assert_eq!(asked(&town, &format!("{}.ics", mine()), &[]).await.0, StatusCode::SEE_OTHER);
}
