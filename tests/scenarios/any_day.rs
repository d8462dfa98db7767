//! What an auditor relies on: for any day of the demonstration's log, every figure as of that day and as known then is what a
//! fold of nothing but the events recorded by then gives.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashSet},
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use vekha::{app::App, demo};
use vekha_domain::{
    event::{Event, Recorded},
    ids::OfficeId,
};
use vekha_projections::{By, Figures, Obligation, OfficeState, Part, Scope, Undated, View, summary};
use vekha_tests::Folder;

/// The day of the demonstration.
const NOW: &str = "2023-07-05T09:00:00+03:00";
const DAYS: usize = 200;
/// After so many days everything kept in memory is forgotten once.
const FORGET: usize = 25;
const DIVISIONS: [By; 4] = [By::Section, By::Responsible, By::Organisation, By::Quarter];

/// Every figure of the office, or of one roadmap.
#[derive(PartialEq, Debug)]
struct Told {
    whole: Figures,
    six: Option<u8>,
    parts: Vec<Vec<Part>>,
    states: BTreeMap<&'static str, u64>,
    overdue: Vec<Obligation>,
    undated: Vec<Undated>,
}

/// What a walk through the days of one office came to.
#[derive(Default)]
struct Tally {
    figures: usize,
    days: usize,
    forgotten: usize,
    /// Those of an office as a whole, each once: days on which nothing is due yet would prove little.
    different: HashSet<(OfficeId, [u64; 5])>,
    asked: Duration,
    anew: Duration,
}

fn told(view: &View<'_>, scope: &Scope) -> Told {
    let obligations = view.obligations(scope);
    let whole = view.counted(scope, &obligations);
    let threshold = scope.of_roadmap().map_or(100, |id| view.settings(id).threshold);
    Told {
        whole,
        six: whole.indicator_6(threshold),
        parts: DIVISIONS.map(|by| view.divided(by, scope, &obligations)).into(),
        states: summary(&obligations),
        overdue: view.overdue(scope),
        undated: view.undated(scope),
    }
}

/// The office and each of its roadmaps.
fn all(state: &OfficeState, day: NaiveDate) -> Vec<Told> {
    let view = View::new(state, day);
    let roadmaps = state.roadmaps().map(|roadmap| Scope::roadmap(roadmap.id));
    std::iter::once(Scope::office()).chain(roadmaps).map(|scope| told(&view, &scope)).collect()
}

/// How many figures that are: twelve counts and three shares of each part, a number of each state, a line of each list.
fn count(all: &[Told]) -> usize {
    let of = |t: &Told| {
        let parts = 1 + t.parts.iter().map(Vec::len).sum::<usize>();
        parts * 15 + 1 + t.states.len() + t.overdue.len() + t.undated.len()
    };
    all.iter().map(of).sum()
}

