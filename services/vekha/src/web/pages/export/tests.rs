//! Exports as people get them.

use crate::web::tests::{OFFICE, ROADMAP, Town, day, request};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header},
};
use calamine::{Data, Reader, Xlsx};
use serde_json::json;
use std::io::Cursor;
use tower::ServiceExt;
use vekha_domain::{
    activity::Activity,
    event::{Role, Wording},
    ids::ActivityId,
};
use vekha_office::{Format, Order, read_order};

fn path(file: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/{file}")
}

async fn get(town: &Town, token: &str, file: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let answer = town.router.clone().oneshot(request("GET", &path(file), token, &[], Body::empty())).await.unwrap();
    let (head, body) = answer.into_parts();
    (head.status, head.headers, to_bytes(body, 4 << 20).await.unwrap().to_vec())
}

async fn csv(town: &Town, token: &str, file: &str) -> String {
    let (status, _, bytes) = get(town, token, file).await;
    assert_eq!(status, StatusCode::OK, "{file}");
    String::from_utf8(bytes).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn text(words: &str) -> Data {
    Data::String(words.to_owned())
}

/// The rows below the one that begins with these words.
fn below<'a>(rows: &'a [Vec<Data>], first: &str) -> &'a [Vec<Data>] {
    let header = rows.iter().position(|row| row[0] == text(first)).unwrap();
    &rows[header + 1..]
}

/// More rows without a term.
async fn plan(town: &Town, rows: &[(u32, &str)]) {
    let mut changes = Vec::new();
    for (n, title) in rows {
        let id = ActivityId(town.app.ids().next());
        let words = Wording { title: (*title).to_owned(), ..Wording::default() };
        changes.extend(Activity::plan(id, ROADMAP, None, *n, &format!("1.{n}"), words, day("2022-11-08")).unwrap());
    }
    town.change(changes).await;
}

async fn done(town: &Town, token: &str) {
    let link = "https://school.example.org/протокол.pdf";
    let body = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": [link]});
    let (status, told) = town.mark(token, &[], body).await;
    assert!(status.is_success(), "{told}");
}

