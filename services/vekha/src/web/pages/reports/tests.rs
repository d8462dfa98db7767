//! Reports as people get them: the same figures in every form, frozen when issued, issued by the coordinator alone.

use crate::web::tests::{OFFICE, ROADMAP, Town, day, request};
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
};
use calamine::{Reader, Xlsx};
use serde_json::{Value, json};
use std::{
    io::{Cursor, Read},
    time::Duration,
};
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    event::{Basis, MonitoringPlanned, Party, Reported, Role, Whose},
    ids::{MonitoringId, OrganisationId},
    monitoring::Monitoring,
    scoring::{Exact, Model, Value as Scored},
};

fn path(end: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/reports{end}")
}

const DRAFT: &str = "/draft?period=2023-Q1";

/// Three schools with one term: one was in time, one late, one has said nothing.
struct Schools {
    town: Town,
    coordinator: String,
    silent: OrganisationId,
}

async fn schools() -> Schools {
    let town = Town::new().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let roadmap = |from, to| (day(from), day(to));
    let (from, to) = roadmap("2022-11-08", "2024-12-31");
    town.decide(|state| state.roadmap(ROADMAP).unwrap().adopt(Some("1298".into()), Some(from), from, to, from)).await;
    let schools = [town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await];
    let silent = town.school("МБОУ СОШ № 3").await;
    town.group("Руководители ОО", &[schools[0], schools[1], silent]).await;
    for (school, performed) in [(schools[0], "2023-03-30"), (schools[1], "2023-04-02")] {
        mark(&town, &coordinator, school, performed).await;
    }
    Schools { town, coordinator, silent }
}

async fn mark(town: &Town, token: &str, school: OrganisationId, performed: &str) {
    let done = json!({"occurrence": 1, "organisation": school, "performed_on": performed,
        "links": ["https://school.example.org/plan.pdf"]});
    assert_eq!(town.mark(token, &[], done).await.0, StatusCode::CREATED);
}

async fn file(town: &Town, token: &str, path: &str) -> Vec<u8> {
    let answer = town.router.clone().oneshot(request("GET", path, token, &[], Body::empty())).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    to_bytes(answer.into_body(), 4 << 20).await.unwrap().to_vec()
}

fn words_of(docx: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut words = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut words).unwrap();
    words
}

fn rows_of(xlsx: Vec<u8>) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let names = book.sheet_names();
    let sheets = names.iter().map(|name| book.worksheet_range(name).unwrap()).collect::<Vec<_>>();
    let row = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    sheets.iter().flat_map(|sheet| sheet.rows().map(row).collect::<Vec<_>>()).collect()
}

