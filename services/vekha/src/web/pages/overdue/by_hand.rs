//! «Напомнить всем»: who would get which rows and who would not, and the letters queued once somebody says so.

use super::super::{
    super::fault::{Fault, Worded},
    asked::Asked,
    frame::{Frame, Here},
    people::{desk::Desk, fields::Typed},
    reminders::recipient,
    show, written,
};
use crate::{
    reminders::by_hand::{silent, split},
    wording::Lang,
};
use askama::Template;
use axum::{
    Form as Sent,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, Executor, Party, ReminderQueued},
    ids::{OfficeId, ReminderId, RoadmapId},
    reminder::{Item, Recipient},
    stream::Stream,
};
use vekha_projections::{ByHand, Obligation, OfficeState, Planned, Scope, Silence, Unsent, View};

/// Of whom or what is reminded; of everything when nothing is named.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Whose {
    /// The person or organisation whose rows they are.
    party: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "by_hand.html")]
struct Page {
    frame: Frame,
    back: String,
    action: String,
    refusal: Option<String>,
    letters: Vec<Letter>,
    unsent: Vec<(String, String)>,
}

struct Letter {
    to: String,
    rows: Vec<Row>,
}

struct Row {
    /// Names the row in the form.
    value: String,
    words: String,
    chosen: bool,
}

/// Asks first: the letters that would go, and those that would not.
pub async fn form(
    asked: Asked,
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(whose): Query<Whose>,
) -> Result<Response, Fault> {
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    asked.show(&page_of(&asked, id, &whose, None)?)
}

/// Queues the letters of the rows that are ticked, one a recipient.
pub async fn submit(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    Query(whose): Query<Whose>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::sent(sent);
    let asked = desk.asked().await?;
    let silent = silent(asked.state(), &asked.names);
    if typed.all("row").next().is_none() {
        let page = page_of(&asked, id, &whose, Some(desk.lang.say("hand-nothing-chosen")))?;
        let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
        response.extensions_mut().insert(Worded);
        return Ok(response);
    }
    asked.roadmap(id)?;
    drop(asked);
    let today = desk.today;
    let queued = desk.change(desk.new_id(), |state, ids| {
        let (letters, _) = split(of(state, today, id, &whose).letters, &silent);
        let chosen = |letter: &Planned| {
            let wanted = |item: &&Item| typed.has("row", &value(letter.to, item));
            let items: Vec<Item> = letter.items.iter().filter(wanted).cloned().collect();
            let queued = ReminderQueued { to: letter.to, day: today, letter: letter.letter, items };
            let reminder = Stream::Reminder(ReminderId(ids.next()));
            (!queued.items.is_empty()).then(|| Change::new(reminder, today, queued))
        };
        Ok(letters.iter().filter_map(chosen).collect())
    });
    match queued.await? {
        Ok(done) => {
            let to = format!("/offices/{office}/roadmaps/{id}/overdue?reminded={}", done.events);
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) => Err(Fault::Refused(why)),
    }
}

/// What was queued just now, when the address says so.
pub fn receipt(asked: &Asked) -> Option<String> {
    let (_, n) = asked.others.iter().find(|(key, _)| key == "reminded")?;
    let n: u32 = n.parse().ok().filter(|_| asked.live())?;
    Some(asked.lang.say_with("hand-sent", [("n", n.into())]))
}

/// Where the question about a party's rows is asked.
pub fn link(asked: &Asked, roadmap: RoadmapId, party: Option<&Party>) -> Option<String> {
    let path = asked.roadmap_path(roadmap, "/overdue/letters");
    match party {
        Some(Party::Person(id)) => Some(format!("{path}?party={id}")),
        Some(Party::Organisation(id)) => Some(format!("{path}?party={id}")),
        Some(Party::Group(_) | Party::Post(_)) => None,
        None => Some(path),
    }
}

fn of(state: &OfficeState, day: chrono::NaiveDate, roadmap: RoadmapId, whose: &Whose) -> ByHand {
    let view = View::new(state, day);
    let mut overdue = view.overdue(&Scope::roadmap(roadmap));
    let id_of = |party: &Party| match party {
        Party::Person(id) => Some(id.0),
        Party::Organisation(id) => Some(id.0),
        Party::Group(_) | Party::Post(_) => None,
    };
    let answers = |o: &Obligation| match o.executor {
        Executor::Member(id) => Some(id.0),
        Executor::Joint => state.activity(o.activity).and_then(|a| a.lead_on(day)).and_then(id_of),
    };
    overdue.retain(|o| whose.party.is_none_or(|party| answers(o) == Some(party)));
    overdue.sort_by_key(|o| (o.ordinal, o.due, o.executor));
    view.by_hand(&overdue)
}

