//! The table of the plan: directions with their figures, tasks, activities as the order prints them and as they stand.

use super::{
    super::{
        asked::Asked,
        parties::{self, Named},
        states::{Mark, Shown},
        tally::{self, Called, Line, Tally},
        term,
    },
    filter::{Facts, Ready},
};
use crate::json;
use std::collections::{BTreeMap, BTreeSet};
use vekha_domain::{activity::Activity, ids::RoadmapId, roadmap::Roadmap};
use vekha_projections::{By, Figures, Obligation, PartKey, State, View};

/// States somebody has to act on: a row is found by them even when a more urgent one is shown.
const CALLING: [&str; 4] = ["overdue", "returned", "due-today", "on-review"];

/// One direction with its rows.
pub struct Direction {
    /// Its heading and those of the directions around it that begin here.
    pub heads: Vec<Head>,
    /// Its rows by task.
    pub tasks: Vec<Task>,
}

/// The heading of a direction.
pub struct Head {
    /// Place in the page.
    pub id: String,
    /// Words as printed.
    pub title: String,
    /// Its figures, each with its name.
    pub figures: Vec<String>,
}

/// Rows of one task.
pub struct Task {
    /// Words as printed, with what they are.
    pub title: Option<String>,
    /// The activities.
    pub rows: Vec<Row>,
}

/// One activity.
pub struct Row {
    /// Place in the page.
    pub id: String,
    /// Number as printed.
    pub number: String,
    /// Its page.
    pub link: String,
    /// Words of the order.
    pub title: String,
    /// Form of work.
    pub form: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Codes of risk factors.
    pub codes: String,
    /// Expected result.
    pub result: Option<String>,
    /// Words of the term.
    pub words: Option<String>,
    /// What was understood.
    pub understood: String,
    /// Moves and doubts.
    pub notes: Vec<String>,
    /// The responsible.
    pub named: Vec<Named>,
    /// Its most urgent state.
    pub state: Shown,
    /// «27 из 30».
    pub fraction: Option<String>,
    /// Its occurrences.
    pub lines: Vec<Boxes>,
}

/// Occurrences of one year, or all of a few.
pub struct Boxes {
    /// The year in front.
    pub year: Option<i32>,
    /// «ещё 4» when nothing of that year has begun.
    pub folded: Option<String>,
    /// The boxes.
    pub boxes: Vec<Cell>,
}

/// One occurrence.
pub struct Cell {
    /// Its name.
    pub label: String,
    /// Its sign.
    pub mark: Mark,
    /// Its state for those who do not see the sign.
    pub words: String,
}

/// The table and how many rows of how many it shows.
pub struct Table {
    /// Directions that have a row to show.
    pub directions: Vec<Direction>,
    /// Rows shown.
    pub shown: usize,
    /// Rows there are for this visitor.
    pub all: usize,
}

struct Teller<'a> {
    asked: &'a Asked,
    view: View<'a>,
    roadmap: &'a Roadmap,
    figures: BTreeMap<Option<u16>, Figures>,
    counts: BTreeMap<Option<u16>, usize>,
    headed: BTreeSet<u16>,
}

/// The rows that the filter finds, under their directions and tasks.
pub fn table(asked: &Asked, roadmap: &Roadmap, filter: &Ready) -> Table {
    let view = asked.view();
    let obligations = view.obligations(&asked.scope(roadmap.id));
    let of = tally::by_activity(&obligations);
    let rows = activities(asked, roadmap.id);
    let mut teller = Teller::new(asked, view, roadmap, &rows);
    let mut table = Table { directions: Vec::new(), shown: 0, all: rows.len() };
    let mut last: Option<(Option<u16>, Option<String>)> = None;
    for activity in rows {
        let Some((row, task)) = teller.row(activity, of.get(&activity.id).copied().unwrap_or_default(), filter) else {
            continue;
        };
        table.shown += 1;
        if last.as_ref().is_none_or(|(section, _)| *section != activity.section) {
            table.directions.push(Direction { heads: teller.heads(activity.section), tasks: Vec::new() });
            last = None;
        }
        let Some(direction) = table.directions.last_mut() else { continue };
        match direction.tasks.last_mut().filter(|_| last.as_ref().is_some_and(|(_, before)| *before == task)) {
            Some(tasks) => tasks.rows.push(row),
            None => direction.tasks.push(Task { title: titled(asked, direction, task.as_deref()), rows: vec![row] }),
        }
        last = Some((activity.section, task));
    }
    table
}

