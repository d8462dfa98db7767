//! What the page behind a personal link shows: how its matter stands today, whose it is, and what it asks for.

use super::{
    super::{
        Shown,
        activity::term_in,
        form::{Fields, Wrong},
        frame, parties,
        tally::Tally,
        term, written,
    },
    Frame, Page, receipt, values,
};
use crate::{
    app::Names,
    reminders::{
        asked_for::{AskedFor, Used, actor, asked_for, is_theirs, used},
        links::Behind,
    },
    sentence,
    wording::Lang,
};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_domain::{
    activity::Activity,
    event::{Executor, Recorded, Role},
    ids::{MarkId, MonitoringId, OrganisationId, PersonId},
    refusal::Refusal,
};
use vekha_projections::{OfficeState, Reminder, Scope, View};

/// How the matter of a link stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// It waits for an answer.
    Open(AskedFor),
    /// It was answered by a link.
    Used(AskedFor, Used),
    /// There is a mark already: made by the recipient otherwise, or by somebody else.
    Marked(AskedFor, MarkId, PersonId),
    /// It is settled already, or nothing can be done about it any more.
    Settled(AskedFor, Refusal),
    /// Nothing is asked for that a link answers.
    Nothing,
    /// The link is over.
    Over(AskedFor),
    /// It is somebody else's now.
    Passed,
}

/// The form that answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// A mark, or another term.
    Row,
    /// The date of a meeting.
    Date,
    /// What a window asks for.
    Answer,
    /// The values of a scored window.
    Values,
    /// What shows that a recommendation was followed.
    Recommendation,
}

impl Ask {
    /// For the template: its code.
    pub fn code(self) -> &'static str {
        match self {
            Ask::Row => "row",
            Ask::Date => "date",
            Ask::Answer => "answer",
            Ask::Values => "values",
            Ask::Recommendation => "recommendation",
        }
    }
}

/// How the matter of a link stands now; none when the letter is not known.
pub fn standing(known: &OfficeState, behind: Behind, now: DateTime<Utc>) -> Option<Standing> {
    let letter = known.mailbook().letter(behind.reminder)?;
    let Some(asked) = asked_for(known, letter.items.get(usize::from(behind.item))?) else {
        return Some(Standing::Nothing);
    };
    let today = known.local_day(now);
    Some(if let Some(used) = used(known, letter, asked).filter(|_| asked.is_answered_once()) {
        Standing::Used(asked, used)
    } else if behind.until <= now {
        Standing::Over(asked)
    } else if !is_theirs(known, letter.to, asked, today) {
        Standing::Passed
    } else {
        theirs(known, asked, today)
    })
}

/// How something stands that is the recipient's.
fn theirs(known: &OfficeState, asked: AskedFor, today: NaiveDate) -> Standing {
    let settled = match asked {
        AskedFor::Row { activity, occurrence, executor } => {
            let of_this = |activity: &Activity| {
                let mark =
                    activity.marks.iter().find(|m| m.stands() && (m.occurrence, m.executor) == (occurrence, executor));
                mark.map(|mark| (mark.id, mark.entered_by))
            };
            if let Some((mark, by)) = known.activity(activity).and_then(of_this) {
                return Standing::Marked(asked, mark, by);
            }
            known.activity(activity).map_or(Some(Refusal::ActivityUnknown), |a| closed(known, a, occurrence))
        }
        AskedFor::Date { series, occurrence } => known.series(series).map_or(Some(Refusal::SeriesEnded), |series| {
            let meeting = series.meeting(occurrence);
            let gone = known.activity(series.activity).and_then(|a| closed(known, a, occurrence));
            let ended = series.ended.is_some().then_some(Refusal::SeriesEnded);
            ended.or(meeting.held.map(|_| Refusal::MeetingHeld)).or(gone)
        }),
        AskedFor::Recommendation { monitoring, window, number, .. } => {
            let of = known.monitoring(monitoring);
            let over = of.and_then(|of| known.roadmap(of.roadmap)).is_some_and(|r| r.closed.is_some());
            let done = of.and_then(|of| of.window(window)).is_some_and(|w| w.ledger.is_followed(number));
            over.then_some(Refusal::RoadmapClosed).or(done.then_some(Refusal::RecommendationDone))
        }
        AskedFor::Answer { monitoring, window, .. } | AskedFor::Values { monitoring, window, .. } => {
            known.monitoring(monitoring).map_or(Some(Refusal::WindowUnknown), |monitoring| {
                let over = known.roadmap(monitoring.roadmap).is_some_and(|r| r.closed.is_some());
                let early = monitoring.window(window).is_some_and(|w| today < w.from);
                over.then_some(Refusal::RoadmapClosed).or(early.then_some(Refusal::WindowNotOpen))
            })
        }
    };
    settled.map_or(Standing::Open(asked), |refusal| Standing::Settled(asked, refusal))
}

