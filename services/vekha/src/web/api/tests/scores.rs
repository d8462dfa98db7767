//! Entering values of a scored window and reading its results as a program does.

use crate::{
    app::{Deciding, NewActivity, scores},
    web::tests::{OFFICE, ROADMAP, Town, command, day, request},
};
use axum::{body::Body, http::StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;
use vekha_domain::{
    event::{Basis, MonitoringPlanned, Party, Role, Whose},
    ids::{MonitoringId, OrganisationId},
    monitoring::Monitoring,
    refusal::Refusal,
    scoring::Model,
};
use vekha_projections::{Scope, View};

const MONITORING: MonitoringId = MonitoringId(Uuid::from_u128(11));

/// Two tutor points asked in April, by the model of the order; today is 3 April.
async fn asked(town: &Town) -> [OrganisationId; 2] {
    let schools = [town.school("МБОУ СОШ № 23").await, town.school("МБОУ СОШ № 24").await];
    let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m6.toml")).unwrap();
    town.decide(|s| s.office().adopt_model(model.clone(), day("2023-03-01"))).await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг МТКП".to_owned(),
        answers: schools.map(Party::Organisation).to_vec(),
        basis: None,
        scored_by: Some(model.code),
    };
    let years = (day("2023-01-01"), day("2023-12-31"));
    let (window, since) = ([((4, 1), (4, 30))], day("2023-03-01"));
    town.decide(|s| Monitoring::plan(MONITORING, planned.clone(), &window, years, (s.office(), since))).await;
    schools
}

/// A whole form: six indicators from the first to the last.
fn form(organisation: OrganisationId, values: [&str; 6]) -> Value {
    let codes = ["П1", "П2", "П3", "П4", "П5", "П6"];
    let one = |(code, value): (&str, &str)| json!({"organisation": organisation, "indicator": code, "value": value});
    json!({"values": codes.into_iter().zip(values).map(one).collect::<Vec<_>>()})
}

async fn enter(town: &Town, token: &str, body: &Value) -> (StatusCode, Value) {
    let path = format!("/api/v1/offices/{OFFICE}/monitorings/{MONITORING}/windows/1/values");
    let body = Body::from(body.to_string());
    let (status, _, answer) = town.send(request("POST", &path, token, &[], body)).await;
    (status, answer)
}