/// «Задача: …»; rows without one are set apart from those of a task before them.
fn titled(asked: &Asked, direction: &Direction, task: Option<&str>) -> Option<String> {
    match task {
        Some(task) => Some(asked.lang.say_with("plan-task", [("task", task.into())])),
        None => direction.tasks.iter().any(|t| t.title.is_some()).then(|| asked.lang.say("plan-no-task")),
    }
}

/// The activities of the table that this visitor may see.
pub fn activities(asked: &Asked, roadmap: RoadmapId) -> Vec<&Activity> {
    let (known, day) = (asked.state(), asked.as_of);
    known.activities(roadmap).filter(|a| a.planned_on <= day && asked.visitor.shows(a, known.office(), day)).collect()
}

impl<'a> Teller<'a> {
    fn new(asked: &'a Asked, view: View<'a>, roadmap: &'a Roadmap, rows: &[&Activity]) -> Teller<'a> {
        let mut figures = BTreeMap::new();
        for part in view.by(By::Section, &asked.scope(roadmap.id)) {
            if let PartKey::Section(section) = part.key {
                figures.insert(section, part.figures);
            }
        }
        let mut counts: BTreeMap<Option<u16>, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *counts.entry(row.section).or_default() += 1);
        Teller { asked, view, roadmap, figures, counts, headed: BTreeSet::new() }
    }

    /// Headings that begin with this direction: those around it once, its own each time.
    fn heads(&mut self, section: Option<u16>) -> Vec<Head> {
        let Some(section) = section else { return Vec::new() };
        let path = path_to(self.roadmap, section);
        let begins = path.iter().rev().filter(|s| **s == section || !self.headed.contains(*s)).copied();
        let begins: Vec<u16> = begins.collect();
        self.headed.extend(&begins);
        begins.into_iter().map(|section| self.head(section)).collect()
    }

    fn head(&self, section: u16) -> Head {
        let title = self.roadmap.section(section).map(|s| s.title.clone()).unwrap_or_default();
        let inside = |of: &Option<u16>| of.is_some_and(|of| path_to(self.roadmap, of).contains(&section));
        let mut figures = Figures::default();
        self.figures.iter().filter(|(of, _)| inside(of)).for_each(|(_, part)| figures += *part);
        let rows: usize = self.counts.iter().filter(|(of, _)| inside(of)).map(|(_, n)| n).sum();
        Head { id: format!("d{section}"), title, figures: self.told(&figures, rows) }
    }

    fn told(&self, figures: &Figures, rows: usize) -> Vec<String> {
        let lang = self.asked.lang;
        let count = |key: &str, n: u64| lang.say_with(key, [("n", n.into())]);
        let share = |key: &str, part: u64| {
            let percent = json::percent(part, figures.due, lang);
            lang.say_with(key, [("percent", percent.into()), ("n", part.into()), ("all", figures.due.into())])
        };
        vec![
            lang.say_with("plan-rows", [("n", rows.into())]),
            share("plan-completeness", figures.done),
            share("plan-timeliness", figures.on_time),
            count("plan-overdue", figures.overdue),
            count("plan-on-review", figures.on_review),
            count("plan-undated", figures.undated),
        ]
    }

