//! Meetings and monitorings of the demonstration: planned with the order, dated two weeks ahead, answered by schools in windows.

use super::{
    DemoError,
    agenda::{Act, Deed},
    annals::numbered,
    draw::{self, Lot},
    fate::{later, part},
    filling::{Filling, FormsSeed},
    life::Life,
    moment::Moment,
    printed::Printing,
    scoring::{OVER, Scoring},
    seed::models,
};
use crate::app::App;
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::Deserialize;
use vekha_domain::{
    event::{Basis, Change, Executor, MeetingDateSet, MonitoringPlanned, Party, WindowAnswered},
    ids::{MeetingSeriesId, MonitoringId, OrganisationId, PersonId},
    meeting::Series,
    monitoring::{Monitoring, Window},
    proof::ProofLink,
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// So many days before a meeting its date is named.
const AHEAD: u32 = 14;
/// Hours at which meetings begin.
const HOURS: [u32; 3] = [10, 11, 14];
/// A meeting takes so many minutes.
const MINUTES: u16 = 90;
/// Share of answers that come after the window, and within how many days.
pub(super) const LATE: f64 = 0.08;
pub(super) const BEHIND: u32 = 10;

/// A row led as meetings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingsSeed {
    pub number: String,
    pub place: String,
    /// Groups invited beside the responsible.
    pub invited: Vec<String>,
}

/// A monitoring with its windows of every year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonitoringSeed {
    pub title: String,
    /// First and last day of each window of a year, as (month, day).
    pub windows: Vec<((u32, u32), (u32, u32))>,
    /// A group each of whose members answers, or one organisation.
    pub group: Option<String>,
    pub organisation: Option<String>,
    /// Organisations each of which answers.
    #[serde(default)]
    pub organisations: Vec<String>,
    pub basis: String,
    /// Code of the model of `seeds/scoring` that its windows are scored by.
    pub model: Option<String>,
    /// Why a value is corrected after the window.
    pub late_reason: Option<String>,
    pub after: Option<AfterSeed>,
    /// The forms of its windows, where it is one of risks.
    pub forms: Option<FormsSeed>,
    /// The first day of its earliest window, where windows of years before the order are filled in afterwards.
    pub since: Option<NaiveDate>,
    /// Do its windows hold what the order prints?
    #[serde(default)]
    pub printed: bool,
}

/// What follows each of its windows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AfterSeed {
    /// To those that stand last, one each.
    #[serde(default)]
    pub recommendations: Vec<String>,
    #[serde(default)]
    pub decisions: Vec<DecisionSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionSeed {
    pub text: String,
    pub basis: String,
    /// The activity that it becomes after the first window.
    pub activity: Option<String>,
}

/// Something that is dated, answered, opened or closed.
pub(super) struct Gathering {
    /// The first moment it can be done at.
    pub at: Moment,
    pub actor: PersonId,
    pub what: What,
}

pub(super) enum What {
    Score(Scoring),
    Fill(Filling),
    Print(Printing),
    Date(MeetingSeriesId, MeetingDateSet),
    Answer(MonitoringId, WindowAnswered),
    Turn,
}

impl Life {
    /// Series and monitorings that the history names, with the adoption of the order. Done again it changes nothing.
    pub async fn plan_gatherings(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let (seed, day) = (self.seed, moment.day);
        let named = seed.history.monitorings.iter().filter_map(|told| told.model.as_ref());
        let named: Vec<_> = named.filter_map(|code| models().get(code)).collect();
        self.change(app, moment, seed.coordinator(), "models", |state, _| {
            let adopted = named.iter().map(|model| state.office().adopt_model((*model).clone(), day));
            Ok(adopted.collect::<Result<Vec<_>, _>>()?.concat())
        })
        .await?;
        self.change(app, moment, seed.coordinator(), "gatherings", |state, _| {
            let mut changes = Vec::new();
            for told in &seed.history.meetings {
                let activity = numbered(state, &told.number)?;
                if state.series_of(activity.id).is_none() {
                    let id = MeetingSeriesId(draw::id(&["series", seed.folder, &told.number]));
                    let invited = told.invited.iter().map(|name| Party::Group(seed.group_id(name))).collect();
                    changes.extend(Series::plan(id, activity.id, invited, day)?);
                }
            }
            for told in &seed.history.monitorings {
                changes.extend(self.monitoring(state, told, day)?);
            }
            Ok(changes)
        })
        .await
    }

