//! The program in a process of its own.

use super::client::Client;
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use vekha_tests::program;

/// Ended when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// From the start of the process to the first answer.
    pub began_in: Duration,
}

impl Server {
    /// Starts it on a database.
    pub fn start(database: &str) -> Server {
        Server::run(&["serve", "--database", database])
    }

    /// Starts a command of it that serves.
    pub fn run(command: &[&str]) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let binary = program::binary();
        let begun = Instant::now();
        let child = Command::new(binary)
            .args(command)
            .args(["--listen", &address])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { child, address, began_in: Duration::ZERO };
        while Client::open(&server.address).is_none_or(|mut client| client.get("/healthz", "").status != 200) {
            assert!(begun.elapsed() < Duration::from_secs(60), "the program does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        server.began_in = begun.elapsed();
        server
    }

    /// A connection to it.
    pub fn client(&self) -> Client {
        Client::open(&self.address).unwrap()
    }

    /// What it holds of the machine's memory, in MB.
    pub fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
        kilobytes.unwrap_or(0_u64) / 1_024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
