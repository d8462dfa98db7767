//! Values of a window: taken, corrected, taken back, late, frozen at closing.

use crate::life::{Life, METHODIST, METHODISTS, STRANGER, day, m2, m4, recorded, value};
use uuid::Uuid;
use vekha_domain::{
    event::{Basis, Fulfilment, Reported, Whose},
    ids::PersonId,
    refusal::Refusal,
    scoring::{Exact, Value, refused::SheetRefused},
};

#[test]
fn a_value_is_taken_within_its_window_and_only_from_its_set() {
    let mut life = Life::of(m4());
    assert_eq!(life.value(value("a", 1), "", "2023-06-30"), Err(SheetRefused::WindowNotOpen));
    assert_eq!(life.value(value("x", 1), "", "2023-07-03"), Err(SheetRefused::IndicatorUnknown));
    assert_eq!(life.value(value("a", 2), "", "2023-07-03").unwrap_err().code(), "value_not_in_set");
    let bare = |number: u8| Reported { links: Vec::new(), ..value("a", number) };
    assert_eq!(life.value(bare(1), "", "2023-07-03"), Err(SheetRefused::LinkMissing));
    assert_eq!(life.value(bare(0), "", "2023-07-03"), Ok(1), "what is not there needs no link");
    assert_eq!(life.value(bare(0), "", "2023-07-04"), Ok(0), "the same again is no change");
}

#[test]
fn a_form_is_one_event_and_one_wrong_value_takes_nothing_of_it() {
    let mut life = Life::of(m4());
    let form = |last: u8| ["a", "b", "c"].map(|code| (METHODISTS, value(code, if code == "c" { last } else { 1 })));
    let refused = life.enter(&form(9), "", "2023-07-03").unwrap_err();
    assert!(matches!(refused, Refusal::Value { at: 2, refused: SheetRefused::Value(_) }), "{refused:?}");
    assert_eq!(life.sheet("2023-07-03").all().count(), 0);
    assert_eq!(life.enter(&form(1), "", "2023-07-03"), Ok(1));
    assert_eq!(life.enter(&[form(0).as_slice(), &[(METHODISTS, value("d", 1))]].concat(), "", "2023-07-05"), Ok(2));
    assert_eq!(life.sheet("2023-07-05").values(METHODISTS).len(), 4);
    assert_eq!(life.sheet("2023-07-04").values(METHODISTS).len(), 3, "as of the day before");
    let twice = [(METHODISTS, value("e", 0)), (METHODISTS, value("e", 1))];
    assert_eq!(life.enter(&twice, "", "2023-07-05"), Ok(1));
    assert_eq!(life.sheet("2023-07-05").history(METHODISTS, "e").count(), 1, "the latter of two counts");
}

#[test]
fn only_those_who_answer_and_teachers_of_theirs_have_rows() {
    let mut life = Life::of(m4());
    let foreign = [(Whose::of(STRANGER), value("a", 1))];
    let refused = |refused| Err(Refusal::Value { at: 0, refused });
    assert_eq!(life.enter(&foreign, "", "2023-07-03"), refused(SheetRefused::ExecutorUnknown));
    let teacher = Whose { teacher: Some(METHODIST), ..METHODISTS };
    assert_eq!(life.enter(&[(teacher, value("a", 1))], "", "2023-07-03"), refused(SheetRefused::TeacherUnknown));
    let mut life = Life::of(m2());
    assert_eq!(life.enter(&[(METHODISTS, value("П1", 1))], "", "2023-07-03"), refused(SheetRefused::TeacherUnknown));
    let other = Whose { teacher: Some(PersonId(Uuid::from_u128(71))), ..METHODISTS };
    assert_eq!(life.enter(&[(other, value("П1", 1))], "", "2023-07-03"), refused(SheetRefused::TeacherUnknown));
    assert_eq!(life.enter(&[(teacher, value("П1", 1))], "", "2023-07-03"), Ok(1));
}

