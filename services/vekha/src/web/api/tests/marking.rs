//! Making marks as a program does.

use super::done;
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use serde_json::json;
use vekha_domain::{
    activity::Activity,
    event::{Basis, DueKind, Party, PlannedOccurrence, Role, Wording},
    ids::{ActivityId, PersonId},
    stream::Stream,
};
use vekha_event_log::{Append, Expected, LogId, NewEvent, Write};

#[tokio::test]
async fn a_mark_sent_twice_is_recorded_once() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let key = [("idempotency-key", "mark-1")];
    let (status, first) = town.mark(&token, &key, done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &first["new"]), (StatusCode::CREATED, &json!(true)), "{first}");
    let (status, second) = town.mark(&token, &key, done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &second["new"], &second["mark"]), (StatusCode::OK, &json!(false), &first["mark"]));
    let (status, problem) = town.mark(&token, &key, done("https://school.example.org/other.pdf")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("key-reused")));
    let mut noted = done("https://school.example.org/plan.pdf");
    noted["note"] = json!("проведено");
    let (status, problem) = town.mark(&token, &key, noted).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("key-reused")));
    let (status, problem) = town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("already_marked")));
    let (_, _, shown) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert_eq!(shown["marks"].as_array().unwrap().len(), 1);
    assert_eq!(shown["marks"][0]["links"][0]["url"], "https://school.example.org/plan.pdf");
}

#[tokio::test]
async fn a_mark_on_an_old_version_is_not_recorded() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}");
    let (_, headers, _) = town.get(&token, &path).await;
    let tag = headers[header::ETAG].to_str().unwrap().to_owned();
    let (status, problem) = town.mark(&token, &[("if-match", "\"1\"")], done("https://a.example.org/1")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::PRECONDITION_FAILED, &json!("precondition")));
    let (status, _) = town.mark(&token, &[("if-match", &tag)], done("https://a.example.org/1")).await;
    assert_eq!(status, StatusCode::CREATED);
}

