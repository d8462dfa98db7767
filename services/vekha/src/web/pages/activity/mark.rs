//! One mark by itself: what is stated, by whom, with what; what may be done with it; the receipt after it was done.

use super::{
    super::{super::access::Action, asked::Asked, tally::Tally, written},
    chosen::{executor, term_of},
    history,
    proofs::{self, Document},
};
use crate::wording::Lang;
use vekha_domain::{
    activity::{Activity, Mark},
    event::Recorded,
    ids::MarkId,
};
use vekha_projections::OfficeState;

/// A mark of fulfilment.
pub struct Single {
    /// Whose, and when the work was done.
    pub heading: String,
    /// What is stated, each with its name.
    pub facts: Vec<(String, String)>,
    /// Its proofs.
    pub documents: Vec<Document>,
    /// Where it may be accepted.
    pub accept: Option<String>,
    /// Where it may be returned.
    pub send_back: Option<Reasoned>,
    /// Where it may be taken back.
    pub retract: Option<Reasoned>,
}

/// A form that asks for a reason.
pub struct Reasoned {
    /// Where it is sent.
    pub action: String,
    /// Id of the field.
    pub field: String,
    /// What was typed.
    pub typed: String,
    /// Why it was refused.
    pub refusal: Option<String>,
}

/// What was refused of a mark, to be shown beside its form.
pub struct Refused {
    /// Which mark.
    pub mark: MarkId,
    /// `acceptance`, `return` or `retraction`.
    pub deed: &'static str,
    /// The sentence.
    pub sentence: String,
    /// The reason as typed.
    pub typed: String,
}

/// What was recorded.
pub struct Receipt {
    /// What happened.
    pub heading: String,
    /// What was recorded, each with its name.
    pub facts: Vec<(String, String)>,
    /// Its proofs.
    pub documents: Vec<Document>,
    /// What comes next.
    pub next: Option<String>,
}

/// The mark by itself, if this visitor may see it.
pub fn single(asked: &Asked, activity: &Activity, id: MarkId, refused: Option<&Refused>) -> Option<Single> {
    let mark = seen(asked, activity, id)?;
    let lang = asked.lang;
    let known = asked.state();
    let who = executor(asked, activity, mark.executor);
    let by = asked.names.name(mark.entered_by).map_or_else(|| lang.say("who-erased"), str::to_owned);
    let mut facts = vec![
        (lang.say("mark-who"), who.clone()),
        (lang.say("mark-performed"), performed(lang, asked.state(), activity, mark)),
        (lang.say("mark-recorded"), format!("{}, {by}", recorded(lang, asked.state(), activity, mark))),
    ];
    facts.extend(mark.note.clone().map(|note| (lang.say("mark-note"), note)));
    let waits = known.roadmap(activity.roadmap).is_some_and(|r| r.settings_on(asked.as_of).acceptance);
    let fate = proofs::fate(asked, mark).or_else(|| waits.then(|| lang.say("mark-on-review")));
    facts.extend(fate.map(|fate| (lang.say("mark-fate"), fate)));
    let may = |action: Action| {
        asked.live() && mark.stands() && asked.visitor.may(action) && asked.visitor.account.office == asked.office
    };
    let path = |deed: &str| format!("/offices/{}/activities/{}/marks/{id}/{deed}", asked.office, activity.id);
    let form = |deed: &'static str| {
        let of_this = refused.filter(|r| r.mark == id && r.deed == deed);
        Reasoned {
            action: path(deed),
            field: format!("{deed}-reason"),
            typed: of_this.map(|r| r.typed.clone()).unwrap_or_default(),
            refusal: of_this.map(|r| r.sentence.clone()),
        }
    };
    let own = mark.entered_by == asked.visitor.person() || asked.visitor.may(Action::Review);
    Some(Single {
        heading: lang.say_with("mark-heading", [("who", who.into())]),
        facts,
        documents: proofs::documents(asked, mark),
        accept: (may(Action::Review) && waits && mark.accepted.is_none()).then(|| path("acceptance")),
        send_back: may(Action::Review).then(|| form("return")),
        retract: (may(Action::Mark) && own).then(|| form("retraction")),
    })
}

/// The receipt of what was last done with a mark.
pub fn receipt(
    asked: &Asked,
    activity: &Activity,
    tallies: &[Tally<'_>],
    id: MarkId,
    events: &[Recorded],
) -> Option<Receipt> {
    let mark = seen(asked, activity, id)?;
    let lang = asked.lang;
    let waits = asked.state().roadmap(activity.roadmap).is_some_and(|r| r.settings_on(asked.as_of).acceptance);
    let (heading, next) = if mark.retracted.is_some() {
        ("receipt-retracted", None)
    } else if mark.returned.is_some() {
        ("receipt-returned", Some("receipt-returned-next"))
    } else if mark.accepted.is_some() {
        ("receipt-accepted", None)
    } else {
        ("receipt-recorded", waits.then_some("receipt-recorded-next"))
    };
    let tally = tallies.iter().find(|t| t.occurrence.seq == mark.occurrence);
    let number = if activity.number.is_empty() { activity.title() } else { activity.number.as_str() };
    let what = tally.map_or_else(|| number.to_owned(), |tally| format!("{number}, {}", term_of(asked, tally)));
    let mut facts = vec![
        (lang.say("mark-activity"), what),
        (lang.say("mark-who"), executor(asked, activity, mark.executor)),
        (lang.say("mark-performed"), performed(lang, asked.state(), activity, mark)),
        (lang.say("mark-recorded"), recorded(lang, asked.state(), activity, mark)),
    ];
    facts.extend(proofs::fate(asked, mark).map(|fate| (lang.say("mark-fate"), fate)));
    facts.extend(
        history::last_about(id, events).map(|n| (lang.say("mark-position"), format!("№\u{a0}{}", written::number(n)))),
    );
    Some(Receipt {
        heading: lang.say(heading),
        facts,
        documents: proofs::documents(asked, mark),
        next: next.map(|key| lang.say(key)),
    })
}

/// A mark as far as this visitor sees it on the day.
fn seen<'a>(asked: &Asked, activity: &'a Activity, id: MarkId) -> Option<&'a Mark> {
    activity.mark(id).filter(|mark| asked.visitor.sees_work_of(mark.executor) && mark.performed_on <= asked.as_of)
}

/// «28.06.2023, в срок».
pub fn performed(lang: Lang, known: &OfficeState, activity: &Activity, mark: &Mark) -> String {
    let day = written::day(mark.performed_on);
    let Some(judged) = known.judged(activity.id, mark.id) else { return day };
    let key = if judged.on_time { "mark-in-time" } else { "mark-late" };
    let due = written::day(judged.term.effective);
    lang.say_with(key, [("day", day.into()), ("due", due.into())])
}

/// «10.07.2023 14:05, позже допустимых 3 раб. дн.».
pub fn recorded(lang: Lang, known: &OfficeState, activity: &Activity, mark: &Mark) -> String {
    let at = written::moment(mark.recorded_at, known.zone());
    let late = known.judged(activity.id, mark.id).is_some_and(|judged| !judged.marked_on_time);
    if !late {
        return at;
    }
    let day = known.local_day(mark.recorded_at);
    let days = known.roadmap(activity.roadmap).map_or(0, |r| r.settings_on(day).mark_days);
    lang.say_with("mark-entered-late", [("at", at.into()), ("days", days.into())])
}
