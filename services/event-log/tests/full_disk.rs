//! A disk with no room left: what was answered stays, what was not can be sent again when there is room.

use crate::support::{OFFICE, command, morning, open};
use std::{env, process::Command};
use vekha_event_log::{AppendError, Clock, Expected};

const DATABASE: &str = "VEKHA_EVENT_LOG_FULL_DATABASE";
const SELF: &str = "full_disk::a_full_disk_refuses_and_the_retry_with_room_settles_it";
/// Events of one command: their pages must be written at the commit.
const EVENTS: u128 = 50;

#[tokio::test]
async fn a_full_disk_refuses_and_the_retry_with_room_settles_it() {
    if let Ok(path) = env::var(DATABASE) {
        return append_until_full(&path).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vekha.db");
    // A limit on the size of files stands for the full disk; the signal is ignored, so that writing fails instead.
    let victim = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$0\" --exact \"$1\" --nocapture"])
        .arg(env::current_exe().unwrap())
        .arg(SELF)
        .env(DATABASE, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&victim.stdout).into_owned();
    assert!(victim.status.success(), "{said}{}", String::from_utf8_lossy(&victim.stderr));
    let answered: u128 = said.lines().find_map(|line| line.strip_prefix("answered ")?.parse().ok()).unwrap();
    assert!(answered > 0, "there was some room");

    let log = open(path.to_str().unwrap(), &Clock::manual(morning())).await;
    assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
    assert!(filling(&log, answered).await.unwrap().repeated, "the last answered command is there");
    let retried = filling(&log, answered + 1).await.unwrap();
    assert_eq!(u128::from(retried.last), (answered + 1) * EVENTS, "the unanswered one is there once");
}

async fn filling(log: &vekha_event_log::EventLog, n: u128) -> Result<vekha_event_log::Appended, AppendError> {
    log.append(command(n, "any", Expected::Any, n * EVENTS..(n + 1) * EVENTS)).await
}

async fn append_until_full(path: &str) {
    let log = open(path, &Clock::manual(morning())).await;
    let mut answered = 0;
    let refused = loop {
        match filling(&log, answered + 1).await {
            Ok(_) => answered += 1,
            Err(refused) => break refused,
        }
    };
    // The pages are written at the commit, and it is the commit that fails.
    assert!(
        matches!(refused, AppendError::Unknown { command_id } if command_id.as_u128() == answered + 1),
        "{refused:?}"
    );
    let again = filling(&log, answered + 1).await;
    assert!(again.is_err(), "still no room, and still an answer");
    assert_eq!(u128::from(log.head(OFFICE).await.unwrap().position), answered * EVENTS, "readers go on");
    println!("\nanswered {answered}");
}
