//! Meetings from a row of the order to the protocol.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    event::{Basis, DeadlineSet, DeadlineStatus, DueKind, Party, PlannedOccurrence, Role},
    ids::MeetingSeriesId,
    meeting::Series,
};

fn list() -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/meetings")
}

/// A row «1 раз в квартал» that speaks of meetings, with somebody responsible.
async fn desk() -> (Town, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (person, _) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let quarter = |from: &str, to: &str| PlannedOccurrence {
        seq: 0,
        start: Some(day(from)),
        due: Some(day(to)),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    let term = DeadlineSet {
        words: "1 раз в квартал".to_owned(),
        status: DeadlineStatus::Read,
        kind: "every".to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: vec![quarter("2023-04-01", "2023-06-30"), quarter("2023-07-01", "2023-09-30")],
        reader: 1,
        basis: Some(Basis { words: "Приказ № 7".to_owned(), date: day("2023-04-01") }),
    };
    town.decide(|state| state.activity(ACTIVITY).unwrap().set_deadline(term.clone(), day("2023-04-01"))).await;
    (town, token)
}

async fn series(town: &Town) -> (MeetingSeriesId, u16) {
    let state = town.app.office(OFFICE).await.unwrap();
    let series = state.series_of(ACTIVITY).unwrap().id;
    let mut standing = state.activity(ACTIVITY).unwrap().occurrences.iter().filter(|o| o.stands());
    (series, standing.next().unwrap().seq)
}

#[tokio::test]
async fn a_row_is_led_as_meetings_dated_moved_cancelled_and_held() {
    let (town, token) = desk().await;
    let (_, page) = town.page(&token, &list()).await;
    assert!(page.contains("Можно вести как заседания") && page.contains("Совещание руководителей"), "{page}");
    let (status, to, page) = town.post(&token, &list(), &[("activity", &ACTIVITY.to_string())]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = town.page(&token, &to).await;
    assert!(page.contains("II\u{a0}кв\u{a0}2023") && page.contains("дата не назначена"), "{page}");
    let (id, occurrence) = series(&town).await;
    let one = format!("/offices/{OFFICE}/meetings/{id}/{occurrence}");
    let wrong = [("day", "когда-то"), ("time", "утром"), ("minutes", "60")];
    let (status, _, page) = town.post(&token, &format!("{one}/date"), &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"day-e\"") && page.contains("id=\"time-e\"") && page.contains("утром"), "{page}");
    let date = [("day", "20.04.2023"), ("time", "10.30"), ("minutes", "90"), ("place", "Каб. 5")];
    assert_eq!(town.post(&token, &format!("{one}/date"), &date).await.0, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&token, &one).await;
    assert!(page.contains("20.04.2023, четверг, 10:30, 90 мин.") && page.contains("Каб. 5"), "{page}");
    assert!(town.page(&token, &list()).await.1.contains("дата назначена"));
    let (_, activity) = town.page(&token, &format!("/offices/{OFFICE}/activities/{ACTIVITY}?o={occurrence}")).await;
    assert!(activity.contains("20.04.2023, четверг") && activity.contains(&one), "{activity}");
    let (status, _, page) = town.post(&token, &format!("{one}/cancellation"), &[("reason", " ")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"reason-e\""), "{page}");
    town.post(&token, &format!("{one}/cancellation"), &[("reason", "карантин")]).await;
    assert!(town.page(&token, &one).await.1.contains("отменено: карантин"));
    let held = [("command", "a"), ("held-day", "03.04.2023"), ("links", "https://a.example.org/protokol.pdf")];
    for _ in 0..2 {
        let (status, to, page) = town.post(&token, &format!("{one}/protocol"), &held).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert!(town.page(&token, &to).await.1.contains("исполнено в срок"));
    }
    let state = town.app.office(OFFICE).await.unwrap();
    let activity = state.activity(ACTIVITY).unwrap();
    assert_eq!(activity.marks.len(), 1, "sent twice it is one mark");
    assert_eq!(state.series(id).unwrap().meeting(occurrence).held, Some(activity.marks.first().unwrap().id));
}

#[tokio::test]
async fn meetings_have_an_agenda_and_end_on_a_ground() {
    let (town, token) = desk().await;
    let id = MeetingSeriesId(town.app.ids().next());
    town.change(Series::plan(id, ACTIVITY, Vec::new(), day("2023-04-03")).unwrap()).await;
    let end = format!("/offices/{OFFICE}/meetings/{id}/end");
    let (status, _, page) = town.post(&token, &end, &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("id=\"basis-{id}-e\"")), "{page}");
    let (basis, date) = (format!("basis-{id}"), format!("date-{id}"));
    let (status, to, _) = town.post(&token, &end, &[(&basis, "Приказ № 9"), (&date, "03.04.2023")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(town.page(&token, &to).await.1.contains("Можно вести как заседания"));
}

#[tokio::test]
async fn others_read_meetings_and_the_responsible_hands_in_the_protocol() {
    let (town, _) = desk().await;
    let id = MeetingSeriesId(town.app.ids().next());
    town.change(Series::plan(id, ACTIVITY, Vec::new(), day("2023-04-03")).unwrap()).await;
    let (_, occurrence) = series(&town).await;
    let one = format!("/offices/{OFFICE}/meetings/{id}/{occurrence}");
    let (other, token) = town.person("other", Role::Responsible).await;
    let held = [("command", "a"), ("held-day", "03.04.2023"), ("links", "https://a.example.org/protokol.pdf")];
    assert_eq!(town.post(&token, &format!("{one}/protocol"), &held).await.0, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&token, &format!("{one}/date"), &[]).await.0, StatusCode::FORBIDDEN);
    let (_, page) = town.page(&token, &one).await;
    assert!(!page.contains("<form method=\"post\" action=\"/offices"), "{page}");
    town.assign(Party::Person(other)).await;
    assert_eq!(town.post(&token, &format!("{one}/protocol"), &held).await.0, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&token, &format!("{}?as_of=2023-04-02", list())).await;
    assert!(!page.contains("II\u{a0}кв"), "the day before there was no series: {page}");
}
