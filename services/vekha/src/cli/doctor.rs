//! `vekha doctor`: looks an installation over and says what a person should mend.

use super::{NOT_SO, Outcome, lang, place::Place, say, say_json};
use crate::app::{App, AppError, BYTES_OF_EVENT, MEMORY, OfficeBrief};
use chrono::{Datelike, Duration, NaiveDate};
use clap::Args;
use serde::Serialize;
use std::{collections::BTreeSet, process::ExitCode};
use vekha_domain::event::Party;
use vekha_event_log::{LogId, Verdict};
use vekha_projections::{DocumentCounts, OfficeState, Scope, View};

/// A letter that waits for longer is worth a look.
const SLOW: Duration = Duration::hours(1);

/// Arguments of `vekha doctor`.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Good,
    Look,
    Broken,
}

/// What was looked at.
#[derive(Serialize)]
struct Finding {
    office: Option<String>,
    code: &'static str,
    state: State,
    words: String,
}

impl Doctor {
    /// Looks everything over; 1 when something is broken.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let engine = app.log().engine().to_owned();
        let mut findings = vec![finding(None, "engine", State::Good, &[("version", engine)])];
        for log in app.log().logs().await.map_err(|e| AppError::broken("list the logs", &e))? {
            let verdict = app.log().verify(log, None).await.map_err(|e| AppError::broken("check the log", &e))?;
            if let Verdict::Broken { position, kind } = verdict {
                let args =
                    [("log", log.0.to_string()), ("position", position.to_string()), ("kind", kind.code().to_owned())];
                findings.push(finding(None, "chain-broken", State::Broken, &args));
            }
        }
        if findings.iter().all(|f| f.state != State::Broken) {
            findings.push(of_memory(&app).await?);
            for office in app.offices().await? {
                of_office(&app, &office, &mut findings).await?;
            }
        }
        let broken = findings.iter().any(|f| f.state == State::Broken);
        if self.json {
            say_json(&findings)?;
        } else {
            for found in &findings {
                let sign = match found.state {
                    State::Good => '✓',
                    State::Look => '!',
                    State::Broken => '×',
                };
                let office = found.office.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
                say(&format!("{sign} {office}{}", found.words))?;
            }
        }
        Ok(if broken { ExitCode::from(NOT_SO) } else { ExitCode::SUCCESS })
    }
}

fn finding(office: Option<&str>, code: &'static str, state: State, args: &[(&'static str, String)]) -> Finding {
    let args = args.iter().map(|(name, value)| (*name, value.clone().into()));
    let words = lang().say_with(&format!("doctor-{code}"), args);
    Finding { office: office.map(str::to_owned), code, state, words }
}

/// How much memory all offices would take, and how much is theirs: those that nobody uses give way.
async fn of_memory(app: &App) -> Result<Finding, AppError> {
    let offices = app.offices_with_heads().await?;
    let events: u64 = offices.iter().map(|(_, head)| head.position).sum();
    let args = [
        ("offices", offices.len().to_string()),
        ("events", events.to_string()),
        ("mb", (events.saturating_mul(BYTES_OF_EVENT) >> 20).to_string()),
        ("most", (MEMORY >> 20).to_string()),
    ];
    Ok(finding(None, "memory", State::Good, &args))
}

async fn of_office(app: &App, office: &OfficeBrief, findings: &mut Vec<Finding>) -> Result<(), AppError> {
    let names = app.names(office.id).await?;
    let head = app.log().head(LogId(office.id.0)).await.map_err(|e| AppError::broken("read the head", &e))?;
    let known = app.office(office.id).await?;
    let today = known.local_day(app.now());
    let territory = Some(office.territory.as_str());
    let mut note = |code, state, args: &[(&'static str, String)]| findings.push(finding(territory, code, state, args));
    note("chain-whole", State::Good, &[("events", head.position.to_string()), ("hash", head.chain_hash.to_string())]);
    if known.unknown_events() > 0 {
        note("newer-events", State::Look, &[("n", known.unknown_events().to_string())]);
    }
    let nameless = known.people().filter(|p| names.name(p.id).is_none()).count();
    if nameless > 0 {
        note("nameless", State::Look, &[("n", nameless.to_string())]);
    }
    let activities = || known.roadmaps().flat_map(|r| known.activities(r.id)).filter(|a| !a.withdrawn_on(today));
    let parties: BTreeSet<&Party> = activities().flat_map(|a| a.parties_on(today)).collect();
    let empty: Vec<String> = parties
        .iter()
        .filter_map(|party| match party {
            Party::Group(id) => known.office().group(*id).filter(|g| g.members_on(today).next().is_none()),
            Party::Person(_) | Party::Organisation(_) | Party::Post(_) => None,
        })
        .map(|group| group.name.clone())
        .collect();
    if !empty.is_empty() {
        note("empty-groups", State::Look, &[("groups", empty.join(", "))]);
    }
    let silent = parties
        .iter()
        .filter(|party| match party {
            Party::Person(id) => names.contact(*id).is_none_or(|c| c.email.is_none()),
            Party::Organisation(_) | Party::Group(_) | Party::Post(_) => false,
        })
        .count();
    if silent > 0 {
        note("no-address", State::Look, &[("n", silent.to_string())]);
    }
    let queued = || known.mailbook().unsettled().map(|letter| letter.queued_at);
    if let Some(first) = queued().min() {
        // A letter that goes at its first or second attempt is nothing to look at.
        let state = if app.now() - first > SLOW { State::Look } else { State::Good };
        let since = first.with_timezone(&known.zone()).format("%d.%m.%Y %H:%M").to_string();
        note("letters", state, &[("n", queued().count().to_string()), ("since", since)]);
    }
    of_links(&known, today, &mut note);
    let nobody = activities().filter(|a| a.parties_on(today).next().is_none()).count();
    if nobody > 0 {
        note("nobody", State::Look, &[("n", nobody.to_string())]);
    }
    let last = known.roadmaps().filter_map(|r| r.adopted.as_ref()).map(|a| a.to.year()).max().unwrap_or(today.year());
    let years: Vec<String> = (today.year()..=last)
        .filter(|year| !known.office().calendar().is_known(*year))
        .map(|year| year.to_string())
        .collect();
    if !years.is_empty() {
        note("calendar", State::Look, &[("years", years.join(", "))]);
    }
    Ok(())
}

/// Whether proof links are looked at, and what was found so far.
fn of_links(
    known: &OfficeState,
    today: NaiveDate,
    note: &mut impl FnMut(&'static str, State, &[(&'static str, String)]),
) {
    let counts = DocumentCounts::of(&View::new(known, today).documents(&Scope::office()));
    let checking = known.audit().checking_on(today);
    let (code, state) = match (checking.on, counts.not_found) {
        (true, 0) => ("links-on", State::Good),
        (true, _) => ("links-dead", State::Look),
        (false, _) => ("links-off", State::Good),
    };
    let args = [("all", counts.all), ("dead", counts.not_found), ("unchecked", counts.unchecked)];
    note(code, state, &args.map(|(name, n)| (name, n.to_string())));
}
