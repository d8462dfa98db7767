//! The breakdown as people read it: every list is as long as the figure it explains.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, ROADMAP, Town, day, request},
};
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
};
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use std::{collections::BTreeMap, io::Cursor};
use tower::ServiceExt;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{
        Basis, Change, DeadlineSet, DeadlineStatus, DueKind, LinkState, PlannedOccurrence, ProofLinkChecked, Role,
        Wording,
    },
    ids::{ActivityId, MarkId, OrganisationId},
    proof::ProofLink,
    stream::Stream,
};

const LINK: &str = "https://school.example.org/plan.pdf";

fn path(query: &str) -> String {
    format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment{query}")
}

/// Rows of a list, by its code; nothing where it is left out.
fn rows(page: &str, code: &str) -> usize {
    let section = page.split("<section").find(|s| s.contains(&format!("id=\"{code}\"")));
    section.map_or(0, |s| {
        s.split("</section>").next().unwrap().split("<tbody>").nth(1).map_or(0, |b| b.matches("<tr>").count())
    })
}

async fn mark(town: &Town, token: &str, school: OrganisationId, performed_on: &str) -> MarkId {
    let done = json!({"occurrence": 1, "organisation": school, "performed_on": performed_on, "links": [LINK]});
    let (status, marked) = town.mark(token, &[], done).await;
    assert_eq!(status, StatusCode::CREATED, "{marked}");
    MarkId(marked["mark"].as_str().unwrap().parse().unwrap())
}

/// An activity beside the first one: with a due day, or waiting for somebody's schedule.
async fn plans(town: &Town, n: u32, due: Option<&str>) -> ActivityId {
    let (id, since) = (ActivityId(Uuid::from_u128(100 + u128::from(n))), day("2022-11-08"));
    let wording = Wording { title: format!("Мероприятие {n}"), ..Wording::default() };
    town.change(Activity::plan(id, ROADMAP, None, n, &format!("1.{n}"), wording, since).unwrap()).await;
    let occurrence = |due: &str| PlannedOccurrence {
        seq: 1,
        start: None,
        due: Some(day(due)),
        kind: DueKind::Until,
        cut: false,
        past_at_approval: false,
    };
    let term = DeadlineSet {
        words: "по графику ИРО".to_owned(),
        status: if due.is_some() { DeadlineStatus::Read } else { DeadlineStatus::Waiting },
        kind: if due.is_some() { "until_date" } else { "external" }.to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: due.map(occurrence).into_iter().collect(),
        reader: 1,
        basis: None,
    };
    town.change(vec![Change::new(Stream::Activity(id), since, term)]).await;
    id
}

/// A town on 20.04.2023 where each of six schools of a group is another share.
async fn town() -> (Town, String, [OrganisationId; 6]) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let mut schools = [OrganisationId(Uuid::nil()); 6];
    for (n, school) in schools.iter_mut().enumerate() {
        *school = town.school(&format!("МБОУ СОШ № {}", n + 1)).await;
    }
    town.group("Руководители ОО", &schools).await;
    plans(&town, 2, None).await;
    let off = plans(&town, 3, Some("2023-04-10")).await;
    plans(&town, 4, Some("2023-12-20")).await;
    mark(&town, &token, schools[0], "2023-03-30").await;
    let dead = mark(&town, &token, schools[1], "2023-03-30").await;
    mark(&town, &token, schools[2], "2023-04-03").await;
    town.app.clock().set("2023-04-12T09:00:00Z".parse().unwrap());
    mark(&town, &token, schools[3], "2023-03-31").await;
    let back = mark(&town, &token, schools[4], "2023-03-31").await;
    let link = ProofLink::parse(LINK).unwrap();
    let looked = day("2023-04-12");
    town.decide(|s| {
        s.activity(ACTIVITY).unwrap().check_proof(ProofLinkChecked::of(dead, link.clone(), LinkState::NotFound), looked)
    })
    .await;
    town.decide(|s| s.activity(ACTIVITY).unwrap().send_back(back, "Не тот отчёт", day("2023-04-12"))).await;
    let basis = Basis { words: "Приказ № 77".to_owned(), date: day("2023-04-12") };
    town.decide(|s| s.activity(off).unwrap().withdraw(basis.clone())).await;
    town.app.clock().set("2023-04-20T09:00:00Z".parse().unwrap());
    (town, token, schools)
}

