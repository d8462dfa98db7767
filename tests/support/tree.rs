//! The repository as its guards see it: files by path, and Rust code without its comments and tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A text file of the repository.
pub struct File {
    /// Path from the repository's root, with `/`.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// Root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// All text files whose name ends with one of `endings`, sorted by path. Build output, installed packages and hidden
/// folders other than `.ci` are not part of the tree.
pub fn files(endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root(), &mut found);
    found.sort();
    found
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .filter_map(|path| fs::read_to_string(root().join(&path)).ok().map(|text| File { path, text }))
        .collect()
}

/// The text of one file; fails the test that asks for a file that is not there.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn collect(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            let foreign = (name.starts_with('.') && name != ".ci") || name == "target" || name == "node_modules";
            if !foreign {
                collect(&path, found);
            }
        } else if let Ok(inside) = path.strip_prefix(root()) {
            found.push(inside.to_string_lossy().replace('\\', "/"));
        }
    }
}

impl File {
    /// Rust code alone: comments are blanked out, and the unit tests at the end are cut off. Lines keep their numbers.
    pub fn code(&self) -> String {
        let code = without_comments(&self.text);
        let tests = code.find("#[cfg(test)]\nmod ").unwrap_or(code.len());
        code.get(..tests).unwrap_or_default().to_owned()
    }

    /// True for files that hold nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }
}

/// Replaces comments by spaces; text in quotes stays.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kept, taken) = if rest.starts_with("//") {
            (false, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (false, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(len) = literal(rest) {
            (true, len)
        } else {
            (true, first.len_utf8())
        };
        let (piece, after) = rest.split_at(taken);
        if kept {
            out.push_str(piece);
        } else {
            out.extend(piece.chars().filter(|c| *c == '\n'));
        }
        rest = after;
    }
    out
}

/// Length of the string or character literal that `code` begins with.
fn literal(code: &str) -> Option<usize> {
    if code.starts_with('"') {
        return Some(quoted(code, '"'));
    }
    if let Some(raw) = code.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw.trim_start_matches('#').strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        return inside.find(&close).map(|end| 2 + hashes + end + close.len());
    }
    // 'x' and '\'' are characters; 'a in <'a> is a lifetime.
    let second = code.strip_prefix('\'')?.chars().next()?;
    let closes = second == '\\' || code.get(1 + second.len_utf8()..)?.starts_with('\'');
    closes.then(|| quoted(code, '\''))
}

/// Length of text up to and with its closing `quote`.
fn quoted(code: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_unit_tests_are_not_code() {
        let file = File {
            path: "a.rs".into(),
            text: "let a = \"// kept\"; // gone\n/* gone\n*/ fn f<'a>() { '\"'; } // \"gone\nr#\"x // \"kept\"#\n#[cfg(test)]\nmod tests {}".into(),
        };
        assert_eq!(file.code(), "let a = \"// kept\"; \n\n fn f<'a>() { '\"'; } \nr#\"x // \"kept\"#\n");
    }
}
