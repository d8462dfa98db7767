//! A list of people on its way into the office. What the child process reads is tested on the real program.

use super::*;
use crate::app;
use axum::http::StatusCode;
use vekha_office::{Format, RosterRow, read_roster};

const LIST: &str = "ФИО;Должность;Организация;Эл. почта;Роль;Группа\n\
    Семёнова Анна Петровна;завуч;МБОУ СОШ № 2;anna@example.org;ответственный;Тьюторы\n\
    Седова Е.И.;директор;МБОУ СОШ № 3;sedova@example.org;директор;Тьюторы\n\
    Иванова;;;;;\n\
    Петров П.П.;;;почта;король;\n\
    Седова Е.И.;;;;;\n";

fn rows() -> Vec<RosterRow> {
    read_roster(LIST.as_bytes(), Format::Csv).unwrap().people
}

async fn roll(town: &Town) -> app::Roll {
    let names = town.app.names(OFFICE).await.unwrap();
    let known = town.app.office(OFFICE).await.unwrap();
    app::roll(&rows(), &known, &names, |words| match words {
        "ответственный" => Some(Role::Responsible),
        "директор" => Some(Role::Head),
        _ => None,
    })
}

#[tokio::test]
async fn a_list_is_set_against_who_is_known_and_broken_rows_are_told() {
    let town = Town::new().await;
    town.school("МБОУ СОШ №2").await;
    let known = answering(&town, "Семенова А.П.", None).await;
    let roll = roll(&town).await;
    let doubts: Vec<Vec<&str>> =
        roll.lines.iter().map(|line| line.doubts.iter().map(|doubt| doubt.code()).collect()).collect();
    assert_eq!(doubts, [vec![], vec![], vec!["not-a-name"], vec!["bad-email", "role-unknown"], vec!["twice"]]);
    assert_eq!((roll.lines[0].person, roll.lines[1].person), (Some(known), None));
    let changed: Vec<&str> = roll.lines[0].changes.iter().map(|change| change.field).collect();
    assert_eq!(changed, ["name", "post", "organisation", "email", "role", "group"]);
    assert_eq!((roll.organisations, roll.groups), (vec!["МБОУ СОШ № 3".to_owned()], vec!["Тьюторы".to_owned()]));
}

#[tokio::test]
async fn what_is_clear_of_a_list_is_entered_once_and_the_rest_left_out() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    let school = town.school("МБОУ СОШ №2").await;
    let id = answering(&town, "Семенова А.П.", None).await;
    let list = serde_json::to_string(&rows()).unwrap();
    let fields = [("rows", list.as_str()), ("command", "3")];
    for _ in 0..2 {
        let (status, to, html) = town.post(&token, &path("/people/list/entry"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
        assert!(town.page(&token, &to).await.1.contains("Список внесён"));
    }
    let names = town.app.names(OFFICE).await.unwrap();
    assert_eq!(names.contact(id).unwrap().email.as_deref(), Some("anna@example.org"));
    assert_eq!(names.name(id), Some("Семёнова Анна Петровна"));
    assert_eq!(names.iter().count(), 3, "the coordinator, the known one and the new one");
    let known = town.app.office(OFFICE).await.unwrap();
    assert_eq!(known.person(id).unwrap().organisation, Some(school));
    assert_eq!(known.office().organisations().count(), 2);
    let group = known.office().groups().next().unwrap();
    assert_eq!(group.members_on(known.local_day(town.app.now())).count(), 2);
    drop(known);
    assert!(roll(&town).await.lines.iter().all(|line| !line.enters()), "nothing of it is new any more");
}

#[tokio::test]
async fn what_is_no_list_is_refused_and_nothing_to_read_is_told_beside_its_field() {
    let town = Town::new().await;
    let token = coordinator(&town).await;
    for rows in ["", "[", "[{\"key\":1}]"] {
        let sent = town.post(&token, &path("/people/list/entry"), &[("rows", rows), ("command", "1")]).await;
        assert_eq!(sent.0, StatusCode::BAD_REQUEST, "{rows}");
    }
    let (status, html) = town.page(&token, &path("/people/list")).await;
    assert!(status == StatusCode::OK && html.contains("name=\"file\""), "{html}");
    let (status, sample) = town.page(&token, &path("/people/list/sample")).await;
    assert_eq!(status, StatusCode::OK);
    let sample = read_roster(sample.as_bytes(), Format::Csv).unwrap();
    assert_eq!((sample.people.len(), sample.unknown.len()), (1, 0), "the sample is one that is read");
}
