//! Forms of the demonstration's risk monitoring: schools fill in cards of self-analysis, the curator visits some and fills in protocols.

use super::{
    draw::Lot,
    fate::{later, part},
    gathering::{Gathering, MonitoringSeed, What},
    life::Life,
    moment::Moment,
};
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_domain::{
    event::{Change, Whose},
    ids::{MonitoringId, OrganisationId},
    monitoring::{Monitoring, Window},
    refusal::Refusal,
    scoring::{
        Allowed, Model, Value, Values,
        risks::{CardLine, Observation},
        sheet::Sheet,
    },
};
use vekha_projections::OfficeState;

/// Shares of schools that fill in a card and that the curator comes to, and of named risks that are confirmed.
const CARDS: f64 = 0.8;
const VISITS: f64 = 0.6;
const CONFIRMED: f64 = 0.7;
/// Share of visits on which something is seen that the school has not named.
const FOUND: f64 = 0.3;

/// What schools and the curator write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormsSeed {
    pub measures: Vec<String>,
    pub periods: Vec<String>,
}

/// A form to be filled in.
#[derive(Clone, Copy)]
pub(super) struct Filling {
    monitoring: MonitoringId,
    window: u16,
    school: OrganisationId,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    Card,
    Protocol,
}

impl Life {
    /// Which forms of a window are filled in, and when: after the school's risk profile.
    pub fn fillings(
        &self,
        state: &OfficeState,
        monitoring: &Monitoring,
        window: &Window,
        day: NaiveDate,
    ) -> Vec<Gathering> {
        let mut all = Vec::new();
        let Some(sheet) = monitoring.sheet(window.number, state.office(), day) else { return all };
        if self.forms(&monitoring.title).is_none() || sheet.model().risks.is_none() {
            return all;
        }
        for school in monitoring.who_answers(window.to, state.office()) {
            let Some(whole) = sheet.whole_since(school) else { continue };
            let lot = self.lot_of(state, sheet, school);
            let mut say = |day, actor, form| {
                let at = Moment { day: state.office().calendar().next_working_day(day), part: part(&lot, "part") };
                let what = What::Fill(Filling { monitoring: monitoring.id, window: window.number, school, form });
                all.push(Gathering { at, actor, what });
            };
            if sheet.card(school).is_none() && lot.share("card") < CARDS {
                say(later(whole, 1 + lot.up_to("card day", 6)), self.speaker(state, school), Form::Card);
            }
            if sheet.protocol(school).is_none() && lot.share("visit") < VISITS {
                say(later(whole, 3 + lot.up_to("visit day", 12)), self.seed.coordinator(), Form::Protocol);
            }
        }
        all
    }

    /// Decides what is filled in.
    pub fn fill(&self, state: &OfficeState, filling: Filling, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let Filling { monitoring: id, window, school, form } = filling;
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        let sheet = monitoring.sheet(window, state.office(), day).ok_or(Refusal::NotScored)?;
        let seed = self.forms(&monitoring.title).ok_or(Refusal::NotScored)?;
        let lot = self.lot_of(state, sheet, school);
        let values = sheet.values(Whose::of(school));
        match form {
            Form::Card => {
                let lines = card(sheet.model(), &values, seed, &lot);
                monitoring.note_card(window, school, lines, state.office(), day)
            }
            Form::Protocol => {
                let lines = protocol(sheet.model(), &values, &lot);
                monitoring.note_protocol(window, school, lines, state.office(), day)
            }
        }
    }

    fn forms(&self, title: &str) -> Option<&FormsSeed> {
        let of = |told: &&MonitoringSeed| told.title == title;
        self.seed.history.monitorings.iter().find(of)?.forms.as_ref()
    }

    fn lot_of(&self, state: &OfficeState, sheet: Sheet<'_>, school: OrganisationId) -> Lot {
        let name = state.office().organisation(school).map(|of| of.name.as_str()).unwrap_or_default();
        Lot::of(&["forms", self.seed.folder, &sheet.window().from.to_string(), name])
    }
}

/// Schools by how many of their risks are confirmed, the most first; none without one.
pub(super) fn riskiest(sheet: Sheet<'_>, schools: &[OrganisationId]) -> Vec<OrganisationId> {
    let confirmed = |of: &OrganisationId| sheet.confirmed(*of).map_or(0, |risks| risks.len());
    let mut all: Vec<(usize, OrganisationId)> = schools.iter().map(|of| (confirmed(of), *of)).collect();
    all.retain(|(risks, _)| *risks > 0);
    all.sort_by_key(|(risks, of)| (std::cmp::Reverse(*risks), *of));
    all.into_iter().map(|(_, of)| of).collect()
}

/// Does the profile weigh a factor the most? Words stand from the heaviest to the lightest.
fn is_heavy(model: &Model, values: &Values, code: &str) -> bool {
    let of = model.indicator(code).map(|factor| &factor.values);
    matches!((of, values.get(code)), (Some(Allowed::Words(words)), Some(Value::Word(word))) if words.first() == Some(word))
}

/// Something against every factor that weighs the most.
fn card(model: &Model, values: &Values, seed: &FormsSeed, lot: &Lot) -> Vec<CardLine> {
    let heavy = model.indicators.iter().filter(|factor| is_heavy(model, values, &factor.code));
    let line = |factor: &vekha_domain::scoring::Indicator| {
        let of = |purpose: &str, words: &[String]| {
            lot.one_of(&format!("{purpose} {}", factor.code), words).cloned().unwrap_or_default()
        };
        CardLine {
            factor: factor.code.clone(),
            measures: of("measure", &seed.measures),
            period: of("period", &seed.periods),
        }
    };
    heavy.map(line).collect()
}

/// A sign of every group whose factors weigh the most, and now and then one that nobody named.
fn protocol(model: &Model, values: &Values, lot: &Lot) -> Vec<Observation> {
    let mut lines = Vec::new();
    for group in model.risks.iter().flat_map(|risks| &risks.groups) {
        let named = group.factors.iter().any(|code| is_heavy(model, values, code));
        let found = group.factors.is_empty() && lot.share("found") < FOUND;
        // The last sign of a group is «other».
        let listed = group.signs.split_last().map_or(&[][..], |(_, listed)| listed);
        let sign = lot.one_of(&format!("sign {}", group.number), listed).filter(|_| named || found);
        lines.extend(sign.map(|sign| Observation {
            group: group.number.clone(),
            sign: sign.clone(),
            diagnosed: named,
            confirmed: !named || lot.share(&format!("confirmed {}", group.number)) < CONFIRMED,
        }));
    }
    lines
}
