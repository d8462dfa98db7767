//! Reads the log in pages: what is read is borrowed from the page, and between pages others get their turn.

use crate::{
    EventLog,
    chain::Hash,
    error::LogError,
    event::{Head, LogId, StoredEvent},
    store::{Reader, Store},
    tables::Id,
};
use chrono::{DateTime, NaiveDate, Utc};

/// Events of one page.
pub(crate) const PAGE: i64 = 1_000;

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
        Ok(self.store.head(log).await?.unwrap_or_else(|| Head::empty(log)))
    }

    /// Where every log ends, by id: what an installation holds, in one query.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn heads(&self) -> Result<Vec<Head>, LogError> {
        self.store.heads().await
    }

    /// Every log with an event or a head, by id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn logs(&self) -> Result<Vec<LogId>, LogError> {
        self.store.logs().await
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
            match self.store.recorded_at(log, middle).await? {
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
        let mut pages = Pages::new(&self.store, log, None, after, up_to);
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
        let mut pages = Pages::new(&self.store, log, None, after, up_to);
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
        let mut pages = Pages::new(&self.store, log, None, before, Some(position));
        pages
            .next(|linked| {
                told = Some(tell(linked.event, Hashes { leaf: linked.leaf_hash, chain: linked.chain_hash }));
            })
            .await?;
        Ok(told)
    }

    /// Has a log any event on a stream? Asked of many logs, it folds none.
    ///
    /// # Errors
    /// As [`EventLog::read`].
    pub async fn has_stream(&self, log: LogId, stream: &str) -> Result<bool, LogError> {
        let mut found = false;
        let mut pages = Pages::new(&self.store, log, Some(stream), 0, None);
        pages.next(|_| found = true).await?;
        Ok(found)
    }

    /// The names of a log's streams that are about one subject, such as `roadmap`, in order; it folds none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn streams(&self, log: LogId, subject: &str) -> Result<Vec<String>, LogError> {
        // What follows the hyphen in the order of bytes ends the names that begin with it.
        let (from, to) = (format!("{subject}-"), format!("{subject}."));
        let sql = "SELECT stream_id FROM events WHERE log_id = $1 AND stream_id >= $2 AND stream_id < $3 AND version = 1 \
                   ORDER BY stream_id";
        let names = sqlx::query_scalar(sql).bind(Id(log.0)).bind(from).bind(to);
        Ok(names.fetch_all(&self.reader).await?)
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
        let mut pages = Pages::new(&self.store, log, Some(stream), 0, up_to);
        while pages.next(|linked| visit(linked.event)).await? {}
        Ok(())
    }
}

/// What a page is asked for by.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub log: LogId,
    pub stream: Option<&'a str>,
    /// The last position, or of a stream the last version, that was read.
    pub after: u64,
    pub up_to: u64,
}

/// The pages of a log or of a stream, one after the other.
pub(crate) struct Pages<'a> {
    reader: Reader,
    ask: Ask<'a>,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(store: &Store, log: LogId, stream: Option<&'a str>, after: u64, up_to: Option<u64>) -> Pages<'a> {
        let last = i64::MAX.cast_unsigned();
        let ask = Ask { log, stream, after: after.min(last), up_to: up_to.unwrap_or(last).min(last) };
        Pages { reader: store.reader(), ask }
    }

    /// Visits the next page's events; false after the last event.
    pub(crate) async fn next(&mut self, visit: impl FnMut(Linked<'_>)) -> Result<bool, LogError> {
        let before = self.ask.after;
        self.ask.after = self.reader.page(self.ask, visit).await?;
        Ok(self.ask.after > before)
    }
}

/// YYYY-MM-DD, read by hand: chrono's parser takes as long as all the rest of an event.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().as_array()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
    };
    NaiveDate::from_ymd_opt(number(&[y1, y2, y3, y4])?.cast_signed(), number(&[m1, m2])?, number(&[d1, d2])?)
}
