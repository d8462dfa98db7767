//! Pasted text: tables of tabs or pipes within prose, with what is left of HTML and Markdown taken away.

use crate::{
    columns::{self, Need},
    comma::decode,
    sheet::{Block, Cell, tidy},
};

/// Most lines a row may take when its cells hold line ends.
const LINES_OF_A_ROW: usize = 40;
/// Longest tag that is taken away, in characters.
const LONGEST_TAG: usize = 200;

pub(crate) fn blocks(bytes: &[u8]) -> Vec<Block> {
    let text = decode(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let mut pasted = Pasted::default();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        let used = pasted.line(line, after);
        rest = after.get(used..).unwrap_or_default();
    }
    pasted.close();
    pasted.blocks
}

#[derive(Default)]
struct Pasted {
    blocks: Vec<Block>,
    /// Lines of one paragraph follow each other; an empty line ends it.
    paragraph: String,
    /// Cells of the header of tabs.
    width: Option<usize>,
    /// No empty line came since the last row.
    in_table: bool,
}

impl Pasted {
    /// Takes a line, and tells how many lines after it belong to the same row.
    fn line(&mut self, line: &str, after: &[&str]) -> usize {
        let bare = line.trim();
        if bare.is_empty() {
            self.close();
            self.blocks.push(Block::Gap);
            self.in_table = false;
            return 0;
        }
        if is_rule(bare) {
            self.close();
            return 0;
        }
        if let Some(cells) = piped(bare) {
            self.close();
            self.blocks.push(Block::Cells(cells.iter().map(|cell| Cell::new(&clean(cell))).collect()));
            return 0;
        }
        if line.contains('\t') {
            self.close();
            return self.tabbed(line, after);
        }
        // Right below a row every line speaks for itself: the end of a cell, or a direction.
        if self.in_table && self.paragraph.is_empty() && self.width.is_some() {
            self.paragraph.push_str(bare);
            self.close();
            return 0;
        }
        self.paragraph.push_str(bare);
        self.paragraph.push('\n');
        0
    }

    fn tabbed(&mut self, line: &str, after: &[&str]) -> usize {
        let whole = quoted_row(line, after).or_else(|| self.width.and_then(|width| row_of_lines(line, after, width)));
        let (text, used) = whole.unwrap_or_else(|| (line.to_owned(), 0));
        let cells: Vec<Cell> = text.split('\t').map(|cell| Cell::new(&clean(&unquoted(cell)))).collect();
        if columns::header(&cells, Need::Two).is_some() {
            self.width = Some(cells.len());
        }
        self.blocks.push(Block::Cells(cells));
        self.in_table = true;
        used
    }

    fn close(&mut self) {
        let raw = std::mem::take(&mut self.paragraph);
        let raw = raw.trim();
        let text = clean(raw);
        if text.is_empty() {
            return;
        }
        let heading = raw.starts_with('#') || raw.starts_with("**") && raw.ends_with("**");
        self.blocks.push(if heading { Block::Heading(text) } else { Block::Line(text) });
    }
}

/// Word pastes line ends within cells as they are: the row goes on until it has as many cells as the header.
fn row_of_lines(line: &str, after: &[&str], width: usize) -> Option<(String, usize)> {
    let numbered = |line: &str| line.split_once('\t').is_some_and(|(first, _)| columns::is_ordinal(first));
    let mut cells = line.split('\t').count();
    if cells >= width || !numbered(line) {
        return None;
    }
    let mut row = line.to_owned();
    for (used, next) in (1..=LINES_OF_A_ROW).zip(after) {
        if next.trim().is_empty() || numbered(next) || is_rule(next) {
            return None;
        }
        cells += next.matches('\t').count();
        row = format!("{row}\n{next}");
        match cells.cmp(&width) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => return Some((row, used)),
            std::cmp::Ordering::Greater => return None,
        }
    }
    None
}

/// Excel copies a cell with line ends in quotes: the row goes on until they are closed.
fn quoted_row(line: &str, after: &[&str]) -> Option<(String, usize)> {
    let open = |row: &str| row.matches('"').count() % 2 == 1;
    if !open(line) || !line.split('\t').any(|cell| cell.starts_with('"')) {
        return None;
    }
    let mut row = line.to_owned();
    for (used, next) in (1..=LINES_OF_A_ROW).zip(after) {
        row = format!("{row}\n{next}");
        if !open(&row) {
            return Some((row, used));
        }
    }
    None
}

/// Excel puts quotes around a cell with line ends.
fn unquoted(cell: &str) -> String {
    match cell.trim().strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inside) if inside.contains('\n') || inside.contains("\"\"") => inside.replace("\"\"", "\""),
        Some(_) | None => cell.to_owned(),
    }
}

/// The cells of a line of pipes, with or without pipes at its ends.
fn piped(line: &str) -> Option<Vec<String>> {
    let line = line.replace(['│', '┃'], "|").replace("\\|", "\u{1}");
    let edged = line.starts_with('|') && line.len() > 1;
    if !edged && line.matches('|').count() < 2 {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(&line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    Some(inner.split('|').map(|cell| cell.replace('\u{1}', "|")).collect())
}

/// A line of dashes that draws a table's rule.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t' | '=' | '+' | '_' | '\u{2500}'..='\u{257f}'))
}

/// Without tags, stars and number signs of headings; `<br>` ends a line.
fn clean(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        let end = after.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == '>').map(|(at, _)| at);
        match end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?))).filter(|(tag, _)| is_tag(tag)) {
            Some((tag, after)) => {
                bare.push(if tag.to_lowercase().starts_with("br") { '\n' } else { ' ' });
                rest = after;
            }
            // «стаж < 5 лет» is no tag.
            None => {
                bare.push('<');
                rest = after;
            }
        }
    }
    bare.push_str(rest);
    let bare = bare
        .replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    tidy(tidy(&bare.replace('*', "")).trim_start_matches('#'))
}

fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('<')
}
