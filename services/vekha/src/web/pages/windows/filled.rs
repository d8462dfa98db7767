//! Forms of a risk monitoring filled in on a page: the school's card of self-analysis, the curator's protocol. What is sent is a fact with its day.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        people::{desk::Desk, fields::Typed},
        show, written,
    },
    enters, of_window, path, receipt, sent_for, sight,
};
use crate::{
    refusals,
    windows::{Sight, forms::Form},
    wording::Lang,
};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Whose,
    ids::{MonitoringId, OfficeId, OrganisationId, PersonId},
    refusal::Refusal,
    scoring::{
        Model,
        risks::{CardLine, Observation},
    },
};

type OfSchool = Path<(OfficeId, MonitoringId, u16, OrganisationId)>;

#[derive(Template)]
#[template(path = "window_form.html")]
struct Page {
    frame: Frame,
    back: (String, String),
    title: String,
    school: String,
    monitoring: String,
    notes: Vec<String>,
    receipt: Option<String>,
    form: Typed,
    action: String,
    file: String,
    /// May it be filled in here?
    entering: bool,
    /// Lines of a card.
    factors: Vec<Factor>,
    /// Groups of a protocol.
    groups: Vec<Group>,
}

/// A factor with what the school does against it.
struct Factor {
    number: String,
    text: String,
    /// What the risk profile says of it.
    weight: String,
    measures: String,
    period: String,
}

/// A group of signs.
struct Group {
    title: String,
    /// What the risk profile says of it.
    profile: Option<String>,
    signs: Vec<Sign>,
    /// Where a sign is named that is not of the list, and how the order asks for it.
    other: (String, String),
}

/// A sign with the names of its boxes.
struct Sign {
    words: String,
    diagnosed: String,
    confirmed: String,
    /// What each box is about.
    labels: (String, String),
}

/// The card of a school.
pub async fn card(asked: Asked, Path((_, id, number, of)): OfSchool) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, (id, number), of, Form::Card, Typed::default())?)
}

/// The curator's protocol of a school.
pub async fn protocol(asked: Asked, Path((_, id, number, of)): OfSchool) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, (id, number), of, Form::Protocol, Typed::default())?)
}

/// A school fills in its card.
pub async fn fill_card(
    desk: Desk,
    Path((_, id, number, of)): OfSchool,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, today) = (sent_for(&desk, of, sent)?, desk.today);
    let lines = lines_of(&model_of(&desk, id, number).await?, &typed);
    let content = format!("{} {of} {lines:?}", typed.value("command"));
    let told: Vec<CardLine> = lines.iter().map(|(_, line)| line.clone()).collect();
    let done = desk.change(desk.id(&content), |state, _| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.note_card(number, of, told.clone(), state.office(), today)
    });
    if let Err(why) = done.await? {
        let field = match &why {
            Refusal::Value { at, .. } => lines.get(*at).map(|(place, line)| {
                let empty = line.measures.trim().is_empty();
                format!("{}-{place}", if empty { "m" } else { "p" })
            }),
            _ => None,
        };
        refuse(&mut typed, field, &why, desk.lang);
        return refused(&desk, (id, number), of, Form::Card, typed).await;
    }
    Ok(Redirect::to(&path(desk.office, id, number, &format!("/card/{of}?done=card"))).into_response())
}

/// A curator fills in a protocol.
pub async fn fill_protocol(
    desk: Desk,
    Path((_, id, number, of)): OfSchool,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, today) = (Typed::sent(sent), desk.today);
    let lines = observed(&model_of(&desk, id, number).await?, &typed);
    let content = format!("{} {of} {lines:?}", typed.value("command"));
    let done = desk.change(desk.id(&content), |state, _| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.note_protocol(number, of, lines.clone(), state.office(), today)
    });
    if let Err(why) = done.await? {
        let group = match &why {
            Refusal::Value { at, .. } => lines.get(*at).map(|line| format!("o-{}", line.group)),
            _ => None,
        };
        refuse(&mut typed, group, &why, desk.lang);
        return refused(&desk, (id, number), of, Form::Protocol, typed).await;
    }
    Ok(Redirect::to(&path(desk.office, id, number, &format!("/protocol/{of}?done=protocol"))).into_response())
}