/// A row of a letter as the form sends it.
fn value(to: Recipient, item: &Item) -> String {
    let to = match to {
        Recipient::Person(id) => id.to_string(),
        Recipient::Organisation(id) => id.to_string(),
    };
    match item {
        Item::ByHand { activity, occurrence, executor: Executor::Joint, .. } => format!("{to}/{activity}/{occurrence}"),
        Item::ByHand { activity, occurrence, executor: Executor::Member(id), .. } => {
            format!("{to}/{activity}/{occurrence}/{id}")
        }
        _ => to,
    }
}

fn page_of(asked: &Asked, id: RoadmapId, whose: &Whose, refusal: Option<String>) -> Result<Page, Fault> {
    asked.roadmap(id)?;
    let by_hand = of(asked.state(), asked.today, id, whose);
    let unsent = by_hand.unsent.iter().map(|unsent| not_sent(asked, unsent)).collect::<Vec<_>>();
    let (letters, lost) = split(by_hand.letters, &silent(asked.state(), &asked.names));
    let row = |to: Recipient, item: &Item| Row {
        value: value(to, item),
        words: row_words(asked, item),
        chosen: refusal.is_none(),
    };
    let letter =
        |l: &Planned| Letter { to: recipient(asked, l.to), rows: l.items.iter().map(|item| row(l.to, item)).collect() };
    let without = |l: &Planned| {
        let why = asked.lang.say_with("hand-no-address", [("who", recipient(asked, l.to).into())]);
        l.items.iter().map(move |item| (row_words(asked, item), why.clone())).collect::<Vec<_>>()
    };
    let query = whose.party.map(|party| format!("?party={party}")).unwrap_or_default();
    Ok(Page {
        frame: Frame { day: None, ..asked.frame(Some(id), Here::Overdue) },
        back: asked.roadmap_path(id, "/overdue"),
        action: format!("{}{query}", asked.roadmap_path(id, "/overdue/letters")),
        letters: letters.iter().map(letter).collect(),
        unsent: unsent.into_iter().chain(lost.iter().flat_map(without)).collect(),
        refusal,
    })
}

fn row_words(asked: &Asked, item: &Item) -> String {
    let Item::ByHand { activity, occurrence, .. } = item else { return String::new() };
    let Some(activity) = asked.state().activity(*activity) else { return String::new() };
    let due = activity.occurrence(*occurrence).and_then(|o| o.due_on(asked.as_of));
    words(asked.lang, &activity.number, activity.title(), due)
}

fn words(lang: Lang, number: &str, title: &str, due: Option<chrono::NaiveDate>) -> String {
    let due = due.map(written::day).unwrap_or_default();
    let args = [("number", number.to_owned().into()), ("title", title.to_owned().into()), ("due", due.into())];
    lang.say_with("hand-row", args)
}

/// Why somebody gets no letter.
pub fn silence(asked: &Asked, why: Silence) -> String {
    let lang = asked.lang;
    let who = |to: Recipient| [("who", recipient(asked, to).into())];
    match why {
        Silence::Nobody => lang.say("hand-nobody"),
        Silence::Away(id, to) => {
            lang.say_with("hand-away", [("who", asked.person_name(id).into()), ("to", written::day(to).into())])
        }
        Silence::Unreachable(to) => lang.say_with("hand-unreachable", who(to)),
        Silence::Told(to) => lang.say_with("hand-told", who(to)),
    }
}

fn not_sent(asked: &Asked, unsent: &Unsent) -> (String, String) {
    let (lang, why, of) = (asked.lang, silence(asked, unsent.why), &unsent.obligation);
    let activity = asked.state().activity(of.activity);
    let row = activity.map(|a| words(lang, &a.number, a.title(), Some(of.due))).unwrap_or_default();
    let school = match of.executor {
        Executor::Member(id) => format!("{}: {row}", asked.organisation_name(id)),
        Executor::Joint => row,
    };
    (school, why)
}
