//! The models of the orders: each can be read, and the checker finds in it what is odd about the print, and nothing else.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails where it stands")]

use vekha_domain::scoring::{
    Better, Exact, Finding, Interval, Model, SpeaksOf, Subject, Value, Values,
    risks::{Observation, RiskStanding},
};

const FILES: [(&str, &str); 10] = [
    ("korenovsk-m1", include_str!("../../seeds/scoring/korenovsk-m1.toml")),
    ("korenovsk-m2", include_str!("../../seeds/scoring/korenovsk-m2.toml")),
    ("korenovsk-m3", include_str!("../../seeds/scoring/korenovsk-m3.toml")),
    ("korenovsk-m4", include_str!("../../seeds/scoring/korenovsk-m4.toml")),
    ("korenovsk-m5", include_str!("../../seeds/scoring/korenovsk-m5.toml")),
    ("korenovsk-m6", include_str!("../../seeds/scoring/korenovsk-m6.toml")),
    ("seversky-table-2", include_str!("../../seeds/scoring/seversky-table-2.toml")),
    ("krasnodar-zones", include_str!("../../seeds/scoring/krasnodar-zones.toml")),
    ("krasnodar-clusters", include_str!("../../seeds/scoring/krasnodar-clusters.toml")),
    ("smolensk-goals", include_str!("../../seeds/scoring/smolensk-goals.toml")),
];

fn model(code: &str) -> Model {
    let (_, text) = FILES.iter().find(|(name, _)| *name == code).unwrap();
    toml::from_str(text).unwrap_or_else(|e| panic!("{code}: {e}"))
}

fn n(text: &str) -> Exact {
    text.parse().unwrap()
}

fn i(text: &str) -> Interval {
    text.parse().unwrap()
}

/// Values as typed, `code=value` by commas or spaces.
fn values(model: &Model, typed: &str) -> Values {
    let one = |pair: &str| {
        let (code, typed) = pair.split_once('=').unwrap();
        (code.to_owned(), model.indicator(code).unwrap().values.read(typed).unwrap())
    };
    typed.split(' ').map(one).collect()
}

fn disagree(of: &str, places: [(&str, &str); 2]) -> Finding {
    Finding::PrintDisagrees {
        of: of.to_owned(),
        places: places.map(|(place, words)| (place.to_owned(), words.to_owned())).to_vec(),
    }
}

#[test]
fn every_model_is_read_under_its_own_name_and_survives_being_stored() {
    for (name, _) in FILES {
        let model = model(name);
        assert_eq!(model.code, name);
        let stored = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Model>(&stored).unwrap(), model, "{name}");
    }
}

#[test]
fn results_of_pupils_the_table_says_july_where_the_text_says_its_first_twelve_days() {
    let m1 = model("korenovsk-m1");
    assert_eq!((m1.indicators.len(), m1.subject), (20, Subject::School));
    assert_eq!(m1.window.as_ref().map(|w| (w.from, w.to)), Some(((7, 1), (7, 12))));
    let expected = disagree(
        "Сроки проведения мониторинга",
        [("Описание мониторинга", "1 – 12 июля"), ("Раздел 6, таблица, строка 1", "Ежегодно, 1 раз в год июль")],
    );
    assert_eq!(m1.findings(), [expected]);
    let lower = m1.indicators.iter().filter(|i| i.better == Some(Better::Lower)).map(|i| i.code.as_str());
    assert_eq!(lower.collect::<Vec<_>>(), ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]);
}

#[test]
fn results_are_compared_with_the_period_before_by_the_direction_of_each() {
    use vekha_domain::scoring::compare::Verdict;
    let m1 = model("korenovsk-m1");
    let before = values(&m1, "1.3=12,5 2.1=60 3.1=2 3.2=да");
    let now = values(&m1, "1.3=12,4 2.1=59 3.1=2 3.2=нет 3.3=1");
    let told = m1.changes(&now, &before).into_iter().filter_map(|(i, change)| Some((i.code.as_str(), change?)));
    let told: Vec<_> = told.map(|(code, change)| (code, change.by.to_string(), change.verdict)).collect();
    assert_eq!(
        told,
        [
            ("1.3", "-0,1".to_owned(), Verdict::Better),
            ("2.1", "-1".to_owned(), Verdict::Worse),
            ("3.1", "0".to_owned(), Verdict::Same),
        ]
    );
}

#[test]
fn competence_of_a_teacher_the_formula_leaves_out_the_test_and_three_numbers_belong_to_no_band() {
    let m2 = model("korenovsk-m2");
    let gap = |lower: &str, upper: &str, at: &str, possible| Finding::BandsGap {
        lower: format!("уровень {lower}"),
        upper: format!("уровень {upper}"),
        gap: Interval::point(n(at)),
        possible,
        assumed: Some(format!("уровень {upper}")),
    };
    let signs = [("П № 2", "3"), ("П № 3", "4"), ("П № 4", "5")];
    assert_eq!(m2.findings(), [
        Finding::IndicatorLeftOut {
            number: "2".into(),
            text: "Тестовая оценка уровня предметной компетенции учителя в ИРО (непосредственно тестированием, КПК и др.)"
                .into(),
        },
        Finding::NumbersShifted { signs: signs.map(|(sign, number)| (sign.into(), number.into())).to_vec() },
        gap("А", "Б", "0,3", false),
        gap("Б", "С", "0,5", true),
        gap("С", "D", "1,6", false),
        disagree(
            "Сроки проведения мониторинга",
            [("Описание мониторинга", "один раз в год – апрель"), ("Раздел 6, таблица, строка 2", "Ежегодно, 1 раз в год, май")],
        ),
    ]);
}

