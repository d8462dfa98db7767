//! The history of an activity entry by entry.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, Town, day},
};
use axum::http::StatusCode;
use serde_json::json;
use vekha_domain::event::{Basis, Role};

fn path(step: &str) -> String {
    format!("/offices/{OFFICE}/activities/{ACTIVITY}/steps{step}")
}

/// An activity planned, given its term, moved, and done: four entries.
async fn moved_and_done() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let basis = Basis { words: "Приказ № 77".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-04-28"), basis.clone())).await;
    town.app.clock().set("2023-04-20T09:00:00Z".parse().unwrap());
    let link = "https://school.example.org/protocol.pdf";
    let (status, told) =
        town.mark(&token, &[], json!({"occurrence": 1, "performed_on": "2023-03-30", "links": [link]})).await;
    assert!(status.is_success(), "{told}");
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    (town, token)
}

/// The line of a fact: what it is now, and what it was.
fn fact(page: &str, name: &str) -> (String, String) {
    let row = page.split("<tr>").find(|row| row.contains(&format!(">{name}</th>"))).unwrap_or_default();
    let cell = |n: usize| row.split("<td").nth(n).map(|cell| words(&format!("<td{cell}"))).unwrap_or_default();
    (cell(1), cell(2))
}

#[tokio::test]
async fn each_step_shows_the_row_right_after_its_entry_and_what_it_changed() {
    let (town, token) = moved_and_done().await;
    let (status, page) = town.page(&token, &path("")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(words(&page).contains("Запись 1 из 4") && words(&page).contains("внесено мероприятие 1.1"), "{page}");
    assert_eq!(fact(&page, "Мероприятие").0, "Совещание руководителей");
    let (_, page) = town.page(&token, &path("?step=3")).await;
    assert!(words(&page).contains("перенос срока"), "{page}");
    let (is, was) = fact(&page, "Исполнения");
    assert!(is.contains("28.04.2023") && was.contains("31.03.2023"), "{is} / {was}");
    assert_eq!(fact(&page, "Мероприятие"), ("Совещание руководителей".to_owned(), String::new()), "not changed");
    assert!(page.contains("<ins>") && page.contains("<del>"), "{page}");
    assert!(page.contains("&#34;new&#34;: &#34;2023-04-28&#34;"), "{page}");
    let (_, page) = town.page(&token, &path("?step=4")).await;
    let (is, was) = fact(&page, "Состояние");
    assert!(is.starts_with("исполнено") && was.starts_with("просрочено"), "{is} / {was}");
    assert!(fact(&page, "Документы").0.starts_with("school.example.org/protocol.pdf"), "{page}");
}

#[tokio::test]
async fn steps_lead_to_their_neighbours_and_end_at_the_ends() {
    let (town, token) = moved_and_done().await;
    let links = |page: &str, of: usize| {
        let text = page.split("<main").nth(1).unwrap();
        text.contains(&format!("href=\"{}\"", path(&format!("?step={of}"))))
    };
    let (_, first) = town.page(&token, &path("?step=1")).await;
    assert!(links(&first, 2) && links(&first, 4) && !links(&first, 1), "{first}");
    let (_, last) = town.page(&token, &path("?step=4")).await;
    assert!(links(&last, 1) && links(&last, 3) && !links(&last, 4), "{last}");
    for wrong in ["?step=0", "?step=5", "?step=x"] {
        assert_eq!(town.page(&token, &path(wrong)).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
    // On a past day there are the steps known then.
    let (_, then) = town.page(&token, &path("?step=3&as_of=2023-04-10")).await;
    assert!(words(&then).contains("Запись 3 из 3"), "{then}");
}

#[tokio::test]
async fn the_activity_and_the_journal_lead_to_the_steps() {
    let (town, token) = moved_and_done().await;
    let (_, page) = town.page(&token, &format!("/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert!(page.contains(&format!("href=\"{}\"", path("?step=1"))), "{page}");
    let (_, step) = town.page(&token, &path("?step=3")).await;
    let entry = step.split(&format!("/offices/{OFFICE}/journal/")).nth(1).unwrap().split('"').next().unwrap();
    let (_, page) = town.page(&token, &format!("/offices/{OFFICE}/journal/{entry}")).await;
    assert!(words(&page).contains("По шагам: шаг 3 из 4"), "{page}");
    assert!(page.contains(&format!("href=\"{}\"", path("?step=3"))), "{page}");
    // The moment of a step is an ordinary past page.
    let then = step.split(&format!("href=\"/offices/{OFFICE}/activities/{ACTIVITY}?as_of=")).nth(1).unwrap();
    let then = then.split('"').next().unwrap().replace("&#38;", "&");
    let (status, page) = town.page(&token, &format!("/offices/{OFFICE}/activities/{ACTIVITY}?as_of={then}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("28.04.2023") && !page.contains("protocol.pdf"), "{page}");
}
