//! Pasted text: tables of tabs or pipes within prose, with what is left of HTML and Markdown taken away.

use crate::{
    comma::decode,
    order::ReadError,
    sheet::{Block, Cell},
};

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    let text = decode(bytes);
    let mut blocks: Vec<Block> = Vec::new();
    // Lines of one paragraph follow each other; an empty line ends it.
    let mut open = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() || is_rule(bare) {
            open = false;
        } else if bare.starts_with('|') {
            open = false;
            let inner = bare.trim_start_matches('|');
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            blocks.push(Block::Cells(inner.split('|').map(|cell| Cell::new(clean(cell))).collect()));
        } else if line.contains('\t') {
            open = false;
            blocks.push(Block::Cells(line.split('\t').map(|cell| Cell::new(clean(cell))).collect()));
        } else if let (true, Some(Block::Line(paragraph))) = (open, blocks.last_mut()) {
            paragraph.push(' ');
            paragraph.push_str(&clean(bare));
        } else {
            blocks.push(Block::Line(clean(bare)));
            open = true;
        }
    }
    Ok(blocks)
}

/// A line of dashes that draws a table's rule.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t' | '='))
}

/// Without tags, stars and number signs of headings.
fn clean(text: &str) -> String {
    let mut bare = String::new();
    let mut in_tag = false;
    for sign in text.chars() {
        match sign {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                bare.push(' ');
            }
            '*' => {}
            _ if in_tag => {}
            _ => bare.push(sign),
        }
    }
    bare.trim().trim_start_matches('#').trim().to_owned()
}
