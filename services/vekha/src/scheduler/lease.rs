//! Who runs a job: one row for each, whose epoch grows with every taking. Whoever was replaced finds that out and does no more.

use crate::{
    app::{App, AppError},
    ending::Ending,
};
use chrono::{DateTime, Duration, Utc};
use sqlx::FromRow;
use std::{collections::HashMap, pin::pin};
use vekha_event_log::{Id, random_bytes};

/// How long a lease lasts unless it is renewed; after so long another copy takes over from one that was killed.
const LASTS: Duration = Duration::seconds(90);
/// A lease that ends so far ahead was taken by a clock that has been set back since; clocks of two copies differ by less.
const FURTHEST: Duration = Duration::minutes(15);
/// How often it is renewed.
const RENEWED: std::time::Duration = std::time::Duration::from_secs(25);

/// Reads the table whole: it holds a row for each job and office, and a good part of them is asked for.
pub(crate) const RAN: &str = "SELECT name, ran_at, position FROM leases WHERE name = $1 OR name LIKE $2";
/// A job's lease, unless somebody else has it.
pub(crate) const TAKE: &str = "INSERT INTO leases (name, holder, epoch, until) VALUES ($1, $2, 1, $3) \
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = leases.epoch + 1, \
                    until = excluded.until WHERE leases.until <= $4 OR leases.until > $5 RETURNING epoch, ran_at";
/// It again, as long as nobody else took it.
pub(crate) const HOLD: &str = "UPDATE leases SET until = $1 WHERE name = $2 AND epoch = $3";
/// It, the job being done.
pub(crate) const DONE: &str = "UPDATE leases SET until = 0, ran_at = $1, position = $2 WHERE name = $3 AND epoch = $4";

/// A job that this copy of the program runs.
pub(super) struct Lease {
    app: App,
    name: String,
    epoch: i64,
    ran_at: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    epoch: i64,
    ran_at: Option<i64>,
}

/// When a job was last done to its end, and up to which place of its log it found nothing left to do.
#[derive(Clone, Copy, Default)]
pub(super) struct Ran {
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) position: Option<u64>,
}

#[derive(FromRow)]
struct RanRow {
    name: String,
    ran_at: Option<i64>,
    position: Option<i64>,
}

/// The same of every office's lease of a job, in one query.
pub(super) async fn ran(app: &App, job: &str) -> Result<HashMap<String, Ran>, AppError> {
    let rows: Vec<RanRow> = sqlx::query_as(RAN)
        .bind(job)
        .bind(format!("{job}/%"))
        .fetch_all(app.log().reader())
        .await
        .map_err(|e| AppError::broken("read the leases", &e))?;
    let ran = |row: RanRow| {
        let position = row.position.and_then(|position| position.try_into().ok());
        (row.name, Ran { at: row.ran_at.and_then(DateTime::from_timestamp_micros), position })
    };
    Ok(rows.into_iter().map(ran).collect())
}

impl Lease {
    /// Takes a job, unless somebody else runs it.
    pub(super) async fn take(app: &App, name: &str) -> Result<Option<Lease>, AppError> {
        let now = app.agreed_now().await?;
        let holder = uuid::Builder::from_random_bytes(random_bytes()).into_uuid();
        let row: Option<Row> = sqlx::query_as(TAKE)
            .bind(name)
            .bind(Id(holder))
            .bind((now + LASTS).timestamp_micros())
            .bind(now.timestamp_micros())
            .bind((now + FURTHEST).timestamp_micros())
            .fetch_optional(app.log().writer())
            .await
            .map_err(|e| AppError::broken("take a lease", &e))?;
        Ok(row.map(|row| Lease { app: app.clone(), name: name.to_owned(), epoch: row.epoch, ran_at: row.ran_at }))
    }

    /// When the job was last done to its end, as it was when the lease was taken.
    pub(super) fn ran_at(&self) -> Option<DateTime<Utc>> {
        self.ran_at.and_then(DateTime::from_timestamp_micros)
    }

    /// Does the job and renews the lease meanwhile. When somebody else has it by then, the job is asked to end: it finishes what it has
    /// begun, a letter on its way for one, and begins nothing more.
    pub(super) async fn kept_while(
        &self,
        ending: &Ending,
        job: impl Future<Output = Result<(), AppError>>,
    ) -> Result<(), AppError> {
        // A copy that was paused between taking and acting has been replaced.
        self.renew().await?;
        let renewing = async {
            loop {
                tokio::time::sleep(RENEWED).await;
                match self.renew().await {
                    // Who cannot say that it has the lease has it as long as it lasts; what comes then the next renewal tells.
                    Ok(()) | Err(AppError::Away { .. }) => {}
                    Err(e) => return e,
                }
            }
        };
        let mut job = pin!(job);
        let lost = tokio::select! {
            done = &mut job => return done,
            lost = renewing => lost,
        };
        ending.ask();
        job.await.and(Err(lost))
    }

