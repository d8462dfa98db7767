//! The API as a program sees it: a whole router on a database of its own.

use crate::{
    app::Command,
    web::{
        Outside, Site,
        fault::Fault,
        router,
        sign_in::{sign_in, sign_out},
        tests::{ACTIVITY, OFFICE, ROADMAP, Town, command, day, request},
    },
};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::{Value, json};
use std::net::IpAddr;
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, Event, GroupDefined, GroupMemberAdded, OfficeRegistered, OrganisationKind, Party, Role},
    ids::{GroupId, OfficeId, OrganisationId},
    stream::Stream,
};

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
async fn a_mark_sent_twice_is_recorded_once() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let key = [("idempotency-key", "mark-1")];
    let (status, first) = town.mark(&token, &key, done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &first["new"]), (StatusCode::CREATED, &json!(true)), "{first}");
    let (status, second) = town.mark(&token, &key, done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &second["new"], &second["mark"]), (StatusCode::OK, &json!(false), &first["mark"]));
    let (status, problem) = town.mark(&token, &key, done("https://school.example.org/other.pdf")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("key-reused")));
    let mut noted = done("https://school.example.org/plan.pdf");
    noted["note"] = json!("проведено");
    let (status, problem) = town.mark(&token, &key, noted).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("key-reused")));
    let (status, problem) = town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("already_marked")));
    let (_, _, shown) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert_eq!(shown["marks"].as_array().unwrap().len(), 1);
    assert_eq!(shown["marks"][0]["links"][0]["url"], "https://school.example.org/plan.pdf");
}

#[tokio::test]
async fn a_mark_on_an_old_version_is_not_recorded() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}");
    let (_, headers, _) = town.get(&token, &path).await;
    let tag = headers[header::ETAG].to_str().unwrap().to_owned();
    let (status, problem) = town.mark(&token, &[("if-match", "\"1\"")], done("https://a.example.org/1")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::PRECONDITION_FAILED, &json!("precondition")));
    let (status, _) = town.mark(&token, &[("if-match", &tag)], done("https://a.example.org/1")).await;
    assert_eq!(status, StatusCode::CREATED);
}

