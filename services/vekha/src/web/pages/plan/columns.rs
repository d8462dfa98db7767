//! Columns that a roadmap has besides those every order has.

use super::{super::look::Look, found};
use vekha_domain::ids::RoadmapId;

/// Columns of every order: number, activity, term, responsible, state.
const ALWAYS: usize = 5;

/// Which of the further columns some row fills.
#[derive(Clone, Copy, Default)]
pub struct Columns {
    /// The task a row stands under.
    pub task: bool,
    /// Form of work.
    pub form: bool,
    /// For whom.
    pub audience: bool,
    /// Where.
    pub place: bool,
    /// Codes of risk factors.
    pub codes: bool,
    /// Expected result.
    pub result: bool,
}

impl Columns {
    /// The further columns of a roadmap's rows.
    pub fn of(look: Look<'_>, roadmap: RoadmapId) -> Columns {
        let mut columns = Columns::default();
        for activity in found::activities(look, roadmap) {
            let Some(words) = activity.wording_on(look.as_of) else { continue };
            columns.task |= words.task.is_some();
            columns.form |= words.form.is_some();
            columns.audience |= words.audience.is_some();
            columns.place |= words.place.is_some();
            columns.codes |= !words.codes.is_empty();
            columns.result |= words.result.is_some();
        }
        columns
    }

    /// How many columns the page has; it sets tasks as lines between the rows.
    pub fn width(&self) -> usize {
        let further = [self.form, self.audience, self.place, self.codes, self.result];
        ALWAYS + further.into_iter().filter(|there| *there).count()
    }
}
