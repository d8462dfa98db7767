//! `vekha import`: real orders in every format, shown and adopted, and files that are not orders.

use serde_json::Value;
use vekha_tests::{Folder, tree, vekha, vekha_reading};

const ORDERS: [&str; 5] = ["seversky", "korenovsk", "krasnodar", "belorechensk", "smolensk"];

/// Rows of the order as a careful reader counts them.
fn expected(name: &str) -> usize {
    tree::read(&format!("seeds/{name}/order.toml")).lines().filter(|line| *line == "[[rows]]").count()
}

fn order(name: &str, format: &str) -> String {
    tree::root().join(format!("seeds/orders/{name}.{format}")).to_string_lossy().into_owned()
}

fn shown(name: &str, format: &str) -> Value {
    vekha(&["import", &order(name, format), "--dry-run", "--json"]).ok().json()
}

fn rows(shown: &Value) -> Vec<Value> {
    shown["activities"].as_array().cloned().unwrap_or_default()
}

#[test]
fn every_row_of_the_five_orders_is_shown_alike_from_word_and_excel() {
    for name in ORDERS {
        let word = shown(name, "docx");
        assert_eq!(rows(&word).len(), expected(name), "{name}");
        let excel = shown(name, "xlsx");
        for (w, x) in rows(&word).iter().zip(rows(&excel)) {
            for field in ["number", "section", "title", "deadline", "responsible", "result", "form", "audience"] {
                assert_eq!(w[field], x[field], "{name} {}", w["number"]);
            }
        }
    }
}

#[test]
fn each_row_has_its_term_read_and_each_doubt_its_words() {
    let seversky = shown("seversky", "docx");
    assert_eq!(
        (seversky["order"]["number"].clone(), seversky["order"]["date"].clone()),
        ("1298".into(), "2022-11-08".into())
    );
    let first = &rows(&seversky)[0];
    assert_eq!(first["schedule"]["occurrences"][0]["due"], "2022-12-26");
    let early = rows(&shown("belorechensk", "docx"));
    let warned = early.iter().flat_map(|row| row["schedule"]["warnings"].as_array().cloned().unwrap_or_default());
    assert!(warned.into_iter().any(|w| w["code"] == "before_approval"), "«Март 2023» in an order of 18.04.2023");
}

#[test]
fn text_pasted_from_a_scan_is_read_and_what_is_left_out_is_listed() {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    for name in ORDERS {
        let text = shown(name, "txt");
        assert_eq!(rows(&text).len(), expected(name), "{name}");
        // Rows repeat the headings above them, so more may be told than stands there, but hardly less.
        let (told, there) = (letters(&text.to_string()), letters(&tree::read(&format!("seeds/orders/{name}.txt"))));
        assert!(told * 100 >= there * 98, "{name}: {told} letters of {there}");
    }
}

#[test]
fn a_file_that_is_not_an_order_is_refused_with_what_to_do() {
    let folder = Folder::new();
    for (name, bytes, hint) in [
        ("plan.pdf", &b"%PDF-1.7"[..], ".docx"),
        ("plan.docx", b"PK\x03\x04 cut short", "Word"),
        ("plan.doc", &[0xD0, 0xCF, 0x11, 0xE0], ".docx"),
        ("plan.txt", "Просто письмо без таблицы".as_bytes(), "таблиц"),
        ("plan.exe", b"MZ", ".docx"),
    ] {
        let file = folder.file(name);
        std::fs::write(&file, bytes).unwrap();
        let refused = vekha(&["import", &file.to_string_lossy(), "--dry-run"]);
        assert_eq!(refused.code, 1, "{name}: {}", refused.complained);
        assert!(refused.complained.contains(hint), "{name}: {}", refused.complained);
    }
    assert_eq!(vekha(&["import", &folder.file("nowhere.docx").to_string_lossy()]).code, 2);
}

#[test]
fn a_table_may_come_on_standard_input_and_lacks_only_its_period() {
    // No year is named anywhere, so no period can be proposed.
    let table = "№\tМероприятие\tСрок\tОтветственный\n1\tСовещание\tраз в квартал\tПетрова А.А.\n";
    let shown = vekha_reading(&["import", "-", "--dry-run", "--json"], table).ok().json();
    assert_eq!(rows(&shown).len(), 1);
    let folder = Folder::new();
    let database = folder.database("v.db");
    let refused = vekha_reading(&["import", "-", "--title", "План", "--database", &database], table);
    assert_eq!(refused.code, 1, "{}", refused.complained);
    assert!(refused.complained.contains("Срок дорожной карты"), "{}", refused.complained);
    let period = ["--from", "2023-01-01", "--to", "2023-12-31"];
    let adopt = [&["import", "-", "--title", "План", "--database", &database], &period[..]].concat();
    vekha_reading(&adopt, table).ok();
}
