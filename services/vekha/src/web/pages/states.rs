//! The ten states of an obligation: one word, one sign and one colour for each, the same on every page.

use crate::wording::Lang;
use vekha_projections::State;

/// Sign and class of a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// One or two characters without an emoji form, hidden from screen readers: the word says it.
    pub sign: &'static str,
    /// Class of the style sheet; none for the quiet state.
    pub class: &'static str,
}

/// Срок уточняется: an activity without a date has no obligation and so no [`State`].
pub const UNDATED: Mark = Mark { sign: "?", class: "und" };

/// Sign and class of a state.
pub fn state_mark(state: State) -> Mark {
    let (sign, class) = match state {
        State::Overdue { .. } => ("!", "late"),
        State::Returned => ("←", "back"),
        State::DueToday => ("►", "warn"),
        State::Open => ("○", "act"),
        State::Ahead => ("·", ""),
        State::OnReview => ("…", "act"),
        State::DoneOnTime => ("✓", "ok"),
        State::DoneLate => ("✓!", "warn"),
        State::Withdrawn => ("×", "out"),
    };
    Mark { sign, class }
}

/// The state in words: «просрочено, 6 раб. дн.».
pub fn state_word(lang: Lang, state: State) -> String {
    let key = format!("state-{}", state.code());
    match state {
        State::Overdue { working_days } => lang.say_with(&key, [("days", working_days.into())]),
        _ => lang.say(&key),
    }
}

/// Which of several states a row or a group shows: the smallest number.
pub fn urgency(state: State) -> u8 {
    match state {
        State::Overdue { .. } => 0,
        State::Returned => 1,
        State::DueToday => 2,
        State::OnReview => 3,
        State::Open => 4,
        State::Ahead => 5,
        State::DoneLate => 6,
        State::DoneOnTime => 7,
        State::Withdrawn => 8,
    }
}

/// A state as a page shows it, by the macro `state` of `marks.html`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Sign and class.
    pub mark: Mark,
    /// The word.
    pub word: String,
}

impl Shown {
    /// A state with its word.
    pub fn of(lang: Lang, state: State) -> Shown {
        Shown { mark: state_mark(state), word: state_word(lang, state) }
    }

    /// Срок уточняется.
    pub fn undated(lang: Lang) -> Shown {
        Shown { mark: UNDATED, word: lang.say("state-undated") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_state_has_a_word_and_a_sign_of_its_own() {
        for lang in [Lang::Ru, Lang::En] {
            let mut shown: Vec<Shown> = State::ALL.iter().map(|state| Shown::of(lang, *state)).collect();
            shown.push(Shown::undated(lang));
            assert!(shown.iter().all(|s| !s.word.contains("Unknown localization")), "{shown:?}");
            assert_eq!(shown.iter().map(|s| s.word.as_str()).collect::<BTreeSet<_>>().len(), 10);
            assert_eq!(shown.iter().map(|s| s.mark.sign).collect::<BTreeSet<_>>().len(), 10);
        }
        assert_eq!(state_word(Lang::Ru, State::Overdue { working_days: 6 }), "просрочено, 6\u{a0}раб.\u{a0}дн.");
    }

    #[test]
    fn what_is_late_is_shown_before_everything_else() {
        let mut states = State::ALL;
        states.sort_by_key(|state| urgency(*state));
        assert_eq!(states[0], State::Overdue { working_days: 0 });
        assert_eq!(states[8], State::Withdrawn);
    }
}