    /// Holds on to it; [`AppError::Conflict`] when it is somebody else's.
    async fn renew(&self) -> Result<(), AppError> {
        let until = (self.app.agreed_now().await? + LASTS).timestamp_micros();
        if self.hold_until(until).await? {
            Ok(())
        } else {
            tracing::warn!(job = self.name, epoch = self.epoch, "another copy runs the job by now");
            Err(AppError::Conflict)
        }
    }

    /// The job was done to its end by what was known at `at`, when its log ended at `position`.
    pub(super) async fn done(self, at: DateTime<Utc>, position: Option<u64>) -> Result<(), AppError> {
        let done = sqlx::query(DONE)
            .bind(at.timestamp_micros())
            .bind(position.and_then(|position| i64::try_from(position).ok()))
            .bind(&self.name)
            .bind(self.epoch)
            .execute(self.app.log().writer());
        done.await.map(drop).map_err(|e| AppError::broken("keep a lease", &e))
    }

    /// Gives the job back undone.
    pub(super) async fn release(self) -> Result<(), AppError> {
        self.hold_until(0).await.map(drop)
    }

    async fn hold_until(&self, until: i64) -> Result<bool, AppError> {
        let done =
            sqlx::query(HOLD).bind(until).bind(&self.name).bind(self.epoch).execute(self.app.log().writer()).await;
        done.map(|done| done.rows_affected() > 0).map_err(|e| AppError::broken("keep a lease", &e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Options;
    use std::time::Duration as Span;
    use vekha_event_log::{Clock, Ids};

    async fn copies(at: &str) -> (tempfile::TempDir, App, App, Clock) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(at.parse().unwrap());
        let copy = || Options {
            database: folder.path().join("vekha.db").display().to_string(),
            create: true,
            clock: clock.clone(),
            ids: Ids::real(),
            demo: None,
        };
        let (one, other) = (App::open(copy()).await.unwrap(), App::open(copy()).await.unwrap());
        (folder, one, other, clock)
    }

    #[tokio::test]
    async fn one_copy_runs_a_job_and_another_takes_over_when_it_is_gone() {
        let (_folder, one, other, clock) = copies("2023-07-05T06:00:00Z").await;
        let first = Lease::take(&one, "morning").await.unwrap().unwrap();
        assert!(Lease::take(&other, "morning").await.unwrap().is_none());
        assert!(Lease::take(&other, "letters").await.unwrap().is_some());
        clock.advance(Span::from_secs(91));
        let second = Lease::take(&other, "morning").await.unwrap().unwrap();
        assert_eq!((first.epoch, second.epoch), (1, 2));
        // The first one was only asleep: it does nothing, and what it says is not written.
        let mut acted = false;
        let job = async {
            acted = true;
            Ok(())
        };
        assert!(matches!(first.kept_while(&Ending::default(), job).await, Err(AppError::Conflict)));
        assert!(!acted);
        first.done(one.now(), Some(7)).await.unwrap();
        let morning = async || ran(&one, "morning").await.unwrap().get("morning").map(|ran| (ran.at, ran.position));
        assert_eq!(morning().await, Some((None, None)));
        second.done(other.now(), Some(8)).await.unwrap();
        assert_eq!(morning().await, Some((Some(other.now()), Some(8))));
        assert_eq!(Lease::take(&one, "morning").await.unwrap().unwrap().epoch, 3);
    }

    /// Machines that share a server's database may disagree; those that share a file are one.
    #[tokio::test]
    async fn a_copy_whose_clock_is_minutes_ahead_takes_no_job_from_another() {
        let (_folder, one, _, _) = copies("2023-07-05T06:00:00Z").await;
        if one.log().servers_now().await.unwrap().is_none() {
            return;
        }
        let with = |clock: Clock| {
            let database = one.log().path().display().to_string();
            App::open(Options { database, create: false, clock, ids: Ids::real(), demo: None })
        };
        let (right, ahead) =
            (with(Clock::real()).await.unwrap(), with(Clock::wrong_by(Duration::minutes(5))).await.unwrap());
        let behind = with(Clock::wrong_by(-Duration::minutes(5))).await.unwrap();
        let lease = Lease::take(&right, "morning").await.unwrap().unwrap();
        for other in [&ahead, &behind] {
            assert!(Lease::take(other, "morning").await.unwrap().is_none());
        }
        lease.renew().await.unwrap();
        lease.release().await.unwrap();
        assert_eq!(Lease::take(&behind, "morning").await.unwrap().unwrap().epoch, 2);
        assert!(Lease::take(&ahead, "morning").await.unwrap().is_none());
    }
}
