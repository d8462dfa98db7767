//! As much HTTP as a story needs: one request a connection, plain text, no redirects followed.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Names in lower case with their values.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// The body as it came: a file.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.body))
    }
}

/// Reads a page.
///
/// # Errors
/// Nobody answers.
pub fn get(url: &str) -> io::Result<Answer> {
    send("GET", url, &[], "")
}

/// Sends a request.
///
/// # Errors
/// Nobody answers, or the connection ends before the whole answer came.
pub fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Answer> {
    send_bytes(method, url, headers, body.as_bytes())
}

/// Sends a request whose body is no text, such as a file.
///
/// # Errors
/// As [`send`].
pub fn send_bytes(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<Answer> {
    let rest = url.strip_prefix("http://").ok_or_else(|| wrong(url))?;
    let (host, path) = rest.split_once('/').ok_or_else(|| wrong(url))?;
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    // HTTP/1.0: the answer comes in one piece and ends with the connection.
    write!(stream, "{method} /{path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {length}\r\n{headers}\r\n")?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes).ok_or_else(|| wrong(&String::from_utf8_lossy(&bytes)))
}

fn parse(answer: &[u8]) -> Option<Answer> {
    const END: &[u8] = b"\r\n\r\n";
    let (head, body) = answer.split_at(answer.windows(END.len()).position(|bytes| bytes == END)?);
    let (head, bytes) = (String::from_utf8_lossy(head), body.get(END.len()..)?.to_vec());
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> =
        lines.filter_map(|l| l.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let whole = headers.iter().find(|(name, _)| name == "content-length").map_or(Some(0), |(_, n)| n.parse().ok())?;
    let body = String::from_utf8_lossy(&bytes).into_owned();
    (bytes.len() >= whole).then_some(Answer { status, headers, body, bytes })
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no whole answer: {what}"))
}
