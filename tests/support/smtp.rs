//! A mail server that counts: how often each Message-ID came whole.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};
use uuid::Uuid;

/// The server; it serves until the process ends.
pub struct Counting {
    /// Its port on this machine.
    pub port: u16,
    counts: Arc<Mutex<BTreeMap<Uuid, usize>>>,
}

impl Counting {
    /// Starts one that takes a letter after a little while, a different one each time.
    pub fn start(seed: u64) -> Counting {
        Counting::serving(Some(seed))
    }

    /// Starts one that takes a letter at once.
    pub fn prompt() -> Counting {
        Counting::serving(None)
    }

    fn serving(seed: Option<u64>) -> Counting {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|e| panic!("no port: {e}"));
        let port = listener.local_addr().map_or(0, |at| at.port());
        let counts = Arc::new(Mutex::new(BTreeMap::new()));
        let shared = counts.clone();
        thread::spawn(move || {
            for (n, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let (shared, seed) = (shared.clone(), seed.map(|seed| seed.wrapping_add(n as u64)));
                // A copy that is killed leaves its line in the middle.
                thread::spawn(move || drop(serve(&stream, &shared, seed)));
            }
        });
        Counting { port, counts }
    }

    /// Message-ID's id → how often it came.
    pub fn counts(&self) -> BTreeMap<Uuid, usize> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many different letters came.
    pub fn whole(&self) -> usize {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

fn serve(stream: &TcpStream, counts: &Mutex<BTreeMap<Uuid, usize>>, seed: Option<u64>) -> std::io::Result<()> {
    let (mut lines, mut out) = (BufReader::new(stream).lines(), stream);
    let (mut inside, mut id, mut letters) = (false, None, seed);
    out.write_all(b"220 there\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        if inside {
            if let Some(named) = line.strip_prefix("Message-ID: <") {
                id = named.split(['.', '@']).next().and_then(|id| id.parse().ok());
            }
            if line != "." {
                continue;
            }
            inside = false;
            if let Some(id) = id.take() {
                *counts.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_insert(0) += 1;
            }
            if let Some(letters) = &mut letters {
                *letters = letters.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                thread::sleep(Duration::from_micros(*letters >> 50));
            }
            out.write_all(b"250 2.0.0 taken\r\n")?;
            continue;
        }
        inside = line.starts_with("DATA");
        out.write_all(if inside { b"354 go on\r\n" } else { b"250 ok\r\n" })?;
    }
    Ok(())
}
