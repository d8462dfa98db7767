//! The indicator «Roadmap fulfilment» with everything it is made of (PRODUCT part 3).

use crate::{app::Names, sentence, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::ids::RoadmapId;
use vekha_projections::{By, Figures, Obligation, Part, PartKey, RULE_VERSION, Scope, View};

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
    /// Of those on time, marked too late: the first thing fulfilment loses.
    pub late_marks: u64,
    /// Of those on time and marked on time, with every proof found dead: the second thing it loses.
    pub dead_proofs: u64,
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
    /// Marks that wait to be accepted.
    pub on_review: u64,
    /// Of the fulfilled, those with no proof link looked at yet.
    pub unchecked: u64,
    /// Version of the rules of counting.
    #[schema(value_type = String)]
    pub rule_version: &'static str,
    /// Place in the log up to which the figures count; null for several logs together.
    pub log_position: Option<u64>,
    /// The same figures of each part.
    #[schema(no_recursion)]
    pub parts: Vec<Fulfilment>,
}

impl Fulfilment {
    /// The figures of a scope, with those of its parts when a division is asked for.
    pub fn of(view: &View<'_>, scope: &Scope, by: Option<By>, known_at: DateTime<Utc>, names: &Names) -> Fulfilment {
        let head = Fulfilment::head(view, scope, known_at);
        let parts = by.map(|by| view.by(by, scope)).unwrap_or_default();
        let parts = parts.iter().map(|part| head.part(part, view, names)).collect();
        Fulfilment { parts, ..head.with(view.fulfilment(scope)) }
    }

    /// The figures of obligations at hand, such as those of a period.
    pub fn counted(view: &View<'_>, scope: &Scope, obligations: &[Obligation], known_at: DateTime<Utc>) -> Fulfilment {
        Fulfilment::head(view, scope, known_at).with(view.counted(scope, obligations))
    }

    /// What a scope is called and how it is counted, without figures yet.
    pub(super) fn head(view: &View<'_>, scope: &Scope, known_at: DateTime<Utc>) -> Fulfilment {
        let state = view.state();
        let roadmap = scope.of_roadmap();
        let thresholds =
            state.roadmaps().filter(|r| roadmap.is_none_or(|id| r.id == id)).map(|r| view.settings(r.id).threshold);
        Fulfilment {
            roadmap,
            name: roadmap.and_then(|id| state.roadmap(id)).map(|r| r.title.clone()),
            as_of: Some(view.as_of()),
            known_at: Some(known_at),
            threshold: thresholds.max().unwrap_or(100),
            log_position: Some(state.position()),
            ..Fulfilment::total(Vec::new())
        }
    }

    /// The figures of a part of it.
    pub(super) fn part(&self, part: &Part, view: &View<'_>, names: &Names) -> Fulfilment {
        let name = Some(part_name(Lang::Ru, &part.key, view, self.roadmap, names));
        Fulfilment { name, ..self.clone() }.with(part.figures)
    }

    /// The same with its figures.
    pub(super) fn with(self, figures: Figures) -> Fulfilment {
        Fulfilment {
            due: figures.due,
            done: figures.done,
            on_time: figures.on_time,
            marked_on_time: figures.marked_on_time,
            late_marks: figures.late_marks,
            dead_proofs: figures.dead_proofs,
            fulfilled: figures.fulfilled,
            completeness: figures.completeness(),
            timeliness: figures.timeliness(),
            fulfilment: figures.fulfilment(),
            indicator_6: figures.indicator_6(self.threshold),
            undated: figures.undated,
            overdue: figures.overdue,
            on_review: figures.on_review,
            unchecked: figures.unchecked,
            ..self
        }
    }

    /// Several roadmaps together; each is a part, its own parts are left out.
    pub fn total(all: Vec<Fulfilment>) -> Fulfilment {
        let position = all.first().and_then(|f| f.log_position);
        let whole = Fulfilment {
            roadmap: None,
            name: None,
            as_of: all.iter().filter_map(|f| f.as_of).max(),
            known_at: all.iter().filter_map(|f| f.known_at).max(),
            due: 0,
            done: 0,
            on_time: 0,
            marked_on_time: 0,
            late_marks: 0,
            dead_proofs: 0,
            fulfilled: 0,
            completeness: None,
            timeliness: None,
            fulfilment: None,
            indicator_6: None,
            threshold: all.iter().map(|f| f.threshold).max().unwrap_or(100),
            undated: 0,
            overdue: 0,
            on_review: 0,
            unchecked: 0,
            rule_version: RULE_VERSION,
            log_position: position.filter(|p| all.iter().all(|f| f.log_position == Some(*p))),
            parts: Vec::new(),
        };
        let mut figures = Figures::default();
        all.iter().for_each(|part| figures += part.figures());
        let parts = all.into_iter().map(|f| Fulfilment { parts: Vec::new(), ..f }).collect();
        Fulfilment { parts, ..whole.with(figures) }
    }

    /// The figures alone, without the losses that are not told one by one here.
    pub fn figures(&self) -> Figures {
        Figures {
            due: self.due,
            done: self.done,
            on_time: self.on_time,
            marked_on_time: self.marked_on_time,
            late_marks: self.late_marks,
            dead_proofs: self.dead_proofs,
            fulfilled: self.fulfilled,
            undated: self.undated,
            overdue: self.overdue,
            on_review: self.on_review,
            unchecked: self.unchecked,
            ..Figures::default()
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

/// A direction, somebody responsible, an organisation, a quarter, a month or a form of work by name.
pub fn part_name(lang: Lang, key: &PartKey, view: &View<'_>, roadmap: Option<RoadmapId>, names: &Names) -> String {
    let state = view.state();
    match key {
        PartKey::Section(Some(section)) => {
            let known = roadmap.and_then(|id| state.roadmap(id)).and_then(|r| r.section(*section));
            known.map_or_else(|| section.to_string(), |s| s.title.clone())
        }
        PartKey::Section(None) => lang.say("part-no-section"),
        PartKey::Responsible(Some(party)) => sentence::party(lang, party, state, names),
        PartKey::Responsible(None) => lang.say("part-nobody"),
        PartKey::Organisation(Some(id)) => state.office().organisation(*id).map(|o| o.name.clone()).unwrap_or_default(),
        PartKey::Organisation(None) => lang.say("part-no-organisation"),
        PartKey::Quarter { year, quarter } => {
            let args = [("quarter", quarter.to_string().into()), ("year", year.to_string().into())];
            lang.say_with("part-quarter", args)
        }
        PartKey::Month { year, month } => format!("{} {year}", lang.say(&format!("month-{month}"))),
        PartKey::Form(Some(form)) => form.clone(),
        PartKey::Form(None) => lang.say("part-no-form"),
    }
}

/// `95,6 %`, cut and not rounded: 99,96 % must not read as 100 % while something is missing. A dash when nothing is due.
pub fn percent(part: u64, whole: u64, lang: Lang) -> String {
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
