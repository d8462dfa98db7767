//! The real program in its own process: commands with their answers, and the demonstration while it serves.

use crate::{Folder, http, tree};
use serde_json::Value;
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

/// How long a server may take to begin, or to end when asked to; a debug build is slow.
const PATIENCE: Duration = Duration::from_secs(180);

/// The program as it is built now, built first if need be.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // A test lies in <target>/<profile>/deps, the program in <target>/<profile>.
        let test = env::current_exe().unwrap_or_else(|e| panic!("own path: {e}"));
        let profile = test.parent().and_then(Path::parent).unwrap_or_else(|| panic!("{}", test.display()));
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--locked", "-p", "vekha", "-p", "vekha-verifier"]).current_dir(tree::root());
        build.arg("--target-dir").arg(profile.parent().unwrap_or(profile));
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().is_ok_and(|status| status.success()), "the program does not build");
        profile.join("vekha")
    })
}

/// What a command answered.
#[derive(Debug)]
pub struct Ran {
    /// Exit status: 0 done, 1 refused or "not so", 2 wrong use, 3 broken.
    pub code: i32,
    /// Standard output.
    pub said: String,
    /// Standard error: sentences about failures, and the log.
    pub complained: String,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            said: String::from_utf8_lossy(&output.stdout).into_owned(),
            complained: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The answer of a command that must have succeeded.
    pub fn ok(self) -> Ran {
        assert_eq!(self.code, 0, "{}{}", self.said, self.complained);
        self
    }

    /// Standard output as one JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.said).unwrap_or_else(|e| panic!("{e}: {}{}", self.said, self.complained))
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(args).env_clear().env("PATH", env::var_os("PATH").unwrap_or_default());
    command
}

/// Runs a command to its end.
pub fn vekha(args: &[&str]) -> Ran {
    let output = command(args).stdin(Stdio::null()).output();
    Ran::of(&output.unwrap_or_else(|e| panic!("{args:?}: {e}")))
}

/// Runs a command in a folder, where what belongs beside a server's database lies.
pub fn vekha_in(folder: &Folder, args: &[&str], input: &str) -> Ran {
    let mut command = command(args);
    let piped = command.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    answered(piped, args, input)
}

/// Runs the verifier in a folder, without anything of the environment.
pub fn verifier(folder: &Path, args: &[&str]) -> Ran {
    let mut program = Command::new(binary().with_file_name("vekha-verify"));
    let output = program.args(args).current_dir(folder).env_clear().stdin(Stdio::null()).output();
    Ran::of(&output.unwrap_or_else(|e| panic!("{args:?}: {e}")))
}

/// Runs a command that reads `input`.
pub fn vekha_reading(args: &[&str], input: &str) -> Ran {
    answered(command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()), args, input)
}

fn answered(command: &mut Command, args: &[&str], input: &str) -> Ran {
    let spawned = command.spawn();
    let mut child = spawned.unwrap_or_else(|e| panic!("{args:?}: {e}"));
    if let Some(mut stdin) = child.stdin.take() {
        // A command that refuses early need not read.
        let _ = stdin.write_all(input.as_bytes());
    }
    Ran::of(&child.wait_with_output().unwrap_or_else(|e| panic!("{args:?}: {e}")))
}

/// Serves a database until the program says on standard error what `wanted` finds in a line; asks there with it; ends the program.
pub fn while_serving<T>(database: &str, wanted: impl Fn(&str) -> Option<String>, ask: impl Fn(&str) -> T) -> T {
    let spawned = command(&["serve", "--listen", "127.0.0.1:0", "--database", database])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = spawned.unwrap_or_else(|e| panic!("serve: {e}"));
    let lines = BufReader::new(child.stderr.take().unwrap_or_else(|| panic!("no standard error"))).lines();
    let found = lines.map_while(Result::ok).find_map(|line| wanted(&line));
    let answer = found.as_deref().map(ask);
    let _ = child.kill();
    let _ = child.wait();
    answer.unwrap_or_else(|| panic!("the program did not say it"))
}

/// The demonstration, serving; killed when dropped.
pub struct Demo {
    child: Child,
    /// `demo.json`: `base_url` and the accounts.
    pub card: Value,
}

impl Demo {
    /// Starts it in `folder` and waits until it answers.
    pub fn start(folder: &Folder) -> Demo {
        let data = folder.path().to_string_lossy().into_owned();
        let card = folder.file("demo.json");
        let _ = std::fs::remove_file(&card);
        let errors = std::fs::File::create(folder.file("demo.log")).map_or_else(|_| Stdio::null(), Stdio::from);
        let spawned = command(&["demo", "--listen", "127.0.0.1:0", "--data", &data])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(errors)
            .spawn();
        let mut demo = Demo { child: spawned.unwrap_or_else(|e| panic!("demo: {e}")), card: Value::Null };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Ok(Some(status)) = demo.child.try_wait() {
                let log = std::fs::read_to_string(folder.file("demo.log")).unwrap_or_default();
                panic!("the demonstration ended with {status}: {log}");
            }
            demo.card = std::fs::read(&card).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default();
            if !demo.card.is_null() && http::get(&demo.url("/healthz")).is_ok_and(|answer| answer.status == 200) {
                return demo;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("the demonstration does not answer");
    }

    /// Address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.card["base_url"].as_str().unwrap_or_default())
    }

    /// The first account with that role.
    pub fn account(&self, role: &str) -> &Value {
        let accounts = self.card["accounts"].as_array().map_or(&[][..], Vec::as_slice);
        accounts.iter().find(|a| a["role"] == role).unwrap_or_else(|| panic!("no account of a {role}"))
    }

    /// The token for programs of the first account with that role.
    pub fn token(&self, role: &str) -> String {
        self.account(role)["api_token"].as_str().unwrap_or_default().to_owned()
    }

    /// The token for programs of the account with that login.
    pub fn token_of(&self, login: &str) -> String {
        let accounts = self.card["accounts"].as_array().map_or(&[][..], Vec::as_slice);
        let account = accounts.iter().find(|a| a["login"] == login).unwrap_or_else(|| panic!("no account {login}"));
        account["api_token"].as_str().unwrap_or_default().to_owned()
    }

    /// Asks it to end (SIGTERM) and gives its exit status.
    pub fn ask_to_end(mut self) -> i32 {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()), "no signal was sent");
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.code().unwrap_or(-1);
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the demonstration does not end");
    }

    /// Kills it at once (SIGKILL), as a power cut would.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
