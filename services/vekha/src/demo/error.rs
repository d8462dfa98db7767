//! What can go wrong with the demonstration, with the office and what it was doing.

use super::seed::SeedError;
use crate::app::AppError;
use chrono::NaiveDate;
use std::{io, path::PathBuf};
use thiserror::Error;

/// Why the demonstration cannot go on.
#[derive(Debug, Error)]
pub enum DemoError {
    /// A file of the seeds is wrong.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The program refused or broke while an office was doing something.
    #[error("{folder}, {on}: {doing}: {cause}")]
    Office {
        /// The office's folder.
        folder: &'static str,
        /// Day of the history.
        on: NaiveDate,
        /// What it was doing.
        doing: String,
        /// What the program answered.
        #[source]
        cause: AppError,
    },
    /// The program broke.
    #[error("the demonstration: {0}")]
    App(#[from] AppError),
    /// The folder or the card in it.
    #[error("{path}: {cause}", path = path.display())]
    Folder {
        /// Folder or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A task of an office ended before its work did.
    #[error("an office's task was ended: {0}")]
    Ended(String),
}
