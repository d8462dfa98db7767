//! Files that are written, opened in LibreOffice and saved again: words stay words, formulas are counted anew.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot read what was saved")]

#[path = "../../../tests/support/folder.rs"]
#[expect(dead_code, reason = "stories use more of it")]
mod folder;
#[path = "../../../tests/support/libreoffice.rs"]
mod libreoffice;

use calamine::{Data, Range, Reader, Xlsx};
use chrono::{DateTime, Utc};
use libreoffice::{pages, resaved};
use std::io::{Cursor, Read};
use vekha_office::{
    Block, Cell, Column, Document, Kind, Line, Table, comma, document_excel, document_word, excel, word,
};

/// What programs of tables have run in files of others.
const HOSTILE: [&str; 10] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(\"http://example.org\";\"отчёт\")",
    "=cmd|' /C calc'!A0",
    "=DDE(\"soffice\";\"/etc/hosts\";\"1\")",
    " =1+1",
];

fn now() -> DateTime<Utc> {
    "2024-01-15T09:00:00Z".parse().unwrap()
}

fn column(title: &str, kind: Kind) -> Column {
    Column { title: title.to_owned(), kind, width: 20, joined: false }
}

/// A table whose every place for words holds a hostile cell.
fn table() -> Table {
    let [first, second, ..] = HOSTILE;
    let mut lines = vec![Line::Group(first.to_owned())];
    lines.extend(HOSTILE.map(|words| Line::Row(vec![Cell::words(words), Cell::words(words)])));
    Table {
        name: "Лист".to_owned(),
        title: first.to_owned(),
        notes: vec![second.to_owned(), HOSTILE[6].to_owned()],
        columns: vec![column(first, Kind::Text), column("Число", Kind::Number)],
        groups: second.to_owned(),
        lines,
    }
}

fn document() -> Document {
    let words = || HOSTILE.map(str::to_owned).to_vec();
    Document {
        above: words(),
        title: HOSTILE[0].to_owned(),
        below: words(),
        blocks: vec![
            Block::Heading(1, HOSTILE[1].to_owned()),
            Block::Words(HOSTILE[0].to_owned()),
            Block::Table(table()),
        ],
        signed: vec![(HOSTILE[0].to_owned(), HOSTILE[3].to_owned())],
        foot: words(),
    }
}

/// The sheets of a workbook without a single formula in them.
fn sheets(bytes: Vec<u8>) -> Vec<Range<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let formulas: Vec<String> = book.worksheets().into_iter().map(|(name, _)| name).collect();
    for name in formulas {
        let formulas = book.worksheet_formula(&name).unwrap();
        let told: Vec<_> = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
    }
    book.worksheets().into_iter().map(|(_, range)| range).collect()
}

fn said(range: &Range<Data>) -> Vec<String> {
    range.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
}

/// As a document keeps it: a tab is a space, a return is none.
fn kept(words: &str) -> String {
    words.replace('\t', " ").replace('\r', "")
}

#[test]
fn words_that_begin_like_formulas_stay_words_in_a_saved_workbook() {
    let books = [
        ("table.xlsx", excel(&[table()], now()).unwrap()),
        ("document.xlsx", document_excel(&document(), now()).unwrap()),
    ];
    let Some(saved) = resaved(&books, "xlsx") else { return };
    for (bytes, (name, _)) in saved.into_iter().zip(&books) {
        for range in sheets(bytes) {
            let said = said(&range);
            for words in HOSTILE {
                let times = said.iter().filter(|cell| **cell == kept(words)).count();
                assert!(times >= 2, "{name}: {words:?} is there {times} times: {said:?}");
            }
        }
    }
}

#[test]
fn words_that_begin_like_formulas_stay_words_when_csv_is_opened() {
    let Some(saved) = resaved(&[("table.csv", comma(&table()).unwrap())], "xlsx") else { return };
    for bytes in saved {
        let sheets = sheets(bytes);
        let said = said(&sheets[0]);
        for words in HOSTILE {
            let guarded = format!("'{}", kept(words));
            assert!(said.contains(&guarded), "{guarded:?}: {said:?}");
        }
    }
}

