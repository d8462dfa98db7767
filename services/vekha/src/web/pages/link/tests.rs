//! Links that sign in, as their owners, scanners of mail and others meet them.

use crate::{
    accounts::{self, links, roll},
    app::Contact,
    mail::{Letter, Memory, Outbox, Sender},
    web::{
        Outside, router,
        tests::{OFFICE, Town, day, request},
    },
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt;
use vekha_domain::{event::Role, ids::PersonId};

/// A town whose letters are kept in memory.
pub async fn town() -> (Town, Memory) {
    with_mail(Memory::default()).await
}

pub async fn with_mail(memory: Memory) -> (Town, Memory) {
    let mut town = Town::new().await;
    let base_url = "http://vekha.example.org".to_owned();
    let outbox = Some(Outbox::memory(Sender::of_program(&base_url), memory.clone()));
    town.router = router(town.app.clone(), Outside { base_url: Some(base_url), outbox, ..Outside::default() });
    (town, memory)
}

/// Gives a person an address.
pub async fn address(town: &Town, person: PersonId, email: &str) {
    let names = town.app.names(OFFICE).await.unwrap();
    let contact = Contact { email: Some(email.to_owned()), ..names.contact(person).unwrap().clone() };
    let sealed = town.app.seal(OFFICE, person, &contact).await.unwrap();
    town.decide(|state| state.person(person).unwrap().change_contact(sealed.clone(), day("2022-11-09"))).await;
}

/// The path of the link in a letter.
pub fn link(letter: &Letter) -> String {
    let base = "http://vekha.example.org";
    let at = letter.text.find(base).unwrap();
    letter.text[at + base.len()..].split_whitespace().next().unwrap().to_owned()
}

/// A form sent by a browser with this cookie: status, headers, page.
pub async fn form(town: &Town, cookie: &str, path: &str, fields: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.header(header::COOKIE, cookie).body(Body::from(body)).unwrap();
    let (head, body) = town.router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 4 << 20).await.unwrap();
    (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
}

pub fn cookie(headers: &HeaderMap) -> String {
    headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

pub fn place(headers: &HeaderMap) -> &str {
    headers[header::LOCATION].to_str().unwrap()
}

/// A page as a browser with this cookie gets it.
pub async fn page(town: &Town, cookie: &str, path: &str) -> (StatusCode, String) {
    town.html(request("GET", path, "", &[("cookie", cookie)], Body::empty())).await
}

async fn asked(town: &Town, who: &str) -> (StatusCode, HeaderMap, String) {
    form(town, "", "/signin/link", &[("who", who)]).await
}

#[tokio::test]
async fn a_link_signs_its_owner_in_once_however_often_a_scanner_opens_it() {
    let (town, mail) = town().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    address(&town, person, "ganina@example.org").await;
    let (status, headers, _) = asked(&town, " Ganina ").await;
    assert_eq!((status, place(&headers)), (StatusCode::SEE_OTHER, "/signin/link"));
    let letters = mail.at_least(1).await;
    let letter = &letters[0];
    assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ganina@example.org", "Ссылка для входа в «Веху»"));
    let path = link(letter);
    assert!(letter.html.contains(&path) && letter.text.contains("имя для входа ganina"), "{letter:?}");
    assert!(letter.text.contains("до 03.04.2023 12:15"), "{}", letter.text);
    for _ in 0..3 {
        let (status, shown) = page(&town, "", &path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(shown.contains("Кочнева ganina") && shown.contains("<code>ganina</code>"), "{shown}");
    }
    let (status, headers, _) = form(&town, "", &path, &[]).await;
    assert_eq!((status, place(&headers)), (StatusCode::SEE_OTHER, "/"));
    let (status, own) = page(&town, &cookie(&headers), "/account").await;
    assert!(status == StatusCode::OK && own.contains("Кочнева ganina"), "{own}");
    let (status, headers, again) = form(&town, "", &path, &[]).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(!headers.contains_key(header::SET_COOKIE) && again.contains("уже не действует"), "{again}");
    assert_eq!(page(&town, "", &path).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn letters_speak_the_language_of_whoever_asks_and_every_sentence_is_there() {
    let (town, mail) = town().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    address(&town, person, "ganina@example.org").await;
    let mut request = request("POST", "/signin/link", "", &[("accept-language", "en")], Body::from("who=ganina"));
    let form = header::HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(header::CONTENT_TYPE, form);
    assert_eq!(town.html(request).await.0, StatusCode::SEE_OTHER);
    let asked = mail.at_least(1).await.remove(0);
    assert_eq!((asked.language, asked.subject.as_str()), ("en", "Your link to sign in to Vekha"));
    assert!(asked.html.contains("<html lang=\"en\">"), "{}", asked.html);
    let site = crate::web::Site::new(
        town.app.clone(),
        Outside { outbox: Some(Outbox::memory(Sender::of_program(""), mail.clone())), ..Outside::default() },
    );
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    for lang in [crate::wording::Lang::Ru, crate::wording::Lang::En] {
        for purpose in [links::Purpose::SignIn, links::Purpose::Invitation] {
            crate::web::letters::send(&site, lang, &account, purpose).await.unwrap().unwrap().unwrap();
        }
    }
    for letter in mail.at_least(5).await {
        for part in [&letter.subject, &letter.text, &letter.html] {
            assert!(!part.is_empty() && !part.contains("Unknown localization"), "{part}");
        }
        assert!(letter.html.contains("Кочнева ganina") && letter.text.contains("ganina"), "{letter:?}");
    }
}

#[tokio::test]
async fn whoever_asks_learns_nothing_about_who_has_an_account() {
    let (town, mail) = town().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    town.person("silent", Role::Auditor).await;
    address(&town, person, "ganina@example.org").await;
    let mut answers = Vec::new();
    for who in ["nobody", "nobody@example.org", "silent", "GANINA@example.org"] {
        let (status, headers, page) = asked(&town, who).await;
        answers.push((status, place(&headers).to_owned(), page));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let letters = mail.at_least(1).await;
    assert_eq!(letters.iter().map(|l| l.to.as_str()).collect::<Vec<_>>(), ["ganina@example.org"]);
    for empty in ["", "  ", &"x".repeat(300)] {
        let (status, _, page) = asked(&town, empty).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("aria-describedby=\"who-e\"") && page.contains("<details class=\"ask\" open>"), "{page}");
    }
}

#[tokio::test]
async fn few_letters_go_to_one_account_whatever_it_is_called() {
    let (town, mail) = town().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    let (other, _) = town.person("other", Role::Responsible).await;
    address(&town, person, "ganina@example.org").await;
    address(&town, other, "other@example.org").await;
    for _ in 0..3 {
        assert_eq!(asked(&town, "ganina").await.0, StatusCode::SEE_OTHER);
    }
    mail.at_least(3).await;
    let (status, _, page) = asked(&town, "ganina").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.contains("Слишком много писем") && page.contains("value=\"ganina\""), "{page}");
    // By the address nothing is said, and nothing is sent.
    assert_eq!(asked(&town, "ganina@example.org").await.0, StatusCode::SEE_OTHER);
    assert_eq!(asked(&town, "other").await.0, StatusCode::SEE_OTHER);
    let to: Vec<String> = mail.at_least(4).await.into_iter().map(|letter| letter.to).collect();
    assert_eq!(to.iter().filter(|to| *to == "ganina@example.org").count(), 3, "{to:?}");
    let mut answers = Vec::new();
    for n in 0..40 {
        answers.push(asked(&town, &format!("somebody-{n}")).await.0);
    }
    assert_eq!(answers.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "one address cannot ask for everybody");
}

#[tokio::test]
async fn a_link_out_of_time_or_of_a_closed_account_or_of_a_leaver_is_none() {
    let (town, _) = town().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    let new = async || {
        let link = links::make(&town.app, account.id, links::Purpose::SignIn).await.unwrap();
        format!("/signin/link/{}", link.token)
    };
    let good = new().await;
    assert_eq!(page(&town, "", &good).await.0, StatusCode::OK);
    roll::lock(&town.app, account.id).await.unwrap();
    assert_eq!(form(&town, "", &good, &[]).await.0, StatusCode::GONE);
    roll::unlock(&town.app, account.id).await.unwrap();
    assert_eq!(form(&town, "", &good, &[]).await.0, StatusCode::GONE, "closing takes links back");
    let late = new().await;
    town.app.clock().advance(std::time::Duration::from_secs(15 * 60));
    assert_eq!(page(&town, "", &late).await.0, StatusCode::GONE);
    assert_eq!(form(&town, "", &late, &[]).await.0, StatusCode::GONE);
    let left = new().await;
    town.decide(|state| state.person(person).unwrap().revoke(Role::Responsible, day("2023-04-03"))).await;
    assert_eq!(page(&town, "", &left).await.0, StatusCode::GONE);
    let (status, headers, _) = form(&town, "", &left, &[]).await;
    assert!(status == StatusCode::GONE && !headers.contains_key(header::SET_COOKIE));
    assert_eq!(form(&town, "", "/signin/link/nonsense", &[]).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn another_site_cannot_press_the_button() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    let link = links::make(&town.app, account.id, links::Purpose::SignIn).await.unwrap();
    let path = format!("/signin/link/{}", link.token);
    let forged = request("POST", &path, "", &[("sec-fetch-site", "cross-site")], Body::empty());
    assert_eq!(town.html(forged).await.0, StatusCode::FORBIDDEN);
    assert_eq!(page(&town, "", &path).await.0, StatusCode::OK);
}

#[tokio::test]
async fn of_two_who_press_at_once_one_gets_in() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    let link = links::make(&town.app, account.id, links::Purpose::SignIn).await.unwrap();
    let path = format!("/signin/link/{}", link.token);
    let (a, b) = tokio::join!(form(&town, "", &path, &[]), form(&town, "", &path, &[]));
    let mut statuses = [a.0, b.0];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE]);
}
