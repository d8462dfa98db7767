//! The filter line of the plan: what its address asks for, and which rows answer to it.

use super::{super::written::folded, sort::Sort};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// What the filter line asks for; an empty field asks for nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Number begins with.
    pub n: String,
    /// The activity contains.
    pub t: String,
    /// Form of work contains.
    pub f: String,
    /// Audience contains.
    pub a: String,
    /// Place contains.
    pub l: String,
    /// Codes contain.
    pub c: String,
    /// Due: `month`, `quarter`, `undated`.
    pub d: String,
    /// The responsible contain.
    pub p: String,
    /// The result contains.
    pub i: String,
    /// State by its code, or `undated`.
    pub s: String,
    /// Direction by its number.
    pub r: String,
    /// Sorted by: `number`, `title`, `term`, `responsible`, `state`; with a minus backwards, empty as the order prints it.
    pub o: String,
    /// Page, from 1.
    pub page: String,
}

/// What a row has to answer with.
pub struct Facts<'r> {
    /// Number as printed.
    pub number: &'r str,
    /// Words of the row.
    pub title: &'r str,
    /// Form of work.
    pub form: Option<&'r str>,
    /// For whom.
    pub audience: Option<&'r str>,
    /// Where.
    pub place: Option<&'r str>,
    /// Codes of risk factors.
    pub codes: &'r str,
    /// Expected result.
    pub result: Option<&'r str>,
    /// Names of the responsible.
    pub responsible: &'r str,
    /// Due days of what is not off control.
    pub due: &'r [NaiveDate],
    /// Waits for a date.
    pub undated: bool,
    /// Codes of the states by which the row is found.
    pub states: &'r [&'static str],
    /// Its direction and those around it.
    pub sections: &'r [u16],
}

impl Wanted {
    /// Is anything asked for?
    pub fn any(&self) -> bool {
        self.fields().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The fields with their names, for addresses.
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("r", &self.r),
            ("n", &self.n),
            ("t", &self.t),
            ("f", &self.f),
            ("a", &self.a),
            ("l", &self.l),
            ("c", &self.c),
            ("d", &self.d),
            ("p", &self.p),
            ("i", &self.i),
            ("s", &self.s),
        ]
    }

    /// Prepares the words once for all rows.
    pub fn ready(&self, day: NaiveDate) -> Ready {
        Ready {
            number: folded(&self.n),
            title: folded(&self.t),
            form: folded(&self.f),
            audience: folded(&self.a),
            place: folded(&self.l),
            codes: folded(&self.c),
            responsible: folded(&self.p),
            result: folded(&self.i),
            due: self.d.clone(),
            state: self.s.clone(),
            section: self.r.parse().ok(),
            sort: Sort::read(&self.o),
            day,
        }
    }
}

/// The filter with its words folded.
pub struct Ready {
    number: String,
    title: String,
    form: String,
    audience: String,
    place: String,
    codes: String,
    responsible: String,
    result: String,
    due: String,
    state: String,
    section: Option<u16>,
    sort: Option<Sort>,
    day: NaiveDate,
}

impl Ready {
    /// Is every row asked for?
    pub fn asks_nothing(&self) -> bool {
        let words = [&self.number, &self.title, &self.form, &self.audience, &self.place, &self.codes, &self.result];
        let more = [&self.responsible, &self.due, &self.state];
        words.into_iter().chain(more).all(String::is_empty) && self.section.is_none()
    }

    /// Are rows asked for by who is responsible?
    pub fn asks_responsible(&self) -> bool {
        !self.responsible.is_empty()
    }

    /// Are rows asked for by their state?
    pub fn asks_state(&self) -> bool {
        !self.state.is_empty()
    }

    /// How the rows are to be sorted; none as the order prints them.
    pub fn sort(&self) -> Option<Sort> {
        self.sort
    }

    /// Is the row one of those asked for?
    pub fn finds(&self, row: &Facts<'_>) -> bool {
        let has = |text: &str, part: &str| part.is_empty() || folded(text).contains(part);
        let opt = |text: Option<&str>, part: &str| has(text.unwrap_or_default(), part);
        folded(row.number).starts_with(&self.number)
            && has(row.title, &self.title)
            && opt(row.form, &self.form)
            && opt(row.audience, &self.audience)
            && opt(row.place, &self.place)
            && has(row.codes, &self.codes)
            && has(row.responsible, &self.responsible)
            && opt(row.result, &self.result)
            && self.finds_due(row)
            && (self.state.is_empty() || row.states.contains(&self.state.as_str()))
            && self.section.is_none_or(|section| row.sections.contains(&section))
    }

    fn finds_due(&self, row: &Facts<'_>) -> bool {
        let day = self.day;
        let any = |same: &dyn Fn(NaiveDate) -> bool| row.due.iter().any(|due| due.year() == day.year() && same(*due));
        match self.due.as_str() {
            "month" => any(&|due| due.month() == day.month()),
            "quarter" => any(&|due| due.quarter() == day.quarter()),
            "undated" => row.undated,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(wanted: &Wanted) -> bool {
        let facts = Facts {
            number: "1.4",
            title: "Отчёт о родительском просвещении",
            form: None,
            audience: Some("педагоги"),
            place: None,
            codes: "1.1, 5.2",
            result: Some("Протоколы"),
            responsible: "Кочнёва С.А., Руководители ОО",
            due: &["2023-06-30".parse().unwrap()],
            undated: false,
            states: &["overdue"],
            sections: &[2, 1],
        };
        wanted.ready("2023-05-10".parse().unwrap()).finds(&facts)
    }

    #[test]
    fn a_row_is_found_by_each_of_its_columns() {
        let with = |set: fn(&mut Wanted)| {
            let mut wanted = Wanted::default();
            set(&mut wanted);
            finds(&wanted)
        };
        assert!(with(|w| w.t = "ОТЧЕТ  о".into()) && !with(|w| w.t = "совещание".into()));
        assert!(with(|w| w.p = "кочнева".into()) && with(|w| w.i = "протокол".into()));
        assert!(with(|w| w.n = "1.".into()) && !with(|w| w.n = "4".into()));
        assert!(with(|w| w.d = "quarter".into()) && !with(|w| w.d = "month".into()));
        assert!(!with(|w| w.d = "undated".into()) && !with(|w| w.s = "open".into()));
        assert!(with(|w| w.r = "1".into()) && !with(|w| w.r = "3".into()));
        assert!(with(|w| w.c = "5.2".into()) && with(|w| w.a = "Педагог".into()) && !with(|w| w.f = "вебинар".into()));
    }
}
