//! A mail server that does at each step what it is told to.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

/// The steps of handing a letter over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// Within the letter, before its final dot.
    Body,
    /// After the final dot.
    Dot,
}

/// What the server does at a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    Say(&'static str),
    Silence,
    HangUp,
    /// The line is cut as by a crash: RST.
    Reset,
    /// Begins an answer and hangs up.
    Half,
    /// Waits until [`Server::release`], then takes the letter.
    Wait,
}

/// Good at all steps but one.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    pub wrong: Option<(Phase, Act)>,
    pub hangs_up_after_each: bool,
}

impl Script {
    pub fn good() -> Script {
        Script { wrong: None, hangs_up_after_each: false }
    }

    pub fn at(phase: Phase, act: Act) -> Script {
        Script { wrong: Some((phase, act)), ..Script::good() }
    }

    fn act(&self, phase: Phase) -> Act {
        let good = match phase {
            Phase::Greeting => "220 there",
            Phase::Ehlo => "250-there\r\n250-AUTH PLAIN\r\n250 STARTTLS",
            Phase::StartTls => "454 4.7.0 no",
            Phase::Auth => "235 in",
            Phase::Mail | Phase::Rcpt => "250 ok",
            Phase::Data => "354 go on",
            Phase::Body => "",
            Phase::Dot => "250 2.0.0 taken",
        };
        self.wrong.filter(|(wrong, _)| *wrong == phase).map_or(Act::Say(good), |(_, act)| act)
    }
}

#[derive(Debug)]
struct Shared {
    script: Script,
    connections: usize,
    /// Message-IDs of what came whole, in order.
    letters: Vec<String>,
}

pub struct Server {
    pub port: u16,
    shared: Arc<Mutex<Shared>>,
    released: Arc<Semaphore>,
}

impl Server {
    pub async fn start(script: Script) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Mutex::new(Shared { script, connections: 0, letters: Vec::new() }));
        let released = Arc::new(Semaphore::new(0));
        let server = Server { port, shared: shared.clone(), released: released.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, shared.clone(), released.clone()));
            }
        });
        server
    }

    /// From now on it does something else.
    pub fn say(&self, script: Script) {
        self.shared.lock().unwrap().script = script;
    }

    pub fn connections(&self) -> usize {
        self.shared.lock().unwrap().connections
    }

    /// Message-IDs of the letters whose final dot came.
    pub fn letters(&self) -> Vec<String> {
        self.shared.lock().unwrap().letters.clone()
    }

    /// Waits until so many final dots came.
    pub async fn came(&self, many: usize) {
        while self.letters().len() < many {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub fn release(&self) {
        self.released.add_permits(1);
    }
}

async fn serve(stream: TcpStream, shared: Arc<Mutex<Shared>>, released: Arc<Semaphore>) {
    let mut stream = BufReader::new(stream);
    let script = || shared.lock().unwrap().script;
    if !done(&mut stream, script().act(Phase::Greeting), &released).await {
        return;
    }
    let mut line = String::new();
    while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
        let phase = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => Phase::Ehlo,
            "STAR" => Phase::StartTls,
            "AUTH" => Phase::Auth,
            "RCPT" => Phase::Rcpt,
            "DATA" => Phase::Data,
            // RSET and QUIT are always answered.
            "MAIL" => Phase::Mail,
            _ => {
                let _ = stream.write_all(b"250 ok\r\n").await;
                line.clear();
                continue;
            }
        };
        line.clear();
        let act = script().act(phase);
        if !done(&mut stream, act, &released).await {
            return;
        }
        if phase == Phase::Data && matches!(act, Act::Say(words) if words.starts_with("354")) {
            if !body(&mut stream, &shared, &released).await {
                return;
            }
            if script().hangs_up_after_each {
                return;
            }
        }
    }
}

/// Reads a letter; false when the connection is over.
async fn body(stream: &mut BufReader<TcpStream>, shared: &Mutex<Shared>, released: &Semaphore) -> bool {
    let (mut id, mut line) = (String::new(), String::new());
    let script = shared.lock().unwrap().script;
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return false;
        }
        if let Some(named) = line.strip_prefix("Message-ID: ") {
            id = named.trim().to_owned();
            match script.act(Phase::Body) {
                Act::Say(_) => {}
                act => return done(stream, act, released).await,
            }
        }
        if line == ".\r\n" {
            shared.lock().unwrap().letters.push(id);
            return done(stream, script.act(Phase::Dot), released).await;
        }
    }
}

/// Acts; false when the connection is over.
async fn done(stream: &mut BufReader<TcpStream>, act: Act, released: &Semaphore) -> bool {
    match act {
        Act::Say(words) => stream.write_all(format!("{words}\r\n").as_bytes()).await.is_ok(),
        Act::Wait => {
            released.acquire().await.unwrap().forget();
            stream.write_all(b"250 2.0.0 taken\r\n").await.is_ok()
        }
        Act::Silence => {
            // Until the other side has had enough.
            let mut rest = String::new();
            while stream.read_line(&mut rest).await.unwrap_or(0) > 0 {}
            false
        }
        Act::Half => {
            let _ = stream.write_all(b"250-half of an answ").await;
            false
        }
        Act::HangUp => false,
        Act::Reset => {
            let _ = stream.get_ref().set_zero_linger();
            false
        }
    }
}
