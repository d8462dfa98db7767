//! Where a command finds its data: the database, the office, the roadmap.

use super::{Failure, lang};
use crate::app::{App, Known, OfficeBrief, Options};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use clap::Args;
use std::path::PathBuf;
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    stream::Stream,
};
use vekha_event_log::{Clock, Ids, OpenError, OpenOptions};
use vekha_projections::end_of_day;

/// The database of a command.
#[derive(Args)]
pub struct Place {
    /// `sqlite://PATH`, a path or `postgres://…`
    #[arg(long, env = "VEKHA_DATABASE", value_name = "URL", default_value = "sqlite://vekha.db")]
    pub database: String,
}

impl Place {
    /// Opens the database, which must be there.
    pub async fn open(&self) -> Result<App, Failure> {
        self.is_there()?;
        open(&self.database, false).await
    }

    /// Refuses a file that is not there; what a server has, opening tells.
    pub fn is_there(&self) -> Result<(), Failure> {
        let file = file(&self.database)?;
        if OpenOptions::new(&self.database).is_on_server() || file.exists() {
            return Ok(());
        }
        let path = file.display().to_string();
        Err(Failure::Refused(lang().say_with("cli-no-database", [("path", path.into())])))
    }

    /// Opens the database, making it when it is not there.
    pub async fn open_or_make(&self) -> Result<App, Failure> {
        open(&self.database, true).await
    }
}

/// Opens a database with the real clock and ids.
pub async fn open(database: &str, create: bool) -> Result<App, Failure> {
    file(database)?;
    let options = Options { database: database.to_owned(), create, clock: Clock::real(), ids: Ids::real(), demo: None };
    Ok(App::open(options).await?)
}

/// The file of a database; of a server's, the place of what lies beside.
pub fn file(database: &str) -> Result<PathBuf, Failure> {
    // The address may hold a password: the error says as much of it as may be shown.
    let bad = |e| {
        let shown = if let OpenError::Address(shown) = e { shown } else { String::new() };
        Failure::Use(lang().say_with("cli-bad-database", [("database", shown.into())]))
    };
    OpenOptions::new(database).path().map_err(bad)
}

/// A server's address as it may be shown: without who signs in there, and how.
pub fn shown(address: &str) -> &str {
    let rest = address.rsplit_once('@').map_or(address, |(_, rest)| rest);
    rest.split_once('?').map_or(rest, |(rest, _)| rest)
}

/// The office meant by its id or by words of its name or territory; the only one when nothing is said.
pub async fn office(app: &App, words: Option<&str>) -> Result<OfficeBrief, Failure> {
    let offices = app.offices().await?;
    let several = |found: &[OfficeBrief]| {
        let names: Vec<&str> = found.iter().map(|o| o.territory.as_str()).collect();
        let names = names.join(", ");
        Failure::Use(lang().say_with("cli-which-office", [("offices", names.into())]))
    };
    let Some(words) = words else {
        return match offices.as_slice() {
            [] => Err(Failure::Refused(lang().say("cli-no-office"))),
            [only] => Ok(only.clone()),
            many => Err(several(many)),
        };
    };
    let meant = |o: &OfficeBrief| o.id.to_string() == words || holds(&o.territory, words) || holds(&o.name, words);
    let found: Vec<OfficeBrief> = offices.iter().filter(|o| meant(o)).cloned().collect();
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(several(&offices)),
        many => Err(several(many)),
    }
}

/// The roadmap meant by its id, the number of its order, or words of its title or of the office's territory. Roadmaps are read from
/// their own streams: no office is folded before it is known which.
pub async fn roadmap(app: &App, words: &str) -> Result<(OfficeId, RoadmapId), Failure> {
    if let Ok(id) = words.parse()
        && let Some(office) = app.office_of(Stream::Roadmap(id)).await?
    {
        return Ok((office, id));
    }
    let (mut found, mut all) = (Vec::new(), Vec::new());
    for office in app.offices().await? {
        for roadmap in app.roadmaps(office.id).await? {
            let number = roadmap.adopted.as_ref().and_then(|a| a.number.as_deref());
            let meant = number == Some(words) || holds(&roadmap.title, words) || holds(&office.territory, words);
            all.push(format!("{} {}", roadmap.id, office.territory));
            if meant {
                found.push((office.id, roadmap.id));
            }
        }
    }
    match found.as_slice() {
        [only] => Ok(*only),
        _ => Err(Failure::Use(lang().say_with("cli-which-roadmap", [("roadmaps", all.join("; ").into())]))),
    }
}

fn holds(text: &str, words: &str) -> bool {
    let words = vekha_office::name_key(words);
    !words.is_empty() && vekha_office::name_key(text).contains(&words)
}

/// The two times of a question.
#[derive(Args)]
pub struct Times {
    /// For which day; today unless given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// What was known at this moment or by the end of this day; the end of the day asked about unless given
    #[arg(long, value_name = "INSTANT")]
    pub known_at: Option<String>,
}

/// What an office knew, and the times the answer is for.
pub struct Asked {
    /// The state at `known_at`.
    pub known: Known,
    /// The day.
    pub as_of: NaiveDate,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
}

impl Times {
    /// The moment asked for; a day means its end where people are.
    pub fn moment(&self, zone: Tz) -> Result<Option<DateTime<Utc>>, Failure> {
        let Some(text) = self.known_at.as_deref().map(str::trim) else { return Ok(None) };
        match (DateTime::parse_from_rfc3339(text), text.parse::<NaiveDate>()) {
            (Ok(moment), _) => Ok(Some(moment.with_timezone(&Utc))),
            (Err(_), Ok(day)) => Ok(Some(end_of_day(zone, day))),
            (Err(_), Err(_)) => Err(Failure::Use(lang().say("cli-bad-moment"))),
        }
    }

    /// What an office knew by these times.
    pub async fn of(&self, app: &App, office: OfficeId) -> Result<Asked, Failure> {
        let live = app.office(office).await?;
        let as_of = self.as_of.unwrap_or_else(|| live.local_day(app.now()));
        let known_at = self.moment(live.zone())?.unwrap_or_else(|| live.end_of(as_of));
        drop(live);
        let known = app.known_at(office, known_at).await?;
        Ok(Asked { known, as_of, known_at })
    }
}

impl Asked {
    /// Says on standard error that the roadmap had not been entered by then: its figures are empty for that reason.
    pub fn note_if_unknown(&self, roadmap: RoadmapId, title: &str) {
        if self.known.roadmap(roadmap).is_none() {
            let at = self.known_at.with_timezone(&self.known.zone()).format("%d.%m.%Y %H:%M").to_string();
            let args = [("at", at.into()), ("title", title.to_owned().into())];
            eprintln!("vekha: {}", lang().say_with("cli-not-known-then", args));
        }
    }
}
