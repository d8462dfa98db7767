//! What changed between two days: each kind of difference, with the events it came by.

use crate::town::{HEADS, KOCHNEVA, ROADMAP, Town, activity, basis, day, link, school};
use vekha_domain::{
    event::{
        Change, CompletionAccepted, DayOffRule, DeadlineSet, Executor, LinkState, OfficeDay, Party, PlannedOccurrence,
        ProofLinkAdded, ProofLinkChecked, ProofLinkRemoved, Setting, Wording,
    },
    ids::MarkId,
    proof::ProofLink,
    reminder::Policy,
    stream::Stream,
};
use vekha_projections::{Difference, Fact, Kind, OfficeState, Scope, View, What};

/// As known at the end of a day.
fn known(town: &Town, last: &str) -> OfficeState {
    let end = town.state.end_of(day(last));
    town.known_at(town.log.iter().filter(|event| event.recorded_at <= end).count())
}

fn between<T>(town: &Town, from: &str, to: &str, ask: impl Fn(&View<'_>, &View<'_>, Vec<Difference<'_>>) -> T) -> T {
    let (earlier, later) = (known(town, from), known(town, to));
    let (before, after) = (View::new(&earlier, day(from)), View::new(&later, day(to)));
    ask(&before, &after, after.since(&before, &Scope::roadmap(ROADMAP)))
}

/// Each as «kind activity day», with the positions of its events.
fn told(town: &Town, from: &str, to: &str) -> Vec<String> {
    between(town, from, to, |_, after, all| {
        let office = after.state().office().id;
        let one = |d: &Difference<'_>| {
            let stream = d.stream(office);
            let events = town.log.iter().filter(|e| Some(e.stream) == stream && d.came_by(e));
            let kinds: Vec<&str> = events.map(|e| e.event.kind()).collect();
            let number = d.activity.map_or("", |a| a.number.as_str());
            format!("{} {number} {} {}", d.kind().code(), d.day, kinds.join("+"))
        };
        all.iter().map(one).collect()
    })
}

/// Two rows in force: one with two terms, one that waits for a date.
fn in_force() -> Town {
    let mut town = Town::new();
    town.plans(1, &["2023-03-31", "2023-06-30"], KOCHNEVA).plans(2, &[], KOCHNEVA);
    let (from, to) = (day("2022-11-08"), day("2024-12-31"));
    let adopted = town.state.roadmap(ROADMAP).unwrap().adopt(Some("1298".into()), Some(from), from, to, from);
    town.record(adopted);
    town
}

#[test]
fn nothing_happened_is_no_difference_and_a_roadmap_comes_with_its_rows() {
    let town = in_force();
    assert_eq!(told(&town, "2022-12-01", "2023-03-31"), Vec::<String>::new());
    assert_eq!(told(&town, "2022-11-07", "2022-12-01"), ["roadmap  2022-11-08 roadmap_adopted"]);
    let activities = between(&town, "2022-11-07", "2022-12-01", |_, _, all| match all[0].fact {
        Fact::Adopted { activities } => activities,
        _ => 0,
    });
    assert_eq!(activities, 2);
}

#[test]
fn an_amending_order_adds_and_withdraws_with_its_basis() {
    let mut town = in_force();
    town.on("2023-02-01");
    let amended = town.state.roadmap(ROADMAP).unwrap().amend(basis("2023-02-01"));
    town.record(amended).plans(3, &["2023-05-31"], KOCHNEVA).plans(4, &[], KOCHNEVA);
    town.with(2, |a, _| a.withdraw(basis("2023-02-01")));
    assert_eq!(
        told(&town, "2023-01-31", "2023-02-01"),
        [
            "roadmap  2023-02-01 roadmap_amended",
            "added 3 2023-02-01 activity_planned",
            "added 4 2023-02-01 activity_planned",
            "withdrawn 2 2023-02-01 activity_withdrawn",
        ]
    );
    town.on("2024-12-31");
    let closed = town.state.roadmap(ROADMAP).unwrap().close(basis("2024-12-31"));
    town.record(closed);
    let all = told(&town, "2024-12-30", "2024-12-31");
    assert_eq!(all, ["roadmap  2024-12-31 roadmap_closed"]);
}

