//! What is overdue, person by person and school by school: how late, with whom, and why a mark came back.

pub mod by_hand;

use super::{
    super::{access::Action, fault::Fault},
    asked::Asked,
    export::{FileKind, FileLink, files},
    frame::{Frame, Here},
    letters::{self, Line},
    parties::stand_in,
    written,
};
use crate::{
    json::{self, OverdueRow},
    sentence,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::NaiveDate;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party},
    ids::{OfficeId, RoadmapId},
};

#[derive(Template)]
#[template(path = "overdue.html")]
struct OverduePage {
    frame: Frame,
    day: String,
    summary: String,
    groups: Vec<Group>,
    /// Some row has a link to mark it.
    marking: bool,
    /// Somebody is not alone with it.
    together: bool,
    /// Somebody was written to about some row.
    lettered: bool,
    files: Vec<FileLink>,
    /// Where everybody is reminded by hand.
    remind: Option<String>,
    reminded: Option<String>,
}

/// What is overdue, as pages and files list it.
pub struct Listed {
    /// How much of how much, and with how many.
    pub summary: String,
    /// Those who are late.
    pub groups: Vec<Group>,
}

/// Who is late, with all that is.
pub struct Group {
    /// Who.
    pub name: String,
    /// How much and how late.
    pub summary: String,
    /// What.
    pub rows: Vec<Row>,
    /// Where this one is reminded by hand.
    pub remind: Option<String>,
}

/// One overdue obligation.
pub struct Row {
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The activity at this occurrence.
    pub link: String,
    /// Due day as printed or moved.
    pub due: NaiveDate,
    /// The same after days off are considered.
    pub effective_due: NaiveDate,
    /// The due day became this one by the rule for days off, or was moved too late.
    pub note: Option<String>,
    /// Working days since then.
    pub days: i64,
    /// The others who are responsible too.
    pub together: String,
    /// Why the last mark came back.
    pub returned: Option<String>,
    /// The last letter about it.
    pub letter: Option<Line>,
    /// Where to mark it.
    pub mark: Option<String>,
}

/// The page.
pub async fn page(asked: Asked, Path((_, roadmap)): Path<(OfficeId, RoadmapId)>) -> Result<Response, Fault> {
    asked.roadmap(roadmap)?;
    let Listed { summary, groups } = listed(&asked, roadmap);
    let page = OverduePage {
        frame: asked.frame(Some(roadmap), Here::Overdue),
        day: written::as_of(asked.lang, asked.as_of),
        summary,
        files: files(&asked, &[FileKind::Excel, FileKind::Csv]),
        together: groups.iter().flat_map(|group| &group.rows).any(|row| !row.together.is_empty()),
        lettered: groups.iter().flat_map(|group| &group.rows).any(|row| row.letter.is_some()),
        marking: groups.iter().flat_map(|group| &group.rows).any(|row| row.mark.is_some()),
        remind: may_remind(&asked).then(|| by_hand::link(&asked, roadmap, None)).flatten(),
        reminded: by_hand::receipt(&asked),
        groups,
    };
    asked.show(&page)
}

/// What is overdue of a roadmap, for this visitor.
pub fn listed(asked: &Asked, roadmap: RoadmapId) -> Listed {
    let (view, scope) = (asked.view(), asked.scope(roadmap));
    let overdue = json::overdue(&view, &scope, &asked.names);
    let due = view.counted(&scope, &asked.obligations(roadmap)).due;
    let groups = groups(asked, roadmap, &overdue);
    let counts = [("n", overdue.len().into()), ("of", due.into()), ("groups", groups.len().into())];
    Listed { summary: asked.lang.say_with("overdue-summary", counts), groups }
}

