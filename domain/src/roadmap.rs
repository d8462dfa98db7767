//! A roadmap (дорожная карта): its order, period, directions and settings.

mod report;

pub use report::Report;

use crate::{
    event::{
        Basis, Change, DayOffRule, Event, Recorded, ReminderPolicySet, RoadmapAdopted, RoadmapAmended, RoadmapClosed,
        RoadmapDrafted, SectionAdded, Setting, SettingChanged, of_activity, of_audit, of_meeting, of_monitoring,
        of_office, of_person, of_reminder,
    },
    ids::RoadmapId,
    refusal::{Refusal, grounded, words},
    reminder::{Policy, ReportKind},
    stream::Stream,
};
use chrono::NaiveDate;

/// How the figures of a roadmap are counted, and who may read them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Marks count only after the coordinator accepted them.
    pub acceptance: bool,
    /// Percent of completeness and of timeliness that make indicator 6 equal to 1.
    pub threshold: u8,
    /// Working days after the due day in which a mark is still made in time.
    pub mark_days: u8,
    /// Terms on days off.
    pub day_off: DayOffRule,
    /// Everybody may read the roadmap without signing in.
    pub public: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { acceptance: false, threshold: 100, mark_days: 3, day_off: DayOffRule::Next, public: false }
    }
}

/// A roadmap as the log knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Roadmap {
    /// Id.
    pub id: RoadmapId,
    /// Title as in the order.
    pub title: String,
    /// File it came from.
    pub source: Option<String>,
    /// Directions in the order they are printed.
    pub sections: Vec<SectionAdded>,
    /// The order, once it put the roadmap into force.
    pub adopted: Option<RoadmapAdopted>,
    /// Amending orders.
    pub amendments: Vec<Basis>,
    /// Why and since when it has ended.
    pub closed: Option<Basis>,
    /// Reports issued, the oldest first.
    pub reports: Vec<Report>,
    settings: Vec<(NaiveDate, Setting)>,
    policies: Vec<(NaiveDate, Policy)>,
    newer: bool,
}

impl Roadmap {
    /// A roadmap is entered; it is not in force yet.
    ///
    /// # Errors
    /// [`Refusal::TitleMissing`].
    pub fn draft(id: RoadmapId, title: &str, source: Option<String>, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let title = words(title, Refusal::TitleMissing)?;
        Ok(vec![Change::new(Stream::Roadmap(id), day, RoadmapDrafted { title, source })])
    }

    /// The roadmap that the first event of a stream makes.
    pub fn begun(id: RoadmapId, first: &Recorded) -> Option<Roadmap> {
        let Event::RoadmapDrafted(e) = &first.event else { return None };
        Some(Roadmap {
            id,
            title: e.title.clone(),
            source: e.source.clone(),
            sections: Vec::new(),
            adopted: None,
            amendments: Vec::new(),
            closed: None,
            reports: Vec::new(),
            settings: Vec::new(),
            policies: Vec::new(),
            newer: false,
        })
    }

    /// The next direction.
    ///
    /// # Errors
    /// The number is taken, the outer direction is unknown, the title is empty.
    pub fn add_section(
        &self,
        section: u16,
        parent: Option<u16>,
        title: &str,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let title = words(title, Refusal::TitleMissing)?;
        if self.section(section).is_some() {
            return Err(Refusal::AlreadyThere);
        }
        if parent.is_some_and(|outer| self.section(outer).is_none()) {
            return Err(Refusal::SectionUnknown);
        }
        self.say(day, SectionAdded { section, parent, title })
    }

    /// The order puts the roadmap into force.
    ///
    /// # Errors
    /// It is in force already; the period runs backwards.
    pub fn adopt(
        &self,
        number: Option<String>,
        date: Option<NaiveDate>,
        from: NaiveDate,
        to: NaiveDate,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        if self.adopted.is_some() {
            return Err(Refusal::AlreadyAdopted);
        }
        if to < from {
            return Err(Refusal::PeriodBackwards);
        }
        self.say(day, RoadmapAdopted { number, date, from, to })
    }