#[test]
fn closing_freezes_the_figures_and_late_ones_show_as_such() {
    let mut life = Life::of(m4());
    life.value(value("a", 1), "", "2023-07-03").unwrap();
    life.value(value("b", 0), "", "2023-07-03").unwrap();
    life.value(value("b", 1), "", "2023-07-31").unwrap();
    assert!(!life.sheet("2023-08-01").has_late(METHODISTS));
    assert_eq!(life.value(value("a", 0), " ", "2023-08-02"), Err(SheetRefused::ReasonMissing));
    life.value(value("a", 0), "Акт отменён", "2023-08-02").unwrap();
    life.value(value("c", 1), "", "2023-08-03").unwrap();
    let sheet = life.sheet("2023-08-10");
    let number = |code: &str, values: &vekha_domain::scoring::Values| values.get(code).and_then(Value::number);
    let stand = |values| ["a", "b", "c"].map(|code| number(code, &values).map(|n: Exact| n.to_string()));
    assert_eq!(stand(sheet.frozen(METHODISTS)), [Some("1".into()), Some("1".into()), None]);
    assert_eq!(stand(sheet.values(METHODISTS)), [Some("0".into()), Some("1".into()), Some("1".into())]);
    let then = life.sheet("2023-07-10");
    assert_eq!(stand(then.values(METHODISTS)), [Some("1".into()), Some("0".into()), None]);
    let late = |code: &str| sheet.is_late(sheet.entry(METHODISTS, code).unwrap());
    assert_eq!(["a", "b", "c"].map(late), [true, false, true]);
    let corrected = sheet.entry(METHODISTS, "a").unwrap();
    assert_eq!((corrected.reason.as_deref(), corrected.by), (Some("Акт отменён"), METHODIST));
    assert!(sheet.has_late(METHODISTS) && sheet.whole_since(METHODISTS.organisation).is_none());
}

#[test]
fn an_organisation_has_entered_everything_since_the_day_of_its_last_first_value() {
    let mut life = Life::of(m2());
    let teacher = Whose { teacher: Some(METHODIST), ..METHODISTS };
    for (code, on) in [("П1", "2023-07-03"), ("П2", "2023-07-04"), ("П3", "2023-07-04"), ("П4", "2023-07-06")] {
        life.enter(&[(teacher, value(code, 1))], "", on).unwrap();
    }
    assert_eq!(life.sheet("2023-07-06").missing(teacher).map(|i| i.code.as_str()).collect::<Vec<_>>(), ["П5"]);
    life.enter(&[(teacher, value("П5", 1))], "", "2023-07-07").unwrap();
    life.enter(&[(teacher, value("П1", 0))], "", "2023-07-10").unwrap();
    assert_eq!(life.sheet("2023-07-10").whole_since(METHODISTS.organisation), Some(day("2023-07-07")));
    assert_eq!(life.sheet("2023-07-06").whole_since(METHODISTS.organisation), None);
}

#[test]
fn a_value_taken_back_stands_no_longer_but_closing_has_frozen_what_stood_then() {
    let mut life = Life::of(m4());
    let withdraw = |life: &mut Life, codes: &[&str], reason: &str, on: &str| {
        let given: Vec<_> = codes.iter().map(|code| (METHODISTS, (*code).to_owned())).collect();
        let changes = life.monitoring.withdraw(3, &given, reason, &life.office, day(on));
        life.took(changes)
    };
    let refused = |at, refused| Err(Refusal::Value { at, refused });
    life.enter(&["a", "b", "c"].map(|code| (METHODISTS, value(code, 1))), "", "2023-07-03").unwrap();
    assert_eq!(withdraw(&mut life, &["a"], " ", "2023-07-04"), refused(0, SheetRefused::ReasonMissing));
    assert_eq!(withdraw(&mut life, &["a", "x"], "Ошибка", "2023-07-04"), refused(1, SheetRefused::IndicatorUnknown));
    assert_eq!(withdraw(&mut life, &["a", "d", "a"], "Ошибка", "2023-07-04"), Ok(1));
    assert_eq!(withdraw(&mut life, &["a"], "Ошибка", "2023-07-05"), Ok(0), "it is gone already");
    assert_eq!(withdraw(&mut life, &["b"], "Акт отменён", "2023-08-02"), Ok(1));
    let codes = |values: vekha_domain::scoring::Values| values.into_keys().collect::<Vec<_>>().join(" ");
    let stood = |on: &str| codes(life.sheet(on).values(METHODISTS));
    assert_eq!(["2023-07-03", "2023-07-04", "2023-08-02"].map(stood), ["a b c", "b c", "c"]);
    let sheet = life.sheet("2023-08-02");
    assert_eq!((codes(sheet.frozen(METHODISTS)), sheet.has_late(METHODISTS)), ("b c".into(), true));
    let last = sheet.history(METHODISTS, "b").next_back().unwrap();
    assert_eq!((last.withdrawn, last.reason.as_deref()), (true, Some("Акт отменён")));
    assert_eq!(life.value(value("b", 1), "", "2023-08-03"), Err(SheetRefused::ReasonMissing), "it was there before");
    assert_eq!(life.value(value("b", 1), "Акт восстановлен", "2023-08-03"), Ok(1));
    assert_eq!(codes(life.sheet("2023-08-03").values(METHODISTS)), "b c");
    assert_eq!(withdraw(&mut life, &["b", "c"], "Ошибка", "2023-08-04"), Ok(1));
    assert_eq!(life.sheet("2023-08-04").all().count(), 0, "nothing of theirs is there any longer");
}

