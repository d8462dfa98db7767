//! The journal of letters as people see it.

use crate::web::{
    pages::{tests::words, tick::tests::letter},
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, day},
};
use axum::http::StatusCode;
use std::time::Duration;
use vekha_domain::{
    event::{
        Change, Event, Executor, Party, ReminderBounced, ReminderSent, ReminderUndeliverable, Role, Undeliverable,
    },
    ids::ReminderId,
    reminder::{Item, Recipient},
    stream::Stream,
};

fn due(days: i16) -> Item {
    Item::Due { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, version: 0, days }
}

async fn happened(town: &Town, letter: ReminderId, event: impl Into<Event>) {
    town.change(vec![Change::new(Stream::Reminder(letter), day("2023-04-03"), event)]).await;
}

#[tokio::test]
async fn letters_are_listed_filtered_and_shown_one_by_one_with_what_became_of_them() {
    let town = Town::new().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    let (other, _) = town.person("burova", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (sent, link) = letter(&town, Recipient::Person(person), due(1)).await;
    happened(&town, sent, ReminderSent { answer: "250 2.0.0 Ok: queued as 4B1".to_owned(), attempt: 1 }).await;
    let (lost, _) = letter(&town, Recipient::Person(other), due(-3)).await;
    let gone = ReminderUndeliverable { cause: Undeliverable::AddressRefused, answer: "550 5.1.1".to_owned() };
    happened(&town, lost, gone).await;
    let list = format!("/offices/{OFFICE}/letters");
    let (status, page) = town.page(&auditor, &list).await;
    let said = words(&page);
    assert_eq!(status, StatusCode::OK, "{said}");
    for part in ["2 письма", "просрочено, 1 раб. дн.", "за 3 рабочих дня до срока", "передано серверу"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains("сервер не знает такого адреса"), "{said}");
    assert!(said.contains("Кочнева burova: адрес не принимает письма с 03.04.2023"), "{said}");
    let (_, page) = town.page(&auditor, &format!("{list}?state=sent")).await;
    assert!(words(&page).contains("1 письмо") && !page.contains("за 3 рабочих"), "{page}");
    let (_, page) = town.page(&auditor, &format!("{list}?who=BUROVA&from=04.04.2023")).await;
    assert!(words(&page).contains("Писем нет"), "{page}");
    let (status, page) = town.page(&auditor, &format!("{list}?from=вчера")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"from-e\""), "{page}");
    let done = [("deed", "done"), ("day", "30.03.2023"), ("links", "https://school.example.org/1")];
    assert_eq!(town.post("", &link, &done).await.0, StatusCode::SEE_OTHER);
    let (status, page) = town.page(&auditor, &format!("{list}/{sent}")).await;
    let said = words(&page);
    assert_eq!(status, StatusCode::OK);
    let taken = "передано серверу 03.04.2023 12:00";
    for part in ["250 2.0.0 Ok", taken, "письмо дня", "по ссылке из письма сделана отметка", "№"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (_, page) = town.page(&auditor, &format!("/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    let said = words(&page);
    assert!(said.contains("Письма") && said.contains("по ссылке ответили 03.04.2023 12:00"), "{said}");
    // A letter that was not known on a past day is not shown there.
    let (_, page) = town.page(&auditor, &format!("{list}?as_of=2023-03-31")).await;
    assert!(words(&page).contains("Писем нет"), "{page}");
    assert_eq!(town.page(&auditor, &format!("{list}/{sent}?as_of=2023-03-31")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_holds_fifty_letters_and_leads_to_the_earlier_ones() {
    let town = Town::new().await;
    let (person, _) = town.person("ganina", Role::Responsible).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    for days in 1..=51 {
        letter(&town, Recipient::Person(person), due(days)).await;
    }
    let list = format!("/offices/{OFFICE}/letters");
    let (_, page) = town.page(&coordinator, &list).await;
    assert!(words(&page).contains("51 письмо") && page.contains("page=1"), "{page}");
    assert!(page.contains("просрочено, 51 раб") && !page.contains("просрочено, 1 раб"), "the newest first");
    let (_, page) = town.page(&coordinator, &format!("{list}?page=1")).await;
    assert!(page.contains("просрочено, 1 раб") && page.contains("page=0"), "{page}");
    let (_, page) = town.page(&coordinator, &format!("/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert!(page.contains("Ещё 41"), "more than ten are folded: {page}");
}

#[tokio::test]
async fn the_overdue_page_and_the_persons_page_tell_of_the_last_letter() {
    let town = Town::new().await;
    let (person, own) = town.person("ganina", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let overdue = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/overdue");
    let (_, page) = town.page(&coordinator, &overdue).await;
    assert!(!page.contains("Последнее письмо"), "nothing was sent yet");
    let (id, _) = letter(&town, Recipient::Person(person), due(1)).await;
    town.app.clock().advance(Duration::from_secs(60));
    happened(&town, id, ReminderBounced { status: "5.1.1".to_owned(), permanent: true }).await;
    let (_, page) = town.page(&coordinator, &overdue).await;
    assert!(page.contains("Последнее письмо") && page.contains("вернулось 03.04.2023 12:01"), "{page}");
    for token in [&coordinator, &own] {
        let (_, page) = town.page(token, &format!("/offices/{OFFICE}/people/{person}")).await;
        let said = words(&page);
        assert!(said.contains("адрес не принимает письма с 03.04.2023"), "{said}");
        assert!(said.contains("Последние письма") && said.contains("вернулось"), "{said}");
    }
    let (_, region) = town.person("responsible", Role::Responsible).await;
    let (status, _) = town.page(&region, &format!("/offices/{OFFICE}/letters")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
