//! CSV: the separator is found by counting, the encoding is UTF-8 or Windows-1251.

use crate::{
    order::ReadError,
    package::damaged,
    sheet::{Block, Cell},
};

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let text = decode(bytes);
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    let separator = [(count(';'), b';'), (count('\t'), b'\t'), (count(','), b',')];
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    // A comma is common in sentences: another sign wins when it could separate at least two columns of every line.
    let separator = separator.iter().find(|(times, _)| *times >= lines).map_or(b',', |(_, sign)| *sign);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut blocks = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| damaged("csv"))?;
        blocks.push(Block::Cells(record.iter().map(|cell| Cell::new(cell.trim())).collect()));
    }
    blocks.push(Block::TableEnd);
    Ok(blocks)
}

/// UTF-8 with or without a mark, else Windows-1251.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
