//! What the overview, the overdue list and the first page say.

use super::*;
use crate::web::tests::ROADMAP;
use serde_json::{Value, json};
use vekha_domain::{
    event::{DueKind, PlannedOccurrence},
    ids::{OrganisationId, RoadmapId},
    roadmap::Roadmap,
};

/// The API's figures with `query`.
async fn figures(town: &Town, token: &str, query: &str) -> Value {
    town.get(token, &format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment{query}")).await.2
}

/// A town on 04.04.2023 whose activity two schools of a group are late with, and a third marked.
async fn late() -> (Town, String, [OrganisationId; 3]) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools =
        [town.school("МБОУ СОШ № 9").await, town.school("МБОУ СОШ № 17").await, town.school("МБОУ ООШ № 35").await];
    town.group("Руководители ОО", &schools).await;
    town.decide(|state| {
        let known = state.roadmap(ROADMAP).unwrap();
        known.adopt(
            Some("1298".into()),
            Some(day("2022-11-08")),
            day("2022-11-08"),
            day("2024-12-31"),
            day("2022-11-08"),
        )
    })
    .await;
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    mark(&town, &token, schools[0]).await;
    (town, token, schools)
}

async fn mark(town: &Town, token: &str, school: OrganisationId) -> Value {
    let done = json!({"occurrence": 1, "organisation": school, "performed_on": "2023-03-30",
        "links": ["https://school.example.org/plan.pdf"]});
    let (status, marked) = town.mark(token, &[], done).await;
    assert_eq!(status, StatusCode::CREATED, "{marked}");
    marked
}

#[tokio::test]
async fn the_overview_shows_the_figures_of_the_api() {
    let (town, token, _) = late().await;
    let (status, _, page) = get(&town, &token, &overview()).await;
    assert_eq!(status, StatusCode::OK);
    let counted = figures(&town, &token, "").await;
    assert_eq!(
        (&counted["due"], &counted["done"], &counted["overdue"]),
        (&json!(3), &json!(1), &json!(2)),
        "{counted}"
    );
    let shown = words(&page);
    for part in [
        "Полнота 33,3 % 1 из 3 исполнено и подтверждено",
        "Своевременность 33,3 % 1 из 3 исполнено не позже срока",
        "Исполнение 33,3 % 1 из 3 в срок исполнено, отмечено и подтверждено",
        "Просрочено 2 из 3 наступивших",
        "Показатель № 6: 0 (нужно 100 % полноты и своевременности)",
        "Срок не определён: 0 из 1 мероприятия, в расчёт не входят",
        "Приказ от 08.11.2022 № 1298",
    ] {
        assert!(shown.to_lowercase().contains(&part.to_lowercase()), "{part}: {shown}");
    }
    assert!(
        shown.contains("МБОУ СОШ № 17, МБОУ ООШ № 35 отметили 1 из 3") || shown.contains("отметил 1 из 3"),
        "{shown}"
    );
    assert!(page.contains("33,3\u{a0}%"), "the sign of percent stays with its number");
}

#[tokio::test]
async fn what_fulfilment_lost_adds_up() {
    let (town, token, schools) = late().await;
    town.app.clock().set("2023-04-12T09:00:00Z".parse().unwrap());
    // In time by its day of work, marked eight working days later: timely, but not fulfilled.
    mark(&town, &token, schools[1]).await;
    let counted = figures(&town, &token, "").await;
    assert_eq!(
        (&counted["late_marks"], &counted["dead_proofs"], &counted["fulfilled"]),
        (&json!(1), &json!(0), &json!(1))
    );
    let (_, _, page) = get(&town, &token, &overview()).await;
    let lost = words(page.split("id=\"lost\"").nth(1).unwrap().split("</table>").next().unwrap());
    let steps = "Наступил срок 3 Не исполнено −1 Исполнено с опозданием 0 \
                 Отмечено позже чем через 3 рабочих дня −1 Подтверждающий документ не открывается 0 Исполнение 1";
    assert!(lost.contains(steps), "{lost}");
}

#[tokio::test]
async fn each_point_of_the_chart_is_the_figure_of_that_day() {
    let (town, token, schools) = late().await;
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    let late = json!({"occurrence": 1, "organisation": schools[1], "performed_on": "2023-05-10",
        "links": ["https://school.example.org/late.pdf"]});
    assert_eq!(town.mark(&token, &[], late).await.0, StatusCode::CREATED);
    let (_, _, page) = get(&town, &token, &overview()).await;
    let told = "Исполнение: 33,3 % на 31.03.2023, 33,3 % на 02.06.2023. Полнота: 33,3 % и 66,6 %.";
    assert!(page.replace('\u{a0}', " ").contains(&format!("role=\"img\" aria-label=\"{told}")), "{page}");
    let table = page.split_once("Таблица к графику").unwrap().1;
    for day in ["2023-03-31", "2023-04-30", "2023-05-31", "2023-06-02"] {
        let then = figures(&town, &token, &format!("?as_of={day}&known_at=2023-06-02T20:59:59Z")).await;
        let date = day.split('-').rev().collect::<Vec<_>>().join(".");
        let row = words(table.split(&date).nth(1).unwrap().split("</tr>").next().unwrap());
        let share = then["done"].as_u64().unwrap() * 1_000 / 3;
        assert_eq!(row.split(' ').next().unwrap(), then["due"].to_string(), "{row}");
        assert!(row.contains(&format!("{},{} %", share / 10, share % 10)), "{day}: {row} {then}");
    }
}

