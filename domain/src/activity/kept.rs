//! Facts that are seldom added to, such as the terms of an activity: a past state that is remembered shares them with the present.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

/// A list in the order of the log. A copy of it costs nothing until one of the two changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept<T>(Arc<[T]>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Arc::from([]))
    }
}

impl<T> Deref for Kept<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Clone> DerefMut for Kept<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: Clone> Kept<T> {
    pub(super) fn push(&mut self, fact: T) {
        self.extend([fact]);
    }
}

impl<T: Clone> Extend<T> for Kept<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, facts: I) {
        self.0 = self.iter().cloned().chain(facts).collect();
    }
}

impl<T> FromIterator<T> for Kept<T> {
    fn from_iter<I: IntoIterator<Item = T>>(facts: I) -> Kept<T> {
        Kept(facts.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a Kept<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> std::slice::Iter<'a, T> {
        self.iter()
    }
}
