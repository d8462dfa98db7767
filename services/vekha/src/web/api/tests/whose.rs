//! Whose the things are: offices of others, heads, the region, leavers.

use super::done;
use crate::{
    app::Command,
    web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day},
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, Event, GroupDefined, GroupMemberAdded, OfficeRegistered, OrganisationKind, Party, Role},
    ids::{GroupId, OfficeId, OrganisationId},
    stream::Stream,
};

#[tokio::test]
async fn a_foreign_office_answers_exactly_like_a_missing_one() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let other = OfficeRegistered {
        name: "Другое управление".to_owned(),
        territory: "Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let foreign = OfficeId(Uuid::from_u128(9));
    let command = Command { office: foreign, ..command(&town.app) };
    town.app.register_office(command, other, day("2022-11-08")).await.unwrap();
    let ask = |office: String| {
        let town = &town;
        let token = token.clone();
        async move {
            let (status, _, mut body) = town.get(&token, &format!("/api/v1/offices/{office}/history")).await;
            body["request"] = Value::Null;
            (status, body)
        }
    };
    let foreign = ask(foreign.to_string()).await;
    assert_eq!(foreign.0, StatusCode::NOT_FOUND);
    assert_eq!(foreign, ask(Uuid::from_u128(77).to_string()).await);
    assert_eq!(foreign, ask("nonsense".to_owned()).await);
    let (_, _, offices) = town.get(&token, "/api/v1/offices").await;
    assert_eq!(offices.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_region_reads_every_office_and_writes_in_none() {
    let town = Town::new().await;
    let (_, token) = town.person("region", Role::Region).await;
    let foreign = OfficeId(Uuid::from_u128(9));
    let other = OfficeRegistered {
        name: "Другое управление".to_owned(),
        territory: "Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let command = Command { office: foreign, ..command(&town.app) };
    town.app.register_office(command, other, day("2022-11-08")).await.unwrap();
    assert_eq!(town.get(&token, "/api/v1/offices").await.2.as_array().unwrap().len(), 2);
    assert_eq!(town.get(&token, &format!("/api/v1/offices/{foreign}/roadmaps")).await.0, StatusCode::OK);
    assert_eq!(town.mark(&token, &[], done("https://a.example.org/1")).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_lost_the_last_role_is_out_at_once() {
    let town = Town::new().await;
    let (person, token) = town.person("leaver", Role::Coordinator).await;
    assert_eq!(town.get(&token, "/api/v1/offices").await.0, StatusCode::OK);
    let known = town.app.office(OFFICE).await.unwrap();
    let revoked = known.person(person).unwrap().revoke(Role::Coordinator, day("2023-04-03")).unwrap();
    drop(known);
    town.change(revoked).await;
    assert_eq!(town.get(&token, "/api/v1/offices").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_head_of_no_school_is_let_in_nowhere() {
    let town = Town::new().await;
    let (_, head) = town.person("head", Role::Head).await;
    for path in ["/api/v1/offices".to_owned(), format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}")] {
        assert_eq!(town.get(&head, &path).await.0, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_head_sees_the_rows_of_the_own_school_only() {
    let town = Town::new().await;
    let school = OrganisationId(town.app.ids().next());
    let known = town.app.office(OFFICE).await.unwrap();
    let added = known.office().add_organisation(school, "МБОУ СОШ № 23", OrganisationKind::School, day("2022-11-08"));
    drop(known);
    town.change(added.unwrap()).await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    let list = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/activities");
    let one = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}");
    assert_eq!(town.get(&head, &list).await.2["items"], json!([]));
    assert_eq!(town.get(&head, &one).await.0, StatusCode::NOT_FOUND);
    let known = town.app.office(OFFICE).await.unwrap();
    let assigned = known.activity(ACTIVITY).unwrap().assign(Party::Organisation(school), None, day("2022-11-08"));
    drop(known);
    town.change(assigned.unwrap()).await;
    assert_eq!(town.get(&head, &list).await.2["items"][0]["responsible"][0]["name"], "МБОУ СОШ № 23");
    assert_eq!(town.get(&head, &one).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_head_reads_nothing_of_what_another_school_marked() {
    let town = Town::new().await;
    let (ours, theirs) = (OrganisationId(town.app.ids().next()), OrganisationId(town.app.ids().next()));
    let group = GroupId(town.app.ids().next());
    for school in [ours, theirs] {
        let known = town.app.office(OFFICE).await.unwrap();
        let name = format!("МБОУ СОШ № {}", school.0.as_u128() % 1_000);
        let added = known.office().add_organisation(school, &name, OrganisationKind::School, day("2022-11-08"));
        drop(known);
        town.change(added.unwrap()).await;
    }
    let to_office = |event: Event| Change::new(Stream::Office(OFFICE), day("2022-11-08"), event);
    let mut changes = vec![to_office(GroupDefined { group, name: "Руководители ОО".to_owned() }.into())];
    changes.extend(
        [ours, theirs].map(|school| to_office(GroupMemberAdded { group, organisation: school, basis: None }.into())),
    );
    town.change(changes).await;
    let known = town.app.office(OFFICE).await.unwrap();
    let assigned = known.activity(ACTIVITY).unwrap().assign(Party::Group(group), None, day("2022-11-08"));
    drop(known);
    town.change(assigned.unwrap()).await;
    let (_, coordinator) = town.person("kochneva", Role::Coordinator).await;
    for school in [ours, theirs] {
        let link = format!("https://{}.example.org/protokol.pdf", school.0.simple());
        let mark = json!({"occurrence": 1, "organisation": school.0, "performed_on": "2023-03-30", "links": [link]});
        assert_eq!(town.mark(&coordinator, &[], mark).await.0, StatusCode::CREATED);
    }
    let (_, head) = town.person_at("head", Role::Head, Some(ours)).await;
    for path in [
        format!("activities/{ACTIVITY}"),
        format!("roadmaps/{ROADMAP}/activities"),
        format!("history?stream=activity-{ACTIVITY}"),
        "history".to_owned(),
    ] {
        let path = format!("/api/v1/offices/{OFFICE}/{path}");
        let told = town.get(&head, &path).await.2.to_string();
        assert!(told.contains(&ours.0.simple().to_string()), "{path}: {told}");
        assert!(!told.contains(&theirs.0.simple().to_string()), "{path}: {told}");
        assert!(town.get(&coordinator, &path).await.2.to_string().contains(&theirs.0.simple().to_string()), "{path}");
    }
}