#[test]
fn a_row_added_without_an_order_is_added_all_the_same() {
    let mut town = in_force();
    town.on("2023-02-01").plans(3, &["2023-05-31"], KOCHNEVA);
    assert_eq!(told(&town, "2023-01-31", "2023-02-01"), ["added 3 2023-02-01 activity_planned"]);
}

#[test]
fn a_move_is_told_with_both_days_and_how_many_there_were() {
    let mut town = in_force();
    town.on("2023-03-01").with(1, |a, _| a.move_deadline(1, day("2023-04-14"), basis("2023-03-01")));
    town.on("2023-04-03").with(1, |a, _| a.move_deadline(1, day("2023-05-15"), basis("2023-04-03")));
    assert_eq!(told(&town, "2023-03-31", "2023-04-30"), ["moved 1 2023-04-03 deadline_moved"]);
    between(&town, "2023-03-31", "2023-04-30", |_, _, all| {
        let Fact::Changed(change) = &all[0].fact else { panic!("{all:?}") };
        let What::Moved { of, nth, .. } = change.what else { panic!("{change:?}") };
        assert_eq!((of.old, of.new, nth), (day("2023-04-14"), day("2023-05-15"), 2));
        assert_eq!(change.basis, Some(&basis("2023-04-03")));
    });
    assert_eq!(told(&town, "2023-02-28", "2023-04-30").len(), 2);
}

#[test]
fn a_change_with_an_older_basis_is_told_and_reaches_back() {
    let mut town = in_force();
    town.on("2023-04-05").with(2, |a, _| a.withdraw(basis("2023-03-20")));
    let reaches = between(&town, "2023-03-31", "2023-04-05", |before, _, all| {
        let withdrawn = all.iter().find(|d| d.kind() == Kind::Withdrawn).unwrap();
        withdrawn.day <= before.as_of()
    });
    assert!(reaches, "it changes what was reported for the first day");
    assert!(!told(&town, "2023-03-31", "2023-04-04").iter().any(|d| d.starts_with("withdrawn")), "not known yet");
    assert!(!told(&town, "2023-04-05", "2023-06-01").iter().any(|d| d.starts_with("withdrawn")), "known already");
}

#[test]
fn dates_given_terms_replaced_and_occurrences_cancelled_are_terms() {
    let mut town = in_force();
    town.on("2023-02-01").with(1, |a, _| a.cancel_occurrence(2, basis("2023-02-01")));
    let scheduled = town.state.activity(activity(1)).unwrap().occurrences[0].clone();
    let planned = PlannedOccurrence {
        seq: 0,
        start: None,
        due: Some(day("2023-05-15")),
        kind: scheduled.kind,
        cut: false,
        past_at_approval: false,
    };
    let stood = town.state.activity(activity(2)).unwrap().terms[0].1.clone();
    let term =
        DeadlineSet { words: "по графику округа".into(), basis: Some(basis("2023-02-01")), ..stood };
    town.with(2, |a, _| a.set_deadline(term.clone(), day("2023-02-01")));
    town.with(2, |a, _| a.schedule(planned.clone(), basis("2023-02-01")));
    assert_eq!(
        told(&town, "2023-01-31", "2023-02-01"),
        [
            "terms 1 2023-02-01 occurrence_cancelled",
            "terms 2 2023-02-01 deadline_set",
            "terms 2 2023-02-01 occurrence_scheduled",
        ]
    );
}