    /// An amending order; its changes are decisions about activities. Applied in parts, it is named once.
    ///
    /// # Errors
    /// The roadmap is not in force; the basis has no words.
    pub fn amend(&self, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        if self.adopted.is_none() {
            return Err(Refusal::NotAdopted);
        }
        if self.amendments.contains(&basis) {
            return Ok(Vec::new());
        }
        self.say(basis.date, RoadmapAmended { basis })
    }

    /// The roadmap ends.
    ///
    /// # Errors
    /// It has ended already; the basis has no words.
    pub fn close(&self, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        self.say(basis.date, RoadmapClosed { basis })
    }

    /// A setting gets another value from `day` on.
    ///
    /// # Errors
    /// The value is out of its range; the roadmap has ended, which only its public page may outlive.
    pub fn set(&self, setting: Setting, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        match self.open() {
            Err(Refusal::RoadmapClosed) if matches!(setting, Setting::Public(_)) => {}
            open => open?,
        }
        match setting {
            Setting::Threshold(percent) if !(1..=100).contains(&percent) => return Err(Refusal::ThresholdOutOfRange),
            Setting::MarkDays(days) if days > 30 => return Err(Refusal::MarkDaysOutOfRange),
            Setting::Threshold(_) | Setting::MarkDays(_) | Setting::Acceptance(_) => {}
            Setting::DayOff(_) | Setting::Public(_) => {}
        }
        let (mut with, now) = (self.settings_on(day), self.settings_on(day));
        put(&mut with, setting);
        if with == now {
            return Ok(Vec::new());
        }
        self.say(day, SettingChanged { setting })
    }

    /// A direction by its number.
    pub fn section(&self, section: u16) -> Option<&SectionAdded> {
        self.sections.iter().find(|s| s.section == section)
    }

    /// The settings in force on a day.
    pub fn settings_on(&self, day: NaiveDate) -> Settings {
        let mut settings = Settings::default();
        self.settings.iter().filter(|(since, _)| *since <= day).for_each(|(_, setting)| put(&mut settings, *setting));
        settings
    }

    /// Reminds otherwise from `day` on.
    ///
    /// # Errors
    /// A number is out of its range; the roadmap has ended.
    pub fn remind(&self, policy: Policy, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        policy.checked()?;
        if self.policy_on(day) == policy {
            return Ok(Vec::new());
        }
        self.say(day, ReminderPolicySet { policy })
    }

    /// How the roadmap reminds on a day.
    pub fn policy_on(&self, day: NaiveDate) -> Policy {
        self.policies.iter().rfind(|(since, _)| *since <= day).map(|(_, policy)| policy.clone()).unwrap_or_default()
    }

    /// Since when letters are on, as of a day: nothing older is reminded of; none when they always were.
    pub fn reminds_since(&self, day: NaiveDate) -> Option<NaiveDate> {
        let mut since = None;
        for pair in self.policies.windows(2) {
            if let [(_, before), (day_on, after)] = pair
                && !before.on
                && after.on
                && *day_on <= day
            {
                since = Some(*day_on);
            }
        }
        since
    }

    fn open(&self) -> Result<(), Refusal> {
        match (self.newer, &self.closed) {
            (true, _) => Err(Refusal::NewerHistory),
            (false, Some(_)) => Err(Refusal::RoadmapClosed),
            (false, None) => Ok(()),
        }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Roadmap(self.id), day, event)])
    }

    /// Takes in one event of this roadmap's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::RoadmapDrafted(_) => {}
            Event::SectionAdded(e) => self.sections.push(e.clone()),
            Event::RoadmapAdopted(e) => self.adopted = Some(e.clone()),
            Event::RoadmapAmended(e) => self.amendments.push(e.basis.clone()),
            Event::RoadmapClosed(e) => self.closed = Some(e.basis.clone()),
            Event::SettingChanged(e) => self.settings.push((recorded.occurred_on, e.setting)),
            Event::ReminderPolicySet(e) => self.policies.push((recorded.occurred_on, e.policy.clone())),
            Event::TermReportIssued(e) => self.reports.push(Report::new(e.kind, &e.issued, recorded)),
            Event::YearAnalysisIssued(e) => self.reports.push(Report::new(ReportKind::Year, &e.issued, recorded)),
            Event::Unknown(_) => self.newer = true,
            of_office!()
            | of_person!()
            | of_activity!()
            | of_meeting!()
            | of_monitoring!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }
}

