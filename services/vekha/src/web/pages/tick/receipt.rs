//! The receipt behind a link that was used: what was recorded, by whom, in time or not, and where in the journal.

use super::{
    super::{
        activity::{fate_on, performed, recorded},
        written,
    },
    shown::{Standing, Teller},
};
use crate::{
    reminders::asked_for::{AskedFor, used},
    sentence,
};
use vekha_domain::{
    activity::{Activity, Mark, Request},
    event::{Event, Recorded, Whose},
    ids::{MarkId, PersonId},
    stream::Stream,
};
use vekha_projections::OfficeState;

/// What was recorded.
pub struct Receipt {
    /// What happened.
    pub heading: String,
    /// It is good news.
    pub good: bool,
    /// What was recorded, each with its name.
    pub facts: Vec<(String, String)>,
    /// Documents: address and words.
    pub documents: Vec<(String, String)>,
    /// What comes next.
    pub next: Option<String>,
}

/// Where what was recorded stands; none when there is no receipt to show.
pub fn stream_of(known: &OfficeState, standing: &Standing) -> Option<Stream> {
    let asked = match standing {
        Standing::Used(asked, _) | Standing::Marked(asked, ..) => *asked,
        Standing::Open(asked @ AskedFor::Values { .. }) => *asked,
        Standing::Open(_) | Standing::Settled(..) | Standing::Nothing | Standing::Over(_) | Standing::Passed => {
            return None;
        }
    };
    match asked {
        AskedFor::Row { activity, .. } => Some(Stream::Activity(activity)),
        AskedFor::Date { series, .. } => known.series(series).map(|series| Stream::Meeting(series.id)),
        AskedFor::Answer { monitoring, .. }
        | AskedFor::Values { monitoring, .. }
        | AskedFor::Recommendation { monitoring, .. } => Some(Stream::Monitoring(monitoring)),
    }
}

/// The receipt, if something was recorded.
pub fn of(teller: &Teller<'_>, standing: &Standing, events: &[Recorded]) -> Option<Receipt> {
    match standing {
        Standing::Marked(asked, mark, by) => {
            let own = teller.to() == Some(*by);
            of_mark(teller, *asked, *mark, if own { "receipt-recorded" } else { "tick-marked-already" }, events)
        }
        Standing::Used(asked, used) => match used.mark {
            Some(mark) => of_mark(teller, *asked, mark, "receipt-recorded", events),
            None => {
                let event = events.iter().rfind(|event| event.recorded_at == used.at && answers(*asked, event))?;
                let request =
                    activity(teller, *asked).and_then(|a| a.requests.iter().find(|r| r.recorded_at == used.at));
                Some(of_words(teller, event, request))
            }
        },
        // The form stays open below what the link has entered so far.
        Standing::Open(asked @ AskedFor::Values { .. }) => {
            let used = used(teller.known, teller.letter()?, *asked)?;
            let event = events.iter().rfind(|event| event.recorded_at == used.at && answers(*asked, event))?;
            Some(of_words(teller, event, None))
        }
        Standing::Open(_) | Standing::Settled(..) | Standing::Nothing | Standing::Over(_) | Standing::Passed => None,
    }
}

/// Is the event what a link of this kind records?
fn answers(asked: AskedFor, recorded: &Recorded) -> bool {
    match (asked, &recorded.event) {
        (AskedFor::Row { occurrence, executor, .. }, Event::MoveRequested(e)) => {
            (e.occurrence, e.executor) == (occurrence, executor)
        }
        (AskedFor::Date { occurrence, .. }, Event::MeetingDateSet(e)) => e.occurrence == occurrence,
        (AskedFor::Answer { window, organisation, .. }, Event::WindowAnswered(e)) => {
            (e.window, e.organisation) == (window, organisation)
        }
        (AskedFor::Values { window, organisation, .. }, Event::ValuesReported(e)) => {
            (e.window, e.whose) == (window, Whose::of(organisation))
        }
        (AskedFor::Values { window, organisation, .. }, Event::ValuesCorrected(e)) => {
            (e.window, e.whose) == (window, Whose::of(organisation))
        }
        (AskedFor::Recommendation { window, number, .. }, Event::RecommendationDone(e)) => {
            (e.window, e.number) == (window, number)
        }
        _ => false,
    }
}

