//! The filter of the list of letters.

use super::super::{asked::Asked, written};
use crate::sentence;
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_projections::Reminder;
use written::folded;

/// What is asked for; an empty field asks for nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// How the sending stands, by its code.
    pub state: String,
    /// Name of the recipient contains.
    pub who: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Which page, from 0.
    pub page: String,
}

/// The filter ready to be asked.
pub struct Ready {
    state: String,
    who: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// The first day was not understood.
    pub wrong_from: bool,
    /// The last day was not understood.
    pub wrong_to: bool,
}

impl Wanted {
    /// The fields with their names, for addresses; the page is none of them.
    pub fn fields(&self) -> [(&'static str, &str); 4] {
        [("state", &self.state), ("who", &self.who), ("from", &self.from), ("to", &self.to)]
    }

    /// Prepares words and days once for all letters.
    pub fn ready(&self) -> Ready {
        let day = |typed: &str| (written::read_day(typed), !typed.trim().is_empty());
        let ((from, typed_from), (to, typed_to)) = (day(&self.from), day(&self.to));
        Ready {
            state: self.state.clone(),
            who: folded(&self.who),
            wrong_from: from.is_none() && typed_from,
            wrong_to: to.is_none() && typed_to,
            from,
            to,
        }
    }
}

impl Ready {
    /// Is the letter one of those asked for? Its name is told last.
    pub fn finds(&self, asked: &Asked, letter: &Reminder) -> bool {
        let name = || folded(&sentence::recipient(asked.lang, letter.to, asked.state(), &asked.names));
        (self.state.is_empty() || letter.delivery.code() == self.state)
            && self.from.is_none_or(|from| letter.day >= from)
            && self.to.is_none_or(|to| letter.day <= to)
            && (self.who.is_empty() || name().contains(&self.who))
    }
}
