//! Messages as mail programs send them, and what becomes of them in an office.

mod forms;
mod server;

use super::*;
use crate::{
    app::Contact,
    reminders::{Composed, compose, links},
    web::{
        Outside,
        tests::{ACTIVITY, OFFICE, Town, command, day},
    },
};
use axum::http::StatusCode;
use chrono::NaiveDate;
use vekha_domain::{
    activity::Activity,
    event::{
        DeadlineSet, DeadlineStatus, DueKind, Executor, LetterKind, Party, PlannedOccurrence, ReminderQueued, Role,
        Wording,
    },
    ids::{ActivityId, ReminderId},
    person::Person,
    reminder::Item,
};

const OTHER: ActivityId = ActivityId(Uuid::from_u128(4));
const LINK: &str = "https://school.example.org/protocol.pdf";

/// A town with a responsible person who got a letter about the activity 1.1.
struct Office {
    town: Town,
    site: Site,
    person: PersonId,
    letter: ReminderId,
    coordinator: String,
}

impl Office {
    async fn new() -> Office {
        let town = Town::new().await;
        let person = PersonId(town.app.ids().next());
        let contact = Contact {
            name: "Ганина Е.В.".to_owned(),
            email: Some("Ganina@School.example.org".to_owned()),
            ..Contact::default()
        };
        let sealed = town.app.seal(OFFICE, person, &contact).await.unwrap();
        let mut changes = Person::register(person, sealed, None, None, day("2022-11-08")).unwrap();
        changes.extend(Person::granted(person, Role::Responsible, day("2022-11-08")));
        town.change(changes).await;
        town.assign(Party::Person(person)).await;
        let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
        let outside = Outside { base_url: Some("https://vekha.example.org".to_owned()), ..Outside::default() };
        let site = Site::new(town.app.clone(), outside);
        let mut office = Office { town, site, person, letter: ReminderId(Uuid::nil()), coordinator };
        office.letter = office.write(&[ACTIVITY]).await;
        office
    }

    /// A letter about these activities goes into the queue.
    async fn write(&self, activities: &[ActivityId]) -> ReminderId {
        let letter = ReminderId(self.town.app.ids().next());
        let due = |activity: &ActivityId| Item::Due {
            activity: *activity,
            occurrence: 1,
            executor: Executor::Joint,
            version: 0,
            days: 1,
        };
        let today = day("2023-04-03");
        let items = activities.iter().map(due).collect();
        let queued =
            ReminderQueued { to: Recipient::Person(self.person), day: today, letter: LetterKind::Daily, items };
        self.town.change(vec![Change::new(Stream::Reminder(letter), today, queued)]).await;
        letter
    }

    /// A second activity, 2.23, of the same person.
    async fn second_row(&self) {
        let roadmap = crate::web::tests::ROADMAP;
        let words = Wording { title: "Анализ результатов".to_owned(), ..Wording::default() };
        self.town.change(Activity::plan(OTHER, roadmap, None, 2, "2.23", words, day("2022-11-08")).unwrap()).await;
        let occurrence = PlannedOccurrence {
            seq: 1,
            start: None,
            due: Some(day("2023-04-30")),
            kind: DueKind::Until,
            cut: false,
            past_at_approval: false,
        };
        let term = DeadlineSet {
            words: "до 30.04.2023".to_owned(),
            status: DeadlineStatus::Read,
            kind: "until_date".to_owned(),
            rules: Vec::new(),
            comment: None,
            occurrences: vec![occurrence],
            reader: 1,
            basis: None,
        };
        self.town.change(vec![Change::new(Stream::Activity(OTHER), day("2022-11-08"), term)]).await;
        let party = Party::Person(self.person);
        self.town.decide(|state| state.activity(OTHER).unwrap().assign(party.clone(), None, day("2022-11-08"))).await;
    }

    fn message_id(&self, letter: ReminderId) -> String {
        format!("<{}.{}@vekha.example.org>", letter.0, links::code(&self.town.app, letter).unwrap())
    }

    /// An answer of the recipient to the letter.
    fn answer(&self, text: &str) -> String {
        message("ganina@school.example.org", &self.message_id(self.letter), "", text)
    }

