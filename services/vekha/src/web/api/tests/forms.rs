//! Cards of self-analysis and curators' protocols through the API.

use crate::web::tests::{OFFICE, ROADMAP, Town, day, request};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use uuid::Uuid;
use vekha_domain::{
    event::{MonitoringPlanned, Party, Role},
    ids::{MonitoringId, OrganisationId},
    monitoring::Monitoring,
    scoring::Model,
};

const OF: MonitoringId = MonitoringId(Uuid::from_u128(77));

/// A monitoring of risks with a window that is open today, and two schools that answer.
async fn town() -> (Town, [OrganisationId; 2]) {
    let town = Town::new().await;
    let schools = [town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await];
    let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m3.toml")).unwrap();
    let since = day("2023-03-01");
    town.decide(|s| s.office().adopt_model(model.clone(), since)).await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Риски".to_owned(),
        answers: schools.map(Party::Organisation).into(),
        basis: None,
        scored_by: Some(model.code.clone()),
    };
    let (years, window) = ((day("2023-01-01"), day("2023-12-31")), [((4, 1), (4, 30))]);
    town.decide(|s| Monitoring::plan(OF, planned.clone(), &window, years, (s.office(), since))).await;
    (town, schools)
}

fn path(rest: &str) -> String {
    format!("/api/v1/offices/{OFFICE}/monitorings/{OF}/windows/1/{rest}")
}

async fn put(
    town: &Town,
    token: &str,
    rest: &str,
    headers: &[(&'static str, &str)],
    body: Value,
) -> (StatusCode, Value) {
    let mut request = request("PUT", &path(rest), token, headers, Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    let (status, _, told) = town.send(request).await;
    (status, told)
}

#[tokio::test]
async fn a_card_is_filled_in_by_its_school_and_stands_from_its_day() {
    let (town, [own, other]) = town().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (head, token) = town.person_at("head", Role::Head, Some(own)).await;
    let none = json!({"organisation": own, "noted_on": null, "noted_by": null, "lines": []});
    assert_eq!(town.get(&token, &path("cards")).await.2, json!([none]), "only the own school's");
    let line = |period: &str| json!({"factor": "Ф2", "measures": "Договор с колледжем", "period": period});
    let (status, taken) = put(&town, &token, &format!("cards/{own}"), &[], json!({"lines": [line("сентябрь")]})).await;
    assert_eq!((status, &taken["new"]), (StatusCode::OK, &json!(true)), "{taken}");
    let again = put(&town, &token, &format!("cards/{own}"), &[], json!({"lines": [line("сентябрь")]})).await;
    assert_eq!(again.1["new"], false);
    let card = json!({"organisation": own, "noted_on": "2023-04-03", "noted_by": head, "lines": [line("сентябрь")]});
    let (_, headers, cards) = town.get(&coordinator, &path("cards")).await;
    let none = json!({"organisation": other, "noted_on": null, "noted_by": null, "lines": []});
    let both = cards.as_array().unwrap();
    assert!(both.len() == 2 && both.contains(&card) && both.contains(&none), "{cards}");
    let read = headers[header::ETAG].to_str().unwrap().to_owned();
    town.app.clock().set("2023-04-06T09:00:00Z".parse().unwrap());
    let fresh = [("if-match", read.as_str())];
    let filled = json!({"lines": [line("октябрь")]});
    assert_eq!(put(&town, &token, &format!("cards/{own}"), &fresh, filled.clone()).await.0, StatusCode::OK);
    let keyed = [("idempotency-key", "once")];
    let third = json!({"lines": [line("ноябрь")]});
    for (headers, card, new) in [(&keyed[..], &third, true), (&[], &filled, true), (&keyed, &third, false)] {
        let (status, taken) = put(&town, &token, &format!("cards/{own}"), headers, card.clone()).await;
        assert_eq!((status, &taken["new"]), (StatusCode::OK, &json!(new)), "the same key again does nothing: {taken}");
    }
    let stale = put(&town, &token, &format!("cards/{own}"), &fresh, json!({"lines": []})).await;
    assert_eq!(stale.0, StatusCode::PRECONDITION_FAILED);
    let then = town.get(&token, &path("cards?as_of=2023-04-05")).await.2;
    assert_eq!((&then[0], &town.get(&token, &path("cards")).await.2[0]["lines"]), (&card, &filled["lines"]));
    for (rest, body, fits) in [
        (format!("cards/{other}"), json!({"lines": []}), StatusCode::FORBIDDEN),
        (format!("cards/{OF}"), json!({"lines": []}), StatusCode::NOT_FOUND),
        (format!("cards/{own}"), json!({"lines": [line("год"), line("год")]}), StatusCode::UNPROCESSABLE_ENTITY),
        (format!("cards/{own}"), json!({"lines": [line(" ")]}), StatusCode::UNPROCESSABLE_ENTITY),
        (format!("protocols/{own}"), json!({"observations": []}), StatusCode::FORBIDDEN),
    ] {
        let (status, told) = put(&town, &token, &rest, &[], body).await;
        assert_eq!(status, fits, "{rest}: {told}");
    }
}

#[tokio::test]
async fn a_protocol_is_the_coordinators_and_says_what_each_sign_comes_to() {
    let (town, [own, _]) = town().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, head) = town.person_at("head", Role::Head, Some(own)).await;
    let seen = |group: &str, sign: &str, diagnosed: bool, confirmed: bool| json!({"group": group, "sign": sign, "diagnosed": diagnosed, "confirmed": confirmed});
    let observations = [
        seen("2", "Дефицит педагогических сотрудников", true, true),
        seen("6", "Нет логопеда", false, true),
        seen("1", "Нехватка компьютеров для учителей", true, false),
        seen("3", "Низкая предметная подготовка", false, false),
    ];
    let (status, taken) =
        put(&town, &coordinator, &format!("protocols/{own}"), &[], json!({"observations": observations})).await;
    assert_eq!((status, &taken["new"]), (StatusCode::OK, &json!(true)), "{taken}");
    let told = town.get(&head, &path("protocols")).await.2;
    let standings: Vec<_> =
        told[0]["observations"].as_array().unwrap().iter().map(|of| of["standing"].clone()).collect();
    assert_eq!(standings, ["confirmed", "found_by_curator", "not_confirmed"], "{told}");
    let unknown = json!({"observations": [seen("99", "?", true, true)]});
    let (status, told) = put(&town, &coordinator, &format!("protocols/{own}"), &[], unknown).await;
    assert_eq!((status, &told["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("line_unknown")), "{told}");
}
