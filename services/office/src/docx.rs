//! Word: paragraphs and tables of `word/document.xml`, with merged cells, without what was struck out.

use crate::{
    order::ReadError,
    package::{self, damaged},
    sheet::{Block, Cell},
};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

const PART: &str = "word/document.xml";

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let xml = package::part(bytes, PART)?;
    let xml = String::from_utf8(xml).map_err(|_| damaged(PART))?;
    let mut reader = Reader::from_str(&xml);
    let mut document = Document::default();
    loop {
        match reader.read_event().map_err(|_| damaged(PART))? {
            Event::Start(tag) => document.open(&tag, false),
            Event::Empty(tag) => document.open(&tag, true),
            Event::End(tag) => document.close(tag.local_name().as_ref()),
            Event::Text(text) => document.write(&text.xml10_content()),
            Event::CData(text) => document.write(&text.xml10_content()),
            Event::GeneralRef(reference) => document.refer(&reference)?,
            Event::DocType(_) => return Err(ReadError::DocumentType),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if document.open_elements != 0 {
        return Err(damaged(PART));
    }
    Ok(document.blocks)
}

/// Where in the document the reader stands.
#[derive(Default)]
struct Document {
    blocks: Vec<Block>,
    open_elements: usize,
    tables: usize,
    row: Vec<Cell>,
    cell: Cell,
    span: usize,
    paragraph: String,
    /// Within `w:t`.
    in_text: bool,
    /// Depth within deleted or moved-away text.
    struck: usize,
}

impl Document {
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        if !empty {
            self.open_elements += 1;
        }
        let value =
            || tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == "val").map(|a| a.value.into_owned());
        match tag.local_name().as_ref() {
            "del" | "moveFrom" if !empty => self.struck += 1,
            "tbl" if !empty => self.tables += 1,
            "tr" if self.tables == 1 => self.row.clear(),
            "tc" if self.tables == 1 => {
                self.cell = Cell::default();
                self.span = 1;
            }
            "gridSpan" if self.tables == 1 => {
                self.span = value().and_then(|v| v.parse().ok()).unwrap_or(1).clamp(1, 63);
            }
            "vMerge" if self.tables == 1 => self.cell.merged = value().is_none_or(|v| v != "restart"),
            "t" => self.in_text = !empty,
            "tab" => self.paragraph.push(' '),
            "br" | "cr" => self.paragraph.push('\n'),
            "noBreakHyphen" => self.paragraph.push('-'),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.in_text && self.struck == 0 {
            self.paragraph.push_str(text);
        }
    }

    fn refer(&mut self, reference: &quick_xml::events::BytesRef<'_>) -> Result<(), ReadError> {
        if let Some(sign) = reference.resolve_char_ref().map_err(|_| damaged(PART))? {
            self.write(&sign.to_string());
            return Ok(());
        }
        let name: &str = reference;
        let sign = quick_xml::escape::resolve_xml_entity(name).ok_or_else(|| damaged(PART))?;
        self.write(sign);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        self.open_elements = self.open_elements.saturating_sub(1);
        match name {
            "del" | "moveFrom" => self.struck = self.struck.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.tables == 1 => {
                self.row.push(std::mem::take(&mut self.cell));
                self.row.extend(std::iter::repeat_n(Cell::default(), self.span.saturating_sub(1)));
            }
            "tr" if self.tables == 1 => self.blocks.push(Block::Cells(std::mem::take(&mut self.row))),
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.blocks.push(Block::TableEnd);
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.tables == 0 {
            self.blocks.push(Block::Line(text.to_owned()));
            return;
        }
        if !self.cell.text.is_empty() {
            self.cell.text.push('\n');
        }
        self.cell.text.push_str(text);
    }
}
