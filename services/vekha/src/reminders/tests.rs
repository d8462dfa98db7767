//! Letters on their way, against servers that misbehave.

mod holders;
pub(crate) mod post;
mod server;
mod states;

use crate::mail::{Relay, Security};
use post::Post;
use server::{Act, Phase, Script, Server};
use std::time::Duration;
use vekha_projections::Delivery;

/// A server of this script, and the way to it.
async fn relay(script: Script) -> (Server, Relay) {
    let server = Server::start(script).await;
    let mut relay = Relay::new("127.0.0.1".to_owned(), server.port, Security::Plain);
    relay.patience = (Duration::from_secs(20), Duration::from_secs(20));
    (server, relay)
}

#[tokio::test]
async fn letters_go_over_one_connection_while_the_server_keeps_it() {
    let post = Post::new().await;
    let ids = post.queue(12).await;
    let (server, relay) = relay(Script::good()).await;
    assert_eq!(post.send(relay).await.sent, 12);
    assert_eq!((server.connections(), server.letters().len()), (1, 12));
    for id in ids {
        assert!(matches!(post.delivery(id).await, Delivery::Sent(_, answer) if answer == "250 2.0.0 taken"));
        assert_eq!(post.row(id).await, None);
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_between_letters_gets_the_next_over_a_new_connection() {
    let post = Post::new().await;
    post.queue(3).await;
    let (server, relay) = relay(Script { hangs_up_after_each: true, ..Script::good() }).await;
    assert_eq!(post.send(relay).await.sent, 3);
    assert_eq!((server.connections(), server.letters().len()), (3, 3));
}

#[tokio::test]
async fn a_server_that_does_not_answer_rests_instead_of_every_letter_waiting_for_it() {
    let post = Post::new().await;
    let ids = post.queue(10).await;
    let (server, mut relay) = relay(Script::at(Phase::Greeting, Act::Silence)).await;
    relay.patience.0 = Duration::from_millis(200);
    let site = post.site(relay);
    assert_eq!(post.send_by(&site).await.later, 1);
    assert_eq!(server.connections(), 1);
    let rows = post.rows().await;
    assert_eq!((rows.len(), rows.iter().filter(|row| row.attempts == 0 && row.state == "queued").count()), (10, 9));
    // Not yet, then once more, then after twice as long.
    for (seconds, connections) in [(59, 1), (1, 2), (119, 2), (1, 3)] {
        post.clock().advance(Duration::from_secs(seconds));
        post.send_by(&site).await;
        assert_eq!(server.connections(), connections);
    }
    server.say(Script::good());
    post.clock().advance(Duration::from_secs(3_600));
    assert_eq!(post.send_by(&site).await.sent, 10);
    assert_eq!(server.letters().len(), ids.len());
}

#[tokio::test]
async fn a_server_that_lets_nobody_sign_in_rests_and_no_letter_pays_for_it() {
    let post = Post::new().await;
    let ids = post.queue(5).await;
    let (server, mut relay) = relay(Script::at(Phase::Auth, Act::Say("535 5.7.8 wrong password"))).await;
    relay.credentials = Some(("vekha".to_owned(), "secret".to_owned()));
    let site = post.site(relay);
    for _ in 0..3 {
        post.send_by(&site).await;
    }
    assert_eq!(server.connections(), 1);
    assert!(post.rows().await.iter().all(|row| row.state == "queued" && row.attempts == 0));
    server.say(Script::good());
    post.clock().advance(Duration::from_secs(301));
    assert_eq!(post.send_by(&site).await.sent, ids.len());
}

#[tokio::test]
async fn a_letter_that_is_put_off_goes_later_and_later_and_is_given_up_after_five_days() {
    let post = Post::new().await;
    let id = post.queue(1).await[0];
    let (server, relay) = relay(Script::at(Phase::Rcpt, Act::Say("450 4.7.1 greylisted"))).await;
    let site = post.site(relay);
    let (begun, mut tries) = (post.town.app.now(), vec![0]);
    post.send_by(&site).await;
    while let Some(row) = post.row(id).await {
        post.clock().set(row.run_at - chrono::Duration::seconds(1));
        post.send_by(&site).await;
        assert_eq!(server.connections(), tries.len(), "too early");
        post.clock().set(row.run_at);
        post.send_by(&site).await;
        tries.push((row.run_at - begun).num_minutes());
    }
    assert_eq!(server.connections(), tries.len());
    assert_eq!(tries[..5], [0, 5, 35, 155, 335]);
    let last = tries.last().copied().unwrap();
    assert!((4 * 24 * 60..=5 * 24 * 60).contains(&last), "{last}");
    let given_up = post.delivery(id).await;
    assert_eq!(given_up.code(), "undeliverable");
    assert!(matches!(given_up, Delivery::Undeliverable(_, vekha_domain::event::Undeliverable::GivenUp, _)));
}

#[tokio::test]
async fn a_recipient_without_an_address_and_a_settled_letter_reach_no_server() {
    let post = Post::new().await;
    let (nobody, gone) = (post.queue_to_nobody().await, post.queue(1).await[0]);
    let (server, relay) = relay(Script::good()).await;
    assert_eq!(post.send(relay.clone()).await.undeliverable, 1);
    assert!(matches!(
        post.delivery(nobody).await,
        Delivery::Undeliverable(_, vekha_domain::event::Undeliverable::NoAddress, _)
    ));
    assert_eq!(server.letters().len(), 1);
    // A row that a crash left behind after the event: the letter is not sent again.
    post.leave_a_row(gone).await;
    post.send(relay).await;
    assert_eq!((server.letters().len(), post.rows().await), (1, Vec::new()));
}
