//! Forms of a risk monitoring as they were filled in: the school's card of self-analysis and its curator's protocol.

use super::{
    ledger::Noted,
    refused::SheetRefused,
    risks::{CardLine, Observation, RiskGroup, Risks},
    sheet::Sheet,
};
use crate::{
    event::{Event, ObservationsNoted, SelfAnalysisNoted},
    ids::OrganisationId,
    refusal::LONGEST,
};

impl<'a> Sheet<'a> {
    /// The card of a school as it stands on the day.
    pub fn card(&self, organisation: OrganisationId) -> Option<&'a Noted<SelfAnalysisNoted>> {
        self.window().ledger.cards.iter().rfind(|(on, _, card)| *on <= self.day() && card.organisation == organisation)
    }

    /// The curator's protocol of a school as it stands on the day.
    pub fn protocol(&self, organisation: OrganisationId) -> Option<&'a Noted<ObservationsNoted>> {
        let protocols = &self.window().ledger.protocols;
        protocols.iter().rfind(|(on, _, of)| *on <= self.day() && of.organisation == organisation)
    }

    /// The risks of a school that its curator has confirmed: help is given against them. None without a protocol.
    pub fn confirmed(&self, organisation: OrganisationId) -> Option<Vec<(&'a RiskGroup, &'a Observation)>> {
        let (_, _, protocol) = self.protocol(organisation)?;
        Some(self.model().risks.as_ref()?.confirmed(&protocol.lines))
    }

    /// A school fills in its card: the whole of it, in place of the one before.
    ///
    /// # Errors
    /// The window is not open yet; no such form or factor, or one twice; a line that says not what is done or not when.
    pub fn note_card(
        &self,
        organisation: OrganisationId,
        lines: Vec<CardLine>,
    ) -> Result<Vec<Event>, (usize, SheetRefused)> {
        self.has_forms().map_err(|why| (0, why))?;
        for (at, line) in lines.iter().enumerate() {
            let refused = if self.model().indicator(&line.factor).is_none() {
                Some(SheetRefused::LineUnknown)
            } else if lines.iter().take(at).any(|before| before.factor == line.factor) {
                Some(SheetRefused::LineTwice)
            } else if line.measures.trim().is_empty() || line.period.trim().is_empty() {
                Some(SheetRefused::LineIncomplete)
            } else {
                too_long(&line.measures).or_else(|| too_long(&line.period))
            };
            if let Some(why) = refused {
                return Err((at, why));
            }
        }
        let known = self.card(organisation).map_or(&[][..], |(_, _, card)| &card.lines);
        let same = known == lines.as_slice();
        Ok(if same {
            Vec::new()
        } else {
            vec![SelfAnalysisNoted { window: self.window().number, organisation, lines }.into()]
        })
    }

    /// A curator fills in a school's protocol: the whole of it; lines that say nothing are left out.
    ///
    /// # Errors
    /// The window is not open yet; no such form or group; a sign that is not named, or named twice.
    pub fn note_protocol(
        &self,
        organisation: OrganisationId,
        mut lines: Vec<Observation>,
    ) -> Result<Vec<Event>, (usize, SheetRefused)> {
        let risks = self.has_forms().map_err(|why| (0, why))?;
        for (at, line) in lines.iter().enumerate() {
            let refused = if !risks.groups.iter().any(|group| group.number == line.group) {
                Some(SheetRefused::LineUnknown)
            } else if line.sign.trim().is_empty() {
                Some(SheetRefused::TextMissing)
            } else if lines.iter().take(at).any(|before| (&before.group, &before.sign) == (&line.group, &line.sign)) {
                Some(SheetRefused::LineTwice)
            } else {
                too_long(&line.sign)
            };
            if let Some(why) = refused {
                return Err((at, why));
            }
        }
        lines.retain(|line| line.diagnosed || line.confirmed);
        let known = self.protocol(organisation).map(|(_, _, protocol)| &protocol.lines);
        // A protocol that finds nothing is one too: the curator was there.
        let same = known.is_some_and(|known| *known == lines);
        Ok(if same {
            Vec::new()
        } else {
            vec![ObservationsNoted { window: self.window().number, organisation, lines }.into()]
        })
    }

    fn has_forms(&self) -> Result<&'a Risks, SheetRefused> {
        if self.day() < self.window().from {
            return Err(SheetRefused::WindowNotOpen);
        }
        self.model().risks.as_ref().ok_or(SheetRefused::LineUnknown)
    }
}

fn too_long(words: &str) -> Option<SheetRefused> {
    (words.chars().count() > LONGEST).then_some(SheetRefused::TextTooLong)
}
