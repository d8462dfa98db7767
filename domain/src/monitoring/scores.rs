//! A window that is scored: by which version of its model, and what may be entered and done by whom.

use super::{Monitoring, Window};
use crate::{
    event::{Basis, Change, Event, Reported, Whose},
    ids::{ActivityId, OrganisationId, PersonId},
    office::Office,
    proof::ProofLink,
    refusal::Refusal,
    scoring::{
        Cluster, Model, Subject,
        clusters::Proposal,
        refused::SheetRefused,
        risks::{CardLine, Observation},
        sheet::Sheet,
    },
    stream::Stream,
};
use chrono::NaiveDate;

impl Monitoring {
    /// The model that a window is read by: the version in use on the day the window opened, whatever came later.
    /// A window older than the first version is read by that one.
    pub fn model<'a>(&self, window: &Window, office: &'a Office) -> Option<&'a Model> {
        office.model(self.scored_by.as_ref()?, window.opened.unwrap_or(window.from))
    }

    /// The sheet of a window as of a day; none when the monitoring is not scored.
    pub fn sheet<'a>(&'a self, window: u16, office: &'a Office, day: NaiveDate) -> Option<Sheet<'a>> {
        let window = self.window(window)?;
        Some(Sheet::of(self.model(window, office)?, window, day))
    }

    /// Values are entered or corrected: of one form or of many, in one go. `works_at` tells where a person works today.
    ///
    /// # Errors
    /// No such window, not scored, or [`Refusal::Value`] with the place in the list: nothing is taken then.
    pub fn report(
        &self,
        number: u16,
        given: &[(Whose, Reported)],
        reason: &str,
        (office, works_at): (&Office, &dyn Fn(PersonId) -> Option<OrganisationId>),
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.scored(number, office, today)?;
        let mut bound = self.who_answers(sheet.window().to, office);
        bound.extend(self.who_answers(today, office));
        let by_teacher = sheet.model().subject == Subject::Teacher;
        for (at, (whose, _)) in given.iter().enumerate() {
            let refuse = |refused| Err(Refusal::Value { at, refused });
            if !bound.contains(&whose.organisation) {
                return refuse(SheetRefused::ExecutorUnknown);
            }
            let known = match whose.teacher {
                Some(teacher) => by_teacher && works_at(teacher) == Some(whose.organisation),
                None => !by_teacher,
            };
            if !known {
                return refuse(SheetRefused::TeacherUnknown);
            }
        }
        let events = sheet.report(given, reason).map_err(|(at, refused)| Refusal::Value { at, refused })?;
        Ok(self.all(events, today))
    }

    /// Values are taken back; also of a teacher or an organisation that does not answer any longer.
    ///
    /// # Errors
    /// No such window, not scored, or [`Refusal::Value`] with the place in the list: nothing is taken back then.
    pub fn withdraw(
        &self,
        number: u16,
        given: &[(Whose, String)],
        reason: &str,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.scored(number, office, today)?;
        let events = sheet.withdraw(given, reason).map_err(|(at, refused)| Refusal::Value { at, refused })?;
        Ok(self.all(events, today))
    }

    /// The analytical note of a window is published.
    ///
    /// # Errors
    /// No such window, not scored, or not closed yet.
    pub fn publish(
        &self,
        number: u16,
        link: ProofLink,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(self.all(self.scored(number, office, today)?.publish(link)?, today))
    }

    /// Something is recommended to an organisation.
    ///
    /// # Errors
    /// As [`Sheet::recommend`]; no such organisation.
    pub fn recommend(
        &self,
        number: u16,
        (organisation, words, due): (OrganisationId, &str, NaiveDate),
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.scored(number, office, today)?;
        if !office.organisation(organisation).is_some_and(|o| o.stands_on(today)) {
            return Err(Refusal::OrganisationUnknown);
        }
        Ok(self.all(sheet.recommend(organisation, words, due)?, today))
    }

    /// A recommendation was followed.
    ///
    /// # Errors
    /// As [`Sheet::follow`].
    pub fn follow(
        &self,
        number: u16,
        recommendation: u16,
        links: Vec<ProofLink>,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(self.all(self.scored(number, office, today)?.follow(recommendation, links)?, today))
    }

    /// A decision is taken; the activity it becomes is planned by the same command.
    ///
    /// # Errors
    /// As [`Sheet::decide`].
    pub fn decide(
        &self,
        number: u16,
        (words, basis): (&str, Basis),
        (due, activity): (Option<NaiveDate>, Option<ActivityId>),
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(self.all(self.scored(number, office, today)?.decide(words, basis, due, activity)?, today))
    }

    /// A person decides which way a school goes.
    ///
    /// # Errors
    /// As [`Sheet::classify`].
    pub fn classify(
        &self,
        number: u16,
        organisation: OrganisationId,
        (proposal, decided, reason): (Proposal, Cluster, &str),
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.scored(number, office, today)?;
        Ok(self.all(sheet.classify(organisation, proposal, decided, reason)?, today))
    }

    /// A school fills in its card of self-analysis.
    ///
    /// # Errors
    /// As [`Sheet::note_card`], with the place in the list; not one who answers.
    pub fn note_card(
        &self,
        number: u16,
        organisation: OrganisationId,
        lines: Vec<CardLine>,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.form_of(number, organisation, office, today)?;
        let events = sheet.note_card(organisation, lines);
        Ok(self.all(events.map_err(|(at, refused)| Refusal::Value { at, refused })?, today))
    }

    /// A curator fills in a school's protocol.
    ///
    /// # Errors
    /// As [`Sheet::note_protocol`], with the place in the list; not one who answers.
    pub fn note_protocol(
        &self,
        number: u16,
        organisation: OrganisationId,
        lines: Vec<Observation>,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let sheet = self.form_of(number, organisation, office, today)?;
        let events = sheet.note_protocol(organisation, lines);
        Ok(self.all(events.map_err(|(at, refused)| Refusal::Value { at, refused })?, today))
    }

    fn form_of<'a>(
        &'a self,
        number: u16,
        organisation: OrganisationId,
        office: &'a Office,
        today: NaiveDate,
    ) -> Result<Sheet<'a>, Refusal> {
        let sheet = self.scored(number, office, today)?;
        let bound = [sheet.window().to, today];
        match bound.iter().any(|day| self.who_answers(*day, office).contains(&organisation)) {
            true => Ok(sheet),
            false => Err(Refusal::Value { at: 0, refused: SheetRefused::ExecutorUnknown }),
        }
    }

    fn scored<'a>(&'a self, number: u16, office: &'a Office, today: NaiveDate) -> Result<Sheet<'a>, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        self.window(number).ok_or(Refusal::WindowUnknown)?;
        self.sheet(number, office, today).ok_or(Refusal::NotScored)
    }

    fn all(&self, events: Vec<Event>, today: NaiveDate) -> Vec<Change> {
        events.into_iter().map(|event| Change::new(Stream::Monitoring(self.id), today, event)).collect()
    }
}
