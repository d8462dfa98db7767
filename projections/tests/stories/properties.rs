//! What holds for every history, whatever happens in it.

use crate::town::*;
use chrono::Days;
use proptest::prelude::*;
use vekha_domain::{
    event::{Executor, LinkState, Party, ProofLinkChecked, Setting},
    ids::MarkId,
};
use vekha_projections::{By, Figures, Period, Scope, Share, State, Summary, View};

/// One thing that may happen; refused ones are passed over.
#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Tick { n: u128, occurrence: u16, member: u128, days_ago: u64 },
    Return(usize),
    Accept(usize),
    Retract(usize),
    Dead(usize),
    Move { n: u128, occurrence: u16, days: u64 },
    Withdraw(u128),
    Acceptance(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..40_u64).prop_map(Step::Pass),
        6 => (1..=3_u128, 1..=2_u16, 1..=3_u128, 0..30_u64)
            .prop_map(|(n, occurrence, member, days_ago)| Step::Tick { n, occurrence, member, days_ago }),
        1 => (0..20_usize).prop_map(Step::Return),
        1 => (0..20_usize).prop_map(Step::Accept),
        1 => (0..20_usize).prop_map(Step::Retract),
        1 => (0..20_usize).prop_map(Step::Dead),
        2 => (1..=3_u128, 1..=2_u16, 0..90_u64).prop_map(|(n, occurrence, days)| Step::Move { n, occurrence, days }),
        1 => (1..=3_u128).prop_map(Step::Withdraw),
        1 => any::<bool>().prop_map(Step::Acceptance),
    ]
}

