//! Outside keepers: organisations that keep signed heads where this office cannot change them.

use super::{
    super::{
        super::fault::Fault,
        asked::Asked,
        people::{desk::Desk, fields::Typed},
        written,
    },
    answer,
};
use axum::{Form as Sent, extract::Path, response::Response};
use vekha_domain::ids::{OfficeId, OrganisationId};

/// A keeper.
pub struct Keeper {
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: String,
    /// Where it is dismissed; none for those who dismiss nobody.
    pub dismissal: Option<String>,
}

/// An organisation that could keep heads.
pub struct Choice {
    /// Its id.
    pub value: String,
    /// Its name.
    pub words: String,
}

/// Who keeps heads.
pub fn all(asked: &Asked) -> Vec<Keeper> {
    let names = asked.changes_people();
    let of = |(id, since): (&OrganisationId, &chrono::NaiveDate)| Keeper {
        name: asked.state().office().organisation(*id).map(|o| o.name.clone()).unwrap_or_default(),
        since: written::day(*since),
        dismissal: names.then(|| format!("/offices/{}/integrity/keepers/{id}/dismissal", asked.office)),
    };
    asked.state().audit().witnesses.iter().map(of).collect()
}

/// Organisations with a mailbox that do not keep heads yet.
pub fn choices(asked: &Asked) -> Vec<Choice> {
    let kept = &asked.state().audit().witnesses;
    let could = asked.state().office().organisations().filter(|o| o.closed.is_none() && o.mailbox.is_some());
    let mut choices: Vec<Choice> = could
        .filter(|o| !kept.contains_key(&o.id))
        .map(|o| Choice { value: o.id.to_string(), words: o.name.clone() })
        .collect();
    choices.sort_by_cached_key(|choice| written::folded(&choice.words));
    choices
}

/// What was done just now, when the address says so.
pub fn receipt(asked: &Asked) -> Option<String> {
    let (_, code) = asked.others.iter().find(|(key, _)| key == "done")?;
    let known = ["named", "dismissed"].iter().find(|known| *known == code).filter(|_| asked.live())?;
    Some(asked.lang.say(&format!("integrity-done-{known}")))
}

/// An organisation keeps signed heads from now on.
pub async fn name(
    desk: Desk,
    Path(_): Path<OfficeId>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(id) = typed.chosen::<OrganisationId>("keeper", desk.lang) else { return refused(&desk, typed).await };
    let asked = desk.asked_at("/integrity").await?;
    let may = choices(&asked).iter().any(|choice| choice.value == id.to_string());
    let already = asked.state().audit().witnesses.contains_key(&id);
    drop(asked);
    if !may && !already {
        typed.refuse("keeper", desk.lang.say("integrity-no-mailbox"));
        return refused(&desk, typed).await;
    }
    let today = desk.today;
    match desk.change(desk.new_id(), |state, _| state.audit().name_witness(id, None, today)).await? {
        Ok(_) => Ok(desk.done("/integrity", "named")),
        Err(why) => {
            typed.refused(&why, &[("organisation", "keeper")], desk.lang);
            refused(&desk, typed).await
        }
    }
}

/// It keeps them no longer, on a ground.
pub async fn dismiss(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, OrganisationId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(ground) = typed.basis("basis", "basis-date", desk.lang) else { return refused(&desk, typed).await };
    let dismissed = desk.change(desk.new_id(), |state, _| {
        if state.audit().witnesses.contains_key(&id) {
            state.audit().dismiss_witness(id, ground.clone())
        } else {
            Ok(Vec::new())
        }
    });
    match dismissed.await? {
        Ok(_) => Ok(desk.done("/integrity", "dismissed")),
        Err(why) => {
            typed.refused(&why, &[("basis", "basis")], desk.lang);
            refused(&desk, typed).await
        }
    }
}

async fn refused(desk: &Desk, typed: Typed) -> Result<Response, Fault> {
    answer(desk.asked_at("/integrity").await?, typed).await
}
