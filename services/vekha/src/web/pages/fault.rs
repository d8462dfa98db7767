//! The page of a fault: what happened, what to do, the code for the help desk. It asks nothing of the program.

use super::{super::fault::Fault, Frame, asked::with_query, show};
use crate::wording::Lang;
use askama::Template;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    frame: Frame,
    heading: String,
    sentence: String,
    code: String,
    /// Where to go from here.
    link: String,
    words: String,
}

/// The page; bare status when even that fails.
pub fn page(fault: &Fault, lang: Lang, here: &str, code: &str) -> Response {
    let (heading, sentence) = fault.words(lang);
    let (link, words) = match fault {
        Fault::SignInFirst => (with_query("/signin", [("to", here)].into_iter()), lang.say("fault-to-sign-in")),
        Fault::NotYet => (here.to_owned(), lang.say("fault-to-today")),
        _ => ("/".to_owned(), lang.say("fault-to-home")),
    };
    let code = lang.say_with("fault-code", [("code", code.to_owned().into())]);
    let page = FaultPage { frame: Frame::bare(lang), heading, sentence, code, link, words };
    show(lang, fault.status(), &page).unwrap_or_else(|_| fault.status().into_response())
}