fn lived(steps: &[Step]) -> Town {
    let mut town = Town::new();
    town.schools(3).plans(1, &["2023-01-20", "2023-03-15"], Party::Group(HEADS));
    town.plans(2, &["2023-02-18", "2023-04-15"], KOCHNEVA).plans(3, &[], KOCHNEVA);
    let mut marks: Vec<(u128, MarkId)> = Vec::new();
    for step in steps {
        let today = town.today();
        let of_mark = |at: &usize| marks.get(*at).copied();
        let activity_of = |n| town.state.activity(activity(n)).unwrap();
        let decided = match step {
            Step::Pass(days) => {
                let next = today.checked_add_days(Days::new(*days)).unwrap();
                town.on(&next.to_string());
                continue;
            }
            Step::Tick { n, occurrence, member, days_ago } => {
                let id = MarkId(uuid::Uuid::from_u128(9_000 + marks.len() as u128));
                let executor = if *n == 1 { Executor::Member(school(*member)) } else { Executor::Joint };
                let performed_on = today.checked_sub_days(Days::new(*days_ago)).unwrap();
                let report = vekha_domain::activity::Report {
                    occurrence: *occurrence,
                    executor,
                    performed_on,
                    links: vec![link()],
                    note: None,
                };
                let decided = activity_of(*n).complete(id, report, town.state.office(), today);
                if decided.is_ok() {
                    marks.push((*n, id));
                }
                Some(decided)
            }
            Step::Return(at) => of_mark(at).map(|(n, mark)| activity_of(n).send_back(mark, "причина", today)),
            Step::Accept(at) => of_mark(at).map(|(n, mark)| activity_of(n).accept(mark, today)),
            Step::Retract(at) => of_mark(at).map(|(n, mark)| activity_of(n).retract(mark, "ошибка", today)),
            Step::Dead(at) => of_mark(at).map(|(n, mark)| {
                activity_of(n).check_proof(ProofLinkChecked::of(mark, link(), LinkState::NotFound), today)
            }),
            Step::Move { n, occurrence, days } => {
                let new = today.checked_add_days(Days::new(*days)).unwrap();
                Some(activity_of(*n).move_deadline(*occurrence, new, basis(&today.to_string())))
            }
            Step::Withdraw(n) => Some(activity_of(*n).withdraw(basis(&today.to_string()))),
            Step::Acceptance(on) => Some(town.state.roadmap(ROADMAP).unwrap().set(Setting::Acceptance(*on), today)),
        };
        if let Some(Ok(changes)) = decided {
            town.record(Ok(changes));
        }
    }
    town
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_rebuild_equals_the_live_state(steps in prop::collection::vec(step(), 0..60)) {
        let town = lived(&steps);
        prop_assert_eq!(town.known_at(town.log.len()), town.state);
    }

    #[test]
    fn figures_are_ordered_on_every_day(steps in prop::collection::vec(step(), 0..60), ahead in 0..400_u64) {
        let town = lived(&steps);
        let as_of = day("2022-12-01").checked_add_days(Days::new(ahead)).unwrap();
        let f = View::new(&town.state, as_of).fulfilment(&Scope::office());
        prop_assert!(f.fulfilled <= f.on_time && f.on_time <= f.done && f.done <= f.due, "{:?}", f);
        prop_assert!(f.marked_on_time <= f.done && f.unchecked <= f.evidenced && f.evidenced <= f.done, "{:?}", f);
        prop_assert!(f.fulfilled <= f.marked_on_time.min(f.evidenced));
        prop_assert_eq!(f.fulfilled + f.late_marks + f.dead_proofs, f.on_time);
    }

    #[test]
    fn what_the_region_is_told_is_what_the_office_is_told(
        steps in prop::collection::vec(step(), 0..60), ahead in 0..400_u64
    ) {
        let mut town = lived(&steps);
        town.adopts();
        let as_of = day("2022-12-01").checked_add_days(Days::new(ahead)).unwrap();
        let view = View::new(&town.state, as_of);
        let told = Summary::of(&view);
        let roadmap = &told.roadmaps[0];
        prop_assert_eq!(roadmap.figures, view.fulfilment(&Scope::roadmap(ROADMAP)));
        prop_assert_eq!(roadmap.figures.indicator_6(roadmap.threshold), view.fulfilment(&Scope::office()).indicator_6(100));
        let kept = serde_json::to_string(&told).unwrap();
        prop_assert_eq!(serde_json::from_str::<Summary>(&kept).unwrap(), told);
    }

    #[test]
    fn every_obligation_is_one_share_and_the_shares_add_up_to_the_figures(
        steps in prop::collection::vec(step(), 0..60), ahead in 0..400_u64
    ) {
        let town = lived(&steps);
        let as_of = day("2022-12-01").checked_add_days(Days::new(ahead)).unwrap();
        let view = View::new(&town.state, as_of);
        let (f, obligations) = (view.fulfilment(&Scope::office()), view.obligations(&Scope::office()));
        let n = |share: Share| obligations.iter().filter(|o| o.share(as_of) == share).count() as u64;
        prop_assert_eq!(n(Share::Fulfilled), f.fulfilled);
        prop_assert_eq!(n(Share::NotDone), f.due - f.done);
        prop_assert_eq!(n(Share::DoneLate), f.done - f.on_time);
        prop_assert_eq!((n(Share::LateMark), n(Share::DeadProof)), (f.late_marks, f.dead_proofs));
        prop_assert_eq!(Share::ALL.iter().filter(|share| share.is_due()).map(|share| n(*share)).sum::<u64>(), f.due);
        prop_assert_eq!(Share::ALL.iter().map(|share| n(*share)).sum::<u64>(), obligations.len() as u64);
        let off = obligations.iter().filter(|o| o.state == State::Withdrawn).count() as u64;
        prop_assert_eq!(n(Share::Withdrawn), off);
    }

    #[test]
    fn a_term_moved_after_it_passed_is_never_met(steps in prop::collection::vec(step(), 0..60)) {
        let town = lived(&steps);
        for obligation in View::new(&town.state, town.today()).obligations(&Scope::office()) {
            let met = obligation.state == State::DoneOnTime;
            let performed_in_time = obligation.performed_on.is_some_and(|done| done <= obligation.effective_due);
            prop_assert!(!met || performed_in_time);
            prop_assert!(!obligation.moved_too_late || obligation.due <= town.today());
        }
    }

    #[test]
    fn what_was_known_then_is_what_the_state_was_then(steps in prop::collection::vec(step(), 0..40), part in 0.0..1.0_f64) {
        let then = (steps.len() as f64 * part) as usize;
        let (early, late) = (lived(&steps[..then]), lived(&steps));
        prop_assert_eq!(late.known_at(early.log.len()), early.state);
    }

    #[test]
    fn an_analysis_of_everything_is_the_fulfilment_and_its_parts_add_up_to_it(
        steps in prop::collection::vec(step(), 0..60), ahead in 0..400_u64
    ) {
        let town = lived(&steps);
        let as_of = day("2022-12-01").checked_add_days(Days::new(ahead)).unwrap();
        let (view, scope) = (View::new(&town.state, as_of), Scope::roadmap(ROADMAP));
        let whole = Period { from: day("2022-11-08"), to: day("2030-12-31") };
        let told = view.analysis(&scope, whole, None);
        prop_assert_eq!(told.counted.figures, view.fulfilment(&scope));
        for by in By::ALL {
            let dated = matches!(by, By::Quarter | By::Month);
            let mut sum = Figures { undated: if dated { told.counted.figures.undated } else { 0 }, ..Figures::default() };
            told.counted.by(by).iter().for_each(|part| sum += part.figures);
            prop_assert_eq!(sum, told.counted.figures, "{:?}", by);
        }
        let (due, done) = (told.counted.figures.due, told.counted.figures.done);
        prop_assert_eq!(told.lateness.iter().map(|band| band.count).sum::<u64>(), due);
        prop_assert_eq!(told.overdue_by.iter().map(|band| band.count).sum::<u64>(), told.counted.figures.overdue);
        let effects = &told.reminded.effects;
        let sum = (effects.iter().map(|e| e.done).sum::<u64>(), effects.iter().map(|e| e.not_done).sum::<u64>());
        prop_assert_eq!(sum, (done, due - done));
        prop_assert_eq!(told.done().count() as u64, done);
        prop_assert_eq!(told.documents.len() as u64, told.links.all);
    }

    #[test]
    fn two_periods_side_by_side_tell_everything_once(
        steps in prop::collection::vec(step(), 0..60), ahead in 0..400_u64, cut in 0..300_u64
    ) {
        let town = lived(&steps);
        let as_of = day("2022-12-01").checked_add_days(Days::new(ahead)).unwrap();
        let (view, scope) = (View::new(&town.state, as_of), Scope::office());
        let cut = day("2022-12-01").checked_add_days(Days::new(cut)).unwrap();
        let told = |from, to| view.analysis(&scope, Period { from, to }, None);
        let (first, last) = (day("2022-11-08"), day("2030-12-31"));
        let (early, late, whole) = (told(first, cut), told(cut.succ_opt().unwrap(), last), told(first, last));
        let mut both = early.counted.figures;
        both += late.counted.figures;
        both.undated = whole.counted.figures.undated;
        prop_assert_eq!(both, whole.counted.figures);
        prop_assert_eq!(early.move_counts.moves + late.move_counts.moves, whole.move_counts.moves);
        prop_assert_eq!(early.returned.len() + late.returned.len(), whole.returned.len());
        prop_assert_eq!(early.causes.len() + late.causes.len(), whole.causes.len());
        prop_assert_eq!(early.documents.len() + late.documents.len(), whole.documents.len());
        let moves = town.log.iter().filter(|event| matches!(event.event, vekha_domain::event::Event::DeadlineMoved(_)));
        let by_then = moves.filter(|event| event.occurred_on <= as_of).count() as u64;
        prop_assert_eq!(whole.move_counts.moves, by_then);
    }
}
