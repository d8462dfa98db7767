//! The log in a PostgreSQL database.

mod open;
#[cfg(test)]
mod plans;
mod read;
mod write;

pub(crate) use open::{name, open};
pub(crate) use read::{Reader, Readers};
pub(crate) use write::Pen;

use sqlx::postgres::PgConnectOptions;
use std::time::Duration;

/// How long a free connection is waited for, one to a server that does not answer included: a page says so sooner than people give up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Settings of every connection of the log's own. Plans must not wait for statistics: each statement goes by an index, row by row.
/// A writer that stands still between two statements, for its machine was paused, loses its transaction sooner than the others give up
/// waiting for it.
const SETTINGS: [(&str, &str); 10] = [
    ("default_transaction_isolation", "read committed"),
    ("lock_timeout", "5s"),
    ("statement_timeout", "60s"),
    ("idle_in_transaction_session_timeout", "3s"),
    ("enable_seqscan", "off"),
    ("enable_bitmapscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("jit", "off"),
    ("plan_cache_mode", "force_generic_plan"),
];

/// How the log's own connections to an address are opened.
fn settings(address: &str) -> Result<PgConnectOptions, sqlx::Error> {
    Ok(address.parse::<PgConnectOptions>()?.application_name("vekha").options(SETTINGS))
}
