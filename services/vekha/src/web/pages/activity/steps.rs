//! «По шагам»: the history of one activity entry by entry, with the row as it stood right after each and what the entry changed.

use super::{
    super::{
        super::{
            Site,
            access::{Action, Need},
            fault::Fault,
        },
        asked::Asked,
        frame::{Frame, Here},
        journal::payload,
        tally::Tally,
        term, written,
    },
    chosen, heading, obligations, proofs, state, visible, words,
};
use crate::sentence;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
    routing::{MethodRouter, get},
};
use serde::Deserialize;
use vekha_domain::{
    activity::{Activity, Mark},
    event::Recorded,
    ids::{ActivityId, OfficeId},
    stream::Stream,
};

/// So many lines that stayed as they were are shown of one fact.
const AT_ONCE: usize = 4;

#[derive(Template)]
#[template(path = "steps.html")]
struct Page {
    frame: Frame,
    activity: String,
    heading: String,
    place: String,
    datetime: String,
    at: String,
    sentence: String,
    entry: (String, String),
    then: String,
    steps: Vec<(String, Option<String>)>,
    facts: Vec<Shown>,
    changed: bool,
    payload: String,
}

/// A fact of the row, line by line.
struct Fact {
    name: String,
    lines: Vec<String>,
}

/// A fact with what the entry did to it.
struct Shown {
    name: String,
    /// Each line, and whether it is new.
    now: Vec<(String, bool)>,
    was: Vec<String>,
    more: Option<String>,
}

/// Which step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    step: String,
}

/// The page.
pub fn routes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    vec![("/offices/{office}/activities/{activity}/steps", Need::May(Action::Read), get(page))]
}

/// Path of a step.
pub fn path_of(office: OfficeId, activity: ActivityId, step: usize) -> String {
    format!("/offices/{office}/activities/{activity}/steps?step={step}")
}

async fn page(
    Path((_, id)): Path<(OfficeId, ActivityId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    let activity = visible(&asked, id)?;
    let up_to = Some(asked.state().position());
    let mut events = asked.site.app.events(asked.office, Some(Stream::Activity(id)), up_to).await?;
    events.retain(|event| asked.visitor.reads(event, asked.state(), asked.as_of));
    let number = if wanted.step.trim().is_empty() { Some(1) } else { wanted.step.trim().parse::<usize>().ok() };
    let found = number.and_then(|n| Some((n, events.get(n.checked_sub(1)?)?)));
    let Some((n, event)) = found else { return Err(asked.missing()) };
    let entry = asked.site.app.entry(asked.office, event.position).await?.ok_or_else(|| asked.missing())?;
    let (before, after) = (right_before(&asked, event).await?, right_after(&asked, event).await?);
    let facts = side_by_side(&asked, facts(&before, id), facts(&after, id));
    let (lang, zone) = (asked.lang, asked.state().zone());
    let number = written::number(event.position);
    let page = Page {
        frame: asked.frame(Some(activity.roadmap), Here::Plan),
        activity: asked.link(&format!("/offices/{}/activities/{id}#history", asked.office)),
        heading: heading(&asked, activity),
        place: lang.say_with("steps-of", [("n", n.into()), ("all", events.len().into())]),
        datetime: event.recorded_at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string(),
        at: written::moment(event.recorded_at, zone),
        sentence: sentence::of(lang, event, after.state(), &asked.names),
        entry: (
            lang.say_with("steps-entry", [("number", number.into())]),
            asked.link(&format!("/offices/{}/journal/{}", asked.office, event.position)),
        ),
        then: after.link(&format!("/offices/{}/activities/{id}", asked.office)),
        steps: steps(&asked, id, n, events.len()),
        changed: facts.iter().any(|fact| !fact.was.is_empty() || fact.now.iter().any(|(_, new)| *new)),
        facts,
        payload: payload::set_out(&entry.payload),
    };
    asked.show(&page)
}

/// The same question on the day of the entry, with everything known up to it.
async fn right_after(asked: &Asked, event: &Recorded) -> Result<Asked, Fault> {
    let known = asked.site.app.known_up_to(asked.office, event.position).await?;
    Ok(asked.then(known, asked.state().local_day(event.recorded_at), event.recorded_at))
}

/// The same day without the entry: what differs is what it did.
async fn right_before(asked: &Asked, event: &Recorded) -> Result<Asked, Fault> {
    let known = asked.site.app.known_up_to(asked.office, event.position.saturating_sub(1)).await?;
    Ok(asked.then(known, asked.state().local_day(event.recorded_at), event.recorded_at))
}

/// To the ends and the neighbours; none where there is nothing further.
fn steps(asked: &Asked, id: ActivityId, n: usize, all: usize) -> Vec<(String, Option<String>)> {
    let to = |key: &str, step: usize, there: bool| {
        let link = asked.link(&path_of(asked.office, id, step));
        (asked.lang.say(key), there.then_some(link))
    };
    vec![
        to("steps-first", 1, n > 1),
        to("steps-before", n - 1, n > 1),
        to("steps-after", n + 1, n < all),
        to("steps-last", all, n < all),
    ]
}

/// The row as the page of the activity would tell it then.
fn facts(then: &Asked, id: ActivityId) -> Vec<Fact> {
    let Some(activity) = then.state().activity(id) else { return Vec::new() };
    let lang = then.lang;
    let obligations = obligations(then, activity);
    let tallies = Tally::of(activity, &obligations, then.as_of);
    let fact = |key: &str, lines: Vec<String>| Fact { name: lang.say(key), lines };
    let understood = words::understood(then, activity, &tallies);
    let occurrence = |tally: &Tally<'_>| {
        let state = tally.state().map_or_else(|| lang.say("state-undated"), |s| super::super::state_word(lang, s));
        let fraction = tally.fraction(lang).map(|fraction| format!(", {fraction}")).unwrap_or_default();
        format!("{}: {state}{fraction}", chosen::term_of(then, tally))
    };
    let moves = activity.occurrences.iter().flat_map(|o| term::moves(o, then.as_of, lang));
    let marks: Vec<&Mark> = activity.marks.iter().filter(|m| then.visitor.sees_work_of(m.executor)).collect();
    let documents = marks.iter().flat_map(|mark| proofs::documents(then, mark));
    let mut all = vec![fact("steps-state", vec![state(then, activity, &tallies).word])];
    all.extend(words::said(then, activity).into_iter().map(|l| Fact { name: l.name, lines: vec![l.words] }));
    all.push(fact("activity-understood", understood.into_iter().map(|l| format!("{}: {}", l.name, l.words)).collect()));
    all.push(fact("activity-look-at", words::warnings(then, activity)));
    all.push(fact("steps-occurrences", tallies.iter().map(occurrence).collect()));
    all.push(fact("steps-moves", moves.collect()));
    all.push(fact("steps-marks", marks.iter().map(|mark| told(then, activity, &tallies, mark)).collect()));
    all.push(fact("steps-documents", documents.map(|d| format!("{}: {}", d.words, d.state)).collect()));
    all.retain(|fact| !fact.lines.is_empty());
    all
}

