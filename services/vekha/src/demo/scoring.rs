//! Scored windows of the demonstration: schools enter values by halves, correct some, a few come late; then a note is published,
//! recommendations go to the last three, a decision is taken and becomes an activity.

use super::{
    draw::Lot,
    fate::{later, part},
    filling::riskiest,
    gathering::{AfterSeed, BEHIND, Gathering, LATE, MonitoringSeed, What},
    life::Life,
    moment::Moment,
};
use crate::app::{Deciding, NewActivity, Plan, scores};
use chrono::{Datelike, NaiveDate};
use vekha_domain::{
    event::{Basis, Change, Party, Reported, Role, Whose},
    ids::{MonitoringId, OrganisationId, PersonId},
    monitoring::{Monitoring, Window},
    proof::ProofLink,
    refusal::Refusal,
    scoring::{Allowed, Better, Exact, Indicator, Subject, Value, sheet::Sheet},
};
use vekha_event_log::Ids;
use vekha_projections::{OfficeState, View};

/// Share of rows in which a value is corrected within the window, and of those where a mistake is found after it.
const CORRECTED: f64 = 0.15;
const MISTAKEN: f64 = 0.06;
/// So many days after a window its note is published, and after the note its decisions are taken.
const NOTE: u32 = 6;
const DECISION: u32 = 4;
/// So many days are given for what is recommended and decided.
const DUE: u32 = 45;
/// Share of recommendations that are followed.
const FOLLOWED: f64 = 0.7;
/// So many days after a window nothing of it is done any more.
pub(super) const OVER: u32 = 75;

/// Something to be done in a scored window.
pub(super) struct Scoring {
    monitoring: MonitoringId,
    window: u16,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    /// The first or the second half of a row.
    Enter(Whose, usize),
    /// Another value of the row's indicator at that place; the latter with a reason.
    Correct(Whose, usize, bool),
    /// The note with its recommendations.
    Note,
    Decide,
    Follow(u16),
}

impl Life {
    /// What is entered and done in a window, and when.
    pub fn scorings(
        &self,
        state: &OfficeState,
        monitoring: &Monitoring,
        window: &Window,
        day: NaiveDate,
    ) -> Vec<Gathering> {
        let Some(sheet) = monitoring.sheet(window.number, state.office(), day) else { return Vec::new() };
        let Some(told) = self.seed.history.monitorings.iter().find(|told| told.title == monitoring.title) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        let mut say = |at: Moment, actor, step| {
            let scoring = Scoring { monitoring: monitoring.id, window: window.number, step };
            all.push(Gathering { at, actor, what: What::Score(scoring) });
        };
        for organisation in monitoring.who_answers(window.to, state.office()) {
            let actor = self.speaker(state, organisation);
            for whose in rows(state, sheet.model().subject, organisation) {
                self.row(state, sheet, whose, told).into_iter().for_each(|(at, step)| say(at, actor, step));
            }
        }
        if let Some(after) = &told.after {
            let (calendar, coordinator) = (state.office().calendar(), self.seed.coordinator());
            let at = |days| Moment { day: calendar.next_working_day(later(window.to, days)), part: 1 };
            if sheet.notes().next().is_none() {
                say(at(NOTE), coordinator, Step::Note);
            } else if sheet.decisions().next().is_none() && !after.decisions.is_empty() {
                say(at(NOTE + DECISION), coordinator, Step::Decide);
            }
            for recommended in sheet.recommendations().filter(|recommended| recommended.done_on().is_none()) {
                let (number, to) = (recommended.issued.number, recommended.issued.organisation);
                let lot = self.lot(sheet, &format!("follow {number}"));
                if lot.share("whether") < FOLLOWED {
                    let day = later(recommended.on, 20 + lot.up_to("day", DUE - 20));
                    let at = Moment { day: calendar.next_working_day(day), part: part(&lot, "part") };
                    say(at, self.speaker(state, to), Step::Follow(number));
                }
            }
        }
        all
    }

