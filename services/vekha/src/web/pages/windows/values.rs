//! The values of one organisation: a form row by row, or a grid of its teachers; the same page reads where nothing may be entered.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        people::{desk::Desk, fields::Typed},
        show, written,
    },
    enters, given, of_window, path, receipt, sent_for, sight,
};
use crate::windows::{Sight, Subject, figures, template::Given};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Fulfilment,
    ids::{MonitoringId, OfficeId, OrganisationId},
    monitoring::Window,
    scoring::{Indicator, Subject as LooksAt, ledger::Entry},
};

/// One organisation of a window.
pub type OfValues = Path<(OfficeId, MonitoringId, u16, OrganisationId)>;

#[derive(Template)]
#[template(path = "window_values.html")]
pub struct Page {
    frame: Frame,
    back: (String, String),
    title: String,
    model: String,
    notes: Vec<String>,
    findings: Vec<String>,
    receipt: Option<String>,
    form: Typed,
    action: String,
    list: String,
    template: String,
    /// May values be entered here?
    entering: bool,
    /// Is the window over, so that a correction needs a reason?
    closed: bool,
    /// Is there a value that may be taken back?
    stands: bool,
    /// When a reason is needed.
    reason: String,
    /// The grid of teachers has a head; a form has none.
    heads: Vec<(String, String, String)>,
    rows: Vec<Row>,
    /// What the roadmap itself says of its fulfilment.
    fulfilment: Option<String>,
}

/// A subject with its fields.
struct Row {
    name: String,
    fields: Vec<Field>,
}

/// A value.
struct Field {
    id: String,
    link_id: String,
    number: String,
    text: String,
    section: Option<String>,
    /// Unit, what may be entered, where it comes from.
    notes: Vec<String>,
    /// Members of a small set.
    choices: Vec<String>,
    /// The value of the window before.
    before: Option<String>,
    /// The value that stands.
    now: String,
    /// Who entered it and when.
    trace: Option<String>,
    late: Option<String>,
    /// Does a value stand that may be taken back?
    stands: bool,
    needs_link: bool,
    links: Vec<String>,
}

/// The page.
pub async fn page(asked: Asked, Path((_, id, number, of)): OfValues) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, (id, number), of, Typed::default())?)
}

