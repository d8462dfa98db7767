//! Which files open, which do not and why, and what an open log refuses.

use crate::support::{OFFICE, On, command, contents, fresh, morning, open};
use chrono::TimeDelta;
use vekha_event_log::{Clock, EventLog, Expected, OpenError, OpenOptions};

#[tokio::test]
async fn what_was_written_is_there_when_opened_again() {
    let fresh = fresh(On::Sqlite).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let (before, path) = (contents(&fresh.log, OFFICE).await, fresh.log.path().to_str().unwrap().to_owned());
    fresh.log.close().await;
    for address in [path.clone(), format!("sqlite://{path}")] {
        let log = EventLog::open(OpenOptions::new(&address)).await.unwrap();
        assert_eq!(contents(&log, OFFICE).await, before);
        assert_eq!(log.path().to_str(), Some(path.as_str()));
        assert!(log.engine().starts_with("SQLite 3."));
        log.close().await;
    }
}

#[tokio::test]
async fn a_missing_database_is_made_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    let opened = EventLog::open(OpenOptions::new(path.to_str().unwrap())).await;
    assert!(matches!(opened, Err(OpenError::Missing(p)) if p == path));
    assert!(!path.exists());
}

#[tokio::test]
async fn other_databases_are_refused_by_name() {
    for address in ["mysql://db.example.org/vekha", "postgres://db.example.org:x/v", "", "sqlite://", ":memory:"] {
        let opened = EventLog::open(OpenOptions::new(address).create(true)).await;
        assert!(matches!(opened, Err(OpenError::Address(_))), "{address}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Уважаемые коллеги! ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(EventLog::open(OpenOptions::new(path.to_str().unwrap()).create(true)).await.is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn another_programs_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut notes = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("CREATE TABLE notes (words TEXT)").execute(&mut notes).await.unwrap();
    sqlx::Connection::close(notes).await.unwrap();
    let before = std::fs::read(&path).unwrap();
    for create in [false, true] {
        let opened = EventLog::open(OpenOptions::new(path.to_str().unwrap()).create(create)).await;
        assert!(matches!(opened, Err(OpenError::Foreign(p)) if p == path));
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_database_or_its_copies() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = fresh(On::Sqlite).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let copy = fresh.log.path().with_extension("copy");
    fresh.log.backup(&copy).await.unwrap();
    for file in std::fs::read_dir(fresh.log.path().parent().unwrap()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
    }
}

#[tokio::test]
async fn a_database_whose_first_opening_was_cut_off_opens_all_the_same() {
    let fresh = fresh(On::Sqlite).await;
    fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let (before, whole) = (contents(&fresh.log, OFFICE).await, fresh.folder.path().join("whole.db"));
    fresh.log.backup(&whole).await.unwrap();
    let half = fresh.folder.path().join("half.db");
    // A rollback journal lies beside while a transaction that has reached the file is not over.
    let db = rusqlite::Connection::open(&whole).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (words TEXT); \
         INSERT INTO half SELECT hex(zeroblob(3000)) FROM sqlite_schema, sqlite_schema AS other",
    )
    .unwrap();
    let journal = |path: &std::path::Path| format!("{}-journal", path.display());
    std::fs::copy(&whole, &half).unwrap();
    std::fs::copy(journal(&whole), journal(&half)).unwrap();
    drop(db);
    let log = EventLog::open(OpenOptions::new(half.to_str().unwrap())).await.unwrap();
    assert_eq!(contents(&log, OFFICE).await, before);
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
}

#[tokio::test]
async fn a_newer_programs_database_is_refused() {
    let fresh = fresh(On::Sqlite).await;
    let newer = "INSERT INTO _sqlx_migrations SELECT 9999, 'newer', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    sqlx::query(newer).execute(fresh.log.writer()).await.unwrap();
    let opened = EventLog::open(OpenOptions::new(fresh.log.path().to_str().unwrap())).await;
    assert!(matches!(opened, Err(OpenError::Newer(9999))));
}

#[tokio::test]
async fn two_programs_that_start_together_both_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vekha.db");
    let (path, clock) = (path.to_str().unwrap(), Clock::manual(morning()));
    let (first, second) = tokio::join!(open(path, &clock), open(path, &clock));
    first.append(command(1, "a", Expected::New, [11])).await.unwrap();
    second.append(command(2, "a", Expected::Exact(1), [21])).await.unwrap();
    assert_eq!(contents(&first, OFFICE).await.len(), 2);
}

#[tokio::test]
async fn history_cannot_be_rewritten_by_sql() {
    let fresh = fresh(On::Sqlite).await;
    let log = &fresh.log;
    log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let before = contents(log, OFFICE).await;
    for sql in [
        "UPDATE events SET payload = '{}'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "UPDATE commands SET result = ''",
        "DELETE FROM commands",
        "INSERT OR REPLACE INTO commands SELECT * FROM commands",
    ] {
        assert!(sqlx::query(sql).execute(log.writer()).await.is_err(), "{sql}");
    }
    assert!(
        sqlx::query("INSERT INTO log_head VALUES (zeroblob(16), 1, zeroblob(32), 0)")
            .execute(log.reader())
            .await
            .is_err()
    );
    assert_eq!(contents(log, OFFICE).await, before);
}

#[tokio::test]
async fn a_clock_set_back_does_not_turn_the_logs_time_back() {
    let fresh = fresh(On::Sqlite).await;
    let first = fresh.log.append(command(1, "a", Expected::New, [11])).await.unwrap();
    let slow = Clock::manual(morning() - TimeDelta::hours(1));
    let log = open(fresh.log.path().to_str().unwrap(), &slow).await;
    let second = log.append(command(2, "a", Expected::Any, [21])).await.unwrap();
    assert_eq!((first.recorded_at, second.recorded_at), (morning(), morning()));
    assert_eq!(log.position_at(OFFICE, morning()).await.unwrap(), 2);
}
