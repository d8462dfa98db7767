//! An installation's life on the command line: an order, people, figures, the log's integrity, a copy.

use vekha_tests::{Folder, tree, vekha, vekha_reading};

/// A database with seversky's order in it.
fn adopted(folder: &Folder) -> String {
    let database = folder.database("vekha.db");
    let order = tree::root().join("seeds/orders/seversky.docx");
    vekha(&["import", &order.to_string_lossy(), "--database", &database]).ok();
    database
}

/// A server's database has its own ways of being copied.
fn is_file(database: &str) -> bool {
    database.starts_with("sqlite:")
}

#[test]
fn an_order_becomes_a_roadmap_with_figures_and_a_history() {
    let folder = Folder::new();
    let database = adopted(&folder);
    let on = ["--database", &database];
    let all = vekha(&[&["roadmaps", "--json"], &on[..]].concat()).ok().json();
    let roadmap = &all[0];
    assert_eq!((roadmap["activities"].as_u64(), roadmap["order"]["number"].as_str()), (Some(95), Some("1298")));
    assert_eq!(
        (roadmap["period"]["from"].as_str(), roadmap["period"]["to"].as_str()),
        (Some("2022-11-08"), Some("2024-12-31"))
    );
    // Nothing was done, and the order was typed in long after its terms: known now, all of them are late.
    let ask =
        ["fulfilment", "северский", "--as-of", "2023-07-05", "--known-at", "2099-01-01", "--by", "section", "--json"];
    let figures = vekha(&[&ask[..], &on[..]].concat()).ok().json();
    assert_eq!(figures["done"], 0);
    assert!(figures["due"].as_u64() > Some(40) && figures["completeness"].as_f64() == Some(0.0), "{figures}");
    let parts = figures["parts"].as_array().unwrap();
    assert_eq!(parts.iter().filter_map(|p| p["due"].as_u64()).sum::<u64>(), figures["due"].as_u64().unwrap());
    let late = vekha(&[&["overdue", "--as-of", "2023-07-05", "--known-at", "2099-01-01", "--json"], &on[..]].concat())
        .ok()
        .json();
    assert_eq!(late.as_array().map(Vec::len), figures["overdue"].as_u64().map(|n| n as usize));
    assert!(late.as_array().unwrap().iter().all(|row| row["working_days_late"].as_u64() > Some(0)));
    // By the end of that day the order had not been typed in: nothing was known, and the program says so.
    let then = vekha(&[&["fulfilment", "--as-of", "2023-07-05", "--json"], &on[..]].concat()).ok();
    assert_eq!(then.json()["due"], 0);
    assert!(then.complained.contains("ещё не была внесена"), "{}", then.complained);
    let told = vekha(&[&["history"], &on[..]].concat()).ok();
    assert!(told.said.contains("утверждена: приказ от 08.11.2022 № 1298"), "{}", told.said);
}

#[test]
fn the_log_is_whole_folds_to_the_same_and_can_be_carried_out_and_copied() {
    let folder = Folder::new();
    let database = adopted(&folder);
    let on = ["--database", &database];
    let verified = vekha(&[&["verify"], &on[..]].concat()).ok();
    let anchor = folder.file("anchor.txt");
    std::fs::write(&anchor, verified.said.lines().next().unwrap()).unwrap();
    let anchor = anchor.to_string_lossy().into_owned();
    vekha(&[&["verify", "--anchor", &anchor], &on[..]].concat()).ok();
    vekha(&[&["rebuild"], &on[..]].concat()).ok();
    vekha(&[&["doctor"], &on[..]].concat()).ok();

    let export = folder.file("log.jsonl").to_string_lossy().into_owned();
    vekha(&[&["log", "export", &export], &on[..]].concat()).ok();
    assert_eq!(vekha(&[&["log", "export", &export], &on[..]].concat()).code, 2, "an export is never overwritten");
    let lines = std::fs::read_to_string(&export).unwrap();
    let events = vekha(&[&["history", "--json"], &on[..]].concat()).ok().json();
    assert_eq!(lines.lines().count(), events.as_array().unwrap().len());

    let (copy, address) = (folder.file("copy.db").to_string_lossy().into_owned(), folder.database_file("copy.db"));
    if is_file(&database) {
        vekha(&[&["backup", &copy], &on[..]].concat()).ok();
        assert_eq!(vekha(&[&["backup", &copy], &on[..]].concat()).code, 1, "a copy is never overwritten");
    } else {
        vekha(&[&["copy", "--to", &address], &on[..]].concat()).ok();
    }
    vekha(&["verify", "--anchor", &anchor, "--database", &address]).ok();

    // An anchor that this log does not hold: its end was cut off, or its past was written anew.
    let other = std::fs::read_to_string(&anchor).unwrap();
    let digits: String = other.chars().rev().take(64).collect::<String>().chars().rev().collect();
    std::fs::write(folder.file("other.txt"), other.replace(&digits, &"ab".repeat(32))).unwrap();
    let other = folder.file("other.txt").to_string_lossy().into_owned();
    let broken = vekha(&[&["verify", "--anchor", &other, "--json"], &on[..]].concat());
    assert_eq!((broken.code, broken.json()["logs"][0]["kind"].clone()), (1, "anchor".into()));
}

