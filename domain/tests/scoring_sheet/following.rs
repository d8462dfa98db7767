//! What follows a window that is closed: a note, recommendations, decisions, the class of a school.

use crate::life::{Life, METHODISTS, day, link, m4};
use vekha_domain::{
    event::Basis,
    proof::ProofLink,
    refusal::Refusal,
    scoring::{
        Cluster,
        clusters::{Ground, Proposal},
        refused::SheetRefused,
    },
};

#[test]
fn after_closing_a_note_is_published_and_recommendations_and_decisions_are_numbered() {
    let mut life = Life::of(m4());
    let today = day("2023-08-01");
    let school = METHODISTS.organisation;
    let sheet = |refused| Err(Refusal::Sheet(refused));
    let early = life.monitoring.publish(3, link(), &life.office, day("2023-07-31"));
    assert_eq!(early, sheet(SheetRefused::WindowStillOpen));
    for times in [1, 0] {
        let changes = life.monitoring.publish(3, link(), &life.office, today);
        assert_eq!(life.took(changes), Ok(times), "published once");
    }
    for text in ["Разместить план наставничества", "Провести семинар"] {
        let changes = life.monitoring.recommend(3, (school, text, day("2023-09-01")), &life.office, today);
        life.took(changes).unwrap();
    }
    let basis = || Basis { words: "Приказ № 412 от 01.08.2023".into(), date: today };
    let due = Some(day("2023-09-15"));
    let changes = life.monitoring.decide(3, ("Усилить состав МНЦ", basis()), (due, None), &life.office, today);
    life.took(changes).unwrap();
    let done = life.monitoring.follow(3, 2, vec![link()], &life.office, day("2023-08-20"));
    life.took(done).unwrap();
    let numbers =
        |on| life.sheet(on).recommendations().map(|r| (r.issued.number, r.done_on().is_some())).collect::<Vec<_>>();
    assert_eq!(numbers("2023-08-01"), [(1, false), (2, false)]);
    assert_eq!(numbers("2023-08-20"), [(1, false), (2, true)]);
    assert_eq!(numbers("2023-07-31"), []);
    let other = ProofLink::parse("https://school.example.org/better.pdf").unwrap();
    let again = life.monitoring.follow(3, 2, vec![other.clone()], &life.office, day("2023-08-25"));
    life.took(again).unwrap();
    let second = |on| life.sheet(on).recommendations().nth(1).map(|r| (r.done_on(), r.proofs().to_vec())).unwrap();
    assert_eq!(second("2023-08-22"), (Some(day("2023-08-20")), vec![link()]), "as it was said then");
    assert_eq!(second("2023-08-25"), (Some(day("2023-08-20")), vec![other]), "done since the first report");
    assert_eq!(life.sheet("2023-08-01").decisions().map(|(_, d)| d.number).collect::<Vec<_>>(), [1]);
    let recommend = |text, due| life.monitoring.recommend(3, (school, text, due), &life.office, today);
    assert_eq!(recommend(" ", day("2023-09-01")), sheet(SheetRefused::TextMissing));
    assert_eq!(recommend("Поздно", day("2023-07-31")), sheet(SheetRefused::DuePast));
    let follow = |number, links| life.monitoring.follow(3, number, links, &life.office, today);
    assert_eq!(follow(9, vec![link()]), sheet(SheetRefused::RecommendationUnknown));
    assert_eq!(follow(1, Vec::new()), sheet(SheetRefused::LinkMissing));
    let unfounded = Basis { words: " ".into(), date: today };
    let decided = life.monitoring.decide(3, ("Без акта", unfounded), (None, None), &life.office, today);
    assert_eq!(decided, sheet(SheetRefused::BasisMissing));
    assert_eq!(life.monitoring.publish(9, link(), &life.office, today), Err(Refusal::WindowUnknown));
    life.monitoring.scored_by = None;
    assert_eq!(life.monitoring.publish(3, link(), &life.office, today), Err(Refusal::NotScored));
}

#[test]
fn another_class_than_the_proposed_one_needs_a_reason() {
    let mut life = Life::of(m4());
    let proposal = Proposal { cluster: Cluster::Rising, ground: Ground::AllRoseLast };
    let (school, on) = (METHODISTS.organisation, day("2023-08-01"));
    let classify = |life: &Life, reason| {
        life.monitoring.classify(3, school, (proposal, Cluster::Fluctuating, reason), &life.office, on)
    };
    assert_eq!(classify(&life, ""), Err(Refusal::Sheet(SheetRefused::ReasonMissing)));
    for times in [1, 0] {
        let changes = classify(&life, "Так считает приказ");
        assert_eq!(life.took(changes), Ok(times));
    }
    let class = life.sheet("2023-08-01").class(school).unwrap();
    assert_eq!(class.differs(), Some((Cluster::Rising, Cluster::Fluctuating)));
    assert_eq!(life.sheet("2023-07-31").class(school), None, "not decided the day before");
}
