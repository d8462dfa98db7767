//! What a page is asked: by whom, in which language, about which office, and for which two times.

use super::{
    super::{
        Site,
        access::{Action, Visitor},
        comparing::Place,
        fault::{Fault, language},
    },
    look::Look,
    show, written,
};
use crate::{
    app::{Known, Names},
    inbox::kept,
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
    response::Response,
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_projections::{Obligation, OfficeState, Scope, View};

/// A question of a page, ready to be answered. Ask the program for nothing else while it lives: it may hold the live
/// state, which writers wait for.
pub struct Asked {
    /// What every request shares.
    pub site: Site,
    /// The language wanted.
    pub lang: Lang,
    /// Who asks.
    pub visitor: Visitor,
    /// Which office.
    pub office: OfficeId,
    /// The office's people.
    pub names: Arc<Names>,
    /// What was known.
    pub known: Known,
    /// The day.
    pub as_of: NaiveDate,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
    /// Today where the office is.
    pub today: NaiveDate,
    /// The visitor's name, from the own office.
    pub name: String,
    /// Path of the page.
    pub path: String,
    /// The query without the two times: what a page keeps when the day changes.
    pub others: Vec<(String, String)>,
    /// The two times as they were typed.
    pub times: Times,
    /// Answers to letters that wait to be read, for those who read them.
    pub replies: u64,
    counted: OnceLock<(RoadmapId, Vec<Obligation>)>,
}

/// The two times of a request.
#[derive(Clone, Default)]
pub struct Times {
    /// For which day; none for today.
    pub as_of: Option<NaiveDate>,
    /// What was known at this moment; none for the end of that day.
    pub known_at: Option<DateTime<Utc>>,
    /// A day that was not understood, as typed.
    pub wrong_day: Option<String>,
    /// A moment that was not understood, as typed.
    pub wrong_moment: Option<String>,
}

impl Times {
    fn read(pairs: &[(String, String)], zone: Tz) -> Times {
        let typed = |name: &str| pairs.iter().rfind(|(key, value)| key == name && !value.trim().is_empty());
        let (day, moment) = (typed("as_of").map(|(_, text)| text), typed("known_at").map(|(_, text)| text));
        let as_of = day.and_then(|text| written::read_day(text));
        let known_at = moment.and_then(|text| written::read_moment(text, zone));
        let wrong_day = day.filter(|_| as_of.is_none()).cloned();
        let wrong_moment = moment.filter(|_| known_at.is_none()).cloned();
        // What was not understood is answered with the page of today.
        if wrong_day.is_some() || wrong_moment.is_some() {
            return Times { wrong_day, wrong_moment, ..Times::default() };
        }
        Times { as_of, known_at, ..Times::default() }
    }

    /// Was something not understood?
    pub fn wrong(&self) -> bool {
        self.wrong_day.is_some() || self.wrong_moment.is_some()
    }

    /// `path` with the two times, where they are not those of today.
    pub fn link(&self, path: &str) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        pairs.extend(self.as_of.map(|day| ("as_of", day.to_string())));
        pairs.extend(self.known_at.map(|at| ("known_at", at.to_rfc3339_opts(SecondsFormat::AutoSi, true))));
        with_query(path, pairs.iter().map(|(key, value)| (*key, value.as_str())))
    }
}

/// `path` with further parameters; a fragment stays at the end.
pub fn with_query<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = if path.contains('?') { '&' } else { '?' };
    let mut link = if query.is_empty() { path.to_owned() } else { format!("{path}{joint}{query}") };
    if let Some(fragment) = fragment {
        link.push('#');
        link.push_str(fragment);
    }
    link
}

impl Asked {
    /// The question of a request about an office. For handlers of forms: ask after the change, not before.
    ///
    /// # Errors
    /// No such office; the log cannot be read.
    pub async fn of(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<Asked, Fault> {
        let name = site.app.names(visitor.account.office).await?.name(visitor.person()).map(str::to_owned);
        let names = site.app.names(office).await?;
        let reads = visitor.account.office == office && visitor.may(Action::Review);
        let replies = if reads { kept::unread(&site.app, office).await? } else { 0 };
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let now = site.app.now();
        let live = site.app.office(office).await?;
        let today = live.local_day(now);
        let mut times = Times::read(&pairs, live.zone());
        // Today by its date and what is known now are the same page as without them.
        times.known_at = times.known_at.filter(|at| *at < now);
        times.as_of = times.as_of.filter(|day| *day != today || times.known_at.is_some());
        let as_of = times.as_of.unwrap_or(today);
        let known_at = times.known_at.unwrap_or_else(|| live.end_of(as_of));
        drop(live);
        Ok(Asked {
            lang: language(&parts.headers),
            known: site.app.known_at(office, known_at).await?,
            site: site.clone(),
            visitor: visitor.clone(),
            name: name.unwrap_or_default(),
            path: parts.uri.path().to_owned(),
            others: pairs.into_iter().filter(|(key, _)| key != "as_of" && key != "known_at").collect(),
            office,
            names,
            as_of,
            known_at,
            today,
            times,
            replies,
            counted: OnceLock::new(),
        })
    }

    /// Where another question about the same is asked from.
    pub fn place(&self) -> Place<'_> {
        let (state, as_of, known_at) = (self.state(), self.as_of, self.known_at);
        Place { app: &self.site.app, office: self.office, state, as_of, known_at }
    }

