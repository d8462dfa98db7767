//! «Изменено после отчёта»: the same period and the same day, by what is known now.

use crate::{
    json::percent,
    web::pages::{Look, executor_words, share_words, written},
    wording::Lang,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    deadline::Period,
    event::Executor,
    ids::{ActivityId, RoadmapId},
};
use vekha_projections::{Figures, Scope};

/// How a period stands by what is known, so that it can be compared.
pub struct Standing {
    figures: Figures,
    rows: BTreeMap<(u32, ActivityId, u16, Executor), Row>,
}

/// An obligation in words.
struct Row {
    number: String,
    title: String,
    who: String,
    due: NaiveDate,
    share: String,
}

/// What differs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    /// Figures: name, then and now.
    pub figures: Vec<(String, String, String)>,
    /// Obligations.
    pub rows: Vec<ChangedRow>,
}

/// An obligation that counts otherwise now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedRow {
    /// Its activity.
    pub activity: ActivityId,
    /// Its occurrence.
    pub occurrence: u16,
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Whose it is.
    pub who: String,
    /// Due day.
    pub due: String,
    /// What it was in the report.
    pub then: String,
    /// What it is now.
    pub now: String,
}

impl Changed {
    /// Is all as it was?
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.rows.is_empty()
    }
}

impl Standing {
    /// How the period stands in the eyes of a look.
    pub fn of(look: Look<'_>, roadmap: RoadmapId, scope: &Scope, period: Period) -> Standing {
        let (view, lang) = (look.view(), look.lang);
        let settings = view.settings(roadmap);
        let analysis = view.analysis(scope, period, None);
        let row = |o: &vekha_projections::Obligation| {
            let activity = look.known.activity(o.activity)?;
            let share = o.share(look.as_of);
            let row = Row {
                number: activity.number.clone(),
                title: activity.wording_on(look.as_of).map(|words| words.title.clone()).unwrap_or_default(),
                who: written::unbroken(&executor_words(look, activity, o.executor)),
                due: o.due,
                share: share_words(lang, &settings, share),
            };
            Some(((o.ordinal, o.activity, o.occurrence, o.executor), row))
        };
        Standing { rows: analysis.obligations.iter().filter_map(row).collect(), figures: analysis.counted.figures }
    }

    /// What is otherwise now than it was in this one.
    pub fn against(&self, now: &Standing, lang: Lang) -> Changed {
        let keys = self.rows.keys().chain(now.rows.keys().filter(|key| !self.rows.contains_key(key)));
        let absent = || lang.say("report-absent");
        let mut rows: Vec<_> = keys
            .filter_map(|key| {
                let (then, now) = (self.rows.get(key), now.rows.get(key));
                let shown = now.or(then)?;
                let [then, now] = [then, now].map(|row| row.map_or_else(absent, |row| row.share.clone()));
                (then != now).then(|| (*key, changed(key, shown, then, now)))
            })
            .collect();
        rows.sort_by_key(|(key, _)| *key);
        Changed {
            figures: figures(&self.figures, &now.figures, lang),
            rows: rows.into_iter().map(|(_, r)| r).collect(),
        }
    }
}

fn changed(key: &(u32, ActivityId, u16, Executor), row: &Row, then: String, now: String) -> ChangedRow {
    let (_, activity, occurrence, _) = *key;
    ChangedRow {
        activity,
        occurrence,
        number: row.number.clone(),
        title: row.title.clone(),
        who: row.who.clone(),
        due: written::day(row.due),
        then,
        now,
    }
}

/// A count of the figures and the key of its name.
type Count = (&'static str, fn(&Figures) -> u64);

fn figures(then: &Figures, now: &Figures, lang: Lang) -> Vec<(String, String, String)> {
    let counts: [Count; 7] = [
        ("loss-due", |f| f.due),
        ("column-done", |f| f.done),
        ("column-on-time", |f| f.on_time),
        ("export-marked-in-time", |f| f.marked_on_time),
        ("loss-fulfilled", |f| f.fulfilled),
        ("figure-overdue", |f| f.overdue),
        ("overview-undated", |f| f.undated),
    ];
    let changed = counts.into_iter().filter(|(_, of)| of(then) != of(now));
    let with_share = |n: u64, figures: &Figures, shared: bool| {
        let words = written::number(n);
        if shared { format!("{words} ({})", percent(n, figures.due, lang)) } else { words }
    };
    let line = |(key, of): Count| {
        let shared = !matches!(key, "loss-due" | "overview-undated");
        (lang.say(key), with_share(of(then), then, shared), with_share(of(now), now, shared))
    };
    changed.map(line).collect()
}
