//! Settings as people change them.

use crate::web::tests::{OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::event::{DayOffRule, Role};

fn path(end: &str) -> String {
    format!("/offices/{OFFICE}{end}")
}

async fn desk() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    (town, token)
}

#[tokio::test]
async fn a_roadmap_is_counted_as_its_coordinator_says_from_today_on() {
    let (town, token) = desk().await;
    let of_roadmap = path(&format!("/roadmaps/{ROADMAP}/settings"));
    let (_, page) = town.page(&token, &of_roadmap).await;
    assert!(page.contains("name=\"threshold\" value=\"100\"") && page.contains("value=\"next\" selected"), "{page}");
    let fields = [("acceptance", "yes"), ("threshold", "95"), ("mark_days", "5"), ("day_off", "keep")];
    let (status, to, page) = town.post(&token, &of_roadmap, &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(town.page(&token, &to).await.1.contains("Записано"));
    let state = town.app.office(OFFICE).await.unwrap();
    let (before, now) = (state.roadmap(ROADMAP).unwrap().settings_on(day("2023-04-02")), day("2023-04-03"));
    let after = state.roadmap(ROADMAP).unwrap().settings_on(now);
    assert_eq!((before.threshold, before.acceptance), (100, false));
    assert_eq!((after.threshold, after.acceptance, after.mark_days, after.day_off), (95, true, 5, DayOffRule::Keep));
    let position = state.position();
    drop(state);
    town.post(&token, &of_roadmap, &fields).await;
    assert_eq!(town.app.office(OFFICE).await.unwrap().position(), position, "what is so already is not recorded again");
}

#[tokio::test]
async fn a_setting_out_of_range_is_refused_beside_its_field() {
    let (town, token) = desk().await;
    let of_roadmap = path(&format!("/roadmaps/{ROADMAP}/settings"));
    for (threshold, days, said) in [
        ("0", "3", "id=\"threshold-e\">! Порог указывают в процентах"),
        ("много", "3", "id=\"threshold-e\">! Нужно целое число"),
        ("95", "31", "id=\"mark_days-e\">! На отметку можно дать не больше 30"),
    ] {
        let fields = [("threshold", threshold), ("mark_days", days), ("day_off", "next")];
        let (status, _, page) = town.post(&token, &of_roadmap, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(said) && page.contains(&format!("value=\"{threshold}\"")), "{said}: {page}");
    }
}

#[tokio::test]
async fn a_day_of_the_office_needs_a_basis_and_counts_at_once() {
    let (town, token) = desk().await;
    let day_of = path("/calendar-days");
    let (status, _, page) = town.post(&token, &day_of, &[("own-day", "25.04.2023"), ("kind", "off")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"basis-e\"") && page.contains("value=\"25.04.2023\""), "{page}");
    let fields =
        [("own-day", "25.04.2023"), ("kind", "off"), ("basis", "Закон края № 1"), ("basis-date", "03.04.2023")];
    assert_eq!(town.post(&token, &day_of, &fields).await.0, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&token, &path("/settings")).await;
    assert!(page.contains("25.04.2023, вторник") && page.contains("нерабочий"), "{page}");
    assert!(!town.app.office(OFFICE).await.unwrap().office().calendar().is_working_day(day("2023-04-25")));
}

#[tokio::test]
async fn school_terms_are_four_or_three_and_never_overlap() {
    let (town, token) = desk().await;
    let terms = path("/school-terms/2022");
    let rows = [
        ("from-2022-0", "01.09.2022"),
        ("to-2022-0", "30.11.2022"),
        ("from-2022-1", "01.12.2022"),
        ("to-2022-1", "28.02.2023"),
        ("from-2022-2", "01.03.2023"),
        ("to-2022-2", "31.05.2023"),
    ];
    assert_eq!(town.post(&token, &terms, &rows).await.0, StatusCode::SEE_OTHER);
    assert_eq!(town.app.office(OFFICE).await.unwrap().office().school_terms().terms_of(2022).len(), 3);
    let mut overlapping = rows;
    overlapping[2].1 = "15.11.2022";
    let (status, _, page) = town.post(&token, &terms, &overlapping).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("четверти пересекаются") && page.contains("value=\"15.11.2022\""), "{page}");
}

#[tokio::test]
async fn others_read_the_settings_and_change_none() {
    let (town, _) = desk().await;
    let of_roadmap = path(&format!("/roadmaps/{ROADMAP}/settings"));
    for (role, may) in [(Role::Administrator, true), (Role::Auditor, false), (Role::Responsible, false)] {
        let (_, token) = town.person(&format!("{role:?}"), role).await;
        for page in [path("/settings"), of_roadmap.clone()] {
            let (status, page) = town.page(&token, &page).await;
            assert!(
                status == StatusCode::OK && page.contains("<form method=\"post\" action=\"/offices") == may,
                "{role:?}"
            );
        }
        let (status, ..) = town.post(&token, &of_roadmap, &[]).await;
        assert_eq!(status == StatusCode::FORBIDDEN, !may, "{role:?}");
    }
    let (_, coordinator) = town.person("coordinator2", Role::Coordinator).await;
    let (_, page) = town.page(&coordinator, &format!("{of_roadmap}?as_of=2023-05-10")).await;
    assert!(page.contains("порог показателя 6: 100") && !page.contains("method=\"post\""), "{page}");
    assert_eq!(town.post(&coordinator, &format!("{of_roadmap}?as_of=2023-05-10"), &[]).await.0, StatusCode::CONFLICT);
}
