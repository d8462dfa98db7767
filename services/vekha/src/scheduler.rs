//! The scheduler: the timetable wakes jobs, for each office in its own time zone. What is due and not yet done the jobs ask the
//! log, so downtime, jumps of the clock and a second copy of the program change nothing.

mod jobs;
pub(crate) mod lease;
mod timetable;

pub use timetable::{Entry, Timetable, WrongTimetable};

use crate::{
    app::{AppError, OfficeBrief},
    ending::Ending,
    reminders::queue,
    web::Site,
};
use chrono::{DateTime, Utc};
use jobs::{Turn, Whose};
use lease::{Lease, Ran};
use std::{collections::HashSet, convert::Infallible, time::Duration};
use tokio::task::JoinSet;

/// Keeps the timetable until an end is asked for; each job in a task of its own, so that a slow one keeps no other waiting.
pub async fn run(site: Site, timetable: Timetable, ending: Ending) {
    let mut jobs = JoinSet::new();
    for entry in timetable.into_entries() {
        jobs.spawn(keep(site.clone(), entry, ending.clone()));
    }
    while let Some(ended) = jobs.join_next().await {
        if let Err(e) = ended {
            tracing::error!(error = %e, "a job of the timetable ended by itself");
        }
    }
}

async fn keep(site: Site, entry: Entry, ending: Ending) {
    while !ending.is_asked() {
        if let Err(e) = in_all_offices(&site, &entry, &ending).await {
            tracing::error!(job = entry.name, error = %e, "a job of the timetable failed; it is tried again in a minute");
        }
        tokio::select! {
            () = ending.asked() => {}
            () = tokio::time::sleep(until_next_minute(site.app.now())) => {}
        }
    }
}

fn until_next_minute(now: DateTime<Utc>) -> Duration {
    let gone = u64::try_from(now.timestamp_millis().rem_euclid(60_000)).unwrap_or(0);
    Duration::from_millis(60_000_u64.saturating_sub(gone).max(1))
}

/// Does everything of the usual timetable that is due now, in its order. For tests, and for a clock that is moved by hand.
///
/// # Errors
/// The first fault; the other jobs are done all the same.
pub async fn tick(site: &Site) -> Result<(), AppError> {
    tick_of(site, &Timetable::usual()?).await
}

/// Does everything of a timetable that is due now.
///
/// # Errors
/// As [`tick`].
pub async fn tick_of(site: &Site, timetable: &Timetable) -> Result<(), AppError> {
    let mut outcome = Ok(());
    for entry in timetable.entries() {
        let done = in_all_offices(site, entry, &Ending::default()).await;
        outcome = outcome.and(done);
    }
    outcome
}

async fn in_all_offices(site: &Site, entry: &Entry, ending: &Ending) -> Result<(), AppError> {
    let mut outcome = Ok(());
    let mut offices = site.app.offices_with_heads().await?;
    if entry.whose == Whose::Installation {
        offices.truncate(1);
    }
    let ran = lease::ran(&site.app, entry.name).await?;
    let now = site.app.agreed_now().await?;
    let waiting = if entry.whose == Whose::Post { queue::offices(&site.app, now).await? } else { HashSet::new() };
    for (office, head) in offices {
        if ending.is_asked() {
            break;
        }
        let name = match entry.whose {
            Whose::Office | Whose::Post => format!("{}/{}", entry.name, office.id),
            Whose::Installation => entry.name.to_owned(),
        };
        let last = ran.get(&name).copied().unwrap_or_default();
        if !waiting.contains(&office.id) && rests(entry, &office, last, head.position, now) {
            continue;
        }
        outcome = outcome.and(if_due(site, &office, entry, (&name, last, head.position), ending).await);
    }
    outcome
}

/// Has an office's job nothing to do, so that its log need not be folded? What it does is in the log and on the day, and it found
/// nothing left when both were as they are.
fn rests(entry: &Entry, office: &OfficeBrief, last: Ran, position: u64, now: DateTime<Utc>) -> bool {
    let same_log = last.position == Some(position);
    let same_day = last.at.is_some_and(|at| office.local_day(at) == office.local_day(now));
    match entry.whose {
        Whose::Office => same_log && same_day,
        Whose::Post => same_log,
        Whose::Installation => false,
    }
}

/// A job is due when an instant of its line has come since it was last done; it is done by whoever gets its lease.
async fn if_due(
    site: &Site,
    office: &OfficeBrief,
    entry: &Entry,
    (name, last, position): (&str, Ran, u64),
    ending: &Ending,
) -> Result<(), AppError> {
    let app = &site.app;
    let now = app.agreed_now().await?;
    let Some(called) = entry.last(office.zone, now) else { return Ok(()) };
    if !is_due(last.at, called, now) {
        return Ok(());
    }
    let Some(lease) = Lease::take(app, name).await? else { return Ok(()) };
    // Somebody else may have done it between the look and the lease.
    if !is_due(lease.ran_at(), called, now) {
        return lease.release().await;
    }
    let own = Ending::default();
    let turn = Turn { site, office: office.id, called: called.with_timezone(&office.zone), ending: &own };
    let acted = async {
        tokio::select! {
            acted = lease.kept_while(&own, entry.act(&turn)) => acted,
            never = passed_on(ending, &own) => match never {},
        }
    };
    match acted.await {
        // What it wrote itself is looked at once more; whoever was ended may have left something.
        Ok(()) => lease.done(now, Some(position).filter(|_| !ending.is_asked() && !own.is_asked())).await,
        Err(e) => lease.release().await.and(Err(e)),
    }
}

/// The end that the program is asked for is the end of the job too.
async fn passed_on(ending: &Ending, own: &Ending) -> Infallible {
    ending.asked().await;
    own.ask();
    std::future::pending().await
}

/// A job done later than now was done by a clock that has been set back since.
fn is_due(ran_at: Option<DateTime<Utc>>, called: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    ran_at.is_none_or(|ran_at| ran_at < called || ran_at > now)
}

#[cfg(test)]
mod tests;
