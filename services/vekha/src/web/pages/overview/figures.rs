//! The four figures and what fulfilment lost on the way, in words; the numbers come from [`Fulfilment`].

use super::super::{asked::Asked, written::number};
use crate::{
    json::{Fulfilment, percent},
    wording::Lang,
};
use std::collections::BTreeMap;
use vekha_domain::{ids::RoadmapId, roadmap::Settings};
use vekha_projections::{Share, State};

/// One of the four.
pub struct Figure {
    /// «Полнота».
    pub name: String,
    /// «95,6 %», or a dash when nothing is due.
    pub value: String,
    /// «216 из 226 исполнено и подтверждено».
    pub words: String,
    /// Something is late.
    pub bad: bool,
}

/// Полнота, своевременность, исполнение, просрочено; each with what it is a share of.
pub fn four(lang: Lang, counted: &Fulfilment, states: &BTreeMap<&'static str, u64>) -> Vec<Figure> {
    let share = |name: &str, words: &str, part: u64| Figure {
        name: lang.say(name),
        value: percent(part, counted.due, lang),
        words: if counted.due == 0 { lang.say("figure-nothing-due") } else { of(lang, words, part, counted.due) },
        bad: false,
    };
    vec![
        share("figure-completeness", "figure-completeness-of", counted.done),
        share("figure-timeliness", "figure-timeliness-of", counted.on_time),
        share("figure-fulfilment", "figure-fulfilment-of", counted.fulfilled),
        overdue(lang, counted, states),
    ]
}

fn of(lang: Lang, key: &str, part: u64, whole: u64) -> String {
    lang.say_with(key, [("part", number(part).into()), ("of", number(whole).into())])
}

/// How many are late, and what else is neither done nor late.
fn overdue(lang: Lang, counted: &Fulfilment, states: &BTreeMap<&'static str, u64>) -> Figure {
    let besides = [State::OnReview, State::Returned, State::DueToday].map(|state| {
        let n = states.get(state.code()).copied().unwrap_or(0);
        (n > 0).then(|| lang.say_with(&format!("figure-besides-{}", state.code()), [("n", number(n).into())]))
    });
    let besides: Vec<String> = besides.into_iter().flatten().collect();
    let mut words = if counted.due == 0 {
        lang.say("figure-nothing-due")
    } else {
        lang.say_with("figure-overdue-of", [("of", number(counted.due).into())])
    };
    if !besides.is_empty() {
        words = format!("{words}; {}", besides.join(", "));
    }
    Figure { name: lang.say("figure-overdue"), value: number(counted.overdue), words, bad: counted.overdue > 0 }
}

/// Indicator 6: 0, 1 or a dash.
pub fn six(counted: &Fulfilment) -> String {
    counted.indicator_6.map_or_else(|| "—".to_owned(), |six| six.to_string())
}

/// A step from what was due to what is fulfilled.
pub struct Loss {
    /// «Исполнено с опозданием».
    pub name: String,
    /// How many.
    pub n: u64,
    /// The first and the last line: not a loss.
    pub sum: bool,
    /// Class of its bar.
    pub class: &'static str,
    /// Where to see them.
    pub link: Option<String>,
    /// Left edge and width in the strip, in percent of what was due.
    pub from: String,
    /// Its width.
    pub width: String,
}

/// Path of the list of one share, under the roadmap.
pub fn list_of(share: Share) -> String {
    format!("/fulfilment?part={}", share.code())
}

/// What a share is called on this roadmap.
pub fn share_name(asked: &Asked, roadmap: RoadmapId, share: Share) -> String {
    share_words(asked.lang, &asked.view().settings(roadmap), share)
}

/// The same by a roadmap's settings.
pub fn share_words(lang: Lang, settings: &Settings, share: Share) -> String {
    match share {
        Share::LateMark => lang.say_with("share-late-mark", [("days", settings.mark_days.into())]),
        Share::NotDone if settings.acceptance => lang.say("share-not-accepted"),
        other => lang.say(&format!("share-{}", other.code())),
    }
}

/// From the denominator to fulfilment, every step with what it lost. The steps add up; each leads to its list.
pub fn losses(asked: &Asked, roadmap: RoadmapId, counted: &Fulfilment) -> Vec<Loss> {
    if counted.due == 0 {
        return Vec::new();
    }
    let width = |n: u64| format!("{:.2}", n as f64 * 100.0 / counted.due as f64);
    let list = |n: u64, share: Share| (n > 0).then(|| asked.link(&asked.roadmap_path(roadmap, &list_of(share))));
    let mut left = counted.due;
    let mut step = |share: Share, n: u64, class: &'static str| {
        left = left.saturating_sub(n);
        let name = share_name(asked, roadmap, share);
        Loss { name, n, sum: false, class, link: list(n, share), from: width(left), width: width(n) }
    };
    let steps = [
        step(Share::NotDone, counted.due.saturating_sub(counted.done), "miss"),
        step(Share::DoneLate, counted.done.saturating_sub(counted.on_time), "lost"),
        step(Share::LateMark, counted.late_marks, "lost"),
        step(Share::DeadProof, counted.dead_proofs, "lost"),
    ];
    let sum = |key: &str, n: u64, link: Option<String>| Loss {
        name: asked.lang.say(key),
        n,
        sum: true,
        class: "b",
        link,
        from: width(0),
        width: width(n),
    };
    let first = sum("loss-due", counted.due, None);
    let last = sum("loss-fulfilled", counted.fulfilled, list(counted.fulfilled, Share::Fulfilled));
    std::iter::once(first).chain(steps).chain([last]).collect()
}

/// How many of the fulfilled nobody has looked at yet.
pub fn unchecked(lang: Lang, counted: &Fulfilment) -> Option<String> {
    (counted.unchecked > 0).then(|| lang.say_with("loss-unchecked", [("n", number(counted.unchecked).into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_due_is_a_dash_with_its_reason() {
        let four = four(Lang::Ru, &Fulfilment::total(Vec::new()), &BTreeMap::new());
        assert_eq!(four.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(), ["—", "—", "—", "0"]);
        assert!(four.iter().all(|f| f.words == "ни один срок ещё не наступил" && !f.bad));
    }

    #[test]
    fn what_waits_is_named_beside_what_is_late() {
        let mut counted = Fulfilment::total(Vec::new());
        (counted.due, counted.done, counted.overdue) = (226, 216, 8);
        let states = BTreeMap::from([("on-review", 1), ("returned", 1)]);
        let four = four(Lang::Ru, &counted, &states);
        assert_eq!(
            (four[0].value.as_str(), four[0].words.as_str()),
            ("95,5\u{a0}%", "216 из 226 исполнено и подтверждено")
        );
        assert_eq!(four[3].words, "из 226 наступивших; на проверке 1, возвращено 1");
        assert!(four[3].bad);
    }
}