#[tokio::test]
async fn every_list_is_as_long_as_its_figure_on_any_day() {
    let (town, token, _) = town().await;
    for query in [
        "",
        "?as_of=2023-04-11",
        "?as_of=2023-03-31&known_at=2023-04-20T08:00:00Z",
        "?as_of=2023-04-03",
        "?as_of=2023-12-31",
    ] {
        let (status, page) = town.page(&token, &path(query)).await;
        assert_eq!(status, StatusCode::OK, "{query}: {page}");
        let api = town.get(&token, &format!("/api/v1{}", path(query))).await.2;
        let n = |figure: &str| api[figure].as_u64().unwrap() as usize;
        let shown = |code: &str| rows(&page, code);
        assert_eq!(shown("fulfilled"), n("fulfilled"), "{query}");
        assert_eq!(shown("not-done"), n("due") - n("done"), "{query}");
        assert_eq!(shown("done-late"), n("done") - n("on_time"), "{query}");
        assert_eq!((shown("late-mark"), shown("dead-proof")), (n("late_marks"), n("dead_proofs")), "{query}");
        let off = town
            .get(
                &token,
                &format!(
                    "/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/obligations{}state=withdrawn",
                    if query.is_empty() { "?".to_owned() } else { format!("{query}&") }
                ),
            )
            .await
            .2;
        assert_eq!(shown("withdrawn"), off["items"].as_array().unwrap().len(), "{query}");
        let told = words(&page);
        assert!(told.contains(&format!("Срок не определён: {}", n("undated"))), "{query}: {told}");
        let division = format!("Исполнение дорожной карты: {} ÷ {} = ", n("fulfilled"), n("due"));
        assert!(n("due") == 0 || told.contains(&division), "{query}: {told}");
        assert!(!page.contains("Unknown localization"), "{page}");
    }
    let (_, page) = town.page(&token, &path("")).await;
    let shown =
        ["fulfilled", "not-done", "done-late", "late-mark", "dead-proof", "withdrawn"].map(|code| rows(&page, code));
    assert_eq!(shown, [1, 2, 1, 1, 1, 1], "each loss is there: {page}");
}

#[tokio::test]
async fn every_row_says_why_and_leads_to_its_mark() {
    let (town, token, schools) = town().await;
    let (_, page) = town.page(&token, &path("")).await;
    let list = |code: &str| {
        let section = page.split("<section").find(|s| s.contains(&format!("id=\"{code}\""))).unwrap();
        words(section.split("</section>").next().unwrap())
    };
    let cases = [
        ("fulfilled", "МБОУ СОШ № 1", "сделано 30.03.2023, отмечено 03.04.2023"),
        ("fulfilled", "МБОУ СОШ № 1", "документ ещё никто не проверял"),
        ("dead-proof", "МБОУ СОШ № 2", "12.04.2023"),
        ("done-late", "МБОУ СОШ № 3", "сделано 03.04.2023, отмечено 03.04.2023"),
        ("late-mark", "МБОУ СОШ № 4", "сделано 31.03.2023, отмечено 12.04.2023"),
        ("not-done", "МБОУ СОШ № 5", "возвращено 12.04.2023: Не тот отчёт"),
        ("not-done", "МБОУ СОШ № 6", "просрочено, 14 раб. дн."),
        ("withdrawn", "1.3", "с 12.04.2023: Приказ № 77"),
        ("undated", "1.2", "по графику ИРО"),
        ("rules", "Правила подсчёта: редакция", "не позже чем через 3 рабочих дня"),
    ];
    for (code, who, why) in cases {
        let told = list(if code == "rules" { "h-rules" } else { code }).replace('\u{a0}', " ");
        assert!(told.contains(who) && told.contains(why), "{code}: {who}, {why}: {told}");
    }
    assert!(list("dead-proof").contains("school.example.org/plan.pdf"));
    let marks = page.matches("&#38;mark=").count();
    assert_eq!(marks, 4, "every standing mark has its link");
    let link = page.split("href=\"").find(|link| link.contains("&#38;mark=")).unwrap().split('"').next().unwrap();
    let (status, activity) = town.page(&token, link.replace("&#38;", "&").split('#').next().unwrap()).await;
    assert!(status == StatusCode::OK && activity.contains("id=\"mark\""), "{link}");
    assert_eq!(schools.len(), 6);
}

