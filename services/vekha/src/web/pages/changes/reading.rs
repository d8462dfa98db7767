//! A term set anew by words: read by the deadline language, looked at, then recorded.

use super::super::{
    asked::Asked,
    form::{Fields, Wrong},
    upload::terms::{self, Line},
};
use crate::{drafts::TermTyped, json::Deadline};
use vekha_domain::{
    deadline::{self, Context, Period, Reading},
    event::DeadlineSet,
    ids::RoadmapId,
};

/// Longest words of a term, in characters.
const LONGEST: usize = 1_000;

/// The words with what was understood.
pub struct ReadingShown {
    /// What was understood.
    pub read: String,
    /// What to look at.
    pub doubts: Vec<String>,
    /// What may be chosen.
    pub lines: Vec<Line>,
    /// Dates, as typed.
    pub dates: String,
    /// The dates are chosen.
    pub by_dates: bool,
}

fn period(asked: &Asked, roadmap: RoadmapId) -> Option<Period> {
    let adopted = asked.state().roadmap(roadmap)?.adopted.as_ref()?;
    Some(Period { from: adopted.from, to: adopted.to })
}

fn typed(fields: &Fields) -> TermTyped {
    TermTyped { pick: fields.get("pick-0").to_owned(), dates: fields.get("dates-0").to_owned() }
}

/// What the words would mean today.
fn with_reading<T>(
    asked: &Asked,
    roadmap: RoadmapId,
    words: &str,
    then: impl FnOnce(&Reading, &Context<'_>) -> T,
) -> Option<T> {
    let office = asked.state().office();
    let cx = Context::new(period(asked, roadmap)?, asked.today, office.calendar(), office.school_terms());
    Some(then(&deadline::read(words, &cx), &cx))
}

/// The words as they were understood, to be looked at.
pub fn shown(asked: &Asked, roadmap: RoadmapId, fields: &Fields) -> Option<ReadingShown> {
    let words = fields.get("words");
    if words.is_empty() {
        return None;
    }
    with_reading(asked, roadmap, words, |reading, cx| {
        let term = Deadline::of(reading, cx, asked.lang);
        let typed = typed(fields);
        let by_dates = terms::by_dates(&typed);
        ReadingShown {
            read: terms::understood(&term, asked.lang),
            doubts: terms::doubts(&term, asked.lang),
            lines: terms::lines(&term, &typed.pick, by_dates, asked.lang),
            by_dates,
            dates: typed.dates,
        }
    })
}

/// The term to record; none as long as nobody has seen how its words are read.
pub fn term(asked: &Asked, roadmap: RoadmapId, fields: &Fields, wrong: &mut Vec<Wrong>) -> Option<DeadlineSet> {
    let (lang, words) = (asked.lang, fields.get("words"));
    if words.is_empty() {
        wrong.push(Wrong::beside("words", lang.say("change-words-missing")));
        return None;
    }
    if words.chars().count() > LONGEST {
        wrong.push(Wrong::beside("words", lang.say_with("form-too-long", [("n", LONGEST.into())])));
        return None;
    }
    if fields.get("seen") != words {
        wrong.push(Wrong::beside("words", lang.say("change-look-first")));
        return None;
    }
    let Some(Period { from, to }) = period(asked, roadmap) else {
        wrong.push(Wrong::whole(crate::refusals::refusal(lang, &vekha_domain::refusal::Refusal::NotAdopted)));
        return None;
    };
    let decision = match terms::decision(&typed(fields), Some((from, to)), lang) {
        Ok(decision) => decision,
        Err(sentence) => {
            wrong.push(Wrong::beside("dates-0", sentence));
            return None;
        }
    };
    with_reading(asked, roadmap, words, |reading, cx| match &decision {
        Some(decision) => DeadlineSet::decided(reading, decision, cx),
        None => DeadlineSet::from_reading(reading),
    })
}
