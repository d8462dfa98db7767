//! `vekha-verify`: says whether what was taken out of Vekha is whole, on a machine where nothing of it is.

use std::{
    fs,
    io::{self, BufReader, Write},
    process::ExitCode,
};
use vekha_verifier::{Checkpoint, Key, Kind, Note, Place, Stop, Words, hex, log, package, proof};

/// Exit statuses: not whole, used wrongly, a file cannot be read.
const BROKEN: u8 = 1;
const WRONG_USE: u8 = 2;
const UNREAD: u8 = 3;

/// The arguments.
struct Asked {
    words: Words,
    command: String,
    file: String,
    notes: Vec<String>,
    key: Option<String>,
}

/// What to say, and the exit status.
struct Answer(String, u8);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Answer(text, status) = asked(&arguments).map_or_else(|wrong| wrong, |asked| asked.answer());
    let told = match status {
        0 | BROKEN => io::stdout().write_all(text.as_bytes()),
        _ => io::stderr().write_all(text.as_bytes()),
    };
    // Whoever does not listen has had enough; the status says the same.
    drop(told);
    ExitCode::from(status)
}

fn asked(arguments: &[String]) -> Result<Asked, Answer> {
    let ru = Words::of("ru").ok_or_else(|| Answer(String::new(), UNREAD))?;
    let mut asked = Asked { words: ru, command: String::new(), file: String::new(), notes: Vec::new(), key: None };
    let mut rest = arguments.iter();
    let (mut plain, mut help) = (Vec::new(), false);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| asked.words.wrong("use-value", argument));
        match argument.as_str() {
            "--lang" => asked.words = Words::of(&value()?).ok_or_else(|| asked.words.wrong("use-lang", argument))?,
            "--note" => asked.notes.push(value()?),
            "--key" => asked.key = Some(value()?),
            "--help" | "-h" | "help" => help = true,
            option if option.starts_with("--") => return Err(asked.words.wrong("use-option", option)),
            _ => plain.push(argument.clone()),
        }
    }
    let words = asked.words;
    if help {
        return Err(Answer(format!("{}\n", words.say("help", &[])), 0));
    }
    let [command, file] = plain.as_slice() else {
        return Err(Answer(format!("{}\n", words.say("help", &[])), WRONG_USE));
    };
    (asked.command, asked.file) = (command.clone(), file.clone());
    Ok(asked)
}

trait Told {
    fn wrong(self, key: &str, what: &str) -> Answer;
}

impl Told for Words {
    fn wrong(self, key: &str, what: &str) -> Answer {
        Answer(format!("{}\n", self.say(key, &[what])), WRONG_USE)
    }
}

impl Asked {
    fn answer(&self) -> Answer {
        self.checked().map_or_else(|answer| answer, |text| Answer(format!("{text}\n"), 0))
    }

    fn checked(&self) -> Result<String, Answer> {
        let key = self.key()?;
        let words = self.words;
        if key.is_none() && (self.command != "package" && !self.notes.is_empty() || self.command == "note") {
            return Err(words.wrong("use-key", "--key"));
        }
        match self.command.as_str() {
            "log" => self.log(key.as_ref()),
            "note" => Ok(self
                .noted(&self.file, key.as_ref())?
                .iter()
                .map(|head| self.head(head))
                .collect::<Vec<_>>()
                .join("\n")),
            "proof" => self.proof(&key.ok_or_else(|| words.wrong("use-key", "--key"))?),
            "package" => self.package(key.as_ref()),
            other => Err(words.wrong("use-command", other)),
        }
    }

    fn log(&self, key: Option<&Key>) -> Result<String, Answer> {
        let notes = self.notes(key)?;
        let file = fs::File::open(&self.file).map_err(|e| self.unread(&self.file, &e))?;
        let logs = log(BufReader::new(file), &notes).map_err(|stop| self.stopped(&stop))?;
        if logs.is_empty() {
            return Err(self.words.wrong("use-empty", &self.file));
        }
        let lines = logs.iter().map(|log| {
            let (many, notes) = (log.position.to_string(), log.notes.to_string());
            self.words.say("whole-log", &[&log.log, &many, &hex(&log.chain), &notes])
        });
        let mut lines: Vec<String> = lines.collect();
        if logs.iter().any(|log| log.notes == 0) {
            lines.push(self.words.say("no-notes", &[]));
        }
        Ok(lines.join("\n"))
    }

