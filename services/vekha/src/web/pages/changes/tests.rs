//! Changes as the coordinator makes them: one row or many, each with its basis, and what is refused.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use vekha_domain::{
    activity::Activity,
    event::{Party, Role, Wording},
    ids::ActivityId,
};

const BASIS: [(&str, &str); 2] = [("basis", "Приказ № 77"), ("basis-date", "03.04.2023")];

struct Desk {
    town: Town,
    coordinator: String,
    activity: String,
}

impl Desk {
    async fn new() -> Desk {
        let town = Town::new().await;
        let (from, to) = (day("2022-11-08"), day("2024-12-31"));
        town.decide(|state| state.roadmap(ROADMAP).unwrap().adopt(Some("1298".into()), Some(from), from, to, from))
            .await;
        let (_, coordinator) = town.person("coordinator", Role::Coordinator).await;
        Desk { town, coordinator, activity: ACTIVITY.to_string() }
    }

    fn path() -> String {
        format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/changes/new")
    }

    async fn form(&self, what: &str) -> (StatusCode, String) {
        self.town.page(&self.coordinator, &format!("{}?what={what}&m={}", Desk::path(), self.activity)).await
    }

    async fn send(&self, what: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut all = vec![("what", what), ("m", self.activity.as_str()), ("command", "c-1")];
        all.extend(fields);
        self.town.post(&self.coordinator, &Desk::path(), &all).await
    }

    async fn known<T>(&self, ask: impl Fn(&Activity) -> T) -> T {
        ask(self.town.app.office(OFFICE).await.unwrap().activity(ACTIVITY).unwrap())
    }

    /// A second row that waits for its date.
    async fn second(&self) -> ActivityId {
        let id = ActivityId(self.town.app.ids().next());
        let words = Wording { title: "Вебинар".into(), ..Wording::default() };
        self.town.change(Activity::plan(id, ROADMAP, None, 2, "1.2", words, day("2022-11-08")).unwrap()).await;
        id
    }
}

