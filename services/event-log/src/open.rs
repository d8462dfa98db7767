//! Opening a log: which database an address is of, and how.

use crate::{EventLog, error::OpenError, handles::Clock, postgres, sqlite};
use std::path::PathBuf;

/// How to open a log.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    pub(crate) database: String,
    pub(crate) create: bool,
    pub(crate) clock: Clock,
}

impl OpenOptions {
    /// `postgres://…` or `postgresql://…`, `sqlite://PATH` or a path.
    pub fn new(database: &str) -> OpenOptions {
        OpenOptions { database: database.to_owned(), create: false, clock: Clock::real() }
    }

    /// Whether to make the database if it is not there; not done unless asked.
    pub fn create(mut self, create: bool) -> OpenOptions {
        self.create = create;
        self
    }

    /// Where the time of recording comes from; the machine's clock unless told.
    pub fn clock(mut self, clock: Clock) -> OpenOptions {
        self.clock = clock;
        self
    }

    /// Whether the address is of a server's database rather than of a file.
    pub fn is_on_server(&self) -> bool {
        ["postgres://", "postgresql://"].iter().any(|scheme| self.database.starts_with(scheme))
    }

    /// The database's file; of a server's database, what its address says with `?beside=PATH`, or its name in the working directory.
    /// The program's own files lie beside it.
    ///
    /// # Errors
    /// [`OpenError::Address`]: the address is not of a database.
    pub fn path(&self) -> Result<PathBuf, OpenError> {
        if self.is_on_server() {
            let (address, beside) = self.server();
            let name = postgres::name(&address)?;
            return Ok(PathBuf::from(beside.map_or(name, str::to_owned)));
        }
        let path = self.database.strip_prefix("sqlite://").or_else(|| self.database.strip_prefix("sqlite:"));
        let path = path.unwrap_or(&self.database);
        if path.is_empty() || path.contains("://") || path == ":memory:" {
            return Err(OpenError::Address(self.database.clone()));
        }
        Ok(PathBuf::from(path))
    }
}

impl OpenOptions {
    /// A server's address as the server is told it, and what `beside` says in it.
    pub(crate) fn server(&self) -> (String, Option<&str>) {
        let Some((address, asked)) = self.database.split_once('?') else { return (self.database.clone(), None) };
        let beside = asked.split('&').find_map(|part| part.strip_prefix("beside="));
        let rest: Vec<&str> = asked.split('&').filter(|part| !part.starts_with("beside=")).collect();
        let address = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
        (address, beside)
    }
}

pub(crate) async fn open(options: OpenOptions) -> Result<EventLog, OpenError> {
    let path = options.path()?;
    if options.is_on_server() { postgres::open(path, &options).await } else { sqlite::open(path, &options).await }
}
