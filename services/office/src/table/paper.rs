//! What every document of Word is made with: its font, its paragraphs, the packing of its parts.

use super::{Unwritten, plain};
use docx_rs::{Docx, Paragraph, Run, RunFonts};
use std::io::Cursor;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

const FONT: &str = "Times New Roman";
/// How a table begins, what the library writes for its header's row, the first that is kept whole, and what makes Word repeat it.
const TABLE: &str = "<w:tbl>";
const FIRST_ROW: &str = "<w:cantSplit />";
const REPEATED: &str = "<w:cantSplit /><w:tblHeader />";

/// The font, for letters of every script.
pub(crate) fn fonts() -> RunFonts {
    RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT)
}

/// A paragraph of one line.
pub(crate) fn said(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(plain(words).replace('\n', " ")))
}

/// The document's bytes.
pub(crate) fn finished(docx: Docx) -> Result<Vec<u8>, Unwritten> {
    let mut package = docx.build();
    package.document = repeated(package.document)?;
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).map_err(|e| Unwritten(e.to_string()))?;
    packed(bytes).map_err(|e| Unwritten(e.to_string()))
}

/// The library packs nothing: the same parts, ten times as small.
fn packed(loose: Cursor<Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut from = ZipArchive::new(loose)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut part = from.by_index(at)?;
        if part.is_file() {
            to.start_file(part.name()?, options)?;
            std::io::copy(&mut part, &mut to)?;
        }
    }
    Ok(to.finish()?.into_inner())
}

/// The library has no word for a header's row that repeats.
fn repeated(document: Vec<u8>) -> Result<Vec<u8>, Unwritten> {
    let text = String::from_utf8(document).map_err(|e| Unwritten(e.to_string()))?;
    let tables: Vec<String> = text.split(TABLE).map(|table| table.replacen(FIRST_ROW, REPEATED, 1)).collect();
    Ok(tables.join(TABLE).into_bytes())
}
