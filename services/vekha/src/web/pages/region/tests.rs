//! The table of offices as the region sees it: every office, the figures of its overview, and nobody else at the door.

use crate::{
    app::{Command, RegionAsked},
    json::{Fulfilment, OfficeTold},
    web::{
        pages::tests::words,
        tests::{OFFICE, ROADMAP, Town, command, day, request},
    },
};
use axum::{body::Body, http::StatusCode};
use serde_json::json;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{OfficeRegistered, Role, Setting, Wording},
    ids::{ActivityId, OfficeId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_projections::{Scope, View};

const OTHER: OfficeId = OfficeId(Uuid::from_u128(9));

/// The town with its order in force, and a neighbour that has only a draft.
async fn region() -> (Town, String) {
    let town = Town::new().await;
    town.decide(|state| {
        let (roadmap, from) = (state.roadmap(ROADMAP).unwrap(), day("2022-11-08"));
        roadmap.adopt(Some("1298".into()), Some(from), from, day("2024-12-31"), from)
    })
    .await;
    let office = OfficeRegistered {
        name: "Департамент образования".to_owned(),
        territory: "город Краснодар".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    let there = || Command { office: OTHER, ..command(&town.app) };
    town.app.register_office(there(), office, day("2022-11-08")).await.unwrap();
    let draft = Roadmap::draft(RoadmapId(Uuid::from_u128(22)), "План Краснодара", None, day("2022-11-08")).unwrap();
    town.app.change(there(), |_, _| Ok(draft.clone())).await.unwrap();
    let (_, token) = town.person("region", Role::Region).await;
    (town, token)
}

async fn told(town: &Town) -> Vec<OfficeTold> {
    town.app.region(RegionAsked::default()).await.unwrap().iter().map(OfficeTold::of).collect()
}

#[tokio::test]
async fn the_region_reads_all_offices_on_one_page_and_goes_on_from_there() {
    let (town, token) = region().await;
    let answer = town.send(request("GET", "/?as_of=2023-04-01", &token, &[], Body::empty())).await;
    assert_eq!((answer.0, answer.1["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/region?as_of=2023-04-01"));
    let (status, page) = town.page(&token, "/region").await;
    assert_eq!(status, StatusCode::OK);
    let shown = words(&page);
    assert!(shown.contains("город Краснодар нет дорожной карты, действующей в этот день — — — — — — — — —"), "{shown}");
    assert!(
        shown.contains("Северский район приказ от 08.11.2022 № 1298 1 0 0,0 % 0,0 % 0,0 % 0 1 0 0 03.04.2023"),
        "{shown}"
    );
    assert!(shown.contains("Вместе: 2 1 0 0,0 % 0,0 % 0,0 % 0 из 1 1 0 0"), "{shown}");
    let overview = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}");
    assert!(page.contains(&format!("<a href=\"{overview}\">Северский район</a>")), "{page}");
    let (status, page) = town.page(&token, &format!("/offices/{OTHER}/roadmaps/{}", Uuid::from_u128(22))).await;
    assert!(status == StatusCode::OK && words(&page).contains("Кочнева region, регион"), "{page}");
    assert!(!page.contains("/completion") && page.contains("href=\"/region\""), "read only, with the way back: {page}");
}

#[tokio::test]
async fn a_past_day_is_told_as_it_was_then() {
    let (town, token) = region().await;
    let (_, page) = town.page(&token, "/region?as_of=2023-03-30").await;
    let shown = words(&page);
    // The office was entered on 03.04.2023: by the end of that day nothing was known.
    assert!(shown.contains("Северский район нет дорожной карты"), "{shown}");
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let (_, page) = town.page(&token, "/region?as_of=2023-03-30&known_at=2023-04-03").await;
    let shown = words(&page);
    assert!(shown.contains("Северский район приказ от 08.11.2022 № 1298 0 0 — — — — 0 0 0 03.04.2023"), "{shown}");
    assert!(page.contains("as_of=2023-03-30&#38;known_at=") && !page.contains("method=\"post\""), "{page}");
    let (status, _) = town.page(&token, "/region?as_of=вчера").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_table_is_sorted_and_narrowed() {
    let (town, token) = region().await;
    let at = |page: &str, name: &str| words(page).find(name).unwrap_or(usize::MAX);
    for (query, first) in
        [("", "Краснодар"), ("?o=-territory", "Северский"), ("?o=-overdue", "Северский"), ("?o=due", "Северский")]
    {
        let (_, page) = town.page(&token, &format!("/region{query}")).await;
        let body = page.split("<tbody>").last().unwrap();
        let other = if first == "Краснодар" { "Северский" } else { "Краснодар" };
        assert!(at(body, first) < at(body, other), "{query}: {body}");
    }
    for (query, found) in
        [("s=overdue", "Северский"), ("s=none", "Краснодар"), ("s=below", "Северский"), ("q=департамент", "Краснодар")]
    {
        let (_, page) = town.page(&token, &format!("/region?{query}")).await;
        let body = page.split("<tbody>").last().unwrap().to_owned();
        assert_eq!((at(&body, found) < usize::MAX, body.matches("<tr>").count()), (true, 1), "{query}: {body}");
        assert!(words(&page).contains("Показано 1 из 2. Показать все"), "{query}");
    }
    let (_, page) = town.page(&token, "/region?s=undated").await;
    assert!(words(&page).contains("По этому отбору ничего не нашлось"), "{page}");
    assert_eq!(town.page(&token, "/region?q=&s=&o=").await.0, StatusCode::SEE_OTHER, "empty fields leave the address");
}

#[tokio::test]
async fn nobody_else_reads_the_summary() {
    let (town, _) = region().await;
    for (login, role) in
        [("coordinator", Role::Coordinator), ("auditor", Role::Auditor), ("administrator", Role::Administrator)]
    {
        let (_, token) = town.person(login, role).await;
        for path in ["/region", "/region.xlsx", "/region.csv"] {
            assert_eq!(town.page(&token, path).await.0, StatusCode::FORBIDDEN, "{login} {path}");
        }
        assert_eq!(town.get(&token, "/api/v1/region").await.0, StatusCode::FORBIDDEN, "{login}");
    }
}

#[tokio::test]
async fn the_file_and_the_api_say_what_the_page_says() {
    let (town, token) = region().await;
    let (status, csv) = town.page(&token, "/region.csv?o=-overdue").await;
    assert_eq!(status, StatusCode::OK);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("Северский район;Дорожная карта;1;0;0;0;0,0")), "{csv}");
    let (_, _, body) = town.get(&token, "/api/v1/region?limit=1").await;
    assert_eq!(
        (body["items"][0]["territory"].as_str(), body["total"]["due"].as_u64()),
        (Some("город Краснодар"), Some(1))
    );
    let cursor = body["next"].as_str().unwrap();
    let (_, _, body) = town.get(&token, &format!("/api/v1/region?limit=1&cursor={cursor}")).await;
    let told = &body["items"][0];
    assert_eq!((told["figures"]["overdue"].as_u64(), told["last_event"].as_str()), (Some(1), Some("2023-04-03")));
    let (_, _, alone) = town.get(&token, &format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment")).await;
    let part = &told["figures"]["parts"][0];
    for figure in [
        "due",
        "done",
        "completeness",
        "indicator_6",
        "threshold",
        "overdue",
        "undated",
        "on_review",
        "as_of",
        "log_position",
    ] {
        assert_eq!(part[figure], alone[figure], "{figure}");
    }
    assert_eq!(town.get(&token, "/api/v1/region?as_of=9000-01-01").await.0, StatusCode::BAD_REQUEST);
}

/// The nth of numbers that lie anywhere (SplitMix64).
fn scattered(n: u64) -> u64 {
    let mut mixed = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Something happens in the town, which of it the number says.
async fn happens(town: &Town, coordinator: &str, number: u64) {
    let today = town.app.today(OFFICE).await.unwrap();
    let set = async |setting| town.decide(|state| state.roadmap(ROADMAP).unwrap().set(setting, today)).await;
    let which = number / 8;
    match number % 8 {
        0 => {
            let n = 50 + which % 10;
            let id = ActivityId(Uuid::from_u128(n.into()));
            let words = Wording { title: format!("Совещание {n}"), ..Wording::default() };
            let planned = Activity::plan(id, ROADMAP, None, u32::try_from(n).unwrap(), "2.1", words, today).unwrap();
            town.decide(|state| Ok(if state.activity(id).is_some() { Vec::new() } else { planned.clone() })).await;
        }
        1 | 2 => {
            let mark = json!({"occurrence": 1, "performed_on": today, "links": ["https://school.example.org/1"]});
            let _ = town.mark(coordinator, &[], mark).await;
        }
        3 => set(Setting::Acceptance(which.is_multiple_of(2))).await,
        4 => set(Setting::Threshold(u8::try_from(which % 100).unwrap() + 1)).await,
        5 | 6 => town.app.clock().advance(std::time::Duration::from_secs(which % 200 * 3_600)),
        _ => drop(town.app.region(RegionAsked::default()).await.unwrap()),
    }
}

#[tokio::test]
async fn whatever_happens_the_region_is_told_what_the_office_sees() {
    for history in 0..8 {
        let (town, _) = region().await;
        let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
        for step in 0..16 {
            happens(&town, &coordinator, scattered(history * 100 + step)).await;
        }
        let kept = told(&town).await;
        let of_town = kept.iter().find(|told| told.office == OFFICE).unwrap();
        let names = town.app.names(OFFICE).await.unwrap();
        let known = town.app.office(OFFICE).await.unwrap();
        let today = known.local_day(town.app.now());
        let view = View::new(&known, today);
        let alone = Fulfilment::of(&view, &Scope::roadmap(ROADMAP), None, known.end_of(today), &names);
        drop(known);
        assert_eq!(of_town.figures.parts, [alone], "history {history}");
        town.app.forget_summaries().await.unwrap();
        assert_eq!(told(&town).await, kept, "history {history}: the table only saves time");
        let past = RegionAsked { as_of: today.pred_opt(), known_at: None };
        let then = town.app.region(past).await.unwrap();
        assert_eq!(town.app.region(past).await.unwrap(), then, "history {history}: kept");
        town.app.forget_summaries().await.unwrap();
        assert_eq!(town.app.region(past).await.unwrap(), then, "history {history}: made anew");
    }
}

#[tokio::test]
async fn what_other_code_or_another_hand_left_in_the_table_is_not_believed() {
    let (town, _) = region().await;
    let true_ones = told(&town).await;
    for sql in [
        "UPDATE summaries SET code = 'older', told = 'nonsense'",
        "UPDATE summaries SET told = 'nonsense'",
        "DELETE FROM summaries",
    ] {
        sqlx::query(sql).execute(town.app.log().writer()).await.unwrap();
        assert_eq!(told(&town).await, true_ones, "{sql}");
    }
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM summaries").fetch_one(town.app.log().reader()).await.unwrap();
    assert_eq!(kept, 2, "one for each office, and kept again");
}
