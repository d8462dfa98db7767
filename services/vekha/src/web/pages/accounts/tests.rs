//! The office's accounts, as those who keep them meet them and others do not.

use super::super::link::tests::{address, cookie, form, link, page as shown, place, town, with_mail};
use crate::{
    accounts::{self, NewAccount},
    app::{Command, Contact},
    mail::Memory,
    web::tests::{OFFICE, Town, command, day},
};
use axum::http::StatusCode;
use uuid::Uuid;
use vekha_domain::{
    event::{OfficeRegistered, Role},
    ids::{OfficeId, PersonId},
    person::Person,
};

const LIST: &str = "/offices/00000000-0000-0000-0000-000000000001/accounts";

/// Somebody the log knows who has no account.
async fn stranger(town: &Town, name: &str, email: Option<&str>, roles: &[Role]) -> PersonId {
    let person = PersonId(town.app.ids().next());
    let contact = Contact { name: name.to_owned(), email: email.map(str::to_owned), phone: None };
    let sealed = town.app.seal(OFFICE, person, &contact).await.unwrap();
    let mut changes = Person::register(person, sealed, None, None, day("2022-11-08")).unwrap();
    changes.extend(roles.iter().flat_map(|role| Person::granted(person, *role, day("2022-11-08"))));
    town.change(changes).await;
    person
}

async fn id_of(town: &Town, login: &str) -> Uuid {
    accounts::by_login(&town.app, login).await.unwrap().unwrap().id
}

#[tokio::test]
async fn somebody_invited_chooses_a_password_by_the_link_of_the_letter() {
    let (town, mail) = town().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let person = stranger(&town, "Ганина Е.В.", Some("ganina@example.org"), &[Role::Responsible]).await;
    let (_, list) = town.page(&token, LIST).await;
    assert!(list.contains("Ганина Е.В., ganina@example.org"), "{list}");
    let sent = [("person", person.to_string()), ("login", " Ganina ".to_owned())];
    let sent: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (status, to, _) = town.post(&token, LIST, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, list) = town.page(&token, &to).await;
    assert!(list.contains("Письмо со ссылкой отправлено: ganina.") && list.contains("пароль не выбран"), "{list}");
    let letter = mail.at_least(1).await.remove(0);
    assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ganina@example.org", "Вас приглашают в «Веху»"));
    assert!(letter.text.contains("до 06.04.2023 12:00"), "{}", letter.text);
    assert!(accounts::check(&town.app, "ganina", "").await.unwrap().is_none(), "no password is not an empty one");
    let (_, headers, _) = form(&town, "", &link(&letter), &[]).await;
    assert_eq!(place(&headers), "/account#password");
    let own = cookie(&headers);
    let chosen = [("new", "лодка кофе снег"), ("again", "лодка кофе снег")];
    form(&town, &own, "/account/password", &chosen).await;
    let (status, headers, _) =
        form(&town, "", "/signin", &[("login", "ganina"), ("password", "лодка кофе снег")]).await;
    assert_eq!((status, place(&headers)), (StatusCode::SEE_OTHER, "/"));
    let (_, list) = town.page(&token, LIST).await;
    assert!(!list.contains("пароль не выбран") && list.contains("03.04.2023 12:00"), "{list}");
}

