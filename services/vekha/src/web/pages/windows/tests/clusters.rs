//! The page of clusters: sixteen schools over three years, the printed means beside the recounted ones, lines over the years.

use super::Desk;
use crate::web::tests::{OFFICE, ROADMAP, Town, day};
use serde::Deserialize;
use vekha_domain::{
    event::{MonitoringPlanned, Party, Reported, Role, Whose},
    ids::MonitoringId,
    monitoring::Monitoring,
    scoring::{Exact, Model, Value},
};

const MODEL: &str = include_str!("../../../../../../../seeds/scoring/krasnodar-clusters.toml");
const DATA: &str = include_str!("../../../../../../../seeds/scoring/data/krasnodar.toml");

#[derive(Deserialize)]
struct Data {
    schools: Vec<School>,
}

#[derive(Deserialize)]
struct School {
    name: String,
    russian: Vec<Exact>,
    mathematics: Vec<Exact>,
    lessons: Exact,
}

/// The sixteen schools with the results of three years, entered when the years were over.
async fn krasnodar() -> (Desk, String) {
    let town = Town::new().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let model: Model = toml::from_str(MODEL).unwrap();
    let data: Data = toml::from_str(DATA).unwrap();
    let mut schools = Vec::new();
    for school in &data.schools {
        schools.push(town.school(&school.name).await);
    }
    let adopted = model.clone();
    town.decide(move |state| state.office().adopt_model(adopted.clone(), day("2022-01-01"))).await;
    let monitoring = MonitoringId(town.app.ids().next());
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Направления динамики".into(),
        answers: schools.iter().map(|id| Party::Organisation(*id)).collect(),
        basis: None,
        scored_by: Some(model.code),
    };
    let period = (day("2020-01-01"), day("2022-12-31"));
    town.decide(|state| {
        let today = (state.office(), day("2023-04-03"));
        Monitoring::plan(monitoring, planned.clone(), &[((8, 1), (8, 31))], period, today)
    })
    .await;
    for year in 0..3_usize {
        let number = u16::try_from(year + 1).unwrap();
        town.decide(|state| {
            let mut given = Vec::new();
            for (school, id) in data.schools.iter().zip(&schools) {
                let values = [
                    ("russian", school.russian[year]),
                    ("mathematics", school.mathematics[year]),
                    ("lessons", school.lessons),
                ];
                given.extend(values.map(|(code, n)| (Whose::of(*id), Reported::new(code, Value::Number(n)))));
            }
            let of = state.monitoring(monitoring).unwrap();
            of.report(number, &given, "", (state.office(), &|_| None), day("2023-04-03"))
        })
        .await;
    }
    let first = [schools[0], schools[1]];
    (Desk { town, token: token.clone(), schools: first, monitoring }, token)
}

#[tokio::test]
async fn printed_means_stand_beside_the_recounted_ones_and_the_page_says_where_the_print_is_wrong() {
    let (desk, token) = krasnodar().await;
    let path = format!("/offices/{OFFICE}/monitorings/{}/3/results", desk.monitoring);
    let (_, page) = desk.town.page(&token, &path).await;
    assert!(page.contains("72,41") && page.contains("75,07") && page.contains("71,5"), "{page}");
    for counted in ["69,94", "66,78", "67,4", "72,06", "69,33", "64,66", "49,78", "48,24"] {
        assert!(page.contains(&format!(">{counted}<")), "recounted {counted}: {page}");
    }
    for printed in ["68,63", "66,6", "67,17", "72,28", "69,08", "65,09", "56,3", "48,81"] {
        assert!(page.contains(&format!(">{printed}<")), "printed {printed}: {page}");
    }
    assert!(page.contains("Из 24 напечатанных в приказе средних с пересчитанными по группам совпадают 12"), "{page}");
    assert!(page.contains("«возрастающая успешность» (напечатано среднее по школам № 17, 42, 50)"), "{page}");
    assert!(page.contains("но это среднее по школам № 11, 14, 24, 46, 66, 76, 77, 84"), "{page}");
    assert_eq!(page.matches("– напечатано в приказе").count(), 8, "four groups, two results");
    assert!(!page.contains("Внесено или исправлено после закрытия"), "past years are entered afterwards: {page}");
    assert!(
        desk.town
            .page(&token, &format!("/offices/{OFFICE}/monitorings/{}/2/results", desk.monitoring))
            .await
            .1
            .contains("нет результатов за три года")
    );
}

#[tokio::test]
async fn a_person_may_decide_another_class_only_with_a_reason() {
    let (desk, token) = krasnodar().await;
    let base = format!("/offices/{OFFICE}/monitorings/{}/3", desk.monitoring);
    let school = desk.schools[0].to_string();
    let sent = [("command", "a"), ("school", school.as_str()), ("class", "fluctuating"), ("class-reason", "")];
    let (status, _, page) = desk.town.post(&token, &format!("{base}/classes"), &sent).await;
    assert!(status.as_u16() == 422 && page.contains("id=\"class-reason-e\""), "{page}");
    let reason = ("class-reason", "Рост на один год");
    let sent = [("command", "b"), ("school", school.as_str()), ("class", "fluctuating"), reason];
    let (status, to, page) = desk.town.post(&token, &format!("{base}/classes"), &sent).await;
    assert_eq!(status.as_u16(), 303, "{page}");
    let (_, page) = desk.town.page(&token, &to).await;
    assert!(page.contains("Рост на один год"), "{page}");
    assert!(page.contains("Все напечатанные в приказе средние (24) совпадают"), "the print counts it so: {page}");
}

#[tokio::test]
async fn a_result_is_drawn_over_the_years_with_the_school_that_was_chosen() {
    let (desk, token) = krasnodar().await;
    let path = format!("/offices/{OFFICE}/monitorings/{}/3/results?indicator=russian", desk.monitoring);
    let (_, page) = desk.town.page(&token, &path).await;
    assert!(page.contains("id=\"years\"") && page.contains("class=\"ln\"") && !page.contains("class=\"l2\""), "{page}");
    for said in [">2020<", ">2021<", ">2022<", ">66,95<", "Медиана – с 71,95 до 66,95"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (_, page) = desk.town.page(&token, &format!("{path}&of={}", desk.schools[0])).await;
    assert!(page.contains("class=\"l2\"") && page.contains("СОШ №\u{a0}11 – с 73,84 до 68,1"), "{page}");
}