    async fn handle(&self, message: &str) -> Handled {
        handle(&self.site, message.as_bytes()).await.unwrap()
    }

    /// Marks that stand at an activity: day and number of documents.
    async fn marks(&self, activity: ActivityId) -> Vec<(NaiveDate, usize)> {
        let known = self.town.app.office(OFFICE).await.unwrap();
        known.activity(activity).unwrap().marks.iter().map(|m| (m.performed_on, m.proofs.len())).collect()
    }

    /// The receipts queued so far, as they would be sent.
    async fn receipts(&self) -> Vec<crate::mail::Letter> {
        let ids: Vec<ReminderId> = {
            let known = self.town.app.office(OFFICE).await.unwrap();
            known.mailbook().letters().filter(|l| l.letter == LetterKind::Receipt).map(|l| l.id).collect()
        };
        let mut letters = Vec::new();
        for id in ids {
            match compose(&self.site, OFFICE, id).await.unwrap() {
                Composed::Letter(letter) => letters.push(*letter),
                other => panic!("{other:?}"),
            }
        }
        letters
    }

    async fn notes(&self) -> Vec<kept::Words> {
        let kept = kept::list(&self.town.app, OFFICE).await.unwrap();
        kept.iter().map(|row| row.words(&self.town.app)).collect()
    }

    async fn positions(&self) -> u64 {
        self.town.app.office(OFFICE).await.unwrap().position()
    }
}

fn message(from: &str, in_reply_to: &str, headers: &str, text: &str) -> String {
    format!(
        "From: =?utf-8?B?0JPQsNC90LjQvdCw?= <{from}>\r\nTo: vekha@example.org\r\nSubject: Re: letter\r\n\
         Message-ID: <{}@school.example.org>\r\nIn-Reply-To: {in_reply_to}\r\n{headers}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        hex(&Sha256::digest(format!("{from}{in_reply_to}{headers}{text}"))),
        text.replace('\n', "\r\n")
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn done_with_a_link_becomes_a_mark_and_a_receipt_once() {
    let office = Office::new().await;
    let answer = office.answer(&format!("Исполнено 31.03\n{LINK}\n\nС уважением, Ганина"));
    assert_eq!(office.handle(&answer).await, Handled::Marked);
    assert_eq!(office.marks(ACTIVITY).await, [(day("2023-03-31"), 1)]);
    let after = office.positions().await;
    assert_eq!(office.handle(&answer).await, Handled::Again);
    assert_eq!(office.positions().await, after, "the same message changes nothing");
    let receipts = office.receipts().await;
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].subject, "Отметка принята: совещание руководителей (1.1)");
    assert!(receipts[0].text.contains("1.1. Совещание руководителей"), "{}", receipts[0].text);
    assert!(office.notes().await.is_empty(), "nobody has to read it");
    let again = office.answer(&format!("Выполнено {LINK}"));
    assert_eq!(office.handle(&again).await, Handled::Refused(Fault::Domain("already_marked")));
}

#[tokio::test]
async fn a_crash_between_the_mark_and_its_row_makes_no_second_mark() {
    let office = Office::new().await;
    let answer = office.answer(&format!("Исполнено {LINK}"));
    assert_eq!(office.handle(&answer).await, Handled::Marked);
    sqlx::query("DELETE FROM replies").execute(office.town.app.log().writer()).await.unwrap();
    assert_eq!(office.handle(&answer).await, Handled::Marked);
    assert_eq!((office.marks(ACTIVITY).await.len(), office.receipts().await.len()), (1, 1));
}

#[tokio::test]
async fn another_term_becomes_a_request_to_the_coordinator() {
    let office = Office::new().await;
    assert_eq!(office.handle(&office.answer("Перенос до 20.05 — болезнь докладчика")).await, Handled::MoveRequested);
    let known = office.town.app.office(OFFICE).await.unwrap();
    let requests: Vec<_> =
        known.activity(ACTIVITY).unwrap().open_requests().map(|(_, r)| (r.to, r.reason.clone())).collect();
    assert_eq!(requests, [(Some(day("2023-05-20")), "болезнь докладчика".to_owned())]);
    drop(known);
    assert!(office.receipts().await[0].text.contains("Просьба о переносе передана"));
    assert_eq!(office.handle(&office.answer("Перенос до 20.05")).await, Handled::Refused(Fault::NoReason));
    assert_eq!(office.handle(&office.answer("Прошу перенести срок")).await, Handled::Refused(Fault::NoDay));
}

