//! «Справка»: a short tour for each role and what stands in no order, at `/help` and `/help/{topic}`, signed in or not.

mod text;

use super::{
    super::{
        access::{Action, Need},
        fault::{Fault, language},
    },
    asked::Asked,
    frame::{Frame, Here},
    show,
};
use crate::wording::Lang;
use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use std::{collections::BTreeMap, sync::LazyLock};
use text::Text;
use vekha_domain::{event::Role, ids::RoadmapId};

/// Tours in the order of the contents, each with whose it is.
const TOURS: [(&str, Role); 6] = [
    ("coordinator", Role::Coordinator),
    ("responsible", Role::Responsible),
    ("head", Role::Head),
    ("auditor", Role::Auditor),
    ("region", Role::Region),
    ("administrator", Role::Administrator),
];

/// What anybody may want to look up, in the order of the contents.
const REFERENCE: [&str; 10] =
    ["figures", "states", "terms", "changes", "documents", "letters", "meetings", "past", "search", "questions"];

/// From so many headings on a topic begins with a list of them.
const MANY: usize = 5;

/// For whom each route is: a link is offered to those only who may follow it.
static NEEDS: LazyLock<BTreeMap<&'static str, Need>> =
    LazyLock::new(|| super::table().into_iter().map(|(path, need, _)| (path, need)).collect());

#[derive(Template)]
#[template(path = "help.html")]
struct Contents {
    frame: Frame,
    groups: Vec<Group>,
}

/// Topics under one heading.
struct Group {
    heading: String,
    topics: Vec<Listed>,
}

/// A topic in the contents.
struct Listed {
    link: String,
    title: &'static str,
    lead: &'static str,
}

#[derive(Template)]
#[template(path = "help_topic.html")]
struct Topic {
    frame: Frame,
    contents: String,
    title: &'static str,
    lead: &'static str,
    headings: &'static [text::Heading],
    pieces: Vec<Piece>,
}

/// HTML, and the link that follows it; words alone where the link is not this reader's to follow.
struct Piece {
    html: &'static str,
    link: Option<String>,
    words: &'static str,
}

/// The contents; a reader's own tours stand first.
pub async fn contents(asked: Result<Asked, Fault>, headers: HeaderMap) -> Result<Response, Fault> {
    let reader = Reader::of(asked, &headers)?;
    let own = |role| reader.asked.as_ref().is_some_and(|asked| asked.visitor.roles.contains(&role));
    let tours = |mine: bool| TOURS.into_iter().filter(move |(_, role)| own(*role) == mine).map(|(name, _)| name);
    let groups = [
        reader.group("help-yours", tours(true)),
        reader.group("help-tours", tours(false)),
        reader.group("help-reference", REFERENCE.into_iter()),
    ];
    let groups = groups.into_iter().filter(|group| !group.topics.is_empty()).collect();
    show(reader.lang, StatusCode::OK, &Contents { frame: reader.frame(), groups })
}

/// One topic.
pub async fn topic(
    Path(name): Path<String>,
    asked: Result<Asked, Fault>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let reader = Reader::of(asked, &headers)?;
    let text = text::of(reader.lang, &name).ok_or(Fault::NotFound)?;
    let page = Topic {
        frame: reader.frame(),
        contents: reader.link("/help"),
        title: &text.title,
        lead: &text.lead,
        headings: if text.headings.len() < MANY { &[] } else { &text.headings },
        pieces: reader.pieces(text),
    };
    show(reader.lang, StatusCode::OK, &page)
}

/// Somebody reading the help, known or not.
struct Reader {
    lang: Lang,
    asked: Option<Asked>,
}

impl Reader {
    fn of(asked: Result<Asked, Fault>, headers: &HeaderMap) -> Result<Reader, Fault> {
        let asked = match asked {
            Ok(asked) => Some(asked),
            Err(Fault::SignInFirst) => None,
            Err(fault) => return Err(fault),
        };
        Ok(Reader { lang: language(headers), asked })
    }

    /// Nothing here depends on the day, but the links keep it.
    fn frame(&self) -> Frame {
        match &self.asked {
            Some(asked) => Frame { day: None, ..asked.frame(None, Here::Help) },
            None => Frame::bare(self.lang),
        }
    }

    fn link(&self, path: &str) -> String {
        self.asked.as_ref().map_or_else(|| path.to_owned(), |asked| asked.link(path))
    }

    fn group(&self, heading: &str, names: impl Iterator<Item = &'static str>) -> Group {
        let listed = |name: &'static str| {
            let text = text::of(self.lang, name)?;
            Some(Listed { link: self.link(&format!("/help/{name}")), title: &text.title, lead: &text.lead })
        };
        Group { heading: self.lang.say(heading), topics: names.filter_map(listed).collect() }
    }

    fn pieces(&self, text: &'static Text) -> Vec<Piece> {
        let piece = |piece: &'static text::Piece| Piece {
            html: &piece.html,
            link: piece.to.as_deref().and_then(|to| self.address(to)),
            words: &piece.words,
        };
        text.pieces.iter().map(piece).collect()
    }

    /// Where a link leads this reader: the pages of an office are those of the own one, those of a roadmap of its newest.
    fn address(&self, to: &str) -> Option<String> {
        if to.starts_with('#') {
            return Some(to.to_owned());
        }
        if !to.contains('{') {
            return Some(self.link(to));
        }
        let asked = self.asked.as_ref()?;
        let path = to.split_once('#').map_or(to, |(path, _)| path);
        let allowed = match NEEDS.get(path)? {
            Need::Nobody | Need::SignedIn => true,
            Need::May(Action::Read) => asked.visitor.may(Action::Read),
            Need::May(action) => asked.live() && asked.visitor.may(*action),
        };
        let mut address = to.replace("{office}", &asked.office.to_string());
        if address.contains("{roadmap}") {
            address = address.replace("{roadmap}", &newest(asked)?.to_string());
        }
        allowed.then(|| asked.link(&address))
    }
}

/// The roadmap adopted last.
fn newest(asked: &Asked) -> Option<RoadmapId> {
    let roadmaps = asked.known.roadmaps();
    roadmaps.max_by_key(|roadmap| roadmap.adopted.as_ref().map(|adopted| adopted.from)).map(|roadmap| roadmap.id)
}

#[cfg(test)]
mod tests;
