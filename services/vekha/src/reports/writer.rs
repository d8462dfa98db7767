//! Writes a report block by block: parts are numbered as they come, and a page learns what stands behind each.

use crate::web::pages::Look;
use std::collections::BTreeMap;
use vekha_office::{Bars, Block, Cell, Column, Document, Kind, Line, Table};

/// A document with the pages behind its parts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// What every form of it says.
    pub document: Document,
    /// Links that a page shows below a block, by the place of the block.
    pub links: BTreeMap<usize, Vec<Link>>,
    /// Pages behind rows, by the place of the table and of the line in it.
    pub rows: BTreeMap<(usize, usize), String>,
}

/// A page behind a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What is found there.
    pub words: String,
    /// Its path, without the two times.
    pub path: String,
}

/// A document being written.
pub(super) struct Writer<'a> {
    pub look: Look<'a>,
    written: Written,
    parts: usize,
}

impl<'a> Writer<'a> {
    pub fn new(look: Look<'a>) -> Writer<'a> {
        Writer { look, written: Written::default(), parts: 0 }
    }

    pub fn say(&self, key: &str) -> String {
        self.look.lang.say(key)
    }

    /// Begins a part: «3. Опоздания».
    pub fn part(&mut self, key: &str) {
        let words = self.numbered(key);
        self.block(Block::Heading(1, words));
    }

    fn numbered(&mut self, key: &str) -> String {
        self.parts += 1;
        format!("{}. {}", self.parts, self.say(key))
    }

    pub fn words(&mut self, words: impl Into<String>) {
        self.block(Block::Words(words.into()));
    }

    pub fn items(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.block(Block::Items(items));
        }
    }

    /// A table; its rows come with the pages behind them.
    pub fn table(&mut self, name: &str, columns: Vec<Column>, rows: Vec<(Vec<Cell>, Option<String>)>) {
        let (place, title) = (self.written.document.blocks.len(), self.say(name));
        let mut lines = Vec::with_capacity(rows.len());
        for (line, (cells, path)) in rows.into_iter().enumerate() {
            lines.push(Line::Row(cells));
            self.written.rows.extend(path.map(|path| ((place, line), path)));
        }
        self.block(Block::Table(Table { name: title.clone(), title, columns, lines, ..Table::default() }));
    }

    pub fn bars(&mut self, bars: Bars) {
        if !bars.bars.is_empty() {
            self.block(Block::Bars(bars));
        }
    }

    /// A part that a person writes.
    pub fn room(&mut self, key: &str) {
        let words = self.numbered(key);
        self.block(Block::Room(words));
    }

    /// The page behind what was written last.
    pub fn link(&mut self, key: &str, path: String) {
        let link = Link { words: self.say(key), path };
        if let Some(place) = self.written.document.blocks.len().checked_sub(1) {
            self.written.links.entry(place).or_default().push(link);
        }
    }

    /// A column.
    pub fn column(&self, key: &str, kind: Kind, width: u8) -> Column {
        Column { title: self.say(key), kind, width, joined: false }
    }

    /// The whole, with what stands above and below.
    pub fn done(self, frame: Document) -> Written {
        let blocks = self.written.document.blocks;
        Written { document: Document { blocks, ..frame }, ..self.written }
    }

    fn block(&mut self, block: Block) {
        self.written.document.blocks.push(block);
    }
}
