//! Reads an order, as Word, Excel, CSV or pasted text, into the rows of its roadmap: bytes in, rows out.

mod columns;
mod comma;
mod docx;
mod draft;
mod format;
mod heading;
mod names;
mod order;
mod package;
mod reader;
mod responsible;
mod sheet;
mod text;
mod xlsx;

pub use format::Format;
pub use heading::proposed_period;
pub use names::{name_key, organisation_kind, territory};
pub use order::{LeftOut, LeftOutReason, Order, Period, ReadError, Responsible, ResponsibleKind, Row, Warning};

/// Reads the order in `bytes`.
///
/// # Errors
/// The file is damaged, larger than the limits when unpacked, or has no table with a roadmap's columns.
pub fn read_order(bytes: &[u8], format: Format) -> Result<Order, ReadError> {
    let blocks = match format {
        Format::Docx => docx::blocks(bytes)?,
        Format::Xlsx => xlsx::blocks(bytes)?,
        Format::Csv => comma::blocks(bytes)?,
        Format::Text => text::blocks(bytes)?,
    };
    reader::order(&blocks)
}
