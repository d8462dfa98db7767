//! The demonstration as its visitors find it: the same everywhere, like a real year, and robust to what they do.

mod scored;
mod ten_years;

use super::{
    agenda::{Deed, ERRANDS},
    *,
};
use crate::{accounts as sign_ins, app::Command};
use chrono::NaiveDate;
use std::{collections::BTreeMap, os::unix::fs::PermissionsExt};
use tempfile::TempDir;
use uuid::Uuid;
use vekha_domain::{
    event::{Basis, Event, Executor, LinkState, Role},
    ids::{OrganisationId, PersonId},
};
use vekha_projections::{Figures, Scope, View};

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00+03:00").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Some of the offices in a folder of their own.
async fn lived(seeds: &'static [Seed], goes: &[&str]) -> (TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = at_its_beginning(folder.path()).await.unwrap();
    for (number, until) in goes.iter().enumerate() {
        match number {
            0 => begin(&app, seeds, at(until)).await.unwrap(),
            _ => live(&app, seeds, at(until), Post::Past).await.unwrap(),
        }
    }
    (folder, app)
}

async fn heads(app: &App, seeds: &[Seed]) -> Vec<(u64, String)> {
    let mut heads = Vec::new();
    for seed in seeds {
        let head = app.log().head(LogId(seed.office_id().0)).await.unwrap();
        heads.push((head.position, head.chain_hash.to_string()));
    }
    heads
}

fn the(folder: &str) -> &'static [Seed] {
    let all = seeds().unwrap();
    std::slice::from_ref(all.iter().find(|seed| seed.folder == folder).unwrap())
}

async fn figures(app: &App, seed: &Seed, as_of: &str) -> Figures {
    let known = app.office(seed.office_id()).await.unwrap();
    View::new(&known, day(as_of)).fulfilment(&Scope::office())
}

async fn kinds(app: &App, seed: &Seed) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for event in app.events(seed.office_id(), None, None).await.unwrap() {
        *kinds.entry(event.event.kind().to_owned()).or_insert(0) += 1;
    }
    kinds
}

#[tokio::test]
async fn a_year_lived_in_one_go_and_in_three_is_the_same_to_the_last_hash() {
    let seeds = the("korenovsk");
    let (_one, once) = lived(seeds, &["2021-10-15T10:00"]).await;
    let stops = ["2020-12-31T23:00", "2021-03-19T10:30", "2021-10-15T10:00"];
    let (_three, thrice) = lived(seeds, &stops).await;
    let lived = heads(&once, seeds).await;
    assert!(lived[0].0 > 1_000, "{lived:?}");
    assert_eq!(heads(&thrice, seeds).await, lived);
    assert_eq!(thrice.now(), at("2021-10-15T10:00"));
}

#[tokio::test]
async fn a_life_that_broke_off_in_the_middle_of_a_moment_goes_on_as_if_it_had_not() {
    let seeds = the("korenovsk");
    let until = "2021-03-30T12:00";
    let (_whole, whole) = lived(seeds, &[until]).await;
    let (folder, app) = lived(seeds, &["2021-03-22T08:00"]).await;
    for (moment, instant) in Moment::between(app.now(), at(until)) {
        let mut life = Life::new(&seeds[0]);
        let known = app.office(life.office).await.unwrap();
        let deeds = life.agenda.ahead(&known);
        let gatherings = life.gatherings(&known, &deeds, moment);
        let due: Vec<Deed> = deeds.into_iter().filter(|deed| deed.at <= moment).collect();
        drop(known);
        app.clock().set(instant);
        let errand = ERRANDS.into_iter().find(|errand| due.iter().any(|deed| deed.act.errand() == *errand));
        let mut of_errand = due.iter().filter(|deed| Some(deed.act.errand()) == errand).cloned();
        let first = of_errand.next();
        let (of_first, others): (Vec<Deed>, Vec<Deed>) = first
            .iter()
            .cloned()
            .chain(of_errand)
            .partition(|deed| Some(deed.actor) == first.as_ref().map(|d| d.actor));
        // Of several people one gets through, then the machine stops.
        if !others.is_empty() {
            life.tell(&app, moment).await.unwrap();
            life.gather(&app, moment, gatherings).await.unwrap();
            life.run(&app, moment, of_first).await.unwrap();
            break;
        }
        life.act(&app, moment, Post::Past).await.unwrap();
    }
    assert!(app.now() < at(until), "nothing was broken off");
    app.log().close().await;
    let again = at_its_beginning(folder.path()).await.unwrap();
    begin(&again, seeds, at(until)).await.unwrap();
    assert_eq!(heads(&again, seeds).await, heads(&whole, seeds).await);
}

