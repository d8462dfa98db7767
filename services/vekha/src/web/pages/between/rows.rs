//! A difference as a row: what it says, on what ground, by which entries of the journal it came.

use super::super::{
    super::{
        comparing::{Compared, Entries},
        fault::Fault,
    },
    activity::{page, performed, recorded},
    asked::{Asked, with_query},
    changes,
    look::Look,
    parties,
    proofs::rows::address,
    states::state_word,
    tally::{self, Called},
    written,
};
use crate::sentence;
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Mark},
    event::{Executor, Recorded},
    ids::RoadmapId,
};
use vekha_projections::{Difference, Entered, Fact, Kind};

/// A difference told.
pub struct Row {
    /// Number of the activity as printed; empty for the roadmap as a whole.
    pub number: String,
    /// Words of the order, or the roadmap's title.
    pub title: String,
    /// Where there is more of it.
    pub link: String,
    /// What it is.
    pub words: Vec<String>,
    /// On what ground.
    pub basis: Option<String>,
    /// The day it speaks of.
    pub day: NaiveDate,
    /// The entries it came by: their numbers and addresses.
    pub entries: Vec<(String, String)>,
}

/// Every difference the visitor may see, kind by kind; kinds without any are left out.
pub async fn told(asked: &Asked, compared: &Compared, id: RoadmapId) -> Result<Vec<(Kind, Vec<Row>)>, Fault> {
    let place = asked.place();
    let all = compared.differences(place, id, &asked.visitor);
    let mut entries = Entries::of(place, compared).await?;
    let look = Look { known: compared.after(place).state(), as_of: compared.ends.to, ..asked.look() };
    let teller = Teller { asked, look, first: compared.ends.from };
    let mut told: Vec<(Kind, Vec<Row>)> = Vec::new();
    for difference in &all {
        let row = teller.row(difference, &entries.of_difference(difference).await?);
        match told.last_mut().filter(|(kind, _)| *kind == difference.kind()) {
            Some((_, rows)) => rows.push(row),
            None => told.push((difference.kind(), vec![row])),
        }
    }
    Ok(told)
}

struct Teller<'a> {
    asked: &'a Asked,
    look: Look<'a>,
    first: NaiveDate,
}