#[test]
fn a_row_is_whole_again_since_the_day_of_what_replaced_a_value_taken_back() {
    let mut life = Life::of(m2());
    let teacher = Whose { teacher: Some(METHODIST), ..METHODISTS };
    for code in ["П1", "П2", "П3", "П4", "П5"] {
        life.enter(&[(teacher, value(code, 1))], "", "2023-07-03").unwrap();
    }
    let withdrawn =
        life.monitoring.withdraw(3, &[(teacher, "П2".into())], "Не тот тест", &life.office, day("2023-07-05"));
    life.took(withdrawn).unwrap();
    assert_eq!(life.sheet("2023-07-05").whole_row_since(teacher), None);
    life.enter(&[(teacher, value("П2", 0))], "", "2023-07-07").unwrap();
    life.enter(&[(teacher, value("П2", 1))], "", "2023-07-10").unwrap();
    assert_eq!(life.sheet("2023-07-10").whole_row_since(teacher), Some(day("2023-07-07")));
    assert_eq!(life.sheet("2023-07-04").whole_row_since(teacher), Some(day("2023-07-03")));
}

#[test]
fn the_fulfilment_of_the_roadmap_is_entered_with_the_figures_it_rests_on() {
    let mut life = Life::of(m4());
    assert_eq!(life.value(value("h", 1), "", "2023-07-05"), Err(SheetRefused::FulfilmentMissing));
    let fulfilment = Fulfilment { due: 48, done: 45, on_time: 40, threshold: 80, as_of: day("2023-07-05") };
    let confirmed = Reported { fulfilment: Some(fulfilment), ..value("h", 1) };
    assert_eq!(life.value(confirmed, "", "2023-07-05"), Ok(1));
    let differs = Reported { fulfilment: Some(fulfilment), ..value("h", 0) };
    assert_eq!(life.value(differs, "", "2023-07-05"), Err(SheetRefused::FulfilmentDiffers));
    let entry = life.sheet("2023-07-05").entry(METHODISTS, "h").unwrap();
    assert_eq!(entry.reported.fulfilment, Some(fulfilment));
}

#[test]
fn an_old_window_keeps_its_version_of_the_model() {
    let mut life = Life::of(m4());
    let mut newer = m4();
    newer.indicators.retain(|indicator| indicator.code != "a");
    assert_eq!(life.office.adopt_model(m4(), day("2023-07-05")), Ok(Vec::new()), "the same again is no change");
    assert_eq!(life.office.adopt_model(newer.clone(), day("2023-07-05")), Err(Refusal::ModelOlder));
    newer.version = 2;
    let turned = life.monitoring.turn(day("2023-07-01"));
    life.took(Ok(turned)).unwrap();
    let changes = life.office.adopt_model(newer, day("2023-07-05")).unwrap();
    changes.into_iter().for_each(|change| life.office.apply(&recorded(change)));
    let version = |window, on| life.monitoring.sheet(window, &life.office, day(on)).unwrap().model().version;
    assert_eq!((version(2, "2023-09-01"), version(3, "2023-09-01"), version(4, "2023-09-01")), (1, 1, 2));
    assert_eq!(life.office.models(day("2023-07-04")).map(|model| model.version).collect::<Vec<_>>(), [1]);
    assert_eq!(life.office.models(day("2020-01-01")).count(), 0);
    // Moved after it opened, it keeps the version it opened with.
    let basis = Basis { words: "Приказ".into(), date: day("2023-07-06") };
    let moved = life.monitoring.move_window(3, day("2023-07-10"), day("2023-08-10"), basis);
    life.took(moved).unwrap();
    assert_eq!(life.sheet("2023-09-01").model().version, 1);
}
