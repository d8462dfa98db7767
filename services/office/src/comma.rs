//! CSV: the separator is the one that gives a roadmap's header, the encoding is UTF-8, UTF-16 or Windows-1251.

use crate::{
    columns::{self, Need},
    order::ReadError,
    package::damaged,
    sheet::{Block, Cell},
};

/// Signs that separate, the likelier first: a comma is common in sentences.
pub(crate) const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let text = decode(bytes);
    // Excel's own note of the separator is no row.
    let text = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')).map_or(text.as_str(), |(_, rest)| rest);
    let mut widest = None;
    for need in [Need::Three, Need::Two] {
        for separator in SEPARATORS {
            let blocks = separated(text, separator)?;
            if blocks.iter().any(|block| matches!(block, Block::Cells(cells) if columns::header(cells, need).is_some()))
            {
                return Ok(blocks);
            }
            widest = widest.or(Some(blocks));
        }
    }
    Ok(widest.unwrap_or_default())
}

pub(crate) fn separated(text: &str, separator: u8) -> Result<Vec<Block>, ReadError> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut blocks = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| damaged("csv"))?;
        blocks.push(Block::Cells(record.iter().map(Cell::new).collect()));
    }
    blocks.push(Block::TableEnd);
    Ok(blocks)
}

/// UTF-8 with or without a mark, UTF-16 with one, else Windows-1251.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
