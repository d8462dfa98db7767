//! The page of an activity as people read it.

use crate::web::tests::{ACTIVITY, OFFICE, Town, day};
use axum::http::StatusCode;
use serde_json::json;
use vekha_domain::{
    event::{Basis, LinkState, Party, ProofLinkChecked, Role},
    ids::MarkId,
};

fn path(query: &str) -> String {
    format!("/offices/{OFFICE}/activities/{ACTIVITY}{query}")
}

#[tokio::test]
async fn the_words_of_the_order_stand_beside_what_was_understood() {
    let town = Town::new().await;
    let (person, token) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (status, page) = town.page(&token, &path("")).await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "1.1. Совещание руководителей",
        "<dd>до 31.03.2023</dd>",
        "программой, без сомнений",
        "одна отметка",
        "просрочено, 1\u{a0}раб.\u{a0}дн.",
        "Отметить исполнение",
        "внесено мероприятие 1.1",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("Unknown localization"), "{page}");
}

#[tokio::test]
async fn a_mark_is_shown_with_readable_links_and_what_the_last_look_found() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "note": "Провели",
        "links": ["http://yo-кореновск.рф/протокол.pdf"]});
    let (_, made) = town.mark(&token, &[], mark).await;
    let id: MarkId = made["mark"].as_str().unwrap().parse().unwrap();
    let (_, page) = town.page(&token, &path("")).await;
    assert!(page.contains(">yo-кореновск.рф/протокол.pdf</a>") && page.contains("href=\"http://xn--"), "{page}");
    assert!(page.contains("30.03.2023, в срок") && page.contains("ещё не проверялась"), "{page}");
    town.decide(|state| {
        let activity = state.activity(ACTIVITY).unwrap();
        let link = activity.mark(id).unwrap().proofs[0].link.clone();
        activity.check_proof(ProofLinkChecked::of(id, link, LinkState::NotFound), day("2023-04-03"))
    })
    .await;
    let (_, page) = town.page(&token, &path("")).await;
    assert!(page.contains("не открывается с 03.04.2023"), "{page}");
}

#[tokio::test]
async fn a_group_is_shown_with_those_who_have_not_marked() {
    let town = Town::new().await;
    let (first, second) = (town.school("МБОУ СОШ № 10").await, town.school("МБОУ СОШ № 9").await);
    town.group("Руководители ОО", &[first, second]).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let mark = json!({"occurrence": 1, "organisation": first.to_string(), "performed_on": "2023-03-30",
        "links": ["https://school10.example.org/1"]});
    assert_eq!(town.mark(&token, &[], mark).await.0, StatusCode::CREATED);
    let (_, page) = town.page(&token, &path("?o=1")).await;
    assert!(page.contains("1 из 2") && page.contains("Не отметили") && page.contains("<svg class=\"h\""), "{page}");
    let waiting = page.find("МБОУ СОШ № 9</td>").unwrap();
    assert!(waiting < page.find("school10.example.org/1").unwrap());
    let (_, head) = town.person_at("head", Role::Head, Some(second)).await;
    let (_, own) = town.page(&head, &path("")).await;
    assert!(!own.contains("school10.example.org") && !own.contains("СОШ № 10"), "{own}");
}

#[tokio::test]
async fn a_move_is_shown_with_its_basis_and_does_not_undo_lateness() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let basis = Basis { words: "приказ от 03.04.2023 № 15".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-05-15"), basis.clone())).await;
    let (_, page) = town.page(&token, &path("")).await;
    assert!(page.contains("с 31.03.2023 на 15.05.2023. Основание: приказ от 03.04.2023 № 15"), "{page}");
    assert!(page.contains("просрочку он не отменяет"), "{page}");
    assert!(!page.contains("method=\"post\" action=\"/offices"), "{page}");
}

#[tokio::test]
async fn a_cancelled_occurrence_says_on_what_ground_and_waits_for_nobody() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let basis = Basis { words: "протокол от 03.04.2023 № 2".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().cancel_occurrence(1, basis.clone())).await;
    let (_, page) = town.page(&token, &path("?o=1")).await;
    assert!(page.contains("исполнение отменено. Основание: протокол от 03.04.2023 № 2"), "{page}");
    assert!(page.contains("снято с контроля") && !page.contains("/completion"), "{page}");
    assert_eq!(town.page(&token, &path("/completion?o=1")).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_past_day_offers_nothing_to_send() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let (status, page) = town.page(&token, &path("?as_of=04.04.2023")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("method=\"post\"") && !page.contains("/completion"), "{page}");
    assert!(page.contains("просрочено, 2") && page.contains("class=\"past\""), "{page}");
}

#[tokio::test]
async fn somebody_elses_activity_is_not_there() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 23").await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    assert_eq!(town.page(&head, &path("")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(town.page(&head, &path("/completion?o=1")).await.0, StatusCode::NOT_FOUND);
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    assert_eq!(town.page(&auditor, &path("?o=9")).await.0, StatusCode::NOT_FOUND);
}
