//! The rules of reminding as fields of a form: lists of working days, single numbers, ticks; each with its default named.

use super::super::people::{fields::Typed, told::Choice};
use crate::wording::Lang;
use vekha_domain::reminder::{Policy, Reports};

/// Most working days that a rule counts, and most numbers in a list; as [`Policy::checked`] has it.
const FARTHEST: u8 = 60;
const MOST: usize = 10;

/// Fields under one heading.
pub struct Group {
    /// The heading.
    pub heading: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// One field.
pub struct Field {
    /// Name and id in the form.
    pub id: &'static str,
    /// What it is.
    pub label: String,
    /// What is typed here, with the default.
    pub note: String,
    /// A tick, unless something is typed or chosen.
    pub tick: bool,
    /// What can be chosen; empty for a line.
    pub choices: Vec<Choice>,
}

const TICKS: [&str; 5] = ["on", "on_day", "weekly", "monday", "analysis"];

const GROUPS: [(&str, &[&str]); 5] = [
    ("dues", &["before", "on_day", "overdue", "weekly", "escalate"]),
    ("mondays", &["monday", "near"]),
    ("meetings", &["undated_meeting", "meeting"]),
    ("windows", &["opening", "closing"]),
    ("reports", &["reports", "analysis", "report"]),
];

const REPORTS: [(Reports, &str); 3] = [(Reports::None, "none"), (Reports::Term, "term"), (Reports::Quarter, "quarter")];

/// The form's fields.
pub fn groups(lang: Lang) -> Vec<Group> {
    let default = typed(&Policy::default());
    let field = |id: &'static str| Field {
        id,
        label: lang.say(&format!("remind-{}", id.replace('_', "-"))),
        note: note(id, default.value(id), lang),
        tick: TICKS.contains(&id),
        choices: if id == "reports" { reports(lang) } else { Vec::new() },
    };
    let group = |(code, fields): (&str, &[&'static str])| Group {
        heading: lang.say(&format!("remind-group-{code}")),
        fields: fields.iter().map(|id| field(id)).collect(),
    };
    let first = Group { heading: String::new(), fields: vec![field("on")] };
    std::iter::once(first).chain(GROUPS.map(group)).collect()
}

fn reports(lang: Lang) -> Vec<Choice> {
    let choice = |(_, code): (Reports, &str)| Choice {
        value: code.to_owned(),
        words: lang.say(&format!("remind-reports-{code}")),
    };
    REPORTS.map(choice).into()
}

fn note(id: &str, default: &str, lang: Lang) -> String {
    if TICKS.contains(&id) {
        return lang.say(if default == "yes" { "remind-default-on" } else { "remind-default-off" });
    }
    if id == "reports" {
        return lang.say("remind-reports-note");
    }
    let key = match id {
        "before" | "overdue" | "meeting" | "report" => "remind-list-note",
        "escalate" => "remind-escalate-note",
        _ => "remind-number-note",
    };
    lang.say_with(key, [("default", default.to_owned().into())])
}

/// A policy as its fields.
pub fn typed(policy: &Policy) -> Typed {
    let list = |days: &[u8]| days.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let tick = |on: bool| if on { "yes".to_owned() } else { String::new() };
    let reports = REPORTS.into_iter().find(|(kind, _)| *kind == policy.reports).map_or("", |(_, code)| code);
    Typed::begun([
        ("on", tick(policy.on)),
        ("before", list(&policy.before)),
        ("on_day", tick(policy.on_day)),
        ("overdue", list(&policy.overdue)),
        ("weekly", tick(policy.weekly)),
        ("escalate", policy.escalate.map(|days| days.to_string()).unwrap_or_default()),
        ("monday", tick(policy.monday)),
        ("near", policy.near.to_string()),
        ("undated_meeting", policy.undated_meeting.to_string()),
        ("meeting", list(&policy.meeting)),
        ("opening", policy.opening.to_string()),
        ("closing", policy.closing.to_string()),
        ("report", list(&policy.report)),
        ("reports", reports.to_owned()),
        ("analysis", tick(policy.analysis)),
    ])
}

/// The policy that was typed; what is wrong is noted beside its field. Lists may come in any order.
pub fn policy(typed: &mut Typed, lang: Lang) -> Option<Policy> {
    let falls = |mut days: Vec<u8>| {
        days.sort_unstable_by(|a, b| b.cmp(a));
        days
    };
    let rises = |mut days: Vec<u8>| {
        days.sort_unstable();
        days
    };
    let escalate = if typed.value("escalate").trim().is_empty() { None } else { number(typed, "escalate", lang) };
    let policy = Policy {
        on: typed.has("on", "yes"),
        before: falls(list(typed, "before", lang)),
        on_day: typed.has("on_day", "yes"),
        overdue: rises(list(typed, "overdue", lang)),
        weekly: typed.has("weekly", "yes"),
        escalate,
        monday: typed.has("monday", "yes"),
        near: number(typed, "near", lang).unwrap_or_default(),
        undated_meeting: number(typed, "undated_meeting", lang).unwrap_or_default(),
        meeting: falls(list(typed, "meeting", lang)),
        opening: number(typed, "opening", lang).unwrap_or_default(),
        closing: number(typed, "closing", lang).unwrap_or_default(),
        report: falls(list(typed, "report", lang)),
        reports: REPORTS.into_iter().find(|(_, code)| typed.has("reports", code)).map(|(k, _)| k).unwrap_or_default(),
        analysis: typed.has("analysis", "yes"),
    };
    typed.wrong.is_empty().then_some(policy)
}

fn number(typed: &mut Typed, field: &str, lang: Lang) -> Option<u8> {
    let read = typed.value(field).trim().parse().ok().filter(|days| (1..=FARTHEST).contains(days));
    if read.is_none() {
        typed.refuse(field, lang.say("remind-number-wrong"));
    }
    read
}

/// «10, 3»: none at all is no letter; the same number twice is one.
fn list(typed: &mut Typed, field: &str, lang: Lang) -> Vec<u8> {
    let parts = typed.value(field).split([',', ';', ' ', '\u{a0}']).filter(|part| !part.is_empty());
    let read: Option<Vec<u8>> = parts.map(|part| part.parse().ok()).collect();
    let read = read.filter(|days| days.len() <= MOST && days.iter().all(|days| (1..=FARTHEST).contains(days)));
    let Some(mut days) = read else {
        typed.refuse(field, lang.say("remind-list-wrong"));
        return Vec::new();
    };
    days.sort_unstable();
    days.dedup();
    days
}

/// The rules in words, for those who only read them.
pub fn words(policy: &Policy, lang: Lang) -> Vec<(String, String)> {
    let typed = typed(policy);
    let all = groups(lang).into_iter().flat_map(|group| group.fields);
    let value = |field: &Field| match typed.value(field.id) {
        "yes" => lang.say("remind-yes"),
        "" if field.tick => lang.say("remind-no"),
        "" => lang.say("remind-never"),
        code => field.choices.iter().find(|c| c.value == code).map_or_else(|| code.to_owned(), |c| c.words.clone()),
    };
    all.map(|field| (field.label.clone(), value(&field))).collect()
}
