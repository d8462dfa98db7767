//! Accepting, returning and taking back as a program does.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use serde_json::{Value, json};
use vekha_domain::event::{Party, Role, Setting};

struct Waiting {
    town: Town,
    coordinator: String,
    author: String,
    mark: String,
}

impl Waiting {
    async fn new() -> Waiting {
        let town = Town::new().await;
        town.decide(|state| state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(true), day("2022-11-08"))).await;
        let (person, author) = town.person("responsible", Role::Responsible).await;
        town.assign(Party::Person(person)).await;
        let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
        let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/1"]});
        let mark = town.mark(&author, &[], mark).await.1["mark"].as_str().unwrap().to_owned();
        Waiting { town, coordinator, author, mark }
    }

    async fn send(
        &self,
        token: &str,
        deed: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> (StatusCode, HeaderMap, Value) {
        let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}/marks/{}/{deed}", self.mark);
        self.town.send(request("POST", &path, token, headers, Body::from(body.to_string()))).await
    }

    async fn state(&self) -> (Value, Value) {
        let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}");
        let (_, _, shown) = self.town.get(&self.coordinator, &path).await;
        (shown["marks"][0]["state"].clone(), shown["marks"][0]["reason"].clone())
    }
}

#[tokio::test]
async fn the_coordinator_accepts_a_mark_once_and_its_author_does_not() {
    let waiting = Waiting::new().await;
    let (coordinator, author) = (waiting.coordinator.clone(), waiting.author.clone());
    assert_eq!(waiting.send(&author, "acceptance", &[], json!({})).await.0, StatusCode::FORBIDDEN);
    let (status, headers, done) = waiting.send(&coordinator, "acceptance", &[], json!({})).await;
    assert_eq!((status, &done["new"], &done["mark"]), (StatusCode::CREATED, &json!(true), &json!(waiting.mark)));
    assert_eq!(waiting.state().await.0, "accepted");
    // Sent again with the version it led to or an older one, it is so already.
    let tag = headers[header::ETAG].to_str().unwrap();
    for tag in [tag, "\"1\""] {
        let (status, _, done) = waiting.send(&coordinator, "acceptance", &[("if-match", tag)], json!({})).await;
        assert_eq!((status, &done["new"]), (StatusCode::OK, &json!(false)));
    }
}

#[tokio::test]
async fn a_mark_is_returned_with_a_reason_and_only_on_the_version_that_was_read() {
    let waiting = Waiting::new().await;
    let coordinator = waiting.coordinator.clone();
    let reason = json!({"reason": "Нет подписи"});
    let (status, _, problem) = waiting.send(&coordinator, "return", &[], json!({"reason": " "})).await;
    assert_eq!((status, &problem["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("reason")));
    let (status, ..) = waiting.send(&coordinator, "return", &[], json!({"reason": "а".repeat(4_001)})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, ..) = waiting.send(&coordinator, "return", &[("if-match", "\"1\"")], reason.clone()).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(waiting.state().await.0, "reported");
    let key = [("idempotency-key", "r-1")];
    assert_eq!(waiting.send(&coordinator, "return", &key, reason.clone()).await.0, StatusCode::CREATED);
    assert_eq!(waiting.send(&coordinator, "return", &key, reason).await.0, StatusCode::OK);
    assert_eq!(waiting.state().await, (json!("returned"), json!("Нет подписи")));
    let (status, _, problem) = waiting.send(&coordinator, "acceptance", &[], json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("mark_gone")));
}

#[tokio::test]
async fn one_key_accepts_and_takes_back_because_each_deed_is_its_own_command() {
    let waiting = Waiting::new().await;
    let coordinator = waiting.coordinator.clone();
    let key = [("idempotency-key", "k")];
    assert_eq!(waiting.send(&coordinator, "acceptance", &key, json!({})).await.0, StatusCode::CREATED);
    let reason = json!({"reason": "Ошиблись датой"});
    assert_eq!(waiting.send(&coordinator, "retraction", &key, reason).await.0, StatusCode::CREATED);
    assert_eq!(waiting.state().await, (json!("retracted"), json!("Ошиблись датой")));
}

#[tokio::test]
async fn a_mark_is_taken_back_by_its_author_and_by_no_other_responsible() {
    let waiting = Waiting::new().await;
    let (other, stranger) = waiting.town.person("other", Role::Responsible).await;
    waiting.town.assign(Party::Person(other)).await;
    let reason = || json!({"reason": "Ошиблись датой"});
    assert_eq!(waiting.send(&stranger, "retraction", &[], reason()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(waiting.send(&waiting.author, "retraction", &[], reason()).await.0, StatusCode::CREATED);
    let missing = Waiting { mark: waiting.mark.replace(|c: char| c.is_ascii_digit(), "0"), ..waiting };
    assert_eq!(missing.send(&missing.author, "retraction", &[], reason()).await.0, StatusCode::NOT_FOUND);
}
