//! A client that keeps its connection, as browsers do, and takes compressed answers.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Instant,
};

/// One connection.
pub struct Client {
    reader: BufReader<TcpStream>,
    host: String,
}

/// An answer without its body.
pub struct Answer {
    pub status: u16,
    pub bytes: usize,
    pub milliseconds: f64,
}

impl Client {
    pub fn open(host: &str) -> Option<Client> {
        let stream = TcpStream::connect(host).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Client { reader: BufReader::new(stream), host: host.to_owned() })
    }

    pub fn get(&mut self, path: &str, token: &str) -> Answer {
        self.ask(&format!("GET {path}"), token, "")
    }

    pub fn post(&mut self, path: &str, token: &str, json: &str) -> Answer {
        let body = format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{json}", json.len());
        self.ask(&format!("POST {path}"), token, &body)
    }

    /// `rest` is what follows the headers that every request has: none, or the body with its own headers.
    fn ask(&mut self, what: &str, token: &str, rest: &str) -> Answer {
        let begun = Instant::now();
        let who = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let rest = if rest.is_empty() { "\r\n" } else { rest };
        let request = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\nAccept-Language: ru\r\n{who}{rest}",
            self.host
        );
        self.reader.get_mut().write_all(request.as_bytes()).unwrap();
        let status = self.line().split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(n) = line.strip_prefix("content-length: ") {
                length = n.parse().unwrap();
            }
            chunked |= line == "transfer-encoding: chunked";
        }
        let bytes = if chunked { self.chunks() } else { self.body(length) };
        Answer { status, bytes, milliseconds: begun.elapsed().as_secs_f64() * 1_000.0 }
    }

    fn chunks(&mut self) -> usize {
        let mut all = 0;
        loop {
            let size = usize::from_str_radix(self.line().trim(), 16).unwrap();
            self.body(size);
            self.line();
            if size == 0 {
                return all;
            }
            all += size;
        }
    }

    fn body(&mut self, length: usize) -> usize {
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).unwrap();
        length
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}
