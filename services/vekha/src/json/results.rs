//! Results of a scored window as a document: totals with the way they were counted, bands, places, changes, what followed.

use super::BasisShown;
use crate::{scoring, sentence, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    ids::OrganisationId,
    scoring::{Exact, Indicator},
};
use vekha_projections::{Results, Scored};

/// Results of a window as of a day. Numbers are exact and written with a comma, fractions as «4/3».
#[derive(Serialize, ToSchema)]
pub struct ResultsShown {
    /// Number of the window.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day: what is entered or corrected later does not change the figures.
    pub to: NaiveDate,
    /// The day of the answers.
    pub as_of: NaiveDate,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
    /// Code of the model.
    pub model: String,
    /// Its version.
    pub version: u16,
    /// What is odd about the model, in sentences.
    pub findings: Vec<String>,
    /// The mean of the totals; null for whoever sees one school alone.
    pub mean: Option<String>,
    /// Their median.
    pub median: Option<String>,
    /// A row for each organisation or teacher.
    pub rows: Vec<ScoredShown>,
    /// Each indicator over all rows.
    pub indicators: Vec<IndicatorShown>,
    /// Published notes.
    pub notes: Vec<NoteShown>,
    /// Recommendations.
    pub recommendations: Vec<RecommendationShown>,
    /// Decisions.
    pub decisions: Vec<DecisionShown>,
}

/// What an organisation or a teacher has come to.
#[derive(Serialize, ToSchema)]
pub struct ScoredShown {
    /// The organisation.
    pub organisation: Uuid,
    /// Its teacher, where the model looks at teachers.
    pub teacher: Option<Uuid>,
    /// Frozen values.
    pub values: Vec<ValueShown>,
    /// The total.
    pub total: Option<String>,
    /// Indicators that the total is counted from.
    pub counted: Vec<String>,
    /// Indicators that do not apply: they leave the sum and the count.
    pub absent: Vec<String>,
    /// Indicators without a value.
    pub missing: Vec<String>,
    /// Name of the band of the total.
    pub band: Option<String>,
    /// The order names no band for this total, or several: the band is assumed.
    pub band_assumed: bool,
    /// Place by the total, from 1.
    pub place: Option<u64>,
    /// Change of the total against the window before.
    pub change: Option<String>,
    /// Name of the zone.
    pub zone: Option<String>,
    /// Since when every indicator has a value.
    pub whole_since: Option<NaiveDate>,
    /// Something came after the last day.
    pub late: bool,
    /// The total with what came late, where it is another one.
    pub late_total: Option<String>,
}

/// A value.
#[derive(Serialize, ToSchema)]
pub struct ValueShown {
    /// Code of its indicator.
    pub indicator: String,
    /// The value, as people write it.
    pub value: String,
}

/// An indicator over all rows.
#[derive(Serialize, ToSchema)]
pub struct IndicatorShown {
    /// Its code.
    pub code: String,
    /// Its number.
    pub number: String,
    /// Its words.
    pub text: String,
    /// What may be entered, as the order prints it.
    pub allowed: String,
    /// The mean.
    pub mean: Option<String>,
    /// The median.
    pub median: Option<String>,
}

/// A published note.
#[derive(Serialize, ToSchema)]
pub struct NoteShown {
    /// Since when.
    pub on: NaiveDate,
    /// Where it lies.
    pub link: String,
    /// Version of the model that it rests on.
    pub version: u16,
}

/// A recommendation.
#[derive(Serialize, ToSchema)]
pub struct RecommendationShown {
    /// Its number.
    pub number: u16,
    /// Since when.
    pub on: NaiveDate,
    /// To whom.
    pub organisation: Uuid,
    /// In words.
    pub text: String,
    /// By which day.
    pub due: NaiveDate,
    /// When it was followed.
    pub done: Option<NaiveDate>,
}

/// A decision.
#[derive(Serialize, ToSchema)]
pub struct DecisionShown {
    /// Its number.
    pub number: u16,
    /// Since when.
    pub on: NaiveDate,
    /// In words.
    pub text: String,
    /// The act it stands in.
    pub basis: BasisShown,
    /// By which day.
    pub due: Option<NaiveDate>,
    /// The activity it became.
    pub activity: Option<Uuid>,
}

