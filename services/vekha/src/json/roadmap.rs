//! A roadmap in a list: its order, its period, how much there is to do.

use super::codes;
use crate::wording::Lang;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use vekha_domain::{event::DayOffRule, ids::RoadmapId, roadmap::Settings};
use vekha_projections::{Scope, View};

/// A roadmap (дорожная карта).
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct RoadmapBrief {
    /// Id.
    #[schema(value_type = Uuid)]
    pub id: RoadmapId,
    /// Title as in the order.
    pub title: String,
    /// The order that put it into force.
    pub order: OrderShown,
    /// Its period; none before it is adopted.
    pub period: Option<PeriodShown>,
    /// Rows of its table.
    pub activities: usize,
    /// Occurrences with a date.
    pub occurrences: usize,
    /// Occurrences with a date × who has to make a mark.
    pub obligations: usize,
}

/// An order (приказ).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, ToSchema)]
pub struct OrderShown {
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// How a roadmap is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SettingsShown {
    /// Marks count only after the coordinator accepted them.
    pub acceptance: bool,
    /// Percent of completeness and of timeliness that make indicator 6 equal to 1.
    #[schema(minimum = 1, maximum = 100)]
    pub threshold: u8,
    /// Working days after the due day in which a mark is still made in time.
    #[schema(maximum = 30)]
    pub mark_days: u8,
    /// What becomes of a term on a day off: it moves to the next or previous working day, or stays.
    #[schema(schema_with = codes::days_off)]
    pub day_off: DayOffRule,
    /// Its page is open to everybody.
    pub public: bool,
}

impl From<Settings> for SettingsShown {
    fn from(settings: Settings) -> SettingsShown {
        let Settings { acceptance, threshold, mark_days, day_off, public } = settings;
        SettingsShown { acceptance, threshold, mark_days, day_off, public }
    }
}

/// First and last day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct PeriodShown {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl RoadmapBrief {
    /// The roadmap as of the view's day; none when it is unknown.
    pub fn of(view: &View<'_>, id: RoadmapId) -> Option<RoadmapBrief> {
        let state = view.state();
        let roadmap = state.roadmap(id)?;
        let obligations = view.obligations(&Scope::roadmap(id));
        let occurrences: BTreeSet<_> = obligations.iter().map(|o| (o.activity, o.occurrence)).collect();
        let adopted = roadmap.adopted.as_ref();
        Some(RoadmapBrief {
            id,
            title: roadmap.title.clone(),
            order: adopted.map(|a| OrderShown { number: a.number.clone(), date: a.date }).unwrap_or_default(),
            period: adopted.map(|a| PeriodShown { from: a.from, to: a.to }),
            activities: state.activities(id).count(),
            occurrences: occurrences.len(),
            obligations: obligations.len(),
        })
    }

    /// The line under the title in a list.
    pub fn sentence(&self, lang: Lang) -> String {
        let date = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
        let number = self.order.number.clone().unwrap_or_default();
        let on = self.order.date.map(date).unwrap_or_default();
        let key = match (&self.order.number, self.order.date) {
            (Some(_), Some(_)) => "order-number-date",
            (Some(_), None) => "order-number",
            (None, Some(_)) => "order-date",
            (None, None) => "order-none",
        };
        let order = lang.say_with(key, [("number", number.into()), ("date", on.into())]);
        let period = self.period.map_or_else(|| "—".to_owned(), |p| format!("{}–{}", date(p.from), date(p.to)));
        lang.say_with(
            "roadmap-line",
            [
                ("id", self.id.to_string().into()),
                ("order", order.into()),
                ("period", period.into()),
                ("activities", self.activities.into()),
                ("occurrences", self.occurrences.into()),
                ("obligations", self.obligations.into()),
            ],
        )
    }

    /// What an import made.
    pub fn imported(&self, lang: Lang) -> String {
        lang.say_with(
            "roadmap-imported",
            [
                ("id", self.id.to_string().into()),
                ("title", self.title.clone().into()),
                ("activities", self.activities.into()),
                ("occurrences", self.occurrences.into()),
                ("obligations", self.obligations.into()),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roadmap_is_told_with_its_order_and_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let brief = RoadmapBrief {
            id: RoadmapId(uuid::Uuid::from_u128(2)),
            title: "План".to_owned(),
            order: OrderShown { number: Some("1298".to_owned()), date: Some(day("2022-11-08")) },
            period: Some(PeriodShown { from: day("2022-11-08"), to: day("2024-12-31") }),
            activities: 95,
            occurrences: 180,
            obligations: 400,
        };
        let line = brief.sentence(Lang::Ru);
        for part in ["приказ от 08.11.2022 № 1298", "08.11.2022–31.12.2024", "95", "180", "400"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(brief.imported(Lang::En).contains("activities 95"));
        let draft = RoadmapBrief { order: OrderShown::default(), period: None, ..brief };
        assert!(draft.sentence(Lang::En).contains("order without number and date"));
    }
}
