//! The figures of PRODUCT part 3: each is defined here once, and every page, letter, export and answer takes it from here.

use crate::obligation::{Obligation, Share, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Version of the rules below; printed beside every figure, raised with every change of a rule.
pub const RULE_VERSION: &str = "1";

/// Counts over a set of obligations. Shares are computed from them and never stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Due day not after the day asked for, not off control.
    pub due: u64,
    /// Of those: with a standing mark that carries a proof, accepted where acceptance is on.
    pub done: u64,
    /// Of those done: performed by the due day valid when the mark was made.
    pub on_time: u64,
    /// Of those done: recorded no later than the due day and the working days allowed for a mark.
    pub marked_on_time: u64,
    /// Of those done: with at least one proof not found dead.
    pub evidenced: u64,
    /// Of those on time: the mark came too late.
    pub late_marks: u64,
    /// Of those on time and marked on time: every proof was found dead.
    pub dead_proofs: u64,
    /// Done, on time, marked on time and evidenced at once: what is on time without late marks and dead proofs.
    pub fulfilled: u64,
    /// Of those evidenced: nobody has looked at any of their proofs yet.
    pub unchecked: u64,
    /// Not done, not on review, and the due day is over.
    pub overdue: u64,
    /// Marks that wait to be accepted.
    pub on_review: u64,
    /// Activities still waiting for a date: never in the denominator.
    pub undated: u64,
}

impl Figures {
    /// Counts obligations as they stood on a day.
    pub fn of<'a>(obligations: impl IntoIterator<Item = &'a Obligation>, as_of: NaiveDate) -> Figures {
        let mut figures = Figures::default();
        for obligation in obligations {
            figures.count(obligation, as_of);
        }
        figures
    }

    fn count(&mut self, obligation: &Obligation, as_of: NaiveDate) {
        let add = |to: &mut u64, holds: bool| *to += u64::from(holds);
        add(&mut self.overdue, matches!(obligation.state, State::Overdue { .. }));
        add(&mut self.on_review, obligation.state == State::OnReview);
        let share = obligation.share(as_of);
        if !share.is_due() {
            return;
        }
        self.due += 1;
        add(&mut self.late_marks, share == Share::LateMark);
        add(&mut self.dead_proofs, share == Share::DeadProof);
        add(&mut self.fulfilled, share == Share::Fulfilled);
        add(&mut self.on_time, matches!(share, Share::LateMark | Share::DeadProof | Share::Fulfilled));
        if share != Share::NotDone {
            self.done += 1;
            add(&mut self.marked_on_time, obligation.marked_on_time);
            add(&mut self.evidenced, obligation.evidenced);
            add(&mut self.unchecked, obligation.evidenced && obligation.unchecked);
        }
    }

    /// Полнота: done ÷ due; none when nothing was due.
    pub fn completeness(&self) -> Option<f64> {
        self.share(self.done)
    }

    /// Своевременность: on time ÷ due, the same denominator, so never more than completeness.
    pub fn timeliness(&self) -> Option<f64> {
        self.share(self.on_time)
    }

    /// Исполнение дорожной карты: fulfilled ÷ due, never more than timeliness.
    pub fn fulfilment(&self) -> Option<f64> {
        self.share(self.fulfilled)
    }

    /// Indicator 6 by these figures; none when nothing was due.
    pub fn indicator_6(&self, threshold: u8) -> Option<u8> {
        vekha_domain::event::indicator_6(self.due, self.done, self.on_time, threshold)
    }

    fn share(&self, part: u64) -> Option<f64> {
        (self.due > 0).then(|| part as f64 / self.due as f64)
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.due += other.due;
        self.done += other.done;
        self.on_time += other.on_time;
        self.marked_on_time += other.marked_on_time;
        self.evidenced += other.evidenced;
        self.late_marks += other.late_marks;
        self.dead_proofs += other.dead_proofs;
        self.fulfilled += other.fulfilled;
        self.unchecked += other.unchecked;
        self.overdue += other.overdue;
        self.on_review += other.on_review;
        self.undated += other.undated;
    }
}
