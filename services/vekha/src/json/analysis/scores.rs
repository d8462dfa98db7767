//! What a scored window came to, as an analysis tells it: counts, averages, what followed.

use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::scoring::Exact;
use vekha_projections::Scores;

/// What a scored window came to by the day. Averages are exact and written with a comma, fractions as «4/3».
#[derive(Serialize, ToSchema)]
pub struct ScoresShown {
    /// Rows, whether they have a total or not.
    pub rows: u64,
    /// Rows that have a total; null for a model without totals.
    pub totalled: Option<u64>,
    /// How many are in each band, in the order of the bands.
    pub bands: Vec<InLevelShown>,
    /// How many are in each zone, the best first.
    pub zones: Vec<InLevelShown>,
    /// The mean of the totals.
    pub mean: Option<String>,
    /// The same in the window before.
    pub mean_before: Option<String>,
    /// The median of the totals.
    pub median: Option<String>,
    /// The same in the window before.
    pub median_before: Option<String>,
    /// Values that are better than in the window before.
    pub better: u64,
    /// Those that are worse.
    pub worse: u64,
    /// Published notes.
    pub notes: u64,
    /// Recommendations.
    pub recommendations: FollowedShown,
    /// Decisions.
    pub decisions: DecidedShown,
}

/// How many are in a band or a zone.
#[derive(Serialize, ToSchema)]
pub struct InLevelShown {
    /// Its code in the model.
    pub code: String,
    /// Its name as printed.
    pub name: String,
    /// How many.
    pub n: u64,
    /// How many there were in the window before; null where there is nothing to compare with.
    pub before: Option<u64>,
}

/// Recommendations by what became of them.
#[derive(Serialize, ToSchema)]
pub struct FollowedShown {
    /// Issued.
    pub issued: u64,
    /// Followed by their day.
    pub in_time: u64,
    /// Followed later.
    pub late: u64,
    /// Not followed, and their day is over.
    pub overdue: u64,
    /// Not followed yet.
    pub open: u64,
}

/// Decisions by what became of them.
#[derive(Serialize, ToSchema)]
pub struct DecidedShown {
    /// Taken.
    pub taken: u64,
    /// Of those, became an activity of the roadmap.
    pub planned: u64,
    /// Of those, done.
    pub done: u64,
    /// Of those planned, overdue.
    pub overdue: u64,
}

impl ScoresShown {
    /// The scores of a window.
    pub fn of(scores: &Scores<'_>) -> ScoresShown {
        let level = |code: &str, name: &str, n, before| {
            let (code, name) = (code.to_owned(), name.to_owned());
            InLevelShown { code, name, n, before }
        };
        let (recommended, decided) = (scores.recommendations, scores.decisions);
        ScoresShown {
            rows: scores.rows,
            totalled: scores.totalled,
            bands: scores.bands.iter().map(|(band, n, before)| level(&band.code, &band.name, *n, *before)).collect(),
            zones: scores.zones.iter().map(|(zone, n)| level(&zone.code, &zone.name, *n, None)).collect(),
            mean: text(scores.mean.0),
            mean_before: text(scores.mean.1),
            median: text(scores.median.0),
            median_before: text(scores.median.1),
            better: scores.changes.0,
            worse: scores.changes.1,
            notes: scores.notes,
            recommendations: FollowedShown {
                issued: recommended.issued,
                in_time: recommended.in_time,
                late: recommended.late,
                overdue: recommended.overdue,
                open: recommended.open,
            },
            decisions: DecidedShown {
                taken: decided.taken,
                planned: decided.planned,
                done: decided.done,
                overdue: decided.overdue,
            },
        }
    }
}

fn text(number: Option<Exact>) -> Option<String> {
    number.map(|number| number.to_string())
}