#[test]
fn words_that_begin_like_formulas_stay_words_in_a_saved_document_of_word() {
    let documents =
        [("table.docx", word(&table(), now()).unwrap()), ("document.docx", document_word(&document()).unwrap())];
    let Some(saved) = resaved(&documents, "docx") else { return };
    for (bytes, (name, _)) in saved.into_iter().zip(&documents) {
        let mut text = String::new();
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        package.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        assert!(!text.contains("instrText") && !text.contains("fldSimple") && !text.contains("w:hyperlink"), "{name}");
        let text = text.replace("&quot;", "\"").replace("&apos;", "'");
        for words in HOSTILE {
            assert!(text.contains(kept(words).trim()), "{name}: {words}");
        }
        assert!(text.contains("<w:tblHeader"), "{name}: the header still repeats");
    }
}

#[test]
fn a_printed_document_numbers_its_pages_from_the_second_and_repeats_the_header_of_its_table() {
    let row = || Line::Row(vec![Cell::words("Подготовка руководителей школ"), Cell::Number(226)]);
    let table = Table {
        name: "Разделы".to_owned(),
        title: "По разделам".to_owned(),
        columns: vec![column("Направление", Kind::Text), column("Наступило", Kind::Number)],
        lines: std::iter::repeat_with(row).take(80).collect(),
        ..Table::default()
    };
    let document = Document {
        title: "Аналитическая справка".to_owned(),
        blocks: vec![Block::Table(table), Block::Room("Выводы".to_owned())],
        signed: vec![("Начальник управления".to_owned(), "Л.В. Мазько".to_owned())],
        ..Document::default()
    };
    let Some(saved) = resaved(&[("note.docx", document_word(&document).unwrap())], "pdf") else { return };
    let Some(pages) = pages(&saved[0]) else { return };
    let top = |page: &str| page.trim_start().lines().next().unwrap_or_default().trim().to_owned();
    assert!(pages.len() > 2, "{pages:?}");
    assert_eq!(
        (top(&pages[0]), top(&pages[1]), top(&pages[2])),
        ("Аналитическая справка".into(), "2".into(), "3".into())
    );
    assert!(pages[1].contains("Направление") && pages[1].contains("Наступило"), "{}", pages[1]);
    let last = pages.last().unwrap();
    assert!(last.contains("Начальник управления") && last.contains("Л.В. Мазько"), "{last}");
}

#[test]
fn a_formula_is_counted_anew_and_not_taken_from_what_the_file_remembers() {
    let mut table = Table {
        name: "Итог: всё".to_owned(),
        title: "Показатель".to_owned(),
        columns: vec![column("Слово", Kind::Text), column("Доля", Kind::Number)],
        lines: ["да", "нет", "да"].map(|word| Line::Row(vec![Cell::words(word), Cell::Number(5)])).to_vec(),
        ..Table::default()
    };
    let range = table.range(0);
    let count = format!("=COUNTIF({range},{})", table.cell(0, 0));
    table.lines.push(Line::Row(vec![Cell::Empty, Cell::formula(count, Cell::Number(77))]));
    let share = format!("=IF({0}=0,\"—\",INT({0}*1000/3)/1000)", table.cell(3, 1));
    table.lines.push(Line::Row(vec![Cell::Empty, Cell::formula(share, Cell::Tenths(1))]));
    let values = |bytes: Vec<u8>| {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let rows = book.worksheet_range("Итог всё").unwrap();
        let all: Vec<Vec<Data>> = rows.rows().map(<[Data]>::to_vec).collect();
        all.iter().rev().take(2).map(|row| row[1].clone()).collect::<Vec<_>>()
    };
    let bytes = excel(&[table], now()).unwrap();
    assert_eq!(values(bytes.clone()), [Data::Float(0.001), Data::Float(77.0)], "what was remembered");
    let Some(saved) = resaved(&[("book.xlsx", bytes)], "xlsx") else { return };
    assert_eq!(saved.into_iter().map(values).collect::<Vec<_>>(), [[Data::Float(0.666), Data::Float(2.0)]]);
}
