//! Links of letters as their owners, scanners and others meet them.

mod others;

use crate::{
    reminders::links,
    web::{
        pages::tests::words,
        tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request},
    },
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header},
};
use std::time::Duration;
use tower::ServiceExt;
use vekha_domain::{
    event::{Basis, Change, Executor, LetterKind, Party, ReminderQueued, Role},
    ids::{PersonId, ReminderId},
    reminder::{Item, Recipient},
    stream::Stream,
};

const DUE: Item = Item::Due { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, version: 0, days: 1 };
const DONE: [(&str, &str); 4] =
    [("command", "c1"), ("deed", "done"), ("day", "30.03.2023"), ("links", "https://school.example.org/1")];
const MOVE: [(&str, &str); 4] = [("command", "c2"), ("deed", "move"), ("reason", "Карантин"), ("to", "20.05.2023")];

/// A letter with one item, and the path of its link.
pub async fn letter(town: &Town, to: Recipient, item: Item) -> (ReminderId, String) {
    let id = ReminderId(town.app.ids().next());
    let queued = ReminderQueued { to, day: day("2023-04-03"), letter: LetterKind::Daily, items: vec![item] };
    town.change(vec![Change::new(Stream::Reminder(id), day("2023-04-03"), queued)]).await;
    links::open(&town.app, OFFICE, id, &[0]).await.unwrap();
    (id, format!("/o/{}", links::token(&town.app, id, 0).unwrap()))
}

/// A responsible person with a letter about the overdue row.
async fn told(town: &Town) -> (PersonId, ReminderId, String) {
    let (person, _) = town.person("ganina", Role::Responsible).await;
    town.assign(Party::Person(person)).await;
    let (letter, path) = self::letter(town, Recipient::Person(person), DUE).await;
    (person, letter, path)
}

async fn get(town: &Town, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = request("GET", path, "", &[], Body::empty());
    let (head, body) = town.router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    (head.status, head.headers, words(std::str::from_utf8(&body).unwrap()))
}

async fn opened(town: &Town, letter: ReminderId) -> usize {
    let events = town.app.events(OFFICE, Some(Stream::Reminder(letter)), None).await.unwrap();
    events.iter().filter(|event| event.event.kind() == "link_opened").count()
}

async fn marks(town: &Town) -> usize {
    town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap().marks.len()
}

#[tokio::test]
async fn a_scanner_that_opens_the_link_changes_nothing_and_its_first_look_is_noted_once() {
    let town = Town::new().await;
    let (_, id, path) = told(&town).await;
    let head = town.router.clone().oneshot(request("HEAD", &path, "", &[], Body::empty())).await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(opened(&town, id).await, 0, "a look at the head is none");
    for _ in 0..3 {
        let (status, headers, page) = get(&town, &path).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
        assert!(headers[header::REFERRER_POLICY] == "same-origin", "the form is sent from here");
        for said in
            ["Личная ссылка: Кочнева ganina", "1.1. Совещание", "срок 31.03.2023", "просрочено", "Не состоялось"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        while opened(&town, id).await == 0 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!((opened(&town, id).await, marks(&town).await), (1, 0));
}

#[tokio::test]
async fn a_mark_made_by_the_link_is_its_owners_and_the_link_then_shows_the_receipt() {
    let town = Town::new().await;
    let (person, id, path) = told(&town).await;
    let (status, to, _) = town.post("", &path, &DONE).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, format!("{path}#receipt").as_str()));
    let (_, headers, page) = get(&town, &path).await;
    for said in ["Отметка записана", "30.03.2023, в срок", "Кочнева ganina", "school.example.org/1", "Запись журнала"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Не состоялось") && headers[header::REFERRER_POLICY] == "no-referrer", "{page}");
    // Once more, with the same and with other words: nothing further is recorded.
    for fields in [DONE, MOVE] {
        assert_eq!(town.post("", &path, &fields).await.0, StatusCode::SEE_OTHER);
    }
    let known = town.app.office(OFFICE).await.unwrap();
    let activity = known.activity(ACTIVITY).unwrap();
    assert_eq!(activity.marks.iter().map(|m| m.entered_by).collect::<Vec<_>>(), [person]);
    assert!(activity.requests.is_empty());
    let used = known.mailbook().letter(id).unwrap().used[&0];
    assert_eq!(used.1, Some(activity.marks.first().unwrap().id));
}

#[tokio::test]
async fn two_who_send_at_once_make_one_mark() {
    let town = Town::new().await;
    let (_, _, path) = told(&town).await;
    let other = [DONE[0], DONE[1], DONE[2], ("links", "https://school.example.org/2")];
    let (a, b, c) =
        tokio::join!(town.post("", &path, &DONE), town.post("", &path, &DONE), town.post("", &path, &other));
    for (status, ..) in [&a, &b, &c] {
        assert!([StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(status), "{status}");
    }
    assert_eq!(marks(&town).await, 1);
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept() {
    let town = Town::new().await;
    let (_, _, path) = told(&town).await;
    let fields =
        [("command", "c"), ("deed", "done"), ("day", "04.04.2023"), ("links", "протокол"), ("note", "86 родителей")];
    let (status, _, page) = town.post("", &path, &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"day-e\">! День 04.04.2023 ещё не наступил"), "{page}");
    assert!(page.contains("id=\"links-e\">! Это не адрес документа") && page.contains("86 родителей"), "{page}");
    assert_eq!(page.matches("aria-invalid").count(), 2);
    let (status, _, page) = town.post("", &path, &[("deed", "move"), ("to", "вчера")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"reason-e\"") && page.contains("id=\"to-e\""), "{page}");
    assert!(page.contains("<details class=\"reason\" open>") && page.contains("value=\"вчера\""), "{page}");
    let past = [("deed", "move"), ("reason", "Болезнь"), ("to", "01.04.2023")];
    let (status, _, page) = town.post("", &path, &past).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"to-e\""), "{page}");
    assert_eq!(marks(&town).await, 0);
}

