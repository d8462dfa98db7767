//! A term in the words of an order, as it was understood (DEADLINES part 6).

use super::codes;
use crate::wording::Lang;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    deadline::{self, Choice, Context, Occurrence, Reading, Rule, Status, Warning},
    event::DayOffRule,
};

/// What was understood.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct Deadline {
    /// The words, verbatim.
    pub phrase: String,
    /// How far it is understood.
    #[schema(schema_with = codes::readings)]
    pub status: Status,
    /// What the words mean, before the period turns it into dates.
    #[schema(value_type = Vec<Object>)]
    pub rules: Vec<Rule>,
    /// Kind of the reading: `until_date`, `every_quarter`; `not_understood` or `missing` otherwise.
    pub kind: &'static str,
    /// The occurrences within the period; none when the words were not understood.
    pub occurrences: Vec<OccurrenceRead>,
    /// What a bracket or an outside schedule adds.
    pub comment: Option<String>,
    /// Other readings, when the words allow several.
    pub choices: Vec<OtherReading>,
    /// What a person should look at.
    pub warnings: Vec<Noted>,
    /// The words that were not understood.
    pub not_understood: Vec<String>,
}

/// Another reading of the words.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct OtherReading {
    /// Stable code.
    pub code: String,
    /// What is read otherwise.
    pub words: String,
    /// What it would come to; none when a person has to enter the dates.
    pub occurrences: Vec<OccurrenceRead>,
}

/// One occurrence read.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct OccurrenceRead {
    /// First day; null when the term has none.
    pub start: Option<NaiveDate>,
    /// Due day as printed; null for an open end.
    pub due: Option<NaiveDate>,
    /// The same after days off are considered.
    pub effective_due: Option<NaiveDate>,
    /// As people write it.
    pub label: String,
    /// The window is cut by the roadmap's period.
    pub cut: bool,
    /// The due day was past when the order was signed.
    pub past_at_approval: bool,
}

/// A stable code with its sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Noted {
    /// The code.
    pub code: String,
    /// The sentence.
    pub words: String,
}

impl Deadline {
    /// What was understood of the words, told in a language.
    pub fn of(reading: &Reading, cx: &Context<'_>, lang: Lang) -> Deadline {
        let all = |list: &[Occurrence]| list.iter().map(|o| OccurrenceRead::of(o, cx, lang)).collect::<Vec<_>>();
        let choice = |choice: &Choice| OtherReading {
            code: choice.code.to_owned(),
            words: lang.say(&format!("deadline-choice-{}", choice.code)),
            occurrences: all(&choice.occurrences),
        };
        Deadline {
            phrase: reading.phrase.clone(),
            status: reading.status,
            rules: reading.rules.clone(),
            kind: reading.kind,
            occurrences: all(&reading.occurrences),
            comment: reading.comment.clone(),
            choices: reading.choices.iter().map(choice).collect(),
            warnings: reading.warnings.iter().map(|w| warning(w, reading, lang)).collect(),
            not_understood: reading.not_understood.clone(),
        }
    }

    /// The same as lines of text: first what was understood, then what to look at.
    pub fn as_text(&self, lang: Lang) -> String {
        let status = match self.status {
            Status::Parsed => "deadline-parsed",
            Status::Ambiguous => "deadline-ambiguous",
            Status::NotUnderstood => "deadline-not-understood",
            Status::Missing => "deadline-missing",
        };
        let unread = self.not_understood.join(" ");
        let mut lines = vec![lang.say_with(status, [("phrase", self.phrase.clone().into()), ("words", unread.into())])];
        lines.extend(self.occurrences.iter().map(|o| format!("  {}", o.told(lang))));
        lines.extend(self.comment.iter().map(|c| lang.say_with("deadline-comment", [("comment", c.clone().into())])));
        let say = |key: &str, words: &str| lang.say_with(key, [("words", words.to_owned().into())]);
        for choice in &self.choices {
            let labels: Vec<String> = choice.occurrences.iter().map(|o| o.told(lang)).collect();
            lines.push(say("deadline-choice", &format!("{} {}", choice.words, labels.join(", "))));
        }
        lines.extend(self.warnings.iter().map(|w| say("deadline-warning", &w.words)));
        lines.join("\n")
    }
}

