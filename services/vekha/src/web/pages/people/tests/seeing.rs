//! Who sees which people, groups and addresses.

use super::*;
use axum::http::StatusCode;
use uuid::Uuid;
use vekha_domain::{event::OrganisationKind, ids::OrganisationId};

#[tokio::test]
async fn addresses_are_shown_to_those_who_keep_people_and_to_nobody_else() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 2").await;
    let id = answering(&town, "Семёнова А.П.", Some("semenova@example.org")).await;
    for role in [Role::Coordinator, Role::Responsible, Role::Auditor, Role::Region, Role::Administrator] {
        let (_, token) = town.person_at(&format!("{role:?}"), role, Some(school)).await;
        let keeps = matches!(role, Role::Coordinator | Role::Administrator);
        for page in [path("/people"), path(&format!("/people/{id}"))] {
            let (status, html) = town.page(&token, &page).await;
            assert_eq!(status, StatusCode::OK, "{role:?} {page}");
            assert!(html.contains("Семёнова") && html.contains("методист"), "{role:?}: {html}");
            assert_eq!(html.contains("semenova@example.org"), keeps, "{role:?} {page}");
            assert_eq!(html.contains("/erasure") || html.contains("/people/new"), keeps, "{role:?} {page}");
        }
        for page in
            ["/people/new", "/people/list", "/groups/new", "/organisations/new", &format!("/people/{id}/handover")]
        {
            let wanted = if keeps { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(town.page(&token, &path(page)).await.0, wanted, "{role:?} {page}");
        }
        if !keeps {
            for page in ["contact", "work", "roles", "substitution", "leave", "handover", "erasure"] {
                let (status, _, _) = town.post(&token, &path(&format!("/people/{id}/{page}")), &[]).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{role:?} {page}");
            }
        }
    }
}

#[tokio::test]
async fn a_head_sees_the_people_of_the_own_school_only() {
    let town = Town::new().await;
    let (own, other) = (town.school("МБОУ СОШ № 2").await, town.school("МБОУ СОШ № 3").await);
    let (me, head) = town.person_at("head", Role::Head, Some(own)).await;
    let (stranger, _) = town.person_at("stranger", Role::Head, Some(other)).await;
    let (_, page) = town.page(&head, &path("/people")).await;
    assert!(page.contains("Кочнева\u{a0}head") || page.contains("Кочнева head"), "{page}");
    assert!(!page.contains("stranger") && !page.contains("№\u{a0}3"), "{page}");
    assert_eq!(town.page(&head, &path(&format!("/people/{me}"))).await.0, StatusCode::OK);
    let (hidden, missing) = (path(&format!("/people/{stranger}")), path(&format!("/people/{}", Uuid::from_u128(99))));
    let strip = |html: String| html.split("Код обращения").next().unwrap_or_default().to_owned();
    let (hidden, missing) = (town.page(&head, &hidden).await, town.page(&head, &missing).await);
    assert_eq!((hidden.0, strip(hidden.1)), (StatusCode::NOT_FOUND, strip(missing.1)));
    assert_eq!(town.page(&head, &path(&format!("/organisations/{other}"))).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_has_no_address_comes_first_and_is_found_without_regard_to_case_and_yo() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    answering(&town, "Абрамова А.А.", Some("abramova@example.org")).await;
    answering(&town, "Семёнова А.П.", None).await;
    let (_, page) = town.page(&token, &path("/people")).await;
    assert!(page.find("Семёнова") < page.find("Абрамова"), "{page}");
    assert!(page.contains("нет эл. почты"), "{page}");
    let found = url::form_urlencoded::byte_serialize("СЕМЕНОВА".as_bytes()).collect::<String>();
    let (_, page) = town.page(&token, &path(&format!("/people?q={found}"))).await;
    assert!(page.contains("Семёнова") && !page.contains("Абрамова"), "{page}");
    let (_, page) = town.page(&token, &path("/people?only=mailless&role=auditor")).await;
    assert!(page.contains("Показано 0"), "{page}");
}

#[tokio::test]
async fn a_past_day_shows_its_members_and_offers_nothing_to_send() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let school = town.school("МБОУ СОШ № 2").await;
    town.group("Руководители ОО", &[school]).await;
    let id = answering(&town, "Семёнова А.П.", None).await;
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    let group = town.app.office(OFFICE).await.unwrap().office().groups().next().unwrap().id;
    for page in
        ["/people".to_owned(), format!("/people/{id}"), format!("/groups/{group}"), format!("/organisations/{school}")]
    {
        let (status, html) = town.page(&token, &path(&format!("{page}?as_of=10.04.2023"))).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(html.contains("class=\"past\"") && !html.contains("method=\"post\""), "{page}: {html}");
        assert!(!html.contains("/erasure\"") && !html.contains("/handover\""), "{page}");
    }
    for page in [format!("/people/{id}/contact"), format!("/groups/{group}/members"), format!("/people/{id}/erasure")] {
        let sent = town.post(&token, &path(&format!("{page}?as_of=10.04.2023")), &[("name", "Другая А.А.")]).await;
        assert_eq!(sent.0, StatusCode::CONFLICT, "{page}");
    }
}

