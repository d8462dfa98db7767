//! What changed between two days: the facts that count on the second, as known then, and did not on the first, as known then.

mod events;
mod marks;

use crate::{
    changes::{Changed, What},
    obligation::Obligation,
    scope::Scope,
    view::View,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use vekha_domain::{
    activity::{Activity, Mark, Proof},
    event::{Basis, OfficeDay},
    ids::{ActivityId, RoadmapId},
    roadmap::Roadmap,
};

/// A fact that came to count between two days.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference<'a> {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// The activity; none where it is the roadmap or the office as a whole.
    pub activity: Option<&'a Activity>,
    /// The day the fact speaks of: before the first of the two days, it changes what was reported then.
    pub day: NaiveDate,
    /// What it is.
    pub fact: Fact<'a>,
}

/// What came to count.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact<'a> {
    /// The roadmap came into force with so many activities.
    Adopted {
        /// How many.
        activities: usize,
    },
    /// An order amended it.
    Amended(&'a Basis),
    /// It ended.
    Closed(&'a Basis),
    /// It is counted otherwise since the day.
    Settings,
    /// It reminds otherwise since the day.
    Reminding,
    /// The office's own word on a day of the calendar.
    CalendarDay(NaiveDate, OfficeDay),
    /// A change of a row with its basis.
    Changed(Changed<'a>),
    /// A mark was entered.
    Marked(&'a Mark, Entered),
    /// A mark was accepted.
    Accepted(&'a Mark),
    /// A mark was sent back: its obligation is open again.
    Returned(&'a Mark),
    /// A mark was taken back: its obligation is open again.
    Retracted(&'a Mark),
    /// Documents were put to a mark after it was made, or taken from it; both at once is a replacement.
    Proofs {
        /// The mark.
        mark: &'a Mark,
        /// What came.
        added: Vec<&'a Proof>,
        /// What went.
        removed: Vec<&'a Proof>,
    },
    /// A document is not there any more.
    LinkLost(&'a Mark, &'a Proof),
    /// Nobody did anything, and the due day passed.
    Overdue(Box<Obligation>),
}

/// When a mark was entered, beside the day of the work and the term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entered {
    /// Later than the working days allowed after the due day.
    pub late: bool,
    /// Working days between the day of the work, as stated, and the entry.
    pub after: i64,
    /// More than two working weeks of them: entered back-dated (задним числом).
    pub back_dated: bool,
}

/// Under which heading a difference is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// The roadmap as a whole.
    Roadmap,
    /// Rows added.
    Added,
    /// Rows off control.
    Withdrawn,
    /// Terms moved.
    Moved,
    /// Terms set anew, dates given, occurrences cancelled.
    Terms,
    /// The responsible.
    Responsible,
    /// Words of rows.
    Reworded,
    /// What became overdue.
    Overdue,
    /// Marks sent back or taken back.
    Reopened,
    /// Marks entered late or back-dated.
    LateMarks,
    /// Marks entered in time.
    Marked,
    /// Marks accepted.
    Accepted,
    /// Documents added, removed, replaced.
    Proofs,
    /// Documents found missing.
    LostLinks,
    /// How things are counted.
    Settings,
}

impl Kind {
    /// Every kind, in the order they are told.
    pub const ALL: [Kind; 15] = [
        Kind::Roadmap,
        Kind::Added,
        Kind::Withdrawn,
        Kind::Moved,
        Kind::Terms,
        Kind::Responsible,
        Kind::Reworded,
        Kind::Overdue,
        Kind::Reopened,
        Kind::LateMarks,
        Kind::Marked,
        Kind::Accepted,
        Kind::Proofs,
        Kind::LostLinks,
        Kind::Settings,
    ];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Roadmap => "roadmap",
            Kind::Added => "added",
            Kind::Withdrawn => "withdrawn",
            Kind::Moved => "moved",
            Kind::Terms => "terms",
            Kind::Responsible => "responsible",
            Kind::Reworded => "reworded",
            Kind::Overdue => "overdue",
            Kind::Reopened => "reopened",
            Kind::LateMarks => "late-marks",
            Kind::Marked => "marked",
            Kind::Accepted => "accepted",
            Kind::Proofs => "proofs",
            Kind::LostLinks => "lost-links",
            Kind::Settings => "settings",
        }
    }
}

impl Difference<'_> {
    /// Under which heading it is told.
    pub fn kind(&self) -> Kind {
        match &self.fact {
            Fact::Adopted { .. } | Fact::Amended(_) | Fact::Closed(_) => Kind::Roadmap,
            Fact::Settings | Fact::Reminding | Fact::CalendarDay(..) => Kind::Settings,
            Fact::Changed(change) => match change.what {
                What::Added => Kind::Added,
                What::Withdrawn => Kind::Withdrawn,
                What::Moved { .. } => Kind::Moved,
                What::TermSet { .. } | What::Scheduled(_) | What::Cancelled(_) => Kind::Terms,
                What::Assigned(_) | What::Released(_) => Kind::Responsible,
                What::Reworded { .. } => Kind::Reworded,
            },
            Fact::Marked(_, entered) if entered.late || entered.back_dated => Kind::LateMarks,
            Fact::Marked(..) => Kind::Marked,
            Fact::Accepted(_) => Kind::Accepted,
            Fact::Returned(_) | Fact::Retracted(_) => Kind::Reopened,
            Fact::Proofs { .. } => Kind::Proofs,
            Fact::LinkLost(..) => Kind::LostLinks,
            Fact::Overdue(_) => Kind::Overdue,
        }
    }
}

impl<'a> View<'a> {
    /// What changed since an earlier view of the same office, by kind, then in the order of the tables.
    pub fn since(&self, before: &View<'_>, scope: &Scope) -> Vec<Difference<'a>> {
        let mut all = Vec::new();
        let roadmaps = self.state().roadmaps().filter(|r| scope.of_roadmap().is_none_or(|id| id == r.id));
        for (n, roadmap) in roadmaps.enumerate() {
            self.of_roadmap(before, roadmap, &mut all);
            // The calendar is the office's: it is told once.
            if n == 0 {
                self.of_calendar(before, roadmap.id, &mut all);
            }
        }
        self.of_rows(before, scope, &mut all);
        for activity in self.activities(scope) {
            self.of_marks(before, activity, scope, &mut all);
        }
        self.of_time(before, scope, &mut all);
        let place = |d: &Difference<'_>| (d.kind(), d.roadmap, d.activity.map_or(0, |a| a.ordinal), d.day);
        all.sort_by_key(place);
        all
    }

    /// The roadmap as a whole, and how it is counted.
    fn of_roadmap(&self, before: &View<'_>, roadmap: &'a Roadmap, all: &mut Vec<Difference<'a>>) {
        let earlier = before.state().roadmap(roadmap.id);
        let mut say = |day: NaiveDate, fact: Fact<'a>| {
            all.push(Difference { roadmap: roadmap.id, activity: None, day, fact });
        };
        if let Some(order) = &roadmap.adopted
            && earlier.is_none_or(|r| r.adopted.is_none())
        {
            let activities = self.activities(&Scope::roadmap(roadmap.id)).count();
            say(order.date.unwrap_or(order.from), Fact::Adopted { activities });
        }
        let counts = |basis: &&Basis| basis.date <= self.as_of();
        let counted = |r: &Roadmap, basis: &Basis| r.amendments.contains(basis) && basis.date <= before.as_of();
        for basis in roadmap.amendments.iter().filter(counts) {
            if !earlier.is_some_and(|r| counted(r, basis)) {
                say(basis.date, Fact::Amended(basis));
            }
        }
        let closed = |basis: &&Basis| {
            !earlier.is_some_and(|r| r.closed.as_ref() == Some(*basis) && basis.date <= before.as_of())
        };
        if let Some(basis) = roadmap.closed.as_ref().filter(counts).filter(closed) {
            say(basis.date, Fact::Closed(basis));
        }
        // Without a roadmap before there was nothing to be counted otherwise.
        let days = earlier.into_iter().flat_map(|_| before.as_of().iter_days().take_while(|day| *day <= self.as_of()));
        for (yesterday, today) in days.clone().zip(days.skip(1)) {
            if roadmap.settings_on(yesterday) != roadmap.settings_on(today) {
                say(today, Fact::Settings);
            }
            if roadmap.policy_on(yesterday) != roadmap.policy_on(today) {
                say(today, Fact::Reminding);
            }
        }
    }

    /// The office's own days, and those it left to the federal calendar again.
    fn of_calendar(&self, before: &View<'_>, roadmap: RoadmapId, all: &mut Vec<Difference<'a>>) {
        let calendar = |view: &View<'_>| view.state().office().calendar().own_days().collect::<BTreeMap<_, _>>();
        let (was, is) = (calendar(before), calendar(self));
        let back = was.keys().filter(|day| !is.contains_key(*day)).map(|day| (*day, OfficeDay::AsFederal));
        let own = is.iter().filter(|(day, kind)| was.get(*day) != Some(*kind)).map(|(day, kind)| (*day, *kind));
        let fact = |(day, kind)| Difference { roadmap, activity: None, day, fact: Fact::CalendarDay(day, kind) };
        all.extend(own.chain(back).map(fact));
    }

    /// Rows added and changed: the changes of the page of changes that were not on it before.
    fn of_rows(&self, before: &View<'_>, scope: &Scope, all: &mut Vec<Difference<'a>>) {
        let mut earlier: HashMap<ActivityId, Vec<Changed<'_>>> = HashMap::new();
        for change in before.changes(scope) {
            earlier.entry(change.activity.id).or_default().push(change);
        }
        let known = |c: &Changed<'_>| earlier.get(&c.activity.id).is_some_and(|were| were.iter().any(|w| w.same(c)));
        let changes: Vec<Changed<'a>> = self.changes(scope).into_iter().filter(|change| !known(change)).collect();
        let told: HashSet<ActivityId> =
            changes.iter().filter(|c| c.what == What::Added).map(|c| c.activity.id).collect();
        let there: HashSet<ActivityId> = before.activities(scope).map(|activity| activity.id).collect();
        // With its roadmap a row does not come by itself.
        let standing = |id: RoadmapId| {
            let adopted = |view: &View<'_>| view.state().roadmap(id).map(|r| r.adopted.is_some());
            adopted(before).is_some() && adopted(before) == adopted(self)
        };
        let new = self.activities(scope).filter(|a| !there.contains(&a.id) && !told.contains(&a.id));
        let added = new.filter(|a| standing(a.roadmap)).map(|activity| Changed {
            activity,
            day: activity.planned_on,
            basis: None,
            what: What::Added,
        });
        all.extend(changes.into_iter().chain(added).map(|change| Difference {
            roadmap: change.activity.roadmap,
            activity: Some(change.activity),
            day: change.day,
            fact: Fact::Changed(change),
        }));
    }

    /// What became overdue.
    fn of_time(&self, before: &View<'_>, scope: &Scope, all: &mut Vec<Difference<'a>>) {
        let key = |o: &Obligation| (o.activity, o.occurrence, o.executor);
        let late: HashSet<_> = before.overdue(scope).iter().map(key).collect();
        for obligation in self.overdue(scope).into_iter().filter(|o| !late.contains(&key(o))) {
            all.push(Difference {
                roadmap: obligation.roadmap,
                activity: self.state().activity(obligation.activity),
                day: obligation.effective_due,
                fact: Fact::Overdue(Box::new(obligation)),
            });
        }
    }
}