#[tokio::test]
async fn an_invitation_that_cannot_be_is_refused_beside_its_field() {
    let (town, mail) = town().await;
    let (coordinator, token) = town.person("coordinator", Role::Coordinator).await;
    address(&town, coordinator, "kochneva@example.org").await;
    let good = stranger(&town, "Ганина Е.В.", Some("ganina@example.org"), &[Role::Responsible]).await;
    let silent = stranger(&town, "Кустова С.Л.", None, &[Role::Responsible]).await;
    let idle = stranger(&town, "Рогов А.С.", Some("rogov@example.org"), &[]).await;
    let above = stranger(&town, "Лапшина Г.В.", Some("lapshina@example.org"), &[Role::Administrator]).await;
    let nobody = PersonId(Uuid::from_u128(77));
    let (_, list) = town.page(&token, LIST).await;
    assert!(list.contains("Без адреса электронной почты, пригласить нельзя: 1."), "{list}");
    for (person, login, field, why) in [
        (good, "", "login", "от 2 до 64"),
        (good, "две ганины", "login", "от 2 до 64"),
        (good, "Coordinator", "login", "занято"),
        (silent, "kustova", "person", "нет адреса"),
        (idle, "rogov", "person", "нет ролей"),
        (above, "lapshina", "person", "только администратор"),
        (nobody, "nobody", "person", "Выберите человека"),
        (coordinator, "second", "person", "уже есть"),
    ] {
        let (status, _, page) = town.post(&token, LIST, &[("person", &person.to_string()), ("login", login)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.contains(&format!("id=\"{field}-e\"")) && page.contains(why), "{why}: {page}");
        assert!(page.contains(&format!("value=\"{login}\"")), "{why}: {page}");
    }
    assert_eq!(mail.at_least(0).await, []);
    assert_eq!(accounts::roll::list(&town.app, OFFICE).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_letter_the_server_refuses_is_told_and_can_be_sent_again() {
    let (town, _) = with_mail(Memory::refusing()).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let person = stranger(&town, "Ганина Е.В.", Some("ganina@example.org"), &[Role::Responsible]).await;
    let (_, to, _) = town.post(&token, LIST, &[("person", &person.to_string()), ("login", "ganina")]).await;
    let (_, list) = town.page(&token, &to).await;
    assert!(list.contains("почтовый сервер не принял") && list.contains("box warn"), "{list}");
    let again = format!("{LIST}/{}/invitation", id_of(&town, "ganina").await);
    assert!(list.contains(&again), "{list}");
    assert_eq!(town.post(&token, &again, &[]).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_closed_account_is_signed_out_and_cannot_sign_in_until_it_is_opened() {
    let (town, mail) = town().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (person, program) = town.person("ganina", Role::Responsible).await;
    address(&town, person, "ganina@example.org").await;
    let sign_in = [("login", "ganina"), ("password", "горизонт-7")];
    let (_, headers, _) = form(&town, "", "/signin", &sign_in).await;
    let theirs = cookie(&headers);
    let path = format!("{LIST}/{}", id_of(&town, "ganina").await);
    let (_, to, _) = town.post(&token, &format!("{path}/lock"), &[]).await;
    let (_, list) = town.page(&token, &to).await;
    assert!(list.contains("Учётная запись закрыта, сеансы завершены: ganina.") && list.contains("/unlock"), "{list}");
    assert_eq!(shown(&town, &theirs, "/account").await.0, StatusCode::SEE_OTHER);
    assert_eq!(town.page(&program, "/account").await.0, StatusCode::SEE_OTHER, "the token sleeps too");
    let (status, _, page) = form(&town, "", "/signin", &sign_in).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("пароль не подходит"), "{page}");
    form(&town, "", "/signin/link", &[("who", "ganina")]).await;
    let (status, _, refused) = town.post(&token, &format!("{path}/invitation"), &[]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && refused.contains("Сначала откройте её"), "{refused}");
    assert_eq!(mail.at_least(0).await, []);
    town.post(&token, &format!("{path}/unlock"), &[]).await;
    assert_eq!(form(&town, "", "/signin", &sign_in).await.0, StatusCode::SEE_OTHER);
    assert_eq!(town.page(&program, "/account").await.0, StatusCode::OK);
}

#[tokio::test]
async fn sessions_of_an_account_are_ended_by_those_who_keep_it() {
    let (town, _) = town().await;
    let (_, token) = town.person("administrator", Role::Administrator).await;
    town.person("ganina", Role::Responsible).await;
    let (_, headers, _) = form(&town, "", "/signin", &[("login", "ganina"), ("password", "горизонт-7")]).await;
    let path = format!("{LIST}/{}/sessions/end", id_of(&town, "ganina").await);
    assert_eq!(town.post(&token, &path, &[]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(shown(&town, &cookie(&headers), "/account").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_shuts_out_themselves_or_those_who_may_more() {
    let (town, _) = town().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, above) = town.person("administrator", Role::Administrator).await;
    let (own, higher) = (id_of(&town, "coordinator").await, id_of(&town, "administrator").await);
    for (id, deed, why) in [
        (own, "lock", "Свою учётную запись закрыть нельзя"),
        (higher, "lock", "только администратор"),
        (higher, "sessions/end", "только администратор"),
        (higher, "invitation", "только администратор"),
    ] {
        let (status, _, page) = town.post(&token, &format!("{LIST}/{id}/{deed}"), &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
        assert!(page.contains(why), "{page}");
    }
    assert_eq!(town.post(&above, &format!("{LIST}/{own}/lock"), &[]).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn another_offices_account_answers_like_one_that_does_not_exist() {
    let (town, _) = town().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let other = OfficeId(Uuid::from_u128(9));
    let office = OfficeRegistered {
        name: "Другое управление".to_owned(),
        territory: "Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let register = Command { office: other, ..command(&town.app) };
    town.app.register_office(register, office, day("2022-11-08")).await.unwrap();
    let person = PersonId(Uuid::from_u128(10));
    let new = NewAccount { login: "foreign".to_owned(), password: None, office: other, person };
    let foreign = accounts::create(&town.app, new).await.unwrap().id;
    let (_, list) = town.page(&token, LIST).await;
    assert!(!list.contains("foreign"), "{list}");
    for deed in ["lock", "unlock", "sessions/end", "invitation"] {
        for id in [foreign, Uuid::from_u128(11)] {
            let (status, _, _) = town.post(&token, &format!("{LIST}/{id}/{deed}"), &[]).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{deed}");
            let there = format!("/offices/{other}/accounts/{id}/{deed}");
            assert_eq!(town.post(&token, &there, &[]).await.0, StatusCode::NOT_FOUND, "{deed}");
        }
    }
    assert!(accounts::roll::by_login(&town.app, "foreign").await.unwrap().is_some());
}

#[tokio::test]
async fn only_those_who_keep_accounts_see_them_and_only_on_todays_page() {
    let (town, _) = town().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let lock = format!("{LIST}/{}/lock", id_of(&town, "coordinator").await);
    for (login, role) in [("auditor", Role::Auditor), ("region", Role::Region), ("responsible", Role::Responsible)] {
        let (_, other) = town.person(login, role).await;
        assert_eq!(town.page(&other, LIST).await.0, StatusCode::FORBIDDEN, "{login}");
        assert_eq!(town.post(&other, &lock, &[]).await.0, StatusCode::FORBIDDEN, "{login}");
        let (_, own) = town.page(&other, "/account").await;
        assert!(!own.contains(LIST), "{own}");
    }
    let (_, own) = town.page(&token, "/account").await;
    assert!(own.contains(&format!("href=\"{LIST}\"")), "{own}");
    let past = |path: &str| format!("{path}?as_of=2023-04-01");
    assert_eq!(town.page(&token, &past(LIST)).await.0, StatusCode::CONFLICT);
    for path in [LIST.to_owned(), lock] {
        assert_eq!(town.post(&token, &past(&path), &[]).await.0, StatusCode::CONFLICT, "{path}");
    }
}