impl ResultsShown {
    /// The results as a document; `sees` says whose rows are shown. Means and medians are over all rows.
    pub fn of(
        results: &Results<'_>,
        known_at: DateTime<Utc>,
        lang: Lang,
        sees: impl Fn(OrganisationId) -> bool,
    ) -> ResultsShown {
        let (sheet, model) = (results.sheet, results.sheet.model());
        let rows = results.rows.iter().filter(|row| sees(row.whose.organisation));
        // An average tells whoever knows one of two values the other one.
        let whole = results.rows.iter().all(|row| sees(row.whose.organisation));
        let notes = sheet.notes().map(|(on, note)| NoteShown {
            on: *on,
            link: note.link.to_string(),
            version: note.model_version,
        });
        let issued = sheet.recommendations().filter(|r| sees(r.issued.organisation)).map(|r| RecommendationShown {
            number: r.issued.number,
            on: r.on,
            organisation: r.issued.organisation.0,
            text: r.issued.text.clone(),
            due: r.issued.due,
            done: r.done_on(),
        });
        let decisions = sheet.decisions().map(|(on, decision)| DecisionShown {
            number: decision.number,
            on: *on,
            text: decision.text.clone(),
            basis: BasisShown::from(&decision.basis),
            due: decision.due,
            activity: decision.activity.map(|id| id.0),
        });
        ResultsShown {
            window: sheet.window().number,
            from: sheet.window().from,
            to: sheet.window().to,
            as_of: sheet.day(),
            known_at,
            model: model.code.clone(),
            version: model.version,
            findings: model.findings().iter().map(|found| scoring::finding(lang, found)).collect(),
            mean: text(results.mean.filter(|_| whole)),
            median: text(results.median.filter(|_| whole)),
            rows: rows.map(|row| ScoredShown::of(row, results, lang)).collect(),
            indicators: model
                .indicators
                .iter()
                .map(|indicator| IndicatorShown::of(indicator, results, whole))
                .collect(),
            notes: notes.collect(),
            recommendations: issued.collect(),
            decisions: decisions.collect(),
        }
    }
}

impl ScoredShown {
    fn of(row: &Scored<'_>, results: &Results<'_>, lang: Lang) -> ScoredShown {
        let codes = |of: &[&Indicator]| of.iter().map(|indicator| indicator.code.clone()).collect();
        let counted = row.counted.as_ref();
        let values = row
            .values
            .iter()
            .map(|(code, value)| ValueShown { indicator: code.clone(), value: sentence::value(lang, value) });
        ScoredShown {
            organisation: row.whose.organisation.0,
            teacher: row.whose.teacher.map(|id| id.0),
            values: values.collect(),
            total: text(row.total()),
            counted: counted.map(|of| codes(&of.counted)).unwrap_or_default(),
            absent: counted.map(|of| codes(&of.absent)).unwrap_or_default(),
            missing: results.sheet.missing(row.whose).map(|indicator| indicator.code.clone()).collect(),
            band: row.placed.map(|placed| placed.band.name.clone()),
            band_assumed: row.placed.is_some_and(|placed| placed.assumed),
            place: row.place.map(|place| place as u64),
            change: text(row.change.map(|change| change.by)),
            zone: row.zone.as_ref().map(|(_, zone)| zone.name.clone()),
            whole_since: row.whole_since,
            late: row.late,
            late_total: text(row.late_total),
        }
    }
}

impl IndicatorShown {
    fn of(indicator: &Indicator, results: &Results<'_>, whole: bool) -> IndicatorShown {
        let of = results.indicator(&indicator.code).filter(|_| whole);
        IndicatorShown {
            code: indicator.code.clone(),
            number: indicator.number.clone(),
            text: indicator.text.clone(),
            allowed: indicator.values.to_string(),
            mean: text(of.as_ref().and_then(|of| of.mean)),
            median: text(of.as_ref().and_then(|of| of.median)),
        }
    }
}

fn text(number: Option<Exact>) -> Option<String> {
    number.map(|number| number.to_string())
}
