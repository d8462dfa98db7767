//! The roadmaps of an office, each read from its own stream: to find one among those of many offices, no log is folded.

use super::{App, AppError};
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, RoadmapId},
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::LogId;

impl App {
    /// The roadmaps of an office as they are now, by id.
    ///
    /// # Errors
    /// The log cannot be read or is damaged.
    pub async fn roadmaps(&self, office: OfficeId) -> Result<Vec<Roadmap>, AppError> {
        let mut roadmaps = Vec::new();
        for id in self.roadmap_ids(office).await? {
            let events = self.events(office, Some(Stream::Roadmap(id)), None).await?;
            roadmaps.extend(folded(id, &events));
        }
        Ok(roadmaps)
    }

    /// Their ids alone.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn roadmap_ids(&self, office: OfficeId) -> Result<Vec<RoadmapId>, AppError> {
        let names = self.log().streams(LogId(office.0), "roadmap").await;
        let names = names.map_err(|e| AppError::broken("list the roadmaps", &e))?;
        let id = |name: &String| match name.parse() {
            Ok(Stream::Roadmap(id)) => Some(id),
            _ => None,
        };
        Ok(names.iter().filter_map(id).collect())
    }
}

fn folded(id: RoadmapId, events: &[Recorded]) -> Option<Roadmap> {
    let (first, rest) = events.split_first()?;
    let mut roadmap = Roadmap::begun(id, first)?;
    rest.iter().for_each(|event| roadmap.apply(event));
    Some(roadmap)
}
