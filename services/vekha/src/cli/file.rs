//! What is said of a file that a command cannot read or write.

use super::{Failure, lang};
use std::{
    io::{self, ErrorKind},
    path::Path,
};

/// The file does not hold what the command needs.
pub fn wrong(file: &Path, why: &str) -> Failure {
    let args = [("file", file.display().to_string().into()), ("why", why.to_owned().into())];
    Failure::Use(lang().say_with("cli-wrong-file", args))
}

/// The file cannot be opened, read or written.
pub fn unusable(file: &Path, error: &io::Error) -> Failure {
    let key = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "file-missing",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "file-forbidden",
        ErrorKind::AlreadyExists => "file-exists",
        ErrorKind::IsADirectory => "file-folder",
        ErrorKind::InvalidData => "file-not-text",
        ErrorKind::StorageFull => "file-disk-full",
        _ => return wrong(file, &error.to_string()),
    };
    wrong(file, &lang().say(key))
}
