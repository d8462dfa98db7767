//! What the forms about a person do: adding, changing, standing in, handing over, erasing.

use super::*;
use crate::{accounts, web::tests::ROADMAP};
use axum::http::StatusCode;
use vekha_event_log::Id;
use vekha_projections::OfficeState;

/// Is there a key of the person?
async fn has_key(town: &Town, person: PersonId) -> bool {
    let key = sqlx::query("SELECT 1 FROM person_keys WHERE person_id = $1").bind(Id(person.0));
    key.fetch_optional(town.app.log().reader()).await.unwrap().is_some()
}

async fn known<T>(town: &Town, ask: impl Fn(&OfficeState) -> T) -> T {
    ask(&town.app.office(OFFICE).await.unwrap())
}

#[tokio::test]
async fn a_person_is_added_once_however_often_the_form_is_sent() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let (status, _, page) = town.post(&token, &path("/people/new"), &[("name", " "), ("email", "почта")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"name-e\">!") && page.contains("id=\"email-e\">!"), "{page}");
    assert!(page.contains("value=\"почта\""), "{page}");
    let new = [("command", "7"), ("name", "Седова Е.И."), ("email", "sedova@example.org"), ("role", "responsible")];
    let first = town.post(&token, &path("/people/new"), &new).await;
    let again = town.post(&token, &path("/people/new"), &new).await;
    assert_eq!((first.0, &first.1), (StatusCode::SEE_OTHER, &again.1), "{}", first.2);
    assert_eq!(known(&town, |s| s.people().count()).await, 2);
    let (_, page) = town.page(&token, &first.1).await;
    assert!(page.contains("Человек добавлен") && page.contains("sedova@example.org"), "{page}");
    // Another one of that name has to be meant.
    let other = [("command", "8"), ("name", "СЕДОВА Е. И.")];
    let (status, _, page) = town.post(&token, &path("/people/new"), &other).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("name=\"another\""), "{page}");
    let meant = [other[0], other[1], ("another", "yes")];
    assert_eq!(town.post(&token, &path("/people/new"), &meant).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn contact_work_and_roles_change_and_the_last_coordinator_stays_one() {
    let town = Town::new().await;
    let (me, token) = town.person("coordinator", Role::Coordinator).await;
    let school = town.school("МБОУ СОШ № 2").await;
    let id = answering(&town, "Семёнова А.П.", None).await;
    let page = path(&format!("/people/{id}"));
    let contact = [("name", "Семёнова Анна Петровна"), ("email", "anna@example.org"), ("phone", "")];
    assert_eq!(town.post(&token, &format!("{page}/contact"), &contact).await.0, StatusCode::SEE_OTHER);
    let before = known(&town, OfficeState::position).await;
    assert_eq!(town.post(&token, &format!("{page}/contact"), &contact).await.0, StatusCode::SEE_OTHER);
    assert_eq!(known(&town, OfficeState::position).await, before, "the same words are no change");
    let place = school.to_string();
    let ahead = [("place", place.as_str()), ("post", "завуч"), ("since", "01.09.2023")];
    let (status, _, html) = town.post(&token, &format!("{page}/work"), &ahead).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"since-e\">!") && html.contains("value=\"завуч\""), "{html}");
    let moved = [("place", place.as_str()), ("post", "завуч"), ("since", "01.03.2023")];
    assert_eq!(town.post(&token, &format!("{page}/work"), &moved).await.0, StatusCode::SEE_OTHER);
    let roles = [("role", "auditor"), ("role", "administrator"), ("role", "region")];
    assert_eq!(town.post(&token, &format!("{page}/roles"), &roles).await.0, StatusCode::SEE_OTHER);
    let given = known(&town, |s| s.person(id).unwrap().roles.clone()).await;
    assert_eq!(given.into_iter().collect::<Vec<_>>(), [Role::Auditor], "a coordinator gives neither of the others");
    let (_, html) = town.page(&token, &page).await;
    for words in ["Семёнова Анна Петровна", "anna@example.org", "завуч", "МБОУ СОШ №\u{a0}2", "проверяющий"]
    {
        assert!(html.contains(words), "{words}: {html}");
    }
    let (status, _, html) = town.post(&token, &path(&format!("/people/{me}/roles")), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("единственный координатор"), "{html}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_coordinators_who_take_the_role_from_each_other_at_once_one_comes_too_late() {
    let town = Town::new().await;
    let (one, ones) = town.person("one", Role::Coordinator).await;
    let (other, others) = town.person("other", Role::Coordinator).await;
    let copy = town.copy().await;
    let roles = |of: PersonId| path(&format!("/people/{of}/roles"));
    for _ in 0..12 {
        let (first, second) = (roles(other), roles(one));
        let (here, there) = tokio::join!(town.post(&ones, &first, &[]), copy.post(&others, &second, &[]));
        let coordinators = |s: &OfficeState| {
            s.people().filter(|p| p.roles.contains(&Role::Coordinator)).map(|p| p.id).collect::<Vec<_>>()
        };
        let left = known(&town, coordinators).await;
        assert!(left == [one] || left == [other], "{left:?} {} {}", here.0, there.0);
        let late = if left == [one] { there.0 } else { here.0 };
        // Refused; or let in no more, when the other one was much quicker.
        assert!(late.is_client_error(), "{late}");
        let back = if left == [one] { other } else { one };
        town.decide(|state| state.person(back).unwrap().grant(Role::Coordinator, day("2023-04-03"))).await;
    }
}

