//! Scored windows from the first value to the published note, as people meet them.

mod clusters;
mod filled;

use crate::{
    web::tests::{OFFICE, ROADMAP, Town, day, request},
    windows::{Sight, Subject},
    wording::Lang,
};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use tower::ServiceExt;
use vekha_domain::{
    event::{MonitoringPlanned, Party, Reported, Role, Whose},
    ids::{MonitoringId, OrganisationId, PersonId},
    monitoring::Monitoring,
    scoring::Model,
};
use vekha_office::{Format, read_grid};
use vekha_projections::View;

const ZONES: &str = include_str!("../../../../../../seeds/scoring/krasnodar-zones.toml");
const TEACHERS: &str = include_str!("../../../../../../seeds/scoring/korenovsk-m2.toml");
/// The window of 2023; that of 2022 is the first.
const WINDOW: u16 = 2;

struct Desk {
    town: Town,
    token: String,
    schools: [OrganisationId; 2],
    monitoring: MonitoringId,
}

/// A monitoring of two schools whose window of April 2023 is open.
async fn desk(model: &str) -> Desk {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools = [town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await];
    let model: Model = toml::from_str(model).unwrap();
    let adopted = model.clone();
    town.decide(move |state| state.office().adopt_model(adopted.clone(), day("2022-01-01"))).await;
    let monitoring = MonitoringId(town.app.ids().next());
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Динамика результатов".into(),
        answers: schools.map(Party::Organisation).to_vec(),
        basis: None,
        scored_by: Some(model.code),
    };
    let period = (day("2022-01-01"), day("2024-12-31"));
    let (window, since) = ([((4, 1), (4, 12))], day("2022-01-01"));
    town.decide(|s| Monitoring::plan(monitoring, planned.clone(), &window, period, (s.office(), since))).await;
    Desk { town, token, schools, monitoring }
}

impl Desk {
    fn path(&self, page: &str) -> String {
        format!("/offices/{OFFICE}/monitorings/{}/{WINDOW}{page}", self.monitoring)
    }

    fn values(&self, school: usize) -> String {
        self.path(&format!("/values/{}", self.schools[school]))
    }

    /// Values of a school, as typed, entered on a day.
    async fn enter(&self, window: u16, whose: Whose, typed: &[(&str, &str)], on: &str) {
        let id = self.monitoring;
        self.town
            .decide(|state| {
                let monitoring = state.monitoring(id).unwrap();
                let model = monitoring.model(monitoring.window(window).unwrap(), state.office()).unwrap();
                let one = |(code, value): &(&str, &str)| {
                    let value = model.indicator(code).unwrap().values.read(value).unwrap();
                    (whose, Reported::new(code, value))
                };
                let given: Vec<_> = typed.iter().map(one).collect();
                let works_at = |person: PersonId| state.person(person).and_then(|p| p.organisation);
                monitoring.report(window, &given, "", (state.office(), &works_at), day(on))
            })
            .await;
    }

    async fn file(&self, token: &str, page: &str) -> Vec<u8> {
        let asked = request("GET", &self.path(page), token, &[], Body::empty());
        let answer = self.town.router.clone().oneshot(asked).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
        axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap().to_vec()
    }

    /// Rows pasted from Excel.
    async fn paste(&self, token: &str, query: &str, text: &str) -> (StatusCode, String) {
        let body = format!("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--b--\r\n");
        let mut sent = request("POST", &self.path(&format!("/list{query}")), token, &[], Body::from(body));
        let kind = header::HeaderValue::from_static("multipart/form-data; boundary=b");
        sent.headers_mut().insert(header::CONTENT_TYPE, kind);
        self.town.html(sent).await
    }
}