/// «МБОУ СОШ № 1, II кв 2023, срок 30.06.2023: проведено 28.06.2023, в срок; принята 03.07.2023».
fn told(then: &Asked, activity: &Activity, tallies: &[Tally<'_>], mark: &Mark) -> String {
    let tally = tallies.iter().find(|tally| tally.occurrence.seq == mark.occurrence);
    let args = [
        ("who", written::unbroken(&chosen::executor(then, activity, mark.executor)).into()),
        ("term", tally.map(|tally| chosen::term_of(then, tally)).unwrap_or_default().into()),
        ("performed", super::performed(then.lang, then.state(), activity, mark).into()),
    ];
    let done = then.lang.say_with("steps-mark-done", args);
    let fate = proofs::fate(then, mark).map(|fate| format!("; {fate}"));
    std::iter::once(done).chain(fate).collect()
}

/// Facts of both moments by their names: lines that came are marked, lines that went stand beside them.
fn side_by_side(asked: &Asked, before: Vec<Fact>, after: Vec<Fact>) -> Vec<Shown> {
    let lines = |facts: &[Fact], name: &str| -> Vec<String> {
        facts.iter().find(|fact| fact.name == name).map(|fact| fact.lines.clone()).unwrap_or_default()
    };
    let gone = before.iter().filter(|fact| after.iter().all(|other| other.name != fact.name));
    let names: Vec<String> = after.iter().chain(gone).map(|fact| fact.name.clone()).collect();
    let shown = |name: String| {
        let (was, is) = (lines(&before, &name), lines(&after, &name));
        let mut same = 0;
        let mut now: Vec<(String, bool)> = is.iter().map(|line| (line.clone(), !was.contains(line))).collect();
        now.retain(|(_, new)| {
            same += usize::from(!new);
            *new || same <= AT_ONCE
        });
        let more = same.saturating_sub(AT_ONCE);
        Shown {
            name,
            now,
            was: was.into_iter().filter(|line| !is.contains(line)).collect(),
            more: (more > 0).then(|| asked.lang.say_with("steps-more", [("n", more.into())])),
        }
    };
    names.into_iter().map(shown).collect()
}

/// The way to the step of an entry, from the journal.
pub fn step_of(asked: &Asked, id: ActivityId, events: &[Recorded], position: u64) -> Option<(String, String)> {
    let n = events.iter().position(|event| event.position == position)? + 1;
    let words = asked.lang.say_with("steps-here", [("n", n.into()), ("all", events.len().into())]);
    Some((words, asked.link(&path_of(asked.office, id, n))))
}

#[cfg(test)]
mod tests;