#[tokio::test]
async fn one_list_can_be_opened_by_itself_and_a_long_one_is_folded() {
    let (town, token, _) = town().await;
    let mut more = Vec::new();
    for n in 7..=40 {
        more.push(town.school(&format!("МБОУ СОШ № {n}")).await);
    }
    town.group("Ещё руководители", &more).await;
    let (_, page) = town.page(&token, &path("")).await;
    assert_eq!(rows(&page, "not-done"), 36);
    assert!(page.contains("<summary>Показать 36</summary>"), "{page}");
    let (_, alone) = town.page(&token, &path("?part=not-done")).await;
    assert_eq!((rows(&alone, "not-done"), rows(&alone, "fulfilled")), (36, 0));
    assert!(!alone.contains("<summary>Показать") && words(&alone).contains("Все списки"), "{alone}");
    let (_, undated) = town.page(&token, &path("?part=undated")).await;
    assert!(undated.contains("<details open>") && rows(&undated, "not-done") == 0);
    assert_eq!(town.page(&token, &path("?part=nothing")).await.0, StatusCode::NOT_FOUND);
    let (_, overview) = town.page(&token, &format!("/offices/{OFFICE}/roadmaps/{ROADMAP}")).await;
    for part in ["fulfilled", "not-done", "done-late", "late-mark", "dead-proof"] {
        assert!(overview.contains(&format!("href=\"{}\"", path(&format!("?part={part}")))), "{part}: {overview}");
    }
    assert!(overview.contains(&format!("<a href=\"{}\">Из чего сложилось", path(""))), "{overview}");
}

