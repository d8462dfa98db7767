//! Moving from one database to another, of the other kind too: the same heads, and nothing over what is not an earlier copy.

use crate::support::{Fresh, OFFICE, OTHER, On, address, both, command, contents, fresh, open, postgres};
use std::{future::poll_fn, pin::pin, task::Poll};
use vekha_event_log::{Append, BreakKind, CopyError, EventLog, Expected, Id};

both!(everything_is_carried_and_a_stopped_copy_goes_on, what_is_no_earlier_copy_is_left_alone);

/// Three pages of events and a little of each other kind of row.
async fn filled(on: On) -> Fresh {
    let fresh = fresh(on).await;
    for n in 0..25 {
        fresh.log.append(command(n, "a", Expected::Any, n * 100 + 1..=n * 100 + 99)).await.unwrap();
    }
    let few = Append { log: OTHER, ..command(3, "ё", Expected::New, [9_001, 9_002]) };
    fresh.log.append(few).await.unwrap();
    let account = Id(uuid::Uuid::from_u128(5));
    sqlx::query("INSERT INTO accounts (account_id, login, password, person_id, log_id, created_at) VALUES ($1, 'ёж', '', $1, $1, 7)")
        .bind(account)
        .execute(fresh.log.writer())
        .await
        .unwrap();
    let sql = "INSERT INTO kept_copies (sha256, content, content_type, size, first_seen_at) VALUES ($1, $1, 'text/plain', 16, 1)";
    sqlx::query(sql).bind(account).execute(fresh.log.writer()).await.unwrap();
    fresh
}

fn other(on: On) -> On {
    match on {
        On::Sqlite if postgres::shared().is_some() => On::Postgres,
        On::Sqlite | On::Postgres => On::Sqlite,
    }
}

async fn everything_is_carried_and_a_stopped_copy_goes_on(on: On) {
    let from = filled(on).await;
    let folder = tempfile::tempdir().unwrap();
    let to = open(&address(other(on), folder.path()), &from.clock).await;
    // Dropped after its first page, as if the program had been killed.
    let mut pages = 0;
    {
        let (heard, told) = std::sync::mpsc::channel();
        let mut copying = pin!(from.log.copy_to(&to, move |_, position| heard.send(position).unwrap()));
        poll_fn(|context| {
            let done = copying.as_mut().poll(context);
            assert!(done.is_pending(), "not so soon");
            pages += told.try_iter().count();
            if pages > 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
    assert!(to.head(OFFICE).await.unwrap().position >= 1_000);
    let mut heard = Vec::new();
    let heads = from.log.copy_to(&to, |log, position| heard.push((log, position))).await.unwrap();
    assert!(heard.len() < 4 && heard[0].1 > 1_000, "it went on where it was: {heard:?}");
    assert_eq!(heads, [from.log.head(OFFICE).await.unwrap(), from.log.head(OTHER).await.unwrap()]);
    assert_eq!(heads, [to.head(OFFICE).await.unwrap(), to.head(OTHER).await.unwrap()]);
    assert_eq!(contents(&from.log, OFFICE).await, contents(&to, OFFICE).await);
    let login: String = sqlx::query_scalar("SELECT login FROM accounts").fetch_one(to.reader()).await.unwrap();
    let kept: Vec<u8> = sqlx::query_scalar("SELECT content FROM kept_copies").fetch_one(to.reader()).await.unwrap();
    assert_eq!((login.as_str(), kept.len()), ("ёж", 16));
    // The copy is in use: what was answered is known, and the log goes on. Back again it is the same log.
    assert!(to.append(command(24, "a", Expected::New, [1])).await.unwrap().repeated);
    to.append(command(99, "a", Expected::Any, [9_900])).await.unwrap();
    to.copy_to(&from.log, |_, _| ()).await.unwrap();
    assert_eq!(from.log.head(OFFICE).await.unwrap(), to.head(OFFICE).await.unwrap());
    from.log.copy_to(&to, |_, _| panic!("nothing is left to carry")).await.unwrap();
}

async fn what_is_no_earlier_copy_is_left_alone(on: On) {
    let from = filled(on).await;
    let refused = async |to: &EventLog| from.log.copy_to(to, |_, _| ()).await.unwrap_err();
    // Another history, and a longer one.
    let there = fresh(other(on)).await;
    there.log.append(command(1, "a", Expected::New, [1])).await.unwrap();
    assert!(matches!(refused(&there.log).await, CopyError::Other { position: 1, .. }));
    assert_eq!(there.log.head(OFFICE).await.unwrap().position, 1);
    // Accounts of its own.
    let there = fresh(other(on)).await;
    there.sql("INSERT INTO accounts (account_id, login, password, person_id, log_id, created_at) VALUES (x'05', 'a', '', x'05', x'05', 7)").await;
    assert!(matches!(refused(&there.log).await, CopyError::Inhabited));
    assert!(there.log.logs().await.unwrap().is_empty());
    // A damaged log is not carried on.
    let there = fresh(other(on)).await;
    let free = if on == On::Sqlite {
        "DROP TRIGGER events_are_not_edited;"
    } else {
        "ALTER TABLE events DISABLE TRIGGER USER;"
    };
    from.sql(&format!("{free} UPDATE events SET payload = '[]' WHERE position = 1500")).await;
    assert!(matches!(refused(&there.log).await, CopyError::Damaged { position: 1_500, kind: BreakKind::Leaf, .. }));
    assert_eq!(there.log.head(OFFICE).await.unwrap().position, 1_000);
}
