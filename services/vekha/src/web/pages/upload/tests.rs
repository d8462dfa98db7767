//! Orders on their way to roadmaps, as a browser has them.

use crate::{
    accounts,
    drafts::{self, Owner},
    web::tests::{OFFICE, ROADMAP, Town, request},
};
use axum::{
    body::Body,
    http::{HeaderValue, Method, StatusCode, header},
};
use std::path::Path;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{DeadlineStatus, Role},
    ids::{OfficeId, RoadmapId},
};
use vekha_office::{Format, Order, read_order};

const TABLE: &str = "| № | Мероприятие | Срок | Ответственный |\n| --- | --- | --- | --- |\n\
                     | 1.1 | Совещание | до 15 мая 2023 года | Кочнева С.А. |\n\
                     | 1.2 | Вебинар | 2 раза в год | Руководители ОО |\n\
                     | 1.3 | Обучение | когда рак на горе свистнет | Седова Е.И. |\n\
                     | 1.4 | Мониторинг | | Кочнева С.А. |\n";

fn new() -> String {
    format!("/offices/{OFFICE}/orders/new")
}

fn seversky() -> Order {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/orders/seversky.docx");
    read_order(&std::fs::read(file).unwrap(), Format::Docx).unwrap()
}

fn table() -> Order {
    read_order(TABLE.as_bytes(), Format::Text).unwrap()
}

/// The coordinator, with a draft of the order.
struct Desk {
    town: Town,
    token: String,
    owner: Owner,
    draft: Uuid,
}

impl Desk {
    async fn with(order: &Order) -> Desk {
        let town = Town::new().await;
        let (_, token) = town.person("coordinator", Role::Coordinator).await;
        let account = accounts::by_login(&town.app, "coordinator").await.unwrap().unwrap();
        let owner = Owner { office: OFFICE, account: account.id };
        let draft = drafts::make(&town.app, owner, "приказ.docx", order, None).await.unwrap();
        Desk { town, token, owner, draft }
    }

    fn path(&self, end: &str) -> String {
        format!("/offices/{OFFICE}/orders/{}{end}", self.draft)
    }

    async fn page(&self) -> (StatusCode, String) {
        self.town.page(&self.token, &self.path("")).await
    }

    /// The draft's form sent with some fields changed.
    async fn send(&self, end: &str, changed: &[(&str, &str)]) -> (StatusCode, String, String) {
        let draft = drafts::find(&self.town.app, self.owner, self.draft).await.unwrap();
        let typed = draft.map(|draft| draft.typed).unwrap_or_default();
        let mut fields = vec![
            ("title", typed.title.as_str()),
            ("number", typed.number.as_str()),
            ("date", typed.date.as_str()),
            ("from", typed.from.as_str()),
            ("to", typed.to.as_str()),
        ];
        fields.retain(|(name, _)| changed.iter().all(|(other, _)| other != name));
        fields.extend(changed);
        self.town.post(&self.token, &self.path(end), &fields).await
    }

    /// Gives the pasted table what it does not say itself.
    async fn with_heading() -> Desk {
        let desk = Desk::with(&table()).await;
        let heading = [("title", "План работы"), ("date", "01.03.2023"), ("from", "01.03.2023"), ("to", "31.12.2023")];
        assert_eq!(desk.send("", &heading).await.0, StatusCode::SEE_OTHER);
        desk
    }

    async fn activities(&self) -> Vec<Activity> {
        let known = self.town.app.office(OFFICE).await.unwrap();
        let mut activities: Vec<Activity> = known.activities(RoadmapId(self.draft)).cloned().collect();
        activities.sort_by_key(|a| a.ordinal);
        activities
    }
}

