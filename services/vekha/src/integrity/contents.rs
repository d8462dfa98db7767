//! What lies in a package beside the log: revisions of the plan, confirming documents, reports, and what all of it is.

use crate::{
    app::{AppError, Names},
    json::ActivityShown,
    web::pages::{
        Look,
        export::{FileKind, tables},
        plan::filter::Wanted,
    },
    wording::Lang,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use vekha_domain::{
    activity::{Check, Proof},
    event::{Finding, Issued, LinkState},
    ids::{ActivityId, MarkId, RoadmapId},
    reminder::ReportKind,
    roadmap::{self, Roadmap},
};
use vekha_office::{Cell, Column, Kind, Line, Table};
use vekha_projections::OfficeState;

/// A file: its name and bytes.
pub(super) type File = (String, Vec<u8>);

/// What the files are put together from.
pub(super) struct Contents<'a> {
    pub known: &'a OfficeState,
    pub roadmaps: Vec<&'a Roadmap>,
    pub names: &'a Names,
    pub as_of: NaiveDate,
    pub made: DateTime<Utc>,
    pub lang: Lang,
}

/// A confirming document with what is known of it.
#[derive(Serialize)]
struct Document<'a> {
    activity: ActivityId,
    number: &'a str,
    mark: MarkId,
    link: &'a str,
    added: NaiveDate,
    removed: Option<NaiveDate>,
    state: Option<LinkState>,
    checked: Option<NaiveDate>,
    status: Option<u16>,
    leads_to: Option<&'a str>,
    sha256: Option<&'a str>,
    kept: bool,
    findings: Vec<(NaiveDate, Finding)>,
}

/// A report as it was issued.
#[derive(Serialize)]
struct Report<'a> {
    kind: ReportKind,
    on: NaiveDate,
    position: u64,
    #[serde(flatten)]
    issued: &'a Issued,
}

