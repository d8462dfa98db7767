//! Every event there is can be told, whatever is known besides.

use super::*;
use std::{fs, path::Path};
use uuid::Uuid;
use vekha_domain::{event::KINDS, ids::OfficeId};

fn stream(kind: &str) -> Stream {
    let id = Uuid::from_u128(7);
    match kind.split('_').next().unwrap_or_default() {
        "office" | "organisation" | "group" | "calendar" | "school" | "scoring" => Stream::Office(id.into()),
        "person" | "contact" | "role" | "substitution" | "leave" => Stream::Person(id.into()),
        "roadmap" | "section" | "setting" => Stream::Roadmap(id.into()),
        "reminder" if kind == "reminder_policy_set" => Stream::Roadmap(id.into()),
        "head" | "witness" => Stream::Audit(id.into()),
        "link" if kind == "link_checking_set" => Stream::Audit(id.into()),
        "proof" if kind == "proof_sample_drawn" => Stream::Audit(id.into()),
        "reminder" | "link" | "reply" => Stream::Reminder(id.into()),
        "term" | "year" => Stream::Roadmap(id.into()),
        "reminders" => Stream::Mornings(id.into()),
        "meeting" => Stream::Meeting(id.into()),
        "monitoring" | "window" | "values" | "note" | "recommendation" | "decision" | "class" | "self"
        | "observations" => Stream::Monitoring(id.into()),
        _ => Stream::Activity(id.into()),
    }
}

fn told(lang: Lang, event: Event) -> String {
    let recorded = Recorded {
        position: 1,
        stream: stream(event.kind()),
        version: 1,
        occurred_on: "2023-03-30".parse().unwrap(),
        recorded_at: "2023-03-31T09:00:00Z".parse().unwrap(),
        actor: PersonId(Uuid::from_u128(8)),
        event,
    };
    of(lang, &recorded, &OfficeState::new(OfficeId(Uuid::from_u128(1))), &Names::default())
}

#[test]
fn every_event_has_words_in_both_languages() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    for (kind, version) in KINDS {
        let samples = fs::read_to_string(golden.join(format!("{kind}.v{version}.json"))).unwrap();
        for payload in samples.lines().filter(|line| !line.trim().is_empty()) {
            for lang in [Lang::Ru, Lang::En] {
                let words = told(lang, Event::decode(kind, *version, payload).unwrap());
                assert!(!words.contains("Unknown localization") && !words.contains("{$"), "{kind}: {words}");
            }
        }
    }
}

#[test]
fn an_event_of_a_newer_program_is_told_as_such() {
    let words = told(Lang::Ru, Event::decode("meeting_held", 3, "{}").unwrap());
    assert_eq!(words, "удалённое лицо: событие более новой программы: meeting_held, версия 3");
}

#[test]
fn a_long_title_is_cut_between_words() {
    let cut = shortened(&"Проведение совещаний ".repeat(10));
    assert!(cut.ends_with("совещаний…") || cut.ends_with("Проведение…"), "{cut}");
    assert!(cut.chars().count() <= 91);
    assert_eq!(shortened("Совещание"), "Совещание");
}
