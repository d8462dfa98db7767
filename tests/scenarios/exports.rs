//! `vekha export`: a roadmap leaves as a file of each kind, and comes back as the order it was.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use vekha_tests::{Folder, tree, vekha};

fn order(name: &str) -> String {
    tree::root().join(format!("seeds/orders/{name}.docx")).to_string_lossy().into_owned()
}

/// Number, words and term of each row of a file.
fn read(file: &str) -> Vec<[String; 3]> {
    let shown =
        vekha(&["import", file, "--dry-run", "--json", "--from", "2020-01-01", "--to", "2024-12-31"]).ok().json();
    let cell = |row: &Value, field: &str| {
        row[field].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let rows = shown["activities"].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| ["number", "title", "deadline"].map(|field| cell(row, field))).collect()
}

#[test]
fn five_orders_leave_as_word_excel_and_csv_and_come_back_the_same() {
    let folder = Folder::new();
    for name in ["seversky", "korenovsk", "krasnodar", "belorechensk", "smolensk"] {
        let database = folder.database(&format!("{name}.db"));
        let period = ["--from", "2020-12-17", "--to", "2024-12-31"];
        vekha(&[&["import", &order(name), "--database", &database], &period[..]].concat()).ok();
        let printed = read(&order(name));
        assert!(!printed.is_empty(), "{name}");
        for format in ["docx", "xlsx", "csv"] {
            let file = folder.file(&format!("{name}.{format}")).to_string_lossy().into_owned();
            let export = ["export", "дорожн", "--format", format, "--output", &file, "--database", &database];
            let export =
                if name == "smolensk" { [&["export", "соиро"], &export[2..]].concat() } else { export.to_vec() };
            vekha(&export).ok();
            assert_eq!(read(&file), printed, "{name}.{format}");
        }
    }
}

#[test]
fn a_roadmap_leaves_on_standard_output_and_never_over_a_file_that_is_there() {
    let folder = Folder::new();
    let database = folder.database("v.db");
    vekha(&["import", &order("seversky"), "--database", &database]).ok();
    let export = |format: &str| vekha(&["export", "1298", "--format", format, "--database", &database]);
    let activities = export("json").ok().json();
    assert_eq!(activities.as_array().map(Vec::len), Some(read(&order("seversky")).len()));
    assert_eq!(activities[0]["number"], "1.1");
    let calendar = export("ics").ok().said;
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && calendar.contains("BEGIN:VEVENT"), "{calendar}");
    assert!(export("csv").ok().said.starts_with('\u{feff}'));
    let file = folder.file("plan.xlsx").to_string_lossy().into_owned();
    let to_file = ["export", "1298", "--format", "xlsx", "--output", &file, "--database", &database];
    vekha(&to_file).ok();
    let book: Xlsx<_> = open_workbook(&file).unwrap();
    assert_eq!(book.sheet_names(), ["Дорожная карта", "Обязательства", "Показатели"]);
    assert_eq!(vekha(&to_file).code, 2, "it may be somebody's evidence");
    let early = vekha(&[&to_file[..5], &["-", "--as-of", "2001-01-01"], &to_file[6..]].concat());
    assert_eq!(early.code, 1, "{}", early.complained);
}