#[tokio::test]
async fn a_term_is_moved_with_its_basis_and_the_receipt_tells_it() {
    let desk = Desk::new().await;
    let (status, page) = desk.form("move").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Совещание руководителей") && page.contains("31.03.2023"), "{page}");
    let occurrence = format!("o-{ACTIVITY}");
    let (status, to, page) = desk.send("move", &[(&occurrence, "1"), ("day", "20.04.2023"), BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&desk.coordinator, to.split('#').next().unwrap()).await;
    assert!(page.contains("с 31.03.2023 на 20.04.2023") && page.contains("Приказ № 77"), "{page}");
    assert!(page.contains("в расчёте остаётся прежний срок"), "the old day had passed: {page}");
    assert_eq!(desk.known(|a| a.occurrence(1).unwrap().due()).await, Some(day("2023-04-20")));
    // Sent twice, it is one move.
    desk.send("move", &[(&occurrence, "1"), ("day", "20.04.2023"), BASIS[0], BASIS[1]]).await;
    assert_eq!(desk.known(|a| a.occurrence(1).unwrap().moves.len()).await, 1);
    // Gone back to and sent with another day, it is a second move and no echo of the first.
    desk.send("move", &[(&occurrence, "1"), ("day", "25.04.2023"), BASIS[0], BASIS[1]]).await;
    assert_eq!(desk.known(|a| a.occurrence(1).unwrap().due()).await, Some(day("2023-04-25")));
}

#[tokio::test]
async fn nothing_is_changed_without_a_basis_and_what_was_typed_stays() {
    let desk = Desk::new().await;
    let fields = [("day", "когда-нибудь"), ("basis", ""), ("basis-date", "04.04.2023")];
    let occurrence = format!("o-{ACTIVITY}");
    let (status, _, page) = desk.send("move", &[fields[0], fields[1], fields[2], (&occurrence, "1")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in
        ["id=\"day-e\">! Дата не понята", "id=\"basis-e\">! Укажите основание", "id=\"basis-date-e\">! Эта дата ещё не"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("value=\"когда-нибудь\""), "{page}");
    assert!(desk.known(|a| a.occurrence(1).unwrap().moves.is_empty()).await);
}

#[tokio::test]
async fn many_rows_are_changed_in_one_command_or_not_at_all() {
    let desk = Desk::new().await;
    let second = desk.second().await.to_string();
    let (status, to, page) = desk.send("withdraw", &[("m", &second), BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = desk.town.page(&desk.coordinator, to.split('#').next().unwrap()).await;
    assert_eq!(page.matches("снято с контроля").count(), 2 + 2 + 1, "receipt, rows, choice of kinds: {page}");
    // Off control already: a date cannot be given, and the row is named.
    let (status, _, page) = desk.send("date", &[("day", "15.05.2023"), BASIS[0], BASIS[1], ("command", "c-2")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Строка 1.1: Мероприятие снято с контроля"), "{page}");
}

#[tokio::test]
async fn a_row_without_a_date_gets_one_and_one_without_dates_has_nothing_to_move() {
    let desk = Desk::new().await;
    let second = desk.second().await;
    let desk = Desk { activity: second.to_string(), ..desk };
    let (status, _, page) = desk.send("move", &[("day", "15.05.2023"), BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Строка 1.2: нет исполнения с датой"), "{page}");
    let fields = [("start", "10.05.2023"), ("day", "15.05.2023"), BASIS[0], BASIS[1]];
    assert_eq!(desk.send("date", &fields).await.0, StatusCode::SEE_OTHER);
    let state = desk.town.app.office(OFFICE).await.unwrap();
    let given = state.activity(second).unwrap().occurrences.first().cloned().unwrap();
    assert_eq!((given.start, given.due()), (Some(day("2023-05-10")), Some(day("2023-05-15"))));
    let backwards = [("start", "20.05.2023"), ("day", "15.05.2023"), BASIS[0], BASIS[1], ("command", "c-3")];
    drop(state);
    let (status, _, page) = desk.send("date", &backwards).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Новый срок кончается раньше"), "{page}");
}

#[tokio::test]
async fn a_new_term_is_looked_at_before_it_is_recorded() {
    let desk = Desk::new().await;
    let words = ("words", "2 раза в год");
    let (status, _, page) = desk.send("term", &[words, BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(
        page.contains("Можно понять по-разному") && page.contains("name=\"seen\" value=\"2 раза в год\""),
        "{page}"
    );
    assert_eq!(desk.known(|a| a.terms.len()).await, 1);
    let seen = ("seen", "2 раза в год");
    let picked = [words, seen, ("pick-0", "offered"), BASIS[0], BASIS[1]];
    assert_eq!(desk.send("term", &picked).await.0, StatusCode::SEE_OTHER);
    assert!(desk.known(|a| a.terms.last().unwrap().1.words == "2 раза в год").await);
    assert!(desk.known(|a| a.terms.last().unwrap().1.basis.is_some()).await);
    // Other words than those seen are read again.
    let other = [("words", "ежеквартально"), seen, BASIS[0], BASIS[1], ("command", "c-4")];
    assert_eq!(desk.send("term", &other).await.0, StatusCode::OK);
}

#[tokio::test]
async fn executors_change_and_the_new_one_may_lead() {
    let desk = Desk::new().await;
    let (old, _) = desk.town.person("old", Role::Responsible).await;
    let (new, _) = desk.town.person("new", Role::Responsible).await;
    desk.town.assign(Party::Person(old)).await;
    let (_, page) = desk.form("responsible").await;
    assert!(page.contains("Кочнева old") && page.contains("Кочнева new"), "{page}");
    let (release, assign) = (format!("person:{old}"), format!("person:{new}"));
    let fields = [("release", release.as_str()), ("assign", assign.as_str()), ("lead", "yes"), BASIS[0], BASIS[1]];
    let (status, _, page) = desk.send("responsible", &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let today = day("2023-04-03");
    assert_eq!(desk.known(|a| a.parties_on(today).cloned().collect::<Vec<_>>()).await, [Party::Person(new)]);
    let (status, _, page) = desk.send("responsible", &[BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Выберите, кого освободить или кого назначить"), "{page}");
}

#[tokio::test]
async fn words_are_changed_one_row_at_a_time() {
    let desk = Desk::new().await;
    let (_, page) = desk.form("wording").await;
    assert!(page.contains("Совещание руководителей</textarea>"), "{page}");
    let fields = [("title", "Семинар"), ("codes", "1.1, 5.2"), BASIS[0], BASIS[1]];
    assert_eq!(desk.send("wording", &fields).await.0, StatusCode::SEE_OTHER);
    assert_eq!(desk.known(|a| (a.title().to_owned(), a.reworded.len())).await, ("Семинар".to_owned(), 1));
    let second = desk.second().await.to_string();
    let (status, _, page) = desk.send("wording", &[("m", &second), fields[0], BASIS[0], BASIS[1]]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Формулировку меняют по одной строке"), "{page}");
}

#[tokio::test]
async fn only_the_coordinator_changes_and_nobody_changes_the_past() {
    let desk = Desk::new().await;
    for role in [Role::Responsible, Role::Auditor, Role::Administrator, Role::Region] {
        let (_, token) = desk.town.person(&format!("{role:?}"), role).await;
        let path = format!("{}?what=move&m={ACTIVITY}", Desk::path());
        assert_eq!(desk.town.page(&token, &path).await.0, StatusCode::FORBIDDEN, "{role:?}");
        let (status, page) = desk.town.page(&token, &format!("/offices/{OFFICE}/roadmaps/{ROADMAP}/changes")).await;
        assert!(status == StatusCode::OK && !page.contains("/amendments/new"), "{role:?}: {page}");
    }
    let past = format!("{}?what=move&m={ACTIVITY}&as_of=2023-01-15", Desk::path());
    assert_eq!(desk.town.page(&desk.coordinator, &past).await.0, StatusCode::CONFLICT);
    let unknown = format!("{}?what=delete&m={ACTIVITY}", Desk::path());
    assert_eq!(desk.town.page(&desk.coordinator, &unknown).await.0, StatusCode::NOT_FOUND);
    let (_, page) = desk.town.page(&desk.coordinator, &format!("{}?what=move", Desk::path())).await;
    assert!(page.contains("Ничего не отмечено"), "{page}");
}
