//! What holds of PostgreSQL alone: which databases open, and several programs on one log.

use crate::support::{OFFICE, OTHER, On, command, contents, fresh, morning, open, postgres};
use chrono::TimeDelta;
use std::time::Duration;
use vekha_event_log::{Append, AppendError, Clock, EventLog, Expected, OpenError, OpenOptions};

/// The shared server, unless there is none.
macro_rules! server {
    () => {
        match postgres::shared() {
            Some(server) => server,
            None => return,
        }
    };
}

pub(crate) use server;

async fn refused(address: &str, create: bool) -> OpenError {
    EventLog::open(OpenOptions::new(address).create(create)).await.map(drop).unwrap_err()
}

pub fn name(address: &str) -> &str {
    address.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn an_address_alone_chooses_the_database_and_an_empty_one_is_made_only_when_asked() {
    let server = server!();
    let address = server.database();
    assert!(matches!(refused(&address, false).await, OpenError::Missing(_)));
    assert_eq!(server.sql(name(&address), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    let log = open(&address, &Clock::manual(morning())).await;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let before = contents(&log, OFFICE).await;
    log.close().await;
    let log = EventLog::open(OpenOptions::new(&address.replace("postgres://", "postgresql://"))).await.unwrap();
    assert_eq!(contents(&log, OFFICE).await, before);
    assert!(log.engine().starts_with("PostgreSQL 1"), "{}", log.engine());
    assert_eq!(log.path().to_str(), Some(name(&address)), "the program's files lie in the working directory");
    let told = OpenOptions::new(&format!("{address}?sslmode=prefer&beside=/srv/vekha.db&application_name=a"));
    let beside = EventLog::open(told).await.unwrap();
    assert_eq!(beside.path().to_str(), Some("/srv/vekha.db"), "unless the address says where");
    log.close().await;
    assert!(matches!(log.append(command(2, "a", Expected::Any, [21])).await, Err(AppendError::Closed)));
    let nowhere = refused(&server.address("nowhere"), true).await.to_string();
    assert!(nowhere.contains("nowhere"), "{nowhere}");
}

#[tokio::test]
async fn another_programs_database_is_refused_and_left_alone() {
    let server = server!();
    let address = server.database();
    server.sql(name(&address), "CREATE TABLE notes (words TEXT)");
    for create in [false, true] {
        assert!(matches!(refused(&address, create).await, OpenError::Foreign(_)));
    }
    assert_eq!(server.sql(name(&address), "SELECT string_agg(relname, ',') FROM pg_stat_user_tables"), "notes");
}

/// What a migration of a newer program leaves.
const NEWER: &str = "ALTER TABLE events ADD COLUMN newer TEXT; ALTER TABLE leases ADD COLUMN newer BIGINT NOT NULL DEFAULT 0; \
                     INSERT INTO _sqlx_migrations SELECT 9999, 'newer', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";

#[tokio::test]
async fn a_newer_programs_database_is_refused_and_who_runs_already_goes_on() {
    let server = server!();
    let fresh = fresh(On::Postgres).await;
    let lease =
        || sqlx::query("INSERT INTO leases (name, holder, epoch, until) VALUES ('a', '', 1, 1) ON CONFLICT DO NOTHING");
    for (id, expected) in [(1, Expected::New), (2, Expected::Exact(1))] {
        fresh.log.append(command(id, "a", expected, [id * 10])).await.unwrap();
        lease().execute(fresh.log.writer()).await.unwrap();
    }
    server.sql(name(&fresh.address), NEWER);
    assert!(matches!(refused(&fresh.address, false).await, OpenError::Newer(9999)));
    fresh.log.append(command(3, "a", Expected::Exact(2), [30])).await.unwrap();
    lease().execute(fresh.log.writer()).await.unwrap();
    assert_eq!(contents(&fresh.log, OFFICE).await.len(), 3);
    assert!(fresh.log.verify(OFFICE, None).await.unwrap().is_whole());
}

#[tokio::test]
async fn a_server_that_answers_before_the_disk_does_is_refused() {
    let server = server!();
    let fresh = fresh(On::Postgres).await;
    let unsafe_setting = format!("ALTER DATABASE {} SET synchronous_commit = off", name(&fresh.address));
    server.sql("postgres", &unsafe_setting);
    assert!(matches!(
        refused(&fresh.address, false).await,
        OpenError::Setting { setting: "synchronous_commit", found, .. } if found == "off"
    ));
}

#[tokio::test]
async fn programs_that_start_together_all_open() {
    let server = server!();
    let (address, clock) = (server.database(), Clock::manual(morning()));
    let (first, second, third) = tokio::join!(open(&address, &clock), open(&address, &clock), open(&address, &clock));
    first.append(command(1, "a", Expected::New, [11])).await.unwrap();
    second.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    third.append(command(3, "a", Expected::Exact(2), [31])).await.unwrap();
    assert_eq!(contents(&first, OFFICE).await.len(), 3);
}

#[tokio::test]
async fn history_cannot_be_rewritten_by_sql() {
    let _server = server!();
    let fresh = fresh(On::Postgres).await;
    let log = &fresh.log;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let before = contents(log, OFFICE).await;
    for sql in [
        "UPDATE events SET payload = '{}'",
        "DELETE FROM events",
        "TRUNCATE events",
        "SET session_replication_role = replica; DELETE FROM events",
        "INSERT INTO events SELECT * FROM events ON CONFLICT (event_id) DO UPDATE SET payload = ''",
        "UPDATE commands SET result = ''",
        "DELETE FROM commands",
        "TRUNCATE commands",
    ] {
        assert!(sqlx::raw_sql(sql).execute(log.writer()).await.is_err(), "{sql}");
    }
    let written = sqlx::raw_sql("INSERT INTO leases (name, holder, epoch, until) VALUES ('a', '', 1, 1)");
    assert!(written.execute(log.reader()).await.is_err(), "readers do not write");
    assert_eq!(contents(log, OFFICE).await, before);
}

#[tokio::test]
async fn the_programs_role_needs_no_right_to_change_history_or_tables() {
    let server = server!();
    let fresh = fresh(On::Postgres).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let database = name(&fresh.address);
    server.sql("postgres", &format!("CREATE ROLE clerk_{database} LOGIN PASSWORD 'clerk'"));
    let grants =
        include_str!("../../../ops/postgres-grants.sql").replace("vekha_program", &format!("clerk_{database}"));
    server.sql(database, &grants);
    let owner = fresh.address.split("://").nth(1).unwrap().split('@').next().unwrap();
    let address = fresh.address.replace(owner, &format!("clerk_{database}:clerk"));
    let log = EventLog::open(OpenOptions::new(&address).create(true).clock(fresh.clock.clone())).await.unwrap();
    log.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    log.append(Append { log: OTHER, ..command(3, "a", Expected::New, [31]) }).await.unwrap();
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
    sqlx::query("INSERT INTO leases (name, holder, epoch, until) VALUES ('a', '', 1, 1)")
        .execute(log.writer())
        .await
        .unwrap();
    for sql in [
        "UPDATE events SET payload = '{}'",
        "DELETE FROM events",
        "TRUNCATE events",
        "UPDATE commands SET result = ''",
        "DELETE FROM log_head",
        "ALTER TABLE events DISABLE TRIGGER USER",
        "DROP TRIGGER events_are_not_edited ON events",
        "CREATE TABLE aside (n BIGINT)",
        "UPDATE _sqlx_migrations SET version = 1",
    ] {
        let denied = sqlx::query(sql).execute(log.writer()).await.unwrap_err();
        let code = denied.as_database_error().and_then(|e| e.code()).map(|code| code.into_owned());
        assert_eq!(code.as_deref(), Some("42501"), "{sql}: {denied}");
    }
    server.sql(database, NEWER);
    assert!(
        matches!(refused(&address, true).await, OpenError::Newer(9999)),
        "it is told so, whatever else it may not do"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn programs_that_write_one_log_leave_no_gap_and_wait_for_each_other() {
    let server = server!();
    let address = server.database();
    let (slow, quick) = (Clock::manual(morning()), Clock::manual(morning() + TimeDelta::minutes(3)));
    let logs = [open(&address, &slow).await, open(&address, &quick).await, open(&address, &quick).await];
    let mut tasks = tokio::task::JoinSet::new();
    for (program, log) in (1..).zip(logs.clone()) {
        for writer in 0..4 {
            let log = log.clone();
            tasks.spawn(async move {
                for n in 0..25 {
                    let id = (program * 10 + writer) * 1_000 + n * 10;
                    // Two logs by turns, named in either order within a batch.
                    let office = if (n + writer) % 3 == 0 { OTHER } else { OFFICE };
                    let append = Append {
                        log: office,
                        ..command(id, &format!("own-{program}-{writer}"), Expected::Any, [id, id + 1])
                    };
                    log.append(append).await.unwrap();
                }
            });
        }
    }
    tasks.join_all().await;
    let total: u64 =
        [logs[0].head(OFFICE).await.unwrap(), logs[0].head(OTHER).await.unwrap()].iter().map(|h| h.position).sum();
    assert_eq!(total, 3 * 4 * 25 * 2);
    for office in [OFFICE, OTHER] {
        assert!(logs[0].verify(office, None).await.unwrap().is_whole());
        let mut times = Vec::new();
        logs[1].read(office, 0, None, |event| times.push(event.recorded_at)).await.unwrap();
        assert!(times.is_sorted(), "time never falls, whosever clock is behind");
    }
}

#[tokio::test]
async fn of_two_programs_that_begin_a_log_together_neither_fails() {
    let server = server!();
    let (address, clock) = (server.database(), Clock::manual(morning()));
    let (one, other) = (open(&address, &clock).await, open(&address, &clock).await);
    for n in 0..20 {
        let log = vekha_event_log::LogId(uuid::Uuid::from_u128(100 + n));
        let first = |id: u128| Append { log, ..command(id, "a", Expected::New, [id]) };
        let (a, b) = tokio::join!(one.append(first(1_000 + 2 * n)), other.append(first(1_001 + 2 * n)));
        let refused =
            [&a, &b].iter().filter(|answer| matches!(answer, Err(AppendError::Conflict { found: 1, .. }))).count();
        assert_eq!((refused, a.is_ok() != b.is_ok()), (1, true), "{a:?} {b:?}");
    }
}

#[tokio::test]
async fn a_clock_set_back_does_not_turn_the_logs_time_back() {
    let _server = server!();
    let fresh = fresh(On::Postgres).await;
    let first = fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let log = open(&fresh.address, &Clock::manual(morning() - TimeDelta::hours(1))).await;
    let second = log.append(command(2, "a", Expected::Any, [21])).await.unwrap();
    assert_eq!((first.recorded_at, second.recorded_at), (morning(), morning()));
    assert_eq!(log.position_at(OFFICE, morning()).await.unwrap(), 2);
}

#[tokio::test]
async fn the_same_commands_give_the_same_head_on_both_databases() {
    let _server = server!();
    let (here, there) = (fresh(On::Sqlite).await, fresh(On::Postgres).await);
    for fresh in [&here, &there] {
        for n in 1..=60 {
            let stream = format!("activity-ё-{}", n % 7);
            let append = command(n, &stream, Expected::Any, n * 10..n * 10 + 1 + n % 4);
            fresh.log.append(append).await.unwrap();
            fresh.clock.advance(Duration::from_micros(1_001));
        }
    }
    let (one, other) = (here.log.head(OFFICE).await.unwrap(), there.log.head(OFFICE).await.unwrap());
    assert_eq!(one, other);
    let (mut one, mut other) = (Vec::new(), Vec::new());
    here.log.export(OFFICE, &mut one).await.unwrap();
    there.log.export(OFFICE, &mut other).await.unwrap();
    assert!(one == other, "the exports are the same bytes");
}

#[tokio::test]
async fn both_databases_have_the_same_tables_with_the_same_columns() {
    let server = server!();
    let (file, there) = (fresh(On::Sqlite).await, fresh(On::Postgres).await);
    let sql = "SELECT t.name || ' ' || c.name || CASE WHEN c.\"notnull\" = 1 THEN '!' ELSE '' END FROM sqlite_schema AS t \
               JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE '_sqlx%' AND t.name NOT LIKE 'sqlite%'";
    let mut here: Vec<String> = sqlx::query_scalar(sql).fetch_all(file.log.reader()).await.unwrap();
    here.sort();
    let columns = "SELECT table_name || ' ' || column_name || CASE is_nullable WHEN 'NO' THEN '!' ELSE '' END \
                   FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    let said = server.sql(name(&there.address), columns);
    let mut there: Vec<&str> = said.lines().collect();
    there.sort_unstable();
    assert_eq!(here, there);
}
