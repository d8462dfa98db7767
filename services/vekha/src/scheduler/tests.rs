//! Days of the scheduler with a manual clock: downtime, take-over, clocks that jump.

use super::tick;
use crate::{
    app::{App, Options},
    mail::{Memory, Outbox, Sender},
    reminders::tests::post::Post,
    web::{
        Outside, Site,
        tests::{OFFICE, day},
    },
};
use vekha_event_log::{Clock, Ids};

/// A copy of the program on a town's database, with a clock of its own.
async fn copy(post: &Post, now: &str) -> Site {
    let options = Options {
        database: post.town.app.log().path().display().to_string(),
        create: false,
        clock: Clock::manual(now.parse().unwrap()),
        ids: Ids::real(),
        demo: None,
    };
    site(App::open(options).await.unwrap(), Memory::default())
}

fn site(app: App, memory: Memory) -> Site {
    let outbox = Outbox::memory(Sender::of_program("https://vekha.example.org"), memory);
    Site::new(app, Outside { outbox: Some(outbox), ..Outside::default() })
}

async fn ticked(site: &Site, now: &str) {
    site.app.clock().set(now.parse().unwrap());
    tick(site).await.unwrap();
}

/// The mornings planned so far, by days; and how often each letter was queued is in the log once.
async fn planned(site: &Site, days: &[&str]) -> Vec<bool> {
    let known = site.app.office(OFFICE).await.unwrap();
    days.iter().map(|text| known.mailbook().told().planned(day(text))).collect()
}

#[tokio::test]
async fn a_morning_waits_for_its_hour_is_made_up_for_after_downtime_and_is_done_once() {
    let post = Post::new().await;
    let memory = Memory::default();
    let site = site(post.town.app.clone(), memory.clone());
    // Monday at noon, the first start: at once. What is overdue is told, and the letter goes in the same minute.
    ticked(&site, "2023-04-03T09:00:30Z").await;
    assert_eq!(planned(&site, &["2023-04-03"]).await, [true]);
    let letters = memory.at_least(1).await.len();
    let events = site.app.office(OFFICE).await.unwrap().position();
    ticked(&site, "2023-04-03T10:00:00Z").await;
    assert_eq!(site.app.office(OFFICE).await.unwrap().position(), events, "nothing is left to do");
    // 8:00 in Moscow is too early, 8:30 is not.
    ticked(&site, "2023-04-04T05:00:00Z").await;
    assert_eq!(planned(&site, &["2023-04-04"]).await, [false]);
    ticked(&site, "2023-04-04T05:30:00Z").await;
    assert_eq!(planned(&site, &["2023-04-04"]).await, [true]);
    // Down until the evening of Thursday: that day is planned, the days before need none of their own.
    ticked(&site, "2023-04-06T15:00:00Z").await;
    assert_eq!(planned(&site, &["2023-04-05", "2023-04-06"]).await, [false, true]);
    // Started anew on Friday at dawn: it waits although yesterday's evening was late.
    ticked(&site, "2023-04-07T03:00:00Z").await;
    assert_eq!(planned(&site, &["2023-04-07"]).await, [false]);
    // Days off have no morning.
    ticked(&site, "2023-04-08T09:00:00Z").await;
    assert_eq!(planned(&site, &["2023-04-08"]).await, [false]);
    assert!(memory.at_least(0).await.len() >= letters);
}

#[tokio::test]
async fn two_copies_plan_a_morning_once() {
    let post = Post::new().await;
    let (one, other) = (copy(&post, "2023-04-04T06:00:00Z").await, copy(&post, "2023-04-04T06:00:10Z").await);
    let (here, there) = tokio::join!(tick(&one), tick(&other));
    here.and(there).unwrap();
    assert_eq!(planned(&one, &["2023-04-04"]).await, [true]);
    let known = one.app.office(OFFICE).await.unwrap();
    let recipients: Vec<_> = known.mailbook().letters().map(|letter| letter.to).collect();
    let once: std::collections::BTreeSet<_> = recipients.iter().collect();
    assert_eq!(recipients.len(), once.len(), "one letter each");
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_and_back_skips_no_morning_and_plans_none_twice() {
    let post = Post::new().await;
    let ahead = copy(&post, "2023-06-01T09:00:00Z").await;
    tick(&ahead).await.unwrap();
    assert_eq!(planned(&ahead, &["2023-06-01"]).await, [true]);
    let back = copy(&post, "2023-04-04T09:00:00Z").await;
    tick(&back).await.unwrap();
    assert_eq!(planned(&back, &["2023-04-04"]).await, [true]);
    let events = back.app.office(OFFICE).await.unwrap().position();
    ticked(&back, "2023-04-04T12:00:00Z").await;
    assert_eq!(back.app.office(OFFICE).await.unwrap().position(), events);
    ticked(&back, "2023-04-05T05:31:00Z").await;
    assert_eq!(planned(&back, &["2023-04-05"]).await, [true]);
    let once = copy(&post, "2023-06-01T12:00:00Z").await;
    let events = once.app.office(OFFICE).await.unwrap().position();
    tick(&once).await.unwrap();
    assert_eq!(once.app.office(OFFICE).await.unwrap().position(), events, "that morning was planned before the jump");
}

#[tokio::test]
async fn an_office_where_nothing_happens_is_not_folded_for_its_jobs() {
    let post = Post::new().await;
    let first = copy(&post, "2023-04-04T06:00:00Z").await;
    // What a job writes itself, others look at once more.
    for minute in [0, 1, 2, 5, 6, 10, 11] {
        ticked(&first, &format!("2023-04-04T06:{minute:02}:00Z")).await;
    }
    let other = copy(&post, "2023-04-04T06:15:00Z").await;
    tick(&other).await.unwrap();
    assert_eq!(other.app.occupied().await.offices, 0, "nothing has come since");
    post.town.school("МБОУ СОШ № 99").await;
    ticked(&other, "2023-04-04T06:20:00Z").await;
    assert_eq!(other.app.occupied().await.offices, 1, "the log has grown");
    let next_day = copy(&post, "2023-04-05T06:00:00Z").await;
    tick(&next_day).await.unwrap();
    assert_eq!(planned(&next_day, &["2023-04-05"]).await, [true], "another day began");
}
