//! Refusals and faults as sentences that say what to do.

use crate::{app::AppError, import_worker::ImportError, wording::Lang};
use chrono::NaiveDate;
use vekha_domain::{
    proof::BadLink,
    refusal::Refusal,
    scoring::{ValueRefused, refused::SheetRefused},
};
use vekha_office::ReadError;

/// What the person is told when a request was not answered as wished.
pub fn app_error(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Refused(why) => refusal(lang, why),
        AppError::NotFound => lang.say("error-not-found"),
        AppError::Forbidden => lang.say("error-forbidden"),
        AppError::Conflict => lang.say("error-conflict"),
        AppError::TooMany => lang.say("error-too-many"),
        AppError::Unknown { command_id } => {
            lang.say_with("error-unknown", [("command", command_id.to_string().into())])
        }
        AppError::Newer { version } => lang.say_with("error-newer", [("version", (*version).into())]),
        AppError::OtherSecret { path } => {
            lang.say_with("error-other-secret", [("path", path.display().to_string().into())])
        }
        AppError::Away { doing, cause } => {
            lang.say_with("error-away", [("doing", (*doing).into()), ("cause", cause.as_str().into())])
        }
        AppError::Broken { doing, cause } => {
            lang.say_with("error-broken", [("doing", (*doing).into()), ("cause", cause.as_str().into())])
        }
    }
}

/// Why the domain says no, and what helps.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let key = format!("refusal-{}", refusal.code());
    match refusal {
        Refusal::DayAhead { day, today } => {
            lang.say_with(&key, [("day", written(*day).into()), ("today", written(*today).into())])
        }
        Refusal::Value { at, refused } => {
            lang.say_with("refusal-at", [("place", (at + 1).into()), ("why", sheet(lang, refused).into())])
        }
        Refusal::Sheet(refused) => sheet(lang, refused),
        _ => lang.say(&key),
    }
}

/// Why something cannot be entered into a sheet, and what helps.
pub fn sheet(lang: Lang, refused: &SheetRefused) -> String {
    let key = format!("refusal-{}", refused.code());
    let SheetRefused::Value(why) = refused else { return lang.say(&key) };
    let allowed = match &**why {
        ValueRefused::TooSmall { allowed } | ValueRefused::TooGreat { allowed } => allowed.to_string(),
        ValueRefused::NotInSet { allowed } => allowed.to_string(),
        ValueRefused::Missing | ValueRefused::NotANumber | ValueRefused::NotWhole => return lang.say(&key),
    };
    lang.say_with(&key, [("allowed", allowed.into())])
}

/// Why an address cannot be a proof.
pub fn link(lang: Lang, why: BadLink) -> String {
    lang.say(match why {
        BadLink::Empty => "link-empty",
        BadLink::NotAnAddress => "link-not-an-address",
        BadLink::Scheme => "link-scheme",
        BadLink::Credentials => "link-credentials",
        BadLink::TooLong => "link-too-long",
    })
}

/// Why a file did not become an order.
pub fn import_error(lang: Lang, error: &ImportError) -> String {
    match error {
        ImportError::Unreadable(why) => unreadable(lang, why),
        ImportError::TooLarge => lang.say("import-too-large"),
        ImportError::OutOfLimits => lang.say("import-out-of-limits"),
        ImportError::Broken(why) => lang.say_with("import-broken", [("why", why.to_string().into())]),
    }
}

fn unreadable(lang: Lang, why: &ReadError) -> String {
    let key = format!("import-{}", why.code());
    match why {
        ReadError::UnsupportedFormat { extension } => lang.say_with(&key, [("extension", extension.clone().into())]),
        ReadError::Damaged { part } => lang.say_with(&key, [("part", part.clone().into())]),
        ReadError::TooManyRows { limit } => lang.say_with(&key, [("limit", (*limit).into())]),
        ReadError::UnknownFormat
        | ReadError::TooLarge { .. }
        | ReadError::DocumentType
        | ReadError::NoTable
        | ReadError::Empty => lang.say(&key),
    }
}

fn written(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Refusal::*;

    const ALL: &[Refusal] = &[
        NameMissing,
        TimeZoneUnknown,
        AlreadyThere,
        OrganisationUnknown,
        GroupUnknown,
        TermsWrong,
        BasisMissing,
        PersonUnknown,
        TitleMissing,
        PeriodMissing,
        PeriodBackwards,
        TooManySections,
        SectionUnknown,
        AlreadyAdopted,
        OrderAdopted,
        NotAdopted,
        RoadmapUnknown,
        RoadmapClosed,
        ThresholdOutOfRange,
        MarkDaysOutOfRange,
        ActivityUnknown,
        ActivityWithdrawn,
        OccurrenceUnknown,
        OccurrenceGone,
        OccurrenceUndated,
        TermBackwards,
        ProofMissing,
        ExecutorUnknown,
        AlreadyMarked,
        MarkUnknown,
        MarkGone,
        ReasonMissing,
        LinkUnknown,
        LastProof,
        PartyUnknown,
        DatesBackwards,
        SelfSubstitution,
        SubstitutionOverlaps,
        SubstitutionLoops,
        LeaveOverlaps,
        AbsenceUnknown,
        PersonErased,
        ErasureNotRequested,
        LastCoordinator,
        NotAMember,
        BasisTooEarly,
        SameParty,
        NewerHistory,
    ];

    #[test]
    fn every_refusal_is_a_sentence_in_both_languages() {
        let day = NaiveDate::default();
        for why in ALL.iter().chain(&[DayAhead { day, today: day }]) {
            for lang in [Lang::Ru, Lang::En] {
                let words = refusal(lang, why);
                assert!(!words.starts_with("Unknown localization") && words.ends_with('.'), "{why:?}: {words}");
            }
        }
    }

    #[test]
    fn a_command_whose_outcome_is_unknown_is_named_so_that_it_can_be_repeated() {
        let command_id = uuid::Uuid::from_u128(7);
        for lang in [Lang::Ru, Lang::En] {
            assert!(app_error(lang, &AppError::Unknown { command_id }).contains(&command_id.to_string()));
        }
    }
}
