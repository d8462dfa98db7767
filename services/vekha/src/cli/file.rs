//! Files that commands write, and what is said of one that cannot be read or written.

use super::{Failure, lang, say};
use std::{
    fs,
    io::{self, ErrorKind, IsTerminal, Write},
    path::Path,
};

/// Where an answer goes: a file, or standard output for none and `-`; a file that is no text is not for a terminal.
pub fn output<'p>(asked: Option<&'p Path>, ending: Option<&'static str>) -> Result<Option<&'p Path>, Failure> {
    let output = asked.filter(|path| path.as_os_str() != "-");
    match ending.filter(|_| output.is_none() && io::stdout().is_terminal()) {
        Some(ending) => Err(Failure::Use(lang().say_with("export-terminal", [("ending", ending.into())]))),
        None => Ok(output),
    }
}

/// Puts an answer there, and says so of a file.
pub fn put(output: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match output {
        Some(path) => keep(path, bytes),
        None => send(bytes),
    }
}

/// A file that is there already may be somebody's evidence.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = fs::OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|e| unusable(path, &e))?;
    say(&lang().say_with("export-ready", [("file", path.display().to_string().into())]))
}

/// A reader that went away (`| head`) has had enough.
fn send(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Broken(e.to_string())),
        Ok(()) | Err(_) => Ok(()),
    }
}

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
