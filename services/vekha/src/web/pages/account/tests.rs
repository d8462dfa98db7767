//! One's own sign-in, as its owner meets it and others do not.

use super::super::link::tests::{cookie, form, page, place, town};
use crate::{
    accounts::{self, digest, links},
    web::{
        session,
        tests::{Town, request},
    },
};
use axum::{body::Body, http::StatusCode};
use vekha_domain::event::Role;

const OLD: &str = "горизонт-7";
const NEW: &str = "лодка кофе снег";

async fn signed_in(town: &Town, login: &str, password: &str) -> String {
    let (status, headers, page) = form(town, "", "/signin", &[("login", login), ("password", password)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    cookie(&headers)
}

async fn by_link(town: &Town, login: &str) -> String {
    let account = accounts::by_login(&town.app, login).await.unwrap().unwrap();
    let link = links::make(&town.app, account.id, links::Purpose::Invitation).await.unwrap();
    let (_, headers, _) = form(town, "", &format!("/signin/link/{}", link.token), &[]).await;
    assert_eq!(place(&headers), "/account#password");
    cookie(&headers)
}

fn end_of(cookie: &str) -> String {
    let value = cookie.split_once('=').unwrap().1;
    let id: String = digest(value).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("/account/sessions/{id}/end")
}

#[tokio::test]
async fn ones_own_sessions_are_listed_and_ended_and_nobody_elses() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    town.person("other", Role::Auditor).await;
    let (here, there) = (signed_in(&town, "ganina", OLD).await, signed_in(&town, "ganina", OLD).await);
    let foreign = signed_in(&town, "other", OLD).await;
    let (_, shown) = page(&town, &here, "/account").await;
    assert!(shown.contains(&end_of(&there)) && shown.contains("этот сеанс"), "{shown}");
    assert!(!shown.contains(&end_of(&here)) && !shown.contains(&end_of(&foreign)), "{shown}");
    for nobodys in
        [end_of(&foreign), "/account/sessions/00/end".to_owned(), "/account/sessions/нет/end".replace("нет", "zz")]
    {
        let (status, headers, _) = form(&town, &here, &nobodys, &[]).await;
        assert_eq!((status, place(&headers)), (StatusCode::SEE_OTHER, "/account"), "{nobodys}");
    }
    assert_eq!(page(&town, &foreign, "/account").await.0, StatusCode::OK);
    let (_, headers, _) = form(&town, &here, &end_of(&there), &[]).await;
    assert_eq!(place(&headers), "/account?done=session");
    assert_eq!(page(&town, &there, "/account").await.0, StatusCode::SEE_OTHER);
    let (_, receipt) = page(&town, &here, "/account?done=session").await;
    assert!(receipt.contains("Сеанс завершён."), "{receipt}");
}

#[tokio::test]
async fn one_signs_out_everywhere_with_this_session_or_without() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let (here, there) = (signed_in(&town, "ganina", OLD).await, signed_in(&town, "ganina", OLD).await);
    let (_, headers, _) = form(&town, &here, "/account/sessions/end", &[("which", "others")]).await;
    assert_eq!(place(&headers), "/account?done=others");
    assert_eq!(page(&town, &there, "/account").await.0, StatusCode::SEE_OTHER);
    assert_eq!(page(&town, &here, "/account").await.0, StatusCode::OK);
    form(&town, &here, "/account/sessions/end", &[("which", "all")]).await;
    assert_eq!(page(&town, &here, "/account").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_password_is_changed_with_the_old_one_and_other_sessions_end() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let (here, there) = (signed_in(&town, "ganina", OLD).await, signed_in(&town, "ganina", OLD).await);
    for (old, new, again, field, why) in [
        ("не тот пароль", NEW, NEW, "old", "Прежний пароль не подходит"),
        ("", NEW, NEW, "old", "Прежний пароль не подходит"),
        (OLD, "короткий", "короткий", "new", "короче 10 знаков"),
        (OLD, "Ganina-2023", "Ganina-2023", "new", "повторяет имя"),
        (OLD, "йцукен12345", "йцукен12345", "new", "пробуют первым"),
        (OLD, NEW, "лодка кофе дождь", "again", "не совпали"),
    ] {
        let sent = [("old", old), ("new", new), ("again", again)];
        let (status, _, page) = form(&town, &here, "/account/password", &sent).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.contains(&format!("id=\"{field}-e\"")) && page.contains(why), "{why}: {page}");
        assert!(page.contains(&format!("href=\"#{field}\"")) && !page.contains(&format!("value=\"{new}\"")), "{page}");
    }
    let sent = [("old", OLD), ("new", NEW), ("again", NEW)];
    let (_, headers, _) = form(&town, &here, "/account/password", &sent).await;
    assert_eq!(place(&headers), "/account?done=password");
    assert_eq!(page(&town, &here, "/account").await.0, StatusCode::OK);
    assert_eq!(page(&town, &there, "/account").await.0, StatusCode::SEE_OTHER);
    assert!(accounts::check(&town.app, "ganina", OLD).await.unwrap().is_none());
    signed_in(&town, "ganina", NEW).await;
}

