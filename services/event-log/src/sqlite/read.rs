//! Reads the log out of SQLite's own memory.

use super::direct::{Direct, InUse};
use crate::{
    chain::Hash,
    error::LogError,
    event::{Head, LogId, StoredEvent},
    read::{Ask, Linked, PAGE, day},
};
use chrono::DateTime;
use rusqlite::{
    OptionalExtension, Row,
    types::{FromSqlError, ValueRef},
};
use uuid::Uuid;

macro_rules! page {
    ($where:literal, $order:literal) => {
        concat!(
            "SELECT position, event_id, stream_id, version, type, schema_version, occurred_on, recorded_at, actor_id, \
             command_id, correlation_id, causation_id, payload, leaf_hash, chain_hash FROM events WHERE ",
            $where,
            " ORDER BY ",
            $order,
            " LIMIT ?5"
        )
    };
}

const BY_POSITION: &str = page!("log_id = ?1 AND ?2 = '' AND position > ?3 AND position <= ?4", "position");
const BY_VERSION: &str = page!("log_id = ?1 AND stream_id = ?2 AND version > ?3 AND position <= ?4", "version");
const LEAVES: &str = "SELECT position, leaf_hash FROM events WHERE log_id = ?1 AND position > ?2 AND position <= ?3 \
                      ORDER BY position LIMIT ?4";
const HEAD: &str = "SELECT log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id = ?1";
const HEADS: &str = "SELECT log_id, position, chain_hash, recorded_at FROM log_head ORDER BY log_id";
/// From one log to the next by the key: as many steps as there are logs, however long they are.
const LOGS: &str = "WITH RECURSIVE found (log_id) AS (SELECT min(log_id) FROM events UNION ALL \
                    SELECT (SELECT min(log_id) FROM events WHERE log_id > found.log_id) FROM found WHERE found.log_id IS NOT NULL) \
                    SELECT log_id FROM found WHERE log_id IS NOT NULL UNION SELECT log_id FROM log_head ORDER BY log_id";
const RECORDED_AT: &str = "SELECT recorded_at FROM events WHERE log_id = ?1 AND position = ?2";

impl Direct {
    /// Where a log ends; none for a log nobody has written to.
    pub(crate) fn head(&self, log: LogId) -> Result<Option<Head>, rusqlite::Error> {
        let mut reader = self.take();
        let mut query = reader.connection()?.prepare_cached(HEAD)?;
        query.query_row([log.0.as_bytes().as_slice()], stated).optional()
    }

    /// Where every log ends, by id.
    pub(crate) fn heads(&self) -> Result<Vec<Head>, rusqlite::Error> {
        let mut reader = self.take();
        let mut query = reader.connection()?.prepare_cached(HEADS)?;
        query.query_map([], stated)?.collect()
    }

    /// Every log with an event or a head, by id.
    pub(crate) fn logs(&self) -> Result<Vec<LogId>, rusqlite::Error> {
        let mut reader = self.take();
        let mut query = reader.connection()?.prepare_cached(LOGS)?;
        query.query_map([], named)?.collect()
    }

    /// When the event at a position was recorded.
    pub(crate) fn recorded_at(&self, log: LogId, position: u64) -> Result<Option<i64>, rusqlite::Error> {
        let mut reader = self.take();
        let mut query = reader.connection()?.prepare_cached(RECORDED_AT)?;
        query.query_row((log.0.as_bytes().as_slice(), position.cast_signed()), |row| row.get(0)).optional()
    }
}

