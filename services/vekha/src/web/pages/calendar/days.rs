//! One month as a table of days, Monday first: what is due, what opens, who rests.

use super::{
    super::{asked::Asked, month, states::Mark, written},
    Choice, asked_for,
    runs::{Line, Run},
};
use chrono::{Datelike, Days, Months, NaiveDate};

/// A month.
pub struct Sheet {
    /// «Июль 2023».
    pub caption: String,
    /// «понедельник» … «воскресенье».
    pub weekdays: Vec<(String, String)>,
    /// Weeks of seven places; those of other months are empty.
    pub weeks: Vec<Vec<Option<Cell>>>,
    /// The neighbouring months, and today's.
    pub steps: Vec<Choice>,
    /// «Окна этого месяца: 12».
    pub windows_title: String,
    /// Windows that are open on some day of it.
    pub windows: Vec<Window>,
}

/// A day.
pub struct Cell {
    /// 1 to 31.
    pub number: u32,
    /// «июля 2023, среда».
    pub rest: String,
    /// Nobody works.
    pub off: bool,
    /// The day of the page.
    pub here: bool,
    /// What is due.
    pub due: Vec<Entry>,
    /// What opens.
    pub opens: Vec<Entry>,
    /// «открыто окон: 31».
    pub open: Option<String>,
}

impl Cell {
    /// Is there nothing to read?
    pub fn is_bare(&self) -> bool {
        self.due.is_empty() && self.opens.is_empty() && !self.here
    }
}

/// An occurrence in a day.
pub struct Entry {
    /// Its place on the activity's page.
    pub link: String,
    /// Its sign.
    pub mark: Mark,
    /// Number of the activity.
    pub number: String,
    /// Title and state.
    pub words: String,
}

/// A window.
pub struct Window {
    /// The occurrence.
    pub entry: Entry,
    /// «01.07.2023 – 30.09.2023».
    pub days: String,
}

impl Sheet {
    /// The month that begins with `first`.
    pub fn of(asked: &Asked, lines: &[Line], first: NaiveDate) -> Sheet {
        let lang = asked.lang;
        let after = first.checked_add_months(Months::new(1)).unwrap_or(first);
        let monday = first.checked_sub_days(Days::new(first.weekday().num_days_from_monday().into())).unwrap_or(first);
        let cell = |day: NaiveDate| (first..after).contains(&day).then(|| cell(asked, lines, day));
        let mondays = monday.iter_weeks().take_while(|day| *day < after);
        let windows: Vec<Window> = runs(lines)
            .filter(|(_, run)| run.is_window() && run.from() < after && run.due >= first)
            .map(|(line, run)| Window {
                entry: entry(line, run),
                days: format!("{} – {}", written::day(run.from()), written::day(run.due)),
            })
            .collect();
        Sheet {
            caption: month::caption(lang, first),
            weekdays: monday
                .iter_days()
                .take(7)
                .map(|day| (written::weekday_short(lang, day), written::weekday(lang, day)))
                .collect(),
            weeks: mondays.map(|monday| monday.iter_days().take(7).map(cell).collect()).collect(),
            steps: steps(asked, first, after),
            windows_title: lang.say_with("calendar-windows", [("n", windows.len().into())]),
            windows,
        }
    }
}

fn runs(lines: &[Line]) -> impl Iterator<Item = (&Line, &Run)> {
    lines.iter().flat_map(|line| line.runs.iter().map(move |run| (line, run)))
}

fn entry(line: &Line, run: &Run) -> Entry {
    Entry {
        link: run.link.clone(),
        mark: run.state.mark,
        number: line.number.clone(),
        words: format!("{}, {}", line.title, run.words),
    }
}

fn cell(asked: &Asked, lines: &[Line], day: NaiveDate) -> Cell {
    let lang = asked.lang;
    let of = |on: &dyn Fn(&Run) -> bool| runs(lines).filter(|(_, run)| on(run)).map(|(l, r)| entry(l, r)).collect();
    let open = runs(lines).filter(|(_, run)| run.is_window() && run.from() <= day && day <= run.due).count();
    let month = lang.say(&format!("month-of-{}", day.month()));
    Cell {
        number: day.day(),
        rest: format!("{month} {}, {}", day.year(), written::weekday(lang, day)),
        off: !asked.state().office().calendar().is_working_day(day),
        here: day == asked.as_of,
        due: of(&|run| run.due == day),
        opens: of(&|run| run.is_window() && run.from() == day),
        open: (open > 0).then(|| lang.say_with("calendar-open", [("n", open.into())])),
    }
}

fn steps(asked: &Asked, first: NaiveDate, after: NaiveDate) -> Vec<Choice> {
    let before = first.checked_sub_months(Months::new(1)).unwrap_or(first);
    let today = asked.as_of.with_day(1).unwrap_or(first);
    let step = |words: String, month: NaiveDate| Choice {
        words,
        link: asked_for(asked, &[("view", "month"), ("month", &month.format("%Y-%m").to_string())]),
        here: false,
    };
    let caption = |month| month::caption(asked.lang, month);
    let mut steps = Vec::new();
    let within = |month: &NaiveDate| written::YEARS.contains(&month.year());
    steps.extend(Some(before).filter(within).map(|month| step(format!("‹ {}", caption(month)), month)));
    steps.extend((today != first).then(|| step(asked.lang.say("calendar-this-month"), today)));
    steps.extend(Some(after).filter(within).map(|month| step(format!("{} ›", caption(month)), month)));
    steps
}
