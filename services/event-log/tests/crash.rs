//! A process killed in the middle of its work loses nothing it had answered for. `cargo bench -p vekha-event-log --bench kills` does it for long.

use crate::support::{On, address, both, killed, postgres};
use std::{env, process::Command};

both!(a_program_killed_while_several_append_loses_nothing_answered_and_repeats_nothing);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_appends_when_it_is_started_for_that() {
    killed::append_if_asked().await;
}

fn victim() -> Command {
    let mut victim = Command::new(env::current_exe().unwrap());
    victim.args(["--exact", "crash::a_program_appends_when_it_is_started_for_that", "--nocapture"]);
    victim
}

/// On a server; a file belongs to one machine, which is paused as a whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_paused_in_the_middle_of_a_commit_holds_nobody_up_for_long() {
    let Some(server) = postgres::shared() else { return };
    for answer in killed::beside_a_paused(&server.database(), 6, victim).await {
        assert!(answer.is_ok(), "the server ends the transaction of who stands still: {answer:?}");
    }
}

async fn a_program_killed_while_several_append_loses_nothing_answered_and_repeats_nothing(on: On) {
    let folder = tempfile::tempdir().unwrap();
    let killed = killed::run(&address(on, folder.path()), 6, 20_230_703, victim).await;
    println!("{killed}");
    assert!(killed.acknowledged >= 6, "{killed}");
    assert_eq!((killed.lost, killed.twice, killed.broken), (0, 0, 0), "{killed}");
}