#[tokio::test]
async fn only_who_may_mark_can_mark() {
    let town = Town::new().await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, stranger) = town.person("stranger", Role::Responsible).await;
    let (person, responsible) = town.person("responsible", Role::Responsible).await;
    let known = town.app.office(OFFICE).await.unwrap();
    let assigned = known.activity(ACTIVITY).unwrap().assign(Party::Person(person), None, day("2022-11-08")).unwrap();
    drop(known);
    town.change(assigned).await;
    for token in [&auditor, &stranger] {
        let (status, problem) = town.mark(token, &[], done("https://a.example.org/1")).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")));
    }
    assert_eq!(town.mark(&responsible, &[], done("https://a.example.org/1")).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_refusal_names_the_field_and_says_what_to_do() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let bad = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": []});
    let (status, problem) = town.mark(&token, &[], bad).await;
    assert_eq!((status, &problem["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("links")));
    assert!(problem["detail"].as_str().unwrap().contains("ссылку"), "{problem}");
    let (status, problem) = town.mark(&token, &[], done("javascript:alert(1)")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("bad-link")));
    let ahead = json!({"occurrence": 1, "performed_on": "2023-04-04", "links": ["https://a.example.org/1"]});
    let (_, problem) = town.mark(&token, &[("accept-language", "en")], ahead).await;
    assert!(problem["detail"].as_str().unwrap().contains("04.04.2023"), "{problem}");
}

#[tokio::test]
async fn a_form_on_another_site_cannot_write() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let forged =
        [("host", "vekha.example.org"), ("origin", "https://evil.example.org"), ("sec-fetch-site", "cross-site")];
    let (status, _) = town.mark(&token, &forged, done("https://a.example.org/1")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let known = town.app.office(OFFICE).await.unwrap();
    assert!(known.activity(ACTIVITY).unwrap().marks.is_empty());
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
async fn the_history_is_told_in_sentences_page_by_page() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let mut path = format!("/api/v1/offices/{OFFICE}/history?limit=2");
    let (mut positions, mut last) = (Vec::new(), Value::Null);
    loop {
        let (status, _, page) = town.get(&token, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        positions.extend(page["items"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap()));
        last = page["items"].as_array().unwrap().last().cloned().unwrap_or(last);
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/offices/{OFFICE}/history?limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(positions, (1..=positions.len() as u64).collect::<Vec<_>>());
    let told = last["sentence"].as_str().unwrap();
    assert!(told.starts_with("Кочнева coordinator: отметка об исполнении: 1.1 «Совещание руководителей»"), "{told}");
    assert!(told.contains("31.03.2023") && told.contains("30.03.2023"), "{told}");
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
async fn a_mark_leaves_the_overdue_list_and_enters_the_figures_but_not_those_of_yesterday() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}");
    let (_, _, overdue) = town.get(&token, &format!("{path}/overdue")).await;
    assert_eq!((&overdue[0]["number"], &overdue[0]["working_days_late"]), (&json!("1.1"), &json!(2)), "{overdue}");
    town.mark(&token, &[], done("https://school.example.org/plan.pdf")).await;
    let (_, _, overdue) = town.get(&token, &format!("{path}/overdue")).await;
    assert_eq!(overdue, json!([]));
    let (_, _, now) = town.get(&token, &format!("{path}/fulfilment?by=quarter")).await;
    assert_eq!(
        (&now["due"], &now["done"], &now["fulfilment"], &now["indicator_6"]),
        (&json!(1), &json!(1), &json!(1.0), &json!(1)),
        "{now}"
    );
    assert_eq!(now["parts"].as_array().unwrap().len(), 1);
    let (_, _, before) = town.get(&token, &format!("{path}/fulfilment?as_of=2023-04-03")).await;
    assert_eq!((&before["due"], &before["done"], &before["overdue"]), (&json!(1), &json!(0), &json!(1)), "{before}");
    let known_then = format!("{path}/fulfilment?as_of=2023-04-03&known_at=2023-04-04T12:00:00+03:00");
    assert_eq!(town.get(&token, &known_then).await.2["done"], json!(1));
    let (_, _, obligations) = town.get(&token, &format!("{path}/obligations?state=done-on-time")).await;
    assert_eq!(obligations["items"][0]["performed_on"], "2023-03-30", "{obligations}");
    let (_, _, briefs) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/roadmaps")).await;
    assert_eq!((&briefs[0]["activities"], &briefs[0]["obligations"]), (&json!(1), &json!(1)), "{briefs}");
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

#[tokio::test]
async fn no_route_of_the_description_answers_a_stranger() {
    let town = Town::new().await;
    let (_, _, document) = town.get("", "/api/openapi.json").await;
    let mut asked = 0;
    for (path, methods) in
        document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/v1/"))
    {
        let path = path.replace("{office}", &OFFICE.to_string()).replace("{roadmap}", &ROADMAP.to_string());
        let path = path.replace("{activity}", &ACTIVITY.to_string());
        for method in methods.as_object().unwrap().keys() {
            let request = request(&method.to_uppercase(), &path, "", &[], Body::from("{}"));
            let (status, _, problem) = town.send(request).await;
            assert_eq!((status, &problem["status"]), (StatusCode::UNAUTHORIZED, &json!(401)), "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked >= 10, "{asked}");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_problem_document() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let path = format!("/api/v1/offices/{OFFICE}/history");
    for (query, code) in [("?cursor=zz", 400), ("?stream=meeting-1", 400), ("?limit=many", 400)] {
        let (status, headers, problem) = town.get(&token, &format!("{path}{query}")).await;
        assert_eq!((status.as_u16(), &problem["status"]), (code, &json!(code)), "{query}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{query}");
    }
    let far = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment?as_of=9999-12-31");
    assert_eq!(town.get(&token, &far).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(town.get(&token, "/api/v1/nothing").await.2["code"], "not-found");
    let (status, headers, _) = town.send(request("DELETE", &path, &token, &[], Body::empty())).await;
    assert_eq!((status, headers[header::ALLOW].to_str().unwrap()), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    let (status, problem) = town.mark(&token, &[], json!({"occurence": 1})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")));
    let large = Body::from(vec![b' '; 300 << 10]);
    let path = format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}/completions");
    let (status, _, _) = town.send(request("POST", &path, &token, &[], large)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_term_is_read_for_whoever_is_signed_in() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let ask = |phrase: &str, to: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("phrase", phrase).append_pair("from", "2022-11-08").append_pair("to", to);
        format!("/api/v1/deadline?{}", query.finish())
    };
    let (status, _, term) = town.get(&token, &ask("до 15 января ежегодно", "2024-12-31")).await;
    assert_eq!(status, StatusCode::OK, "{term}");
    assert_eq!((&term["status"], &term["kind"]), (&json!("parsed"), &json!("yearly_until")), "{term}");
    let first = &term["occurrences"][0];
    assert_eq!((&first["label"], &first["effective_due"]), (&json!("до 15.01.2023"), &json!("2023-01-16")));
    let (status, _, problem) = town.get(&token, &ask("март", "2021-01-01")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")));
    let (status, _, _) = town.get(&token, &ask(&"а".repeat(1_001), "2024-12-31")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn those_who_watch_the_program_need_no_account() {
    let town = Town::new().await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(town.get("", path).await.0, StatusCode::OK, "{path}");
    }
}
