//! `vekha report`: the yearly analysis and the report to the working group as files, the same as through the API, and issued once.

use calamine::{Reader, Xlsx, open_workbook};
use std::fs;
use vekha_tests::{Demo, Folder, http, libreoffice, tree, vekha};

/// A roadmap of the demonstration by its territory, with a report that it issued.
const TOWNS: [(&str, &str, &str); 5] = [
    ("seversky", "Северский", "2022"),
    ("korenovsk", "Кореновский", "2021"),
    ("krasnodar", "Краснодар", "2022"),
    ("belorechensk", "Белореченский", "2023-Q2"),
    ("smolensk", "Смоленск", "2023-Q1"),
];

fn percent(part: u64, whole: u64) -> String {
    let tenths = part * 1_000 / whole;
    format!("{},{}\u{a0}%", tenths / 10, tenths % 10)
}

#[test]
fn five_roadmaps_are_reported_on_in_every_format_with_the_figures_of_the_api() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let database = folder.database_file("vekha.db");
    let mut documents: Vec<(String, Vec<u8>)> = Vec::new();
    for (town, territory, issued) in TOWNS {
        let report = |format: &str, file: &str| {
            let asked = ["report", "--roadmap", territory, "--period", "2023", "--as-of", "2023-07-05"];
            let written = ["--format", format, "--output", file, "--database", &database];
            vekha(&[&asked[..], &written[..]].concat())
        };
        // The roadmap of this town ended with 2021: there is nothing to report on, and what there is, is said.
        if town == "korenovsk" {
            let refused = report("json", "-");
            assert!(refused.code == 2 && refused.complained.contains("2020-21-2"), "{}", refused.complained);
            continue;
        }
        let answer = report("json", "-").ok().json();
        let n = |name: &str| answer["of"]["figures"][name].as_u64().unwrap();
        let completeness = percent(n("done"), n("due"));
        let html = report("html", "-").ok().said;
        assert!(html.contains(&completeness) && html.contains("Проект, не выпущен."), "{town}: {completeness}");
        let [docx, xlsx] = ["docx", "xlsx"].map(|ending| {
            let file = folder.file(&format!("{town}.{ending}")).to_string_lossy().into_owned();
            report(ending, &file).ok();
            file
        });
        documents.push((format!("{town}.docx"), fs::read(docx).unwrap()));
        let book: Xlsx<_> = open_workbook(&xlsx).unwrap();
        assert!(book.sheet_names().len() > 4, "{town}: {:?}", book.sheet_names());
        let token = demo.token_of(&format!("{town}-coordinator"));
        let get = |path: &str| {
            let authorization = format!("Bearer {token}");
            let answer = http::send("GET", &demo.url(path), &[("Authorization", &authorization)], "").unwrap();
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            answer
        };
        let office = get("/api/v1/offices").json()[0]["id"].as_str().unwrap().to_owned();
        let roadmaps = get(&format!("/api/v1/offices/{office}/roadmaps")).json();
        let roadmap = roadmaps.get("items").unwrap_or(&roadmaps)[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/offices/{office}/roadmaps/{roadmap}");
        let api = get(&format!("/api/v1{path}/analysis?period=2023&as_of=2023-07-05")).json();
        assert_eq!(api["of"]["figures"], answer["of"]["figures"], "{town}");
        let page = get(&format!("{path}/reports/draft?period=2023&as_of=2023-07-05")).body;
        assert!(page.contains(&completeness), "{town}: {completeness}");
        let list = get(&format!("{path}/reports")).body;
        assert!(list.contains("id=\"h-issued\"") && !list.contains("Ни одного отчёта"), "{town}: {issued}");
    }
    assert_eq!(demo.ask_to_end(), 0);
    let files: Vec<(&str, Vec<u8>)> = documents.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let Some(printed) = libreoffice::resaved(&files, "pdf") else { return };
    assert!(printed.iter().all(|pdf| pdf.starts_with(b"%PDF") && pdf.len() > 10_000));
}

#[test]
fn a_report_is_issued_by_the_command_with_its_conclusions_and_its_number() {
    let folder = Folder::new();
    let (database, file) = (folder.database("v.db"), folder.file("conclusions.txt"));
    fs::write(&file, "Первый вывод.\n").unwrap();
    let order = tree::root().join("seeds/orders/seversky.docx").to_string_lossy().into_owned();
    vekha(&["import", &order, "--database", &database]).ok();
    let conclusions = file.to_string_lossy().into_owned();
    let issue = || {
        let asked = ["report", "--roadmap", "1298", "--period", "2023", "--format", "html", "--database", &database];
        vekha(&[&asked[..], &["--issue", "--conclusions", &conclusions]].concat())
    };
    let first = issue().ok();
    assert!(first.said.contains("Первый вывод.") && first.said.contains("Отчёт № 1 от"), "{}", first.said);
    assert!(first.complained.contains("Отчёт № 1 выпущен."), "{}", first.complained);
    assert!(issue().ok().said.contains("Отчёт № 2 от"));
    let told = vekha(&["history", "--database", &database]).ok().said;
    assert!(told.contains("выпущен годовой анализ эффективности № 2"), "{told}");
    assert_eq!(vekha(&["verify", "--database", &database]).code, 0);
}
