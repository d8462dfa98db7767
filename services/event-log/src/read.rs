//! Reads the log in pages: a page of events comes as one row, because a row of its own for each event costs more than the fold.

use crate::{
    EventLog,
    chain::Hash,
    error::LogError,
    event::{Head, LogId, StoredEvent},
    judge,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Row, SqlitePool};
use uuid::Uuid;

/// Events of one page.
const PAGE: i64 = 1_000;

/// An event as a run of bytes: nine numbers, each followed by a space, then the parts they measure, without separators. `concat` and
/// `group_concat` keep blobs byte for byte in a UTF-8 database.
macro_rules! packed {
    ($where:literal, $order:literal) => {
        concat!(
            "SELECT group_concat(event, '') FROM (SELECT concat(concat_ws(' ', position, version, schema_version, recorded_at, \
             coalesce(length(correlation_id), 0), coalesce(length(causation_id), 0), \
             octet_length(stream_id), octet_length(type), octet_length(payload), ''), \
             event_id, actor_id, command_id, leaf_hash, chain_hash, occurred_on, correlation_id, causation_id, stream_id, type, payload) \
             AS event FROM events WHERE ",
            $where,
            " ORDER BY ",
            $order,
            " LIMIT $5)"
        )
    };
}

const BY_POSITION: &str = packed!("log_id = $1 AND $2 = '' AND position > $3 AND position <= $4", "position");
const BY_VERSION: &str = packed!("log_id = $1 AND stream_id = $2 AND version > $3 AND position <= $4", "version");

/// An event with what the chain says of it.
pub(crate) struct Linked<'a> {
    pub event: StoredEvent<'a>,
    pub occurred_on: &'a str,
    pub leaf_hash: Hash,
    pub chain_hash: Hash,
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
        let mut pages = Pages::new(&self.reader, log, None, after, up_to);
        while pages.next(|linked| visit(linked.event)).await? {}
        Ok(())
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
        let mut pages = Pages::new(&self.reader, log, Some(stream), 0, up_to);
        while pages.next(|linked| visit(linked.event)).await? {}
        Ok(())
    }
}

/// The pages of a log or of a stream, one after the other.
pub(crate) struct Pages<'a> {
    pool: &'a SqlitePool,
    log: LogId,
    stream: Option<&'a str>,
    /// The last position, or of a stream the last version, that was read.
    after: u64,
    up_to: u64,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(
        pool: &'a SqlitePool,
        log: LogId,
        stream: Option<&'a str>,
        after: u64,
        up_to: Option<u64>,
    ) -> Pages<'a> {
        let last = i64::MAX.cast_unsigned();
        Pages { pool, log, stream, after: after.min(last), up_to: up_to.unwrap_or(last).min(last) }
    }

    /// Visits the next page's events; false after the last event.
    pub(crate) async fn next(&mut self, mut visit: impl FnMut(Linked<'_>)) -> Result<bool, LogError> {
        let row = sqlx::query(if self.stream.is_some() { BY_VERSION } else { BY_POSITION })
            .bind(self.log.0.as_bytes().as_slice())
            .bind(self.stream.unwrap_or(""))
            .bind(self.after.cast_signed())
            .bind(self.up_to.cast_signed())
            .bind(PAGE)
            .fetch_one(self.pool)
            .await?;
        let Some(bytes) = row.try_get_unchecked::<Option<Vec<u8>>, _>(0)? else { return Ok(false) };
        let mut rest = bytes.as_slice();
        let mut read = self.after;
        while !rest.is_empty() {
            let linked = unpack(&mut rest).ok_or(LogError::Damaged { after: read })?;
            let next = if self.stream.is_some() { linked.event.version } else { linked.event.position };
            // SQL does not promise an aggregate's order: a fold in another one would be wrong and nobody would see it.
            if next <= read {
                return Err(LogError::Damaged { after: read });
            }
            read = next;
            visit(linked);
        }
        self.after = read;
        Ok(true)
    }
}

fn unpack<'a>(rest: &mut &'a [u8]) -> Option<Linked<'a>> {
    let position = number(rest)?.try_into().ok()?;
    let version = number(rest)?.try_into().ok()?;
    let schema_version = number(rest)?.try_into().ok()?;
    let recorded_at = DateTime::from_timestamp_micros(number(rest)?)?;
    let correlation_length = number(rest)?;
    let causation_length = number(rest)?;
    let stream_length = number(rest)?;
    let kind_length = number(rest)?;
    let payload_length = number(rest)?;
    let event_id = id(rest)?;
    let actor = id(rest)?;
    let command_id = id(rest)?;
    let leaf_hash = Hash(*rest.split_off(..32)?.as_array()?);
    let chain_hash = Hash(*rest.split_off(..32)?.as_array()?);
    let occurred_on = text(rest, 10)?;
    let event = StoredEvent {
        position,
        event_id,
        version,
        schema_version,
        occurred_on: day(occurred_on)?,
        recorded_at,
        actor,
        command_id,
        correlation: if correlation_length == 0 { None } else { Some(id(rest)?) },
        causation: if causation_length == 0 { None } else { Some(id(rest)?) },
        stream: text(rest, stream_length)?,
        kind: text(rest, kind_length)?,
        payload: text(rest, payload_length)?,
    };
    Some(Linked { event, occurred_on, leaf_hash, chain_hash })
}

/// A whole number and the space after it.
fn number(rest: &mut &[u8]) -> Option<i64> {
    let mut value = 0_i64;
    let negative = rest.first() == Some(&b'-');
    if negative {
        rest.split_off_first()?;
    }
    loop {
        match rest.split_off_first()? {
            digit @ b'0'..=b'9' => value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?,
            b' ' => return Some(if negative { -value } else { value }),
            _ => return None,
        }
    }
}

fn id(rest: &mut &[u8]) -> Option<Uuid> {
    rest.split_off(..16)?.as_array().copied().map(Uuid::from_bytes)
}

fn text<'a>(rest: &mut &'a [u8], length: i64) -> Option<&'a str> {
    std::str::from_utf8(rest.split_off(..usize::try_from(length).ok()?)?).ok()
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
