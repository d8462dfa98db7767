//! Teachers are scored by name: sealed in the log, and shown to the own school and to the office alone, on pages, in files, in the API.

use crate::web::tests::{OFFICE, ROADMAP, Town, day, request};
use axum::{body::Body, http::StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    event::{MonitoringPlanned, Party, Role},
    ids::{MonitoringId, OrganisationId, PersonId},
    monitoring::Monitoring,
    scoring::Model,
};

const MONITORING: MonitoringId = MonitoringId(Uuid::from_u128(11));

/// Two schools with a teacher each, whose values are entered; heads of both, and a coordinator.
struct Schools {
    town: Town,
    coordinator: String,
    heads: [String; 2],
    schools: [OrganisationId; 2],
    teachers: [PersonId; 2],
}

async fn schools() -> Schools {
    let town = Town::new().await;
    let schools = [town.school("МБОУ СОШ № 23").await, town.school("МБОУ СОШ № 24").await];
    let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m2.toml")).unwrap();
    town.decide(|s| s.office().adopt_model(model.clone(), day("2023-03-01"))).await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Предметная компетентность".to_owned(),
        answers: schools.map(Party::Organisation).to_vec(),
        basis: None,
        scored_by: Some(model.code),
    };
    let (years, since) = ((day("2023-01-01"), day("2023-12-31")), day("2023-03-01"));
    let window = [((4, 1), (4, 30))];
    town.decide(|s| Monitoring::plan(MONITORING, planned.clone(), &window, years, (s.office(), since))).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (first, _) = town.person_at("alisa", Role::Responsible, Some(schools[0])).await;
    let (second, _) = town.person_at("boris", Role::Responsible, Some(schools[1])).await;
    let (_, own) = town.person_at("head1", Role::Head, Some(schools[0])).await;
    let (_, other) = town.person_at("head2", Role::Head, Some(schools[1])).await;
    let teachers = [first, second];
    let both = Schools { town, coordinator, heads: [own, other], schools, teachers };
    for n in 0..2 {
        assert_eq!(both.post(&both.heads[n], "values", &both.form(n)).await.0, StatusCode::OK);
    }
    both
}

impl Schools {
    fn form(&self, n: usize) -> Value {
        let values = [("П1", "2"), ("П2", "1"), ("П3", "1"), ("П4", "2"), ("П5", "1")];
        let one = |(code, value): (&str, &str)| {
            json!({"organisation": self.schools[n], "teacher": self.teachers[n], "indicator": code, "value": value,
                "links": ["https://school.example.org/1"]})
        };
        json!({"values": values.into_iter().map(one).collect::<Vec<_>>()})
    }

    async fn post(&self, token: &str, what: &str, body: &Value) -> (StatusCode, Value) {
        let path = format!("/api/v1/offices/{OFFICE}/monitorings/{MONITORING}/windows/1/{what}");
        let sent = request("POST", &path, token, &[], Body::from(body.to_string()));
        let (status, _, answer) = self.town.send(sent).await;
        (status, answer)
    }

    /// Whatever stands at an address, as one text; files opened.
    async fn text(&self, token: &str, path: &str) -> (StatusCode, String) {
        let asked = request("GET", path, token, &[], Body::empty());
        let answer = self.town.router.clone().oneshot(asked).await.unwrap();
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap().to_vec();
        if !body.starts_with(b"PK") {
            return (status, String::from_utf8(body).unwrap());
        }
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
        let mut text = String::new();
        for n in 0..archive.len() {
            let mut part = Vec::new();
            std::io::Read::read_to_end(&mut archive.by_index(n).unwrap(), &mut part).unwrap();
            text.push_str(&String::from_utf8_lossy(&part));
        }
        (status, text)
    }
}

#[tokio::test]
async fn a_head_gets_neither_names_nor_values_of_the_teachers_of_another_school() {
    let both = schools().await;
    let window = format!("/offices/{OFFICE}/monitorings/{MONITORING}/1");
    let api = format!("/api/v1/offices/{OFFICE}");
    let paths = [
        window.clone(),
        format!("{window}/results"),
        format!("{window}/list"),
        format!("{window}/template.xlsx"),
        format!("{window}/summary.xlsx"),
        format!("{window}/note.docx"),
        format!("{window}/values/{}", both.schools[0]),
        format!("{window}/values/{}", both.schools[1]),
        format!("{window}/advice/{}", both.schools[1]),
        format!("/offices/{OFFICE}/journal"),
        format!("{api}/monitorings"),
        format!("{api}/monitorings/{MONITORING}/windows/1/progress"),
        format!("{api}/monitorings/{MONITORING}/windows/1/results"),
        format!("{api}/history"),
    ];
    let of_other = [both.teachers[1].to_string(), "boris".to_owned()];
    let mut seen = 0;
    for path in &paths {
        let (_, whole) = both.text(&both.coordinator, path).await;
        seen += usize::from(of_other.iter().any(|word| whole.contains(word.as_str())));
        let (status, own) = both.text(&both.heads[0], path).await;
        for word in &of_other {
            assert!(!own.contains(word.as_str()), "{word} at {path}, {status}: {own}");
        }
    }
    assert!(seen >= 7, "the coordinator is shown the teacher of the other school in {seen} places");
    for n in [0, 1] {
        let path = format!("{api}/monitorings/{MONITORING}/windows/1/results");
        let (_, _, shown) = both.town.get(&both.heads[n], &path).await;
        let rows = shown["rows"].as_array().unwrap();
        assert_eq!((rows.len(), &rows[0]["teacher"]), (1, &json!(both.teachers[n])), "{shown}");
        assert_eq!((&shown["mean"], &shown["indicators"][0]["median"]), (&Value::Null, &Value::Null));
    }
    let taken = json!({"values": [{"organisation": both.schools[1], "teacher": both.teachers[1], "indicator": "П1"}],
        "reason": "Ошибка"});
    assert_eq!(both.post(&both.heads[0], "withdrawals", &taken).await.0, StatusCode::FORBIDDEN);
    let foreign = json!({"values": [{"organisation": both.schools[0], "teacher": both.teachers[1], "indicator": "П1",
        "value": "1", "links": ["https://school.example.org/1"]}]});
    let (status, problem) = both.post(&both.heads[0], "values", &foreign).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("teacher_unknown")));
}

#[tokio::test]
async fn the_log_holds_no_name_of_a_teacher_and_one_erased_is_not_named_any_longer() {
    let both = schools().await;
    let events = both.town.app.events(OFFICE, None, None).await.unwrap();
    let values: Vec<String> =
        events.iter().filter(|e| e.event.kind() == "values_reported").map(|e| e.event.payload()).collect();
    assert_eq!(values.len(), 2);
    assert!(values.iter().any(|payload| payload.contains(&both.teachers[1].to_string())));
    for event in &events {
        let payload = event.event.payload();
        assert!(!payload.contains("boris") && !payload.contains("Кочнева"), "{payload}");
    }
}
