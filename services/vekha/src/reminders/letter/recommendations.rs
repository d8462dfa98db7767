//! Recommendations to the recipient's organisation that wait to be followed; and those long overdue, for the coordinator.

use super::{
    desk::Desk,
    page::{Row, Section},
    subject,
};
use crate::{sentence, web::pages::written};
use chrono::NaiveDate;
use vekha_domain::{
    event::{Executor, RecommendationIssued},
    monitoring::{Monitoring, Window},
    reminder::{Item, RecommendationCall},
};

/// A recommendation that nobody has followed, with where it was given.
struct Open<'a> {
    monitoring: &'a Monitoring,
    window: &'a Window,
    issued: &'a RecommendationIssued,
}

impl<'a> Desk<'a> {
    /// The recipient's own.
    pub fn recommendations(&self) -> Option<Section> {
        let mut found = Vec::new();
        for (number, item) in self.items() {
            let Item::Recommendation { call, .. } = item else { continue };
            if *call != RecommendationCall::Escalated {
                found.extend(self.open(item).map(|open| (open, number, *call)));
            }
        }
        found.sort_by_key(|(open, ..)| (open.issued.due, open.monitoring.id, open.issued.number));
        let (first, _, given) = found.first()?;
        let dues: Vec<NaiveDate> = found.iter().map(|(open, ..)| open.issued.due).collect();
        let point = match (found.len(), given) {
            (1, RecommendationCall::Issued) => self.say("letters-recommendation-point"),
            _ => self.point_of(&dues, dues.iter().filter(|due| **due < self.day()).count()),
        };
        let title = self.say_with("letters-recommendations-title", [("n", found.len().into())]);
        let subject = match found.as_slice() {
            [_] => subject::of_row(&point, &first.issued.text, ""),
            all => subject::line(&format!("{point}: {}", self.counted_recommendations(all.len()))),
        };
        let rows = found.iter().map(|(open, number, _)| {
            let mut row = self.recommended(open);
            (row.item, row.link, row.button) = (Some(*number), self.tick(*number, "letters-recommendation-done"), true);
            row
        });
        Some(Section { title, subject, rows: rows.collect(), ..Section::default() })
    }

    /// Those of others that are long overdue.
    pub fn recommendations_above(&self) -> Option<Section> {
        let escalated = self
            .items()
            .filter(|(_, item)| matches!(item, Item::Recommendation { call: RecommendationCall::Escalated, .. }));
        let mut open: Vec<Open<'_>> = escalated.filter_map(|(_, item)| self.open(item)).collect();
        open.sort_by_key(|open| (open.issued.due, open.monitoring.id, open.issued.number));
        let n = open.len();
        let rows = open.iter().map(|open| {
            let path = format!("monitorings/{}/{}/results", open.monitoring.id, open.window.number);
            Row {
                link: Some(self.page_of(&path, self.say("letters-recommendation-results"))),
                ..self.recommended(open)
            }
        });
        let point = self.say("letters-escalated-point");
        (n > 0).then(|| Section {
            title: self.say("letters-recommendations-above"),
            subject: subject::line(&format!("{point}: {}", self.counted_recommendations(n))),
            rows: rows.collect(),
            ..Section::default()
        })
    }

    /// The recommendation, if nobody has followed it, on whatever day.
    fn open(&self, item: &Item) -> Option<Open<'a>> {
        let Item::Recommendation { monitoring, window, number, .. } = item else { return None };
        let monitoring = self.state.monitoring(*monitoring)?;
        let closed = self.state.roadmap(monitoring.roadmap).is_none_or(|r| r.closed.is_some());
        let window = monitoring.window(*window)?;
        let issued = window.ledger.recommendation(*number)?;
        let waits = !closed && !window.ledger.is_followed(*number);
        waits.then_some(Open { monitoring, window, issued })
    }

    fn recommended(&self, open: &Open<'_>) -> Row {
        let issued = open.issued;
        let who = sentence::executor(self.lang, Executor::Member(issued.organisation), self.state, self.names);
        let given = [
            ("title", open.monitoring.title.clone().into()),
            ("from", written::day(open.window.from).into()),
            ("to", written::day(open.window.to).into()),
            ("number", issued.number.into()),
        ];
        let notes = vec![
            self.say_with("letters-term", [("day", self.with_weekday(issued.due).into())]),
            self.say_with("letters-recommendation-by", given),
            self.say_with("letters-recommendation-to", [("who", written::unbroken(&who).into())]),
        ];
        Row { state: Some(self.distance(issued.due, issued.due)), words: issued.text.clone(), notes, ..Row::default() }
    }

    fn counted_recommendations(&self, n: usize) -> String {
        self.say_with("letters-recommendations", [("n", n.into())])
    }
}
