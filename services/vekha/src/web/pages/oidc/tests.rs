//! Signing in through a provider, as people, the provider's troubles and forgers meet it.

mod provider;

use crate::{
    accounts::{self, roll},
    oidc::{Failed, Provider, Registered},
    web::{
        Outside,
        pages::link::tests::{address, page},
        router,
        tests::{Town, day},
    },
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use provider::{CLIENT, FakeProvider, SECRET, Signs};
use serde_json::{Value, json};
use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;
use tower::ServiceExt;
use vekha_domain::event::Role;

const BASE: &str = "http://vekha.example.org";

fn registered(issuer: &str) -> Registered {
    let (client_id, client_secret) = (CLIENT.to_owned(), SECRET.to_owned());
    Registered {
        issuer: issuer.to_owned(), client_id, client_secret, button: Some("Войти через Портал".to_owned())
    }
}

async fn town_by(issuer: &str) -> Town {
    let mut town = Town::new().await;
    let oidc = Some(registered(issuer));
    let outside = Outside { base_url: Some(BASE.to_owned()), oidc, ..Outside::default() };
    town.router = router(town.app.clone(), outside);
    town
}

/// A town with a provider, and the account «ganina» that it speaks of.
async fn town() -> (Town, FakeProvider) {
    let provider =
        FakeProvider::start("2023-04-03T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp()).await;
    let town = town_by(&provider.issuer).await;
    town.person("ganina", Role::Responsible).await;
    (town, provider)
}

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    page: String,
}

impl Seen {
    fn place(&self) -> &str {
        self.headers.get(header::LOCATION).map(|place| place.to_str().unwrap()).unwrap_or_default()
    }

    /// The value of a cookie that was set, with its name.
    fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).iter().map(|set| set.to_str().unwrap());
        set.filter_map(|set| set.split(';').next())
            .find(|pair| pair.starts_with(&format!("{name}=")))
            .map(str::to_owned)
    }

    /// Nobody got in, and a sentence says why.
    fn says(&self, status: StatusCode, words: &str) {
        assert_eq!(self.status, status, "{}", self.page);
        assert!(self.page.contains(&format!("<h1>{words}")) && self.page.contains("href=\"/signin"), "{}", self.page);
        assert_eq!(self.cookie("vekha"), None);
    }
}

async fn get(town: &Town, path: &str, cookie: &str) -> Seen {
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let (head, body) = town.router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 4 << 20).await.unwrap();
    Seen { status: head.status, headers: head.headers, page: String::from_utf8(body.to_vec()).unwrap() }
}

/// To the provider and to the point of coming back: the path and the cookie.
async fn until_back(town: &Town, provider: &FakeProvider, to: &str) -> (String, String) {
    let there = get(town, &format!("/signin/oidc?to={to}"), "").await;
    assert_eq!(there.status, StatusCode::SEE_OTHER, "{}", there.page);
    let back = provider.signed_in(there.place()).await;
    (back.strip_prefix(BASE).unwrap().to_owned(), there.cookie("vekha-oidc").unwrap())
}

async fn through(town: &Town, provider: &FakeProvider) -> Seen {
    let (back, cookie) = until_back(town, provider, "").await;
    get(town, &back, &cookie).await
}

#[tokio::test]
async fn the_button_leads_through_the_provider_to_the_page_that_was_wanted() {
    let (town, provider) = town().await;
    let form = get(&town, "/signin?to=/account", "").await;
    assert!(form.page.contains("<a href=\"/signin/oidc?to=%2Faccount\">Войти через Портал</a>"), "{}", form.page);
    let there = get(&town, "/signin/oidc?to=%2Faccount", "").await;
    let set = there.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.contains("Max-Age=600") && set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    assert!(there.place().starts_with(&format!("{}/authorize?", provider.issuer)), "{}", there.place());
    let back = provider.signed_in(there.place()).await;
    let seen = get(&town, back.strip_prefix(BASE).unwrap(), &there.cookie("vekha-oidc").unwrap()).await;
    assert_eq!((seen.status, seen.place()), (StatusCode::SEE_OTHER, "/account"), "{}", seen.page);
    assert_eq!(seen.cookie("vekha-oidc").unwrap(), "vekha-oidc=");
    let (status, own) = page(&town, &seen.cookie("vekha").unwrap(), "/account").await;
    assert!(status == StatusCode::OK && own.contains("Кочнева ganina"), "{own}");
}

#[tokio::test]
async fn nobody_is_led_to_another_site_afterwards() {
    let (town, provider) = town().await;
    for to in ["https://evil.example.org/", "//evil.example.org", "%2F%5Cevil.example.org", "/signin/oidc"] {
        let (back, cookie) = until_back(&town, &provider, to).await;
        assert_eq!(get(&town, &back, &cookie).await.place(), "/", "{to}");
    }
}