#[tokio::test]
async fn who_stands_in_is_named_on_the_pages_of_that_day_only() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let (away, instead) = (answering(&town, "Семёнова А.П.", None).await, answering(&town, "Седова Е.И.", None).await);
    let page = path(&format!("/people/{away}"));
    let by = instead.to_string();
    let set = |from, to| {
        [
            ("sub-by", by.as_str()),
            ("sub-from", from),
            ("sub-to", to),
            ("sub-basis", "Приказ № 8"),
            ("sub-date", "01.04.2023"),
        ]
    };
    let (status, _, html) = town.post(&token, &format!("{page}/substitution"), &set("10.04.2023", "01.04.2023")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"sub-to-e\">! Последний день раньше первого"), "{html}");
    assert!(html.contains("<details class=\"reason do\" open>"), "the form that was sent stays open: {html}");
    assert!(html.contains(&format!("action=\"{page}\"")), "the day is asked for at the person's page: {html}");
    let done = town.post(&token, &format!("{page}/substitution"), &set("01.04.2023", "10.04.2023")).await;
    assert_eq!(done.0, StatusCode::SEE_OTHER, "{}", done.2);
    let leave = [("leave-kind", "leave"), ("leave-from", "01.04.2023"), ("leave-to", "10.04.2023")];
    assert_eq!(town.post(&token, &format!("{page}/leave"), &leave).await.0, StatusCode::SEE_OTHER);
    let words = "замещает Седова\u{a0}Е.И.";
    let plan = path(&format!("/roadmaps/{ROADMAP}/plan"));
    for page in
        [&page, &plan, &path(&format!("/activities/{ACTIVITY}")), &path(&format!("/roadmaps/{ROADMAP}/overdue"))]
    {
        let (_, html) = town.page(&token, page).await;
        assert!(html.contains(words), "{page}: {html}");
    }
    assert!(town.page(&token, &path("/people")).await.1.contains("отпуск по 10.04.2023"));
    assert!(!town.page(&token, &format!("{plan}?as_of=11.04.2023")).await.1.contains(words));
    let end = [("subend-from", "2023-04-01"), ("subend-basis", "Приказ № 9"), ("subend-date", "03.04.2023")];
    assert_eq!(town.post(&token, &format!("{page}/substitution/end"), &end).await.0, StatusCode::SEE_OTHER);
    assert!(!town.page(&token, &plan).await.1.contains(words));
}

#[tokio::test]
async fn what_is_ticked_passes_to_another_with_the_lead_in_one_command() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let (from, other) = (answering(&town, "Семёнова А.П.", None).await, answering(&town, "Абрамова А.А.", None).await);
    let (to, _) = town.person("receiver", Role::Responsible).await;
    let page = path(&format!("/people/{from}/handover"));
    let (_, html) = town.page(&token, &page).await;
    assert!(html.contains(&format!("value=\"{ACTIVITY}\" checked")) && html.contains("ведущий"), "{html}");
    let (row, receiver) = (ACTIVITY.to_string(), to.to_string());
    let nothing = [("receiver", receiver.as_str()), ("basis", "Приказ № 12"), ("date", "03.04.2023")];
    let (status, _, html) = town.post(&token, &page, &nothing).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("Ничего не отмечено") && html.contains("value=\"Приказ № 12\""), "{html}");
    let mut fields = nothing.to_vec();
    fields.extend([("row", row.as_str()), ("command", "5")]);
    let before = known(&town, OfficeState::position).await;
    for _ in 0..2 {
        let (status, to, html) = town.post(&token, &page, &fields).await;
        assert_eq!(
            (status, to.as_str()),
            (StatusCode::SEE_OTHER, path(&format!("/people/{from}?done=handover")).as_str()),
            "{html}"
        );
    }
    assert_eq!(
        known(&town, OfficeState::position).await,
        before + 3,
        "released, assigned, made the lead, and all of it once"
    );
    assert_eq!(parties(&town).await, [Party::Person(other), Party::Person(to)]);
    let lead = known(&town, |s| s.activity(ACTIVITY).unwrap().lead_on(day("2023-04-03")).cloned()).await;
    assert_eq!(lead, Some(Party::Person(to)));
    assert!(town.page(&token, &page).await.1.contains("Открытых мероприятий нет"));
    let early = [("receiver", receiver.as_str()), ("basis", "Приказ"), ("date", "01.01.2020"), ("row", row.as_str())];
    let (status, _, html) = town.post(&token, &path(&format!("/people/{other}/handover")), &early).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"date-e\">! Основание раньше"), "{html}");
}

