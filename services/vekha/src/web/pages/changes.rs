//! Changes with a basis (основание): terms moved, rows withdrawn, executors changed, one row or many at once.

mod decide;
mod list;
mod parties;
mod reading;
mod rows;
mod show;

pub use list::{list, may_amend, told};

use super::{
    super::{Site, access::Visitor, fault::Fault, marking},
    asked::{Asked, with_query},
    form::{self, Fields, Wrong},
};
use crate::app::{AppError, Command, Plan};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use decide::Decided;
use std::sync::{Mutex, PoisonError};
use vekha_domain::{
    ids::{ActivityId, OfficeId, RoadmapId},
    refusal::Refusal,
};

/// Most rows changed at once.
pub const MOST: usize = 500;

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The due day of an occurrence.
    Move,
    /// A date is given to what has none.
    Date,
    /// The whole term is set anew by words.
    Term,
    /// An occurrence will not be.
    Cancel,
    /// The executors.
    Responsible,
    /// The words of the row.
    Wording,
    /// The activity is taken off control.
    Withdraw,
}

impl What {
    /// All of them, in the order they are offered.
    pub const ALL: [What; 7] =
        [What::Move, What::Date, What::Term, What::Cancel, What::Responsible, What::Wording, What::Withdraw];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            What::Move => "move",
            What::Date => "date",
            What::Term => "term",
            What::Cancel => "cancel",
            What::Responsible => "responsible",
            What::Wording => "wording",
            What::Withdraw => "withdraw",
        }
    }

    /// May it be done to many rows at once? The words of a row are its own.
    pub fn of_many(self) -> bool {
        self != What::Wording
    }

    fn read(code: &str) -> Result<What, Fault> {
        What::ALL.into_iter().find(|what| what.code() == code).ok_or(Fault::NotFound)
    }

    /// Does it speak of one occurrence of a row?
    pub fn of_occurrence(self) -> bool {
        matches!(self, What::Move | What::Cancel)
    }
}

/// Address of the form for some rows.
pub fn path(office: OfficeId, roadmap: RoadmapId, what: What, activities: &[ActivityId]) -> String {
    let ids: Vec<String> = activities.iter().map(ActivityId::to_string).collect();
    let pairs = std::iter::once(("what", what.code())).chain(ids.iter().map(|id| ("m", id.as_str())));
    with_query(&format!("/offices/{office}/roadmaps/{roadmap}/changes/new"), pairs)
}

/// The form: its rows and what is to be said about them.
pub async fn form(Path((_, id)): Path<(OfficeId, RoadmapId)>, asked: Asked) -> Result<Response, Fault> {
    let fields = Fields(asked.others.clone());
    let what = What::read(fields.get("what"))?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let command = asked.site.app.ids().next().to_string();
    show::answer(&asked, id, what, &fields, &command, Vec::new())
}

/// The form sent: every row is changed, or none.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let what = What::read(fields.get("what"))?;
    let asked = Asked::of(&site, &visitor, office, &parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let command = fields.get("command").to_owned();
    let mut wrong = Vec::new();
    let basis = form::basis(&fields, asked.today, asked.lang, &mut wrong);
    let decided = decide::read(&asked, id, what, &fields, &mut wrong);
    let (Some(basis), Some(decided), true) = (basis, decided, wrong.is_empty()) else {
        return show::answer(&asked, id, what, &fields, &command, wrong);
    };
    drop(asked);
    // The same words sent twice are one command; other words, sent from a page that was gone back to, are another one.
    let key = marking::command_id(visitor.person(), format!("{command} {:?}", fields.0).as_bytes());
    let command_id = Command { office, actor: visitor.person(), id: key };
    let (now, stuck) = (site.app.now(), Mutex::new(None));
    let done = site.app.change(command_id, |state, _| {
        let mut plan = Plan::new(state, now);
        if state.roadmap(id).is_some_and(|r| r.closed.is_some()) {
            return Err(Refusal::RoadmapClosed);
        }
        for Decided { activity, change } in &decided {
            *stuck.lock().unwrap_or_else(PoisonError::into_inner) = Some(*activity);
            change.take(&mut plan, *activity, &basis)?;
        }
        Ok(plan.decided())
    });
    match done.await {
        Ok(done) => {
            let (first, last) = (done.position + 1 - (done.events as u64).max(1), done.position);
            let (first, last) = (first.to_string(), if done.events == 0 { "0".to_owned() } else { last.to_string() });
            let pairs = [("from", first.as_str()), ("to", last.as_str())];
            let to = with_query(&format!("/offices/{office}/roadmaps/{id}/changes#receipt"), pairs.into_iter());
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Refused(refusal)) => {
            let asked = Asked::of(&site, &visitor, office, &parts).await?;
            let row = stuck.into_inner().unwrap_or_else(PoisonError::into_inner);
            let wrong = refused(&asked, row, &refusal);
            show::answer(&asked, id, what, &fields, &command, vec![wrong])
        }
        Err(e) => Err(e.into()),
    }
}

/// The refusal with the number of its row.
fn refused(asked: &Asked, row: Option<ActivityId>, refusal: &Refusal) -> Wrong {
    let sentence = crate::refusals::refusal(asked.lang, refusal);
    let number = row.and_then(|id| asked.state().activity(id)).map(|a| a.number.clone()).unwrap_or_default();
    let sentence = match number.is_empty() {
        true => sentence,
        false => asked.lang.say_with("change-row", [("number", number.into()), ("words", sentence.into())]),
    };
    match refusal.field() {
        Some("due") => Wrong::beside("day", sentence),
        Some("basis") => Wrong::beside("basis", sentence),
        Some("title") => Wrong::beside("title", sentence),
        _ => Wrong::whole(sentence),
    }
}

#[cfg(test)]
mod tests;