impl OccurrenceRead {
    fn of(read: &Occurrence, cx: &Context<'_>, lang: Lang) -> OccurrenceRead {
        let kind = read.kind.into();
        OccurrenceRead {
            start: read.start,
            due: read.due,
            effective_due: read.due.map(|due| deadline::effective_due(due, kind, cx.calendar, DayOffRule::Next)),
            label: label(read.start, read.due, lang),
            cut: read.cut,
            past_at_approval: read.past_at_approval,
        }
    }

    /// The label, and the working day that the due day moves to.
    fn told(&self, lang: Lang) -> String {
        match self.effective_due.filter(|day| Some(*day) != self.due) {
            Some(moved) => {
                let label = self.label.clone();
                lang.say_with("deadline-moved", [("label", label.into()), ("day", written(moved).into())])
            }
            None => self.label.clone(),
        }
    }
}

/// The term of an occurrence as people write it.
pub fn label(start: Option<NaiveDate>, due: Option<NaiveDate>, lang: Lang) -> String {
    match (start, due) {
        (Some(start), Some(due)) if start == due => written(due),
        (Some(start), Some(due)) => format!("{}–{}", written(start), written(due)),
        (None, Some(due)) => lang.say_with("deadline-until", [("day", written(due).into())]),
        (Some(start), None) => lang.say_with("deadline-from", [("day", written(start).into())]),
        (None, None) => lang.say("deadline-open"),
    }
}

fn warning(warning: &Warning, reading: &Reading, lang: Lang) -> Noted {
    let term = |seq: u16| {
        let read = reading.occurrences.iter().find(|o| o.seq == seq);
        ("term", read.map(|o| label(o.start, o.due, lang)).unwrap_or_default().into())
    };
    let args = match *warning {
        Warning::BeforeApproval { occurrence }
        | Warning::OutsidePeriod { occurrence }
        | Warning::Cut { occurrence } => {
            vec![term(occurrence)]
        }
        Warning::SuspectYear { year, likely } => {
            vec![("year", year.to_string().into()), ("likely", likely.to_string().into())]
        }
        Warning::CalendarUnknown { year } => vec![("year", year.to_string().into())],
        Warning::Empty => Vec::new(),
    };
    let code = warning.code();
    Noted { code: code.to_owned(), words: lang.say_with(&format!("deadline-warning-{code}"), args) }
}

fn written(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_domain::{calendar::WorkCalendar, deadline::Period, school::SchoolTerms};

    fn read(phrase: &str) -> Deadline {
        let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
        let period = Period { from: "2022-11-08".parse().unwrap(), to: "2024-12-31".parse().unwrap() };
        let cx = Context::new(period, period.from, &calendar, &terms);
        Deadline::of(&deadline::read(phrase, &cx), &cx, Lang::Ru)
    }

    #[test]
    fn a_term_is_told_with_its_label_and_the_working_day_it_moves_to() {
        let term = read("до 15 января ежегодно, до 15 сентября ежегодно");
        let first = term.occurrences.first().unwrap();
        assert_eq!(first.label, "до 15.01.2023");
        assert_eq!(first.effective_due, "2023-01-16".parse().ok());
        assert!(term.as_text(Lang::Ru).contains("до 15.01.2023, с учётом выходных 16.01.2023"));
    }

    #[test]
    fn words_not_understood_are_named() {
        let term = read("когда рак на горе свистнет");
        assert_eq!((term.status, term.occurrences.len()), (Status::NotUnderstood, 0));
        assert!(!term.not_understood.is_empty() && term.as_text(Lang::Ru).contains(&term.not_understood.join(" ")));
    }

    #[test]
    fn every_doubt_and_warning_is_a_sentence() {
        for phrase in [
            "раз в полугодие",
            "1 раз в триместр",
            "к маю 2023 года",
            "до мая 2023 года",
            "в течение года",
            "2 раза в год",
            "ежемесячно до 5 числа",
            "март 2022",
            "",
            "до 20.08.2020",
        ] {
            let term = read(phrase);
            for words in term.choices.iter().map(|c| &c.words).chain(term.warnings.iter().map(|w| &w.words)) {
                assert!(!words.starts_with("Unknown localization"), "{phrase}: {words}");
            }
        }
    }
}
