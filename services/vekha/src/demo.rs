//! The demonstration: five offices from `seeds/` live their invented years through the same commands as everybody.
//!
//! Day by day, moment by moment: the clock is set, then each office does what falls due. All that happens hangs on the seeds and
//! on what the log holds, so a year lived in one go or in ten is the same, and a moment lived twice happens once.

mod agenda;
mod annals;
mod card;
mod deed;
mod desk;
mod draw;
mod error;
mod fate;
mod filling;
mod founding;
mod gathering;
mod life;
mod moment;
mod printed;
mod reporting;
mod scoring;
mod seed;

pub use card::{DemoAccount, accounts, write_card};
pub use error::DemoError;
pub use seed::SeedError;

use crate::app::{App, Demo, Options};
use chrono::{DateTime, Utc};
use life::{Life, Post};
use moment::Moment;
use seed::{Seed, seeds};
use std::{fs, path::Path};
use tokio::{sync::Mutex, task::JoinSet};
use vekha_event_log::{Clock, Ids, LogId};

/// Two visitors may move the clock at once; one life follows the other.
static LIVING: Mutex<()> = Mutex::const_new(());

/// Opens the demonstration in a folder, or makes it, and lives on up to `now`, or stays where it stood if that is later.
///
/// # Errors
/// The folder or its database cannot be used; a file of the seeds is wrong.
pub async fn open(folder: &Path, now: DateTime<Utc>) -> Result<App, DemoError> {
    let seeds = seeds()?;
    let app = at_its_beginning(folder).await?;
    begin(&app, seeds, now).await?;
    Ok(app)
}

/// Lives on to a later moment. An earlier one changes nothing.
///
/// # Errors
/// An office cannot do what its seeds say, or the log cannot be written.
pub async fn live_to(app: &App, moment: DateTime<Utc>) -> Result<(), DemoError> {
    live(app, seeds()?, moment, Post::Present).await
}

/// The program on the folder's database, its clock at the first moment.
async fn at_its_beginning(folder: &Path) -> Result<App, DemoError> {
    fs::create_dir_all(folder).map_err(|cause| DemoError::Folder { path: folder.to_owned(), cause })?;
    let options = Options {
        database: folder.join("vekha.db").display().to_string(),
        create: true,
        clock: Clock::manual(Moment::first().at()),
        ids: Ids::real(),
        demo: Some(Demo { folder: folder.to_owned() }),
    };
    Ok(App::open(options).await?)
}

/// Goes on from the last recorded moment, which may have been lived by half.
async fn begin(app: &App, seeds: &'static [Seed], now: DateTime<Utc>) -> Result<(), DemoError> {
    let mut unfinished = Vec::new();
    for life in seeds.iter().map(Life::new) {
        let head = app.log().head(LogId(life.office.0)).await;
        let head = head.map_err(|e| crate::app::AppError::broken("read the head", &e))?;
        app.clock().set(head.recorded_at);
        if head.recorded_at <= Moment::first().at() {
            unfinished.push(life);
        }
    }
    for life in unfinished {
        life.found(app, Moment::first()).await?;
    }
    let mut signing = JoinSet::new();
    for life in seeds.iter().map(Life::new) {
        let app = app.clone();
        signing.spawn(async move { life.make_accounts(&app).await });
    }
    while let Some(made) = signing.join_next().await {
        made.map_err(|e| DemoError::Ended(e.to_string()))??;
    }
    live(app, seeds, now, Post::Past).await
}

/// Moment after moment: the clock is set for all, then the offices act side by side, each in its own log.
async fn live(app: &App, seeds: &'static [Seed], until: DateTime<Utc>, post: Post) -> Result<(), DemoError> {
    let _turn = LIVING.lock().await;
    let mut lives: Vec<Life> = seeds.iter().map(Life::new).collect();
    for (moment, at) in Moment::between(app.now(), until) {
        app.clock().set(at);
        let mut acting = JoinSet::new();
        let (awake, asleep): (Vec<Life>, Vec<Life>) = lives.into_iter().partition(|life| life.is_awake(moment));
        lives = asleep;
        for mut life in awake {
            let app = app.clone();
            acting.spawn(async move { life.act(&app, moment, post).await.map(|()| life) });
        }
        while let Some(acted) = acting.join_next().await {
            lives.push(acted.map_err(|e| DemoError::Ended(e.to_string()))??);
        }
    }
    app.clock().set(until);
    Ok(())
}

#[cfg(test)]
mod tests;
