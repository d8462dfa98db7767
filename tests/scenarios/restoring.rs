//! A backup takes the place of the database: what came after it is undone and kept beside, and whoever was erased stays so.

use std::{fs, path::PathBuf};
use vekha_tests::{Demo, Folder, Ran, http, postgres, tree, vekha_in};

/// Runs a command on a database from a folder of one's own.
fn on(folder: &Folder, database: &str, ask: &[&str]) -> Ran {
    vekha_in(folder, &[ask, &["--database", database]].concat(), "горизонт-7\n")
}

fn order() -> String {
    tree::root().join("seeds/orders/seversky.docx").to_string_lossy().into_owned()
}

fn import(folder: &Folder, database: &str, title: &str) {
    on(folder, database, &["import", &order(), "--title", title]).ok();
}

/// Files of the folder that are called so.
fn called(folder: &Folder, part: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.to_string_lossy().contains(part)).collect()
}

#[test]
fn what_came_after_the_backup_is_undone_and_kept_beside() {
    let folder = Folder::new();
    let database = folder.database_file("vekha.db");
    let ask = |ask: &[&str]| on(&folder, &database, ask);
    import(&folder, &database, "Первая карта");
    ask(&["user", "add", "--login", "kochneva", "--name", "Кочнева С.А.", "--role", "coordinator"]).ok();
    let (then, told) = (ask(&["verify"]).ok().said, ask(&["history"]).ok().said);
    ask(&["backup", "copy.db"]).ok();
    import(&folder, &database, "Вторая карта");
    let later = ask(&["verify"]).ok().said;

    let refused = ask(&["restore", "copy.db"]);
    assert_eq!(refused.code, 1, "{}", refused.said);
    assert!(refused.complained.contains("--replace"), "{}", refused.complained);
    assert_eq!(ask(&["verify"]).ok().said, later, "nothing was changed");
    let restored = ask(&["restore", "copy.db", "--replace"]).ok();
    let hash = then.split_whitespace().find(|word| word.len() == 64).unwrap();
    assert!(restored.said.contains(hash), "{}", restored.said);
    assert_eq!((ask(&["verify"]).ok().said, ask(&["history"]).ok().said), (then, told), "names are there too");
    let before = called(&folder, "before-restore");
    let [before] = before.as_slice() else { panic!("{before:?}") };
    assert!(restored.said.contains(before.file_name().unwrap().to_str().unwrap()), "{}", restored.said);
    assert_eq!(on(&folder, &before.to_string_lossy(), &["verify"]).ok().said, later, "the old one is whole");
    assert!(called(&folder, "restoring").is_empty());
    import(&folder, &database, "Третья карта");
    ask(&["rebuild"]).ok();
    // Where there is nothing yet, nothing has to be replaced.
    let elsewhere = folder.database_file("elsewhere.db");
    let restored = on(&folder, &elsewhere, &["restore", "copy.db"]).ok();
    assert!(restored.complained.contains("elsewhere.db.secret"), "{}", restored.complained);
    assert!(restored.complained.contains("elsewhere.db.erased"), "{}", restored.complained);
    assert_eq!(ask(&["restore", "vekha.db", "--replace"]).code, 2, "on itself");
}

