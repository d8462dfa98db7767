//! One event of the journal: its sentence, its envelope, its payload as it was recorded, its place in the chain.

use super::{
    super::{
        super::fault::Fault,
        activity::steps as by_steps,
        asked::{Asked, with_query},
        frame::{Frame, Here},
        written,
    },
    groups, path_of, payload, search,
};
use crate::{app::Entry, sentence};
use askama::Template;
use axum::{extract::Path, response::Response};
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, RoadmapId},
    stream::Stream,
};

#[derive(Template)]
#[template(path = "entry.html")]
struct Page {
    frame: Frame,
    journal: String,
    heading: String,
    sentence: String,
    steps: Vec<Step>,
    facts: Vec<Fact>,
    payload: String,
    leaf: String,
    chain: String,
}

/// A step to another event.
struct Step {
    words: String,
    link: Option<String>,
}

/// A line of the envelope.
struct Fact {
    name: String,
    words: String,
    /// Where the words lead.
    link: Option<String>,
    /// The same for programs: an id, a wire name.
    code: String,
}

/// The page of an event.
pub async fn entry(Path((_, position)): Path<(OfficeId, u64)>, asked: Asked) -> Result<Response, Fault> {
    // What came after the moment asked for is not known yet.
    if position > asked.state().position() {
        return Err(asked.missing());
    }
    let entry = asked.site.app.entry(asked.office, position).await?;
    let entry = entry.filter(|entry| asked.visitor.reads(&entry.event, asked.state(), asked.as_of));
    let Some(entry) = entry else { return Err(asked.missing()) };
    let lang = asked.lang;
    let page = Page {
        frame: asked.frame(roadmap_of(&asked, &entry.event), Here::Journal),
        journal: asked.link(&format!("/offices/{}/journal", asked.office)),
        heading: lang.say_with("entry-heading", [("number", written::number(position).into())]),
        sentence: sentence::of(lang, &entry.event, asked.state(), &asked.names),
        steps: steps(&asked, &entry.event).await?,
        facts: facts(&asked, &entry),
        payload: payload::set_out(&entry.payload),
        leaf: entry.hashes.leaf.to_string(),
        chain: entry.hashes.chain.to_string(),
    };
    asked.show(&page)
}

/// The menu is that of the roadmap the event belongs to.
fn roadmap_of(asked: &Asked, event: &Recorded) -> Option<RoadmapId> {
    match event.stream {
        Stream::Roadmap(id) => Some(id),
        Stream::Activity(id) => asked.state().activity(id).map(|activity| activity.roadmap),
        Stream::Meeting(id) => {
            let activity = asked.state().series(id).and_then(|series| asked.state().activity(series.activity));
            activity.map(|activity| activity.roadmap)
        }
        Stream::Monitoring(id) => asked.state().monitoring(id).map(|monitoring| monitoring.roadmap),
        Stream::Office(_) | Stream::Person(_) | Stream::Reminder(_) | Stream::Mornings(_) | Stream::Audit(_) => {
            asked.only_roadmap()
        }
    }
}

/// To the events before and after it, in the log and in the history of its subject.
async fn steps(asked: &Asked, event: &Recorded) -> Result<Vec<Step>, Fault> {
    let up_to = Some(asked.state().position());
    let mut of_stream = asked.site.app.events(asked.office, Some(event.stream), up_to).await?;
    of_stream.retain(|other| asked.visitor.reads(other, asked.state(), asked.as_of));
    let earlier = of_stream.iter().rfind(|other| other.position < event.position).map(|e| e.position);
    let later = of_stream.iter().find(|other| other.position > event.position).map(|e| e.position);
    let subject = groups::subject(event.stream);
    let step = |key: &str, position: Option<u64>| {
        let number = position.map(written::number).unwrap_or_default();
        Step {
            words: asked.lang.say_with(key, [("number", number.into()), ("subject", subject.into())]),
            link: position.map(|position| asked.link(&path_of(asked, position))),
        }
    };
    let mut of_it = None;
    if let Stream::Activity(id) = event.stream {
        let found = by_steps::step_of(asked, id, &of_stream, event.position);
        of_it = found.map(|(words, link)| Step { words, link: Some(link) });
    }
    let steps = [
        step("entry-before", search::before(asked, event.position).await?),
        step("entry-after", search::after(asked, event.position).await?),
        step("entry-before-of-it", earlier),
        step("entry-after-of-it", later),
    ];
    Ok(steps.into_iter().chain(of_it).collect())
}

fn facts(asked: &Asked, entry: &Entry) -> Vec<Fact> {
    let (lang, event, state) = (asked.lang, &entry.event, asked.state());
    let fact = |key: &str, words: String, code: String| Fact { name: lang.say(key), words, link: None, code };
    let version = [("n", written::number(event.version).into())];
    let kind = [("version", event.event.schema_version().into())];
    let at = event.recorded_at.with_timezone(&state.zone()).format("%d.%m.%Y %H:%M:%S").to_string();
    let group = groups::Group::of(&event.event);
    let group = group.map(|group| lang.say(&format!("journal-kind-{}", group.code()))).unwrap_or_default();
    vec![
        Fact {
            link: Some(about(asked, event)),
            ..fact(
                "entry-about",
                sentence::subject(lang, event, state, &asked.names),
                format!("{}, {}", event.stream, lang.say_with("entry-version", version)),
            )
        },
        fact("entry-kind", group, format!("{}, {}", event.event.kind(), lang.say_with("entry-shape", kind))),
        fact("entry-occurred", written::day(event.occurred_on), String::new()),
        fact("entry-recorded", at, event.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)),
        fact("entry-actor", sentence::person(lang, event.actor, state, &asked.names), event.actor.to_string()),
        fact("entry-command", String::new(), entry.command.to_string()),
        fact("entry-id", String::new(), entry.id.to_string()),
    ]
}

/// Where there is more of what the event is about: its page, or its entries.
fn about(asked: &Asked, event: &Recorded) -> String {
    let entries =
        |fields: &[(&str, &str)]| with_query(&format!("/offices/{}/journal", asked.office), fields.iter().copied());
    let path = match event.stream {
        Stream::Activity(id) => format!("/offices/{}/activities/{id}", asked.office),
        Stream::Roadmap(id) => asked.roadmap_path(id, ""),
        Stream::Office(_) => entries(&[("subject", "office")]),
        Stream::Meeting(id) => match asked.state().series(id) {
            Some(series) => format!("/offices/{}/activities/{}", asked.office, series.activity),
            None => entries(&[("subject", "meeting")]),
        },
        Stream::Monitoring(_) => entries(&[("subject", "monitoring")]),
        Stream::Reminder(_) | Stream::Mornings(_) => entries(&[("subject", "letter")]),
        Stream::Audit(_) => entries(&[("subject", "audit")]),
        Stream::Person(_) => {
            let name = sentence::subject(asked.lang, event, asked.state(), &asked.names);
            entries(&[("subject", "person"), ("q", &name)])
        }
    };
    asked.link(&path)
}
