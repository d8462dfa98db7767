//! The seeds: what the demonstration begins with, read from the files in `seeds/` and checked against each other.

mod models;

pub(super) use models::models;

use super::gathering::{MeetingsSeed, MonitoringSeed};
use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned, de::IgnoredAny};
use std::{collections::BTreeSet, sync::LazyLock};
use thiserror::Error;
use vekha_domain::event::{DueKind, OrganisationKind, Role};
use vekha_office::Order;

/// A seed that cannot be used, with the file and the place in it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("seeds/{folder}/{file}: {problem}")]
pub struct SeedError {
    folder: &'static str,
    file: &'static str,
    problem: String,
}

/// One office of the demonstration.
#[derive(Debug)]
pub(super) struct Seed {
    /// Its folder; ids and draws hang on this name.
    pub folder: &'static str,
    pub office: OfficeSeed,
    pub history: HistorySeed,
    pub order: Order,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeSeed {
    pub name: String,
    pub territory: String,
    pub time_zone: String,
    /// Host of the office's own pages; people's proofs lie on the site of their organisation.
    pub site: String,
    pub head_post: String,
    pub organisations: Vec<OrganisationSeed>,
    pub groups: Vec<GroupSeed>,
    pub people: Vec<PersonSeed>,
    pub head_account: Option<HeadAccount>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationSeed {
    pub name: String,
    pub kind: OrganisationKind,
    pub site: Option<String>,
    pub head: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupSeed {
    pub name: String,
    /// Everybody of this kind belongs to it.
    pub members: OrganisationKind,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonSeed {
    pub name: String,
    pub email: String,
    pub post: Option<String>,
    pub organisation: Option<String>,
    pub roles: Vec<Role>,
    pub account: Option<SignIn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    pub login: String,
    pub password: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadAccount {
    pub organisation: String,
    pub account: SignIn,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HistorySeed {
    pub acceptance: bool,
    pub threshold: u8,
    pub absences: Vec<Absence>,
    pub silent: Vec<Silent>,
    pub moves: Vec<MoveSeed>,
    pub schedules: Vec<ScheduleSeed>,
    pub withdrawals: Vec<WithdrawalSeed>,
    pub handovers: Vec<HandoverSeed>,
    pub closures: Vec<ClosureSeed>,
    #[serde(default)]
    pub meetings: Vec<MeetingsSeed>,
    #[serde(default)]
    pub monitorings: Vec<MonitoringSeed>,
    #[serde(default)]
    pub reports: Vec<super::reporting::ReportSeed>,
    pub notes: Vec<String>,
    pub reasons: Vec<String>,
    /// Why a dead link is taken away.
    pub removed: String,
    pub shares: Shares,
    pub pace: Pace,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    pub from: NaiveDate,
    pub to: NaiveDate,
    #[serde(rename = "why")]
    _why: IgnoredAny,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Silent {
    pub organisation: String,
    pub from: NaiveDate,
    #[serde(rename = "why")]
    _why: IgnoredAny,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveSeed {
    pub number: String,
    pub due: NaiveDate,
    pub to: NaiveDate,
    pub on: NaiveDate,
    pub basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleSeed {
    pub number: String,
    pub on: NaiveDate,
    pub due: NaiveDate,
    pub kind: DueKind,
    pub basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawalSeed {
    pub number: String,
    pub on: NaiveDate,
    pub basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HandoverSeed {
    pub number: String,
    pub from: String,
    pub to: String,
    pub on: NaiveDate,
    pub basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosureSeed {
    pub organisation: String,
    pub on: NaiveDate,
    pub basis: String,
}

/// Shares of obligations, 0 to 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shares {
    pub unanswered: f64,
    pub late: f64,
    pub marked_late: f64,
    pub returned: f64,
    pub dead_link: f64,
    /// Of the dead links.
    pub repaired: f64,
}

/// Calendar days, at most.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pace {
    pub ahead: u32,
    pub mark: u32,
    pub behind: u32,
    pub correction: u32,
}

struct Files {
    folder: &'static str,
    office: &'static str,
    history: &'static str,
    order: &'static str,
}

macro_rules! files {
    ($($folder:literal),+) => {
        [$(Files {
            folder: $folder,
            office: include_str!(concat!("../../../../seeds/", $folder, "/office.toml")),
            history: include_str!(concat!("../../../../seeds/", $folder, "/history.toml")),
            order: include_str!(concat!("../../../../seeds/", $folder, "/order.toml")),
        }),+]
    };
}

const FILES: [Files; 5] = files!("belorechensk", "korenovsk", "krasnodar", "seversky", "smolensk");

/// All offices; read once.
pub(super) fn seeds() -> Result<&'static [Seed], SeedError> {
    static SEEDS: LazyLock<Result<Vec<Seed>, SeedError>> = LazyLock::new(|| FILES.iter().map(read).collect());
    SEEDS.as_deref().map_err(Clone::clone)
}

fn read(files: &Files) -> Result<Seed, SeedError> {
    let folder = files.folder;
    let seed = Seed {
        folder,
        office: parsed(folder, "office.toml", files.office)?,
        history: parsed(folder, "history.toml", files.history)?,
        order: parsed(folder, "order.toml", files.order)?,
    };
    seed.check_office().map_err(|problem| SeedError { folder, file: "office.toml", problem })?;
    seed.check_history().map_err(|problem| SeedError { folder, file: "history.toml", problem })?;
    Ok(seed)
}

/// The parser's own words name the line and the key.
fn parsed<T: DeserializeOwned>(folder: &'static str, file: &'static str, text: &str) -> Result<T, SeedError> {
    toml::from_str(text).map_err(|e| SeedError { folder, file, problem: e.to_string() })
}

impl Seed {
    /// The day the order became known: its date, or the first day of its period.
    pub fn adopted_on(&self) -> Option<NaiveDate> {
        self.order.date.or(self.order.period.map(|period| period.from))
    }

    /// The first person with the role.
    pub fn with_role(&self, role: Role) -> Option<&PersonSeed> {
        self.office.people.iter().find(|person| person.roles.contains(&role))
    }

    fn check_office(&self) -> Result<(), String> {
        let organisations = self.organisations();
        let schools = self.office.head_account.iter().map(|head| ("head_account.organisation", &head.organisation));
        let employers = self.office.people.iter().filter_map(|person| person.organisation.as_ref());
        named(employers.map(|name| ("people.organisation", name)).chain(schools), &organisations)?;
        if let Some(account) = &self.office.head_account {
            let headed = |o: &OrganisationSeed| o.name == account.organisation && o.head.is_some();
            if !self.office.organisations.iter().any(headed) {
                return Err(format!("head_account.organisation: «{}» has no head", account.organisation));
            }
        }
        if self.with_role(Role::Coordinator).is_none() {
            return Err("people.roles: nobody is the coordinator".to_owned());
        }
        Ok(())
    }

    fn check_history(&self) -> Result<(), String> {
        let history = &self.history;
        let organisations = self.organisations();
        let silent = history.silent.iter().map(|s| ("silent.organisation", &s.organisation));
        let closed = history.closures.iter().map(|c| ("closures.organisation", &c.organisation));
        named(silent.chain(closed), &organisations)?;
        let groups = self.office.groups.iter().map(|group| group.name.as_str()).collect();
        let invited = history.meetings.iter().flat_map(|m| &m.invited).map(|name| ("meetings.invited", name));
        let asked = history.monitorings.iter().filter_map(|m| m.group.as_ref()).map(|name| ("monitorings.group", name));
        named(invited.chain(asked), &groups)?;
        let unknown = history.monitorings.iter().filter_map(|m| m.model.as_ref()).find(|m| !models().contains_key(*m));
        if let Some(code) = unknown {
            return Err(format!("monitorings.model: no model has the code {code}"));
        }
        let single = history.monitorings.iter().flat_map(|m| m.organisation.iter().chain(&m.organisations));
        named(single.map(|name| ("monitorings.organisation", name)), &organisations)?;
        let people = self.office.people.iter().map(|person| person.name.as_str()).collect();
        named(history.handovers.iter().flat_map(|h| [("handovers.from", &h.from), ("handovers.to", &h.to)]), &people)?;
        let numbers = (history.moves.iter().map(|m| ("moves.number", &m.number)))
            .chain(history.schedules.iter().map(|s| ("schedules.number", &s.number)))
            .chain(history.withdrawals.iter().map(|w| ("withdrawals.number", &w.number)))
            .chain(history.handovers.iter().map(|h| ("handovers.number", &h.number)))
            .chain(history.meetings.iter().map(|m| ("meetings.number", &m.number)));
        for (key, number) in numbers {
            match self.order.rows.iter().filter(|row| row.number == *number).count() {
                1 => {}
                rows => return Err(format!("{key}: {rows} rows of the order bear the number {number}")),
            }
        }
        self.check_reports()?;
        let shares = &history.shares;
        let fates = shares.unanswered + shares.late + shares.marked_late;
        let all = [fates, shares.returned, shares.dead_link, shares.repaired];
        if all.iter().any(|share| !(0.0..=1.0).contains(share)) {
            return Err("shares: each, and what is not in time together, must lie between 0 and 1".to_owned());
        }
        if history.notes.is_empty() || history.reasons.is_empty() {
            return Err("notes, reasons: at least one is needed".to_owned());
        }
        Ok(())
    }

    fn organisations(&self) -> BTreeSet<&str> {
        self.office.organisations.iter().map(|organisation| organisation.name.as_str()).collect()
    }
}

fn named<'a>(
    mut names: impl Iterator<Item = (&'static str, &'a String)>,
    known: &BTreeSet<&str>,
) -> Result<(), String> {
    let lost = names.find(|(_, name)| !known.contains(name.as_str()));
    lost.map_or(Ok(()), |(key, name)| Err(format!("{key}: nothing is called «{name}»")))
}

#[cfg(test)]
mod tests;
