//! A monitoring: its windows, when they open and close, and who has answered in each.

mod scores;

use crate::{
    event::{
        Basis, Change, Event, MonitoringEnded, MonitoringPlanned, Party, Recorded, WindowAnswered, WindowClosed,
        WindowMoved, WindowOpened, WindowPlanned, of_activity, of_audit, of_meeting, of_office, of_person, of_reminder,
        of_roadmap,
    },
    ids::{MonitoringId, OrganisationId, RoadmapId},
    office::Office,
    proof::ProofLink,
    refusal::{LONGEST, MOST_PROOFS, Refusal, grounded, words},
    scoring::ledger::Ledger,
    stream::Stream,
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// First and last (month, day) of a window of every year.
pub type Yearly = ((u32, u32), (u32, u32));

/// A monitoring as the log knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Monitoring {
    /// Id.
    pub id: MonitoringId,
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// What is looked at.
    pub title: String,
    /// Since when it is planned.
    pub planned_on: NaiveDate,
    /// Who answers.
    pub answers: Vec<Party>,
    /// The clause that demands it.
    pub basis: Option<Basis>,
    /// Its windows, by number.
    pub windows: Vec<Window>,
    /// Code of the scoring model that its windows are scored by.
    pub scored_by: Option<String>,
    /// Why and since when there are no further windows.
    pub ended: Option<Basis>,
    newer: bool,
}

/// A window of one year.
#[derive(Clone, PartialEq, Debug)]
pub struct Window {
    /// Its number.
    pub number: u16,
    /// Since when it is planned.
    pub planned_on: NaiveDate,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// On what ground its days were changed, the last one last.
    pub moves: Vec<Basis>,
    /// Since when it is open.
    pub opened: Option<NaiveDate>,
    /// Since when it is over.
    pub closed: Option<NaiveDate>,
    /// Who has answered, with the day and what was handed in; a later answer takes the place of an earlier one.
    pub answered: BTreeMap<OrganisationId, (NaiveDate, WindowAnswered)>,
    /// What was entered and what followed, where it is scored.
    pub ledger: Ledger,
}

impl Monitoring {
    /// A monitoring with a window in every year of a period.
    ///
    /// # Errors
    /// No title, nobody who answers, a model that the office has not adopted, no window within the period, or windows that run
    /// backwards.
    pub fn plan(
        id: MonitoringId,
        planned: MonitoringPlanned,
        windows: &[Yearly],
        (from, to): (NaiveDate, NaiveDate),
        (office, today): (&Office, NaiveDate),
    ) -> Result<Vec<Change>, Refusal> {
        let title = words(&planned.title, Refusal::TitleMissing)?;
        if planned.answers.is_empty() {
            return Err(Refusal::PartyUnknown);
        }
        if planned.scored_by.as_ref().is_some_and(|code| office.model(code, today).is_none()) {
            return Err(Refusal::ModelUnknown);
        }
        let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for year in from.year()..=to.year() {
            let day = |(month, day)| NaiveDate::from_ymd_opt(year, month, day).ok_or(Refusal::WindowWrong);
            for (first, last) in windows {
                let (first, last) = (day(*first)?, day(*last)?);
                if last < first {
                    return Err(Refusal::WindowWrong);
                }
                days.extend((first <= to && last >= from).then_some((first, last)));
            }
        }
        if days.is_empty() {
            return Err(Refusal::WindowWrong);
        }
        days.sort_unstable();
        let stream = Stream::Monitoring(id);
        let mut changes = vec![Change::new(stream, today, MonitoringPlanned { title, ..planned })];
        let planned = |((from, to), window)| Change::new(stream, today, WindowPlanned { window, from, to });
        changes.extend(days.into_iter().zip(1..).map(planned));
        Ok(changes)
    }

