//! The life of one office: at a moment it looks at what it knows and does what falls due.

use super::{DemoError, draw, moment::Moment, seed::Seed};
use crate::app::{App, AppError, Command};
use vekha_domain::{
    event::Change,
    ids::{OfficeId, PersonId},
    refusal::Refusal,
};
use vekha_event_log::Ids;
use vekha_projections::OfficeState;

/// One office living.
pub(super) struct Life {
    pub seed: &'static Seed,
    pub office: OfficeId,
    /// Nothing falls due before.
    wake: Option<Moment>,
}

impl Life {
    pub fn new(seed: &'static Seed) -> Life {
        Life { seed, office: seed.office_id(), wake: None }
    }

    /// Is there anything to look at?
    pub fn is_awake(&self, moment: Moment) -> bool {
        self.wake.is_none_or(|wake| wake <= moment)
    }

    /// Does what falls due.
    pub async fn act(&mut self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let Some(adopted_on) = self.seed.adopted_on() else { return Ok(()) };
        let known = app.office(self.office).await?;
        let adoption = Moment { day: known.office().calendar().next_working_day(adopted_on), part: 0 };
        let waits = known.roadmaps().next().is_none() && adoption <= moment;
        drop(known);
        // On its own moment always: a life that broke off may have set no settings yet.
        if waits || adoption == moment {
            self.adopt(app, moment).await?;
        }
        Ok(())
    }

    /// A command of this moment: the same one if the moment is lived again.
    pub fn command(&self, moment: Moment, actor: PersonId, what: &str) -> Command {
        let (day, part) = (moment.day.to_string(), moment.part.to_string());
        let id = draw::id(&["command", self.seed.folder, &day, &part, &actor.to_string(), what]);
        Command { office: self.office, actor, id }
    }

    /// Ids of what a command makes.
    pub fn ids(&self, command: &Command) -> Ids {
        Ids::seeded(draw::number(&["ids", &command.id.to_string()]))
    }

    /// Decides and records.
    pub async fn change(
        &self,
        app: &App,
        moment: Moment,
        actor: PersonId,
        what: &str,
        decide: impl Fn(&OfficeState, &Ids) -> Result<Vec<Change>, Refusal>,
    ) -> Result<(), DemoError> {
        let command = self.command(moment, actor, what);
        let done = app.with_ids(self.ids(&command)).change(command, decide).await;
        done.map(drop).map_err(|e| self.failed(moment, what, e))
    }

    pub fn failed(&self, moment: Moment, doing: &str, cause: AppError) -> DemoError {
        DemoError::Office { folder: self.seed.folder, on: moment.day, doing: doing.to_owned(), cause }
    }
}
