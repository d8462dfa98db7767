//! What is odd about a printed model, in sentences: shown wherever its results are.

use super::figures::number;
use crate::wording::Lang;
use vekha_domain::scoring::{Exact, Finding, Interval, Model, SpeaksOf};

/// Every finding of a model.
pub fn all(lang: Lang, model: &Model) -> Vec<String> {
    model.findings().iter().map(|finding| sentence(lang, finding)).collect()
}

/// One finding.
pub fn sentence(lang: Lang, finding: &Finding) -> String {
    let key = format!("windows-finding-{}", finding.code());
    let args: Vec<(&'static str, String)> = match finding {
        Finding::BandsOverlap { lower, upper, shared } => {
            vec![("lower", lower.clone()), ("upper", upper.clone()), ("which", interval(lang, shared))]
        }
        Finding::BandsGap { lower, upper, gap, possible, assumed } => vec![
            ("lower", lower.clone()),
            ("upper", upper.clone()),
            ("which", interval(lang, gap)),
            ("possible", if *possible { "yes" } else { "no" }.to_owned()),
            ("assumed", assumed.clone().unwrap_or_else(|| "none".to_owned())),
        ],
        Finding::TotalsUncovered { totals } => vec![("which", interval(lang, totals))],
        Finding::BandUnreachable { band, within, greatest, by_parameters } => vec![
            ("band", band.clone()),
            ("which", within.to_string()),
            ("greatest", maybe(lang, *greatest)),
            ("parameters", maybe(lang, *by_parameters)),
        ],
        Finding::GreatestTotalDiffers { bands_end, by_ranges, by_parameters } => vec![
            ("end", number(lang, *bands_end)),
            ("ranges", number(lang, *by_ranges)),
            ("parameters", number(lang, *by_parameters)),
        ],
        Finding::IndicatorLeftOut { number, text } | Finding::TakenFromRoadmap { number, text } => {
            vec![("number", number.clone()), ("text", text.clone())]
        }
        Finding::NumbersShifted { signs } => {
            let signs: Vec<String> = signs.iter().map(|(sign, number)| format!("{sign} → № {number}")).collect();
            vec![("signs", signs.join("; "))]
        }
        Finding::RangeDiffers { number: of, text, stated, parameters } => vec![
            ("number", of.clone()),
            ("text", text.clone()),
            ("stated", number(lang, *stated)),
            ("n", parameters.to_string()),
        ],
        Finding::PrintDisagrees { of, places } => {
            let places: Vec<String> = places.iter().map(|(place, words)| format!("{place}: «{words}»")).collect();
            vec![("of", of.clone()), ("places", places.join("; "))]
        }
        Finding::OddUnit { number, text, unit, speaks_of } => vec![
            ("number", number.clone()),
            ("text", text.clone()),
            ("unit", unit.clone()),
            ("speaks", speaks(*speaks_of).to_owned()),
        ],
        Finding::PrintDamaged { place, instead } => vec![("place", place.clone()), ("instead", instead.clone())],
        Finding::ClassesWithoutRule => Vec::new(),
    };
    lang.say_with(&key, args.into_iter().map(|(name, words)| (name, words.into())))
}

/// One number alone stands without brackets.
fn interval(lang: Lang, interval: &Interval) -> String {
    if interval.to == Some(interval.from) { number(lang, interval.from) } else { interval.to_string() }
}

fn maybe(lang: Lang, of: Option<Exact>) -> String {
    of.map_or_else(|| "none".to_owned(), |of| number(lang, of))
}

fn speaks(of: SpeaksOf) -> &'static str {
    match of {
        SpeaksOf::Share => "share",
        SpeaksOf::Number => "number",
        SpeaksOf::Presence => "presence",
        SpeaksOf::Index => "index",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(model: &str) -> String {
        all(Lang::Ru, &toml::from_str(model).unwrap()).join("\n")
    }

    #[test]
    fn what_is_odd_about_the_printed_models_is_said_in_sentences() {
        let teachers = said(include_str!("../../../../seeds/scoring/korenovsk-m2.toml"));
        for gap in ["пропуск: 0,3;", "Итог 0,5 не относится", "пропуск: 1,6;"] {
            assert!(teachers.contains(gap), "{gap}: {teachers}");
        }
        assert!(teachers.contains("Показатель № 2 «Тестовая оценка") && teachers.contains("апрель"), "{teachers}");
        let centre = said(include_str!("../../../../seeds/scoring/korenovsk-m5.toml"));
        assert!(centre.contains("(24; 25] – недостижимо: наибольший возможный итог – 23"), "{centre}");
        let zones = said(include_str!("../../../../seeds/scoring/krasnodar-zones.toml"));
        assert!(zones.contains("прочесть нельзя"), "{zones}");
    }
}
