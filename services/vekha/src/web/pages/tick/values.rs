//! The values of a scored window behind a personal link: the organisation's form, and what was typed into it. Teachers have names,
//! and names are shown to who has signed in: their grid is reached by an address instead.

use super::{
    super::{
        completion::read,
        form::{Fields, Wrong},
        written,
    },
    shown::{Standing, Teller},
};
use crate::{
    app::{App, AppError, scores::Given},
    refusals,
    reminders::{
        answering::{self, Answer, Answered},
        asked_for::{AskedFor, actor, asked_for},
    },
    windows::figures,
    wording::Lang,
};
use chrono::NaiveDate;
use vekha_domain::{
    event::{Fulfilment, Reported, Whose},
    ids::PersonId,
    refusal::Refusal,
    scoring::{Indicator, Subject, refused::SheetRefused, sheet::Sheet},
};
use vekha_projections::{OfficeState, View};

/// The form of an organisation's own values.
pub struct Values {
    /// A field for each indicator.
    pub fields: Vec<Field>,
    /// What the roadmap itself says of its fulfilment.
    pub fulfilment: Option<String>,
    /// Is the window over, so that a correction needs a reason?
    pub closed: bool,
}

/// The field of a value.
pub struct Field {
    /// Name of the field.
    pub id: String,
    /// Name of the field of its link.
    pub link_id: String,
    /// Number and words of the order.
    pub words: String,
    /// Unit, what may be entered, what was entered the time before.
    pub notes: Vec<String>,
    /// Members of a small set.
    pub choices: Vec<String>,
    /// The indicator asks for a link.
    pub needs_link: bool,
}

/// The form; none where the window looks at teachers.
pub fn form(teller: &Teller<'_>, asked: AskedFor) -> Option<Values> {
    let (lang, view) = (teller.lang, View::new(teller.known, teller.today()));
    let (sheet, whose) = sheet_of(&view, asked)?;
    let AskedFor::Values { monitoring, window, .. } = asked else { return None };
    let before = view.sheet_before(monitoring, window).map(|sheet| sheet.frozen(whose)).unwrap_or_default();
    let field = |(place, indicator): (usize, &Indicator)| {
        let allowed = figures::allowed(lang, &indicator.values);
        let mut notes = vec![indicator.unit.clone(), lang.say_with("windows-may-be", [("allowed", allowed.into())])];
        let was = before.get(&indicator.code).map(|value| figures::value(lang, indicator, value));
        notes.extend(was.map(|was| format!("{} {was}", lang.say("windows-was"))));
        Field {
            id: value_id(place),
            link_id: link_id(place),
            words: format!("{}. {}", indicator.number, indicator.text),
            notes,
            choices: figures::choices(&indicator.values).unwrap_or_default(),
            needs_link: indicator.link,
        }
    };
    let fields = entered_here(&sheet, teller.to()).map(field).collect();
    let confirmed = entered_here(&sheet, teller.to()).any(|(_, indicator)| indicator.from_roadmap);
    let roadmap = teller.known.monitoring(monitoring)?.roadmap;
    let proposed = view.proposed_fulfilment(roadmap).filter(|_| confirmed);
    let fulfilment = proposed.map(|(value, of)| fulfilment_words(lang, value, &of));
    Some(Values { fields, fulfilment, closed: teller.today() > sheet.window().to })
}

/// Where it is done after signing in: the grid of teachers, and what only a person can confirm.
pub fn elsewhere(teller: &Teller<'_>, asked: AskedFor) -> Option<(String, String)> {
    let AskedFor::Values { monitoring, window, organisation } = asked else { return None };
    let sheet = View::new(teller.known, teller.today()).sheet(monitoring, window)?;
    let by_teacher = sheet.model().subject == Subject::Teacher;
    let all = sheet.model().indicators.len();
    if !by_teacher && entered_here(&sheet, teller.to()).count() == all {
        return None;
    }
    let office = teller.known.office().id;
    let page = format!("/offices/{office}/monitorings/{monitoring}/{window}/values/{organisation}");
    let words = teller.lang.say(if by_teacher { "tick-values-teachers" } else { "tick-values-rest" });
    Some((page, words))
}

/// What stands already, where nothing was typed.
pub fn filled(teller: &Teller<'_>, standing: &Standing, mut fields: Fields) -> Fields {
    let view = View::new(teller.known, teller.today());
    let Standing::Open(asked) = standing else { return fields };
    let Some((sheet, whose)) = sheet_of(&view, *asked) else { return fields };
    for (place, indicator) in entered_here(&sheet, teller.to()) {
        let Some(entry) = sheet.entry(whose, &indicator.code) else { continue };
        let (value, links) = (value_id(place), link_id(place));
        if fields.all(&value).next().is_none() {
            fields.0.push((value, figures::typed(indicator, &entry.reported.value)));
            fields.0.push((links, lines(&entry.reported)));
        }
    }
    fields
}

