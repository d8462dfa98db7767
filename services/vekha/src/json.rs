//! Documents that the command line and the API share: one shape, one set of figures.

mod activity;
mod deadline;
mod fulfilment;
mod import;
mod obligation;
mod roadmap;
mod told;

pub use activity::{ActivityShown, LinkShown, MarkShown, OccurrenceShown, PartyShown, TermShown, parties};
pub use deadline::{Deadline, Noted, OccurrenceRead, OtherReading, label};
pub use fulfilment::{Fulfilment, percent};
pub use import::{ImportShown, LeftOutShown, ResponsibleShown, RowShown};
pub use obligation::{ObligationShown, OverdueRow, overdue};
pub use roadmap::{OrderShown, PeriodShown, RoadmapBrief};
pub use told::Told;
