//! Tables that are written, read back: types, groups, what repeats on paper, words that look like formulas.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot read what was written")]

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate, Utc};
use std::io::{Cursor, Read};
use vekha_office::{Cell, Column, Format, Kind, Line, Order, Table, comma, excel, read_order, word};

fn now() -> DateTime<Utc> {
    "2023-07-05T09:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn column(title: &str, kind: Kind) -> Column {
    Column { title: title.to_owned(), kind, width: 14, joined: title == "Задача" }
}

fn row(number: &str, title: &str, term: &str) -> Line {
    let text = |words: &str| Cell::words(words);
    Line::Row(vec![
        text(number),
        text("Снизить риски"),
        text(title),
        text(term),
        text("Кочнева С.А."),
        Cell::Day(day("2023-06-28")),
        Cell::Number(6),
        Cell::share(124, 226),
    ])
}

fn table() -> Table {
    let columns = [
        ("№", Kind::Text),
        ("Задача", Kind::Text),
        ("Мероприятие", Kind::Text),
        ("Срок", Kind::Text),
        ("Ответственные", Kind::Text),
        ("Сделано", Kind::Day),
        ("Опоздание", Kind::Number),
        ("Полнота", Kind::Percent),
    ];
    Table {
        name: "План: [1]".to_owned(),
        title: "Дорожная карта на 2022–2024 годы".to_owned(),
        notes: vec!["Приказ № 512 от 18.04.2023".to_owned(), "Полнота 54,8 % (124 из 226).".to_owned()],
        columns: columns.map(|(title, kind)| column(title, kind)).to_vec(),
        groups: "Направление".to_owned(),
        lines: vec![
            Line::Group("1. Кадры".to_owned()),
            row("1.1", "Совещание & «круглый стол» <итоги>", "раз в квартал"),
            row("1.2", "=HYPERLINK(\"http://example.org\";\"отчёт\")", "до 15 июля 2023 г."),
            Line::Group("2. Качество".to_owned()),
            row("2.1", "-5+A1\u{7}", "июнь 2023"),
        ],
    }
}

fn told(order: &Order) -> Vec<(String, String, String)> {
    order.rows.iter().map(|row| (row.number.clone(), row.title.clone(), row.deadline.clone())).collect()
}

#[test]
fn a_workbook_and_a_document_are_read_back_as_the_order_they_tell() {
    for (bytes, format) in
        [(excel(&[table()], now()).unwrap(), Format::Xlsx), (word(&table(), now()).unwrap(), Format::Docx)]
    {
        let order = read_order(&bytes, format).unwrap();
        let rows = [
            ("1.1", "Совещание & «круглый стол» <итоги>", "раз в квартал"),
            ("1.2", "=HYPERLINK(\"http://example.org\";\"отчёт\")", "до 15 июля 2023 г."),
            ("2.1", "-5+A1", "июнь 2023"),
        ];
        assert_eq!(told(&order), rows.map(|(n, title, term)| (n.to_owned(), title.to_owned(), term.to_owned())));
        assert_eq!(order.rows[2].section, ["2. Качество"], "{format:?}");
        assert!(order.rows.iter().all(|row| row.task.as_deref() == Some("Снизить риски")), "{format:?}");
        assert_eq!((order.number.as_deref(), order.date), (Some("512"), Some(day("2023-04-18"))));
        assert_eq!(order.title.as_deref(), Some("Дорожная карта на 2022–2024 годы"));
    }
}

#[test]
fn cells_are_what_they_hold_and_words_are_never_a_formula() {
    let mut book = Xlsx::new(Cursor::new(excel(&[table()], now()).unwrap())).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(name, "План 1", "what Excel takes in no name is left out");
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    let range = book.worksheet_range(&name).unwrap();
    let header = range.rows().position(|row| row[0] == Data::String("№".to_owned())).unwrap();
    let row: Vec<&Data> = range.rows().nth(header + 3).unwrap().iter().collect();
    assert_eq!(row[2], &Data::String("=HYPERLINK(\"http://example.org\";\"отчёт\")".to_owned()));
    assert!(matches!(row[5], Data::DateTime(at) if at.as_datetime().unwrap().date() == day("2023-06-28")), "{row:?}");
    assert_eq!((row[6], row[7]), (&Data::Float(6.0), &Data::Float(0.548)));
}

fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_is_ready_to_print_and_to_filter() {
    let sheet = part(excel(&[table()], now()).unwrap(), "xl/worksheets/sheet1.xml");
    for set in [
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "<autoFilter ref=\"A5:H10\"",
        "ySplit=\"5\"",
    ] {
        assert!(sheet.contains(set), "{set}: {sheet}");
    }
    let book = part(excel(&[table()], now()).unwrap(), "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles") && book.contains("$5:$5"), "{book}");
    let styles = part(excel(&[table()], now()).unwrap(), "xl/styles.xml");
    assert!(styles.contains("dd.mm.yyyy") && styles.contains("0.0%") && styles.contains("quotePrefix=\"1\""));
}

#[test]
fn a_document_lies_down_and_repeats_its_header() {
    let bytes = word(&table(), now()).unwrap();
    let document = part(bytes.clone(), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader />").count(), 1);
    let (header, first) = (document.find("<w:tblHeader />").unwrap(), document.find("Мероприятие").unwrap());
    assert!(header < first, "it is the header's row");
    assert!(document.contains("w:orient=\"landscape\"") && document.contains("<w:pStyle w:val=\"Heading1\""));
    assert!(part(bytes.clone(), "word/styles.xml").contains("Times New Roman"));
    assert!(part(bytes, "word/footer1.xml").contains("PAGE"));
}

#[test]
fn the_same_table_is_the_same_bytes() {
    assert_eq!(excel(&[table()], now()).unwrap(), excel(&[table()], now()).unwrap());
    assert_eq!(word(&table(), now()).unwrap(), word(&table(), now()).unwrap());
    assert_eq!(comma(&table()).unwrap(), comma(&table()).unwrap());
}

#[test]
fn csv_carries_the_groups_in_a_column_and_reads_back() {
    let order = read_order(&comma(&table()).unwrap(), Format::Csv).unwrap();
    assert_eq!(order.rows.len(), 3);
    assert_eq!(order.rows[0].section, ["1. Кадры"]);
    assert!(order.rows[1].title.starts_with("'=HYPERLINK"), "{}", order.rows[1].title);
}
