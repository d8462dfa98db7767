//! A sample of documents: how it was drawn, what each should prove, and what people found in it.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        export::{FileKind, FileLink},
        frame::{Frame, Here},
        parties,
        people::{desk::Desk, fields::Typed},
        plan::{Choice, choice},
        show, written,
    },
    examines,
    rows::{self, Row},
};
use crate::{refusals, sentence, wording::Lang};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    activity::{Examined, Proof},
    audit::Sample,
    event::{Finding, ProofExamined, Sampled},
    ids::{OfficeId, SampleId},
    refusal::Refusal,
};

/// What can be found, in the order it is told.
const FINDINGS: [Finding; 4] = [Finding::Confirms, Finding::Partly, Finding::Other, Finding::Unavailable];

#[derive(Template)]
#[template(path = "proof_sample.html")]
struct Page {
    frame: Frame,
    back: Option<String>,
    heading: String,
    result: String,
    sums: Vec<String>,
    how: Vec<String>,
    files: Vec<FileLink>,
    rows: Vec<Drawn>,
    alert: Option<(String, String)>,
}

/// A document of the sample.
pub struct Drawn {
    /// Its place, from 1.
    pub n: usize,
    /// What it should prove and where it lies; none when the log no longer has the mark.
    pub row: Option<Row>,
    /// What people found, the oldest first.
    pub findings: Vec<String>,
    /// The last finding as a word.
    pub finding: Option<String>,
    /// Where a finding is entered.
    pub form: Option<Form>,
}

/// The form of a finding.
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// What can be found.
    pub choices: Vec<Choice>,
    /// The note as typed.
    pub note: String,
    /// What is wrong: with which field, and why.
    pub wrong: Option<(&'static str, String)>,
}

/// A form that was refused.
struct Refused {
    n: usize,
    typed: Typed,
    field: &'static str,
    sentence: String,
}

/// The code of a finding.
fn code(finding: Finding) -> &'static str {
    match finding {
        Finding::Confirms => "confirms",
        Finding::Partly => "partly",
        Finding::Other => "other",
        Finding::Unavailable => "unavailable",
    }
}

/// The page.
pub async fn page(Path((_, id)): Path<(OfficeId, SampleId)>, asked: Asked) -> Result<Response, Fault> {
    answer(&asked, id, None)
}

fn answer(asked: &Asked, id: SampleId, refused: Option<&Refused>) -> Result<Response, Fault> {
    let (lang, sample) = (asked.lang, of(asked, id)?);
    let roadmap = sample.drawn.roadmap.filter(|id| asked.state().roadmap(*id).is_some());
    let path = format!("/offices/{}/proof-samples/{id}", asked.office);
    let page = Page {
        frame: asked.frame(roadmap, Here::Proofs),
        back: roadmap.map(|id| asked.link(&asked.roadmap_path(id, "/proofs"))),
        heading: lang.say_with("sample-title", [("day", written::day(sample.on).into())]),
        result: result(asked, sample),
        sums: sums(asked, sample),
        how: how(asked, sample),
        files: vec![FileLink {
            words: lang.say(&format!("export-as-{}", FileKind::Excel.ending())),
            link: asked.link(&format!("{path}/list.xlsx")),
        }],
        rows: drawn(asked, sample, refused),
        alert: refused.map(|r| (format!("#{}-{}", r.field, r.n), r.sentence.clone())),
    };
    match refused {
        None => asked.show(&page),
        Some(_) => {
            let mut response = show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
            response.extensions_mut().insert(Worded);
            Ok(response)
        }
    }
}

/// A sample of the office.
///
/// # Errors
/// As [`Asked::missing`].
pub fn of(asked: &Asked, id: SampleId) -> Result<&Sample, Fault> {
    let sample = asked.state().audit().sample(id).filter(|sample| sample.on <= asked.as_of);
    sample.ok_or_else(|| asked.missing())
}

/// How it was drawn: everything needed to draw it again.
pub fn how(asked: &Asked, sample: &Sample) -> Vec<String> {
    let drawn = &sample.drawn;
    let by = sentence::person(asked.lang, sample.by, asked.state(), &asked.names);
    let from = [
        ("n", drawn.drawn.len().into()),
        ("of", drawn.population.into()),
        ("day", written::day(drawn.as_of).into()),
        ("by", by.into()),
    ];
    let seed = [("seed", drawn.seed.to_string().into())];
    vec![asked.lang.say_with("sample-from", from), asked.lang.say_with("sample-rule", seed)]
}

/// «18 из 20 подтверждают».
pub fn result(asked: &Asked, sample: &Sample) -> String {
    let found = findings(asked, sample);
    let confirms = found.iter().filter(|f| **f == Some(Finding::Confirms)).count();
    let args = [("n", confirms.into()), ("of", found.len().into()), ("left", left(&found).into())];
    asked.lang.say_with("sample-result", args)
}

/// How many of each finding, and how many nobody has looked at.
pub fn sums(asked: &Asked, sample: &Sample) -> Vec<String> {
    let found = findings(asked, sample);
    let one = |finding: Finding| {
        let n = found.iter().filter(|f| **f == Some(finding)).count();
        let args = [("words", word(asked.lang, finding).into()), ("n", n.into())];
        asked.lang.say_with("sample-sum", args)
    };
    let rest = [("words", asked.lang.say("sample-open").into()), ("n", left(&found).into())];
    FINDINGS.into_iter().map(one).chain([asked.lang.say_with("sample-sum", rest)]).collect()
}

fn left(found: &[Option<Finding>]) -> usize {
    found.iter().filter(|f| f.is_none()).count()
}

