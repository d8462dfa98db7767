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
    pub(crate) fn new(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), merged: false }
    }
}

/// The text with every run of white space, also no-break spaces, made one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
