//! Closed lists of codes for the description of the API: a word that is not in its list is an error of the program.

use super::change;
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::{
    Object, ObjectBuilder,
    schema::{SchemaType, Type},
};
use vekha_domain::{
    deadline::Status,
    event::{DayOffRule, DeadlineStatus, LinkState, OrganisationKind},
    scoring::risks::RiskStanding,
};
use vekha_projections::{After, Band, By, Kind, Source, State};

fn one_of(words: &str, codes: impl IntoIterator<Item = impl Serialize>) -> ObjectBuilder {
    let codes: Vec<Value> = codes.into_iter().filter_map(|code| serde_json::to_value(code).ok()).collect();
    ObjectBuilder::new().schema_type(Type::String).description(Some(words)).enum_values(Some(codes))
}

/// States of an obligation.
pub fn states() -> Object {
    one_of("How the obligation stands.", State::ALL.map(State::code)).build()
}

/// States of a mark.
pub(super) fn mark_states() -> Object {
    one_of("How the mark stands.", ["reported", "accepted", "returned", "retracted"]).build()
}

/// Kinds of parties.
pub(super) fn parties() -> Object {
    one_of("What the party is.", ["person", "organisation", "group", "post"]).build()
}

/// What a look at a link found, or null.
pub(super) fn links() -> Object {
    let found =
        [LinkState::Opens, LinkState::Moved, LinkState::NotFound, LinkState::NeedsSignIn, LinkState::CouldNotCheck];
    let type_ = SchemaType::from_iter([Type::String, Type::Null]);
    one_of("What the last look found; null when nobody looked.", found.map(Some).into_iter().chain([None]))
        .schema_type(type_)
        .build()
}

/// Every answer to how far the words of a term are understood.
const STATUSES: [DeadlineStatus; 6] = [
    DeadlineStatus::Read,
    DeadlineStatus::Ambiguous,
    DeadlineStatus::Chosen,
    DeadlineStatus::Waiting,
    DeadlineStatus::NotUnderstood,
    DeadlineStatus::Missing,
];

/// How far the words of a term are understood.
pub(super) fn terms() -> Object {
    one_of("How far the words of the term are understood.", STATUSES).build()
}

/// The same, or null.
pub(super) fn terms_or_none() -> Object {
    let type_ = SchemaType::from_iter([Type::String, Type::Null]);
    one_of(
        "How far the words of the term are understood; null when there are none, or there is a date by now.",
        STATUSES.map(Some).into_iter().chain([None]),
    )
    .schema_type(type_)
    .build()
}

/// How far a phrase is understood.
pub(super) fn readings() -> Object {
    one_of(
        "How far the words are understood.",
        [Status::Parsed, Status::Ambiguous, Status::NotUnderstood, Status::Missing],
    )
    .build()
}

/// Kinds of organisations.
pub(super) fn organisations() -> Object {
    one_of(
        "What the organisation is.",
        [
            OrganisationKind::School,
            OrganisationKind::Kindergarten,
            OrganisationKind::Office,
            OrganisationKind::Centre,
            OrganisationKind::Other,
        ],
    )
    .build()
}

/// Rules for terms on days off.
pub(super) fn days_off() -> Object {
    one_of(
        "What becomes of a term on a day off: it moves to the next or the previous working day, or stays.",
        [DayOffRule::Next, DayOffRule::Previous, DayOffRule::Keep],
    )
    .build()
}

/// Divisions of figures.
pub fn divisions() -> Object {
    one_of("How the figures are divided.", By::ALL.map(By::code)).build()
}

/// Bands of lateness.
pub(super) fn bands() -> Object {
    one_of("How many working days late.", Band::ALL.map(Band::code)).build()
}

/// How far letters had gone.
pub(super) fn letters() -> Object {
    one_of(
        "Before any letter; after those of one day, or of more days, all before the due day was over; after a later one.",
        After::ALL.map(After::code),
    )
    .build()
}

/// Where a reason was entered.
pub(super) fn sources() -> Object {
    one_of("Where the reason was entered.", Source::ALL.map(Source::code)).build()
}

/// What a line of a curator's protocol comes to.
pub(super) fn risks() -> Object {
    one_of(
        "Named by the school's profile and confirmed; found by the curator alone; named and not confirmed; neither.",
        [RiskStanding::Confirmed, RiskStanding::FoundByCurator, RiskStanding::NotConfirmed, RiskStanding::None],
    )
    .build()
}

/// Kinds of changes.
pub(super) fn changes() -> Object {
    one_of("What was done.", change::KINDS).build()
}

/// Kinds of what differs between two days.
pub(super) fn differences() -> Object {
    one_of("Under which heading it is told.", Kind::ALL.map(Kind::code)).build()
}

/// Fields that a change gives another value.
pub(super) fn fields() -> Object {
    one_of("Which value is another one.", change::FIELDS).build()
}
