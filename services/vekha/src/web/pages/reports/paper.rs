//! A document as a page shows it: the blocks that Word and Excel get, with links to what stands behind them.

use super::super::{asked::Times, frame::Frame, static_files};
use crate::{
    integrity::{Qr, qr},
    json::percent,
    reports::{Link, Seal, Written},
    wording::Lang,
};
use askama::Template;
use vekha_office::{Bar, Block, Cell, Column, Document, Kind, Line, Table};

/// A sheet of paper.
#[derive(Default)]
pub struct Paper {
    /// Lines above the title.
    pub above: Vec<String>,
    /// Title.
    pub title: String,
    /// Lines below the title.
    pub below: Vec<String>,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// Who signs.
    pub signed: Vec<(String, String)>,
    /// Small lines at the end.
    pub foot: Vec<String>,
    /// Where the log ended, for a telephone.
    pub qr: Option<Qr>,
}

/// A paper as a file of its own, with its style sheet in it.
#[derive(Template)]
#[template(path = "paper_file.html")]
pub struct PaperFile {
    frame: Frame,
    style: String,
    paper: Paper,
}

impl PaperFile {
    /// The file.
    ///
    /// # Errors
    /// The template failed.
    pub fn of(written: &Written, seal: &Seal, lang: Lang) -> Result<Vec<u8>, askama::Error> {
        // A file has no pages behind it.
        let bare = Written { document: written.document.clone(), ..Written::default() };
        let mut paper = Paper::of(&bare, lang, &Times::default());
        paper.seal(lang, seal);
        let file = PaperFile { frame: Frame::bare(lang), style: static_files::style(), paper };
        Ok(file.render()?.into_bytes())
    }
}

/// A block with the links below it.
pub struct Piece {
    /// The block.
    pub shown: Shown,
    /// Words and addresses.
    pub links: Vec<(String, String)>,
}

/// A block as the page draws it.
pub enum Shown {
    /// A heading of a part.
    Part(String),
    /// A heading within a part.
    Under(String),
    /// A paragraph.
    Words(String),
    /// Lines of a list.
    Items(Vec<String>),
    /// A table.
    Table(Grid),
    /// Bars, with their title.
    Bars(String, Vec<Drawn>),
    /// Bars of one part, with their title.
    Plain(String, Vec<Drawn>),
    /// Room for a person.
    Room(String),
}

/// A table: its title, its heads and rows.
pub struct Grid {
    /// What it is a table of.
    pub title: String,
    /// Headings, and whether numbers stand below.
    pub heads: Vec<(String, bool)>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// A row: the first cell is its head.
pub struct Row {
    /// Words over the rows that follow.
    pub group: bool,
    /// Its head.
    pub head: String,
    /// The other cells, and whether each is a number.
    pub cells: Vec<(String, bool)>,
    /// Where the cell after its head leads.
    pub link: Option<String>,
}

/// A bar, as charts are drawn everywhere.
pub struct Drawn {
    /// Of what.
    pub name: String,
    /// «90,6 %».
    pub fulfilment: String,
    /// «полнота 96,5 %, наступило 171».
    pub words: String,
    /// Widths of the outer and the inner bar in percent.
    pub widths: Option<(String, String)>,
}

impl Paper {
    /// The document in a language; its links keep the two times of `times`.
    pub fn of(written: &Written, lang: Lang, times: &Times) -> Paper {
        let Document { above, title, below, blocks, signed, foot } = written.document.clone();
        let piece = |(place, block): (usize, Block)| Piece {
            shown: shown(written, lang, times, place, block),
            links: written.links.get(&place).into_iter().flatten().map(|link| lead(link, times)).collect(),
        };
        let pieces = blocks.into_iter().enumerate().map(piece).collect();
        Paper { above, title, below, pieces, signed, foot, qr: None }
    }

    /// What stands small at its end, with the code of where the log ended.
    pub fn seal(&mut self, lang: Lang, seal: &Seal) {
        self.foot = seal.foot(lang);
        self.qr = qr(&seal.anchor());
    }
}

fn lead(link: &Link, times: &Times) -> (String, String) {
    (link.words.clone(), times.link(&link.path))
}

fn shown(written: &Written, lang: Lang, times: &Times, place: usize, block: Block) -> Shown {
    match block {
        Block::Heading(1, words) => Shown::Part(words),
        Block::Heading(_, words) => Shown::Under(words),
        Block::Words(words) => Shown::Words(words),
        Block::Items(items) => Shown::Items(items),
        Block::Table(table) => Shown::Table(grid(written, lang, times, place, table)),
        Block::Bars(bars) if bars.bars.iter().all(|bar| bar.outer.is_none()) => {
            Shown::Plain(bars.title, bars.bars.into_iter().map(plain).collect())
        }
        Block::Bars(bars) => Shown::Bars(bars.title, bars.bars.into_iter().map(|bar| drawn(lang, bar)).collect()),
        Block::Room(words) => Shown::Room(words),
    }
}

fn grid(written: &Written, lang: Lang, times: &Times, place: usize, table: Table) -> Grid {
    let numeric = |kind: Kind| matches!(kind, Kind::Number | Kind::Percent);
    let row = |(line, of): (usize, Line)| match of {
        Line::Group(head) => Row { group: true, link: None, head, cells: Vec::new() },
        Line::Row(cells) => {
            // A row may end early; a page has a cell for every column.
            let cells = cells.into_iter().chain(std::iter::repeat(Cell::Empty)).zip(&table.columns);
            let mut cells = cells.map(|(cell, column)| {
                let number = matches!(cell, Cell::Number(_) | Cell::Tenths(_) | Cell::Decimal(_));
                (read(&cell, lang), number || (cell == Cell::Empty && numeric(column.kind)))
            });
            let head = cells.next().map(|(words, _)| words).unwrap_or_default();
            let link = written.rows.get(&(place, line)).map(|path| times.link(path));
            Row { group: false, link, head, cells: cells.collect() }
        }
    };
    let rows = table.lines.into_iter().enumerate().map(row).collect();
    let head = |column: &Column| (column.title.clone(), numeric(column.kind));
    Grid { title: table.title, heads: table.columns.iter().map(head).collect(), rows }
}

/// A cell as people read it; a dash where there is nothing.
fn read(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Empty => "—".to_owned(),
        Cell::Tenths(tenths) => percent(u64::from(*tenths), 1_000, lang),
        Cell::Decimal(words) if lang == Lang::En => words.replace(',', "."),
        other => other.read(),
    }
}

/// A bar of one part: its figures are its words.
fn plain(bar: Bar) -> Drawn {
    let width = bar.inner.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
    Drawn {
        name: bar.name,
        fulfilment: bar.words,
        words: String::new(),
        widths: width.map(|width| (width.clone(), width)),
    }
}

fn drawn(lang: Lang, bar: Bar) -> Drawn {
    let width = |tenths: Option<u32>| tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
    Drawn {
        name: bar.name,
        fulfilment: bar.inner.map_or_else(|| "—".to_owned(), |tenths| percent(u64::from(tenths), 1_000, lang)),
        words: bar.words,
        widths: width(bar.outer).zip(width(bar.inner)),
    }
}
