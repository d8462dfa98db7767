//! What the timetable can wake. A new job is a line in [`JOBS`] and a line in `timetable.toml`.

use crate::{
    app::AppError,
    ending::Ending,
    inbox, integrity,
    links::{Wish, look_at_due},
    reminders::{self, links},
    web::Site,
};
use chrono::DateTime;
use chrono_tz::Tz;
use std::pin::Pin;
use vekha_domain::ids::OfficeId;

/// One time a job is done, for one office.
pub(super) struct Turn<'a> {
    pub(super) site: &'a Site,
    pub(super) office: OfficeId,
    /// The instant of the timetable that woke it.
    pub(super) called: DateTime<Tz>,
    pub(super) ending: &'a Ending,
}

type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), AppError>> + Send + 'a>>;
/// A job. It may be done twice and late: whatever it does it asks the log first.
pub(super) type Act = for<'a> fn(&'a Turn<'a>) -> Doing<'a>;

/// For whom a job is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// For each office, in its own time: when its log has grown, and once a day.
    Office,
    /// The same for what carries letters: when the log has grown, and when one waits to go.
    Post,
    /// Once for the whole installation, in the time of any of its offices.
    Installation,
}
use Whose::{Installation, Office, Post};

/// Every job by its name.
pub(super) const JOBS: &[(&str, Whose, Act)] = &[
    ("windows", Office, |t| Box::pin(async { reminders::turn_windows(&t.site.app, t.office).await.map(drop) })),
    ("morning", Office, |t| Box::pin(morning(t))),
    ("invitations", Office, |t| Box::pin(async { reminders::invite(&t.site.app, t.office).await.map(drop) })),
    ("letters", Post, |t| Box::pin(async { reminders::send(t.site, t.office, t.ending).await.map(drop) })),
    ("heads", Office, |t| Box::pin(async { integrity::sign_head(&t.site.app, t.office).await.map(drop) })),
    ("inbox", Installation, |t| Box::pin(answers(t))),
    ("links", Office, |t| Box::pin(proofs(t))),
    ("summaries", Installation, |t| Box::pin(t.site.app.sum_up())),
    ("housekeeping", Installation, |t| Box::pin(links::clear(&t.site.app))),
];

/// Answers that came by mail. A mailbox that cannot be read is looked at again in a minute.
async fn answers(turn: &Turn<'_>) -> Result<(), AppError> {
    match inbox::poll(turn.site).await {
        Ok(_) => Ok(()),
        Err(e) => {
            tracing::warn!(error = %e, "the mailbox for answers could not be read");
            Ok(())
        }
    }
}

/// Proof links whose turn has come. The demonstration asks nothing of the world outside.
async fn proofs(turn: &Turn<'_>) -> Result<(), AppError> {
    let site = turn.site;
    if site.app.demo().is_none() {
        look_at_due(&site.app, &site.checker, turn.office, Wish::default(), turn.ending).await?;
    }
    Ok(())
}

/// A morning missed yesterday is made up for by today's, and today's waits for its hour.
async fn morning(turn: &Turn<'_>) -> Result<(), AppError> {
    let today = turn.site.app.now().with_timezone(&turn.called.timezone()).date_naive();
    if turn.called.date_naive() == today {
        reminders::morning(&turn.site.app, turn.office).await?;
    }
    Ok(())
}
