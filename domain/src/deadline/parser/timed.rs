//! The day of a rhythm: «до 5 числа», «не позднее 5 рабочего дня месяца, следующего за отчетным», «последняя пятница».

use super::{Parser, month};
use crate::deadline::{
    rule::{At, Every, Unit},
    words::weekday,
};

/// What the words say of the day, before the rhythm is known.
#[derive(Clone, Copy)]
enum Told {
    /// By the n-th day or working day of some month.
    By { n: u8, working: bool, of: Of },
    /// A day whose unit may be named.
    Day(At, Option<Unit>),
}

/// The month that a numbered day is of.
#[derive(Clone, Copy)]
enum Of {
    /// Not said.
    Unsaid,
    /// «каждого месяца», «месяца».
    Each,
    /// «отчетного месяца»: of the rhythm's own month.
    Own,
    /// «следующего месяца».
    Next,
    /// «месяца, следующего за отчетным кварталом»: with the unit where it is named.
    AfterReported(Option<Unit>),
    /// «последнего месяца квартала».
    MonthOfQuarter(u8),
}

impl Parser<'_> {
    /// A rhythm with its day, if one follows; none when the two contradict each other.
    pub(super) fn timed(&mut self, every: Every) -> Option<Every> {
        let told = self.attempt(|p| {
            while p.sign(',') || p.sign(';') || p.sign(':') || p.sign('-') {}
            p.told(every.unit == Unit::Week)
        });
        match told {
            Some(_) if every.at.is_some() => None,
            Some(told) => self.fitted(every, told),
            None => Some(every),
        }
    }

    /// The day before its rhythm: «до 20 числа каждого месяца», «последняя пятница месяца», «до 15 числа ежеквартально».
    pub(super) fn day_first(&mut self) -> Option<Every> {
        self.attempt(|p| {
            let told = p.told(false)?;
            let rhythm = p.attempt(|p| {
                p.sign(',');
                p.rhythm().or_else(|| {
                    let every = p.each().filter(|e| e.at.is_none() && e.step == 1)?;
                    Some(every.unit)
                })
            });
            let unit = match told {
                Told::Day(_, named) => named,
                Told::By { of: Of::Each, .. } => Some(Unit::Month),
                Told::By { of: Of::MonthOfQuarter(_), .. } => Some(Unit::Quarter),
                // The report of a month, unless the words name a quarter.
                Told::By { of: Of::AfterReported(named), .. } => named.or(rhythm).or(Some(Unit::Month)),
                Told::By { of: Of::Unsaid | Of::Own | Of::Next, .. } => None,
            };
            p.fitted(Every::once(rhythm.or(unit)?), told)
        })
    }

    /// Puts the day into the rhythm where they fit.
    fn fitted(&mut self, every: Every, told: Told) -> Option<Every> {
        let unit = every.unit;
        let reported = matches!(unit, Unit::Month | Unit::Quarter | Unit::HalfYear);
        let at = match told {
            Told::Day(At::MonthOfUnit(_), _) if unit != Unit::Quarter => return None,
            Told::Day(At::NextMonthDay(_), _) if !reported => return None,
            Told::Day(At::Weekday(..), named) if unit == Unit::Week && named.is_none() => return None,
            Told::Day(_, Some(named)) if named != unit => return None,
            Told::Day(At::NthWorkDay(_) | At::LastWorkDay | At::ByLastWorkDay | At::LastDay | At::UnitEnd(_), _)
                if matches!(unit, Unit::Week | Unit::SchoolYear) =>
            {
                return None;
            }
            Told::Day(at, _) => at,
            Told::By { of: Of::AfterReported(Some(named)), .. } if named != unit => return None,
            Told::By { n, working, of: Of::Next | Of::AfterReported(_) } if reported => next_month(n, working),
            Told::By { n, working: false, of: Of::MonthOfQuarter(month) } if unit == Unit::Quarter => {
                At::DayOfMonth(month, n)
            }
            Told::By { n, working, of: Of::Each | Of::Own } if unit == Unit::Month => this_month(n, working),
            Told::By { n, working, of: Of::Unsaid } => {
                self.doubts.push("next_month");
                match unit {
                    Unit::Month => this_month(n, working),
                    Unit::Quarter => next_month(n, working),
                    _ => return None,
                }
            }
            Told::By { .. } => return None,
        };
        Some(Every { at: Some(at), ..every })
    }

    fn told(&mut self, weekly: bool) -> Option<Told> {
        self.attempt(Self::told_until)
            .or_else(|| self.attempt(Self::told_nth))
            .or_else(|| self.attempt(Self::told_end))
            .or_else(|| self.attempt(|p| weekly.then(|| p.told_weekday()).flatten()))
    }

    fn told_until(&mut self) -> Option<Told> {
        self.words(&["в", "срок"]);
        self.one_of(&[&["до"], &["не", "позднее"], &["не", "позже"], &["к"]]).then_some(())?;
        if self.words(&["последнего", "рабочего", "дня"]) {
            return Some(Told::Day(At::ByLastWorkDay, self.named_unit()));
        }
        if self.one_of(&[&["конца"], &["концу"], &["окончания"], &["окончанию"]]) {
            return self.told_until_end();
        }
        let spelled = !self.is_number_ahead();
        let n = self.day_number().filter(|n| (1..=31).contains(n))?;
        let working = self.one_of(&[&["рабочего", "дня"], &["рабочему", "дню"]]);
        let named = working || self.one_of(&[&["числа"], &["числу"]]);
        let of = self.of_month();
        let goes_on = matches!(of, Of::Unsaid) && self.word().and_then(month).is_some();
        (!goes_on && (named || !spelled)).then_some(Told::By { n: u8::try_from(n).ok()?, working, of })
    }

    /// «до конца квартала», «до конца каждого месяца», «до конца следующего месяца».
    fn told_until_end(&mut self) -> Option<Told> {
        match self.following_month() {
            Some(Of::AfterReported(named)) => return Some(Told::Day(At::NextMonthDay(31), named)),
            Some(_) => return Some(Told::Day(At::NextMonthDay(31), None)),
            None => {}
        }
        let unit = self.named_unit()?;
        let short = !matches!(unit, Unit::Year | Unit::SchoolYear | Unit::Week);
        short.then_some(Told::Day(At::LastDay, Some(unit)))
    }

    /// «последняя пятница месяца», «второй рабочий день», «в последний месяц квартала».
    fn told_nth(&mut self) -> Option<Told> {
        self.one_of(&[&["в"], &["во"]]);
        self.words(&["кажд*"]);
        let last = self.words(&["последн*"]);
        let nth = if last { -1 } else { i8::try_from(self.which().filter(|n| (1..=23).contains(n))?).ok()? };
        let at = if self.words(&["рабочий", "день"]) {
            if last { At::LastWorkDay } else { At::NthWorkDay(nth.unsigned_abs()) }
        } else if let Some(day) = self.word().and_then(weekday).filter(|_| nth <= 5) {
            self.at += 1;
            At::Weekday(nth, day)
        } else {
            self.one_of(&[&["месяц"], &["месяце"]]).then_some(())?;
            let month = if last { 3 } else { u8::try_from(nth).ok().filter(|n| *n <= 3)? };
            return self
                .named_unit()
                .filter(|u| *u == Unit::Quarter)
                .map(|u| Told::Day(At::MonthOfUnit(month), Some(u)));
        };
        let unit = self.named_unit();
        // «последняя пятница августа» is of that month only.
        let goes_on = unit.is_none() && self.word().and_then(month).is_some();
        (!goes_on && unit != Some(Unit::Week)).then_some(Told::Day(at, unit))
    }

    /// «в конце четверти», «конец каждого квартала».
    fn told_end(&mut self) -> Option<Told> {
        self.one_of(&[&["в", "конце"], &["конец"]]).then_some(())?;
        let unit = self.named_unit()?;
        let short = matches!(unit, Unit::Term | Unit::Quarter | Unit::Month | Unit::HalfYear);
        short.then_some(Told::Day(At::UnitEnd(7), Some(unit)))
    }

    /// «еженедельно по пятницам», «еженедельно, в понедельник».
    fn told_weekday(&mut self) -> Option<Told> {
        self.one_of(&[&["в"], &["во"], &["по"]]);
        self.words(&["кажд*"]);
        let day = self.word().and_then(weekday)?;
        self.at += 1;
        Some(Told::Day(At::Weekday(1, day), Some(Unit::Week)))
    }

    fn named_unit(&mut self) -> Option<Unit> {
        self.attempt(|p| {
            p.one_of(&[&["кажд*"], &["отчетн*"], &["текущ*"]]);
            p.unit()
        })
    }

    fn of_month(&mut self) -> Of {
        if let Some(next) = self.following_month() {
            return next;
        }
        let of_quarter = self.attempt(|p| {
            let last = p.words(&["последнего"]);
            let n = if last { 3 } else { p.which().filter(|n| (1..=3).contains(n))? };
            p.words(&["месяца"]).then_some(())?;
            p.named_unit().filter(|unit| *unit == Unit::Quarter)?;
            Some(Of::MonthOfQuarter(u8::try_from(n).ok()?))
        });
        if let Some(of) = of_quarter {
            return of;
        }
        if self.one_of(&[&["каждого", "месяца"], &["месяца"]]) {
            Of::Each
        } else if self.one_of(&[&["текущего", "месяца"], &["отчетного", "месяца"]]) {
            Of::Own
        } else {
            Of::Unsaid
        }
    }

    /// «следующего месяца», «месяца, следующего за отчетным», «следующего за отчетным кварталом месяца».
    fn following_month(&mut self) -> Option<Of> {
        if self.one_of(&[&["следующего", "месяца"], &["первого", "месяца", "следующего", "квартала"]])
        {
            return Some(Of::Next);
        }
        self.attempt(|p| {
            let before = p.one_of(&[&["месяца"], &["месяцу"]]);
            p.sign(',');
            p.one_of(&[&["следующего", "за"], &["следующему", "за"]]).then_some(())?;
            let reported = p.one_of(&[&["отчетным"], &["истекшим"], &["прошедшим"]]);
            let named = if p.words(&["кварталом"]) {
                Some(Unit::Quarter)
            } else if p.words(&["месяцем"]) {
                Some(Unit::Month)
            } else {
                p.words(&["полугодием"]).then_some(Unit::HalfYear)
            };
            (reported || named.is_some()).then_some(())?;
            if reported && named.is_none() {
                p.words(&["периодом"]);
            }
            if !before {
                p.one_of(&[&["месяца"], &["месяцу"]]);
            }
            Some(Of::AfterReported(named))
        })
    }
}

fn this_month(n: u8, working: bool) -> At {
    if working { At::WorkDay(n) } else { At::Day(n) }
}

fn next_month(n: u8, working: bool) -> At {
    if working { At::NextMonthWorkDay(n) } else { At::NextMonthDay(n) }
}
