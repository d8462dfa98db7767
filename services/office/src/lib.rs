//! Reads an order, as Word, Excel, CSV or pasted text, into the rows of its roadmap, and lists of people; writes tables and
//! documents as Excel, Word and CSV and due days as a calendar: bytes in, bytes out.

mod columns;
mod comma;
mod dates;
mod document;
mod docx;
mod draft;
mod format;
mod grid;
mod heading;
mod icalendar;
mod kinds;
mod names;
mod numbering;
mod order;
mod package;
mod people;
mod period;
mod reader;
mod responsible;
mod roster;
mod rows;
mod sections;
mod sheet;
mod table;
mod text;
mod torn;
mod xlsx;

pub use crate::icalendar::{DueEntry, Invited, due_calendar, invitation};
pub use document::{Bar, Bars, Block, Document, excel::document_excel, word::document_word};
pub use format::Format;
pub use grid::{Grid, GridRow, pasted, read_grid};
pub use heading::proposed_period;
pub use names::{name_key, organisation_kind, territory};
pub use order::{LeftOut, LeftOutReason, Order, Period, ReadError, Responsible, ResponsibleKind, Row, Warning};
pub use roster::{MOST_PEOPLE, Roster, RosterRow, read_roster};
pub use table::{Cell, Column, Kind, Line, Table, Unwritten, comma::comma, excel::excel, word::word};

/// Reads the order in `bytes`.
///
/// # Errors
/// The file is damaged, larger than the limits when unpacked, or has no table with a roadmap's columns.
pub fn read_order(bytes: &[u8], format: Format) -> Result<Order, ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    match format {
        Format::Docx => reader::order(&docx::blocks(bytes)?, false),
        Format::Xlsx => reader::order(&xlsx::blocks(bytes)?, false),
        Format::Csv => reader::order(&comma::blocks(bytes)?, false),
        // What was pasted may be CSV.
        Format::Text => {
            reader::order(&text::blocks(bytes), true).or_else(|_| reader::order(&comma::blocks(bytes)?, false))
        }
    }
}
