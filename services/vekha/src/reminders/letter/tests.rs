//! Letters as people get them: every kind and every section, both parts, links, retries, what was settled meanwhile.

mod samples;
mod town;

use super::{super::links, *};
use std::collections::BTreeSet;
use town::*;
use vekha_domain::{
    event::{Executor, LeaveKind, LetterKind},
    reminder::{Item, MeetingCall, RecommendationCall, WindowCall},
};

/// Text between tags, with entities opened.
fn visible(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut text = String::new();
    for part in body.split('<').skip(1) {
        text.push(' ');
        text.push_str(part.split_once('>').unwrap().1);
    }
    let opened = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    opened.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

fn words(text: &str) -> BTreeSet<String> {
    let decoration = |c: char| "=-:;\u{2013}".contains(c);
    text.split_whitespace().map(|word| word.trim_matches(decoration).to_owned()).filter(|w| !w.is_empty()).collect()
}

/// Is every element closed in its turn?
fn well_formed(html: &str) {
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1).map(|part| part.split_once('>').unwrap().0) {
        let name = tag.split_whitespace().next().unwrap().to_owned();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{html}"),
            None if ["!DOCTYPE", "meta", "br"].contains(&name.as_str()) => {}
            None => open.push(name),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert_eq!(open, Vec::<String>::new());
}

fn addresses(html: &str) -> BTreeSet<String> {
    html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// What holds of every letter.
async fn sound(town: &Town, id: ReminderId, letter: &Letter) {
    let whole = format!("{}\n{}\n{}", letter.subject, letter.text, letter.html);
    assert!((10..=60).contains(&letter.subject.chars().count()), "{}", letter.subject);
    assert!(!letter.subject.chars().any(char::is_control), "{}", letter.subject);
    for wrong in ["Unknown localization", "{ $", "{$", "<script", "<img", "url(", "Забытова", "None", "Some("] {
        assert!(!whole.contains(wrong), "{wrong}: {whole}");
    }
    well_formed(&letter.html);
    assert_eq!(letter.html.matches("<h1").count(), 1);
    let (text, html) = (words(&letter.text), words(&visible(&letter.html)));
    // Said beside the button, and above the first column of a table, which text has not.
    let shown = ["letters-instead", "letters-activity", "letters-digest-roadmap"].map(|key| Lang::Ru.say(key));
    let instead = words(&shown.join(" "));
    let only: Vec<_> = html.difference(&text).filter(|word| !instead.contains(*word)).collect();
    assert!(only.is_empty(), "in the HTML part only: {only:?}\n{}", letter.text);
    let only: Vec<_> = text.difference(&html).collect();
    assert!(only.is_empty(), "in the text only: {only:?}\n{}", letter.html);
    for line in letter.text.lines().filter(|line| !line.contains("http")) {
        assert!(line.chars().count() <= 78, "{line}");
    }
    let app = &town.site.app;
    let tokens: Vec<String> = (0..40).filter_map(|item| links::token(app, id, item)).collect();
    for address in addresses(&letter.html) {
        assert!(address.starts_with(BASE) && letter.text.contains(&address.replace("&#38;", "&")), "{address}");
        if let Some((_, token)) = address.split_once("/o/") {
            assert!(tokens.iter().any(|own| own == token), "{address}");
            let behind = links::behind(app, token).await.unwrap().unwrap();
            assert_eq!((behind.office, behind.reminder), (OFFICE, id));
        }
    }
    assert_eq!(*letter, town.letter(id).await, "sent again");
    assert_eq!(letter.code, links::code(app, id));
}

#[tokio::test]
async fn every_kind_of_letter_and_every_section_is_whole_in_both_parts() {
    let town = Town::new().await;
    for (name, id) in samples::queue(&town).await {
        let letter = town.letter(id).await;
        sound(&town, id, &letter).await;
        samples::keep(name, &letter);
    }
}

#[tokio::test]
async fn the_letter_of_the_mock_is_the_letter_of_the_program() {
    let town = Town::new().await;
    let id = town.queue(Recipient::Person(GANINA), LetterKind::Daily, vec![due(NEAR, Executor::Joint, -3)]).await;
    let letter = town.letter(id).await;
    assert_eq!(letter.subject, "Срок 15.07.2023: анализ результатов ВПР (2.23)");
    let link = format!("{BASE}/o/{}", links::token(&town.site.app, id, 0).unwrap());
    for said in [
        "До срока 3 рабочих дня: 15.07.2023",
        "15.07.2023 выходной, удобнее успеть до пятницы, 14.07.2023.",
        "2.23. Анализ результатов ВПР",
        "Срок: 15.07.2023, суббота",
        "Исполнители: Ганина\u{a0}Е.В. (ведущий), Кустова\u{a0}С.Л. Одна отметка на всех",
        "Подтверждение: аналитическая справка",
        "Приказ от 08.11.2022 № 1298",
        "до 26.08.2023",
        "Вопросы: Кочнева\u{a0}С.А., координатор.",
        "Можно ответить на это письмо",
        &link,
    ] {
        let text = letter.text.replace("\n  ", " ").replace('\n', " ");
        assert!(text.contains(said), "{said}: {}", letter.text);
    }
    assert_eq!(letter.explained.as_deref(), Some("https://vekha.example.org/help/responsible#letter"));
}

#[tokio::test]
async fn what_was_settled_meanwhile_is_not_told_and_a_letter_of_nothing_is_not_sent() {
    let town = Town::new().await;
    let items = vec![due(NEAR, Executor::Joint, -3), due(LATE, Executor::Joint, 3)];
    let id = town.queue(Recipient::Person(GANINA), LetterKind::Daily, items).await;
    let moved = |state: &OfficeState| {
        let basis = vekha_domain::event::Basis { words: "Приказ № 9".to_owned(), date: day("2023-07-11") };
        state.activity(NEAR).unwrap().move_deadline(1, day("2023-07-31"), basis)
    };
    town.decide(moved).await;
    let letter = town.letter(id).await;
    assert!(!letter.text.contains("2.23.") && letter.text.contains("3.1."), "{}", letter.text);
    town.mark(LATE, Executor::Joint).await;
    assert_eq!(town.composed(id).await, Composed::Pointless);
    let member = Executor::Member(SECOND);
    let id = town.queue(Recipient::Organisation(SECOND), LetterKind::Daily, vec![due(EACH, member, 0)]).await;
    let letter = town.letter(id).await;
    assert_eq!((letter.to.as_str(), letter.name.as_str()), ("school2@example.org", "МБОУ СОШ № 2"));
    assert!(letter.text.contains("Отметка за МБОУ СОШ №\u{a0}2"), "{}", letter.text);
    town.mark(EACH, member).await;
    assert_eq!(town.composed(id).await, Composed::Pointless);
}

#[tokio::test]
async fn who_has_no_address_or_no_name_any_more_gets_no_letter_and_is_not_named() {
    let town = Town::new().await;
    let items = || vec![due(LATE, Executor::Joint, 3)];
    let erased = town.queue(Recipient::Person(ERASED), LetterKind::Daily, items()).await;
    assert!(town.letter(erased).await.text.contains("Забытова"));
    town.erase().await;
    assert_eq!(town.composed(erased).await, Composed::NoAddress);
    let other = town.queue(Recipient::Person(GANINA), LetterKind::Daily, items()).await;
    assert!(!town.letter(other).await.html.contains("Забытова"));
    let school = town.queue(Recipient::Organisation(FIRST), LetterKind::Daily, items()).await;
    assert_eq!(town.composed(school).await, Composed::NoAddress);
}

#[tokio::test]
async fn a_substitute_is_told_for_whom() {
    let town = Town::new().await;
    let week = (day("2023-07-10"), day("2023-07-20"));
    town.decide(|s| s.person(GANINA).unwrap().set_leave(LeaveKind::Leave, week.0, week.1)).await;
    let stand_in = |s: &OfficeState| {
        let ground = vekha_domain::event::Basis { words: "Приказ № 3".to_owned(), date: day("2023-07-10") };
        s.person(GANINA).unwrap().set_substitution(AWAY, week, ground, |id| s.person(id))
    };
    town.decide(stand_in).await;
    let id = town.queue(Recipient::Person(AWAY), LetterKind::Daily, vec![due(NEAR, Executor::Joint, -3)]).await;
    assert!(town.letter(id).await.text.contains("Вы замещаете: Ганина\u{a0}Е.В."));
}

#[tokio::test]
async fn a_meeting_moved_and_cancelled_stays_one_meeting_for_a_calendar() {
    let town = Town::new().await;
    let item = |sequence, call| vec![Item::Meeting { series: SERIES, occurrence: 1, sequence, call }];
    let to = Recipient::Person(KUSTOVA);
    town.name_the_date("2023-07-20T10:00:00", "каб. 12").await;
    let first = town.queue(to, LetterKind::Invitation, item(1, MeetingCall::Invited)).await;
    let invited = town.letter(first).await.invitation.unwrap();
    town.name_the_date("2023-07-21T11:30:00", "каб. 14").await;
    assert_eq!(town.composed(first).await, Composed::Pointless);
    let second = town.queue(to, LetterKind::Invitation, item(2, MeetingCall::Invited)).await;
    let moved = town.letter(second).await.invitation.unwrap();
    town.decide(|s| s.series(SERIES).unwrap().cancel(1, "Болезнь докладчика", day("2023-07-12"))).await;
    let third = town.queue(to, LetterKind::Invitation, item(3, MeetingCall::Cancelled)).await;
    let cancelled = town.letter(third).await;
    assert!(cancelled.text.contains("Болезнь докладчика") && cancelled.subject.starts_with("Отмена 21.07.2023"));
    let cancelled = cancelled.invitation.unwrap();
    let uid = format!("UID:{SERIES}.1@vekha.example.org");
    for (invitation, method, sequence, start) in [
        (invited, "REQUEST", 0, "20230720T070000Z"),
        (moved, "REQUEST", 1, "20230721T083000Z"),
        (cancelled, "CANCEL", 2, "20230721T083000Z"),
    ] {
        let whole = invitation.calendar.replace("\r\n ", "");
        assert_eq!(invitation.method, method);
        for line in [&uid, &format!("SEQUENCE:{sequence}"), &format!("DTSTART:{start}"), &format!("METHOD:{method}")] {
            assert!(whole.contains(line.as_str()), "{line}: {whole}");
        }
        assert!(whole.contains("mailto:kustova@example.org") && whole.contains("mailto:vekha@vekha.example.org"));
    }
}

#[tokio::test]
async fn a_monitoring_letter_stops_with_the_answer() {
    let town = Town::new().await;
    let call = WindowCall::LastDay;
    let item = |organisation| Item::Window { monitoring: MONITORING, window: 1, version: 0, organisation, call };
    let id = town.queue(Recipient::Organisation(SECOND), LetterKind::Daily, vec![item(Some(SECOND))]).await;
    let own = town.queue(Recipient::Person(KOCHNEVA), LetterKind::Daily, vec![item(None)]).await;
    assert!(town.letter(own).await.text.contains("МБОУ СОШ №\u{a0}1, МБОУ СОШ №\u{a0}2"));
    assert!(town.letter(id).await.subject.starts_with("До 12.07.2023"));
    let answer = |s: &OfficeState| {
        let links = vec![vekha_domain::proof::ProofLink::parse("https://disk.example.org/form.xlsx").unwrap()];
        let answered = vekha_domain::event::WindowAnswered::new(1, SECOND, links, "");
        s.monitoring(MONITORING).unwrap().answer(answered, s.office(), day("2023-07-12"))
    };
    town.decide(answer).await;
    assert_eq!(town.composed(id).await, Composed::Pointless);
    assert!(!town.letter(own).await.text.contains("№\u{a0}2"));
}

#[tokio::test]
async fn a_letter_about_a_recommendation_stops_once_it_is_followed() {
    let town = Town::new().await;
    town.recommends().await;
    let item = |number, call| Item::Recommendation { monitoring: SCORED, window: 1, number, call };
    let due = vec![item(1, RecommendationCall::Due(-3))];
    let id = town.queue(Recipient::Person(HEAD), LetterKind::Daily, due).await;
    let letter = town.letter(id).await;
    assert_eq!(letter.subject, "Срок 17.07.2023: разместить на сайте план наставничества");
    let text = letter.text.replace("\n  ", " ").replace('\n', " ");
    for said in
        ["До срока 3 рабочих дня: 17.07.2023", "рекомендация № 1", "Кому: МБОУ СОШ №\u{a0}1", "Сообщить о выполнении"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let above = vec![item(3, RecommendationCall::Escalated)];
    let above = town.queue(Recipient::Person(KOCHNEVA), LetterKind::Daily, above).await;
    assert!(town.letter(above).await.subject.starts_with("Давно просрочено: 1 рекомендация"));
    let digest = vec![Item::Digest { monday: day("2023-07-10") }];
    let digest = town.queue(Recipient::Person(KOCHNEVA), LetterKind::Daily, digest).await;
    assert!(town.letter(digest).await.text.contains("просрочены: 1"));
    for number in [1, 3] {
        let links = vec![vekha_domain::proof::ProofLink::parse("https://disk.example.org/plan.pdf").unwrap()];
        let today = day("2023-07-12");
        town.decide(|s| s.monitoring(SCORED).unwrap().follow(1, number, links.clone(), s.office(), today)).await;
    }
    assert_eq!((town.composed(id).await, town.composed(above).await), (Composed::Pointless, Composed::Pointless));
    assert!(!town.letter(digest).await.text.contains("Рекомендации по итогам"));
}

#[tokio::test]
async fn who_is_reminded_of_a_window_by_hand_reads_by_whom() {
    let town = Town::new().await;
    town.recommends().await;
    let call = WindowCall::ByHand(day("2023-07-12"));
    let item = Item::Window { monitoring: SCORED, window: 2, version: 0, organisation: Some(FIRST), call };
    let id = town.queue(Recipient::Person(HEAD), LetterKind::ByHand, vec![item]).await;
    let text = town.letter(id).await.text;
    for said in ["Кочнева", "просит вас представить данные", "Внести значения", "по поручению координатора"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
}
