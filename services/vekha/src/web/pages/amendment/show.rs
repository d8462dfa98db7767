//! The differences as a page: the words of the roadmap beside those of the order.

use super::{
    super::{
        asked::Asked,
        form::{Fields, Wrong},
        frame::{Frame, Here},
        show, upload,
    },
    ticked,
};
use crate::{
    app::{Compared, Difference},
    drafts::Draft,
    json::Deadline,
    sentence,
    web::{fault::Fault, pages::upload::terms},
    wording::Lang,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use vekha_domain::{
    activity::Activity,
    deadline::{self, Context, Period},
    event::Party,
    ids::RoadmapId,
};
use vekha_office::{Responsible, Row};

#[derive(Template)]
#[template(path = "amendment.html")]
struct Page {
    frame: Frame,
    back: String,
    action: String,
    name: String,
    counted: String,
    partial: bool,
    groups: Vec<Group>,
    wrong: Vec<Wrong>,
    summary: String,
    basis: String,
    basis_date: String,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }
}

/// New rows, changed ones, those gone.
struct Group {
    heading: String,
    rows: Vec<Line>,
}

struct Line {
    key: String,
    ticked: bool,
    number: String,
    title: String,
    link: Option<String>,
    fields: Vec<Field>,
    notes: Vec<String>,
}

/// What of a row is another.
struct Field {
    name: String,
    was: Option<String>,
    is: Option<String>,
}

/// The page with what is wrong with its form.
pub fn answer(
    asked: &Asked,
    id: RoadmapId,
    draft: &Draft,
    fields: &Fields,
    wrong: Vec<Wrong>,
    status: StatusCode,
) -> Result<Response, Fault> {
    asked.roadmap(id)?;
    let lang = asked.lang;
    let compared = Compared::of(&draft.order, id, asked.state(), &asked.names);
    let teller = Teller { asked, draft, compared: &compared, period: period(asked, id) };
    let (new, changed, gone) = teller.groups();
    let args = [
        ("new", new.len().into()),
        ("changed", changed.len().into()),
        ("gone", gone.len().into()),
        ("same", compared.same.into()),
    ];
    let group = |key: &str, rows: Vec<Line>| Group { heading: lang.say_with(key, [("n", rows.len().into())]), rows };
    let page = Page {
        frame: Frame { day: None, ..asked.frame(Some(id), Here::Changes) },
        back: asked.roadmap_path(id, "/changes"),
        action: asked.roadmap_path(id, &format!("/amendments/{}", draft.id)),
        name: upload::named(&draft.name, lang),
        counted: lang.say_with("amend-counted", args),
        partial: !compared.looks_whole(),
        groups: vec![group("amend-changed", changed), group("amend-new", new), group("amend-gone", gone)],
        summary: lang.say_with("change-refused", [("n", wrong.len().into())]),
        wrong,
        basis: fields.get("basis").to_owned(),
        basis_date: fields.get("basis-date").to_owned(),
    };
    show(lang, status, &page)
}

fn period(asked: &Asked, id: RoadmapId) -> Option<Period> {
    let adopted = asked.state().roadmap(id)?.adopted.as_ref()?;
    Some(Period { from: adopted.from, to: adopted.to })
}

struct Teller<'a> {
    asked: &'a Asked,
    draft: &'a Draft,
    compared: &'a Compared,
    period: Option<Period>,
}

