//! `vekha roadmaps`, `fulfilment` and `overdue`: the figures, by the same functions as pages and API.

use super::{
    Outcome, lang,
    place::{self, Asked, Place, Times},
    say, say_json,
};
use crate::{
    app::{App, Names},
    json::{self, RoadmapBrief},
};
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use serde::Serialize;
use std::{process::ExitCode, sync::Arc};
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{By, Scope, View};

/// Arguments of `vekha roadmaps`.
#[derive(Args)]
pub struct Roadmaps {
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// A roadmap and whose it is.
#[derive(Serialize)]
struct OfOffice {
    office: OfficeId,
    territory: String,
    #[serde(flatten)]
    roadmap: RoadmapBrief,
}

impl Roadmaps {
    /// Lists the roadmaps of all offices. How much there is to do in each only the fold tells, so each office is folded, once.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let mut all = Vec::new();
        for office in app.offices().await? {
            let known = app.office(office.id).await?;
            let view = View::new(&known, known.local_day(app.now()));
            let briefs = known.roadmaps().filter_map(|r| RoadmapBrief::of(&view, r.id));
            all.extend(briefs.map(|roadmap| OfOffice {
                office: office.id,
                territory: office.territory.clone(),
                roadmap,
            }));
        }
        if self.json {
            say_json(&all)?;
        } else {
            for one in &all {
                say(&format!("{}: {}", one.territory, one.roadmap.title))?;
                say(&format!("  {}", one.roadmap.sentence(lang())))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Into which parts the figures may be divided.
fn divisions() -> impl TypedValueParser<Value = By> {
    PossibleValuesParser::new(By::ALL.map(By::code)).try_map(|code| By::of(&code).ok_or("no such division"))
}

/// Arguments of `vekha fulfilment`.
#[derive(Args)]
pub struct Fulfilment {
    /// Id, number of the order, or words of the title or territory; all roadmaps unless given
    roadmap: Option<String>,
    #[command(flatten)]
    times: Times,
    /// Divide the figures of each roadmap
    #[arg(long, value_parser = divisions())]
    by: Option<By>,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

impl Fulfilment {
    /// Tells the figures of one roadmap with its parts, or of all with each roadmap as a part.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let mut all = Vec::new();
        for (office, roadmap) in meant(&app, self.roadmap.as_deref()).await? {
            let (names, title, asked) = about(&app, office, roadmap, &self.times).await?;
            let view = View::new(&asked.known, asked.as_of);
            let scope = Scope::roadmap(roadmap);
            let figures = json::Fulfilment::of(&view, &scope, self.by, asked.known_at, &names);
            // A roadmap not known yet on that day is still called by its name.
            all.push(json::Fulfilment { name: figures.name.or(Some(title)), ..figures });
        }
        let one = self.roadmap.is_some() || all.len() == 1;
        let figures = match all.pop() {
            Some(only) if one => only,
            last => json::Fulfilment::total(all.into_iter().chain(last).collect()),
        };
        if self.json {
            say_json(&figures)?;
        } else {
            say(&figures.sentence(lang()))?;
            for part in &figures.parts {
                say(&format!("  {}", part.sentence(lang())))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Arguments of `vekha overdue`.
#[derive(Args)]
pub struct Overdue {
    /// Id, number of the order, or words of the title or territory; all roadmaps unless given
    roadmap: Option<String>,
    #[command(flatten)]
    times: Times,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

impl Overdue {
    /// Lists what is overdue, the latest first within each roadmap.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let mut all = Vec::new();
        for (office, roadmap) in meant(&app, self.roadmap.as_deref()).await? {
            let (names, _, asked) = about(&app, office, roadmap, &self.times).await?;
            all.extend(json::overdue(&View::new(&asked.known, asked.as_of), &Scope::roadmap(roadmap), &names));
        }
        if self.json {
            say_json(&all)?;
        } else {
            for row in &all {
                say(&row.sentence(lang()))?;
            }
            say(&lang().say_with("cli-overdue", [("n", all.len().into())]))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The names of an office's people, the roadmap's title as it is now, and what was known by the times asked for; says so when
/// the roadmap was not. What is known comes last: the live state must not be held while more of it is waited for.
async fn about(
    app: &App,
    office: OfficeId,
    roadmap: RoadmapId,
    times: &Times,
) -> Result<(Arc<Names>, String, Asked), super::Failure> {
    let names = app.names(office).await?;
    let title = app.office(office).await?.roadmap(roadmap).map(|r| r.title.clone()).unwrap_or_default();
    let asked = times.of(app, office).await?;
    asked.note_if_unknown(roadmap, &title);
    Ok((names, title, asked))
}

/// The roadmap that was asked for, or all. One is found without folding, so its office alone is folded for its figures; of all, every
/// office is: the summaries kept for the region have only what is in force, and no parts.
async fn meant(app: &App, words: Option<&str>) -> Result<Vec<(OfficeId, RoadmapId)>, super::Failure> {
    if let Some(words) = words {
        return Ok(vec![place::roadmap(app, words).await?]);
    }
    let mut all = Vec::new();
    for office in app.offices().await? {
        all.extend(app.roadmap_ids(office.id).await?.into_iter().map(|id| (office.id, id)));
    }
    Ok(all)
}

#[cfg(test)]
mod tests;