#[tokio::test]
async fn another_term_is_asked_for_declined_on_the_review_page_and_the_link_tells_so() {
    let town = Town::new().await;
    let (_, _, path) = told(&town).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    assert_eq!(town.post("", &path, &MOVE).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Просьба о переносе передана") && page.contains("Карантин"), "{page}");
    let review = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/review");
    let (_, page) = town.page(&coordinator, &review).await;
    let said = words(&page);
    assert!(said.contains("Кочнева ganina") && said.contains("перенести на 20.05.2023"), "{said}");
    assert!(said.contains("На проверке 1"), "it is counted in the menu: {said}");
    assert!(page.contains("what=move") && page.contains("day=20.05.2023"), "{page}");
    let decline = format!("/offices/{OFFICE}/activities/{ACTIVITY}/requests/0/refusal");
    let (status, _, page) = town.post(&coordinator, &decline, &[("reason", " ")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"refusal-1-0-e\""), "{page}");
    for _ in 0..2 {
        let (status, to, page) = town.post(&coordinator, &decline, &[("reason", "Срок приказа")]).await;
        assert!(status == StatusCode::SEE_OTHER && to.ends_with("#requests"), "{to} {page}");
    }
    let (_, page) = town.page(&coordinator, &review).await;
    assert!(!words(&page).contains("Просьбы о переносе"), "{page}");
    let (_, page) = town.page(&coordinator, &format!("/offices/{OFFICE}/activities/{ACTIVITY}")).await;
    assert!(words(&page).contains("отказано 03.04.2023. Причина: Срок приказа"), "{page}");
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("отказано 03.04.2023. Причина: Срок приказа"), "{page}");
}

