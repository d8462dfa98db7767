//! Amending orders as the coordinator applies them: the differences, what is taken, and once only.

use crate::{
    accounts,
    app::{Command, ImportOptions, import_order},
    drafts::{self, Owner},
    web::tests::{OFFICE, Town, day},
};
use axum::http::StatusCode;
use uuid::Uuid;
use vekha_domain::{event::Role, ids::RoadmapId};
use vekha_office::{Format, Order, read_order};

const HEAD: &str = "| № | Мероприятие | Срок | Ответственный |\n| --- | --- | --- | --- |\n";
const BEFORE: &str = "| 1.1 | Совещание | до 15 мая 2023 года | Кочнева С.А. |\n\
                      | 1.2 | Вебинар | ежеквартально | Руководители ОО |\n\
                      | 1.3 | Обучение | апрель 2024 | Седова Е.И. |\n";
const AFTER: &str = "| 1.1 | Совещание | до 15 июня 2023 года | Кочнева С.А., Ганина Е.В. |\n\
                     | 1.2 | Вебинар для родителей | ежеквартально | Руководители ОО |\n\
                     | 1.4 | Форум | до 20.12.2023 | Ганина Е.В. |\n";

fn table(rows: &str) -> Order {
    read_order(format!("{HEAD}{rows}").as_bytes(), Format::Text).unwrap()
}

struct Desk {
    town: Town,
    token: String,
    owner: Owner,
    roadmap: RoadmapId,
    draft: Uuid,
}

impl Desk {
    async fn with(rows: &str) -> Desk {
        let town = Town::new().await;
        let (person, token) = town.person("coordinator", Role::Coordinator).await;
        let account = accounts::by_login(&town.app, "coordinator").await.unwrap().unwrap();
        let owner = Owner { office: OFFICE, account: account.id };
        let period = Some((day("2023-01-01"), day("2024-12-31")));
        let options = ImportOptions { title: Some("План".into()), period, ..ImportOptions::default() };
        let command = Command { office: OFFICE, actor: person, id: town.app.ids().next() };
        let order = Order { number: Some("10".into()), date: Some(day("2023-01-09")), ..table(BEFORE) };
        let roadmap = import_order(&town.app, command, &order, &options).await.unwrap().roadmap;
        let order = Order { number: Some("77".into()), date: Some(day("2023-04-03")), ..table(rows) };
        let draft = drafts::make(&town.app, owner, "изменения.docx", &order, Some(roadmap)).await.unwrap();
        Desk { town, token, owner, roadmap, draft }
    }

    fn path(&self) -> String {
        format!("/offices/{OFFICE}/roadmaps/{}/amendments/{}", self.roadmap, self.draft)
    }

    async fn apply(&self, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        self.town.post(&self.token, &self.path(), fields).await
    }

    /// Number, title, words of the term, how many are responsible, whether it stands.
    async fn rows(&self) -> Vec<(String, String, String, usize, bool)> {
        let state = self.town.app.office(OFFICE).await.unwrap();
        let row = |a: &vekha_domain::activity::Activity| {
            let words = a.terms.last().map(|(_, term)| term.words.clone()).unwrap_or_default();
            let responsible = a.assignments.iter().filter(|held| held.until.is_none()).count();
            (a.number.clone(), a.title().to_owned(), words, responsible, a.withdrawn.is_none())
        };
        state.activities(self.roadmap).map(row).collect()
    }

