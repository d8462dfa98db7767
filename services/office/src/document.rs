//! A document made of headings, paragraphs and tables, such as an analytical note (аналитическая справка): the caller brings the
//! words, the writers know the formats. A page shows the same blocks, so file and page cannot disagree.

pub(crate) mod excel;
pub(crate) mod word;

use crate::table::Table;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Lines above the title: whose document it is.
    pub above: Vec<String>,
    /// Title.
    pub title: String,
    /// Lines below the title: number, day, period.
    pub below: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who signs: post and, where known, name.
    pub signed: Vec<(String, String)>,
    /// Small lines at its end: rules, place in the log, signature of the log.
    pub foot: Vec<String>,
}

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading: 1 for a part, 2 for what is in it.
    Heading(u8, String),
    /// A paragraph.
    Words(String),
    /// Lines of a list.
    Items(Vec<String>),
    /// A table with its title above; its name is that of its sheet in a workbook.
    Table(Table),
    /// Bars, which a page draws: on paper the table beside them says the same.
    Bars(Bars),
    /// Room for what a person writes by hand or later, under a heading of its own.
    Room(String),
}

/// Bars from 0 to 100 %.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bars {
    /// What they show, in a sentence.
    pub title: String,
    /// Name, pale outer bar and solid inner bar in tenths of a percent, and the figures in words.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bar {
    /// Of what.
    pub name: String,
    /// The outer bar, in tenths of a percent; none when there is nothing to divide by.
    pub outer: Option<u32>,
    /// The inner bar, in tenths of a percent.
    pub inner: Option<u32>,
    /// «95,6 % из 226».
    pub words: String,
}

/// A block as a file has it.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Part<'a> {
    Heading(u8, &'a str),
    Words(&'a str),
    Items(Vec<String>),
    Table(&'a Table),
    Room(&'a str),
}

impl Document {
    /// The blocks as files have them: bars beside a table are left out, for it says the same, and others are a list.
    fn parts(&self) -> Vec<Part<'_>> {
        let table = |at: Option<usize>| at.is_some_and(|at| matches!(self.blocks.get(at), Some(Block::Table(_))));
        let mut parts = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            match block {
                Block::Heading(level, words) => parts.push(Part::Heading(*level, words)),
                Block::Words(words) => parts.push(Part::Words(words)),
                Block::Items(items) => parts.push(Part::Items(items.clone())),
                Block::Table(table) => parts.push(Part::Table(table)),
                Block::Room(heading) => parts.push(Part::Room(heading)),
                Block::Bars(_) if table(at.checked_sub(1)) || table(at.checked_add(1)) => {}
                Block::Bars(bars) => {
                    parts.push(Part::Words(&bars.title));
                    parts.push(Part::Items(
                        bars.bars.iter().map(|bar| format!("{}: {}", bar.name, bar.words)).collect(),
                    ));
                }
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests;