impl InUse {
    /// Visits the events of a page; says the last position, or of a stream the last version.
    pub(crate) fn page(&mut self, ask: Ask<'_>, mut visit: impl FnMut(Linked<'_>)) -> Result<u64, LogError> {
        let sql = if ask.stream.is_some() { BY_VERSION } else { BY_POSITION };
        let mut page = self.connection()?.prepare_cached(sql)?;
        let log = ask.log.0.as_bytes().as_slice();
        let mut at = ask.after;
        let mut rows = page.query((log, ask.stream.unwrap_or(""), at.cast_signed(), ask.up_to.cast_signed(), PAGE))?;
        while let Some(row) = rows.next()? {
            let linked = linked(row).ok_or(LogError::Damaged { after: at })?;
            at = if ask.stream.is_some() { linked.event.version } else { linked.event.position };
            visit(linked);
        }
        Ok(at)
    }

    /// Visits at most so many leaves after a position, each with its own; none where the row holds no hash.
    pub(crate) fn leaves(
        &mut self,
        log: LogId,
        after: u64,
        up_to: u64,
        most: i64,
    ) -> Result<Vec<(u64, Option<Hash>)>, LogError> {
        let mut page = self.connection()?.prepare_cached(LEAVES)?;
        let rows = page
            .query_map((log.0.as_bytes().as_slice(), after.cast_signed(), up_to.cast_signed(), most), |row| {
                Ok((row.get::<_, i64>(0)?.cast_unsigned(), hash(row, 1)))
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn stated(row: &Row<'_>) -> rusqlite::Result<Head> {
    let (chain, recorded): (&[u8], i64) = (row.get_ref(2)?.as_blob()?, row.get(3)?);
    Ok(Head {
        log: named(row)?,
        position: row.get::<_, i64>(1)?.cast_unsigned(),
        chain_hash: Hash(chain.try_into().map_err(|_| FromSqlError::InvalidType)?),
        recorded_at: DateTime::from_timestamp_micros(recorded).ok_or(FromSqlError::OutOfRange(recorded))?,
    })
}

fn named(row: &Row<'_>) -> rusqlite::Result<LogId> {
    let id = Uuid::from_slice(row.get_ref(0)?.as_blob()?);
    Ok(LogId(id.map_err(|_| FromSqlError::InvalidType)?))
}

/// The row as an event; none when it does not read as one.
fn linked<'a>(row: &'a Row<'_>) -> Option<Linked<'a>> {
    let occurred_on = text(row, 6)?;
    let event = StoredEvent {
        position: number(row, 0)?.try_into().ok()?,
        event_id: id(row, 1)?,
        stream: text(row, 2)?,
        version: number(row, 3)?.try_into().ok()?,
        kind: text(row, 4)?,
        schema_version: number(row, 5)?.try_into().ok()?,
        occurred_on: day(occurred_on)?,
        recorded_at: DateTime::from_timestamp_micros(number(row, 7)?)?,
        actor: id(row, 8)?,
        command_id: id(row, 9)?,
        correlation: id_or_none(row, 10)?,
        causation: id_or_none(row, 11)?,
        payload: text(row, 12)?,
    };
    Some(Linked { event, occurred_on, leaf_hash: hash(row, 13)?, chain_hash: hash(row, 14)? })
}

fn number(row: &Row<'_>, column: usize) -> Option<i64> {
    row.get_ref(column).ok()?.as_i64().ok()
}

fn text<'a>(row: &'a Row<'_>, column: usize) -> Option<&'a str> {
    row.get_ref(column).ok()?.as_str().ok()
}

fn id(row: &Row<'_>, column: usize) -> Option<Uuid> {
    Uuid::from_slice(row.get_ref(column).ok()?.as_blob().ok()?).ok()
}

fn id_or_none(row: &Row<'_>, column: usize) -> Option<Option<Uuid>> {
    match row.get_ref(column).ok()? {
        ValueRef::Null => Some(None),
        value => Uuid::from_slice(value.as_blob().ok()?).ok().map(Some),
    }
}

fn hash(row: &Row<'_>, column: usize) -> Option<Hash> {
    row.get_ref(column).ok()?.as_blob().ok()?.try_into().ok().map(Hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EventLog, OpenOptions};

    /// The steps of a statement's plan that touch a table.
    fn steps(db: &rusqlite::Connection, sql: &str) -> Vec<String> {
        let mut asked = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        for place in 1..=asked.parameter_count() {
            asked.raw_bind_parameter(place, 1).unwrap();
        }
        let (mut rows, mut steps) = (asked.raw_query(), Vec::new());
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get::<_, String>(3).unwrap());
        }
        steps.retain(|step| step.contains("events") || step.contains("log_head"));
        steps
    }

    #[tokio::test]
    async fn reading_goes_by_the_key_or_the_stream() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vekha.db");
        let log = EventLog::open(OpenOptions::new(path.to_str().unwrap()).create(true)).await.unwrap();
        let mut reader = Direct::new(log.path()).take();
        let db = reader.connection().unwrap();
        let least = "SEARCH events USING COVERING INDEX events_by_stream";
        let next = "SEARCH events USING COVERING INDEX events_by_stream (log_id>?)";
        let stream = "SEARCH events USING INDEX events_by_stream (log_id=? AND stream_id=? AND version>?)";
        for (sql, expected) in [
            (HEAD, &["SEARCH log_head USING PRIMARY KEY (log_id=?)"][..]),
            (HEADS, &["SCAN log_head"]),
            (LOGS, &[least, next, "SCAN log_head"]),
            (RECORDED_AT, &["SEARCH events USING PRIMARY KEY (log_id=? AND position=?)"]),
            (BY_POSITION, &["SEARCH events USING PRIMARY KEY (log_id=? AND position>? AND position<?)"]),
            (BY_VERSION, &[stream]),
            (LEAVES, &["SEARCH events USING PRIMARY KEY (log_id=? AND position>? AND position<?)"]),
        ] {
            assert_eq!(steps(db, sql), expected, "{sql}");
        }
    }
}
