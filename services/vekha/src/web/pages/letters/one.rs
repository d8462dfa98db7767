//! One letter by itself: its facts, what it told, what the server answered, and its history.

use super::super::{
    super::fault::Fault,
    asked::Asked,
    frame::{Frame, Here},
    written,
};
use crate::sentence;
use askama::Template;
use axum::{extract::Path, response::Response};
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, PersonId, ReminderId},
    stream::Stream,
};
use vekha_projections::{Delivery, Reminder};

#[derive(Template)]
#[template(path = "letter_facts.html")]
struct Page {
    frame: Frame,
    letters: String,
    heading: String,
    facts: Vec<(String, String)>,
    items: Vec<String>,
    history: Vec<Told>,
}

struct Told {
    at: String,
    sentence: String,
    number: String,
    link: String,
}

/// The page.
pub async fn one(Path((_, id)): Path<(OfficeId, ReminderId)>, asked: Asked) -> Result<Response, Fault> {
    let letter = asked.state().mailbook().letter(id).ok_or_else(|| asked.missing())?;
    let up_to = Some(asked.state().position());
    let events = asked.site.app.events(asked.office, Some(Stream::Reminder(id)), up_to).await?;
    let to = written::unbroken(&sentence::recipient(asked.lang, letter.to, asked.state(), &asked.names));
    let page = Page {
        frame: asked.frame(asked.only_roadmap(), Here::Letters),
        letters: asked.link(&format!("/offices/{}/letters", asked.office)),
        heading: asked.lang.say_with("letter-of", [("to", to.into()), ("day", written::day(letter.day).into())]),
        facts: facts(&asked, letter),
        items: letter.items.iter().map(|i| sentence::item(asked.lang, i, asked.state(), &asked.names)).collect(),
        history: events.iter().map(|event| told(&asked, event)).collect(),
    };
    asked.show(&page)
}

fn facts(asked: &Asked, letter: &Reminder) -> Vec<(String, String)> {
    let (lang, zone) = (asked.lang, asked.state().zone());
    let kind = lang.say(&format!("mailbook-kind-{}", sentence::letter_kind(letter.letter)));
    let mut facts = vec![
        (lang.say("mailbook-kind"), kind),
        (lang.say("mailbook-queued"), written::moment(letter.queued_at, zone)),
        (lang.say("mailbook-state"), sentence::delivery(lang, &letter.delivery, zone)),
    ];
    if letter.by != PersonId::PROGRAM {
        facts.push((lang.say("mailbook-by"), sentence::person(lang, letter.by, asked.state(), &asked.names)));
    }
    let answer = match &letter.delivery {
        Delivery::Queued => "",
        Delivery::Sent(_, answer)
        | Delivery::Uncertain(_, answer)
        | Delivery::Undeliverable(_, _, answer)
        | Delivery::Bounced(_, answer) => answer.as_str(),
    };
    if !answer.is_empty() {
        facts.push((lang.say("mailbook-answer"), answer.to_owned()));
    }
    facts
}

fn told(asked: &Asked, event: &Recorded) -> Told {
    Told {
        at: written::moment(event.recorded_at, asked.state().zone()),
        sentence: sentence::of(asked.lang, event, asked.state(), &asked.names),
        number: written::number(event.position),
        link: asked.link(&format!("/offices/{}/journal/{}", asked.office, event.position)),
    }
}