#[tokio::test]
async fn the_members_of_a_group_are_those_of_the_day_asked_for() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let (first, second) = (town.school("МБОУ СОШ № 2").await, town.school("МБОУ СОШ № 3").await);
    let (_, to, _) = town.post(&token, &path("/groups/new"), &[("name", "Тьюторы"), ("command", "a")]).await;
    let group = to.split('?').next().unwrap().to_owned();
    let (_, page) = town.page(&token, &group).await;
    assert!(page.contains("нет участников"), "{page}");
    let [a, b] = [first, second].map(|id| id.to_string());
    let joined = [("join-who", a.as_str()), ("join-who", b.as_str()), ("join-day", "09.01.2023"), ("join-basis", "")];
    assert_eq!(town.post(&token, &format!("{group}/members"), &joined).await.0, StatusCode::SEE_OTHER);
    let left = |day| {
        [("leave-who", a.as_str()), ("leave-day", day), ("leave-basis", "Приказ № 5"), ("leave-date", "01.03.2023")]
    };
    let (status, _, page) = town.post(&token, &format!("{group}/departures"), &left("01.01.2023")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"leave-day-e\">! В этот день организация в группу не входит"), "{page}");
    assert!(page.contains("value=\"Приказ № 5\""), "{page}");
    // An order of March says that it leaves in May.
    let (status, _, page) = town.post(&token, &format!("{group}/departures"), &left("01.05.2023")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let members = |page: &str| page.matches("/organisations/").count();
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    let (_, now) = town.page(&token, &group).await;
    assert!(now.contains("1 участник на 02.06.2023") && now.contains("Приказ № 5 от 01.03.2023"), "{now}");
    let (_, then) = town.page(&token, &format!("{group}?as_of=30.04.2023")).await;
    assert!(then.contains("2 участника на 30.04.2023") && members(&then) == 2, "{then}");
}

#[tokio::test]
async fn a_closed_school_leaves_its_groups_and_a_renamed_one_tells_its_old_name() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let school = town.school("МБОУ СОШ № 2").await;
    town.group("Руководители ОО", &[school]).await;
    let page = path(&format!("/organisations/{school}"));
    let renamed = [("name", "Гимназия № 2"), ("name-basis", "Постановление № 9"), ("name-date", "01.02.2023")];
    assert_eq!(town.post(&token, &format!("{page}/name"), &renamed).await.0, StatusCode::SEE_OTHER);
    let (_, html) = town.page(&token, &page).await;
    assert!(html.contains("<h1>Гимназия №\u{a0}2</h1>") && html.contains("«МБОУ СОШ № 2»"), "{html}");
    let (status, _, html) = town.post(&token, &format!("{page}/closure"), &[("close-date", "01.04.2023")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"close-basis-e\"") && html.contains("aria-invalid"), "{html}");
    let closed = [("close-basis", "Постановление № 10"), ("close-date", "01.04.2023")];
    assert_eq!(town.post(&token, &format!("{page}/closure"), &closed).await.0, StatusCode::SEE_OTHER);
    let known = town.app.office(OFFICE).await.unwrap();
    let group = known.office().groups().next().unwrap();
    assert_eq!([day("2023-03-31"), day("2023-04-01")].map(|on| group.members_on(on).count()), [1, 0]);
    let organisation = known.office().organisation(school).unwrap();
    assert_eq!((organisation.kind, organisation.closed.is_some()), (OrganisationKind::School, true));
    drop(known);
    assert!(!town.page(&token, &page).await.1.contains("/closure"));
    let unknown = path(&format!("/organisations/{}", OrganisationId(Uuid::nil())));
    assert_eq!(town.page(&token, &unknown).await.0, StatusCode::NOT_FOUND);
}
