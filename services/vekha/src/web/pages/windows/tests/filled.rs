//! Forms of a risk monitoring on their pages; values taken back; the missing of a window reminded.

use super::{ZONES, desk};
use crate::{
    app::Contact,
    web::tests::{OFFICE, day},
};
use axum::http::StatusCode;
use vekha_domain::event::{Role, Whose};

const RISKS: &str = include_str!("../../../../../../../seeds/scoring/korenovsk-m3.toml");

#[tokio::test]
async fn a_school_fills_in_its_card_and_the_curator_the_protocol_and_both_stand_from_their_day() {
    let desk = desk(RISKS).await;
    let (_, head) = desk.town.person_at("head", Role::Head, Some(desk.schools[0])).await;
    let card = desk.path(&format!("/card/{}", desk.schools[0]));
    let protocol = desk.path(&format!("/protocol/{}", desk.schools[0]));
    let sent = [("command", "a"), ("m-1", "Договор с колледжем"), ("p-1", "")];
    let (status, _, page) = desk.town.post(&head, &card, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"p-1-e\"") && page.contains("Договор с колледжем"), "{page}");
    let sent = [("command", "b"), ("m-1", "Договор с колледжем"), ("p-1", "сентябрь")];
    let (status, to, page) = desk.town.post(&head, &card, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&head, &to).await;
    assert!(page.contains("Карточка самоанализа записана") && page.contains("value=\"сентябрь\""), "{page}");
    desk.town.app.clock().set("2023-04-06T09:00:00Z".parse().unwrap());
    let sent = [("command", "b2"), ("m-1", "Договор с колледжем"), ("p-1", "октябрь")];
    assert_eq!(desk.town.post(&head, &card, &sent).await.0, StatusCode::SEE_OTHER);
    let (_, page) = desk.town.page(&desk.token, &format!("{card}?as_of=2023-04-05")).await;
    assert!(page.contains("сентябрь") && !page.contains("октябрь"), "{page}");
    let (_, page) = desk.town.page(&desk.token, &card).await;
    assert!(page.contains("октябрь") && !page.contains("сентябрь"), "{page}");

    let other = desk.path(&format!("/card/{}", desk.schools[1]));
    assert_eq!(desk.town.post(&head, &other, &[("command", "c")]).await.0, StatusCode::FORBIDDEN);
    assert_eq!(desk.town.page(&head, &other).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.town.post(&head, &protocol, &[("command", "d")]).await.0, StatusCode::FORBIDDEN);

    let sent = [("command", "e"), ("d-2-0", "yes"), ("c-2-0", "yes"), ("d-1-0", "yes"), ("o-6", "Нет логопеда")];
    let (status, to, page) = desk.town.post(&desk.token, &protocol, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&desk.token, &to).await;
    assert!(page.contains("value=\"Нет логопеда\"") && page.matches(" checked").count() == 4, "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.path("/results")).await;
    for said in
        ["Риски школ", "Дефицит педагогических сотрудников", "Нет логопеда", "Нехватка или плохое состояние учебных"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let file = desk.file(&desk.token, &format!("/forms/protocol?school={}", desk.schools[0])).await;
    assert!(file.starts_with(b"PK"));
}

#[tokio::test]
async fn a_value_is_taken_back_with_a_reason_and_its_field_is_empty_again() {
    let desk = desk(ZONES).await;
    desk.enter(super::WINDOW, Whose::of(desk.schools[0]), &[("courses", "60")], "2023-04-03").await;
    let field = format!("v-{}-1", desk.schools[0]);
    let withdrawal = format!("{}/withdrawal", desk.values(0));
    let (_, page) = desk.town.page(&desk.token, &desk.values(0)).await;
    assert!(page.contains("Отозвать значение") && page.contains(&withdrawal), "{page}");
    let sent = [("command", "a"), ("withdraw", field.as_str()), ("reason", " ")];
    let (status, _, page) = desk.town.post(&desk.token, &withdrawal, &sent).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"reason-e\""), "{page}");
    let sent = [("command", "b"), ("withdraw", field.as_str()), ("reason", "внесено не той школой")];
    let (status, to, page) = desk.town.post(&desk.token, &withdrawal, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&desk.token, &to).await;
    assert!(page.contains("Значение отозвано") && !page.contains("value=\"60\""), "{page}");
    let (_, head) = desk.town.person_at("head", Role::Head, Some(desk.schools[1])).await;
    assert_eq!(desk.town.post(&head, &withdrawal, &sent).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_missing_of_a_window_are_reminded_once_a_day() {
    let desk = desk(ZONES).await;
    for (login, school) in ["first", "second"].into_iter().zip(desk.schools) {
        let (person, _) = desk.town.person_at(login, Role::Head, Some(school)).await;
        let email = Some(format!("{login}@example.org"));
        let contact = Contact { name: format!("Директор {login}"), email, phone: None };
        let sealed = desk.town.app.seal(OFFICE, person, &contact).await.unwrap();
        let today = day("2023-04-03");
        desk.town.decide(|state| state.person(person).unwrap().change_contact(sealed.clone(), today)).await;
    }
    let all = [("higher", "97"), ("courses", "1"), ("category", "1"), ("advanced", "1")];
    desk.enter(super::WINDOW, Whose::of(desk.schools[0]), &all, "2023-04-03").await;
    let (_, page) = desk.town.page(&desk.token, &desk.path("")).await;
    assert!(page.contains("Напомнить не ответившим") && page.contains(&desk.path("/letters")), "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.path("/letters")).await;
    assert!(page.contains("Директор second, МБОУ СОШ") && !page.contains("Директор first"), "{page}");
    let (status, to, page) = desk.town.post(&desk.token, &desk.path("/letters"), &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(to.ends_with("reminded=1"), "{to}");
    let (_, page) = desk.town.page(&desk.token, &desk.path("/letters")).await;
    assert!(page.contains("сегодня уже напоминали"), "{page}");
}
