//! Dependencies run one way, and time and randomness come in at one place.

use std::collections::BTreeSet;
use vekha_tests::tree;

/// Names in `[dependencies]` of a package: all that its own code may use.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = tree::read(manifest).parse().unwrap();
    manifest.get("dependencies").and_then(toml::Value::as_table).into_iter().flat_map(|t| t.keys().cloned()).collect()
}

#[test]
fn domain_and_projections_are_pure() {
    // chrono-tz is a table of time zones: it tells no time.
    let pure =
        ["chrono", "chrono-tz", "serde", "serde_json", "thiserror", "unicode-normalization", "url", "url-idna", "uuid"];
    let may = |extra: &[&str]| pure.iter().chain(extra).map(|s| (*s).to_owned()).collect::<BTreeSet<_>>();
    for (manifest, allowed) in
        [("domain/Cargo.toml", may(&[])), ("projections/Cargo.toml", may(&["rpds", "rustc-hash", "vekha-domain"]))]
    {
        let foreign: Vec<_> = dependencies(manifest).difference(&allowed).cloned().collect();
        assert!(foreign.is_empty(), "{manifest} must not need {foreign:?}");
    }
}

#[test]
fn nothing_lower_knows_what_is_above_it() {
    for (manifest, above) in [
        ("services/event-log/Cargo.toml", &["vekha", "vekha-office", "vekha-projections", "vekha-tests"][..]),
        (
            "services/office/Cargo.toml",
            &["vekha", "vekha-event-log", "vekha-projections", "vekha-tests", "tokio", "sqlx"],
        ),
        ("services/vekha/Cargo.toml", &["vekha-tests", "vekha-verifier"]),
        (
            "services/verifier/Cargo.toml",
            &["vekha", "vekha-domain", "vekha-event-log", "vekha-office", "vekha-projections", "vekha-tests"],
        ),
    ] {
        let needs = dependencies(manifest);
        let wrong: Vec<_> = above.iter().filter(|name| needs.contains(**name)).collect();
        assert!(wrong.is_empty(), "{manifest} must not need {wrong:?}");
    }
}

#[test]
fn the_real_clock_and_random_ids_come_from_one_file() {
    let real = ["Utc::now", "Local::now", "SystemTime::now", "Uuid::new_v4", "Uuid::now_v7"];
    for file in tree::files(&[".rs"]) {
        if file.path == "services/event-log/src/handles.rs" || file.path.starts_with("tests/guards/") {
            continue;
        }
        let code = file.code();
        let found: Vec<_> = real.iter().filter(|call| code.contains(**call)).collect();
        assert!(found.is_empty(), "{} calls {found:?}: take a Clock or Ids", file.path);
    }
}

#[test]
fn folds_name_every_event() {
    for file in tree::files(&[".rs"]) {
        let folds = file.path.starts_with("projections/src/") || file.path.starts_with("domain/src/");
        let code = file.code();
        if !folds || !code.contains("Event::OfficeRegistered") {
            continue;
        }
        let lazy = code.lines().position(|line| line.trim_start().starts_with("_ =>"));
        assert_eq!(lazy.map(|line| line + 1), None, "{}: a fold must say what it does with each event", file.path);
    }
}
