//! Copies of the program that serve one PostgreSQL database, each in a process of its own.

use crate::{Folder, http, killing::signal, postgres::Server, program, vekha_in};
use serde_json::Value;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How long a copy may take to begin, to answer as wished or to end; a debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(180);

/// The copies, and what they share; ended when dropped.
pub struct Copies {
    /// What lies beside the database.
    pub folder: Folder,
    /// The server.
    pub server: Server,
    /// The database's address.
    pub database: String,
    running: Mutex<Vec<Running>>,
}

struct Running {
    child: Child,
    url: String,
}

/// A copy that was started; it need not answer yet.
pub struct Started {
    child: Child,
    said: BufReader<std::process::ChildStdout>,
}

impl Copies {
    /// So many copies, started at once on an empty database; none where PostgreSQL is not installed.
    pub fn start(many: usize) -> Option<Copies> {
        let server = Server::start()?;
        let folder = Folder::new();
        let database = format!("{}?beside={}", server.database(), folder.file("vekha").display());
        let copies = Copies { folder, server, database, running: Mutex::default() };
        let started: Vec<Started> = (0..many).map(|_| copies.begin(&copies.database)).collect();
        let running = started.into_iter().map(|started| copies.answering(started)).collect();
        *copies.held() = running;
        Some(copies)
    }

    /// Starts a copy on an address.
    pub fn begin(&self, database: &str) -> Started {
        let errors = File::options().create(true).append(true).open(self.folder.file("errors.log"));
        let mut serve = Command::new(program::binary());
        serve.args(["serve", "--listen", "127.0.0.1:0", "--database", database]).current_dir(self.folder.path());
        serve.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors.map_or_else(|_| Stdio::null(), Stdio::from));
        let mut child = serve.spawn().unwrap_or_else(|e| panic!("serve: {e}"));
        let said = BufReader::new(child.stdout.take().unwrap_or_else(|| panic!("no standard output")));
        Started { child, said }
    }

    /// Waits until a copy says where it answers, and does.
    fn answering(&self, mut started: Started) -> Running {
        let mut line = String::new();
        let _ = started.said.read_line(&mut line);
        let url = line.split_whitespace().find(|word| word.starts_with("http://"));
        let Some(url) = url else { panic!("a copy does not serve: {line}{}", self.errors()) };
        let running = Running { child: started.child, url: url.trim_end_matches(['.', '/']).to_owned() };
        until("it is ready", || http::get(&format!("{}/readyz", running.url)).is_ok_and(|answer| answer.status == 200));
        running
    }

    /// How a copy ends by itself, and what all of them complained of.
    pub fn refused(&self, database: &str) -> (i32, String) {
        let mut started = self.begin(database);
        let mut ended = None;
        until("it ends", || {
            ended = started.child.try_wait().ok().flatten();
            ended.is_some()
        });
        (ended.and_then(|status| status.code()).unwrap_or(-1), self.errors())
    }

    fn errors(&self) -> String {
        std::fs::read_to_string(self.folder.file("errors.log")).unwrap_or_default()
    }

    /// The address of a page of a copy.
    pub fn url(&self, which: usize, path: &str) -> String {
        let running = self.held();
        format!("{}{path}", running[which % running.len()].url)
    }

    /// What a copy answers to a program.
    pub fn json(&self, which: usize, path: &str, token: &str) -> Value {
        let answer = http::send("GET", &self.url(which, path), &[("Authorization", &format!("Bearer {token}"))], "");
        let answer = answer.unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    /// A command on the database.
    pub fn command(&self, args: &[&str]) -> crate::Ran {
        vekha_in(&self.folder, &[args, &["--database", &self.database]].concat(), "горизонт-7\n")
    }

    /// Kills a copy (SIGKILL) and starts another in its place.
    pub fn kill(&self, which: usize) {
        let started = self.begin(&self.database);
        {
            let child = &mut self.held()[which].child;
            let _ = child.kill();
            let _ = child.wait();
        }
        let running = self.answering(started);
        self.held()[which] = running;
    }

    /// Asks a copy to end (SIGTERM), gives its exit status, and starts another in its place.
    pub fn replace(&self, which: usize) -> i32 {
        let started = self.begin(&self.database);
        let running = self.answering(started);
        let mut old = std::mem::replace(&mut self.held()[which], running);
        signal(&old.child, "TERM");
        let mut status = None;
        until("it ends", || {
            status = old.child.try_wait().ok().flatten();
            status.is_some()
        });
        status.and_then(|status| status.code()).unwrap_or(-1)
    }

    /// Stops a copy for a while, as a machine that is paused stops.
    pub fn pause(&self, which: usize, long: Duration) {
        signal(&self.held()[which].child, "STOP");
        thread::sleep(long);
        signal(&self.held()[which].child, "CONT");
    }

    /// Cuts every connection to the server.
    pub fn cut(&self) {
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()";
        self.server.sql("postgres", sql);
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        for Running { child, .. } in self.held().iter_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Waits until something is so.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "waited for in vain: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
