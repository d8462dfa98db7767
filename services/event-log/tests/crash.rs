//! A process killed in the middle of its work loses nothing it had answered for.

use crate::support::{OFFICE, On, address, both, command, morning, open};
use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};
use vekha_event_log::{Clock, Expected};

both!(a_killed_process_loses_no_answered_event);

const DATABASE: &str = "VEKHA_EVENT_LOG_CRASH_DATABASE";
/// Whatever database the address is of.
const SELF: &str = "crash::a_killed_process_loses_no_answered_event::on_sqlite";

async fn a_killed_process_loses_no_answered_event(on: On) {
    if let Ok(path) = env::var(DATABASE) {
        return append_until_killed(&path).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = address(on, folder.path());
    let path = path.as_str();
    for answers in [1, 7, 40] {
        let answered = killed_after(path, answers);
        let log = open(path, &Clock::manual(morning())).await;
        let head = log.head(OFFICE).await.unwrap();
        assert!(head.position >= 2 * answered, "{answered} answered, {} recorded", head.position);
        assert_eq!(head.position % 2, 0, "a command is recorded whole or not at all");
        assert!(log.verify(OFFICE, None).await.unwrap().is_whole());
        let again = log.append(command(answered.into(), "any", Expected::New, [1])).await.unwrap();
        assert!(again.repeated, "the last answered command is known");
        log.close().await;
    }
}

/// Starts this test again as the victim, kills it after so many answers; says which command was answered last.
fn killed_after(path: &str, answers: usize) -> u64 {
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", SELF, "--nocapture"])
        .env(DATABASE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let answered = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("answered ")?.parse().ok());
    let last = answered.take(answers).last();
    victim.kill().unwrap();
    victim.wait().unwrap();
    last.expect("the victim answers")
}

async fn append_until_killed(path: &str) {
    let log = open(path, &Clock::real()).await;
    let mut next = u128::from(log.head(OFFICE).await.unwrap().position / 2);
    loop {
        next += 1;
        log.append(command(next, "any", Expected::Any, [next * 2, next * 2 + 1])).await.unwrap();
        println!("\nanswered {next}");
    }
}
