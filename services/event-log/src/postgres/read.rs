//! Reads the log from PostgreSQL: page after page over a connection kept for it.

use super::PATIENCE;
use crate::{
    chain::Hash,
    error::LogError,
    event::{Head, LogId, StoredEvent},
    read::{Ask, Linked, PAGE, day},
    rows,
    tables::KEPT_UNTESTED,
};
use sqlx::{
    Connection, PgPool, Postgres, Row,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
};
use uuid::Uuid;

/// Readers of the log at one time; the next one waits.
const READERS: u32 = 8;

macro_rules! page {
    ($where:literal, $order:literal) => {
        concat!(
            "SELECT position, event_id, stream_id, version, type, schema_version, occurred_on, recorded_at, actor_id, \
             command_id, correlation_id, causation_id, payload, leaf_hash, chain_hash FROM events WHERE ",
            $where,
            " ORDER BY ",
            $order,
            " LIMIT $4"
        )
    };
}

pub(super) const BY_POSITION: &str = page!("log_id = $1 AND position > $2 AND position <= $3", "position");
pub(super) const BY_VERSION: &str =
    page!("log_id = $1 AND version > $2 AND position <= $3 AND stream_id = $5", "version");
pub(super) const LEAVES: &str = "SELECT position, leaf_hash FROM events WHERE log_id = $1 AND position > $2 AND position <= $3 \
                      ORDER BY position LIMIT $4";
pub(super) const HEAD: &str = "SELECT log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id = $1";
pub(super) const HEADS: &str = "SELECT log_id, position, chain_hash, recorded_at FROM log_head ORDER BY log_id";
/// From one log to the next by the key: as many steps as there are logs, however long they are.
pub(super) const LOGS: &str = "WITH RECURSIVE found (log_id) AS ((SELECT log_id FROM events ORDER BY log_id LIMIT 1) UNION ALL \
                    SELECT (SELECT next.log_id FROM events AS next WHERE next.log_id > found.log_id ORDER BY next.log_id LIMIT 1) \
                    FROM found WHERE found.log_id IS NOT NULL) \
                    SELECT log_id FROM found WHERE log_id IS NOT NULL UNION SELECT log_id FROM log_head ORDER BY log_id";
pub(super) const RECORDED_AT: &str = "SELECT recorded_at FROM events WHERE log_id = $1 AND position = $2";

/// Connections that read the log.
#[derive(Clone, Debug)]
pub(crate) struct Readers(PgPool);

/// A connection in use, taken at its first page; it goes back when dropped.
pub(crate) struct Reader {
    home: PgPool,
    db: Option<PoolConnection<Postgres>>,
}

impl Readers {
    pub(crate) fn new(settings: PgConnectOptions) -> Readers {
        let settings = settings.options([("default_transaction_read_only", "on")]);
        let pool = PgPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            // A server that was started anew has forgotten its connections.
            .before_acquire(|db, kept| {
                Box::pin(async move { Ok(kept.idle_for < KEPT_UNTESTED || db.ping().await.is_ok()) })
            });
        Readers(pool.connect_lazy_with(settings))
    }

    pub(crate) async fn head(&self, log: LogId) -> Result<Option<Head>, sqlx::Error> {
        let row = sqlx::query(HEAD).bind(log.0.as_bytes().as_slice()).fetch_optional(&self.0).await?;
        row.as_ref().map(|row| rows::head(row, 0)).transpose()
    }

    pub(crate) async fn heads(&self) -> Result<Vec<Head>, sqlx::Error> {
        let rows = sqlx::query(HEADS).fetch_all(&self.0).await?;
        rows.iter().map(|row| rows::head(row, 0)).collect()
    }

    pub(crate) async fn logs(&self) -> Result<Vec<LogId>, sqlx::Error> {
        let rows = sqlx::query(LOGS).fetch_all(&self.0).await?;
        rows.iter().map(|row| rows::uuid(row, 0).map(LogId)).collect()
    }

    pub(crate) async fn recorded_at(&self, log: LogId, position: u64) -> Result<Option<i64>, sqlx::Error> {
        let query = sqlx::query_scalar(RECORDED_AT).bind(log.0.as_bytes().as_slice()).bind(position.cast_signed());
        query.fetch_optional(&self.0).await
    }

    pub(crate) fn take(&self) -> Reader {
        Reader { home: self.0.clone(), db: None }
    }

    pub(crate) async fn close(&self) {
        self.0.close().await;
    }
}

impl Reader {
    async fn connection(&mut self) -> Result<&mut PoolConnection<Postgres>, sqlx::Error> {
        match &mut self.db {
            Some(db) => Ok(db),
            none => Ok(none.insert(self.home.acquire().await?)),
        }
    }

    /// Visits the events of a page; says the last position, or of a stream the last version.
    pub(crate) async fn page(&mut self, ask: Ask<'_>, mut visit: impl FnMut(Linked<'_>)) -> Result<u64, LogError> {
        let sql = if ask.stream.is_some() { BY_VERSION } else { BY_POSITION };
        let mut query = sqlx::query(sql)
            .bind(ask.log.0.as_bytes().as_slice())
            .bind(ask.after.cast_signed())
            .bind(ask.up_to.cast_signed())
            .bind(PAGE);
        if let Some(stream) = ask.stream {
            query = query.bind(stream);
        }
        let rows = query.fetch_all(&mut **self.connection().await?).await?;
        let mut at = ask.after;
        for row in &rows {
            let linked = linked(row).ok_or(LogError::Damaged { after: at })?;
            at = if ask.stream.is_some() { linked.event.version } else { linked.event.position };
            visit(linked);
        }
        Ok(at)
    }

    /// At most so many leaves after a position, each with its own; none where the row holds no hash.
    pub(crate) async fn leaves(
        &mut self,
        log: LogId,
        after: u64,
        up_to: u64,
        most: i64,
    ) -> Result<Vec<(u64, Option<Hash>)>, sqlx::Error> {
        let query = sqlx::query(LEAVES)
            .bind(log.0.as_bytes().as_slice())
            .bind(after.cast_signed())
            .bind(up_to.cast_signed())
            .bind(most);
        let rows = query.fetch_all(&mut **self.connection().await?).await?;
        rows.iter().map(|row| Ok((rows::count(row, 0)?, rows::hash(row, 1).ok()))).collect()
    }
}

/// The row as an event; none when it does not read as one.
fn linked(row: &PgRow) -> Option<Linked<'_>> {
    let occurred_on = row.try_get(6).ok()?;
    let event = StoredEvent {
        position: rows::count(row, 0).ok()?,
        event_id: rows::uuid(row, 1).ok()?,
        stream: row.try_get(2).ok()?,
        version: rows::count(row, 3).ok()?,
        kind: row.try_get(4).ok()?,
        schema_version: rows::count(row, 5).ok()?.try_into().ok()?,
        occurred_on: day(occurred_on)?,
        recorded_at: rows::moment(row, 7).ok()?,
        actor: rows::uuid(row, 8).ok()?,
        command_id: rows::uuid(row, 9).ok()?,
        correlation: id_or_none(row, 10)?,
        causation: id_or_none(row, 11)?,
        payload: row.try_get(12).ok()?,
    };
    Some(Linked { event, occurred_on, leaf_hash: rows::hash(row, 13).ok()?, chain_hash: rows::hash(row, 14).ok()? })
}

fn id_or_none(row: &PgRow, column: usize) -> Option<Option<Uuid>> {
    match row.try_get::<Option<&[u8]>, _>(column).ok()? {
        None => Some(None),
        Some(bytes) => Uuid::from_slice(bytes).ok().map(Some),
    }
}
