//! The marks of an activity. A past state that is remembered shares them with the present one.

use super::Mark;
use crate::ids::MarkId;
use std::sync::Arc;

/// Every mark, in the order it was recorded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks(Vec<Arc<Mark>>);

impl Marks {
    /// Each of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.0.iter().map(Arc::as_ref)
    }

    /// The first one.
    pub fn first(&self) -> Option<&Mark> {
        self.0.first().map(Arc::as_ref)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, mark: Mark) {
        self.0.push(Arc::new(mark));
    }

    /// The mark to be changed; what is said of a mark is said soon after it was made.
    pub(super) fn last_mut(&mut self, id: MarkId) -> Option<&mut Mark> {
        self.0.iter_mut().rfind(|mark| mark.id == id).map(Arc::make_mut)
    }
}