#[tokio::test]
async fn the_old_password_cannot_be_guessed_from_a_session_left_open() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let here = signed_in(&town, "ganina", OLD).await;
    let mut last = StatusCode::OK;
    for n in 0..11 {
        let guess = format!("догадка {n}");
        last = form(&town, &here, "/account/password", &[("old", &guess), ("new", NEW), ("again", NEW)]).await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let sent = [("old", OLD), ("new", NEW), ("again", NEW)];
    assert_eq!(form(&town, &here, "/account/password", &sent).await.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whoever_came_by_a_link_needs_no_old_password_for_a_quarter_of_an_hour() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let here = by_link(&town, "ganina").await;
    let later = by_link(&town, "ganina").await;
    let (_, shown) = page(&town, &here, "/account").await;
    assert!(!shown.contains("name=\"old\""), "{shown}");
    let (_, headers, _) = form(&town, &here, "/account/password", &[("new", NEW), ("again", NEW)]).await;
    assert_eq!(place(&headers), "/account?done=password-first");
    signed_in(&town, "ganina", NEW).await;
    assert_eq!(page(&town, &later, "/account").await.0, StatusCode::SEE_OTHER);
    let late = by_link(&town, "ganina").await;
    town.app.clock().advance(std::time::Duration::from_secs(15 * 60));
    let (_, shown) = page(&town, &late, "/account").await;
    assert!(shown.contains("name=\"old\""), "{shown}");
    let sent = [("new", "тихая река утром"), ("again", "тихая река утром")];
    assert_eq!(form(&town, &late, "/account/password", &sent).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_new_password_takes_links_back_that_were_sent_before() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let account = accounts::by_login(&town.app, "ganina").await.unwrap().unwrap();
    let link = links::make(&town.app, account.id, links::Purpose::SignIn).await.unwrap();
    let here = signed_in(&town, "ganina", OLD).await;
    form(&town, &here, "/account/password", &[("old", OLD), ("new", NEW), ("again", NEW)]).await;
    let path = format!("/signin/link/{}", link.token);
    assert_eq!(form(&town, "", &path, &[]).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn a_token_is_shown_once_replaced_and_revoked() {
    let (town, _) = town().await;
    let (_, first) = town.person("ganina", Role::Responsible).await;
    let here = signed_in(&town, "ganina", OLD).await;
    let (status, _, shown) = form(&town, &here, "/account/token", &[]).await;
    assert_eq!(status, StatusCode::OK);
    let token = shown.split("<code class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let api = "/api/v1/offices";
    assert_eq!(town.get(&token, api).await.0, StatusCode::OK);
    assert_ne!(town.get(&first, api).await.0, StatusCode::OK, "the old one is worth nothing");
    let (_, later) = page(&town, &here, "/account").await;
    assert!(!later.contains(&token) && later.contains("Ключ выдан"), "{later}");
    let (_, headers, _) = form(&town, &here, "/account/token/revocation", &[]).await;
    assert_eq!(place(&headers), "/account?done=token");
    assert_ne!(town.get(&token, api).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_program_changes_nothing_of_its_owners_sign_in() {
    let (town, _) = town().await;
    let (_, token) = town.person("ganina", Role::Responsible).await;
    let (status, shown) = town.page(&token, "/account").await;
    assert!(status == StatusCode::OK && !shown.contains("action=\"/account"), "{shown}");
    let sent = [("old", OLD), ("new", NEW), ("again", NEW)];
    for path in ["/account/password", "/account/token", "/account/token/revocation", "/account/sessions/end"] {
        assert_eq!(town.post(&token, path, &sent).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(town.get(&token, "/api/v1/offices").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_another_day_shows_it_and_changes_nothing() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let here = signed_in(&town, "ganina", OLD).await;
    let (status, shown) = page(&town, &here, "/account?as_of=2023-04-01").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!shown.contains("method=\"post\"") && shown.contains("<code>ganina</code>"), "{shown}");
    for path in ["/account/token", "/account/sessions/end", "/account/password"] {
        let path = format!("{path}?as_of=2023-04-01");
        assert_eq!(form(&town, &here, &path, &[]).await.0, StatusCode::CONFLICT, "{path}");
    }
}

#[tokio::test]
async fn the_name_in_the_head_leads_to_the_own_sign_in() {
    let (town, _) = town().await;
    town.person("ganina", Role::Responsible).await;
    let here = signed_in(&town, "ganina", OLD).await;
    let ask = request("GET", "/account", "", &[("cookie", &here)], Body::empty());
    let (_, shown) = town.html(ask).await;
    assert!(shown.contains("<div class=\"who\"><a href=\"/account\" aria-current=\"page\">Кочнева"), "{shown}");
    let value = here.split_once('=').unwrap().1;
    assert!(session::find(&town.app, value).await.unwrap().is_some());
    let plain = request("GET", "/account", "", &[], Body::empty());
    assert_eq!(town.html(plain).await.0, StatusCode::SEE_OTHER);
}
