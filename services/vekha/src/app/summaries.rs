//! What the region is told of every office: kept in a table by office and day, believed only if nothing has come since and the same
//! code made it. Only time depends on it.

use super::{App, AppError, Known, OfficeBrief, known};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sqlx::FromRow;
use std::{collections::HashMap, time::Duration as Patience};
use tokio::task::JoinSet;
use uuid::Uuid;
use vekha_domain::ids::OfficeId;
use vekha_event_log::Id;
use vekha_projections::{FINGERPRINT, OfficeState, RULE_VERSION, Summary, View, end_of_day};

/// Offices folded at one time for their summaries.
const AT_ONCE: usize = 2;
/// A summary that nobody made anew for so long is of a day nobody asks about.
const KEPT: Duration = Duration::days(14);

/// Those of some days, of all offices.
pub(crate) const OF_DAYS: &str = "SELECT log_id, told FROM summaries WHERE code = $1 AND day >= $2 AND day <= $3";
/// Those that nobody made anew.
pub(crate) const CLEAR: &str = "DELETE FROM summaries WHERE made_at < $1";

/// The two times of a question about all offices.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegionAsked {
    /// For which day; each office's today unless given.
    pub as_of: Option<NaiveDate>,
    /// What was known at this moment; the end of that day where the office is unless given.
    pub known_at: Option<DateTime<Utc>>,
}

/// What is told of an office.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The office.
    pub office: OfficeBrief,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
    /// Its figures.
    pub summary: Summary,
}

/// What is told of all of them.
#[derive(Debug, Default)]
pub struct Region {
    /// Offices by territory.
    pub told: Vec<Told>,
    /// Offices whose figures are not ready yet.
    pub waiting: Vec<OfficeBrief>,
}

/// What an office is asked for.
#[derive(Clone)]
struct Wanted {
    office: OfficeBrief,
    day: NaiveDate,
    known_at: DateTime<Utc>,
    position: u64,
    /// The position is where the log ends: what came meanwhile may count too.
    newest: bool,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(try_from = "Id")]
    log_id: Uuid,
    told: String,
}

impl App {
    /// What is told of every office, made anew where something came since.
    ///
    /// # Errors
    /// A log cannot be read.
    pub async fn region(&self, asked: RegionAsked) -> Result<Vec<Told>, AppError> {
        let wanted = self.wanted(asked).await?;
        let mut summaries = self.brought_up(&wanted).await?;
        Ok(wanted.into_iter().filter_map(|one| one.told(&mut summaries)).collect())
    }

    /// The same, for somebody who does not wait longer: what is not ready by then is told as such, and made all the same.
    ///
    /// # Errors
    /// As [`App::region`].
    pub async fn region_within(&self, asked: RegionAsked, patience: Patience) -> Result<Region, AppError> {
        let wanted = self.wanted(asked).await?;
        let mut summaries = self.kept(&wanted).await?;
        if wanted.iter().any(|one| !summaries.contains_key(&one.office.id)) {
            let (app, all) = (self.clone(), wanted.clone());
            let making = tokio::spawn(async move { app.brought_up(&all).await });
            summaries = match tokio::time::timeout(patience, making).await {
                Ok(made) => made.map_err(|e| AppError::broken("sum the offices up", &e))??,
                Err(_) => self.kept(&wanted).await?,
            };
        }
        let mut region = Region::default();
        for one in wanted {
            match one.clone().told(&mut summaries) {
                Some(told) => region.told.push(told),
                None => region.waiting.push(one.office),
            }
        }
        Ok(region)
    }

    /// Has every office's summary of today ready, and clears away those of days that nobody asks about.
    ///
    /// # Errors
    /// As [`App::region`]; the table cannot be written.
    pub async fn sum_up(&self) -> Result<(), AppError> {
        self.region(RegionAsked::default()).await?;
        let before = (self.now() - KEPT).timestamp_micros();
        let gone = sqlx::query(CLEAR).bind(before);
        gone.execute(self.log().writer()).await.map(drop).map_err(|e| AppError::broken("clear summaries", &e))
    }

    /// Forgets every summary kept: only time depends on them.
    ///
    /// # Errors
    /// The table cannot be written.
    pub async fn forget_summaries(&self) -> Result<(), AppError> {
        let gone = sqlx::query("DELETE FROM summaries").execute(self.log().writer()).await;
        gone.map(drop).map_err(|e| AppError::broken("clear summaries", &e))
    }