    /// The keys of the boxes, with those that are ticked.
    async fn boxes(&self) -> (Vec<String>, usize) {
        let (status, page) = self.town.page(&self.token, &self.path()).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let keys = page.split("name=\"take\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        (keys.collect(), page.matches("checked").count())
    }
}

#[tokio::test]
async fn the_differences_are_shown_and_everything_ticked_is_applied_with_the_basis() {
    let desk = Desk::with(AFTER).await;
    let (_, page) = desk.town.page(&desk.token, &desk.path()).await;
    assert!(page.contains("изменено 2, новых 1, нет в приказе 1; без изменений 0"), "{page}");
    for said in
        ["до 15 мая 2023 года", "до 15 июня 2023 года", "Вебинар для родителей", "Ганина Е.В.", "Форум", "Обучение"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("value=\"Приказ № 77\"") && page.contains("value=\"03.04.2023\""), "{page}");
    let (keys, ticked) = desk.boxes().await;
    assert_eq!((keys.len(), ticked), (4, 4));
    let mut fields = vec![("basis", "Приказ № 77"), ("basis-date", "03.04.2023")];
    fields.extend(keys.iter().map(|key| ("take", key.as_str())));
    let (status, to, page) = desk.apply(&fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let told = |n: &str, title: &str, words: &str, who, stands| {
        (n.to_owned(), title.to_owned(), words.to_owned(), who, stands)
    };
    assert_eq!(
        desk.rows().await,
        [
            told("1.1", "Совещание", "до 15 июня 2023 года", 2, true),
            told("1.2", "Вебинар для родителей", "ежеквартально", 1, true),
            told("1.3", "Обучение", "апрель 2024", 1, false),
            told("1.4", "Форум", "до 20.12.2023", 1, true),
        ]
    );
    let (_, page) = desk.town.page(&desk.token, to.split('#').next().unwrap()).await;
    assert!(page.contains("Записано") && page.contains("Приказ № 77") && page.contains("добавлено"), "{page}");
    // The draft is gone, and the same order once more changes nothing.
    assert_eq!(desk.town.page(&desk.token, &desk.path()).await.0, StatusCode::NOT_FOUND);
    let again = drafts::make(&desk.town.app, desk.owner, "", &table(AFTER), Some(desk.roadmap)).await.unwrap();
    let (_, page) =
        desk.town.page(&desk.token, &desk.path().replace(&desk.draft.to_string(), &again.to_string())).await;
    assert!(page.contains("изменено 0, новых 0, нет в приказе 0; без изменений 3"), "{page}");
}

#[tokio::test]
async fn an_order_of_some_rows_withdraws_nothing_by_itself() {
    let desk = Desk::with("| 1.3 | Обучение | май 2024 | Седова Е.И. |\n").await;
    let (keys, ticked) = desk.boxes().await;
    assert_eq!((keys.len(), ticked), (3, 1), "{keys:?}");
    let changed = keys.iter().find(|key| key.starts_with("row-")).unwrap();
    let fields = [("basis", "Приказ № 77"), ("basis-date", "03.04.2023"), ("take", changed)];
    assert_eq!(desk.apply(&fields).await.0, StatusCode::SEE_OTHER);
    assert!(desk.rows().await.iter().all(|row| row.4));
    assert_eq!(desk.rows().await[2].2, "май 2024");
}

#[tokio::test]
async fn what_is_ticked_and_typed_is_kept_when_the_basis_is_missing() {
    let desk = Desk::with(AFTER).await;
    let (keys, _) = desk.boxes().await;
    let (status, _, page) = desk.apply(&[("take", &keys[0]), ("basis", ""), ("basis-date", "завтра")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"basis-e\"") && page.contains("id=\"basis-date-e\""), "{page}");
    assert_eq!(desk.boxes().await.1, 1, "the choice is kept");
    let (status, _, page) = desk.apply(&[("basis", "Приказ"), ("basis-date", "03.04.2023")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Отметьте хотя бы одно отличие"), "{page}");
}

#[tokio::test]
async fn a_draft_is_its_owners_and_its_roadmaps() {
    let desk = Desk::with(AFTER).await;
    let (_, other) = desk.town.person("second", Role::Coordinator).await;
    assert_eq!(desk.town.page(&other, &desk.path()).await.0, StatusCode::NOT_FOUND);
    let as_new = format!("/offices/{OFFICE}/orders/{}", desk.draft);
    assert_eq!(desk.town.page(&desk.token, &as_new).await.0, StatusCode::NOT_FOUND);
    let (_, page) =
        desk.town.page(&desk.token, &format!("/offices/{OFFICE}/roadmaps/{}/amendments/new", desk.roadmap)).await;
    assert!(page.contains("изменения.docx"), "{page}");
    let (_, page) = desk.town.page(&desk.token, &format!("/offices/{OFFICE}/orders/new")).await;
    assert!(!page.contains("изменения.docx"), "{page}");
    assert_eq!(desk.town.post(&desk.token, &format!("{}/discard", desk.path()), &[]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(desk.town.page(&desk.token, &desk.path()).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_cell_takes_nothing_away() {
    let desk = Desk::with("| 1.1 | Совещание | | |\n").await;
    let (_, page) = desk.town.page(&desk.token, &desk.path()).await;
    assert!(page.contains("изменено 0, новых 0") && page.contains("без изменений 1"), "{page}");
}
