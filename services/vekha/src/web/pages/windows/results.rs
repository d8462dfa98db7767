//! The results of a window: what its documents say, zones in colour and in words, and the forms of what follows.

use super::{
    super::{
        super::fault::Fault,
        asked::Asked,
        asked::Times,
        frame::{Frame, Here},
        meetings::parties_to_choose,
        people::{fields::Typed, told::Choice},
        reports::paper::{Paper, Piece, Shown},
        states::{self, Mark},
        written,
    },
    OfWindow, enters, of_window, path, receipt, sight,
    years::{self, Years},
};
use crate::{
    reports::Written,
    windows::{
        Sight,
        forms::Form,
        results::{CLUSTERS, cluster_code},
    },
};
use askama::Template;
use axum::{extract::Path, response::Response};
use vekha_domain::{ids::MonitoringId, monitoring::Window, scoring::ledger::Recommended};
use vekha_office::{Block, Document};

#[derive(Template)]
#[template(path = "window_results.html")]
pub struct Page {
    frame: Frame,
    back: (String, String),
    title: String,
    model: String,
    day: String,
    receipt: Option<String>,
    form: Typed,
    files: Vec<(String, String)>,
    findings: Vec<String>,
    assumed: Vec<String>,
    zones: Vec<Zone>,
    pieces: Vec<Piece>,
    /// Indicators to look at by rank.
    indicators: Vec<(String, String)>,
    ranked: Option<(String, Vec<Piece>)>,
    years: Option<Years>,
    /// Who is looked at, in a word.
    subject: String,
    recommendations: Vec<Recommendation>,
    /// Decisions, each with the activity it became.
    decisions: Vec<(String, Option<(String, String)>)>,
    notes: Vec<(String, String)>,
    /// Forms of a risk monitoring.
    forms: Option<Forms>,
    path: String,
    leads: bool,
    closed: bool,
    schools: Vec<Choice>,
    classes: Vec<Choice>,
    /// Who may be responsible for an activity that a decision becomes.
    parties: Vec<Choice>,
}

/// A school with its zone.
struct Zone {
    name: String,
    state: states::Shown,
    fallen: String,
}

/// A recommendation with its state.
struct Recommendation {
    number: u16,
    who: String,
    text: String,
    due: String,
    state: states::Shown,
    links: Vec<String>,
    document: String,
    /// May it be told here that it was followed?
    open: bool,
}

/// The forms of a risk monitoring: empty ones, then those of each school.
struct Forms {
    blank: Vec<(String, String)>,
    rows: Vec<(String, Vec<FormOf>)>,
}

/// A form of a school.
struct FormOf {
    name: String,
    /// Since when it is filled in.
    state: String,
    link: String,
    /// Where it is as a document, once it is filled in.
    file: Option<String>,
}

/// The page.
pub async fn page(asked: Asked, Path((_, id, number)): OfWindow) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, (id, number), Typed::default())?)
}

/// The page with a form as it was sent.
pub fn page_of(asked: &Asked, (id, number): (MonitoringId, u16), form: Typed) -> Result<Page, Fault> {
    let lang = asked.lang;
    let (monitoring, window) = of_window(asked, id, number)?;
    let seen = sight(asked, id, number).ok_or_else(|| asked.missing())?;
    let base = path(asked.office, id, number, "");
    let leads = super::super::meetings::leads(asked);
    let wanted = asked.others.iter().find(|(key, _)| key == "indicator").map(|(_, code)| code.as_str());
    let indicator = wanted.and_then(|code| seen.model().indicator(code));
    let zones = seen.zones();
    let total = wanted == Some(years::TOTAL) || seen.model().total.is_some() && wanted.is_none();
    let years = (indicator.is_some() || total)
        .then(|| years::of(asked, &seen, (id, number), indicator, &format!("{base}/results")))
        .flatten();
    Ok(Page {
        frame: asked.frame(Some(monitoring.roadmap), Here::Monitorings),
        back: (asked.link(&base), seen.period()),
        title: monitoring.title.clone(),
        model: seen.by_model(),
        day: lang.say(if seen.closed() { "windows-figures-frozen" } else { "windows-figures-open" }),
        receipt: receipt(asked),
        files: files(asked, &base),
        findings: crate::windows::findings(lang, seen.model()),
        assumed: seen.model().assumed.clone(),
        zones: zones.iter().map(|row| zone(asked, &seen, row)).collect(),
        pieces: pieces(asked, blocks(&seen)),
        indicators: by_rank(asked, &seen, &base),
        ranked: indicator.map(|i| (format!("{}. {}", i.number, i.text), pieces(asked, seen.ranking_blocks(i)))),
        years,
        subject: seen.subject_word(),
        recommendations: recommendations(asked, &seen, window, &base),
        decisions: decisions(asked, &seen),
        notes: seen.sheet().notes().map(|(on, note)| (written::day(*on), note.link.to_string())).collect(),
        forms: forms(asked, &seen, &base),
        schools: schools(asked, &seen),
        classes: classes(&seen),
        parties: if leads { parties_to_choose(asked) } else { Vec::new() },
        path: base,
        leads,
        closed: seen.closed(),
        form: form
            .or([("command", asked.site.app.ids().next().to_string()), ("basis-date", written::day(asked.today))]),
    })
}

