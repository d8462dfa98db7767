//! Letters on their way: to a real mail server, and by copies that are killed.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use vekha_event_log::Clock;
use vekha_tests::{
    Folder,
    killing::{self, Trial},
    mailing::{self, Mailing},
    postgres, program, tree, vekha,
};

const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn a_copy_sends_when_it_is_started_for_that() {
    mailing::send_if_asked();
}

#[test]
fn two_copies_killed_again_and_again_lose_no_letter_and_repeat_only_what_was_on_its_way() {
    let this = ["--exact", "letters::a_copy_sends_when_it_is_started_for_that"];
    let killed = killing::run(Trial { letters: 200, copies: 2, kills: 8, pauses: 2, seed: 20_230_703 }, None, &this);
    println!("{killed}");
    assert_eq!((killed.lost, killed.unexplained, killed.unsettled), (0, 0, 0), "{killed}");
    assert!(killed.duplicates <= killed.on_their_way);
}

#[test]
fn three_copies_on_a_server_killed_and_paused_do_not_either() {
    let Some(server) = postgres::shared() else { return };
    let this = ["--exact", "letters::a_copy_sends_when_it_is_started_for_that"];
    let trial = Trial { letters: 200, copies: 3, kills: 6, pauses: 4, seed: 20_230_704 };
    let killed = killing::run(trial, Some(server), &this);
    println!("{killed}");
    assert_eq!((killed.lost, killed.unexplained, killed.unsettled), (0, 0, 0), "{killed}");
    assert!(killed.duplicates <= killed.on_their_way);
}

/// A server of aiosmtpd; killed when dropped.
struct MailServer {
    child: Child,
    port: u16,
    folder: Folder,
}

impl MailServer {
    /// None, said aloud, where aiosmtpd is not installed: `tests/run` does that.
    fn start(mode: &str) -> Option<MailServer> {
        let python = std::env::var_os("VEKHA_MAIL_PYTHON").map(PathBuf::from);
        let python = python.unwrap_or_else(|| tree::root().join("target/tools/mail/bin/python"));
        if !python.exists() {
            eprintln!("skipped: there is no {}; tests/run installs aiosmtpd", python.display());
            return None;
        }
        let folder = Folder::new();
        let mut child = Command::new(python)
            .arg(tree::root().join("tests/support/mail_server.py"))
            .args([folder.path(), Path::new(mode)])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("aiosmtpd did not start");
        Some(MailServer { child, port, folder })
    }

    /// Settings that lead to it.
    fn settings(&self, mode: &str, password: Option<&str>) -> PathBuf {
        let file = self.folder.file("vekha.toml");
        let ca = self.folder.file("ca.pem");
        let user = password.map_or(String::new(), |p| format!("user = \"vekha\"\npassword = \"{p}\"\n"));
        let text = format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"{mode}\"\nfrom = \"vekha@example.org\"\nca_file = \"{}\"\n{user}",
            self.port,
            ca.display()
        );
        fs::write(&file, text).unwrap();
        file
    }

    /// The letters it has, as they came, the recipient in the first line.
    fn letters(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap().flatten().map(|entry| entry.path());
        files
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    }

    fn wait_for(&self, many: usize) -> Vec<String> {
        let begun = Instant::now();
        while self.letters().len() < many {
            assert!(begun.elapsed() < PATIENCE, "{} letters came", self.letters().len());
            thread::sleep(Duration::from_millis(50));
        }
        self.letters()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An office with letters that wait since today, for programs with the real clock.
fn office(database: &str, letters: usize) -> (Mailing, Vec<String>, tokio::runtime::Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (mailing, ids) = runtime.block_on(async {
        let mailing = Mailing::found(database, Clock::real()).await;
        let ids = mailing.queue(letters).await;
        (mailing, ids)
    });
    (mailing, ids.iter().map(|id| format!("Message-ID: <{id}.")).collect(), runtime)
}

fn has_all(letters: &[String], ids: &[String]) {
    assert_eq!(letters.len(), ids.len());
    for id in ids {
        let letter = letters.iter().find(|letter| letter.contains(id.as_str()));
        let letter = letter.unwrap_or_else(|| panic!("{id} did not come"));
        assert!(letter.starts_with("kochneva@example.org\r\n") && letter.contains("Auto-Submitted: auto-generated"));
    }
}

#[test]
fn a_command_sends_what_waits_to_a_real_server_over_tls() {
    let Some(server) = MailServer::start("tls") else { return };
    let folder = Folder::new();
    let database = folder.database("vekha.db");
    let (mailing, ids, runtime) = office(&database, 3);
    let settings = server.settings("tls", None).display().to_string();
    let shown = vekha(&["remind", "--dry-run", "--json", "--database", &database, "--config", &settings]).ok().json();
    let first = &shown[0];
    assert_eq!((first["to"].as_str(), first["state"].as_str()), (Some("kochneva@example.org"), Some("queued")));
    assert_eq!(
        (first["items"][0]["rule"].as_str(), first["items"][0]["due"].as_str()),
        (Some("due:1"), Some("2023-03-31"))
    );
    assert!(server.letters().is_empty(), "a dry run sends nothing");
    let sent = vekha(&["remind", "--json", "--database", &database, "--config", &settings]).ok().json();
    assert!(sent.as_array().unwrap().iter().all(|letter| letter["state"] == "sent"), "{sent}");
    has_all(&server.letters(), &ids);
    // What the server answered is in the history, without the address it named.
    assert!(runtime.block_on(mailing.waiting()).is_empty());
    let history = vekha(&["history", "--json", "--database", &database]).ok().said;
    assert!(history.contains("has letter 3") && !history.contains("kochneva@"), "{history}");
    // A second time there is nothing left to send.
    vekha(&["remind", "--database", &database, "--config", &settings]).ok();
    assert_eq!(server.letters().len(), 3);
}

#[test]
fn a_serving_program_sends_what_waits_after_starttls_and_signing_in_and_ends_when_asked() {
    let Some(server) = MailServer::start("starttls") else { return };
    let folder = Folder::new();
    let database = folder.database("vekha.db");
    let (mailing, ids, runtime) = office(&database, 30);
    // With a wrong password nothing goes and no letter pays for it.
    let wrong = server.settings("starttls", Some("wrong")).display().to_string();
    vekha(&["remind", "--database", &database, "--config", &wrong]).ok();
    assert_eq!(runtime.block_on(mailing.waiting()).len(), 30);
    assert!(server.letters().is_empty());
    let settings = server.settings("starttls", Some("milestone-7")).display().to_string();
    let mut serving = Command::new(program::binary())
        .args(["serve", "--listen", "127.0.0.1:0", "--database", &database, "--config", &settings])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    has_all(&server.wait_for(30), &ids);
    let asked = Command::new("kill").args(["-TERM", &serving.id().to_string()]).status();
    assert!(asked.is_ok_and(|status| status.success()));
    let begun = Instant::now();
    while serving.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < PATIENCE, "the program does not end");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(serving.wait().unwrap().code(), Some(0));
    assert!(runtime.block_on(mailing.waiting()).is_empty());
}
