//! A process killed in the middle of its work loses nothing it had answered for. `cargo bench -p vekha-event-log --bench kills` does it for long.

use crate::support::{On, address, both, killed};
use std::{env, process::Command};

both!(a_program_killed_while_several_append_loses_nothing_answered_and_repeats_nothing);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_appends_when_it_is_started_for_that() {
    killed::append_if_asked().await;
}

async fn a_program_killed_while_several_append_loses_nothing_answered_and_repeats_nothing(on: On) {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let mut victim = Command::new(env::current_exe().unwrap());
        victim.args(["--exact", "crash::a_program_appends_when_it_is_started_for_that", "--nocapture"]);
        victim
    };
    let killed = killed::run(&address(on, folder.path()), 6, 20_230_703, start).await;
    println!("{killed}");
    assert!(killed.acknowledged >= 6, "{killed}");
    assert_eq!((killed.lost, killed.twice, killed.broken), (0, 0, 0), "{killed}");
}
