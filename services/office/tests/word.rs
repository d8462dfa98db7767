//! Word files of other offices: merged cells, headers in two lines, tables between paragraphs, changes that are tracked.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot build its file")]

use std::io::{Cursor, Write};
use vekha_office::{Format, Order, read_order};
use zip::{ZipWriter, write::SimpleFileOptions};

fn word(body: &str) -> Order {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    write!(writer, "<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>").unwrap();
    read_order(&writer.finish().unwrap().into_inner(), Format::Docx).unwrap()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Rows of cells; «^» is merged with the cell above, «v» before a text begins a merged cell, «<» is spanned from the left.
fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &str, span: usize| {
        let (merge, text) = match text.strip_prefix('v') {
            Some(text) => ("<w:vMerge w:val='restart'/>", text),
            None if text == "^" => ("<w:vMerge/>", ""),
            None => ("", text),
        };
        format!("<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{merge}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let row = |cells: &&[&str]| {
        let spanned = |at: usize| cells.iter().skip(at + 1).take_while(|text| **text == "<").count();
        let own = cells.iter().enumerate().filter(|(_, text)| **text != "<");
        let cells: String = own.map(|(at, text)| cell(text, 1 + spanned(at))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

const HEAD: &[&str] = &["№", "Мероприятие", "Срок", "Ответственный"];

fn told(order: &Order) -> Vec<String> {
    let names = |row: &vekha_office::Row| row.responsible.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ");
    let one = |row: &vekha_office::Row| {
        format!("{} {}: {}; {}; {}", row.section.join(" / "), row.number, row.title, row.deadline, names(row))
            .trim()
            .to_owned()
    };
    order.rows.iter().map(one).collect()
}

#[test]
fn each_direction_may_have_a_table_of_its_own_under_a_paragraph() {
    let order = word(
        &[
            paragraph("ПРИКАЗ от 18.04.2023 № 512"),
            paragraph("1. Утвердить дорожную карту."),
            paragraph("1. Нормативное обеспечение"),
            table(&[HEAD, &["1", "Приказ", "май 2023", "УО"]]),
            paragraph("Контроль"),
            table(&[HEAD, &["1", "Выезд", "июль 2023", "ОО"]]),
            paragraph("Продолжение таблицы"),
            table(&[&["2", "Отчёт", "август 2023", "УО"]]),
            paragraph("Начальник управления"),
            table(&[&["Согласовано", "", "Иванова А.А.", ""]]),
        ]
        .concat(),
    );
    assert_eq!(
        told(&order),
        [
            "1. Нормативное обеспечение 1: Приказ; май 2023; УО",
            "Контроль 1: Выезд; июль 2023; ОО",
            "Контроль 2: Отчёт; август 2023; УО",
        ]
    );
    let left: Vec<_> = order.left_out.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(
        left,
        [
            "ПРИКАЗ от 18.04.2023 № 512",
            "1. Утвердить дорожную карту.",
            "Продолжение таблицы",
            "Начальник управления",
            "Согласовано | Иванова А.А.",
        ]
    );
}

#[test]
fn a_header_in_two_lines_is_one_header() {
    let begin_and_end = word(&table(&[
        &["v№", "vМероприятие", "Сроки", "<", "vОтветственные"],
        &["^", "^", "начало", "окончание", "^"],
        &["1", "2", "3", "4", "5"],
        &["1", "Анализ", "01.09.2023", "31.12.2023", "УО"],
        &["2", "Отчёт", "", "31.05.2024", "ОО"],
    ]));
    assert_eq!(told(&begin_and_end), ["1: Анализ; с 01.09.2023 по 31.12.2023; УО", "2: Отчёт; до 31.05.2024; ОО"]);
    let below = word(&table(&[
        &["v№", "vМероприятие", "Исполнение", "<"],
        &["^", "^", "срок", "ответственный"],
        &["1", "Анализ", "май 2024", "УО"],
    ]));
    assert_eq!(told(&below), ["1: Анализ; май 2024; УО"]);
}

#[test]
fn a_merged_activity_is_one_with_all_its_terms_and_people() {
    let order = word(&table(&[
        HEAD,
        &["v1", "vАнализ", "vмай 2024", "Иванова А.А."],
        &["^", "^", "^", "Петрова Б.Б."],
        &["^", "^", "октябрь 2024", "УО"],
        &["2", "Курсы", "июль 2024", "ЦРО"],
    ]));
    assert_eq!(
        told(&order),
        ["1: Анализ; май 2024, октябрь 2024; Иванова А.А., Петрова Б.Б., УО", "2: Курсы; июль 2024; ЦРО"]
    );
}

#[test]
fn a_section_is_known_in_whatever_cell_it_stands_and_however_it_is_numbered() {
    let order = word(&table(&[
        HEAD,
        &["", "Организационные мероприятия", "", ""],
        &["1", "А", "май 2024", "УО"],
        &["Методические мероприятия", "<", "<", "<"],
        &["2", "Б", "", "УО"],
        &["I", "Римский раздел", "", ""],
        &["1", "В", "май 2024", "УО"],
        &["2", "Без срока", "", ""],
        &["3.", "Третий раздел", "", ""],
        &["3.1.", "Г", "май 2024", "УО"],
    ]));
    assert_eq!(
        told(&order),
        [
            "Организационные мероприятия 1: А; май 2024; УО",
            "Методические мероприятия 2: Б; ; УО",
            "I Римский раздел 1: В; май 2024; УО",
            "I Римский раздел 2: Без срока; ;",
            "3 Третий раздел 3.1: Г; май 2024; УО",
        ]
    );
}

#[test]
fn numbers_word_counts_by_itself_are_counted_as_word_does() {
    let auto = |level: u8| {
        format!(
            "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='5'/></w:numPr></w:pPr></w:p></w:tc>"
        )
    };
    let cells = |texts: [&str; 3]| texts.map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).concat();
    let row = |level, texts| format!("<w:tr>{}{}</w:tr>", auto(level), cells(texts));
    let head =
        format!("<w:tr><w:tc>{}</w:tc>{}</w:tr>", paragraph("№ п/п"), cells(["Мероприятия", "Сроки", "Ответственные"]));
    let rows = [
        row(0, ["Раздел", "", ""]),
        row(1, ["А", "май 2024", "УО"]),
        row(1, ["Б", "май 2024", "УО"]),
        row(0, ["Другой", "", ""]),
        row(1, ["В", "май 2024", "УО"]),
    ];
    let order = word(&format!("<w:tbl>{head}{}</w:tbl>", rows.concat()));
    assert_eq!(
        told(&order),
        ["1 Раздел 1.1: А; май 2024; УО", "1 Раздел 1.2: Б; май 2024; УО", "2 Другой 2.1: В; май 2024; УО"]
    );
}

#[test]
fn what_is_struck_out_is_gone_and_what_nobody_sees_does_not_matter() {
    let row = "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>Ана\u{ad}лиз\u{a0}ВПР</w:t></w:r><w:hyperlink><w:r><w:t xml:space='preserve'> по ссылке</w:t></w:r></w:hyperlink></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>и вложено</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>\
        <w:tc><w:sdt><w:sdtContent><w:p><w:del><w:r><w:delText>июнь</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>июль</w:t></w:r></w:moveFrom>\
        <w:ins><w:r><w:t>май 2024</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='1'/></w:r></w:p></w:sdtContent></w:sdt></w:tc>\
        <w:tc><w:p><w:r><w:t>Петрова\u{2011}Водкина А.\u{a0}А.</w:t></w:r></w:p></w:tc></w:tr>";
    let head = table(&[HEAD]).replace("</w:tbl>", row);
    let order = word(&format!("{head}</w:tbl>"));
    assert_eq!(told(&order), ["1: Анализ ВПР по ссылке и вложено; май 2024; Петрова-Водкина А.А."]);
}

#[test]
fn a_roadmap_within_a_frame_is_found() {
    let inner = table(&[HEAD, &["1", "Анализ", "май 2024", "УО"]]);
    let frame =
        format!("<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc></w:tr></w:tbl>", paragraph("Дорожная карта на 2024 год"));
    let order = word(&frame);
    assert_eq!(told(&order), ["1: Анализ; май 2024; УО"]);
    assert_eq!(order.title.as_deref(), Some("Дорожная карта на 2024 год"));
}
