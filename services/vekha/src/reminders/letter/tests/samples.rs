//! One letter of every kind, and a place to look at them: with VEKHA_LETTERS=1 they lie in `target/letters`.

use super::town::*;
use crate::mail::Letter;
use std::{fs, path::Path};
use vekha_domain::{
    event::{Executor, LetterKind, ReplyOutcome, ReplyReceived},
    ids::ReminderId,
    reminder::{Item, MeetingCall, Recipient, RecommendationCall, ReportKind, WindowCall},
    stream::Stream,
};

/// Queues the samples, in a town where something of everything has happened.
pub async fn queue(town: &Town) -> Vec<(&'static str, ReminderId)> {
    let ganina = Recipient::Person(GANINA);
    let coordinator = Recipient::Person(KOCHNEVA);
    let joint = Executor::Joint;
    town.erase().await;
    let returned = town.mark(RETURNED, joint).await;
    let why = "В справке нет выводов по 6 классам";
    town.decide(|s| s.activity(RETURNED).unwrap().send_back(returned, why, day("2023-07-12"))).await;
    town.ask_for(NEAR, Some(day("2023-07-31"))).await;
    town.ask_for(SOON, None).await;
    town.name_the_date("2023-07-20T10:00:00", "зал заседаний, ул. Ленина, 12").await;
    let daily = LetterKind::Daily;
    let meeting = |occurrence, sequence, call| Item::Meeting { series: SERIES, occurrence, sequence, call };
    let window =
        |organisation, call| Item::Window { monitoring: MONITORING, window: 1, version: 0, organisation, call };
    let escalated = |activity, executor| Item::Escalated { activity, occurrence: 1, executor, version: 0 };
    let appointed = |activity| Item::Appointed { activity, from: day("2022-11-08") };
    let report = |report, due| Item::Report { roadmap: ROADMAP, report, due, days: -10 };
    let by_hand = |activity| Item::ByHand { activity, occurrence: 1, executor: joint, day: day("2023-07-12") };
    let back = || Item::Returned { activity: RETURNED, mark: returned };
    let monday = day("2023-07-10");
    town.recommends().await;
    let recommended = |number, call| Item::Recommendation { monitoring: SCORED, window: 1, number, call };
    let entered = |call| Item::Window { monitoring: SCORED, window: 2, version: 0, organisation: Some(FIRST), call };
    let three = vec![due(NEAR, joint, -3), due(LATE, joint, 3), due(SOON, joint, -8)];
    let all = vec![
        back(),
        due(NEAR, joint, -3),
        due(LATE, joint, 3),
        meeting(1, 1, MeetingCall::Near(5)),
        window(Some(FIRST), WindowCall::LastDay),
        report(ReportKind::Quarter, day("2023-07-26")),
        escalated(EACH, Executor::Member(SECOND)),
        recommended(1, RecommendationCall::Issued),
        recommended(3, RecommendationCall::Escalated),
        Item::Asked { activity: NEAR, request: 0 },
        appointed(SOON),
        Item::Week { monday },
        Item::Digest { monday },
    ];
    let many = super::town::many(town).await;
    let rows: Vec<Item> = many.iter().map(|id| due(*id, joint, -3)).collect();
    let mut samples = vec![
        ("due", town.queue(ganina, daily, vec![due(NEAR, joint, -3)]).await),
        ("late", town.queue(ganina, daily, vec![due(LATE, joint, 3)]).await),
        ("several", town.queue(ganina, daily, three).await),
        ("twenty", town.queue(ganina, daily, rows).await),
        ("returned", town.queue(ganina, daily, vec![back()]).await),
        (
            "today-school",
            town.queue(Recipient::Organisation(SECOND), daily, vec![due(EACH, Executor::Member(SECOND), 0)]).await,
        ),
        ("name-the-date", town.queue(ganina, daily, vec![meeting(2, 0, MeetingCall::NameTheDate)]).await),
        ("meeting-near", town.queue(ganina, daily, vec![meeting(1, 1, MeetingCall::Near(5))]).await),
        ("protocol", town.queue(ganina, daily, vec![meeting(1, 1, MeetingCall::Protocol)]).await),
        ("invitation", town.queue(ganina, LetterKind::Invitation, vec![meeting(1, 1, MeetingCall::Invited)]).await),
        ("window", town.queue(Recipient::Person(HEAD), daily, vec![window(Some(FIRST), WindowCall::Missed(3))]).await),
        (
            "window-by-hand",
            town.queue(
                Recipient::Person(HEAD),
                LetterKind::ByHand,
                vec![entered(WindowCall::ByHand(day("2023-07-12")))],
            )
            .await,
        ),
        (
            "recommendation",
            town.queue(Recipient::Person(HEAD), daily, vec![recommended(1, RecommendationCall::Due(-3))]).await,
        ),
        (
            "recommendations",
            town.queue(
                Recipient::Organisation(SECOND),
                daily,
                vec![recommended(2, RecommendationCall::Issued), recommended(3, RecommendationCall::Due(8))],
            )
            .await,
        ),
        (
            "recommendations-above",
            town.queue(coordinator, daily, vec![recommended(3, RecommendationCall::Escalated)]).await,
        ),
        ("windows-all", town.queue(coordinator, daily, vec![window(None, WindowCall::LastDay)]).await),
        (
            "reports",
            town.queue(
                coordinator,
                daily,
                vec![report(ReportKind::Year, day("2023-07-26")), report(ReportKind::Term, day("2023-07-28"))],
            )
            .await,
        ),
        (
            "escalated",
            town.queue(
                coordinator,
                daily,
                vec![
                    escalated(LATE, joint),
                    escalated(EACH, Executor::Member(FIRST)),
                    escalated(EACH, Executor::Member(SECOND)),
                ],
            )
            .await,
        ),
        (
            "asked",
            town.queue(
                coordinator,
                daily,
                vec![Item::Asked { activity: NEAR, request: 0 }, Item::Asked { activity: SOON, request: 0 }],
            )
            .await,
        ),
        (
            "appointed",
            town.queue(ganina, daily, many.iter().chain(&[NEAR, SOON]).map(|id| appointed(*id)).collect()).await,
        ),
        ("appointed-one", town.queue(ganina, daily, vec![appointed(NEAR)]).await),
        ("week", town.queue(ganina, daily, vec![Item::Week { monday }]).await),
        ("digest", town.queue(coordinator, daily, vec![Item::Digest { monday }]).await),
        ("by-hand", town.queue(ganina, LetterKind::ByHand, vec![by_hand(LATE), by_hand(SOON)]).await),
        ("everything", town.queue(coordinator, daily, all).await),
    ];
    for (name, activity, outcome) in [
        ("receipt-refused", due(LATE, joint, 1), ReplyOutcome::Refused),
        ("receipt-asked", due(SOON, joint, 1), ReplyOutcome::MoveRequested),
        ("receipt-noted", due(NEAR, joint, 1), ReplyOutcome::Noted),
    ] {
        samples.push((name, receipt(town, ganina, activity, outcome).await));
    }
    let school = Executor::Member(FIRST);
    town.mark(EACH, school).await;
    let marked = receipt(town, Recipient::Person(HEAD), due(EACH, school, 0), ReplyOutcome::Marked).await;
    samples.push(("receipt-marked", marked));
    samples
}

/// A letter, an answer to it, and the answer to that.
async fn receipt(town: &Town, to: Recipient, item: Item, outcome: ReplyOutcome) -> ReminderId {
    let items = || vec![item.clone()];
    let letter = town.queue(to, LetterKind::Daily, items()).await;
    let reply = ReplyReceived { outcome, item: Some(0) };
    town.change(vec![vekha_domain::event::Change::new(Stream::Reminder(letter), day("2023-07-12"), reply)]).await;
    town.queue(to, LetterKind::Receipt, items()).await
}

/// Lays a letter where it can be looked at.
pub fn keep(name: &str, letter: &Letter) {
    if std::env::var_os("VEKHA_LETTERS").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/letters");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}.html")), &letter.html).unwrap();
    fs::write(folder.join(format!("{name}.txt")), format!("{}\n\n{}", letter.subject, letter.text)).unwrap();
    if let Some(invitation) = &letter.invitation {
        fs::write(folder.join(format!("{name}.ics")), &invitation.calendar).unwrap();
    }
}