    fn monitoring(&self, state: &OfficeState, told: &MonitoringSeed, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let seed = self.seed;
        let id = MonitoringId(draw::id(&["monitoring", seed.folder, &told.title]));
        let adopted = state.roadmaps().find_map(|r| r.adopted.as_ref().map(|adopted| (r.id, adopted)));
        let (Some((roadmap, adopted)), None) = (adopted, state.monitoring(id)) else { return Ok(Vec::new()) };
        let group = told.group.as_ref().map(|name| Party::Group(seed.group_id(name)));
        let single = told.organisation.as_ref().map(|name| Party::Organisation(seed.organisation_id(name)));
        let several = told.organisations.iter().map(|name| Party::Organisation(seed.organisation_id(name)));
        let basis = Basis { words: told.basis.clone(), date: adopted.date.unwrap_or(day) };
        let answers = group.into_iter().chain(single).chain(several).collect();
        let (title, scored_by) = (told.title.clone(), told.model.clone());
        let planned = MonitoringPlanned { roadmap, title, answers, basis: Some(basis), scored_by };
        let period = (told.since.unwrap_or(adopted.from.max(day)), adopted.to);
        Monitoring::plan(id, planned, &told.windows, period, (state.office(), day))
    }

    /// What is due and what comes next: dates of meetings before their marks, windows, answers in windows that are open.
    pub fn gatherings(&self, state: &OfficeState, deeds: &[Deed], moment: Moment) -> Vec<Gathering> {
        let mut all = Vec::new();
        for series in state.meetings().filter(|series| series.ended.is_none()) {
            let of_it = deeds.iter().filter(|deed| deed.activity == series.activity);
            all.extend(of_it.filter_map(|deed| self.date(state, series, deed)));
        }
        for monitoring in state.monitorings().filter(|monitoring| monitoring.ended.is_none()) {
            for window in &monitoring.windows {
                all.extend(self.turn(state, window));
                if let Some(printings) = self.printings(state, monitoring, window, moment.day) {
                    all.extend(printings);
                    continue;
                }
                let answered = later(window.to, 2 * BEHIND);
                if (window.from..=answered).contains(&moment.day) {
                    all.extend(self.answers(state, monitoring, window));
                }
                if (window.from..=later(window.to, OVER)).contains(&moment.day) {
                    all.extend(self.scorings(state, monitoring, window, moment.day));
                    all.extend(self.fillings(state, monitoring, window, moment.day));
                }
            }
        }
        all
    }

    /// The date of the meeting whose mark is ahead; whoever never marks it never names a date either.
    fn date(&self, state: &OfficeState, series: &Series, deed: &Deed) -> Option<Gathering> {
        let Act::Mark { occurrence, executor: Executor::Joint, performed_on, attempt: 0 } = deed.act else {
            return None;
        };
        let known = state.activity(series.activity)?.occurrence(occurrence)?;
        if series.meeting(occurrence).sequence > 0 || performed_on < known.since {
            return None;
        }
        let wanted = performed_on - TimeDelta::days(i64::from(AHEAD));
        let at = Moment { day: state.office().calendar().next_working_day(wanted.max(known.since)), part: 0 };
        let told = self
            .seed
            .history
            .meetings
            .iter()
            .find(|told| numbered(state, &told.number).is_ok_and(|activity| activity.id == series.activity))?;
        let lot = Lot::of(&["meeting", self.seed.folder, &told.number, &occurrence.to_string()]);
        let hour = lot.one_of("hour", &HOURS).copied().unwrap_or_default();
        let date = MeetingDateSet {
            occurrence,
            at: performed_on.and_hms_opt(hour, 0, 0)?,
            minutes: MINUTES,
            place: Some(told.place.clone()),
        };
        let actor = self.seed.coordinator();
        (at.day <= performed_on).then_some(Gathering { at, actor, what: What::Date(series.id, date) })
    }