#[tokio::test]
async fn a_confirmed_address_finds_its_person_when_the_name_does_not() {
    let (town, provider) = town().await;
    let (person, _) = town.person("mail", Role::Auditor).await;
    address(&town, person, "Audit@example.org").await;
    let told = json!({"preferred_username": "a.u.ditor", "email": "AUDIT@example.org", "email_verified": true});
    provider.change(|mood| mood.claims = told.clone());
    let seen = through(&town, &provider).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.page);
    let (_, own) = page(&town, &seen.cookie("vekha").unwrap(), "/account").await;
    assert!(own.contains("Кочнева mail"), "{own}");
    for verified in [json!(false), Value::Null] {
        provider.change(|mood| mood.claims["email_verified"] = verified);
        through(&town, &provider).await.says(StatusCode::FORBIDDEN, "Адрес электронной почты не подтверждён");
    }
    let (other, _) = town.person("twin", Role::Auditor).await;
    address(&town, other, "audit@example.org").await;
    provider.change(|mood| mood.claims = told);
    through(&town, &provider).await.says(StatusCode::FORBIDDEN, "С этим адресом несколько учётных записей");
}

#[tokio::test]
async fn whom_nobody_knows_here_is_sent_to_the_coordinator_and_no_account_is_made() {
    let (town, provider) = town().await;
    let stranger = json!({"preferred_username": "st<ranger", "email": "stranger@example.org", "email_verified": true});
    let nameless = json!({"preferred_username": null});
    for claims in [stranger, nameless, json!({"preferred_username": ""})] {
        provider.change(|mood| mood.claims = claims);
        let seen = through(&town, &provider).await;
        seen.says(StatusCode::FORBIDDEN, "В «Вехе» нет вашей учётной записи");
        assert!(seen.page.contains("Обратитесь к координатору") && !seen.page.contains("st<ranger"), "{}", seen.page);
    }
    assert!(accounts::by_login(&town.app, "st<ranger").await.unwrap().is_none());
}

#[tokio::test]
async fn a_closed_account_stays_closed_even_if_another_has_the_address() {
    let (town, provider) = town().await;
    let (other, _) = town.person("other", Role::Auditor).await;
    address(&town, other, "ganina@example.org").await;
    provider.change(|mood| mood.claims = json!({"email": "ganina@example.org", "email_verified": true}));
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    roll::lock(&town.app, account.id).await.unwrap();
    through(&town, &provider).await.says(StatusCode::FORBIDDEN, "В «Вехе» нет вашей учётной записи");
    roll::unlock(&town.app, account.id).await.unwrap();
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
    let person = account.person;
    town.decide(|state| state.person(person).unwrap().revoke(Role::Responsible, day("2023-04-03"))).await;
    through(&town, &provider).await.says(StatusCode::FORBIDDEN, "В «Вехе» нет вашей учётной записи");
}

