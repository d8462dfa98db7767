//! Excel and CSV of other offices: title sheets, hidden sheets, typed dates and numbers, odd separators; and hostile ones.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot build its file")]

use rust_xlsxwriter::{Format as CellFormat, Workbook, Worksheet};
use vekha_office::{Format, LeftOutReason, Order, ReadError, read_order};

fn write(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
}

fn excel(mut book: Workbook) -> Order {
    read_order(&book.save_to_buffer().unwrap(), Format::Xlsx).unwrap()
}

#[test]
fn the_heading_may_stand_on_a_sheet_of_its_own_and_a_hidden_sheet_is_only_listed() {
    let mut book = Workbook::new();
    write(
        book.add_worksheet(),
        0,
        &[
            &["Управление образования Энского района"],
            &["ПРИКАЗ"],
            &["от 18.04.2023 г.", "", "№ 512"],
            &["Об утверждении плана мероприятий на 2022–2024 годы"],
        ],
    );
    let plan = book.add_worksheet();
    write(
        plan,
        3,
        &[
            &["№", "Мероприятие", "Срок", "Ответственный"],
            &["1", "Анализ", "май 2024", "УО"],
            &["2", "Отчёт", "июнь 2024", "ОО"],
        ],
    );
    plan.set_row_hidden(5).unwrap();
    let lists = book.add_worksheet();
    write(lists, 0, &[&["УО", "ЦРО"]]);
    lists.set_hidden(true);
    let order = excel(book);
    assert_eq!((order.number.as_deref(), order.date), (Some("512"), "2023-04-18".parse().ok()));
    assert_eq!(order.title.as_deref(), Some("Об утверждении плана мероприятий на 2022–2024 годы"));
    assert_eq!(order.period.map(|period| period.to), "2024-12-31".parse().ok());
    assert_eq!(order.rows.len(), 2, "a hidden row is a row of the plan");
    let last = order.left_out.last().unwrap();
    assert_eq!((last.text.as_str(), last.reason), ("УО | ЦРО", LeftOutReason::NotPrinted));
}

#[test]
fn dates_and_numbers_that_excel_typed_come_out_as_they_are_written() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(
        sheet,
        0,
        &[
            &["№ п/п", "Наименование мероприятия", "Сроки", "", "Ответственный исполнитель", "Соисполнители"],
            &["", "", "начало", "окончание"],
        ],
    );
    let (day, plain) = (CellFormat::new().set_num_format("dd.mm.yyyy"), CellFormat::new());
    sheet.merge_range(0, 2, 0, 3, "Сроки", &plain).unwrap();
    for column in [0, 1, 4, 5] {
        let heading = ["№ п/п", "Наименование мероприятия", "", "", "Ответственный исполнитель", "Соисполнители"]
            [usize::from(column)];
        sheet.merge_range(0, column, 1, column, heading, &plain).unwrap();
    }
    for column in 0..6_u16 {
        sheet.write(2, column, column + 1).unwrap();
    }
    sheet.merge_range(3, 0, 3, 5, "1. Раздел", &plain).unwrap();
    let (from, to) =
        (chrono::NaiveDate::from_ymd_opt(2023, 9, 1).unwrap(), chrono::NaiveDate::from_ymd_opt(2023, 12, 31).unwrap());
    sheet.write(4, 0, 1.1).unwrap();
    sheet.write(4, 1, "Анализ").unwrap();
    sheet.write_with_format(4, 2, excel_day(from), &day).unwrap();
    sheet.write_with_format(4, 3, excel_day(to), &day).unwrap();
    write(sheet, 4, &[&["", "", "", "", "УО", "ЦРО, ОО"], &["1.10", "Отчёт", "", "май 2024", "УО"]]);
    let order = excel(book);
    let told: Vec<_> =
        order.rows.iter().map(|row| (row.number.as_str(), row.deadline.as_str(), row.responsible.len())).collect();
    assert_eq!(told, [("1.1", "с 01.09.2023 по 31.12.2023", 3), ("1.10", "май 2024", 1)]);
    assert_eq!(order.rows[0].section, ["1. Раздел"]);
    assert_eq!(order.left_out.len(), 1, "only the row of column numbers");
}