#[tokio::test]
async fn four_years_look_like_real_ones_and_a_second_opening_changes_nothing() {
    let seeds = seeds().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path(), at("2024-12-31T18:00")).await.unwrap();
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for seed in seeds {
        assert!(app.office(seed.office_id()).await.unwrap().office().demonstration);
        for as_of in ["2021-12-31", "2023-03-31", "2023-07-05", "2023-12-29", "2024-06-30"] {
            let figures = figures(&app, seed, as_of).await;
            let Some(completeness) = figures.completeness() else { continue };
            let (timely, fulfilled) = (figures.timeliness().unwrap(), figures.fulfilment().unwrap());
            assert!(fulfilled <= timely && timely <= completeness, "{}, {as_of}: {figures:?}", seed.folder);
            let usual = (0.75..1.0).contains(&completeness) && (0.55..0.95).contains(&fulfilled);
            assert!(usual, "{}, {as_of}: {figures:?}", seed.folder);
        }
        let kinds = kinds(&app, seed).await;
        let count = |kind: &str| kinds.get(kind).copied().unwrap_or_default();
        let told = &seed.history;
        let applied = [
            "deadline_moved",
            "occurrence_scheduled",
            "activity_withdrawn",
            "responsible_released",
            "organisation_closed",
        ];
        let counts = [
            &told.moves.len(),
            &told.schedules.len(),
            &told.withdrawals.len(),
            &told.handovers.len(),
            &told.closures.len(),
        ];
        assert_eq!(applied.map(count), counts.map(|n| *n), "{}: everything told has come to pass", seed.folder);
        kinds.into_iter().for_each(|(kind, n)| *all.entry(kind).or_default() += n);
    }
    for kind in ["completion_returned", "proof_link_added", "proof_link_removed", "completion_accepted"] {
        assert!(all.get(kind).is_some_and(|n| *n >= 10), "{kind}: {all:?}");
    }
    let before = heads(&app, seeds).await;
    app.log().close().await;
    let again = open(folder.path(), at("2023-07-05T09:00")).await.unwrap();
    assert_eq!(heads(&again, seeds).await, before);
    assert!(again.now() > at("2024-12-28T00:00"), "the clock never goes back: {}", again.now());
}

#[tokio::test]
async fn a_silent_school_is_overdue_and_a_dead_document_is_seen() {
    let (_folder, app) = lived(the("korenovsk"), &["2021-12-31T18:00"]).await;
    let seed = &the("korenovsk")[0];
    let silent: OrganisationId = seed.organisation_id(&seed.history.silent[0].organisation);
    let known = app.office(seed.office_id()).await.unwrap();
    let view = View::new(&known, day("2021-12-31"));
    let of_school = |o: &&vekha_projections::Obligation| o.executor == Executor::Member(silent);
    let obligations = view.obligations(&Scope::office());
    assert!(obligations.iter().filter(of_school).count() > 5);
    assert!(obligations.iter().filter(of_school).all(|o| o.mark.is_none()));
    let late = obligations.iter().filter(|o| o.state == vekha_projections::State::DoneLate).count();
    assert!(late > 10, "{late} late");
    drop(known);
    let events = app.events(seed.office_id(), None, None).await.unwrap();
    let dead = |e: &&vekha_domain::event::Recorded| matches!(&e.event, Event::ProofLinkChecked(c) if c.state == LinkState::NotFound);
    assert!(events.iter().filter(dead).count() > 5);
    assert!(events.is_sorted_by_key(|event| event.recorded_at));
    for event in &events {
        if let Event::CompletionReported(mark) = &event.event {
            assert!(
                mark.links
                    .iter()
                    .all(|link| link.host().ends_with(".korenovsk.example.org") || link.host() == seed.office.site)
            );
            assert_ne!(event.actor, PersonId::PROGRAM);
        }
    }
}

