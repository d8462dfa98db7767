//! Several who send from one queue: each letter once, and whoever was replaced says nothing more.

use super::{
    post::Post,
    relay,
    server::{Act, Phase, Script},
};
use crate::{
    app::{App, Options},
    reminders::queue::Queue,
    web::tests::OFFICE,
};
use std::{collections::BTreeSet, time::Duration};
use vekha_event_log::{Clock, Ids};

/// Another copy of the program on the same database and with the same clock.
async fn copy(post: &Post) -> App {
    copy_by(post, post.clock().clone()).await
}

async fn copy_by(post: &Post, clock: Clock) -> App {
    let options = Options {
        database: post.town.app.log().path().display().to_string(),
        create: false,
        clock,
        ids: Ids::real(),
        demo: None,
    };
    App::open(options).await.unwrap()
}

#[tokio::test]
async fn two_copies_send_each_letter_once() {
    let post = Post::new().await;
    let ids = post.queue(60).await;
    let other = copy(&post).await;
    let (server, relay) = relay(Script::good()).await;
    let (here, there) = (post.site(relay.clone()), post.site_of(&other, relay));
    let (here, there) = tokio::join!(post.send_by(&here), post.send_by(&there));
    assert_eq!(here.sent + there.sent, 60);
    let letters = server.letters();
    assert_eq!((letters.len(), letters.iter().collect::<BTreeSet<_>>().len()), (60, 60));
    for id in ids {
        assert_eq!(post.delivery(id).await.code(), "sent");
    }
}

#[tokio::test]
async fn a_claim_that_is_over_goes_back_and_its_holder_cannot_begin() {
    let post = Post::new().await;
    post.queue(1).await;
    let (slow, quick) = (Queue::new(&post.town.app, OFFICE), Queue::new(&post.town.app, OFFICE));
    slow.fill().await.unwrap();
    let claim = slow.claim(5).await.unwrap()[0];
    assert!(quick.claim(5).await.unwrap().is_empty());
    post.clock().advance(Duration::from_secs(301));
    assert!(quick.abandoned().await.unwrap().is_empty(), "nothing of it had gone");
    let again = quick.claim(5).await.unwrap()[0];
    assert_eq!(again.attempt, 1);
    assert!(!slow.begin(claim).await.unwrap() && !slow.holds(claim).await.unwrap());
    assert!(quick.begin(again).await.unwrap() && quick.holds(again).await.unwrap());
}

#[tokio::test]
async fn whoever_slept_while_a_letter_went_does_not_speak_over_who_came_after() {
    let post = Post::new().await;
    let id = post.queue(1).await[0];
    let (server, relay) = relay(Script::at(Phase::Dot, Act::Wait)).await;
    let sleeper = post.site(relay.clone());
    let sleeping = tokio::spawn(async move {
        crate::reminders::send(&sleeper, OFFICE, &crate::ending::Ending::default()).await.unwrap();
    });
    server.came(1).await;
    assert_eq!(post.row(id).await.unwrap().state, "in_data");
    post.clock().advance(Duration::from_secs(13 * 60));
    post.send(relay).await;
    assert_eq!(post.delivery(id).await.code(), "uncertain");
    server.release();
    sleeping.await.unwrap();
    assert_eq!(post.delivery(id).await.code(), "uncertain");
    assert_eq!(post.row(id).await.unwrap().state, "unknown");
    assert_eq!(server.letters().len(), 1);
}

#[tokio::test]
async fn an_end_asked_for_gives_back_what_has_not_begun() {
    let post = Post::new().await;
    post.queue(10).await;
    let (server, relay) = relay(Script::at(Phase::Dot, Act::Wait)).await;
    let (site, ending) = (post.site(relay), crate::ending::Ending::default());
    let sending = {
        let ending = ending.clone();
        tokio::spawn(async move { crate::reminders::send(&site, OFFICE, &ending).await.unwrap() })
    };
    server.came(1).await;
    ending.ask();
    server.release();
    assert_eq!(sending.await.unwrap().sent, 1);
    let rows = post.rows().await;
    assert_eq!((rows.len(), rows.iter().filter(|row| row.state == "queued").count()), (9, 9));
}

#[tokio::test]
async fn a_copy_whose_clock_is_far_ahead_takes_no_letter_from_another() {
    let post = Post::new().await;
    post.queue(2).await;
    let right = copy_by(&post, Clock::real()).await;
    if right.log().servers_now().await.unwrap().is_none() {
        return;
    }
    let ahead = copy_by(&post, Clock::wrong_by(chrono::Duration::hours(2))).await;
    let (right, ahead) = (Queue::new(&right, OFFICE), Queue::new(&ahead, OFFICE));
    right.fill().await.unwrap();
    let claims = right.claim(5).await.unwrap();
    assert_eq!(claims.len(), 2);
    assert!(right.begin(claims[0]).await.unwrap());
    assert!(ahead.abandoned().await.unwrap().is_empty(), "the first goes and the second is held");
    assert!(ahead.claim(5).await.unwrap().is_empty());
    assert!(right.begin(claims[1]).await.unwrap() && right.holds(claims[0]).await.unwrap());
}
