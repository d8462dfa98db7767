//! Rules of reminding as the coordinator changes them, and reminding by hand.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    event::{LetterKind, Party, Role},
    reminder::{Item, Policy},
};

fn path(end: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}{end}")
}

async fn desk() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.decide(|state| {
        let roadmap = state.roadmap(ROADMAP).unwrap();
        roadmap.adopt(None, None, day("2022-11-08"), day("2024-12-31"), day("2022-11-08"))
    })
    .await;
    (town, token)
}

const USUAL: [(&str, &str); 10] = [
    ("on", "yes"),
    ("overdue", "3, 1"),
    ("weekly", "yes"),
    ("near", "10"),
    ("undated_meeting", "15"),
    ("meeting", "5, 1"),
    ("opening", "10"),
    ("closing", "3"),
    ("report", "10 3"),
    ("reports", "term"),
];

#[tokio::test]
async fn rules_are_looked_at_without_being_recorded_and_then_recorded() {
    let (town, token) = desk().await;
    let (_, page) = town.page(&token, &path("/reminders")).await;
    assert!(page.contains("name=\"before\" value=\"10, 3\"") && page.contains("08:30"), "{page}");
    let fields: Vec<(&str, &str)> = USUAL.into_iter().chain([("before", "7;2")]).collect();
    let looked: Vec<(&str, &str)> = fields.iter().copied().chain([("do", "look")]).collect();
    let (status, _, page) = town.post(&token, &path("/reminders"), &looked).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("ещё не записаны") && page.contains("value=\"7;2\""), "{page}");
    let policy = town.app.office(OFFICE).await.unwrap().roadmap(ROADMAP).unwrap().policy_on(day("2023-04-03"));
    assert_eq!(policy, Policy::default());
    let (status, to, _) = town.post(&token, &path("/reminders"), &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(town.page(&token, &to).await.1.contains("Записано"));
    let policy = town.app.office(OFFICE).await.unwrap().roadmap(ROADMAP).unwrap().policy_on(day("2023-04-03"));
    assert_eq!((policy.before, policy.overdue, policy.escalate, policy.on_day), (vec![7, 2], vec![1, 3], None, false));
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_beside_its_field_and_others_only_read() {
    let (town, token) = desk().await;
    let fields: Vec<(&str, &str)> = USUAL.into_iter().chain([("before", "10, скоро"), ("escalate", "99")]).collect();
    let (status, _, page) = town.post(&token, &path("/reminders"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("id=\"before-e\">! Нужны целые числа") && page.contains("id=\"escalate-e\">! Нужно"),
        "{page}"
    );
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (status, page) = town.page(&auditor, &path("/reminders")).await;
    assert!(status == StatusCode::OK && page.contains("10, 3") && !page.contains("name=\"before\""), "{page}");
}

#[tokio::test]
async fn the_coming_letters_are_told_by_day_and_by_name() {
    let (town, token) = desk().await;
    let (person, _) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (_, page) = town.page(&token, &path("/reminders")).await;
    for said in ["03.04.2023, понедельник", "Кочнева", "просрочено на 1 раб. дн."] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn reminding_by_hand_asks_first_and_writes_once_a_day() {
    let (town, token) = desk().await;
    let (person, _) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let letters = path("/overdue/letters");
    assert!(town.page(&token, &path("/overdue")).await.1.contains("Напомнить всем"));
    let (_, page) = town.page(&token, &letters).await;
    assert!(page.contains("Не будет отправлено") && page.contains("не указан адрес"), "{page}");
    let contact = crate::app::Contact {
        name: "Кочнева С.А.".to_owned(),
        email: Some("kochneva@example.org".to_owned()),
        phone: None,
    };
    let sealed = town.app.seal(OFFICE, person, &contact).await.unwrap();
    town.decide(|state| state.person(person).unwrap().change_contact(sealed.clone(), day("2023-04-03"))).await;
    let (_, page) = town.page(&token, &letters).await;
    let row = format!("{person}/{ACTIVITY}/1");
    assert!(page.contains(&format!("value=\"{row}\" checked")), "{page}");
    assert_eq!(town.post(&token, &letters, &[]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, to, _) = town.post(&token, &letters, &[("row", &row)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(town.page(&token, &to).await.1.contains("Отправлено 1"));
    town.post(&token, &letters, &[("row", &row)]).await;
    let state = town.app.office(OFFICE).await.unwrap();
    let queued: Vec<_> = state.mailbook().letters().collect();
    assert_eq!(queued.len(), 1, "twice on one day is once");
    assert_eq!(queued[0].letter, LetterKind::ByHand);
    assert!(matches!(queued[0].items[..], [Item::ByHand { activity: ACTIVITY, occurrence: 1, .. }]));
    drop(state);
    assert!(town.page(&token, &letters).await.1.contains("сегодня уже напоминали"));
}