    /// Is it the page of today, where things can be changed?
    pub fn live(&self) -> bool {
        self.times.as_of.is_none() && self.times.known_at.is_none()
    }

    /// Is a change asked for on the page of today? For handlers whose change is not the log's.
    ///
    /// # Errors
    /// [`Fault::LookingBack`] on another day's page; as [`Asked::of`].
    pub async fn only_today(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<(), Fault> {
        if Asked::of(site, visitor, office, parts).await?.live() { Ok(()) } else { Err(Fault::LookingBack) }
    }

    /// The same question on another day, with what was known then: for a page that tells of a moment of the past.
    pub fn then(&self, known: Known, as_of: NaiveDate, known_at: DateTime<Utc>) -> Asked {
        Asked {
            site: self.site.clone(),
            visitor: self.visitor.clone(),
            names: self.names.clone(),
            name: self.name.clone(),
            path: self.path.clone(),
            others: self.others.clone(),
            times: Times { as_of: Some(as_of), known_at: Some(known_at), ..Times::default() },
            counted: OnceLock::new(),
            known,
            as_of,
            known_at,
            ..*self
        }
    }

    /// The same for a page that answers a form sent elsewhere: the day is asked for, and the page opened again, where it lies.
    pub fn lying_at(mut self, path: String) -> Asked {
        self.path = path;
        self.others.clear();
        self
    }

    /// What is known, as of the day.
    pub fn view(&self) -> View<'_> {
        View::new(&self.known, self.as_of)
    }

    /// The obligations of a roadmap that this visitor is answered for; those of the page's own roadmap are counted once.
    pub fn obligations(&self, roadmap: RoadmapId) -> Cow<'_, [Obligation]> {
        let count = || self.view().obligations(&self.scope(roadmap));
        match self.counted.get_or_init(|| (roadmap, count())) {
            (known, obligations) if *known == roadmap => Cow::Borrowed(obligations),
            _ => Cow::Owned(count()),
        }
    }

    /// The same for what pages and exports put together alike.
    pub fn look(&self) -> Look<'_> {
        Look {
            known: &self.known,
            as_of: self.as_of,
            known_at: self.times.known_at,
            names: &self.names,
            lang: self.lang,
            visitor: Some(&self.visitor),
        }
    }

    /// The state behind the page.
    pub fn state(&self) -> &OfficeState {
        &self.known
    }

    /// A roadmap of the office.
    ///
    /// # Errors
    /// As [`Asked::missing`].
    pub fn roadmap(&self, id: RoadmapId) -> Result<&Roadmap, Fault> {
        self.known.roadmap(id).ok_or_else(|| self.missing())
    }

    /// The roadmap of an office that has one: the menu of such an office is that roadmap's.
    pub fn only_roadmap(&self) -> Option<RoadmapId> {
        let mut roadmaps = self.known.roadmaps();
        roadmaps.next().filter(|_| roadmaps.next().is_none()).map(|roadmap| roadmap.id)
    }

    /// What is said of a thing that is not known: on a past day it may have come later.
    pub fn missing(&self) -> Fault {
        if self.live() { Fault::NotFound } else { Fault::NotYet }
    }

    /// What of the roadmap this visitor is answered for.
    pub fn scope(&self, roadmap: RoadmapId) -> Scope {
        self.visitor.scope(roadmap)
    }

    /// A link to another page for the same two times.
    pub fn link(&self, path: &str) -> String {
        self.times.link(path)
    }

    /// Path of one of the roadmap's pages: `""`, `"/plan"`, `"/overdue"`.
    pub fn roadmap_path(&self, roadmap: RoadmapId, page: &str) -> String {
        format!("/offices/{}/roadmaps/{roadmap}{page}", self.office)
    }

    /// The answer with a page: 422 when the day or moment asked for was not understood.
    ///
    /// # Errors
    /// The template failed.
    pub fn show(&self, page: &impl Template) -> Result<Response, Fault> {
        show(self.lang, if self.times.wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, page)
    }
}

impl FromRequestParts<Site> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Asked, Fault> {
        let visitor = parts.extensions.get::<Visitor>().cloned().ok_or(Fault::SignInFirst)?;
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Fault::NotFound)?;
        let office = match params.iter().find(|(name, _)| *name == "office") {
            Some((_, id)) => id.parse().map_err(|_| Fault::NotFound)?,
            None => visitor.account.office,
        };
        Asked::of(site, &visitor, office, parts).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_its_own_query_and_fragment() {
        let day = NaiveDate::from_ymd_opt(2022, 12, 15);
        let past = Times { as_of: day, known_at: "2023-01-20T09:00:00Z".parse().ok(), ..Times::default() };
        assert_eq!(past.link("/a?o=2#ex"), "/a?o=2&as_of=2022-12-15&known_at=2023-01-20T09%3A00%3A00Z#ex");
        assert_eq!(Times::default().link("/a#ex"), "/a#ex");
    }

    #[test]
    fn what_is_not_understood_is_kept_and_asks_for_today() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let zone = Tz::Europe__Moscow;
        let times = Times::read(&[pair("as_of", "15.12.2022"), pair("known_at", "вчера")], zone);
        assert_eq!((times.as_of, times.wrong_moment.as_deref()), (None, Some("вчера")));
        assert!(times.wrong() && !Times::read(&[pair("as_of", " ")], zone).wrong());
    }
}