#[test]
fn accounts_are_made_with_a_password_on_standard_input() {
    let folder = Folder::new();
    let database = adopted(&folder);
    let add = |login: &str, role: &str, password: &str| {
        let ask = ["user", "add", "--login", login, "--name", "Кочнева С.А.", "--role", role, "--json"];
        vekha_reading(&[&ask[..], &["--database", &database]].concat(), password)
    };
    add("kochneva", "coordinator", "горизонт-7\n").ok();
    let taken = add("Kochneva", "auditor", "горизонт-7\n");
    assert_eq!(taken.code, 1);
    assert!(taken.complained.contains("занято"), "{}", taken.complained);
    assert_eq!(add("other", "auditor", "кратко\n").code, 1);
    assert_eq!(add("other", "king", "горизонт-7\n").code, 2);
    assert_eq!(add("other", "head", "горизонт-7\n").code, 2, "a head of what?");
}

#[test]
fn an_order_is_not_adopted_twice() {
    let folder = Folder::new();
    let database = adopted(&folder);
    let order = tree::root().join("seeds/orders/seversky.docx").to_string_lossy().into_owned();
    let again = vekha(&["import", &order, "--database", &database]);
    assert_eq!(again.code, 1);
    assert!(again.complained.contains("уже внесена"), "{}", again.complained);
    vekha(&["import", &order, "--title", "Другая карта того же приказа", "--database", &database]).ok();
    assert_eq!(vekha(&["roadmaps", "--json", "--database", &database]).ok().json().as_array().map(Vec::len), Some(2));
}

#[test]
fn what_a_command_cannot_use_is_said_in_words() {
    let folder = Folder::new();
    let database = adopted(&folder);
    let on = ["--database", &database];
    let there = folder.file("there").to_string_lossy().into_owned();
    std::fs::write(&there, "чужое").unwrap();
    let nowhere = folder.file("no/such").to_string_lossy().into_owned();
    let (exists, missing) =
        if is_file(&database) { ((1, "уже есть"), (2, "нет")) } else { ((1, "pg_dump"), (1, "pg_dump")) };
    for (call, code, words) in [
        (vec!["backup", &there], exists.0, exists.1),
        (vec!["backup", &nowhere], missing.0, missing.1),
        (vec!["log", "export", &there], 2, "уже есть"),
        (vec!["verify", "--anchor", &nowhere], 2, "нет"),
        (vec!["history", "--stream", "activity-00000000-0000-0000-0000-000000000000"], 1, "ничего"),
    ] {
        let refused = vekha(&[&call[..], &on[..]].concat());
        assert_eq!(refused.code, code, "{call:?}");
        let told = &refused.complained;
        assert!(told.contains(words) && !told.contains("os error") && refused.said.is_empty(), "{call:?}: {told}");
    }
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "чужое");
    let elsewhere = vekha(&["roadmaps", "--database", "mysql://db.example.org/vekha"]);
    assert_eq!(elsewhere.code, 2);
    assert!(elsewhere.complained.contains("SQLite"), "{}", elsewhere.complained);
}

#[test]
fn a_database_that_is_not_there_is_said_and_not_made() {
    let folder = Folder::new();
    for command in ["roadmaps", "verify", "doctor", "overdue"] {
        let missing = vekha(&[command, "--database", &folder.database_file("none.db")]);
        assert_eq!(missing.code, 1, "{command}");
        assert!(missing.complained.contains("none.db") && missing.said.is_empty(), "{}", missing.complained);
    }
    assert!(!folder.file("none.db").exists());
}
