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
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let bare = line.trim();
        let inner = bare.strip_prefix('|').map(|inner| inner.strip_suffix('|').unwrap_or(inner));
        if !bare.is_empty() && !is_rule(bare) && inner.is_none() && !line.contains('\t') {
            paragraph.push_str(bare);
            paragraph.push(' ');
            continue;
        }
        close(&mut paragraph, &mut blocks);
        if !is_rule(bare) {
            let cells = inner.map_or_else(|| line.split('\t').collect::<Vec<_>>(), |inner| inner.split('|').collect());
            blocks.push(Block::Cells(cells.into_iter().map(|cell| Cell::new(clean(cell))).collect()));
        }
    }
    Ok(blocks)
}

fn close(paragraph: &mut String, blocks: &mut Vec<Block>) {
    let raw = std::mem::take(paragraph);
    let raw = raw.trim();
    let text = clean(raw);
    if text.is_empty() {
        return;
    }
    let heading = raw.starts_with('#') || raw.starts_with("**") && raw.ends_with("**");
    blocks.push(if heading { Block::Heading(text) } else { Block::Line(text) });
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
