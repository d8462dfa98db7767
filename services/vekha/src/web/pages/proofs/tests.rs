//! Pages of confirming documents: what is listed for whom, samples, kept copies, the settings of looking.

use crate::{
    links::tests::rounds::{MARK, mark},
    web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request},
};
use axum::{
    body::{Body, to_bytes},
    http::{StatusCode, header},
};
use calamine::{Reader, Xlsx};
use std::{io::Cursor, time::Duration};
use tower::ServiceExt;
use vekha_domain::{
    event::{LinkState, ProofLinkChecked, Role},
    proof::ProofLink,
};

fn path(end: &str) -> String {
    format!("/offices/{OFFICE}{end}")
}

fn proofs() -> String {
    path(&format!("/roadmaps/{ROADMAP}/proofs"))
}

fn link(n: usize) -> ProofLink {
    ProofLink::parse(&format!("https://school{n}.example.org/protocol.pdf")).unwrap()
}

/// A town with a mark that has three documents: one opens, one is dead, nobody has looked at the third.
async fn town() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    mark(&town, &[link(1), link(2), link(3)]).await;
    for (n, state) in [(1, LinkState::Opens), (2, LinkState::NotFound)] {
        looked(&town, ProofLinkChecked::of(MARK, link(n), state)).await;
    }
    (town, token)
}

async fn looked(town: &Town, found: ProofLinkChecked) {
    let today = town.app.today(OFFICE).await.unwrap();
    town.decide(|state| state.activity(ACTIVITY).unwrap().check_proof(found.clone(), today)).await;
}

async fn rows(town: &Town, token: &str, file: &str) -> Vec<String> {
    let answer = town.router.clone().oneshot(request("GET", file, token, &[], Body::empty())).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{file}");
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect()
}

