//! Documents that the command line and the API share: one shape, one set of figures.

mod activity;
mod analysis;
mod between;
mod change;
mod codes;
mod deadline;
mod forms;
mod fulfilment;
mod import;
mod monitoring;
mod obligation;
mod office;
mod region;
mod reminding;
mod results;
mod roadmap;
mod told;

pub use activity::{ActivityShown, LinkShown, MarkShown, OccurrenceShown, PartyShown, TermShown, parties};
pub use analysis::{
    AnalysisShown, CauseShown, CountedShown, DocumentShown, MovedShown, OffControlShown, ReturnedShown, UndatedShown,
    WindowShown,
};
pub use between::{BetweenShown, DifferenceShown};
pub use change::{BasisShown, ChangeShown, Difference, KINDS, kind_of};
pub use codes::{divisions, states};
pub use deadline::{Deadline, Noted, OccurrenceRead, OtherReading, label};
pub use forms::{CardShown, ProtocolShown};
pub use fulfilment::{Fulfilment, part_name, percent};
pub use import::{ImportShown, LeftOutShown, ResponsibleShown, RowShown};
pub use monitoring::{MonitoringShown, ProgressShown};
pub use obligation::{ObligationShown, OverdueRow, overdue};
pub use office::{GroupShown, OrganisationShown};
pub use region::OfficeTold;
pub use reminding::{Reminding, RemindingItem};
pub use results::ResultsShown;
pub use roadmap::{OrderShown, PeriodShown, RoadmapBrief, SettingsShown};
pub use told::Told;