/// Values are entered: the good ones at once, the others stay in the form with the reason beside them.
pub async fn submit(
    desk: Desk,
    Path((office, id, number, of)): OfValues,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = sent_for(&desk, of, sent)?;
    let good = {
        let asked = desk.asked().await?;
        let (monitoring, _) = of_window(&asked, id, number)?;
        let seen = sight(&asked, id, number).ok_or(Fault::NotFound)?;
        let confirmed = typed.has("fulfilment", "yes");
        let fulfilment = asked.view().proposed_fulfilment(monitoring.roadmap).map(|(_, of)| of).filter(|_| confirmed);
        sorted(&seen, of, &mut typed, fulfilment, desk.lang)
    };
    let entered = given::enter(&desk, (id, number), &good, typed.value("reason"), typed.value("command")).await?;
    if let Err(why) = entered {
        typed.refused(&why, &[("reason", "reason")], desk.lang);
    } else if typed.wrong.is_empty() {
        let to = path(office, id, number, &format!("/values/{of}?done=values"));
        return Ok(Redirect::to(&to).into_response());
    }
    let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/values/{of}")).await?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, (id, number), of, typed)?)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

/// What was typed and can be entered; the rest is noted beside its field.
fn sorted(
    seen: &Sight<'_>,
    of: OrganisationId,
    typed: &mut Typed,
    fulfilment: Option<Fulfilment>,
    lang: crate::wording::Lang,
) -> Vec<(vekha_domain::event::Whose, vekha_domain::event::Reported)> {
    let mut given = Vec::new();
    let mut cleared = Vec::new();
    for subject in seen.subjects.iter().filter(|subject| subject.whose.organisation == of) {
        for (place, indicator) in seen.model().indicators.iter().enumerate() {
            let (field, link) = ids(subject, place);
            let value = typed.value(&field).trim().to_owned();
            if value.is_empty() {
                let stands = seen.sheet().entry(subject.whose, &indicator.code).is_some();
                cleared.extend((stands && typed.all(&field).next().is_some()).then_some(field));
                continue;
            }
            given.push(Given {
                whose: subject.whose,
                code: indicator.code.clone(),
                links: links_of(seen, subject, indicator, typed, &link),
                typed: value,
                at: field,
            });
        }
    }
    let sorted = given::sort(seen.sheet(), &given, fulfilment, lang);
    for (at, wrong) in sorted.refused {
        let Some(one) = given.get(at) else { continue };
        let field = if wrong.link { one.at.replacen('v', "l", 1) } else { one.at.clone() };
        typed.refuse(&field, wrong.sentence);
    }
    for field in cleared {
        typed.refuse(&field, lang.say("windows-not-cleared"));
    }
    if sorted.corrects_closed && typed.value("reason").trim().is_empty() {
        typed.refuse("reason", lang.say("windows-reason-needed"));
        return Vec::new();
    }
    sorted.good
}

/// A grid has no room for links: those that stand are kept.
fn links_of(seen: &Sight<'_>, subject: &Subject, indicator: &Indicator, typed: &Typed, link: &str) -> String {
    if typed.all(link).next().is_some() {
        return typed.value(link).to_owned();
    }
    let stands = seen.sheet().entry(subject.whose, &indicator.code);
    let links = stands.map(|entry| entry.reported.links.iter().map(ToString::to_string).collect::<Vec<_>>());
    links.unwrap_or_default().join("\n")
}

/// Names of the fields of a value and of its link.
pub fn ids(subject: &Subject, place: usize) -> (String, String) {
    let of = subject.whose.teacher.map_or(subject.whose.organisation.0, |teacher| teacher.0);
    (format!("v-{of}-{place}"), format!("l-{of}-{place}"))
}

/// The page with a form as it was sent.
pub fn page_of(
    asked: &Asked,
    (id, number): (MonitoringId, u16),
    of: OrganisationId,
    form: Typed,
) -> Result<Page, Fault> {
    if !asked.shows_organisation(of) {
        return Err(asked.missing());
    }
    let lang = asked.lang;
    let (monitoring, window) = of_window(asked, id, number)?;
    let seen = sight(asked, id, number).ok_or_else(|| asked.missing())?;
    let own: Vec<&Subject> = seen.subjects.iter().filter(|subject| subject.whose.organisation == of).collect();
    if own.is_empty() && seen.model().subject != LooksAt::Teacher {
        return Err(asked.missing());
    }
    let grid = seen.model().subject == LooksAt::Teacher;
    let base = path(asked.office, id, number, "");
    let entering = enters(asked, window, of);
    let rows: Vec<Row> = own.iter().map(|subject| row(asked, &seen, subject)).collect();
    let stand = rows
        .iter()
        .flat_map(|row| &row.fields)
        .flat_map(|field| [(field.id.clone(), field.now.clone()), (field.link_id.clone(), field.links.join("\n"))]);
    let stand: Vec<(String, String)> = stand.filter(|(id, _)| form.all(id).next().is_none()).collect();
    let command = asked.site.app.ids().next().to_string();
    let proposed = asked.view().proposed_fulfilment(monitoring.roadmap);
    let from_roadmap = seen.model().indicators.iter().any(|indicator| indicator.from_roadmap);
    Ok(Page {
        frame: asked.frame(Some(monitoring.roadmap), Here::Monitorings),
        back: (asked.link(&base), seen.period()),
        title: asked.organisation_name(of),
        model: monitoring.title.clone(),
        notes: notes(asked, &seen, window),
        findings: crate::windows::findings(lang, seen.model()),
        receipt: receipt(asked),
        action: format!("{base}/values/{of}"),
        list: format!("{base}/list?of={of}"),
        template: format!("{base}/template.xlsx?of={of}"),
        entering,
        closed: seen.closed(),
        stands: rows.iter().flat_map(|row| &row.fields).any(|field| field.stands),
        reason: lang.say(if seen.closed() { "windows-reason-note" } else { "windows-reason-note-open" }),
        heads: if grid { heads(&seen) } else { Vec::new() },
        rows,
        fulfilment: proposed
            .filter(|_| from_roadmap)
            .map(|(value, of)| fulfilment_words(asked, value.to_string(), &of)),
        form: form.and(stand).or([("command", command)]),
    })
}

fn fulfilment_words(asked: &Asked, value: String, of: &Fulfilment) -> String {
    let args = [
        ("value", value.into()),
        ("due", of.due.into()),
        ("done", of.done.into()),
        ("ontime", of.on_time.into()),
        ("threshold", of.threshold.into()),
        ("day", written::day(of.as_of).into()),
    ];
    asked.lang.say_with("windows-fulfilment", args)
}

fn notes(asked: &Asked, seen: &Sight<'_>, window: &Window) -> Vec<String> {
    let left = (window.to - asked.as_of).num_days();
    let state = match (asked.as_of < window.from, left >= 0) {
        (false, false) if window.freezes_on().is_none() => asked.lang.say("windows-afterwards"),
        (true, _) => asked.lang.say("windows-not-open"),
        (false, true) => asked.lang.say_with("windows-left", [("n", left.into())]),
        (false, false) => asked.lang.say("windows-closed"),
    };
    vec![seen.model().order.clone(), state]
}

fn heads(seen: &Sight<'_>) -> Vec<(String, String, String)> {
    let head = |i: &Indicator| (i.number.clone(), i.text.clone(), figures::allowed(seen.lang, &i.values));
    seen.model().indicators.iter().map(head).collect()
}

fn row(asked: &Asked, seen: &Sight<'_>, subject: &Subject) -> Row {
    let before = seen.values_before(subject.whose);
    let mut section = None;
    let field = |(place, indicator): (usize, &Indicator)| {
        let (id, link_id) = ids(subject, place);
        let entry = seen.sheet().entry(subject.whose, &indicator.code);
        let heading = indicator.section.clone().filter(|heading| section.as_ref() != Some(heading));
        section = indicator.section.clone();
        Field {
            id,
            link_id,
            number: indicator.number.clone(),
            text: indicator.text.clone(),
            section: heading,
            notes: told(seen, indicator),
            choices: figures::choices(&indicator.values).unwrap_or_default(),
            before: before.get(&indicator.code).map(|value| figures::value(seen.lang, indicator, value)),
            now: entry.map(|entry| figures::typed(indicator, &entry.reported.value)).unwrap_or_default(),
            trace: entry.map(|entry| trace(asked, indicator, entry)),
            late: entry.filter(|entry| seen.sheet().is_late(entry)).map(|entry| late(asked, entry)),
            stands: entry.is_some(),
            needs_link: indicator.link,
            links: entry.map(|e| e.reported.links.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        }
    };
    Row { name: subject.name.clone(), fields: seen.model().indicators.iter().enumerate().map(field).collect() }
}

/// What is printed of an indicator besides its words.
fn told(seen: &Sight<'_>, indicator: &Indicator) -> Vec<String> {
    let lang = seen.lang;
    let may = lang.say_with("windows-may-be", [("allowed", figures::allowed(lang, &indicator.values).into())]);
    // A short unit and what may be entered have room in one line.
    let mut told = match indicator.unit.chars().count() {
        0 => vec![may],
        1..=12 => vec![format!("{}. {may}", indicator.unit.trim_end_matches('.'))],
        _ => vec![indicator.unit.clone(), may],
    };
    told.extend(indicator.source.iter().chain(&indicator.method).cloned());
    told.extend(indicator.parameters.iter().map(|parameter| format!("– {parameter}")));
    told
}

/// Who entered it and when; of what the roadmap gave, the figures it rests on.
fn trace(asked: &Asked, indicator: &Indicator, entry: &Entry) -> String {
    let args = [("who", asked.person_name(entry.by).into()), ("day", written::day(entry.on).into())];
    let words = asked.lang.say_with("windows-trace", args);
    match &entry.reported.fulfilment {
        Some(of) => {
            let value = figures::typed(indicator, &entry.reported.value);
            format!("{words}. {}", fulfilment_words(asked, value, of))
        }
        None => words,
    }
}

fn late(asked: &Asked, entry: &Entry) -> String {
    match &entry.reason {
        Some(reason) => asked.lang.say_with("windows-late-reason", [("reason", reason.clone().into())]),
        None => asked.lang.say("windows-late-value"),
    }
}
