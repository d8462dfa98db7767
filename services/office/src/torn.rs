//! Pasted text: rows whose cells were lost or moved, halves of a row on two pages, words cut by hyphens.

use crate::{
    order::{Order, Row, Warning},
    responsible,
    sheet::{Block, Cell, one_line},
};
use std::collections::HashSet;

/// How many cells a row of pasted text may have more or less than the header.
const SLACK: usize = 2;

/// The row with as many cells as the header: empty cells are dropped within, then in front; missing ones are put in front.
pub(crate) fn fit(cells: &[Cell], width: usize) -> Option<Vec<Cell>> {
    let mut cells = cells.to_vec();
    if cells.len().abs_diff(width) > SLACK && cells.iter().skip(width).any(|cell| !cell.text.is_empty()) {
        return None;
    }
    let number =
        |cell: &&Cell| cell.text.ends_with('.') && cell.text.trim_end_matches('.').chars().all(|c| c.is_ascii_digit());
    let leading = cells.iter().take_while(|cell| cell.text.is_empty()).count();
    if leading > 0 && cells.get(leading).filter(number).is_some() {
        cells.rotate_left(leading);
    }
    while cells.len() > width {
        let spare = cells.iter().skip(1).position(|cell| cell.text.is_empty()).map_or(0, |at| at + 1);
        if spare == 0 && cells.first().is_some_and(|cell| !cell.text.is_empty()) {
            break;
        }
        cells.remove(spare);
    }
    while cells.len() < width && cells.first().is_some_and(|cell| cell.text.is_empty()) {
        cells.insert(0, Cell::default());
    }
    Some(cells)
}

pub(crate) fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Puts back what slid from the end of a cell to the beginning of the cell below: the cell below then holds the whole
/// beginning of the upper one, but later.
pub(crate) fn put_back_what_slid(rows: &mut [Row]) {
    let cells: HashSet<String> = rows.iter().map(words_of).collect();
    for at in 1..rows.len() {
        let Some((before, after)) = rows.split_at_mut_checked(at) else { continue };
        let (Some(upper), Some(lower)) = (before.last_mut(), after.first_mut()) else { continue };
        if let Some((slid, rest)) = lower.deadline.split_once(&format!(" {}", upper.deadline))
            && !upper.deadline.is_empty()
            && !slid.contains(' ')
            && slid.chars().all(char::is_uppercase)
        {
            let rest = format!("{}{rest}", upper.deadline);
            upper.deadline = format!("{} {slid}", upper.deadline);
            lower.deadline = rest;
            mark(upper);
            mark(lower);
        }
        let (above, below) = (words_of(upper), words_of(lower));
        if let Some((slid, rest)) = below.split_once(&format!(" {above}"))
            && !above.is_empty()
            && cells.contains(&format!("{above} {slid}"))
        {
            lower.responsible = responsible::read(&format!("{above}{rest}"));
            upper.responsible = responsible::read(&format!("{above} {slid}"));
            mark(upper);
            mark(lower);
        }
    }
}

/// The cell of the responsible in one line.
fn words_of(row: &Row) -> String {
    row.responsible.iter().map(|party| party.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn mark(row: &mut Row) {
    if !row.warnings.contains(&Warning::JoinedAcrossPages) {
        row.warnings.push(Warning::JoinedAcrossPages);
    }
}

/// Two pieces of a text; a word cut by a hyphen is put together.
pub(crate) fn joined(text: &str, more: &str) -> String {
    let cut = text.ends_with('-') && !text.ends_with(" -") && more.starts_with(char::is_lowercase);
    one_line(&if cut { format!("{text}{more}") } else { format!("{text} {more}") })
}

/// Takes out the hyphens that a line's end left in words: the text itself must use the word whole elsewhere,
/// and must not use its halves.
pub(crate) fn mend_hyphens(order: &mut Order, blocks: &[Block]) {
    let words = words_used(blocks);
    let mend = |text: &mut String| *text = mended(text, &words);
    order.title.iter_mut().for_each(mend);
    for row in &mut order.rows {
        mend(&mut row.title);
        let optional = [&mut row.task, &mut row.form, &mut row.audience, &mut row.place, &mut row.result];
        optional.into_iter().flatten().for_each(mend);
    }
}

fn words_used(blocks: &[Block]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut note = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphabetic() && c != '-');
        words.extend(parts.filter(|word| !word.contains('-') && word.chars().count() > 1).map(str::to_lowercase));
    };
    for block in blocks {
        match block {
            Block::Line(line) | Block::Heading(line) | Block::Aside(line) => note(line),
            Block::Cells(cells) => cells.iter().for_each(|cell| note(&cell.text)),
            Block::Gap | Block::TableEnd => {}
        }
    }
    words
}

fn mended(text: &str, words: &HashSet<String>) -> String {
    let mut mended = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('-') {
        let left: String =
            before.chars().rev().take_while(|c| c.is_alphabetic()).collect::<Vec<_>>().into_iter().rev().collect();
        // A paragraph's lines were put together with a space.
        let after_space = after.trim_start_matches(' ');
        let right: String = after_space.chars().take_while(|c| c.is_alphabetic()).collect();
        let used = |word: &str| words.contains(&word.to_lowercase());
        let lower = !left.is_empty() && right.starts_with(char::is_lowercase);
        mended.push_str(before);
        if lower && used(&format!("{left}{right}")) && !(used(&left) && used(&right)) {
            rest = after_space;
        } else {
            mended.push('-');
            rest = after;
        }
    }
    mended.push_str(rest);
    mended
}