#[tokio::test]
async fn what_a_visitor_does_does_not_stop_the_clock() {
    let seeds = the("smolensk");
    let seed = &seeds[0];
    let (_folder, app) = lived(seeds, &["2023-03-15T09:00"]).await;
    let basis = Basis { words: "Распоряжение № 1".to_owned(), date: day("2023-03-15") };
    let moved_later = seed.history.moves.iter().find(|m| m.on > day("2023-03-15")).unwrap();
    let command = Command { office: seed.office_id(), actor: seed.coordinator(), id: Uuid::from_u128(7) };
    let withdrawn = app.change(command, |state, _| {
        let mut all = state.roadmaps().flat_map(|roadmap| state.activities(roadmap.id));
        all.find(|activity| activity.number == moved_later.number).unwrap().withdraw(basis.clone())
    });
    assert_eq!(withdrawn.await.unwrap().events, 1);
    let before = heads(&app, seeds).await;
    live(&app, seeds, at("2023-03-01T00:00"), Post::Past).await.unwrap();
    assert_eq!(heads(&app, seeds).await, before, "an earlier moment changes nothing");
    live(&app, seeds, at("2023-09-01T12:00"), Post::Past).await.unwrap();
    assert!(heads(&app, seeds).await[0].0 > before[0].0);
}

#[tokio::test]
async fn the_card_holds_every_sign_in_with_a_token_that_works() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path(), at("2020-11-02T18:00")).await.unwrap();
    let shown = accounts().unwrap();
    for role in [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Region, Role::Administrator] {
        assert!(shown.iter().any(|account| account.role == role), "{role:?}");
    }
    write_card(&app, "http://127.0.0.1:8080").await.unwrap();
    let path = folder.path().join("demo.json");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let first: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(first["base_url"], "http://127.0.0.1:8080");
    assert_eq!(first["accounts"].as_array().unwrap().len(), shown.len());
    for (account, shown) in first["accounts"].as_array().unwrap().iter().zip(&shown) {
        let found = sign_ins::by_token(&app, account["api_token"].as_str().unwrap()).await.unwrap().unwrap();
        assert_eq!(
            (found.login.as_str(), account["office"].as_str()),
            (shown.login.as_str(), Some(shown.territory.as_str()))
        );
        let names = app.names(found.office).await.unwrap();
        assert_eq!(names.name(found.person), Some(shown.name.as_str()));
        let known = app.office(found.office).await.unwrap();
        assert!(known.person(found.person).unwrap().roles.contains(&shown.role));
    }
    let head = shown.iter().find(|account| account.role == Role::Head).unwrap();
    assert!(sign_ins::check(&app, &head.login, &head.password).await.unwrap().is_some());
    write_card(&app, "http://127.0.0.1:8080").await.unwrap();
    let second: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_ne!(first["accounts"][0]["api_token"], second["accounts"][0]["api_token"], "fresh at each start");
    let before = heads(&app, seeds().unwrap()).await;
    app.log().close().await;
    let again = open(folder.path(), at("2020-11-02T18:00")).await.unwrap();
    assert_eq!(heads(&again, seeds().unwrap()).await, before, "nobody is registered twice");
}
