//! The log's own reading, on either database.

use crate::{
    chain::Hash,
    error::LogError,
    event::{Head, LogId},
    postgres,
    read::{Ask, Linked},
    sqlite,
};

/// Where the log is read from.
#[derive(Clone, Debug)]
pub(crate) enum Store {
    Sqlite(sqlite::Direct),
    Postgres(postgres::Readers),
}

impl Store {
    /// Where a log ends; none for a log nobody has written to.
    pub(crate) async fn head(&self, log: LogId) -> Result<Option<Head>, LogError> {
        match self {
            Store::Sqlite(direct) => Ok(direct.head(log)?),
            Store::Postgres(readers) => Ok(readers.head(log).await?),
        }
    }

    /// Where every log ends, by id.
    pub(crate) async fn heads(&self) -> Result<Vec<Head>, LogError> {
        match self {
            Store::Sqlite(direct) => Ok(direct.heads()?),
            Store::Postgres(readers) => Ok(readers.heads().await?),
        }
    }

    /// Every log with an event or a head, by id.
    pub(crate) async fn logs(&self) -> Result<Vec<LogId>, LogError> {
        match self {
            Store::Sqlite(direct) => Ok(direct.logs()?),
            Store::Postgres(readers) => Ok(readers.logs().await?),
        }
    }

    /// When the event at a position was recorded.
    pub(crate) async fn recorded_at(&self, log: LogId, position: u64) -> Result<Option<i64>, LogError> {
        match self {
            Store::Sqlite(direct) => Ok(direct.recorded_at(log, position)?),
            Store::Postgres(readers) => Ok(readers.recorded_at(log, position).await?),
        }
    }

    /// A connection for page after page.
    pub(crate) fn reader(&self) -> Reader {
        match self {
            Store::Sqlite(direct) => Reader::Sqlite(direct.take()),
            Store::Postgres(readers) => Reader::Postgres(readers.take()),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Store::Sqlite(direct) => direct.close(),
            Store::Postgres(readers) => readers.close().await,
        }
    }
}

/// A connection that reads page after page.
pub(crate) enum Reader {
    Sqlite(sqlite::InUse),
    Postgres(postgres::Reader),
}

impl Reader {
    /// Visits the events of a page; says the last position, or of a stream the last version.
    pub(crate) async fn page(&mut self, ask: Ask<'_>, visit: impl FnMut(Linked<'_>)) -> Result<u64, LogError> {
        match self {
            Reader::Sqlite(reader) => {
                let at = reader.page(ask, visit)?;
                // Nothing above waited: others get their turn here.
                tokio::task::yield_now().await;
                Ok(at)
            }
            Reader::Postgres(reader) => reader.page(ask, visit).await,
        }
    }

    /// At most so many leaves after a position, each with its own; none where the row holds no hash.
    pub(crate) async fn leaves(
        &mut self,
        log: LogId,
        after: u64,
        up_to: u64,
        most: i64,
    ) -> Result<Vec<(u64, Option<Hash>)>, LogError> {
        match self {
            Reader::Sqlite(reader) => {
                let leaves = reader.leaves(log, after, up_to, most)?;
                tokio::task::yield_now().await;
                Ok(leaves)
            }
            Reader::Postgres(reader) => Ok(reader.leaves(log, after, up_to, most).await?),
        }
    }
}
