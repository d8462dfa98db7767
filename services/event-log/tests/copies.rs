//! Backups: whole, of the present moment, and never over another file.

use crate::support::{OFFICE, On, command, contents, fresh};
use vekha_event_log::{EventLog, Expected, LogError, OpenOptions};

#[tokio::test]
async fn a_backup_opens_and_holds_the_same_log() {
    let fresh = fresh(On::Sqlite).await;
    for n in 1..=20 {
        fresh.log.append(command(n, "a", Expected::Any, [n * 10, n * 10 + 1])).await.unwrap();
    }
    let to = fresh.folder.path().join("копия 'пятница'.db");
    fresh.log.backup(&to).await.unwrap();
    let anchor = fresh.log.head(OFFICE).await.unwrap();
    fresh.log.append(command(99, "a", Expected::Any, [990])).await.unwrap();
    let copy = EventLog::open(OpenOptions::new(to.to_str().unwrap())).await.unwrap();
    assert_eq!(copy.head(OFFICE).await.unwrap(), anchor);
    assert!(copy.verify(OFFICE, Some(anchor)).await.unwrap().is_whole());
    assert_eq!(contents(&copy, OFFICE).await, contents(&fresh.log, OFFICE).await[..40]);
    assert!(
        copy.append(command(20, "a", Expected::New, [1])).await.unwrap().repeated,
        "answered commands are copied too"
    );
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let fresh = fresh(On::Sqlite).await;
    let to = fresh.folder.path().join("there.db");
    std::fs::write(&to, "a letter").unwrap();
    assert!(matches!(fresh.log.backup(&to).await, Err(LogError::Exists(path)) if path == to));
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "a letter");
    assert!(fresh.log.backup(&fresh.folder.path().join("no/such/folder.db")).await.is_err());
}
