//! Days, moments and numbers as people write them, words as people compare them.

use crate::wording::Lang;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Years that a roadmap can have to do with: a question about the year 9000 is a slip of the hand.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2050;

/// `05.07.2023`.
pub fn day(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// `05.07.2023 14:05` where the office is.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string()
}

/// «понедельник».
pub fn weekday(lang: Lang, day: NaiveDate) -> String {
    lang.say(&format!("weekday-{}", day.weekday().number_from_monday()))
}

/// «пн».
pub fn weekday_short(lang: Lang, day: NaiveDate) -> String {
    lang.say(&format!("weekday-short-{}", day.weekday().number_from_monday()))
}

/// «по состоянию на 05.07.2023, среда».
pub fn as_of(lang: Lang, on: NaiveDate) -> String {
    lang.say_with("overview-day", [("day", day(on).into()), ("weekday", weekday(lang, on).into())])
}

/// `1 846` with a no-break space.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// A name whose number and initials stay with it: «МБОУ СОШ № 17», «Кочнева С.А.».
pub fn unbroken(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(' ') {
        let initials = word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1) == Some('.');
        if !out.is_empty() {
            out.push(if initials || out.ends_with('№') { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// A remark as a sentence of its own.
pub fn capital(remark: &str) -> String {
    let mut chars = remark.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A day as typed: `05.07.2023`, `5.7.2023`, `05072023` or `2023-07-05`.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['.', ',', '/', ' ', '-']).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        [day, month, year] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        [digits] if digits.len() == 8 && digits.is_ascii() => {
            (number(digits.get(4..)?)?, number(digits.get(2..4)?)?, number(digits.get(..2)?)?)
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|day| YEARS.contains(&day.year()))
}

/// A moment as typed: RFC 3339, a day with its time where the office is, or a day, which means its end.
pub fn read_moment(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let text = text.trim();
    // In a query the plus sign of a zone arrives as a space.
    if let Ok(at) = DateTime::parse_from_rfc3339(&text.replace(' ', "+")) {
        return YEARS.contains(&at.year()).then(|| at.with_timezone(&Utc));
    }
    let local = |at: NaiveDateTime| zone.from_local_datetime(&at).latest().map(|at| at.with_timezone(&Utc));
    if let Some(day) = read_day(text) {
        return Some(local(day.succ_opt()?.and_time(NaiveTime::MIN))? - chrono::TimeDelta::microseconds(1));
    }
    let (day, time) = text.rsplit_once(' ')?;
    local(read_day(day)?.and_time(NaiveTime::parse_from_str(time, "%H:%M").ok()?))
}

/// The text as it is compared: without regard to case, ё or е, and the number of spaces.
pub fn folded(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let letters: String = lower.map(|c| if c == '\u{451}' { '\u{435}' } else { c }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_usually_typed() {
        let july = NaiveDate::from_ymd_opt(2023, 7, 5);
        for typed in ["05.07.2023", " 5.7.2023 ", "5,7,2023", "05 07 2023", "05072023", "2023-07-05"] {
            assert_eq!(read_day(typed), july, "{typed}");
        }
        for wrong in ["", "вчера", "31.02.2023", "5.7.23", "05.07.9999", "0507202x", "1.2", "+5.7.2023"] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_is_read_where_the_office_is() {
        let zone = Tz::Europe__Moscow;
        let at = |text: &str| text.parse::<DateTime<Utc>>().ok();
        for typed in ["05.07.2023 12:00", "2023-07-05T09:00:00Z", "2023-07-05T12:00:00 03:00"] {
            assert_eq!(read_moment(typed, zone), at("2023-07-05T09:00:00Z"), "{typed}");
        }
        assert_eq!(read_moment("05.07.2023", zone), at("2023-07-05T20:59:59.999999Z"));
        assert_eq!(read_moment("05.07.2023 25:00", zone), None);
        assert_eq!(read_moment("позавчера", zone), None);
    }

    #[test]
    fn numbers_and_initials_stay_with_their_names() {
        assert_eq!(unbroken("МБОУ СОШ № 17"), "МБОУ СОШ №\u{a0}17");
        assert_eq!(unbroken("Кочнева С.А., Седова Е.И."), "Кочнева\u{a0}С.А., Седова\u{a0}Е.И.");
        assert_eq!(unbroken("МКУ ИМЦ"), "МКУ ИМЦ");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            (number(7), number(1_846), number(1_234_567)),
            ("7".into(), "1\u{a0}846".into(), "1\u{a0}234\u{a0}567".into())
        );
    }

    #[test]
    fn words_are_compared_without_regard_to_case_yo_and_spaces() {
        assert_eq!(folded("  Отчёт\u{a0}по  ПЛАНУ "), folded("отчет по плану"));
        assert_ne!(folded("отчет"), folded("отсчет"));
    }
}
