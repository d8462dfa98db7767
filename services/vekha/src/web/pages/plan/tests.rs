//! The plan as people read it.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::{StatusCode, header};
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{Change, DeadlineSet, DeadlineStatus, DueKind, PlannedOccurrence, Role, Wording},
    ids::ActivityId,
    stream::Stream,
};

const UNDATED: ActivityId = ActivityId(Uuid::from_u128(4));
const QUARTERLY: ActivityId = ActivityId(Uuid::from_u128(5));

fn path(query: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/plan{query}")
}

fn asked(name: &str, value: &str) -> String {
    path(&format!("?{}", url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()))
}

fn term(words: &str, kind: &str, due: &[(&str, &str)]) -> DeadlineSet {
    let occurrence = |(seq, (start, due)): (u16, &(&str, &str))| PlannedOccurrence {
        seq,
        start: Some(day(start)),
        due: Some(day(due)),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    DeadlineSet {
        words: words.to_owned(),
        status: if due.is_empty() { DeadlineStatus::Waiting } else { DeadlineStatus::Read },
        kind: kind.to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: (1..).zip(due).map(occurrence).collect(),
        reader: 1,
        basis: None,
    }
}

/// The town with two more rows: one without a date, one of every quarter.
async fn town() -> Town {
    let town = Town::new().await;
    let since = day("2022-11-08");
    let words = Wording {
        title: "Отчёт о  работе тьюторов".to_owned(),
        task: Some("Поддержка школ".to_owned()),
        result: Some("Аналитическая справка".to_owned()),
        ..Wording::default()
    };
    town.change(Activity::plan(UNDATED, ROADMAP, None, 2, "1.2", words, since).unwrap()).await;
    let by_schedule = term("по графику ГБОУ ИРО КК", "external", &[]);
    town.change(vec![Change::new(Stream::Activity(UNDATED), since, by_schedule)]).await;
    let words = Wording {
        title: "Мониторинг".to_owned(), form: Some("вебинар".to_owned()), ..Wording::default()
    };
    town.change(Activity::plan(QUARTERLY, ROADMAP, None, 3, "1.3", words, since).unwrap()).await;
    let quarters = term(
        "1 раз в квартал",
        "every_quarter",
        &[
            ("2023-01-01", "2023-03-31"),
            ("2023-04-01", "2023-06-30"),
            ("2023-07-01", "2023-09-30"),
            ("2023-10-01", "2023-12-31"),
            ("2024-01-01", "2024-03-31"),
        ],
    );
    town.change(vec![Change::new(Stream::Activity(QUARTERLY), since, quarters)]).await;
    town
}

#[tokio::test]
async fn the_table_shows_the_words_of_the_order_and_how_each_row_stands() {
    let town = town().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (status, page) = town.page(&token, &path("")).await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "Совещание руководителей",
        "<q lang=\"ru\">до 31.03.2023</q>",
        "просрочено, 1\u{a0}раб.\u{a0}дн.",
        "<q lang=\"ru\">по графику ГБОУ ИРО КК</q>",
        "срок уточняется",
        "каждый квартал, ближайший 30.06.2023",
        "Показаны все: 3.",
        "вебинар",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains(&format!("href=\"/offices/{OFFICE}/activities/{ACTIVITY}\"")));
    // Nothing of 2024 has begun: its box is folded.
    assert!(page.contains("<summary>2024: ещё 1"), "{page}");
    assert!(!page.contains("<script") && !page.contains("style="));
    assert!(!page.contains("Unknown localization"), "{page}");
}

#[tokio::test]
async fn rows_are_filtered_without_regard_to_case_yo_and_spaces() {
    let town = town().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let shown = async |name: &str, value: &str| {
        let (status, page) = town.page(&token, &asked(name, value)).await;
        assert_eq!(status, StatusCode::OK, "{name}={value}");
        [1, 2, 3].map(|ordinal| page.contains(&format!("id=\"r{ordinal}\"")))
    };
    assert_eq!(shown("t", "ОТЧЕТ о работе").await, [false, true, false]);
    assert_eq!(shown("d", "undated").await, [false, true, false]);
    assert_eq!(shown("d", "quarter").await, [false, false, true]);
    assert_eq!(shown("s", "overdue").await, [true, false, true]);
    assert_eq!(shown("i", "СПРАВКА").await, [false, true, false]);
    assert_eq!(shown("f", "Вебинар").await, [false, false, true]);
    assert_eq!(shown("n", "1.3").await, [false, false, true]);
}

