//! `vekha verify`, `rebuild` and `backup`: is the log whole, does it fold to what is shown, is there a copy of it.

use super::{Failure, NOT_SO, Outcome, file, lang, place::Place, say, say_json};
use crate::{
    app::{App, AppError},
    integrity::{self, Told, told},
};
use chrono::DateTime;
use clap::Args;
use serde::Serialize;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use vekha_event_log::{Hash, Head, LogError, LogId, Verdict};

/// Arguments of `vekha verify`.
#[derive(Args)]
pub struct Verify {
    /// Signed notes, or heads noted earlier, a line each: log, position, hash
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// What a check of one log found.
#[derive(Serialize)]
struct Checked {
    log: LogId,
    office: String,
    #[serde(flatten)]
    verdict: Verdict,
}

/// What a check of all logs found.
#[derive(Serialize)]
struct All {
    whole: bool,
    logs: Vec<Checked>,
}

impl Verify {
    /// Checks every log; 1 when one of them is broken.
    pub async fn run(self) -> Outcome {
        let text = self.noted_text()?;
        let app = self.place.open().await?;
        let anchors = match &text {
            Some(text) if text.contains(NOTE) => self.notes(&app, text).await?,
            text => self.anchors(text.as_deref())?,
        };
        let mut logs = checked(&app, &anchors).await?;
        for anchor in anchors.iter().filter(|a| logs.iter().all(|l| l.log != a.log)).collect::<Vec<_>>() {
            // The whole log is gone: its anchor still says that it was there.
            let verdict = verified(&app, anchor.log, &anchors).await?;
            logs.push(Checked { log: anchor.log, office: String::new(), verdict });
        }
        let whole = logs.iter().all(|l| l.verdict.is_whole());
        if self.json {
            say_json(&All { whole, logs })?;
        } else {
            logs.iter().try_for_each(|log| say(&log.sentence()))?;
            say(&lang().say(if whole { "cli-chain-whole" } else { "cli-chain-broken" }))?;
        }
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(NOT_SO) })
    }

    fn noted_text(&self) -> Result<Option<String>, Failure> {
        let read = |file: &PathBuf| fs::read_to_string(file).map_err(|e| file::unusable(file, &e));
        self.anchor.as_ref().map(read).transpose()
    }

    fn anchors(&self, text: Option<&str>) -> Result<Vec<Head>, Failure> {
        let (Some(file), Some(text)) = (&self.anchor, text) else { return Ok(Vec::new()) };
        let heads: Option<Vec<Head>> = text.lines().filter(|line| !line.trim().is_empty()).map(noted).collect();
        heads.filter(|heads| !heads.is_empty()).ok_or_else(|| file::wrong(file, &lang().say("cli-bad-anchor")))
    }

    /// The heads of signed notes: each is signed by this installation, and the tree has the root it says. Whether the chain has what
    /// it says, the check itself finds.
    async fn notes(&self, app: &App, text: &str) -> Result<Vec<Head>, Failure> {
        let file = self.anchor.as_deref().unwrap_or(Path::new("-"));
        let key = integrity::signing_key(app)?;
        let mut heads = Vec::new();
        let notes = notes_in(text);
        // A note whose first line was lost on the way must not pass for one that was met.
        if notes.len() != text.matches(NOTE).count() {
            return Err(file::wrong(file, &lang().say("cli-bad-note")));
        }
        for note in notes {
            let Told { head, root } =
                key.signed(&note).and_then(told).ok_or_else(|| file::wrong(file, &lang().say("cli-bad-note")))?;
            let held = app.log().head(head.log).await.map_err(|e| AppError::broken("read the head", &e))?;
            // A log that is damaged or too short has no such tree; the check of the chain names the place.
            let tree = app.tree_at(vekha_domain::ids::OfficeId(head.log.0), head.position).await;
            if held.position >= head.position && tree.is_ok_and(|tree| tree.root() != root) {
                heads.push(Head { chain_hash: Hash::GENESIS, ..head });
            } else {
                heads.push(head);
            }
        }
        Ok(heads)
    }
}

/// What a line of signature begins with.
const NOTE: &str = "\u{2014} vekha ";

/// The notes in a text, such as a letter saved: from the line of origin to the signature.
fn notes_in(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        if line.starts_with("vekha/") {
            open = Some(String::new());
        }
        let Some(note) = &mut open else { continue };
        note.push_str(line);
        note.push('\n');
        if line.starts_with(NOTE) {
            notes.extend(open.take());
        }
    }
    notes
}

