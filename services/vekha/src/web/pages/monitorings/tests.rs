//! Monitorings from planning to the last answer.

use crate::web::tests::{OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    event::Role,
    ids::{MonitoringId, OrganisationId},
};

fn list() -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/monitorings")
}

async fn desk() -> (Town, String, [OrganisationId; 2]) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools = [town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await];
    town.decide(|state| {
        let roadmap = state.roadmap(ROADMAP).unwrap();
        roadmap.adopt(None, None, day("2022-11-08"), day("2024-12-31"), day("2022-11-08"))
    })
    .await;
    (town, token, schools)
}

async fn planned(town: &Town, token: &str, schools: &[OrganisationId; 2]) -> MonitoringId {
    let [one, two] = schools.map(|id| format!("o{id}"));
    let fields = [
        ("command", "a"),
        ("title", "Динамика результатов"),
        ("from-1", "01.04"),
        ("to-1", "12.04"),
        ("from-2", "1.9"),
        ("to-2", "31.10"),
        ("answers", one.as_str()),
        ("answers", two.as_str()),
    ];
    for _ in 0..2 {
        let (status, _, page) = town.post(token, &format!("{}/new", list()), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }
    let state = town.app.office(OFFICE).await.unwrap();
    let mut all = state.monitorings().map(|m| m.id);
    let id = all.next().unwrap();
    assert_eq!(all.next(), None, "sent twice it is one");
    id
}

#[tokio::test]
async fn a_monitoring_has_windows_of_every_year_and_says_who_is_missing() {
    let (town, token, schools) = desk().await;
    let (status, _, page) = town.post(&token, &format!("{}/new", list()), &[("title", ""), ("from-1", "апрель")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["title", "from-1", "to-1"] {
        assert!(page.contains(&format!("id=\"{field}-e\"")), "{field}: {page}");
    }
    let id = planned(&town, &token, &schools).await;
    let (_, page) = town.page(&token, &list()).await;
    for said in ["01.04.2023–12.04.2023", "01.09.2024–31.10.2024", "0 из 2", "МБОУ СОШ №\u{a0}2"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let window = format!("/offices/{OFFICE}/monitorings/{id}/1");
    let answer = |school: OrganisationId, link: &str| {
        vec![("command", "b".to_owned()), ("organisation", school.to_string()), ("links", link.to_owned())]
    };
    let sent = answer(schools[0], "https://sosh1.example.org/svod.xlsx");
    let sent: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (status, to, page) = town.post(&token, &format!("{window}/answer"), &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = town.page(&token, &to).await;
    assert!(page.contains("ответили 1 из 2") && page.contains("sosh1.example.org"), "{page}");
    let (_, page) = town.page(&token, &format!("{window}?as_of=2023-04-02")).await;
    assert!(!page.contains("sosh1.example.org"), "{page}");
}

#[tokio::test]
async fn a_school_answers_for_itself_only_and_sees_nobody_elses_answer() {
    let (town, token, schools) = desk().await;
    let id = planned(&town, &token, &schools).await;
    let window = format!("/offices/{OFFICE}/monitorings/{id}/1");
    let (_, head) = town.person_at("head", Role::Head, Some(schools[0])).await;
    let link = ("links", "https://sosh1.example.org/svod.xlsx");
    let other = schools[1].to_string();
    let (status, ..) = town.post(&head, &format!("{window}/answer"), &[("organisation", &other), link]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let own = schools[0].to_string();
    let (status, _, page) =
        town.post(&head, &format!("{window}/answer"), &[("organisation", &own), ("links", "")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"links-e\""), "{page}");
    let (status, to, _) = town.post(&head, &format!("{window}/answer"), &[("organisation", &own), link]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&head, &to).await;
    assert!(page.contains("ответили 1 из 1") && !page.contains("СОШ №\u{a0}2"), "{page}");
    town.post(&token, &format!("{window}/answer"), &[("organisation", &other), link]).await;
    assert!(!town.page(&head, &window).await.1.contains("СОШ №\u{a0}2"));
}

#[tokio::test]
async fn a_window_is_moved_and_a_monitoring_ended_on_a_ground() {
    let (town, token, schools) = desk().await;
    let id = planned(&town, &token, &schools).await;
    let window = format!("/offices/{OFFICE}/monitorings/{id}/1");
    let days = [("from", "01.04.2023"), ("to", "20.04.2023")];
    let (status, _, page) = town.post(&token, &format!("{window}/days"), &days).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"basis-e\""), "{page}");
    let grounded: Vec<(&str, &str)> =
        days.into_iter().chain([("basis", "Письмо № 4"), ("basis-date", "03.04.2023")]).collect();
    let (status, to, page) = town.post(&token, &format!("{window}/days"), &grounded).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(town.page(&token, &to).await.1.contains("01.04.2023–20.04.2023"));
    let (basis, date) = (format!("basis-{id}"), format!("date-{id}"));
    let end = format!("/offices/{OFFICE}/monitorings/{id}/end");
    let (status, to, _) = town.post(&token, &end, &[(&basis, "Приказ № 9"), (&date, "03.04.2023")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&token, &to).await;
    assert!(page.contains("Прекращён 03.04.2023") && !page.contains("01.09.2024"), "{page}");
}