fn closed(known: &OfficeState, activity: &Activity, occurrence: u16) -> Option<Refusal> {
    let ended = known.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some());
    let stands = activity.occurrence(occurrence).is_some_and(|o| o.stands());
    if activity.withdrawn.is_some() {
        Some(Refusal::ActivityWithdrawn)
    } else if ended {
        Some(Refusal::RoadmapClosed)
    } else {
        (!stands).then_some(Refusal::OccurrenceGone)
    }
}

/// What a page is told from.
pub struct Teller<'a> {
    /// The language of whoever looks.
    pub lang: Lang,
    /// What is known.
    pub known: &'a OfficeState,
    /// The office's people.
    pub names: &'a Names,
    /// The link.
    pub behind: Behind,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Teller<'_> {
    /// The page, with what was typed and what is wrong with it.
    pub fn page(&self, standing: &Standing, events: &[Recorded], fields: Fields, wrong: Vec<Wrong>) -> Page {
        let lang = self.lang;
        let ask = match standing {
            Standing::Open(AskedFor::Row { .. }) => Some(Ask::Row),
            Standing::Open(AskedFor::Date { .. }) => Some(Ask::Date),
            Standing::Open(AskedFor::Answer { .. }) => Some(Ask::Answer),
            Standing::Open(asked @ AskedFor::Values { .. }) => values::form(self, *asked).map(|_| Ask::Values),
            Standing::Open(AskedFor::Recommendation { .. }) => Some(Ask::Recommendation),
            _ => None,
        };
        let asked = match standing {
            Standing::Open(asked) | Standing::Used(asked, _) | Standing::Marked(asked, ..) => Some(*asked),
            Standing::Settled(asked, _) | Standing::Over(asked) => Some(*asked),
            Standing::Nothing | Standing::Passed => None,
        };
        let mut page = Page {
            frame: Frame { place: self.known.office().name.clone(), ..Frame::bare(lang) },
            heading: lang.say(match asked {
                Some(AskedFor::Date { .. }) => "tick-date-heading",
                Some(AskedFor::Answer { .. } | AskedFor::Values { .. }) => "tick-answer-heading",
                Some(AskedFor::Recommendation { .. }) => "tick-recommendation-heading",
                Some(AskedFor::Row { .. }) | None => "completion-heading",
            }),
            whose: self.whose(),
            what: String::new(),
            lines: Vec::new(),
            state: None,
            result: None,
            instead: self.instead(standing),
            receipt: receipt::of(self, standing, events),
            values: asked.filter(|_| ask == Some(Ask::Values)).and_then(|asked| values::form(self, asked)),
            elsewhere: asked
                .and_then(|asked| values::elsewhere(self, asked))
                .filter(|_| matches!(standing, Standing::Open(_))),
            ask,
            under: lang.say(match self.to() {
                Some(PersonId::PROGRAM) => "tick-under-mailbox",
                _ => "tick-under-name",
            }),
            summary: lang.say_with("completion-refused", [("n", wrong.len().into())]),
            fields,
            wrong,
        };
        if let Some(asked) = asked {
            self.tell(asked, &mut page);
        }
        page
    }

    /// Today where the office is.
    pub fn today(&self) -> NaiveDate {
        self.known.local_day(self.now)
    }

    /// The letter.
    pub fn letter(&self) -> Option<&Reminder> {
        self.known.mailbook().letter(self.behind.reminder)
    }

    /// Who is named in the log for this link.
    pub fn to(&self) -> Option<PersonId> {
        self.known.mailbook().letter(self.behind.reminder).map(|letter| actor(letter.to))
    }

    /// Whose link it is, by name.
    pub fn name(&self) -> String {
        let letter = self.known.mailbook().letter(self.behind.reminder);
        letter.map(|l| sentence::recipient(self.lang, l.to, self.known, self.names)).unwrap_or_default()
    }

    fn whose(&self) -> String {
        let name = self.name();
        let until = written::day(self.known.local_day(self.behind.until));
        let args = [("name", written::unbroken(&name).into()), ("day", until.into())];
        self.lang.say_with("tick-whose", args)
    }

    fn tell(&self, asked: AskedFor, page: &mut Page) {
        match asked {
            AskedFor::Row { activity, occurrence, executor } => self.tell_row(activity, occurrence, executor, page),
            AskedFor::Date { series, occurrence } => {
                let Some(series) = self.known.series(series) else { return };
                self.tell_row(series.activity, occurrence, Executor::Joint, page);
                page.state = None;
                if let Some(date) = series.meeting(occurrence).date.filter(|_| page.ask.is_some()) {
                    let at = date.at.format("%d.%m.%Y %H:%M").to_string();
                    page.lines.push(self.lang.say_with("tick-date-set", [("at", at.into())]));
                }
            }
            AskedFor::Recommendation { monitoring, window, number, organisation } => {
                self.tell_window(monitoring, window, organisation, page);
                let of = self.known.monitoring(monitoring).and_then(|of| of.window(window));
                let Some(issued) = of.and_then(|of| of.ledger.recommendation(number)) else { return };
                page.lines.insert(0, std::mem::replace(&mut page.what, issued.text.clone()));
                page.lines.push(self.lang.say_with("letters-term", [("day", written::day(issued.due).into())]));
            }
            AskedFor::Answer { monitoring, window, organisation }
            | AskedFor::Values { monitoring, window, organisation } => {
                self.tell_window(monitoring, window, organisation, page);
            }
        }
    }

    fn tell_window(&self, monitoring: MonitoringId, window: u16, organisation: OrganisationId, page: &mut Page) {
        let Some(monitoring) = self.known.monitoring(monitoring) else { return };
        page.what = monitoring.title.clone();
        page.lines.extend(self.known.roadmap(monitoring.roadmap).map(|r| r.title.clone()));
        let Some(window) = monitoring.window(window) else { return };
        let days = [("from", written::day(window.from).into()), ("to", written::day(window.to).into())];
        page.lines.push(self.lang.say_with("tick-window", days));
        let school = self.known.office().organisation(organisation);
        page.lines.extend(school.map(|o| written::unbroken(&o.name)));
        if let Some((day, _)) = window.answered.get(&organisation).filter(|_| page.ask.is_some()) {
            page.lines.push(self.lang.say_with("tick-answered", [("day", written::day(*day).into())]));
        }
    }

    fn tell_row(&self, id: vekha_domain::ids::ActivityId, occurrence: u16, executor: Executor, page: &mut Page) {
        let (lang, today) = (self.lang, self.today());
        let Some(activity) = self.known.activity(id) else { return };
        let title = activity.wording_on(today).map(|w| w.title.clone()).unwrap_or_default();
        page.what = match activity.number.trim_end_matches('.') {
            "" => title,
            number => format!("{number}. {title}"),
        };
        page.result = activity.wording_on(today).and_then(|w| w.result.clone());
        if let Some(roadmap) = self.known.roadmap(activity.roadmap) {
            page.lines.push(format!("{}, {}", roadmap.title, frame::order(lang, roadmap)));
        }
        let view = View::new(self.known, today);
        let obligations = view.obligations(&Scope::roadmap(activity.roadmap).activity(id));
        let tallies = Tally::of(activity, &obligations, today);
        if let Some(tally) = tallies.iter().find(|t| t.occurrence.seq == occurrence) {
            page.lines.push(term_in(lang, self.known.office().school_terms(), tally));
            let moves = term::moves(tally.occurrence, today, lang);
            page.lines.extend(moves.last().map(|words| lang.say_with("tick-moved", [("move", words.clone().into())])));
            let state = tally.obligations.iter().find(|o| o.executor == executor).map(|o| o.state);
            page.state = state.map(|state| Shown::of(lang, state));
        }
        let who: Vec<String> = match executor {
            Executor::Member(_) => vec![sentence::executor(lang, executor, self.known, self.names)],
            Executor::Joint => {
                let named = parties::named(activity, today, self.known, self.names, lang);
                named.into_iter().filter(|n| n.each.is_none()).map(|n| written::unbroken(&n.name)).collect()
            }
        };
        let key = if who.len() > 1 { "tick-together" } else { "tick-who" };
        page.lines.push(lang.say_with(key, [("who", who.join(", ").into())]));
    }

    /// Why there is no form.
    fn instead(&self, standing: &Standing) -> Option<(String, String)> {
        let lang = self.lang;
        let whom = || self.coordinators();
        let told = |heading: &str, note: &str| {
            Some((lang.say(heading), lang.say_with(note, [("coordinator", whom().into())])))
        };
        match standing {
            Standing::Open(_) | Standing::Used(..) | Standing::Marked(..) => None,
            Standing::Settled(_, refusal) => {
                Some((lang.say("completion-not-needed"), crate::refusals::refusal(lang, refusal)))
            }
            Standing::Nothing => told("tick-nothing", "tick-nothing-note"),
            Standing::Over(_) => told("tick-over", "tick-over-note"),
            Standing::Passed => told("tick-passed", "tick-passed-note"),
        }
    }

    fn coordinators(&self) -> String {
        let people = self.known.people().filter(|p| p.erasure.is_none() && p.roles.contains(&Role::Coordinator));
        let names: Vec<String> = people.filter_map(|p| self.names.name(p.id)).map(written::unbroken).collect();
        if names.is_empty() { self.lang.say("tick-no-coordinator") } else { names.join(", ") }
    }
}