    /// When the rest of a row is entered and corrected; nothing of one that is silent.
    fn row(&self, state: &OfficeState, sheet: Sheet<'_>, whose: Whose, told: &MonitoringSeed) -> Vec<(Moment, Step)> {
        let (window, calendar) = (sheet.window(), state.office().calendar());
        let Some(organisation) = state.office().organisation(whose.organisation) else { return Vec::new() };
        let lot = self.lot(sheet, &key(state, whose));
        let length = u32::try_from((window.to - window.from).num_days()).unwrap_or_default();
        let late = lot.share("late") < LATE;
        let first = match late {
            true => later(window.to, 1 + lot.up_to("behind", BEHIND)),
            false => later(window.from, lot.up_to("day", length)),
        };
        let working = |day| {
            let (before, after) = (calendar.previous_working_day(day), calendar.next_working_day(day));
            let day = if (window.from..=window.to).contains(&day) && after > window.to { before } else { after };
            Moment { day: day.max(window.from), part: part(&lot, "part") }
        };
        let held = |day: NaiveDate| if late { day } else { day.min(window.to) };
        let second = held(later(first, lot.up_to("second", 3)));
        let silent = &self.seed.history.silent;
        if silent.iter().any(|s| s.organisation == organisation.name && s.from <= first) {
            return Vec::new();
        }
        let mut steps = Vec::new();
        let indicators = &sheet.model().indicators;
        for (half, day) in [(0, first), (1, second)] {
            let waits = halves(indicators, half)
                .iter()
                .filter(|i| !i.from_roadmap)
                .all(|i| sheet.entry(whose, &i.code).is_none());
            if waits {
                steps.push((working(day), Step::Enter(whose, half)));
            }
        }
        let mistaken = lot.share("mistaken") < MISTAKEN && told.late_reason.is_some();
        if mistaken || lot.share("corrected") < CORRECTED {
            let place = lot.up_to("place", u32::try_from(indicators.len()).unwrap_or(1).saturating_sub(1)) as usize;
            let stands = indicators
                .get(place)
                .is_some_and(|i| !i.from_roadmap && !i.link && sheet.history(whose, &i.code).count() == 1);
            let day = match mistaken {
                true => later(window.to.max(second), 2 + lot.up_to("found", 6)),
                false => held(later(second, 1 + lot.up_to("again", 3))),
            };
            if stands {
                steps.push((working(day), Step::Correct(whose, place, day > window.to)));
            }
        }
        steps
    }

    /// Decides what is done.
    pub fn score(
        &self,
        state: &OfficeState,
        scoring: &Scoring,
        moment: Moment,
        ids: &Ids,
    ) -> Result<Vec<Change>, Refusal> {
        let Scoring { monitoring: id, window, step } = *scoring;
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        let sheet = monitoring.sheet(window, state.office(), moment.day).ok_or(Refusal::NotScored)?;
        let told = self.seed.history.monitorings.iter().find(|told| told.title == monitoring.title);
        let indicators = &sheet.model().indicators;
        match step {
            Step::Enter(whose, half) => {
                let values = halves(indicators, half).iter().enumerate();
                let given: Vec<(Whose, Reported)> = values
                    .filter_map(|(at, i)| {
                        Some((whose, self.value(state, (monitoring, sheet), whose, (half * 100 + at, i), "first")?))
                    })
                    .collect();
                scores::report(state, (id, window), &given, "", moment.day)
            }
            Step::Correct(whose, place, late) => {
                let indicator = indicators.get(place).ok_or(Refusal::NotScored)?;
                let value = self.value(state, (monitoring, sheet), whose, (place, indicator), "again");
                let reason = told.and_then(|told| told.late_reason.as_deref()).filter(|_| late).unwrap_or_default();
                scores::report(state, (id, window), &Vec::from_iter(value.map(|v| (whose, v))), reason, moment.day)
            }
            Step::Note => self.note(state, (monitoring, sheet), told.and_then(|told| told.after.as_ref()), moment),
            Step::Decide => self.decide(state, (monitoring, sheet), told.and_then(|t| t.after.as_ref()), moment, ids),
            Step::Follow(number) => {
                let to = sheet.window().ledger.recommendation(number).map(|issued| issued.organisation);
                let link = to.and_then(|to| self.link(state, sheet, to, &format!("rekomendacia-{number}")));
                monitoring.follow(window, number, Vec::from_iter(link), state.office(), moment.day)
            }
        }
    }

