//! The figures of PRODUCT part 3, told as stories.

use crate::town::*;
use vekha_domain::{
    event::{Change, CompletionReported, Executor, LinkState, Party, ProofLinkChecked, Setting},
    ids::MarkId,
    proof::ProofLink,
    stream::Stream,
};
use vekha_projections::{By, Figures, OfficeState, PartKey, Scope, State, View};

fn figures(town: &Town, as_of: &str) -> Figures {
    View::new(&town.state, day(as_of)).fulfilment(&Scope::roadmap(ROADMAP))
}

fn state_of(town: &Town, as_of: &str) -> State {
    View::new(&town.state, day(as_of)).obligations(&Scope::office())[0].state
}

#[test]
fn nothing_due_has_no_shares_at_all() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA);
    let none = figures(&town, "2023-03-14");
    assert_eq!((none.due, none.completeness(), none.fulfilment(), none.indicator_6(100)), (0, None, None, None));
    assert_eq!(figures(&town, "2023-03-15").completeness(), Some(0.0));
}

#[test]
fn each_step_names_what_was_lost() {
    let mut town = Town::new();
    for n in 1..=5 {
        town.plans(n, &["2023-03-15"], KOCHNEVA);
    }
    town.on("2023-03-14").ticks_off(1, 1, Executor::Joint, "2023-03-13");
    town.on("2023-03-20").ticks_off(2, 1, Executor::Joint, "2023-03-17");
    town.on("2023-03-21").ticks_off(3, 1, Executor::Joint, "2023-03-15");
    let dead = town.on("2023-03-15").ticks_off(4, 1, Executor::Joint, "2023-03-15");
    town.on("2023-03-22")
        .with(4, |a, _| a.check_proof(ProofLinkChecked::of(dead, link(), LinkState::NotFound), day("2023-03-22")));
    let counted = figures(&town, "2023-03-22");
    assert_eq!((counted.due, counted.done, counted.on_time, counted.marked_on_time), (5, 4, 3, 3));
    assert_eq!((counted.evidenced, counted.fulfilled, counted.unchecked, counted.overdue), (3, 1, 3, 1));
    assert_eq!((counted.completeness(), counted.timeliness(), counted.fulfilment()), (Some(0.8), Some(0.6), Some(0.2)));
    assert_eq!((counted.indicator_6(100), counted.indicator_6(60)), (Some(0), Some(1)));
}

#[test]
fn a_group_of_thirty_owes_thirty_marks() {
    let mut town = Town::new();
    town.schools(30).plans(1, &["2022-12-30"], Party::Group(HEADS));
    for n in 1..=27 {
        town.on("2022-12-29").ticks_off(1, 1, Executor::Member(school(n)), "2022-12-28");
    }
    let counted = figures(&town, "2022-12-30");
    assert_eq!((counted.done, counted.due), (27, 30));
    let own = View::new(&town.state, day("2023-01-10"));
    assert_eq!(own.overdue(&Scope::office()).len(), 3);
    assert_eq!(own.overdue(&Scope::office().organisation(school(29))).len(), 1);
    assert_eq!(own.overdue(&Scope::office().organisation(school(1))).len(), 0);
}

#[test]
fn a_term_on_a_day_off_runs_until_the_next_working_day() {
    let mut town = Town::new();
    town.plans(1, &["2022-12-31"], KOCHNEVA);
    assert_eq!(state_of(&town, "2023-01-08"), State::Open);
    assert_eq!(state_of(&town, "2023-01-09"), State::DueToday);
    assert_eq!(state_of(&town, "2023-01-11"), State::Overdue { working_days: 2 });
    town.on("2023-01-09").ticks_off(1, 1, Executor::Joint, "2023-01-09");
    assert_eq!(state_of(&town, "2023-01-11"), State::DoneOnTime);
}

#[test]
fn a_term_moved_in_time_is_a_new_term_and_moved_too_late_stays_late() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA).plans(2, &["2023-03-15"], KOCHNEVA);
    town.on("2023-03-14").with(1, |a, _| a.move_deadline(1, day("2023-05-22"), basis("2023-03-14")));
    town.on("2023-03-16").with(2, |a, _| a.move_deadline(1, day("2023-05-22"), basis("2023-03-16")));
    town.on("2023-05-22").ticks_off(1, 1, Executor::Joint, "2023-05-20");
    town.on("2023-05-22").ticks_off(2, 1, Executor::Joint, "2023-05-20");
    let states: Vec<_> =
        View::new(&town.state, day("2023-05-22")).obligations(&Scope::office()).iter().map(|o| o.state).collect();
    assert_eq!(states, [State::DoneOnTime, State::DoneLate]);
    let before = View::new(&town.state, day("2023-03-13")).obligations(&Scope::office());
    assert_eq!(before[0].due, day("2023-03-15"), "on an old day the old term stands");
    let late = &View::new(&town.state, day("2023-04-03")).obligations(&Scope::office())[1];
    assert!(late.moved_too_late && matches!(late.state, State::Overdue { .. }));
}

#[test]
fn with_acceptance_a_mark_stops_the_clock_and_counts_when_accepted() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA).sets(Setting::Acceptance(true));
    let mark = town.on("2023-03-14").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    assert_eq!(state_of(&town, "2023-04-01"), State::OnReview);
    assert_eq!((figures(&town, "2023-04-01").done, figures(&town, "2023-04-01").overdue), (0, 0));
    town.on("2023-04-03").with(1, |a, _| a.accept(mark, day("2023-04-03")));
    assert_eq!(state_of(&town, "2023-04-02"), State::OnReview);
    assert_eq!(state_of(&town, "2023-04-03"), State::DoneOnTime);
}

