//! Single words of sentences: selectors that the locales choose by, days, shortened titles.

use super::Args;
use chrono::{NaiveDate, NaiveDateTime};
use vekha_domain::event::{DayOffRule, ErasureGround, LeaveKind, LinkState, OfficeDay, Role, SchoolTermsSet, Setting};
use vekha_domain::reminder::Policy;

/// Longest title quoted in a sentence, in characters.
const TITLE: usize = 90;

pub(super) fn office_day(kind: OfficeDay) -> &'static str {
    match kind {
        OfficeDay::Off => "off",
        OfficeDay::Working => "working",
        OfficeDay::AsFederal => "as-federal",
    }
}

pub(super) fn school_terms(e: &SchoolTermsSet) -> Args {
    let terms: Vec<String> =
        e.terms.iter().map(|t| format!("{}–{}", t.from.format("%d.%m"), t.to.format("%d.%m"))).collect();
    let year = format!("{}/{:02}", e.school_year, (e.school_year + 1) % 100);
    vec![("year", year.into()), ("terms", terms.join(", ").into())]
}

/// Why somebody is away: the key of its words.
pub fn leave_code(kind: LeaveKind) -> &'static str {
    match kind {
        LeaveKind::Leave => "leave",
        LeaveKind::Trip => "trip",
        LeaveKind::Absence => "absence",
    }
}

/// Why personal data go: the key of its words.
pub fn ground_code(ground: ErasureGround) -> &'static str {
    match ground {
        ErasureGround::ConsentWithdrawn => "consent-withdrawn",
        ErasureGround::PurposeReached => "purpose-reached",
        ErasureGround::Demanded => "demanded",
    }
}

/// A role: the key of its word.
pub fn role_code(role: Role) -> &'static str {
    match role {
        Role::Coordinator => "coordinator",
        Role::Responsible => "responsible",
        Role::Head => "head",
        Role::Auditor => "auditor",
        Role::Region => "region",
        Role::Administrator => "administrator",
    }
}

pub(super) fn setting(setting: Setting) -> Args {
    let (name, value) = match setting {
        Setting::Acceptance(true) => ("acceptance-on", 0),
        Setting::Acceptance(false) => ("acceptance-off", 0),
        Setting::Threshold(percent) => ("threshold", percent),
        Setting::MarkDays(days) => ("mark-days", days),
        Setting::DayOff(DayOffRule::Next) => ("day-off-next", 0),
        Setting::DayOff(DayOffRule::Previous) => ("day-off-previous", 0),
        Setting::DayOff(DayOffRule::Keep) => ("day-off-keep", 0),
        Setting::Public(true) => ("public-on", 0),
        Setting::Public(false) => ("public-off", 0),
    };
    vec![("setting", name.into()), ("value", value.into())]
}

/// The code of what a look at a proof link found.
pub fn link_state(state: LinkState) -> &'static str {
    match state {
        LinkState::Opens => "opens",
        LinkState::Moved => "moved",
        LinkState::NotFound => "not-found",
        LinkState::NeedsSignIn => "needs-sign-in",
        LinkState::CouldNotCheck => "could-not-check",
    }
}

pub(super) fn written(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

pub(super) fn moment(at: NaiveDateTime) -> String {
    at.format("%d.%m.%Y, %H:%M").to_string()
}

/// The numbers of a policy as a sentence lists them.
pub(super) fn policy(policy: &Policy) -> Args {
    let list = |days: &[u8]| days.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    vec![
        ("on", if policy.on { "on" } else { "off" }.into()),
        ("before", list(&policy.before).into()),
        ("overdue", list(&policy.overdue).into()),
    ]
}

pub(super) fn noted(note: Option<&str>) -> String {
    note.map(|note| format!(" {note}")).unwrap_or_default()
}

pub(super) fn shortened(title: &str) -> String {
    if title.chars().count() <= TITLE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(TITLE).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole_words.trim_end_matches([',', ';', '.', ' ']))
}