fn of_mark(teller: &Teller<'_>, asked: AskedFor, id: MarkId, heading: &str, events: &[Recorded]) -> Option<Receipt> {
    let (lang, known) = (teller.lang, teller.known);
    let activity = activity(teller, asked)?;
    let mark = activity.mark(id)?;
    let by = match mark.entered_by {
        PersonId::PROGRAM => teller.name(),
        person => sentence::person(lang, person, known, teller.names),
    };
    let mut facts = vec![
        (lang.say("mark-performed"), performed(lang, known, activity, mark)),
        (lang.say("mark-recorded"), recorded(lang, known, activity, mark)),
        (lang.say("tick-by"), written::unbroken(&by)),
    ];
    facts.extend(mark.note.clone().map(|note| (lang.say("mark-note"), note)));
    facts.extend(fate_on(lang, mark, teller.today()).map(|fate| (lang.say("mark-fate"), fate)));
    facts.extend(events.iter().find(|e| e.event.mark() == Some(id)).map(|e| position(teller, e.position)));
    let waits = known.roadmap(activity.roadmap).is_some_and(|r| r.settings_on(teller.today()).acceptance);
    let next = match (mark.stands(), mark.accepted) {
        (false, _) => Some("tick-comes-again"),
        (true, None) => waits.then_some("tick-checked-next"),
        (true, Some(_)) => None,
    };
    Some(Receipt {
        heading: lang.say(heading),
        good: mark.stands(),
        facts,
        documents: documents(mark),
        next: next.map(|key| lang.say(key)),
    })
}

/// What was recorded otherwise: the sentence of its event.
fn of_words(teller: &Teller<'_>, event: &Recorded, request: Option<&Request>) -> Receipt {
    let lang = teller.lang;
    let mut facts = vec![(lang.say("tick-recorded"), sentence::of(lang, event, teller.known, teller.names))];
    let settled = request.and_then(|r| r.settled.as_ref()).map(|(day, refused)| {
        let day = written::day(*day);
        match refused {
            Some(reason) => lang.say_with("request-declined", [("day", day.into()), ("reason", reason.clone().into())]),
            None => lang.say_with("request-granted", [("day", day.into())]),
        }
    });
    let next = (request.is_some() && settled.is_none()).then(|| lang.say("tick-move-next"));
    facts.extend(settled.map(|words| (lang.say("mark-fate"), words)));
    facts.push((lang.say("mark-recorded"), written::moment(event.recorded_at, teller.known.zone())));
    facts.push(position(teller, event.position));
    let heading = lang.say(if request.is_some() { "tick-move-asked" } else { "tick-taken" });
    Receipt { heading, good: true, facts, documents: Vec::new(), next }
}

fn position(teller: &Teller<'_>, position: u64) -> (String, String) {
    (teller.lang.say("mark-position"), format!("№\u{a0}{}", written::number(position)))
}

fn documents(mark: &Mark) -> Vec<(String, String)> {
    let shown = |link: &vekha_domain::proof::ProofLink| {
        let readable = link.readable();
        let words = readable.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        (link.as_str().to_owned(), words.to_owned())
    };
    mark.standing_proofs().map(|proof| shown(&proof.link)).collect()
}

fn activity<'a>(teller: &Teller<'a>, asked: AskedFor) -> Option<&'a Activity> {
    match asked {
        AskedFor::Row { activity, .. } => teller.known.activity(activity),
        AskedFor::Date { .. } | AskedFor::Answer { .. } | AskedFor::Values { .. } | AskedFor::Recommendation { .. } => {
            None
        }
    }
}