#[tokio::test]
async fn all_links_about_a_row_show_the_receipt_once_one_is_used_and_a_later_letter_asks_anew() {
    let town = Town::new().await;
    let (person, _, older) = told(&town).await;
    let by_hand = Item::ByHand { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, day: day("2023-04-03") };
    let (_, later) = letter(&town, Recipient::Person(person), by_hand.clone()).await;
    assert!(get(&town, &older).await.2.contains("День проведения"), "the older one works too");
    assert_eq!(town.post("", &later, &DONE).await.0, StatusCode::SEE_OTHER);
    assert!(get(&town, &older).await.2.contains("Отметка записана"));
    let mark = town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap().marks.first().unwrap().id;
    town.decide(|state| state.activity(ACTIVITY).unwrap().send_back(mark, "Нет подписи", day("2023-04-03"))).await;
    town.app.clock().advance(Duration::from_secs(60));
    let page = get(&town, &older).await.2;
    assert!(page.contains("Нет подписи") && !page.contains("День проведения"), "{page}");
    let (_, fresh) = letter(&town, Recipient::Person(person), Item::Returned { activity: ACTIVITY, mark }).await;
    let again = [("command", "c9"), DONE[1], DONE[2], ("links", "https://school.example.org/9")];
    assert!(get(&town, &fresh).await.2.contains("День проведения"));
    assert_eq!(town.post("", &fresh, &again).await.0, StatusCode::SEE_OTHER);
    assert_eq!(marks(&town).await, 2);
}

#[tokio::test]
async fn a_row_marked_by_somebody_else_says_so() {
    let town = Town::new().await;
    let (_, _, path) = told(&town).await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let form = format!("/offices/{OFFICE}/activities/{ACTIVITY}/completion?o=1");
    assert_eq!(town.post(&coordinator, &form, &DONE).await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Отметка уже сделана") && page.contains("Кочнева coordinator"), "{page}");
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    assert_eq!(marks(&town).await, 1);
}

#[tokio::test]
async fn a_link_out_of_time_or_of_a_row_that_passed_on_or_closed_marks_nothing() {
    let town = Town::new().await;
    let (person, _, path) = told(&town).await;
    town.person("coordinator", Role::Coordinator).await;
    let basis = |words: &str| Basis { words: words.to_owned(), date: day("2023-04-03") };
    let release = |state: &vekha_projections::OfficeState| {
        state.activity(ACTIVITY).unwrap().release(Party::Person(person), basis("Приказ № 5"))
    };
    town.decide(release).await;
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("передано другому исполнителю") && page.contains("Кочнева coordinator"), "{page}");
    assert!(!page.contains("Совещание"), "what is another's is not shown: {page}");
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    town.assign(Party::Person(person)).await;
    town.app.clock().advance(Duration::from_secs(45 * 24 * 3600));
    let (_, _, page) = get(&town, &path).await;
    assert!(page.contains("Срок действия ссылки вышел") && page.contains("Кочнева coordinator"), "{page}");
    assert_eq!(town.post("", &path, &DONE).await.0, StatusCode::SEE_OTHER);
    let (_, fresh) = letter(&town, Recipient::Person(person), DUE).await;
    town.decide(|state| state.activity(ACTIVITY).unwrap().withdraw(basis("Приказ № 6"))).await;
    let (_, _, page) = get(&town, &fresh).await;
    assert!(page.contains("Отмечать нечего") && page.contains("снято с контроля"), "{page}");
    assert_eq!(town.post("", &fresh, &DONE).await.0, StatusCode::SEE_OTHER);
    assert_eq!(marks(&town).await, 0);
}

#[tokio::test]
async fn a_link_that_was_never_made_is_said_alike_and_not_for_ever() {
    let town = Town::new().await;
    let mut pages = Vec::new();
    for token in ["x", "AAAAAAAAAAAAAAAAAAAA"] {
        let (status, headers, page) = get(&town, &format!("/o/{token}")).await;
        assert_eq!((status, &headers["x-robots-tag"]), (StatusCode::NOT_FOUND, &"noindex, nofollow".parse().unwrap()));
        pages.push(page);
    }
    assert!(pages[0] == pages[1] && pages[0].contains("Такой ссылки нет"), "{pages:?}");
    let mut last = StatusCode::OK;
    for n in 0..40 {
        last = town.post("", &format!("/o/y{n}"), &DONE).await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let (_, _, good) = told(&town).await;
    assert_eq!(get(&town, &good).await.0, StatusCode::OK, "good links open from there all the same");
}

#[tokio::test]
async fn another_site_cannot_send_the_form() {
    let town = Town::new().await;
    let (_, _, path) = told(&town).await;
    let forged = request("POST", &path, "", &[("sec-fetch-site", "cross-site")], Body::empty());
    assert_eq!(town.html(forged).await.0, StatusCode::FORBIDDEN);
    assert_eq!(marks(&town).await, 0);
}
