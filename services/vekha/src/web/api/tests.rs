//! The API as a program sees it: a whole router on a database of its own.

mod analysis;
mod between;
mod changes;
mod forms;
mod fuzz;
mod marking;
mod reading;
mod reviewing;
mod schema;
mod scores;
mod teachers;
mod whose;

use crate::web::{
    Outside, Site,
    fault::Fault,
    router,
    sign_in::{sign_in, sign_out},
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, request},
};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::{Value, json};
use std::net::IpAddr;
use tower::ServiceExt;
use vekha_domain::event::Role;

fn done(link: &str) -> Value {
    json!({"occurrence": 1, "performed_on": "2023-03-30", "links": [link]})
}

#[tokio::test]
async fn a_stranger_gets_a_problem_document_and_no_data() {
    let town = Town::new().await;
    for token in ["", "vekha_wrong"] {
        let (status, headers, body) = town.get(token, "/api/v1/offices").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["code"], "sign-in-first");
        assert_eq!(headers["x-request-id"], body["request"].as_str().unwrap());
    }
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let town = Town::new().await;
    for path in ["/healthz", "/api/v1/offices", "/nowhere"] {
        let (_, headers, _) = town.get("", path).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_description_names_every_route_and_the_form_of_problems() {
    let town = Town::new().await;
    let (status, _, document) = town.get("", "/api/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    for path in ["/api/v1/offices/{office}/activities/{activity}/completions", "/api/v1/offices/{office}/history"] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert!(document["components"]["schemas"]["Problem"]["properties"]["detail"].is_object());
}

#[tokio::test]
async fn a_browser_signs_in_with_the_password_and_out_again() {
    let town = Town::new().await;
    town.person("auditor", Role::Auditor).await;
    let site = Site::new(
        town.app.clone(),
        Outside { base_url: Some("https://vekha.example.org".to_owned()), ..Outside::default() },
    );
    let routes = router(
        town.app.clone(),
        Outside { base_url: Some("https://vekha.example.org".to_owned()), ..Outside::default() },
    );
    let (from, bare) = (IpAddr::from([10, 0, 0, 1]), HeaderMap::new());
    assert!(sign_in(&site, "auditor", "wrong", from, &bare).await.unwrap().is_none());
    let set = sign_in(&site, " Auditor ", "горизонт-7", from, &bare).await.unwrap().unwrap();
    let set = set.to_str().unwrap();
    assert!(set.starts_with("__Host-vekha=") && set.contains("Secure") && set.contains("HttpOnly"), "{set}");
    let cookie = set.split(';').next().unwrap().to_owned();
    let ask = || async {
        let asked = Request::get("/api/v1/offices").header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
        routes.clone().oneshot(asked).await.unwrap().status()
    };
    assert_eq!(ask().await, StatusCode::OK);
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, cookie.parse().unwrap());
    sign_out(&site, &headers).await.unwrap();
    assert_eq!(ask().await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn guessing_a_password_ends_in_too_many() {
    let town = Town::new().await;
    let site = Site::new(town.app.clone(), Outside::default());
    let mut last = Ok(None);
    for n in 0..=20_u8 {
        last = sign_in(&site, "nobody", "x", IpAddr::from([10, 0, 0, n]), &HeaderMap::new()).await;
    }
    assert!(matches!(last, Err(Fault::TooMany)), "{last:?}");
}

#[tokio::test]
async fn no_route_of_the_description_answers_a_stranger() {
    let town = Town::new().await;
    let (_, _, document) = town.get("", "/api/openapi.json").await;
    let mut asked = 0;
    for (path, methods) in
        document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/v1/"))
    {
        let path = path.replace("{office}", &OFFICE.to_string()).replace("{roadmap}", &ROADMAP.to_string());
        let path = path.replace("{activity}", &ACTIVITY.to_string()).replace("{mark}", &ACTIVITY.to_string());
        let path = path.replace("{monitoring}", &ACTIVITY.to_string()).replace("{window}", "1");
        let path = path.replace("{organisation}", &ACTIVITY.to_string());
        assert!(!path.contains('{'), "{path}");
        for method in methods.as_object().unwrap().keys() {
            let request = request(&method.to_uppercase(), &path, "", &[], Body::from("{}"));
            let (status, _, problem) = town.send(request).await;
            assert_eq!((status, &problem["status"]), (StatusCode::UNAUTHORIZED, &json!(401)), "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked >= 17, "{asked}");
}

#[tokio::test]
async fn those_who_watch_the_program_need_no_account() {
    let town = Town::new().await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(town.get("", path).await.0, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn another_method_is_answered_with_those_that_belong_there() {
    let town = Town::new().await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let (_, region) = town.person("region", Role::Region).await;
    let (_, _, document) = town.get("", "/api/openapi.json").await;
    for (path, methods) in document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/")) {
        // A door that is closed to somebody says no more than that.
        let token = if path == "/api/v1/region" { &region } else { &coordinator };
        let known: Vec<String> = methods.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        let ids = [("office", OFFICE.0), ("roadmap", ROADMAP.0), ("activity", ACTIVITY.0), ("mark", ACTIVITY.0)];
        let ids = ids.into_iter().chain([("monitoring", ACTIVITY.0), ("organisation", ACTIVITY.0)]);
        let path = path.replace("{window}", "1");
        let path = ids.fold(path.clone(), |path, (name, id)| path.replace(&format!("{{{name}}}"), &id.to_string()));
        for method in
            ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().filter(|method| !known.contains(&(**method).to_owned()))
        {
            let (status, headers, problem) = town.send(request(method, &path, token, &[], Body::from("{}"))).await;
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::METHOD_NOT_ALLOWED, &json!("method")),
                "{method} {path}"
            );
            assert!(headers[header::ALLOW].to_str().unwrap().contains(&known[0]), "{method} {path}");
        }
    }
}
