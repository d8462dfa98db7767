//! The help as its readers get it, and what holds of its texts: links lead somewhere, names on the screen are those of it.

use super::{NEEDS, REFERENCE, TOURS, text};
use crate::{
    accounts,
    app::{Command, Contact},
    web::{
        pages::tests::words,
        tests::{OFFICE, ROADMAP, Town, command, day, request},
    },
    wording::Lang,
};
use axum::{body::Body, http::StatusCode};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::{collections::BTreeSet, fs, path::PathBuf};
use uuid::Uuid;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{self, Context, Period, Status},
    event::{OfficeRegistered, Role},
    ids::{OfficeId, PersonId},
    person::Person,
    school::SchoolTerms,
};
use vekha_projections::State;

fn locales(lang: Lang) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang.tag())
}

/// Every text: language, name, Markdown.
fn sources() -> Vec<(Lang, &'static str, String)> {
    let names = || TOURS.into_iter().map(|(name, _)| name).chain(REFERENCE);
    let of = |lang: Lang| {
        names().map(move |name| {
            let path = locales(lang).join("help").join(format!("{name}.md"));
            (lang, name, fs::read_to_string(path).unwrap())
        })
    };
    of(Lang::Ru).chain(of(Lang::En)).collect()
}

fn topics() -> impl Iterator<Item = (Lang, &'static str, &'static text::Text)> {
    sources().into_iter().map(|(lang, name, _)| (lang, name, text::of(lang, name).unwrap()))
}

/// The words of passages marked so: bold names on the screen, or the words of an order between single asterisks.
fn marked(markdown: &str, start: &Tag<'_>, end: TagEnd) -> Vec<String> {
    let (mut found, mut within) = (Vec::new(), false);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(tag) if tag == *start => {
                within = true;
                found.push(String::new());
            }
            Event::End(tag) if tag == end => within = false,
            Event::Text(words) if within => found.last_mut().unwrap().push_str(&words),
            _ => {}
        }
    }
    found
}

/// What is said on the screen, without the numbers and names that are filled in.
fn on_screen(lang: Lang) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for file in fs::read_dir(locales(lang)).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "ftl") {
            for line in fs::read_to_string(file).unwrap().lines() {
                // «key = words», and a plural's «[one] words».
                let value = line.split_once(" = ").or_else(|| line.trim().split_once("] ")).map(|(_, value)| value);
                said.extend(value.map(|value| bare(value.split('{').next().unwrap_or_default())));
            }
        }
    }
    said
}

fn bare(words: &str) -> String {
    words.trim().trim_end_matches([':', '…', ',']).to_owned()
}

