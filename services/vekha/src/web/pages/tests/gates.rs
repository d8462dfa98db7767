//! The walk of every route by every role: what the table of roles and actions allows is opened, and nothing else.

use super::{super::table, get};
use crate::web::{
    access::{Action, Need, allows},
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, request},
};
use axum::{body::Body, http::StatusCode};
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::event::Role;

const ROLES: [Role; 6] =
    [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Region, Role::Administrator];

/// A route's address in an office; things that are not there are named by nothing.
pub fn address(route: &str, office: Uuid) -> String {
    let known = [("office", office), ("roadmap", ROADMAP.0), ("activity", ACTIVITY.0)];
    let path =
        known.iter().fold(route.to_owned(), |path, (name, id)| path.replace(&format!("{{{name}}}"), &id.to_string()));
    let nobody = [
        "series",
        "monitoring",
        "mark",
        "person",
        "group",
        "organisation",
        "draft",
        "account",
        "reminder",
        "reply",
        "sample",
        "report",
    ];
    let path = nobody.iter().fold(path, |path, name| path.replace(&format!("{{{name}}}"), &Uuid::nil().to_string()));
    let one = ["position", "occurrence", "window"].map(|name| (name, "1"));
    let path = one.iter().fold(path, |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
    [("{session}", "00"), ("{year}", "2023"), ("{request}", "0")]
        .iter()
        .fold(path, |path, (name, value)| path.replace(name, value))
        .replace(['{', '}'], "")
}

#[tokio::test]
async fn every_role_opens_what_the_table_allows_and_nothing_else() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let mut asked = 0;
    for role in ROLES {
        let (_, token) = town.person_at(&format!("{role:?}"), role, Some(school)).await;
        for (route, need, _) in table() {
            // The clock of the demonstration is nobody's here, whatever the role.
            let Need::May(action) = need else { continue };
            let may = allows(role, action) && action != Action::MoveClock;
            // A page that more people read than change is listed twice: with its reading, then with its writing.
            let listed: Vec<Need> =
                table().into_iter().filter(|(other, ..)| *other == route).map(|(_, n, _)| n).collect();
            let methods: &[&str] = match listed.as_slice() {
                [reading, _] if *reading == need => &["GET"],
                [_, _] => &["POST"],
                _ => &["GET", "POST"],
            };
            for &method in methods {
                let path = address(route, OFFICE.0);
                let request = request(method, &path, &token, &[], Body::empty());
                let status = town.router.clone().oneshot(request).await.unwrap().status();
                // Whoever may mark still marks the own rows only: that is the handler's to refuse.
                let own_rows = action == Action::Mark && status == StatusCode::FORBIDDEN;
                let passed = status != StatusCode::FORBIDDEN;
                assert!(passed == may || (may && own_rows), "{role:?}: {method} {path} answers {status}");
                assert!(!status.is_server_error(), "{role:?}: {method} {path} answers {status}");
                asked += 1;
            }
        }
    }
    println!("{} routes × {} roles, {asked} requests", table().len(), ROLES.len());
    assert!(asked > 600, "{asked}");
}

#[tokio::test]
async fn a_foreign_office_is_to_every_route_what_a_missing_one_is() {
    let town = Town::new().await;
    let foreign = Uuid::from_u128(77);
    super::another_office(&town, foreign).await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let mut asked = 0;
    for (route, ..) in table().into_iter().filter(|(route, ..)| route.contains("{office}")) {
        let mut answers = Vec::new();
        for office in [foreign, Uuid::from_u128(78)] {
            let (status, headers, page) = get(&town, &token, &address(route, office)).await;
            answers.push((status, page.replace(headers["x-request-id"].to_str().unwrap(), "")));
        }
        assert_eq!(answers[0], answers[1], "{route}");
        assert_eq!(answers[0].0, StatusCode::NOT_FOUND, "{route}");
        asked += 1;
    }
    assert!(asked > 50, "{asked}");
}
