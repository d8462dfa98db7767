//! Letters as `.eml` files of a folder: what an installation without a mail server and the demonstration do.

use super::{Letter, NotSent, Sent};
use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use std::{
    ffi::OsStr,
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// A letter is shown up to so many bytes.
const LARGEST: u64 = 1 << 20;

/// A folder of letters; made with the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder(PathBuf);

/// A letter in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Name of its file without the ending.
    pub name: String,
    /// The date it carries.
    pub at: Option<DateTime<Utc>>,
    /// The recipient's name and address.
    pub to: String,
    /// Its subject.
    pub subject: String,
}

/// A letter opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// As in the list.
    pub kept: Kept,
    /// Sender's name and address.
    pub from: String,
    /// The part for people whose program shows text.
    pub text: String,
    /// The other part, as written.
    pub html: String,
}

impl Folder {
    /// The folder at this path.
    pub fn at(path: PathBuf) -> Folder {
        Folder(path)
    }

    /// The folder `mail` beside a database.
    pub fn beside(database: &Path) -> Folder {
        Folder(database.with_file_name("mail"))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Lays a letter into it, whole or not at all; the same letter again is the same file.
    pub(super) async fn lay(&self, letter: &Letter, bytes: &[u8]) -> Result<Sent, NotSent> {
        let (folder, bytes) = (self.0.clone(), bytes.to_vec());
        let name = format!("{}-{}.eml", letter.at.format("%Y%m%dT%H%M%S%6f"), letter.id);
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, &bytes).map(|()| name)).await;
        match written {
            Ok(Ok(name)) => Ok(Sent { answer: name }),
            Ok(Err(e)) => Err(NotSent::Later(e.to_string())),
            Err(e) => Err(NotSent::Unknown(e.to_string())),
        }
    }

    /// The newest letters, newest first, at most `most`. Files that are no letters are passed over.
    ///
    /// # Errors
    /// The folder cannot be read; one that is not there holds nothing.
    pub fn list(&self, most: usize) -> io::Result<Vec<Kept>> {
        let entries = match fs::read_dir(&self.0) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names: Vec<String> = entries.filter_map(|entry| name(&entry.ok()?.path())).collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        Ok(names.iter().take(most).filter_map(|name| Some(self.open(name).ok()??.kept)).collect())
    }

    /// The letter of this name; none when there is no such letter.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(&self, name: &str) -> io::Result<Option<Opened>> {
        // The name comes from outside: it names a file of this folder and nothing else.
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Ok(None);
        }
        let path = self.0.join(format!("{name}.eml"));
        let bytes = match fs::metadata(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Ok(file) if file.len() > LARGEST || !file.is_file() => return Ok(None),
            found => found.and_then(|_| fs::read(&path))?,
        };
        Ok(opened(name, &bytes))
    }
}

fn name(path: &Path) -> Option<String> {
    let letter = path.extension() == Some(OsStr::new("eml"));
    path.file_stem().filter(|_| letter)?.to_str().map(str::to_owned)
}

fn opened(name: &str, bytes: &[u8]) -> Option<Opened> {
    let message = MessageParser::default().parse(bytes)?;
    let written = |people: Option<&mail_parser::Address<'_>>| {
        let one = people.and_then(|people| people.first());
        let words = one.map(|one| [one.name().unwrap_or_default(), one.address().unwrap_or_default()]);
        words.map(|words| words.join(" ").trim().to_owned()).unwrap_or_default()
    };
    Some(Opened {
        kept: Kept {
            name: name.to_owned(),
            at: message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
            to: written(message.to()),
            subject: message.subject().unwrap_or_default().to_owned(),
        },
        from: written(message.from()),
        text: message.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
        html: message.body_html(0).unwrap_or_default().replace("\r\n", "\n"),
    })
}

/// Letters hold links that sign in: the folder and its files are their owner's alone.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = folder.join(format!(".{name}.part"));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(name))
}
