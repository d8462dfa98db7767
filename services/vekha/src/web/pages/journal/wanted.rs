//! The filter of the journal: what its address asks for, and which events answer to it.

use super::{
    super::{super::fault::Fault, asked::Asked, written},
    groups::{Group, subject},
};
use crate::sentence;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashSet;
use vekha_domain::{event::Recorded, ids::PersonId, stream::Stream};
use written::folded;

/// What is asked for; an empty field asks for nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// About what, by its code.
    pub subject: String,
    /// Group of facts, by its code.
    pub kind: String,
    /// Name of the one who did it contains.
    pub by: String,
    /// First day of recording.
    pub from: String,
    /// Last day of recording.
    pub to: String,
    /// The sentence contains.
    pub q: String,
    /// Number of the activity.
    pub n: String,
    /// Only events before this position: the page.
    pub before: String,
}

/// The filter ready to be asked.
#[derive(Default)]
pub struct Ready {
    subject: String,
    kind: String,
    words: String,
    number: String,
    /// Those whose name answers; none when nobody is asked for.
    people: Option<HashSet<PersonId>>,
    /// Only events after this position.
    pub after: u64,
    /// Only events up to this position.
    pub up_to: u64,
    /// The first day was not understood.
    pub wrong_from: bool,
    /// The last day was not understood.
    pub wrong_to: bool,
}

impl Wanted {
    /// Is anything asked for?
    pub fn any(&self) -> bool {
        self.fields().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The fields with their names, for addresses; the page is none of them.
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("subject", &self.subject),
            ("kind", &self.kind),
            ("by", &self.by),
            ("from", &self.from),
            ("to", &self.to),
            ("q", &self.q),
            ("n", &self.n),
        ]
    }

    /// Prepares words and days once for all events. Days become positions: recording times never fall within a log.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn ready(&self, asked: &Asked) -> Result<Ready, Fault> {
        let (from, wrong_from) = day(&self.from);
        let (to, wrong_to) = day(&self.to);
        let known = asked.state().position();
        let mut ready = Ready {
            subject: self.subject.clone(),
            kind: self.kind.clone(),
            people: people(asked, &folded(&self.by)),
            words: folded(&self.q),
            number: number(&self.n),
            up_to: self.before.parse::<u64>().map_or(known, |before| before.saturating_sub(1).min(known)),
            wrong_from,
            wrong_to,
            ..Ready::default()
        };
        let end = async |day: NaiveDate| asked.site.app.position_at(asked.office, asked.state().end_of(day)).await;
        if let Some(before) = from.and_then(|day| day.pred_opt()) {
            ready.after = end(before).await?;
        }
        if let Some(day) = to {
            ready.up_to = ready.up_to.min(end(day).await?);
        }
        Ok(ready)
    }
}

/// A day as typed, and whether it was typed and not understood.
fn day(typed: &str) -> (Option<NaiveDate>, bool) {
    let day = written::read_day(typed);
    (day, day.is_none() && !typed.trim().is_empty())
}

/// Everybody whose name contains the words; the program has a name too.
fn people(asked: &Asked, part: &str) -> Option<HashSet<PersonId>> {
    if part.is_empty() {
        return None;
    }
    let named = asked.names.iter().map(|(id, _)| id).chain([PersonId::PROGRAM]);
    let name = |id: &PersonId| sentence::person(asked.lang, *id, asked.state(), &asked.names);
    Some(named.filter(|id| folded(&name(id)).contains(part)).collect())
}

/// «1.4.» in one order is «1.4» in another.
fn number(typed: &str) -> String {
    folded(typed).trim_end_matches('.').to_owned()
}

impl Ready {
    /// Is the event one of those asked for, and this visitor's to read? Its sentence is told last, and only for words.
    pub fn finds(&self, asked: &Asked, event: &Recorded) -> bool {
        (self.subject.is_empty() || subject(event.stream) == self.subject)
            && (self.kind.is_empty() || Group::of(&event.event).is_some_and(|group| group.code() == self.kind))
            && (self.number.is_empty() || self.finds_number(asked, event))
            && asked.visitor.reads(event, asked.state(), asked.as_of)
            && self.people.as_ref().is_none_or(|people| people.contains(&event.actor))
            && (self.words.is_empty() || self.finds_words(asked, event))
    }

    fn finds_number(&self, asked: &Asked, event: &Recorded) -> bool {
        match event.stream {
            Stream::Activity(id) => asked.state().activity(id).is_some_and(|a| number(&a.number) == self.number),
            Stream::Meeting(id) => {
                let activity = asked.state().series(id).and_then(|series| asked.state().activity(series.activity));
                activity.is_some_and(|a| number(&a.number) == self.number)
            }
            Stream::Office(_)
            | Stream::Person(_)
            | Stream::Roadmap(_)
            | Stream::Monitoring(_)
            | Stream::Reminder(_)
            | Stream::Mornings(_)
            | Stream::Audit(_) => false,
        }
    }

    fn finds_words(&self, asked: &Asked, event: &Recorded) -> bool {
        folded(&sentence::of(asked.lang, event, asked.state(), &asked.names)).contains(&self.words)
    }
}
