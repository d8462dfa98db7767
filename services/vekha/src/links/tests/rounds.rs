//! Rounds of looks in a town: what is due, how much a day, what is recorded and kept.

use super::{
    super::{Wish, kept, look_at_due},
    checker,
    server::{DOCUMENT, Server},
};
use crate::{
    ending::Ending,
    web::tests::{ACTIVITY, OFFICE, Town, day},
};
use chrono::TimeDelta;
use uuid::Uuid;
use vekha_domain::{
    activity::Report,
    audit::Checking,
    event::{Executor, LinkState, Party},
    ids::{MarkId, PersonId},
    proof::ProofLink,
};
use vekha_projections::{Scope, View};

/// A town whose only activity is marked, with these documents of the server.
async fn marked(server: &Server, paths: &[&str]) -> Town {
    let town = Town::new().await;
    let links: Vec<ProofLink> = paths.iter().map(|path| super::link(server, path)).collect();
    mark(&town, &links).await;
    town
}

/// Marks the town's activity, done on 30.03.2023 by those named together.
pub(crate) async fn mark(town: &Town, links: &[ProofLink]) {
    town.assign(Party::Person(PersonId(Uuid::from_u128(9)))).await;
    let report = Report {
        occurrence: 1,
        executor: Executor::Joint,
        performed_on: day("2023-03-30"),
        links: links.to_vec(),
        note: None,
    };
    town.decide(|state| {
        state.activity(ACTIVITY).unwrap().complete(MARK, report.clone(), state.office(), day("2023-04-03"))
    })
    .await;
}

async fn set(town: &Town, checking: Checking) {
    let today = town.app.today(OFFICE).await.unwrap();
    town.decide(|state| state.audit().check_links(checking, today)).await;
}

async fn round(town: &Town, wish: Wish) -> usize {
    look_at_due(&town.app, &checker(), OFFICE, wish, &Ending::default()).await.unwrap().len()
}

/// The mark.
pub(crate) const MARK: MarkId = MarkId(Uuid::from_u128(40));
const ON: Checking = Checking { on: true, copies: false, days: 30, budget: 200 };

#[tokio::test]
async fn nothing_is_asked_until_the_office_says_so_and_then_each_once_in_so_many_days() {
    let server = Server::start().await;
    let town = marked(&server, &["/document", "/404"]).await;
    assert_eq!((round(&town, Wish::default()).await, server.connections()), (0, 0));
    set(&town, ON).await;
    assert_eq!(round(&town, Wish::default()).await, 2);
    assert_eq!(round(&town, Wish::default()).await, 0, "looked at today already");
    let known = town.app.office(OFFICE).await.unwrap();
    let (today, activity) = (known.local_day(town.app.now()), known.activity(ACTIVITY).unwrap());
    let states: Vec<_> = activity.mark(MARK).unwrap().proofs.iter().map(|proof| proof.state()).collect();
    assert_eq!(states, [Some(LinkState::Opens), Some(LinkState::NotFound)]);
    let figures = View::new(&known, today).fulfilment(&Scope::office());
    assert_eq!((figures.done, figures.evidenced, figures.unchecked), (1, 1, 0), "a dead link takes no mark away");
    drop(known);
    town.app.clock().advance((TimeDelta::days(29)).to_std().unwrap());
    assert_eq!(round(&town, Wish::default()).await, 0);
    town.app.clock().advance((TimeDelta::days(1)).to_std().unwrap());
    assert_eq!(round(&town, Wish::default()).await, 2);
    assert_eq!(server.connections(), 4);
}

#[tokio::test]
async fn the_budget_of_a_day_is_counted_from_the_log_and_the_rest_waits_for_tomorrow() {
    let server = Server::start().await;
    let town = marked(&server, &["/document", "/document?2", "/404", "/410", "/403"]).await;
    set(&town, Checking { budget: 2, ..ON }).await;
    assert_eq!(round(&town, Wish { limit: Some(1), anyway: false }).await, 1);
    assert_eq!(round(&town, Wish::default()).await, 1, "one is left of today");
    assert_eq!(round(&town, Wish::default()).await, 0);
    town.app.clock().advance((TimeDelta::days(1)).to_std().unwrap());
    assert_eq!(round(&town, Wish::default()).await, 2);
    set(&town, Checking { on: false, ..ON }).await;
    assert_eq!(round(&town, Wish::default()).await, 0);
    assert_eq!(round(&town, Wish { limit: None, anyway: true }).await, 1, "asked for by hand");
}

#[tokio::test]
async fn a_copy_is_kept_once_by_what_it_is_when_the_office_wants_copies() {
    let server = Server::start().await;
    let town = marked(&server, &["/document", "/found", "/huge"]).await;
    set(&town, Checking { copies: true, ..ON }).await;
    assert_eq!(round(&town, Wish::default()).await, 3);
    let known = town.app.office(OFFICE).await.unwrap();
    let proofs = &known.activity(ACTIVITY).unwrap().mark(MARK).unwrap().proofs;
    let looks: Vec<_> = proofs.iter().map(|proof| proof.checks[0].clone()).collect();
    drop(known);
    assert_eq!((looks[0].kept, looks[1].kept, looks[2].kept), (true, true, false));
    assert_eq!((&looks[0].sha256, &looks[2].sha256), (&looks[1].sha256, &None));
    let sha256 = looks[0].sha256.clone().unwrap();
    assert_eq!(kept(&town.app, &sha256).await.unwrap().unwrap(), DOCUMENT.as_bytes());
    let rows: i64 =
        sqlx::query_scalar("SELECT count(*) FROM kept_copies").fetch_one(town.app.log().reader()).await.unwrap();
    assert_eq!(rows, 1);
    for nothing in ["", "zz", &"0".repeat(64), &"я".repeat(32)] {
        assert_eq!(kept(&town.app, nothing).await.unwrap(), None);
    }
}
