//! How a roadmap is counted: acceptance, the threshold of indicator 6, days for a mark, terms on days off.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault},
        asked::Asked,
        form::{Fields, Wrong},
        frame::{Frame, Here},
        plan::{Choice, choice},
        show,
    },
    change, changeable, refused, today,
};
use crate::app::AppError;
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::{DayOffRule, Setting},
    ids::{OfficeId, RoadmapId},
    refusal::Refusal,
    roadmap::{Roadmap, Settings},
};

/// A roadmap with its settings in words.
pub struct InForce {
    /// Title.
    pub title: String,
    /// Its settings.
    pub words: Vec<String>,
    /// Where they are changed.
    pub link: String,
}

#[derive(Template)]
#[template(path = "settings_roadmap.html")]
struct Page {
    frame: Frame,
    back: String,
    action: String,
    reminders: String,
    changeable: bool,
    saved: bool,
    title: String,
    acceptance: bool,
    threshold: String,
    mark_days: String,
    day_off: Vec<Choice>,
    public: bool,
    public_page: String,
    wrong: Vec<Wrong>,
    summary: String,
    words: Vec<String>,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }
}

fn code(rule: DayOffRule) -> &'static str {
    match rule {
        DayOffRule::Next => "next",
        DayOffRule::Previous => "previous",
        DayOffRule::Keep => "keep",
    }
}

fn rule(code: &str) -> Option<DayOffRule> {
    [DayOffRule::Next, DayOffRule::Previous, DayOffRule::Keep].into_iter().find(|rule| self::code(*rule) == code)
}

/// The roadmaps of the office, each with its settings.
pub fn in_force(asked: &Asked) -> Vec<InForce> {
    let one = |roadmap: &Roadmap| InForce {
        title: roadmap.title.clone(),
        words: told(asked, roadmap.settings_on(asked.as_of)),
        link: asked.link(&asked.roadmap_path(roadmap.id, "/settings")),
    };
    asked.state().roadmaps().map(one).collect()
}

fn told(asked: &Asked, settings: Settings) -> Vec<String> {
    let lang = asked.lang;
    vec![
        lang.say(if settings.acceptance { "settings-acceptance-on" } else { "settings-acceptance-off" }),
        lang.say_with("settings-threshold-is", [("n", settings.threshold.into())]),
        lang.say_with("settings-mark-days-is", [("n", settings.mark_days.into())]),
        lang.say_with(
            "settings-day-is",
            [("rule", lang.say(&format!("settings-day-{}", code(settings.day_off))).into())],
        ),
        lang.say(if settings.public { "settings-public-on" } else { "settings-public-off" }),
    ]
}

/// The settings of a roadmap.
pub async fn page(Path((_, id)): Path<(OfficeId, RoadmapId)>, asked: Asked) -> Result<Response, Fault> {
    let settings = asked.roadmap(id)?.settings_on(asked.as_of);
    let typed = Fields(vec![
        ("acceptance".to_owned(), if settings.acceptance { "yes".to_owned() } else { String::new() }),
        ("threshold".to_owned(), settings.threshold.to_string()),
        ("mark_days".to_owned(), settings.mark_days.to_string()),
        ("day_off".to_owned(), code(settings.day_off).to_owned()),
        ("public".to_owned(), if settings.public { "yes".to_owned() } else { String::new() }),
    ]);
    answer(&asked, id, &typed, Vec::new())
}

fn answer(asked: &Asked, id: RoadmapId, typed: &Fields, wrong: Vec<Wrong>) -> Result<Response, Fault> {
    let (lang, roadmap) = (asked.lang, asked.roadmap(id)?);
    let rules = [DayOffRule::Next, DayOffRule::Previous, DayOffRule::Keep];
    let day_off = rules.map(|rule| {
        let code = code(rule);
        choice(code, lang.say(&format!("settings-day-{code}")), typed.get("day_off"))
    });
    let page = Page {
        frame: asked.frame(Some(id), Here::Settings),
        back: asked.link(&format!("/offices/{}/settings", asked.office)),
        action: asked.roadmap_path(id, "/settings"),
        reminders: asked.link(&asked.roadmap_path(id, "/reminders")),
        changeable: changeable(asked),
        saved: asked.others.iter().any(|(name, _)| name == "saved"),
        title: roadmap.title.clone(),
        acceptance: typed.get("acceptance") == "yes",
        threshold: typed.get("threshold").to_owned(),
        mark_days: typed.get("mark_days").to_owned(),
        day_off: day_off.into(),
        public: typed.get("public") == "yes",
        public_page: format!("/public/{id}"),
        summary: lang.say_with("change-refused", [("n", wrong.len().into())]),
        words: told(asked, roadmap.settings_on(asked.as_of)),
        wrong,
    };
    match page.wrong.is_empty() {
        true => asked.show(&page),
        false => show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
    }
}

/// The form sent: every setting that is another one becomes an event.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let asked = today(&site, &visitor, office, &parts).await?;
    let wanted = match read(&fields, &asked) {
        Ok(wanted) => wanted,
        Err(wrong) => return answer(&asked, id, &fields, wrong),
    };
    let day = asked.today;
    drop(asked);
    let decide = |state: &vekha_projections::OfficeState| {
        let roadmap = state.roadmap(id).ok_or(Refusal::RoadmapUnknown)?;
        let changes: Result<Vec<_>, Refusal> = wanted.iter().map(|setting| roadmap.set(*setting, day)).collect();
        Ok(changes?.into_iter().flatten().collect())
    };
    match change(&site, &visitor, office, decide).await {
        Ok(_) => {
            let to = format!("/offices/{office}/roadmaps/{id}/settings?saved=1");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Refused(Refusal::RoadmapUnknown)) => Err(Fault::NotFound),
        Err(AppError::Refused(refusal)) => {
            let asked = today(&site, &visitor, office, &parts).await?;
            let wrong = vec![refused(&refusal, asked.lang)];
            answer(&asked, id, &fields, wrong)
        }
        Err(e) => Err(e.into()),
    }
}

fn read(fields: &Fields, asked: &Asked) -> Result<Vec<Setting>, Vec<Wrong>> {
    let lang = asked.lang;
    let mut wrong = Vec::new();
    let mut number = |field: &str| {
        let read = fields.get(field).parse::<u8>().ok();
        if read.is_none() {
            wrong.push(Wrong::beside(field, lang.say("settings-number-wrong")));
        }
        read
    };
    let (threshold, mark_days) = (number("threshold"), number("mark_days"));
    match (threshold, mark_days, rule(fields.get("day_off"))) {
        (Some(threshold), Some(mark_days), Some(day_off)) => Ok(vec![
            Setting::Acceptance(fields.get("acceptance") == "yes"),
            Setting::Threshold(threshold),
            Setting::MarkDays(mark_days),
            Setting::DayOff(day_off),
            Setting::Public(fields.get("public") == "yes"),
        ]),
        (_, _, None) => {
            wrong.push(Wrong::beside("day_off", lang.say("settings-rule-missing")));
            Err(wrong)
        }
        _ => Err(wrong),
    }
}