#[tokio::test]
async fn a_value_outside_the_set_is_refused_beside_its_field_and_kept_while_the_others_are_recorded() {
    let desk = desk(ZONES).await;
    let school = desk.schools[0];
    let field = |place: usize| format!("v-{school}-{place}");
    let [first, second] = [field(0), field(1)];
    let sent = [("command", "a"), (first.as_str(), "101"), (second.as_str(), "98,8 %")];
    let (status, _, page) = desk.town.post(&desk.token, &desk.values(0), &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("id=\"{first}-e\"")) && page.contains("value=\"101\""), "{page}");
    assert!(page.contains("aria-invalid=\"true\"") && !page.contains(&format!("id=\"{second}-e\"")), "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.values(0)).await;
    assert!(page.contains("value=\"98,8\"") && !page.contains("value=\"101\""), "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.path("")).await;
    assert!(
        page.contains("внесено не всё") && page.contains("1 из 4") && page.contains("до закрытия 9 дней"),
        "{page}"
    );
}

#[tokio::test]
async fn a_head_enters_and_sees_the_own_school_alone() {
    let desk = desk(ZONES).await;
    let (_, head) = desk.town.person_at("head", Role::Head, Some(desk.schools[0])).await;
    let other = format!("v-{}-0", desk.schools[1]);
    let (status, ..) = desk.town.post(&head, &desk.values(1), &[("command", "a"), (&other, "5")]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(desk.town.page(&head, &desk.values(1)).await.0, StatusCode::NOT_FOUND);
    desk.enter(WINDOW, Whose::of(desk.schools[1]), &[("courses", "77,7")], "2023-04-03").await;
    let own = format!("v-{}-1", desk.schools[0]);
    let (status, to, page) = desk.town.post(&head, &desk.values(0), &[("command", "b"), (&own, "50")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(desk.town.page(&head, &to).await.1.contains("Значения записаны"));
    for page in ["", "/results"] {
        let (status, page) = desk.town.page(&head, &desk.path(page)).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("СОШ №\u{a0}2") && !page.contains("77,7"), "{page}");
    }
    let summary = read_grid(&desk.file(&head, "/summary.xlsx").await, Format::Xlsx).unwrap();
    assert!(!format!("{summary:?}").contains("77,7"), "{summary:?}");
    let (status, _) = desk.paste(&head, "", "МБОУ СОШ № 2\t1").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "the other school is nobody the head may name");
}

#[tokio::test]
async fn zones_are_told_in_words_and_the_model_says_what_is_odd_about_it() {
    let desk = desk(ZONES).await;
    let whose = Whose::of(desk.schools[0]);
    let all = |c, k, a| [("higher", "97"), ("courses", c), ("category", k), ("advanced", a)];
    desk.enter(1, whose, &all("50", "40", "30"), "2022-04-05").await;
    desk.enter(WINDOW, whose, &all("60", "39", "29,5"), "2023-04-03").await;
    let (_, page) = desk.town.page(&desk.token, &desk.path("/results")).await;
    assert!(page.contains("красная") && page.contains("Замечания к напечатанной модели"), "{page}");
    assert!(page.contains("+10, лучше") || page.contains("Изменение"), "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.values(0)).await;
    assert!(page.contains("прошлое окно: 50\u{a0}%"), "{page}");
}

#[tokio::test]
async fn totals_are_the_same_on_the_page_and_in_the_file_with_the_way_they_were_counted() {
    let desk = desk(TEACHERS).await;
    let (teacher, _) = desk.town.person_at("teacher", Role::Responsible, Some(desk.schools[0])).await;
    let rows = "Кочнева teacher\t2\tнет\t1\t2\tнет\nНикто\t1";
    let (status, page) = desk.paste(&desk.token, "", rows).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<b>A2</b>") && page.contains("Записано 5 значений"), "{page}");
    let (_, page) = desk.town.page(&desk.token, &desk.path("/results")).await;
    for said in ["(2 + 1 + 2) : 3", "≈\u{a0}1,67", "уровень D"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let summary = desk.file(&desk.token, "/summary.xlsx").await;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(summary)).unwrap();
    let sheets: String = calamine::Reader::worksheets(&mut book)
        .into_iter()
        .map(|(name, cells)| format!("{name} {:?}", cells.rows().collect::<Vec<_>>()))
        .collect();
    for said in ["(2 + 1 + 2) : 3", "1,67", "уровень D"] {
        assert!(sheets.contains(said), "{said}: {sheets}");
    }
    let api = format!("/api/v1/offices/{OFFICE}/monitorings/{}/windows/{WINDOW}/results", desk.monitoring);
    let (status, _, answer) = desk.town.get(&desk.token, &api).await;
    assert_eq!(status, StatusCode::OK);
    assert!(answer.to_string().contains("5/3"), "{answer}");
    let (_, page) = desk.town.page(&desk.token, &desk.values(0)).await;
    assert!(page.contains("Кочнева") && page.contains(&format!("v-{teacher}-4")), "{page}");
    assert!(desk.file(&desk.token, "/note.docx").await.starts_with(b"PK"));
}

#[tokio::test]
async fn a_template_that_was_filled_in_is_read_back_value_by_value() {
    let desk = desk(ZONES).await;
    let whose = Whose::of(desk.schools[0]);
    desk.enter(WINDOW, whose, &[("courses", "60"), ("category", "39,5")], "2023-04-03").await;
    let bytes = desk.file(&desk.token, "/template.xlsx").await;
    let grid = read_grid(&bytes, Format::Xlsx).unwrap();
    let state = desk.town.app.office(OFFICE).await.unwrap();
    let name = |id| state.office().organisation(id).unwrap().name.clone();
    let results = View::new(&state, day("2023-04-03")).results(desk.monitoring, WINDOW).unwrap();
    let subject = |id| Subject { whose: Whose::of(id), name: name(id), organisation: name(id) };
    let seen = Sight {
        lang: Lang::Ru,
        results,
        before: Vec::new(),
        proposals: Default::default(),
        subjects: desk.schools.map(subject).to_vec(),
    };
    let (given, strange) = seen.filled_in(&grid);
    assert_eq!(strange, []);
    let read: Vec<_> = given.iter().map(|one| (one.whose, one.code.as_str(), one.typed.as_str())).collect();
    assert_eq!(read, [(whose, "courses", "60"), (whose, "category", "39.5")]);
    assert!(given.iter().all(|one| one.at.starts_with('G')), "{given:?}");
}

#[tokio::test]
async fn after_closing_a_correction_needs_a_reason_and_leaves_the_figures() {
    let desk = desk(ZONES).await;
    desk.enter(WINDOW, Whose::of(desk.schools[0]), &[("courses", "60")], "2023-04-03").await;
    desk.town.app.clock().set("2023-04-20T09:00:00Z".parse().unwrap());
    let field = format!("v-{}-1", desk.schools[0]);
    let (status, _, page) = desk.town.post(&desk.token, &desk.values(0), &[("command", "a"), (&field, "61")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"reason-e\"") && page.contains("value=\"61\""), "{page}");
    let sent = [("command", "b"), (field.as_str(), "61"), ("reason", "опечатка")];
    let (status, to, page) = desk.town.post(&desk.token, &desk.values(0), &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(desk.town.page(&desk.token, &to).await.1.contains("исправлено после закрытия: опечатка"));
    let (_, page) = desk.town.page(&desk.token, &desk.path("/results")).await;
    assert!(page.contains("Внесено или исправлено после закрытия") && page.contains("опечатка"), "{page}");
}

#[tokio::test]
async fn recommendations_decisions_and_the_note_are_recorded_with_their_state() {
    let desk = desk(ZONES).await;
    let school = desk.schools[0].to_string();
    let (status, _, page) =
        desk.town.post(&desk.token, &desk.path("/recommendations"), &[("organisation", &school), ("due", "")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("id=\"due-e\""), "{page}");
    let sent = [("command", "a"), ("organisation", &school), ("text", "Провести семинар."), ("due", "01.05.2023")];
    let (status, to, page) = desk.town.post(&desk.token, &desk.path("/recommendations"), &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(desk.town.page(&desk.token, &to).await.1.contains("выполняется до 01.05.2023"));
    let sent = [("command", "b"), ("decision", "Продолжить."), ("basis", "Приказ № 4"), ("basis-date", "03.04.2023")];
    let (status, _, page) = desk.town.post(&desk.token, &desk.path("/decisions"), &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, head) = desk.town.person_at("head", Role::Head, Some(desk.schools[0])).await;
    let sent = [("command", "c"), ("number", "1"), ("links-1", "https://sosh1.example.org/seminar")];
    let (status, to, page) = desk.town.post(&head, &desk.path("/followed"), &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&head, &to).await;
    assert!(page.contains("выполнена 03.04.2023") && page.contains("Приказ № 4"), "{page}");
    let note = [("command", "d"), ("note", "https://uo.example.org/note.docx")];
    let (status, _, page) = desk.town.post(&desk.token, &desk.path("/publication"), &note).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("не закрыто"), "{page}");
    desk.town.app.clock().set("2023-04-20T09:00:00Z".parse().unwrap());
    let (status, ..) = desk.town.post(&desk.token, &desk.path("/publication"), &note).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(desk.file(&desk.token, &format!("/advice/{school}")).await.starts_with(b"PK"));
}
