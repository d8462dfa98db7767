//! Ten years of the five roadmaps, with restarts and days on which the program did not run: every letter that is due goes once.
//!
//! The program's own planning decides; a second reckoning, by a plain list of working days, says what should have been told.

mod oracle;

use super::*;
use crate::reminders::planned;
use oracle::Oracle;
use std::collections::{BTreeSet, HashSet, VecDeque};
use vekha_domain::{
    activity::{Activity, Report},
    event::{Change, LetterKind, Recorded},
    ids::MarkId,
    proof::ProofLink,
    refusal::Refusal,
    reminder::{Item, Recipient},
};
use vekha_event_log::Ids;
use vekha_projections::{Obligation, OfficeState, State};

const FIRST: &str = "2019-01-09";
const LAST: &str = "2028-12-29";

/// What ten years came to.
#[derive(Default, Debug)]
struct Tally {
    letters: usize,
    items: usize,
    due: usize,
    caught_up: usize,
    restarts: usize,
    down: usize,
    marks: usize,
    moves: usize,
}

/// An office that lives in memory: its order comes from the program, its years from chance.
struct Office {
    id: vekha_domain::ids::OfficeId,
    seed: String,
    ahead: VecDeque<Recorded>,
    log: Vec<Recorded>,
    state: OfficeState,
    ids: Ids,
    told: HashSet<(Recipient, Item)>,
    oracle: Oracle,
    down_until: Option<NaiveDate>,
    tally: Tally,
}

fn morning_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(5, 30, 0).unwrap().and_utc()
}

impl Office {
    fn record(&mut self, at: DateTime<Utc>, actor: PersonId, changes: Vec<Change>) {
        for change in changes {
            let recorded = Recorded {
                position: self.state.position() + 1,
                stream: change.stream,
                version: self.state.version_of(change.stream) + 1,
                occurred_on: change.occurred_on,
                recorded_at: at,
                actor,
                event: change.event,
            };
            self.state.apply(&recorded);
            self.log.push(recorded);
        }
    }

    fn draw(&self, words: &[&str]) -> draw::Lot {
        draw::Lot::of(&[&[self.seed.as_str()], words].concat())
    }

    /// One day: what the office enters, the morning, what people do.
    fn lives(&mut self, day: NaiveDate) {
        let at = morning_of(day);
        while let Some(next) = self.ahead.pop_front_if(|event| event.recorded_at <= at) {
            let position = self.state.position() + 1;
            let event = Recorded { position, ..next };
            self.state.apply(&event);
            self.log.push(event);
        }
        if self.is_up(day) {
            self.morning(day);
        } else {
            self.tally.down += 1;
        }
        if self.state.office().calendar().is_working_day(day) {
            self.people(day);
        }
    }

    /// The program stops now and then for one to twelve days, and is started anew now and then.
    fn is_up(&mut self, day: NaiveDate) -> bool {
        if self.down_until.is_some_and(|until| day < until) {
            return false;
        }
        let lot = self.draw(&["program", &day.to_string()]);
        if lot.share("restart") < 0.004 {
            self.tally.restarts += 1;
            let mut anew = OfficeState::new(self.id);
            self.log.iter().for_each(|event| anew.apply(event));
            assert!(anew == self.state, "{day}: what is known after a restart is what was known before");
        }
        if lot.share("down") < 0.02 {
            self.down_until = day.checked_add_days(chrono::Days::new(1 + u64::from(lot.up_to("days", 11))));
            return false;
        }
        true
    }

    fn morning(&mut self, day: NaiveDate) {
        let expected = self.oracle.expected(&self.state, day);
        let before = self.state.position();
        let changes = planned(&self.state, &self.ids, day);
        self.record(morning_of(day), PersonId::PROGRAM, changes);
        assert_eq!(planned(&self.state, &self.ids, day), [], "{day}: a second copy finds the morning planned");
        let mut due: BTreeSet<(Recipient, Item)> = BTreeSet::new();
        let mut written: BTreeSet<Recipient> = BTreeSet::new();
        let letters: Vec<Event> =
            self.log.iter().rev().take_while(|e| e.position > before).map(|e| e.event.clone()).collect();
        for event in letters {
            let Event::ReminderQueued(letter) = event else { continue };
            self.tally.letters += 1;
            self.tally.items += letter.items.len();
            assert!(self.state.office().calendar().is_working_day(day), "{day}: a letter on a day off");
            assert_eq!((letter.day, letter.letter), (day, LetterKind::Daily));
            assert!(!letter.items.is_empty() && written.insert(letter.to), "{day}: one letter each");
            for item in letter.items {
                assert!(self.told.insert((letter.to, item.clone())), "{day}: {item:?} was told before");
                if matches!(item, Item::Due { .. }) {
                    due.insert((letter.to, item));
                }
            }
        }
        let wanted: BTreeSet<(Recipient, Item)> = expected.keys().cloned().collect();
        assert_eq!(due, wanted, "{day}, {}", self.seed);
        self.tally.due += due.len();
        self.tally.caught_up += expected.iter().filter(|(_, on)| **on < day).count();
        self.oracle.told(expected.into_keys());
    }

