//! Reads a list of people, whatever its columns are called and in whatever order they stand: rows of a table in, people out.

use crate::{
    comma, docx,
    format::Format,
    names::name_key,
    order::ReadError,
    sheet::{Block, Cell, one_line},
    text, xlsx,
};
use serde::{Deserialize, Serialize};

/// Most people a list may name.
pub const MOST_PEOPLE: usize = 500;
/// Most characters of a cell that are kept: names and posts are shorter.
const LONGEST: usize = 300;

/// A list of people as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// One for each row with anything in it.
    pub people: Vec<RosterRow>,
    /// Headings of columns that are not taken.
    pub unknown: Vec<String>,
}

/// A row of the list, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterRow {
    /// Which row of the table, from 1 without its heading.
    pub row: usize,
    /// Surname with name or initials.
    pub name: String,
    /// Post.
    pub post: String,
    /// Place of work.
    pub organisation: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What the person may do, in words.
    pub role: String,
    /// Group that the place of work belongs to.
    pub group: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Name,
    /// «Имя» or «Отчество» beside «Фамилия».
    Given,
    Post,
    Organisation,
    Email,
    Phone,
    Role,
    Group,
}

/// Beginnings of headings; the first that fits decides.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Email, &["эл", "e-mail", "email", "mail", "почта", "адрес эл", "адрес почты"]),
    (Column::Phone, &["тел", "моб", "phone", "контактный тел", "номер тел"]),
    (Column::Post, &["должн", "post", "position"]),
    (Column::Role, &["роль", "role", "права"]),
    (Column::Group, &["групп", "group"]),
    (
        Column::Organisation,
        &["организ", "место раб", "учрежд", "школа", "оо", "organi", "наименование о", "образовательн"],
    ),
    (Column::Name, &["фио", "ф.и.о", "ф. и. о", "ф.и о", "фамил", "сотрудник", "работник", "name", "surname"]),
    (Column::Given, &["имя", "отчеств", "first name", "given", "patronymic"]),
];

/// Reads the list in `bytes`.
///
/// # Errors
/// The file is damaged or too large, has no table with a column of names and one more, or names more than [`MOST_PEOPLE`].
pub fn read_roster(bytes: &[u8], format: Format) -> Result<Roster, ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    match format {
        Format::Docx => roster(&docx::blocks(bytes)?),
        Format::Xlsx => roster(&xlsx::blocks(bytes)?),
        Format::Csv => roster(&separated(bytes)?),
        Format::Text => roster(&text::blocks(bytes)).or_else(|_| roster(&separated(bytes)?)),
    }
}

/// The separator is the one that gives a heading of people.
fn separated(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let text = comma::decode(bytes);
    let mut first = None;
    for separator in comma::SEPARATORS {
        let blocks = comma::separated(&text, separator)?;
        if rows(&blocks).any(|cells| heading(cells).is_some()) {
            return Ok(blocks);
        }
        first = first.or(Some(blocks));
    }
    Ok(first.unwrap_or_default())
}

fn rows(blocks: &[Block]) -> impl Iterator<Item = &[Cell]> {
    blocks.iter().filter_map(|block| match block {
        Block::Cells(cells) => Some(cells.as_slice()),
        Block::Line(_) | Block::Heading(_) | Block::Gap | Block::Aside(_) | Block::TableEnd => None,
    })
}

fn roster(blocks: &[Block]) -> Result<Roster, ReadError> {
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut roster = Roster::default();
    let mut at = 0;
    for cells in rows(blocks) {
        // A heading may stand again on the next sheet, with other columns.
        if let Some(found) = heading(cells) {
            let unknown = cells.iter().zip(&found).filter(|(_, column)| column.is_none());
            let words = unknown.map(|(cell, _)| kept(&cell.text)).filter(|words| !words.is_empty() && !ordinal(words));
            roster.unknown.extend(words);
            columns = Some(found);
            continue;
        }
        let Some(columns) = &columns else { continue };
        at += 1;
        if let Some(person) = person(columns, cells, at) {
            roster.people.push(person);
        }
        if roster.people.len() > MOST_PEOPLE {
            return Err(ReadError::TooManyRows { limit: MOST_PEOPLE });
        }
    }
    roster.unknown.dedup();
    if columns.is_none() || roster.people.is_empty() { Err(ReadError::NoTable) } else { Ok(roster) }
}

/// The columns, when the row heads a list of people: a name and at least one thing more.
fn heading(cells: &[Cell]) -> Option<Vec<Option<Column>>> {
    let columns: Vec<Option<Column>> = cells.iter().map(|cell| column(&cell.text)).collect();
    let known = columns.iter().flatten().count();
    (columns.contains(&Some(Column::Name)) && known > 1).then_some(columns)
}

fn column(words: &str) -> Option<Column> {
    let words = name_key(words);
    // A cell of the table is longer than a heading, and has no heading's words at its beginning.
    if words.chars().count() > 60 || words.contains('@') {
        return None;
    }
    let begins = |beginning: &&str| words.starts_with(*beginning);
    HEADINGS.iter().find(|(_, beginnings)| beginnings.iter().any(&begins)).map(|(column, _)| *column)
}

fn ordinal(words: &str) -> bool {
    let key = name_key(words);
    key.starts_with('№') || key == "n" || key.starts_with("п/п")
}

fn person(columns: &[Option<Column>], cells: &[Cell], row: usize) -> Option<RosterRow> {
    let all = |wanted: Column| {
        let of_it = columns.iter().zip(cells).filter(move |(column, _)| **column == Some(wanted));
        of_it.map(|(_, cell)| kept(&cell.text)).filter(|text| !text.is_empty())
    };
    let first = |wanted: Column| all(wanted).next().unwrap_or_default();
    let name = all(Column::Name).chain(all(Column::Given)).collect::<Vec<_>>().join(" ");
    let person = RosterRow {
        row,
        name,
        post: first(Column::Post),
        organisation: first(Column::Organisation),
        email: first(Column::Email),
        phone: first(Column::Phone),
        role: first(Column::Role),
        group: first(Column::Group),
    };
    (person != RosterRow { row, ..RosterRow::default() }).then_some(person)
}

/// One line of it, not too long.
fn kept(text: &str) -> String {
    one_line(text).chars().take(LONGEST).collect()
}
