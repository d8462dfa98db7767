//! Random samples of documents: drawing one, and those drawn before.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        people::{desk::Desk, fields::Typed},
        written,
    },
    Wanted, answer, examines, reads_samples, sample,
};
use axum::{
    Form as Sent,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Sampled,
    ids::{OfficeId, RoadmapId, SampleId},
};
use vekha_projections::{Scope, View};

/// So many are proposed.
const USUAL: usize = 20;
/// More are not checked by hand at once.
const MOST: usize = 500;

/// The form that draws a sample.
pub struct DrawForm {
    /// Where it is sent.
    pub action: String,
    /// The same form sent twice is one command.
    pub command: String,
    /// How many, as typed.
    pub many: String,
    /// What is wrong with it.
    pub wrong: Vec<String>,
}

/// A sample drawn before.
pub struct Listed {
    /// Its page.
    pub link: String,
    /// The day, how many of how many, by whom.
    pub words: String,
    /// What was found so far.
    pub result: String,
}

impl DrawForm {
    /// The empty form, for whoever may draw.
    pub fn begun(asked: &Asked, id: RoadmapId) -> Option<DrawForm> {
        examines(asked).then(|| DrawForm {
            action: asked.roadmap_path(id, "/proofs/samples"),
            command: asked.site.app.ids().next().to_string(),
            many: USUAL.to_string(),
            wrong: Vec::new(),
        })
    }
}

/// Samples of a roadmap, the newest first.
pub fn listed(asked: &Asked, id: RoadmapId) -> Vec<Listed> {
    if !reads_samples(asked) {
        return Vec::new();
    }
    let of = |sample: &&vekha_domain::audit::Sample| sample.drawn.roadmap == Some(id) && sample.on <= asked.as_of;
    let one = |sample: &vekha_domain::audit::Sample| Listed {
        link: asked.link(&format!("/offices/{}/proof-samples/{}", asked.office, sample.drawn.sample)),
        words: asked.lang.say_with(
            "proofs-sample-line",
            [
                ("day", written::day(sample.on).into()),
                ("n", sample.drawn.drawn.len().into()),
                ("of", sample.drawn.population.into()),
            ],
        ),
        result: sample::result(asked, sample),
    };
    asked.state().audit().samples.iter().rev().filter(of).map(one).collect()
}

/// Draws so many documents of today by chance.
pub async fn draw(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::sent(sent);
    let refused = |asked: Asked, why: String| {
        let form = DrawForm::begun(&asked, id);
        let form = form.map(|form| DrawForm { many: typed.value("many").to_owned(), wrong: vec![why], ..form });
        let mut response = answer(&asked, id, &Wanted::default(), form)?;
        response.extensions_mut().insert(Worded);
        Ok(response)
    };
    let asked = desk.asked_at(&format!("/roadmaps/{id}/proofs")).await?;
    asked.roadmap(id)?;
    let many = typed.value("many").trim().parse::<usize>().ok().filter(|many| (1..=MOST).contains(many));
    let Some(many) = many else {
        let why = desk.lang.say_with("proofs-many-wrong", [("most", MOST.into())]);
        return refused(asked, why);
    };
    drop(asked);
    let command = desk.id(&format!("sample {id} {many} {}", typed.value("command")));
    let (sample, today) = (SampleId(command), desk.today);
    let drawn = desk.change(command, |state, ids| {
        let documents = View::new(state, today).documents(&Scope::roadmap(id));
        let all: Vec<Sampled> = documents
            .iter()
            .map(|d| Sampled { activity: d.activity.id, mark: d.mark.id, link: d.proof.link.clone() })
            .collect();
        let seed = u64::from_be_bytes(ids.bytes());
        state.audit().draw(sample, Some(id), &all, many, seed, today)
    });
    match drawn.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/proof-samples/{sample}")).into_response()),
        Err(why) => {
            let asked = desk.asked_at(&format!("/roadmaps/{id}/proofs")).await?;
            let why = crate::refusals::refusal(desk.lang, &why);
            refused(asked, why)
        }
    }
}