impl Contents<'_> {
    /// All files.
    pub(super) fn files(&self) -> Result<Vec<File>, AppError> {
        let mut files = Vec::new();
        for (roadmap, number) in self.roadmaps.iter().zip(1..) {
            for day in self.days(roadmap) {
                files.extend(self.plan(roadmap, day, &format!("plan/{number}/{day}"))?);
            }
        }
        files.extend(self.proofs()?);
        files.extend(self.reports()?);
        Ok(files)
    }

    /// Hashes of the confirming documents of which copies were kept.
    pub(super) fn kept(&self) -> BTreeSet<String> {
        let activities = self.roadmaps.iter().flat_map(|roadmap| self.known.activities(roadmap.id));
        let proofs = activities.flat_map(|activity| activity.marks.iter().flat_map(|mark| &mark.proofs));
        let checks = proofs.flat_map(|proof| &proof.checks).filter(|check| check.kept);
        checks.filter_map(|check| check.sha256.clone()).collect()
    }

    /// The days of a plan's revisions: its order, each amending order, and the day asked about.
    fn days(&self, roadmap: &Roadmap) -> BTreeSet<NaiveDate> {
        let adopted = roadmap.adopted.as_ref().map(|adopted| adopted.date.unwrap_or(adopted.from));
        let amended = roadmap.amendments.iter().map(|basis| basis.date);
        adopted.into_iter().chain(amended).filter(|day| *day <= self.as_of).chain([self.as_of]).collect()
    }

    fn plan(&self, roadmap: &Roadmap, day: NaiveDate, name: &str) -> Result<Vec<File>, AppError> {
        let (known, names, lang) = (self.known, self.names, self.lang);
        let look = Look { known, as_of: day, known_at: None, names, lang, visitor: None };
        let tables = tables(look, roadmap, &Wanted::default().ready(day), FileKind::Csv);
        let table = FileKind::Csv.write(&tables, self.made).map_err(|e| AppError::broken("write a plan", &e))?;
        let activities = known.activities(roadmap.id);
        let shown: Vec<_> = activities.filter_map(|a| ActivityShown::of(known, a.id, day, names, lang)).collect();
        Ok(vec![(format!("{name}.csv"), table), (format!("{name}.json"), json(&shown)?)])
    }

    fn proofs(&self) -> Result<Vec<File>, AppError> {
        let activities = self.roadmaps.iter().flat_map(|roadmap| self.known.activities(roadmap.id));
        let mut documents = Vec::new();
        for activity in activities {
            for mark in activity.marks.iter() {
                let of = |proof| Document::of(activity.id, &activity.number, mark.id, proof);
                documents.extend(mark.proofs.iter().filter(|proof| proof.added <= self.as_of).map(of));
            }
        }
        let columns = ["number", "link", "added", "removed", "state", "checked", "sha256"];
        let column = |code: &&str| Column {
            title: self.lang.say(&format!("package-proof-{code}")),
            kind: Kind::Text,
            width: 12,
            joined: false,
        };
        let table = Table {
            columns: columns.iter().map(column).collect(),
            lines: documents.iter().map(|document| Line::Row(document.cells(self.lang))).collect(),
            ..Table::default()
        };
        let table = FileKind::Csv.write(&[table], self.made).map_err(|e| AppError::broken("write the proofs", &e))?;
        Ok(vec![("proofs.csv".to_owned(), table), ("proofs.json".to_owned(), json(&documents)?)])
    }

    /// The reports issued by the day, with the number of their roadmap among those of the package.
    pub(super) fn issued(&self) -> Vec<(usize, RoadmapId, roadmap::Report)> {
        let of = |(roadmap, number): (&&Roadmap, usize)| {
            let issued = roadmap.reports.iter().filter(|report| report.on <= self.as_of).cloned();
            issued.map(|report| (number, roadmap.id, report)).collect::<Vec<_>>()
        };
        self.roadmaps.iter().zip(1..).flat_map(of).collect()
    }

    /// The reports issued, as they were frozen.
    fn reports(&self) -> Result<Vec<File>, AppError> {
        let reports = self.roadmaps.iter().flat_map(|roadmap| &roadmap.reports);
        let issued: Vec<Report<'_>> = reports
            .filter(|report| report.on <= self.as_of)
            .map(|r| Report { kind: r.kind, on: r.on, position: r.position, issued: &r.issued })
            .collect();
        Ok(vec![("reports.json".to_owned(), json(&issued)?)])
    }
}

impl<'a> Document<'a> {
    fn of(activity: ActivityId, number: &'a str, mark: MarkId, proof: &'a Proof) -> Document<'a> {
        let last = proof.checks.last();
        Document {
            activity,
            number,
            mark,
            link: proof.link.as_str(),
            added: proof.added,
            removed: proof.removed.as_ref().map(|(day, _)| *day),
            state: proof.state(),
            checked: last.map(|check| check.day),
            status: last.and_then(|check| check.status),
            leads_to: last.and_then(|check| check.leads_to.as_ref()).map(|link| link.as_str()),
            sha256: last.and_then(|check: &Check| check.sha256.as_deref()),
            kept: proof.checks.iter().any(|check| check.kept),
            findings: proof.examined.iter().map(|examined| (examined.day, examined.finding)).collect(),
        }
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        let state = match self.state {
            Some(LinkState::Opens) => "opens",
            Some(LinkState::Moved) => "moved",
            Some(LinkState::NotFound) => "not-found",
            Some(LinkState::NeedsSignIn) => "needs-sign-in",
            Some(LinkState::CouldNotCheck) => "could-not-check",
            None => "unchecked",
        };
        vec![
            Cell::words(self.number),
            Cell::words(self.link),
            Cell::Day(self.added),
            self.removed.into(),
            Cell::words(lang.say(&format!("package-link-{state}"))),
            self.checked.into(),
            Cell::words(self.sha256.unwrap_or_default()),
        ]
    }
}

fn json(document: &impl Serialize) -> Result<Vec<u8>, AppError> {
    let mut text = serde_json::to_vec_pretty(document).map_err(|e| AppError::broken("write a package", &e))?;
    text.push(b'\n');
    Ok(text)
}
