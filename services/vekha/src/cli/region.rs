//! `vekha region`: every office with its roadmaps in force, by the same functions as page and API.

use super::{
    Outcome, lang,
    place::{Place, Times},
    say, say_json,
};
use crate::{
    app::RegionAsked,
    json::{Fulfilment, OfficeTold},
};
use chrono_tz::Tz;
use clap::Args;
use serde::Serialize;
use std::process::ExitCode;

/// Arguments of `vekha region`.
#[derive(Args)]
pub struct Region {
    #[command(flatten)]
    times: Times,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// All offices, and all of them together.
#[derive(Serialize)]
struct Summary {
    total: Fulfilment,
    offices: Vec<OfficeTold>,
}

impl Region {
    /// Tells the figures of every office, and of all together.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        // A day is that of the first office's people; a region lies in one zone.
        let zone = app.offices().await?.first().map_or(Tz::Europe__Moscow, |office| office.zone);
        let known_at = self.times.moment(zone)?;
        let told = app.region(RegionAsked { as_of: self.times.as_of, known_at }).await?;
        let offices: Vec<OfficeTold> = told.iter().map(OfficeTold::of).collect();
        let total = OfficeTold::total(&offices);
        if self.json {
            say_json(&Summary { total, offices })?;
        } else {
            for office in &offices {
                say(&office.figures.sentence(lang()))?;
            }
            say(&total.sentence(lang()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
