//! A signed head for an outside keeper: the note as it is, in the letter and beside it.

use super::{
    desk::Desk,
    page::{Link, Section},
};
use crate::{integrity, mail::File};
use vekha_domain::reminder::Item;

impl Desk<'_> {
    /// The note, and the file it is; none when it was never signed.
    pub fn signed_head(&self) -> Option<(Section, File)> {
        let position = self.items().find_map(|(_, item)| match item {
            Item::Head { position } => Some(*position),
            _ => None,
        })?;
        let head = self.state.audit().heads.iter().find(|head| head.position == position)?;
        let title = self.say_with("letters-head-title", [("position", position.to_string().into())]);
        let key = integrity::signing_key(&self.site.app).map(|key| key.public()).unwrap_or_default();
        let lead = vec![self.say("letters-head-lead"), self.say_with("letters-head-key", [("key", key.into())])];
        let page = Link {
            words: self.say("letters-head-page"),
            url: format!("{}/offices/{}/integrity", self.site.base_url, self.state.office().id),
        };
        let section = Section {
            subject: title.clone(),
            title,
            lead,
            verbatim: Some(head.note.clone()),
            links: Vec::from_iter((!self.site.base_url.is_empty()).then_some(page)),
            ..Section::default()
        };
        Some((section, File { name: "vekha-note.txt", kind: "text/plain; charset=utf-8", text: head.note.clone() }))
    }
}
