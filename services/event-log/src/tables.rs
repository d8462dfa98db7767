//! The services' own tables: one kind of connection and one kind of id for both databases.

use sqlx::{
    Any, Connection, Database, Decode, Encode, Type,
    any::{AnyConnectOptions, AnyPoolOptions, AnyTypeInfo, install_default_drivers},
    encode::IsNull,
    error::BoxDynError,
};
use std::{fmt::Write as _, path::Path, time::Duration};
use uuid::Uuid;

/// A connection that nobody used for so long is tried before it is used: its server may have been started anew.
pub(crate) const KEPT_UNTESTED: Duration = Duration::from_secs(1);

/// An id as a column holds it: 16 bytes. Statements bind it and rows give it back, on either database.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Id(pub Uuid);

impl From<Id> for Uuid {
    fn from(id: Id) -> Uuid {
        id.0
    }
}

impl Type<Any> for Id {
    fn type_info() -> AnyTypeInfo {
        <[u8] as Type<Any>>::type_info()
    }
}

impl Encode<'_, Any> for Id {
    fn encode_by_ref(&self, to: &mut <Any as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Any>::encode(self.0.as_bytes().as_slice(), to)
    }
}

impl<'r> Decode<'r, Any> for Id {
    fn decode(value: <Any as Database>::ValueRef<'r>) -> Result<Id, BoxDynError> {
        Ok(Id(Uuid::from_slice(<&[u8] as Decode<Any>>::decode(value)?)?))
    }
}

/// What follows VALUES in a statement of so many rows: `($1, $2), ($3, $4)`.
pub fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| (1..=columns).map(|n| format!("${}", row * columns + n)).collect::<Vec<_>>().join(", ");
    (0..rows).map(|at| format!("({})", row(at))).collect::<Vec<_>>().join(", ")
}

/// Where connections to a SQLite file lead; `mode` is `ro` or `rw`.
pub(crate) fn file(path: &Path, mode: &str) -> Result<AnyConnectOptions, sqlx::Error> {
    let mut address = String::from("sqlite://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => address.push(char::from(*byte)),
            // A text takes all that is written to it.
            other => drop(write!(address, "%{other:02X}")),
        }
    }
    at(&format!("{address}?mode={mode}"))
}

/// Where connections to an address lead.
pub(crate) fn at(address: &str) -> Result<AnyConnectOptions, sqlx::Error> {
    install_default_drivers();
    address.parse()
}

/// Connections that stay, for opening one costs more than keeping it. Each begins with `settings`.
pub(crate) fn lasting(most: u32, settings: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(most)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        // A server that was started anew has forgotten its connections; a file forgets nothing.
        .before_acquire(|db, kept| {
            Box::pin(async move { Ok(kept.idle_for < KEPT_UNTESTED || db.ping().await.is_ok()) })
        })
        .after_connect(move |db, _| Box::pin(async move { sqlx::raw_sql(settings).execute(db).await.map(drop) }))
}