#[test]
fn a_backup_that_is_cut_off_or_tampered_with_is_refused_and_the_database_stays() {
    let folder = Folder::new();
    let database = folder.database_file("vekha.db");
    let ask = |ask: &[&str]| on(&folder, &database, ask);
    import(&folder, &database, "Первая карта");
    ask(&["backup", "copy.db"]).ok();
    import(&folder, &database, "Вторая карта");
    let later = ask(&["verify"]).ok().said;
    let whole = fs::read(folder.file("copy.db")).unwrap();
    let (from, to) = ("Первая карта".as_bytes(), "Верная карта".as_bytes());
    let places: Vec<usize> = (0..whole.len() - from.len()).filter(|at| whole[*at..].starts_with(from)).collect();
    let mut tampered = whole.clone();
    places.iter().for_each(|at| tampered[*at..*at + to.len()].copy_from_slice(to));
    assert!(!places.is_empty());
    let (half, secret) = (&whole[..whole.len() / 2], fs::read(folder.file("vekha.db.secret")).unwrap());
    for (bytes, words) in
        [(half, "не целая копия"), (&[], "не целая копия"), (&secret, "не целая копия"), (&tampered, "(leaf)")]
    {
        fs::write(folder.file("bad.db"), bytes).unwrap();
        let refused = ask(&["restore", "bad.db", "--replace"]);
        assert_eq!(refused.code, 1, "{words}: {}{}", refused.said, refused.complained);
        assert!(refused.complained.contains(words), "{words}: {}", refused.complained);
        assert_eq!(ask(&["verify"]).ok().said, later, "{words}");
    }
    fs::write(folder.file("vekha.db.secret"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").unwrap();
    let refused = ask(&["restore", "copy.db", "--replace"]);
    assert_eq!(refused.code, 1);
    assert!(refused.complained.contains("vekha.db.secret"), "{}", refused.complained);
    fs::write(folder.file("vekha.db.secret"), &secret).unwrap();
    assert_eq!(ask(&["verify"]).ok().said, later);
    assert!(called(&folder, "before-restore").is_empty() && called(&folder, "restoring").is_empty());
    // A database that cannot be read any more can be replaced, and is kept all the same.
    fs::write(folder.file("vekha.db"), half).unwrap();
    ask(&["restore", "copy.db", "--replace"]).ok();
    ask(&["verify"]).ok();
    let kept = called(&folder, "before-restore").into_iter().find(|path| path.to_string_lossy().ends_with('Z'));
    assert!(fs::read(kept.unwrap()).unwrap() == half);
}

#[test]
fn whoever_was_erased_after_the_backup_is_erased_again_and_a_database_in_use_is_not_replaced() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let database = folder.database_file("vekha.db");
    let ask = |ask: &[&str]| on(&folder, &database, ask);
    let send = |method: &str, path: &str, body: &str| {
        let authorization = format!("Bearer {}", demo.token_of("seversky-coordinator"));
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        http::send_bytes(method, &demo.url(path), &[("Authorization", &authorization), kind], body.as_bytes()).unwrap()
    };
    let office = send("GET", "/api/v1/offices", "").json()[0]["id"].as_str().unwrap().to_owned();
    let people = send("GET", &format!("/offices/{office}/people"), "").body;
    // Somebody of the list, and the name in the link.
    let link = format!("<a href=\"/offices/{office}/people/");
    let (id, name) = people
        .split(&link)
        .skip(1)
        .filter_map(|after| after.split_once("\">"))
        .find(|(id, _)| id.len() == 36)
        .map(|(id, after)| (id.to_owned(), after.split('<').next().unwrap_or_default().to_owned()))
        .unwrap_or_else(|| panic!("{people}"));
    ask(&["backup", "copy.db"]).ok();
    let of_person = || ask(&["history", "--stream", &format!("person-{id}")]).ok().said.replace('\u{a0}', " ");
    let name = name.replace('\u{a0}', " ");
    assert!(of_person().contains(&name), "{name}: {}", of_person());
    let word = "ground=demanded&word=%D1%83%D0%B4%D0%B0%D0%BB%D0%B8%D1%82%D1%8C";
    let erased = send("POST", &format!("/offices/{office}/people/{id}/erasure"), word);
    assert_eq!(erased.status, 303, "{}", erased.body);
    let in_use = ask(&["restore", "copy.db", "--replace"]);
    assert_eq!(in_use.code, 1, "{}", in_use.said);
    assert!(in_use.complained.contains("systemctl stop vekha"), "{}", in_use.complained);
    assert_eq!(demo.ask_to_end(), 0);

    let restored = ask(&["restore", "copy.db", "--replace"]).ok();
    assert!(restored.said.contains("удалено снова: 1"), "{}", restored.said);
    let told = of_person();
    assert!(!told.contains(&name) && told.contains("удалён"), "{told}");
    ask(&["verify"]).ok();
    // With another list, or none, it is said that nobody is known to have been erased.
    fs::remove_file(folder.file("vekha.db.erased")).unwrap();
    let restored = ask(&["restore", "copy.db", "--replace"]).ok();
    assert!(restored.complained.contains("vekha.db.erased"), "{}", restored.complained);
    assert!(of_person().contains(&name));
}

#[test]
fn on_a_server_a_backup_is_restored_into_an_empty_database() {
    let Some(server) = postgres::shared() else { return };
    let folder = Folder::new();
    let file = folder.database_file("vekha.db");
    import(&folder, &file, "Первая карта");
    on(&folder, &file, &["backup", "copy.db"]).ok();
    let verified = |database: &str| on(&folder, database, &["verify"]).ok().said;
    let address = format!("{}?beside={}", server.database(), folder.file("vekha.db").display());
    let restored = on(&folder, &address, &["restore", "copy.db"]).ok();
    assert!(!restored.said.contains("vekha:"), "no password: {}", restored.said);
    assert_eq!(verified(&address), verified(&file));
    for ask in [&["restore", "copy.db"][..], &["restore", "copy.db", "--replace"]] {
        let refused = on(&folder, &address, ask);
        assert_eq!(refused.code, 1);
        assert!(refused.complained.contains("CREATE DATABASE"), "{}", refused.complained);
    }
    assert!(called(&folder, "restoring").is_empty());
}
