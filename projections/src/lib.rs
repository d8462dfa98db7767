//! What is known: one fold of an office's log, and pure questions about any day.

mod agenda;
mod analysis;
mod between;
mod by_hand;
mod changes;
mod figures;
mod judge;
mod mailbook;
mod obligation;
mod open;
mod parts;
mod period;
mod progress;
mod proofs;
mod reminders;
mod results;
mod scope;
mod state;
mod summary;
mod view;
mod whom;
mod years;

pub use agenda::Point;
pub use analysis::{
    After, Analysis, Band, Cause, Counted, Decided, Effect, Followed, InBand, MoveCounts, Moved, OffControl, Reminded,
    Returned, Scores, Source, Waited, Windowed,
};
pub use between::{Difference, Entered, Fact, Kind};
pub use by_hand::{ByHand, MissingByHand, Silence, Unsent};
pub use changes::{Changed, What};
pub use figures::{Figures, RULE_VERSION};
pub use judge::Judged;
pub use mailbook::{Delivery, Mailbook, Reminder, Told, activity_of};
pub use obligation::{Obligation, Share, State};
pub use parts::{By, Part, PartKey};
pub use period::Called;
pub use progress::{Filled, Progress};
pub use proofs::{Document, DocumentCounts, ToLookAt};
pub use reminders::{Planned, Preview, version};
pub use results::{ByIndicator, Results, Scored, in_band};
pub use scope::Scope;
pub use state::{OfficeState, end_of_day};
pub use summary::{FINGERPRINT, InForce, Open, Summary};
pub use vekha_domain::deadline::Period;
pub use view::{Undated, View, summary};
pub use years::{Course, Year};
