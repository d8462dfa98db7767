//! A program that appends with several writers and is killed at random moments, again and again: what it had answered for must be there
//! afterwards, once, without a gap. The test and the bench share it.

use chrono::NaiveDate;
use std::{
    collections::HashMap,
    env, fmt,
    io::{BufRead, BufReader, Write as _},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};
use uuid::Uuid;
use vekha_event_log::{
    Append, AppendError, Appended, Clock, EventLog, Expected, Head, LogId, NewEvent, OpenOptions, Write,
};

/// What tells a process that it is to append until it is killed: the address, the log, and the next command of each writer.
const VICTIM: &str = "VEKHA_EVENT_LOG_VICTIM";
const WRITERS: usize = 8;
/// Kills that one log lives through before the next begins: each time all of it is checked.
const EACH: usize = 20;

/// What came of it.
#[derive(Default, Debug)]
pub struct Killed {
    pub seed: u64,
    pub kills: usize,
    /// Commands that were answered, and their events.
    pub acknowledged: usize,
    pub events: usize,
    /// Commands that were sent and not answered, and found recorded when they were sent again.
    pub repeated: usize,
    /// Answered commands that are not where the answer said.
    pub lost: usize,
    /// Commands that are there more than once.
    pub twice: usize,
    /// Kills after which a log had a gap or a chain that is not whole.
    pub broken: usize,
}

impl fmt::Display for Killed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Killed { seed, kills, acknowledged, events, repeated, lost, twice, broken } = self;
        write!(
            to,
            "seed {seed}: {kills} kills, {acknowledged} commands of {events} events acknowledged, {repeated} found recorded at their repetition; \
             {lost} lost, {twice} twice, {broken} logs broken"
        )
    }
}

/// One log as it was seen last.
struct Seen {
    log: LogId,
    head: Head,
    /// First and last position of each command.
    commands: HashMap<Uuid, (u64, u64)>,
    /// The next command of each writer.
    next: [u64; WRITERS],
}

/// An answer as the victim told it.
struct Answer {
    writer: usize,
    n: u64,
    first: u64,
    last: u64,
    repeated: bool,
}

/// Kills so many times. `start` makes this very program come to [`append_if_asked`].
pub async fn run(address: &str, kills: usize, seed: u64, start: impl Fn() -> Command) -> Killed {
    let mut killed = Killed { seed, kills, ..Killed::default() };
    let mut chance = seed | 1;
    let mut seen = None;
    for kill in 0..kills {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let mut of = match seen.take() {
            Some(of) if !kill.is_multiple_of(EACH) => of,
            _ => begun(address, kill / EACH).await,
        };
        let answers = answers(address, &of, Duration::from_micros(chance % 120_000), start());
        check(address, &mut of, &answers, &mut killed).await;
        seen = Some(of);
    }
    killed
}

/// Pauses a program that appends so many times, each time appends to the same log from here, and gives the answers.
pub async fn beside_a_paused(
    address: &str,
    pauses: usize,
    start: impl Fn() -> Command,
) -> Vec<Result<Appended, AppendError>> {
    let of = begun(address, 0).await;
    let log = open(address).await;
    let (mut victim, mut lines) = started(address, &of, start());
    lines.by_ref().find_map(|line| answer(&line)).expect("the victim answers");
    // Told on, it must not wait for a reader.
    thread::spawn(move || lines.for_each(drop));
    let signal = |name: &str| Command::new("kill").args([name, &victim.id().to_string()]).status().expect("a signal");
    let mut answers = Vec::new();
    for n in 0..pauses {
        thread::sleep(Duration::from_millis(7 * n as u64));
        assert!(signal("-STOP").success());
        answers.push(log.append(command(of.log, WRITERS, n as u64)).await);
        assert!(signal("-CONT").success());
    }
    victim.kill().expect("it is killed");
    victim.wait().expect("it is gone");
    answers
}

async fn open(address: &str) -> EventLog {
    EventLog::open(OpenOptions::new(address).create(true).clock(Clock::real())).await.expect("the log opens")
}

async fn begun(address: &str, number: usize) -> Seen {
    let id = LogId(Uuid::from_u128(1 + number as u128));
    let log = open(address).await;
    let head = log.head(id).await.expect("a head");
    log.close().await;
    Seen { log: id, head, commands: HashMap::new(), next: [0; WRITERS] }
}

/// Starts the victim, kills it a while after its first answer, and gives what it had answered.
fn answers(address: &str, of: &Seen, after: Duration, start: Command) -> Vec<Answer> {
    let (mut victim, mut lines) = started(address, of, start);
    let first = lines.by_ref().find_map(|line| answer(&line)).expect("the victim answers");
    let rest = thread::spawn(move || lines.filter_map(|line| answer(&line)).collect::<Vec<_>>());
    thread::sleep(after);
    victim.kill().expect("it is killed");
    victim.wait().expect("it is gone");
    let rest = rest.join().expect("the answers were read");
    std::iter::once(first).chain(rest).collect()
}

