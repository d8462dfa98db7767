//! What stands above and below: whose document it is, of which roadmap and day, and who signs.

use super::{super::called, Subject};
use crate::{
    sentence,
    web::pages::{export::heading, written},
};
use vekha_domain::{event::Role, ids::PersonId, reminder::ReportKind};
use vekha_office::Document;

/// The document without its parts.
pub fn of(subject: &Subject<'_>) -> Document {
    let (look, roadmap) = (subject.look, subject.roadmap);
    let key = match subject.kind {
        ReportKind::Year => "report-title-year",
        ReportKind::Term | ReportKind::Quarter => "report-title-group",
    };
    let during = called::during(look.lang, subject.period, look.known);
    let mut below = vec![roadmap.title.clone()];
    below.extend(heading(look, roadmap));
    Document {
        above: vec![look.known.office().name.to_uppercase()],
        title: look.lang.say_with(key, [("during", during.into())]),
        below,
        signed: vec![
            (look.lang.say("report-sign-office"), String::new()),
            (look.lang.say("report-sign-coordinator"), coordinator(subject)),
        ],
        ..Document::default()
    }
}

/// The name of the only coordinator there is.
fn coordinator(subject: &Subject<'_>) -> String {
    let look = subject.look;
    let of: Vec<PersonId> =
        look.known.people().filter(|person| person.roles.contains(&Role::Coordinator)).map(|p| p.id).collect();
    match of.as_slice() {
        [only] => written::unbroken(&sentence::person(look.lang, *only, look.known, look.names)),
        _ => String::new(),
    }
}
