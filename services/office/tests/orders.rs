//! The five orders in every format, against a reading by hand.

#![expect(clippy::unwrap_used, reason = "a test stops where its files cannot be read")]

use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf};
use vekha_office::{Format, Order, Responsible, Row, Warning, proposed_period, read_order};

const ORDERS: [&str; 5] = ["smolensk", "belorechensk", "korenovsk", "krasnodar", "seversky"];

/// An order as a person read it.
#[derive(Deserialize)]
struct Expected {
    title: String,
    number: Option<String>,
    date: Option<chrono::NaiveDate>,
    office_name: Option<String>,
    period: vekha_office::Period,
    rows: Vec<ExpectedRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedRow {
    number: String,
    #[serde(default)]
    section: Vec<String>,
    task: Option<String>,
    form: Option<String>,
    audience: Option<String>,
    place: Option<String>,
    result: Option<String>,
    #[serde(default)]
    codes: Vec<String>,
    title: String,
    #[serde(default)]
    deadline: String,
    #[serde(default)]
    responsible: Vec<Responsible>,
}

fn file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../seeds/orders").join(name);
    std::fs::read(path).unwrap()
}

fn expected(order: &str) -> Expected {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(format!("{order}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn read(order: &str, extension: &str) -> Order {
    let (name, bytes) = (format!("{order}.{extension}"), file(&format!("{order}.{extension}")));
    read_order(&bytes, Format::of(&name, &bytes).unwrap()).unwrap()
}

/// Name of each field, with what was read and what should have been.
fn fields(row: &Row, wanted: &ExpectedRow) -> [(&'static str, String, String); 11] {
    let list = |items: &[String]| items.join(" / ");
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let parties =
        |parties: &[Responsible]| format!("{:?}", parties.iter().map(|p| (p.kind, &p.name)).collect::<Vec<_>>());
    [
        ("number", row.number.clone(), wanted.number.clone()),
        ("section", list(&row.section), list(&wanted.section)),
        ("task", optional(&row.task), optional(&wanted.task)),
        ("form", optional(&row.form), optional(&wanted.form)),
        ("audience", optional(&row.audience), optional(&wanted.audience)),
        ("place", optional(&row.place), optional(&wanted.place)),
        ("result", optional(&row.result), optional(&wanted.result)),
        ("codes", list(&row.codes), list(&wanted.codes)),
        ("title", row.title.clone(), wanted.title.clone()),
        ("deadline", row.deadline.clone(), wanted.deadline.clone()),
        ("responsible", parties(&row.responsible), parties(&wanted.responsible)),
    ]
}

/// Fields that agree, and those that do not.
fn compare(order: &Order, wanted: &Expected) -> (usize, Vec<String>) {
    let (mut agree, mut differ) = (0, Vec::new());
    for (row, wanted) in order.rows.iter().zip(&wanted.rows) {
        for (field, read, wanted_text) in fields(row, wanted) {
            if read == wanted_text {
                agree += 1;
            } else {
                differ.push(format!("{} {field}: «{read}» instead of «{wanted_text}»", wanted.number));
            }
        }
    }
    (agree, differ)
}

fn terms(terms: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    terms.fold(BTreeMap::new(), |mut count, term| {
        *count.entry(term).or_default() += 1;
        count
    })
}

#[test]
fn word_and_excel_give_every_field_of_every_row_of_all_five_orders() {
    for order in ORDERS {
        for extension in ["docx", "xlsx"] {
            let (read, wanted) = (read(order, extension), expected(order));
            let (agree, differ) = compare(&read, &wanted);
            println!(
                "{order:14}{extension:6} rows {:3} of {:3}, fields {agree:4} of {:4}",
                read.rows.len(),
                wanted.rows.len(),
                wanted.rows.len() * 11
            );
            assert_eq!(read.rows.len(), wanted.rows.len(), "{order}.{extension}");
            assert!(differ.is_empty(), "{order}.{extension}:\n{}", differ.join("\n"));
        }
    }
}

#[test]
fn the_heading_tells_number_date_title_office_and_period() {
    for order in ORDERS {
        for extension in ["docx", "xlsx"] {
            let (read, wanted) = (read(order, extension), expected(order));
            assert_eq!(read.number, wanted.number, "{order}.{extension}");
            assert_eq!(read.date, wanted.date, "{order}.{extension}");
            assert_eq!(read.title.as_deref(), Some(wanted.title.as_str()), "{order}.{extension}");
            assert_eq!(read.office_name, wanted.office_name, "{order}.{extension}");
            assert_eq!(proposed_period(&read), Some(wanted.period), "{order}.{extension}");
        }
    }
}

/// Fields that the pasted text, where the scan left them whole, has to give at least.
const PASTED: [(&str, usize); 5] =
    [("smolensk", 253), ("belorechensk", 318), ("korenovsk", 542), ("krasnodar", 457), ("seversky", 1029)];

#[test]
fn pasted_text_gives_every_row_of_its_torn_tables() {
    for (order, whole) in PASTED {
        let (read, wanted) = (read(order, "txt"), expected(order));
        let (agree, differ) = compare(&read, &wanted);
        println!(
            "{order:14}txt   rows {:3} of {:3}, fields {agree:4} of {:4}",
            read.rows.len(),
            wanted.rows.len(),
            wanted.rows.len() * 11
        );
        for line in differ {
            println!("    {line}");
        }
        assert_eq!(read.rows.len(), wanted.rows.len(), "{order}");
        assert!(agree >= whole, "{order}: {agree} fields of {whole}");
        assert_eq!((read.number, read.date), (wanted.number, wanted.date), "{order}");
    }
}

/// What other offices call the columns, with the cell of a row.
type OtherColumn = (&'static str, fn(&ExpectedRow) -> String);

const OTHER_COLUMNS: [OtherColumn; 10] = [
    ("Содержание работы", |row| row.title.clone()),
    ("Исполнители", |row| {
        row.responsible.iter().map(|party| party.text.as_str()).collect::<Vec<_>>().join("\n")
    }),
    ("Номер", |row| row.number.clone()),
    ("Когда", |row| row.deadline.clone()),
    ("Цель", |row| row.task.clone().unwrap_or_default()),
    ("Формат", |row| row.form.clone().unwrap_or_default()),
    ("Категория участников", |row| row.audience.clone().unwrap_or_default()),
    ("Площадка", |row| row.place.clone().unwrap_or_default()),
    ("Ожидаемый результат", |row| row.result.clone().unwrap_or_default()),
    ("Код фактора", |row| row.codes.join(", ")),
];

/// The order as another office would type it: other names, another first column, directions in the first cell.
fn retyped(order: &Expected, columns: &[OtherColumn]) -> String {
    let quoted = |cells: Vec<String>| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(";") + "\r\n"
    };
    let mut csv = quoted(columns.iter().map(|(name, _)| (*name).to_owned()).collect());
    let mut above: &[String] = &[];
    for row in &order.rows {
        let same = row.section.iter().zip(above).take_while(|(own, other)| own == other).count();
        for name in row.section.get(same..).unwrap_or_default() {
            csv += &quoted(std::iter::once(name.clone()).chain(vec![String::new(); columns.len() - 1]).collect());
        }
        above = &row.section;
        csv += &quoted(columns.iter().map(|(_, cell)| cell(row)).collect());
    }
    csv
}

#[test]
fn the_orders_are_read_the_same_with_other_names_and_orders_of_columns() {
    for order in ORDERS {
        let wanted = expected(order);
        let mut columns = OTHER_COLUMNS;
        for first in 0..columns.len() {
            let read = read_order(retyped(&wanted, &columns).as_bytes(), Format::Csv).unwrap();
            let (_, differ) = compare(&read, &wanted);
            assert_eq!(read.rows.len(), wanted.rows.len(), "{order}, column {first} first");
            assert!(differ.is_empty(), "{order}, column {first} first:\n{}", differ.join("\n"));
            columns.rotate_left(1);
        }
    }
}

#[test]
fn the_deadlines_of_each_order_are_those_counted_by_hand() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/expected/deadlines.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let mut all = 0;
    for order in ORDERS {
        let of_order =
            table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()).filter(|line| line[1] == order);
        let wanted = terms(of_order.flat_map(|line| {
            let rows =
                line[2].split_whitespace().filter(|number| number.starts_with(|c: char| c.is_ascii_digit())).count();
            let phrase = if line[0] == "(пусто)" { "" } else { line[0] };
            vec![phrase.to_owned(); rows]
        }));
        all += wanted.values().sum::<usize>();
        for extension in ["docx", "xlsx"] {
            let found = terms(read(order, extension).rows.into_iter().map(|row| row.deadline));
            assert_eq!(found, wanted, "{order}.{extension}");
        }
    }
    assert_eq!(all, 242);
}

#[test]
fn pasted_text_keeps_the_deadline_of_every_row_also_where_the_scan_moved_it() {
    for order in ORDERS {
        let (read, wanted) = (read(order, "txt"), expected(order));
        for (row, wanted) in read.rows.iter().zip(&wanted.rows) {
            assert_eq!(row.deadline, wanted.deadline, "{order} {}", wanted.number);
        }
    }
}

#[test]
fn pasted_text_has_the_period_of_word_and_the_heading_of_the_order() {
    for order in ORDERS {
        let (read, wanted) = (read(order, "txt"), expected(order));
        assert_eq!(proposed_period(&read), Some(wanted.period), "{order}");
        assert_eq!(read.office_name, wanted.office_name, "{order}");
        assert!(read.title.is_some(), "{order}");
    }
}

#[test]
fn damage_of_the_scan_is_told_at_its_row() {
    let damaged = |order: &str| -> Vec<String> {
        let rows = read(order, "txt").rows.into_iter();
        rows.filter(|row| row.warnings.iter().any(|w| matches!(w.code(), "damaged_row" | "joined_across_pages")))
            .map(|row| row.number)
            .collect()
    };
    assert_eq!(damaged("belorechensk"), ["24"]);
    assert_eq!(damaged("korenovsk"), ["32", "50", "", "51"]);
    assert_eq!(damaged("krasnodar"), ["1.3.1", "3.1.5"]);
    let lost = read("krasnodar", "txt").warnings;
    assert_eq!(lost, [Warning::DirectionLost { number: "3".to_owned() }]);
}

#[test]
fn a_file_cut_short_anywhere_is_refused_as_damaged() {
    for (name, format) in [("smolensk.docx", Format::Docx), ("smolensk.xlsx", Format::Xlsx)] {
        let bytes = file(name);
        for eighth in 1..8 {
            let cut = bytes.get(..bytes.len() * eighth / 8).unwrap();
            assert_eq!(read_order(cut, format).unwrap_err().code(), "damaged", "{name} {eighth}");
        }
    }
}