/// Zones stand apart, in colour; everything else as documents have it.
fn blocks(seen: &Sight<'_>) -> Vec<Block> {
    let zones = seen.say("windows-zones");
    seen.results().into_iter().filter(|block| !matches!(block, Block::Table(t) if t.title == zones)).collect()
}

fn pieces(asked: &Asked, blocks: Vec<Block>) -> Vec<Piece> {
    let written = Written { document: Document { blocks, ..Document::default() }, ..Written::default() };
    Paper::of(&written, asked.lang, &Times::default()).pieces
}

fn zone(asked: &Asked, seen: &Sight<'_>, row: &crate::windows::results::ZoneRow<'_>) -> Zone {
    let (class, sign) = row.sign();
    let word = row.zone.map_or_else(|| asked.lang.say("windows-zone-none"), |zone| zone.name.clone());
    Zone {
        name: row.subject.name.clone(),
        state: states::Shown { mark: Mark { sign, class }, word },
        fallen: seen.fallen(row),
    }
}

fn files(asked: &Asked, base: &str) -> Vec<(String, String)> {
    [("windows-to-note", "/note.docx"), ("windows-to-summary", "/summary.xlsx")]
        .into_iter()
        .map(|(key, page)| (asked.lang.say(key), asked.link(&format!("{base}{page}"))))
        .collect()
}

fn by_rank(asked: &Asked, seen: &Sight<'_>, base: &str) -> Vec<(String, String)> {
    if seen.subjects.len() < 2 {
        return Vec::new();
    }
    let ranked = seen.model().indicators.iter().filter(|i| i.better.is_some());
    let link = |i: &vekha_domain::scoring::Indicator| {
        let page =
            super::super::asked::with_query(&format!("{base}/results"), [("indicator", i.code.as_str())].into_iter());
        (format!("{}. {}", i.number, i.text), asked.link(&format!("{page}#ranking")))
    };
    ranked.map(link).collect()
}

fn recommendations(asked: &Asked, seen: &Sight<'_>, window: &Window, base: &str) -> Vec<Recommendation> {
    let one = |of: Recommended| {
        let organisation = of.issued.organisation;
        let (sign, class) = match (of.done_on(), asked.as_of > of.issued.due) {
            (Some(on), _) if on > of.issued.due => ("✓!", "warn"),
            (Some(_), _) => ("✓", "ok"),
            (None, true) => ("!", "late"),
            (None, false) => ("○", "act"),
        };
        let links = of.proofs().iter().map(ToString::to_string).collect();
        Recommendation {
            number: of.issued.number,
            who: asked.organisation_name(organisation),
            text: of.issued.text.clone(),
            due: written::day(of.issued.due),
            state: states::Shown { mark: Mark { sign, class }, word: seen.recommendation_state(&of) },
            links,
            document: asked.link(&format!("{base}/advice/{organisation}")),
            open: of.done_on().is_none() && enters(asked, window, organisation),
        }
    };
    let own = seen.sheet().recommendations().filter(|of| asked.shows_organisation(of.issued.organisation));
    own.map(one).collect()
}

fn decisions(asked: &Asked, seen: &Sight<'_>) -> Vec<(String, Option<(String, String)>)> {
    let activity = |id| {
        let activity = asked.state().activity(id)?;
        let path = format!("/offices/{}/activities/{id}", asked.office);
        Some((format!("{} {}", activity.number, activity.title()), asked.link(&path)))
    };
    let became = seen.sheet().decisions().map(|(_, decision)| decision.activity.and_then(activity));
    seen.decisions().into_iter().zip(became).collect()
}

fn forms(asked: &Asked, seen: &Sight<'_>, base: &str) -> Option<Forms> {
    let name = |form: Form| asked.lang.say(&format!("windows-form-{}", form.code()));
    let blank = |form: Form| (name(form), asked.link(&format!("{base}/forms/{}", form.code())));
    let of_school = |subject: &crate::windows::Subject| {
        let of = subject.whose.organisation;
        let form = |form: Form| {
            let (on, page) = match form {
                Form::Card => (seen.sheet().card(of).map(|(on, ..)| *on), "card"),
                Form::Protocol => (seen.sheet().protocol(of).map(|(on, ..)| *on), "protocol"),
                Form::Profile => (seen.filled(subject).last, "values"),
            };
            FormOf {
                name: name(form),
                state: on.map_or_else(|| asked.lang.say("windows-form-nothing"), written::day),
                link: asked.link(&format!("{base}/{page}/{of}")),
                file: on.map(|_| asked.link(&format!("{base}/forms/{}?school={of}", form.code()))),
            }
        };
        (subject.name.clone(), Form::ALL.map(form).into())
    };
    seen.has_forms()
        .then(|| Forms { blank: Form::ALL.map(blank).into(), rows: seen.subjects.iter().map(of_school).collect() })
}

fn schools(asked: &Asked, seen: &Sight<'_>) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for subject in &seen.subjects {
        let value = subject.whose.organisation.to_string();
        if all.last().is_none_or(|last| last.value != value) {
            all.push(Choice { value, words: asked.organisation_name(subject.whose.organisation) });
        }
    }
    all
}

fn classes(seen: &Sight<'_>) -> Vec<Choice> {
    let of = |cluster| Choice { value: cluster_code(cluster).to_owned(), words: seen.cluster_name(cluster) };
    seen.model().clusters.iter().flat_map(|_| CLUSTERS).map(of).collect()
}