/// Issues the report of the quarter; its path under the list.
async fn issue(schools: &Schools, conclusions: &str) -> String {
    let fields = [("period", "2023-Q1"), ("command", "1"), ("conclusions", conclusions)];
    let (status, to, page) = schools.town.post(&schools.coordinator, &path(""), &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let id = to.strip_prefix(&path("/")).unwrap().strip_suffix("?done=issued").unwrap();
    format!("/{id}")
}

#[tokio::test]
async fn the_same_figures_stand_on_the_page_in_both_files_and_in_the_answer() {
    let schools = schools().await;
    let (town, token) = (&schools.town, &schools.coordinator);
    let (status, page) = town.page(token, &path(DRAFT)).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("за I квартал 2023 года") && page.contains("срок наступил у 3 исполнений"), "{page}");
    assert!(page.contains(r#"<td class="num">2</td><td class="num">3</td><td class="num">66,6"#), "{page}");
    assert!(
        page.contains("Просрочено на 03.04.2023: 1 из 3 (33,3\u{a0}%)") && page.contains("МБОУ СОШ №\u{a0}3"),
        "{page}"
    );
    let word = words_of(file(town, token, &path("/draft/report.docx?period=2023-Q1")).await);
    assert!(word.contains("66,6\u{a0}%") && word.contains("Проект, не выпущен."), "{word}");
    assert!(word.contains("Открытый ключ"), "what a package is compared with: {word}");
    let rows = rows_of(file(town, token, &path("/draft/report.xlsx?period=2023-Q1")).await);
    assert!(rows.iter().any(|row| row.starts_with("Полнота|") && row.contains("|2|3|0.66")), "{rows:#?}");
    let analysis = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/analysis?period=2023-Q1");
    let (_, _, answer) = town.get(token, &analysis).await;
    let figures = &answer["of"]["figures"];
    assert_eq!([&figures["due"], &figures["done"], &figures["fulfilled"]], [&json!(3), &json!(2), &json!(1)]);
}

#[tokio::test]
async fn an_issued_report_stays_as_it_was_and_says_what_has_changed_since() {
    let schools = schools().await;
    let (town, token) = (&schools.town, &schools.coordinator);
    let report = issue(&schools, "Одна школа молчит.\r\nПредлагается позвонить.").await;
    let (_, page) = town.page(token, &path(&format!("{report}?done=issued"))).await;
    assert!(page.contains("Отчёт № 1 выпущен.") && page.contains("Отчёт № 1 от 03.04.2023."), "{page}");
    assert!(page.contains("Предлагается позвонить.") && page.contains("показатели те же"), "{page}");
    let before = words_of(file(town, token, &path(&format!("{report}/report.docx"))).await);
    town.app.clock().advance(Duration::from_secs(2 * 86_400));
    mark(town, token, schools.silent, "2023-04-03").await;
    let (_, page) = town.page(token, &path(&report)).await;
    assert!(page.contains("66,6\u{a0}%") && page.contains("Изменено после отчёта"), "{page}");
    assert!(page.contains(">2 (66,6\u{a0}%)</td><td class=\"num\">3 (100,0\u{a0}%)</td>"), "{page}");
    let changed = page.split("Что считается иначе").last().unwrap();
    assert!(changed.contains("МБОУ СОШ №\u{a0}3") && changed.contains("Исполнено с опозданием"), "{changed}");
    assert!(!changed.contains("МБОУ СОШ №\u{a0}2"), "{changed}");
    assert_eq!(words_of(file(town, token, &path(&format!("{report}/report.docx"))).await), before);
    let (_, draft) = town.page(token, &path(DRAFT)).await;
    assert!(draft.contains("100,0\u{a0}%") && draft.contains("Уже выпущен № 1 от 03.04.2023"), "{draft}");
    let (status, _) = town.page(token, &path(&format!("{report}?as_of=2023-04-02"))).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it was not issued then");
    let (_, then) = town.page(token, &path(&format!("{report}?as_of=2023-04-03"))).await;
    assert!(then.contains("показатели те же"), "nothing else was known on that day: {then}");
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_report_and_conclusions_too_long_are_refused_beside_their_field() {
    let schools = schools().await;
    let (town, token) = (&schools.town, &schools.coordinator);
    assert_eq!(issue(&schools, "Вывод").await, issue(&schools, "Вывод").await);
    let known = town.app.office(OFFICE).await.unwrap();
    assert_eq!(known.roadmap(ROADMAP).unwrap().reports.len(), 1);
    drop(known);
    let long = "я".repeat(20_001);
    let fields = [("period", "2023-Q1"), ("command", "2"), ("conclusions", long.as_str())];
    let (status, _, page) = town.post(token, &path(""), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<span class=\"msg\" id=\"conclusions-e\">! Выводы длиннее"), "{page}");
    assert!(page.contains(&long) && page.contains("66,6"), "what was typed and the draft are kept");
    let (status, ..) = town.post(token, &path(""), &[("period", "2031-Q1"), ("command", "3")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "the roadmap has no such period");
}

#[tokio::test]
async fn others_read_reports_and_a_head_reads_what_the_own_school_did() {
    let schools = schools().await;
    let town = &schools.town;
    let report = issue(&schools, "Вывод").await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, head) = town.person_at("head", Role::Head, Some(schools.silent)).await;
    let (_, list) = town.page(&auditor, &path("")).await;
    assert!(list.contains("Отчёт рабочей группе за I квартал 2023 года") && list.contains("66,6\u{a0}%"), "{list}");
    assert!(list.contains("2-я четверть 2022/23 учебного года"), "{list}");
    for who in [&auditor, &head] {
        let (status, page) = town.page(who, &path(DRAFT)).await;
        assert!(status == StatusCode::OK && !page.contains("name=\"conclusions\""), "{page}");
        assert_eq!(town.post(who, &path(""), &[("period", "2023-Q1")]).await.0, StatusCode::FORBIDDEN);
    }
    let (_, own) = town.page(&head, &path(&report)).await;
    assert!(own.contains("срок наступил у 1 исполнения") && own.contains("вашей организации"), "{own}");
    assert!(!own.contains("66,6"), "the figures of the others are not the head's: {own}");
    assert!(!town.page(&head, &path("")).await.1.contains("66,6"));
}

#[tokio::test]
async fn the_package_holds_every_issued_report_as_a_document() {
    let schools = schools().await;
    issue(&schools, "Вывод по кварталу").await;
    let app = &schools.town.app;
    let lang = crate::wording::Lang::Ru;
    let package = crate::integrity::package(app, OFFICE, None, day("2023-04-03"), app.now(), lang).await.unwrap();
    let whole = vekha_verifier::package(&package, None, &[]).unwrap();
    assert!(whole.manifest.files.iter().any(|file| file.name == "reports/1/1.docx"));
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut docx = Vec::new();
    archive.by_name("reports/1/1.docx").unwrap().read_to_end(&mut docx).unwrap();
    assert!(words_of(docx).contains("Вывод по кварталу"));
    let mut frozen = String::new();
    archive.by_name("reports.json").unwrap().read_to_string(&mut frozen).unwrap();
    let frozen: Value = serde_json::from_str(&frozen).unwrap();
    assert_eq!(frozen[0]["figures"]["done"], json!(2));
}

#[tokio::test]
async fn a_report_tells_what_the_scored_windows_of_its_period_came_to() {
    let Schools { town, coordinator, .. } = schools().await;
    let id = MonitoringId(Uuid::from_u128(11));
    let asked = [town.school("МТКП № 1").await, town.school("МТКП № 2").await];
    let model: Model = toml::from_str(include_str!("../../../../../../seeds/scoring/korenovsk-m6.toml")).unwrap();
    let since = day("2022-11-08");
    town.decide(|s| s.office().adopt_model(model.clone(), since)).await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг МТКП".to_owned(),
        answers: asked.map(Party::Organisation).to_vec(),
        basis: None,
        scored_by: Some(model.code),
    };
    let (window, years) = ([((2, 1), (2, 10))], (since, day("2024-12-31")));
    town.decide(|s| Monitoring::plan(id, planned.clone(), &window, years, (s.office(), since))).await;
    let on = day("2023-02-06");
    for (school, number) in asked.into_iter().zip([1, 3]) {
        let value = |code| (Whose::of(school), Reported::new(code, Scored::Number(Exact::whole(number))));
        let mut given = ["П2", "П3", "П4", "П5", "П6"].map(value).to_vec();
        given.push((Whose::of(school), Reported::new("П1", Scored::Number(Exact::whole(1)))));
        town.decide(|s| s.monitoring(id).unwrap().report(1, &given, "", (s.office(), &|_| None), on)).await;
    }
    let words = (asked[0], "Разместить план", day("2023-03-01"));
    town.decide(|s| s.monitoring(id).unwrap().recommend(1, words, s.office(), on)).await;
    let basis = || Basis { words: "Приказ № 412".to_owned(), date: on };
    town.decide(|s| s.monitoring(id).unwrap().decide(1, ("Семинар", basis()), (None, None), s.office(), on)).await;
    let (status, page) = town.page(&coordinator, &path(DRAFT)).await;
    assert_eq!(status, StatusCode::OK);
    let page = crate::web::pages::tests::words(&page);
    for said in [
        "Итоги мониторингов с оценкой",
        "Мониторинг МТКП, 01.02.2023–10.02.2023",
        "неудовлетворительный уровень результативности МТКП — 1; удовлетворительный уровень результативности МТКП — 1;",
        "Рекомендации и решения по итогам мониторингов",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (_, _, told) =
        town.get(&coordinator, &format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/analysis?period=2023-Q1")).await;
    let scores = &told["windows"][0]["scores"];
    assert_eq!((&scores["mean"], &scores["recommendations"]["overdue"]), (&json!("11"), &json!(1)), "{scores}");
    assert_eq!((&scores["decisions"]["taken"], &scores["decisions"]["planned"]), (&json!(1), &json!(0)));
}
