//! The life of one office: at a moment it looks at what it knows and does what falls due.

use super::{
    DemoError,
    agenda::{Agenda, Deed, ERRANDS},
    draw,
    moment::Moment,
    seed::Seed,
};
use crate::{
    app::{App, AppError, Command},
    reminders,
};
use vekha_domain::{
    event::{Change, Event, ReminderSent},
    ids::{OfficeId, PersonId},
    refusal::Refusal,
};
use vekha_event_log::Ids;
use vekha_projections::OfficeState;

/// What a mail server of the past would have answered.
const TAKEN: &str = "250 2.0.0 demonstration";

/// What becomes of the letters of a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Post {
    /// They were taken long ago.
    Past,
    /// They wait to be laid into the folder of letters.
    Present,
}

/// One office living.
pub(super) struct Life {
    pub seed: &'static Seed,
    pub office: OfficeId,
    pub agenda: Agenda,
    /// Nothing falls due before; unknown until somebody has looked.
    wake: Option<Moment>,
}

impl Life {
    pub fn new(seed: &'static Seed) -> Life {
        Life { seed, office: seed.office_id(), agenda: Agenda::new(seed), wake: None }
    }

    /// Is there anything to look at? Letters are planned on every morning.
    pub fn is_awake(&self, moment: Moment) -> bool {
        moment.part == 0 || self.wake.is_none_or(|wake| wake <= moment)
    }

    /// Does what falls due: what the history dates to this moment, then what people mark, what the coordinator reviews, what
    /// the program looks at. Each command rests only on what was known before it, so a moment can be lived again.
    pub async fn act(&mut self, app: &App, moment: Moment, post: Post) -> Result<(), DemoError> {
        self.write(app, moment, post).await?;
        if self.wake.is_some_and(|wake| wake > moment) {
            return Ok(());
        }
        self.enter_order(app, moment).await?;
        self.tell(app, moment).await?;
        self.report(app, moment).await?;
        let known = app.office(self.office).await?;
        if !known.office().calendar().is_working_day(moment.day) {
            return Ok(());
        }
        let deeds = self.agenda.ahead(&known);
        let gatherings = self.gatherings(&known, &deeds, moment);
        let (due, ahead): (Vec<Deed>, Vec<Deed>) = deeds.into_iter().partition(|deed| deed.at <= moment);
        let calendar = known.office().calendar();
        let dated = self.seed.next_dated(moment, calendar).into_iter().chain(self.seed.next_report(moment, calendar));
        let adopted = self.adoption(&known).filter(|adoption| *adoption > moment);
        drop(known);
        // What is done now may give others something to do: look again at the next moment.
        let coming = gatherings.iter().map(|gathering| gathering.at);
        self.wake = match due.is_empty() && coming.clone().all(|at| at > moment) {
            true => {
                ahead.iter().map(|deed| deed.at).chain(coming).chain(dated).chain(adopted).min().or(Some(Moment::NEVER))
            }
            false => None,
        };
        self.gather(app, moment, gatherings).await?;
        self.run(app, moment, due).await
    }

    /// The letters of a morning, and invitations to meetings named since. Those of the past lie nowhere: they count as taken.
    async fn write(&self, app: &App, moment: Moment, post: Post) -> Result<(), DemoError> {
        if moment.part > 0 {
            return Ok(());
        }
        self.change(app, moment, PersonId::PROGRAM, "letters", |state, ids| {
            let mut changes = reminders::planned(state, ids, moment.day);
            changes.extend(reminders::invited(state, moment.day));
            if post == Post::Past {
                let letters = changes.iter().filter(|change| matches!(change.event, Event::ReminderQueued(_)));
                let sent = ReminderSent { answer: TAKEN.to_owned(), attempt: 1 };
                let taken: Vec<Change> =
                    letters.map(|letter| Change::new(letter.stream, moment.day, sent.clone())).collect();
                changes.extend(taken);
            }
            Ok(changes)
        })
        .await
    }

    /// One command for each errand of each person.
    pub async fn run(&self, app: &App, moment: Moment, due: Vec<Deed>) -> Result<(), DemoError> {
        for errand in ERRANDS {
            let mut actors: Vec<(PersonId, Vec<&Deed>)> = Vec::new();
            for deed in due.iter().filter(|deed| deed.act.errand() == errand) {
                match actors.iter_mut().find(|(actor, _)| *actor == deed.actor) {
                    Some((_, deeds)) => deeds.push(deed),
                    None => actors.push((deed.actor, vec![deed])),
                }
            }
            for (actor, deeds) in actors {
                self.change(app, moment, actor, errand, |state, ids| {
                    let decide = |deed: &&Deed| match self.agenda.desk(state, deed.activity) {
                        Some(desk) => desk.decide(deed, ids, moment.day),
                        None => Err(Refusal::ActivityUnknown),
                    };
                    deeds.iter().map(decide).collect::<Result<Vec<_>, _>>().map(|changes| changes.concat())
                })
                .await?;
            }
        }
        Ok(())
    }

    /// The order's day, or the next working one.
    fn adoption(&self, known: &OfficeState) -> Option<Moment> {
        let day = known.office().calendar().next_working_day(self.seed.adopted_on()?);
        Some(Moment { day, part: 0 })
    }

    async fn enter_order(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let known = app.office(self.office).await?;
        let (adoption, waits) = (self.adoption(&known), known.roadmaps().next().is_none());
        drop(known);
        if waits && adoption.is_some_and(|adoption| adoption <= moment) {
            self.adopt(app, moment).await?;
        }
        // A life that broke off at this moment may have set no settings yet.
        if adoption == Some(moment) {
            self.set_settings(app, moment).await?;
            self.plan_gatherings(app, moment).await?;
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
