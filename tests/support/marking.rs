//! Marks made and taken back at copies of the program that are killed, paused and cut off meanwhile: each that was answered is in the log once.

use crate::{
    copying::{Copies, until},
    http, tree,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};
use vekha_event_log::Ids;

/// An installation with an order and a coordinator's token.
pub struct Town<'a> {
    copies: &'a Copies,
    token: String,
    office: String,
    roadmap: String,
    /// Activities with an occurrence that is due.
    rows: Vec<(String, u64)>,
}

/// What is done meanwhile.
#[derive(Clone, Copy)]
pub struct Trial {
    /// Clients, each with rows of its own.
    pub clients: usize,
    /// How often everything is done: a kill, a pause, an end, a cut, and a server that is killed.
    pub rounds: usize,
    /// How long a paused copy is.
    pub pause: Duration,
}

/// What came of it.
pub struct Told {
    /// Answered marks and retractions.
    pub acknowledged: usize,
    /// Requests that were sent again.
    pub again: usize,
    /// Answered ones that are not in the log.
    pub lost: usize,
    /// Those that are there more than once.
    pub twice: usize,
    /// Answers with status 500.
    pub faults: usize,
    /// How long it took.
    pub took: Duration,
}

impl fmt::Display for Told {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Told { acknowledged, again, lost, twice, faults, took } = self;
        let seconds = took.as_secs_f64();
        write!(
            to,
            "{acknowledged} commands acknowledged and {again} sent again in {seconds:.1} s: {lost} lost, {twice} twice, {faults} answers of 500"
        )
    }
}

/// A mark that was answered, and where.
type Marks = Vec<(String, u64)>;

impl Town<'_> {
    /// Adopts an order through the command line, on the server the copies serve.
    pub fn found(copies: &Copies) -> Town<'_> {
        copies.command(&["import", &tree::root().join("seeds/orders/seversky.docx").to_string_lossy()]).ok();
        let add = ["user", "add", "--login", "kochneva", "--name", "Кочнева С.А.", "--role", "coordinator"];
        let added = copies.command(&[&add[..], &["--token", "--json"]].concat()).ok().json();
        let all = copies.command(&["roadmaps", "--json"]).ok().json();
        let late = copies.command(&["overdue", "--json"]).ok().json();
        let mut rows = BTreeMap::new();
        for row in late.as_array().map_or(&[][..], Vec::as_slice) {
            let occurrence = row["occurrence"].as_u64().unwrap_or(0);
            rows.entry(text(&row["activity"])).or_insert(occurrence);
        }
        let (office, roadmap) = (text(&all[0]["office"]), text(&all[0]["id"]));
        Town { copies, token: text(&added["api_token"]), office, roadmap, rows: rows.into_iter().collect() }
    }

    /// The token of the coordinator.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What a copy says of the fulfilment.
    pub fn figures(&self, which: usize) -> Value {
        let path = format!("/api/v1/offices/{}/roadmaps/{}/fulfilment", self.office, self.roadmap);
        self.copies.json(which, &path, &self.token)
    }

    /// Marks a row at a copy, without a second try.
    pub fn mark(&self, which: usize, row: usize, key: &str) -> std::io::Result<http::Answer> {
        let (activity, occurrence) = &self.rows[row];
        let path = format!("/api/v1/offices/{}/activities/{activity}/completions", self.office);
        let links = ["https://school.example.org/order.pdf"];
        let body = json!({ "occurrence": occurrence, "performed_on": "2022-11-20", "links": links });
        self.post(which, &path, key, &body)
    }

    fn post(&self, which: usize, path: &str, key: &str, body: &Value) -> std::io::Result<http::Answer> {
        let authorization = format!("Bearer {}", self.token);
        let headers =
            [("Authorization", authorization.as_str()), ("Idempotency-Key", key), ("Content-Type", "application/json")];
        http::send("POST", &self.copies.url(which, path), &headers, &body.to_string())
    }

    /// Clients mark and take back as long as the copies and the server are ill-treated; then all is counted.
    pub fn under_fire(&self, trial: Trial) -> Told {
        let begun = Instant::now();
        let (over, again, faults) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
        let (marks, retractions) = thread::scope(|scope| {
            let client = |number: usize| {
                let (over, again, faults) = (&over, &again, &faults);
                scope.spawn(move || Client { town: self, number, over, again, faults, sent: 0 }.run(trial.clients))
            };
            let clients: Vec<_> = (0..trial.clients).map(client).collect();
            // Whatever panics here must not leave the clients running for ever.
            let fire = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.fire(trial)));
            over.store(true, Ordering::Relaxed);
            let (mut marks, mut retractions) = (Marks::new(), Marks::new());
            for client in clients {
                let (made, taken) = client.join().unwrap_or_else(|_| panic!("a client gave up"));
                marks.extend(made);
                retractions.extend(taken);
            }
            fire.unwrap_or_else(|e| std::panic::resume_unwind(e));
            (marks, retractions)
        });
        let (lost, twice) = self.counted(&marks, &retractions);
        let (again, faults) = (again.into_inner(), faults.into_inner());
        let acknowledged = marks.len() + retractions.len();
        Told { acknowledged, again, lost, twice, faults, took: begun.elapsed() }
    }

    fn fire(&self, trial: Trial) {
        let copies = self.copies;
        for round in 0..trial.rounds {
            copies.kill(round % 3);
            copies.pause((round + 1) % 3, trial.pause);
            copies.cut();
            copies.server.kill();
            until("a copy says that the database is away", || self.says(0, "/readyz", 503));
            let away = http::send("GET", &copies.url(1, "/account"), &[("Cookie", "vekha=none")], "");
            let away = away.unwrap_or_else(|e| panic!("a copy does not answer: {e}"));
            assert_eq!(away.status, 503, "{}", away.body);
            assert!(away.body.contains("База данных сейчас не отвечает"), "{}", away.body);
            copies.server.start_anew();
            for which in 0..3 {
                until("a copy is ready again", || self.says(which, "/readyz", 200));
            }
            assert_eq!(copies.replace((round + 2) % 3), 0, "a copy that is asked to end ends well");
        }
    }

    fn says(&self, which: usize, path: &str, status: u16) -> bool {
        http::get(&self.copies.url(which, path)).is_ok_and(|answer| answer.status == status)
    }

    /// Answered commands that are not in the log where the answer said, and those that are there twice.
    fn counted(&self, marks: &Marks, retractions: &Marks) -> (usize, usize) {
        let log = self.copies.command(&["log", "export", "-"]).ok().said;
        let mut found: BTreeMap<(&str, String), Vec<u64>> = BTreeMap::new();
        let events: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for event in &events {
            let kind = event["type"].as_str().unwrap_or_default();
            let payload: Value =
                serde_json::from_str(event["payload"].as_str().unwrap_or_default()).unwrap_or_default();
            if let Some(mark) = payload["mark"].as_str() {
                found.entry((kind, mark.to_owned())).or_default().push(event["position"].as_u64().unwrap_or(0));
            }
        }
        let (mut lost, mut twice) = (0, 0);
        for (kind, answered) in [("completion_reported", marks), ("completion_retracted", retractions)] {
            for (mark, position) in answered {
                let there = found.get(&(kind, mark.clone())).map_or(&[][..], Vec::as_slice);
                lost += usize::from(there.first().is_none_or(|first| first > position));
                twice += usize::from(there.len() > 1);
            }
        }
        (lost, twice)
    }
}

