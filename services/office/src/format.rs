//! Tells the format of a file by its first bytes and its name.

use crate::order::ReadError;
use serde::{Deserialize, Serialize};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Word, Office Open XML.
    Docx,
    /// Excel, Office Open XML.
    Xlsx,
    /// Values separated by semicolons, commas or tabs.
    Csv,
    /// Pasted text with tables of tabs or pipes.
    Text,
}

impl Format {
    /// The format of a file.
    ///
    /// # Errors
    /// An older format, or none that is known.
    pub fn of(file_name: &str, bytes: &[u8]) -> Result<Format, ReadError> {
        let extension = file_name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
        let unsupported = |extension: &str| Err(ReadError::UnsupportedFormat { extension: extension.to_owned() });
        if bytes.starts_with(b"%PDF") {
            return unsupported("pdf");
        }
        if bytes.starts_with(b"{\\rtf") {
            return unsupported("rtf");
        }
        // Compound files of Office before 2007.
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return unsupported(if extension.starts_with('x') { "xls" } else { "doc" });
        }
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        // What a package holds tells more than its name: a workbook saved as .xls, or renamed.
        if bytes.starts_with(b"PK") {
            let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            if holds(b"xl/workbook") {
                return Ok(Format::Xlsx);
            }
            if holds(b"word/document") {
                return Ok(Format::Docx);
            }
        }
        match extension.as_str() {
            "docx" | "xlsx" if !bytes.starts_with(b"PK") => Err(ReadError::Damaged { part: "zip".to_owned() }),
            "docx" => Ok(Format::Docx),
            "xlsx" => Ok(Format::Xlsx),
            "csv" | "tsv" => Ok(Format::Csv),
            "txt" | "md" | "text" => Ok(Format::Text),
            "doc" | "xls" | "pdf" | "rtf" | "odt" | "ods" => unsupported(&extension),
            _ => Err(ReadError::UnknownFormat),
        }
    }
}