#[test]
fn a_teacher_is_placed_by_exact_thirds_and_between_two_bands_in_the_upper_one() {
    let m2 = model("korenovsk-m2");
    let placed = |typed: &str| {
        let values = values(&m2, typed);
        let total = m2.total(&values).unwrap();
        let placed = m2.band(total).unwrap();
        (total.to_string(), placed.band.code.clone(), placed.assumed)
    };
    let said = |total: &str, code: &str, assumed| (total.to_owned(), code.to_owned(), assumed);
    assert_eq!(placed("П1=2 П2=0 П3=1 П4=2 П5=2"), said("1,75", "d", false));
    assert_eq!(placed("П1=2 П2=2 П3=1 П4=2 П5=нет"), said("5/3", "d", false));
    assert_eq!(placed("П1=1 П2=нет П3=0 П4=0 П5=нет"), said("1/3", "b", false));
    assert_eq!(placed("П1=1 П2=нет П3=1 П4=0 П5=0"), said("0,5", "c", true));
    assert_eq!(placed("П1=1 П2=нет П3=0 П4=0 П5=0"), said("0,25", "a", false));
    let values = values(&m2, "П1=2 П3=1 П5=нет");
    let counted = m2.count(&values).unwrap();
    let numbers = |of: &[&vekha_domain::scoring::Indicator]| of.iter().map(|i| i.number.clone()).collect::<Vec<_>>();
    assert_eq!(counted.total, None, "the category is not entered yet");
    assert_eq!((numbers(&counted.counted), numbers(&counted.absent)), (vec!["1".into(), "3".into()], vec!["5".into()]));
    assert_eq!(numbers(&counted.missing), ["4"]);
}

#[test]
fn risk_factors_nothing_is_odd_and_what_the_curator_confirms_gets_help() {
    let m3 = model("korenovsk-m3");
    assert_eq!(m3.findings(), []);
    let risks = m3.risks.as_ref().unwrap();
    assert_eq!((m3.indicators.len(), risks.groups.len()), (10, 6));
    let line = |group: &str, sign: &str, diagnosed, confirmed| Observation {
        group: group.to_owned(),
        sign: sign.to_owned(),
        diagnosed,
        confirmed,
    };
    let protocol = [
        line("5", "Сниженный уровень учебной мотивации", true, true),
        line("1", "Нехватка компьютеров для учителей", true, false),
        line("2", "Дефицит педагогических сотрудников", false, true),
        line("6", "Нет буфета", false, false),
    ];
    let confirmed = risks.confirmed(&protocol);
    let named: Vec<_> = confirmed.iter().map(|(group, line)| (group.name.as_str(), line.standing())).collect();
    assert_eq!(
        named,
        [
            ("Кадровые ресурсы школы", RiskStanding::FoundByCurator),
            ("Атмосфера школьного благополучия", RiskStanding::Confirmed),
        ]
    );
}

#[test]
fn methodical_work_june_and_july_contradict_and_indicator_six_comes_from_the_roadmap() {
    let m4 = model("korenovsk-m4");
    let numbers: std::collections::BTreeSet<_> = m4.indicators.iter().map(|i| i.number.as_str()).collect();
    let beside = m4.indicators.iter().filter(|i| i.beside_total).count();
    assert_eq!((numbers.len(), m4.indicators.len() - beside, beside), (13, 12, 6));
    assert_eq!(
        m4.findings(),
        [
            disagree(
                "Сроки проведения мониторинга",
                [
                    ("Описание мониторинга", "один раз в год – июль"),
                    ("Раздел 6, таблица, строка 4", "Ежегодно, 1 раз в год июнь")
                ],
            ),
            Finding::TakenFromRoadmap {
                number: "6".into(),
                text: "Выполнение Дорожной карты: полнота и своевременность выполнения мероприятий".into(),
            },
        ]
    );
    let all = "a=1 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1 k=1 l=1";
    let code = |typed: &str| m4.band(m4.total(&values(&m4, typed)).unwrap()).unwrap().band.code.clone();
    assert_eq!(code(all), "optimal");
    assert_eq!(code(&all.replace("h=1", "h=0")), "satisfactory");
    assert_eq!(code(&all.replace("h=1", "h=0").replace("a=1", "a=0")), "unsatisfactory");
}

