//! What holds of every phrase: order and bounds of its dates, no dates from words half understood, words kept as written.
#![expect(clippy::unwrap_used, reason = "a table fails where it stands")]

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{Context, Period, READER_VERSION, Reading, Rule, Status, Unit, read},
    event::{DeadlineSet, TermDates},
    school::SchoolTerms,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn three_years() -> Period {
    Period { from: day("2022-11-08"), to: day("2024-12-31") }
}

fn read_in(phrase: &str, period: Period) -> Reading {
    let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
    read(phrase, &Context::new(period, period.from, &calendar, &terms))
}

fn dates(reading: &Reading) -> Vec<(Option<NaiveDate>, Option<NaiveDate>)> {
    reading.occurrences.iter().map(|o| (o.start, o.due)).collect()
}

fn refused(reading: &Reading) -> bool {
    matches!(reading.status, Status::NotUnderstood | Status::Missing)
}

/// The phrases of all tables, understood or not.
fn known() -> Vec<String> {
    let tables = [
        include_str!("data/deadlines.tsv"),
        include_str!("data/phrases.tsv"),
        include_str!("data/paraphrases.tsv"),
        include_str!("data/refused.tsv"),
    ];
    let phrase = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    tables.iter().flat_map(|table| table.lines().skip(1).map(phrase)).collect()
}

fn any_phrase() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..7).prop_map(|words| words.join(" "));
    prop_oneof![2 => prop::sample::select(known()), 3 => words, 1 => ".{0,40}"]
}

/// A phrase with a word that belongs to no term put in somewhere.
fn spoilt_phrase() -> impl Strategy<Value = (String, String)> {
    let junk = prop::sample::select(&["вжик", "примерно", "кроме", "или", "не", "нет", "??", "около", "Иванов"][..]);
    (prop::sample::select(known()), any::<prop::sample::Index>(), junk).prop_map(|(phrase, at, junk)| {
        let words: Vec<&str> = phrase.split(' ').collect();
        let (before, after) = words.split_at(at.index(words.len() + 1));
        let spoilt = [before, &[junk], after].concat().join(" ");
        (phrase, spoilt)
    })
}

