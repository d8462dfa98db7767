//! What is done so that the log can be trusted: signed heads and who keeps them, how proof links are looked at, samples.

use crate::{
    event::{
        Basis, Change, Event, HeadSigned, LinkCheckingSet, ProofSampleDrawn, Recorded, Sampled, WitnessDismissed,
        WitnessNamed, of_activity, of_meeting, of_monitoring, of_office, of_person, of_reminder, of_roadmap,
    },
    ids::{OfficeId, OrganisationId, RoadmapId, SampleId},
    refusal::{Refusal, grounded},
    stream::Stream,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the program looks at proof links.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checking {
    /// Whether it looks at all.
    pub on: bool,
    /// Whether it keeps a copy of what it found.
    pub copies: bool,
    /// A link is looked at again after so many days. Range 1..=365.
    pub days: u16,
    /// At most so many looks a day. Range 1..=10000.
    pub budget: u16,
}

impl Default for Checking {
    fn default() -> Checking {
        Checking { on: false, copies: false, days: 30, budget: 200 }
    }
}

/// A head of the log that was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedHead {
    /// Position of the last event covered.
    pub position: u64,
    /// The signed note.
    pub note: String,
    /// The day it was signed.
    pub on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A sample of documents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// What was drawn, and how.
    pub drawn: ProofSampleDrawn,
    /// The day it was drawn.
    pub on: NaiveDate,
    /// Who drew it.
    pub by: crate::ids::PersonId,
}

/// The trust in an office's log, as the log knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Audit {
    id: OfficeId,
    /// Signed heads, the oldest first.
    pub heads: Vec<SignedHead>,
    /// Who keeps signed heads, since when.
    pub witnesses: BTreeMap<OrganisationId, NaiveDate>,
    /// Samples, the oldest first.
    pub samples: Vec<Sample>,
    checking: Vec<(NaiveDate, Checking)>,
    newer: bool,
}

impl Audit {
    /// Before the first event.
    pub fn new(id: OfficeId) -> Audit {
        Audit {
            id,
            heads: Vec::new(),
            witnesses: BTreeMap::new(),
            samples: Vec::new(),
            checking: Vec::new(),
            newer: false,
        }
    }

    /// A head was signed.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`]. Nothing happens when that position, or a later one, is signed already.
    pub fn sign(&self, head: HeadSigned, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        if self.heads.last().is_some_and(|last| last.position >= head.position) {
            return Ok(Vec::new());
        }
        self.say(today, head)
    }

    /// An organisation keeps signed heads from today on.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`].
    pub fn name_witness(
        &self,
        organisation: OrganisationId,
        basis: Option<Basis>,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        if self.witnesses.contains_key(&organisation) {
            return Ok(Vec::new());
        }
        self.say(today, WitnessNamed { organisation, basis })
    }

    /// An organisation keeps signed heads no longer.
    ///
    /// # Errors
    /// It keeps none; the basis has no words.
    pub fn dismiss_witness(&self, organisation: OrganisationId, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        if !self.witnesses.contains_key(&organisation) {
            return Err(Refusal::OrganisationUnknown);
        }
        self.say(basis.date, WitnessDismissed { organisation, basis })
    }

    /// Proof links are looked at otherwise from `day` on.
    ///
    /// # Errors
    /// [`Refusal::CheckingWrong`]: a number is out of its range.
    pub fn check_links(&self, checking: Checking, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        if !(1..=365).contains(&checking.days) || !(1..=10_000).contains(&checking.budget) {
            return Err(Refusal::CheckingWrong);
        }
        if self.checking_on(day) == checking {
            return Ok(Vec::new());
        }
        self.say(day, LinkCheckingSet { checking })
    }

    /// How proof links are looked at on a day: not at all until somebody says so.
    pub fn checking_on(&self, day: NaiveDate) -> Checking {
        self.checking.iter().rfind(|(since, _)| *since <= day).map(|(_, checking)| *checking).unwrap_or_default()
    }

    /// So many of the documents that stand today, chosen by chance that begins with `seed`: the same documents and seed give the same sample.
    ///
    /// # Errors
    /// [`Refusal::SampleEmpty`]: nothing to draw from, or nothing to draw.
    pub fn draw(
        &self,
        sample: SampleId,
        roadmap: Option<RoadmapId>,
        documents: &[Sampled],
        many: usize,
        seed: u64,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        if self.sample(sample).is_some() {
            return Ok(Vec::new());
        }
        let drawn = drawn(documents, many, seed);
        if drawn.is_empty() {
            return Err(Refusal::SampleEmpty);
        }
        let population = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        self.say(today, ProofSampleDrawn { sample, roadmap, as_of: today, seed, population, drawn })
    }

