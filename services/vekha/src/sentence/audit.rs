//! Sentences about trust: signed heads and their keepers, looks at documents, samples, reports.

use super::{
    Args, Teller, day,
    letters::none,
    words::{link_state, noted},
};
use vekha_domain::{
    event::{Event, Finding, Issued, ProofExamined, ProofLinkChecked, Recorded},
    reminder::ReportKind,
};

impl Teller<'_> {
    /// What an event on the stream of trust tells.
    pub(super) fn of_audit(&self, event: &Event) -> Args {
        match event {
            Event::HeadSigned(e) => vec![("position", e.position.to_string().into())],
            Event::WitnessNamed(e) => vec![self.organisation(e.organisation), self.basis(e.basis.as_ref())],
            Event::WitnessDismissed(e) => vec![self.organisation(e.organisation), self.basis(Some(&e.basis))],
            Event::LinkCheckingSet(e) => {
                let on = if e.checking.on { "on" } else { "off" };
                let copies = if e.checking.copies { "on" } else { "off" };
                vec![
                    ("on", on.into()),
                    ("copies", copies.into()),
                    ("days", e.checking.days.into()),
                    ("budget", e.checking.budget.into()),
                ]
            }
            Event::ProofSampleDrawn(e) => {
                let roadmap = e.roadmap.map_or_else(none, |id| self.roadmap(id));
                vec![
                    ("roadmap", roadmap.into()),
                    ("drawn", e.drawn.len().into()),
                    ("population", e.population.into()),
                    ("seed", e.seed.to_string().into()),
                    day("day", e.as_of),
                ]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn checked(&self, recorded: &Recorded, e: &ProofLinkChecked) -> Args {
        let mut args = self.link(recorded, e.mark, e.link.readable());
        let to = e.leads_to.as_ref().map_or_else(none, ToString::to_string);
        args.extend([("state", link_state(e.state).into()), ("to", to.into())]);
        args
    }

    pub(super) fn examined(&self, recorded: &Recorded, e: &ProofExamined) -> Args {
        let mut args = self.link(recorded, e.mark, e.link.readable());
        args.extend([("finding", finding(e.finding).into()), ("note", noted(e.note.as_deref()).into())]);
        args
    }
}

/// What a report's event tells beside its roadmap.
pub(super) fn issued(kind: ReportKind, e: &Issued) -> Args {
    let kind = match kind {
        ReportKind::Term => "term",
        ReportKind::Quarter => "quarter",
        ReportKind::Year => "year",
    };
    vec![
        ("kind", kind.into()),
        ("number", e.number.into()),
        day("from", e.from),
        day("to", e.to),
        day("day", e.as_of),
        ("done", e.figures.done.into()),
        ("due", e.figures.due.into()),
    ]
}

/// What a person found in a document: the key of its words.
pub fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Confirms => "confirms",
        Finding::Partly => "partly",
        Finding::Other => "other",
        Finding::Unavailable => "unavailable",
    }
}
