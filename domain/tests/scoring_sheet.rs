//! A window lived through: values come in, are corrected, freeze at closing; late ones show; a note, recommendations, decisions follow.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{
    event::Basis,
    ids::{OrganisationId, PersonId},
    proof::ProofLink,
    scoring::{
        Cluster, Exact, Model, Value,
        clusters::{Ground, Proposal},
        fact::{Fact, Fulfilment, ValueReported, Whose},
        sheet::{Sheet, SheetRefused},
    },
};

const METHODISTS: Whose = Whose { organisation: OrganisationId(Uuid::from_u128(7)), teacher: None };
const METHODIST: PersonId = PersonId(Uuid::from_u128(70));

fn model() -> Model {
    toml::from_str(include_str!("../../seeds/scoring/korenovsk-m4.toml")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn july(model: &Model) -> Sheet<'_> {
    Sheet::new(model, 3, day("2023-07-01"), day("2023-07-31"))
}

fn link() -> ProofLink {
    ProofLink::parse("https://school.example.org/act.pdf").unwrap()
}

fn value(code: &str, number: u8) -> ValueReported {
    let links = vec![link()];
    ValueReported { links, ..ValueReported::new(3, METHODISTS, code, Value::Number(Exact::whole(number))) }
}

/// Decides and takes in.
fn enter(sheet: &mut Sheet<'_>, reported: ValueReported, reason: &str, on: &str) -> Result<usize, SheetRefused> {
    let facts = sheet.enter(reported, reason, day(on))?;
    facts.iter().for_each(|fact| sheet.apply(day(on), METHODIST, fact));
    Ok(facts.len())
}

#[test]
fn a_value_is_taken_within_its_window_and_only_from_its_set() {
    let model = model();
    let mut sheet = july(&model);
    assert_eq!(enter(&mut sheet, value("a", 1), "", "2023-06-30"), Err(SheetRefused::WindowNotOpen));
    assert_eq!(enter(&mut sheet, value("x", 1), "", "2023-07-03"), Err(SheetRefused::IndicatorUnknown));
    let told = enter(&mut sheet, value("a", 2), "", "2023-07-03").unwrap_err().code();
    assert_eq!(told, "value_not_in_set");
    let bare = |number: u8| ValueReported { links: Vec::new(), ..value("a", number) };
    assert_eq!(enter(&mut sheet, bare(1), "", "2023-07-03"), Err(SheetRefused::LinkMissing));
    assert_eq!(enter(&mut sheet, bare(0), "", "2023-07-03"), Ok(1), "what is not there needs no link");
    assert_eq!(enter(&mut sheet, bare(0), "", "2023-07-04"), Ok(0), "the same again is no change");
}

#[test]
fn closing_freezes_the_figures_and_late_ones_show_as_such() {
    let model = model();
    let mut sheet = july(&model);
    enter(&mut sheet, value("a", 1), "", "2023-07-03").unwrap();
    enter(&mut sheet, value("b", 0), "", "2023-07-03").unwrap();
    enter(&mut sheet, value("b", 1), "", "2023-07-31").unwrap();
    assert_eq!(enter(&mut sheet, value("a", 0), " ", "2023-08-02"), Err(SheetRefused::ReasonMissing));
    enter(&mut sheet, value("a", 0), "Акт отменён", "2023-08-02").unwrap();
    enter(&mut sheet, value("c", 1), "", "2023-08-03").unwrap();
    let number = |code: &str, values: &vekha_domain::scoring::Values| values.get(code).and_then(Value::number);
    let (frozen, now) = (sheet.frozen(METHODISTS), sheet.values_on(METHODISTS, day("2023-08-10")));
    let stand = |values| ["a", "b", "c"].map(|code| number(code, values).map(|n: Exact| n.to_string()));
    assert_eq!(stand(&frozen), [Some("1".into()), Some("1".into()), None]);
    assert_eq!(stand(&now), [Some("0".into()), Some("1".into()), Some("1".into())]);
    assert_eq!(stand(&sheet.values_on(METHODISTS, day("2023-07-10"))), [Some("1".into()), Some("0".into()), None]);
    let late = |code: &str| sheet.is_late(sheet.entry(METHODISTS, code).unwrap());
    assert_eq!(["a", "b", "c"].map(late), [true, false, true]);
    let corrected = sheet.history(METHODISTS, "a").last().unwrap();
    assert_eq!((corrected.reason.as_deref(), corrected.by), (Some("Акт отменён"), METHODIST));
    assert!(!sheet.is_complete(METHODISTS, day("2023-08-10")));
}

#[test]
fn who_has_not_entered_everything_is_missing() {
    let model = toml::from_str::<Model>(include_str!("../../seeds/scoring/krasnodar-zones.toml")).unwrap();
    let mut sheet = Sheet::new(&model, 1, day("2023-07-01"), day("2023-07-31"));
    let schools = [1, 2, 3].map(|id| Whose { organisation: OrganisationId(Uuid::from_u128(id)), teacher: None });
    let share = |whose, code: &str| ValueReported::new(1, whose, code, Value::Number(Exact::HUNDRED));
    let [first, second, third] = schools;
    for code in ["higher", "courses", "category", "advanced"] {
        enter(&mut sheet, share(first, code), "", "2023-07-03").unwrap();
        enter(&mut sheet, share(second, code), "", "2023-08-03").unwrap();
    }
    enter(&mut sheet, share(third, "higher"), "", "2023-07-03").unwrap();
    assert_eq!(sheet.missing(schools, day("2023-07-31")), [second, third]);
    assert_eq!(sheet.missing(schools, day("2023-08-03")), [third]);
}

#[test]
fn the_fulfilment_of_the_roadmap_is_entered_with_the_figures_it_rests_on() {
    let model = model();
    let mut sheet = july(&model);
    assert_eq!(enter(&mut sheet, value("h", 1), "", "2023-07-05"), Err(SheetRefused::FulfilmentMissing));
    let fulfilment = Fulfilment { due: 48, fulfilled: 45, as_of: day("2023-07-05") };
    assert_eq!(fulfilment.percent().unwrap().to_string(), "93,75");
    let confirmed = ValueReported { fulfilment: Some(fulfilment), ..value("h", 1) };
    assert_eq!(enter(&mut sheet, confirmed, "", "2023-07-05"), Ok(1));
}

#[test]
fn after_closing_a_note_is_published_and_recommendations_and_decisions_are_numbered() {
    let model = model();
    let mut sheet = july(&model);
    assert_eq!(sheet.publish(link(), day("2023-07-31")), Err(SheetRefused::WindowStillOpen));
    let today = day("2023-08-01");
    let school = METHODISTS.organisation;
    let basis = || Basis { words: "Приказ № 412 от 01.08.2023".into(), date: today };
    let take = |sheet: &mut Sheet<'_>, facts: Result<Vec<Fact>, SheetRefused>| {
        facts.unwrap().iter().for_each(|fact| sheet.apply(today, METHODIST, fact));
    };
    let facts = sheet.publish(link(), today);
    take(&mut sheet, facts);
    assert_eq!(sheet.publish(link(), today), Ok(Vec::new()), "published once");
    for text in ["Разместить план наставничества", "Провести семинар"] {
        let facts = sheet.recommend(school, text, day("2023-09-01"), today);
        take(&mut sheet, facts);
    }
    let facts = sheet.decide("Усилить состав МНЦ", basis(), (Some(day("2023-09-15")), None), today);
    take(&mut sheet, facts);
    assert_eq!(sheet.recommendations.iter().map(|(_, r)| r.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(sheet.decisions.iter().map(|(_, d)| d.number).collect::<Vec<_>>(), [1]);
    assert_eq!(sheet.recommend(school, " ", day("2023-09-01"), today), Err(SheetRefused::TextMissing));
    assert_eq!(sheet.recommend(school, "Поздно", day("2023-07-31"), today), Err(SheetRefused::DuePast));
    let unfounded = Basis { words: " ".into(), date: today };
    assert_eq!(sheet.decide("Без акта", unfounded, (None, None), today), Err(SheetRefused::BasisMissing));
}

#[test]
fn another_class_than_the_proposed_one_needs_a_reason() {
    let model = model();
    let mut sheet = july(&model);
    let proposal = Proposal { cluster: Cluster::Rising, ground: Ground::AllRoseLast };
    let school = METHODISTS.organisation;
    assert_eq!(sheet.classify(school, proposal, Cluster::Fluctuating, ""), Err(SheetRefused::ReasonMissing));
    let facts = sheet.classify(school, proposal, Cluster::Fluctuating, "Так считает приказ").unwrap();
    facts.iter().for_each(|fact| sheet.apply(day("2023-08-01"), METHODIST, fact));
    assert_eq!(sheet.classify(school, proposal, Cluster::Fluctuating, "Так считает приказ"), Ok(Vec::new()));
    assert_eq!(sheet.classes[&school].differs(), Some((Cluster::Rising, Cluster::Fluctuating)));
}

#[test]
fn facts_are_stored_under_names_of_their_own_and_read_back() {
    let fulfilment = Some(Fulfilment { due: 2, fulfilled: 1, as_of: day("2023-07-05") });
    let reported = ValueReported { fulfilment, ..value("h", 1) };
    let stored = serde_json::to_string(&Fact::ValueReported(reported.clone())).unwrap();
    assert!(stored.starts_with(r#"{"value_reported":{"window":3,"#) && stored.contains(r#""value":{"number":"1"}"#));
    assert_eq!(serde_json::from_str::<Fact>(&stored).unwrap(), Fact::ValueReported(reported));
}