/// Reads the form and carries it out, all or nothing; or what is wrong, each beside its field.
///
/// # Errors
/// As [`answering`].
pub async fn carried_out(
    app: &App,
    answer: &Answer,
    fields: &Fields,
    today: NaiveDate,
    lang: Lang,
) -> Result<Result<Answered, Vec<Wrong>>, AppError> {
    let confirmed = fields.get("fulfilment") == "yes";
    let typed = {
        let known = app.office(answer.office).await?;
        typed(&known, answer, fields, (today, lang)).ok_or(AppError::Refused(Refusal::NothingToAnswer))?
    };
    let (places, given) = match typed {
        Ok(typed) => typed,
        Err(wrong) => return Ok(Err(wrong)),
    };
    match answering::enter(app, answer, given, confirmed, fields.get("reason")).await {
        Err(AppError::Refused(Refusal::Value { at, refused })) => {
            let place = places.get(at).copied().unwrap_or_default();
            Ok(Err(vec![beside(place, &refused, lang)]))
        }
        done => done.map(Ok),
    }
}

/// Places in the form, and what was typed there.
type Typed = (Vec<usize>, Vec<Given>);

fn typed(
    known: &OfficeState,
    answer: &Answer,
    fields: &Fields,
    (today, lang): (NaiveDate, Lang),
) -> Option<Result<Typed, Vec<Wrong>>> {
    let letter = known.mailbook().letter(answer.reminder)?;
    let asked = asked_for(known, letter.items.get(usize::from(answer.item))?)?;
    let view = View::new(known, today);
    let (sheet, whose) = sheet_of(&view, asked)?;
    let AskedFor::Values { monitoring, .. } = asked else { return None };
    let roadmap = known.monitoring(monitoring)?.roadmap;
    let confirmed = fields.get("fulfilment") == "yes";
    let fulfilment = view.proposed_fulfilment(roadmap).map(|(_, of)| of).filter(|_| confirmed);
    let (mut wrong, mut places, mut given) = (Vec::new(), Vec::new(), Vec::new());
    for (place, indicator) in entered_here(&sheet, Some(actor(letter.to))) {
        let (value, links) = (value_id(place), link_id(place));
        let (text, proofs) = (fields.get(&value), fields.get(&links));
        let stands = sheet.entry(whose, &indicator.code).map(|entry| &entry.reported);
        if text.is_empty() {
            wrong.extend(stands.map(|_| Wrong::beside(&value, lang.say("tick-value-cleared"))));
            continue;
        }
        if stands.is_some_and(|s| figures::typed(indicator, &s.value) == text && lines(s) == proofs) {
            continue;
        }
        let read = match proofs {
            "" => Ok(Vec::new()),
            typed => read::links(typed, lang),
        };
        match (read, indicator.values.read(text)) {
            (Err(sentence), _) => wrong.push(Wrong::beside(&links, sentence)),
            (_, Err(why)) => wrong.push(beside(place, &why.into(), lang)),
            (Ok(proofs), Ok(value)) => {
                let fulfilment = fulfilment.filter(|_| indicator.from_roadmap);
                let reported = Reported { indicator: indicator.code.clone(), value, links: proofs.clone(), fulfilment };
                if let Err(why) = sheet.admits(&reported) {
                    wrong.push(beside(place, &why, lang));
                }
                places.push(place);
                given.push(Given { indicator: indicator.code.clone(), text: text.to_owned(), links: proofs });
            }
        }
    }
    if wrong.is_empty() && given.is_empty() {
        wrong.push(Wrong::whole(lang.say("tick-values-none")));
    }
    Some(if wrong.is_empty() { Ok((places, given)) } else { Err(wrong) })
}

/// The sheet of what a link asks an organisation for, unless it looks at teachers.
fn sheet_of<'a>(view: &View<'a>, asked: AskedFor) -> Option<(Sheet<'a>, Whose)> {
    let AskedFor::Values { monitoring, window, organisation } = asked else { return None };
    let sheet = view.sheet(monitoring, window)?;
    (sheet.model().subject != Subject::Teacher).then_some((sheet, Whose::of(organisation)))
}

/// Indicators that may be entered by the link, with their places: a mailbox is no person who could confirm the roadmap's figures.
fn entered_here<'a>(sheet: &Sheet<'a>, by: Option<PersonId>) -> impl Iterator<Item = (usize, &'a Indicator)> + use<'a> {
    let mailbox = by == Some(PersonId::PROGRAM);
    sheet.model().indicators.iter().enumerate().filter(move |(_, indicator)| !(mailbox && indicator.from_roadmap))
}

fn beside(place: usize, refused: &SheetRefused, lang: Lang) -> Wrong {
    let field = match refused.field() {
        Some("links") => link_id(place),
        Some("reason") => "reason".to_owned(),
        _ => value_id(place),
    };
    Wrong::beside(&field, refusals::sheet(lang, refused))
}

fn fulfilment_words(lang: Lang, value: u8, of: &Fulfilment) -> String {
    let args = [
        ("value", value.into()),
        ("due", of.due.into()),
        ("done", of.done.into()),
        ("ontime", of.on_time.into()),
        ("threshold", of.threshold.into()),
        ("day", written::day(of.as_of).into()),
    ];
    lang.say_with("windows-fulfilment", args)
}

fn lines(reported: &Reported) -> String {
    reported.links.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn value_id(place: usize) -> String {
    format!("v-{place}")
}

fn link_id(place: usize) -> String {
    format!("l-{place}")
}
