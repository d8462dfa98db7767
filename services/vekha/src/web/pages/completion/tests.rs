//! Ticking off as people do it.

use crate::web::tests::{ACTIVITY, OFFICE, Town};
use axum::http::StatusCode;
use vekha_domain::{event::Role, ids::OrganisationId};

fn path(query: &str) -> String {
    format!("/offices/{OFFICE}/activities/{ACTIVITY}/completion{query}")
}

/// The hidden command of a form.
fn command(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"command\" value=\"").unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

async fn form(town: &Town, token: &str) -> String {
    let (status, page) = town.page(token, &path("?o=1")).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    command(&page)
}

#[tokio::test]
async fn ticking_off_makes_the_mark_that_the_api_shows_and_gives_a_receipt() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let command = form(&town, &token).await;
    let fields = [
        ("command", command.as_str()),
        ("day", "30.3.23"),
        ("links", "https://school.example.org/1\r\nyo-кореновск.рф/2"),
        ("note", " Провели "),
    ];
    let (status, to, _) = town.post(&token, &path("?o=1"), &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, shown) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    let mark = &shown["marks"][0];
    assert_eq!((mark["performed_on"].as_str(), mark["note"].as_str()), (Some("2023-03-30"), Some("Провели")));
    assert_eq!(mark["links"].as_array().unwrap().len(), 2);
    let (status, receipt) = town.page(&token, to.split('#').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    for words in ["Отметка записана", "30.03.2023, в срок", "03.04.2023 12:00", "Запись журнала", "yo-кореновск.рф/2"]
    {
        assert!(receipt.contains(words), "{words}\n{receipt}");
    }
}

#[tokio::test]
async fn a_double_click_makes_one_mark_and_leads_to_one_receipt() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let command = form(&town, &token).await;
    let fields = [("command", command.as_str()), ("day", "30.03.2023"), ("links", "https://school.example.org/1")];
    let first = town.post(&token, &path("?o=1"), &fields).await;
    let second = town.post(&token, &path("?o=1"), &fields).await;
    assert_eq!((first.0, &first.1), (StatusCode::SEE_OTHER, &second.1));
    let known = town.app.office(OFFICE).await.unwrap();
    assert_eq!(known.activity(ACTIVITY).unwrap().marks.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let command = form(&town, &token).await;
    let fields = [
        ("command", command.as_str()),
        ("day", "04.04.2023"),
        ("links", "протокол <на сайте>"),
        ("note", "86 родителей"),
    ];
    let (status, _, page) = town.post(&token, &path("?o=1"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("исправьте 2 поля") && page.contains("<a href=\"#links\">"), "{page}");
    assert!(page.contains("id=\"links-e\">! Это не адрес документа"), "{page}");
    assert!(page.contains("id=\"day-e\">! День 04.04.2023 ещё не наступил"), "{page}");
    assert!(
        page.contains("протокол &#60;на сайте&#62;</textarea>") && page.contains("86 родителей</textarea>"),
        "{page}"
    );
    assert!(page.contains("value=\"04.04.2023\"") && page.contains(&command), "{page}");
    assert_eq!(page.matches("aria-invalid").count(), 2);
    assert!(town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap().marks.is_empty());
}

#[tokio::test]
async fn a_term_marked_already_is_not_marked_again() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (first, second) = (form(&town, &token).await, form(&town, &token).await);
    let sent = |command: &str, link: &'static str| {
        [("command", command.to_owned()), ("day", "30.03.2023".to_owned()), ("links", link.to_owned())]
    };
    for (command, link, expected) in [
        (&first, "https://school.example.org/1", StatusCode::SEE_OTHER),
        (&second, "https://school.example.org/1", StatusCode::UNPROCESSABLE_ENTITY),
        (&first, "https://school.example.org/2", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let fields = sent(command, link);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (status, _, page) = town.post(&token, &path("?o=1"), &fields).await;
        assert_eq!(status, expected, "{page}");
    }
    let (status, page) = town.page(&token, &path("?o=1")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("отметка уже есть") && !page.contains("name=\"links\""), "{page}");
}

#[tokio::test]
async fn the_past_is_not_marked() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let past = path("?o=1&as_of=2022-12-15");
    let (status, page) = town.page(&token, &past).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Вы смотрите прошлое"), "{page}");
    let fields = [("command", "x"), ("day", "30.11.2022"), ("links", "https://school.example.org/1")];
    assert_eq!(town.post(&token, &past, &fields).await.0, StatusCode::CONFLICT);
    assert!(town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap().marks.is_empty());
}

#[tokio::test]
async fn a_head_marks_for_the_own_school_and_the_coordinator_chooses_one() {
    let town = Town::new().await;
    let (first, second): (OrganisationId, OrganisationId) =
        (town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await);
    town.group("Руководители ОО", &[first, second]).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, page) = town.page(&coordinator, &path("?o=1")).await;
    assert!(page.contains("За кого отметка") && page.contains(&format!("<option value=\"{second}\">")), "{page}");
    let (_, head) = town.person_at("head", Role::Head, Some(first)).await;
    let command = form(&town, &head).await;
    let fields = [("command", command.as_str()), ("day", "30.03.2023"), ("links", "https://school1.example.org/1")];
    let foreign = path(&format!("?o=1&organisation={second}"));
    assert_eq!(town.post(&head, &foreign, &fields).await.0, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&head, &path("?o=1"), &fields).await.0, StatusCode::SEE_OTHER);
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    assert_eq!(town.page(&auditor, &path("?o=1")).await.0, StatusCode::FORBIDDEN);
    let known = town.app.office(OFFICE).await.unwrap();
    let marks = &known.activity(ACTIVITY).unwrap().marks;
    assert_eq!(marks.iter().map(|m| m.executor).collect::<Vec<_>>(), [vekha_domain::event::Executor::Member(first)]);
}

#[tokio::test]
async fn a_result_too_long_is_told_beside_its_field_and_stays_typed() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let command = form(&town, &token).await;
    let long = "щ".repeat(4_001);
    let fields = [
        ("command", command.as_str()),
        ("day", "30.03.2023"),
        ("links", "https://school.example.org/1"),
        ("note", long.as_str()),
    ];
    let (status, _, page) = town.post(&token, &path("?o=1"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"note-e\">! Результат длиннее 4 000 знаков") && page.contains(&long), "{page}");
    assert!(page.contains("<a href=\"#note\">"), "the summary leads to it");
}
