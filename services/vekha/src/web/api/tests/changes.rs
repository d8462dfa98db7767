//! What was changed, how it is counted, and who belongs to the office, as a program reads it.

use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP, Town, day};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vekha_domain::{
    activity::Activity,
    event::{Basis, DayOffRule, Party, Role, Setting, Wording},
    ids::{GroupId, OrganisationId},
    refusal::Refusal,
};

fn basis(date: &str) -> Basis {
    Basis { words: "Приказ № 77".to_owned(), date: day(date) }
}

async fn changed(town: &Town, decide: impl Fn(&Activity) -> Result<Vec<vekha_domain::event::Change>, Refusal>) {
    town.decide(|state| decide(state.activity(ACTIVITY).unwrap())).await;
}

async fn changes(town: &Town, token: &str, query: &str) -> Value {
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/changes{query}");
    let (status, _, page) = town.get(token, &path).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page
}

#[tokio::test]
async fn changes_are_told_with_their_basis_and_what_stood_before() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    assert_eq!(changes(&town, &token, "").await, json!({"items": [], "next": null}));
    changed(&town, |a| a.move_deadline(1, day("2023-04-20"), basis("2023-03-01"))).await;
    let words = Wording {
        title: "Совещание директоров".into(), place: Some("ЦРО".into()), ..Wording::default()
    };
    changed(&town, |a| a.reword(words.clone(), basis("2023-03-02"))).await;
    let post = || Party::Post("тьюторы".into());
    changed(&town, |a| a.assign(post(), Some(basis("2023-03-03")), day("2023-03-03"))).await;
    changed(&town, |a| a.cancel_occurrence(1, basis("2023-03-04"))).await;
    changed(&town, |a| a.withdraw(basis("2023-03-05"))).await;
    let all = changes(&town, &token, "").await;
    let kinds: Vec<&str> = all["items"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["withdrawn", "cancelled", "responsible", "reworded", "moved"]);
    let moved = json!({"kind": "moved", "day": "2023-03-01", "basis": {"words": "Приказ № 77", "date": "2023-03-01"},
        "activity": ACTIVITY, "number": "1.1", "occurrence": 1, "too_late": true,
        "differences": [{"field": "due", "old": "2023-03-31", "new": "2023-04-20"}]});
    assert_eq!(all["items"][4], moved);
    assert_eq!(
        all["items"][3]["differences"],
        json!([{"field": "title", "old": "Совещание руководителей", "new": "Совещание директоров"},
            {"field": "place", "old": null, "new": "ЦРО"}])
    );
    assert_eq!(all["items"][2]["differences"], json!([{"field": "responsible", "old": null, "new": "тьюторы"}]));
    assert_eq!(all["items"][1]["differences"], json!([{"field": "due", "old": "2023-04-20", "new": null}]));
    let first = changes(&town, &token, "?limit=2").await;
    let rest = changes(&town, &token, &format!("?cursor={}", first["next"].as_str().unwrap())).await;
    assert_eq!((first["items"].as_array().unwrap().len(), rest["items"].as_array().unwrap().len()), (2, 3));
    // On the day of the move nothing later had been changed.
    let then = changes(&town, &token, "?as_of=2023-03-01&known_at=2023-04-03").await;
    assert_eq!(then["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn settings_are_those_of_the_day() {
    let town = Town::new().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    for setting in [Setting::Acceptance(true), Setting::Threshold(95), Setting::DayOff(DayOffRule::Keep)] {
        town.decide(|state| state.roadmap(ROADMAP).unwrap().set(setting, day("2023-02-01"))).await;
    }
    let path = format!("/api/v1/offices/{OFFICE}/roadmaps/{ROADMAP}/settings");
    let now = json!({"acceptance": true, "threshold": 95, "mark_days": 3, "day_off": "keep", "public": false});
    assert_eq!(town.get(&token, &path).await.2, now);
    let before = json!({"acceptance": false, "threshold": 100, "mark_days": 3, "day_off": "next", "public": false});
    let past = format!("{path}?as_of=2023-01-31&known_at=2023-04-03");
    assert_eq!(town.get(&token, &past).await.2, before);
}

#[tokio::test]
async fn organisations_and_groups_are_those_of_the_day_and_a_head_reads_of_the_own_school() {
    let town = Town::new().await;
    let (ours, theirs) = (town.school("МБОУ СОШ № 23").await, town.school("МБОУ СОШ № 24").await);
    town.group("Руководители ОО", &[ours, theirs]).await;
    let alone = GroupId(town.app.ids().next());
    town.decide(|state| state.office().define_group(alone, "Без нас", day("2022-11-08"))).await;
    town.decide(|state| state.office().add_member(alone, theirs, day("2022-11-08"))).await;
    town.decide(|state| state.office().close_organisation(theirs, basis("2023-03-01"))).await;
    let (_, auditor) = town.person("auditor", Role::Auditor).await;
    let (_, head) = town.person_at("head", Role::Head, Some(ours)).await;
    let ask = async |token: &str, what: &str| {
        let (status, _, list) = town.get(token, &format!("/api/v1/offices/{OFFICE}/{what}")).await;
        assert_eq!(status, StatusCode::OK, "{list}");
        list
    };
    let shown = |id: OrganisationId, name: &str, closed: Value| json!({"id": id, "name": name, "kind": "school", "closed": closed});
    let open = shown(ours, "МБОУ СОШ № 23", Value::Null);
    let closed = json!({"words": "Приказ № 77", "date": "2023-03-01"});
    assert_eq!(ask(&auditor, "organisations").await, json!([open, shown(theirs, "МБОУ СОШ № 24", closed)]));
    let before = ask(&auditor, "organisations?as_of=2023-02-28&known_at=2023-04-03").await;
    assert_eq!(before[1]["closed"], Value::Null);
    assert_eq!(ask(&head, "organisations").await, json!([open]));
    let groups = ask(&auditor, "groups").await;
    assert_eq!((&groups[0]["name"], &groups[0]["members"]), (&json!("Без нас"), &json!([theirs])));
    assert_eq!(groups[1]["members"].as_array().unwrap().len(), 2);
    assert_eq!(ask(&auditor, "groups?as_of=2022-11-07&known_at=2023-04-03").await[1]["members"], json!([]));
    let groups = ask(&head, "groups").await;
    assert_eq!((groups.as_array().unwrap().len(), &groups[0]["members"]), (1, &json!([ours])));
}

#[tokio::test]
async fn a_head_reads_the_changes_of_the_own_rows_only() {
    let town = Town::new().await;
    let school = town.school("МБОУ СОШ № 23").await;
    let (_, head) = town.person_at("head", Role::Head, Some(school)).await;
    changed(&town, |a| a.move_deadline(1, day("2023-04-20"), basis("2023-03-01"))).await;
    assert_eq!(changes(&town, &head, "").await["items"], json!([]));
    town.assign(Party::Organisation(school)).await;
    assert_eq!(changes(&town, &head, "").await["items"].as_array().unwrap().len(), 1);
}