async fn results(town: &Town, token: &str, query: &str) -> Value {
    let path = format!("/api/v1/offices/{OFFICE}/monitorings/{MONITORING}/windows/1/results{query}");
    let (status, _, answer) = town.get(token, &path).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

#[tokio::test]
async fn a_form_is_entered_whole_or_not_at_all_and_comes_back_with_its_band() {
    let town = Town::new().await;
    let [school, _] = asked(&town).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (status, problem) = enter(&town, &token, &form(school, ["1", "2", "3", "4", "4", "9"])).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("value_too_great")));
    assert!(problem["detail"].as_str().unwrap().contains('6'), "the place is told: {problem}");
    assert_eq!(results(&town, &token, "").await["rows"][0]["values"], json!([]));
    let whole = form(school, ["1", "2,5", "3", "4", "4", "1"]);
    let (status, taken) = enter(&town, &token, &whole).await;
    assert_eq!((status, &taken["new"]), (StatusCode::OK, &json!(true)), "{taken}");
    let (_, again) = enter(&town, &token, &whole).await;
    assert_eq!(again["new"], false);
    let shown = results(&town, &token, "").await;
    let row = shown["rows"].as_array().unwrap().iter().find(|row| row["organisation"] == json!(school)).unwrap();
    assert_eq!((&row["total"], &row["place"], &row["whole_since"]), (&json!("15,5"), &json!(1), &json!("2023-04-03")));
    assert!(row["band"].as_str().is_some_and(|band| band.contains("удовлетворительный")), "{row}");
    assert!(shown["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
    let before = results(&town, &token, "?as_of=2023-04-02&known_at=2023-04-03").await;
    assert!(before["rows"].as_array().unwrap().iter().all(|row| row["total"].is_null()), "nothing the day before");
}

#[tokio::test]
async fn a_head_enters_and_reads_for_the_own_school_only() {
    let town = Town::new().await;
    let [own, other] = asked(&town).await;
    let (_, head) = town.person_at("head", Role::Head, Some(own)).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let values = ["0", "1", "1", "1", "1", "1"];
    assert_eq!(enter(&town, &head, &form(other, values)).await.0, StatusCode::FORBIDDEN);
    assert_eq!(enter(&town, &auditor, &form(own, values)).await.0, StatusCode::FORBIDDEN);
    assert_eq!(enter(&town, &head, &form(own, values)).await.0, StatusCode::OK);
    let rows = results(&town, &head, "").await["rows"].as_array().unwrap().len();
    assert_eq!((rows, results(&town, &auditor, "").await["rows"].as_array().unwrap().len()), (1, 2));
}

#[tokio::test]
async fn a_value_is_taken_back_with_a_reason_and_the_results_are_counted_anew() {
    let town = Town::new().await;
    let [school, other] = asked(&town).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, head) = town.person_at("head", Role::Head, Some(other)).await;
    enter(&town, &token, &form(school, ["1", "2,5", "3", "4", "4", "1"])).await;
    let withdraw = |token: &str, codes: &[&str], reason: &str| {
        let one = |code: &&str| json!({"organisation": school, "indicator": code});
        let body = json!({"values": codes.iter().map(one).collect::<Vec<_>>(), "reason": reason}).to_string();
        let path = format!("/api/v1/offices/{OFFICE}/monitorings/{MONITORING}/windows/1/withdrawals");
        let sent = request("POST", &path, token, &[], Body::from(body));
        let town = &town;
        async move {
            let (status, _, answer) = town.send(sent).await;
            (status, answer)
        }
    };
    assert_eq!(withdraw(&head, &["П1"], "Ошибка").await.0, StatusCode::FORBIDDEN);
    let (status, problem) = withdraw(&token, &["П1"], " ").await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("change_reason_missing")));
    let (status, taken) = withdraw(&token, &["П1", "П2"], "Внесено не той школой").await;
    assert_eq!((status, &taken["new"]), (StatusCode::OK, &json!(true)), "{taken}");
    assert_eq!(withdraw(&token, &["П2"], "Ещё раз").await.1["new"], false);
    let shown = results(&town, &token, "").await;
    let row = shown["rows"].as_array().unwrap().iter().find(|row| row["organisation"] == json!(school)).unwrap();
    assert_eq!(
        (&row["missing"], &row["total"], &row["whole_since"]),
        (&json!(["П1", "П2"]), &Value::Null, &Value::Null)
    );
    let history = format!("/api/v1/offices/{OFFICE}/history?stream=monitoring-{MONITORING}");
    let (_, _, history) = town.get(&token, &history).await;
    assert!(history.to_string().contains("отозвано значений: 2 (показатели 1; 2)"), "{history}");
}

