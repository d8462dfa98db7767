//! Doing it: a deed becomes a decision of the activity, with the documents that prove it.

use super::{
    agenda::{Act, Deed},
    desk::Desk,
    draw::Lot,
};
use chrono::{Datelike, NaiveDate};
use vekha_domain::{
    activity::Report,
    event::{Change, Executor, ProofLinkChecked},
    ids::{MarkId, PersonId},
    proof::ProofLink,
    refusal::Refusal,
};
use vekha_event_log::Ids;

/// What documents are called on the sites of schools and centres.
const DOCUMENTS: [&str; 5] = ["protokol", "spravka", "otchet", "prikaz", "materialy"];

/// Under which heading of the site they lie.
const HEADINGS: [&str; 3] = ["dokumenty", "kachestvo-obrazovaniya", "dorozhnaya-karta"];

/// Share of marks with a second document, and of marks with a short result.
const TWO_DOCUMENTS: f64 = 0.15;
const WITH_NOTE: f64 = 0.7;

impl Desk<'_> {
    /// The changes that a deed makes today.
    pub fn decide(&self, deed: &Deed, ids: &Ids, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let activity = self.activity;
        match &deed.act {
            Act::Mark { occurrence, executor, performed_on, attempt } => {
                let lot = self.lot(*occurrence, *executor);
                let report = Report {
                    occurrence: *occurrence,
                    executor: *executor,
                    performed_on: *performed_on,
                    links: self.documents(deed.actor, *occurrence, *executor, *performed_on, *attempt),
                    note: lot
                        .one_of("note", &self.seed.history.notes)
                        .filter(|_| lot.share("noted") < WITH_NOTE)
                        .cloned(),
                };
                let mark = MarkId(ids.next());
                let mut changes = activity.complete(mark, report, self.state.office(), today)?;
                if let (Some(series), Executor::Joint) = (self.state.series_of(activity.id), executor) {
                    changes.extend(series.hold(*occurrence, mark, *performed_on)?);
                }
                Ok(changes)
            }
            Act::Replace { mark, executor } => {
                let Some(known) = activity.mark(*mark) else { return Err(Refusal::MarkUnknown) };
                let lot = self.lot(known.occurrence, *executor);
                let name = format!("{}-novaya-ssylka", self.name(known.occurrence, &lot));
                let link = self.document(deed.actor, *executor, today, &name, &lot);
                activity.add_proof(*mark, link.ok_or(Refusal::ProofMissing)?, today)
            }
            Act::Remove { mark, link } => activity.remove_proof(*mark, link.clone(), &self.seed.history.removed, today),
            Act::Accept { mark } => activity.accept(*mark, today),
            Act::Return { mark, reason } => activity.send_back(*mark, reason, today),
            Act::Look { mark, link, state } => {
                activity.check_proof(ProofLinkChecked::of(*mark, link.clone(), *state), today)
            }
        }
    }

    /// One document, sometimes two; after a return another one.
    fn documents(
        &self,
        actor: PersonId,
        occurrence: u16,
        executor: Executor,
        day: NaiveDate,
        attempt: usize,
    ) -> Vec<ProofLink> {
        let lot = self.lot(occurrence, executor);
        let name = self.name(occurrence, &lot);
        let mut names = vec![if attempt == 0 { name.clone() } else { format!("{name}-ispravleno-{attempt}") }];
        if lot.share("documents") < TWO_DOCUMENTS {
            names.push(format!("{name}-prilozhenie"));
        }
        names.iter().filter_map(|name| self.document(actor, executor, day, name, &lot)).collect()
    }

    /// `1-4-2-protokol`: number of the row, occurrence, kind of document.
    fn name(&self, occurrence: u16, lot: &Lot) -> String {
        let kind = lot.one_of("document", &DOCUMENTS).copied().unwrap_or_default();
        format!("{}-{occurrence}-{kind}", self.activity.number.replace('.', "-"))
    }

    /// On the site of the school, or of the organisation where the author works, or of the office.
    fn document(&self, author: PersonId, of: Executor, day: NaiveDate, name: &str, lot: &Lot) -> Option<ProofLink> {
        let organisation = match of {
            Executor::Member(school) => Some(school),
            Executor::Joint => self.state.person(author).and_then(|person| person.organisation),
        };
        let site = organisation.and_then(|id| self.sites.get(&id)).copied().unwrap_or(&self.seed.office.site);
        let heading = lot.one_of("heading", &HEADINGS)?;
        ProofLink::parse(&format!("https://{site}/{heading}/{}/{name}.pdf", day.year())).ok()
    }
}