#[tokio::test]
async fn a_token_that_is_not_for_this_sign_in_lets_nobody_in() {
    let (town, provider) = town().await;
    let now = provider.mood.lock().unwrap().now;
    let wrong = [
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"aud": "another"}),
        json!({"aud": [CLIENT, "another"]}),
        json!({"exp": now}),
        json!({"iss": "https://id.example.org"}),
        json!({"exp": null}),
    ];
    for claims in wrong {
        provider.change(|mood| mood.claims = claims.clone());
        through(&town, &provider).await.says(StatusCode::FORBIDDEN, "Вход не проверен");
    }
    provider.change(|mood| mood.claims = json!({}));
    for signs in [Signs::Seed(2), Signs::Shared, Signs::None] {
        provider.change(|mood| mood.signs = signs);
        through(&town, &provider).await.says(StatusCode::FORBIDDEN, "Вход не проверен");
    }
    provider.change(|mood| mood.signs = Signs::Seed(1));
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let (town, provider) = town().await;
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
    provider.change(|mood| (mood.published, mood.signs) = (7, Signs::Seed(7)));
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_provider_may_sign_with_rsa_as_most_do() {
    let (town, provider) = town().await;
    provider.change(|mood| mood.signs = Signs::Rsa);
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_provider_that_takes_the_secret_in_the_form_alone_gets_it_there() {
    let (town, provider) = town().await;
    provider.change(|mood| mood.in_form = true);
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_sign_in_is_good_once_in_its_own_browser_and_for_ten_minutes() {
    let (town, provider) = town().await;
    let over = "Эта попытка входа уже не действует";
    let (back, cookie) = until_back(&town, &provider, "").await;
    assert_eq!(get(&town, &back, &cookie).await.status, StatusCode::SEE_OTHER);
    get(&town, &back, &cookie).await.says(StatusCode::GONE, over);
    let (back, _) = until_back(&town, &provider, "").await;
    get(&town, &back, "").await.says(StatusCode::GONE, over);
    let (_, another) = until_back(&town, &provider, "").await;
    get(&town, &back, &another).await.says(StatusCode::GONE, over);
    let (back, cookie) = until_back(&town, &provider, "").await;
    let forged = format!("{}x", &back);
    get(&town, &forged, &cookie).await.says(StatusCode::GONE, over);
    get(&town, &back, &cookie).await.says(StatusCode::GONE, over);
    get(&town, "/signin/oidc/callback", "").await.says(StatusCode::GONE, over);
    let (back, cookie) = until_back(&town, &provider, "").await;
    town.app.clock().advance(Duration::from_secs(10 * 60));
    get(&town, &back, &cookie).await.says(StatusCode::GONE, over);
}

#[tokio::test]
async fn whom_the_provider_refuses_is_told_so() {
    let (town, provider) = town().await;
    for (error, status, words) in [
        ("access_denied", StatusCode::FORBIDDEN, "Служба единого входа не впустила"),
        ("temporarily_unavailable", StatusCode::FAILED_DEPENDENCY, "Служба единого входа не отвечает"),
        ("invalid_scope", StatusCode::FORBIDDEN, "Вход не проверен"),
    ] {
        let there = get(&town, "/signin/oidc?to=/account", "").await;
        let state = there.place().split("state=").nth(1).unwrap().split('&').next().unwrap();
        let back = format!("/signin/oidc/callback?error={error}&error_description=no&state={state}");
        let seen = get(&town, &back, &there.cookie("vekha-oidc").unwrap()).await;
        seen.says(status, words);
        assert!(
            seen.page.contains("href=\"/signin?to=%2Faccount\""),
            "the page that was wanted is kept: {}",
            seen.page
        );
    }
    let (back, cookie) = until_back(&town, &provider, "").await;
    let codeless = back.replace("code=", "other=");
    get(&town, &codeless, &cookie).await.says(StatusCode::FORBIDDEN, "Вход не проверен");
}

#[tokio::test]
async fn a_provider_that_is_down_breaks_nothing_and_is_asked_anew() {
    let (town, provider) = town().await;
    let silent = "Служба единого входа не отвечает";
    provider.change(|mood| mood.down = true);
    get(&town, "/signin/oidc", "").await.says(StatusCode::FAILED_DEPENDENCY, silent);
    assert_eq!(get(&town, "/signin", "").await.status, StatusCode::OK);
    provider.change(|mood| mood.down = false);
    assert_eq!(through(&town, &provider).await.status, StatusCode::SEE_OTHER);
    let (back, cookie) = until_back(&town, &provider, "").await;
    provider.change(|mood| mood.down = true);
    let seen = get(&town, &back, &cookie).await;
    seen.says(StatusCode::FAILED_DEPENDENCY, silent);
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let alone = town_by(&nowhere).await;
    get(&alone, "/signin/oidc", "").await.says(StatusCode::FAILED_DEPENDENCY, silent);
}

#[tokio::test]
async fn a_provider_that_never_answers_is_not_waited_for_for_ever() {
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", mute.local_addr().unwrap());
    let provider = Provider::new(registered(&issuer), BASE).patient_for(Duration::from_millis(20));
    assert_eq!(provider.begin("/").await.err(), Some(Failed::Silent));
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_what_went_wrong_without_what_signs_in() {
    let (town, provider) = town().await;
    let written = Written::default();
    let to = written.clone();
    let logs = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || to.clone()).finish();
    let _guard = tracing::subscriber::set_default(logs);
    let mut secrets = vec![SECRET.to_owned()];
    for signs in [Signs::Seed(2), Signs::Shared] {
        provider.change(|mood| mood.signs = signs);
        let (back, cookie) = until_back(&town, &provider, "").await;
        secrets
            .extend([back.split("code=").nth(1).unwrap().split('&').next().unwrap(), &cookie[11..]].map(str::to_owned));
        get(&town, &back, &cookie).await.says(StatusCode::FORBIDDEN, "Вход не проверен");
    }
    let malformed = json!({"access_token": "opaque", "token_type": "Bearer", "id_token": "broken-token"});
    provider.change(|mood| mood.nonsense = Some(malformed));
    through(&town, &provider).await.says(StatusCode::FORBIDDEN, "Вход не проверен");
    secrets.extend(["broken-token".to_owned(), "opaque".to_owned()]);
    secrets.extend(provider.tokens.lock().unwrap().iter().flat_map(|token| token.split('.').map(str::to_owned)));
    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("was not believed") && log.contains("cannot be read"), "{log}");
    for secret in secrets.iter().filter(|secret| secret.len() > 5) {
        assert!(!log.contains(secret.as_str()), "{secret} in {log}");
    }
}
