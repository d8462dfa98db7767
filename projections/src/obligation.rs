//! An obligation: one occurrence of an activity × one executing unit, as it stood on a day.

use chrono::NaiveDate;
use vekha_domain::{
    event::Executor,
    ids::{ActivityId, MarkId, RoadmapId},
};

/// One thing somebody has to do by a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Obligation {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// Its activity.
    pub activity: ActivityId,
    /// Direction of the activity.
    pub section: Option<u16>,
    /// Place of the activity in the roadmap's table.
    pub ordinal: u32,
    /// Which occurrence.
    pub occurrence: u16,
    /// Who makes the mark.
    pub executor: Executor,
    /// First day, if the term has one.
    pub start: Option<NaiveDate>,
    /// Due day as printed or moved.
    pub due: NaiveDate,
    /// The same after days off are considered; lateness counts from here.
    pub effective_due: NaiveDate,
    /// The term was moved after it had passed: late all the same.
    pub moved_too_late: bool,
    /// The term was past when the order was signed.
    pub past_at_approval: bool,
    /// How it stands.
    pub state: State,
    /// The mark that stands, if there is one.
    pub mark: Option<MarkId>,
    /// The day the work was performed, by that mark.
    pub performed_on: Option<NaiveDate>,
    /// The mark was made in time.
    pub marked_on_time: bool,
    /// At least one proof was not found dead.
    pub evidenced: bool,
    /// Nobody has looked at any proof of the mark yet.
    pub unchecked: bool,
    /// The last mark was returned and no new one has come.
    pub returned: bool,
}

/// How an obligation stands on a day (PRODUCT part 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Просрочено.
    Overdue {
        /// Working days since the due day.
        working_days: i64,
    },
    /// Возвращено: the mark was sent back and the term is not over.
    Returned,
    /// Срок сегодня.
    DueToday,
    /// Открыто: in its window.
    Open,
    /// Предстоит.
    Ahead,
    /// На проверке: the mark waits to be accepted.
    OnReview,
    /// Исполнено в срок.
    DoneOnTime,
    /// Исполнено с опозданием.
    DoneLate,
    /// Снято с контроля.
    Withdrawn,
}

impl State {
    /// Every state, as a page lists them.
    pub const ALL: [State; 9] = [
        State::Overdue { working_days: 0 },
        State::Returned,
        State::DueToday,
        State::Open,
        State::Ahead,
        State::OnReview,
        State::DoneOnTime,
        State::DoneLate,
        State::Withdrawn,
    ];

    /// Stable code: the key of its word and sign.
    pub fn code(self) -> &'static str {
        match self {
            State::Overdue { .. } => "overdue",
            State::Returned => "returned",
            State::DueToday => "due-today",
            State::Open => "open",
            State::Ahead => "ahead",
            State::OnReview => "on-review",
            State::DoneOnTime => "done-on-time",
            State::DoneLate => "done-late",
            State::Withdrawn => "withdrawn",
        }
    }
}

/// What an obligation is in the figures of a day: every one is exactly one of these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Share {
    /// Done, in time, marked in time and proved.
    Fulfilled,
    /// Due and not done, or not accepted yet.
    NotDone,
    /// Done after the due day.
    DoneLate,
    /// Done in time, marked too late.
    LateMark,
    /// Done and marked in time, with every proof found dead.
    DeadProof,
    /// Off control: not in the denominator.
    Withdrawn,
    /// Its due day is still to come: not in the denominator.
    NotDue,
}

impl Share {
    /// Every share: what is fulfilled, the losses in the order they are taken off, what is not counted.
    pub const ALL: [Share; 7] = [
        Share::Fulfilled,
        Share::NotDone,
        Share::DoneLate,
        Share::LateMark,
        Share::DeadProof,
        Share::Withdrawn,
        Share::NotDue,
    ];

    /// Stable code: the key of its words and its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Share::Fulfilled => "fulfilled",
            Share::NotDone => "not-done",
            Share::DoneLate => "done-late",
            Share::LateMark => "late-mark",
            Share::DeadProof => "dead-proof",
            Share::Withdrawn => "withdrawn",
            Share::NotDue => "not-due",
        }
    }

    /// Does it stand in the denominator?
    pub fn is_due(self) -> bool {
        !matches!(self, Share::Withdrawn | Share::NotDue)
    }
}

impl Obligation {
    /// What it is in the figures of a day.
    pub fn share(&self, day: NaiveDate) -> Share {
        match self.state {
            State::Withdrawn => Share::Withdrawn,
            _ if self.effective_due > day => Share::NotDue,
            State::DoneOnTime if !self.marked_on_time => Share::LateMark,
            State::DoneOnTime if !self.evidenced => Share::DeadProof,
            State::DoneOnTime => Share::Fulfilled,
            State::DoneLate => Share::DoneLate,
            State::Overdue { .. }
            | State::Returned
            | State::DueToday
            | State::Open
            | State::Ahead
            | State::OnReview => Share::NotDone,
        }
    }
}
