//! What a person decides about a term while the order is not yet adopted.

use super::{Context, Every, Reading, Rule, Unit, Window, expand};
use crate::event::{DeadlineSet, DeadlineStatus, DueKind, PlannedOccurrence};
use chrono::NaiveDate;

/// A person's decision about a term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// The reading offered is the right one.
    Offered,
    /// The other reading with this code is.
    Other(String),
    /// A checkpoint at the end of every quarter.
    Quarters,
    /// The dates will be given later.
    Waiting,
    /// These are the due days.
    Dates(Vec<NaiveDate>),
}

impl DeadlineSet {
    /// The term as the person decided: the order's words stay, whatever is read into them.
    pub fn decided(reading: &Reading, decision: &Decision, cx: &Context<'_>) -> DeadlineSet {
        let read = DeadlineSet::from_reading(reading);
        match decision {
            Decision::Offered => read.chosen(),
            Decision::Other(code) => match reading.choices.iter().find(|choice| choice.code == code) {
                Some(choice) => {
                    let occurrences = choice.occurrences.iter().map(PlannedOccurrence::from).collect();
                    DeadlineSet { rules: choice.rules.clone(), occurrences, ..read }.chosen()
                }
                None => read,
            },
            Decision::Quarters => {
                let rules = vec![Rule::Every(Every::once(Unit::Quarter))];
                let occurrences = expand(&rules, cx).iter().map(PlannedOccurrence::from).collect();
                DeadlineSet { kind: "every_quarter".to_owned(), rules, occurrences, ..read }.chosen()
            }
            Decision::Waiting => DeadlineSet { status: DeadlineStatus::Waiting, occurrences: Vec::new(), ..read },
            Decision::Dates(days) => {
                let mut days = days.clone();
                days.sort_unstable();
                days.dedup();
                let until = |due: &NaiveDate| Window { start: None, due: Some(*due), kind: DueKind::Until };
                let rules = vec![Rule::Dated(days.iter().map(until).collect())];
                let occurrences = expand(&rules, cx).iter().map(PlannedOccurrence::from).collect();
                let kind = if days.len() == 1 { "until_date" } else { "until_dates" };
                DeadlineSet { kind: kind.to_owned(), rules, occurrences, ..read }.chosen()
            }
        }
    }

    /// A person stands behind these dates; without any date the term waits for one all the same.
    fn chosen(self) -> DeadlineSet {
        let dated = self.occurrences.iter().any(|o| o.due.is_some());
        DeadlineSet { status: if dated { DeadlineStatus::Chosen } else { self.status }, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::WorkCalendar,
        deadline::{Period, Status, read},
        school::SchoolTerms,
    };

    fn decided(phrase: &str, decision: Decision) -> (Reading, DeadlineSet) {
        let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
        let period = Period { from: "2022-11-08".parse().unwrap(), to: "2024-12-31".parse().unwrap() };
        let cx = Context::new(period, period.from, &calendar, &terms);
        let reading = read(phrase, &cx);
        let term = DeadlineSet::decided(&reading, &decision, &cx);
        (reading, term)
    }

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn the_reading_offered_is_confirmed_as_it_stands() {
        let (reading, term) = decided("2 раза в год", Decision::Offered);
        assert_eq!((reading.status, term.status), (Status::Ambiguous, DeadlineStatus::Chosen));
        assert_eq!(DeadlineSet { status: DeadlineStatus::Ambiguous, ..term }, DeadlineSet::from_reading(&reading));
    }

    #[test]
    fn another_reading_brings_its_own_dates_and_rules() {
        let (reading, term) = decided("2 раза в год", Decision::Other("within_school_year".to_owned()));
        let other = reading.choices.first().unwrap();
        let dues = |list: &[PlannedOccurrence]| list.iter().filter_map(|o| o.due).collect::<Vec<_>>();
        assert_eq!(dues(&term.occurrences), other.occurrences.iter().filter_map(|o| o.due).collect::<Vec<_>>());
        assert_ne!(dues(&term.occurrences), reading.occurrences.iter().filter_map(|o| o.due).collect::<Vec<_>>());
        assert_eq!((term.status, &term.rules), (DeadlineStatus::Chosen, &other.rules));
        let (reading, term) = decided("2 раза в год", Decision::Other("no_such".to_owned()));
        assert_eq!(term, DeadlineSet::from_reading(&reading));
    }

    #[test]
    fn checkpoints_stand_at_the_end_of_every_quarter() {
        let (_, term) = decided("постоянно", Decision::Quarters);
        let dues: Vec<_> = term.occurrences.iter().filter_map(|o| o.due).collect();
        assert_eq!(dues.iter().take(3).copied().collect::<Vec<_>>(), days(&["2022-12-31", "2023-03-31", "2023-06-30"]));
        assert_eq!((dues.len(), term.status), (9, DeadlineStatus::Chosen));
    }

    #[test]
    fn dates_typed_by_a_person_stand_under_the_words_of_the_order() {
        let typed = days(&["2023-06-01", "2022-01-10", "2023-06-01"]);
        let (_, term) = decided("когда рак на горе свистнет", Decision::Dates(typed));
        let dues: Vec<_> = term.occurrences.iter().map(|o| (o.seq, o.due, o.past_at_approval)).collect();
        let sorted = days(&["2022-01-10", "2023-06-01"]);
        assert_eq!(dues, [(1, Some(sorted[0]), true), (2, Some(sorted[1]), false)]);
        assert_eq!((term.words.as_str(), term.status), ("когда рак на горе свистнет", DeadlineStatus::Chosen));
    }

    #[test]
    fn a_term_that_waits_has_no_dates_and_one_without_dates_is_not_chosen() {
        let (_, term) = decided("до 31.03.2023", Decision::Waiting);
        assert_eq!((term.status, term.occurrences.len()), (DeadlineStatus::Waiting, 0));
        let (_, term) = decided("", Decision::Offered);
        assert_eq!(term.status, DeadlineStatus::Missing);
    }
}
