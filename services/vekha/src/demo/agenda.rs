//! What is to be done in an office, by whom and when: read off what is known, one activity at a time.

use super::{
    desk::Desk,
    moment::Moment,
    seed::{OrganisationSeed, Seed},
};
use chrono::NaiveDate;
use std::collections::HashMap;
use vekha_domain::{
    event::{Executor, LinkState},
    ids::{ActivityId, MarkId, OrganisationId, PersonId},
    proof::ProofLink,
    stream::Stream,
};
use vekha_projections::OfficeState;

/// Something one person is going to do.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Deed {
    /// The first moment it can be done at.
    pub at: Moment,
    pub actor: PersonId,
    pub activity: ActivityId,
    pub act: Act,
}

/// What is done. Each kind is a command of its own.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Act {
    /// Marks an obligation, for the first time or anew.
    Mark { occurrence: u16, executor: Executor, performed_on: NaiveDate, attempt: usize },
    /// Puts another document beside a dead one.
    Replace { mark: MarkId, executor: Executor },
    /// Takes the dead one away.
    Remove { mark: MarkId, link: ProofLink },
    /// The coordinator accepts.
    Accept { mark: MarkId },
    /// The coordinator returns, with a reason.
    Return { mark: MarkId, reason: String },
    /// The program looks at a link.
    Look { mark: MarkId, link: ProofLink, state: LinkState },
}

/// Kinds of deeds in the order of a moment; each is a command for every actor.
pub(super) const ERRANDS: [&str; 3] = ["marks", "review", "links"];

impl Act {
    /// With which others it makes one command.
    pub fn errand(&self) -> &'static str {
        match self {
            Act::Mark { .. } | Act::Replace { .. } | Act::Remove { .. } => "marks",
            Act::Accept { .. } | Act::Return { .. } => "review",
            Act::Look { .. } => "links",
        }
    }
}

/// What the office and its roadmaps looked like: when they change, everything is read anew.
type Surroundings = Vec<(Stream, u64)>;

/// The deeds ahead, kept as long as nothing changes that they were read from.
pub(super) struct Agenda {
    seed: &'static Seed,
    sites: HashMap<OrganisationId, &'static str>,
    surroundings: Surroundings,
    read: HashMap<ActivityId, (u64, Vec<Deed>)>,
}

impl Agenda {
    pub fn new(seed: &'static Seed) -> Agenda {
        let organisations = seed.office.organisations.iter();
        let site = |o: &'static OrganisationSeed| Some((seed.organisation_id(&o.name), o.site.as_deref()?));
        Agenda { seed, sites: organisations.filter_map(site).collect(), surroundings: Vec::new(), read: HashMap::new() }
    }

    /// The desk of one activity.
    pub fn desk<'a>(&'a self, state: &'a OfficeState, activity: ActivityId) -> Option<Desk<'a>> {
        let activity = state.activity(activity)?;
        let settings = state.roadmap(activity.roadmap)?.settings_on(NaiveDate::MAX);
        Some(Desk { seed: self.seed, sites: &self.sites, state, activity, settings })
    }

    /// All deeds ahead, in the order of the tables.
    pub fn ahead(&mut self, state: &OfficeState) -> Vec<Deed> {
        let streams = state.roadmaps().map(|r| Stream::Roadmap(r.id)).chain([Stream::Office(state.office().id)]);
        let surroundings: Surroundings = streams.map(|stream| (stream, state.version_of(stream))).collect();
        if surroundings != self.surroundings {
            self.surroundings = surroundings;
            self.read.clear();
        }
        let mut all = Vec::new();
        for id in state.roadmaps().flat_map(|roadmap| state.activities(roadmap.id)).map(|activity| activity.id) {
            let version = state.version_of(Stream::Activity(id));
            if self.read.get(&id).is_none_or(|(read, _)| *read != version) {
                let deeds = self.desk(state, id).map(|desk| desk.deeds()).unwrap_or_default();
                self.read.insert(id, (version, deeds));
            }
            all.extend(self.read.get(&id).into_iter().flat_map(|(_, deeds)| deeds).cloned());
        }
        all
    }
}
