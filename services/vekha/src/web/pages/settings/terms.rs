//! School terms: four terms or three trimesters of a school year, as this office keeps them.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault},
        asked::Asked,
        form::{Fields, Wrong},
        written,
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
use chrono::Datelike;
use vekha_domain::{event::TermDates, ids::OfficeId};

/// Most terms a school year has.
const MOST: usize = 4;

/// A school year with its terms.
pub struct Year {
    /// «2023/24».
    pub name: String,
    /// The office keeps it differently from the template.
    pub own: bool,
    /// Where its form goes.
    pub action: String,
    /// First and last day of each, as typed or as known.
    pub terms: Vec<Term>,
}

/// A term's fields.
pub struct Term {
    /// Name of the field of the first day.
    pub from_field: String,
    /// First day.
    pub from: String,
    /// Name of the field of the last day.
    pub to_field: String,
    /// Last day.
    pub to: String,
}

/// This school year and the next.
pub fn years(asked: &Asked, typed: &Fields) -> Vec<Year> {
    let today = asked.as_of;
    let begun = if today.month() >= 8 { today.year() } else { today.year() - 1 };
    let begun = u16::try_from(begun).unwrap_or_default();
    [begun, begun.saturating_add(1)].into_iter().map(|year| one(asked, year, typed)).collect()
}

fn one(asked: &Asked, year: u16, typed: &Fields) -> Year {
    let terms = asked.state().office().school_terms();
    let known = terms.terms_of(year);
    let sent = typed.0.iter().any(|(name, _)| name.starts_with(&format!("from-{year}-")));
    let term = |at: usize| {
        let (from_field, to_field) = (format!("from-{year}-{at}"), format!("to-{year}-{at}"));
        let known = known.get(at);
        let shown = |field: &str, day: Option<chrono::NaiveDate>| {
            if sent { typed.get(field).to_owned() } else { day.map(written::day).unwrap_or_default() }
        };
        Term {
            from: shown(&from_field, known.map(|t| t.from)),
            to: shown(&to_field, known.map(|t| t.to)),
            from_field,
            to_field,
        }
    };
    Year {
        name: format!("{year}/{:02}", (u32::from(year) + 1) % 100),
        own: terms.is_own(year),
        action: format!("/offices/{}/school-terms/{year}", asked.office),
        terms: (0..MOST).map(term).collect(),
    }
}

/// The form sent: rows left empty are terms that are not there.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, year)): Path<(OfficeId, u16)>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let asked = today(&site, &visitor, office, &parts).await?;
    let (lang, mut wrong, mut terms) = (asked.lang, Vec::new(), Vec::new());
    for at in 0..MOST {
        let (from, to) = (format!("from-{year}-{at}"), format!("to-{year}-{at}"));
        if fields.get(&from).is_empty() && fields.get(&to).is_empty() {
            continue;
        }
        let mut day = |field: &str| super::super::form::day(&fields, field, lang, &mut wrong);
        if let (Some(from), Some(to)) = (day(&from), day(&to)) {
            terms.push(TermDates { from, to });
        }
    }
    if !wrong.is_empty() {
        return answer(&asked.lying_at(path(office)), fields, wrong);
    }
    let day = asked.today;
    drop(asked);
    match change(&site, &visitor, office, |state| state.office().set_terms(year, terms.clone(), day)).await {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/settings?saved=1#terms")).into_response()),
        Err(AppError::Refused(refusal)) => {
            let asked = today(&site, &visitor, office, &parts).await?.lying_at(path(office));
            let Wrong { sentence, .. } = refused(&refusal, asked.lang);
            answer(&asked, fields, vec![Wrong::beside(&format!("from-{year}-0"), sentence)])
        }
        Err(e) => Err(e.into()),
    }
}