    /// The row with its task, if the filter finds it.
    fn row(&self, activity: &Activity, obligations: &[Obligation], filter: &Ready) -> Option<(Row, Option<String>)> {
        let (asked, lang, day) = (self.asked, self.asked.lang, self.asked.as_of);
        let words = activity.wording_on(day).cloned().unwrap_or_default();
        let tallies = Tally::of(activity, obligations, day);
        let named = parties::named(activity, day, asked.state(), &asked.names, lang);
        let (state, code) = self.state(activity, &tallies);
        let codes = words.codes.join(", ");
        if !filter.finds(&Facts {
            number: &activity.number,
            title: &words.title,
            form: words.form.as_deref(),
            audience: words.audience.as_deref(),
            place: words.place.as_deref(),
            codes: &codes,
            result: words.result.as_deref(),
            responsible: &named.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", "),
            due: &due_days(obligations),
            undated: self.view.waits(activity),
            states: &codes_of(code, obligations),
            sections: &activity.section.map(|s| path_to(self.roadmap, s)).unwrap_or_default(),
        }) {
            return None;
        }
        let mut notes: Vec<String> = tallies.iter().flat_map(|t| term::moves(t.occurrence, day, lang)).collect();
        if obligations.iter().any(|o| o.past_at_approval) {
            notes.push(lang.say("plan-before-order"));
        }
        let row = Row {
            id: format!("r{}", activity.ordinal),
            number: activity.number.clone(),
            link: asked.link(&format!("/offices/{}/activities/{}", asked.office, activity.id)),
            title: words.title,
            form: words.form,
            audience: words.audience,
            place: words.place,
            codes,
            result: words.result,
            words: activity.term_on(day).map(|t| t.words.clone()).filter(|words| !words.trim().is_empty()),
            understood: term::understood(activity, &tallies, day, lang),
            notes,
            named,
            state,
            fraction: tally::first_to_look_at(&tallies).and_then(|t| t.fraction(lang)),
            lines: tally::lines(&tallies, day).iter().map(|line| self.boxes(line)).collect(),
        };
        Some((row, words.task))
    }

    /// The state shown and the code it is found by.
    fn state(&self, activity: &Activity, tallies: &[Tally<'_>]) -> (Shown, &'static str) {
        let lang = self.asked.lang;
        let most_urgent = tally::first_to_look_at(tallies).and_then(Tally::state);
        match most_urgent {
            Some(state) => (Shown::of(lang, state), state.code()),
            None if activity.withdrawn_on(self.asked.as_of) => {
                (Shown::of(lang, State::Withdrawn), State::Withdrawn.code())
            }
            None if self.view.waits(activity) => (Shown::undated(lang), "undated"),
            None => {
                let mark = Mark { sign: "·", class: "" };
                (Shown { mark, word: lang.say("plan-on-demand") }, "on-demand")
            }
        }
    }

    fn boxes(&self, line: &Line<'_, '_>) -> Boxes {
        let lang = self.asked.lang;
        let how = if line.year.is_some() { Called::WithinYear } else { Called::ByDay };
        let each = |tally: &&Tally<'_>| {
            let state = tally.state()?;
            let shown = Shown::of(lang, state);
            let words = [Some(shown.word), tally.fraction(lang)].into_iter().flatten().collect::<Vec<_>>().join(", ");
            Some(Cell { label: tally::called(tally.occurrence, tally.due?, how, lang), mark: shown.mark, words })
        };
        Boxes {
            year: line.year,
            folded: line.ahead.then(|| lang.say_with("plan-folded", [("n", line.tallies.len().into())])),
            boxes: line.tallies.iter().filter_map(each).collect(),
        }
    }
}

/// A direction and those it lies in, the inner first.
fn path_to(roadmap: &Roadmap, section: u16) -> Vec<u16> {
    let mut path = vec![section];
    while let Some(outer) = path.last().and_then(|s| roadmap.section(*s)).and_then(|s| s.parent) {
        path.push(outer);
    }
    path
}

fn due_days(obligations: &[Obligation]) -> Vec<chrono::NaiveDate> {
    obligations.iter().filter(|o| o.state != State::Withdrawn).map(|o| o.effective_due).collect()
}

/// The state shown, and those that call for somebody behind it.
fn codes_of(shown: &'static str, obligations: &[Obligation]) -> Vec<&'static str> {
    let mut codes = vec![shown];
    for code in obligations.iter().map(|o| o.state.code()).filter(|code| CALLING.contains(code)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
