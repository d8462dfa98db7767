//! What one command's fault, the disk's or the caller's does to the others: nothing.

use crate::support::{Fresh, OFFICE, On, both, command, contents, fresh};
use std::{future::Future, pin::pin, task::Context};
use vekha_event_log::{AppendError, Expected};

both!(
    a_conflict_in_a_batch_is_one_commands_own,
    a_command_sent_twice_at_once_has_one_effect,
    an_event_the_database_refuses_fails_its_command_only,
    after_a_failed_commit_nothing_is_claimed_and_the_retry_settles_it,
    a_caller_who_hangs_up_stops_nothing,
    a_closed_log_says_so,
    a_command_of_thousands_of_events_goes_in_whole,
);

// On the one thread of these tests, commands sent by one `join!` are all waiting before the writer runs: one batch.

async fn a_conflict_in_a_batch_is_one_commands_own(on: On) {
    let Fresh { log, folder: _folder, .. } = fresh(on).await;
    let (first, second, third) = tokio::join!(
        log.append(command(1, "a", Expected::New, [11])),
        log.append(command(2, "a", Expected::New, [21])),
        log.append(command(3, "a", Expected::Exact(1), [31])),
    );
    assert_eq!(first.unwrap().last, 1);
    assert!(matches!(second, Err(AppendError::Conflict { found: 1, .. })), "the first was there before it");
    assert_eq!(third.unwrap().last, 2);
}

async fn a_command_sent_twice_at_once_has_one_effect(on: On) {
    let Fresh { log, folder: _folder, .. } = fresh(on).await;
    let twice = || log.append(command(1, "a", Expected::New, [11]));
    let (first, second) = tokio::join!(twice(), twice());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!((first.repeated, second.repeated), (false, true));
    assert_eq!((first.last, second.last, first.chain_hash), (1, 1, second.chain_hash));
}

async fn an_event_the_database_refuses_fails_its_command_only(on: On) {
    let fresh = fresh(on).await;
    let log = &fresh.log;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let (before, refused, after) = tokio::join!(
        log.append(command(2, "b", Expected::New, [21])),
        log.append(command(3, "b", Expected::Any, [11])),
        log.append(command(4, "b", Expected::Any, [41])),
    );
    assert!(matches!(refused, Err(AppendError::Broken(_))), "event 11 is there already");
    assert_eq!((before.unwrap().last, after.unwrap().last), (2, 3));
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
}

async fn after_a_failed_commit_nothing_is_claimed_and_the_retry_settles_it(on: On) {
    let fresh = fresh(on).await;
    let log = &fresh.log;
    // A deferred foreign key fails at COMMIT and nowhere before.
    fresh
        .sql(
            "CREATE TABLE parents (id INTEGER PRIMARY KEY); \
             CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)",
        )
        .await;
    let poison = match on {
        On::Sqlite => {
            "CREATE TRIGGER poison AFTER INSERT ON commands WHEN NEW.result = 'answer 2' \
             BEGIN INSERT INTO children VALUES (1); END"
        }
        On::Postgres => {
            "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN INSERT INTO children VALUES (1); RETURN NULL; END $$; \
             CREATE TRIGGER poison AFTER INSERT ON commands FOR EACH ROW WHEN (NEW.result = 'answer 2') EXECUTE FUNCTION poison()"
        }
    };
    fresh.sql(poison).await;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let (failed, beside) = tokio::join!(
        log.append(command(2, "a", Expected::Exact(1), [21])),
        log.append(command(3, "b", Expected::New, [31])),
    );
    for (outcome, command) in [(failed, 2), (beside, 3)] {
        assert!(matches!(outcome, Err(AppendError::Unknown { command_id }) if command_id.as_u128() == command));
    }
    assert_eq!(log.head(OFFICE).await.unwrap().position, 1);
    assert_eq!(
        log.append(command(3, "b", Expected::New, [31])).await.unwrap().last,
        2,
        "the next command is not harmed"
    );
    fresh.sql(if on == On::Sqlite { "DROP TRIGGER poison" } else { "DROP TRIGGER poison ON commands" }).await;
    let settled = log.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    assert_eq!((settled.last, settled.repeated), (3, false));
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
}

async fn a_caller_who_hangs_up_stops_nothing(on: On) {
    let Fresh { log, folder: _folder, .. } = fresh(on).await;
    {
        let mut hanging_up = pin!(log.append(command(1, "a", Expected::New, [11])));
        let waits = hanging_up.as_mut().poll(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(waits.is_pending());
    }
    log.append(command(2, "a", Expected::Any, [21])).await.unwrap();
    let payloads: Vec<String> = contents(&log, OFFICE).await.into_iter().map(|(_, _, _, payload)| payload).collect();
    assert_eq!(payloads, ["{\"n\":11}", "{\"n\":21}"]);
}

async fn a_closed_log_says_so(on: On) {
    let Fresh { log, folder: _folder, .. } = fresh(on).await;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let (waiting, ()) = tokio::join!(log.append(command(3, "b", Expected::New, [31])), log.close());
    assert_eq!(waiting.unwrap().last, 2, "what was sent before is recorded");
    assert!(matches!(log.append(command(2, "a", Expected::Any, [21])).await, Err(AppendError::Closed)));
}

async fn a_command_of_thousands_of_events_goes_in_whole(on: On) {
    let Fresh { log, folder: _folder, .. } = fresh(on).await;
    let done = log.append(command(1, "a", Expected::New, 1..=4_500)).await.unwrap();
    assert_eq!((done.first, done.last), (1, 4_500));
    let read = contents(&log, OFFICE).await;
    assert!(read.iter().zip(1..).all(|((position, _, version, _), n)| (*position, *version) == (n, n)));
    assert_eq!(read.len(), 4_500);
    let mut export = Vec::new();
    assert_eq!(log.export(OFFICE, &mut export).await.unwrap(), 4_500);
    assert_eq!(export.iter().filter(|byte| **byte == b'\n').count(), 4_500);
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
}
