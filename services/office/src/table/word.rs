//! A table as a document of Word: a heading, lines, and the table on A4 lying down, its header on every page.

use super::{
    Table, Unwritten,
    paper::{finished, fonts, said},
    rows::rows,
};
use chrono::{DateTime, Utc};
use docx_rs::{AlignmentType, Docx, Footer, PageMargin, PageNum, PageOrientationType, Paragraph, Style, StyleType};

/// A4 lying down, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);
/// Margins of 1 cm.
const MARGIN: i32 = 567;
/// What is left for the table.
const WIDTH: usize = 15_704;
/// Size of letters in half points.
const SIZE: usize = 24;
const HEADING: &str = "Heading1";

/// A document with the table.
///
/// # Errors
/// [`Unwritten`].
pub fn word(table: &Table, made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
    let heading = Style::new(HEADING, StyleType::Paragraph).name("heading 1").size(SIZE + 4).bold().outline_lvl(0);
    let at = made_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let page = Footer::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new()));
    let mut docx = Docx::new()
        .default_fonts(fonts())
        .default_size(SIZE)
        .add_style(heading.fonts(fonts()))
        .page_size(PAGE.0, PAGE.1)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: MARGIN / 2,
            footer: MARGIN / 2,
            gutter: 0,
        })
        .created_at(&at)
        .updated_at(&at)
        .footer(page)
        .add_paragraph(said(&table.title).style(HEADING).align(AlignmentType::Center));
    for note in &table.notes {
        docx = docx.add_paragraph(said(note));
    }
    finished(docx.add_paragraph(Paragraph::new()).add_table(rows(table, WIDTH)))
}