#[test]
fn a_returned_mark_leaves_the_work_undone_until_a_new_one() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA);
    let mark = town.on("2023-03-10").ticks_off(1, 1, Executor::Joint, "2023-03-10");
    town.on("2023-03-13").with(1, |a, _| a.send_back(mark, "нет подписи", day("2023-03-13")));
    assert_eq!(state_of(&town, "2023-03-12"), State::DoneOnTime);
    assert_eq!(state_of(&town, "2023-03-14"), State::Returned);
    assert!(matches!(state_of(&town, "2023-03-16"), State::Overdue { .. }));
    town.on("2023-03-15").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    assert_eq!(state_of(&town, "2023-03-16"), State::DoneOnTime);
}

#[test]
fn what_is_off_control_or_waits_for_a_date_is_not_in_the_denominator() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA).plans(2, &[], KOCHNEVA);
    town.on("2023-04-03").with(1, |a, _| a.withdraw(basis("2023-04-03")));
    let (before, after) = (figures(&town, "2023-04-02"), figures(&town, "2023-04-03"));
    assert_eq!((before.due, before.overdue, before.undated), (1, 1, 1));
    assert_eq!((after.due, after.overdue, after.undated), (0, 0, 1));
    assert_eq!(state_of(&town, "2023-04-03"), State::Withdrawn);
}

#[test]
fn a_mark_entered_later_is_not_known_before() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA);
    let known_then = town.log.len();
    town.on("2023-06-01").ticks_off(1, 1, Executor::Joint, "2023-03-10");
    let then = town.known_at(known_then);
    assert_eq!(View::new(&then, day("2023-03-20")).fulfilment(&Scope::office()).done, 0);
    let hindsight = View::new(&town.state, day("2023-03-20")).fulfilment(&Scope::office());
    assert_eq!((hindsight.done, hindsight.on_time, hindsight.marked_on_time), (1, 1, 0));
}

#[test]
fn a_mark_without_a_proof_is_not_done() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA);
    let bare = CompletionReported {
        mark: MarkId(uuid::Uuid::from_u128(7_000)),
        occurrence: 1,
        executor: Executor::Joint,
        links: Vec::new(),
        note: None,
    };
    town.on("2023-03-14").record(Ok(vec![Change::new(Stream::Activity(activity(1)), day("2023-03-14"), bare)]));
    assert_eq!(figures(&town, "2023-03-15").done, 0);
    assert_eq!(state_of(&town, "2023-03-15"), State::DueToday);
}

#[test]
fn a_proof_counts_by_its_last_look_known_at_the_moment_asked_for() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA);
    let mark = town.on("2023-03-14").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    town.on("2023-03-22")
        .with(1, |a, _| a.check_proof(ProofLinkChecked::of(mark, link(), LinkState::NotFound), day("2023-03-22")));
    let known_then = town.log.len();
    let new = ProofLink::parse("https://school2.example.org/again.pdf").unwrap();
    town.on("2023-04-03").with(1, |a, _| a.add_proof(mark, new.clone(), day("2023-04-03")));
    let counted = |state: &OfficeState| View::new(state, day("2023-03-15")).fulfilment(&Scope::office());
    let dead = counted(&town.known_at(known_then));
    assert_eq!((dead.evidenced, dead.fulfilled, dead.dead_proofs), (0, 0, 1));
    assert_eq!((counted(&town.state).fulfilled, counted(&town.state).dead_proofs), (1, 0));
}

#[test]
fn a_calendar_changed_later_does_not_rewrite_what_was_decided() {
    let mut town = Town::new();
    town.plans(1, &["2023-04-24"], KOCHNEVA);
    town.on("2023-04-27").ticks_off(1, 1, Executor::Joint, "2023-04-25");
    let off = vekha_domain::event::OfficeDay::Off;
    let changed = town.state.office().change_day(day("2023-04-24"), off, basis("2023-05-10"));
    town.on("2023-05-10").record(changed);
    assert_eq!(state_of(&town, "2023-05-11"), State::DoneLate);
}

#[test]
fn parts_add_up_to_the_whole() {
    let mut town = Town::new();
    town.schools(3).plans(1, &["2023-03-15", "2023-06-15"], Party::Group(HEADS)).plans(2, &["2023-03-15"], KOCHNEVA);
    town.on("2023-03-10").ticks_off(1, 1, Executor::Member(school(2)), "2023-03-10");
    let view = View::new(&town.state, day("2023-07-01"));
    let whole = view.fulfilment(&Scope::office());
    for by in [By::Section, By::Responsible, By::Organisation, By::Quarter] {
        let mut sum = Figures::default();
        view.by(by, &Scope::office()).iter().for_each(|part| sum += part.figures);
        assert_eq!(sum, whole, "{by:?}");
    }
    let quarters: Vec<_> = view.by(By::Quarter, &Scope::office()).into_iter().map(|p| (p.key, p.figures.due)).collect();
    let quarter = |quarter| PartKey::Quarter { year: 2023, quarter };
    assert_eq!(quarters, [(quarter(1), 4), (quarter(2), 3)]);
}

#[test]
fn acceptance_switched_on_later_asks_nothing_of_older_marks() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-31", "2023-06-30"], KOCHNEVA);
    town.on("2023-03-30").ticks_off(1, 1, Executor::Joint, "2023-03-30");
    town.on("2023-04-10").sets(Setting::Acceptance(true));
    town.on("2023-06-29").ticks_off(1, 2, Executor::Joint, "2023-06-29");
    let states: Vec<State> = View::new(&town.state, day("2023-07-03"))
        .obligations(&Scope::roadmap(ROADMAP))
        .iter()
        .map(|o| o.state)
        .collect();
    assert_eq!(states, [State::DoneOnTime, State::OnReview]);
}