    fn proof(&self, key: &Key) -> Result<String, Answer> {
        let proven = proof(&self.text(&self.file)?, key).map_err(|stop| self.stopped(&stop))?;
        let outside = self.notes(Some(key))?;
        if let Some(other) =
            outside.iter().find(|note| note.log == proven.head.log && note.position == proven.head.position)
            && other != &proven.head
        {
            return Err(self.broken(Kind::Anchor, &other.position.to_string()));
        }
        let many = proven.events.len().to_string();
        let last = proven.events.last().map(|event| event.position.to_string()).unwrap_or_default();
        let mut lines = vec![self.words.say("whole-proof", &[&many, &proven.stream, &last])];
        lines.extend(
            proven.events.iter().map(|e| format!("{:>8}  {}  {}  {}", e.position, e.occurred_on, e.kind, e.payload)),
        );
        lines.push(self.head(&proven.head));
        Ok(lines.join("\n"))
    }

    fn package(&self, key: Option<&Key>) -> Result<String, Answer> {
        // Without a key from outside, notes are checked with the package's own: at least they are of one hand.
        let bytes = fs::read(&self.file).map_err(|e| self.unread(&self.file, &e))?;
        let stopped = |stop: &Stop| self.stopped(stop);
        let first = package(&bytes, key, &[]).map_err(|stop| stopped(&stop))?;
        let own = Key::read(&first.key);
        let outside = self.notes(key.or(own.as_ref()))?;
        let whole = package(&bytes, key, &outside).map_err(|stop| stopped(&stop))?;
        let (files, many) = (whole.manifest.files.len().to_string(), whole.held.position.to_string());
        let heads = whole.heads.to_string();
        let mut lines = vec![self.words.say("whole-package", &[&files, &many, &heads, &whole.manifest.as_of])];
        lines.push(self.words.say("package-head", &[&whole.held.log, &many, &hex(&whole.held.chain)]));
        if whole.own_key {
            lines.push(self.words.say("own-key", &[&whole.key]));
        }
        match outside.len() {
            0 => lines.push(self.words.say("no-notes", &[])),
            many => lines.push(self.words.say("outside-notes", &[&many.to_string()])),
        }
        Ok(lines.join("\n"))
    }

    fn head(&self, head: &Checkpoint) -> String {
        self.words.say("whole-note", &[&head.log, &head.position.to_string(), &hex(&head.chain), &head.recorded])
    }

    /// Heads noted outside, each signed by the key.
    fn notes(&self, key: Option<&Key>) -> Result<Vec<Checkpoint>, Answer> {
        let mut heads = Vec::new();
        for file in &self.notes {
            heads.extend(self.noted(file, key)?);
        }
        Ok(heads)
    }

    fn noted(&self, file: &str, key: Option<&Key>) -> Result<Vec<Checkpoint>, Answer> {
        let notes = Note::all_in(&self.text(file)?);
        let head = |note: &Note| key.filter(|key| note.is_by(key)).and_then(|_| note.head());
        let heads: Option<Vec<Checkpoint>> = notes.iter().map(head).collect();
        heads.filter(|heads| !heads.is_empty()).ok_or_else(|| self.broken(Kind::Signature, file))
    }

    /// The key: written out, or in a file.
    fn key(&self) -> Result<Option<Key>, Answer> {
        let Some(given) = &self.key else { return Ok(None) };
        let text = if given.contains('+') { given.clone() } else { self.text(given)? };
        let key = text.lines().find_map(Key::read);
        key.map(Some).ok_or_else(|| self.words.wrong("use-bad-key", given))
    }

    fn text(&self, file: &str) -> Result<String, Answer> {
        fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(|e| self.unread(file, &e))
    }

    fn unread(&self, file: &str, error: &io::Error) -> Answer {
        Answer(format!("{}\n", self.words.say("unread", &[file, &error.to_string()])), UNREAD)
    }

    fn stopped(&self, stop: &Stop) -> Answer {
        match stop {
            Stop::Unread(error) => self.unread(&self.file, error),
            Stop::Break(found) => match &found.place {
                Place::Position(position) => self.broken(found.kind, &position.to_string()),
                Place::File(file) => self.broken(found.kind, file),
            },
        }
    }

    fn broken(&self, kind: Kind, place: &str) -> Answer {
        let why = self.words.say(&format!("break-{}", kind.code()), &[]);
        Answer(format!("{}\n", self.words.say("broken", &[kind.code(), place, &why])), BROKEN)
    }
}
