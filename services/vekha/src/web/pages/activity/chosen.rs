//! The chosen occurrence: who has not marked it, who has, and with what proofs.

use super::{
    super::{
        asked::{Asked, with_query},
        parties,
        states::{Mark as Sign, Shown},
        tally::{self, Called, Tally},
        term, written,
    },
    proofs::{self, Document},
};
use crate::{json, sentence, wording::Lang};
use vekha_domain::{
    activity::{Activity, Mark},
    event::{Basis, Executor},
    school::SchoolTerms,
};
use vekha_projections::{Obligation, State};

/// So many of those who have marked are shown at once; the rest are folded.
const AT_ONCE: usize = 8;
/// Above so many members the cells become a bar.
const CELLS: usize = 60;

/// The occurrence that the page is about.
pub struct Chosen {
    /// «II квартал 2023, срок 30.06.2023: отметили 27 из 30».
    pub heading: String,
    /// One cell for each member.
    pub bar: Option<Bar>,
    /// Who has not marked it.
    pub waiting: Vec<Waiting>,
    /// Nothing presses yet: they may be folded.
    pub folded: bool,
    /// «Ждут отметки: 30».
    pub waiting_words: String,
    /// Who has, those to look at first.
    pub marked: Vec<Marked>,
    /// The rest of them.
    pub more: Vec<Marked>,
    /// «Ещё 23».
    pub more_words: String,
    /// Marks returned or taken back.
    pub gone: Vec<Gone>,
    /// Where its day comes from: a schedule, moves; why it is cancelled.
    pub moves: Vec<String>,
}

/// The members as cells.
pub struct Bar {
    /// Its width in the drawing's own units.
    pub width: usize,
    /// Each cell: its place, width and class.
    pub cells: Vec<(usize, usize, &'static str)>,
}

/// Somebody who has not marked it.
pub struct Waiting {
    /// The name.
    pub name: String,
    /// How it stands.
    pub state: Shown,
    /// Where this visitor marks it.
    pub link: Option<String>,
}

/// A mark in the table.
pub struct Marked {
    /// Whose.
    pub name: String,
    /// The mark by itself.
    pub link: String,
    /// Day of the work.
    pub performed: String,
    /// When it was entered.
    pub recorded: String,
    /// Its proofs.
    pub documents: Vec<Document>,
    /// How the obligation stands.
    pub state: Shown,
    /// Short result.
    pub note: Option<String>,
    troubled: bool,
}

/// A mark that stands no longer.
pub struct Gone {
    /// Whose.
    pub name: String,
    /// The mark by itself.
    pub link: String,
    /// Day of the work.
    pub performed: String,
    /// «Возвращена 12.04.2023: …».
    pub fate: String,
}

impl Chosen {
    /// The occurrence with its executors, as far as this visitor sees them.
    pub fn of(asked: &Asked, activity: &Activity, tally: &Tally<'_>) -> Chosen {
        let teller = Teller { asked, activity, tally };
        let (waiting, mut marked) = teller.split();
        marked.sort_by_key(|m| !m.troubled);
        let more = if marked.len() > AT_ONCE { marked.split_off(AT_ONCE) } else { Vec::new() };
        Chosen {
            heading: heading(asked, tally),
            bar: teller.bar(),
            folded: waiting.len() > AT_ONCE && !tally.presses(),
            waiting_words: asked.lang.say_with("activity-waiting-many", [("n", waiting.len().into())]),
            waiting,
            more_words: asked.lang.say_with("activity-more", [("n", more.len().into())]),
            marked,
            more,
            gone: teller.gone(),
            moves: teller.moves(),
        }
    }
}

/// Name of an occurrence in full with its due day: «II кв 2023, срок 30.06.2023».
pub fn term_of(asked: &Asked, tally: &Tally<'_>) -> String {
    term_in(asked.lang, asked.state().office().school_terms(), tally)
}

/// The same for pages that know nobody.
pub fn term_in(lang: Lang, terms: &SchoolTerms, tally: &Tally<'_>) -> String {
    let Some(due) = tally.due else { return json::label(tally.occurrence.start, None, lang) };
    let called = tally::called(tally.occurrence, due, Called::InFull, terms, lang);
    let day = written::day(due);
    let effective = tally.obligations.iter().map(|o| o.effective_due).max().filter(|effective| *effective > due);
    let args =
        |extra: String| [("called", called.clone().into()), ("day", day.clone().into()), ("moved", extra.into())];
    match effective {
        Some(effective) => lang.say_with("activity-term-shifted", args(written::day(effective))),
        None if called == day => lang.say_with("activity-term-day", args(String::new())),
        None => lang.say_with("activity-term", args(String::new())),
    }
}

/// The occurrence and how many have marked it: «II кв 2023, срок 30.06.2023: отметили 27 из 30».
pub fn heading(asked: &Asked, tally: &Tally<'_>) -> String {
    let term = term_of(asked, tally);
    if !tally.is_group() {
        return term;
    }
    let args = [("n", tally.marked().into()), ("all", tally.all().into()), ("term", term.into())];
    asked.lang.say_with("activity-heading", args)
}

/// «СОШ № 9» stands before «СОШ № 10».
pub fn in_order(asked: &Asked, executor: Executor) -> (u64, String) {
    let name = sentence::executor(asked.lang, executor, asked.state(), &asked.names);
    let digits: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u64::MAX), name)
}

