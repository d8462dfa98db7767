//! Every way in which a server may fail, at every step: how each letter stands after it.

use super::{
    post::Post,
    relay,
    server::{Act, Phase, Script},
};
use chrono::Duration as Span;
use std::time::Duration;
use vekha_domain::event::Undeliverable;
use vekha_projections::Delivery;

/// Twenty ways to fail.
const ACTS: [Act; 20] = [
    Act::Say("421 4.3.2 closing"),
    Act::Say("450 4.7.1 greylisted"),
    Act::Say("451 4.3.0 try again"),
    Act::Say("452 4.3.1 full"),
    Act::Say("454 4.7.0 not now"),
    Act::Say("455 4.5.4 parameters"),
    Act::Say("450-4.7.1 greylisted\r\n450 4.7.1 come again"),
    Act::Say("500 5.5.2 what"),
    Act::Say("503 5.5.1 order"),
    Act::Say("521 5.3.2 no mail here"),
    Act::Say("550 5.1.1 <kochneva@example.org>: nobody"),
    Act::Say("550-5.1.1 nobody\r\n550 5.1.1 at all"),
    Act::Say("552 5.2.2 kochneva@example.org is full"),
    Act::Say("554 5.6.0 no"),
    Act::Say("what?"),
    Act::Say("999 what"),
    Act::Silence,
    Act::HangUp,
    Act::Reset,
    Act::Half,
];

/// How a letter stands: its delivery, the state of its row, and minutes until the next try.
type Stands = (&'static str, Option<(&'static str, i64)>);

const LATER: Stands = ("queued", Some(("queued", 5)));
const MAYBE: Stands = ("uncertain", Some(("unknown", 24 * 60)));
const NEVER: Stands = ("undeliverable", None);

/// What RELIABILITY says of it.
fn expected(phase: Phase, act: Act) -> (Stands, Option<Undeliverable>) {
    let answer = match act {
        Act::Say(words) => words.chars().next(),
        Act::Silence | Act::HangUp | Act::Reset | Act::Half | Act::Wait => None,
    };
    match (phase, answer) {
        (Phase::Mail | Phase::Data | Phase::Dot, Some('5')) => (NEVER, Some(Undeliverable::LetterRefused)),
        (Phase::Rcpt, Some('5')) => (NEVER, Some(Undeliverable::AddressRefused)),
        (Phase::Dot, Some('4')) => (LATER, None),
        (Phase::Body | Phase::Dot, _) => (MAYBE, None),
        (_, _) => (LATER, None),
    }
}

#[tokio::test]
async fn each_letter_stands_as_it_must_after_every_failure_at_every_step() {
    // Side by side, for some servers are waited for.
    let tried: [usize; 7] = tokio::join!(
        fails_at(Phase::Greeting),
        fails_at(Phase::Ehlo),
        fails_at(Phase::Mail),
        fails_at(Phase::Rcpt),
        fails_at(Phase::Data),
        fails_at(Phase::Body),
        fails_at(Phase::Dot),
    )
    .into();
    let tried: usize = tried.into_iter().sum();
    println!("{tried} failures, every letter as it must be");
    assert_eq!(tried, 6 * 20 + 4);
}

async fn fails_at(phase: Phase) -> usize {
    let post = Post::new().await;
    let mut tried = 0;
    for act in ACTS {
        // Within a letter a server does not speak.
        if phase == Phase::Body && matches!(act, Act::Say(_)) {
            continue;
        }
        let id = post.queue(1).await[0];
        let (server, mut relay) = relay(Script::at(phase, act)).await;
        if act == Act::Silence || (phase, act) == (Phase::Ehlo, Act::Say("what?")) {
            relay.patience = (Duration::from_millis(700), Duration::from_millis(700));
        }
        post.send(relay).await;
        let (stands, cause) = expected(phase, act);
        let (delivery, row) = (post.delivery(id).await, post.row(id).await);
        let now = post.town.app.now();
        let state = row.as_ref().map(|row| (row.state.as_str(), (row.run_at - now).num_minutes()));
        assert_eq!((delivery.code(), state), stands, "{phase:?} {act:?}: {delivery:?} {row:?}");
        if let Delivery::Undeliverable(_, why, _) = &delivery {
            assert_eq!(Some(*why), cause, "{phase:?} {act:?}");
        }
        if let Some(row) = &row {
            assert_eq!(row.attempts, 1, "{phase:?} {act:?}");
        }
        let told = format!("{delivery:?} {row:?}");
        assert!(!told.contains("example.org") && !told.contains("kochneva"), "{told}");
        assert!(server.connections() == 1, "{phase:?} {act:?}");
        tried += 1;
    }
    tried
}

#[tokio::test]
async fn starttls_that_is_refused_is_never_done_without() {
    let post = Post::new().await;
    let id = post.queue(1).await[0];
    let (server, mut relay) = relay(Script::good()).await;
    relay.security = crate::mail::Security::StartTls;
    post.send(relay).await;
    assert_eq!(post.delivery(id).await, Delivery::Queued);
    assert_eq!((post.row(id).await.unwrap().attempts, server.letters().len()), (1, 0));
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_goes_once_more_a_day_later_and_then_never() {
    let post = Post::new().await;
    let id = post.queue(1).await[0];
    let (server, relay) = relay(Script::at(Phase::Dot, Act::HangUp)).await;
    let site = post.site(relay);
    let hours = |hours: i64| Span::hours(hours).to_std().unwrap();
    assert_eq!(post.send_by(&site).await.unknown, 1);
    post.clock().advance(hours(23));
    post.send_by(&site).await;
    assert_eq!(server.letters().len(), 1);
    post.clock().advance(hours(1));
    assert_eq!(post.send_by(&site).await.unknown, 1);
    for _ in 0..8 {
        post.clock().advance(hours(25));
        post.send_by(&site).await;
    }
    let letters = server.letters();
    assert_eq!((letters.len(), &letters[0]), (2, &letters[1]), "the same Message-ID");
    assert_eq!((post.delivery(id).await.code(), post.row(id).await), ("uncertain", None));
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_is_sent_once_the_server_says_so() {
    let post = Post::new().await;
    let id = post.queue(1).await[0];
    let (server, relay) = relay(Script::at(Phase::Dot, Act::Reset)).await;
    let site = post.site(relay);
    post.send_by(&site).await;
    server.say(Script::good());
    post.clock().advance(Duration::from_secs(24 * 3_600));
    assert_eq!(post.send_by(&site).await.sent, 1);
    assert_eq!((post.delivery(id).await.code(), post.row(id).await), ("sent", None));
}
