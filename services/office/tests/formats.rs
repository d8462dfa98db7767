//! Other people's tables: renamed and shuffled columns, merged cells, CSV of every sort, files that are refused.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot build its file")]
#![expect(clippy::indexing_slicing, reason = "a missing row fails the test")]

use rust_xlsxwriter::{Format as CellFormat, Workbook};
use std::io::{Cursor, Write};
use vekha_domain::event::OrganisationKind;
use vekha_office::{
    Format, Order, ReadError, ResponsibleKind, Warning, name_key, organisation_kind, read_order, territory,
};
use zip::{ZipWriter, write::SimpleFileOptions};

const TABLE: [[&str; 4]; 3] = [
    ["Исполнители", "Срок исполнения", "Наименование мероприятия", "№ п/п"],
    ["УО, ЦРО, директор МБОУ СОШ № 2", "до 1 марта 2024 года", "Совещание; о планах, итогах", "1"],
    ["Руководители ОО", "1 раз в квартал", "Мониторинг сайтов", "2"],
];

fn csv(separator: char) -> String {
    let quoted = TABLE.map(|row| row.map(|cell| format!("\"{cell}\"")).join(&separator.to_string()));
    quoted.join("\r\n")
}

fn assert_is_the_table(order: &Order) {
    assert_eq!(order.rows.len(), 2);
    assert_eq!(order.rows[0].number, "1");
    assert_eq!(order.rows[0].title, "Совещание; о планах, итогах");
    assert_eq!(order.rows[0].deadline, "до 1 марта 2024 года");
    let parties: Vec<_> = order.rows[0].responsible.iter().map(|party| (party.kind, party.name.as_str())).collect();
    let organisation = ResponsibleKind::Organisation;
    assert_eq!(
        parties,
        [(organisation, "УО"), (organisation, "ЦРО"), (ResponsibleKind::Post, "директор МБОУ СОШ № 2")]
    );
    assert_eq!(order.rows[1].responsible[0].kind, ResponsibleKind::Group);
}

#[test]
fn csv_is_read_with_any_separator_and_in_both_encodings() {
    for separator in [';', ',', '\t'] {
        let text = csv(separator);
        assert_is_the_table(&read_order(text.as_bytes(), Format::Csv).unwrap());
        let (windows, _, lost) = encoding_rs::WINDOWS_1251.encode(&text);
        assert!(!lost);
        assert_is_the_table(&read_order(&windows, Format::Csv).unwrap());
        assert_is_the_table(&read_order(format!("\u{feff}{text}").as_bytes(), Format::Csv).unwrap());
    }
}

#[test]
fn shuffled_and_renamed_columns_are_known_in_excel() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(TABLE) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    assert_is_the_table(&read_order(&book.save_to_buffer().unwrap(), Format::Xlsx).unwrap());
}

#[test]
fn a_cell_in_the_far_corner_of_a_sheet_does_not_fill_the_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(TABLE) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let order = read_order(&book.save_to_buffer().unwrap(), Format::Xlsx).unwrap();
    assert_is_the_table(&order);
    assert_eq!(order.left_out.last().map(|piece| piece.text.as_str()), Some("x"));
}

#[test]
fn a_task_or_a_deadline_merged_downwards_holds_for_every_row_beside_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["№", "Задачи", "Мероприятия", "Сроки", "Ответственные"])
    {
        sheet.write(0, column, name).unwrap();
    }
    let plain = CellFormat::new();
    sheet.merge_range(1, 0, 1, 4, "Качество образования", &plain).unwrap();
    sheet.merge_range(2, 0, 3, 0, "1", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "Снизить риски", &plain).unwrap();
    sheet.merge_range(2, 3, 3, 3, "май 2024", &plain).unwrap();
    for (row, title) in [(2, "Анализ"), (3, "Отчёт")] {
        sheet.write(row, 2, title).unwrap();
        sheet.write(row, 4, "Иванова А.Б.\nПетров-Водкин К. С.").unwrap();
    }
    let order = read_order(&book.save_to_buffer().unwrap(), Format::Xlsx).unwrap();
    let read: Vec<_> =
        order.rows.iter().map(|row| (row.number.as_str(), row.task.as_deref(), row.title.as_str())).collect();
    assert_eq!(read, [("1.1", Some("Снизить риски"), "Анализ"), ("1.2", Some("Снизить риски"), "Отчёт")]);
    assert_eq!(order.rows[1].deadline, "май 2024");
    assert_eq!(order.rows[1].section, ["Качество образования"]);
    let names: Vec<_> = order.rows[1].responsible.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names, ["Иванова А.Б.", "Петров-Водкин К.С."]);
}