/// Rows under those who answer for them: the member of a group, or the lead. The parts of `?by=responsible` are the same.
fn groups(asked: &Asked, roadmap: RoadmapId, overdue: &[OverdueRow]) -> Vec<Group> {
    let mut groups: Vec<(Option<Party>, Vec<Row>)> = Vec::new();
    for late in overdue {
        let Some(activity) = asked.state().activity(late.activity) else { continue };
        let member = late.organisation.map(Party::Organisation);
        let answers = member.or_else(|| activity.lead_on(asked.as_of).cloned());
        let row = row(asked, late, activity, answers.as_ref());
        match groups.iter_mut().find(|(known, _)| *known == answers) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((answers, vec![row])),
        }
    }
    groups.into_iter().map(|(answers, rows)| group(asked, roadmap, answers.as_ref(), rows)).collect()
}

fn group(asked: &Asked, roadmap: RoadmapId, answers: Option<&Party>, rows: Vec<Row>) -> Group {
    let latest = rows.iter().map(|row| row.days).max().unwrap_or(0);
    let summary = [("n", rows.len().into()), ("days", latest.into())];
    Group {
        name: written::unbroken(&name(asked, answers)),
        summary: match answers.and_then(|p| stand_in(p, asked.as_of, asked.state(), &asked.names, asked.lang)) {
            Some(instead) => format!("{instead} · {}", asked.lang.say_with("overdue-group", summary)),
            None => asked.lang.say_with("overdue-group", summary),
        },
        remind: answers.filter(|_| may_remind(asked)).and_then(|party| by_hand::link(asked, roadmap, Some(party))),
        rows,
    }
}

/// Is it today, in the own office, and may the visitor remind?
/// May this visitor send letters by hand from this page?
pub fn may_remind(asked: &Asked) -> bool {
    asked.live() && asked.visitor.may(Action::Remind) && asked.visitor.account.office == asked.office
}

fn name(asked: &Asked, answers: Option<&Party>) -> String {
    answers.map_or_else(
        || asked.lang.say("part-nobody"),
        |party| sentence::party(asked.lang, party, asked.state(), &asked.names),
    )
}

fn row(asked: &Asked, late: &OverdueRow, activity: &Activity, answers: Option<&Party>) -> Row {
    let executor = late.organisation.map_or(Executor::Joint, Executor::Member);
    let lead = name(asked, answers);
    let others = late.responsible.iter().filter(|name| **name != lead).map(|name| written::unbroken(name));
    let others = others.collect::<Vec<_>>().join(", ");
    let base = format!("/offices/{}/activities/{}", asked.office, late.activity);
    let day_off = (late.effective_due != late.due)
        .then(|| asked.lang.say_with("row-day-off", [("day", written::day(late.effective_due).into())]));
    Row {
        number: late.number.clone(),
        title: late.title.clone(),
        link: asked.link(&format!("{base}?o={}", late.occurrence)),
        due: late.due,
        effective_due: late.effective_due,
        note: day_off,
        days: late.working_days_late,
        together: others,
        returned: returned(asked, activity, late.occurrence, executor),
        letter: letters::last_about(asked, activity, late.occurrence, executor),
        mark: mark_link(asked, activity, late.occurrence, executor),
    }
}

/// Why the last mark came back, if it did.
pub fn returned(asked: &Asked, activity: &Activity, occurrence: u16, executor: Executor) -> Option<String> {
    let day = asked.as_of;
    let last = activity
        .marks
        .iter()
        .rfind(|mark| mark.occurrence == occurrence && mark.executor == executor && mark.performed_on <= day)?;
    let (since, reason) = last.returned.as_ref().filter(|(since, _)| *since <= day)?;
    let words = [("day", written::day(*since).into()), ("reason", reason.clone().into())];
    Some(asked.lang.say_with("overdue-returned", words))
}

/// Where this visitor marks it; none on a past day, in a foreign office, or when it is somebody else's to mark.
pub fn mark_link(asked: &Asked, activity: &Activity, occurrence: u16, executor: Executor) -> Option<String> {
    let own = asked.office == asked.visitor.account.office;
    let may = own && asked.live() && asked.visitor.may(Action::Mark);
    let member = match executor {
        Executor::Joint => String::new(),
        Executor::Member(id) => format!("&organisation={id}"),
    };
    let path = format!("/offices/{}/activities/{}/completion?o={occurrence}{member}", asked.office, activity.id);
    (may && asked.visitor.may_mark(activity, executor, asked.today)).then_some(path)
}
