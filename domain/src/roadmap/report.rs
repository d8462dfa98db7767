//! Reports on a roadmap: once issued, they stay as they were.

use super::Roadmap;
use crate::{
    event::{Change, Issued, Recorded, TermReportIssued, YearAnalysisIssued},
    ids::{PersonId, ReportId},
    refusal::{LONGEST_CONCLUSIONS, Refusal},
    reminder::ReportKind,
};
use chrono::NaiveDate;

/// A report as it was issued.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Which kind.
    pub kind: ReportKind,
    /// What was frozen.
    pub issued: Issued,
    /// The day of issue.
    pub on: NaiveDate,
    /// Who issued it.
    pub by: PersonId,
    /// Position of the event itself.
    pub position: u64,
}

impl Report {
    pub(super) fn new(kind: ReportKind, issued: &Issued, recorded: &Recorded) -> Report {
        let (on, by, position) = (recorded.occurred_on, recorded.actor, recorded.position);
        Report { kind, issued: issued.clone(), on, by, position }
    }
}

impl Roadmap {
    /// A report is issued; its number is given here. A roadmap that has ended is still reported on.
    ///
    /// # Errors
    /// The period runs backwards, or the day lies before it or is still to come; the conclusions are too long; nothing is in
    /// force yet. Nothing happens when a report of this id was issued already.
    pub fn issue(&self, kind: ReportKind, issued: Issued, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        match self.open() {
            Ok(()) | Err(Refusal::RoadmapClosed) => {}
            Err(refusal) => return Err(refusal),
        }
        if self.adopted.is_none() {
            return Err(Refusal::NotAdopted);
        }
        if issued.to < issued.from || issued.as_of < issued.from || issued.as_of > today {
            return Err(Refusal::ReportWrong);
        }
        let conclusions = issued.conclusions.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if conclusions.as_ref().is_some_and(|text| text.chars().count() > LONGEST_CONCLUSIONS) {
            return Err(Refusal::ConclusionsTooLong);
        }
        if self.report(issued.report).is_some() {
            return Ok(Vec::new());
        }
        let number = self.reports.iter().map(|report| report.issued.number).max().unwrap_or(0).saturating_add(1);
        let issued = Issued { number, conclusions, ..issued };
        match kind {
            ReportKind::Year => self.say(today, YearAnalysisIssued { issued }),
            ReportKind::Term | ReportKind::Quarter => self.say(today, TermReportIssued { kind, issued }),
        }
    }

    /// An issued report.
    pub fn report(&self, id: ReportId) -> Option<&Report> {
        self.reports.iter().find(|report| report.issued.report == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{event::IssuedFigures, ids::RoadmapId, stream::Stream};
    use chrono::DateTime;

    const ROADMAP: RoadmapId = RoadmapId(uuid::Uuid::from_u128(1));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn given(changes: &[Change]) -> Roadmap {
        let mut events = changes.iter().zip(1..).map(|(change, position)| Recorded {
            position,
            stream: Stream::Roadmap(ROADMAP),
            version: position,
            occurred_on: change.occurred_on,
            recorded_at: DateTime::UNIX_EPOCH,
            actor: PersonId::PROGRAM,
            event: change.event.clone(),
        });
        let mut roadmap = Roadmap::begun(ROADMAP, &events.next().unwrap()).unwrap();
        events.for_each(|event| roadmap.apply(&event));
        roadmap
    }

    fn report(n: u128, from: &str, to: &str, as_of: &str) -> Issued {
        Issued {
            report: ReportId(uuid::Uuid::from_u128(n)),
            number: 0,
            from: day(from),
            to: day(to),
            as_of: day(as_of),
            position: 10,
            chain: "ab".repeat(32),
            rules: "1".to_owned(),
            figures: IssuedFigures { due: 10, done: 9, ..IssuedFigures::default() },
            conclusions: Some("  ".to_owned()),
        }
    }

    #[test]
    fn reports_are_numbered_in_the_order_they_are_issued_and_each_only_once() {
        let mut history = Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")).unwrap();
        let first = report(7, "2023-01-01", "2023-12-31", "2024-01-15");
        let early = given(&history).issue(ReportKind::Year, first.clone(), day("2024-01-15"));
        assert_eq!(early, Err(Refusal::NotAdopted));
        let period = (day("2022-11-08"), day("2024-12-31"));
        history.extend(given(&history).adopt(None, None, period.0, period.1, day("2022-11-08")).unwrap());
        history.extend(given(&history).issue(ReportKind::Year, first.clone(), day("2024-01-15")).unwrap());
        assert_eq!(given(&history).issue(ReportKind::Year, first, day("2024-01-15")), Ok(Vec::new()));
        let second = report(8, "2024-01-01", "2024-03-31", "2024-04-01");
        history.extend(given(&history).issue(ReportKind::Quarter, second, day("2024-04-01")).unwrap());
        let roadmap = given(&history);
        let numbers: Vec<_> =
            roadmap.reports.iter().map(|r| (r.issued.number, r.kind, r.issued.figures.done)).collect();
        assert_eq!(numbers, [(1, ReportKind::Year, 9), (2, ReportKind::Quarter, 9)]);
        assert_eq!(roadmap.reports.first().and_then(|r| r.issued.conclusions.clone()), None);
        let wrong = report(9, "2024-01-01", "2024-03-31", "2023-12-31");
        assert_eq!(roadmap.issue(ReportKind::Quarter, wrong, day("2024-04-01")), Err(Refusal::ReportWrong));
        let ahead = report(9, "2024-01-01", "2024-03-31", "2024-04-02");
        assert_eq!(roadmap.issue(ReportKind::Quarter, ahead, day("2024-04-01")), Err(Refusal::ReportWrong));
    }
}
