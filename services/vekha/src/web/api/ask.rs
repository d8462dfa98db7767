//! What requests of the API ask for: the two times, pages of a list.

use super::super::{Site, comparing::Place, fault::Fault, pages::written};
use crate::app::Known;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vekha_domain::ids::OfficeId;

/// Most items of one page.
const MOST: usize = 500;
/// Items of one page unless asked otherwise.
const USUAL: usize = 100;

/// The two times of a question.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Times {
    /// For which day of the years 2000–2050; today unless given.
    pub as_of: Option<NaiveDate>,
    /// What was known at this moment (RFC 3339), or at the end of this day; the end of `as_of` unless given.
    #[param(example = "2023-07-05T09:00:00+03:00")]
    pub known_at: Option<String>,
}

/// What was known, and the times it answers for.
pub struct Asked {
    /// The state at `known_at`.
    pub known: Known,
    /// The day.
    pub as_of: NaiveDate,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
}

impl Times {
    /// The state these times ask about.
    pub async fn of(&self, site: &Site, office: OfficeId) -> Result<Asked, Fault> {
        let live = site.app.office(office).await?;
        let as_of = self.as_of.unwrap_or_else(|| live.local_day(site.app.now()));
        within(as_of)?;
        let known_at = match &self.known_at {
            Some(text) => written::read_moment(text, live.zone()).ok_or(Fault::BadRequest("bad-moment"))?,
            None => live.end_of(as_of),
        };
        drop(live);
        Ok(Asked { known: site.app.known_at(office, known_at).await?, as_of, known_at })
    }
}

impl Asked {
    /// Where another question about the same is asked from.
    pub fn place<'a>(&'a self, site: &'a Site, office: OfficeId) -> Place<'a> {
        Place { app: &site.app, office, state: &self.known, as_of: self.as_of, known_at: self.known_at }
    }
}

/// A day that a roadmap can have to do with.
pub fn within(day: NaiveDate) -> Result<NaiveDate, Fault> {
    if written::YEARS.contains(&day.year()) { Ok(day) } else { Err(Fault::BadRequest("bad-day")) }
}

/// A page of a list.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Most items wanted; 100 unless given. What lies outside is taken as the nearest number that does not.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// One page with the way to the next one.
#[derive(Serialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// `cursor` of the next page; null on the last one.
    pub next: Option<String>,
}

impl Paging {
    /// How many items are wanted at most.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(USUAL).clamp(1, MOST)
    }

    /// The number the cursor holds; 0 for the first page.
    pub fn after(&self) -> Result<u64, Fault> {
        let Some(cursor) = &self.cursor else { return Ok(0) };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|b| <[u8; 8]>::try_from(b).ok());
        bytes.map(u64::from_be_bytes).ok_or(Fault::BadRequest("bad-cursor"))
    }

    /// Cuts the page out of items in the order of their numbers, which must grow.
    pub fn page<T>(&self, items: impl Iterator<Item = (u64, T)>) -> Result<Page<T>, Fault> {
        let after = self.after()?;
        let mut rest = items.skip_while(|(number, _)| *number <= after);
        let mut last = after;
        let items: Vec<T> = rest.by_ref().take(self.limit()).map(|(number, item)| (last = number, item).1).collect();
        let next = rest.next().map(|_| URL_SAFE_NO_PAD.encode(last.to_be_bytes()));
        Ok(Page { items, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let mut paging = Paging { cursor: None, limit: Some(3) };
        let mut seen = Vec::new();
        loop {
            let page = paging.page((1..=7_u64).map(|n| (n * 10, n))).unwrap();
            seen.extend(page.items);
            match page.next {
                Some(next) => paging.cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, (1..=7).collect::<Vec<_>>());
        assert!(Paging { cursor: Some("zz".to_owned()), limit: None }.after().is_err());
    }
}
