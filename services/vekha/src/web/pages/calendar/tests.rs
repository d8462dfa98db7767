//! The calendar and the bars, as people get them.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, day},
};
use axum::http::StatusCode;
use vekha_domain::event::{Basis, DueKind, OfficeDay, Party, PlannedOccurrence, Role};

fn calendar(query: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/calendar{query}")
}

/// The town with a window 01.04.2023–30.06.2023 besides the day 31.03.2023, adopted for three years.
async fn windowed() -> (Town, String) {
    let town = Town::new().await;
    let (person, token) = town.person("coordinator", Role::Coordinator).await;
    town.assign(Party::Person(person)).await;
    town.decide(|state| {
        let adopted = day("2022-11-08");
        state.roadmap(ROADMAP).unwrap().adopt(None, Some(adopted), adopted, day("2024-12-31"), adopted)
    })
    .await;
    let planned = PlannedOccurrence {
        seq: 2,
        start: Some(day("2023-04-01")),
        due: Some(day("2023-06-30")),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    let basis = Basis { words: "график № 1".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.activity(ACTIVITY).unwrap().schedule(planned.clone(), basis.clone())).await;
    (town, token)
}

/// The cell of a day.
fn cell(page: &str, number: u32) -> &str {
    let table = page.split("<table class=\"mon\"").nth(1).unwrap();
    table.split("<td").find(|cell| cell.contains(&format!(">{number}<span class=\"vh\"> "))).unwrap()
}

#[tokio::test]
async fn a_month_begins_on_monday_and_shows_what_is_due_and_what_opens() {
    let (town, token) = windowed().await;
    let basis = Basis { words: "закон края".to_owned(), date: day("2023-04-03") };
    town.decide(|state| state.office().change_day(day("2023-04-25"), OfficeDay::Off, basis.clone())).await;
    let (status, march) = town.page(&token, &calendar("?view=month&month=2023-03")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(words(&march).contains("пн вт ср чт пт сб вс"), "{march}");
    let due = cell(&march, 31);
    assert!(
        words(due).contains("31 марта 2023, пятница") && words(due).contains("! 1.1 Совещание руководителей"),
        "{due}"
    );
    assert!(words(due).contains("срок 31.03.2023: просрочено, 1 раб. дн."), "{due}");
    assert!(
        due.contains(&format!("/offices/{OFFICE}/activities/{ACTIVITY}?o=1#ex")) && due.contains("class=\"late\""),
        "{due}"
    );
    assert!(cell(&march, 8).contains("off") && words(cell(&march, 8)).contains("нерабочий день"), "a holiday");
    let (_, april) = town.page(&token, &calendar("?view=month")).await;
    assert!(words(cell(&april, 1)).contains("открывается ○ 1.1"), "{}", cell(&april, 1));
    assert!(
        words(cell(&april, 20)).contains("открыто: 1") && cell(&april, 20).contains("bare"),
        "{}",
        cell(&april, 20)
    );
    assert!(cell(&april, 3).contains("aria-current=\"date\"") && cell(&april, 25).contains("off"), "{april}");
    assert!(words(&april).contains("‹ Март 2023") && words(&april).contains("Окна этого месяца: 1"), "{april}");
}

#[tokio::test]
async fn bars_stand_in_rows_that_are_also_told_in_words() {
    let (town, token) = windowed().await;
    let (status, page) = town.page(&token, &calendar("")).await;
    assert_eq!(status, StatusCode::OK);
    let shown = words(&page);
    assert!(shown.contains("08.11.2022 – 31.12.2024, мероприятий со сроком: 1"), "{shown}");
    let told = "1.1: срок 31.03.2023: просрочено, 1 раб. дн.; II кв 2023, срок 30.06.2023: открыто";
    assert!(shown.contains(told), "{shown}");
    let row = page.split("scope=\"row\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!((row.matches("class=\"win ").count(), row.matches("class=\"sq\"").count()), (1, 2), "{row}");
    assert!(row.contains("class=\"now\"") && row.contains("<svg aria-hidden=\"true\">"), "{row}");
    let (_, quarter) = town.page(&token, &calendar("?view=gantt&period=2023-Q2")).await;
    let row = quarter.split("scope=\"row\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(!words(row).contains("31.03.2023") && words(row).contains("30.06.2023"), "{row}");
    let (_, later) = town.page(&token, &calendar("?view=gantt&period=2024")).await;
    assert!(words(&later).contains("В это время ни у одного мероприятия нет срока"), "{later}");
}

#[tokio::test]
async fn a_time_not_understood_is_said_so_and_the_usual_one_shown() {
    let (town, token) = windowed().await;
    for query in ["?view=month&month=%D0%B8%D1%8E%D0%BB%D1%8C", "?period=2023-Q7"] {
        let (status, page) = town.page(&token, &calendar(query)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(words(&page).contains("Время не понято: показано обычное"), "{page}");
    }
}

#[tokio::test]
async fn a_head_sees_only_what_the_own_school_has_to_do() {
    let (town, _) = windowed().await;
    let school = town.school("МБОУ СОШ № 9").await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    for query in ["", "?view=month&month=2023-03"] {
        let (status, page) = town.page(&head, &calendar(query)).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("Совещание"), "{page}");
    }
}

#[tokio::test]
async fn what_has_no_date_is_listed_beneath() {
    let (town, token) = windowed().await;
    let basis = Basis { words: "приказ № 2".to_owned(), date: day("2023-04-03") };
    for seq in [1, 2] {
        town.decide(|state| state.activity(ACTIVITY).unwrap().cancel_occurrence(seq, basis.clone())).await;
    }
    for query in ["", "?view=month"] {
        let shown = words(&town.page(&token, &calendar(query)).await.1);
        assert!(shown.contains("Срок не определён: 1"), "{shown}");
    }
}