async fn model_of(desk: &Desk, id: MonitoringId, number: u16) -> Result<Model, Fault> {
    let asked = desk.asked().await?;
    of_window(&asked, id, number)?;
    Ok(asked.view().sheet(id, number).ok_or(Fault::NotFound)?.model().clone())
}

/// Lines of a card in which anything is typed, with their places.
fn lines_of(model: &Model, typed: &Typed) -> Vec<(usize, CardLine)> {
    let text = |field: String| typed.value(&field).trim().to_owned();
    let line = |(place, factor): (usize, &vekha_domain::scoring::Indicator)| {
        let (measures, period) = (text(format!("m-{place}")), text(format!("p-{place}")));
        let line = CardLine { factor: factor.code.clone(), measures, period };
        (!line.measures.is_empty() || !line.period.is_empty()).then_some((place, line))
    };
    model.indicators.iter().enumerate().filter_map(line).collect()
}

/// What was ticked, sign by sign; the last of a group is «other», in the curator's own words where there are some.
fn observed(model: &Model, typed: &Typed) -> Vec<Observation> {
    let mut lines = Vec::new();
    for group in model.risks.iter().flat_map(|risks| &risks.groups) {
        let own = typed.value(&format!("o-{}", group.number)).trim();
        lines.extend(group.signs.iter().enumerate().filter_map(|(place, sign)| {
            let ticked = |what: &str| typed.has(&format!("{what}-{}-{place}", group.number), "yes");
            let (diagnosed, confirmed) = (ticked("d"), ticked("c"));
            let own = Some(own).filter(|own| !own.is_empty() && place + 1 == group.signs.len());
            let said = diagnosed || confirmed || own.is_some();
            // What is named and not ticked was seen: nobody writes down what is not there.
            let confirmed = confirmed || (said && !diagnosed);
            let sign = own.unwrap_or(sign).to_owned();
            said.then(|| Observation { group: group.number.clone(), sign, diagnosed, confirmed })
        }));
    }
    lines
}

fn refuse(typed: &mut Typed, field: Option<String>, why: &Refusal, lang: Lang) {
    match (field, why) {
        (Some(field), Refusal::Value { refused, .. }) => typed.refuse(&field, refusals::sheet(lang, refused)),
        _ => typed.refused(why, &[], lang),
    }
}

async fn refused(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    of: OrganisationId,
    form: Form,
    typed: Typed,
) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/{}/{of}", form.code())).await?;
    let page = page_of(&asked, (id, number), of, form, typed)?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(
    asked: &Asked,
    (id, number): (MonitoringId, u16),
    of: OrganisationId,
    kind: Form,
    form: Typed,
) -> Result<Page, Fault> {
    let (monitoring, window) = of_window(asked, id, number)?;
    let seen = sight(asked, id, number).ok_or_else(|| asked.missing())?;
    if !seen.has_forms() || !seen.subjects.iter().any(|subject| subject.whose.organisation == of) {
        return Err(asked.missing());
    }
    let base = path(asked.office, id, number, "");
    let (noted, stand) = match kind {
        Form::Protocol => stand_of_protocol(&seen, of),
        Form::Card | Form::Profile => stand_of_card(&seen, of),
    };
    let mut notes = vec![asked.lang.say(&format!("windows-form-{}-note", kind.code()))];
    notes.push(match noted {
        Some((on, by)) => {
            let args = [("who", asked.person_name(by).into()), ("day", written::day(on).into())];
            asked.lang.say_with("windows-form-noted", args)
        }
        None => asked.lang.say("windows-form-not-noted"),
    });
    let sent = form.all("command").next().is_some();
    let form = if sent { form } else { form.and(stand) };
    let own = kind == Form::Card || super::super::meetings::leads(asked);
    Ok(Page {
        frame: asked.frame(Some(monitoring.roadmap), Here::Monitorings),
        back: (asked.link(&format!("{base}/results")), asked.lang.say("windows-to-results")),
        title: asked.lang.say(&format!("windows-form-{}", kind.code())),
        school: asked.organisation_name(of),
        monitoring: format!("{}. {}", monitoring.title, seen.period()),
        notes,
        receipt: receipt(asked),
        action: format!("{base}/{}/{of}", kind.code()),
        file: asked.link(&format!("{base}/forms/{}?school={of}", kind.code())),
        entering: own && enters(asked, window, of),
        factors: if kind == Form::Card { factors(&seen, of) } else { Vec::new() },
        groups: if kind == Form::Protocol { groups(&seen, of) } else { Vec::new() },
        form: form.or([("command", asked.site.app.ids().next().to_string())]),
    })
}

