//! Has every test of this crate run on PostgreSQL: `VEKHA_TESTS_ON=postgres cargo test -p vekha --lib`. Where a test opens a file, a database
//! of the server is opened, the same one for the same file.

#[expect(dead_code, reason = "other tests ill-treat their server")]
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

static OPENED: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);

/// The address of the database that stands for a file; the file itself unless asked otherwise.
pub(super) fn on_server(file: String) -> String {
    if std::env::var("VEKHA_TESTS_ON").as_deref() != Ok("postgres") || file.contains("://") {
        return file;
    }
    let Some(server) = postgres::shared() else { return file };
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let address = opened.entry(file).or_insert_with_key(|file| format!("{}?beside={file}", server.database()));
    address.clone()
}