#[tokio::test]
async fn programs_find_monitorings_their_windows_and_how_far_they_have_come() {
    let town = Town::new().await;
    let [school, other] = asked(&town).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, head) = town.person_at("head", Role::Head, Some(other)).await;
    enter(&town, &token, &form(school, ["1", "2,5", "3", "4", "4", "1"])).await;
    let path = format!("/api/v1/offices/{OFFICE}/monitorings");
    let (_, _, all) = town.get(&token, &path).await;
    let only = &all.as_array().unwrap()[0];
    assert_eq!((&only["title"], &only["model"]), (&json!("Мониторинг МТКП"), &json!("korenovsk-m6")));
    let window = &only["windows"][0];
    assert_eq!((&window["from"], &window["asked"], &window["answered"]), (&json!("2023-04-01"), &json!(2), &json!(1)));
    let (_, _, before) = town.get(&token, &format!("{path}?as_of=2023-02-01")).await;
    assert_eq!(before, json!([]), "not planned yet");
    let path = format!("{path}/{MONITORING}/windows/1/progress");
    let (status, headers, shown) = town.get(&token, &path).await;
    assert_eq!(
        (status, &shown["asked"], &shown["answered"], &shown["late"]),
        (StatusCode::OK, &json!(2), &json!(1), &json!(0))
    );
    assert!(headers.contains_key("etag"));
    let row = shown["rows"].as_array().unwrap().iter().find(|row| row["organisation"] == json!(other)).unwrap();
    assert_eq!((&row["answered"], &row["entered"], &row["of"]), (&Value::Null, &json!(0), &json!(6)));
    let (_, _, own) = town.get(&head, &path).await;
    assert_eq!(
        (&own["asked"], own["rows"].as_array().map(Vec::len)),
        (&json!(1), Some(1)),
        "a head is told of one school"
    );
    assert_eq!(town.get(&token, &path.replace("/1/", "/7/")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_fulfilment_of_the_roadmap_is_taken_once_a_person_confirms_it_and_only_as_its_figures_say() {
    let town = Town::new().await;
    let office = town.school("Управление образования").await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m4.toml")).unwrap();
    town.decide(|s| s.office().adopt_model(model.clone(), day("2023-03-01"))).await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Методическая работа".to_owned(),
        answers: vec![Party::Organisation(office)],
        basis: None,
        scored_by: Some(model.code),
    };
    let (years, since) = ((day("2023-01-01"), day("2023-12-31")), day("2023-03-01"));
    let window = [((4, 1), (4, 30))];
    town.decide(|s| Monitoring::plan(MONITORING, planned.clone(), &window, years, (s.office(), since))).await;
    let body = |value: &str, confirmed: Option<bool>| {
        json!({"values": [{"organisation": office, "indicator": "h", "value": value,
            "links": ["https://school.example.org/plan"]}], "confirm_fulfilment": confirmed})
    };
    for (value, confirmed, code) in [("0", None, "fulfilment_missing"), ("1", Some(true), "fulfilment_differs")] {
        let (status, problem) = enter(&town, &token, &body(value, confirmed)).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)), "{problem}");
    }
    assert_eq!(enter(&town, &token, &body("0", Some(true))).await.0, StatusCode::OK);
    let known = town.app.office(OFFICE).await.unwrap();
    let view = View::new(&known, day("2023-04-03"));
    let figures = view.fulfilment(&Scope::roadmap(ROADMAP));
    let sheet = view.sheet(MONITORING, 1).unwrap();
    let basis = sheet.entry(Whose::of(office), "h").unwrap().reported.fulfilment.unwrap();
    assert_eq!((basis.due, basis.done, basis.on_time), (figures.due, figures.done, figures.on_time));
    assert!(figures.due > 0 && basis.as_of == day("2023-04-03"));
}

#[tokio::test]
async fn a_decision_becomes_an_activity_with_its_day_and_its_responsible_by_one_command() {
    let town = Town::new().await;
    let [school, _] = asked(&town).await;
    let basis = Basis { words: "Приказ № 412 от 03.04.2023".into(), date: day("2023-04-03") };
    let activity =
        NewActivity {
            section: None, title: "Семинар тьюторов".into(), responsible: Party::Organisation(school)
        };
    let (due, now) = (Some(day("2023-05-15")), town.app.now());
    let words = "Провести семинар".to_owned();
    let deciding = Deciding { words, basis, due, activity: Some(activity) };
    let undated = Deciding { due: None, ..deciding.clone() };
    let refused = town
        .app
        .change(command(&town.app), |state, ids| scores::decide(state, (MONITORING, 1), &undated, ids, now))
        .await;
    assert!(matches!(refused, Err(crate::app::AppError::Refused(Refusal::OccurrenceUndated))), "{refused:?}");
    let decided = town
        .app
        .change(command(&town.app), |state, ids| scores::decide(state, (MONITORING, 1), &deciding, ids, now))
        .await;
    assert!(decided.unwrap().events >= 4);
    let known = town.app.office(OFFICE).await.unwrap();
    let (_, decision) = known
        .monitoring(MONITORING)
        .unwrap()
        .sheet(1, known.office(), day("2023-04-03"))
        .unwrap()
        .decisions()
        .next()
        .unwrap();
    let activity = known.activity(decision.activity.unwrap()).unwrap();
    assert_eq!(activity.title(), "Семинар тьюторов");
    assert_eq!(activity.occurrences.first().unwrap().due(), due);
    assert!(activity.parties_on(day("2023-04-03")).any(|party| *party == Party::Organisation(school)));
}
