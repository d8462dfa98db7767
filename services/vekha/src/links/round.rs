//! A round of looks: what is due by the office's settings, the oldest first, within the day's budget. Each look is recorded.

use super::{checker::Checker, copies};
use crate::{
    app::{App, AppError, Command},
    ending::Ending,
};
use serde::Serialize;
use std::collections::BTreeSet;
use vekha_domain::{
    event::{LinkState, ProofLinkChecked},
    ids::{OfficeId, PersonId},
    proof::ProofLink,
};
use vekha_projections::{ToLookAt, View};

/// What is wished of a round.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// At most so many looks.
    pub limit: Option<usize>,
    /// Although the office has not switched looking on.
    pub anyway: bool,
}

/// A look that was recorded.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Looked {
    /// The address.
    pub link: ProofLink,
    /// What was found.
    pub state: LinkState,
    /// The number the server answered with.
    pub status: Option<u16>,
    /// Where it leads now.
    pub leads_to: Option<ProofLink>,
    /// SHA-256 of what was there.
    pub sha256: Option<String>,
    /// A copy is kept.
    pub kept: bool,
    /// At so many marks it stands.
    pub marks: usize,
}

/// Looks at what is due. Nothing while looking is off; a look that was begun is recorded before the end that was asked for.
///
/// # Errors
/// A fault of the database: what was recorded until then stays.
pub async fn look_at_due(
    app: &App,
    checker: &Checker,
    office: OfficeId,
    wish: Wish,
    ending: &Ending,
) -> Result<Vec<Looked>, AppError> {
    let mut looked = Vec::new();
    let mut hosts = BTreeSet::new();
    for due in due(app, office, wish).await? {
        if !hosts.insert(due.link.host()) {
            tokio::select! {
                () = tokio::time::sleep(checker.pause) => {}
                () = ending.asked() => {}
            }
        }
        let Some(copies) = still_wanted(app, office, wish).await?.filter(|_| !ending.is_asked()) else { break };
        looked.push(look(app, checker, office, &due, copies).await?);
    }
    Ok(looked)
}

async fn due(app: &App, office: OfficeId, wish: Wish) -> Result<Vec<ToLookAt>, AppError> {
    let known = app.office(office).await?;
    let today = known.local_day(app.now());
    let checking = known.audit().checking_on(today);
    if !checking.on && !wish.anyway {
        return Ok(Vec::new());
    }
    let mut due = View::new(&known, today).to_look_at(checking);
    due.truncate(wish.limit.unwrap_or(usize::MAX));
    Ok(due)
}

/// Whether copies are kept; none when looking was switched off meanwhile.
async fn still_wanted(app: &App, office: OfficeId, wish: Wish) -> Result<Option<bool>, AppError> {
    let known = app.office(office).await?;
    let checking = known.audit().checking_on(known.local_day(app.now()));
    Ok((checking.on || wish.anyway).then_some(checking.copies))
}

async fn look(
    app: &App,
    checker: &Checker,
    office: OfficeId,
    due: &ToLookAt,
    copies: bool,
) -> Result<Looked, AppError> {
    let found = checker.look(&due.link).await;
    let kept = found.content.as_ref().filter(|_| copies);
    if let Some(content) = kept {
        copies::keep(app, content).await?;
    }
    let looked = Looked {
        link: due.link.clone(),
        state: found.state,
        status: found.status,
        leads_to: found.leads_to,
        kept: kept.is_some(),
        sha256: found.content.map(|content| copies::sha256(&content.bytes)),
        marks: due.at.len(),
    };
    let today = app.today(office).await?;
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    app.change(command, |state, _| {
        // A mark or document that went away meanwhile needs no look any more.
        let of_mark = |(activity, mark): &(_, _)| {
            let found = ProofLinkChecked {
                mark: *mark,
                link: looked.link.clone(),
                state: looked.state,
                status: looked.status,
                leads_to: looked.leads_to.clone(),
                sha256: looked.sha256.clone(),
                kept: looked.kept,
            };
            state.activity(*activity).and_then(|activity| activity.check_proof(found, today).ok())
        };
        Ok(due.at.iter().filter_map(of_mark).flatten().collect())
    })
    .await?;
    Ok(looked)
}
