//! The kill test: two copies of the program send one queue and are killed at random moments until every letter is settled.

use crate::{
    Folder,
    mailing::{Mailing, Time, asking},
    smtp::Counting,
};
use std::{
    collections::BTreeSet,
    env, fmt,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;
use vekha_event_log::Clock;

/// How long the letters may take to be settled.
const PATIENCE: Duration = Duration::from_secs(900);

/// What came of it.
pub struct Killed {
    /// Letters queued.
    pub letters: usize,
    /// Copies killed.
    pub kills: usize,
    /// Letters that the server never got whole.
    pub lost: usize,
    /// Letters that it got more than once.
    pub duplicates: usize,
    /// Of those, letters that were not on their way at any kill.
    pub unexplained: usize,
    /// Letters that were on their way at a kill.
    pub on_their_way: usize,
    /// Letters that the log does not call sent at the end.
    pub unsettled: usize,
    /// How long it took.
    pub took: Duration,
}

impl fmt::Display for Killed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "{} letters, {} kills in {:.1} s: {} lost, {} twice ({} of them not on their way at a kill), {} on their way at a kill, {} not settled",
            self.letters,
            self.kills,
            self.took.as_secs_f64(),
            self.lost,
            self.duplicates,
            self.unexplained,
            self.on_their_way,
            self.unsettled
        )
    }
}

/// Two copies, ended when dropped.
struct Copies<'a> {
    start: &'a dyn Fn() -> Child,
    running: Vec<Child>,
}

impl Copies<'_> {
    fn kill(&mut self, which: usize) {
        let mut child = std::mem::replace(&mut self.running[which], (self.start)());
        // The new one may begin before the old one is gone, as with a paused machine; it is gone now.
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Drop for Copies<'_> {
    fn drop(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Queues letters, kills copies so many times and waits until all is settled. `arguments` make this very program come to
/// `mailing::send_if_asked`.
pub fn run(letters: usize, kills: usize, seed: u64, arguments: &[&str]) -> Killed {
    let begun = Instant::now();
    let folder = Folder::new();
    let database = folder.file("vekha.db").display().to_string();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.unwrap_or_else(|e| panic!("{e}"));
    let clock = Clock::manual("2023-04-03T09:00:00Z".parse().unwrap_or_else(|e| panic!("{e}")));
    let (mailing, ids) = runtime.block_on(async {
        let mailing = Mailing::found(&database, clock.clone()).await;
        let ids = mailing.queue(letters).await;
        (mailing, ids)
    });
    let time = Time::at(folder.file("time"));
    time.set(clock.now());
    let server = Counting::start(seed);
    let (name, asked) = asking(&database, server.port, &time);
    let start = || {
        let me = env::current_exe().unwrap_or_else(|e| panic!("own path: {e}"));
        let mut copy = Command::new(me);
        copy.args(arguments).env(name, &asked).stdin(Stdio::null()).stdout(Stdio::null());
        copy.spawn().unwrap_or_else(|e| panic!("a copy: {e}"))
    };
    let mut copies = Copies { start: &start, running: vec![start(), start()] };
    let advance = |by: Duration| {
        clock.advance(by);
        time.set(clock.now());
    };
    let mut chance = seed | 1;
    let mut draw = move |below: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance % below
    };
    let mut on_their_way: BTreeSet<Uuid> = BTreeSet::new();
    let mut killed = 0;
    // Kills are spread over the batch: by letters that came, and then a random while.
    while killed < kills {
        let goal = letters * killed / kills;
        wait(begun, || server.whole() >= goal || server.whole() >= letters);
        thread::sleep(Duration::from_millis(draw(60)));
        copies.kill(draw(2) as usize);
        killed += 1;
        on_their_way.extend(left_on_their_way(&runtime, &mailing));
        // A claim of the one that is gone is over; the other's letter is not.
        advance(Duration::from_secs(5 * 60 + 1));
    }
    let states = || runtime.block_on(mailing.waiting());
    wait(begun, || {
        // Letters that were on their way at a kill are found when their time is over.
        let waits = states().iter().any(|(_, state)| state == "queued" || state == "claimed");
        if !waits && !left_on_their_way(&runtime, &mailing).is_empty() {
            advance(Duration::from_secs(13 * 60));
        }
        states().iter().all(|(_, state)| state == "unknown")
    });
    advance(Duration::from_secs(24 * 3_600));
    wait(begun, || states().is_empty());
    drop(copies);
    let counts = server.counts();
    let came = |id: &Uuid| counts.get(id).copied().unwrap_or(0);
    let twice: Vec<&Uuid> = ids.iter().filter(|id| came(id) > 1).collect();
    let settled = runtime.block_on(async {
        let mut sent = 0;
        for id in &ids {
            sent += usize::from(mailing.delivery(*id).await == "sent");
        }
        sent
    });
    Killed {
        letters,
        kills: killed,
        lost: ids.iter().filter(|id| came(id) == 0).count(),
        duplicates: twice.len(),
        unexplained: twice.iter().filter(|id| !on_their_way.contains(id)).count(),
        on_their_way: on_their_way.len(),
        unsettled: letters - settled,
        took: begun.elapsed(),
    }
}

/// Letters that are on their way and stay there: whoever sent them is gone. Who lives is done with one in a moment.
fn left_on_their_way(runtime: &tokio::runtime::Runtime, mailing: &Mailing) -> BTreeSet<Uuid> {
    let now = || -> BTreeSet<Uuid> {
        let rows = runtime.block_on(mailing.waiting());
        rows.into_iter().filter(|(_, state)| state == "in_data").map(|(id, _)| id).collect()
    };
    let first = now();
    if first.is_empty() {
        return first;
    }
    thread::sleep(Duration::from_millis(150));
    first.intersection(&now()).copied().collect()
}

fn wait(begun: Instant, mut until: impl FnMut() -> bool) {
    while !until() {
        assert!(begun.elapsed() < PATIENCE, "the letters are not settled");
        thread::sleep(Duration::from_millis(10));
    }
}
