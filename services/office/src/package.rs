//! Opens the zip package of a .docx or .xlsx within limits: no bomb is unpacked, no document type is declared.

use crate::order::ReadError;
use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;

/// Most that a package may hold unpacked, in bytes.
const LIMIT: u64 = 64 << 20;
/// Most parts a package may have.
const PARTS: usize = 2000;

pub(crate) fn damaged(part: &str) -> ReadError {
    ReadError::Damaged { part: part.to_owned() }
}

/// The part named, after every part was unpacked once within the limits (declared sizes may lie).
pub(crate) fn part(bytes: &[u8], wanted: &str) -> Result<Vec<u8>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("zip"))?;
    if archive.len() > PARTS {
        return Err(ReadError::TooLarge { limit: LIMIT });
    }
    let mut left = LIMIT;
    let mut found = None;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| damaged("zip"))?;
        let name = entry.name().map_err(|_| damaged("zip"))?.into_owned();
        let mut content = Vec::new();
        entry.by_ref().take(left + 1).read_to_end(&mut content).map_err(|e| match e.kind() {
            ErrorKind::OutOfMemory => ReadError::TooLarge { limit: LIMIT },
            _ => damaged(&name),
        })?;
        left = left.checked_sub(content.len() as u64).ok_or(ReadError::TooLarge { limit: LIMIT })?;
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        if is_xml && content.windows(9).take(4096).any(|window| window.eq_ignore_ascii_case(b"<!DOCTYPE")) {
            return Err(ReadError::DocumentType);
        }
        if name == wanted {
            found = Some(content);
        }
    }
    found.ok_or_else(|| damaged(wanted))
}
