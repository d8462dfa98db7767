//! Two days compared, as an auditor sees them.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day, request},
};
use axum::{body::Body, http::StatusCode};
use serde_json::json;
use vekha_domain::event::{Basis, Executor, Role, Setting};

fn path(rest: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/between{rest}")
}

/// In the town it is July: in April the term was moved after it had passed, and the work was marked in May.
async fn july() -> (Town, String) {
    let town = Town::new().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    town.app.clock().set("2023-04-10T09:00:00Z".parse().unwrap());
    let basis = Basis { words: "Приказ № 77".to_owned(), date: day("2023-04-10") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().move_deadline(1, day("2023-04-28"), basis.clone())).await;
    town.app.clock().set("2023-05-22T09:00:00Z".parse().unwrap());
    let link = "https://school.example.org/protocol.pdf";
    let body = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": [link]});
    let (status, told) = town.mark(&coordinator, &[], body).await;
    assert!(status.is_success(), "{told}");
    town.app.clock().set("2023-07-05T09:00:00Z".parse().unwrap());
    (town, coordinator)
}

/// The words of one list.
fn list(page: &str, code: &str) -> String {
    let section = page.split("<section").find(|section| section.contains(&format!("id=\"{code}\"")));
    section.map(words).unwrap_or_default()
}

#[tokio::test]
async fn without_days_the_last_quarter_is_compared_and_its_figures_stand_in_three_lines() {
    let (town, _) = july().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (status, page) = town.page(&auditor, &path("")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("value=\"31.03.2023\"") && page.contains("value=\"30.06.2023\""), "{page}");
    let said = words(&page);
    assert!(said.contains("Конец дня 31.03.2023, как было известно 31.03.2023 23:59"), "{said}");
    // Nothing was known on 31 March: the order was entered on 3 April. Known later, the work of that day was done.
    let figures =
        page.split("<main").nth(1).unwrap().split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let lines: Vec<String> = figures.split("</tr>").map(words).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[0], "31.03.2023 0 0 0 — — — 0 0");
    assert!(lines[1].starts_with("31.03.2023 по сведениям на 30.06.2023 1 1 1 100,0"), "{lines:?}");
    assert!(lines[2].starts_with("30.06.2023 1 1 1 100,0"), "{lines:?}");
}