#[tokio::test]
async fn what_is_missing_is_said_in_a_receipt() {
    let office = Office::new().await;
    assert_eq!(office.handle(&office.answer("Исполнено")).await, Handled::Refused(Fault::NoLink));
    assert!(office.receipts().await[0].text.contains("Нет ссылки на подтверждающий документ"));
    let quoting = "Исполнено\nhttps://vekha.example.org/o/abcdefghijklmnopqrst";
    assert_eq!(
        office.handle(&office.answer(quoting)).await,
        Handled::Refused(Fault::NoLink),
        "own links prove nothing"
    );
    let ahead = format!("Исполнено 10.04.2023 {LINK}");
    assert_eq!(office.handle(&office.answer(&ahead)).await, Handled::Refused(Fault::Domain("day_ahead")));
    assert!(office.marks(ACTIVITY).await.is_empty());
    for n in 0..5 {
        office.handle(&office.answer(&format!("Исполнено{}", "!".repeat(n + 2)))).await;
    }
    assert_eq!(office.receipts().await.len(), 5, "two programs that answer each other come to an end");
}

#[tokio::test]
async fn of_several_rows_the_number_says_which() {
    let mut office = Office::new().await;
    office.second_row().await;
    office.letter = office.write(&[ACTIVITY, OTHER]).await;
    let bare = office.answer(&format!("Исполнено {LINK}"));
    assert_eq!(office.handle(&bare).await, Handled::Refused(Fault::WhichRow));
    let unknown = office.answer(&format!("7.7 исполнено {LINK}"));
    assert_eq!(office.handle(&unknown).await, Handled::Refused(Fault::WhichRow));
    assert_eq!(office.handle(&office.answer(&format!("2.23 исполнено {LINK}"))).await, Handled::Marked);
    assert_eq!((office.marks(ACTIVITY).await.len(), office.marks(OTHER).await.len()), (0, 1));
    let rest = office.answer(&format!("Исполнено. {LINK}"));
    assert_eq!(office.handle(&rest).await, Handled::Marked, "one row is left");
    assert_eq!(office.marks(ACTIVITY).await.len(), 1);
}

