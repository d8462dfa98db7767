//! Refusals: why the domain says no. Codes and arguments only; the sentences for people are in `locales/`.

use crate::scoring::refused::SheetRefused;
use chrono::NaiveDate;
use thiserror::Error;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $code:literal $field:expr),+ $(,)?) => {
        /// Why a decision was not taken. Nothing has happened.
        #[derive(Clone, PartialEq, Eq, Debug, Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error($code)] $name,)+
            /// A value of a list cannot be entered; nothing of the list was.
            #[error("{refused}")]
            Value {
                /// Its place in the list, from 0.
                at: usize,
                /// Why.
                refused: SheetRefused,
            },
            /// Something cannot be entered into a sheet.
            #[error("{0}")]
            Sheet(SheetRefused),
            /// The day has not come yet.
            #[error("day_ahead")]
            DayAhead {
                /// The day given.
                day: NaiveDate,
                /// The latest day possible.
                today: NaiveDate,
            },
        }

        impl Refusal {
            /// Stable code: the key of its sentence.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Refusal::$name => $code,)+
                    Refusal::Value { refused, .. } | Refusal::Sheet(refused) => refused.code(),
                    Refusal::DayAhead { .. } => "day_ahead",
                }
            }

            /// The field of a form that the sentence belongs beside.
            pub fn field(&self) -> Option<&'static str> {
                match self {
                    $(Refusal::$name => $field,)+
                    Refusal::Value { refused, .. } | Refusal::Sheet(refused) => refused.field(),
                    Refusal::DayAhead { .. } => Some("performed_on"),
                }
            }
        }
    };
}