#[tokio::test]
async fn a_head_sees_the_rows_of_the_own_school() {
    let (town, _, schools) = town().await;
    let (_, head) = town.person_at("head", Role::Head, Some(schools[1])).await;
    let (_, page) = town.page(&head, &path("")).await;
    let told = words(&page);
    assert_eq!(rows(&page, "dead-proof"), 1);
    assert!(told.contains("1 = 0,0") && told.contains("Показаны только исполнения вашей организации"), "{told}");
    for other in [1, 3, 4, 5, 6] {
        assert!(!told.replace('\u{a0}', " ").contains(&format!("СОШ № {other} ")), "{other}: {told}");
    }
    let api: Value = town.get(&head, &format!("/api/v1{}", path(""))).await.2;
    assert_eq!((&api["due"], &api["dead_proofs"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn nothing_due_is_said_and_not_divided() {
    let (town, token, _) = town().await;
    let (_, page) = town.page(&token, &path("?as_of=2023-01-10&known_at=2023-04-20T08:00:00Z")).await;
    let told = words(&page);
    assert!(told.contains("Исполнение дорожной карты: —, ни один срок ещё не наступил"), "{told}");
    assert!(told.contains("Срок ещё не наступил: 8"), "{told}");
}

async fn workbook(town: &Town, token: &str, query: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let path = format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/fulfilment.xlsx{query}");
    let answer = town.router.clone().oneshot(request("GET", &path, token, &[], Body::empty())).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{query}");
    Xlsx::new(Cursor::new(to_bytes(answer.into_body(), 4 << 20).await.unwrap().to_vec())).unwrap()
}

/// The rows of a sheet below its header, as text.
fn lines(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, header: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let at = rows.iter().position(|row| row[0] == header).unwrap();
    rows[at + 1..].to_vec()
}

#[tokio::test]
async fn the_workbook_has_the_figures_of_the_page_and_each_is_a_formula() {
    let (town, token, _) = town().await;
    for query in ["", "?as_of=2023-04-11", "?as_of=2023-01-10&known_at=2023-04-20T08:00:00Z"] {
        let mut book = workbook(&town, &token, query).await;
        let api = town.get(&token, &format!("/api/v1{}", path(query))).await.2;
        let figures: BTreeMap<String, String> = lines(&mut book, "Показатель", "Величина")
            .into_iter()
            .map(|row| (row[0].clone(), row[1].clone()))
            .collect();
        for (name, figure) in [
            ("Наступил срок (знаменатель)", "due"),
            ("Исполнено и подтверждено", "done"),
            ("Исполнено в срок", "on_time"),
            ("Исполнено, отмечено и подтверждено в срок (числитель)", "fulfilled"),
            ("Отмечено позже чем через 3 рабочих дня", "late_marks"),
            ("Подтверждающий документ не открывается", "dead_proofs"),
            ("Срок не определён", "undated"),
            ("Порог показателя № 6, %", "threshold"),
        ] {
            assert_eq!(figures[name], api[figure].to_string(), "{query}: {name}: {figures:?}");
        }
        for (name, figure) in [("Полнота", "completeness"), ("Исполнение дорожной карты", "fulfilment")]
        {
            let cut = |share: f64| ((share * 1_000.0 + 1e-9).floor() / 1_000.0).to_string();
            assert_eq!(figures[name], api[figure].as_f64().map_or("—".to_owned(), cut), "{query}: {name}");
        }
        let six = api["indicator_6"].as_u64().map_or("—".to_owned(), |six| six.to_string());
        assert_eq!(figures["Показатель № 6"], six, "{query}");
        let formulas = book.worksheet_formula("Показатель").unwrap();
        let formulas = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        assert_eq!(formulas, figures.len() - 1, "{query}: all but the threshold, which is set");
    }
}

#[tokio::test]
async fn the_workbook_lists_every_obligation_with_its_share_and_why() {
    let (town, token, schools) = town().await;
    let mut book = workbook(&town, &token, "").await;
    let list = lines(&mut book, "Перечень", "№");
    assert_eq!(list.len(), 8);
    for (who, share, part, why) in [
        ("СОШ № 1", "Исполнено, отмечено и подтверждено в срок", "числитель и знаменатель", "ещё никто не проверял"),
        ("СОШ № 2", "Подтверждающий документ не открывается", "только знаменатель", ""),
        ("СОШ № 3", "Исполнено с опозданием", "только знаменатель", ""),
        ("СОШ № 4", "Отмечено позже чем через 3 рабочих дня", "только знаменатель", ""),
        ("СОШ № 5", "Не исполнено", "только знаменатель", "возвращено"),
        ("СОШ № 6", "Не исполнено", "только знаменатель", "просрочено"),
    ] {
        let row = list
            .iter()
            .find(|row| row[2].replace('\u{a0}', " ").ends_with(who))
            .unwrap_or_else(|| panic!("{who}: {list:?}"));
        assert_eq!((row[5].as_str(), row[6].as_str()), (share, part), "{row:?}");
        assert!(row[9].contains(why), "{row:?}");
    }
    let off = list.iter().find(|row| row[0] == "1.3").unwrap();
    assert!(off[5] == "Снято с контроля" && off[6] == "не учтено" && off[9].contains("Приказ № 77"), "{off:?}");
    assert!(list.iter().any(|row| row[0] == "1.4" && row[5] == "Срок ещё не наступил"), "{list:?}");
    let undated = lines(&mut book, "Без срока", "№");
    assert!(undated.len() == 1 && undated[0][0] == "1.2" && undated[0][3] == "по графику ИРО", "{undated:?}");
    let (_, head) = town.person_at("head", Role::Head, Some(schools[1])).await;
    let own = lines(&mut workbook(&town, &head, "").await, "Перечень", "№");
    assert!(own.len() == 1 && own[0][2].replace('\u{a0}', " ").ends_with("СОШ № 2"), "{own:?}");
}

#[tokio::test]
async fn the_page_leads_to_the_workbook_and_each_row_to_its_events() {
    let (town, token, _) = town().await;
    let (_, page) = town.page(&token, &path("?as_of=2023-04-19")).await;
    assert!(page.contains(&format!("href=\"{}\"", path(".xlsx?as_of=2023-04-19"))), "{page}");
    let journal = format!("/offices/{OFFICE}/journal?n=1.1");
    let link = page.split("href=\"").find(|link| link.starts_with(&journal)).unwrap().split('"').next().unwrap();
    let (status, told) = town.page(&token, &link.replace("&#38;", "&")).await;
    assert!(status == StatusCode::OK && words(&told).contains("Не тот отчёт"), "{link}: {told}");
    let codes = ["fulfilled", "not-done", "done-late", "late-mark", "dead-proof", "withdrawn"];
    let listed: usize = codes.map(|code| rows(&page, code)).iter().sum();
    assert_eq!((page.matches("события в журнале").count(), listed), (7, 7), "{page}");
}
