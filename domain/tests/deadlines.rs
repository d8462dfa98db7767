//! The specification by example: every phrase of the five orders, and phrases that are in none of them.
#![expect(clippy::unwrap_used, reason = "a table fails where it stands")]

use chrono::NaiveDate;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{Context, Period, Reading, Status, Warning, effective_due, read, suspect_years},
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

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.warnings.iter().map(|w| w.code()).collect()
}

#[test]
fn a_term_before_its_order_and_a_likely_misprint_are_pointed_out() {
    let reading = read_in("Март 2023", period("2023-04-18..2024-05-31"));
    assert_eq!(codes(&reading), ["before_approval", "suspect_year", "outside_period"]);
    assert!(reading.occurrences[0].past_at_approval);
    assert_eq!(codes(&read_in(" ", period("2023-04-18..2024-05-31"))), ["empty"]);
    assert!(codes(&read_in("Май 2023", period("2023-04-18..2024-05-31"))).is_empty());
}

#[test]
fn a_cut_window_a_term_outside_the_period_and_an_unknown_calendar_are_pointed_out() {
    assert_eq!(codes(&read_in("октябрь - ноябрь", period("2022-11-08..2023-08-31"))), ["cut"]);
    assert_eq!(
        codes(&read_in("до 1 мая 2030", period("2022-11-08..2024-12-31"))),
        ["outside_period", "calendar_unknown"]
    );
    let quarters = read_in("в течение 2023 года (ежеквартально)", period("2022-09-01..2023-08-31"));
    assert_eq!(codes(&quarters), ["outside_period"]);
    assert!(quarters.occurrences[3].outside_period && !quarters.occurrences[2].outside_period);
    let far = read_in("ежемесячно до 5 числа", period("2027-01-01..2029-12-31"));
    assert_eq!(codes(&far), ["calendar_unknown", "calendar_unknown"]);
}

#[test]
fn a_year_that_stands_alone_among_its_order_s_terms_is_pointed_out_and_kept() {
    let within = period("2022-08-19..2023-12-31");
    let table = rows(include_str!("data/deadlines.tsv"));
    let mut readings: Vec<Reading> =
        table.iter().filter(|row| row[1] == "krasnodar").map(|row| read_in(row[0], within)).collect();
    let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
    suspect_years(&mut readings, &Context::new(within, within.from, &calendar, &terms));
    let suspect = |r: &&Reading| r.warnings.contains(&Warning::SuspectYear { year: 2023, likely: 2022 });
    let found: Vec<&str> = readings.iter().filter(suspect).map(|r| r.phrase.as_str()).collect();
    assert_eq!(found, ["Ноябрь 2023 года", "Октябрь 2023 года"]);
    assert_eq!(readings.iter().filter(|r| codes(r).contains(&"suspect_year")).count(), 2);
    let kept = readings.iter().find(|r| r.phrase == "Ноябрь 2023 года").unwrap();
    assert_eq!(dates(kept), "2023-11-01..2023-11-30");
}

#[test]
fn a_doubtful_phrase_gives_the_usual_dates_and_the_other_readings() {
    let reading = read_in("раз в полугодие", period("2022-09-01..2023-08-31"));
    assert_eq!(reading.status, Status::Ambiguous);
    assert_eq!(dates(&reading), "2022-09-01..2022-12-31, 2023-01-01..2023-06-30, 2023-07-01..2023-08-31");
    assert_eq!(reading.choices[0].code, "school_half_year");
    assert_eq!(reading.choices[0].occurrences[1].due, Some(day("2023-05-31")));
}

/// The ambiguous cases of DEADLINES part 5: the code of the doubt and the first day of the other reading.
#[test]
fn every_ambiguous_case_offers_its_other_reading() {
    let cases = [
        ("раз в полугодие", "school_half_year", "2022-11-08..2022-12-31"),
        ("2 полугодие", "school_half_year", "2022-11-08..2022-12-31"),
        ("в течение года", "school_or_calendar_year", "2022-11-08..2023-05-31"),
        ("2 раза в год", "within_school_year", "2022-11-08..2023-01-14"),
        ("ежемесячно до 5 числа", "next_month", "..2022-12-05"),
        ("ежеквартально до 15 числа", "next_month", "..2022-12-15"),
        ("вторая неделя сентября", "week_of_month", "2023-09-08..2023-09-14"),
        ("последняя неделя мая 2023", "week_of_month", "2023-05-25..2023-05-31"),
        ("2022-2023 год", "school_or_calendar_year", "2022-09-01..2023-05-31"),
        ("до мая 2023", "month_included", "..2023-04-30"),
    ];
    for (phrase, code, first) in cases {
        let reading = read_in(phrase, period("2022-11-08..2024-12-31"));
        assert_eq!(reading.status, Status::Ambiguous, "{phrase}");
        let choice = reading.choices.iter().find(|c| c.code == code).unwrap_or_else(|| panic!("{phrase}: no {code}"));
        let other = Reading { occurrences: choice.occurrences.clone(), ..reading.clone() };
        assert_eq!(dates(&other).split(", ").next(), Some(first), "{phrase}");
    }
    for phrase in [
        "1 полугодие 2023",
        "2022-2024 гг.",
        "по май 2023",
        "до 5 числа каждого месяца",
        "не позднее июня",
        "раз в полугодие (май, декабрь)",
    ] {
        assert_eq!(read_in(phrase, period("2022-11-08..2024-12-31")).status, Status::Parsed, "{phrase}");
    }
}

#[test]
fn clock_times_and_remarks_become_the_comment() {
    let within = period("2022-11-08..2024-12-31");
    let comment = |phrase| read_in(phrase, within).comment.unwrap_or_default();
    assert_eq!(comment("до 26.12.2022 до 18:00 мск"), "до 18:00 мск");
    assert_eq!(comment("14.00 накануне"), "14.00");
    assert_eq!(comment("май 2023 (9, 11 классы)"), "9, 11 классы");
    assert_eq!(comment("15 мая 2023 (очно), в 10:00"), "очно; в 10:00");
}
