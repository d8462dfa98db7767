//! Of many offices only that is folded whose roadmap is named, however it is named.

use super::*;
use crate::app::{Command, Options};
use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{
    event::{OfficeRegistered, RoadmapAdopted},
    ids::PersonId,
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Clock, Ids};

const OURS: (OfficeId, RoadmapId) = (OfficeId(Uuid::from_u128(1)), RoadmapId(Uuid::from_u128(11)));
const OTHER: (OfficeId, RoadmapId) = (OfficeId(Uuid::from_u128(2)), RoadmapId(Uuid::from_u128(12)));

fn day() -> NaiveDate {
    "2022-11-08".parse().unwrap()
}

async fn open(folder: &tempfile::TempDir) -> App {
    let clock = Clock::manual("2023-04-03T09:00:00Z".parse().unwrap());
    let database = folder.path().join("vekha.db").display().to_string();
    App::open(Options { database, create: true, clock, ids: Ids::real(), demo: None }).await.unwrap()
}

/// Two offices, each with a roadmap.
async fn region() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    for ((office, roadmap), territory, title, number) in
        [(OURS, "Северский район", "Качество", "1298"), (OTHER, "Город Краснодар", "Объективность", "77")]
    {
        let command = || Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let registered = OfficeRegistered {
            name: "Управление образования".to_owned(),
            territory: territory.to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        app.register_office(command(), registered, day()).await.unwrap();
        let mut changes = Roadmap::draft(roadmap, title, None, day()).unwrap();
        let to = "2024-12-31".parse().unwrap();
        let order = RoadmapAdopted { number: Some(number.to_owned()), date: Some(day()), from: day(), to };
        changes.push(vekha_domain::event::Change::new(Stream::Roadmap(roadmap), day(), order));
        app.change(command(), |_, _| Ok(changes.clone())).await.unwrap();
    }
    folder
}

#[tokio::test]
async fn a_roadmap_is_found_by_any_of_its_names_and_its_office_alone_is_folded() {
    let folder = region().await;
    for words in [&OURS.1.to_string(), "1298", "качество", "северский"] {
        let app = open(&folder).await;
        assert_eq!(meant(&app, Some(words)).await.unwrap(), [OURS], "{words}");
        assert_eq!(app.occupied().await.offices, 0, "{words}: found without folding");
        let times = Times { as_of: None, known_at: None };
        let (_, title, asked) = about(&app, OURS.0, OURS.1, &times).await.unwrap();
        assert_eq!((title.as_str(), asked.known.roadmaps().count()), ("Качество", 1));
        assert_eq!(app.occupied().await.offices, 1, "{words}");
    }
}

#[tokio::test]
async fn words_that_mean_several_roadmaps_or_none_are_refused_with_all_there_are() {
    let folder = region().await;
    let app = open(&folder).await;
    for words in ["район, которого нет", "о"] {
        let refused = meant(&app, Some(words)).await;
        let Err(crate::cli::Failure::Use(sentence)) = refused else { panic!("{words}: {refused:?}") };
        assert!(sentence.contains(&OURS.1.to_string()) && sentence.contains("Город Краснодар"), "{sentence}");
    }
    assert_eq!(meant(&app, None).await.unwrap(), [OTHER, OURS], "all, by territory");
    assert_eq!(app.occupied().await.offices, 0);
}

#[test]
fn every_division_of_the_pages_is_one_of_the_command_line() {
    for by in By::ALL {
        let command = Fulfilment::augment_args(clap::Command::new("fulfilment"));
        let given = command.try_get_matches_from(["fulfilment", "--by", by.code()]).unwrap();
        assert_eq!(given.get_one::<By>("by"), Some(&by));
    }
}