#[tokio::test]
async fn every_document_is_listed_with_what_the_last_look_found_and_can_be_sifted() {
    let (town, token) = town().await;
    let (status, page) = town.page(&token, &proofs()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Документов: 3 из 3.") && page.contains("не засчитано"), "{page}");
    for host in ["school1", "school2", "school3"] {
        assert!(page.contains(&format!("{host}.example.org/protocol.pdf")), "{host}: {page}");
    }
    let (_, dead) = town.page(&token, &format!("{}?state=not-found", proofs())).await;
    assert!(dead.contains("Документов: 1 из 3.") && dead.contains(">school2.example.org/protocol.pdf</a>"), "{dead}");
    assert!(!dead.contains(">school1.example.org/protocol.pdf</a>"), "{dead}");
    let (_, one) = town.page(&token, &format!("{}?host=school3.example.org", proofs())).await;
    assert!(one.contains("Документов: 1 из 3.") && one.contains("не проверялась"), "{one}");
    town.app.clock().advance(Duration::from_secs(86_400));
    let before = format!("{}?as_of=2023-03-29&known_at=2023-04-03T12:00:00Z", proofs());
    assert!(town.page(&token, &before).await.1.contains("Документов: 0 из 0."), "before the work was done");
    let file = rows(&town, &token, &format!("{}.xlsx?state=not-found", proofs())).await;
    let listed: Vec<_> = file.iter().filter(|row| row.contains("example.org/protocol.pdf")).collect();
    assert!(listed.len() == 1 && listed[0].starts_with("2|"), "its place among all: {file:?}");
}

#[tokio::test]
async fn a_moved_document_says_where_it_lies_now_on_its_list_and_at_its_mark() {
    let (town, token) = town().await;
    let to = ProofLink::parse("https://archive.example.org/protocol.pdf").unwrap();
    let found = ProofLinkChecked::of(MARK, link(3), LinkState::Moved);
    let sha256 = Some("ab".repeat(32));
    looked(&town, ProofLinkChecked { status: Some(301), leads_to: Some(to), sha256, ..found }).await;
    let (_, page) = town.page(&token, &proofs()).await;
    assert!(page.contains("archive.example.org/protocol.pdf") && page.contains("301"), "{page}");
    let (_, mark) = town.page(&token, &path(&format!("/activities/{ACTIVITY}?o=1&mark={MARK}"))).await;
    assert!(mark.contains("archive.example.org/protocol.pdf") && mark.contains(&"ab".repeat(32)), "{mark}");
}

#[tokio::test]
async fn a_sample_is_drawn_once_a_form_and_findings_in_it_are_summed_up() {
    let (town, token) = town().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let draw = format!("{}/samples", proofs());
    for many in ["0", "много", "501"] {
        let (status, _, page) = town.post(&auditor, &draw, &[("many", many), ("command", "1")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("id=\"many-e\"") && page.contains(&format!("value=\"{many}\"")), "{page}");
    }
    let (status, to, page) = town.post(&auditor, &draw, &[("many", "2"), ("command", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert_eq!(town.post(&auditor, &draw, &[("many", "2"), ("command", "1")]).await.1, to, "the same form again");
    let other = town.post(&auditor, &draw, &[("many", "2"), ("command", "2")]).await.1;
    assert_ne!(other, to, "a new form draws anew");
    let (_, page) = town.page(&auditor, &to).await;
    assert!(page.contains("2 из 3 документов") && page.contains("начальное число"), "{page}");
    let finding = format!("{to}/findings/1");
    let (status, _, page) = town.post(&auditor, &finding, &[("finding", "other"), ("note", " ")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("id=\"note-1-e\">! Напишите, что не так") && page.contains("value=\"other\" selected"),
        "{page}"
    );
    let (status, _, page) = town.post(&auditor, &finding, &[("note", "без вывода")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"finding-1-e\"") && page.contains("без вывода"), "{page}");
    for (n, found, note) in [(1, "other", "Приказ о другом"), (1, "confirms", ""), (2, "partly", "Другой день")]
    {
        let at = format!("{to}/findings/{n}");
        assert_eq!(town.post(&auditor, &at, &[("finding", found), ("note", note)]).await.0, StatusCode::SEE_OTHER);
    }
    let (_, page) = town.page(&token, &to).await;
    assert!(page.contains("Подтверждают: 1 из 2") && page.contains("Другой день"), "{page}");
    assert!(page.contains("Приказ о другом"), "an earlier finding stays: {page}");
    let (_, list) = town.page(&token, &proofs()).await;
    assert!(list.contains("Подтверждают: 1 из 2") && list.contains("ещё не проверено: 2"), "{list}");
    let file = rows(&town, &token, &format!("{to}/list.xlsx")).await;
    assert!(file.iter().any(|row| row.contains("подтверждает частично")), "{file:?}");
    for n in ["0", "3", "x"] {
        let at = format!("{to}/findings/{n}");
        assert_eq!(town.post(&auditor, &at, &[("finding", "confirms")]).await.0, StatusCode::NOT_FOUND, "{n}");
    }
    let known = town.app.office(OFFICE).await.unwrap();
    assert_eq!(known.activity(ACTIVITY).unwrap().mark(MARK).unwrap().retracted, None);
    assert_eq!(known.audit().samples.len(), 2);
}

#[tokio::test]
async fn nothing_is_drawn_where_there_is_nothing_and_the_refusal_stands_beside_the_field() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let draw = format!("{}/samples", proofs());
    let (status, _, page) = town.post(&token, &draw, &[("many", "5"), ("command", "1")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"many-e\">! На этот день нет подтверждающих документов"), "{page}");
}

#[tokio::test]
async fn a_copy_is_given_out_as_a_file_only_to_those_who_may_and_only_by_the_office_that_found_it() {
    let (town, token) = town().await;
    let (content, sha256) = ("<script>alert(1)</script>", crate::links::tests::sha256_of("<script>alert(1)</script>"));
    crate::links::tests::keep_copy(&town.app, content, "text/html; charset=utf-8").await;
    let copy = path(&format!("/kept-copies/{sha256}"));
    assert_eq!(town.page(&token, &copy).await.0, StatusCode::NOT_FOUND, "no look of this office found it");
    let found = ProofLinkChecked::of(MARK, link(1), LinkState::Opens);
    looked(&town, ProofLinkChecked { sha256: Some(sha256), kept: true, ..found }).await;
    let answer = town.router.clone().oneshot(request("GET", &copy, &token, &[], Body::empty())).await.unwrap();
    let headers = answer.headers().clone();
    assert_eq!(
        (answer.status(), &headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"application/octet-stream".parse().unwrap())
    );
    let disposition = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment;") && disposition.ends_with(".txt\""), "{disposition}");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(to_bytes(answer.into_body(), 1 << 20).await.unwrap(), content.as_bytes());
    let (_, responsible) = town.person("responsible", Role::Responsible).await;
    assert_eq!(town.page(&responsible, &copy).await.0, StatusCode::FORBIDDEN);
    assert!(town.page(&token, &proofs()).await.1.contains(&copy));
    assert!(!town.page(&responsible, &proofs()).await.1.contains("kept-copies"));
    assert_eq!(town.page(&token, &path("/kept-copies/..")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_head_of_a_school_sees_the_documents_of_the_own_rows_only() {
    let (town, _) = town().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    let (_, page) = town.page(&head, &proofs()).await;
    assert!(page.contains("Документов: 0 из 0.") && !page.contains("protocol.pdf"), "{page}");
}

#[tokio::test]
async fn looking_is_switched_on_in_the_settings_and_wrong_numbers_are_refused_beside_their_fields() {
    let (town, token) = town().await;
    let (settings, checking) = (path("/settings"), path("/link-checking"));
    let (_, page) = town.page(&token, &settings).await;
    assert!(page.contains("id=\"links-days\" name=\"links-days\" value=\"30\""), "{page}");
    for (days, budget, said) in [("0", "10", "id=\"links-days-e\""), ("30", "много", "id=\"links-budget-e\"")] {
        let fields = [("links-on", "yes"), ("links-days", days), ("links-budget", budget)];
        let (status, _, page) = town.post(&token, &checking, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(said) && page.contains("name=\"links-on\" value=\"yes\" checked"), "{page}");
    }
    let fields = [("links-on", "yes"), ("links-days", "7"), ("links-budget", "50")];
    let (status, to, _) = town.post(&token, &checking, &fields).await;
    assert_eq!((status, to.ends_with("#links")), (StatusCode::SEE_OTHER, true));
    let known = town.app.office(OFFICE).await.unwrap();
    let now = known.audit().checking_on(day("2023-04-03"));
    drop(known);
    assert_eq!((now.on, now.copies, now.days, now.budget), (true, false, 7, 50));
    let (_, responsible) = town.person("responsible", Role::Responsible).await;
    let (_, page) = town.page(&responsible, &settings).await;
    assert!(page.contains("Проверка ссылок включена: каждая раз в 7 дн.") && !page.contains("links-days"), "{page}");
    assert!(town.page(&responsible, &proofs()).await.1.contains("раз в 7 дн."));
}
