//! What an outsider gets, checked by the program that knows nothing of this one.

use crate::{
    integrity,
    web::tests::{ACTIVITY, OFFICE, Town, day},
    wording::Lang,
};
use axum::http::StatusCode;
use serde_json::json;
use vekha_domain::event::{Basis, LinkState, ProofLinkChecked, Role};
use vekha_verifier::{Key, Kind, Note};

fn path(end: &str) -> String {
    format!("/offices/{OFFICE}{end}")
}

async fn town() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools = [town.school("МБОУ СОШ № 9").await, town.school("МБОУ СОШ № 17").await];
    town.group("Руководители ОО", &schools).await;
    for school in schools {
        let done = json!({"occurrence": 1, "organisation": school, "performed_on": "2023-03-30",
            "links": ["https://school.example.org/plan.pdf"]});
        assert_eq!(town.mark(&token, &[], done).await.0, StatusCode::CREATED);
    }
    (town, token)
}

fn key(town: &Town) -> Key {
    Key::read(&integrity::signing_key(&town.app).unwrap().public()).unwrap()
}

async fn package(town: &Town) -> Vec<u8> {
    let known_at = town.app.now();
    integrity::package(&town.app, OFFICE, None, day("2023-04-03"), known_at, Lang::Ru).await.unwrap()
}

async fn export(town: &Town) -> Vec<u8> {
    let mut export = Vec::new();
    town.app.log().export(vekha_event_log::LogId(OFFICE.0), &mut export).await.unwrap();
    export
}

#[tokio::test]
async fn a_head_is_signed_once_and_again_when_the_log_has_grown() {
    let (town, token) = town().await;
    let before = town.app.office(OFFICE).await.unwrap().position();
    assert_eq!(integrity::sign_head(&town.app, OFFICE).await.unwrap().unwrap().position, before + 1);
    assert_eq!(integrity::sign_head(&town.app, OFFICE).await.unwrap(), None, "the signing itself is no growth");
    let (status, page) = town.page(&token, &path("/integrity?check=1")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("цепочка цела") && page.contains(&format!("/heads/{before}")), "{page}");
    let (_, note) = town.page(&token, &path(&format!("/integrity/heads/{before}"))).await;
    let note = Note::read(&note).unwrap();
    assert!(note.is_by(&key(&town)));
    let head = note.head().unwrap();
    assert_eq!(head.position, before);
    vekha_verifier::log(export(&town).await.as_slice(), std::slice::from_ref(&head)).unwrap();
    town.school("МБОУ СОШ № 23").await;
    assert!(integrity::sign_head(&town.app, OFFICE).await.unwrap().is_some());
}

#[tokio::test]
async fn the_verifier_accepts_a_package_and_sees_every_one_of_a_thousand_changed_bytes() {
    let (town, _) = town().await;
    integrity::sign_head(&town.app, OFFICE).await.unwrap();
    let (package, key) = (package(&town).await, key(&town));
    let whole = vekha_verifier::package(&package, Some(&key), &[]).unwrap();
    assert_eq!(whole.heads, 2);
    let names: Vec<&str> = whole.manifest.files.iter().map(|file| file.name.as_str()).collect();
    for name in
        ["README.txt", "key.txt", "log.jsonl", "plan/1/2023-04-03.csv", "proofs.csv", "proofs.json", "reports.json"]
    {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    for n in 0..1_000 {
        let mut changed = package.clone();
        let at = n * 7_919 % changed.len();
        changed[at] ^= 1 << (n % 8);
        assert!(vekha_verifier::package(&changed, Some(&key), &[]).is_err(), "byte {at}");
    }
}

#[tokio::test]
async fn a_log_written_anew_with_the_key_is_found_by_the_head_from_before() {
    let (town, _) = town().await;
    let position = town.app.office(OFFICE).await.unwrap().position();
    let note = integrity::signed_note(&town.app, OFFICE, position).await.unwrap();
    let kept = Note::read(&note).unwrap().head().unwrap();
    // Whoever has database and key begins a log of the same office with another past.
    let other = Town::new().await;
    let forged = vekha_verifier::log(export(&other).await.as_slice(), std::slice::from_ref(&kept));
    assert_eq!(forged.unwrap_err().found().unwrap().kind, Kind::Anchor);
}

#[tokio::test]
async fn a_school_takes_the_proof_of_its_own_entries_only() {
    let (town, token) = town().await;
    let (_, all) = town.page(&token, &path(&format!("/activities/{ACTIVITY}/proof"))).await;
    let all = vekha_verifier::proof(&all, &key(&town)).unwrap();
    assert_eq!(all.events.iter().filter(|event| event.kind == "completion_reported").count(), 2);
    let school = town.app.office(OFFICE).await.unwrap().office().organisations().next().unwrap().id;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    let (status, own) = town.page(&head, &path(&format!("/activities/{ACTIVITY}/proof"))).await;
    assert_eq!(status, StatusCode::OK, "{own}");
    let own = vekha_verifier::proof(&own, &key(&town)).unwrap();
    assert_eq!(own.events.iter().filter(|event| event.kind == "completion_reported").count(), 1);
}

#[tokio::test]
async fn the_log_is_for_auditors_and_the_package_for_those_who_answer_for_it() {
    let (town, coordinator) = town().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, responsible) = town.person("responsible", Role::Responsible).await;
    let (log, zip) = (path("/integrity/log.jsonl"), path("/integrity/package.zip"));
    for (token, to_log, to_zip) in [(&coordinator, 403, 200), (&auditor, 200, 200), (&responsible, 403, 403)] {
        assert_eq!(town.page(token, &log).await.0.as_u16(), to_log);
        let request = crate::web::tests::request("GET", &zip, token, &[], axum::body::Body::empty());
        assert_eq!(tower::ServiceExt::oneshot(town.router.clone(), request).await.unwrap().status().as_u16(), to_zip);
    }
}

