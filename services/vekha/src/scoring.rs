//! Scoring models in words: what the checker finds, as sentences for whoever reads the result.

use crate::wording::Lang;
use vekha_domain::scoring::{Finding, SpeaksOf};

/// A finding as a sentence: what the order prints, and what is assumed.
pub fn finding(lang: Lang, finding: &Finding) -> String {
    let key = format!("finding-{}", finding.code());
    let say = |args: Vec<(&'static str, String)>| lang.say_with(&key, args.into_iter().map(|(k, v)| (k, v.into())));
    let none = || "none".to_owned();
    match finding {
        Finding::BandsOverlap { lower, upper, shared } => {
            say(vec![("lower", lower.clone()), ("upper", upper.clone()), ("totals", shared.to_string())])
        }
        Finding::BandsGap { lower, upper, gap, possible, assumed } => say(vec![
            ("lower", lower.clone()),
            ("upper", upper.clone()),
            ("totals", if gap.to == Some(gap.from) { gap.from.to_string() } else { gap.to_string() }),
            ("possible", if *possible { "yes" } else { "no" }.to_owned()),
            ("assumed", assumed.clone().unwrap_or_else(none)),
        ]),
        Finding::TotalsUncovered { totals } => say(vec![("totals", totals.to_string())]),
        Finding::BandUnreachable { band, within, greatest, by_parameters } => say(vec![
            ("band", band.clone()),
            ("within", within.to_string()),
            ("greatest", greatest.map_or_else(none, |total| total.to_string())),
            ("parameters", by_parameters.map_or_else(none, |total| total.to_string())),
        ]),
        Finding::GreatestTotalDiffers { bands_end, by_ranges, by_parameters } => say(vec![
            ("end", bands_end.to_string()),
            ("ranges", by_ranges.to_string()),
            ("parameters", by_parameters.to_string()),
        ]),
        Finding::IndicatorLeftOut { number, text } | Finding::TakenFromRoadmap { number, text } => {
            say(vec![("number", number.clone()), ("text", text.clone())])
        }
        Finding::NumbersShifted { signs } => {
            let signs: Vec<String> = signs.iter().map(|(sign, number)| format!("{sign} → № {number}")).collect();
            say(vec![("signs", signs.join(", "))])
        }
        Finding::RangeDiffers { number, text, stated, parameters } => say(vec![
            ("number", number.clone()),
            ("text", text.clone()),
            ("stated", stated.to_string()),
            ("parameters", parameters.to_string()),
        ]),
        Finding::PrintDisagrees { of, places } => {
            let places: Vec<String> = places.iter().map(|(place, words)| format!("{place} — «{words}»")).collect();
            say(vec![("of", of.clone()), ("places", places.join("; "))])
        }
        Finding::OddUnit { number, text, unit, speaks_of } => {
            let of = match speaks_of {
                SpeaksOf::Share => "share",
                SpeaksOf::Number => "number",
                SpeaksOf::Presence => "presence",
                SpeaksOf::Index => "index",
            };
            let args = vec![("number", number.clone()), ("text", text.clone()), ("unit", unit.clone())];
            say([args, vec![("speaks", of.to_owned())]].concat())
        }
        Finding::PrintDamaged { place, instead } => say(vec![("place", place.clone()), ("instead", instead.clone())]),
        Finding::ClassesWithoutRule => lang.say(&key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_domain::scoring::Model;

    fn told(text: &str) -> Vec<String> {
        let model: Model = toml::from_str(text).unwrap();
        model.findings().iter().map(|found| finding(Lang::Ru, found)).collect()
    }

    macro_rules! model {
        ($name:literal) => {
            told(include_str!(concat!("../../../seeds/scoring/", $name, ".toml")))
        };
    }

    #[test]
    fn every_finding_of_the_ten_models_is_a_whole_sentence_in_both_languages() {
        let all = [
            include_str!("../../../seeds/scoring/korenovsk-m1.toml"),
            include_str!("../../../seeds/scoring/korenovsk-m2.toml"),
            include_str!("../../../seeds/scoring/korenovsk-m3.toml"),
            include_str!("../../../seeds/scoring/korenovsk-m4.toml"),
            include_str!("../../../seeds/scoring/korenovsk-m5.toml"),
            include_str!("../../../seeds/scoring/korenovsk-m6.toml"),
            include_str!("../../../seeds/scoring/krasnodar-zones.toml"),
            include_str!("../../../seeds/scoring/krasnodar-clusters.toml"),
            include_str!("../../../seeds/scoring/seversky-table-2.toml"),
            include_str!("../../../seeds/scoring/smolensk-goals.toml"),
        ];
        for text in all {
            let model: Model = toml::from_str(text).unwrap();
            for found in model.findings() {
                for lang in [Lang::Ru, Lang::En] {
                    let words = finding(lang, &found);
                    println!("{}: {words}", model.code);
                    assert!(words.ends_with('.') && !words.contains("none"), "{words}");
                    assert!(!words.contains("Unknown localization"), "{words}");
                }
            }
        }
    }

    #[test]
    fn the_findings_of_the_printed_models_say_what_is_odd() {
        let teachers = model!("korenovsk-m2").join("\n");
        for words in ["0,3 ", "0,5 ", "1,6 ", "не входит", "номера", "май"] {
            assert!(teachers.contains(words), "{words}: {teachers}");
        }
        let centre = model!("korenovsk-m5").join("\n");
        assert!(centre.contains("достичь нельзя") && centre.contains("23") && centre.contains("24"), "{centre}");
        let points = model!("korenovsk-m6").join("\n");
        assert!(points.contains("18") && points.contains("19"), "{points}");
        assert!(model!("korenovsk-m3").is_empty());
    }
}
