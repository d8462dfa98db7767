//! How an installation begins: a link for the first account, and mail tried before anybody needs it.

use vekha_tests::{Folder, http, vekha, while_serving};

#[test]
fn a_program_that_nobody_can_sign_in_to_prints_a_link_for_the_first_account() {
    let folder = Folder::new();
    let database = folder.database("vekha.db");
    let link = |line: &str| line.split_whitespace().find(|word| word.contains("/first/")).map(str::to_owned);
    let status = while_serving(&database, link, |link| http::get(link).map(|answer| (answer.status, answer.body)));
    let (status, page) = status.unwrap();
    assert_eq!(status, 200);
    assert!(page.contains("Первый вход"), "{page}");
}

#[test]
fn a_test_letter_says_what_became_of_it() {
    let folder = Folder::new();
    let database = folder.database("vekha.db");
    let settings = folder.file("vekha.toml").to_string_lossy().into_owned();
    let to = ["send-test-mail", "--to", "ganina@example.org", "--database", &database];
    let laid = vekha(&to).ok();
    let letters: Vec<_> = std::fs::read_dir(folder.file("mail")).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(letters.len(), 1);
    assert!(laid.said.contains(letters[0].to_str().unwrap()), "{}", laid.said);
    let bad = vekha(&["send-test-mail", "--to", "nobody", "--database", &database]);
    assert_eq!(bad.code, 1, "{}", bad.complained);
    for (mail, code, words) in [
        ("host = '127.0.0.1'", 2, "отправителя"),
        ("host = '127.0.0.1'\nport = 1\ntls = 'none'\nfrom = 'a@example.org'", 3, "не отправлено"),
        ("host = '127.0.0.1'\ntls = 'none'\nfrom = 'a@example.org'\nuser = 'u'\npassword = 'p'", 2, "password"),
    ] {
        std::fs::write(folder.file("vekha.toml"), format!("[mail]\n{mail}\n")).unwrap();
        let refused = vekha(&[&to[..], &["--config", &settings]].concat());
        assert_eq!(refused.code, code, "{mail}: {}", refused.complained);
        assert!(refused.complained.contains(words), "{}", refused.complained);
    }
}

#[test]
fn settings_of_a_provider_that_cannot_work_keep_the_program_from_starting() {
    let folder = Folder::new();
    let (database, settings) = (folder.database("vekha.db"), folder.file("vekha.toml"));
    std::fs::write(&settings, "[oidc]\nissuer = 'https://id.example.org'\n").unwrap();
    let settings = settings.to_string_lossy();
    let refused = vekha(&["serve", "--listen", "127.0.0.1:0", "--database", &database, "--config", &settings]);
    assert_eq!(refused.code, 2, "{}", refused.complained);
    assert!(refused.complained.contains("[oidc]"), "{}", refused.complained);
}