#[test]
fn what_is_bold_stands_on_the_screen() {
    let mut wrong = Vec::new();
    for (lang, name, markdown) in sources() {
        let said = on_screen(lang);
        let strange = |words: &String| !said.contains(&bare(words));
        wrong.extend(
            marked(&markdown, &Tag::Strong, TagEnd::Strong)
                .into_iter()
                .filter(strange)
                .map(|words| format!("{lang:?} {name}: {words}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_link_leads_to_a_page_and_to_a_heading_that_is_there() {
    let mut wrong = Vec::new();
    for (lang, name, text) in topics() {
        for to in text.pieces.iter().filter_map(|piece| piece.to.as_deref()) {
            let (path, id) = to.split_once('#').map_or((to, None), |(path, id)| (path, Some(id)));
            let there = match path.strip_prefix("/help/") {
                Some(topic) => text::of(lang, topic)
                    .is_some_and(|text| id.is_none_or(|id| text.headings.iter().any(|heading| heading.id == id))),
                None => NEEDS.contains_key(path),
            };
            wrong.extend((!there).then(|| format!("{lang:?} {name}: {to}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_text_has_a_title_a_lead_and_headings_of_its_own() {
    for (lang, name, text) in topics() {
        assert!(!text.title.is_empty() && !text.lead.is_empty(), "{lang:?} {name}");
        assert!(text.lead.chars().count() < 160, "{lang:?} {name}: {}", text.lead);
        let ids: BTreeSet<_> = text.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids.len(), text.headings.len(), "{lang:?} {name}");
        assert!(!ids.contains("") && !ids.contains("main"), "{lang:?} {name}: a heading without an id");
        for piece in &text.pieces {
            for left in ['{', '}', '`'] {
                assert!(!piece.html.contains(left) && !piece.words.contains(left), "{lang:?} {name}: {}", piece.html);
            }
            assert!(!piece.html.contains("state:") && !piece.html.contains("Unknown localization"), "{}", piece.html);
        }
    }
}

#[test]
fn numbers_that_the_program_knows_are_filled_in() {
    for lang in [Lang::Ru, Lang::En] {
        let all: String = sources().into_iter().filter(|(of, ..)| *of == lang).map(|(.., text)| text).collect();
        for (name, fact) in text::facts(lang) {
            assert!(all.contains(name), "{lang:?}: nobody says {name}");
            assert!(fact.starts_with(|c: char| c.is_ascii_digit()), "{fact}");
        }
    }
    let html: String = text::of(Lang::Ru, "figures").unwrap().pieces.iter().map(|piece| piece.html.as_str()).collect();
    assert!(html.contains("3 рабочих дня после срока") && html.contains("Порог по умолчанию 100 %"), "{html}");
}

#[test]
fn all_ten_states_are_told_with_the_signs_of_the_pages() {
    let html: String = text::of(Lang::Ru, "states").unwrap().pieces.iter().map(|piece| piece.html.as_str()).collect();
    let mut shown: Vec<_> = State::ALL.iter().map(|state| crate::web::pages::state_mark(*state)).collect();
    shown.push(crate::web::pages::UNDATED);
    for mark in shown {
        assert!(html.contains(&format!("<i aria-hidden=\"true\">{}</i>", mark.sign)), "{mark:?}");
    }
}

#[test]
fn terms_given_as_examples_are_read_as_the_help_says() {
    for (lang, name, markdown) in sources() {
        if name == "terms" {
            let (clear, rest) = markdown.split_once("{#unclear}").unwrap();
            let unclear = rest.split("##").next().unwrap();
            assert!(phrases(clear).len() >= 8 && phrases(unclear).len() == 4, "{lang:?}");
            for phrase in phrases(clear) {
                let expected = if phrase.starts_with("31.11") { Status::NotUnderstood } else { Status::Parsed };
                assert_eq!(status(&phrase), expected, "{phrase}");
            }
            for phrase in phrases(unclear) {
                assert_eq!(status(&phrase), Status::Ambiguous, "{phrase}");
            }
        }
    }
}

fn phrases(markdown: &str) -> Vec<String> {
    marked(markdown, &Tag::Emphasis, TagEnd::Emphasis)
}

#[test]
fn markup_of_the_web_does_not_pass_through() {
    let text = text::read(Lang::En, "# T\n\nA <b onclick=x>lead</b>.\n\n<script>alert(1)</script>\n\nEnd.\n");
    let html: String = text.pieces.iter().map(|piece| piece.html.as_str()).collect();
    assert_eq!((text.lead.as_str(), html.as_str()), ("A lead.", "<p>End.</p>\n"));
}

async fn read(town: &Town, token: &str, path: &str) -> (StatusCode, String) {
    town.page(token, path).await
}

#[tokio::test]
async fn help_is_read_without_signing_in_and_leads_nowhere_then() {
    let town = Town::new().await;
    let (status, page) = read(&town, "", "/help").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("href=\"/help/coordinator\"") && !words(&page).contains("Для вас"), "{page}");
    for (_, name, _) in topics() {
        let (status, page) = read(&town, "", &format!("/help/{name}")).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert!(!page.contains("/offices/") && page.matches("<h1").count() == 1, "{name}: {page}");
        for forbidden in [" style=", "<script", "http://", "https://"] {
            assert!(!page.contains(forbidden), "{name}: {forbidden}");
        }
    }
    let (status, page) = read(&town, "", "/help/nowhere").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(words(&page).contains("Код обращения"), "{page}");
}

#[tokio::test]
async fn each_role_finds_its_tour_first_and_links_it_may_follow() {
    let town = Town::new().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, page) = read(&town, &coordinator, "/help").await;
    let said = words(&page);
    assert!(said.contains("Для вас Первые шаги координатора"), "{said}");
    let upload = format!("href=\"/offices/{OFFICE}/orders/new\"");
    let overview = format!("href=\"/offices/{OFFICE}/roadmaps/{ROADMAP}\"");
    let (_, page) = read(&town, &coordinator, "/help/coordinator").await;
    let text = page.split("<main").nth(1).unwrap();
    assert!(text.contains(&upload) && text.contains(&overview), "{text}");
    let (_, page) = read(&town, &auditor, "/help/coordinator").await;
    let text = page.split("<main").nth(1).unwrap();
    assert!(!text.contains(&upload) && text.contains(&overview), "{text}");
    let (_, page) = read(&town, &coordinator, "/help/coordinator?as_of=2023-05-01").await;
    let text = page.split("<main").nth(1).unwrap();
    assert!(!text.contains("/orders/new") && text.contains(&format!("{ROADMAP}?as_of=2023-05-01")), "{text}");
    assert!(!page.contains("method=\"post\""), "{page}");
}

#[tokio::test]
async fn pages_with_figures_lead_to_what_they_mean() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let roadmap = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}");
    for path in [roadmap.clone(), format!("{roadmap}/fulfilment"), format!("/offices/{OFFICE}/settings")] {
        let (_, page) = read(&town, &token, &path).await;
        assert!(page.contains("href=\"/help/figures\"") && page.contains("href=\"/help\""), "{path}");
    }
    let (_, page) = read(&town, &token, &format!("{roadmap}?as_of=2023-05-01")).await;
    assert!(page.contains("href=\"/help/figures?as_of=2023-05-01\""), "{page}");
}

#[tokio::test]
async fn english_is_spoken_to_those_who_ask_for_it() {
    let town = Town::new().await;
    let request = request("GET", "/help/states", "", &[("accept-language", "en")], Body::empty());
    let (status, page) = town.html(request).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<h1>States and signs</h1>") && page.contains("done on time"), "{page}");
}

/// How far a phrase is read in a period of two years.
fn status(phrase: &str) -> Status {
    let (from, to) = (day("2022-11-08"), day("2024-12-31"));
    let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
    deadline::read(phrase, &Context::new(Period { from, to }, from, &calendar, &terms)).status
}

#[tokio::test]
async fn who_may_adopt_orders_and_has_none_is_told_where_to_begin() {
    let town = Town::new().await;
    let office = OfficeId(Uuid::from_u128(9));
    let new = OfficeRegistered {
        name: "Другое управление".to_owned(),
        territory: "Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let there = || Command { office, ..command(&town.app) };
    town.app.register_office(there(), new, day("2022-11-08")).await.unwrap();
    for (role, told) in [(Role::Coordinator, true), (Role::Auditor, false)] {
        let person = PersonId(town.app.ids().next());
        let sealed = town.app.seal(office, person, &Contact::default()).await.unwrap();
        let mut changes = Person::register(person, sealed, None, None, day("2022-11-08")).unwrap();
        changes.extend(Person::granted(person, role, day("2022-11-08")));
        town.app.change(there(), |_, _| Ok(changes.clone())).await.unwrap();
        let new = accounts::NewAccount {
            login: format!("{role:?}"),
            password: Some("горизонт-7".to_owned()),
            office,
            person,
        };
        let account = accounts::create(&town.app, new).await.unwrap();
        let token = accounts::issue_token(&town.app, account.id).await.unwrap();
        let (status, page) = read(&town, &token, "/").await;
        assert_eq!(status, StatusCode::OK);
        let text = page.split("<main").nth(1).unwrap();
        assert!(words(text).contains("Дорожных карт ещё нет"), "{text}");
        assert_eq!(text.contains(&format!("href=\"/offices/{office}/orders/new\"")), told, "{text}");
        assert_eq!(text.contains("href=\"/help/coordinator\""), told, "{text}");
    }
}
