//! Knows a roadmap's columns by the words offices head them with, in whatever order they stand, in one line or two.

use crate::sheet::{Cell, one_line};

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Section,
    Task,
    Title,
    Form,
    Codes,
    Audience,
    Place,
    Deadline,
    /// The end, where the beginning has a column of its own.
    DeadlineEnd,
    Result,
    Responsible,
}

/// The columns of a table, from the left; none where the heading says nothing we know.
pub(crate) type Columns = Vec<Option<Column>>;

/// How much a header must show to be a roadmap's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Activity, deadline and responsible.
    Three,
    /// Activity, and one of the other two: for files that hold no better table.
    Two,
}

/// Words of headings, a space on either side of the heading; the first that occurs decides.
const WORDS: &[(Column, &[&str])] = &[
    (Column::Codes, &[" код ", " коды ", " шифр"]),
    (Column::Responsible, &["ответствен", "исполнител", " отв.", " кто ", "куратор", "организатор", " фио ", "ф.и.о"]),
    (
        Column::Deadline,
        &["срок", " дата", " даты", "период", " когда", " время", " месяц", " квартал", " начало ", " окончание "],
    ),
    (Column::Place, &[" место", " места", "площадк", " где ", " адрес"]),
    (
        Column::Audience,
        &["контингент", "аудитори", "участник", "категори", " для кого", " целевая", " целевые", " охват", " кому "],
    ),
    (
        Column::Result,
        &["показател", "результат", "ожидаем", " итог", "продукт", "вид документ", "подтвержда", " документ", "отчетн"],
    ),
    (Column::Task, &["задач", " цель", " цели "]),
    (Column::Form, &[" форм", " вид мероприят", " тип мероприят", " виды мероприят"]),
    (
        Column::Title,
        &[
            "мероприяти",
            "наименован",
            "содержан",
            "действи",
            "деятельност",
            " вид работ",
            " виды работ",
            "что делаем",
            " тема",
            " назван",
            " событи",
            " работа ",
            " вопрос",
        ],
    ),
    (Column::Section, &["направлен", " раздел", " блок ", " трек "]),
];
/// Beginnings of headings that never are the order's own columns: they are filled in later.
const NEVER: &[&str] = &["отметк", "примечан", "коммент", "подпис"];
/// Longest heading of a column, in characters.
const LONGEST: usize = 80;

/// The columns of a header, or none when the row is not the header of a roadmap.
pub(crate) fn header(cells: &[Cell], need: Need) -> Option<Columns> {
    let headings: Vec<String> = cells.iter().map(|cell| plain(&cell.text)).collect();
    if headings.iter().any(|heading| is_ordinal(heading)) {
        return None;
    }
    let mut columns: Columns = Vec::new();
    for heading in &headings {
        let known = column(heading).filter(|found| repeats(*found) || !columns.contains(&Some(*found)));
        columns.push(known);
    }
    choose_title(&headings, &mut columns);
    split_deadline(&headings, &mut columns);
    let has = |column| columns.contains(&Some(column));
    let (title, deadline, responsible) = (has(Column::Title), has(Column::Deadline), has(Column::Responsible));
    let enough = match need {
        Need::Three => deadline && responsible,
        Need::Two => deadline || responsible,
    };
    if !title || !enough {
        return None;
    }
    // Numbers often stand under no heading at all, left of the first that is known.
    let left = columns.iter().position(Option::is_some).and_then(|first| first.checked_sub(1));
    if !has(Column::Number)
        && let Some(at) = left.filter(|at| headings.get(*at).is_some_and(|heading| heading.trim().is_empty()))
        && let Some(column) = columns.get_mut(at)
    {
        *column = Some(Column::Number);
    }
    Some(columns)
}

/// A header in two lines: what stands over several columns is said of each of them.
pub(crate) fn two_lines(upper: &[Cell], lower: &[Cell]) -> Vec<Cell> {
    let mut over = String::new();
    let mut both = Vec::new();
    for at in 0..upper.len().max(lower.len()) {
        let (above, below) = (text_at(upper, at), text_at(lower, at));
        if !above.is_empty() {
            above.clone_into(&mut over);
        }
        let whole = if below.is_empty() { above.to_owned() } else { format!("{over} {below}") };
        both.push(Cell { text: whole.trim().to_owned(), merged: false });
    }
    both
}