/// A number by chance, the same on every machine.
fn lot(words: &str) -> u64 {
    let hash = Sha256::digest(words.as_bytes());
    hash[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn drawn(office: OfficeId, n: usize, from: NaiveDate, to: NaiveDate) -> NaiveDate {
    let span = (to - from).num_days().unsigned_abs() + 1;
    let days = lot(&format!("any day {office} {n}")) % span;
    from + TimeDelta::days(i64::try_from(days).unwrap())
}

/// The fold of nothing but these events.
fn fold<'a>(office: OfficeId, events: impl Iterator<Item = &'a Recorded>) -> OfficeState {
    let mut state = OfficeState::new(office);
    events.for_each(|event| state.apply(event));
    state
}

fn by(events: &[Recorded], end: DateTime<Utc>) -> impl Iterator<Item = &Recorded> {
    events.iter().take_while(move |event| event.recorded_at <= end)
}

async fn walk(app: App, office: OfficeId) -> Tally {
    let events = app.events(office, None, None).await.unwrap();
    let live = app.office(office).await.unwrap();
    let (first, last) = (live.local_day(events[0].recorded_at), live.local_day(events[events.len() - 1].recorded_at));
    let end_of = |day: NaiveDate| live.end_of(day);
    let ends: Vec<(NaiveDate, DateTime<Utc>)> =
        (0..DAYS).map(|n| drawn(office, n, first, last)).map(|day| (day, end_of(day))).collect();
    drop(live);
    let mut tally = Tally::default();
    for (n, (day, end)) in ends.into_iter().enumerate() {
        let begun = Instant::now();
        let known = app.known_at(office, end).await.unwrap();
        tally.asked += begun.elapsed();
        let begun = Instant::now();
        let fresh = fold(office, by(&events, end));
        tally.anew += begun.elapsed();
        let (pages, anew) = (all(&known, day), all(&fresh, day));
        assert!(pages == anew, "{office}, {day}: {pages:#?}\nand folded anew: {anew:#?}");
        assert!(*known == fresh, "{office}, {day}: something no figure shows is another");
        drop(known);
        if n % FORGET == 0 {
            tally.forgotten += app.forget_snapshots(office).await.unwrap().len();
            let again = app.known_at(office, end).await.unwrap();
            assert!(all(&again, day) == pages, "{office}, {day}: after the snapshots were forgotten");
        }
        tally.days += 1;
        tally.figures += count(&pages);
        let whole = pages[0].whole;
        tally.different.insert((office, [whole.due, whole.done, whole.fulfilled, whole.overdue, whole.undated]));
    }
    notices_what_is_missing(office, &events, last);
    tally
}

/// The comparison is no formality: one mark less, or one day of knowledge less, and it fails.
fn notices_what_is_missing(office: OfficeId, events: &[Recorded], day: NaiveDate) {
    let whole = fold(office, events.iter());
    let expected = all(&whole, day);
    let obligations = View::new(&whole, day).obligations(&Scope::office());
    let standing: Vec<_> = obligations.iter().filter_map(|o| o.mark).collect();
    for mark in [standing[0], standing[standing.len() / 2], standing[standing.len() - 1]] {
        let others =
            events.iter().filter(|event| !matches!(&event.event, Event::CompletionReported(e) if e.mark == mark));
        assert!(all(&fold(office, others), day) != expected, "{office}: without {mark:?} nothing is another");
    }
    let reported = |event: &&Recorded| matches!(event.event, Event::CompletionReported(_));
    let last = events.iter().rfind(reported).unwrap();
    let day = whole.local_day(last.recorded_at);
    let before = whole.end_of(day.pred_opt().unwrap());
    let (known, not_yet) = (fold(office, by(events, whole.end_of(day))), fold(office, by(events, before)));
    assert!(all(&known, day) != all(&not_yet, day), "{office}: what {day} brought is in no figure");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_days_are_what_a_fresh_fold_of_the_events_up_to_then_gives() {
    let folder = Folder::new();
    let begun = Instant::now();
    let app = demo::open(folder.path(), NOW.parse().unwrap()).await.unwrap();
    let lived = begun.elapsed();
    let offices = app.offices().await.unwrap();
    assert_eq!(offices.len(), 5);
    let begun = Instant::now();
    let mut walks: JoinSet<Tally> = offices.iter().map(|office| walk(app.clone(), office.id)).collect();
    let mut total = Tally::default();
    while let Some(walked) = walks.join_next().await {
        let tally = walked.unwrap();
        total.different.extend(tally.different);
        total.figures += tally.figures;
        total.days += tally.days;
        total.forgotten += tally.forgotten;
        total.asked += tally.asked;
        total.anew += tally.anew;
    }
    assert_eq!(total.days, 5 * DAYS);
    println!(
        "{} figures of {} days ({} different) compared in {:.1?} (the demonstration itself: {lived:.1?}); states: {:.1?} asked of the program, {:.1?} folded anew from decoded events; {} snapshots forgotten",
        total.figures,
        total.days,
        total.different.len(),
        begun.elapsed(),
        total.asked,
        total.anew,
        total.forgotten,
    );
    assert!(total.figures > 100_000 && total.different.len() > 100, "{} {}", total.figures, total.different.len());
}
