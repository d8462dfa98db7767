//! What people enter and decide in a scored window, decided on what an office knows today.

use super::Plan;
use chrono::{DateTime, NaiveDate, Utc};
use vekha_domain::{
    activity::Activity,
    deadline::Period,
    event::{Basis, Change, Party, Reported, Whose, Wording},
    ids::{ActivityId, MonitoringId, RoadmapId},
    monitoring::Monitoring,
    proof::ProofLink,
    refusal::Refusal,
    scoring::refused::SheetRefused,
};
use vekha_event_log::Ids;
use vekha_office::Row;
use vekha_projections::{OfficeState, View};

/// A decision about a window, and the activity it becomes.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// In words.
    pub words: String,
    /// The act it stands in.
    pub basis: Basis,
    /// By which day; an activity needs one.
    pub due: Option<NaiveDate>,
    /// The activity it becomes.
    pub activity: Option<NewActivity>,
}

/// An activity that a decision becomes: at the end of the roadmap's table, due on the decision's day.
#[derive(Clone, Debug)]
pub struct NewActivity {
    /// Its direction.
    pub section: Option<u16>,
    /// In words.
    pub title: String,
    /// Who is responsible.
    pub responsible: Party,
}

/// A value as it was typed, pasted or sent.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Whose.
    pub whose: Whose,
    /// Code of the indicator.
    pub indicator: String,
    /// What stands in the field.
    pub text: String,
    /// What shows it.
    pub links: Vec<ProofLink>,
}

/// A value of an organisation's own, as it was typed.
#[derive(Clone, Debug)]
pub struct Given {
    /// Code of the indicator.
    pub indicator: String,
    /// What stands in the field.
    pub text: String,
    /// What shows it.
    pub links: Vec<ProofLink>,
}

/// Reads typed values by the window's model. Where the fulfilment of the roadmap is `confirmed`, its figures of today go with it.
///
/// # Errors
/// No such window, not scored, or [`Refusal::Value`] with the place in the list.
pub fn read(
    state: &OfficeState,
    (id, window): (MonitoringId, u16),
    typed: &[Typed],
    confirmed: bool,
    today: NaiveDate,
) -> Result<Vec<(Whose, Reported)>, Refusal> {
    let monitoring = of(state, id)?;
    monitoring.window(window).ok_or(Refusal::WindowUnknown)?;
    let view = View::new(state, today);
    let model = view.sheet(id, window).ok_or(Refusal::NotScored)?.model();
    let proposed = view.proposed_fulfilment(monitoring.roadmap).map(|(_, fulfilment)| fulfilment).filter(|_| confirmed);
    let one = |(at, typed): (usize, &Typed)| {
        let refuse = |refused| Refusal::Value { at, refused };
        let indicator = model.indicator(&typed.indicator).ok_or(refuse(SheetRefused::IndicatorUnknown))?;
        let value = indicator.values.read(&typed.text).map_err(|why| refuse(why.into()))?;
        let fulfilment = proposed.filter(|_| indicator.from_roadmap);
        let reported = Reported { indicator: indicator.code.clone(), value, links: typed.links.clone(), fulfilment };
        Ok((typed.whose, reported))
    };
    typed.iter().enumerate().map(one).collect()
}

/// Values are entered or corrected: of one form or of a whole table, in one go.
///
/// # Errors
/// As [`Monitoring::report`].
pub fn report(
    state: &OfficeState,
    (monitoring, window): (MonitoringId, u16),
    given: &[(Whose, Reported)],
    reason: &str,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let works_at = |person| state.person(person).and_then(|p| p.organisation_on(today));
    of(state, monitoring)?.report(window, given, reason, (state.office(), &works_at), today)
}

/// Values are taken back.
///
/// # Errors
/// As [`Monitoring::withdraw`].
pub fn withdraw(
    state: &OfficeState,
    (monitoring, window): (MonitoringId, u16),
    given: &[(Whose, String)],
    reason: &str,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    of(state, monitoring)?.withdraw(window, given, reason, state.office(), today)
}

/// A decision is taken; what it becomes is planned in the same go.
///
/// # Errors
/// As [`Monitoring::decide`]; an activity without a day, or of a roadmap that is over.
pub fn decide(
    state: &OfficeState,
    (monitoring, window): (MonitoringId, u16),
    deciding: &Deciding,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<Change>, Refusal> {
    let mut plan = Plan::new(state, now);
    let roadmap = of(state, monitoring)?.roadmap;
    let activity = deciding.activity.as_ref().map(|new| (ActivityId(ids.next()), new));
    if let Some((id, new)) = &activity {
        plan.begin(*id, roadmap, new, deciding)?;
    }
    let (office, today) = (state.office(), plan.today());
    let said = (deciding.words.as_str(), deciding.basis.clone());
    let becomes = (deciding.due, activity.map(|(id, _)| id));
    plan.take(of(state, monitoring)?.decide(window, said, becomes, office, today))?;
    Ok(plan.decided())
}

impl Plan {
    fn begin(
        &mut self,
        id: ActivityId,
        roadmap: RoadmapId,
        new: &NewActivity,
        deciding: &Deciding,
    ) -> Result<(), Refusal> {
        let (due, today) = (deciding.due.ok_or(Refusal::OccurrenceUndated)?, self.today());
        let of = self.state().roadmap(roadmap).ok_or(Refusal::RoadmapUnknown)?;
        if of.closed.is_some() {
            return Err(Refusal::RoadmapClosed);
        }
        if new.section.is_some_and(|section| of.section(section).is_none()) {
            return Err(Refusal::SectionUnknown);
        }
        let last = self.state().activities(roadmap).map(|activity| activity.ordinal).max().unwrap_or(0);
        let wording = Wording { title: new.title.clone(), ..Wording::default() };
        self.take(Activity::plan(id, roadmap, new.section, last + 1, "", wording, today))?;
        let row = Row { deadline: due.format("%d.%m.%Y").to_string(), ..Row::default() };
        let mut term = self.term(&row, None, Period { from: today, to: due }, today);
        term.basis = Some(Basis { date: today, ..deciding.basis.clone() });
        self.with_activity(id, |activity| activity.set_deadline(term, today))?;
        self.with_activity(id, |activity| activity.assign(new.responsible.clone(), None, today))
    }
}

fn of(state: &OfficeState, monitoring: MonitoringId) -> Result<&Monitoring, Refusal> {
    state.monitoring(monitoring).ok_or(Refusal::WindowUnknown)
}