    /// The monitoring that the first event of a stream makes.
    pub fn begun(id: MonitoringId, first: &Recorded) -> Option<Monitoring> {
        let Event::MonitoringPlanned(e) = &first.event else { return None };
        Some(Monitoring {
            id,
            roadmap: e.roadmap,
            title: e.title.clone(),
            planned_on: first.occurred_on,
            answers: e.answers.clone(),
            basis: e.basis.clone(),
            scored_by: e.scored_by.clone(),
            windows: Vec::new(),
            ended: None,
            newer: false,
        })
    }

    /// One window.
    pub fn window(&self, number: u16) -> Option<&Window> {
        self.windows.iter().find(|w| w.number == number)
    }

    /// Organisations that have to answer on a day, in order of their ids.
    pub fn who_answers(&self, day: NaiveDate, office: &Office) -> Vec<OrganisationId> {
        let mut all: Vec<OrganisationId> = Vec::new();
        for party in &self.answers {
            match party {
                Party::Organisation(id) => all.push(*id),
                Party::Group(id) => all.extend(office.group(*id).into_iter().flat_map(|g| g.members_on(day))),
                Party::Person(_) | Party::Post(_) => {}
            }
        }
        all.retain(|id| office.organisation(*id).is_some_and(|o| o.stands_on(day)));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Other days for a window.
    ///
    /// # Errors
    /// No such window, or it is over; days that run backwards; a basis without words.
    pub fn move_window(
        &self,
        number: u16,
        from: NaiveDate,
        to: NaiveDate,
        basis: Basis,
    ) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        let window = self.window(number).ok_or(Refusal::WindowUnknown)?;
        if window.closed.is_some() {
            return Err(Refusal::WindowOver);
        }
        if to < from {
            return Err(Refusal::WindowWrong);
        }
        if (window.from, window.to) == (from, to) {
            return Ok(Vec::new());
        }
        self.say(basis.date, WindowMoved { window: number, from, to, basis })
    }