fn excel_day(day: chrono::NaiveDate) -> rust_xlsxwriter::ExcelDateTime {
    rust_xlsxwriter::ExcelDateTime::parse_from_str(&day.to_string()).unwrap()
}

#[test]
fn a_number_that_excel_took_for_a_day_is_a_number() {
    let csv = "№;Мероприятие;Срок;Ответственный\n01.01.2024;А;май;УО\n10.02.2024;Б;май;УО\n";
    let numbers: Vec<_> =
        read_order(csv.as_bytes(), Format::Csv).unwrap().rows.into_iter().map(|row| row.number).collect();
    assert_eq!(numbers, ["1.1", "10.2"]);
}

#[test]
fn a_task_with_several_rows_numbers_them_and_a_responsible_below_joins_the_row_above() {
    let csv = "№;Задача;Мероприятие;Срок;Ответственный\n1;Снизить;А;май;Иванова А.А.\n;;;;Петрова Б.Б.\n;;Б;май;УО\n2;Повысить;В;май;ОО\n";
    let order = read_order(csv.as_bytes(), Format::Csv).unwrap();
    let told: Vec<_> = order
        .rows
        .iter()
        .map(|row| (row.number.as_str(), row.task.as_deref().unwrap(), row.responsible.len()))
        .collect();
    assert_eq!(told, [("1.1", "Снизить", 2), ("1.2", "Снизить", 1), ("2", "Повысить", 1)]);
}

#[test]
fn csv_may_note_its_separator_hold_line_ends_and_be_utf_16() {
    let text = "sep=;\r\n№;Мероприятие;Срок;Ответственный\r\n1;\"Строка\r\nвторая; третья\";май 2024;\"УО, ЦРО\"\r\n";
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.as_bytes(), &utf16] {
        let order = read_order(bytes, Format::Csv).unwrap();
        assert_eq!((order.rows[0].title.as_str(), order.rows[0].responsible.len()), ("Строка вторая; третья", 2));
    }
    let headed =
        "Дорожная карта на 2024 год,,,\n\"от 12.01.2024 № 7\",,,\n№,Мероприятие,Срок,Ответственный\n1,А,май,УО\n";
    let order = read_order(headed.as_bytes(), Format::Csv).unwrap();
    assert_eq!((order.number.as_deref(), order.title.as_deref()), (Some("7"), Some("Дорожная карта на 2024 год")));
}

#[test]
fn files_without_end_are_refused_soon() {
    let head = "№\tМероприятие\tСрок\tОтветственный\n1\tА\tмай\tУО\n";
    let code = |text: String| read_order(text.as_bytes(), Format::Text).map_or_else(|why| why.code(), |_| "read");
    assert_eq!(code(format!("{head}{}", "2\tБ\tмай\tУО\n".repeat(20_000))), "too_many_rows");
    assert_eq!(code(format!("{head}2\tБ\tмай\t{}УО\n", "УО и ".repeat(20_000))), "read");
    assert_eq!(code(format!("{head}2\t{}\tмай\tУО\n", "<(".repeat(20_000))), "read");
    assert_eq!(code(String::new()), "empty");
    let tables = "<w:tbl><w:tr><w:tc>".repeat(10_000);
    assert_eq!(read_order(&word_package(&tables), Format::Docx).unwrap_err().code(), "damaged");
}

fn word_package(body: &str) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(writer, "<w:document xmlns:w='w'>{body}").unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_package_is_known_by_what_it_holds_whatever_its_name_says() {
    let mut book = Workbook::new();
    write(book.add_worksheet(), 0, &[&["x"]]);
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(Format::of("план.xls", &bytes), Ok(Format::Xlsx));
    assert_eq!(Format::of("план.docx", &bytes), Ok(Format::Xlsx));
    assert_eq!(Format::of("план.docx", &word_package("")), Ok(Format::Docx));
    assert_eq!(Format::of("план.docx", b""), Err(ReadError::Empty));
}
