//! Reads the log in pages: what is read is borrowed from SQLite's own memory, and between pages others get their turn.

use crate::{
    EventLog,
    chain::Hash,
    direct::{Direct, InUse},
    error::LogError,
    event::{Head, LogId, StoredEvent},
    judge,
};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, types::ValueRef};
use uuid::Uuid;

/// Events of one page.
const PAGE: i64 = 1_000;

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

/// An event with what the chain says of it.
pub(crate) struct Linked<'a> {
    pub event: StoredEvent<'a>,
    pub occurred_on: &'a str,
    pub leaf_hash: Hash,
    pub chain_hash: Hash,
}

/// What the chain says of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hashes {
    /// Over the fields and the payload of the event alone.
    pub leaf: Hash,
    /// Over the leaf and the chain before it.
    pub chain: Hash,
}

impl EventLog {
    /// Where a log ends; position 0 for a log nobody has written to.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn head(&self, log: LogId) -> Result<Head, LogError> {
        let sql = "SELECT log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id = $1";
        let row = sqlx::query(sql).bind(log.0.as_bytes().as_slice()).fetch_optional(&self.reader).await?;
        Ok(row.as_ref().map(judge::head).transpose()?.unwrap_or_else(|| Head::empty(log)))
    }

    /// Every log with an event or a head, by id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn logs(&self) -> Result<Vec<LogId>, LogError> {
        // From one log to the next by the key: as many steps as there are logs, however long they are.
        let sql = "WITH RECURSIVE found (log_id) AS (SELECT min(log_id) FROM events UNION ALL \
                   SELECT (SELECT min(log_id) FROM events WHERE log_id > found.log_id) FROM found WHERE found.log_id IS NOT NULL) \
                   SELECT log_id FROM found WHERE log_id IS NOT NULL UNION SELECT log_id FROM log_head ORDER BY log_id";
        let rows = sqlx::query(sql).fetch_all(&self.reader).await?;
        Ok(rows.iter().map(|row| judge::uuid(row, 0).map(LogId)).collect::<Result<_, _>>()?)
    }

    /// Position of the last event recorded at or before a moment; 0 if there was none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn position_at(&self, log: LogId, moment: DateTime<Utc>) -> Result<u64, LogError> {
        let (mut low, mut high) = (0, self.head(log).await?.position);
        // recorded_at never falls within a log, so halving finds the place without an index.
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let sql = "SELECT recorded_at FROM events WHERE log_id = $1 AND position = $2";
            let query = sqlx::query_scalar(sql).bind(log.0.as_bytes().as_slice()).bind(middle.cast_signed());
            let recorded: Option<i64> = query.fetch_optional(&self.reader).await?;
            match recorded {
                Some(at) if at <= moment.timestamp_micros() => low = middle,
                Some(_) => high = middle - 1,
                None => return Err(LogError::Damaged { after: middle - 1 }),
            }
        }
        Ok(low)
    }

    /// Visits a log's events after a position, oldest first, up to a position or to the end.
    ///
    /// # Errors
    /// The database cannot be read, or a row is not an event.
    pub async fn read(
        &self,
        log: LogId,
        after: u64,
        up_to: Option<u64>,
        mut visit: impl FnMut(StoredEvent<'_>),
    ) -> Result<(), LogError> {
        let mut pages = Pages::new(&self.direct, log, None, after, up_to);
        while pages.next(|linked| visit(linked.event)).await? {}
        Ok(())
    }

    /// Visits the next events after a position, a thousand at most, and says whether there may be more: for whoever does something
    /// else with them meanwhile.
    ///
    /// # Errors
    /// As [`EventLog::read`].
    pub async fn read_some(
        &self,
        log: LogId,
        after: u64,
        up_to: Option<u64>,
        mut visit: impl FnMut(StoredEvent<'_>),
    ) -> Result<bool, LogError> {
        let mut seen = 0_i64;
        let mut pages = Pages::new(&self.direct, log, None, after, up_to);
        let visit = |linked: Linked<'_>| {
            seen += 1;
            visit(linked.event);
        };
        pages.next(visit).await?;
        Ok(seen == PAGE)
    }

    /// Tells the event at a position, with its hashes; none where there is no event.
    ///
    /// # Errors
    /// As [`EventLog::read`].
    pub async fn at<T>(
        &self,
        log: LogId,
        position: u64,
        mut tell: impl FnMut(StoredEvent<'_>, Hashes) -> T,
    ) -> Result<Option<T>, LogError> {
        let Some(before) = position.checked_sub(1) else { return Ok(None) };
        let mut told = None;
        let mut pages = Pages::new(&self.direct, log, None, before, Some(position));
        pages
            .next(|linked| {
                told = Some(tell(linked.event, Hashes { leaf: linked.leaf_hash, chain: linked.chain_hash }));
            })
            .await?;
        Ok(told)
    }

    /// Visits one stream's events, oldest first, up to a position of the log or to the end.
    ///
    /// # Errors
    /// As [`EventLog::read`].
    pub async fn read_stream(
        &self,
        log: LogId,
        stream: &str,
        up_to: Option<u64>,
        mut visit: impl FnMut(StoredEvent<'_>),
    ) -> Result<(), LogError> {
        let mut pages = Pages::new(&self.direct, log, Some(stream), 0, up_to);
        while pages.next(|linked| visit(linked.event)).await? {}
        Ok(())
    }
}

/// The pages of a log or of a stream, one after the other.
pub(crate) struct Pages<'a> {
    reader: InUse,
    log: LogId,
    stream: Option<&'a str>,
    /// The last position, or of a stream the last version, that was read.
    after: u64,
    up_to: u64,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(
        direct: &Direct,
        log: LogId,
        stream: Option<&'a str>,
        after: u64,
        up_to: Option<u64>,
    ) -> Pages<'a> {
        let last = i64::MAX.cast_unsigned();
        Pages { reader: direct.take(), log, stream, after: after.min(last), up_to: up_to.unwrap_or(last).min(last) }
    }

    /// Visits the next page's events; false after the last event.
    pub(crate) async fn next(&mut self, visit: impl FnMut(Linked<'_>)) -> Result<bool, LogError> {
        let before = self.after;
        self.read(visit)?;
        tokio::task::yield_now().await;
        Ok(self.after > before)
    }

    fn read(&mut self, mut visit: impl FnMut(Linked<'_>)) -> Result<(), LogError> {
        let sql = if self.stream.is_some() { BY_VERSION } else { BY_POSITION };
        let mut page = self.reader.connection()?.prepare_cached(sql)?;
        let log = self.log.0.as_bytes().as_slice();
        let (after, up_to) = (self.after.cast_signed(), self.up_to.cast_signed());
        let mut rows = page.query((log, self.stream.unwrap_or(""), after, up_to, PAGE))?;
        while let Some(row) = rows.next()? {
            let linked = linked(row).ok_or(LogError::Damaged { after: self.after })?;
            self.after = if self.stream.is_some() { linked.event.version } else { linked.event.position };
            visit(linked);
        }
        Ok(())
    }
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

/// YYYY-MM-DD, read by hand: chrono's parser takes as long as all the rest of an event.
fn day(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().as_array()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
    };
    NaiveDate::from_ymd_opt(number(&[y1, y2, y3, y4])?.cast_signed(), number(&[m1, m2])?, number(&[d1, d2])?)
}
