//! Which offices there are: told by the first event of each log, so that a list of them folds none.

use super::{App, AppError, known};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use vekha_domain::{event::Event, ids::OfficeId};
use vekha_event_log::{Head, LogId};

/// An office in a list. It is registered once and never renamed: what its first event says stays so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeBrief {
    /// Its id.
    pub id: OfficeId,
    /// Full name.
    pub name: String,
    /// Municipality or region.
    pub territory: String,
    /// Its time zone.
    pub zone: Tz,
}

impl OfficeBrief {
    /// The day of a moment where the office is.
    pub fn local_day(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }
}

impl App {
    /// All offices, by territory.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn offices(&self) -> Result<Vec<OfficeBrief>, AppError> {
        Ok(self.offices_with_heads().await?.into_iter().map(|(office, _)| office).collect())
    }

    /// All offices with where their logs end, by territory.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn offices_with_heads(&self) -> Result<Vec<(OfficeBrief, Head)>, AppError> {
        let heads = self.inner.log.heads().await.map_err(|e| AppError::broken("list the offices", &e))?;
        let mut briefs = self.inner.briefs.lock().await;
        let mut offices = Vec::with_capacity(heads.len());
        for head in heads.into_iter().filter(|head| head.position > 0) {
            let id = OfficeId(head.log.0);
            let brief = match briefs.get(&id) {
                Some(known) => known.clone(),
                None => briefs.entry(id).insert_entry(self.registered(id).await?).get().clone(),
            };
            offices.push((brief, head));
        }
        offices.sort_by(|(a, _), (b, _)| a.territory.cmp(&b.territory).then(a.id.cmp(&b.id)));
        Ok(offices)
    }

    /// One office of the list.
    ///
    /// # Errors
    /// No such office; the database cannot be read.
    pub async fn office_brief(&self, id: OfficeId) -> Result<OfficeBrief, AppError> {
        let mut briefs = self.inner.briefs.lock().await;
        match briefs.get(&id) {
            Some(known) => Ok(known.clone()),
            None => Ok(briefs.entry(id).insert_entry(self.registered(id).await?).get().clone()),
        }
    }

    async fn registered(&self, id: OfficeId) -> Result<OfficeBrief, AppError> {
        let first = self.inner.log.at(LogId(id.0), 1, |stored, _| known::recorded(&stored)).await;
        let first = first.map_err(|e| AppError::broken("read the log", &e))?.ok_or(AppError::NotFound)?;
        let mut brief = OfficeBrief { id, name: String::new(), territory: String::new(), zone: Tz::Europe__Moscow };
        let first = first.map_err(|e| AppError::broken("read an event", &e))?;
        if let Some(Event::OfficeRegistered(office)) = first.map(|recorded| recorded.event) {
            brief.zone = office.time_zone.parse().unwrap_or(brief.zone);
            (brief.name, brief.territory) = (office.name, office.territory);
        }
        Ok(brief)
    }

    /// Today where the office is.
    ///
    /// # Errors
    /// As [`App::office_brief`].
    pub async fn today(&self, office: OfficeId) -> Result<NaiveDate, AppError> {
        Ok(self.office_brief(office).await?.local_day(self.now()))
    }
}
