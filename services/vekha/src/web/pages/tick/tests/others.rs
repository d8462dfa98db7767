//! Links of those who stand in, of schools, of meetings and of monitorings.

use super::{DONE, DUE, get, letter, marks, told};
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    event::{Basis, Executor, MonitoringPlanned, Party, Role},
    ids::{MeetingSeriesId, MonitoringId, OrganisationId, PersonId},
    meeting::Series,
    monitoring::Monitoring,
    reminder::{Item, MeetingCall, Recipient, WindowCall},
    stream::Stream,
};

#[tokio::test]
async fn the_mailbox_of_a_school_marks_for_the_school_and_its_head_takes_part() {
    let town = Town::new().await;
    let (first, second) = (town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await);
    town.group("Руководители ОО", &[first, second]).await;
    town.decide(|state| state.office().set_mailbox(first, Some("school1@example.org".to_owned()), day("2023-04-03")))
        .await;
    let due = |school: OrganisationId| Item::Due {
        activity: ACTIVITY,
        occurrence: 1,
        executor: Executor::Member(school),
        version: 0,
        days: 1,
    };
    let (_, path) = letter(&town, Recipient::Organisation(first), due(first)).await;
    let (_, foreign) = letter(&town, Recipient::Organisation(first), due(second)).await;
    assert!(get(&town, &foreign).await.2.contains("передано другому исполнителю"));
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Отметка записана") && page.contains("МБОУ СОШ № 1"), "{page}");
    let (head, _) = town.person_at("head", Role::Head, Some(second)).await;
    let (_, path) = letter(&town, Recipient::Person(head), due(second)).await;
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    let known = town.app.office(OFFICE).await.unwrap();
    let marks: Vec<_> = known.activity(ACTIVITY).unwrap().marks.iter().map(|m| (m.executor, m.entered_by)).collect();
    assert_eq!(marks, [(Executor::Member(first), PersonId::PROGRAM), (Executor::Member(second), head)]);
}

#[tokio::test]
async fn whoever_stands_in_marks_by_an_own_letter() {
    let town = Town::new().await;
    let (person, _, _) = told(&town).await;
    let (other, _) = town.person("other", Role::Responsible).await;
    let (_, path) = letter(&town, Recipient::Person(other), DUE).await;
    assert!(get(&town, &path).await.2.contains("передано другому исполнителю"));
    let basis = Basis { words: "Приказ № 9".to_owned(), date: day("2023-04-03") };
    town.decide(|state| {
        let days = (day("2023-04-03"), day("2023-04-10"));
        state.person(person).unwrap().set_substitution(other, days, basis.clone(), |id| state.person(id))
    })
    .await;
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    assert_eq!(
        town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap().marks.first().unwrap().entered_by,
        other
    );
}

#[tokio::test]
async fn the_date_of_a_meeting_is_named_and_its_protocol_closes_it() {
    let town = Town::new().await;
    let (person, _, _) = told(&town).await;
    let series = MeetingSeriesId(town.app.ids().next());
    town.change(Series::plan(series, ACTIVITY, Vec::new(), day("2022-11-08")).unwrap()).await;
    let item = |call| Item::Meeting { series, occurrence: 1, sequence: 0, call };
    let (_, path) = letter(&town, Recipient::Person(person), item(MeetingCall::NameTheDate)).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Дата заседания") && page.contains("Начало"), "{page}");
    let wrong = [("command", "c"), ("deed", "date"), ("date", "01.04.2023"), ("time", "25:00"), ("minutes", "час")];
    let (status, _, page) = town.post("", &path, &wrong).await;
    assert_eq!((status, page.matches("aria-invalid").count()), (StatusCode::UNPROCESSABLE_ENTITY, 3), "{page}");
    let date = [("command", "c"), ("deed", "date"), ("date", "05.04.2023"), ("time", "14.30"), ("place", "каб. 12")];
    assert_eq!(town.post("", &path, &date).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("назначено заседание") && page.contains("05.04.2023, 14:30"), "{page}");
    let (_, path) = letter(&town, Recipient::Person(person), item(MeetingCall::Protocol)).await;
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    let known = town.app.office(OFFICE).await.unwrap();
    let mark = known.activity(ACTIVITY).unwrap().marks.first().unwrap().id;
    assert_eq!(known.series(series).unwrap().meeting(1).held, Some(mark));
    let positions = |stream| {
        let app = town.app.clone();
        async move { app.events(OFFICE, Some(stream), None).await.unwrap().last().unwrap().recorded_at }
    };
    drop(known);
    let of_mark = positions(Stream::Activity(ACTIVITY)).await;
    assert_eq!(of_mark, positions(Stream::Meeting(series)).await, "in one command");
}

#[tokio::test]
async fn a_window_is_answered_by_its_link() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let (head, _) = town.person_at("head", Role::Head, Some(school)).await;
    let monitoring = MonitoringId(town.app.ids().next());
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг сайтов".to_owned(),
        answers: vec![Party::Organisation(school)],
        basis: None,
        scored_by: None,
    };
    let years = (day("2023-01-01"), day("2023-12-31"));
    let (window, since) = ([((4, 1), (4, 12))], day("2023-01-10"));
    town.decide(|s| Monitoring::plan(monitoring, planned.clone(), &window, years, (s.office(), since))).await;
    let call = WindowCall::Open;
    let item = Item::Window { monitoring, window: 1, version: 0, organisation: Some(school), call };
    let (_, path) = letter(&town, Recipient::Person(head), item).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Мониторинг сайтов") && page.contains("Окно 01.04.2023–12.04.2023"), "{page}");
    let empty = [("command", "c"), ("deed", "answer"), ("links", "")];
    assert_eq!(town.post("", &path, &empty).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = [("command", "c"), ("deed", "answer"), ("links", "https://school.example.org/t"), ("note", "Всё")];
    assert_eq!(town.post("", &path, &sent).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("данные представила МБОУ СОШ № 1"), "{page}");
    let known = town.app.office(OFFICE).await.unwrap();
    assert!(known.monitoring(monitoring).unwrap().window(1).unwrap().answered.contains_key(&school));
}

#[tokio::test]
async fn a_letter_that_only_tells_leads_to_the_sign_in() {
    let town = Town::new().await;
    let (person, _) = town.person("ganina", Role::Coordinator).await;
    let item = Item::Escalated { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, version: 0 };
    let (_, path) = letter(&town, Recipient::Person(person), item).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("отвечать нечего") && page.contains("Войти"), "{page}");
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    assert_eq!(marks(&town).await, 0);
}
