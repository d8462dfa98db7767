//! The log in a PostgreSQL database.

mod open;
mod read;
mod write;

pub(crate) use open::{name, open};
pub(crate) use read::{Reader, Readers};
pub(crate) use write::Pen;

use sqlx::postgres::PgConnectOptions;

/// Settings of every connection of the log's own. Plans must not wait for statistics: each statement goes by an index. The rest keeps a
/// writer that hangs from holding the others for ever.
const SETTINGS: [(&str, &str); 8] = [
    ("default_transaction_isolation", "read committed"),
    ("lock_timeout", "5s"),
    ("statement_timeout", "60s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("enable_seqscan", "off"),
    ("enable_bitmapscan", "off"),
    ("jit", "off"),
    ("plan_cache_mode", "force_generic_plan"),
];

/// How the log's own connections to an address are opened.
fn settings(address: &str) -> Result<PgConnectOptions, sqlx::Error> {
    Ok(address.parse::<PgConnectOptions>()?.application_name("vekha").options(SETTINGS))
}
