//! Windows that hold what an order prints: the sixteen schools of Krasnodar, entered by the coordinator when the order is adopted.
//! Of three shares the order tells only which fell, so their figures are invented and fall as told.

use super::{
    draw::Lot,
    fate::later,
    gathering::{Gathering, What},
    life::Life,
    moment::Moment,
};
use crate::app::{Plan, scores};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::sync::LazyLock;
use vekha_domain::{
    event::{Change, Reported, Whose},
    ids::{MonitoringId, OrganisationId},
    monitoring::{Monitoring, Window},
    refusal::Refusal,
    scoring::{Exact, Indicator, Value},
};
use vekha_projections::{OfficeState, View};

/// So many days after its windows are planned the order's figures are in.
const DAYS: u32 = 7;

/// Something to be done with printed figures.
#[derive(Clone, Copy)]
pub(super) struct Printing {
    monitoring: MonitoringId,
    window: u16,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    /// All figures of the window.
    Enter,
    /// The class of every school, as proposed.
    Classify,
}

#[derive(Deserialize)]
struct Printed {
    years: Vec<i32>,
    schools: Vec<School>,
}

#[derive(Deserialize)]
struct School {
    number: u16,
    russian: Vec<Exact>,
    mathematics: Vec<Exact>,
    system: Exact,
    routes: Exact,
    lessons: Exact,
    activity: Exact,
    higher: Exact,
    falling: Vec<String>,
}

/// What the order prints; nothing if it cannot be read, which the tests of the models tell.
fn printed() -> &'static Printed {
    static PRINTED: LazyLock<Printed> = LazyLock::new(|| {
        let text = include_str!("../../../../seeds/scoring/data/krasnodar.toml");
        toml::from_str(text).unwrap_or(Printed { years: Vec::new(), schools: Vec::new() })
    });
    &PRINTED
}

impl Life {
    /// What is done with a window of printed figures; none for every other window.
    pub fn printings(
        &self,
        state: &OfficeState,
        monitoring: &Monitoring,
        window: &Window,
        day: NaiveDate,
    ) -> Option<Vec<Gathering>> {
        let told = self.seed.history.monitorings.iter().find(|told| told.title == monitoring.title)?;
        let year = printed().years.iter().position(|year| *year == window.from.year()).filter(|_| told.printed)?;
        let mut all = Vec::new();
        if !(window.planned_on..=later(window.planned_on, DAYS)).contains(&day) {
            return Some(all);
        }
        let mut say = |part, step| {
            let at = Moment { day: state.office().calendar().next_working_day(window.planned_on), part };
            let what = What::Print(Printing { monitoring: monitoring.id, window: window.number, step });
            all.push(Gathering { at, actor: self.seed.coordinator(), what });
        };
        let sheet = monitoring.sheet(window.number, state.office(), day)?;
        let last = year + 1 == printed().years.len();
        let decided = || monitoring.who_answers(day, state.office()).iter().any(|of| sheet.class(*of).is_some());
        if sheet.all().next().is_none() {
            say(1, Step::Enter);
        } else if last && sheet.model().clusters.is_some() && !decided() {
            say(2, Step::Classify);
        }
        Some(all)
    }

    /// Decides what is done.
    pub fn print(&self, state: &OfficeState, printing: Printing, moment: Moment) -> Result<Vec<Change>, Refusal> {
        let Printing { monitoring: id, window, step } = printing;
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        let sheet = monitoring.sheet(window, state.office(), moment.day).ok_or(Refusal::NotScored)?;
        let schools = monitoring.who_answers(moment.day, state.office());
        match step {
            Step::Enter => {
                let year = sheet.window().from.year();
                let row = |of: &OrganisationId| {
                    let school = state.office().organisation(*of).and_then(|of| school(&of.name));
                    let values = sheet.model().indicators.iter().filter_map(move |i| self.printed(school?, year, i));
                    values.map(|reported| (Whose::of(*of), reported)).collect::<Vec<_>>()
                };
                let given: Vec<(Whose, Reported)> = schools.iter().flat_map(row).collect();
                scores::report(state, (id, window), &given, "", moment.day)
            }
            Step::Classify => {
                let view = View::new(state, moment.day);
                let mut plan = Plan::new(state, moment.at());
                for school in schools {
                    let Some(proposal) = view.proposal(id, window, school) else { continue };
                    let decided = (proposal, proposal.cluster, "");
                    plan.take(monitoring.classify(window, school, decided, state.office(), moment.day))?;
                }
                Ok(plan.decided())
            }
        }
    }

    /// A figure of a school in a year.
    fn printed(&self, school: &School, year: i32, indicator: &Indicator) -> Option<Reported> {
        let at = printed().years.iter().position(|printed| *printed == year)?;
        let code = indicator.code.as_str();
        let number = match code {
            "russian" => *school.russian.get(at)?,
            "mathematics" => *school.mathematics.get(at)?,
            "system" => school.system,
            "routes" => school.routes,
            "lessons" => school.lessons,
            "activity" => school.activity,
            "higher" => school.higher,
            _ => {
                let lot = Lot::of(&["printed", self.seed.folder, code, &school.number.to_string()]);
                let (before, by) = (400 + lot.up_to("share", 300), 5 + lot.up_to("by", 55));
                let last = at + 1 == printed().years.len();
                let tenths = match (last, school.falling.iter().any(|falling| falling == code)) {
                    (false, _) => before,
                    (true, true) => before - by,
                    (true, false) => before + by,
                };
                Exact::whole(tenths).over(Exact::whole(10_u8))?
            }
        };
        Some(Reported::new(code, Value::Number(number)))
    }
}

/// The printed school that a name ends with the number of.
fn school(name: &str) -> Option<&'static School> {
    let number: u16 = name.rsplit(' ').next()?.parse().ok()?;
    printed().schools.iter().find(|school| school.number == number)
}
