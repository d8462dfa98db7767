//! Texts of the help: Markdown of the locales with the program's facts filled in, rendered once.

use super::super::{super::session, Shown};
use crate::{drafts, wording::Lang};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};
use vekha_domain::roadmap::Settings;
use vekha_projections::State;

#[derive(RustEmbed)]
#[folder = "locales/ru/help/"]
struct Russian;

#[derive(RustEmbed)]
#[folder = "locales/en/help/"]
struct English;

/// Around a link in rendered HTML until it is known whether its reader may follow it: address, words, end.
const MARKS: [char; 3] = ['\u{1}', '\u{2}', '\u{3}'];

/// A topic in one language.
pub struct Text {
    /// Its `# Title`.
    pub title: String,
    /// Its first paragraph, without marks: what the contents say of it too.
    pub lead: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// What comes after the lead.
    pub pieces: Vec<Piece>,
}

/// A heading that can be linked to.
pub struct Heading {
    /// Its id in the page.
    pub id: String,
    /// Its words.
    pub words: String,
}

/// HTML, and the link that follows it; the last piece has none.
pub struct Piece {
    /// Safe HTML.
    pub html: String,
    /// Address as written, with `{office}` and `{roadmap}` where the reader's own belong.
    pub to: Option<String>,
    /// Safe HTML of the link's words.
    pub words: String,
}

static TEXTS: LazyLock<BTreeMap<(&'static str, String), Text>> = LazyLock::new(|| {
    let files = [(Lang::Ru, Russian::iter().collect::<Vec<_>>()), (Lang::En, English::iter().collect())];
    let read = |(lang, names): (Lang, Vec<Cow<'static, str>>)| {
        names.into_iter().filter_map(move |name| {
            let stem = name.strip_suffix(".md")?.to_owned();
            Some(((lang.tag(), stem), read(lang, &source(lang, &name)?)))
        })
    };
    files.into_iter().flat_map(read).collect()
});

/// A topic by its name; none when there is no such topic.
pub fn of(lang: Lang, name: &str) -> Option<&'static Text> {
    TEXTS.get(&(lang.tag(), name.to_owned()))
}

