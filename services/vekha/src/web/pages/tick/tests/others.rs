//! Links of those who stand in, of schools, of meetings and of monitorings.

use super::{DONE, DUE, get, letter, marks, told};
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    event::{Basis, Executor, MonitoringPlanned, Party, Role, Whose},
    ids::{MeetingSeriesId, MonitoringId, OrganisationId, PersonId},
    meeting::Series,
    monitoring::Monitoring,
    reminder::{Item, MeetingCall, Recipient, RecommendationCall, WindowCall},
    scoring::Model,
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

/// A scored monitoring of one school whose window is open, and a letter with its link.
async fn scored(town: &Town, model: &str, to: Recipient, school: OrganisationId) -> (MonitoringId, String) {
    let model: Model = toml::from_str(model).unwrap();
    town.decide(|s| s.office().adopt_model(model.clone(), day("2023-03-01"))).await;
    let monitoring = MonitoringId(town.app.ids().next());
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг МТКП".to_owned(),
        answers: vec![Party::Organisation(school)],
        basis: None,
        scored_by: Some(model.code),
    };
    let (years, since) = ((day("2023-01-01"), day("2023-12-31")), day("2023-03-01"));
    let window = [((4, 1), (4, 12))];
    town.decide(|s| Monitoring::plan(monitoring, planned.clone(), &window, years, (s.office(), since))).await;
    let call = WindowCall::Open;
    let item = Item::Window { monitoring, window: 1, version: 0, organisation: Some(school), call };
    (monitoring, letter(town, to, item).await.1)
}

#[tokio::test]
async fn values_of_a_scored_window_are_entered_by_the_link_in_parts_and_corrected() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let (head, _) = town.person_at("head", Role::Head, Some(school)).await;
    let model = include_str!("../../../../../../../seeds/scoring/korenovsk-m6.toml");
    let (monitoring, path) = scored(&town, model, Recipient::Person(head), school).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Документационное обеспечение") && page.contains("Сохранить значения"), "{page}");
    let sent = |fields: &[(&'static str, &'static str)]| {
        let all: Vec<(&str, &str)> = [("command", "c"), ("deed", "values")].iter().chain(fields).copied().collect();
        let (town, path) = (&town, &path);
        async move { town.post("", path, &all).await }
    };
    let (status, _, page) = sent(&[("v-0", "7"), ("v-1", "2,5")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("id=\"v-0-e\"") && !page.contains("id=\"v-1-e\"") && page.contains("value=\"2,5\""),
        "{page}"
    );
    assert_eq!(sent(&[]).await.0, StatusCode::UNPROCESSABLE_ENTITY, "nothing was typed");
    assert_eq!(sent(&[("v-0", "1"), ("v-1", "2,5")]).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("внесено значений: 2") && page.contains("Сохранить значения"), "{page}");
    let rest = [("v-0", "1"), ("v-1", "2"), ("v-2", "3"), ("v-3", "4"), ("v-4", "4"), ("v-5", "1")];
    assert_eq!(sent(&rest).await.0, StatusCode::SEE_OTHER);
    assert_eq!(sent(&[("v-0", ""), ("v-1", "2")]).await.0, StatusCode::UNPROCESSABLE_ENTITY, "no value is wiped out");
    let known = town.app.office(OFFICE).await.unwrap();
    let sheet = known.monitoring(monitoring).unwrap().sheet(1, known.office(), day("2023-04-03")).unwrap();
    let entry = sheet.entry(Whose::of(school), "П2").unwrap();
    assert_eq!((entry.by, sheet.whole_since(school)), (head, Some(day("2023-04-03"))));
    assert_eq!(sheet.history(Whose::of(school), "П2").count(), 2);
}

#[tokio::test]
async fn teachers_are_not_named_behind_a_link_and_the_roadmap_s_fulfilment_is_for_a_person_to_confirm() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let (head, token) = town.person_at("head", Role::Head, Some(school)).await;
    let model = include_str!("../../../../../../../seeds/scoring/korenovsk-m2.toml");
    let (monitoring, path) = scored(&town, model, Recipient::Person(head), school).await;
    town.person_at("teacher", Role::Responsible, Some(school)).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("после входа") && !page.contains("Кочнева teacher"), "{page}");
    let form = format!("/offices/{OFFICE}/monitorings/{monitoring}/1/values/{school}");
    assert!(town.page("", &path).await.1.contains(&form));
    assert!(town.page(&token, &form).await.1.contains("Кочнева"), "the head is led to the grid");
    let nothing = [("command", "c"), ("deed", "values"), ("v-0", "1")];
    assert_eq!(town.post("", &path, &nothing).await.0, StatusCode::UNPROCESSABLE_ENTITY);

    town.decide(|s| s.office().set_mailbox(school, Some("school1@example.org".to_owned()), day("2023-04-03"))).await;
    let model = include_str!("../../../../../../../seeds/scoring/korenovsk-m4.toml");
    let (_, mailbox) = scored(&town, model, Recipient::Organisation(school), school).await;
    let (_, own) = scored(&town, model, Recipient::Person(head), school).await;
    let words = "Подтверждаю эти цифры";
    assert!(get(&town, &own).await.2.contains(words), "a person confirms");
    let (_, _, page) = get(&town, &mailbox).await;
    assert!(!page.contains(words) && page.contains("подтверждает человек после входа"), "{page}");
}

#[tokio::test]
async fn a_recommendation_is_reported_as_followed_by_its_link_once() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 1").await;
    let (head, _) = town.person_at("head", Role::Head, Some(school)).await;
    let model = include_str!("../../../../../../../seeds/scoring/korenovsk-m6.toml");
    let (monitoring, _) = scored(&town, model, Recipient::Person(head), school).await;
    let words = (school, "Разместить план наставничества", day("2023-04-14"));
    town.decide(|s| s.monitoring(monitoring).unwrap().recommend(1, words, s.office(), day("2023-04-03"))).await;
    let item = |call| Item::Recommendation { monitoring, window: 1, number: 1, call };
    let (_, above) = letter(&town, Recipient::Person(head), item(RecommendationCall::Escalated)).await;
    assert!(get(&town, &above).await.2.contains("отвечать нечего"));
    let (_, path) = letter(&town, Recipient::Person(head), item(RecommendationCall::Due(-3))).await;
    let (_, other) = letter(&town, Recipient::Person(head), item(RecommendationCall::Due(0))).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Разместить план") && page.contains("Срок: 14.04.2023"), "{page}");
    let empty = [("command", "c"), ("deed", "recommendation"), ("links", "")];
    assert_eq!(town.post("", &path, &empty).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = [("command", "c"), ("deed", "recommendation"), ("links", "https://school.example.org/plan")];
    assert_eq!(town.post("", &path, &sent).await.0, StatusCode::SEE_OTHER);
    assert!(get(&town, &path).await.2.contains("выполнена рекомендация № 1"));
    assert!(!get(&town, &other).await.2.contains("Сообщить о выполнении"), "one use spends the others");
    let known = town.app.office(OFFICE).await.unwrap();
    let sheet = known.monitoring(monitoring).unwrap().sheet(1, known.office(), day("2023-04-03")).unwrap();
    assert_eq!(sheet.recommendations().next().unwrap().done_on(), Some(day("2023-04-03")));
}
