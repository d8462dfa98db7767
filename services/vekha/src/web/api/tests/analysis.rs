//! The analysis of a period through the API: its figures are those of the indicator, and a period that is none is refused.

use super::done;
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vekha_domain::event::{Basis, Role};

fn path(period: &str) -> String {
    format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/analysis?period={period}")
}

/// The figures of one division, by the names of the parts.
fn parts(of: &Value, by: &str) -> Vec<(String, u64)> {
    let divisions = of["divisions"].as_array().unwrap();
    let division = divisions.iter().find(|division| division["by"] == by).unwrap();
    let parts = division["parts"].as_array().unwrap();
    parts.iter().map(|part| (part["name"].as_str().unwrap().to_owned(), part["due"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn a_year_is_told_with_its_figures_its_parts_and_the_rows_behind_them() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let (status, _, told) = town.get(&token, &path("2023")).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let (_, _, whole) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment")).await;
    assert_eq!(told["of"]["figures"], whole);
    assert_eq!(told["of"]["period"], "2023");
    assert_eq!(told["before"], Value::Null, "nothing was due in 2022");
    assert_eq!(parts(&told["of"], "month"), [("Март 2023".to_owned(), 1)]);
    assert_eq!(parts(&told["of"], "form"), [("Форма не указана".to_owned(), 1)]);
    assert_eq!(told["lateness"][0], json!({"band": "on-time", "count": 1}));
    assert_eq!(told["done"][0]["activity"], json!(ACTIVITY));
    assert_eq!(told["reminders"]["effects"][0], json!({"after": "no-letter", "done": 1, "not_done": 0}));
    let (_, _, term) = town.get(&token, &path("2022-23-4")).await;
    assert_eq!((&term["of"]["figures"]["due"], &term["of"]["from"]), (&json!(1), &json!("2023-03-23")));
    let (_, _, then) = town.get(&token, &format!("{}&as_of=2023-03-01&known_at=2023-04-03", path("2022-23"))).await;
    assert_eq!((&then["of"]["figures"]["due"], &then["of"]["as_of"]), (&json!(0), &json!("2023-03-01")));
}

#[tokio::test]
async fn what_was_moved_and_sent_back_is_told_with_its_words() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let basis = Basis { words: "Приказ № 7".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-05-15"), basis.clone())).await;
    let (_, marked) = town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let mark = state_mark(&town).await;
    town.decide(|state| state.activity(ACTIVITY).unwrap().send_back(mark, "Нет подписи", day("2023-04-03"))).await;
    let (_, _, told) = town.get(&token, &path("2023")).await;
    let moved = &told["moves"][0];
    assert_eq!(
        (&moved["old"], &moved["new"], &moved["too_late"]),
        (&json!("2023-03-31"), &json!("2023-05-15"), &json!(true))
    );
    assert_eq!((&moved["basis"]["words"], &moved["number"]), (&json!("Приказ № 7"), &json!("1.1")), "{marked}");
    assert_eq!(told["returned"][0]["reason"], "Нет подписи");
    assert_eq!(
        (&told["causes"][0]["source"], &told["causes"][0]["words"]),
        (&json!("returned"), &json!("Нет подписи"))
    );
    assert_eq!((&told["overdue"][0]["number"], &told["overdue_by"][0]["count"]), (&json!("1.1"), &json!(1)));
}

async fn state_mark(town: &Town) -> vekha_domain::ids::MarkId {
    let known = town.app.office(OFFICE).await.unwrap();
    known.activity(ACTIVITY).unwrap().marks.first().unwrap().id
}

#[tokio::test]
async fn a_period_that_is_none_is_refused_in_a_sentence() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    for period in ["", "23", "2023-25", "2023-Q5", "2022-23-5", "1999", "2051", "9999-00"] {
        let (status, _, problem) = town.get(&token, &path(period)).await;
        assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")), "{period}");
        assert!(problem["detail"].as_str().unwrap().contains("учебный год (2022-23)"), "{problem}");
    }
}

#[tokio::test]
async fn a_head_is_told_of_the_own_school_alone() {
    let town = Town::new().await;
    let (own, other) = (town.school("Школа № 1").await, town.school("Школа № 2").await);
    town.group("Руководители ОО", &[own, other]).await;
    let (_, token) = town.person_at("head", Role::Head, Some(own)).await;
    let (_, _, told) = town.get(&token, &path("2023")).await;
    assert_eq!(told["of"]["figures"]["due"], json!(1), "{told}");
    assert_eq!(parts(&told["of"], "organisation"), [("Школа № 1".to_owned(), 1)]);
    assert_eq!(told["overdue"].as_array().unwrap().len(), 1);
}