#[tokio::test]
async fn only_who_may_mark_can_mark() {
    let town = Town::new().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, stranger) = town.person("stranger", Role::Responsible).await;
    let (person, responsible) = town.person("responsible", Role::Responsible).await;
    let known = town.app.office(OFFICE).await.unwrap();
    let assigned = known.activity(ACTIVITY).unwrap().assign(Party::Person(person), None, day("2022-11-08")).unwrap();
    drop(known);
    town.change(assigned).await;
    for token in [&auditor, &stranger] {
        let (status, problem) = town.mark(token, &[], done("https://a.example.org/1")).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")));
    }
    assert_eq!(town.mark(&responsible, &[], done("https://a.example.org/1")).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_refusal_names_the_field_and_says_what_to_do() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let bad = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": []});
    let (status, problem) = town.mark(&token, &[], bad).await;
    assert_eq!((status, &problem["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("links")));
    assert!(problem["detail"].as_str().unwrap().contains("ссылку"), "{problem}");
    let (status, problem) = town.mark(&token, &[], done("javascript:alert(1)")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("bad-link")));
    let ahead = json!({"occurrence": 1, "performed_on": "2023-04-04", "links": ["https://a.example.org/1"]});
    let (_, problem) = town.mark(&token, &[("accept-language", "en")], ahead).await;
    assert!(problem["detail"].as_str().unwrap().contains("04.04.2023"), "{problem}");
}

#[tokio::test]
async fn a_form_on_another_site_cannot_write() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let forged =
        [("host", "vekha.example.org"), ("origin", "https://evil.example.org"), ("sec-fetch-site", "cross-site")];
    let (status, _) = town.mark(&token, &forged, done("https://a.example.org/1")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let known = town.app.office(OFFICE).await.unwrap();
    assert!(known.activity(ACTIVITY).unwrap().marks.is_empty());
}

#[tokio::test]
async fn a_key_used_for_one_activity_is_refused_for_another() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (other, from) = (ActivityId(town.app.ids().next()), day("2022-11-08"));
    let words = Wording { title: "Вебинар".to_owned(), ..Wording::default() };
    town.change(Activity::plan(other, ROADMAP, None, 2, "1.2", words, from).unwrap()).await;
    let planned = PlannedOccurrence {
        seq: 1,
        start: None,
        due: Some(day("2023-03-31")),
        kind: DueKind::Until,
        cut: false,
        past_at_approval: false,
    };
    let basis = Basis { words: "График".to_owned(), date: from };
    town.decide(|s| s.activity(other).unwrap().schedule(planned.clone(), basis.clone())).await;
    let key = [("idempotency-key", "mark-1")];
    assert_eq!(town.mark(&token, &key, done("https://a.example.org/1")).await.0, StatusCode::CREATED);
    let path = format!("/api/v1/offices/{OFFICE}/activities/{other}/completions");
    let body = || Body::from(done("https://a.example.org/1").to_string());
    let (status, _, problem) = town.send(request("POST", &path, &token, &key, body())).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("key-reused")));
    let (status, ..) = town.send(request("POST", &path, &token, &[("idempotency-key", "mark-2")], body())).await;
    assert_eq!(status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_version_that_is_no_text_is_not_the_present_one() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}/completions");
    let mut asked = request("POST", &path, &token, &[], Body::from(done("https://a.example.org/1").to_string()));
    asked.headers_mut().insert(header::IF_MATCH, header::HeaderValue::from_bytes(b"\"\xff\"").unwrap());
    assert_eq!(town.send(asked).await.0, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn what_is_too_long_or_too_old_is_refused() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let with = |field: &str, value: serde_json::Value| {
        let mut body = done("https://a.example.org/1");
        body[field] = value;
        body
    };
    let many: Vec<String> = (0..101).map(|n| format!("https://a.example.org/{n}")).collect();
    for (body, code) in [
        (with("note", json!("а".repeat(4_001))), "note_too_long"),
        (with("links", json!(many)), "too_many_proofs"),
        (with("performed_on", json!("1999-12-31")), "bad-request"),
        (with("performed_on", json!("-0001-01-01")), "bad-request"),
    ] {
        assert_eq!(town.mark(&token, &[], body).await.1["code"], code);
    }
    assert_eq!(town.mark(&token, &[], with("note", json!("а".repeat(4_000)))).await.0, StatusCode::CREATED);
}

/// A newer copy of the program works beside this one.
#[tokio::test]
async fn what_a_newer_program_wrote_is_passed_over_and_nothing_is_decided_over_it() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment");
    let figures = async || {
        let (_, _, mut figures) = town.get(&token, &path).await;
        assert!(figures.as_object_mut().unwrap().remove("log_position").is_some());
        figures
    };
    let before = figures().await;
    let other = format!("activity-{}", uuid::Uuid::from_u128(99));
    for stream in [Stream::Activity(ACTIVITY).to_string(), "weather-of-tomorrow".to_owned(), other] {
        let event = NewEvent {
            event_id: town.app.ids().next(),
            kind: "activity_weighed".to_owned().into(),
            schema_version: 1,
            occurred_on: day("2023-04-03"),
            payload: r#"{"kilograms":7}"#.to_owned(),
        };
        let write = Write { stream, expected: Expected::Any, events: vec![event] };
        let append = Append {
            log: LogId(OFFICE.0),
            command_id: town.app.ids().next(),
            actor: PersonId::PROGRAM.0,
            correlation: None,
            causation: None,
            writes: vec![write],
            result: String::new(),
        };
        town.app.log().append(append).await.unwrap();
    }
    assert_eq!(town.app.office(OFFICE).await.unwrap().unknown_events(), 3);
    assert_eq!(figures().await, before);
    for page in ["/journal", &format!("/activities/{ACTIVITY}"), &format!("/roadmaps/{ROADMAP}/plan")] {
        let (status, shown) = town.page(&token, &format!("/offices/{OFFICE}{page}")).await;
        assert_eq!(status, StatusCode::OK, "{page}: {shown}");
    }
    let (status, problem) = town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("newer_history")));
    town.person("another", Role::Responsible).await;
}
