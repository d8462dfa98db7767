//! The journal as people read it.

use crate::web::{
    pages::tests::words,
    tests::{ACTIVITY, OFFICE, Town, day, request},
};
use axum::{body::Body, http::StatusCode};
use serde_json::{Value, json};
use vekha_domain::{
    event::{OrganisationKind, Role},
    ids::{MarkId, OrganisationId},
};
use vekha_event_log::LogId;

/// Fields of the filter with what is typed.
type Fields = &'static [(&'static str, &'static str)];

fn path(query: &str) -> String {
    format!("/offices/{OFFICE}/journal{query}")
}

fn asked(fields: &[(&str, &str)]) -> String {
    path(&format!("?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()))
}

/// Positions on a page, as they stand there.
fn positions(page: &str) -> Vec<u64> {
    let links = page.split("<small><a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    links.map(|link| link.split("/journal/").nth(1).unwrap().split('?').next().unwrap().parse().unwrap()).collect()
}

fn link_of(page: &str, words: &str) -> Option<String> {
    let before = page.split(&format!(">{words}<")).next().filter(|before| before.len() < page.len())?;
    Some(before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&#38;", "&"))
}

async fn list(town: &Town, token: &str, path: &str) -> (Vec<u64>, String) {
    let (status, page) = town.page(token, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {page}");
    (positions(&page), page)
}

async fn mark(town: &Town, token: &str, school: OrganisationId) -> MarkId {
    let done = json!({"occurrence": 1, "organisation": school, "performed_on": "2023-03-30",
        "links": ["https://school.example.org/plan.pdf"]});
    let (status, marked) = town.mark(token, &[], done).await;
    assert_eq!(status, StatusCode::CREATED, "{marked}");
    MarkId(marked["mark"].as_str().unwrap().parse().unwrap())
}

/// A town where a group of two schools has marked one activity; the second mark was returned a day later.
async fn town() -> (Town, String, [OrganisationId; 2]) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let schools = [town.school("МБОУ СОШ № 9").await, town.school("МБОУ СОШ № 17").await];
    town.group("Руководители ОО", &schools).await;
    mark(&town, &token, schools[0]).await;
    town.app.clock().set("2023-04-04T09:00:00Z".parse().unwrap());
    let second = mark(&town, &token, schools[1]).await;
    town.app.clock().set("2023-04-05T09:00:00Z".parse().unwrap());
    let state = |state: &vekha_projections::OfficeState| {
        state.activity(ACTIVITY).unwrap().send_back(second, "Нет подписи на отчёте", day("2023-04-05"))
    };
    town.decide(state).await;
    (town, token, schools)
}

async fn history(town: &Town, token: &str) -> Vec<Value> {
    let (_, _, page) = town.get(token, &format!("/api/v1/offices/{OFFICE}/history?limit=200")).await;
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_event_is_a_sentence_the_newest_first_and_the_head_can_be_noted() {
    let (town, token, _) = town().await;
    let (shown, page) = list(&town, &token, &path("")).await;
    let head = town.app.log().head(LogId(OFFICE.0)).await.unwrap();
    assert_eq!(shown, (1..=head.position).rev().collect::<Vec<_>>());
    let told = words(&page);
    for event in history(&town, &token).await {
        assert!(told.contains(event["sentence"].as_str().unwrap()), "{event}: {told}");
    }
    assert!(told.contains("возвращено") && told.contains("Раньше записей нет."), "{told}");
    assert!(told.contains(&format!("{} {} {}", OFFICE, head.position, head.chain_hash)), "{told}");
    assert!(page.contains("aria-current=\"page\">Журнал</a>") && !page.contains("Unknown localization"), "{page}");
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let (town, token, _) = town().await;
    for n in 0..230 {
        let id = OrganisationId(town.app.ids().next());
        let (name, since) = (format!("Детский сад № {n}"), day("2022-11-08"));
        let kind = OrganisationKind::Kindergarten;
        town.decide(|state| state.office().add_organisation(id, &name, kind, since)).await;
    }
    let all = town.app.log().head(LogId(OFFICE.0)).await.unwrap().position;
    for filter in [&[][..], &[("q", "детский САД")], &[("subject", "office"), ("from", "05.04.2023")]] {
        let (mut walked, mut next, mut pages) = (Vec::new(), Some(asked(filter)), 0);
        while let Some(link) = next {
            let (shown, page) = list(&town, &token, &link).await;
            assert!(!shown.is_empty() && shown.len() <= 100);
            walked.extend(shown);
            next = link_of(&page, "Более ранние записи");
            pages += 1;
        }
        let expected: Vec<u64> =
            if filter.is_empty() { (1..=all).rev().collect() } else { (all - 229..=all).rev().collect() };
        assert_eq!((walked, pages), (expected, 3), "{filter:?}");
    }
    let (_, first) = list(&town, &token, &path("")).await;
    assert_eq!(link_of(&first, "К последним записям"), None);
}

#[tokio::test]
async fn each_filter_finds_what_it_names_and_nothing_else() {
    let (town, token, _) = town().await;
    let events = history(&town, &token).await;
    let of = |holds: &dyn Fn(&Value) -> bool| -> Vec<u64> {
        events.iter().rev().filter(|event| holds(event)).map(|event| event["position"].as_u64().unwrap()).collect()
    };
    let kind = |event: &Value, kinds: &[&str]| kinds.contains(&event["type"].as_str().unwrap());
    let stream = |event: &Value, stem: &str| event["stream"].as_str().unwrap().starts_with(stem);
    let cases: Vec<(Fields, Vec<u64>)> = vec![
        (&[("kind", "marks")], of(&|e| kind(e, &["completion_reported"]))),
        (&[("kind", "review")], of(&|e| kind(e, &["completion_returned"]))),
        (&[("kind", "terms")], of(&|e| kind(e, &["deadline_set"]))),
        (&[("kind", "responsible")], of(&|e| kind(e, &["responsible_assigned"]))),
        (&[("kind", "people")], of(&|e| stream(e, "person-"))),
        (&[("kind", "office")], of(&|e| stream(e, "office-"))),
        (&[("kind", "plan")], of(&|e| kind(e, &["roadmap_drafted", "activity_planned"]))),
        (&[("subject", "activity")], of(&|e| stream(e, "activity-"))),
        (&[("subject", "roadmap")], of(&|e| stream(e, "roadmap-"))),
        (&[("n", "1.1.")], of(&|e| stream(e, "activity-"))),
        (&[("n", "1")], vec![]),
        (&[("by", "кочнёва")], of(&|e| kind(e, &["completion_reported"]))),
        (&[("by", "программа")], of(&|e| !kind(e, &["completion_reported"]))),
        (&[("q", "НЕТ  подписи на отчете")], of(&|e| kind(e, &["completion_returned"]))),
        (
            &[("from", "04.04.2023"), ("to", "2023-04-04")],
            of(&|e| e["recorded_at"].as_str().unwrap().starts_with("2023-04-04")),
        ),
        (&[("to", "3.4.2023"), ("kind", "marks")], of(&|e| kind(e, &["completion_reported"]))[1..].to_vec()),
        (&[("kind", "links")], vec![]),
    ];
    for (fields, expected) in cases {
        let (shown, page) = list(&town, &token, &asked(fields)).await;
        assert_eq!(shown, expected, "{fields:?}");
        assert_eq!(page.contains("Записей не нашлось."), expected.is_empty(), "{fields:?}");
        let (name, value) = fields[0];
        assert!(
            page.contains(&format!("name=\"{name}\" value=\"{value}\""))
                || page.contains(&format!("value=\"{value}\" selected"))
        );
    }
    let (status, page) = town.page(&token, &asked(&[("from", "вчера")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("value=\"вчера\"") && page.contains("id=\"from-e\"") && page.contains("Дата не понята."),
        "{page}"
    );
}

#[tokio::test]
async fn an_event_has_a_page_with_what_was_recorded_and_its_place_in_the_chain() {
    let (town, token, _) = town().await;
    let events = history(&town, &token).await;
    for event in &events {
        let position = event["position"].as_u64().unwrap();
        let (status, page) = town.page(&token, &path(&format!("/{position}"))).await;
        assert_eq!(status, StatusCode::OK);
        let payload = page.split("<pre class=\"payload\">").nth(1).unwrap().split("</pre>").next().unwrap();
        let payload: Value = serde_json::from_str(&payload.replace("&#34;", "\"").replace("&#38;", "&")).unwrap();
        assert_eq!(payload, event["payload"], "{position}");
        let hashes = town.app.log().at(LogId(OFFICE.0), position, |_, hashes| hashes).await.unwrap().unwrap();
        let told = words(&page);
        let version = format!("{}, запись {}", event["stream"].as_str().unwrap(), event["version"]);
        let kind = format!("{}, редакция {}", event["type"].as_str().unwrap(), event["schema_version"]);
        for part in [event["sentence"].as_str().unwrap(), &version, &kind, event["actor"].as_str().unwrap()] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(told.contains(&hashes.leaf.to_string()) && told.contains(&hashes.chain.to_string()), "{told}");
        assert!(!page.contains("Unknown localization"), "{page}");
    }
}

#[tokio::test]
async fn one_steps_through_the_log_and_through_the_history_of_one_thing() {
    let (town, token, _) = town().await;
    let last = town.app.log().head(LogId(OFFICE.0)).await.unwrap().position;
    let of_activity: Vec<u64> = history(&town, &token)
        .await
        .iter()
        .filter(|event| event["stream"] == format!("activity-{ACTIVITY}"))
        .map(|event| event["position"].as_u64().unwrap())
        .collect();
    let links = async |position: u64| {
        let page = town.page(&token, &path(&format!("/{position}"))).await.1;
        let at = |words: &str| {
            let link = page.split("<a href=\"").find(|rest| rest.contains(&format!("\">{words}, №")))?;
            link.split('"').next().unwrap().rsplit('/').next().unwrap().parse::<u64>().ok()
        };
        [at("Предыдущая"), at("Следующая"), at("Предыдущая об этом мероприятии"), at("Следующая об этом мероприятии")]
    };
    let (first, second) = (of_activity[0], of_activity[1]);
    assert_eq!(links(first).await, [Some(first - 1), Some(first + 1), None, Some(second)]);
    assert_eq!(links(second).await[2], Some(first));
    assert_eq!(links(1).await, [None, Some(2), None, None]);
    let before_last = of_activity[of_activity.len() - 2];
    assert_eq!(links(last).await, [Some(last - 1), None, Some(before_last), None]);
}

#[tokio::test]
async fn a_head_reads_of_the_own_school_and_of_nobody_else() {
    let (town, token, schools) = town().await;
    let (_, head) = town.person_at("head", Role::Head, Some(schools[0])).await;
    let (shown, page) = list(&town, &head, &path("")).await;
    let told = words(&page);
    assert!(told.contains("Показаны записи, которые касаются вас") && !told.contains("Нет подписи"), "{told}");
    let own = history(&town, &head).await;
    let expected: Vec<u64> = own.iter().rev().map(|event| event["position"].as_u64().unwrap()).collect();
    assert_eq!(shown, expected);
    assert!(shown.len() > 5 && page.contains("МБОУ СОШ № 9"));
    let everything = history(&town, &token).await;
    let mut refused = 0;
    for event in &everything {
        let position = event["position"].as_u64().unwrap();
        let (status, page) = town.page(&head, &path(&format!("/{position}"))).await;
        assert_eq!(status == StatusCode::OK, shown.contains(&position), "{event}");
        refused += u64::from(status == StatusCode::NOT_FOUND);
        for step in page.split("/journal/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let step: u64 = step.split('?').next().unwrap().parse().unwrap();
            assert!(step == position || shown.contains(&step), "{position} leads to {step}");
        }
    }
    assert!(refused >= 4, "the coordinator's stream and the second school's marks");
    let words_of_others = list(&town, &head, &asked(&[("q", "подписи")])).await.0;
    assert_eq!(words_of_others, Vec::<u64>::new());
    let missing = town.page(&head, &path("/99999")).await;
    assert_eq!(missing.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn readers_of_the_whole_office_read_all_of_it_and_the_region_every_office() {
    let (town, token, _) = town().await;
    let all = list(&town, &token, &path("")).await.0.len();
    for (n, role) in [Role::Auditor, Role::Region].into_iter().enumerate() {
        let (_, token) = town.person(&format!("reader{n}"), role).await;
        // Registering a reader is two events more.
        assert_eq!(list(&town, &token, &path("")).await.0.len(), all + 2 * (n + 1), "{role:?}");
    }
}

#[tokio::test]
async fn the_past_knows_no_later_entry() {
    let (town, token, _) = town().await;
    let last = town.app.log().head(LogId(OFFICE.0)).await.unwrap().position;
    let (shown, page) = list(&town, &token, &path("?as_of=04.04.2023")).await;
    assert_eq!(shown[0], last - 1);
    let told = words(&page);
    assert!(told.contains("как было известно на конец этого дня") && !told.contains("возвращено"), "{told}");
    let chain = town.app.log().at(LogId(OFFICE.0), last - 1, |_, hashes| hashes.chain).await.unwrap().unwrap();
    assert!(told.contains("Последняя запись, известная тогда") && told.contains(&chain.to_string()), "{told}");
    let links: Vec<&str> = page.split("/journal/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.iter().all(|link| link.contains("as_of=2023-04-04")), "{links:?}");
    let (status, page) = town.page(&token, &path(&format!("/{last}?as_of=04.04.2023"))).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(words(&page).contains("В тот день этого ещё не было"), "{page}");
    let (_, page) = town.page(&token, &path(&format!("/{}?as_of=04.04.2023", last - 1))).await;
    assert!(!page.contains(&format!("/journal/{last}")), "nothing comes after it: {page}");
}

#[tokio::test]
async fn whoever_asks_for_english_reads_the_journal_in_it() {
    let (town, token, _) = town().await;
    for path in [path(""), path("/1")] {
        let english = request("GET", &path, &token, &[("accept-language", "en")], Body::empty());
        let (status, page) = town.html(english).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("<html lang=\"en\">") && !page.contains("Unknown localization"), "{page}");
    }
}
