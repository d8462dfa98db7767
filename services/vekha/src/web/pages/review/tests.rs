//! Accepting, returning and taking back, as people do it.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use serde_json::json;
use vekha_domain::event::{Party, Role, Setting};

async fn waiting() -> (Town, String, String, String) {
    let town = Town::new().await;
    town.decide(|state| state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(true), day("2022-11-08"))).await;
    let (person, author) = town.person("responsible", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let mark = json!({"occurrence": 1, "performed_on": "2023-03-30", "links": ["https://school.example.org/1"]});
    let (_, made) = town.mark(&author, &[], mark).await;
    let mark = made["mark"].as_str().unwrap().to_owned();
    (town, coordinator, author, mark)
}

fn deed(mark: &str, name: &str) -> String {
    format!("/offices/{OFFICE}/activities/{ACTIVITY}/marks/{mark}/{name}")
}

async fn state(town: &Town, token: &str) -> String {
    let (_, _, shown) = town.get(token, &format!("/api/v1/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    shown["marks"][0]["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_mark_waits_in_the_list_until_the_coordinator_accepts_it() {
    let (town, coordinator, author, mark) = waiting().await;
    let list = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/review");
    let (status, page) = town.page(&coordinator, &list).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("1 отметка ждёт проверки") && page.contains("Совещание руководителей"), "{page}");
    assert_eq!(town.page(&author, &list).await.0, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&author, &deed(&mark, "acceptance"), &[]).await.0, StatusCode::FORBIDDEN);
    let (status, to, _) = town.post(&coordinator, &deed(&mark, "acceptance"), &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(state(&town, &coordinator).await, "accepted");
    let (_, receipt) = town.page(&coordinator, to.split('#').next().unwrap()).await;
    assert!(receipt.contains("Отметка принята") && receipt.contains("принята 03.04.2023"), "{receipt}");
    assert!(town.page(&coordinator, &list).await.1.contains("На проверке ничего нет."));
}

#[tokio::test]
async fn a_mark_is_returned_with_a_reason_that_its_author_reads() {
    let (town, coordinator, author, mark) = waiting().await;
    let (status, _, page) = town.post(&coordinator, &deed(&mark, "return"), &[("reason", "  ")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"return-reason-e\">! Напишите причину"), "{page}");
    assert!(page.contains("<a href=\"#return-reason\">") && page.contains("<details class=\"reason\" open>"), "{page}");
    assert_eq!(state(&town, &coordinator).await, "reported");
    let (status, ..) = town.post(&coordinator, &deed(&mark, "return"), &[("reason", "Нет подписи")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = town.page(&author, &format!("/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert!(page.contains("возвращена на доработку 03.04.2023. Причина: Нет подписи"), "{page}");
    // It has gone: accepting it now is refused in words.
    let (status, _, page) = town.post(&coordinator, &deed(&mark, "acceptance"), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Отметка возвращена или снята."), "{page}");
}

#[tokio::test]
async fn a_mark_is_taken_back_by_its_author_and_by_nobody_else_but_the_coordinator() {
    let (town, _, author, mark) = waiting().await;
    let (other, stranger) = town.person("other", Role::Responsible).await;
    town.assign(Party::Person(other)).await;
    let reason = [("reason", "Ошиблись датой")];
    assert_eq!(town.post(&stranger, &deed(&mark, "retraction"), &reason).await.0, StatusCode::FORBIDDEN);
    let (status, _, page) = town.post(&author, &deed(&mark, "retraction"), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert_eq!(town.post(&author, &deed(&mark, "retraction"), &reason).await.0, StatusCode::SEE_OTHER);
    assert_eq!(state(&town, &author).await, "retracted");
    let past = format!("{}?as_of=2023-04-02", deed(&mark, "retraction"));
    assert_eq!(town.post(&author, &past, &reason).await.0, StatusCode::CONFLICT);
}