#[test]
fn who_answers_and_what_the_row_says_are_told_with_their_basis() {
    let mut town = in_force();
    town.on("2023-02-01").with(1, |a, _| a.release(KOCHNEVA, basis("2023-02-01")));
    let tutor = Party::Post("методист".into());
    town.with(1, |a, _| a.assign(tutor.clone(), Some(basis("2023-02-01")), day("2023-02-01")));
    let words = Wording { title: "Семинар".into(), ..Wording::default() };
    town.with(2, |a, _| a.reword(words.clone(), basis("2023-02-01")));
    assert_eq!(
        told(&town, "2023-01-31", "2023-02-01"),
        [
            "responsible 1 2023-02-01 responsible_released",
            "responsible 1 2023-02-01 responsible_assigned",
            "reworded 2 2023-02-01 activity_reworded",
        ]
    );
}

fn marked(town: &mut Town, change: impl Into<vekha_domain::event::Event>) {
    let today = town.today();
    town.record(Ok(vec![Change::new(Stream::Activity(activity(1)), today, change)]));
}

#[test]
fn a_mark_in_time_is_apart_from_one_made_late_or_back_dated() {
    let mut town = in_force();
    // The work of the first term a week before its day, marked on the day itself; that of the second in time, marked late.
    town.on("2023-03-31").ticks_off(1, 1, Executor::Joint, "2023-03-31");
    town.on("2023-07-20").ticks_off(1, 2, Executor::Joint, "2023-06-28");
    assert_eq!(told(&town, "2023-03-30", "2023-03-31"), ["marked 1 2023-03-31 completion_reported"]);
    between(&town, "2023-07-01", "2023-07-31", |before, _, all| {
        let late = all.iter().find(|d| d.kind() == Kind::LateMarks).unwrap();
        let Fact::Marked(_, entered) = late.fact else { panic!("{late:?}") };
        assert!(entered.late && entered.back_dated && entered.after == 16, "{entered:?}");
        assert!(late.day <= before.as_of(), "it changes the figures of the first day");
    });
    // Done long ago and marked before the due day: in time, and back-dated.
    let mut town = in_force();
    town.on("2023-03-20").ticks_off(1, 1, Executor::Joint, "2023-02-01");
    between(&town, "2023-03-01", "2023-03-31", |_, _, all| {
        let Fact::Marked(_, entered) = all[0].fact else { panic!("{all:?}") };
        assert!(!entered.late && entered.back_dated, "{entered:?}");
    });
}

#[test]
fn a_mark_accepted_returned_or_taken_back_is_told_and_once() {
    let mut town = in_force();
    town.sets(Setting::Acceptance(true));
    let first = town.on("2023-03-30").ticks_off(1, 1, Executor::Joint, "2023-03-30");
    town.on("2023-04-03");
    town.with(1, |a, _| a.send_back(first, "нет протокола", day("2023-04-03")));
    assert!(told(&town, "2023-03-31", "2023-04-05").contains(&"reopened 1 2023-04-03 completion_returned".to_owned()));
    let second = town.on("2023-04-10").ticks_off(1, 1, Executor::Joint, "2023-03-30");
    marked(town.on("2023-04-12"), CompletionAccepted { mark: second });
    let april = told(&town, "2023-04-05", "2023-04-30");
    assert!(april.contains(&"late-marks 1 2023-03-30 completion_reported".to_owned()), "{april:?}");
    assert!(april.contains(&"accepted 1 2023-04-12 completion_accepted".to_owned()), "{april:?}");
    town.on("2023-05-02").with(1, |a, _| a.retract(second, "не та строка", day("2023-05-02")));
    let may = told(&town, "2023-04-30", "2023-05-31");
    assert!(may.contains(&"reopened 1 2023-05-02 completion_retracted".to_owned()), "{may:?}");
    assert!(may.contains(&"overdue 1 2023-03-31 ".to_owned()), "open again and late: {may:?}");
    assert!(told(&town, "2023-05-31", "2023-06-15").is_empty());
}

fn put(town: &mut Town, mark: MarkId, link: &ProofLink) {
    marked(town, ProofLinkAdded { mark, link: link.clone() });
}

