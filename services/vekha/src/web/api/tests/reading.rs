//! What the API tells, and how it answers what it cannot read.

use super::done;
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, request};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use vekha_domain::event::Role;

#[tokio::test]
async fn the_history_is_told_in_sentences_page_by_page() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let mut path = format!("/api/v1/offices/{OFFICE}/history?limit=2");
    let (mut positions, mut last) = (Vec::new(), Value::Null);
    loop {
        let (status, _, page) = town.get(&token, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        positions.extend(page["items"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap()));
        last = page["items"].as_array().unwrap().last().cloned().unwrap_or(last);
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/offices/{OFFICE}/history?limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(positions, (1..=positions.len() as u64).collect::<Vec<_>>());
    let told = last["sentence"].as_str().unwrap();
    assert!(told.starts_with("Кочнева coordinator: отметка об исполнении: 1.1 «Совещание руководителей»"), "{told}");
    assert!(told.contains("31.03.2023") && told.contains("30.03.2023"), "{told}");
}

#[tokio::test]
async fn a_mark_leaves_the_overdue_list_and_enters_the_figures_but_not_those_of_yesterday() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}");
    let (_, _, overdue) = town.get(&token, &format!("{path}/overdue")).await;
    assert_eq!((&overdue[0]["number"], &overdue[0]["working_days_late"]), (&json!("1.1"), &json!(2)), "{overdue}");
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let (_, _, overdue) = town.get(&token, &format!("{path}/overdue")).await;
    assert_eq!(overdue, json!([]));
    let (_, _, now) = town.get(&token, &format!("{path}/fulfilment?by=quarter")).await;
    assert_eq!(
        (&now["due"], &now["done"], &now["fulfilment"], &now["indicator_6"]),
        (&json!(1), &json!(1), &json!(1.0), &json!(1)),
        "{now}"
    );
    assert_eq!(now["parts"].as_array().unwrap().len(), 1);
    for (by, name) in [("month", "Март 2023"), ("form", "Форма не указана")] {
        let (_, _, now) = town.get(&token, &format!("{path}/fulfilment?by={by}")).await;
        assert_eq!((&now["parts"][0]["name"], &now["parts"][0]["done"]), (&json!(name), &json!(1)), "{now}");
    }
    let (_, _, before) = town.get(&token, &format!("{path}/fulfilment?as_of=2023-04-03")).await;
    assert_eq!((&before["due"], &before["done"], &before["overdue"]), (&json!(1), &json!(0), &json!(1)), "{before}");
    let known_then = format!("{path}/fulfilment?as_of=2023-04-03&known_at=2023-04-04T12:00:00+03:00");
    assert_eq!(town.get(&token, &known_then).await.2["done"], json!(1));
    let (_, _, obligations) = town.get(&token, &format!("{path}/obligations?state=done-on-time")).await;
    assert_eq!(obligations["items"][0]["performed_on"], "2023-03-30", "{obligations}");
    let (_, _, briefs) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/roadmaps")).await;
    assert_eq!((&briefs[0]["activities"], &briefs[0]["obligations"]), (&json!(1), &json!(1)), "{briefs}");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_problem_document() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/history");
    for (query, code) in [("?cursor=zz", 400), ("?stream=meeting-1", 400), ("?limit=many", 400)] {
        let (status, headers, problem) = town.get(&token, &format!("{path}{query}")).await;
        assert_eq!((status.as_u16(), &problem["status"]), (code, &json!(code)), "{query}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{query}");
    }
    let far = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment?as_of=9999-12-31");
    assert_eq!(town.get(&token, &far).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(town.get(&token, "/api/v1/nothing").await.2["code"], "not-found");
    let (status, headers, _) = town.send(request("DELETE", &path, &token, &[], Body::empty())).await;
    assert_eq!((status, headers[header::ALLOW].to_str().unwrap()), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    let (status, problem) = town.mark(&token, &[], json!({"occurence": 1})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")));
    let large = Body::from(vec![b' '; 300 << 10]);
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}/completions");
    let (status, _, _) = town.send(request("POST", &path, &token, &[], large)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_term_is_read_for_whoever_is_signed_in() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let ask = |phrase: &str, to: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("phrase", phrase).append_pair("from", "2022-11-08").append_pair("to", to);
        format!("/api/v1/deadline?{}", query.finish())
    };
    let (status, _, term) = town.get(&token, &ask("до 15 января ежегодно", "2024-12-31")).await;
    assert_eq!(status, StatusCode::OK, "{term}");
    assert_eq!((&term["status"], &term["kind"]), (&json!("parsed"), &json!("yearly_until")), "{term}");
    let first = &term["occurrences"][0];
    assert_eq!((&first["label"], &first["effective_due"]), (&json!("до 15.01.2023"), &json!("2023-01-16")));
    let (status, _, problem) = town.get(&token, &ask("март", "2021-01-01")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")));
    let (status, _, _) = town.get(&token, &ask(&"а".repeat(2_001), "2024-12-31")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_id_that_is_none_answers_like_a_missing_one() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    for (good, path) in [(ROADMAP.0, "roadmaps/{}/fulfilment"), (ACTIVITY.0, "activities/{}")] {
        let ask = async |id: &str| {
            let path = format!("/api/v1/offices/{OFFICE}/{}", path.replace("{}", id));
            let (status, _, mut body) = town.get(&token, &path).await;
            body["request"] = Value::Null;
            (status, body)
        };
        assert_eq!(ask(&good.to_string()).await.0, StatusCode::OK);
        let missing = ask("00000000-0000-0000-0000-000000000077").await;
        assert_eq!(missing.0, StatusCode::NOT_FOUND);
        for none in ["nonsense", "%FF", "%00", "1", "%27%20OR%201=1"] {
            assert_eq!(ask(none).await, missing, "{none}");
        }
    }
}

#[tokio::test]
async fn what_was_known_is_asked_by_a_moment_or_by_a_day_which_means_its_end() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let marks = async |known_at: &str| {
        let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}?as_of=2023-04-03&known_at={known_at}");
        town.get(&token, &path).await.2["marks"].as_array().map(Vec::len)
    };
    // The mark was made at noon by the office's clock.
    for then in ["2023-04-03", "03.04.2023", "2023-04-03T09:00:00Z"] {
        assert_eq!(marks(then).await, Some(1), "{then}");
    }
    for (before, seen) in [("2023-04-02", None), ("2023-04-03T11:59:59+03:00", None), ("1999-01-01", None)] {
        assert_eq!(marks(before).await, seen, "{before}");
    }
}

#[tokio::test]
async fn nobody_reads_of_an_activity_before_it_was_planned_or_of_work_not_yet_done() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}?known_at=2023-04-03");
    let shown = async |as_of: &str| town.get(&token, &format!("{path}&as_of={as_of}")).await;
    assert_eq!(shown("2022-11-07").await.0, StatusCode::NOT_FOUND);
    assert_eq!(shown("2023-03-29").await.2["marks"], json!([]));
    assert_eq!(shown("2023-03-30").await.2["marks"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_term_is_read_for_years_that_a_roadmap_can_have() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    for (from, to) in [("0001-01-01", "2024-12-31"), ("2022-11-08", "9999-12-31"), ("2024-01-01", "2023-12-31")] {
        let path = format!("/api/v1/deadline?phrase=monthly&from={from}&to={to}");
        assert_eq!(town.get(&token, &path).await.0, StatusCode::BAD_REQUEST, "{path}");
    }
}