    /// What has to open and close by a day; nothing when everything already has.
    pub fn turn(&self, today: NaiveDate) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.newer {
            return changes;
        }
        let say = |day, event: Event| Change::new(Stream::Monitoring(self.id), day, event);
        let until = self.ended.as_ref().map(|basis| basis.date);
        for window in self.windows.iter().filter(|w| until.is_none_or(|until| w.from < until)) {
            let number = window.number;
            if window.opened.is_none() && window.from <= today {
                changes.push(say(window.from, WindowOpened { window: number }.into()));
            }
            if window.closed.is_none() && window.to < today {
                changes.push(say(window.to, WindowClosed { window: number }.into()));
            }
        }
        changes
    }

    /// An organisation hands in what a window asks for; a second time it takes the place of the first.
    ///
    /// # Errors
    /// No such window, or it is not open yet; not one who answers; no link, or too many; too long a note.
    pub fn answer(&self, answered: WindowAnswered, office: &Office, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        let window = self.window(answered.window).ok_or(Refusal::WindowUnknown)?;
        if today < window.from {
            return Err(Refusal::WindowNotOpen);
        }
        let bound =
            [window.to, today].iter().any(|day| self.who_answers(*day, office).contains(&answered.organisation));
        if !bound {
            return Err(Refusal::ExecutorUnknown);
        }
        if answered.links.is_empty() {
            return Err(Refusal::ProofMissing);
        }
        if answered.links.len() > MOST_PROOFS {
            return Err(Refusal::TooManyProofs);
        }
        if answered.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST) {
            return Err(Refusal::NoteTooLong);
        }
        if window.answered.get(&answered.organisation).is_some_and(|(_, before)| *before == answered) {
            return Ok(Vec::new());
        }
        self.say(today, answered)
    }

    /// There will be no further windows.
    ///
    /// # Errors
    /// A basis without words.
    pub fn end(&self, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        if self.ended.is_some() {
            return Ok(Vec::new());
        }
        self.open()?;
        self.say(basis.date, MonitoringEnded { basis })
    }

    /// Takes in one event of this monitoring's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        let day = recorded.occurred_on;
        match &recorded.event {
            Event::MonitoringPlanned(_) => {}
            Event::WindowPlanned(e) => self.windows.push(Window {
                number: e.window,
                planned_on: day,
                from: e.from,
                to: e.to,
                moves: Vec::new(),
                opened: None,
                closed: None,
                answered: BTreeMap::new(),
                ledger: Ledger::default(),
            }),
            Event::WindowMoved(e) => self.with(e.window, |w| {
                (w.from, w.to) = (e.from, e.to);
                w.moves.push(e.basis.clone());
            }),
            Event::WindowOpened(e) => self.with(e.window, |w| w.opened = Some(day)),
            Event::WindowAnswered(e) => self.with(e.window, |w| {
                w.answered.insert(e.organisation, (day, e.clone()));
            }),
            Event::WindowClosed(e) => self.with(e.window, |w| w.closed = Some(day)),
            Event::ValuesReported(e) => self.with(e.window, |w| w.ledger.reported(e, day, recorded.actor)),
            Event::ValuesCorrected(e) => self.with(e.window, |w| w.ledger.corrected(e, day, recorded.actor)),
            Event::ValuesWithdrawn(e) => self.with(e.window, |w| w.ledger.withdrawn(e, day, recorded.actor)),
            Event::AnalyticalNotePublished(e) => self.with(e.window, |w| w.ledger.notes.push((day, e.clone()))),
            Event::RecommendationIssued(e) => self.with(e.window, |w| w.ledger.recommended(e, day)),
            Event::RecommendationDone(e) => self.with(e.window, |w| w.ledger.followed(e, day)),
            Event::DecisionTaken(e) => self.with(e.window, |w| w.ledger.decisions.push((day, e.clone()))),
            Event::ClassDecided(e) => self.with(e.window, |w| w.ledger.classes.push((day, e.clone()))),
            Event::SelfAnalysisNoted(e) => {
                self.with(e.window, |w| w.ledger.cards.push((day, recorded.actor, e.clone())));
            }
            Event::ObservationsNoted(e) => {
                self.with(e.window, |w| w.ledger.protocols.push((day, recorded.actor, e.clone())));
            }
            Event::MonitoringEnded(e) => self.ended = Some(e.basis.clone()),
            Event::Unknown(_) => self.newer = true,
            of_office!()
            | of_person!()
            | of_roadmap!()
            | of_activity!()
            | of_meeting!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }

    fn with(&mut self, number: u16, change: impl FnOnce(&mut Window)) {
        if let Some(window) = self.windows.iter_mut().find(|w| w.number == number) {
            change(window);
        }
    }

    fn open(&self) -> Result<(), Refusal> {
        match (self.newer, &self.ended) {
            (true, _) => Err(Refusal::NewerHistory),
            (false, Some(_)) => Err(Refusal::MonitoringEnded),
            (false, None) => Ok(()),
        }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Monitoring(self.id), day, event)])
    }
}

impl Window {
    /// How often its days were changed.
    pub fn version(&self) -> u16 {
        u16::try_from(self.moves.len()).unwrap_or(u16::MAX)
    }

    /// The day whose figures stay; none for a window that was over when it was planned: it is filled in afterwards, and what stands counts.
    pub fn freezes_on(&self) -> Option<NaiveDate> {
        (self.planned_on <= self.to).then_some(self.to)
    }

    /// Is what comes on a day late?
    pub fn is_late_on(&self, day: NaiveDate) -> bool {
        self.freezes_on().is_some_and(|last| day > last)
    }

    /// Was an answer late: handed in after the last day?
    pub fn is_late(&self, organisation: OrganisationId) -> bool {
        self.answered.get(&organisation).is_some_and(|(day, _)| self.is_late_on(*day))
    }
}

impl WindowAnswered {
    /// An answer with links and a note as typed.
    pub fn new(window: u16, organisation: OrganisationId, links: Vec<ProofLink>, note: &str) -> WindowAnswered {
        let note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
        WindowAnswered { window, organisation, links, note }
    }
}