fn source(lang: Lang, file: &str) -> Option<String> {
    let file = match lang {
        Lang::Ru => Russian::get(file),
        Lang::En => English::get(file),
    }?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

/// What the code knows and the texts repeat: a changed number changes them too.
pub fn facts(lang: Lang) -> [(&'static str, String); 6] {
    let counted = |key: &str, n: i64| lang.say_with(key, [("n", n.into())]);
    let settings = Settings::default();
    [
        ("{mark-days}", counted("help-working-days", i64::from(settings.mark_days))),
        ("{threshold}", settings.threshold.to_string()),
        ("{draft-days}", counted("help-days", drafts::KEPT.num_days())),
        ("{idle}", counted("help-hours", session::IDLE.num_hours())),
        ("{session}", counted("help-days", session::ABSOLUTE.num_days())),
        ("{rows}", super::super::plan::PAGE.to_string()),
    ]
}

/// Reads one text. HTML in it is left out: the texts are words.
pub fn read(lang: Lang, markdown: &str) -> Text {
    let markdown = facts(lang).iter().fold(markdown.to_owned(), |text, (name, fact)| text.replace(name, fact));
    let events = Parser::new_ext(&markdown, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES);
    let mut reading = Reading::default();
    let told: Vec<Event<'_>> = events.flat_map(|event| reading.take(lang, event)).collect();
    let mut rendered = String::new();
    html::push_html(&mut rendered, told.into_iter());
    Text { title: reading.title, lead: reading.lead, headings: reading.headings, pieces: split(&rendered) }
}

/// Where in a text one is.
#[derive(Default)]
struct Reading {
    title: String,
    lead: String,
    headings: Vec<Heading>,
    within: Option<Within>,
    led: bool,
}

/// What the words read now also belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Title,
    Lead,
    Heading,
}

impl Reading {
    /// What of one event is rendered.
    fn take<'a>(&mut self, lang: Lang, event: Event<'a>) -> Vec<Event<'a>> {
        if let Event::Text(words) = &event {
            self.hear(words);
        }
        match event {
            Event::Html(_) | Event::InlineHtml(_) => Vec::new(),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.enter(Within::Title),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.leave(),
            Event::Start(Tag::Heading { ref id, .. }) => {
                let id = id.as_ref().map(ToString::to_string).unwrap_or_default();
                self.headings.push(Heading { id, words: String::new() });
                self.within = Some(Within::Heading);
                vec![event]
            }
            Event::Start(Tag::Paragraph) if !self.led => {
                self.led = true;
                self.enter(Within::Lead)
            }
            Event::End(TagEnd::Paragraph) if self.within == Some(Within::Lead) => self.leave(),
            _ if matches!(self.within, Some(Within::Title | Within::Lead)) => Vec::new(),
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => {
                self.within = None;
                vec![event]
            }
            Event::Start(Tag::Table(_)) => vec![raw(self.region()), event],
            Event::End(TagEnd::Table) => vec![event, raw("</div>\n".to_owned())],
            Event::Start(Tag::Link { dest_url, .. }) => vec![raw(format!("{}{dest_url}{}", MARKS[0], MARKS[1]))],
            Event::End(TagEnd::Link) => vec![raw(MARKS[2].to_string())],
            Event::Code(ref code) => match code.strip_prefix("state:").and_then(|code| state(lang, code)) {
                Some(state) => vec![raw(state)],
                None => vec![event],
            },
            other => vec![other],
        }
    }

    fn enter<'a>(&mut self, within: Within) -> Vec<Event<'a>> {
        self.within = Some(within);
        Vec::new()
    }

    fn leave<'a>(&mut self) -> Vec<Event<'a>> {
        self.within = None;
        Vec::new()
    }

    fn hear(&mut self, words: &str) {
        match self.within {
            Some(Within::Title) => self.title.push_str(words),
            Some(Within::Lead) => self.lead.push_str(words),
            Some(Within::Heading) => self.headings.last_mut().into_iter().for_each(|h| h.words.push_str(words)),
            None => {}
        }
    }

    /// A table may be wider than a telephone: it lies in a region that scrolls, called like its heading.
    fn region(&self) -> String {
        let mut label = String::new();
        let words = self.headings.last().map_or(self.title.as_str(), |heading| heading.words.as_str());
        html::push_html(&mut label, std::iter::once(Event::Text(words.into())));
        format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">")
    }
}

fn raw<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(html.into())
}

/// A state as every page shows it; `undated` is one too.
fn state(lang: Lang, code: &str) -> Option<String> {
    let shown = match code {
        "undated" => Shown::undated(lang),
        "overdue" => Shown::of(lang, State::Overdue { working_days: 6 }),
        code => Shown::of(lang, State::ALL.into_iter().find(|state| state.code() == code)?),
    };
    let (mark, word) = (shown.mark, shown.word);
    Some(format!("<span class=\"st {}\"><i aria-hidden=\"true\">{}</i>{word}</span>", mark.class, mark.sign))
}

/// Rendered HTML with its links taken out.
fn split(rendered: &str) -> Vec<Piece> {
    let [open, middle, close] = MARKS;
    let mut pieces = Vec::new();
    let mut rest = rendered;
    while let Some((html, after)) = rest.split_once(open) {
        let (to, after) = after.split_once(middle).unwrap_or((after, ""));
        let (words, after) = after.split_once(close).unwrap_or((after, ""));
        pieces.push(Piece { html: html.to_owned(), to: Some(to.to_owned()), words: words.to_owned() });
        rest = after;
    }
    pieces.push(Piece { html: rest.to_owned(), to: None, words: String::new() });
    pieces
}
