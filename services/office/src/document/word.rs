//! A document as Word, set as Russian offices set their notes: headings that Word knows as such, justified paragraphs, tables
//! whose header repeats, places to sign, pages counted from the second.

use super::{Document, Part};
use crate::table::{
    Table, Unwritten,
    paper::{finished, fonts, said},
    rows::rows,
};
use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Header, IndentLevel, Level, LevelJc, LevelText, LineSpacing,
    LineSpacingType, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, Run, SpecialIndentType,
    Start, Style, StyleType, Tab, TabLeaderType, TabValueType, Table as WordTable, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableLayoutType, TableRow, VAlignType, WidthType,
};

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// Margins: 20 mm above and below, 30 mm where it is bound, 10 mm right; half of the upper one for the number of the page.
const MARGINS: PageMargin =
    PageMargin { top: 1_134, bottom: 1_134, left: 1_701, right: 567, header: 567, footer: 567, gutter: 0 };
/// What is left for words and tables.
const WIDTH: usize = 9_638;
/// First line of a paragraph: 1.25 cm.
const FIRST: i32 = 709;
/// From the dash of a list to its words.
const DASH: i32 = 357;
/// Sizes in half points: of the document; over a table; of small lines.
const SIZE: usize = 28;
const SMALLER: usize = 24;
const SMALL: usize = 20;
/// One and a half lines, in 240ths of a line.
const ONE_AND_A_HALF: i32 = 360;
/// Lines to write on under a heading.
const LINES: usize = 6;
/// Widths of the places of post and signature.
const POST: usize = 4_600;
const SIGNATURE: usize = 2_000;
/// The list's number among the lists: the library has one of its own.
const LIST: usize = 2;

/// A document of Word.
///
/// # Errors
/// [`Unwritten`].
pub fn document_word(document: &Document) -> Result<Vec<u8>, Unwritten> {
    let mut docx = blank();
    for line in &document.above {
        docx = docx.add_paragraph(said(line).style("Above"));
    }
    docx = docx.add_paragraph(said(&document.title).style("Title"));
    for line in &document.below {
        docx = docx.add_paragraph(said(line).style("Below"));
    }
    for part in document.parts() {
        docx = added(docx, part);
    }
    if !document.signed.is_empty() {
        docx = docx.add_paragraph(Paragraph::new()).add_table(signatures(&document.signed));
    }
    if !document.foot.is_empty() {
        docx = docx.add_paragraph(Paragraph::new());
    }
    for line in &document.foot {
        docx = docx.add_paragraph(said(line).style("Foot"));
    }
    finished(docx)
}

/// Without words: page, styles, list, numbers of pages.
fn blank() -> Docx {
    let number =
        Header::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new()));
    let dash = Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("–"), LevelJc::new("left"))
        .fonts(fonts())
        .indent(Some(FIRST + DASH), Some(SpecialIndentType::Hanging(DASH)), None, None);
    let docx = Docx::new()
        .default_fonts(fonts())
        .default_size(SIZE)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(MARGINS)
        .add_abstract_numbering(AbstractNumbering::new(LIST).add_level(dash))
        .add_numbering(Numbering::new(LIST, LIST))
        .title_pg()
        .header(number);
    styles().into_iter().fold(docx, Docx::add_style)
}

fn styles() -> Vec<Style> {
    let style =
        |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").fonts(fonts());
    let space = |before, after| LineSpacing::new().before(before).after(after);
    let wide = LineSpacing::new().line_rule(LineSpacingType::Auto).line(ONE_AND_A_HALF);
    let first = Some(SpecialIndentType::FirstLine(FIRST));
    let heading =
        |id: &str, name: &str, level| with_next(style(id, name).next("BodyText").size(SIZE).bold().outline_lvl(level));
    vec![
        style("Above", "Above").align(AlignmentType::Center),
        style("Title", "Title").size(SIZE).bold().align(AlignmentType::Center).line_spacing(space(240, 120)),
        style("Below", "Below").align(AlignmentType::Center),
        heading("Heading1", "heading 1", 0).align(AlignmentType::Center).line_spacing(space(360, 120)),
        heading("Heading2", "heading 2", 1).indent(None, first, None, None).line_spacing(space(240, 120)),
        style("BodyText", "Body Text")
            .align(AlignmentType::Both)
            .indent(None, first, None, None)
            .line_spacing(wide.clone()),
        style("ListBullet", "List Bullet").align(AlignmentType::Both).line_spacing(wide),
        with_next(style("Caption", "caption").size(SMALLER).bold().line_spacing(space(240, 60))),
        with_next(style("Note", "Note").size(SMALLER).line_spacing(space(0, 60))),
        style("Foot", "Foot").size(SMALL),
    ]
}

/// Stays on the page of what follows.
fn with_next(mut style: Style) -> Style {
    style.paragraph_property = style.paragraph_property.keep_next(true);
    style
}

fn added(docx: Docx, part: Part<'_>) -> Docx {
    match part {
        Part::Heading(level, words) => {
            docx.add_paragraph(said(words).style(if level <= 1 { "Heading1" } else { "Heading2" }))
        }
        Part::Words(words) => {
            words.split('\n').fold(docx, |docx, line| docx.add_paragraph(said(line).style("BodyText")))
        }
        Part::Items(items) => items.iter().fold(docx, |docx, item| {
            let item = said(item).style("ListBullet").numbering(NumberingId::new(LIST), IndentLevel::new(0));
            docx.add_paragraph(item)
        }),
        Part::Table(table) => with_table(docx, table),
        Part::Room(heading) => {
            let docx = docx.add_paragraph(said(heading).style("Heading1"));
            (0..LINES).fold(docx, |docx, _| docx.add_paragraph(line_to_write_on()))
        }
    }
}

fn with_table(mut docx: Docx, table: &Table) -> Docx {
    if !table.title.trim().is_empty() {
        docx = docx.add_paragraph(said(&table.title).style("Caption"));
    }
    for note in &table.notes {
        docx = docx.add_paragraph(said(note).style("Note"));
    }
    // Word makes one table of two that touch.
    docx.add_table(rows(table, WIDTH)).add_paragraph(Paragraph::new().style("Foot"))
}

fn line_to_write_on() -> Paragraph {
    let end = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Underscore).pos(WIDTH);
    Paragraph::new().add_tab(end).add_run(Run::new().add_tab()).style("ListBullet")
}

/// For each who signs: the post, a line, the name.
fn signatures(signed: &[(String, String)]) -> WordTable {
    let name = WIDTH - POST - SIGNATURE;
    let place = |width, words: &str| {
        let words = said(words).keep_next(true).line_spacing(LineSpacing::new().before(360));
        TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Bottom).add_paragraph(words)
    };
    let line = || {
        TableCellBorders::with_empty()
            .set(TableCellBorder::new(TableCellBorderPosition::Bottom).size(4).color("000000"))
    };
    let rows = signed.iter().map(|(post, who)| {
        let who = place(name, &format!("\u{a0}{who}"));
        TableRow::new(vec![place(POST, post), place(SIGNATURE, "").set_borders(line()), who])
    });
    WordTable::without_borders(rows.collect())
        .set_grid(vec![POST, SIGNATURE, name])
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
}
