//! The page of charts, as people get it.

use crate::web::{
    pages::tests::words,
    tests::{OFFICE, ROADMAP, Town, day},
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vekha_domain::event::Role;

fn charts(query: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/charts{query}")
}

/// The town in June, adopted, with two schools of which one marked in time.
async fn marked() -> (Town, String, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools = [town.school("МБОУ СОШ № 9").await, town.school("МБОУ СОШ № 17").await];
    town.group("Руководители ОО", &schools).await;
    let (_, head) = town.person_at("head", Role::Head, Some(schools[1])).await;
    town.decide(|state| {
        let adopted = day("2022-11-08");
        state.roadmap(ROADMAP).unwrap().adopt(None, Some(adopted), adopted, day("2024-12-31"), adopted)
    })
    .await;
    let done = json!({"occurrence": 1, "organisation": schools[0], "performed_on": "2023-03-30",
        "links": ["https://school.example.org/plan.pdf"]});
    assert_eq!(town.mark(&token, &[], done).await.0, StatusCode::CREATED);
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    (town, token, head)
}

/// A section of the page.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    page.split(&format!("id=\"{id}\"")).nth(1).unwrap().split("</section>").next().unwrap()
}

#[tokio::test]
async fn the_parts_are_those_of_the_api_and_add_up_to_the_overview_s_figures() {
    let (town, token, _) = marked().await;
    let (status, page) = town.page(&token, &charts("")).await;
    assert_eq!(status, StatusCode::OK);
    let overview = town.page(&token, &format!("/offices/{OFFICE}/roadmaps/{ROADMAP}")).await.1;
    let figures = |page: &str| words(page.split("class=\"figs\"").nth(1).unwrap().split("</dl>").next().unwrap());
    assert_eq!(figures(&page), figures(&overview));
    assert!(overview.contains(&format!("href=\"{}\"", charts(""))), "{overview}");
    for by in ["section", "responsible", "organisation", "quarter"] {
        let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment?by={by}");
        let counted = town.get(&token, &path).await.2;
        let shown = words(section(&page, by));
        let parts = counted["parts"].as_array().unwrap();
        assert!(!parts.is_empty(), "{counted}");
        for part in parts {
            let n = |name: &str| part[name].as_u64().unwrap();
            let share = |name: &str| n(name) * 1_000 / n("due");
            let percent = |name: &str| format!("{},{} %", share(name) / 10, share(name) % 10);
            let name = part["name"].as_str().unwrap();
            let bar = format!("{name} {} полнота {}, наступило {}", percent("fulfilled"), percent("done"), n("due"));
            assert!(shown.contains(&bar), "{bar}: {shown}");
        }
        let due: u64 = parts.iter().map(|part| part["due"].as_u64().unwrap()).sum();
        assert_eq!(Value::from(due), counted["due"], "{by}");
    }
}

#[tokio::test]
async fn the_lowest_comes_first_and_tables_unfold_for_printing() {
    let (town, token, _) = marked().await;
    let (_, page) = town.page(&token, &charts("")).await;
    let shown = words(section(&page, "organisation"));
    assert!(shown.find("МБОУ СОШ № 17").unwrap() < shown.find("МБОУ СОШ № 9").unwrap(), "{shown}");
    assert!(!section(&page, "organisation").contains("<details open"), "{page}");
    let (_, open) = town.page(&token, &charts("?tables=open")).await;
    assert_eq!(open.matches("<details open").count(), 4, "{open}");
}

#[tokio::test]
async fn the_course_over_time_says_what_its_points_know() {
    let (town, token, _) = marked().await;
    let (_, page) = town.page(&token, &charts("")).await;
    let time = section(&page, "time");
    assert!(words(time).contains("по тому, что известно на день страницы"), "{time}");
    assert_eq!(["class=\"ln\"", "class=\"l2\"", "class=\"l3\""].map(|line| time.matches(line).count()), [2, 2, 2]);
    assert!(words(time).contains("30.04.2023 2 50,0 % 50,0 % 50,0 %"), "{}", words(time));
}

#[tokio::test]
async fn a_head_reads_the_charts_of_the_own_school() {
    let (town, _, head) = marked().await;
    let (status, page) = town.page(&head, &charts("")).await;
    assert_eq!(status, StatusCode::OK);
    let shown = words(&page);
    assert!(shown.contains("Показаны только исполнения вашей организации: МБОУ СОШ № 17") && !shown.contains("№ 9"));
}
