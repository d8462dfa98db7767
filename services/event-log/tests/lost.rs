//! A PostgreSQL that fails, is held up or does not answer: what was answered stays, what was not is settled by the same command again.

use crate::{
    server::{name, server},
    support::{OFFICE, On, command, contents, fresh, morning, open, postgres},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use vekha_event_log::{AppendError, Clock, Expected};

#[tokio::test]
async fn a_log_held_by_another_program_is_busy_and_goes_on_afterwards() {
    let _server = server!();
    let fresh = fresh(On::Postgres).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let mut holder = fresh.log.writer().begin().await.unwrap();
    sqlx::query("SELECT position FROM log_head FOR UPDATE").execute(&mut *holder).await.unwrap();
    assert!(matches!(fresh.log.append(command(2, "a", Expected::Any, [21])).await, Err(AppendError::Busy)));
    assert_eq!(fresh.log.head(OFFICE).await.unwrap().position, 1, "readers wait for nobody");
    holder.rollback().await.unwrap();
    assert_eq!(fresh.log.append(command(2, "a", Expected::Any, [21])).await.unwrap().last, 2);
}

#[tokio::test]
async fn a_connection_that_ends_at_the_commit_leaves_it_unknown_and_the_retry_settles_it() {
    let _server = server!();
    let fresh = fresh(On::Postgres).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    fresh
        .sql(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$; \
             CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON commands DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()",
        )
        .await;
    let unknown = fresh.log.append(command(2, "a", Expected::Exact(1), [21])).await;
    assert!(matches!(unknown, Err(AppendError::Unknown { command_id }) if command_id.as_u128() == 2), "{unknown:?}");
    fresh.sql("DROP TRIGGER cut ON commands").await;
    let settled = fresh.log.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    assert_eq!((settled.last, settled.repeated), (2, false));
}

/// A port that passes everything on to the server, until a COMMIT goes by while `armed`: that gets there, its answer does not come back.
async fn losing_answers(server: u16, armed: Arc<AtomicBool>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(passed_on(client, server, armed.clone()));
        }
    });
    port
}

async fn passed_on(mut client: TcpStream, server: u16, armed: Arc<AtomicBool>) -> std::io::Result<()> {
    let mut server = TcpStream::connect(("127.0.0.1", server)).await?;
    let (mut asked, mut said) = ([0; 65_536], [0; 65_536]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let asked = &asked[..read?];
                server.write_all(asked).await?;
                let commit = asked.windows(6).any(|word| word == b"COMMIT") && armed.swap(false, Ordering::SeqCst);
                if asked.is_empty() || (commit && server.read(&mut said).await? > 0) {
                    return Ok(());
                }
            }
            read = server.read(&mut said) => match &said[..read?] {
                [] => return Ok(()),
                said => client.write_all(said).await?,
            },
        }
    }
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_unknown_and_the_retry_gets_the_first_answer() {
    let server = server!();
    let armed = Arc::new(AtomicBool::new(false));
    let port = losing_answers(server.port(), armed.clone()).await;
    let address = server.database().replace(&format!(":{}/", server.port()), &format!(":{port}/"));
    let log = open(&address, &Clock::manual(morning())).await;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    armed.store(true, Ordering::SeqCst);
    let unknown = log.append(command(2, "a", Expected::Exact(1), [21])).await;
    assert!(matches!(unknown, Err(AppendError::Unknown { command_id }) if command_id.as_u128() == 2), "{unknown:?}");
    let settled = log.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    assert_eq!((settled.last, settled.repeated), (2, true), "it had been recorded");
    assert_eq!(contents(&log, OFFICE).await.len(), 2);
}

#[tokio::test]
async fn a_server_started_anew_loses_nothing_answered_and_goes_on() {
    let Some(own) = postgres::Server::start() else { return };
    let address = own.database();
    let log = open(&address, &Clock::manual(morning())).await;
    for n in 1..=20 {
        log.append(command(n, "a", Expected::Any, [n * 10, n * 10 + 1])).await.unwrap();
    }
    own.kill();
    let away = log.append(command(21, "a", Expected::Any, [210])).await;
    assert!(matches!(away, Err(AppendError::Away(_))), "nothing was recorded, and it says so: {away:?}");
    own.start_anew();
    let settled = log.append(command(21, "a", Expected::Any, [210])).await.unwrap();
    assert_eq!((settled.last, settled.repeated), (41, false));
    let log = open(&address, &Clock::manual(morning())).await;
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
    assert!(log.append(command(20, "a", Expected::New, [1])).await.unwrap().repeated);
}

#[tokio::test]
async fn connections_that_were_cut_are_made_anew() {
    let server = server!();
    let fresh = fresh(On::Postgres).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let cut = format!(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
        name(&fresh.address)
    );
    server.sql("postgres", &cut);
    assert_eq!(fresh.log.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap().last, 2);
    // A reader that was used a moment ago is not tried before: it may fail once.
    let mut tries = 0;
    while fresh.log.head(OFFICE).await.is_err() {
        tries += 1;
        assert!(tries < 10, "connections come back");
    }
    assert_eq!(contents(&fresh.log, OFFICE).await.len(), 2);
}
