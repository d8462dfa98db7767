//! What a letter is written from, and what each of its sections asks: does it still stand, whose is it, how far is the day.

use super::super::links;
use super::page::{Link, Tone};
use crate::{
    app::Names,
    sentence,
    web::{Site, pages::written},
    wording::Lang,
};
use chrono::NaiveDate;
use fluent_templates::fluent_bundle::FluentValue;
use vekha_domain::{
    activity::Activity,
    calendar::WorkCalendar,
    event::{Executor, Party},
    ids::{ActivityId, PersonId, RoadmapId},
    reminder::Item,
};
use vekha_projections::{Obligation, OfficeState, Reminder, Scope, View};

/// What a letter is written from.
pub(super) struct Desk<'a> {
    pub lang: Lang,
    pub site: &'a Site,
    pub state: &'a OfficeState,
    pub names: &'a Names,
    pub reminder: &'a Reminder,
    /// Why an answer by mail was refused, in a receipt: the code of the fault.
    pub fault: Option<&'a str>,
}

/// An obligation that still stands, with its activity.
pub(super) struct Awaited<'a> {
    pub activity: &'a Activity,
    pub obligation: Obligation,
}

impl<'a> Desk<'a> {
    /// The day the letter is for: what it says is counted from here, whenever it is sent.
    pub fn day(&self) -> NaiveDate {
        self.reminder.day
    }

