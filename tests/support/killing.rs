//! The kill test: copies of the program send one queue, and are killed and paused at random moments until every letter is settled.

use crate::{
    Folder,
    mailing::{Mailing, Time, asking},
    postgres,
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

/// What is tried.
#[derive(Clone, Copy)]
pub struct Trial {
    /// Letters queued.
    pub letters: usize,
    /// Copies that send.
    pub copies: usize,
    /// Copies killed, one after the other.
    pub kills: usize,
    /// Copies stopped for longer than what they hold lasts, and woken.
    pub pauses: usize,
    /// Of the moments.
    pub seed: u64,
}

/// What came of it.
pub struct Killed {
    /// Letters queued.
    pub letters: usize,
    /// Copies killed.
    pub kills: usize,
    /// Copies paused.
    pub pauses: usize,
    /// Letters that the server never got whole.
    pub lost: usize,
    /// Letters that it got more than once.
    pub duplicates: usize,
    /// Of those, letters that were not on their way at any kill or pause.
    pub unexplained: usize,
    /// Letters that were on their way at a kill or pause.
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
            "{} letters, {} kills and {} pauses in {:.1} s: {} lost, {} twice ({} of them not on their way then), {} on their way then, {} not settled",
            self.letters,
            self.kills,
            self.pauses,
            self.took.as_secs_f64(),
            self.lost,
            self.duplicates,
            self.unexplained,
            self.on_their_way,
            self.unsettled
        )
    }
}

/// Copies, ended when dropped.
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

    /// Stops a copy as a machine that is paused stops; it does not notice.
    fn pause(&self, which: usize) {
        signal(&self.running[which], "STOP");
    }

    fn wake(&self, which: usize) {
        signal(&self.running[which], "CONT");
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

/// Queues letters in a new database, or one of its own in a file; kills and pauses copies and waits until all is settled. `arguments` make this
/// very program come to `mailing::send_if_asked`.
pub fn run(trial: Trial, server: Option<&postgres::Server>, arguments: &[&str]) -> Killed {
    let Trial { letters, kills, seed, .. } = trial;
    let begun = Instant::now();
    let folder = Folder::new();
    let file = folder.file("vekha.db").display().to_string();
    let database = server.map_or(file.clone(), |server| format!("{}?beside={file}", server.database()));
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
    let counting = Counting::start(seed);
    let (name, asked) = asking(&database, counting.port, &time);
    let start = || {
        let me = env::current_exe().unwrap_or_else(|e| panic!("own path: {e}"));
        let mut copy = Command::new(me);
        copy.args(arguments).env(name, &asked).stdin(Stdio::null()).stdout(Stdio::null());
        copy.spawn().unwrap_or_else(|e| panic!("a copy: {e}"))
    };
    let mut copies = Copies { start: &start, running: (0..trial.copies).map(|_| start()).collect() };
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
    let (mut killed, mut paused) = (0, 0);
    let all = trial.kills + trial.pauses;
    // They are spread over the batch: by letters that came, and then a random while.
    while killed + paused < all {
        let goal = letters * (killed + paused) / all;
        wait(begun, || counting.whole() >= goal || counting.whole() >= letters);
        thread::sleep(Duration::from_millis(draw(60)));
        let which = draw(trial.copies as u64) as usize;
        if (killed + 1) * trial.pauses > (paused + 1) * kills {
            copies.pause(which);
            on_their_way.extend(left_on_their_way(&runtime, &mailing));
            // Longer than it may hold a letter, in steps within which the others are done with theirs or stand still too.
            for _ in 0..3 {
                moved_on(&counting, 2 * trial.copies);
                on_their_way.extend(left_on_their_way(&runtime, &mailing));
                advance(Duration::from_secs(5 * 60 + 1));
            }
            thread::sleep(Duration::from_millis(draw(60)));
            copies.wake(which);
            paused += 1;
            continue;
        }
        copies.kill(which);
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
    let counts = counting.counts();
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
        pauses: paused,
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

/// Waits until so many more letters came, or none does any more.
fn moved_on(counting: &Counting, more: usize) {
    let goal = counting.whole() + more;
    let (mut last, mut since) = (counting.whole(), Instant::now());
    while last < goal && since.elapsed() < Duration::from_secs(1) {
        thread::sleep(Duration::from_millis(10));
        if counting.whole() > last {
            (last, since) = (counting.whole(), Instant::now());
        }
    }
}

/// Sends a signal to a process of ours.
pub fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "{name} was not sent");
}

fn wait(begun: Instant, mut until: impl FnMut() -> bool) {
    while !until() {
        assert!(begun.elapsed() < PATIENCE, "the letters are not settled");
        thread::sleep(Duration::from_millis(10));
    }
}