refusals! {
    /// A name is empty.
    NameMissing "name_missing" Some("name"),
    /// The office has no known time zone.
    TimeZoneUnknown "time_zone_unknown" Some("time_zone"),
    /// A thing of this id is there already.
    AlreadyThere "already_there" None,
    /// No such organisation, or it is closed.
    OrganisationUnknown "organisation_unknown" Some("organisation"),
    /// No such group.
    GroupUnknown "group_unknown" Some("group"),
    /// Terms overlap, run backwards or are not of that school year.
    TermsWrong "terms_wrong" Some("terms"),
    /// The basis (основание) has no words.
    BasisMissing "basis_missing" Some("basis"),
    /// No such person.
    PersonUnknown "person_unknown" Some("person"),
    /// The roadmap has no title.
    TitleMissing "title_missing" Some("title"),
    /// Neither stated nor found in the order.
    PeriodMissing "period_missing" Some("period"),
    /// The period ends before it begins.
    PeriodBackwards "period_backwards" Some("period"),
    /// More directions than a roadmap can number.
    TooManySections "too_many_sections" None,
    /// No such direction.
    SectionUnknown "section_unknown" Some("section"),
    /// The roadmap is in force already.
    AlreadyAdopted "already_adopted" None,
    /// A roadmap of this title is in force by this very order.
    OrderAdopted "order_adopted" None,
    /// The roadmap is not in force.
    NotAdopted "not_adopted" None,
    /// No such roadmap.
    RoadmapUnknown "roadmap_unknown" None,
    /// The roadmap has ended.
    RoadmapClosed "roadmap_closed" None,
    /// Threshold outside 1..=100 percent.
    ThresholdOutOfRange "threshold_out_of_range" Some("threshold"),
    /// More than 30 working days for a mark.
    MarkDaysOutOfRange "mark_days_out_of_range" Some("mark_days"),
    /// No such activity.
    ActivityUnknown "activity_unknown" None,
    /// The activity is off control.
    ActivityWithdrawn "activity_withdrawn" None,
    /// No such occurrence.
    OccurrenceUnknown "occurrence_unknown" Some("occurrence"),
    /// The occurrence was cancelled or replaced by a new term.
    OccurrenceGone "occurrence_gone" Some("occurrence"),
    /// The occurrence has no due day to move.
    OccurrenceUndated "occurrence_undated" Some("occurrence"),
    /// The term would end before it begins.
    TermBackwards "term_backwards" Some("due"),
    /// A mark without a proof link (order 1298 of 08.11.2022, item 2.2).
    ProofMissing "proof_missing" Some("links"),
    /// Not one who has to do this occurrence.
    ExecutorUnknown "executor_unknown" Some("executor"),
    /// There is a mark for it already.
    AlreadyMarked "already_marked" Some("occurrence"),
    /// No such mark.
    MarkUnknown "mark_unknown" None,
    /// The mark was returned or taken back; a new one is needed.
    MarkGone "mark_gone" None,
    /// A return or retraction without a reason.
    ReasonMissing "reason_missing" Some("reason"),
    /// The result in a mark is longer than [`LONGEST`].
    NoteTooLong "note_too_long" Some("note"),
    /// The reason is longer than [`LONGEST`].
    ReasonTooLong "reason_too_long" Some("reason"),
    /// A mark with more proofs than [`MOST_PROOFS`].
    TooManyProofs "too_many_proofs" Some("links"),
    /// The link does not stand at this mark.
    LinkUnknown "link_unknown" Some("links"),
    /// The last proof of a mark cannot be taken away.
    LastProof "last_proof" Some("links"),
    /// The party is not responsible for it.
    PartyUnknown "party_unknown" Some("party"),
    /// A period ends before it begins.
    DatesBackwards "dates_backwards" Some("to"),
    /// Nobody stands in for themselves.
    SelfSubstitution "self_substitution" Some("substitute"),
    /// The person has a substitute on some of these days.
    SubstitutionOverlaps "substitution_overlaps" Some("from"),
    /// The substitute is, on some of these days, substituted by this very person, through others or not.
    SubstitutionLoops "substitution_loops" Some("substitute"),
    /// The person is away on some of these days already.
    LeaveOverlaps "leave_overlaps" Some("from"),
    /// No substitution or leave begins on that day.
    AbsenceUnknown "absence_unknown" Some("from"),
    /// The person's data are erased.
    PersonErased "person_erased" Some("person"),
    /// Nobody asked for the erasure.
    ErasureNotRequested "erasure_not_requested" None,
    /// The office would have no coordinator left.
    LastCoordinator "last_coordinator" None,
    /// The organisation does not belong to the group on that day.
    NotAMember "not_a_member" Some("day"),
    /// The basis is older than the responsibility it ends.
    BasisTooEarly "basis_too_early" Some("date"),
    /// Work is handed over to the one who has it.
    SameParty "same_party" Some("receiver"),
    /// A number of the reminders is out of its range, or a list of them is not in its order.
    PolicyWrong "policy_wrong" None,
    /// The mailbox is no address that letters can be written to.
    MailboxWrong "mailbox_wrong" Some("mailbox"),
    /// The day asked for is the due day already, or over.
    MoveToPast "move_to_past" Some("to"),
    /// The letter's item asks for no answer, or not for this one.
    NothingToAnswer "nothing_to_answer" None,
    /// It is not this recipient's to do any longer.
    PassedOn "passed_on" None,
    /// There is no open request for another term.
    RequestUnknown "request_unknown" None,
    /// The activity's occurrences are meetings already.
    SeriesThere "series_there" None,
    /// The occurrences are no meetings any longer.
    SeriesEnded "series_ended" None,
    /// The meeting was held.
    MeetingHeld "meeting_held" None,
    /// The meeting has no date.
    MeetingUndated "meeting_undated" None,
    /// A meeting takes a quarter of an hour to eight hours.
    MinutesOutOfRange "minutes_out_of_range" Some("minutes"),
    /// A window's days run backwards, do not exist, or lie outside the period.
    WindowWrong "window_wrong" Some("from"),
    /// No such window.
    WindowUnknown "window_unknown" None,
    /// The window is over.
    WindowOver "window_over" None,
    /// The window is closed: nobody is asked any longer.
    WindowPast "window_past" None,
    /// The window is not open yet.
    WindowNotOpen "window_not_open" None,
    /// Everybody has answered: nobody is to be reminded.
    NobodyMissing "nobody_missing" None,
    /// The recommendation was reported as followed.
    RecommendationDone "recommendation_done" None,
    /// The monitoring has ended.
    MonitoringEnded "monitoring_ended" None,
    /// A newer version of the model is in use.
    ModelOlder "model_older" Some("model"),
    /// The office has adopted no model of this code.
    ModelUnknown "model_unknown" Some("model"),
    /// The monitoring's windows are not scored.
    NotScored "not_scored" None,
    /// Proof links would be looked at too seldom or too often.
    CheckingWrong "checking_wrong" Some("days"),
    /// A document does not prove the work, and nobody says why.
    FindingUnexplained "finding_unexplained" Some("note"),
    /// There are no documents to draw a sample from.
    SampleEmpty "sample_empty" Some("many"),
    /// The period of a report ends before it begins, or its day lies before the period.
    ReportWrong "report_wrong" Some("to"),
    /// The report's conclusions are longer than [`LONGEST_CONCLUSIONS`].
    ConclusionsTooLong "conclusions_too_long" Some("conclusions"),
    /// The history holds events of a newer program: update before changing anything.
    NewerHistory "newer_history" None,
}

impl From<SheetRefused> for Refusal {
    fn from(refused: SheetRefused) -> Refusal {
        Refusal::Sheet(refused)
    }
}

/// Most characters of what people write about a mark.
pub const LONGEST: usize = 4_000;
/// Most characters of a report's conclusions.
pub const LONGEST_CONCLUSIONS: usize = 20_000;
/// Most proofs of a mark when it is made.
pub const MOST_PROOFS: usize = 100;

/// A reason that is given and not too long.
pub(crate) fn reason(text: &str) -> Result<String, Refusal> {
    let text = words(text, Refusal::ReasonMissing)?;
    if text.chars().count() > LONGEST { Err(Refusal::ReasonTooLong) } else { Ok(text) }
}

/// Text without the spaces around it, or a refusal when nothing is left.
pub(crate) fn words(text: &str, or: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(or) } else { Ok(text.to_owned()) }
}

/// A basis with words.
pub(crate) fn grounded(basis: &crate::event::Basis) -> Result<(), Refusal> {
    words(&basis.words, Refusal::BasisMissing).map(drop)
}
