//! Where the stories' databases are: files or, with `VEKHA_TESTS_ON=postgres`, a server of the tests' own.

use crate::{Folder, postgres};
use std::{
    collections::BTreeMap,
    env,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

impl Folder {
    /// A database of that name, as the command line takes it; the program's own files lie in the folder either way.
    ///
    /// # Panics
    /// A server is asked for and PostgreSQL is not installed.
    pub fn database(&self, name: &str) -> String {
        static MADE: Mutex<BTreeMap<PathBuf, String>> = Mutex::new(BTreeMap::new());
        if env::var_os("VEKHA_TESTS_ON").is_none_or(|on| on != "postgres") {
            return self.database_file(name);
        }
        let beside = self.file(name);
        let new = || {
            let server = postgres::shared().unwrap_or_else(|| panic!("PostgreSQL is not installed"));
            format!("{}?beside={}", server.database(), beside.display())
        };
        MADE.lock().unwrap_or_else(PoisonError::into_inner).entry(beside.clone()).or_insert_with(new).clone()
    }
}