#[test]
fn the_mentor_centre_cannot_reach_its_top_band() {
    let m5 = model("korenovsk-m5");
    assert_eq!(
        m5.findings(),
        [
            Finding::RangeDiffers {
                number: "6".into(),
                text: "Развитие управленческих компетенций администрации ШНОР".into(),
                stated: n("4"),
                parameters: 5,
            },
            Finding::GreatestTotalDiffers { bands_end: n("25"), by_ranges: n("23"), by_parameters: n("24") },
            Finding::BandUnreachable {
                band: "оптимальный уровень результативности МНЦ".into(),
                within: i("(24; 25]"),
                greatest: Some(n("23")),
                by_parameters: Some(n("24")),
            },
        ]
    );
    let mentors = [vec![true, true], vec![true, false], vec![true, true]];
    let quality = m5.indicator("П2").unwrap().gathered(&mentors).unwrap();
    assert_eq!(quality, n("5/3"), "averaged over the whole sample");
    let mut entered = values(&m5, "П1=1 П3=3 П4=5 П5=8 П6=4");
    entered.insert("П2".into(), Value::Number(quality));
    let total = m5.total(&entered).unwrap();
    assert_eq!((total, m5.band(total).unwrap().band.code.as_str()), (n("68/3"), "satisfactory"));
}

#[test]
fn the_tutor_point_lists_four_parameters_for_five_points() {
    assert_eq!(
        model("korenovsk-m6").findings(),
        [
            Finding::RangeDiffers {
                number: "4".into(),
                text: "Интенсивность тьюторского взаимодействия".into(),
                stated: n("5"),
                parameters: 4,
            },
            Finding::GreatestTotalDiffers { bands_end: n("19"), by_ranges: n("19"), by_parameters: n("18") },
        ]
    );
}

#[test]
fn two_indicators_of_seversky_carry_odd_units() {
    let seversky = model("seversky-table-2");
    let sections: std::collections::BTreeSet<_> = seversky.indicators.iter().map(|i| i.section.as_deref()).collect();
    assert_eq!((seversky.indicators.len(), sections.len()), (29, 4));
    let odd = |number: &str, text: &str, unit: &str, speaks_of| Finding::OddUnit {
        number: number.into(),
        text: text.into(),
        unit: unit.into(),
        speaks_of,
    };
    assert_eq!(
        seversky.findings(),
        [
            odd("1.9", "Наличие графика проведения оценочных процедур в учебном году", "%", SpeaksOf::Presence),
            odd(
                "3.4",
                "Доля ОО, обеспеченных общественными/независимыми наблюдателями при проведении оценочных процедур",
                "Ед.",
                SpeaksOf::Share,
            ),
        ]
    );
}

#[test]
fn the_table_of_zones_is_damaged_and_the_lists_are_used() {
    let findings = model("krasnodar-zones").findings();
    assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["print_damaged"]);
    assert!(
        matches!(&findings[..], [Finding::PrintDamaged { instead, .. }] if instead == "Списки школ в тексте под таблицей")
    );
}

#[test]
fn clusters_come_without_a_rule_and_their_means_count_school_11_elsewhere_than_the_text() {
    let codes: Vec<_> = model("krasnodar-clusters").findings().iter().map(Finding::code).collect();
    assert_eq!(codes, ["print_disagrees", "classes_without_rule"]);
}

#[test]
fn the_goals_of_smolensk_are_reached_or_not() {
    let smolensk = model("smolensk-goals");
    assert_eq!(smolensk.findings(), []);
    let reached =
        |code: &str, actual: &str| smolensk.indicator(code).unwrap().goal.as_ref().unwrap().is_reached(n(actual));
    assert!(reached("2.5", "27") && !reached("2.5", "26"));
    assert!(reached("3.1", "100") && !reached("3.1", "99,9"));
    assert!(reached("3.10", "50") && !reached("3.10", "49,99"));
    assert!(reached("3.11", "80") && !reached("3.11", "74"));
}

/// M2 with something changed.
fn spoilt(from: &str, to: &str) -> String {
    let (_, text) = FILES.iter().find(|(name, _)| *name == "korenovsk-m2").unwrap();
    assert!(text.contains(from), "{from}");
    toml::from_str::<Model>(&text.replace(from, to)).unwrap_err().to_string()
}

#[test]
fn a_wrong_model_is_told_with_its_line_and_field() {
    let told = spoilt("(П1 + П3 + П4 + П5) : N", "(П1 + П3 + П4 + П5 : N");
    assert!(told.contains("line 22") && told.contains("a closing bracket is missing (character 23)"), "{told}");
    let told = spoilt("(0,5; 1,6)", "(1,6; 0,5)");
    assert!(told.contains("within = \"(1,6; 0,5)\"") && told.contains("the interval is empty"), "{told}");
    let told = spoilt("values = \"{0; 1}\"", "values = \"{0, 1}\"");
    assert!(told.contains("values look like"), "{told}");
    let told = spoilt("П4 + П5) : N", "П4 + П6) : N");
    assert!(told.contains("total.formula: no indicator has the code «П6»"), "{told}");
    assert!(spoilt("code = \"П2\"", "code = \"П1\"").contains("indicators.code: «П1» stands twice"));
    assert!(spoilt("to = [5, 31]", "to = [3, 31]").contains("window: the window's days are wrong"));
    assert!(spoilt("better", "beter").contains("unknown field `beter`"));
}