#[test]
fn five_surnames_without_commas_are_five_people() {
    let text = "№\tМероприятие\tСрок\tОтветственные\n1\tСовещание\tмай\tАн А.А. Бо Б.Б.Ви В.В., Го Г.Г. Да Д. Д.";
    let order = read_order(text.as_bytes(), Format::Text).unwrap();
    assert_eq!(order.rows[0].responsible.len(), 5);
    assert!(order.rows[0].responsible.iter().all(|party| party.kind == ResponsibleKind::Person));
}

#[test]
fn doubts_are_told_and_what_is_in_no_row_is_kept() {
    let text =
        "№\tМероприятие\tСрок\tОтветственные\tЦена\n1\tА\tмай\tУО\t5 рублей\n1\tБ\t\tУО\t\n2\tВ\tмай\t\t\n\nПодпись";
    let order = read_order(text.as_bytes(), Format::Text).unwrap();
    assert_eq!(order.rows[1].warnings, [Warning::EmptyDeadline, Warning::DuplicateNumber { number: "1".to_owned() }]);
    assert_eq!(order.rows[2].warnings, [Warning::EmptyResponsible]);
    let left: Vec<_> = order.left_out.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(left, ["5 рублей", "Подпись"]);
}

fn package(part: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(part, SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn damaged_and_hostile_files_are_refused_by_code() {
    let code = |bytes: &[u8], format| read_order(bytes, format).unwrap_err().code();
    assert_eq!(code(b"PK nothing", Format::Docx), "damaged");
    assert_eq!(code(b"PK nothing", Format::Xlsx), "damaged");
    assert_eq!(code(&package("other.xml", b"<a/>"), Format::Docx), "damaged");
    assert_eq!(code(&package("word/document.xml", b"<w:document><w:p>"), Format::Docx), "damaged");
    let entities = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbb'>]><a>&b;</a>";
    assert_eq!(code(&package("word/document.xml", entities), Format::Docx), "document_type");
    assert_eq!(code(&package("xl/workbook.xml", entities), Format::Xlsx), "document_type");
    let bomb = package("word/document.xml", &vec![b' '; (64 << 20) + 1]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(code(&bomb, Format::Docx), "too_large");
    assert_eq!(code("Просто письмо.".as_bytes(), Format::Text), "no_table");
}

#[test]
fn the_format_is_told_by_bytes_and_name() {
    assert_eq!(Format::of("Приказ.DOCX", b"PK\x03\x04"), Ok(Format::Docx));
    assert_eq!(Format::of("план.md", b"| a |"), Ok(Format::Text));
    assert_eq!(
        Format::of("приказ.docx", b"%PDF-1.7"),
        Err(ReadError::UnsupportedFormat { extension: "pdf".to_owned() })
    );
    assert_eq!(
        Format::of("приказ.doc", &[0xD0, 0xCF, 0x11, 0xE0]),
        Err(ReadError::UnsupportedFormat { extension: "doc".to_owned() })
    );
    assert_eq!(Format::of("приказ", b"text"), Err(ReadError::UnknownFormat));
}

#[test]
fn names_are_compared_as_people_do() {
    assert_eq!(name_key("МБОУ СОШ №2"), name_key("мбоу  сош № 2"));
    assert_eq!(name_key("Лёвина А.Б."), name_key("Левина А. Б."));
    assert_ne!(name_key("МБОУ СОШ № 2"), name_key("МБОУ СОШ № 22"));
    assert_eq!(organisation_kind("МБОУ СОШ № 2"), OrganisationKind::School);
    assert_eq!(organisation_kind("УО"), OrganisationKind::Office);
    assert_eq!(organisation_kind("МКУ ЦРО"), OrganisationKind::Centre);
    assert_eq!(organisation_kind("МАДОУ детский сад № 5"), OrganisationKind::Kindergarten);
    let office = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ МУНИЦИПАЛЬНОГО ОБРАЗОВАНИЯ СЕВЕРСКИЙ РАЙОН";
    assert_eq!(territory(office).as_deref(), Some("Северский район"));
    assert_eq!(territory("ГАУ ДПО СОИРО"), None);
}

#[test]
fn an_order_survives_the_way_through_json() {
    let order = read_order(csv(';').as_bytes(), Format::Csv).unwrap();
    let answer: Result<Order, ReadError> = Ok(order);
    let json = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Result<Order, ReadError>>(&json).unwrap(), answer);
}
