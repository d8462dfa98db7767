//! Reads the log's values out of a row of either database.

use crate::{
    chain::Hash,
    event::{Head, LogId},
};
use chrono::{DateTime, Utc};
use sqlx::{ColumnIndex, Decode, Error, Row, Type};
use uuid::Uuid;

/// A row that has numbers and bytes, which both databases' rows have.
pub(crate) trait Stored<'r> {
    fn number(&'r self, column: usize) -> Result<i64, Error>;
    fn bytes(&'r self, column: usize) -> Result<&'r [u8], Error>;
}

impl<'r, R: Row> Stored<'r> for R
where
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
{
    fn number(&'r self, column: usize) -> Result<i64, Error> {
        self.try_get(column)
    }

    fn bytes(&'r self, column: usize) -> Result<&'r [u8], Error> {
        self.try_get(column)
    }
}

/// A row of `log_head`, or of its columns in the same order, from a column on.
pub(crate) fn head<'r>(row: &'r impl Stored<'r>, from: usize) -> Result<Head, Error> {
    Ok(Head {
        log: LogId(uuid(row, from)?),
        position: count(row, from + 1)?,
        chain_hash: hash(row, from + 2)?,
        recorded_at: moment(row, from + 3)?,
    })
}

pub(crate) fn uuid<'r>(row: &'r impl Stored<'r>, column: usize) -> Result<Uuid, Error> {
    Uuid::from_slice(row.bytes(column)?).map_err(|e| Error::Decode(e.into()))
}

/// A position or a version.
pub(crate) fn count<'r>(row: &'r impl Stored<'r>, column: usize) -> Result<u64, Error> {
    u64::try_from(row.number(column)?).map_err(|e| Error::Decode(e.into()))
}

pub(crate) fn hash<'r>(row: &'r impl Stored<'r>, column: usize) -> Result<Hash, Error> {
    row.bytes(column)?.try_into().map(Hash).map_err(|_| Error::Decode("not a hash".into()))
}

pub(crate) fn moment<'r>(row: &'r impl Stored<'r>, column: usize) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp_micros(row.number(column)?).ok_or_else(|| Error::Decode("not a moment".into()))
}