    /// People mark most of it around its due day, some of it never; the coordinator moves a little.
    fn people(&mut self, day: NaiveDate) {
        let at = day.and_hms_opt(11, 0, 0).unwrap().and_utc();
        let open: Vec<Obligation> = View::new(&self.state, day).obligations(&Scope::office());
        for obligation in open.iter().filter(|o| oracle::awaits(o)) {
            let id = obligation.activity;
            let activity = self.state.activity(id).unwrap();
            let words = [id.to_string(), obligation.occurrence.to_string(), format!("{:?}", obligation.executor)];
            let lot = self.draw(&[&words[0], &words[1], &words[2], &obligation.due.to_string()]);
            let away = (day - obligation.effective_due).num_days();
            let acts = if lot.share("never") < 0.03 {
                away >= 400
            } else {
                away >= i64::from(lot.up_to("when", 45)) - 20 && lot.share(&format!("today {day}")) < 0.5
            };
            if acts {
                let mark = MarkId(self.ids.next());
                let decided = self.marks(activity, obligation, mark, day);
                if let Ok(changes) = decided {
                    self.tally.marks += 1;
                    self.record(at, PersonId::PROGRAM, changes);
                }
            } else if away == -5 && lot.share("move") < 0.08 {
                let new = obligation.effective_due.checked_add_days(chrono::Days::new(20)).unwrap();
                let basis = Basis { words: "Приказ".to_owned(), date: day };
                if let Ok(changes) = activity.move_deadline(obligation.occurrence, new, basis) {
                    self.tally.moves += 1;
                    self.record(at, PersonId::PROGRAM, changes);
                }
            }
        }
    }

    fn marks(
        &self,
        activity: &Activity,
        obligation: &Obligation,
        mark: MarkId,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let Obligation { occurrence, executor, .. } = *obligation;
        let links = vec![ProofLink::parse("https://school.example.org/protocol.pdf").unwrap()];
        let report = Report { occurrence, executor, performed_on: day, links, note: None };
        activity.complete(mark, report, self.state.office(), day)
    }
}

/// The five offices from 2019 on; each adopts its order on the order's own day.
async fn offices(run: u64) -> Vec<Office> {
    let folder = tempfile::tempdir().unwrap();
    let app = at_its_beginning(folder.path()).await.unwrap();
    let first = Moment { day: day(FIRST), part: 0 };
    let mut offices = Vec::new();
    for seed in seeds().unwrap() {
        let life = Life::new(seed);
        app.clock().set(first.at());
        life.found(&app, first).await.unwrap();
        let adoption = Moment { day: seed.adopted_on().unwrap().max(day(FIRST)), part: 0 };
        app.clock().set(adoption.at());
        life.adopt(&app, adoption).await.unwrap();
        let id = seed.office_id();
        offices.push(Office {
            id,
            seed: format!("{run} {}", seed.folder),
            ahead: app.events(id, None, None).await.unwrap().into(),
            log: Vec::new(),
            state: OfficeState::new(id),
            ids: Ids::seeded(run),
            told: HashSet::new(),
            oracle: Oracle::new(),
            down_until: None,
            tally: Tally::default(),
        });
    }
    offices
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_ten_years_every_letter_that_is_due_goes_once_on_a_working_morning() {
    let run: u64 = std::env::var("VEKHA_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut years = JoinSet::new();
    for mut office in offices(run).await {
        years.spawn_blocking(move || {
            let days = day(FIRST).iter_days().take_while(|today| *today <= day(LAST));
            days.for_each(|today| office.lives(today));
            office
        });
    }
    let mut all = Tally::default();
    while let Some(office) = years.join_next().await {
        let tally = office.unwrap().tally;
        all.letters += tally.letters;
        all.items += tally.items;
        all.due += tally.due;
        all.caught_up += tally.caught_up;
        all.restarts += tally.restarts;
        all.down += tally.down;
        all.marks += tally.marks;
        all.moves += tally.moves;
    }
    println!("seed {run}: {all:?}");
    assert!(all.letters > 3_000 && all.caught_up > 100 && all.restarts > 20 && all.moves > 20, "{all:?}");
}