#[tokio::test]
async fn thanks_change_nothing_and_reach_the_coordinator() {
    let office = Office::new().await;
    assert_eq!(office.handle(&office.answer("Спасибо!\n\nС уважением, Ганина")).await, Handled::Noted(None));
    assert!(office.marks(ACTIVITY).await.is_empty() && office.receipts().await.is_empty());
    let path = format!("/offices/{OFFICE}/replies");
    let (status, page) = office.town.page(&office.coordinator, &path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Спасибо!") && page.contains("Ганина Е.В., ganina@school.example.org"), "{page}");
    assert!(page.contains("Не прочитано: 1") && page.contains("Ганина Е.В., 03.04.2023"), "{page}");
    let action = page.split("action=\"").find(|part| part.starts_with(&format!("{path}/"))).unwrap();
    let action = action.split('"').next().unwrap().to_owned();
    assert_eq!(office.town.post(&office.coordinator, &action, &[]).await.0, StatusCode::SEE_OTHER);
    let (_, page) = office.town.page(&office.coordinator, &path).await;
    assert!(page.contains("Не прочитано: 0") && page.contains("Спасибо!"), "{page}");
    office.town.app.clock().set("2023-07-10T09:00:00Z".parse().unwrap());
    let (_, page) = office.town.page(&office.coordinator, &path).await;
    assert!(!page.contains("Спасибо!"), "kept for 90 days");
}

#[tokio::test]
async fn words_go_with_the_person() {
    let office = Office::new().await;
    office.handle(&office.answer("Личное письмо")).await;
    assert_eq!(office.notes().await[0].text, "Личное письмо");
    let erase = command(&office.town.app);
    office.town.app.erase(erase, office.person, vekha_domain::event::ErasureGround::ConsentWithdrawn).await.unwrap();
    assert!(office.notes().await.is_empty());
}

#[tokio::test]
async fn neither_the_address_nor_the_code_alone_makes_a_mark() {
    let office = Office::new().await;
    let text = format!("Исполнено {LINK}");
    let before = office.positions().await;
    let good = office.message_id(office.letter);
    let stranger = message("somebody@elsewhere.example.org", &good, "", &text);
    assert_eq!(office.handle(&stranger).await, Handled::Noted(Some(Fault::Sender)));
    let own = "ganina@school.example.org";
    let sent_for = message(own, &good, "Sender: other@elsewhere.example.org\r\n", &text);
    assert_eq!(office.handle(&sent_for).await, Handled::Noted(Some(Fault::Sender)));
    let returned = message(own, &good, "Return-Path: <other@elsewhere.example.org>\r\n", &text);
    assert_eq!(office.handle(&returned).await, Handled::Noted(Some(Fault::Sender)));
    let two = good.replace("<", "").replace(">", "");
    let forged = format!("<{}.AAAAAAAAAA@vekha.example.org>", office.letter.0);
    assert_eq!(office.handle(&message(own, &forged, "X-A: 1\r\n", &text)).await, Handled::Noted(Some(Fault::Code)));
    let bare = format!("<{}@vekha.example.org>", office.letter.0);
    assert_eq!(office.handle(&message(own, &bare, "X-B: 12\r\n", &text)).await, Handled::Noted(Some(Fault::Code)));
    let stray = message(own, "<nothing@x.example.org>", "X-C: 123\r\n", &text);
    assert_eq!(office.handle(&stray).await, Handled::Noted(Some(Fault::NoLetter)));
    let nobody = message("x@elsewhere.example.org", "<nothing@x.example.org>", "", &text);
    assert_eq!(office.handle(&nobody).await, Handled::Unknown);
    assert_eq!(office.positions().await, before, "nothing is in the log");
    assert_eq!(office.notes().await.len(), 6);
    let by_reference = message(own, "<x@y.example.org>", &format!("References: <a@b> <{two}>\r\n"), &text);
    assert_eq!(office.handle(&by_reference).await, Handled::Marked);
}

#[tokio::test]
async fn a_link_of_the_quoted_letter_stands_for_its_code() {
    let office = Office::new().await;
    links::open(&office.town.app, OFFICE, office.letter, &[0]).await.unwrap();
    let token = links::token(&office.town.app, office.letter, 0).unwrap();
    let text = format!("Исполнено {LINK}\n\n> Отметить: https://vekha.example.org/o/{token}");
    let answer = message("ganina@school.example.org", "<x@y.example.org>", "", &text);
    assert_eq!(office.handle(&answer).await, Handled::Marked);
}

#[tokio::test]
async fn programs_are_neither_obeyed_nor_answered() {
    let office = Office::new().await;
    let (id, text) = (office.message_id(office.letter), format!("Исполнено {LINK}"));
    for header in [
        "Auto-Submitted: auto-replied\r\n",
        "X-Autoreply: yes\r\n",
        "Precedence: bulk\r\n",
        "Precedence: auto_reply\r\n",
        "Return-Path: <>\r\n",
    ] {
        assert_eq!(
            office.handle(&message("ganina@school.example.org", &id, header, &text)).await,
            Handled::Automatic,
            "{header}"
        );
    }
    let subject = office.answer(&text).replace("Subject: Re: letter", "Subject: Автоответ: отпуск");
    assert_eq!(office.handle(&subject).await, Handled::Automatic);
    assert!(office.marks(ACTIVITY).await.is_empty() && office.receipts().await.is_empty());
    assert!(office.notes().await.is_empty());
    let no = message("ganina@school.example.org", &id, "Auto-Submitted: no\r\n", &text);
    assert_eq!(office.handle(&no).await, Handled::Marked);
}