impl Teller<'_> {
    fn row(&self, difference: &Difference<'_>, events: &[Recorded]) -> Row {
        let (asked, lang) = (self.asked, self.asked.lang);
        let entry = |event: &Recorded| {
            let path = format!("/offices/{}/journal/{}", asked.office, event.position);
            (written::number(event.position), asked.link(&path))
        };
        let mut words = self.words(difference, events);
        // Time passing needs nobody to enter it: it cannot reach back.
        if difference.day <= self.first && !matches!(difference.fact, Fact::Overdue(_)) {
            words.push(lang.say_with("between-reaches-back", [("day", written::day(self.first).into())]));
        }
        let activity = difference.activity;
        let title = activity.and_then(|a| a.wording_on(self.look.as_of)).map(|words| words.title.clone());
        let roadmap = || self.look.known.roadmap(difference.roadmap).map(|r| r.title.clone()).unwrap_or_default();
        let basis = match &difference.fact {
            Fact::Changed(change) => change.basis.map(|basis| basis.words.clone()),
            _ => None,
        };
        Row {
            number: activity.map(|a| a.number.clone()).unwrap_or_default(),
            title: title.unwrap_or_else(roadmap),
            link: asked.link(&self.link(difference)),
            words,
            basis,
            day: difference.day,
            entries: events.iter().map(entry).collect(),
        }
    }

    fn link(&self, difference: &Difference<'_>) -> String {
        let asked = self.asked;
        match (difference.activity, difference.mark(), &difference.fact) {
            (Some(activity), Some(mark), _) => {
                let path = format!("{}#mark", page(asked, activity, mark.occurrence));
                with_query(&path, [("mark", mark.id.to_string().as_str())].into_iter())
            }
            (Some(activity), None, Fact::Overdue(obligation)) => {
                format!("{}#ex", page(asked, activity, obligation.occurrence))
            }
            (Some(activity), None, _) => format!("/offices/{}/activities/{}#history", asked.office, activity.id),
            (None, ..) if difference.kind() == Kind::Settings => format!("/offices/{}/settings", asked.office),
            (None, ..) => asked.roadmap_path(difference.roadmap, ""),
        }
    }

    fn words(&self, difference: &Difference<'_>, events: &[Recorded]) -> Vec<String> {
        let lang = self.asked.lang;
        let dated = |key: &str, day: NaiveDate, reason: &str| {
            let args = [("day", written::day(day).into()), ("reason", reason.to_owned().into())];
            written::capital(&lang.say_with(key, args))
        };
        match (&difference.fact, difference.activity) {
            (Fact::Changed(change), _) => changes::told(self.asked, change),
            (Fact::Marked(mark, entered), Some(activity)) => self.marked(activity, mark, *entered),
            (Fact::Accepted(mark), Some(activity)) => {
                let day = mark.accepted.unwrap_or(difference.day);
                vec![self.whose(activity, mark), dated("mark-accepted", day, "")]
            }
            (Fact::Returned(mark), Some(activity)) => {
                let fate = mark.returned.as_ref().map(|(day, reason)| dated("mark-returned", *day, reason));
                std::iter::once(self.whose(activity, mark)).chain(fate).collect()
            }
            (Fact::Retracted(mark), Some(activity)) => {
                let fate = mark.retracted.as_ref().map(|(day, reason)| dated("mark-retracted", *day, reason));
                std::iter::once(self.whose(activity, mark)).chain(fate).collect()
            }
            (Fact::Proofs { mark, added, removed }, Some(activity)) => {
                let added = added.iter().map(|p| ("between-proof-added", address(&p.link).words, None));
                let removed =
                    removed.iter().map(|p| ("between-proof-removed", address(&p.link).words, p.removed.as_ref()));
                let line = |(key, link, gone): (&str, String, Option<&(NaiveDate, String)>)| {
                    let reason = gone.map(|(_, reason)| reason.clone()).unwrap_or_default();
                    lang.say_with(key, [("link", link.into()), ("reason", reason.into())])
                };
                std::iter::once(self.whose(activity, mark)).chain(added.chain(removed).map(line)).collect()
            }
            (Fact::LinkLost(mark, proof), Some(activity)) => {
                let args = [("link", address(&proof.link).words.into()), ("day", written::day(difference.day).into())];
                vec![self.whose(activity, mark), lang.say_with("between-link-lost", args)]
            }
            (Fact::Overdue(o), Some(activity)) => {
                let whose = self.obligation(activity, o.occurrence, o.executor);
                vec![whose, written::capital(&state_word(lang, o.state))]
            }
            // What has no words here has those of its entries.
            _ => events.iter().map(|e| sentence::of(lang, e, self.look.known, self.look.names)).collect(),
        }
    }

    fn marked(&self, activity: &Activity, mark: &Mark, entered: Entered) -> Vec<String> {
        let lang = self.asked.lang;
        let args = [
            ("performed", performed(lang, self.look.known, activity, mark).into()),
            ("recorded", recorded(lang, self.look.known, activity, mark).into()),
        ];
        let late = [("n", entered.after.into())];
        let back_dated = entered.back_dated.then(|| lang.say_with("between-back-dated", late));
        let lines = [self.whose(activity, mark), lang.say_with("between-mark", args)];
        lines.into_iter().chain(back_dated).collect()
    }

    fn whose(&self, activity: &Activity, mark: &Mark) -> String {
        self.obligation(activity, mark.occurrence, mark.executor)
    }

    /// «МБОУ СОШ № 1, II кв 2023».
    fn obligation(&self, activity: &Activity, occurrence: u16, executor: Executor) -> String {
        let who = written::unbroken(&parties::executor(self.look, activity, executor));
        let found = activity.occurrence(occurrence).and_then(|o| Some((o, o.due_on(self.look.as_of)?)));
        let terms = self.look.known.office().school_terms();
        let term = found.map(|(o, due)| tally::called(o, due, Called::InFull, terms, self.look.lang));
        std::iter::once(who).chain(term).collect::<Vec<_>>().join(", ")
    }
}
