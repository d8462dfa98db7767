//! Erasing a person's data: the page says what happens, a word typed by hand confirms it.

use super::{
    super::{
        super::fault::{Fault, Worded},
        frame::{Frame, Here},
        show,
    },
    desk::Desk,
    fields::Typed,
    person::visible,
    told::Choice,
};
use crate::{
    app::{AppError, GROUNDS},
    sentence,
};
use askama::Template;
use axum::{Form as Sent, extract::Path, http::StatusCode, response::Response};
use vekha_domain::{
    event::Party,
    ids::{OfficeId, PersonId},
};

#[derive(Template)]
#[template(path = "person_erasure.html")]
struct Page {
    frame: Frame,
    name: String,
    form: Typed,
    action: String,
    back: String,
    /// Asked for already: what is left needs no word.
    begun: bool,
    done: bool,
    /// Work the person still has.
    open: Option<String>,
    handover: String,
    grounds: Vec<Choice>,
    word_note: String,
}

/// The form.
pub async fn form(desk: Desk, Path((_, id)): Path<(OfficeId, PersonId)>) -> Result<Response, Fault> {
    answer(&desk, id, Typed::default(), StatusCode::OK).await
}

/// The form sent: the person is erased, or what an earlier try left is finished.
pub async fn submit(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, PersonId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let asked = desk.asked().await?;
    let begun = visible(&asked, id)?.erasure.map(|(_, ground)| ground);
    drop(asked);
    let ground = GROUNDS.into_iter().find(|ground| sentence::ground_code(*ground) == typed.value("ground"));
    if begun.is_none() && ground.is_none() {
        typed.refuse("ground", lang.say("people-choose"));
    }
    let word = lang.say("erasure-word").to_lowercase();
    if begun.is_none() && typed.value("word").trim().to_lowercase() != word {
        typed.refuse("word", lang.say("erasure-word-wrong"));
    }
    if begun.is_none() && id == desk.visitor.person() {
        typed.refuse("word", lang.say("erasure-oneself"));
    }
    let Some(ground) = begun.or(ground).filter(|_| typed.wrong.is_empty()) else {
        return answer(&desk, id, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match desk.site.app.erase(desk.command(desk.new_id()), id, ground).await {
        Ok(()) => Ok(desk.done(&format!("/people/{id}"), "erased")),
        Err(AppError::Refused(why)) => {
            typed.refused(&why, &[], lang);
            answer(&desk, id, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(e) => Err(e.into()),
    }
}

async fn answer(desk: &Desk, id: PersonId, form: Typed, status: StatusCode) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    let person = visible(&asked, id)?;
    let lang = desk.lang;
    let open = asked.view().open_activities_of(&Party::Person(id)).len();
    let ground = |ground| {
        let code = sentence::ground_code(ground);
        Choice { value: code.to_owned(), words: lang.say(&format!("erasure-{code}")) }
    };
    let page = Page {
        frame: Frame { day: None, ..asked.frame(None, Here::People) },
        name: asked.person_name(id),
        form,
        action: desk.path(&format!("/people/{id}/erasure")),
        back: desk.path(&format!("/people/{id}")),
        begun: person.erasure.is_some(),
        done: person.erased.is_some(),
        open: (open > 0).then(|| lang.say_with("erasure-open", [("n", open.into())])),
        handover: desk.path(&format!("/people/{id}/handover")),
        grounds: GROUNDS.map(ground).into(),
        word_note: lang.say_with("erasure-word-note", [("word", lang.say("erasure-word").into())]),
    };
    let mut response = show(lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}