/// A noted head: log, position and hash, in this order, among whatever words stand around them.
fn noted(line: &str) -> Option<Head> {
    let mut words = line.split(|c: char| c.is_whitespace() || c == ',' || c == ':');
    let log = words.find_map(|word| word.parse().ok().map(LogId))?;
    let position = words.find_map(|word| word.parse().ok())?;
    let chain_hash = words.find_map(|word| word.parse::<Hash>().ok())?;
    Some(Head { log, position, chain_hash, recorded_at: DateTime::UNIX_EPOCH })
}

async fn checked(app: &App, anchors: &[Head]) -> Result<Vec<Checked>, Failure> {
    let mut all = Vec::new();
    for log in app.log().logs().await.map_err(|e| AppError::broken("list the logs", &e))? {
        let verdict = verified(app, log, anchors).await?;
        // A broken log may not fold: its office then has no name.
        let office = match &verdict {
            Verdict::Whole { .. } => app.office(vekha_domain::ids::OfficeId(log.0)).await?.office().territory.clone(),
            Verdict::Broken { .. } => String::new(),
        };
        all.push(Checked { log, office, verdict });
    }
    Ok(all)
}

async fn verified(app: &App, log: LogId, anchors: &[Head]) -> Result<Verdict, Failure> {
    Ok(app.log().verify(log, anchors.iter().cloned()).await.map_err(|e| AppError::broken("check the log", &e))?)
}

impl Checked {
    fn sentence(&self) -> String {
        match &self.verdict {
            Verdict::Whole { events, head } => lang().say_with(
                "cli-log-whole",
                [
                    ("office", self.office.clone().into()),
                    ("events", (*events).into()),
                    ("log", self.log.0.to_string().into()),
                    ("position", head.position.to_string().into()),
                    ("hash", head.chain_hash.to_string().into()),
                ],
            ),
            Verdict::Broken { position, kind } => {
                let why = lang().say(&format!("break-{}", kind.code()));
                let args = [
                    ("log", self.log.0.to_string().into()),
                    ("position", position.to_string().into()),
                    ("kind", kind.code().into()),
                    ("why", why.into()),
                ];
                lang().say_with("cli-log-broken", args)
            }
        }
    }
}

/// Arguments of `vekha rebuild`.
#[derive(Args)]
pub struct Rebuild {
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// What folding a log anew came to.
#[derive(Serialize)]
struct Rebuilt {
    office: String,
    events: u64,
    unknown_events: u64,
    same: bool,
}

impl Rebuild {
    /// Folds every log in one go, and in two with a stop half-way; 1 when they differ.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let mut all = Vec::new();
        for office in app.offices().await? {
            // All at one position: somebody may be writing meanwhile.
            let live = (*app.office(office.id).await?).clone();
            let anew = app.folded_anew(office.id, live.position()).await?;
            let same = live == anew && app.folded_in_two(office.id, live.position()).await? == anew;
            all.push(Rebuilt {
                office: office.territory,
                events: anew.position(),
                unknown_events: anew.unknown_events(),
                same,
            });
        }
        let same = all.iter().all(|r| r.same);
        if self.json {
            say_json(&all)?;
        } else {
            for one in &all {
                let key = if one.same { "cli-rebuilt-same" } else { "cli-rebuilt-other" };
                let args = [
                    ("office", one.office.clone().into()),
                    ("events", one.events.into()),
                    ("unknown", one.unknown_events.into()),
                ];
                say(&lang().say_with(key, args))?;
            }
        }
        Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(NOT_SO) })
    }
}

/// Arguments of `vekha backup`.
#[derive(Args)]
pub struct Backup {
    /// A file that is not there yet
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    /// Copies the database and checks the copy.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        app.log().backup(&self.file).await.map_err(|e| match e {
            LogError::Exists(path) => {
                let path = path.display().to_string();
                Failure::Refused(lang().say_with("cli-backup-exists", [("file", path.into())]))
            }
            LogError::OnServer => Failure::Refused(lang().say("copy-instead-of-backup")),
            LogError::Making { path, source } => file::unusable(&path, &source),
            other => AppError::broken("copy the database", &other).into(),
        })?;
        let secret = crate::app::secret_path(app.log().path()).display().to_string();
        let args = [("file", self.file.display().to_string().into()), ("secret", secret.into())];
        say(&lang().say_with("cli-backed-up", args))?;
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_noted_in_a_sentence_is_an_anchor() {
        let id = "0190a1b2-0000-7000-8000-000000000001";
        let hash = "ab".repeat(32);
        let head = noted(&format!("Северский район: {id} 1846 {hash}")).unwrap();
        assert_eq!((head.position, head.chain_hash.to_string()), (1846, hash.clone()));
        assert_eq!(noted(&format!("{id} {hash}")).map(|h| h.position), None);
        assert_eq!(noted("2023"), None);
    }
}