#[tokio::test]
async fn an_erased_person_has_no_name_on_any_page_no_key_and_no_way_in() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let (id, own) = town.person("leaver", Role::Responsible).await;
    town.assign(Party::Person(id)).await;
    let page = path(&format!("/people/{id}/erasure"));
    let pages =
        [path("/people"), path(&format!("/people/{id}")), path("/journal"), path(&format!("/activities/{ACTIVITY}"))];
    for page in &pages {
        assert!(town.page(&token, page).await.1.contains("leaver"), "{page}");
    }
    let wrong = [("ground", "consent-withdrawn"), ("word", "да")];
    let (status, _, html) = town.post(&token, &page, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"word-e\">!") && has_key(&town, id).await, "{html}");
    let right = [("ground", "consent-withdrawn"), ("word", "удалить")];
    for _ in 0..2 {
        assert_eq!(town.post(&token, &page, &right).await.0, StatusCode::SEE_OTHER);
    }
    for page in &pages {
        let (status, html) = town.page(&token, page).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(!html.contains("leaver") && html.contains("удалённое лицо"), "{page}: {html}");
    }
    assert!(!has_key(&town, id).await);
    assert!(accounts::by_login(&town.app, "leaver").await.unwrap().is_none());
    assert_eq!(town.page(&own, "/").await.0, StatusCode::SEE_OTHER, "signed in no more");
    let contact = Contact { name: "Кочнева leaver".into(), ..Contact::default() };
    assert!(town.app.seal(OFFICE, id, &contact).await.is_err() && !has_key(&town, id).await, "nor sealed anew");
    // What a backup put back goes with the next start; a rebuild needs no key.
    sqlx::query("INSERT INTO person_keys (log_id, person_id, wrapped_key, created_at) VALUES ($1, $2, $3, 0)")
        .bind(Id(OFFICE.0))
        .bind(Id(id.0))
        .bind(vec![1_u8; 72])
        .execute(town.app.log().writer())
        .await
        .unwrap();
    assert_eq!(town.app.finish_erasures().await.unwrap(), 1);
    assert!(!has_key(&town, id).await && town.app.finish_erasures().await.unwrap() == 0);
    let live = known(&town, Clone::clone).await;
    assert_eq!(town.app.folded_anew(OFFICE, live.position()).await.unwrap(), live);
}

#[tokio::test]
async fn an_erasure_that_stopped_half_way_shows_no_name_and_is_finished_by_sending_the_form_again() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let id = answering(&town, "Семёнова А.П.", None).await;
    let ground = vekha_domain::event::ErasureGround::Demanded;
    town.decide(|state| state.person(id).unwrap().request_erasure(ground, day("2023-04-03"))).await;
    assert!(has_key(&town, id).await, "the key is still there");
    let (_, html) = town.page(&token, &path(&format!("/people/{id}"))).await;
    assert!(!html.contains("Семёнова") && html.contains("ещё не завершено"), "{html}");
    assert_eq!(town.post(&token, &path(&format!("/people/{id}/erasure")), &[]).await.0, StatusCode::SEE_OTHER);
    assert!(!has_key(&town, id).await);
    assert!(known(&town, |s| s.person(id).unwrap().erased.is_some()).await);
}

#[tokio::test]
async fn nobody_erases_themselves_or_the_only_coordinator() {
    let town = Town::new().await;
    let (me, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, administrator) = town.person("administrator", Role::Administrator).await;
    let right = [("ground", "purpose-reached"), ("word", "УДАЛИТЬ")];
    for (token, words) in [(&token, "Свои данные"), (&administrator, "единственный координатор")]
    {
        let (status, _, html) = town.post(token, &path(&format!("/people/{me}/erasure")), &right).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(html.contains(words) && has_key(&town, me).await, "{html}");
    }
}
