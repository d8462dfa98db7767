//! Documents that are written, read back: what Word and a program of tables have from them.

use super::*;
use crate::{
    Cell, Column, Kind, Line, document_excel, document_word,
    docx::blocks,
    sheet::{Block as Read, Cell as ReadCell},
};
use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, Utc};
use std::io::Cursor;

fn now() -> DateTime<Utc> {
    "2024-01-15T09:00:00Z".parse().unwrap()
}

fn bars() -> Block {
    let bar = Bar { name: "I квартал".to_owned(), words: "95,6 % из 226".to_owned(), ..Bar::default() };
    Block::Bars(Bars { title: "По кварталам".to_owned(), bars: vec![bar] })
}

fn table(name: &str) -> Table {
    let column = |title: &str, kind| Column { title: title.to_owned(), kind, width: 10, joined: false };
    Table {
        name: name.to_owned(),
        title: format!("Таблица: {name}"),
        notes: vec!["Доли — от наступивших.".to_owned()],
        columns: vec![
            column("Направление", Kind::Text),
            column("Наступило", Kind::Number),
            column("Доля", Kind::Percent),
        ],
        lines: vec![
            Line::Row(vec![Cell::words("1. Кадры"), Cell::Number(226), Cell::share(124, 226)]),
            Line::Row(vec![Cell::words("-2+3"), Cell::Number(0), Cell::Empty]),
        ],
        ..Table::default()
    }
}

fn document() -> Document {
    Document {
        above: vec!["Управление образования".to_owned()],
        title: "Аналитическая справка об эффективности реализации дорожной карты".to_owned(),
        below: vec!["за 2023 год".to_owned()],
        blocks: vec![
            Block::Heading(1, "1. Исполнение".to_owned()),
            Block::Words("Наступило 226 обязательств.\n=Вторая строка".to_owned()),
            Block::Items(vec!["исполнено 124".to_owned(), "просрочено 102".to_owned()]),
            Block::Heading(2, "1.1. По направлениям".to_owned()),
            Block::Table(table("По разделам: итог")),
            bars(),
            Block::Table(table("по разделам итог")),
            Block::Room("Выводы и предложения".to_owned()),
        ],
        signed: vec![
            ("Начальник управления".to_owned(), "Л.В. Мазько".to_owned()),
            ("Исполнитель".to_owned(), String::new()),
        ],
        foot: vec!["Правила расчёта: версия 1".to_owned()],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(crate::package::part(bytes, name).unwrap()).unwrap()
}

#[test]
fn bars_are_words_on_paper_unless_a_table_beside_says_the_same() {
    let table = Table::default();
    let document = |blocks| Document { blocks, ..Document::default() };
    assert_eq!(document(vec![Block::Table(table.clone()), bars()]).parts(), [Part::Table(&table)]);
    assert_eq!(document(vec![bars(), Block::Table(table.clone())]).parts(), [Part::Table(&table)]);
    let item = "I квартал: 95,6 % из 226".to_owned();
    assert_eq!(document(vec![bars()]).parts(), [Part::Words("По кварталам"), Part::Items(vec![item])]);
}

#[test]
fn word_has_all_words_in_their_order_and_the_cells_of_the_tables() {
    let read = blocks(&document_word(&document()).unwrap()).unwrap();
    let cell = |cell: &ReadCell| cell.text.trim().to_owned();
    let mut words = Vec::new();
    for block in &read {
        match block {
            Read::Line(text) | Read::Heading(text) if text.trim().is_empty() => {}
            Read::Line(text) | Read::Heading(text) | Read::Aside(text) => words.push(text.trim().to_owned()),
            Read::Cells(cells) => words.push(cells.iter().map(cell).collect::<Vec<_>>().join(" | ")),
            Read::Gap | Read::TableEnd => {}
        }
    }
    let table =
        ["Доли — от наступивших.", "Направление | Наступило | Доля", "1. Кадры | 226 | 54,8\u{a0}%", "-2+3 | 0 | "];
    let mut told = vec![
        "Управление образования",
        "Аналитическая справка об эффективности реализации дорожной карты",
        "за 2023 год",
        "1. Исполнение",
        "Наступило 226 обязательств.",
        "=Вторая строка",
        "исполнено 124",
        "просрочено 102",
        "1.1. По направлениям",
        "Таблица: По разделам: итог",
    ];
    told.extend(table);
    told.push("Таблица: по разделам итог");
    told.extend(table);
    told.extend(["Выводы и предложения", "Начальник управления |  | Л.В. Мазько", "Исполнитель |  | "]);
    told.push("Правила расчёта: версия 1");
    assert_eq!(words, told);
}

#[test]
fn word_knows_headings_repeats_each_header_and_counts_pages_from_the_second() {
    let bytes = document_word(&document()).unwrap();
    let text = part(&bytes, "word/document.xml");
    for set in [
        "w:pStyle w:val=\"Heading1\"",
        "w:pStyle w:val=\"Heading2\"",
        "<w:titlePg",
        "w:left=\"1701\"",
        "w:right=\"567\"",
    ] {
        assert!(text.contains(set), "{set}: {text}");
    }
    assert_eq!(text.matches("<w:tblHeader />").count(), 2, "a header for each table, none for the signatures");
    let styles = part(&bytes, "word/styles.xml");
    for set in
        ["w:val=\"heading 1\"", "w:outlineLvl w:val=\"1\"", "Times New Roman", "w:firstLine=\"709\"", "w:line=\"360\""]
    {
        assert!(styles.contains(set), "{set}: {styles}");
    }
    assert!(part(&bytes, "word/header1.xml").contains("PAGE"));
    assert_eq!(bytes, document_word(&document()).unwrap(), "the same document is the same bytes");
}

#[test]
fn a_workbook_has_the_words_first_and_each_table_on_a_sheet_of_its_own() {
    let bytes = document_excel(&document(), now()).unwrap();
    let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, ["Аналитическая справка об", "По разделам итог", "по разделам итог 2"]);
    let words = book.worksheet_range(&names[0]).unwrap();
    let words: Vec<String> =
        words.rows().map(|row| row[0].to_string()).filter(|words| !words.trim().is_empty()).collect();
    assert_eq!(words[0], "Управление образования");
    for said in
        ["– исполнено 124", "Таблица: По разделам: итог", "Выводы и предложения", "Исполнитель ____________________ "]
    {
        assert!(words.iter().any(|words| words == said), "{said}: {words:?}");
    }
    let rows = book.worksheet_range(&names[2]).unwrap();
    let row: Vec<&Data> = rows.rows().find(|row| row[0] == "1. Кадры").unwrap().iter().collect();
    assert_eq!((row[1], row[2]), (&Data::Float(226.0), &Data::Float(0.548)));
    assert!(names.iter().all(|name| book.worksheet_formula(name).unwrap().is_empty()));
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for set in ["<autoFilter ref=\"A4:C6\"", "ySplit=\"4\"", "paperSize=\"9\""] {
        assert!(sheet.contains(set), "{set}: {sheet}");
    }
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("location=\"'По разделам итог'!A1\""));
}

#[test]
fn an_empty_document_and_one_of_many_equal_names_are_written() {
    assert!(document_word(&Document::default()).is_ok());
    let blocks = vec![Block::Table(table(&"Очень длинное имя листа отчёта".repeat(3))); 12];
    let bytes = document_excel(&Document { blocks, ..Document::default() }, now()).unwrap();
    let names = Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names();
    assert_eq!(names.len(), 13);
    assert!(names.iter().all(|name| name.chars().count() <= 31), "{names:?}");
}
