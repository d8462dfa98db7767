//! What can go wrong with a request, in the words of HTTP: the edge turns each into a page or a problem document.

use std::{error::Error, fmt::Display, path::PathBuf};
use thiserror::Error;
use uuid::Uuid;
use vekha_domain::refusal::Refusal;
use vekha_event_log::{OpenError, is_passing};

/// Why a request was not answered as wished.
#[derive(Debug, Error)]
pub enum AppError {
    /// The domain says no; a sentence for the user (422).
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// No such thing, or not this person's to see (404).
    #[error("not found")]
    NotFound,
    /// Known, but not this person's to do (403).
    #[error("forbidden")]
    Forbidden,
    /// Somebody else changed it meanwhile (409).
    #[error("changed by somebody else meanwhile")]
    Conflict,
    /// Too many tries (429).
    #[error("too many tries")]
    TooMany,
    /// The disk did not say whether the command is saved; the same id again settles it (503).
    #[error("outcome unknown; repeat command {command_id}")]
    Unknown {
        /// The command to repeat.
        command_id: Uuid,
    },
    /// The database is away or held by somebody else for the moment (503); nothing was recorded.
    #[error("{doing}: {cause}")]
    Away {
        /// What was being done.
        doing: &'static str,
        /// What the database says.
        cause: String,
    },
    /// The database belongs to a newer program.
    #[error("the database has migration {version}, which this program does not know")]
    Newer {
        /// The migration.
        version: i64,
    },
    /// The secret beside the database is another one than that of the database.
    #[error("{}: not the secret of this database", .path.display())]
    OtherSecret {
        /// Where it lies or belongs.
        path: PathBuf,
    },
    /// A fault of the program or its disk (500); logged once, here.
    #[error("{doing}: {cause}")]
    Broken {
        /// What was being done.
        doing: &'static str,
        /// What went wrong, with its causes.
        cause: String,
    },
}

impl AppError {
    /// Why a database could not be opened.
    pub fn unopened(error: OpenError) -> AppError {
        match error {
            OpenError::Newer(version) => AppError::Newer { version },
            other => AppError::broken("open the database", &other),
        }
    }

    /// A fault while `doing` something; logs it. One of the moment is [`AppError::Away`].
    pub fn broken(doing: &'static str, error: &(dyn Error + 'static)) -> AppError {
        let mut cause = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            push_cause(&mut cause, inner);
            source = inner.source();
        }
        if is_passing(error) {
            tracing::warn!(doing, cause, "the database is away");
            return AppError::Away { doing, cause };
        }
        tracing::error!(doing, cause, "broken");
        AppError::Broken { doing, cause }
    }
}

fn push_cause(text: &mut String, cause: &(impl Display + ?Sized)) {
    let cause = cause.to_string();
    if !text.contains(&cause) {
        text.push_str(": ");
        text.push_str(&cause);
    }
}
