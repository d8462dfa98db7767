//! The table of the plan: directions with their figures, tasks, activities as the order prints them and as they stand.

use super::{
    super::{
        look::Look,
        parties::{self, Named},
        states::{Mark, Shown},
        tally::{self, Called, Line, Tally},
        term,
    },
    found::{Candidate, Found, activities, path_to, state},
};
use crate::json;
use std::collections::{BTreeMap, BTreeSet};
use vekha_domain::{activity::Activity, event::SectionAdded, ids::ActivityId, roadmap::Roadmap};
use vekha_projections::{By, Figures, Obligation, PartKey};

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
    /// What sends it to a change.
    pub activity: ActivityId,
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

struct Teller<'a> {
    look: Look<'a>,
    roadmap: &'a Roadmap,
    link: &'a dyn Fn(&Activity) -> String,
    figures: BTreeMap<Option<u16>, Figures>,
    counts: BTreeMap<Option<u16>, usize>,
    headed: BTreeSet<u16>,
}

/// The rows found, under their directions and tasks, each with its link; sorted ones in one list. The figures of the
/// directions count `obligations`: all that the visitor is answered for.
pub fn table(
    look: Look<'_>,
    roadmap: &Roadmap,
    obligations: &[Obligation],
    found: &Found<'_>,
    link: &dyn Fn(&Activity) -> String,
) -> Vec<Direction> {
    let mut teller = Teller::new(look, roadmap, obligations, link);
    let mut directions: Vec<Direction> = Vec::new();
    if found.sorted {
        let rows: Vec<Row> = found.lines.iter().map(|line| teller.row(line.activity, line.obligations).0).collect();
        let tasks = vec![Task { title: None, rows }];
        return if found.lines.is_empty() { directions } else { vec![Direction { heads: Vec::new(), tasks }] };
    }
    let mut last: Option<(Option<u16>, Option<String>)> = None;
    for Candidate { activity, obligations } in &found.lines {
        let (row, task) = teller.row(activity, obligations);
        if last.as_ref().is_none_or(|(section, _)| *section != activity.section) {
            directions.push(Direction { heads: teller.heads(activity.section), tasks: Vec::new() });
            last = None;
        }
        let Some(direction) = directions.last_mut() else { continue };
        match direction.tasks.last_mut().filter(|_| last.as_ref().is_some_and(|(_, before)| *before == task)) {
            Some(tasks) => tasks.rows.push(row),
            None => direction.tasks.push(Task { title: titled(look, direction, task.as_deref()), rows: vec![row] }),
        }
        last = Some((activity.section, task));
    }
    directions
}

/// Each direction that has rows to be seen, in the order of the table, with its figures.
pub fn by_direction(look: Look<'_>, roadmap: &Roadmap, obligations: &[Obligation]) -> Vec<(String, Figures)> {
    let teller = Teller::new(look, roadmap, obligations, &|_| String::new());
    let inside = |section: &SectionAdded| (section.title.clone(), teller.inside(section.section));
    let parts = roadmap.sections.iter().map(inside).filter(|(_, (_, rows))| *rows > 0);
    parts.map(|(title, (figures, _))| (title, figures)).collect()
}

/// «Задача: …»; rows without one are set apart from those of a task before them.
fn titled(look: Look<'_>, direction: &Direction, task: Option<&str>) -> Option<String> {
    match task {
        Some(task) => Some(look.lang.say_with("plan-task", [("task", task.into())])),
        None => direction.tasks.iter().any(|t| t.title.is_some()).then(|| look.lang.say("plan-no-task")),
    }
}

impl<'a> Teller<'a> {
    fn new(
        look: Look<'a>,
        roadmap: &'a Roadmap,
        obligations: &[Obligation],
        link: &'a dyn Fn(&Activity) -> String,
    ) -> Teller<'a> {
        let mut figures = BTreeMap::new();
        for part in look.view().divided(By::Section, &look.scope(roadmap.id), obligations) {
            if let PartKey::Section(section) = part.key {
                figures.insert(section, part.figures);
            }
        }
        let mut counts: BTreeMap<Option<u16>, usize> = BTreeMap::new();
        activities(look, roadmap.id).iter().for_each(|row| *counts.entry(row.section).or_default() += 1);
        Teller { look, roadmap, link, figures, counts, headed: BTreeSet::new() }
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
        let (figures, rows) = self.inside(section);
        Head { id: format!("d{section}"), title, figures: self.told(&figures, rows) }
    }

    /// Figures and rows of a direction with those that lie in it.
    fn inside(&self, section: u16) -> (Figures, usize) {
        let inside = |of: &Option<u16>| of.is_some_and(|of| path_to(self.roadmap, of).contains(&section));
        let mut figures = Figures::default();
        self.figures.iter().filter(|(of, _)| inside(of)).for_each(|(_, part)| figures += *part);
        (figures, self.counts.iter().filter(|(of, _)| inside(of)).map(|(_, n)| n).sum())
    }

    fn told(&self, figures: &Figures, rows: usize) -> Vec<String> {
        let lang = self.look.lang;
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

    /// The row with its task.
    fn row(&self, activity: &Activity, obligations: &[Obligation]) -> (Row, Option<String>) {
        let (look, lang, day) = (self.look, self.look.lang, self.look.as_of);
        let words = activity.wording_on(day).cloned().unwrap_or_default();
        let tallies = Tally::of(activity, obligations, day);
        let mut notes: Vec<String> = tallies.iter().flat_map(|t| term::moves(t.occurrence, day, lang)).collect();
        if obligations.iter().any(|o| o.past_at_approval) {
            notes.push(lang.say("plan-before-order"));
        }
        let row = Row {
            activity: activity.id,
            id: format!("r{}", activity.ordinal),
            number: activity.number.clone(),
            link: (self.link)(activity),
            title: words.title,
            form: words.form,
            audience: words.audience,
            place: words.place,
            codes: words.codes.join(", "),
            result: words.result,
            words: activity.term_on(day).map(|t| t.words.clone()).filter(|words| !words.trim().is_empty()),
            understood: term::understood(activity, &tallies, day, lang),
            notes,
            named: parties::named(activity, day, look.known, look.names, lang),
            state: state(look, activity, &tallies).0,
            fraction: tally::first_to_look_at(&tallies).and_then(|t| t.fraction(lang)),
            lines: tally::lines(&tallies, day).iter().map(|line| self.boxes(line)).collect(),
        };
        (row, words.task)
    }

    fn boxes(&self, line: &Line<'_, '_>) -> Boxes {
        let lang = self.look.lang;
        let how = if line.year.is_some() { Called::WithinYear } else { Called::ByDay };
        let each = |tally: &&Tally<'_>| {
            let state = tally.state()?;
            let shown = Shown::of(lang, state);
            let words = [Some(shown.word), tally.fraction(lang)].into_iter().flatten().collect::<Vec<_>>().join(", ");
            Some(Cell {
                label: tally::called(tally.occurrence, tally.due?, how, self.look.known.office().school_terms(), lang),
                mark: shown.mark,
                words,
            })
        };
        Boxes {
            year: line.year,
            folded: line.ahead.then(|| lang.say_with("plan-folded", [("n", line.tallies.len().into())])),
            boxes: line.tallies.iter().filter_map(each).collect(),
        }
    }
}