#[tokio::test]
async fn the_plan_is_read_back_from_its_files_as_the_order_it_was() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    plan(&town, &[(2, "=1+1"), (3, "Отчёт; итоги \"года\"")]).await;
    for (file, format, kind) in [
        ("plan.xlsx", Format::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("plan.docx", Format::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ] {
        let (status, headers, bytes) = get(&town, &token, file).await;
        assert_eq!((status, headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, kind));
        let name = headers[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        let ending = file.strip_prefix("plan").unwrap();
        assert!(
            name.starts_with(&format!("attachment; filename=\"vekha{ending}\"; filename*=UTF-8''%D0%94")),
            "{name}"
        );
        assert!(name.ends_with(&format!("03.04.2023{ending}")), "{name}");
        let order: Order = read_order(&bytes, format).unwrap();
        let rows: Vec<_> = order.rows.iter().map(|r| (&*r.number, &*r.title, &*r.deadline)).collect();
        let wanted = [
            ("1.1", "Совещание руководителей", "до 31.03.2023"),
            ("1.2", "=1+1", ""),
            ("1.3", "Отчёт; итоги \"года\"", ""),
        ];
        assert_eq!(rows, wanted, "{file}");
    }
    let written = csv(&town, &token, "plan.csv").await;
    assert!(written.starts_with('\u{feff}') && written.contains(";'=1+1;"), "{written}");
    assert!(written.contains("просрочено, 1\u{a0}раб.\u{a0}дн.") && !written.contains("Unknown"), "{written}");
}

#[tokio::test]
async fn what_the_page_filters_and_sorts_the_file_does_on_all_pages_at_once() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let rows: Vec<(u32, String)> = (2..=270).map(|n| (n, format!("Беседа {n}"))).collect();
    plan(&town, &rows.iter().map(|(n, title)| (*n, title.as_str())).collect::<Vec<_>>()).await;
    assert_eq!(csv(&town, &token, "plan.csv").await.lines().count(), 1 + 270);
    let backwards = csv(&town, &token, "plan.csv?o=-number&t=%D0%B1%D0%B5%D1%81%D0%B5%D0%B4%D0%B0").await;
    assert_eq!(backwards.lines().count(), 1 + 269);
    assert!(backwards.lines().nth(1).unwrap().starts_with("1.270;"), "{backwards}");
    let (_, page) = town.page(&token, &path("plan?t=27&page=1")).await;
    for ending in ["xlsx", "docx", "csv"] {
        assert!(page.contains(&format!("href=\"{}?t=27\"", path(&format!("plan.{ending}")))), "{ending}: {page}");
    }
}

#[tokio::test]
async fn every_obligation_has_its_row_with_days_and_documents() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    done(&town, &token).await;
    let (_, _, bytes) = get(&town, &token, "plan.xlsx").await;
    let rows = sheet(&bytes, "Обязательства");
    let [row] = below(&rows, "Направление") else { panic!("{rows:?}") };
    let date = |cell: &Data| match cell {
        Data::DateTime(at) => at.as_datetime().unwrap().date(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (date(&row[4]), date(&row[9]), date(&row[10])),
        (day("2023-03-31"), day("2023-03-30"), day("2023-04-03"))
    );
    assert_eq!((&row[7], &row[11], &row[12]), (&text("исполнено в срок"), &text("да"), &text("да")));
    assert_eq!(row[13], text("https://school.example.org/протокол.pdf"));
    let plan = sheet(&bytes, "Дорожная карта");
    let told = text("31.03.2023 — исполнено в срок 30.03.2023, отмечено 03.04.2023");
    assert!(below(&plan, "№")[0].contains(&told), "{plan:?}");
}

#[tokio::test]
async fn a_head_gets_the_rows_and_obligations_of_the_own_school_only() {
    let town = Town::new().await;
    let (own, other) = (town.school("МБОУ СОШ № 23").await, town.school("МБОУ СОШ № 4").await);
    let (_, head) = town.person_at("head", Role::Head, Some(own)).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    plan(&town, &[(2, "Чужое дело")]).await;
    town.group("Руководители ОО", &[own, other]).await;
    let written = csv(&town, &head, "plan.csv").await;
    assert!(written.lines().count() == 2 && !written.contains("Чужое дело"), "{written}");
    let obligations = async |token: &str| {
        let (_, _, bytes) = get(&town, token, "plan.xlsx").await;
        below(&sheet(&bytes, "Обязательства"), "Направление").iter().map(|row| row[6].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(obligations(&head).await, ["МБОУ СОШ № 23"]);
    assert_eq!(obligations(&auditor).await.len(), 2);
    let late = csv(&town, &head, "overdue.csv").await;
    assert!(late.contains("СОШ №\u{a0}23;") && !late.contains("№\u{a0}4"), "{late}");
    let (_, _, bytes) = get(&town, &head, "plan.docx").await;
    let order = read_order(&bytes, Format::Docx).unwrap();
    assert!(order.left_out.iter().any(|piece| piece.text.contains("Только то, что исполняет МБОУ СОШ № 23")));
}

#[tokio::test]
async fn a_past_days_file_has_the_figures_of_that_days_page() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    done(&town, &token).await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let before = "?as_of=2023-03-30&known_at=2023-04-04T12:00:00Z";
    for (query, completeness) in [("", "100,0"), ("?as_of=2023-04-03", "0,0"), (before, "—")] {
        let (_, page) = town.page(&token, &path(&format!("plan{query}"))).await;
        assert!(page.contains(&format!("Полнота <b>{completeness}")), "{query}: {page}");
        let (_, _, bytes) = get(&town, &token, &format!("plan.xlsx{query}")).await;
        let figures = sheet(&bytes, "Показатели");
        let share = &below(&figures, "Направление")[0][5];
        let wanted = match completeness {
            "100,0" => Data::Float(1.0),
            "0,0" => Data::Float(0.0),
            _ => Data::Empty,
        };
        assert_eq!(share, &wanted, "{query}");
        let notes = sheet(&bytes, "Дорожная карта");
        assert!(
            notes.iter().any(|row| row[0].to_string().starts_with(&format!("Полнота {completeness}"))),
            "{notes:?}"
        );
    }
}

#[tokio::test]
async fn what_is_overdue_is_a_table_too() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (_, page) = town.page(&token, &path("overdue")).await;
    assert!(page.contains(&path("overdue.xlsx")) && page.contains(&path("overdue.csv")), "{page}");
    let (_, headers, bytes) = get(&town, &token, "overdue.xlsx").await;
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("%D0%9F%D1%80%D0%BE%D1%81"));
    let rows = sheet(&bytes, "Просрочено");
    let [row] = below(&rows, "За кем") else { panic!("{rows:?}") };
    assert_eq!((&row[2], &row[5]), (&text("Совещание руководителей"), &Data::Float(1.0)));
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    let past = csv(&town, &token, "overdue.csv?as_of=2023-03-30&known_at=2023-04-03T20:00:00Z").await;
    assert_eq!(past.lines().count(), 1, "{past}");
}

#[tokio::test]
async fn a_day_that_is_not_understood_gives_no_file() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (status, _, body) = get(&town, &token, "plan.xlsx?as_of=vchera").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(String::from_utf8(body).unwrap().contains("День или момент в адресе не понят"));
    let (status, ..) = get(&town, &token, "plan.xlsx?as_of=2022-01-01").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "the roadmap was not known yet");
}