/// Whether the row below a header's line may be its second line: it fills gaps and says nothing an activity would.
pub(crate) fn may_be_second_line(upper: &[Cell], lower: &[Cell]) -> bool {
    let filled: Vec<usize> = (0..lower.len()).filter(|at| !text_at(lower, *at).is_empty()).collect();
    let fills_gap = filled.iter().any(|at| text_at(upper, *at).is_empty());
    let short = filled.iter().all(|at| text_at(lower, *at).chars().count() <= LONGEST);
    let stands_alone = |at: &usize| matches!(column(&plain(text_at(upper, *at))), Some(Column::Number | Column::Title));
    fills_gap
        && short
        && filled.len() > 1
        && !filled.iter().any(|at| stands_alone(at) || is_ordinal(text_at(lower, *at)))
}

/// Whether the row heads a table of some sort: it names the column of numbers.
pub(crate) fn heads_some_table(cells: &[Cell]) -> bool {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    filled.len() > 1 && filled.first().is_some_and(|cell| column(&plain(&cell.text)) == Some(Column::Number))
}

/// The row that numbers the columns: «1 | 2 | 3 | 4».
pub(crate) fn numbers_columns(filled: &[&Cell]) -> bool {
    let digits = |cell: &Cell| cell.text.trim_matches(['.', '(', ')', ' ']).parse::<usize>().ok();
    filled.len() > 2 && filled.iter().zip(1..).all(|(cell, number)| digits(cell) == Some(number))
}

/// Whether a text is a number of a row: «1», «1.», «1.10», «2.3.4)».
pub(crate) fn is_ordinal(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']);
    !text.is_empty()
        && text.len() < 12
        && text.split('.').all(|part| !part.is_empty() && part.len() < 4 && part.chars().all(|c| c.is_ascii_digit()))
}

fn text_at(cells: &[Cell], at: usize) -> &str {
    cells.get(at).map_or("", |cell| cell.text.as_str())
}

fn plain(text: &str) -> String {
    format!(" {} ", one_line(text).to_lowercase().replace('ё', "е"))
}

fn column(heading: &str) -> Option<Column> {
    let bare = heading.trim();
    if bare.is_empty() || bare.chars().count() > LONGEST || NEVER.iter().any(|word| bare.starts_with(word)) {
        return None;
    }
    let numbers = ["№", "п/п", "п.п", "номер", "no ", "n п", "#"];
    if bare == "n" || numbers.iter().any(|word| bare.starts_with(word)) {
        return Some(Column::Number);
    }
    let holds = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    WORDS.iter().find(|(_, words)| holds(words)).map(|(column, _)| *column)
}

/// Several columns may tell of the result, and of who answers: an executor and a co-executor.
fn repeats(column: Column) -> bool {
    matches!(column, Column::Result | Column::Responsible | Column::Deadline)
}

/// The column of the activity: the one that says so at once, or says it at all, or stands for it when nothing else does.
fn choose_title(headings: &[String], columns: &mut Columns) {
    let weight = |heading: &str, column: Option<Column>| match column {
        Some(Column::Title) if heading.starts_with(" мероприят") => 4,
        Some(Column::Title) if heading.contains("мероприят") => 3,
        Some(Column::Title) => 2,
        Some(Column::Task | Column::Section) if heading.starts_with(" мероприят") => 3,
        Some(Column::Task | Column::Section) => 1,
        _ => 0,
    };
    // A column that repeats was cleared: look at its heading again.
    let weights: Vec<u8> = headings
        .iter()
        .zip(columns.iter())
        .map(|(heading, held)| weight(heading, held.or_else(|| column(heading))))
        .collect();
    let Some(most) = weights.iter().copied().max().filter(|most| *most > 0) else { return };
    let chosen = weights.iter().position(|weight| *weight == most);
    for (at, column) in columns.iter_mut().enumerate() {
        if Some(at) == chosen {
            *column = Some(Column::Title);
        } else if *column == Some(Column::Title) {
            *column = None;
        }
    }
}

/// Of two columns with days the second is the end when they say so; any other is not the order's own term.
fn split_deadline(headings: &[String], columns: &mut Columns) {
    let mut before: Option<&str> = None;
    for (heading, column) in
        headings.iter().zip(columns.iter_mut()).filter(|(_, column)| **column == Some(Column::Deadline))
    {
        let of = |words: [&str; 4], heading: &str| words.iter().any(|word| heading.contains(word));
        let ends = before.is_some_and(|before| of(["нача", " с ", " от ", "старт"], before))
            && of(["оконч", "заверш", " по ", "конец"], heading);
        match before {
            Some(_) if ends => *column = Some(Column::DeadlineEnd),
            Some(_) => *column = None,
            None => before = Some(heading),
        }
    }
}