#[tokio::test]
async fn each_difference_says_its_ground_and_leads_to_its_entries() {
    let (town, _) = july().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, page) = town.page(&auditor, &path("?from=05.04.2023&to=30.06.2023")).await;
    assert!(words(&page).contains("2 отличия"), "{page}");
    let moved = list(&page, "moved");
    assert!(moved.contains("с 31.03.2023 на 28.04.2023") && moved.contains("Основание: Приказ № 77"), "{moved}");
    assert!(moved.contains("Перенесено после того, как срок прошёл"), "{moved}");
    let late = list(&page, "late-marks");
    assert!(late.contains("Проведено 30.03.2023, в срок; отмечено 22.05.2023 12:00, позже допустимых 3"), "{late}");
    assert!(late.contains("Задним числом: внесено через") && late.contains("не позже 05.04.2023"), "{late}");
    // The entries are those of the journal.
    for (kind, said) in [("moved", "перенос срока"), ("late-marks", "отметка об исполнении")]
    {
        let section = page.split("<section").find(|s| s.contains(&format!("id=\"{kind}\""))).unwrap();
        let entry = section.split(&format!("/offices/{OFFICE}/journal/")).nth(1).unwrap().split('"').next().unwrap();
        let (status, told) = town.page(&auditor, &format!("/offices/{OFFICE}/journal/{entry}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(words(&told).contains(said), "{kind} {entry}: {told}");
    }
    let (_, page) = town.page(&auditor, &path("?from=01.06.2023&to=30.06.2023")).await;
    assert!(words(&page).contains("Между этими днями ничего не изменилось."), "{page}");
}

#[tokio::test]
async fn a_past_page_compares_what_was_known_then() {
    let (town, _) = july().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, page) = town.page(&auditor, &path("?from=05.04.2023&to=30.04.2023&as_of=2023-05-01")).await;
    assert!(!list(&page, "moved").is_empty() && list(&page, "late-marks").is_empty(), "{page}");
    assert!(page.contains("as_of=2023-05-01") && page.contains("class=\"past\""), "{page}");
    let known = path("?from=05.04.2023&to=30.06.2023&as_of=2023-06-30&known_at=2023-05-01");
    let (_, page) = town.page(&auditor, &known).await;
    assert!(list(&page, "late-marks").is_empty(), "not known on 1 May: {page}");
    assert!(words(&page).contains("как было известно 01.05.2023 23:59"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_compared_is_told_beside_its_field() {
    let (town, _) = july().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let wrong = [
        ("?from=05.04.2023&to=01.01.2024", "to-e", "Позже дня, на который открыта страница."),
        ("?from=%D0%B2%D1%87%D0%B5%D1%80%D0%B0", "from-e", "Дата не понята."),
        ("?from=05.04.2023&to=01.04.2023", "from-e", "Первый день должен быть раньше второго."),
    ];
    for (query, field, said) in wrong {
        let (status, page) = town.page(&auditor, &path(query)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.contains(&format!("id=\"{field}\">! {said}")), "{query}: {page}");
        assert!(page.contains("aria-invalid=\"true\""), "{query}");
    }
    let file = request("GET", &path(".xlsx?from=05.04.2023&to=01.04.2023"), &auditor, &[], Body::empty());
    assert_eq!(town.html(file).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn settings_and_what_became_overdue_are_told_too() {
    let town = Town::new().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    town.app.clock().set("2023-04-10T09:00:00Z".parse().unwrap());
    let set = |state: &vekha_projections::OfficeState| {
        state.roadmap(ROADMAP).unwrap().set(Setting::Threshold(80), day("2023-04-10"))
    };
    town.decide(set).await;
    let (_, page) = town.page(&auditor, &path("?from=03.04.2023&to=10.04.2023")).await;
    assert!(list(&page, "settings").contains("порог показателя — 80 %"), "{page}");
    assert!(list(&page, "overdue").is_empty(), "overdue already on 3 April: {page}");
    let (_, page) = town.page(&auditor, &path("?from=31.03.2023&to=10.04.2023")).await;
    assert!(list(&page, "overdue").contains("наступил срок, записи нет"), "{page}");
}

#[tokio::test]
async fn a_head_sees_what_concerns_the_own_school() {
    let town = Town::new().await;
    let (first, second) = (town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await);
    town.group("Руководители ОО", &[first, second]).await;
    let (_, head) = town.person_at("head", Role::Head, Some(first)).await;
    let (person, _) = town.person("coordinator", Role::Coordinator).await;
    for (n, school) in [(1_u128, first), (2, second)] {
        let link = vekha_domain::proof::ProofLink::parse("https://school.example.org/p.pdf").unwrap();
        let report = vekha_domain::activity::Report {
            occurrence: 1,
            executor: Executor::Member(school),
            performed_on: day("2023-03-30"),
            links: vec![link],
            note: None,
        };
        let mark = vekha_domain::ids::MarkId(uuid::Uuid::from_u128(900 + n));
        let change = crate::app::Command { actor: person, ..command(&town.app) };
        let done = town.app.change(change, |state, _| {
            state.activity(ACTIVITY).unwrap().complete(mark, report.clone(), state.office(), day("2023-04-03"))
        });
        done.await.unwrap();
    }
    let (_, page) = town.page(&head, &path("?from=01.04.2023&to=03.04.2023")).await;
    let marked = list(&page, "marked");
    assert!(marked.contains("СОШ № 1, 31.03.2023") && !words(&page).contains("СОШ № 2"), "{page}");
}

#[tokio::test]
async fn files_hold_the_rows_and_the_figures_of_both_days() {
    let (town, _) = july().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let get = async |ending: &str| {
        let file = path(&format!(".{ending}?from=05.04.2023&to=30.06.2023"));
        let answer =
            tower::ServiceExt::oneshot(town.router.clone(), request("GET", &file, &auditor, &[], Body::empty()));
        let (head, body) = answer.await.unwrap().into_parts();
        assert_eq!(head.status, StatusCode::OK, "{ending}");
        axum::body::to_bytes(body, 4 << 20).await.unwrap().to_vec()
    };
    let csv = String::from_utf8(get("csv").await).unwrap();
    assert_eq!(csv.lines().filter(|line| line.starts_with("Перенесены сроки;")).count(), 1, "{csv}");
    assert!(csv.contains(";Приказ № 77;10.04.2023;№\u{a0}"), "{csv}");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(get("xlsx").await)).unwrap();
    let sheets = calamine::Reader::sheet_names(&book);
    assert_eq!(sheets, ["Изменилось", "Показатели"]);
    let figures = calamine::Reader::worksheet_range(&mut book, "Показатели").unwrap();
    assert!(figures.rows().any(|row| row[0] == "05.04.2023 по сведениям на 30.06.2023"), "{figures:?}");
    assert!(get("docx").await.starts_with(b"PK"));
}