    /// A sample.
    pub fn sample(&self, id: SampleId) -> Option<&Sample> {
        self.samples.iter().find(|sample| sample.drawn.sample == id)
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        Ok(vec![Change::new(Stream::Audit(self.id), day, event)])
    }

    /// Takes in one event of this stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        let on = recorded.occurred_on;
        match &recorded.event {
            Event::HeadSigned(e) => {
                let (position, note) = (e.position, e.note.clone());
                self.heads.push(SignedHead { position, note, on, recorded_at: recorded.recorded_at });
            }
            Event::WitnessNamed(e) => drop(self.witnesses.insert(e.organisation, on)),
            Event::WitnessDismissed(e) => drop(self.witnesses.remove(&e.organisation)),
            Event::LinkCheckingSet(e) => self.checking.push((on, e.checking)),
            Event::ProofSampleDrawn(e) => self.samples.push(Sample { drawn: e.clone(), on, by: recorded.actor }),
            Event::Unknown(_) => self.newer = true,
            of_office!() | of_person!() | of_roadmap!() | of_activity!() => {}
            of_meeting!() | of_monitoring!() | of_reminder!() => {}
        }
    }
}

/// The first `many` of the documents shuffled (Fisher–Yates) by SplitMix64, which anybody can repeat with pencil and paper.
fn drawn(documents: &[Sampled], many: usize, seed: u64) -> Vec<Sampled> {
    let mut left: Vec<&Sampled> = documents.iter().collect();
    let mut state = seed;
    let mut drawn = Vec::new();
    while drawn.len() < many && !left.is_empty() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let at = usize::try_from(mixed % left.len() as u64).unwrap_or(0);
        drawn.push(left.swap_remove(at).clone());
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ActivityId, MarkId},
        proof::ProofLink,
    };

    const OFFICE: OfficeId = OfficeId(uuid::Uuid::from_u128(1));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn documents(many: u128) -> Vec<Sampled> {
        let link = |n| ProofLink::parse(&format!("https://school.example.org/{n}")).unwrap();
        let one = |n| Sampled {
            activity: ActivityId(uuid::Uuid::from_u128(n)),
            mark: MarkId(uuid::Uuid::from_u128(n)),
            link: link(n),
        };
        (1..=many).map(one).collect()
    }

    fn given(changes: &[Change]) -> Audit {
        let mut audit = Audit::new(OFFICE);
        for (change, position) in changes.iter().zip(1..) {
            audit.apply(&Recorded {
                position,
                stream: change.stream,
                version: position,
                occurred_on: change.occurred_on,
                recorded_at: DateTime::UNIX_EPOCH,
                actor: crate::ids::PersonId::PROGRAM,
                event: change.event.clone(),
            });
        }
        audit
    }

    #[test]
    fn links_are_not_looked_at_until_somebody_says_so() {
        let audit = given(&[]);
        assert!(!audit.checking_on(day("2023-07-05")).on);
        let wanted = Checking { on: true, ..Checking::default() };
        let history = audit.check_links(wanted, day("2023-07-05")).unwrap();
        assert!(!given(&history).checking_on(day("2023-07-04")).on);
        assert!(given(&history).checking_on(day("2023-07-05")).on);
        assert_eq!(given(&history).check_links(wanted, day("2023-07-06")), Ok(Vec::new()));
        let wrong = Checking { budget: 0, ..wanted };
        assert_eq!(audit.check_links(wrong, day("2023-07-05")), Err(Refusal::CheckingWrong));
    }

    #[test]
    fn a_sample_is_the_same_from_the_same_seed_and_another_from_another() {
        let all = documents(100);
        let first = drawn(&all, 10, 7);
        assert_eq!(first, drawn(&all, 10, 7));
        assert_ne!(first, drawn(&all, 10, 8));
        let different: std::collections::BTreeSet<_> = first.iter().map(|s| s.mark).collect();
        assert_eq!(different.len(), 10);
        assert_eq!(drawn(&documents(3), 10, 7).len(), 3);
        let id = SampleId(uuid::Uuid::from_u128(5));
        let none = given(&[]).draw(id, None, &[], 10, 7, day("2023-07-05"));
        assert_eq!(none, Err(Refusal::SampleEmpty));
    }

    #[test]
    fn the_same_head_is_not_signed_twice() {
        let head = HeadSigned { position: 10, note: "note".to_owned() };
        let history = given(&[]).sign(head.clone(), day("2023-07-05")).unwrap();
        assert_eq!(given(&history).sign(head, day("2023-07-06")), Ok(Vec::new()));
    }
}