#[tokio::test]
async fn too_few_points_are_a_sentence_and_a_table() {
    let (town, token, _) = late().await;
    let (_, _, page) = get(&town, &token, &overview()).await;
    assert!(words(&page).contains("График появится с третьей точки."), "{page}");
    assert!(!page.contains("role=\"img\""));
}

#[tokio::test]
async fn nothing_due_is_a_dash_and_not_a_hundred_percent() {
    let (town, token, _) = late().await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let (_, _, page) =
        get(&town, &token, &format!("{}?as_of=2023-01-10&known_at=2023-04-04T09:00:00Z", overview())).await;
    let shown = words(&page);
    assert!(shown.contains("Полнота — ни один срок ещё не наступил"), "{shown}");
    assert!(shown.contains("Показатель № 6: —") && shown.contains("Ничего не просрочено."), "{shown}");
    assert!(shown.contains("31.03.2023, пт") && shown.contains("55 1.1"), "working days left: {shown}");
}

#[tokio::test]
async fn the_overdue_list_names_who_is_late_and_agrees_with_the_api() {
    let (town, token, schools) = late().await;
    let (_, _, page) = get(&town, &token, &format!("{}/overdue", overview())).await;
    let shown = words(&page);
    assert!(shown.contains("2 из 3 наступивших"), "{shown}");
    let parts = figures(&town, &token, "?by=responsible").await;
    for part in parts["parts"].as_array().unwrap() {
        let heading =
            page.split("<h2").find(|h| words(&h.replace('\u{a0}', " ")).contains(part["name"].as_str().unwrap()));
        let rows =
            heading.map_or(0, |h| h.split("</section>").next().unwrap().matches("<tr>").count().saturating_sub(1));
        assert_eq!(part["overdue"].as_u64().unwrap() as usize, rows, "{part}: {page}");
    }
    assert!(page.contains(&format!("/completion?o=1&#38;organisation={}", schools[1])), "{page}");
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, _, page) = get(&town, &auditor, &format!("{}/overdue", overview())).await;
    assert!(!page.contains("/completion"), "a reader has nothing to mark");
}

#[tokio::test]
async fn a_returned_mark_is_late_again_with_its_reason() {
    let (town, token, schools) = late().await;
    let marked = mark(&town, &token, schools[1]).await;
    let mark = vekha_domain::ids::MarkId(marked["mark"].as_str().unwrap().parse().unwrap());
    town.decide(|state| state.activity(ACTIVITY).unwrap().send_back(mark, "Нет подписи", day("2023-04-04"))).await;
    let (_, _, page) = get(&town, &token, &format!("{}/overdue", overview())).await;
    assert!(words(&page).contains("возвращено 04.04.2023: Нет подписи"), "{page}");
}

#[tokio::test]
async fn a_head_sees_what_the_own_school_has_to_do() {
    let (town, _, schools) = late().await;
    let (_, head) = town.person_at("head", Role::Head, Some(schools[2])).await;
    let (_, _, page) = get(&town, &head, &overview()).await;
    let shown = words(&page);
    assert!(shown.contains("0 из 1 исполнено и подтверждено") && shown.contains("Просрочено: 1"), "{shown}");
    assert!(shown.contains("только исполнения вашей организации: МБОУ ООШ № 35"), "{shown}");
    let (_, _, list) = get(&town, &head, &format!("{}/overdue", overview())).await;
    for page in [shown, words(&list)] {
        assert!(!page.contains("СОШ № 17") && !page.contains("СОШ № 9"), "{page}");
    }
    let (_, stranger) = town.person_at("stranger", Role::Head, Some(OrganisationId(Uuid::from_u128(77)))).await;
    let (_, _, page) = get(&town, &stranger, &overview()).await;
    assert!(!page.contains("Совещание руководителей"), "{page}");
}

#[tokio::test]
async fn the_first_page_of_one_roadmap_is_its_overview_and_of_several_their_list() {
    let (town, token, _) = late().await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let (status, headers, _) = get(&town, &token, "/?as_of=04.04.2023").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], format!("{}?as_of=2023-04-04", overview()).as_str());
    let second = RoadmapId(Uuid::from_u128(22));
    town.change(Roadmap::draft(second, "Вторая дорожная карта", None, day("2022-11-08")).unwrap()).await;
    let (status, _, page) = get(&town, &token, "/").await;
    let shown = words(&page);
    assert_eq!(status, StatusCode::OK);
    assert!(shown.contains("Дорожная карта приказ от 08.11.2022 № 1298 3 33,3 % 33,3 % 33,3 % 2 0"), "{shown}");
    assert!(shown.contains("Вторая дорожная карта ещё не утверждена 0 — — — 0 0"), "{shown}");
    assert!(shown.contains("Вместе 3 33,3 %"), "{shown}");
}

#[tokio::test]
async fn a_due_day_moved_off_a_day_off_is_told() {
    let (town, token, _) = late().await;
    town.decide(|state| {
        let planned = PlannedOccurrence {
            seq: 2,
            start: None,
            due: Some(day("2023-04-15")),
            kind: DueKind::Until,
            cut: false,
            past_at_approval: false,
        };
        let basis = vekha_domain::event::Basis { words: "письмо № 1".to_owned(), date: day("2023-04-03") };
        state.activity(ACTIVITY).unwrap().schedule(planned, basis)
    })
    .await;
    let (_, _, page) = get(&town, &token, &overview()).await;
    let shown = words(&page);
    assert!(shown.contains("15.04.2023, сб") && shown.contains("выходной: срок переходит на 17.04.2023"), "{shown}");
}
