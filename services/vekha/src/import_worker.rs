//! Reads an order, a list of people or a table that was filled in, in a child process with memory and time limits: a file that blows up takes only the child with it.

use clap::{Args, ValueEnum};
use serde::de::DeserializeOwned;
use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{ExitCode, Stdio},
    time::Duration,
};
use thiserror::Error;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Semaphore,
};
use vekha_office::{Format, Grid, Order, ReadError, Roster};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 10 << 20;
/// Address space of the child, in bytes.
const MEMORY: u64 = 512 << 20;
/// How much of it the allocator takes ahead, in KiB; its usual 1 GiB is more than there is, and then what it needs beside is refused now
/// and then.
const AHEAD: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "65536");
/// Processor time of the child, in seconds.
const PROCESSOR_SECONDS: u64 = 10;
/// How long the parent waits for the child.
const PATIENCE: Duration = Duration::from_secs(15);

/// So many children at once: together they may take this many times [`MEMORY`].
static CHILDREN: Semaphore = Semaphore::const_new(2);

/// Why an order was not read.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file is not an order we can read; the reason is for the user.
    #[error("{0:?}")]
    Unreadable(ReadError),
    /// Larger than [`LARGEST`].
    #[error("too large")]
    TooLarge,
    /// The child ran out of memory or time.
    #[error("the reader ran out of memory or time")]
    OutOfLimits,
    /// The child could not be started or spoken to.
    #[error("the reader did not work: {0}")]
    Broken(#[from] std::io::Error),
}

/// Arguments of the hidden command `import-worker`.
#[derive(Args)]
pub struct Worker {
    #[arg(long)]
    format: FormatName,
    /// What the file holds
    #[arg(long, default_value = "order")]
    kind: Kind,
}

/// What a file is read as.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// A roadmap's order.
    Order,
    /// A list of people.
    Roster,
    /// A table that was filled in.
    Grid,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Order => "order",
            Kind::Roster => "roster",
            Kind::Grid => "grid",
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Docx,
    Xlsx,
    Csv,
    Text,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Docx => Format::Docx,
            FormatName::Xlsx => Format::Xlsx,
            FormatName::Csv => Format::Csv,
            FormatName::Text => Format::Text,
        }
    }
}

fn name_of(format: Format) -> &'static str {
    match format {
        Format::Docx => "docx",
        Format::Xlsx => "xlsx",
        Format::Csv => "csv",
        Format::Text => "text",
    }
}

impl Worker {
    /// In the child: limits first, then the file from stdin, then the answer as JSON on stdout.
    pub fn run(self) -> ExitCode {
        let limited = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)
            .and_then(|()| rlimit::setrlimit(rlimit::Resource::CPU, PROCESSOR_SECONDS, PROCESSOR_SECONDS))
            .and_then(|()| rlimit::setrlimit(rlimit::Resource::CORE, 0, 0));
        let mut bytes = Vec::new();
        if limited.is_err() || !has_room() || std::io::stdin().lock().read_to_end(&mut bytes).is_err() {
            return ExitCode::from(3);
        }
        let format = self.format.into();
        let answer = match self.kind {
            Kind::Order => serde_json::to_vec(&vekha_office::read_order(&bytes, format)),
            Kind::Roster => serde_json::to_vec(&vekha_office::read_roster(&bytes, format)),
            Kind::Grid => serde_json::to_vec(&vekha_office::read_grid(&bytes, format)),
        };
        match answer.map(|json| std::io::stdout().lock().write_all(&json)) {
            Ok(Ok(())) => ExitCode::SUCCESS,
            Ok(Err(_)) | Err(_) => ExitCode::from(3),
        }
    }
}

/// Whether at least half of the address space is free: a child that begins without room would call good files damaged.
fn has_room() -> bool {
    const PAGE: u64 = 4 << 10;
    let taken = std::fs::read_to_string("/proc/self/statm").ok();
    let taken: Option<u64> = taken.as_deref().and_then(|pages| pages.split(' ').next()?.parse().ok());
    taken.is_none_or(|pages| pages.saturating_mul(PAGE) < MEMORY / 2)
}

/// Reads an order from a file's bytes in a child process.
///
/// # Errors
/// See [`ImportError`].
pub async fn read(file_name: &str, bytes: &[u8]) -> Result<Order, ImportError> {
    read_as(Kind::Order, file_name, bytes).await
}

/// Reads a list of people from a file's bytes in a child process.
///
/// # Errors
/// See [`ImportError`].
pub async fn read_roster(file_name: &str, bytes: &[u8]) -> Result<Roster, ImportError> {
    read_as(Kind::Roster, file_name, bytes).await
}

/// Reads a table that was filled in from a file's bytes in a child process.
///
/// # Errors
/// See [`ImportError`].
pub async fn read_grid(file_name: &str, bytes: &[u8]) -> Result<Grid, ImportError> {
    read_as(Kind::Grid, file_name, bytes).await
}

async fn read_as<T: DeserializeOwned>(kind: Kind, file_name: &str, bytes: &[u8]) -> Result<T, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let format = Format::of(file_name, bytes).map_err(ImportError::Unreadable)?;
    // Whoever waits here waits for at most two others; the semaphore is never closed.
    let _turn = CHILDREN.acquire().await.map_err(std::io::Error::other)?;
    let answer = tokio::time::timeout(PATIENCE, ask_child(kind, format, bytes))
        .await
        .map_err(|_| ImportError::OutOfLimits)??;
    let answer = answer.ok_or(ImportError::OutOfLimits)?;
    let read: Result<T, ReadError> = serde_json::from_slice(&answer).map_err(std::io::Error::from)?;
    read.map_err(ImportError::Unreadable)
}

/// The child's answer, or none when it died.
async fn ask_child(kind: Kind, format: Format, bytes: &[u8]) -> std::io::Result<Option<Vec<u8>>> {
    let mut child = tokio::process::Command::new(this_program()?)
        .args(["import-worker", "--kind", kind.name(), "--format", name_of(format)])
        .env_clear()
        .env(AHEAD.0, AHEAD.1)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let feed = async {
        if let Some(mut input) = input {
            // A child that died early closes the pipe; its exit status tells.
            let _ = input.write_all(bytes).await;
        }
    };
    let listen = async {
        let mut answer = Vec::new();
        match output {
            Some(mut output) => output.read_to_end(&mut answer).await.map(|_| answer),
            None => Ok(answer),
        }
    };
    let ((), answer) = tokio::join!(feed, listen);
    Ok(child.wait().await?.success().then_some(answer?))
}

/// The program that runs now, also after an update has put another in its place: Linux keeps it under this name.
fn this_program() -> std::io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Ok(running) } else { std::env::current_exe() }
}
