//! How soon a second copy of the program knows what the first one wrote, on a file and on a server.

use super::{
    at,
    town::{self, Size, Town},
};
use chrono::NaiveDate;
use std::{path::Path, time::Instant};
use vekha::app::{App, Command, Options};
use vekha_domain::{
    activity::Report,
    event::Executor,
    ids::{ActivityId, MarkId, PersonId},
    proof::ProofLink,
};
use vekha_event_log::{Clock, Ids};
use vekha_tests::postgres;

/// Events written one by one.
const SINGLE: usize = 200;
/// Events of a command when many are written.
const COMMAND: usize = 500;

/// Both databases, where there is a server.
pub async fn measure(folder: &Path) {
    one("SQLite", &folder.join("second.db").display().to_string()).await;
    if let Some(server) = postgres::shared() {
        let beside = folder.join("server").display().to_string();
        one("PostgreSQL", &format!("{}?beside={beside}", server.database())).await;
    }
}

async fn one(engine: &str, database: &str) {
    let town = town::build(database, Size::of(4, 1, 10_000, 0)).await;
    let (first, second) = (open(database).await, open(database).await);
    for app in [&first, &second] {
        drop(app.office(town.office).await.unwrap());
    }
    let (single, many) = town.open.split_at(SINGLE);
    let (mut level, mut behind) = (Vec::new(), Vec::new());
    for activity in single {
        level.push(asked(&second, &town).await);
        write(&first, &town, std::slice::from_ref(activity)).await;
        behind.push(asked(&second, &town).await);
    }
    for took in [&mut level, &mut behind] {
        took.sort_by(f64::total_cmp);
    }
    for activities in many.chunks(COMMAND) {
        write(&first, &town, activities).await;
    }
    let milliseconds = asked(&second, &town).await;
    let (level, one) = (at(&level, 0.5), at(&behind, 0.5));
    println!(
        "a second copy on {engine}: an event behind, known in {one:.2} ms, p99 {:.2}; nothing to learn {level:.2} ms, ratio {:.1}; \
         {} events behind {milliseconds:.0} ms, {:.0}/s",
        at(&behind, 0.99),
        one / level,
        many.len(),
        many.len() as f64 / milliseconds * 1_000.0
    );
}

async fn open(database: &str) -> App {
    let (database, clock) = (database.to_owned(), Clock::real());
    App::open(Options { database, create: false, clock, ids: Ids::real(), demo: None }).await.unwrap()
}

/// Milliseconds until the copy knows the office as it is.
async fn asked(app: &App, town: &Town) -> f64 {
    let begun = Instant::now();
    drop(app.office(town.office).await.unwrap());
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// One command of a mark of each activity.
async fn write(app: &App, town: &Town, activities: &[ActivityId]) {
    let command = Command { office: town.office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let marks: Vec<_> = activities.iter().map(|activity| (*activity, MarkId(app.ids().next()))).collect();
    let performed_on = NaiveDate::from_ymd_opt(2023, 6, 20).unwrap();
    let links = [ProofLink::parse("https://sosh1.example.org/protokol.pdf").unwrap()];
    let report = Report { occurrence: 2, executor: Executor::Joint, performed_on, links: links.into(), note: None };
    let changed = app.change(command, |state, _| {
        let today = state.local_day(app.now());
        let marks = marks.iter().map(|(activity, mark)| {
            state.activity(*activity).unwrap().complete(*mark, report.clone(), state.office(), today)
        });
        Ok(marks.collect::<Result<Vec<_>, _>>()?.concat())
    });
    changed.await.unwrap();
}
