//! Sentences about scored windows: values, notes, recommendations, decisions, classes.

use super::{
    Args, Teller, day,
    letters::none,
    words::{noted, shortened},
};
use vekha_domain::{
    event::{Event, Recorded, Reported, Whose},
    monitoring::Monitoring,
    scoring::{Cluster, Model, Value},
    stream::Stream,
};

impl Teller<'_> {
    /// What an event of a scored window tells beside the monitoring; nothing for the others of its stream.
    pub(super) fn of_scores(&self, recorded: &Recorded) -> Args {
        let (window, mut args): (u16, Args) = match &recorded.event {
            Event::ValuesReported(e) => (e.window, self.values(recorded, e.window, e.whose, &e.values)),
            Event::ValuesCorrected(e) => {
                let mut args = self.values(recorded, e.window, e.whose, &e.values);
                args.push(("reason", noted(e.reason.as_deref()).into()));
                (e.window, args)
            }
            Event::ValuesWithdrawn(e) => {
                let numbers = self.numbers(recorded, e.window, &e.indicators);
                let args: Args = vec![("whose", self.whose(e.whose).into()), ("count", e.indicators.len().into())];
                let rest = vec![("values", numbers.into()), ("reason", noted(Some(&e.reason)).into())];
                (e.window, [args, rest].concat())
            }
            Event::AnalyticalNotePublished(e) => (e.window, vec![("link", e.link.readable().into())]),
            Event::RecommendationIssued(e) => {
                let args = vec![self.organisation(e.organisation), ("text", shortened(&e.text).into())];
                (e.window, [args, vec![("number", e.number.into()), day("due", e.due)]].concat())
            }
            Event::RecommendationDone(e) => {
                let of = self.scored(recorded).and_then(|m| m.window(e.window));
                let issued = of.and_then(|w| w.ledger.recommendation(e.number));
                let who = issued.map(|issued| self.organisation_name(issued.organisation)).unwrap_or_default();
                let args: Args = vec![("organisation", who.into()), ("number", e.number.into())];
                (e.window, [args, vec![("links", e.links.len().into())]].concat())
            }
            Event::DecisionTaken(e) => {
                let activity = e.activity.map_or_else(none, |id| self.activity(id));
                let args: Args = vec![("number", e.number.into()), ("text", shortened(&e.text).into())];
                (e.window, [args, vec![self.basis(Some(&e.basis)), ("activity", activity.into())]].concat())
            }
            Event::ClassDecided(e) => {
                let changed = e.differs().map_or("as-proposed", |_| "otherwise");
                let args: Args = vec![self.organisation(e.organisation), ("class", cluster(e.class.decided).into())];
                let reason = noted(e.class.reason.as_deref());
                (e.window, [args, vec![("proposed", changed.into()), ("reason", reason.into())]].concat())
            }
            Event::SelfAnalysisNoted(e) => {
                (e.window, vec![self.organisation(e.organisation), ("count", e.lines.len().into())])
            }
            Event::ObservationsNoted(e) => {
                let confirmed = e.lines.iter().filter(|line| line.confirmed).count();
                (e.window, vec![self.organisation(e.organisation), ("count", confirmed.into())])
            }
            _ => return Vec::new(),
        };
        args.extend(self.window(recorded, window));
        args
    }

    /// Whose values and which ones, as many as a sentence holds.
    fn values(&self, recorded: &Recorded, window: u16, whose: Whose, values: &[Reported]) -> Args {
        let model = self.model(recorded, window);
        let told = |of: &Reported| format!("{} — {}", number(model, &of.indicator), value(self.lang, &of.value));
        let told: Vec<String> = values.iter().map(told).collect();
        let who = self.whose(whose);
        vec![("whose", who.into()), ("count", values.len().into()), ("values", shortened(&told.join("; ")).into())]
    }

    fn whose(&self, whose: Whose) -> String {
        let teacher = whose.teacher.map(|id| format!(", {}", self.person(id))).unwrap_or_default();
        format!("{}{teacher}", self.organisation_name(whose.organisation))
    }

    /// Numbers of indicators, as many as a sentence holds.
    fn numbers(&self, recorded: &Recorded, window: u16, codes: &[String]) -> String {
        let model = self.model(recorded, window);
        shortened(&codes.iter().map(|code| number(model, code)).collect::<Vec<_>>().join("; "))
    }

    fn model(&self, recorded: &Recorded, window: u16) -> Option<&Model> {
        let monitoring = self.scored(recorded)?;
        monitoring.model(monitoring.window(window)?, self.known.office())
    }

    fn scored(&self, recorded: &Recorded) -> Option<&Monitoring> {
        let Stream::Monitoring(id) = recorded.stream else { return None };
        self.known.monitoring(id)
    }
}

fn number<'a>(model: Option<&'a Model>, code: &'a str) -> &'a str {
    model.and_then(|model| model.indicator(code)).map_or(code, |indicator| indicator.number.as_str())
}

/// A value of an indicator in figures or words.
pub fn value(lang: crate::wording::Lang, value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Word(word) => word.clone(),
        Value::Absent => lang.say("scoring-absent"),
    }
}

/// A class: the key of its words.
pub fn cluster(cluster: Cluster) -> &'static str {
    match cluster {
        Cluster::SteadilyUnsuccessful => "steadily-unsuccessful",
        Cluster::Falling => "falling",
        Cluster::Rising => "rising",
        Cluster::Fluctuating => "fluctuating",
    }
}