fn word(lang: Lang, finding: Finding) -> String {
    lang.say(&format!("finding-{}", code(finding)))
}

/// The last finding in each document of the sample.
fn findings(asked: &Asked, sample: &Sample) -> Vec<Option<Finding>> {
    let last = |drawn| examined(asked, sample, drawn).last().map(|e| e.finding);
    sample.drawn.drawn.iter().map(last).collect()
}

fn proof<'a>(asked: &'a Asked, drawn: &Sampled) -> Option<&'a Proof> {
    let mark = asked.state().activity(drawn.activity)?.mark(drawn.mark)?;
    mark.proofs.iter().find(|proof| proof.link == drawn.link)
}

fn examined<'a>(asked: &'a Asked, sample: &Sample, drawn: &Sampled) -> impl Iterator<Item = &'a Examined> {
    let (id, day) = (sample.drawn.sample, asked.as_of);
    let all = proof(asked, drawn).map(|proof| proof.examined.as_slice()).unwrap_or_default();
    all.iter().filter(move |e| e.sample == Some(id) && e.day <= day)
}

/// The documents of the sample, in the order drawn.
pub fn list(asked: &Asked, sample: &Sample) -> Vec<Drawn> {
    drawn(asked, sample, None)
}

fn drawn(asked: &Asked, sample: &Sample, refused: Option<&Refused>) -> Vec<Drawn> {
    let id = sample.drawn.sample;
    let one = |(n, of): (usize, &Sampled)| Drawn {
        n,
        row: row(asked, of),
        findings: examined(asked, sample, of).map(|e| told(asked, e)).collect(),
        finding: examined(asked, sample, of).last().map(|e| word(asked.lang, e.finding)),
        form: examines(asked).then(|| form(asked, id, n, refused.filter(|r| r.n == n))),
    };
    (1..).zip(&sample.drawn.drawn).map(one).collect()
}

/// What a person found, in a sentence.
pub fn told(asked: &Asked, examined: &Examined) -> String {
    let by = sentence::person(asked.lang, examined.by, asked.state(), &asked.names);
    let args = [
        ("words", word(asked.lang, examined.finding).into()),
        ("note", examined.note.clone().unwrap_or_else(|| "none".to_owned()).into()),
        ("day", written::day(examined.day).into()),
        ("by", by.into()),
    ];
    asked.lang.say_with("finding-told", args)
}

fn row(asked: &Asked, of: &Sampled) -> Option<Row> {
    let activity = asked.state().activity(of.activity)?;
    let (mark, proof) = (activity.mark(of.mark)?, proof(asked, of)?);
    let due = activity.occurrence(mark.occurrence).and_then(|o| o.due_on(asked.as_of))?;
    let path =
        format!("/offices/{}/activities/{}?o={}&mark={}#mark", asked.office, activity.id, mark.occurrence, mark.id);
    Some(Row {
        number: activity.number.clone(),
        title: activity.wording_on(asked.as_of).map(|words| words.title.clone()).unwrap_or_default(),
        link: asked.link(&path),
        executor: written::unbroken(&parties::executor(asked.look(), activity, mark.executor)),
        due,
        performed: mark.performed_on,
        note: mark.note.clone(),
        document: rows::address(&of.link),
        host: of.link.host(),
        look: rows::look(asked, proof),
    })
}

fn form(asked: &Asked, id: SampleId, n: usize, refused: Option<&Refused>) -> Form {
    let chosen = refused.map(|r| r.typed.value("finding")).unwrap_or_default();
    let one = |finding: Finding| choice(code(finding), word(asked.lang, finding), chosen);
    let none = choice("", asked.lang.say("finding-choose"), chosen);
    Form {
        action: format!("/offices/{}/proof-samples/{id}/findings/{n}", asked.office),
        choices: std::iter::once(none).chain(FINDINGS.into_iter().map(one)).collect(),
        note: refused.map(|r| r.typed.value("note").to_owned()).unwrap_or_default(),
        wrong: refused.map(|r| (r.field, r.sentence.clone())),
    }
}

/// What was found in a document of the sample.
pub async fn examine(
    desk: Desk,
    Path((office, id, n)): Path<(OfficeId, SampleId, String)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (typed, n) = (Typed::sent(sent), n.parse::<usize>().map_err(|_| Fault::NotFound)?);
    let path = format!("/proof-samples/{id}");
    let asked = desk.asked_at(&path).await?;
    let sampled = n.checked_sub(1).and_then(|at| of(&asked, id).ok()?.drawn.drawn.get(at)).cloned();
    let sampled = sampled.ok_or(Fault::NotFound)?;
    let Some(finding) = FINDINGS.into_iter().find(|finding| code(*finding) == typed.value("finding")) else {
        let sentence = desk.lang.say("finding-missing");
        return answer(&asked, id, Some(&Refused { n, typed, field: "finding", sentence }));
    };
    drop(asked);
    let note = Some(typed.value("note").to_owned());
    let found = ProofExamined { mark: sampled.mark, link: sampled.link, sample: Some(id), finding, note };
    let (by, today) = (desk.visitor.person(), desk.today);
    let changed = desk.change(desk.new_id(), |state, _| {
        state.activity(sampled.activity).ok_or(Refusal::MarkUnknown)?.examine_proof(found.clone(), by, today)
    });
    match changed.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}{path}#d{n}")).into_response()),
        Err(why) => {
            let asked = desk.asked_at(&path).await?;
            let sentence = refusals::refusal(desk.lang, &why);
            answer(&asked, id, Some(&Refused { n, typed, field: "note", sentence }))
        }
    }
}
