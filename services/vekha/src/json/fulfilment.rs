//! The indicator «Roadmap fulfilment» with everything it is made of (PRODUCT part 3).

use crate::wording::Lang;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::ids::RoadmapId;

/// Figures of a set of obligations on a day.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct Fulfilment {
    /// The roadmap; none for several together.
    #[schema(value_type = Option<Uuid>)]
    pub roadmap: Option<RoadmapId>,
    /// Name of the roadmap or of the part: a direction, a person, an organisation, a quarter.
    pub name: Option<String>,
    /// The day the figures are for.
    pub as_of: Option<NaiveDate>,
    /// The moment knowledge ends.
    pub known_at: Option<DateTime<Utc>>,
    /// Obligations due by the day and not withdrawn.
    pub due: u64,
    /// Of those, with a standing mark and a proof.
    pub done: u64,
    /// Of those done, performed by the due day.
    pub on_time: u64,
    /// Of those done, marked no later than the days allowed after the due day.
    pub marked_on_time: u64,
    /// Done, on time, marked on time and evidenced.
    pub fulfilled: u64,
    /// done ÷ due, 0..=1; null when nothing is due.
    pub completeness: Option<f64>,
    /// on time ÷ due, 0..=1; null when nothing is due.
    pub timeliness: Option<f64>,
    /// fulfilled ÷ due, 0..=1; null when nothing is due.
    pub fulfilment: Option<f64>,
    /// 1 when completeness and timeliness both reach the threshold, else 0; null when nothing is due.
    pub indicator_6: Option<u8>,
    /// The threshold in percent; the highest one of several roadmaps.
    pub threshold: u8,
    /// Activities still waiting for a date: in no denominator.
    pub undated: u64,
    /// Obligations overdue.
    pub overdue: u64,
    /// Of the fulfilled, those with no proof link looked at yet.
    pub unchecked: u64,
    /// Version of the rules of counting.
    pub rule_version: u16,
    /// Place in the log up to which the figures count; null for several logs together.
    pub log_position: Option<u64>,
    /// The same figures of each part.
    #[schema(no_recursion)]
    pub parts: Vec<Fulfilment>,
}

/// Part of a whole, 0..=1; none of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of obligations are far below 2^52")]
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Do both counts reach the threshold?
pub(super) fn indicator_6(done: u64, on_time: u64, due: u64, threshold: u8) -> Option<u8> {
    let reached = |part: u64| part * 100 >= due * u64::from(threshold);
    (due > 0).then(|| u8::from(reached(done) && reached(on_time)))
}

impl Fulfilment {
    /// Several roadmaps together; each is a part, its own parts are left out.
    pub fn total(all: Vec<Fulfilment>) -> Fulfilment {
        let sum = |of: fn(&Fulfilment) -> u64| all.iter().map(of).sum::<u64>();
        let (due, done, on_time) = (sum(|f| f.due), sum(|f| f.done), sum(|f| f.on_time));
        let fulfilled = sum(|f| f.fulfilled);
        let threshold = all.iter().map(|f| f.threshold).max().unwrap_or(100);
        let position = all.first().and_then(|f| f.log_position);
        Fulfilment {
            roadmap: None,
            name: None,
            as_of: all.iter().filter_map(|f| f.as_of).max(),
            known_at: all.iter().filter_map(|f| f.known_at).max(),
            due,
            done,
            on_time,
            marked_on_time: sum(|f| f.marked_on_time),
            fulfilled,
            completeness: share(done, due),
            timeliness: share(on_time, due),
            fulfilment: share(fulfilled, due),
            indicator_6: indicator_6(done, on_time, due, threshold),
            threshold,
            undated: sum(|f| f.undated),
            overdue: sum(|f| f.overdue),
            unchecked: sum(|f| f.unchecked),
            rule_version: vekha_projections::RULE_VERSION,
            log_position: position.filter(|p| all.iter().all(|f| f.log_position == Some(*p))),
            parts: all.into_iter().map(|f| Fulfilment { parts: Vec::new(), ..f }).collect(),
        }
    }

    /// The figures as one line.
    pub fn sentence(&self, lang: Lang) -> String {
        let date = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
        lang.say_with(
            "fulfilment-line",
            [
                ("name", self.name.clone().unwrap_or_else(|| lang.say("fulfilment-all")).into()),
                ("day", self.as_of.map(date).unwrap_or_default().into()),
                ("due", self.due.into()),
                ("done", self.done.into()),
                ("ontime", self.on_time.into()),
                ("marked", self.marked_on_time.into()),
                ("completeness", percent(self.done, self.due, lang).into()),
                ("timeliness", percent(self.on_time, self.due, lang).into()),
                ("fulfilment", percent(self.fulfilled, self.due, lang).into()),
                ("six", self.indicator_6.map_or_else(|| "—".to_owned(), |six| six.to_string()).into()),
                ("undated", self.undated.into()),
                ("overdue", self.overdue.into()),
            ],
        )
    }
}

/// `95,6 %`, cut and not rounded: 99,96 % must not read as 100 % while something is missing. A dash when nothing is due.
fn percent(part: u64, whole: u64, lang: Lang) -> String {
    let Some(tenths) = (part * 1_000).checked_div(whole) else { return "—".to_owned() };
    let point = match lang {
        Lang::Ru => ',',
        Lang::En => '.',
    };
    format!("{}{point}{}\u{a0}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(due: u64, done: u64, on_time: u64) -> Fulfilment {
        let mut figures = Fulfilment::total(Vec::new());
        (figures.due, figures.done, figures.on_time, figures.log_position) = (due, done, on_time, Some(due));
        figures
    }

    #[test]
    fn nothing_due_is_a_dash_and_not_zero_or_all() {
        let none = Fulfilment::total(vec![figures(0, 0, 0)]);
        assert_eq!((none.completeness, none.fulfilment, none.indicator_6), (None, None, None));
        assert!(none.sentence(Lang::Ru).contains('—'));
    }

    #[test]
    fn several_roadmaps_are_counted_together_obligation_by_obligation() {
        let total = Fulfilment::total(vec![figures(1, 1, 1), figures(3, 1, 0)]);
        assert_eq!((total.completeness, total.timeliness), (Some(0.5), Some(0.25)));
        assert_eq!((total.indicator_6, total.log_position, total.parts.len()), (Some(0), None, 2));
    }

    #[test]
    fn a_share_is_never_rounded_up_to_all() {
        assert_eq!(percent(9_999, 10_000, Lang::Ru), "99,9\u{a0}%");
        assert_eq!(percent(29, 100, Lang::En), "29.0\u{a0}%");
        assert_eq!(percent(1, 1, Lang::Ru), "100,0\u{a0}%");
    }
}
