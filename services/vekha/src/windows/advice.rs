//! The addressed recommendations of a window for one organisation, as a document that is handed over.

use super::{
    Sight,
    note::{Around, day},
};
use vekha_domain::{event::Whose, ids::OrganisationId, scoring::Subject};
use vekha_office::{Block, Cell, Document, Kind, Line};

impl Sight<'_> {
    /// What is recommended to an organisation, with the figures it rests on.
    pub fn advice(&self, around: &Around, organisation: OrganisationId, name: &str) -> Document {
        let line = |of: vekha_domain::scoring::ledger::Recommended| {
            Line::Row(vec![
                Cell::number(u64::from(of.issued.number)),
                Cell::words(of.issued.text.clone()),
                Cell::Day(of.issued.due),
                Cell::words(self.recommendation_state(&of)),
            ])
        };
        let own = self.sheet().recommendations().filter(|of| of.issued.organisation == organisation);
        let lines: Vec<Line> = own.map(line).collect();
        let columns = vec![
            self.column("windows-number", Kind::Number, 5),
            self.column("windows-recommendation", Kind::Text, 56),
            self.column("windows-due", Kind::Day, 11),
            self.column("windows-state", Kind::Text, 20),
        ];
        let mut blocks = match lines.is_empty() {
            true => vec![Block::Words(self.say("windows-advice-none"))],
            false => vec![self.table("windows-recommendations", columns, lines)],
        };
        blocks.push(Block::Heading(1, self.say("windows-advice-figures")));
        blocks.extend(self.own_figures(organisation));
        Document {
            above: vec![around.office.clone()],
            title: self.say("windows-advice-title"),
            below: vec![name.to_owned(), around.title.clone(), self.period()],
            blocks,
            signed: around.signed.clone(),
            foot: vec![self.by_model(), self.made()],
        }
    }

    /// The values of one organisation: its own, or the totals of its teachers.
    fn own_figures(&self, organisation: OrganisationId) -> Vec<Block> {
        if self.model().subject != Subject::Teacher {
            return vec![self.of_subject(Whose::of(organisation))];
        }
        let own = self.subjects.iter().filter(|s| s.whose.organisation == organisation).cloned().collect();
        Sight { subjects: own, ..self.clone() }.results()
    }

    /// «Составлено по данным на 15.07.2023».
    pub(super) fn made(&self) -> String {
        self.lang.say_with("windows-made", [("day", day(self.sheet().day()).into())])
    }
}
