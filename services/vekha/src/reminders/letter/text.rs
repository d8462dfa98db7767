//! The part for programs that show text, in the same order and with the same facts.

use super::page::{Line, Page, Row, Section, Table};

/// Longest line, in characters; an address stays whole.
const WIDTH: usize = 76;

impl Page {
    /// The whole letter as text.
    pub fn text(&self) -> String {
        let mut blocks = vec![wrapped(&self.place, ""), wrapped(&self.heading, "")];
        blocks.extend(self.lead.iter().map(|line| wrapped(line, "")));
        self.sections.iter().for_each(|section| self.section(section, &mut blocks));
        blocks.push("-".repeat(3));
        blocks.extend(self.foot.iter().map(|line| wrapped(line, "")));
        blocks.retain(|block| !block.is_empty());
        let mut text = blocks.join("\n\n");
        text.push('\n');
        text
    }

    fn section(&self, section: &Section, blocks: &mut Vec<String>) {
        if !section.title.is_empty() {
            blocks.push(wrapped(&format!("== {} ==", section.title), ""));
        }
        blocks.extend(section.lead.iter().map(|line| wrapped(line, "")));
        blocks.extend(section.rows.iter().map(row));
        blocks.extend(section.table.as_ref().map(table));
        blocks.extend(section.verbatim.as_ref().map(|text| text.trim_end().to_owned()));
        blocks.extend(section.links.iter().map(|link| format!("{}:\n{}", wrapped(&link.words, ""), link.url)));
    }
}

fn row(row: &Row) -> String {
    let mut lines: Vec<String> = row.state.iter().map(|(_, words)| wrapped(words, "")).collect();
    lines.push(wrapped(&row.words, ""));
    lines.extend(row.notes.iter().map(|note| wrapped(note, "  ")));
    if let Some(link) = &row.link {
        lines.push(format!("\n{}:\n{}", wrapped(&link.words, ""), link.url));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn table(table: &Table) -> String {
    let mut lines = Vec::new();
    for line in &table.lines {
        match line {
            Line::Group(name) => lines.push(wrapped(&format!("{name}:"), "")),
            Line::Cells(cells) => {
                lines.extend(cells.first().map(|cell| wrapped(&format!("- {cell}"), "")));
                let named = table.heads.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
                let rest: Vec<String> = named.map(|(head, cell)| format!("{head}: {cell}")).collect();
                lines.push(wrapped(&rest.join("; "), "  "));
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Lines of at most [`WIDTH`] characters, each with this before it. Whoever typed line ends gets spaces. No-break spaces hold.
fn wrapped(text: &str, before: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        let long = before.len() + line.chars().count() + 1 + word.chars().count() > WIDTH;
        if long && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines.iter().map(|line| format!("{before}{line}")).collect::<Vec<_>>().join("\n")
}