impl Teller<'_> {
    fn groups(&self) -> (Vec<Line>, Vec<Line>, Vec<Line>) {
        let (mut new, mut changed, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for difference in &self.compared.differences {
            match difference {
                Difference::New { at, .. } => new.extend(self.row(*at).map(|row| self.added(difference, row))),
                Difference::Changed { .. } => changed.extend(self.changed(difference)),
                Difference::Gone { activity } => {
                    let activity = self.asked.state().activity(*activity);
                    gone.extend(activity.map(|a| self.line(difference, &a.number, a.title(), Some(a), Vec::new())));
                }
            }
        }
        (new, changed, gone)
    }

    fn row(&self, at: usize) -> Option<&Row> {
        self.draft.order.rows.get(at)
    }

    fn line(
        &self,
        difference: &Difference,
        number: &str,
        title: &str,
        activity: Option<&Activity>,
        fields: Vec<Field>,
    ) -> Line {
        let marks = activity.map_or(0, |a| a.marks.iter().filter(|m| m.stands()).count());
        let notes = match difference {
            Difference::Gone { .. } if marks > 0 => vec![self.say("amend-marks", marks)],
            Difference::Gone { .. } | Difference::New { .. } | Difference::Changed { .. } => Vec::new(),
        };
        Line {
            ticked: ticked(self.draft, self.compared, difference),
            key: difference.key(),
            number: number.to_owned(),
            title: title.to_owned(),
            link: activity.map(|a| format!("/offices/{}/activities/{}", self.asked.office, a.id)),
            fields,
            notes,
        }
    }

    fn say(&self, key: &str, n: usize) -> String {
        self.asked.lang.say_with(key, [("n", n.into())])
    }

    fn added(&self, difference: &Difference, row: &Row) -> Line {
        let lang = self.asked.lang;
        let who: Vec<&str> = row.responsible.iter().map(|r| r.name.as_str()).collect();
        let fields = vec![
            field(lang, "amend-section", None, Some(row.section.join(" › "))),
            field(lang, "plan-term", None, Some(row.deadline.clone())),
            field(lang, "plan-responsible", None, Some(who.join(", "))),
        ];
        let fields = fields.into_iter().filter(|f| f.is.as_deref().is_some_and(|is| !is.is_empty())).collect();
        let line = self.line(difference, &row.number, &row.title, None, fields);
        let before = matches!(difference, Difference::New { withdrawn: true, .. });
        let before = before.then(|| lang.say("amend-before"));
        Line { notes: std::iter::once(self.read(&row.deadline)).chain(before).collect(), ..line }
    }

    fn changed(&self, difference: &Difference) -> Option<Line> {
        let Difference::Changed { at, activity, words, term, released, assigned } = difference else { return None };
        let (row, activity) = (self.row(*at)?, self.asked.state().activity(*activity)?);
        let lang = self.asked.lang;
        let mut fields = Vec::new();
        if let Some(new) = words {
            let now = activity.wordings.last().map(|(_, words)| words.clone()).unwrap_or_default();
            let pairs = [
                ("plan-activity", Some(now.title), Some(new.title.clone())),
                ("change-task", now.task, new.task.clone()),
                ("plan-form", now.form, new.form.clone()),
                ("plan-audience", now.audience, new.audience.clone()),
                ("plan-place", now.place, new.place.clone()),
                ("plan-codes", Some(now.codes.join(", ")), Some(new.codes.join(", "))),
                ("plan-result", now.result, new.result.clone()),
            ];
            let differs = pairs.into_iter().filter(|(_, was, is)| was != is);
            fields.extend(differs.map(|(key, was, is)| field(lang, key, was, is)));
        }
        if *term {
            let was = activity.terms.last().map(|(_, term)| term.words.clone());
            fields.push(field(lang, "plan-term", was, Some(row.deadline.clone())));
        }
        if !released.is_empty() || !assigned.is_empty() {
            fields.push(field(lang, "plan-responsible", Some(self.parties(released)), Some(named(assigned))));
        }
        let line = self.line(difference, &row.number, activity.title(), Some(activity), fields);
        Some(if *term { Line { notes: vec![self.read(&row.deadline)], ..line } } else { line })
    }

    fn parties(&self, parties: &[Party]) -> String {
        let name = |party: &Party| sentence::party(self.asked.lang, party, self.asked.state(), &self.asked.names);
        parties.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// How the new term is read; an unclear one can be settled afterwards.
    fn read(&self, words: &str) -> String {
        let (lang, office) = (self.asked.lang, self.asked.state().office());
        let Some(period) = self.period else { return String::new() };
        let cx = Context::new(period, self.asked.today, office.calendar(), office.school_terms());
        let term = Deadline::of(&deadline::read(words, &cx), &cx, lang);
        let read = lang.say_with("amend-read", [("read", terms::understood(&term, lang).into())]);
        let doubts = terms::doubts(&term, lang);
        if doubts.is_empty() { read } else { format!("{read} ! {}", doubts.join(" ")) }
    }
}

fn field(lang: Lang, key: &str, was: Option<String>, is: Option<String>) -> Field {
    let there = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Field { name: lang.say(key), was: there(was), is: there(is) }
}

fn named(parties: &[Responsible]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
}