/// The victim and the lines it tells.
fn started(address: &str, of: &Seen, mut start: Command) -> (Child, impl Iterator<Item = String> + Send + use<>) {
    let next = of.next.map(|n| n.to_string()).join(" ");
    let asked = format!("{address}\n{}\n{next}", of.log.0);
    let mut victim = start.env(VICTIM, asked).stdout(Stdio::piped()).spawn().expect("the victim starts");
    let lines = BufReader::new(victim.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    (victim, lines)
}

/// A line that was told whole.
fn answer(line: &str) -> Option<Answer> {
    let numbers = line.strip_prefix("answered ")?.strip_suffix('.')?;
    let numbers: Vec<u64> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [writer, n, first, last, repeated] = numbers[..] else { return None };
    Some(Answer { writer: usize::try_from(writer).ok()?, n, first, last, repeated: repeated == 1 })
}

/// Opens the log anew and compares it with what was answered.
async fn check(address: &str, of: &mut Seen, answers: &[Answer], killed: &mut Killed) {
    let log = open(address).await;
    let mut next = of.head.position + 1;
    let (mut gap, mut twice) = (false, 0);
    let read = log.read(of.log, of.head.position, None, |event| {
        gap |= event.position != next;
        next = event.position + 1;
        let known = of.commands.entry(event.command_id).or_insert((event.position, event.position));
        // A command's events stand together: one that comes later is a second effect.
        twice += usize::from(event.position > known.1 + 1);
        known.1 = event.position;
    });
    read.await.expect("the log reads");
    let before = (of.head.position > 0).then(|| of.head.clone());
    let whole = log.verify(of.log, before).await.expect("the log is checked").is_whole();
    of.head = log.head(of.log).await.expect("a head");
    log.close().await;
    killed.broken += usize::from(gap || !whole || of.head.position + 1 != next);
    killed.twice += twice;
    for answer in answers {
        let there = of.commands.get(&command_id(of.log, answer.writer, answer.n)).copied();
        let whole = answer.last - answer.first + 1 == events_of(answer.n);
        killed.lost += usize::from(there != Some((answer.first, answer.last)) || !whole);
        killed.acknowledged += 1;
        killed.events += usize::try_from(events_of(answer.n)).unwrap_or(0);
        killed.repeated += usize::from(answer.repeated);
        of.next[answer.writer] = of.next[answer.writer].max(answer.n + 1);
    }
}

fn events_of(n: u64) -> u64 {
    1 + n % 4
}

fn command_id(log: LogId, writer: usize, n: u64) -> Uuid {
    Uuid::from_u128(log.0.as_u128() << 96 | (writer as u128) << 64 | u128::from(n) << 8)
}

fn command(log: LogId, writer: usize, n: u64) -> Append {
    let command_id = command_id(log, writer, n);
    let event = |at: u64| NewEvent {
        event_id: Uuid::from_u128(command_id.as_u128() + u128::from(at)),
        kind: "ActivityPlanned".into(),
        schema_version: 1,
        occurred_on: NaiveDate::from_ymd_opt(2022, 8, 31).expect("a day"),
        payload: format!("{{\"n\":{n}}}"),
    };
    // Now and then all of them write to one stream.
    let stream = if n.is_multiple_of(3) { "shared".to_owned() } else { format!("own-{writer}") };
    let write = Write { stream, expected: Expected::Any, events: (1..=events_of(n)).map(event).collect() };
    let (correlation, causation, result) = (None, None, String::new());
    Append { log, command_id, actor: Uuid::from_u128(7), correlation, causation, writes: vec![write], result }
}

/// Appends with all writers until killed, if this process was started to do that. Returns at once if not.
pub async fn append_if_asked() {
    let Ok(asked) = env::var(VICTIM) else { return };
    let mut lines = asked.lines();
    let log = open(lines.next().expect("an address")).await;
    let office = LogId(lines.next().and_then(|id| id.parse().ok()).expect("a log"));
    let next = lines.next().expect("numbers").split(' ').map(|n| n.parse::<u64>().expect("a number"));
    let mut writers = tokio::task::JoinSet::new();
    for (writer, from) in next.enumerate() {
        let log = log.clone();
        writers.spawn(async move {
            for n in from.. {
                let done = log.append(command(office, writer, n)).await.expect("it is recorded");
                let line =
                    format!("\nanswered {writer} {n} {} {} {}.\n", done.first, done.last, u8::from(done.repeated));
                std::io::stdout().write_all(line.as_bytes()).expect("it is told");
            }
        });
    }
    writers.join_all().await;
}