fn put(settings: &mut Settings, setting: Setting) {
    match setting {
        Setting::Acceptance(on) => settings.acceptance = on,
        Setting::Threshold(percent) => settings.threshold = percent,
        Setting::MarkDays(days) => settings.mark_days = days,
        Setting::DayOff(rule) => settings.day_off = rule,
        Setting::Public(on) => settings.public = on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROADMAP: RoadmapId = RoadmapId(uuid::Uuid::from_u128(1));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn given(changes: &[Change]) -> Roadmap {
        let mut events = changes.iter().zip(1..).map(|(change, position)| Recorded {
            position,
            stream: change.stream,
            version: position,
            occurred_on: change.occurred_on,
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            actor: crate::ids::PersonId::PROGRAM,
            event: change.event.clone(),
        });
        let mut roadmap = Roadmap::begun(ROADMAP, &events.next().unwrap()).unwrap();
        events.for_each(|event| roadmap.apply(&event));
        roadmap
    }

    #[test]
    fn a_setting_holds_from_its_day_on() {
        let mut history = Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap();
        history.extend(given(&history).set(Setting::Acceptance(true), day("2023-02-01")).unwrap());
        let roadmap = given(&history);
        assert!(!roadmap.settings_on(day("2023-01-31")).acceptance);
        assert!(roadmap.settings_on(day("2023-02-01")).acceptance);
        assert_eq!(roadmap.set(Setting::Acceptance(true), day("2023-03-01")), Ok(Vec::new()));
        assert_eq!(roadmap.set(Setting::Threshold(0), day("2023-03-01")), Err(Refusal::ThresholdOutOfRange));
        assert_eq!(roadmap.set(Setting::MarkDays(31), day("2023-03-01")), Err(Refusal::MarkDaysOutOfRange));
    }

    #[test]
    fn a_roadmap_is_public_when_somebody_says_so_and_may_be_hidden_after_its_end() {
        let mut history = Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap();
        assert!(!given(&history).settings_on(day("2023-02-01")).public);
        history.extend(given(&history).set(Setting::Public(true), day("2023-02-01")).unwrap());
        assert!(!given(&history).settings_on(day("2023-01-31")).public);
        assert_eq!(given(&history).set(Setting::Public(true), day("2023-03-01")), Ok(Vec::new()));
        let basis = Basis { words: "приказ № 5".to_owned(), date: day("2024-12-31") };
        history.extend(given(&history).close(basis).unwrap());
        assert_eq!(given(&history).set(Setting::Acceptance(true), day("2025-01-09")), Err(Refusal::RoadmapClosed));
        history.extend(given(&history).set(Setting::Public(false), day("2025-01-09")).unwrap());
        assert!(!given(&history).settings_on(day("2025-01-09")).public);
    }

    #[test]
    fn a_roadmap_is_adopted_once_with_a_period_that_runs_forwards() {
        let mut history = Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap();
        let adopt = |history: &[Change], to: &str| {
            given(history).adopt(Some("1298".into()), None, day("2022-11-08"), day(to), day("2022-11-08"))
        };
        assert_eq!(adopt(&history, "2022-11-07"), Err(Refusal::PeriodBackwards));
        history.extend(adopt(&history, "2024-12-31").unwrap());
        assert_eq!(adopt(&history, "2024-12-31"), Err(Refusal::AlreadyAdopted));
    }

    #[test]
    fn a_direction_lies_in_a_known_one() {
        let history = Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap();
        let inner = given(&history).add_section(2, Some(1), "Школы", day("2022-11-08"));
        assert_eq!(inner, Err(Refusal::SectionUnknown));
        assert_eq!(Roadmap::draft(ROADMAP, " ", None, day("2022-11-08")), Err(Refusal::TitleMissing));
    }
}
