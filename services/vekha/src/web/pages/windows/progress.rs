//! How far a scored window has come, on its page: who has entered how much, what came late, where it goes on.

use super::{
    super::{
        asked::Asked,
        states::{Mark, Shown},
        written,
    },
    enters, path, sight,
};
use vekha_domain::{ids::MonitoringId, monitoring::Window};

/// What the page of a window says when it is scored.
pub struct Scored {
    /// «6 дней до закрытия».
    pub left: Option<String>,
    /// Organisations with what they have entered.
    pub rows: Vec<Row>,
    /// Pages and files.
    pub links: Vec<(String, String)>,
    /// Remarks on the printed model.
    pub findings: Vec<String>,
    /// What is assumed.
    pub assumed: Vec<String>,
}

/// An organisation.
pub struct Row {
    /// Its name.
    pub name: String,
    /// Where its values are.
    pub link: String,
    /// «Ввести» or «Смотреть».
    pub word: String,
    /// «12 из 20».
    pub entered: String,
    /// Day of the last value.
    pub last: String,
    /// Entered, partly, not at all.
    pub state: Shown,
}

/// None for a window that is not scored.
pub fn of(asked: &Asked, id: MonitoringId, window: &Window) -> Option<Scored> {
    let seen = sight(asked, id, window.number)?;
    let lang = asked.lang;
    let base = path(asked.office, id, window.number, "");
    let filled = seen.filled_by();
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    let by_teacher = seen.model().subject == vekha_domain::scoring::Subject::Teacher;
    for organisation in asked_for(&seen, asked, id, window) {
        if last.replace(organisation) == Some(organisation) {
            continue;
        }
        let of = filled.get(&organisation).copied();
        let (entered, all) = of.map_or((0, 0), |of| (of.entered, of.of));
        let late = of.is_some_and(|of| of.last.is_some_and(|last| window.is_late_on(last)));
        let code = match (of.is_some_and(|of| of.is_whole()), entered, late) {
            (true, _, true) => "late",
            (true, _, false) => "whole",
            (false, 0, _) => "nothing",
            (false, _, _) => "partly",
        };
        let may = enters(asked, window, organisation);
        rows.push(Row {
            name: asked.organisation_name(organisation),
            link: asked.link(&format!("{base}/values/{organisation}")),
            word: lang.say(if may { "windows-enter" } else { "windows-look" }),
            entered: if by_teacher && all == 0 { String::new() } else { of_all(asked, entered, all) },
            last: of.and_then(|of| of.last).map(written::day).unwrap_or_default(),
            state: state(asked, code, seen.closed()),
        });
    }
    let left = (window.to - asked.as_of).num_days();
    let open = window.from <= asked.as_of && left >= 0;
    Some(Scored {
        left: open.then(|| lang.say_with("windows-left", [("n", left.into())])),
        rows,
        links: links(asked, &base),
        findings: crate::windows::findings(lang, seen.model()),
        assumed: seen.model().assumed.clone(),
    })
}

/// Organisations that answer, in the order of their names.
fn asked_for(
    seen: &crate::windows::Sight<'_>,
    asked: &Asked,
    id: MonitoringId,
    window: &Window,
) -> Vec<vekha_domain::ids::OrganisationId> {
    let day = asked.as_of.clamp(window.from, window.to);
    let monitoring = asked.state().monitoring(id);
    let mut all = monitoring.map(|m| m.who_answers(day, asked.state().office())).unwrap_or_default();
    all.extend(seen.subjects.iter().map(|subject| subject.whose.organisation));
    all.retain(|id| asked.shows_organisation(*id));
    all.sort_by_cached_key(|id| (super::by_number(&asked.organisation_name(*id)), *id));
    all
}

fn of_all(asked: &Asked, n: usize, all: usize) -> String {
    asked.lang.say_with("windows-of", [("n", n.into()), ("all", all.into())])
}

fn state(asked: &Asked, code: &str, closed: bool) -> Shown {
    let (sign, class) = match (code, closed) {
        ("whole", _) => ("✓", "ok"),
        ("late", _) => ("✓!", "warn"),
        ("partly", false) => ("○", "act"),
        ("nothing", false) => ("·", ""),
        (_, _) => ("!", "late"),
    };
    Shown { mark: Mark { sign, class }, word: asked.lang.say(&format!("windows-filled-{code}")) }
}

fn links(asked: &Asked, base: &str) -> Vec<(String, String)> {
    [
        ("windows-to-results", "/results"),
        ("windows-to-note", "/note.docx"),
        ("windows-to-summary", "/summary.xlsx"),
        ("windows-to-template", "/template.xlsx"),
    ]
    .into_iter()
    .map(|(key, page)| (asked.lang.say(key), asked.link(&format!("{base}{page}"))))
    .collect()
}