    async fn wanted(&self, asked: RegionAsked) -> Result<Vec<Wanted>, AppError> {
        let now = self.now();
        let mut all = Vec::new();
        for (office, head) in self.offices_with_heads().await? {
            let day = asked.as_of.unwrap_or_else(|| office.local_day(now));
            let known_at = asked.known_at.unwrap_or_else(|| end_of_day(office.zone, day));
            let newest = head.recorded_at <= known_at;
            let position = if newest { head.position } else { self.position_at(office.id, known_at).await? };
            all.push(Wanted { office, day, known_at, position, newest });
        }
        all.sort_by_cached_key(|one| (one.office.territory.to_lowercase(), one.office.id));
        Ok(all)
    }

    /// The summaries that are kept and still true.
    async fn kept(&self, wanted: &[Wanted]) -> Result<HashMap<OfficeId, Summary>, AppError> {
        let days = || wanted.iter().map(|one| one.day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(HashMap::new()) };
        let rows: Vec<Row> = sqlx::query_as(OF_DAYS)
            .bind(code())
            .bind(first.to_string())
            .bind(last.to_string())
            .fetch_all(self.log().reader())
            .await
            .map_err(|e| AppError::broken("read summaries", &e))?;
        let by_id: HashMap<OfficeId, &Wanted> = wanted.iter().map(|one| (one.office.id, one)).collect();
        // What cannot be read is made anew, as what is missing.
        let read = |row: Row| Some((OfficeId(row.log_id), serde_json::from_str::<Summary>(&row.told).ok()?));
        let valid = |(id, summary): &(OfficeId, Summary)| {
            by_id.get(id).is_some_and(|one| one.day == summary.as_of && one.position == summary.position)
        };
        Ok(rows.into_iter().filter_map(read).filter(valid).collect())
    }

    /// The summaries of all, those that are not kept made and kept, a few at one time.
    async fn brought_up(&self, wanted: &[Wanted]) -> Result<HashMap<OfficeId, Summary>, AppError> {
        let _one = self.inner.summing.lock().await;
        let mut summaries = self.kept(wanted).await?;
        let mut stale = wanted.iter().filter(|one| !summaries.contains_key(&one.office.id)).cloned();
        let (mut making, mut made) = (JoinSet::new(), Vec::new());
        loop {
            for one in stale.by_ref().take(AT_ONCE - making.len()) {
                let app = self.clone();
                making.spawn(async move { app.summed_up(one).await });
            }
            let Some(done) = making.join_next().await else { break };
            made.push(done.map_err(|e| AppError::broken("sum an office up", &e))??);
        }
        summaries.extend(made);
        self.make_room().await;
        Ok(summaries)
    }

    async fn summed_up(&self, one: Wanted) -> Result<(OfficeId, Summary), AppError> {
        let id = one.office.id;
        let summary = Summary::of(&View::new(&*self.glance(&one).await?, one.day));
        // Whoever cannot keep it has it all the same.
        if let Err(e) = self.keep(id, &summary).await {
            tracing::warn!(office = %id, error = %e, "a summary could not be kept");
        }
        Ok((id, summary))
    }

    /// What an office knew. One that is not in memory is folded and let go: a walk over all must not push out those in use.
    async fn glance(&self, one: &Wanted) -> Result<Known, AppError> {
        let id = one.office.id;
        if one.position == 0 {
            return Ok(Known::Past(OfficeState::new(id).into()));
        }
        let Some(loaded) = self.in_memory(id).await else {
            return Ok(Known::Past(known::folded(&self.inner.log, id, Some(one.position)).await?.into()));
        };
        if one.newest { loaded.caught_up(self.log()).await } else { loaded.as_known_at(self.log(), one.position).await }
    }

    async fn keep(&self, office: OfficeId, summary: &Summary) -> Result<(), AppError> {
        let told = serde_json::to_string(summary).map_err(|e| AppError::broken("write a summary", &e))?;
        let kept = sqlx::query(
            "INSERT INTO summaries (log_id, day, code, position, made_at, told) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (log_id, day, code) DO UPDATE SET position = excluded.position, made_at = excluded.made_at, \
             told = excluded.told",
        );
        let kept = kept
            .bind(Id(office.0))
            .bind(summary.as_of.to_string())
            .bind(code())
            .bind(i64::try_from(summary.position).unwrap_or(i64::MAX))
            .bind(self.now().timestamp_micros())
            .bind(told);
        kept.execute(self.log().writer()).await.map(drop).map_err(|e| AppError::broken("keep a summary", &e))
    }
}

impl Wanted {
    fn told(self, summaries: &mut HashMap<OfficeId, Summary>) -> Option<Told> {
        let summary = summaries.remove(&self.office.id)?;
        Some(Told { office: self.office, known_at: self.known_at, summary })
    }
}

/// Which code counts: what another one counted is not believed.
fn code() -> String {
    format!("{RULE_VERSION}-{FINGERPRINT}")
}
