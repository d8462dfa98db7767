//! Offices come into memory when they are asked for and go when others need the room: nothing but time changes.

use super::MEMORY;
use crate::app::{App, Command, Options};
use chrono::NaiveDate;
use std::time::Duration;
use uuid::Uuid;
use vekha_domain::{
    event::{OfficeRegistered, OrganisationKind},
    ids::{OfficeId, OrganisationId, PersonId},
};
use vekha_event_log::{Clock, Ids};

const OFFICES: u128 = 6;

fn office(n: u128) -> OfficeId {
    OfficeId(Uuid::from_u128(n))
}

fn day() -> NaiveDate {
    "2022-11-08".parse().unwrap()
}

/// Six offices of ten events each.
async fn region() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        database: folder.path().join("vekha.db").display().to_string(),
        create: true,
        clock: Clock::manual("2023-04-03T09:00:00Z".parse().unwrap()),
        ids: Ids::real(),
        demo: None,
    };
    let app = App::open(options).await.unwrap();
    for n in 1..=OFFICES {
        let command = || Command { office: office(n), actor: PersonId::PROGRAM, id: app.ids().next() };
        let registered = OfficeRegistered {
            name: format!("Управление {n}"),
            territory: format!("Район {n}"),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        app.register_office(command(), registered, day()).await.unwrap();
        for school in 1..10 {
            let (id, name) = (OrganisationId(Uuid::from_u128(school)), format!("Школа {school}"));
            app.change(command(), |state, _| {
                state.office().add_organisation(id, &name, OrganisationKind::School, day())
            })
            .await
            .unwrap();
        }
    }
    (folder, app)
}

async fn schools(app: &App, n: u128) -> usize {
    app.office(office(n)).await.unwrap().office().organisations().count()
}

#[tokio::test]
async fn the_longest_unused_office_gives_way_and_comes_back_the_same() {
    let (_folder, app) = region().await;
    for n in 1..=OFFICES {
        schools(&app, n).await;
    }
    let all = app.occupied().await;
    assert_eq!((all.offices, all.dropped, all.most), (6, 0, MEMORY));
    let before = app.office(office(1)).await.unwrap().clone();
    // Room for two of six; the one asked for last stays whatever it takes.
    app.bound_memory(all.bytes / 3);
    for n in (1..=OFFICES).rev() {
        assert_eq!(schools(&app, n).await, 9);
    }
    app.make_room().await;
    let now = app.occupied().await;
    assert_eq!((now.offices, now.dropped), (2, 4), "{now:?}");
    assert!(now.bytes <= now.most);
    assert!(app.in_memory(office(2)).await.is_some() && app.in_memory(office(5)).await.is_none());
    for n in 1..=OFFICES {
        assert_eq!(schools(&app, n).await, 9, "folded again");
    }
    assert!(app.occupied().await.offices <= 2);
    assert_eq!(*app.office(office(1)).await.unwrap(), before);
    app.bound_memory(0);
    app.make_room().await;
    assert_eq!(app.occupied().await.offices, 1, "the last one stays");
}

#[tokio::test]
async fn an_office_somebody_works_with_stays() {
    let (_folder, app) = region().await;
    app.bound_memory(0);
    let held = app.office(office(1)).await.unwrap();
    for n in 2..=OFFICES {
        schools(&app, n).await;
    }
    let now = app.occupied().await;
    assert_eq!(now.offices, 2, "the one in use and the last one: {now:?}");
    assert_eq!(held.office().organisations().count(), 9);
    drop(held);
    app.make_room().await;
    assert_eq!(app.occupied().await.offices, 1);
}

#[tokio::test]
async fn an_office_that_nobody_asks_for_is_dropped_after_an_hour() {
    let (_folder, app) = region().await;
    app.clock().advance(Duration::from_secs(40 * 60));
    schools(&app, 3).await;
    assert_eq!(app.drop_idle().await, 0);
    app.clock().advance(Duration::from_secs(21 * 60));
    assert_eq!((app.drop_idle().await, app.occupied().await.offices), (5, 1));
    assert!(app.in_memory(office(3)).await.is_some());
}

#[tokio::test]
async fn lists_of_offices_and_their_summaries_bring_none_into_memory() {
    let (folder, app) = region().await;
    let again = App::open(Options {
        database: folder.path().join("vekha.db").display().to_string(),
        create: false,
        clock: app.clock().clone(),
        ids: Ids::real(),
        demo: None,
    });
    let again = again.await.unwrap();
    let offices = again.offices().await.unwrap();
    assert_eq!(
        offices.iter().map(|o| o.territory.as_str()).collect::<Vec<_>>().join(", "),
        "Район 1, Район 2, Район 3, Район 4, Район 5, Район 6"
    );
    assert_eq!(again.today(office(1)).await.unwrap().to_string(), "2023-04-03");
    assert_eq!(again.region(Default::default()).await.unwrap().len(), 6);
    assert_eq!(again.occupied().await.offices, 0);
}