type Stand = (Option<(chrono::NaiveDate, PersonId)>, Vec<(String, String)>);

/// What the fields of a card hold now.
fn stand_of_card(seen: &Sight<'_>, of: OrganisationId) -> Stand {
    let Some((on, by, card)) = seen.sheet().card(of) else { return (None, Vec::new()) };
    let place = |code: &str| seen.model().indicators.iter().position(|factor| factor.code == code);
    let fields = card.lines.iter().filter_map(|line| Some((place(&line.factor)?, line)));
    let fields = fields.flat_map(|(place, line)| {
        [(format!("m-{place}"), line.measures.clone()), (format!("p-{place}"), line.period.clone())]
    });
    (Some((*on, *by)), fields.collect())
}

/// What the boxes of a protocol hold now.
fn stand_of_protocol(seen: &Sight<'_>, of: OrganisationId) -> Stand {
    let Some((on, by, protocol)) = seen.sheet().protocol(of) else { return (None, Vec::new()) };
    let mut fields = Vec::new();
    for group in seen.model().risks.iter().flat_map(|risks| &risks.groups) {
        for line in protocol.lines.iter().filter(|line| line.group == group.number) {
            let known = group.signs.iter().position(|sign| *sign == line.sign);
            let place = known.unwrap_or(group.signs.len().saturating_sub(1));
            if known.is_none() {
                fields.push((format!("o-{}", group.number), line.sign.clone()));
            }
            for (what, ticked) in [("d", line.diagnosed), ("c", line.confirmed)] {
                fields.extend(ticked.then(|| (format!("{what}-{}-{place}", group.number), "yes".to_owned())));
            }
        }
    }
    (Some((*on, *by)), fields)
}

fn factors(seen: &Sight<'_>, of: OrganisationId) -> Vec<Factor> {
    let factor = |(place, factor): (usize, &vekha_domain::scoring::Indicator)| Factor {
        number: factor.number.clone(),
        text: factor.text.clone(),
        weight: seen.weight(Whose::of(of), &factor.code).unwrap_or_else(|| seen.say("windows-form-no-weight")),
        measures: format!("m-{place}"),
        period: format!("p-{place}"),
    };
    seen.model().indicators.iter().enumerate().map(factor).collect()
}

fn groups(seen: &Sight<'_>, of: OrganisationId) -> Vec<Group> {
    let group = |group: &vekha_domain::scoring::risks::RiskGroup| {
        let last = group.signs.len().saturating_sub(1);
        let label = |key: &str, words: &str| format!("{}: {words}", seen.say(key));
        let boxes = |(place, words): (usize, &String)| Sign {
            labels: (label("windows-form-diagnosed", words), label("windows-form-confirmed", words)),
            words: if place == last { String::new() } else { words.clone() },
            diagnosed: format!("d-{}-{place}", group.number),
            confirmed: format!("c-{}-{place}", group.number),
        };
        let signs = group.signs.iter().enumerate().map(boxes).collect();
        Group {
            title: format!("{}. {}", group.number, group.name),
            profile: Some(seen.of_profile(Whose::of(of), group)).filter(|_| !group.factors.is_empty()),
            signs,
            other: (format!("o-{}", group.number), group.signs.last().cloned().unwrap_or_default()),
        }
    };
    seen.model().risks.iter().flat_map(|risks| &risks.groups).map(group).collect()
}