/// A form with a file, as a browser sends it.
fn multipart(token: &str, file: Option<(&str, &[u8])>, text: &str) -> axum::http::Request<Body> {
    let mut body = Vec::new();
    let (name, bytes) = file.unwrap_or(("", b""));
    body.extend(
        format!("--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
    );
    body.extend(bytes);
    body.extend(format!("\r\n--b0undary\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}").bytes());
    body.extend(b"\r\n--b0undary--\r\n");
    let mut request = request("POST", &new(), token, &[], Body::from(body));
    let kind = HeaderValue::from_static("multipart/form-data; boundary=b0undary");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    request
}

#[tokio::test]
async fn what_is_not_an_order_is_told_beside_its_field_and_pasted_text_is_kept() {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let large = vec![b'x'; 11 << 20];
    for (file, text, told) in [
        (None, "", "id=\"file-e\">! Выберите файл"),
        (Some(("приказ.pdf", &b"%PDF-1.7"[..])), "", "id=\"file-e\">!"),
        (Some(("приказ.docx", &b"PK"[..])), "| Мероприятие <1> |", "id=\"text-e\">! Есть и файл"),
        (Some(("приказ.docx", &large[..])), "", "id=\"file-e\">!"),
        (Some(("приказ.docx", &b""[..])), "", "id=\"file-e\">!"),
    ] {
        let (status, page) = town.html(multipart(&token, file, text)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {page}");
        assert!(page.contains(told) && page.matches("aria-invalid").count() == 1, "{told}: {page}");
        assert!(page.contains(&text.replace('<', "&#60;").replace('>', "&#62;")), "{page}");
    }
    let (_, page) = town.page(&token, &new()).await;
    assert!(!page.contains("Начатые приказы"), "{page}");
}

#[tokio::test]
async fn the_coordinator_alone_is_offered_the_form_and_only_today() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 2").await;
    let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
    let overview = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}");
    assert!(town.page(&coordinator, &overview).await.1.contains(&new()));
    let (status, page) = town.page(&coordinator, &format!("{}?as_of=2022-12-15", new())).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(!page.contains("name=\"file\""), "{page}");
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    let (_, past) = town.page(&coordinator, &format!("{overview}?as_of=10.04.2023")).await;
    assert!(past.contains("class=\"past\"") && !past.contains("/orders/"), "{past}");
    for role in [Role::Responsible, Role::Head, Role::Auditor, Role::Region, Role::Administrator] {
        let (_, token) = town.person_at(&format!("{role:?}"), role, Some(school)).await;
        assert!(!town.page(&token, &overview).await.1.contains("/orders/"), "{role:?}");
        for path in [new(), format!("/offices/{OFFICE}/orders/{}", Uuid::nil())] {
            assert_eq!(town.page(&token, &path).await.0, StatusCode::FORBIDDEN, "{role:?} {path}");
            assert_eq!(town.post(&token, &path, &[]).await.0, StatusCode::FORBIDDEN, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn anothers_draft_and_another_office_answer_like_none() {
    let desk = Desk::with(&table()).await;
    let (_, other) = desk.town.person("other", Role::Coordinator).await;
    for (end, method) in
        [("", Method::GET), ("", Method::POST), ("/adoption", Method::POST), ("/discard", Method::POST)]
    {
        for path in [desk.path(end), desk.path(end).replace(&OFFICE.to_string(), &OfficeId(Uuid::nil()).to_string())] {
            let status = match method {
                Method::GET => desk.town.page(&other, &path).await.0,
                _ => desk.town.post(&other, &path, &[("title", "Чужое")]).await.0,
            };
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
        }
    }
    let (_, page) = desk.town.page(&other, &new()).await;
    assert!(!page.contains(&desk.draft.to_string()), "{page}");
    assert!(desk.page().await.1.contains("Совещание"));
}

#[tokio::test]
async fn the_words_of_the_order_stand_beside_the_reading_the_unclear_first() {
    let desk = Desk::with_heading().await;
    let (_, page) = desk.page().await;
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(place("когда рак на горе") < place("«2 раза в год»") && place("«2 раза в год»") < place("срок не указан"));
    assert!(place("срок не указан") < place("до 15 мая 2023 года"), "clear rows come last");
    assert!(page.contains("неясных сроков 3, из них не решено 3"), "{page}");
    assert!(page.contains("Столько раз за учебный год"), "{page}");
    assert!(
        page.contains("Нет адреса почты, письма не дойдут, человек 2") && page.contains("групп 1: Руководители"),
        "{page}"
    );
    assert!(desk.activities().await.is_empty(), "nothing is in the log");
}

#[tokio::test]
async fn choices_half_made_survive_and_what_cannot_be_read_is_kept_and_told() {
    let desk = Desk::with_heading().await;
    let half = [("pick-1", "other-within_school_year"), ("dates-2", "1.6.2023, 31.02.2023"), ("to", "31.12.23г")];
    let (status, _, page) = desk.send("", &half).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"dates-2-e\">! «31.02.2023» — не дата"), "{page}");
    assert!(page.contains("id=\"to-e\">!") && page.contains("value=\"31.12.23г\""), "{page}");
    // Another day, another browser.
    let (_, page) = desk.page().await;
    assert!(page.contains("value=\"1.6.2023, 31.02.2023\""), "{page}");
    assert!(page.contains("value=\"other-within_school_year\" checked"), "{page}");
    let (_, list) = desk.town.page(&desk.token, &new()).await;
    assert!(list.contains(&desk.path("")) && list.contains("приказ.docx"), "{list}");
}

#[tokio::test]
async fn an_order_is_adopted_with_the_terms_chosen_and_pressed_twice_once() {
    let desk = Desk::with_heading().await;
    let chosen = [
        ("pick-1", "other-within_school_year"),
        ("pick-2", "dates"),
        ("dates-2", "20.12.2023; 01.06.2023"),
        ("pick-3", "waiting"),
    ];
    let (status, to, page) = desk.send("/adoption", &chosen).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert_eq!(to, format!("/offices/{OFFICE}/roadmaps/{}/plan", desk.draft));
    let again = desk.send("/adoption", &chosen).await;
    assert_eq!((again.0, &again.1), (StatusCode::SEE_OTHER, &to));
    assert_eq!(desk.town.app.office(OFFICE).await.unwrap().roadmaps().count(), 2, "the town's own and the new one");
    let activities = desk.activities().await;
    let statuses: Vec<DeadlineStatus> = activities.iter().map(|a| a.terms.last().unwrap().1.status).collect();
    use DeadlineStatus::{Chosen, Read, Waiting};
    assert_eq!(statuses, [Read, Chosen, Chosen, Waiting]);
    let dues: Vec<String> = activities[2].occurrences.iter().filter_map(|o| o.due()).map(|d| d.to_string()).collect();
    assert_eq!(dues, ["2023-06-01", "2023-12-20"]);
    let (status, plan) = desk.town.page(&desk.token, &to).await;
    assert_eq!(status, StatusCode::OK);
    assert!(plan.contains("когда рак на горе свистнет"), "the words of the order stay: {plan}");
    assert!(drafts::find(&desk.town.app, desk.owner, desk.draft).await.unwrap().is_none(), "the draft is gone");
    assert_eq!(desk.page().await.0, StatusCode::SEE_OTHER, "its address leads to the roadmap");
}

#[tokio::test]
async fn two_clicks_at_once_adopt_once() {
    let desk = Desk::with_heading().await;
    let (first, second) = tokio::join!(desk.send("/adoption", &[]), desk.send("/adoption", &[]));
    assert_eq!((first.0, second.0), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{} {}", first.2, second.2);
    assert_eq!(desk.activities().await.len(), 4);
}

#[tokio::test]
async fn without_a_title_or_period_nothing_is_adopted() {
    let desk = Desk::with(&table()).await;
    let (status, _, page) = desk.send("/adoption", &[("title", " "), ("from", ""), ("to", "")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"title-e\">!") && page.contains("id=\"from-e\">!"), "{page}");
    assert!(desk.activities().await.is_empty());
}

#[tokio::test]
async fn another_period_is_shown_with_its_terms_before_it_is_adopted() {
    let desk = Desk::with(&seversky()).await;
    let (status, to, _) = desk.send("/adoption", &[("to", "31.12.2023")]).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, desk.path("?again=1").as_str()));
    assert!(desk.activities().await.is_empty());
    let (_, page) = desk.town.page(&desk.token, &to).await;
    assert!(page.contains("Сроки прочитаны заново") && page.contains("value=\"31.12.2023\""), "{page}");
    assert_eq!(desk.send("/adoption", &[]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(desk.activities().await.len(), 95);
}

#[tokio::test]
async fn a_draft_is_thrown_away_when_asked_and_when_it_grew_old() {
    let desk = Desk::with(&table()).await;
    let second = drafts::make(&desk.town.app, desk.owner, "второй.xlsx", &table(), None).await.unwrap();
    assert_eq!(desk.send("/discard", &[]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(desk.page().await.0, StatusCode::NOT_FOUND);
    desk.town.app.clock().set("2023-05-04T09:00:00Z".parse().unwrap());
    drafts::make(&desk.town.app, desk.owner, "третий.xlsx", &table(), None).await.unwrap();
    assert!(drafts::find(&desk.town.app, desk.owner, second).await.unwrap().is_none());
    let (_, list) = desk.town.page(&desk.token, &new()).await;
    assert!(list.contains("третий.xlsx") && !list.contains("второй.xlsx"), "{list}");
}