#[tokio::test]
async fn an_organisation_with_a_mailbox_becomes_a_keeper_and_is_dismissed_on_a_ground() {
    let (town, token) = town().await;
    let school = town.app.office(OFFICE).await.unwrap().office().organisations().next().unwrap().id;
    let keeper = [("keeper", school.to_string())];
    let fields: Vec<(&str, &str)> = keeper.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (status, _, page) = town.post(&token, &path("/integrity/keepers"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("нет почтового ящика"), "{page}");
    let mailbox = Some("school@example.org".to_owned());
    town.decide(|state| state.office().set_mailbox(school, mailbox.clone(), day("2023-04-03"))).await;
    assert_eq!(town.post(&token, &path("/integrity/keepers"), &fields).await.0, StatusCode::SEE_OTHER);
    assert!(town.app.office(OFFICE).await.unwrap().audit().witnesses.contains_key(&school));
    // Each signed head goes to it once, word for word, and the sending is no growth that calls for another.
    integrity::sign_head(&town.app, OFFICE).await.unwrap().unwrap();
    assert_eq!(integrity::sign_head(&town.app, OFFICE).await.unwrap(), None);
    let known = town.app.office(OFFICE).await.unwrap();
    let (letter, note) =
        (known.mailbook().letters().next().unwrap().id, known.audit().heads.last().unwrap().note.clone());
    assert_eq!(known.mailbook().letters().count(), 1);
    drop(known);
    let site = crate::web::Site::new(town.app.clone(), crate::web::Outside::default());
    let crate::reminders::Composed::Letter(letter) = crate::reminders::compose(&site, OFFICE, letter).await.unwrap()
    else {
        unreachable!("the letter was not written")
    };
    assert_eq!((letter.to.as_str(), letter.files[0].text.as_str()), ("school@example.org", note.as_str()));
    assert!(Note::all_in(&letter.text)[0].is_by(&key(&town)), "{}", letter.text);
    let dismissal = path(&format!("/integrity/keepers/{school}/dismissal"));
    assert_eq!(town.post(&token, &dismissal, &[("basis", "")]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let ground = Basis { words: "Письмо № 3".to_owned(), date: day("2023-04-03") };
    let fields = [("basis", ground.words.as_str()), ("basis-date", "03.04.2023")];
    assert_eq!(town.post(&token, &dismissal, &fields).await.0, StatusCode::SEE_OTHER);
    assert!(town.app.office(OFFICE).await.unwrap().audit().witnesses.is_empty());
}

#[test]
fn the_published_note_is_signed_alike_by_the_other_implementation() {
    use sha2::{Digest, Sha256};
    let seed: [u8; 32] = Sha256::digest(b"vekha test vectors, not a secret").into();
    let key = integrity::SigningKey::of_seed(&seed).unwrap();
    let note = include_str!("../../../../../verifier/vectors/note.txt");
    assert_eq!(key.public(), include_str!("../../../../../verifier/vectors/key.txt").trim());
    let text = key.signed(note).unwrap();
    assert_eq!(key.sign(text), note);
    assert!(key.signed(&note.replacen("11\n", "12\n", 1)).is_none());
    assert_eq!(integrity::told(text).unwrap().head.position, 11);
}

#[tokio::test]
async fn a_kept_copy_of_a_document_lies_in_the_package_under_its_hash() {
    use sha2::{Digest, Sha256};
    let (town, _) = town().await;
    let content = b"%PDF-1.4 protokol".as_slice();
    let hash = Sha256::digest(content);
    let sha256: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    sqlx::query(
        "INSERT INTO kept_copies (sha256, content, content_type, size, first_seen_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(hash.to_vec())
    .bind(content)
    .bind("application/pdf")
    .bind(content.len() as i64)
    .bind(0_i64)
    .execute(town.app.log().writer())
    .await
    .unwrap();
    town.decide(|state| {
        let activity = state.activity(ACTIVITY).unwrap();
        let mark = activity.marks.first().unwrap();
        let link = mark.proofs[0].link.clone();
        let found = ProofLinkChecked::of(mark.id, link, LinkState::Opens);
        activity.check_proof(ProofLinkChecked { sha256: Some(sha256.clone()), kept: true, ..found }, day("2023-04-03"))
    })
    .await;
    let (package, key) = (package(&town).await, key(&town));
    let whole = vekha_verifier::package(&package, Some(&key), &[]).unwrap();
    let copy = whole.manifest.files.iter().find(|file| file.name == format!("copies/{sha256}")).unwrap();
    assert_eq!((copy.size, copy.sha256.clone()), (content.len() as u64, sha256));
}