    pub fn view(&self) -> View<'a> {
        View::new(self.state, self.day())
    }

    pub fn working(&self) -> &'a WorkCalendar {
        self.state.office().calendar()
    }

    pub fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }

    pub fn say_with<'b>(&self, key: &str, args: impl IntoIterator<Item = (&'static str, FluentValue<'b>)>) -> String {
        self.lang.say_with(key, args)
    }

    /// A sentence about a day.
    pub fn dated(&self, key: &str, day: NaiveDate) -> String {
        self.say_with(key, [("day", written::day(day).into())])
    }

    /// What the letter tells, with the number of each item.
    pub fn items(&self) -> impl Iterator<Item = (u16, &'a Item)> + use<'a> {
        (0..).zip(&self.reminder.items)
    }

    /// The personal link of an item.
    pub fn tick(&self, item: u16, words: &str) -> Option<Link> {
        let token = links::token(&self.site.app, self.reminder.id, item)?;
        Some(Link { words: self.say(words), url: format!("{}/o/{token}", self.site.base_url) })
    }

    /// A page of the office.
    pub fn page_of(&self, path: &str, words: String) -> Link {
        Link { words, url: format!("{}/offices/{}/{path}", self.site.base_url, self.state.office().id) }
    }

    /// The obligation, if somebody still has to do it: not marked, withdrawn, cancelled or closed meanwhile.
    pub fn awaited(&self, activity: ActivityId, occurrence: u16, executor: Executor) -> Option<Awaited<'a>> {
        let known = self.state.activity(activity)?;
        let gone = known.withdrawn.is_some() || !known.occurrence(occurrence)?.stands();
        let closed = self.state.roadmap(known.roadmap).is_none_or(|r| r.closed.is_some());
        if gone || closed || self.marked(known, occurrence, executor) {
            return None;
        }
        let mut all = self.view().obligations(&Scope::roadmap(known.roadmap).activity(activity));
        all.retain(|o| o.occurrence == occurrence && o.executor == executor);
        all.pop().map(|obligation| Awaited { activity: known, obligation })
    }

    /// The same, unless its day was moved since.
    pub fn awaited_as(
        &self,
        activity: ActivityId,
        occurrence: u16,
        executor: Executor,
        version: u16,
    ) -> Option<Awaited<'a>> {
        let awaited = self.awaited(activity, occurrence, executor)?;
        (vekha_projections::version(awaited.activity, &awaited.obligation, self.day()) == version).then_some(awaited)
    }

    /// Is there a mark with a proof, of whatever day?
    pub fn marked(&self, activity: &Activity, occurrence: u16, executor: Executor) -> bool {
        let of_this = |m: &&vekha_domain::activity::Mark| (m.occurrence, m.executor) == (occurrence, executor);
        activity.marks.iter().filter(of_this).any(|m| m.stands() && m.standing_proofs().next().is_some())
    }

    /// The words of the order with their number.
    pub fn words(&self, activity: &Activity) -> String {
        let title = activity.wording_on(self.day()).map_or("", |words| words.title.as_str());
        match activity.number.trim_end_matches('.') {
            "" => title.to_owned(),
            number => format!("{number}. {title}"),
        }
    }

    /// Title and number for the subject.
    pub fn topic(&self, activity: &Activity) -> (String, String) {
        let title = activity.wording_on(self.day()).map(|words| words.title.clone()).unwrap_or_default();
        (title, activity.number.trim_end_matches('.').to_owned())
    }

    /// How far a day is from the letter's, and how that looks.
    pub fn distance(&self, due: NaiveDate, effective: NaiveDate) -> (Tone, String) {
        let (day, shown) = (self.day(), written::day(due));
        let left = self.working().working_days_between(day, effective);
        let late = self.working().working_days_between(effective, day);
        let of = |key: &str, n: i64| self.say_with(key, [("n", n.into()), ("day", shown.clone().into())]);
        if effective < day {
            (Tone::Late, of("letters-late", late))
        } else if effective == day {
            (Tone::Today, of("letters-today", 0))
        } else if left == 0 {
            (Tone::Today, of("letters-today-off", 0))
        } else {
            (Tone::Ahead, of("letters-left", left))
        }
    }

    /// «15.07.2023, суббота».
    pub fn with_weekday(&self, day: NaiveDate) -> String {
        format!("{}, {}", written::day(day), written::weekday(self.lang, day))
    }

    /// Which working day is better than a day off that is still ahead.
    pub fn better_day(&self, due: NaiveDate) -> Option<String> {
        let better = self.working().previous_working_day(due);
        if due <= self.day() || better == due || better < self.day() {
            return None;
        }
        let until = self.say(&format!("letters-until-{}", chrono::Datelike::weekday(&better).number_from_monday()));
        let args = [("due", written::day(due).into()), ("until", until.into()), ("day", written::day(better).into())];
        Some(self.say_with("letters-day-off", args))
    }

    /// A person by name; whoever is erased has none.
    pub fn person(&self, id: PersonId) -> String {
        written::unbroken(&sentence::person(self.lang, id, self.state, self.names))
    }

    pub fn party(&self, party: &Party) -> String {
        written::unbroken(&sentence::party(self.lang, party, self.state, self.names))
    }

    /// Who does it by name, and whether one mark serves all.
    pub fn executors(&self, activity: &Activity, executor: Executor) -> String {
        if let Executor::Member(_) = executor {
            let who = written::unbroken(&sentence::executor(self.lang, executor, self.state, self.names));
            return self.say_with("letters-for", [("who", who.into())]);
        }
        let lead = activity.lead_on(self.day());
        let mut parties: Vec<&Party> =
            activity.parties_on(self.day()).filter(|p| !matches!(p, Party::Group(_))).collect();
        parties.sort_by_key(|party| Some(*party) != lead);
        let several = parties.len() > 1;
        let named = |party: &&Party| {
            let leads = several && Some(*party) == lead;
            let who = self.party(party);
            if leads { self.say_with("letters-lead", [("who", who.into())]) } else { who }
        };
        let who = parties.iter().map(named).collect::<Vec<_>>().join(", ");
        let key = if several { "letters-executors" } else { "letters-executor" };
        // Initials end with a stop, and the sentence has its own.
        self.say_with(key, [("who", who.trim_end_matches('.').to_owned().into())])
    }

    /// Who does it by name alone, for lists: the lead, or the organisation.
    pub fn whose(&self, activity: &Activity, executor: Executor) -> String {
        match (executor, activity.lead_on(self.day())) {
            (Executor::Member(_), _) => {
                written::unbroken(&sentence::executor(self.lang, executor, self.state, self.names))
            }
            (Executor::Joint, Some(party)) => self.party(party),
            (Executor::Joint, None) => self.say("activity-nobody"),
        }
    }

    /// The order behind a roadmap: «Приказ от 08.11.2022 № 1298».
    pub fn order(&self, id: RoadmapId) -> Option<String> {
        let adopted = self.state.roadmap(id)?.adopted.as_ref()?;
        let args = |key: &str| {
            let number = adopted.number.clone().unwrap_or_default();
            let date = adopted.date.map(written::day).unwrap_or_default();
            self.say_with(key, [("date", date.into()), ("number", number.into())])
        };
        match (&adopted.date, &adopted.number) {
            (Some(_), Some(_)) => Some(args("letters-order")),
            (Some(_), None) => Some(args("letters-order-dated")),
            (None, Some(_)) => Some(args("letters-order-numbered")),
            (None, None) => None,
        }
    }
}
