//! Word: paragraphs and tables of the main document, with merged cells, without what was struck out.

use crate::{
    columns::{self, Need},
    order::ReadError,
    package::{self, damaged},
    sheet::{Block, Cell, tidy},
};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::collections::HashMap;

const PART: &str = "word/document.xml";
/// Parts whose text is printed below or beside the main one.
const NOTES: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];
/// Most tables within one another.
const DEEPEST: usize = 32;

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let mut blocks = read_part(&package::part(bytes, PART)?, PART)?;
    for part in NOTES {
        if let Ok(notes) = package::part(bytes, part) {
            blocks.extend(read_part(&notes, part)?);
        }
    }
    Ok(blocks)
}

fn read_part(xml: &[u8], part: &str) -> Result<Vec<Block>, ReadError> {
    let xml = std::str::from_utf8(xml).map_err(|_| damaged(part))?;
    let mut reader = Reader::from_str(xml);
    let mut document = Document::default();
    loop {
        match reader.read_event().map_err(|_| damaged(part))? {
            Event::Start(tag) => document.open(&tag, false)?,
            Event::Empty(tag) => document.open(&tag, true)?,
            Event::End(tag) => document.close(tag.local_name().as_ref()),
            Event::Text(text) => document.write(&text.xml10_content()),
            Event::CData(text) => document.write(&text.xml10_content()),
            Event::GeneralRef(reference) => document.refer(&reference, part)?,
            Event::DocType(_) => return Err(ReadError::DocumentType),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if document.open_elements != 0 {
        return Err(damaged(part));
    }
    Ok(document.blocks)
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
    span: usize,
}

/// Where in the document the reader stands.
#[derive(Default)]
struct Document {
    blocks: Vec<Block>,
    open_elements: usize,
    /// Tables within one another, the outer first.
    tables: Vec<Table>,
    paragraph: String,
    /// List and level of the paragraph that Word numbers by itself.
    list: (Option<String>, usize),
    /// How far each list has counted, level by level.
    counters: HashMap<String, Vec<u32>>,
    /// Within `w:t`.
    in_text: bool,
    /// Depth within deleted or moved-away text, or within a second rendering of the same.
    struck: usize,
}

impl Document {
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        self.open_elements += usize::from(!empty);
        let value =
            || tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == "val").map(|a| a.value.into_owned());
        let number = || value().and_then(|v| v.parse::<usize>().ok());
        match tag.local_name().as_ref() {
            "del" | "moveFrom" | "Fallback" if !empty => self.struck += 1,
            "tbl" if self.tables.len() >= DEEPEST => return Err(damaged(PART)),
            "tbl" if !empty => self.tables.push(Table::default()),
            "numId" => self.list.0 = value().filter(|id| id != "0"),
            "ilvl" => self.list.1 = number().unwrap_or(0).min(8),
            "t" => self.in_text = !empty,
            "tab" if self.struck == 0 => self.paragraph.push(' '),
            "br" | "cr" if self.struck == 0 => self.paragraph.push('\n'),
            "noBreakHyphen" if self.struck == 0 => self.paragraph.push('-'),
            name => {
                if let Some(table) = self.tables.last_mut() {
                    table.open(name, &value, &number);
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        if self.in_text && self.struck == 0 {
            self.paragraph.push_str(text);
        }
    }

    fn refer(&mut self, reference: &quick_xml::events::BytesRef<'_>, part: &str) -> Result<(), ReadError> {
        if let Some(sign) = reference.resolve_char_ref().map_err(|_| damaged(part))? {
            self.write(&sign.to_string());
            return Ok(());
        }
        let name: &str = reference;
        let sign = quick_xml::escape::resolve_xml_entity(name).ok_or_else(|| damaged(part))?;
        self.write(sign);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        self.open_elements = self.open_elements.saturating_sub(1);
        match name {
            "del" | "moveFrom" | "Fallback" => self.struck = self.struck.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => self.tables.last_mut().into_iter().for_each(Table::end_cell),
            "tr" => self.tables.last_mut().into_iter().for_each(Table::end_row),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = tidy(&std::mem::take(&mut self.paragraph));
        let number = self.counted();
        match self.tables.last_mut() {
            // A cell with nothing but Word's own number: «№ п/п».
            Some(table) if text.is_empty() => table.cell_line(&number.unwrap_or_default()),
            Some(table) => table.cell_line(&text),
            None if text.is_empty() => {}
            None => self.blocks.push(Block::Line(text)),
        }
    }

    /// The number Word gives the paragraph, when it is one of a list.
    fn counted(&mut self) -> Option<String> {
        let (list, level) = std::mem::take(&mut self.list);
        let counters = self.counters.entry(list?).or_default();
        counters.truncate(level + 1);
        while counters.len() <= level {
            // A level that was skipped counts as begun.
            counters.push(u32::from(counters.len() < level));
        }
        if let Some(last) = counters.last_mut() {
            *last += 1;
        }
        Some(counters.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
    }

    /// A table within a cell is the cell's text, unless it is the roadmap itself and the outer one only frames it.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let is_roadmap = |rows: &[Vec<Cell>]| rows.iter().any(|row| columns::header(row, Need::Three).is_some());
        match self.tables.last_mut() {
            Some(outer) if !is_roadmap(&table.rows) => {
                for cell in table.rows.iter().flatten().filter(|cell| !cell.text.is_empty()) {
                    outer.cell_line(&cell.text);
                }
            }
            outer => {
                // What stands in the frame above the roadmap comes before it.
                let above = outer.map(Table::taken).unwrap_or_default();
                self.blocks.extend(above.into_iter().map(Block::Line));
                self.blocks.extend(table.rows.into_iter().map(Block::Cells));
                self.blocks.push(Block::TableEnd);
            }
        }
    }
}

impl Table {
    /// The lines read so far, taken out.
    fn taken(&mut self) -> Vec<String> {
        let cells = std::mem::take(&mut self.rows).into_iter().flatten().chain(std::mem::take(&mut self.row));
        let text = cells.chain([std::mem::take(&mut self.cell)]).map(|cell| cell.text).collect::<Vec<_>>().join("\n");
        text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn open(&mut self, name: &str, value: &dyn Fn() -> Option<String>, number: &dyn Fn() -> Option<usize>) {
        match name {
            "tr" => self.row.clear(),
            "tc" => {
                self.cell = Cell::default();
                self.span = 1;
            }
            "gridBefore" => self.row.extend(std::iter::repeat_n(Cell::default(), number().unwrap_or(0).min(63))),
            "gridSpan" => self.span = number().unwrap_or(1).clamp(1, 63),
            "vMerge" => self.cell.merged = value().is_none_or(|v| v != "restart"),
            _ => {}
        }
    }

    fn cell_line(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if !self.cell.text.is_empty() {
            self.cell.text.push('\n');
        }
        self.cell.text.push_str(line);
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let rest = Cell { text: String::new(), merged: cell.merged };
        self.row.push(cell);
        self.row.extend(std::iter::repeat_n(rest, self.span.saturating_sub(1)));
    }

    fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }
}
