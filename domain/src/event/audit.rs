//! Facts by which the log is trusted: signed heads and who keeps them outside, samples of documents, issued reports.

use crate::{
    audit::Checking,
    event::Basis,
    ids::{ActivityId, MarkId, OrganisationId, ReportId, RoadmapId, SampleId},
    proof::ProofLink,
    reminder::ReportKind,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where the log ended was signed. What is up to that position cannot be changed unseen by whoever keeps the note.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HeadSigned {
    /// Position of the last event covered.
    pub position: u64,
    /// The signed note, byte for byte (C2SP tlog-checkpoint with the chain's hash as an extension line).
    pub note: String,
}

/// An organisation outside the office keeps signed heads: each is sent to its mailbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WitnessNamed {
    /// Which one.
    pub organisation: OrganisationId,
    /// On what ground, when it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// The organisation keeps signed heads no longer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WitnessDismissed {
    /// Which one.
    pub organisation: OrganisationId,
    /// On what ground.
    pub basis: Basis,
}

/// How the program looks at proof links from the day the event speaks of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LinkCheckingSet {
    /// The settings.
    #[serde(flatten)]
    pub checking: Checking,
}

/// One document of a sample.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sampled {
    /// The activity.
    pub activity: ActivityId,
    /// The mark it proves.
    pub mark: MarkId,
    /// The document.
    pub link: ProofLink,
}

/// A random sample of confirming documents was drawn for checking by hand. Drawn again from the same documents with the same
/// seed it is the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProofSampleDrawn {
    /// Id of the sample.
    pub sample: SampleId,
    /// Of which roadmap; none for the whole office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<RoadmapId>,
    /// The day the documents stood on.
    pub as_of: NaiveDate,
    /// What chance began with.
    pub seed: u64,
    /// How many documents there were to draw from.
    pub population: u32,
    /// What was drawn, in the order drawn.
    pub drawn: Vec<Sampled>,
}

/// The counts of a report, as they were when it was issued (PRODUCT part 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct IssuedFigures {
    /// Due in the period by the report's day.
    pub due: u64,
    /// Of those done.
    pub done: u64,
    /// Of those on time.
    pub on_time: u64,
    /// Of those marked on time.
    pub marked_on_time: u64,
    /// Done, on time, marked on time and evidenced.
    pub fulfilled: u64,
    /// Overdue on the report's day.
    pub overdue: u64,
    /// Activities without a date.
    pub undated: u64,
}

/// A report as issued: from here on it does not change, whatever the log learns later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issued {
    /// Id of the report.
    pub report: ReportId,
    /// Number in the roadmap's own row of reports, from 1.
    pub number: u32,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// The day the figures are for.
    pub as_of: NaiveDate,
    /// Position of the last event known to the report.
    pub position: u64,
    /// The chain's hash there, in hexadecimal.
    pub chain: String,
    /// Version of the rules the figures were counted by.
    pub rules: String,
    /// The figures.
    pub figures: IssuedFigures,
    /// What people concluded, as they wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusions: Option<String>,
}

/// A report to the working group was issued (order 1298 of 08.11.2022, item 2.3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TermReportIssued {
    /// For a school term, or for a quarter.
    pub kind: ReportKind,
    /// The report.
    #[serde(flatten)]
    pub issued: Issued,
}

/// The yearly analysis of effectiveness was issued («не реже 1 раза в год»).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct YearAnalysisIssued {
    /// The analysis.
    #[serde(flatten)]
    pub issued: Issued,
}