    fn turn(&self, state: &OfficeState, window: &Window) -> Option<Gathering> {
        let day = match (window.opened, window.closed) {
            (None, _) => window.from,
            (Some(_), None) => later(window.to, 1),
            (Some(_), Some(_)) => return None,
        };
        let at = Moment { day: state.office().calendar().next_working_day(day), part: 0 };
        Some(Gathering { at, actor: PersonId::PROGRAM, what: What::Turn })
    }

    fn answers(&self, state: &OfficeState, monitoring: &Monitoring, window: &Window) -> Vec<Gathering> {
        let asked = monitoring.who_answers(window.to, state.office());
        let missing =
            asked.into_iter().filter(|id| monitoring.scored_by.is_none() && !window.answered.contains_key(id));
        missing.filter_map(|id| self.answer(state, monitoring, window, id)).collect()
    }

    /// A school's answer: mostly within the window, some days late now and then; one that is silent elsewhere is silent here.
    fn answer(
        &self,
        state: &OfficeState,
        monitoring: &Monitoring,
        window: &Window,
        id: OrganisationId,
    ) -> Option<Gathering> {
        let organisation = state.office().organisation(id)?;
        let lot =
            Lot::of(&["answer", self.seed.folder, &monitoring.title, &window.from.to_string(), &organisation.name]);
        let length = u32::try_from((window.to - window.from).num_days()).unwrap_or_default();
        let day = match lot.share("late") < LATE {
            true => later(window.to, 1 + lot.up_to("behind", BEHIND)),
            false => later(window.from, lot.up_to("day", length)),
        };
        let calendar = state.office().calendar();
        let (before, after) = (calendar.previous_working_day(day), calendar.next_working_day(day));
        let day = if (window.from..=window.to).contains(&day) && after > window.to { before } else { after };
        let at = Moment { day: day.max(window.from), part: part(&lot, "part") };
        let silent = &self.seed.history.silent;
        if silent.iter().any(|s| s.organisation == organisation.name && s.from <= at.day) {
            return None;
        }
        let actor = self.speaker(state, id);
        let site = self.seed.office.organisations.iter().find(|o| o.name == organisation.name)?.site.as_deref();
        let site = site.unwrap_or(&self.seed.office.site);
        let link = format!("https://{site}/monitoring/{}/{:02}-svod.xlsx", window.from.year(), window.number);
        let answered = WindowAnswered::new(window.number, id, vec![ProofLink::parse(&link).ok()?], "");
        Some(Gathering { at, actor, what: What::Answer(monitoring.id, answered) })
    }

    /// Does what is due, one command for each who does it. What a visitor has made impossible is left.
    pub async fn gather(&self, app: &App, moment: Moment, gatherings: Vec<Gathering>) -> Result<(), DemoError> {
        let due: Vec<Gathering> = gatherings.into_iter().filter(|gathering| gathering.at <= moment).collect();
        let mut actors: Vec<PersonId> = due.iter().map(|gathering| gathering.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        for actor in actors {
            self.change(app, moment, actor, "gathering", |state, ids| {
                let own = due.iter().filter(|gathering| gathering.actor == actor);
                let mut turned = false;
                let mut changes = Vec::new();
                for gathering in own {
                    let decided = match &gathering.what {
                        What::Date(id, date) => {
                            state.series(*id).map(|series| series.set_date(date.clone(), moment.day))
                        }
                        What::Answer(id, answered) => {
                            state.monitoring(*id).map(|m| m.answer(answered.clone(), state.office(), moment.day))
                        }
                        What::Score(scoring) => Some(self.score(state, scoring, moment, ids)),
                        What::Fill(filling) => Some(self.fill(state, *filling, moment.day)),
                        What::Print(printing) => Some(self.print(state, *printing, moment)),
                        What::Turn if turned => None,
                        What::Turn => {
                            turned = true;
                            Some(Ok(state.monitorings().flat_map(|m| m.turn(moment.day)).collect()))
                        }
                    };
                    changes.extend(decided.and_then(Result::ok).unwrap_or_default());
                }
                Ok(changes)
            })
            .await?;
        }
        Ok(())
    }
}