    fn note(
        &self,
        state: &OfficeState,
        (monitoring, sheet): (&Monitoring, Sheet<'_>),
        after: Option<&AfterSeed>,
        moment: Moment,
    ) -> Result<Vec<Change>, Refusal> {
        let Some(after) = after else { return Ok(Vec::new()) };
        let (number, year) = (sheet.window().number, sheet.window().from.year());
        let link = format!("https://{}/monitoring/{year}/{number:02}-spravka.docx", self.seed.office.site);
        let link = ProofLink::parse(&link).map_err(|_| Refusal::LinkUnknown)?;
        let mut plan = Plan::new(state, moment.at());
        plan.take(monitoring.publish(number, link, state.office(), moment.day))?;
        let due = later(moment.day, DUE);
        for (to, text) in last(state, monitoring, number, moment.day).into_iter().zip(&after.recommendations) {
            let known = plan.state().monitoring(monitoring.id).cloned().ok_or(Refusal::WindowUnknown)?;
            plan.take(known.recommend(number, (to, text, due), state.office(), moment.day))?;
        }
        Ok(plan.decided())
    }

    fn decide(
        &self,
        state: &OfficeState,
        (monitoring, sheet): (&Monitoring, Sheet<'_>),
        after: Option<&AfterSeed>,
        moment: Moment,
        ids: &Ids,
    ) -> Result<Vec<Change>, Refusal> {
        let Some(after) = after else { return Ok(Vec::new()) };
        let responsible = self.seed.with_role(Role::Responsible).map(|person| self.seed.person_id(&person.name));
        let mut plan = Plan::new(state, moment.at());
        for told in &after.decisions {
            // What became an activity once stays one.
            let first = sheet.window().number == 1;
            let activity = told.activity.as_ref().filter(|_| first).zip(responsible).map(|(title, person)| {
                let section = state.roadmap(monitoring.roadmap).and_then(|r| r.sections.first()).map(|s| s.section);
                NewActivity { section, title: title.clone(), responsible: Party::Person(person) }
            });
            let basis = Basis { words: told.basis.clone(), date: moment.day };
            let due = Some(later(moment.day, DUE));
            let deciding = Deciding { words: told.text.clone(), basis, due, activity };
            let of = (monitoring.id, sheet.window().number);
            let decided = scores::decide(plan.state(), of, &deciding, ids, moment.at());
            plan.take(decided)?;
        }
        Ok(plan.decided())
    }

    /// A value as the row's lot has it: schools differ, and a year is a little better or worse than the one before.
    fn value(
        &self,
        state: &OfficeState,
        (monitoring, sheet): (&Monitoring, Sheet<'_>),
        whose: Whose,
        (place, indicator): (usize, &Indicator),
        purpose: &str,
    ) -> Option<Reported> {
        let link = || self.link(state, sheet, whose.organisation, &format!("p{place:03}"));
        let links = Vec::from_iter(indicator.link.then(link).flatten());
        if indicator.from_roadmap {
            let (number, of) = View::new(state, sheet.day()).proposed_fulfilment(monitoring.roadmap)?;
            let value = Value::Number(Exact::whole(number));
            return Some(Reported { links, fulfilment: Some(of), ..Reported::new(&indicator.code, value) });
        }
        let lot = self.lot(sheet, &format!("{} {} {purpose}", key(state, whose), indicator.code));
        let strength = Lot::of(&["strength", self.seed.folder, &key(state, whose)]).up_to("share", 300);
        let value = drawn(&lot, strength, indicator);
        Some(Reported { links, ..Reported::new(&indicator.code, value) })
    }

    /// Draws about a window; the year makes them others.
    fn lot(&self, sheet: Sheet<'_>, of: &str) -> Lot {
        Lot::of(&["scores", self.seed.folder, &sheet.model().code, &sheet.window().from.to_string(), of])
    }

    fn link(&self, state: &OfficeState, sheet: Sheet<'_>, of: OrganisationId, name: &str) -> Option<ProofLink> {
        let organisation = state.office().organisation(of)?;
        let site = self.seed.office.organisations.iter().find(|o| o.name == organisation.name)?.site.as_deref();
        let (site, window) = (site.unwrap_or(&self.seed.office.site), sheet.window());
        let (year, code) = (window.from.year(), &sheet.model().code);
        ProofLink::parse(&format!("https://{site}/monitoring/{year}/{code}-{name}.pdf")).ok()
    }

    /// Who enters for an organisation: its head, else its staff, else the coordinator.
    pub fn speaker(&self, state: &OfficeState, organisation: OrganisationId) -> PersonId {
        let of = |role| state.people().find(|p| p.organisation == Some(organisation) && p.roles.contains(&role));
        of(Role::Head).or_else(|| of(Role::Responsible)).map_or_else(|| self.seed.coordinator(), |person| person.id)
    }
}

/// Rows of an organisation: its own, or one for each of its teachers.
fn rows(state: &OfficeState, subject: Subject, organisation: OrganisationId) -> Vec<Whose> {
    if subject != Subject::Teacher {
        return vec![Whose::of(organisation)];
    }
    let teachers = state.people().filter(|person| person.organisation == Some(organisation) && person.roles.is_empty());
    teachers.map(|person| Whose { organisation, teacher: Some(person.id) }).collect()
}

fn key(state: &OfficeState, whose: Whose) -> String {
    let name = state.office().organisation(whose.organisation).map(|o| o.name.as_str()).unwrap_or_default();
    format!("{name} {}", whose.teacher.map(|id| id.to_string()).unwrap_or_default())
}

fn halves(indicators: &[Indicator], half: usize) -> &[Indicator] {
    let (first, second) = indicators.split_at(indicators.len().div_ceil(2));
    if half == 0 { first } else { second }
}

/// The three that stand last: by the total, or by the first indicator of which one way is better.
fn last(state: &OfficeState, monitoring: &Monitoring, window: u16, day: NaiveDate) -> Vec<OrganisationId> {
    let Some(results) = View::new(state, day).results(monitoring.id, window) else { return Vec::new() };
    let mut places: Vec<(usize, OrganisationId)> =
        results.rows.iter().filter_map(|row| Some((row.place?, row.whose.organisation))).collect();
    if places.is_empty() {
        let first = results.sheet.model().indicators.iter().find(|indicator| indicator.better.is_some());
        let of = first.and_then(|indicator| results.indicator(&indicator.code));
        places = of.into_iter().flat_map(|of| of.ranking).map(|r| (r.place, r.of.organisation)).collect();
    }
    places.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let mut last: Vec<OrganisationId> = places.into_iter().map(|(_, organisation)| organisation).collect();
    last.extend(riskiest(results.sheet, &monitoring.who_answers(day, state.office())));
    last.dedup();
    last.truncate(3);
    last
}

/// `strength` is from 0 to 300.
fn drawn(lot: &Lot, strength: u32, indicator: &Indicator) -> Value {
    let worst = |most: usize| {
        let most = u32::try_from(most).unwrap_or(u32::MAX).saturating_sub(1);
        lot.mostly_few("behind", most) as usize
    };
    match &indicator.values {
        Allowed::Percent => {
            let tenths = 450 + strength + lot.up_to("share", 250);
            let tenths = if indicator.better == Some(Better::Lower) { (1_000 - tenths) / 10 } else { tenths };
            Value::Number(Exact::whole(tenths).over(Exact::whole(10_u8)).unwrap_or(Exact::ZERO))
        }
        Allowed::Count => Value::Number(Exact::whole(lot.up_to("count", 12))),
        Allowed::Set { absent: Some(_), .. } if lot.share("absent") < 0.1 => Value::Absent,
        Allowed::Set { numbers, .. } => {
            Value::Number(numbers.iter().rev().nth(worst(numbers.len())).copied().unwrap_or(Exact::ZERO))
        }
        // Of yes and no mostly yes; of more words none is known to be the better one.
        Allowed::Words(words) if words.len() > 2 => Value::Word(lot.one_of("word", words).cloned().unwrap_or_default()),
        Allowed::Words(words) => Value::Word(words.get(worst(words.len())).cloned().unwrap_or_default()),
        Allowed::Within(within) => {
            let whole: Vec<Exact> = (0..=20_u8).map(Exact::whole).filter(|n| within.contains(*n)).collect();
            Value::Number(whole.iter().rev().nth(worst(whole.len())).copied().unwrap_or(Exact::ZERO))
        }
    }
}
