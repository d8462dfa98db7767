//! Knows a roadmap's columns by the words offices head them with, in whatever order they stand.

use crate::sheet::{Cell, one_line};

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Task,
    Title,
    Form,
    Codes,
    Audience,
    Place,
    Deadline,
    Result,
    Responsible,
}

/// Words of headings; the first that occurs decides.
const WORDS: &[(Column, &[&str])] = &[
    (Column::Codes, &["код "]),
    (Column::Responsible, &["ответствен", "исполнител", "кто отвечает"]),
    (Column::Place, &["место", "площадк"]),
    (Column::Audience, &["контингент", "аудитори", "участник", "категори", "для кого"]),
    (Column::Deadline, &["срок", "дата", "период", "когда", "время"]),
    (Column::Task, &["задач", "цель"]),
    (Column::Form, &["форма", "формат", "вид мероприят"]),
    (Column::Result, &["показател", "результат", "ожидаем", "итог", "продукт"]),
    (Column::Title, &["мероприяти", "наименование", "содержание", "действи", "вид деятельности", "что делаем"]),
];

/// Longest heading of a column, in characters.
const LONGEST: usize = 80;

/// The columns of a header, or none when the row is not the header of a roadmap.
pub(crate) fn header(cells: &[Cell]) -> Option<Vec<Option<Column>>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in cells {
        let column = column(&cell.text).filter(|found| !columns.contains(&Some(*found)));
        columns.push(column);
    }
    let needed = [Column::Title, Column::Deadline, Column::Responsible];
    needed.iter().all(|column| columns.contains(&Some(*column))).then_some(columns)
}

fn column(heading: &str) -> Option<Column> {
    let heading = one_line(heading).to_lowercase().replace('ё', "е");
    if heading.is_empty() || heading.chars().count() > LONGEST {
        return None;
    }
    if heading.starts_with(['№', 'n']) || heading.starts_with("п/п") || heading.starts_with("номер") || heading == "#"
    {
        return Some(Column::Number);
    }
    let holds = |words: &[&str]| words.iter().any(|word| format!("{heading} ").contains(word));
    WORDS.iter().find(|(_, words)| holds(words)).map(|(column, _)| *column)
}
