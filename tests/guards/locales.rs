//! Words for people live in `locales/` alone, in Russian and English alike, and none is missing or left over.

use std::collections::{BTreeMap, BTreeSet};
use vekha_tests::tree::{self, File};

/// Where Russian words are data of the program: the languages of deadlines and of answers by mail, and by which a meeting is known.
const RUSSIAN_ON_PURPOSE: &[&str] =
    &["domain/src/deadline", "domain/src/meeting.rs", "services/vekha/src/inbox/reading"];

/// Folders whose code must not say anything by itself. The recognisers of `services/office` read Russian tables.
const SILENT: &[&str] = &["domain/src/", "projections/src/", "services/event-log/src/", "services/vekha/src/"];

fn cyrillic(line: &str) -> bool {
    line.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'))
}

#[test]
fn code_and_templates_say_nothing_by_themselves() {
    let mut wrong = Vec::new();
    for file in tree::files(&[".rs", ".html", ".txt"]) {
        let template = file.path.starts_with("services/vekha/templates/");
        let silent = SILENT.iter().any(|folder| file.path.starts_with(folder)) && !file.is_test();
        if !(template || silent) || RUSSIAN_ON_PURPOSE.iter().any(|path| file.path.starts_with(path)) {
            continue;
        }
        let text = if template { file.text.clone() } else { file.code() };
        let lines = text.lines().enumerate().filter(|(_, line)| cyrillic(line));
        wrong.extend(lines.map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Key → the arguments its sentence takes.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let folder = format!("services/vekha/locales/{language}/");
    for file in tree::files(&[".ftl"]).into_iter().filter(|file| file.path.starts_with(&folder)) {
        let mut current = String::new();
        for line in file.text.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (key, _) = line.split_once('=').unwrap_or_else(|| panic!("{}: {line}", file.path));
                current = key.trim().to_owned();
                let twice = keys.insert(current.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{}: {current} stands twice", file.path);
            }
            if let Some(arguments) = keys.get_mut(&current) {
                arguments.extend(line.split('$').skip(1).map(word).filter(|name| !name.is_empty()));
            }
        }
    }
    assert!(!keys.is_empty(), "{folder}");
    keys
}

/// The identifier that `text` begins with.
fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (russian, english) = (keys("ru"), keys("en"));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&russian, &english), Vec::<String>::new(), "not in English");
    assert_eq!(only(&english, &russian), Vec::<String>::new(), "not in Russian");
    for (key, arguments) in &russian {
        assert_eq!(english.get(key), Some(arguments), "{key}: other arguments");
    }
}

/// The help texts of a language: name → its headings as level and id.
fn helps(language: &str) -> BTreeMap<String, Vec<String>> {
    let folder = format!("services/vekha/locales/{language}/help/");
    let texts = tree::files(&[".md"]).into_iter().filter_map(|file| {
        let name = file.path.strip_prefix(&folder)?.to_owned();
        assert!(file.text.starts_with("# "), "{}: the first line is the title", file.path);
        let ids = file.text.lines().skip(1).filter(|line| line.starts_with('#')).map(|line| {
            let id = line.rsplit_once("{#").and_then(|(_, id)| id.strip_suffix('}'));
            let id = id.unwrap_or_else(|| panic!("{}: a heading without an id: {line}", file.path));
            format!("{} {id}", line.split(' ').next().unwrap_or_default())
        });
        Some((name, ids.collect()))
    });
    texts.collect()
}

#[test]
fn both_languages_have_the_same_help_with_the_same_headings() {
    let russian = helps("ru");
    assert!(russian.len() >= 14, "{russian:#?}");
    assert_eq!(russian, helps("en"));
}

fn speakers() -> Vec<File> {
    tree::files(&[".rs", ".html", ".txt", ".xml"])
        .into_iter()
        .filter(|file| {
            file.path.starts_with("services/vekha/src/") || file.path.starts_with("services/vekha/templates/")
        })
        .collect()
}

#[test]
fn every_sentence_asked_for_exists() {
    let known = keys("ru");
    let mut missing = Vec::new();
    for file in speakers() {
        let code = if file.path.ends_with(".rs") { file.code() } else { file.text.clone() };
        for call in ["say(", "say_with(", "ru("] {
            let asked = code.split(call).skip(1).filter_map(|after| after.trim_start().strip_prefix('"'));
            for key in asked.filter_map(|rest| rest.split('"').next()) {
                if word(key) == key && !key.is_empty() && !known.contains_key(key) {
                    missing.push(format!("{}: {key}", file.path));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_sentence_is_left_over() {
    let said: String = speakers().into_iter().map(|file| file.text).collect();
    let spoken = |key: &str| {
        // Keys are also made from a code: `format!("refusal-{code}")`.
        let made = key.match_indices('-').any(|(at, _)| {
            let stem = key.get(..=at).unwrap_or_default();
            said.contains(&format!("\"{stem}{{")) || said.contains(&format!("\"{stem}\""))
        });
        made || said.contains(&format!("\"{key}\""))
    };
    let left: Vec<_> = keys("ru").into_keys().filter(|key| !spoken(key)).collect();
    assert!(left.is_empty(), "{left:#?}");
}