#[tokio::test]
async fn an_empty_result_says_so_and_keeps_what_was_asked() {
    let town = town().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (_, page) = town.page(&token, &asked("t", "ничего \"такого\"")).await;
    assert!(page.contains("По этому отбору ничего не нашлось."), "{page}");
    assert!(page.contains(&format!("<a href=\"{}\">", path(""))), "{page}");
    assert!(page.contains("value=\"ничего &#34;такого&#34;\""), "{page}");
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let (_, past) = town.page(&token, &asked("as_of", "04.04.2023")).await;
    assert!(past.contains("name=\"as_of\" value=\"2023-04-04\""), "{past}");
    assert!(past.contains(&format!("href=\"/offices/{OFFICE}/activities/{ACTIVITY}?as_of=2023-04-04\"")), "{past}");
}

#[tokio::test]
async fn the_address_of_a_filter_is_short_enough_to_send() {
    let town = town().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (status, headers, _) = town.get(&token, &path("?r=&n=&t=1+%D0%BA%D0%B2&d=&p=&s=overdue")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], path("?t=1+%D0%BA%D0%B2&s=overdue"));
}

#[tokio::test]
async fn a_head_finds_only_the_rows_of_the_own_school() {
    let town = town().await;
    let school = town.school("МБОУ СОШ № 23").await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    let (_, page) = town.page(&head, &path("")).await;
    assert!(page.contains("В дорожной карте пока нет мероприятий."), "{page}");
    town.group("Руководители ОО", &[school]).await;
    let (_, page) = town.page(&head, &path("")).await;
    assert!(page.contains("id=\"r1\"") && !page.contains("id=\"r2\""), "{page}");
    assert!(page.contains("Руководители ОО <small>(1,\u{a0}каждый)</small>"), "{page}");
}

#[tokio::test]
async fn english_is_spoken_to_those_who_ask_for_it() {
    let town = town().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let request =
        crate::web::tests::request("GET", &path(""), &token, &[("accept-language", "en")], axum::body::Body::empty());
    let page = town.html(request).await.1;
    assert!(page.contains("<html lang=\"en\">") && page.contains("every quarter, next 30.06.2023"), "{page}");
    assert!(page.contains("overdue, 1 working day"), "{page}");
}

#[tokio::test]
async fn a_heading_sorts_the_table_and_once_more_backwards() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    for (n, title) in [(2, "Ярмарка"), (10, "Беседа")] {
        let id = ActivityId(town.app.ids().next());
        let words = Wording { title: title.to_owned(), ..Wording::default() };
        town.change(Activity::plan(id, ROADMAP, None, n, &format!("1.{n}"), words, day("2022-11-08")).unwrap()).await;
    }
    let order = async |sort: &str| {
        let (_, page) = town.page(&token, &format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/plan?o={sort}")).await;
        let mut at: Vec<(usize, &str)> =
            ["Совещание", "Ярмарка", "Беседа"].iter().map(|title| (page.find(title).unwrap(), *title)).collect();
        at.sort_unstable();
        (at.into_iter().map(|(_, title)| title).collect::<Vec<_>>(), page)
    };
    assert_eq!(order("title").await.0, ["Беседа", "Совещание", "Ярмарка"]);
    assert_eq!(order("-number").await.0, ["Беседа", "Ярмарка", "Совещание"]);
    let (rows, page) = order("term").await;
    assert_eq!(rows[0], "Совещание", "what is due comes before what has no date");
    assert!(page.contains("aria-sort=\"ascending\"") && page.contains("?o=-term"), "{page}");
    assert!(!page.contains("name=\"m\""), "an auditor has nothing to tick");
}

#[tokio::test]
async fn a_table_too_long_for_one_page_is_read_page_by_page() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let mut changes = Vec::new();
    for n in 2..=520 {
        let id = ActivityId(town.app.ids().next());
        let words = Wording { title: format!("Беседа {n}"), ..Wording::default() };
        changes.extend(Activity::plan(id, ROADMAP, None, n, &format!("1.{n}"), words, day("2022-11-08")).unwrap());
    }
    town.change(changes).await;
    let (_, first) = town.page(&token, &path("")).await;
    assert!(first.contains("Показаны все: 520") && first.contains("Беседа 250<") && !first.contains("Беседа 251<"));
    assert!(first.contains("251–500") && first.contains("501–520"), "every page is one link away");
    let (_, last) = town.page(&token, &path("?page=3")).await;
    assert!(last.contains("Беседа 520<") && !last.contains("Беседа 500<"));
    let (_, beyond) = town.page(&token, &path("?page=99")).await;
    assert!(beyond.contains("Беседа 520<"), "a page beyond the last is the last");
    let (_, found) = town.page(&token, &asked("t", "беседа 51")).await;
    assert!(found.contains("Показано 11 из 520") && !found.contains("class=\"pages\""), "{found}");
}
