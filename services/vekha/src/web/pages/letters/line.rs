//! A letter in a line: when, to whom, about what, how its sending stands, what became of its links.

use super::super::{super::access::Action, asked::Asked, written};
use crate::sentence;
use chrono::{DateTime, Utc};
use vekha_domain::{
    activity::Activity,
    event::Executor,
    reminder::{Item, Recipient},
};
use vekha_projections::{Delivery, Reminder, activity_of};

/// Letters shown of one person.
const LATEST: usize = 5;

/// A letter in a line.
pub struct Line {
    /// The day it is for.
    pub day: String,
    /// To whom.
    pub to: String,
    /// What it tells.
    pub about: String,
    /// How its sending stands.
    pub state: String,
    /// What became of its links.
    pub trace: Option<String>,
    /// The letter by itself, for who may read all letters.
    pub link: Option<String>,
}

/// Letters that tell of an activity, the newest first, as far as this visitor may see them.
pub fn about(asked: &Asked, activity: &Activity) -> Vec<Line> {
    let letters = letters_on(asked, activity).into_iter().filter(|letter| shown(asked, letter));
    letters.map(|letter| of(asked, letter, Some(activity))).collect()
}

/// The last letter about one executor's occurrence.
pub fn last_about(asked: &Asked, activity: &Activity, occurrence: u16, executor: Executor) -> Option<Line> {
    let of_this = |item: &Item| match item {
        Item::Due { activity: a, occurrence: o, executor: e, .. }
        | Item::ByHand { activity: a, occurrence: o, executor: e, .. } => {
            (*a, *o, *e) == (activity.id, occurrence, executor)
        }
        Item::Returned { activity: a, mark } => {
            let mark = activity.mark(*mark).filter(|_| *a == activity.id);
            mark.is_some_and(|m| (m.occurrence, m.executor) == (occurrence, executor))
        }
        Item::Meeting { .. }
        | Item::Window { .. }
        | Item::Recommendation { .. }
        | Item::Report { .. }
        | Item::Escalated { .. }
        | Item::Asked { .. }
        | Item::Appointed { .. }
        | Item::Week { .. }
        | Item::Digest { .. }
        | Item::Head { .. } => false,
    };
    let mut letters = asked.state().mailbook().letters_about(activity.id);
    let last = letters.find(|letter| shown(asked, letter) && letter.items.iter().any(of_this))?;
    Some(of(asked, last, Some(activity)))
}

/// The last letters to a recipient, for who may read them.
pub fn to(asked: &Asked, to: Recipient) -> Vec<Line> {
    if !reads_all(asked) && !asked.visitor.receives(to) {
        return Vec::new();
    }
    let letters = asked.state().mailbook().letters().filter(|letter| letter.to == to);
    letters.take(LATEST).map(|letter| of(asked, letter, None)).collect()
}

/// Since when nothing can be sent to a recipient, in words.
pub fn unreachable(asked: &Asked, to: Recipient) -> Option<String> {
    let since = asked.state().mailbook().unreachable(to)?;
    let name = written::unbroken(&sentence::recipient(asked.lang, to, asked.state(), &asked.names));
    let day = written::day(asked.state().local_day(since));
    Some(asked.lang.say_with("mailbook-unreachable", [("name", name.into()), ("day", day.into())]))
}

/// A letter in a line; on the page of an activity only what it tells of that.
pub fn of(asked: &Asked, letter: &Reminder, activity: Option<&Activity>) -> Line {
    let (lang, known) = (asked.lang, asked.state());
    let words = |item: &Item| match activity {
        Some(_) => sentence::rule(lang, item),
        None => sentence::item(lang, item, known, &asked.names),
    };
    let told: Vec<String> =
        letter.items.iter().filter(|item| activity.is_none_or(|a| tells_of(asked, item, a))).map(words).collect();
    Line {
        day: written::day(letter.day),
        to: written::unbroken(&sentence::recipient(lang, letter.to, known, &asked.names)),
        about: told.join("; "),
        // When it was taken is on the letter's own page: nearly always on the morning of its day.
        state: match letter.delivery {
            Delivery::Sent(..) => lang.say("mailbook-state-sent"),
            _ => sentence::delivery(lang, &letter.delivery, known.zone()),
        },
        trace: trace(asked, letter),
        link: reads_all(asked).then(|| asked.link(&format!("/offices/{}/letters/{}", asked.office, letter.id))),
    }
}

/// May this visitor read the letters of the whole office?
fn reads_all(asked: &Asked) -> bool {
    asked.visitor.may(Action::ReadLetters) && asked.visitor.account.office == asked.office
}

fn shown(asked: &Asked, letter: &Reminder) -> bool {
    asked.visitor.only_school().is_none() || asked.visitor.receives(letter.to)
}

/// Letters about an activity, and about its meetings.
fn letters_on<'a>(asked: &'a Asked, activity: &Activity) -> Vec<&'a Reminder> {
    let book = asked.state().mailbook();
    if asked.state().meetings().any(|series| series.activity == activity.id) {
        return book.letters().filter(|l| l.items.iter().any(|item| tells_of(asked, item, activity))).collect();
    }
    book.letters_about(activity.id).collect()
}

fn tells_of(asked: &Asked, item: &Item, activity: &Activity) -> bool {
    match item {
        Item::Meeting { series, .. } => asked.state().series(*series).is_some_and(|s| s.activity == activity.id),
        other => activity_of(other) == Some(activity.id),
    }
}

/// «ссылку открыли 05.07.2023 10:12, ответили 05.07.2023 10:20».
fn trace(asked: &Asked, letter: &Reminder) -> Option<String> {
    let at = |at: DateTime<Utc>| written::moment(at, asked.state().zone());
    let told = |key: &str, moment| asked.lang.say_with(key, [("at", at(moment).into())]);
    let opened = letter.opened.values().min().map(|moment| told("mailbook-opened", *moment));
    let used = letter.used.values().map(|(moment, _)| *moment).min().map(|moment| told("mailbook-used", moment));
    let replied = letter.replies.first().map(|(moment, _)| told("mailbook-replied", *moment));
    let told: Vec<String> = [opened, used, replied].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}
