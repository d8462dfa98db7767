//! How the program looks at proof links: whether at all, how often, how many a day, with copies or without.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault},
        asked::Asked,
        form::{Fields, Wrong},
    },
    answer, change, path, refused, today,
};
use crate::app::AppError;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use std::ops::RangeInclusive;
use vekha_domain::{audit::Checking, ids::OfficeId};

/// Field of the days between two looks.
const DAYS: &str = "links-days";
/// Field of the looks a day.
const BUDGET: &str = "links-budget";

/// The form, or what it says to whoever may not change it.
pub struct Links {
    /// Where it is sent.
    pub action: String,
    /// It looks.
    pub on: bool,
    /// It keeps copies.
    pub copies: bool,
    /// Days, as typed or as known.
    pub days: String,
    /// Looks a day, as typed or as known.
    pub budget: String,
    /// The same in a sentence.
    pub words: String,
    /// The demonstration asks nothing of the world outside.
    pub demo: bool,
}

/// What is so on the day, or what was typed.
pub fn links(asked: &Asked, typed: &Fields) -> Links {
    let checking = asked.state().audit().checking_on(asked.as_of);
    let sent = typed.0.iter().any(|(name, _)| name == DAYS);
    let ticked = |name: &str, known: bool| if sent { typed.get(name) == "yes" } else { known };
    let number = |name: &str, known: u16| if sent { typed.get(name).to_owned() } else { known.to_string() };
    let args = [
        ("on", if checking.on { "on".into() } else { "off".into() }),
        ("copies", if checking.copies { "on".into() } else { "off".into() }),
        ("days", checking.days.into()),
        ("budget", checking.budget.into()),
    ];
    Links {
        action: format!("/offices/{}/link-checking", asked.office),
        on: ticked("links-on", checking.on),
        copies: ticked("links-copies", checking.copies),
        days: number(DAYS, checking.days),
        budget: number(BUDGET, checking.budget),
        words: asked.lang.say_with("links-now", args),
        demo: asked.site.app.demo().is_some(),
    }
}

/// The form sent.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let asked = today(&site, &visitor, office, &parts).await?;
    let (lang, day, mut wrong) = (asked.lang, asked.today, Vec::new());
    let mut number = |field: &str, range: RangeInclusive<u16>, key: &str| {
        let read = fields.get(field).parse::<u16>().ok().filter(|n| range.contains(n));
        if read.is_none() {
            wrong.push(Wrong::beside(field, lang.say(key)));
        }
        read
    };
    let days = number(DAYS, 1..=365, "links-days-wrong");
    let budget = number(BUDGET, 1..=10_000, "links-budget-wrong");
    let (Some(days), Some(budget)) = (days, budget) else {
        return answer(&asked.lying_at(path(office)), fields, wrong);
    };
    drop(asked);
    let (on, copies) = (fields.get("links-on") == "yes", fields.get("links-copies") == "yes");
    let checking = Checking { on, copies, days, budget };
    match change(&site, &visitor, office, |state| state.audit().check_links(checking, day)).await {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/settings?saved=1#links")).into_response()),
        Err(AppError::Refused(refusal)) => {
            let asked = today(&site, &visitor, office, &parts).await?.lying_at(path(office));
            let wrong = vec![refused(&refusal, asked.lang)];
            answer(&asked, fields, wrong)
        }
        Err(e) => Err(e.into()),
    }
}
