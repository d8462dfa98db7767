//! What changed between two days, as a program reads it: what the page shows, with the places of the entries.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vekha_domain::event::{Basis, Role};

async fn between(town: &Town, token: &str, query: &str) -> Value {
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/between{query}");
    let (status, _, told) = town.get(token, &path).await;
    assert_eq!(status, StatusCode::OK, "{query}: {told}");
    told
}

fn kinds(told: &Value) -> Vec<&str> {
    told["differences"].as_array().unwrap().iter().map(|d| d["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn two_days_are_compared_with_their_figures_and_the_entries_between_them() {
    let town = Town::new().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    town.app.clock().set("2023-04-10T09:00:00Z".parse().unwrap());
    let basis = Basis { words: "Приказ № 77".to_owned(), date: day("2023-04-10") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-04-28"), basis.clone())).await;
    town.app.clock().set("2023-05-22T09:00:00Z".parse().unwrap());
    let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/a.pdf"]});
    let (_, marked) = town.mark(&coordinator, &[], mark).await;
    town.app.clock().set("2023-07-05T09:00:00Z".parse().unwrap());
    let told = between(&town, &auditor, "?from=2023-04-05&to=2023-06-30").await;
    assert_eq!(kinds(&told), ["moved", "late-marks"], "{told}");
    assert_eq!((&told["before"]["done"], &told["before"]["overdue"]), (&json!(0), &json!(1)), "{told}");
    assert_eq!((&told["before_as_known_later"]["done"], &told["after"]["done"]), (&json!(1), &json!(1)), "{told}");
    assert_eq!(told["from_known_at"], "2023-04-05T20:59:59.999999Z");
    let [moved, late] = [0, 1].map(|n| &told["differences"][n]);
    assert_eq!(moved["basis"], json!({"words": "Приказ № 77", "date": "2023-04-10"}));
    assert_eq!(moved["differences"], json!([{"field": "due", "old": "2023-03-31", "new": "2023-04-28"}]));
    assert_eq!((&late["mark"], &late["occurrence"], &late["reaches_back"]), (&marked["mark"], &json!(1), &json!(true)));
    // The entries are those of the history.
    for of in [moved, late] {
        let at = of["entries"][0].as_u64().unwrap();
        let path = format!("/api/v1/offices/{OFFICE}/history?limit=500");
        let (_, _, history) = town.get(&auditor, &path).await;
        let entry = history["items"].as_array().unwrap().iter().find(|e| e["position"] == at).unwrap();
        assert_eq!(of["sentences"][0], entry["sentence"]);
    }
    let last = between(&town, &auditor, "").await;
    assert_eq!((&last["from"], &last["to"]), (&json!("2023-03-31"), &json!("2023-06-30")), "the last quarter");
    let then = between(&town, &auditor, "?from=2023-04-05&to=2023-06-30&as_of=2023-06-30&known_at=2023-05-01").await;
    assert_eq!(kinds(&then), ["moved"], "the mark was not known on 1 May");
    for query in ["?from=2023-06-30&to=2023-04-05", "?from=2023-04-05&to=2023-07-06", "?from=1999-01-01"] {
        let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/between{query}");
        let (status, _, problem) = town.get(&auditor, &path).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {problem}");
    }
}

#[tokio::test]
async fn a_head_is_told_what_the_own_school_may_see() {
    let town = Town::new().await;
    let (own, other) = (town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await);
    town.group("Руководители ОО", &[own, other]).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, head) = town.person_at("head", Role::Head, Some(own)).await;
    town.app.clock().set("2023-05-22T09:00:00Z".parse().unwrap());
    for school in [own, other] {
        let links = ["https://school.example.org/a.pdf"];
        let mark = json!({"occurrence": 1, "organisation": school, "performed_on": "2023-03-30", "links": links});
        let (status, told) = town.mark(&coordinator, &[], mark).await;
        assert!(status.is_success(), "{told}");
    }
    let query = "?from=2023-05-01&to=2023-05-22";
    assert_eq!(kinds(&between(&town, &coordinator, query).await), ["late-marks", "late-marks"]);
    let told = between(&town, &head, query).await;
    assert_eq!(kinds(&told), ["late-marks"], "{told}");
    assert_eq!(told["differences"][0]["organisation"], json!(own));
    assert!(!told.to_string().contains(&other.to_string()), "{told}");
}
