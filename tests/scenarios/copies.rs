//! Three copies of the program on one PostgreSQL: any of them answers anybody, and what was answered stays, whatever happens to them.

use std::{fs, time::Duration};
use vekha_event_log::{Append, EventLog, Expected, Ids, NewEvent, OpenOptions, Write};
use vekha_tests::{
    Folder,
    copying::Copies,
    http,
    marking::{Town, Trial},
    postgres, tree, vekha_in,
};

#[test]
fn three_copies_start_at_once_share_everything_and_lose_nothing_under_fire() {
    let Some(copies) = Copies::start(3) else { return };
    let town = Town::found(&copies);
    any_copy_answers_anybody(&copies, &town);
    a_copy_with_another_secret_or_none_is_refused(&copies);
    let told = town.under_fire(Trial { clients: 3, rounds: 1, pause: Duration::from_secs(4) });
    println!("{told}");
    assert!(told.acknowledged > 10 && told.again > 0, "{told}");
    assert_eq!((told.lost, told.twice, told.faults), (0, 0, 0), "{told}");
    copies.command(&["verify"]).ok();
    copies.command(&["rebuild"]).ok();
    let figures = town.figures(0);
    assert!((1..3).all(|which| town.figures(which) == figures), "{figures}");
}

fn any_copy_answers_anybody(copies: &Copies, town: &Town<'_>) {
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let typed = "login=kochneva&password=%D0%B3%D0%BE%D1%80%D0%B8%D0%B7%D0%BE%D0%BD%D1%82-7";
    let signed_in = http::send("POST", &copies.url(0, "/signin"), &form, typed).unwrap();
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let own = |which: usize| http::send("GET", &copies.url(which, "/account"), &[("Cookie", &cookie)], "").unwrap();
    assert!((0..3).all(|which| own(which).status == 200));
    let done = town.figures(2)["done"].clone();
    let first = town.mark(1, 0, "the same key").unwrap();
    assert_eq!(first.status, 201, "{}", first.body);
    let figures = town.figures(2);
    assert_eq!((done.as_u64(), figures["done"].as_u64()), (Some(0), Some(1)), "{figures}");
    assert_eq!(town.figures(0), figures);
    let again = town.mark(0, 0, "the same key").unwrap();
    assert_eq!((again.status, again.json()["mark"].clone()), (200, first.json()["mark"].clone()));
    let out = http::send("POST", &copies.url(2, "/signout"), &[("Cookie", &cookie)], "").unwrap();
    assert_eq!(out.status, 303, "{}", out.body);
    assert!((0..3).all(|which| own(which).status == 303), "signed out at one is signed out at all");
}

fn a_copy_with_another_secret_or_none_is_refused(copies: &Copies) {
    let elsewhere = copies.folder.file("elsewhere");
    let database = format!("{}elsewhere", copies.database.strip_suffix("vekha").unwrap());
    let secret = format!("{}.secret", elsewhere.display());
    let sentence = "остальные экземпляры программы";
    let (code, said) = copies.refused(&database);
    assert!(code == 1 && said.contains(sentence) && said.contains(&secret), "{code}: {said}");
    fs::write(&secret, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").unwrap();
    fs::write(copies.folder.file("errors.log"), "").unwrap();
    let (code, said) = copies.refused(&database);
    assert!(code == 1 && said.contains(sentence), "{code}: {said}");
}

#[test]
fn the_doctor_counts_what_a_newer_program_wrote_and_an_older_program_is_told_to_make_way() {
    let Some(server) = postgres::shared() else { return };
    let folder = Folder::new();
    let database = server.database();
    let on = |ask: &[&str]| vekha_in(&folder, &[ask, &["--database", &database]].concat(), "");
    on(&["import", &tree::root().join("seeds/orders/smolensk.docx").to_string_lossy()]).ok();
    let name = database.rsplit('/').next().unwrap();
    let newer = "INSERT INTO _sqlx_migrations SELECT 9999, 'newer', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    let figures = || {
        let figures = on(&["fulfilment", "--json"]).ok().json();
        ["due", "done", "overdue", "completeness"].map(|figure| figures[figure].clone())
    };
    let before = figures();
    newer_event(&database);
    assert_eq!(figures(), before);
    let found = on(&["doctor", "--json"]).ok().json();
    assert!(found.as_array().unwrap().iter().any(|found| found["code"] == "newer-events"), "{found}");
    on(&["verify"]).ok();
    server.sql(name, newer);
    let refused = on(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1);
    assert!(refused.complained.contains("Запустите новую версию"), "{}", refused.complained);
}

/// An event that this program does not know, on a stream it does not know.
fn newer_event(database: &str) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let log = EventLog::open(OpenOptions::new(database)).await.unwrap();
        let event = NewEvent {
            event_id: Ids::real().next(),
            kind: "weather_foreseen".to_owned().into(),
            schema_version: 1,
            occurred_on: "2023-07-05".parse().unwrap(),
            payload: "{}".to_owned(),
        };
        let append = Append {
            log: log.logs().await.unwrap()[0],
            command_id: Ids::real().next(),
            actor: Ids::real().next(),
            correlation: None,
            causation: None,
            writes: vec![Write { stream: "weather-1".to_owned(), expected: Expected::Any, events: vec![event] }],
            result: String::new(),
        };
        log.append(append).await.unwrap();
        log.close().await;
    });
}
