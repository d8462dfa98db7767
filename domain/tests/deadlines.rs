//! The specification by example: every phrase of the five orders, and phrases that are in none of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a table fails where it stands")]

use chrono::NaiveDate;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{Context, Period, Reading, Status, effective_due, read},
    event::DayOffRule,
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

/// The due days that a day off moves, all of them.
fn moved_by_days_off(reading: &Reading) -> String {
    let calendar = WorkCalendar::federal();
    let moved = |due: NaiveDate, kind| effective_due(due, kind, &calendar, DayOffRule::Next);
    let dues = reading.occurrences.iter().filter_map(|o| Some((o.due?, moved(o.due?, o.kind.into()))));
    let all: Vec<String> = dues.filter(|(due, to)| due != to).map(|(due, to)| format!("{due}>{to}")).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(", ") }
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
        let moved = moved_by_days_off(&reading);
        if moved != shifted {
            wrong.push(format!("{}: {shifted}, read {moved}", row[0]));
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
fn the_same_term_in_other_words_gives_the_same_dates() {
    let within = period("2022-11-08..2024-12-31");
    for row in rows(include_str!("data/paraphrases.tsv")) {
        let (said, meant) = (read_in(row[0], within), read_in(row[1], within));
        assert_eq!((said.kind, dates(&said)), (meant.kind, dates(&meant)), "{} = {}", row[0], row[1]);
        assert_ne!(said.status, Status::NotUnderstood, "{}", row[0]);
    }
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
