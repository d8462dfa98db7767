//! The specification by example: every phrase of the five orders, and phrases that are in none of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a table fails where it stands")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{Context, Period, Reading, Rule, Status, Unit, effective_due, read},
    event::{DayOffRule, TermDates},
    school::SchoolTerms,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    let (from, to) = text.split_once("..").unwrap();
    Period { from: day(from), to: day(to) }
}

fn read_in(phrase: &str, period: Period) -> Reading {
    let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
    read(phrase, &Context::new(period, period.from, &calendar, &terms))
}

fn dates(reading: &Reading) -> String {
    let side = |date: Option<NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let all: Vec<String> = reading.occurrences.iter().map(|o| format!("{}..{}", side(o.start), side(o.due))).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(", ") }
}

fn sorted(occurrences: &str) -> String {
    let due = |o: &str| o.split_once("..").map(|(start, due)| (due.to_owned(), start.to_owned()));
    let mut all: Vec<&str> = occurrences.split(", ").collect();
    all.sort_by_key(|o| due(o));
    all.join(", ")
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect()).collect()
}

#[test]
fn every_phrase_of_the_five_orders_is_read_as_specified() {
    let rows = rows(include_str!("data/deadlines.tsv"));
    assert_eq!(rows.len(), 144);
    let mut wrong = Vec::new();
    for row in &rows {
        let reading = read_in(row[0], period(row[6]));
        let (kind, occurrences, shifted) = (row[2], row[3], row[8]);
        if reading.kind != kind || sorted(&dates(&reading)) != sorted(occurrences) {
            wrong.push(format!(
                "{}: {kind} {occurrences}\n    read {} {} {:?}",
                row[0],
                reading.kind,
                dates(&reading),
                reading.not_understood
            ));
        }
        let calendar = WorkCalendar::federal();
        for shift in shifted.split(", ").filter(|s| *s != "-") {
            let (due, moved) = shift.split_once('>').unwrap();
            let o = reading.occurrences.iter().find(|o| o.due == Some(day(due)));
            let effective = o.map(|o| effective_due(day(due), o.kind.into(), &calendar, DayOffRule::Next));
            if effective != Some(day(moved)) {
                wrong.push(format!("{}: {shift}, read {effective:?}", row[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn phrases_of_other_orders_are_read_too() {
    let rows = rows(include_str!("data/phrases.tsv"));
    let within = period("2022-11-08..2024-12-31");
    let mut wrong = Vec::new();
    for row in &rows {
        let reading = read_in(row[0], within);
        if reading.kind != row[1] || dates(&reading) != row[2] {
            wrong.push(format!("{}: {} {}\n    read {} {}", row[0], row[1], row[2], reading.kind, dates(&reading)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_understood_is_refused_by_its_words_and_gives_no_date() {
    for row in rows(include_str!("data/refused.tsv")) {
        let reading = read_in(row[0], period("2022-11-08..2024-12-31"));
        assert_eq!(reading.status, Status::NotUnderstood, "{}: {}", row[0], dates(&reading));
        assert_eq!(reading.not_understood.join(" "), row[1], "{}", row[0]);
        assert!(reading.occurrences.is_empty() && reading.rules.is_empty(), "{}", row[0]);
    }
}

#[test]
fn a_term_before_its_order_and_a_likely_misprint_are_pointed_out() {
    let reading = read_in("Март 2023", period("2023-04-18..2024-05-31"));
    let codes: Vec<_> = reading.warnings.iter().map(|w| w.code()).collect();
    assert_eq!(codes, ["before_approval", "suspect_year", "outside_period"]);
    assert!(reading.occurrences[0].past_at_approval);
    assert_eq!(read_in(" ", period("2023-04-18..2024-05-31")).warnings[0].code(), "empty");
    let far = read_in("до 1 мая 2031", period("2023-04-18..2031-05-31"));
    assert_eq!(far.warnings[0].code(), "calendar_unknown");
}

#[test]
fn a_doubtful_phrase_gives_the_usual_dates_and_the_other_readings() {
    let reading = read_in("раз в полугодие", period("2022-09-01..2023-08-31"));
    assert_eq!(reading.status, Status::Ambiguous);
    assert_eq!(dates(&reading), "2022-09-01..2022-12-31, 2023-01-01..2023-06-30, 2023-07-01..2023-08-31");
    assert_eq!(reading.choices[0].code, "school_half_year");
    assert_eq!(reading.choices[0].occurrences[1].due, Some(day("2023-05-31")));
}

fn any_phrase() -> impl Strategy<Value = String> {
    let known: Vec<String> = rows(include_str!("data/deadlines.tsv")).iter().map(|row| row[0].to_owned()).collect();
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..7).prop_map(|words| words.join(" "));
    prop_oneof![2 => prop::sample::select(known), 3 => words, 1 => ".{0,40}"]
}

const WORDS: &[&str] = &[
    "до",
    "с",
    "по",
    "не позднее",
    "1",
    "15",
    "31",
    "мая",
    "январь",
    "сентябрь",
    "2023",
    "2024 г.",
    "квартал",
    "раз",
    "в",
    "год",
    "четверть",
    "-",
    ",",
    "и",
    "(",
    ")",
    "ежегодно",
    "ежемесячно",
    "числа",
    "по графику",
    "учебного года",
    "в течение",
    "26.12.2022",
    "17-28.10.2022",
    "III",
    "кв.",
    "последняя пятница",
    "месяца",
    "после",
    "декада",
    "конца",
    "полугодие",
];

proptest! {
    #[test]
    fn any_text_has_a_reading_with_sorted_forward_dates(phrase in any_phrase(), from in 0..900_u64, length in 1..1_200_u64) {
        let from = day("2021-09-01") + Days::new(from);
        let within = Period { from, to: from + Days::new(length) };
        let reading = read_in(&phrase, within);
        prop_assert_eq!(&reading.phrase, &phrase);
        let dues: Vec<_> = reading.occurrences.iter().map(|o| o.due.or(o.start)).collect();
        prop_assert!(dues.is_sorted());
        let free = reading.rules.iter().all(|r| !matches!(r, Rule::Dated(_)) && !matches!(r, Rule::Every(e) if e.within.is_some()));
        for o in &reading.occurrences {
            prop_assert!(o.start.zip(o.due).is_none_or(|(start, due)| start <= due));
            let inside = |day: Option<NaiveDate>| day.is_none_or(|d| within.from <= d && d <= within.to);
            prop_assert!(!free || (inside(o.start) && inside(o.due)), "{:?}", o);
        }
        if matches!(reading.status, Status::NotUnderstood | Status::Missing) {
            prop_assert!(reading.occurrences.is_empty());
        }
    }

    #[test]
    fn case_spaces_and_dashes_change_nothing(phrase in any_phrase()) {
        let within = period("2022-11-08..2024-12-31");
        let plain = read_in(&phrase, within);
        let other = phrase.replace(' ', "\u{a0}  ").replace('-', "–").to_uppercase().to_lowercase();
        prop_assert_eq!(read_in(&other, within).occurrences, plain.occurrences);
    }

    #[test]
    fn other_school_terms_change_only_what_speaks_of_terms(phrase in any_phrase()) {
        let within = period("2022-11-08..2024-12-31");
        let (calendar, mut terms) = (WorkCalendar::federal(), SchoolTerms::default());
        let term = |from, to| TermDates { from: day(from), to: day(to) };
        terms.set_year(2022, vec![term("2022-09-05", "2022-12-25"), term("2023-01-16", "2023-05-20")]);
        let other = read(&phrase, &Context::new(within, within.from, &calendar, &terms));
        let of_terms = other.rules.iter().any(|r| matches!(r, Rule::Every(e) if e.unit == Unit::Term));
        prop_assert!(of_terms || other.occurrences == read_in(&phrase, within).occurrences);
    }
}