/// Marks its own rows and takes the marks back, until it is over.
struct Client<'a> {
    town: &'a Town<'a>,
    number: usize,
    over: &'a AtomicBool,
    again: &'a AtomicUsize,
    faults: &'a AtomicUsize,
    sent: usize,
}

impl Client<'_> {
    fn run(mut self, clients: usize) -> (Marks, Marks) {
        let (mut marks, mut retractions) = (Marks::new(), Marks::new());
        // The first row is whoever's that tries one mark by hand.
        let mine: Vec<usize> = (1..self.town.rows.len()).filter(|row| row % clients == self.number).collect();
        for row in mine.iter().cycle() {
            if self.over.load(Ordering::Relaxed) {
                break;
            }
            let key = Ids::real().next().to_string();
            let town = self.town;
            let mark = self.answered(|which| town.mark(which, *row, &key));
            let id = text(&mark["mark"]);
            marks.push((id.clone(), mark["position"].as_u64().unwrap_or(0)));
            let path =
                format!("/api/v1/offices/{}/activities/{}/marks/{id}/retraction", town.office, town.rows[*row].0);
            let reason = json!({ "reason": "Ссылка ведёт не туда" });
            let done = self.answered(|which| town.post(which, &path, &key, &reason));
            retractions.push((id, done["position"].as_u64().unwrap_or(0)));
        }
        (marks, retractions)
    }

    /// Sends the same request to one copy after the other until one answers that it is done.
    fn answered(&mut self, ask: impl Fn(usize) -> std::io::Result<http::Answer>) -> Value {
        let begun = Instant::now();
        loop {
            self.sent += 1;
            match ask(self.sent + self.number) {
                Ok(done) if matches!(done.status, 200 | 201) => return done.json(),
                Ok(fault) if fault.status == 500 => drop(self.faults.fetch_add(1, Ordering::Relaxed)),
                Ok(later) => assert!(matches!(later.status, 408 | 409 | 503), "{}: {}", later.status, later.body),
                Err(_) => {}
            }
            assert!(begun.elapsed() < Duration::from_secs(300), "no copy answers");
            self.again.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
