//! Why something cannot be entered into a sheet.

use super::ValueRefused;
use std::fmt;

/// Why something cannot be entered. Codes that a refusal of the domain bears too mean the same and share its sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetRefused {
    /// The model has no such indicator.
    IndicatorUnknown,
    /// The window is not open yet.
    WindowNotOpen,
    /// The window is not closed yet: its figures may still change.
    WindowStillOpen,
    /// Not a value of the indicator.
    Value(Box<ValueRefused>),
    /// The indicator asks for a link.
    LinkMissing,
    /// More links than anybody looks at.
    TooManyLinks,
    /// The value is the fulfilment of the roadmap and does not say which.
    FulfilmentMissing,
    /// The value is another one than the roadmap gives.
    FulfilmentDiffers,
    /// A correction after closing, or another class than proposed, without a reason.
    ReasonMissing,
    /// A decision without the act it stands in.
    BasisMissing,
    /// Nothing is said.
    TextMissing,
    /// Longer than anybody reads.
    TextTooLong,
    /// The day is over already.
    DuePast,
    /// No such recommendation.
    RecommendationUnknown,
    /// The model has no such form, or the form no such line.
    LineUnknown,
    /// A line is there twice.
    LineTwice,
    /// A line of the card without what is done, or without when.
    LineIncomplete,
    /// Not one who answers.
    ExecutorUnknown,
    /// Not a teacher of the organisation, or the model looks at no teachers.
    TeacherUnknown,
}

impl SheetRefused {
    /// The field of a form that the sentence belongs beside; a value stands beside its own.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            SheetRefused::LinkMissing | SheetRefused::TooManyLinks => Some("links"),
            SheetRefused::ReasonMissing => Some("reason"),
            SheetRefused::BasisMissing => Some("basis"),
            SheetRefused::TextMissing | SheetRefused::TextTooLong => Some("text"),
            SheetRefused::DuePast => Some("due"),
            SheetRefused::ExecutorUnknown => Some("organisation"),
            SheetRefused::TeacherUnknown => Some("teacher"),
            SheetRefused::IndicatorUnknown
            | SheetRefused::WindowNotOpen
            | SheetRefused::WindowStillOpen
            | SheetRefused::Value(_)
            | SheetRefused::FulfilmentMissing
            | SheetRefused::LineUnknown
            | SheetRefused::LineTwice
            | SheetRefused::LineIncomplete
            | SheetRefused::FulfilmentDiffers
            | SheetRefused::RecommendationUnknown => None,
        }
    }

    /// Stable code: the key of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            SheetRefused::IndicatorUnknown => "indicator_unknown",
            SheetRefused::WindowNotOpen => "window_not_open",
            SheetRefused::WindowStillOpen => "window_still_open",
            SheetRefused::Value(refused) => refused.code(),
            SheetRefused::LinkMissing => "proof_missing",
            SheetRefused::TooManyLinks => "too_many_links",
            SheetRefused::FulfilmentMissing => "fulfilment_missing",
            SheetRefused::FulfilmentDiffers => "fulfilment_differs",
            SheetRefused::ReasonMissing => "change_reason_missing",
            SheetRefused::BasisMissing => "basis_missing",
            SheetRefused::TextMissing => "text_missing",
            SheetRefused::TextTooLong => "text_too_long",
            SheetRefused::DuePast => "due_past",
            SheetRefused::RecommendationUnknown => "recommendation_unknown",
            SheetRefused::LineUnknown => "line_unknown",
            SheetRefused::LineTwice => "line_twice",
            SheetRefused::LineIncomplete => "line_incomplete",
            SheetRefused::ExecutorUnknown => "answerer_unknown",
            SheetRefused::TeacherUnknown => "teacher_unknown",
        }
    }
}

impl fmt::Display for SheetRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for SheetRefused {}

impl From<ValueRefused> for SheetRefused {
    fn from(refused: ValueRefused) -> SheetRefused {
        SheetRefused::Value(Box::new(refused))
    }
}
