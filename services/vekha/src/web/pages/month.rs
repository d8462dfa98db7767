//! A month under the date field: days are links, days off are the office's own.

use super::{asked::Asked, written};
use crate::wording::Lang;
use chrono::{Datelike, Days, NaiveDate};

/// One month, weeks from Monday.
pub struct Month {
    /// «Июль».
    pub name: String,
    /// «Июль 2023».
    pub caption: String,
    /// «пн» … «вс».
    pub weekdays: Vec<String>,
    /// Weeks of seven places; those of other months are empty.
    pub weeks: Vec<Vec<Option<Cell>>>,
    /// The last day of the month before.
    pub before: Step,
    /// The first day of the month after.
    pub after: Step,
}

/// A day.
pub struct Cell {
    /// 1 to 31.
    pub number: u32,
    /// «июля 2023», for those who hear the link.
    pub rest: String,
    /// Nobody works.
    pub off: bool,
    /// The day shown.
    pub here: bool,
    /// The same page on that day.
    pub link: String,
}

/// A link to a neighbouring month.
pub struct Step {
    /// «Июнь».
    pub name: String,
    /// Where to.
    pub link: String,
}

impl Month {
    /// The month of the day asked for; none at the ends of the calendar.
    pub fn of(asked: &Asked) -> Option<Month> {
        let (lang, calendar) = (asked.lang, asked.known.office().calendar());
        let first = asked.as_of.with_day(1)?;
        let before = first.pred_opt()?;
        let after = first.checked_add_months(chrono::Months::new(1))?;
        let rest = format!("{} {}", lang.say(&format!("month-of-{}", first.month())), first.year());
        let cell = |day: NaiveDate| {
            let inside = (first..after).contains(&day);
            inside.then(|| Cell {
                number: day.day(),
                rest: rest.clone(),
                off: !calendar.is_working_day(day),
                here: day == asked.as_of,
                link: on_day(asked, day),
            })
        };
        let monday = first.checked_sub_days(Days::new(first.weekday().num_days_from_monday().into()))?;
        let mondays = monday.iter_weeks().take_while(|day| *day < after);
        let weeks = mondays.map(|monday| monday.iter_days().take(7).map(cell).collect()).collect();
        Some(Month {
            name: name(lang, first),
            caption: caption(lang, first),
            weekdays: monday.iter_days().take(7).map(|day| written::weekday_short(lang, day)).collect(),
            weeks,
            before: Step { name: name(lang, before), link: on_day(asked, before) },
            after: Step { name: name(lang, after), link: on_day(asked, after) },
        })
    }
}

/// «Июль 2023».
pub fn caption(lang: Lang, day: NaiveDate) -> String {
    format!("{} {}", name(lang, day), day.year())
}

fn name(lang: Lang, day: NaiveDate) -> String {
    lang.say(&format!("month-{}", day.month()))
}

/// The same page, with its filters, on another day; today has the clean address.
fn on_day(asked: &Asked, day: NaiveDate) -> String {
    let known_at = asked.times.known_at;
    let as_of = (day != asked.today || known_at.is_some()).then_some(day);
    super::asked::Times { as_of, known_at, ..Default::default() }.link(&asked.here())
}
