//! What every format comes down to: lines of text and rows of cells.

/// A piece of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A paragraph outside tables.
    Line(String),
    /// A paragraph set off as a heading; within a table, a section.
    Heading(String),
    /// A row of a table.
    Cells(Vec<Cell>),
    /// An empty line of pasted text: a page may have ended here, also in the middle of a row.
    Gap,
    /// A piece that is not printed with the document: a footnote, a row of a hidden sheet.
    Aside(String),
    /// A table ends here.
    TableEnd,
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Text; lines are separated by `\n`.
    pub text: String,
    /// Belongs to the cell above it, with which it is merged.
    pub merged: bool,
}

impl Cell {
    pub(crate) fn new(text: &str) -> Cell {
        Cell { text: tidy(text), merged: false }
    }
}

/// The text with every run of white space, also no-break spaces, made one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the signs nobody sees, which would keep words from being known: soft hyphens, zero-width spaces, byte order marks.
pub(crate) fn tidy(text: &str) -> String {
    let seen = |sign: &char| !matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let plain = |sign| match sign {
        '\u{2010}' | '\u{2011}' => '-',
        '\r' | '\u{b}' | '\u{c}' | '\u{2028}' => '\n',
        other => other,
    };
    text.chars().filter(seen).map(plain).collect::<String>().trim().to_owned()
}