#[test]
fn a_document_replaced_added_or_found_missing_is_told_at_its_mark() {
    let mut town = in_force();
    let mark = town.on("2023-03-31").ticks_off(1, 1, Executor::Joint, "2023-03-31");
    let other = ProofLink::parse("https://school2.example.org/scan.pdf").unwrap();
    let removed = |town: &mut Town, link: &ProofLink| {
        let reason = "не тот файл".to_owned();
        marked(town, ProofLinkRemoved { mark, link: link.clone(), reason });
    };
    let looked = |town: &mut Town, link: &ProofLink, state| {
        let found = ProofLinkChecked {
            mark,
            link: link.clone(),
            state,
            status: None,
            leads_to: None,
            sha256: None,
            kept: false,
        };
        marked(town, found);
    };
    put(town.on("2023-04-10"), mark, &other);
    removed(&mut town, &link());
    assert_eq!(told(&town, "2023-03-31", "2023-04-10"), ["proofs 1 2023-04-10 proof_link_added+proof_link_removed"]);
    between(&town, "2023-03-31", "2023-04-10", |_, _, all| {
        let Fact::Proofs { added, removed, .. } = &all[0].fact else { panic!("{all:?}") };
        assert_eq!((added[0].link.clone(), removed[0].link.clone()), (other.clone(), link()));
    });
    // In the time in which it was made, the mark is told, and what was replaced in it.
    let march = told(&town, "2023-03-30", "2023-04-10");
    assert_eq!(march.iter().map(|d| d.split(' ').next().unwrap()).collect::<Vec<_>>(), ["marked", "proofs"]);
    looked(town.on("2023-05-02"), &other, LinkState::Opens);
    assert!(told(&town, "2023-04-30", "2023-05-02").is_empty());
    looked(town.on("2023-05-10"), &other, LinkState::NotFound);
    looked(town.on("2023-05-20"), &other, LinkState::NotFound);
    assert_eq!(told(&town, "2023-05-02", "2023-05-31"), ["lost-links 1 2023-05-10 proof_link_checked"]);
    assert!(told(&town, "2023-05-15", "2023-05-31").is_empty(), "known to be missing");
}

#[test]
fn a_due_day_that_passes_is_told_although_nobody_did_anything() {
    let mut town = Town::new();
    town.schools(2).plans(1, &["2023-03-31"], Party::Group(HEADS));
    town.on("2023-03-30").ticks_off(1, 1, Executor::Member(school(1)), "2023-03-30");
    assert_eq!(told(&town, "2023-03-30", "2023-03-31"), Vec::<String>::new());
    assert_eq!(told(&town, "2023-03-31", "2023-04-03"), ["overdue 1 2023-03-31 "]);
    let own = |n| {
        let (before, after) = (View::new(&town.state, day("2023-03-29")), View::new(&town.state, day("2023-04-03")));
        after.since(&before, &Scope::roadmap(ROADMAP).organisation(school(n))).iter().map(Difference::kind).collect()
    };
    let (first, second): (Vec<Kind>, Vec<Kind>) = (own(1), own(2));
    assert_eq!((first, second), (vec![Kind::Marked], vec![Kind::Overdue]), "each school sees its own");
}

#[test]
fn other_ways_to_count_are_told_even_when_they_were_taken_back() {
    let mut town = in_force();
    town.on("2023-02-01").sets(Setting::Acceptance(true));
    town.on("2023-02-10").sets(Setting::Acceptance(false)).sets(Setting::DayOff(DayOffRule::Keep));
    let policy = Policy { on: !Policy::default().on, ..Policy::default() };
    let reminds = town.on("2023-02-15").state.roadmap(ROADMAP).unwrap().remind(policy, day("2023-02-15"));
    town.record(reminds).on("2023-02-20");
    let off = town.state.office().change_day(day("2023-02-27"), OfficeDay::Off, basis("2023-02-20"));
    town.record(off);
    assert_eq!(
        told(&town, "2023-01-31", "2023-02-28"),
        [
            "settings  2023-02-01 setting_changed",
            "settings  2023-02-10 setting_changed+setting_changed",
            "settings  2023-02-15 reminder_policy_set",
            "settings  2023-02-27 calendar_day_changed",
        ]
    );
}