/// Whose mark it is, by name: the joint parties are named one by one.
pub fn executor(asked: &Asked, activity: &Activity, executor: Executor) -> String {
    parties::executor(asked.look(), activity, executor)
}

/// Page of an activity: `o` chooses an occurrence, `mark` a mark.
pub fn page(asked: &Asked, activity: &Activity, occurrence: u16) -> String {
    format!("/offices/{}/activities/{}?o={occurrence}", asked.office, activity.id)
}

struct Teller<'a> {
    asked: &'a Asked,
    activity: &'a Activity,
    tally: &'a Tally<'a>,
}

impl Teller<'_> {
    /// Everybody who has to do it, in the order of their names.
    fn executors(&self) -> Vec<(Executor, Option<&Obligation>)> {
        let mut all: Vec<(Executor, Option<&Obligation>)> = match self.tally.due {
            Some(_) => self.tally.obligations.iter().map(|o| (o.executor, Some(*o))).collect(),
            None => {
                let executors = self.activity.executors_on(self.asked.as_of, self.asked.state().office());
                executors.into_iter().map(|executor| (executor, None)).collect()
            }
        };
        all.retain(|(executor, _)| self.asked.visitor.sees_work_of(*executor));
        all.sort_by_cached_key(|(executor, _)| in_order(self.asked, *executor));
        all
    }

    fn mark_of(&self, executor: Executor, obligation: Option<&Obligation>) -> Option<&Mark> {
        match obligation {
            Some(obligation) => obligation.mark.and_then(|id| self.activity.mark(id)),
            None => {
                let seq = self.tally.occurrence.seq;
                let of_this =
                    |m: &&Mark| m.occurrence == seq && m.executor == executor && m.stands_on(self.asked.as_of);
                self.activity.marks.iter().rfind(of_this)
            }
        }
    }

    fn split(&self) -> (Vec<Waiting>, Vec<Marked>) {
        let (mut waiting, mut marked) = (Vec::new(), Vec::new());
        for (executor, obligation) in self.executors() {
            let state = obligation.map(|o| o.state);
            match self.mark_of(executor, obligation) {
                Some(mark) => marked.push(self.marked(mark, state)),
                None => waiting.push(self.waiting(executor, state)),
            }
        }
        (waiting, marked)
    }

    fn waiting(&self, executor: Executor, state: Option<State>) -> Waiting {
        let lang = self.asked.lang;
        Waiting {
            name: self::executor(self.asked, self.activity, executor),
            state: state.map_or_else(|| Shown::undated(lang), |state| Shown::of(lang, state)),
            link: self
                .may_mark(executor, state)
                .then(|| super::completion(self.asked, self.activity, self.tally.occurrence.seq, Some(executor))),
        }
    }

    fn may_mark(&self, executor: Executor, state: Option<State>) -> bool {
        self.asked.live()
            && self.asked.visitor.account.office == self.asked.office
            && state != Some(State::Withdrawn)
            && !self.activity.withdrawn_on(self.asked.as_of)
            && self.asked.visitor.may_mark(self.activity, executor, self.asked.today)
    }

    fn marked(&self, mark: &Mark, state: Option<State>) -> Marked {
        let (asked, lang) = (self.asked, self.asked.lang);
        let documents = proofs::documents(asked, mark);
        let late = asked.state().judged(self.activity.id, mark.id).is_some_and(|judged| !judged.marked_on_time);
        let day = written::day(asked.state().local_day(mark.recorded_at));
        Marked {
            name: executor(asked, self.activity, mark.executor),
            link: self.link(mark),
            performed: written::day(mark.performed_on),
            recorded: if late { lang.say_with("activity-recorded-late", [("day", day.into())]) } else { day },
            troubled: documents.iter().any(|d| d.dead) || state.is_some_and(|s| s != State::DoneOnTime),
            documents,
            state: state.map_or_else(
                || Shown { mark: Sign { sign: "✓", class: "ok" }, word: lang.say("activity-done") },
                |s| Shown::of(lang, s),
            ),
            note: mark.note.clone(),
        }
    }

    fn link(&self, mark: &Mark) -> String {
        let path = format!("{}#mark", page(self.asked, self.activity, mark.occurrence));
        self.asked.link(&with_query(&path, [("mark", mark.id.to_string().as_str())].into_iter()))
    }

    fn gone(&self) -> Vec<Gone> {
        let day = self.asked.as_of;
        let of_this = |m: &&Mark| {
            m.occurrence == self.tally.occurrence.seq
                && m.performed_on <= day
                && !m.stands_on(day)
                && self.asked.visitor.sees_work_of(m.executor)
        };
        let told = |mark: &Mark| Gone {
            name: executor(self.asked, self.activity, mark.executor),
            link: self.link(mark),
            performed: written::day(mark.performed_on),
            fate: proofs::fate(self.asked, mark).unwrap_or_default(),
        };
        self.activity.marks.iter().filter(of_this).map(told).collect()
    }

    /// Why the occurrence has its day, or is not any more.
    fn moves(&self) -> Vec<String> {
        let (lang, day, occurrence) = (self.asked.lang, self.asked.as_of, self.tally.occurrence);
        let grounded = |key: &str, basis: &Basis| lang.say_with(key, [("basis", basis.words.clone().into())]);
        let mut told: Vec<String> = Vec::new();
        told.extend(occurrence.scheduled.as_ref().map(|basis| grounded("activity-scheduled", basis)));
        let moves = occurrence.moves.iter().filter(|m| m.basis.date <= day);
        told.extend(term::moves(occurrence, day, lang).into_iter().zip(moves).map(|(words, m)| {
            lang.say_with("activity-move", [("move", words.into()), ("basis", m.basis.words.clone().into())])
        }));
        if self.tally.obligations.iter().any(|o| o.moved_too_late) {
            told.push(lang.say("activity-moved-too-late"));
        }
        let cancelled = occurrence.cancelled.as_ref().filter(|basis| basis.date <= day);
        told.extend(cancelled.map(|basis| grounded("activity-cancelled", basis)));
        told
    }

    fn bar(&self) -> Option<Bar> {
        if !self.tally.is_group() {
            return None;
        }
        let mut cells: Vec<&'static str> =
            self.executors().iter().filter_map(|(_, o)| o.and_then(|o| cell(o.state))).collect();
        cells.sort_by_key(|class| rank(class));
        let count = cells.len();
        if count <= CELLS {
            let placed = cells.into_iter().enumerate().map(|(at, class)| (at * 10 + 1, 8, class)).collect();
            return Some(Bar { width: count * 10, cells: placed });
        }
        let mut placed: Vec<(usize, usize, &'static str)> = Vec::new();
        for (at, class) in cells.into_iter().enumerate() {
            match placed.last_mut().filter(|(_, _, before)| *before == class) {
                Some((_, width, _)) => *width += 1,
                None => placed.push((at, 1, class)),
            }
        }
        Some(Bar { width: count, cells: placed })
    }
}

/// Full for done, pale for on review, hollow and red for late or returned, pale grey for what has time.
fn cell(state: State) -> Option<&'static str> {
    match state {
        State::DoneOnTime | State::DoneLate => Some("b"),
        State::OnReview => Some("a"),
        State::Overdue { .. } | State::Returned => Some("no"),
        State::DueToday | State::Open | State::Ahead => Some("t"),
        State::Withdrawn => None,
    }
}

fn rank(class: &str) -> usize {
    ["b", "a", "t", "no"].iter().position(|known| *known == class).unwrap_or(4)
}