const WORDS: &[&str] = &[
    "до",
    "с",
    "по",
    "к",
    "не позднее",
    "1",
    "15",
    "31",
    "мая",
    "январь",
    "сентябрь",
    "2023",
    "2024 г.",
    "гг.",
    "квартал",
    "2 раза",
    "раз",
    "в",
    "год",
    "четверть",
    "-",
    ",",
    "и",
    "(",
    ")",
    "18:00",
    "ежегодно",
    "ежемесячно",
    "числа",
    "рабочего дня",
    "по графику",
    "учебного года",
    "2022/23 учебный год",
    "в течение",
    "26.12.2022",
    "17-28.10.2022",
    "III",
    "кв.",
    "вторая",
    "неделя",
    "последняя пятница",
    "месяца",
    "следующего за отчетным",
    "после",
    "декада",
    "конца",
    "полугодие",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_has_a_reading_with_sorted_forward_dates(phrase in any_phrase(), from in 0..900_u64, length in 1..1_200_u64) {
        let from = day("2021-09-01") + Days::new(from);
        let within = Period { from, to: from + Days::new(length) };
        let reading = read_in(&phrase, within);
        let dues: Vec<_> = reading.occurrences.iter().map(|o| o.due.or(o.start)).collect();
        prop_assert!(dues.is_sorted());
        let cut_by_the_period = |rule: &Rule| match rule {
            Rule::Dated(_) => false,
            Rule::Every(every) => every.within.is_none(),
            Rule::NthOfMonth(all) => all.iter().all(|nth| nth.year.is_none()),
            Rule::Terms(all) => all.iter().all(|term| term.school_year.is_none()),
            Rule::Yearly(_) | Rule::Whole(_) | Rule::External(_) | Rule::Relative(_) | Rule::OnDemand(_) => true,
        };
        let free = reading.rules.iter().all(cut_by_the_period);
        for o in &reading.occurrences {
            prop_assert!(o.start.zip(o.due).is_none_or(|(start, due)| start <= due));
            let inside = |day: Option<NaiveDate>| day.is_none_or(|d| within.from <= d && d <= within.to);
            prop_assert!(!free || (inside(o.start) && inside(o.due)), "{:?}", o);
        }
        prop_assert_eq!(refused(&reading), reading.rules.is_empty());
        prop_assert!(!refused(&reading) || reading.occurrences.is_empty());
    }

    #[test]
    fn the_words_of_the_order_are_kept_and_those_not_understood_are_among_them(phrase in any_phrase()) {
        let reading = read_in(&phrase, three_years());
        let set = DeadlineSet::from_reading(&reading);
        prop_assert_eq!(&set.words, &phrase);
        prop_assert_eq!(set.reader, READER_VERSION);
        prop_assert_eq!(reading.status == Status::NotUnderstood, !reading.not_understood.is_empty());
        let again: DeadlineSet = serde_json::from_str(&serde_json::to_string(&set).unwrap()).unwrap();
        prop_assert_eq!(again, set);
    }

    #[test]
    fn case_spaces_dashes_and_yo_change_nothing(phrase in any_phrase()) {
        let plain = read_in(&phrase, three_years());
        let other = phrase.replace(' ', "\u{a0}  ").replace('-', "–").replace('ё', "е").to_uppercase().to_lowercase();
        let other = read_in(&other, three_years());
        prop_assert_eq!((other.status, other.kind, dates(&other)), (plain.status, plain.kind, dates(&plain)));
    }

    #[test]
    fn a_strange_word_never_changes_the_dates_of_what_is_understood((phrase, spoilt) in spoilt_phrase()) {
        let (plain, other) = (read_in(&phrase, three_years()), read_in(&spoilt, three_years()));
        if !refused(&plain) {
            prop_assert!(refused(&other) || dates(&other) == dates(&plain), "{}: {:?}", spoilt, dates(&other));
        }
    }

    #[test]
    fn a_phrase_cut_short_has_a_reading(phrase in any_phrase(), at in any::<prop::sample::Index>()) {
        let chars: Vec<char> = phrase.chars().collect();
        let (head, tail) = chars.split_at(at.index(chars.len() + 1));
        for part in [head, tail] {
            let part: String = part.iter().collect();
            let reading = read_in(&part, three_years());
            prop_assert_eq!(reading.phrase, part);
        }
    }

    #[test]
    fn other_school_terms_change_only_what_speaks_of_terms(phrase in any_phrase()) {
        let within = three_years();
        let (calendar, mut terms) = (WorkCalendar::federal(), SchoolTerms::default());
        let term = |from, to| TermDates { from: day(from), to: day(to) };
        terms.set_year(2022, vec![term("2022-09-05", "2022-12-25"), term("2023-01-16", "2023-05-20")]);
        let other = read(&phrase, &Context::new(within, within.from, &calendar, &terms));
        let of_terms = |rule: &Rule| match rule {
            Rule::Every(every) => every.unit == Unit::Term,
            Rule::Terms(_) => true,
            _ => false,
        };
        let same = dates(&other) == dates(&read_in(&phrase, within));
        prop_assert!(same || other.rules.iter().any(of_terms));
    }

    #[test]
    fn a_day_beyond_the_month_is_its_last_one(n in 1..=31_u32) {
        for o in read_in(&format!("ежемесячно до {n} числа"), three_years()).occurrences {
            let due = o.due.unwrap();
            let last = (due + Days::new(1)).month() != due.month();
            prop_assert!(due.day() == n || (last && due.day() < n), "{due}");
        }
    }

    #[test]
    fn a_window_is_kept_when_the_period_leaves_a_third_of_it(late in 0..61_u64) {
        let from = day("2023-03-01") + Days::new(late);
        let within = Period { from, to: day("2023-12-31") };
        let reading = read_in("март - апрель", within);
        let left = 61 - late;
        let cut: Vec<_> = reading.occurrences.iter().map(|o| (o.start, o.due, o.cut)).collect();
        let whole = (Some(from), Some(day("2023-04-30")), late > 0);
        prop_assert_eq!(cut, if left * 3 >= 61 { vec![whole] } else { Vec::new() });
        prop_assert_eq!(reading.warnings.iter().any(|w| w.code() == "cut"), late > 0 && left * 3 >= 61);
    }
}

#[test]
fn a_yearly_29_february_falls_on_the_28th_in_other_years() {
    let dues = dates(&read_in("до 29 февраля", three_years()));
    assert_eq!(dues, [(None, Some(day("2023-02-28"))), (None, Some(day("2024-02-29")))]);
    assert!(refused(&read_in("до 29 февраля 2023", three_years())));
}
