//! An office that outgrows its file: the same life on a PostgreSQL server, the way there and the way back.

use vekha_tests::{Folder, Ran, postgres, tree, vekha_in};

fn order() -> String {
    tree::root().join("seeds/orders/seversky.docx").to_string_lossy().into_owned()
}

/// Runs a command on a database from a folder of one's own.
fn on(folder: &Folder, database: &str, ask: &[&str]) -> Ran {
    vekha_in(folder, &[ask, &["--database", database]].concat(), "горизонт-7\n")
}

#[test]
fn an_installation_lives_on_a_server_by_its_address_alone() {
    let Some(server) = postgres::shared() else { return };
    let folder = Folder::new();
    let database = server.database();
    let ask = |ask: &[&str]| on(&folder, &database, ask);
    assert_eq!(ask(&["roadmaps"]).code, 3, "nothing is made by asking");
    ask(&["import", &order()]).ok();
    ask(&["user", "add", "--login", "kochneva", "--name", "Кочнева С.А.", "--role", "coordinator"]).ok();
    assert_eq!(ask(&["user", "add", "--login", "Kochneva", "--name", "Я", "--role", "auditor"]).code, 1, "taken");
    let roadmaps = ask(&["roadmaps", "--json"]).ok().json();
    assert_eq!((roadmaps[0]["activities"].as_u64(), roadmaps[0]["order"]["number"].as_str()), (Some(95), Some("1298")));
    assert_eq!(ask(&["import", &order()]).code, 1, "not twice");
    let figures =
        ask(&["fulfilment", "северский", "--as-of", "2023-07-05", "--known-at", "2099-01-01", "--json"]).ok().json();
    assert!(figures["due"].as_u64() > Some(40) && figures["done"] == 0, "{figures}");
    for command in ["verify", "rebuild", "history"] {
        ask(&[command]).ok();
    }
    let doctor = ask(&["doctor"]).ok();
    assert!(doctor.said.contains("PostgreSQL 1"), "{}", doctor.said);
    let refused = ask(&["backup", &folder.file("copy.db").to_string_lossy()]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.complained.contains("pg_dump") && refused.complained.contains("vekha copy"),
        "{}",
        refused.complained
    );
    assert!(!folder.file("copy.db").exists());
    let wrong = on(&folder, "postgres://vekha:hidden@127.0.0.1:x/db", &["roadmaps"]);
    assert_eq!(wrong.code, 2);
    assert!(!wrong.complained.contains("hidden"), "a password is not repeated: {}", wrong.complained);
}

#[test]
fn moving_to_a_server_and_back_keeps_every_head_and_every_account() {
    let Some(server) = postgres::shared() else { return };
    let folder = Folder::new();
    let (file, address, back) = (folder.database_file("vekha.db"), server.database(), folder.database_file("back.db"));
    on(&folder, &file, &["import", &order()]).ok();
    on(&folder, &file, &["user", "add", "--login", "kochneva", "--name", "Кочнева С.А.", "--role", "coordinator"]).ok();
    let verified = |database: &str| on(&folder, database, &["verify"]).ok().said;
    let before = verified(&file);
    let copied = on(&folder, &file, &["copy", "--to", &address]).ok();
    let hash = before.split_whitespace().find(|word| word.len() == 64).unwrap();
    assert!(copied.said.contains(hash), "{}", copied.said);
    assert_eq!(verified(&address), before);
    let names = |database: &str| on(&folder, database, &["history"]).ok().said;
    assert_eq!(names(&address), names(&file), "names are there too: their key went along");
    let taken = on(&folder, &address, &["user", "add", "--login", "kochneva", "--name", "Я", "--role", "auditor"]);
    assert_eq!(taken.code, 1, "the account went along");
    // Life goes on there; the file is behind by then and can be brought up to it, or a new one made.
    let second = ["import", &order(), "--title", "Другая карта того же приказа"];
    on(&folder, &address, &second).ok();
    for to in [&back, &file, &back] {
        on(&folder, &address, &["copy", "--to", to]).ok();
        assert_eq!(verified(to), verified(&address));
    }
    // What is no earlier copy stays as it is.
    let other = folder.database_file("other.db");
    on(&folder, &other, &["import", &order()]).ok();
    let before = verified(&other);
    let refused = on(&folder, &address, &["copy", "--to", &other]);
    assert_eq!(refused.code, 1, "{}", refused.said);
    assert_eq!(verified(&other), before);
    assert_eq!(on(&folder, &file, &["copy", "--to", &file]).code, 2);
}
