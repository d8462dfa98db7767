//! Rows of the recipient's own work: returned, near or overdue, reminded of by hand. Each has its personal link.

use super::{
    desk::{Awaited, Desk},
    page::{Row, Section, Tone},
    subject,
};
use crate::web::pages::written;
use chrono::NaiveDate;
use vekha_domain::reminder::Item;

/// So many rows are told in full; a letter with more would be cut by the programs that show it.
const IN_FULL: usize = 15;

impl<'a> Desk<'a> {
    /// Marks returned and not made anew.
    pub fn returned(&self) -> Option<Section> {
        let mut rows = Vec::new();
        for (number, item) in self.items() {
            let Item::Returned { activity, mark } = item else { continue };
            let Some(mark) = self.state.activity(*activity).and_then(|a| a.mark(*mark)) else { continue };
            let Some((day, reason)) = &mark.returned else { continue };
            let Some(awaited) = self.awaited(*activity, mark.occurrence, mark.executor) else { continue };
            let mut row = self.row(&awaited, number, rows.len() < IN_FULL);
            let args = [("day", written::day(*day).into()), ("reason", reason.clone().into())];
            row.notes.insert(0, self.say_with("letters-returned", args));
            rows.push((awaited, row));
        }
        self.section(rows, "letters-returned-title", |_| self.say("letters-returned-point"))
    }

    /// What is due, the most urgent first.
    pub fn due(&self) -> Option<Section> {
        let mut found: Vec<(Awaited<'a>, u16)> = Vec::new();
        for (number, item) in self.items() {
            if let Item::Due { activity, occurrence, executor, version, .. } = item {
                let awaited = self.awaited_as(*activity, *occurrence, *executor, *version);
                found.extend(awaited.map(|awaited| (awaited, number)));
            }
        }
        self.pressing(found, "letters-due-title")
    }

    /// What the coordinator reminds of by hand.
    pub fn by_hand(&self) -> Option<Section> {
        let mut found = Vec::new();
        for (number, item) in self.items() {
            if let Item::ByHand { activity, occurrence, executor, .. } = item {
                found.extend(self.awaited(*activity, *occurrence, *executor).map(|awaited| (awaited, number)));
            }
        }
        let mut section = self.pressing(found, "letters-by-hand-title")?;
        let who = [("who", self.person(self.reminder.by).into())];
        section.lead.insert(0, self.say_with("letters-by-hand", who));
        Some(section)
    }

    fn pressing(&self, mut found: Vec<(Awaited<'a>, u16)>, title: &str) -> Option<Section> {
        found.sort_by_key(|(a, _)| (a.obligation.effective_due, a.obligation.ordinal, a.obligation.executor));
        let rows = found.into_iter().enumerate().map(|(at, (awaited, number))| {
            let row = self.row(&awaited, number, at < IN_FULL);
            (awaited, row)
        });
        self.section(rows.collect(), title, |rows| self.point(rows))
    }

    /// When, for the subject: «Срок 15.07.2023», «Просрочено».
    fn point(&self, rows: &[(Awaited<'a>, Row)]) -> String {
        let dues: Vec<_> = rows.iter().map(|(a, _)| a.obligation.due).collect();
        let late = rows.iter().filter(|(a, _)| a.obligation.effective_due < self.day()).count();
        self.point_of(&dues, late)
    }

    /// The same of due days, of which so many are over.
    pub fn point_of(&self, dues: &[NaiveDate], late: usize) -> String {
        let Some((first, last)) = dues.iter().min().zip(dues.iter().max()) else { return String::new() };
        let key = match (late, first == last) {
            (0, true) => "letters-due-point",
            (0, false) => "letters-due-points",
            (late, true) if late == dues.len() => "letters-late-point",
            (late, false) if late == dues.len() => "letters-late-points",
            _ => "letters-mixed-points",
        };
        self.dated(key, *first)
    }

    fn section(
        &self,
        rows: Vec<(Awaited<'a>, Row)>,
        title: &str,
        point: impl Fn(&[(Awaited<'a>, Row)]) -> String,
    ) -> Option<Section> {
        let point = point(&rows);
        let subject = match rows.as_slice() {
            [] => return None,
            [(only, _)] => {
                let (title, number) = self.topic(only.activity);
                subject::of_row(&point, &title, &number)
            }
            _ => self.counted(&point, rows.len()),
        };
        let lead = match rows.as_slice() {
            [(only, _)] => self.better_day(only.obligation.due).into_iter().collect(),
            _ => Vec::new(),
        };
        let title = self.say_with(title, [("n", rows.len().into())]);
        let mut section = Section { title, subject, lead, ..Section::default() };
        section.rows = rows.into_iter().map(|(_, row)| row).collect();
        Some(section)
    }

    /// «Срок 15.07.2023: 3 мероприятия».
    pub fn counted(&self, point: &str, n: usize) -> String {
        format!("{point}: {}", self.say_with("count-activities", [("n", n.into())]))
    }

    /// A row with its link; past the first ones without its details.
    pub fn row(&self, awaited: &Awaited<'a>, number: u16, in_full: bool) -> Row {
        let Awaited { activity, obligation } = awaited;
        let state = self.distance(obligation.due, obligation.effective_due);
        let mut notes = vec![self.say_with("letters-term", [("day", self.with_weekday(obligation.due).into())])];
        if in_full {
            // Said once: in a letter of one row it stands above.
            let alone = self.reminder.items.len() == 1;
            notes.extend(self.better_day(obligation.due).filter(|_| !alone && state.0 != Tone::Late));
            notes.extend(self.moved(awaited));
            notes.extend(self.said(activity));
            notes.push(self.executors(activity, obligation.executor));
            notes.extend(self.proof(activity));
        } else {
            notes.push(self.executors(activity, obligation.executor));
        }
        let link = self.tick(number, "letters-tick");
        Row { item: Some(number), state: Some(state), words: self.words(activity), notes, link, button: in_full }
    }

    /// The term as the order words it.
    pub fn said(&self, activity: &vekha_domain::activity::Activity) -> Option<String> {
        let words = activity.term_on(self.day()).map(|term| term.words.trim()).filter(|words| !words.is_empty())?;
        Some(self.say_with("letters-said", [("words", words.to_owned().into())]))
    }

    /// What the order expects as a result.
    pub fn proof(&self, activity: &vekha_domain::activity::Activity) -> Option<String> {
        let result = activity.wording_on(self.day())?.result.as_deref()?.trim();
        (!result.is_empty()).then(|| self.say_with("letters-proof", [("what", result.to_owned().into())]))
    }

    fn moved(&self, awaited: &Awaited<'a>) -> Option<String> {
        let occurrence = awaited.activity.occurrence(awaited.obligation.occurrence)?;
        let last = occurrence.moves.last()?;
        let args = [("old", written::day(last.old).into()), ("basis", last.basis.words.clone().into())];
        Some(self.say_with("letters-moved", args))
    }
}
