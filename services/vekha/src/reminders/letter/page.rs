//! A letter before it becomes HTML and text: both are made of this one page, so both say the same.

use super::{desk::Desk, subject};
use crate::{
    mail::{File, Invitation},
    web::pages::written,
    wording::Lang,
};
use askama::Template;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::reminder::Recipient;

/// An address with its words.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub words: String,
    pub url: String,
}

/// How pressing a row is; the words say it too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tone {
    Ahead,
    Today,
    Late,
}

impl Tone {
    /// Colour on white (LOOK part 1).
    fn colour(self) -> &'static str {
        match self {
            Tone::Ahead => "#211f1b",
            Tone::Today => "#7a4f00",
            Tone::Late => "#a11d1b",
        }
    }
}

/// One thing the letter tells.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The item whose personal link it carries.
    pub item: Option<u16>,
    pub state: Option<(Tone, String)>,
    /// Words of the order.
    pub words: String,
    pub notes: Vec<String>,
    pub link: Option<Link>,
    /// The link is a button.
    pub button: bool,
}

/// A line of a table.
#[derive(Debug)]
pub(super) enum Line {
    /// Whose the lines below are.
    Group(String),
    Cells(Vec<String>),
}

/// A table; the first column is the widest.
#[derive(Debug)]
pub(super) struct Table {
    pub heads: Vec<String>,
    pub lines: Vec<Line>,
}

/// A section of the letter.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub title: String,
    /// The subject, if this section is the first.
    pub subject: String,
    pub lead: Vec<String>,
    pub rows: Vec<Row>,
    pub table: Option<Table>,
    /// What has to stay as it is, byte for byte.
    pub verbatim: Option<String>,
    pub links: Vec<Link>,
}

/// A letter.
#[derive(Debug)]
pub(super) struct Page {
    pub lang: Lang,
    pub subject: String,
    pub place: String,
    pub heading: String,
    pub lead: Vec<String>,
    pub sections: Vec<Section>,
    pub foot: Vec<String>,
    pub files: Vec<File>,
    pub invitation: Option<Invitation>,
    whose: String,
    organisation: bool,
    /// Behind some link another term can be asked for.
    moves: bool,
}

#[derive(Template)]
#[template(path = "reminder.html")]
struct Html<'a> {
    page: &'a Page,
    lang: &'static str,
    instead: String,
}

impl Page {
    /// The letter of these sections: its heading is that of the only row or section, or the day's.
    pub fn of(desk: &Desk<'_>, mut sections: Vec<Section>, files: Vec<File>, invitation: Option<Invitation>) -> Page {
        let subject = sections.first().map(|section| subject::line(&section.subject)).unwrap_or_default();
        let heading = match sections.as_mut_slice() {
            [only] => {
                let title = std::mem::take(&mut only.title);
                match only.rows.as_mut_slice() {
                    [row] => row.state.take().map_or(title, |(_, words)| words),
                    _ => title,
                }
            }
            _ => desk.dated("letters-day", desk.day()),
        };
        Page {
            lang: desk.lang,
            subject,
            place: desk.place(),
            heading,
            lead: desk.lead(&sections),
            foot: desk.foot(&sections),
            moves: desk.asks_for_marks(&sections),
            sections,
            files,
            invitation,
            whose: written::unbroken(&crate::sentence::recipient(desk.lang, desk.reminder.to, desk.state, desk.names)),
            organisation: matches!(desk.reminder.to, Recipient::Organisation(_)),
        }
    }

    /// The items whose links the letter carries.
    pub fn items(&self) -> Vec<u16> {
        let rows = self.sections.iter().flat_map(|section| &section.rows);
        let linked: BTreeSet<u16> = rows.filter(|row| row.link.is_some()).filter_map(|row| row.item).collect();
        linked.into_iter().collect()
    }

    /// Says whose the links are, and until when they are good.
    pub fn good_until(&mut self, day: NaiveDate) {
        let key = if self.organisation { "letters-whose-organisation" } else { "letters-whose" };
        let n = self.items().len();
        let args = [("n", n.into()), ("who", self.whose.clone().into()), ("until", written::day(day).into())];
        let mut words = self.lang.say_with(key, args);
        if self.moves {
            words = format!("{words} {}", self.lang.say("letters-whose-move"));
        }
        self.foot.insert(0, words);
    }

    /// The part with its looks.
    pub fn html(&self) -> Result<String, askama::Error> {
        Html { page: self, lang: self.lang.tag(), instead: self.lang.say("letters-instead") }.render()
    }
}
