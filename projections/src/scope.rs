//! Which obligations a question is about.

use vekha_domain::ids::{ActivityId, OrganisationId, PersonId, RoadmapId};

/// A set of obligations: the whole office, narrowed as far as asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    pub(crate) roadmap: Option<RoadmapId>,
    pub(crate) activity: Option<ActivityId>,
    pub(crate) section: Option<u16>,
    pub(crate) person: Option<PersonId>,
    pub(crate) organisation: Option<OrganisationId>,
}

impl Scope {
    /// Everything the office does.
    pub fn office() -> Scope {
        Scope::default()
    }

    /// One roadmap.
    pub fn roadmap(id: RoadmapId) -> Scope {
        Scope { roadmap: Some(id), ..Scope::default() }
    }

    /// The roadmap it is narrowed to.
    pub fn of_roadmap(&self) -> Option<RoadmapId> {
        self.roadmap
    }

    /// Only this activity.
    #[must_use]
    pub fn activity(self, id: ActivityId) -> Scope {
        Scope { activity: Some(id), ..self }
    }

    /// Only this direction.
    #[must_use]
    pub fn section(self, section: u16) -> Scope {
        Scope { section: Some(section), ..self }
    }

    /// Only what this person is responsible for: by name, or for the organisation the person works at.
    #[must_use]
    pub fn person(self, id: PersonId) -> Scope {
        Scope { person: Some(id), ..self }
    }

    /// Only what this organisation does itself or is named for.
    #[must_use]
    pub fn organisation(self, id: OrganisationId) -> Scope {
        Scope { organisation: Some(id), ..self }
    }
}
