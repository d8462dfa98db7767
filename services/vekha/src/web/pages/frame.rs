//! What every page has around its contents: who and where one is, the menu, the day, the foot.

mod menu;

pub use menu::{Here, Menu};

use super::{
    super::Site,
    asked::{Asked, Times},
    month::Month,
    static_files, written,
};
use crate::{sentence, wording::Lang};
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use vekha_domain::{ids::RoadmapId, roadmap::Roadmap};
use vekha_projections::RULE_VERSION;

/// The frame of a page. Templates extend `base.html` and keep it in a field `frame`.
pub struct Frame {
    /// Language of the page.
    pub lang: Lang,
    /// Address of the style sheet.
    pub sheet: &'static str,
    /// Address of the icon.
    pub icon: &'static str,
    /// Where the name of the program leads.
    pub home: String,
    /// The two times that links keep.
    pub times: Times,
    /// After the page's own title: the day and the territory.
    pub title_end: String,
    /// The roadmap, or the office.
    pub place: String,
    /// The order that adopted it.
    pub order: String,
    /// Who is signed in.
    pub who: Option<Who>,
    /// Pages of the roadmap, and what the office needs now and then.
    pub menu: Menu,
    /// The field «По состоянию на».
    pub day: Option<DayForm>,
    /// The line of another day than today.
    pub past: Option<Past>,
    /// The demonstration's clock.
    pub clock: Option<ClockBar>,
    /// Sentences of the foot.
    pub foot: Vec<String>,
}

/// Who is signed in.
pub struct Who {
    /// «Кочнева С.А., координатор».
    pub words: String,
    /// The page one is on is the own sign-in.
    pub here: bool,
}

/// The form of the day.
pub struct DayForm {
    /// The page.
    pub path: String,
    /// The day, as typed when it was not understood.
    pub day: String,
    /// The moment, as typed; empty for the end of the day.
    pub moment: String,
    /// What else the page was asked.
    pub others: Vec<(String, String)>,
    /// The day was not understood.
    pub wrong_day: bool,
    /// The moment was not understood.
    pub wrong_moment: bool,
    /// Its month.
    pub month: Option<Month>,
}

/// The line of another day.
pub struct Past {
    /// What the page shows.
    pub sentence: String,
    /// The way back.
    pub back: String,
    /// The same page today.
    pub link: String,
}

/// The demonstration's clock.
pub struct ClockBar {
    /// «05.07.2023, среда».
    pub now: String,
    /// Where to return to.
    pub to: String,
}

impl Frame {
    /// The frame of a page that knows nobody: signing in, faults.
    pub fn bare(lang: Lang) -> Frame {
        Frame {
            lang,
            sheet: static_files::sheet(),
            icon: static_files::icon(),
            home: "/".to_owned(),
            times: Times::default(),
            title_end: lang.say("brand"),
            place: String::new(),
            order: String::new(),
            who: None,
            menu: Menu::default(),
            day: None,
            past: None,
            clock: None,
            foot: Vec::new(),
        }
    }

    /// The frame of a page of an office, or of one of its roadmaps.
    pub fn of(asked: &Asked, roadmap: Option<RoadmapId>, here: Here) -> Frame {
        let lang = asked.lang;
        let known = asked.known.office();
        let roadmap = roadmap.and_then(|id| asked.known.roadmap(id));
        let place = match roadmap {
            Some(roadmap) => format!("{}, {}", roadmap.title, known.territory),
            None => known.name.clone(),
        };
        Frame {
            home: asked.link("/"),
            times: asked.times.clone(),
            title_end: title_end(asked),
            place,
            order: roadmap.map(|r| order(lang, r)).unwrap_or_default(),
            who: Some(Who { words: who(lang, asked), here: here == Here::Account }),
            menu: Menu::of(asked, roadmap, here),
            day: Some(day_form(asked)),
            past: (!asked.live()).then(|| past(asked)),
            clock: clock(&asked.site, lang, asked.known.zone(), asked.here()).filter(|_| asked.live()),
            foot: foot(asked),
            ..Frame::bare(lang)
        }
    }

    /// A topic of the help, for the same two times: `figures`, `terms#unclear`.
    pub fn help(&self, topic: &str) -> String {
        self.times.link(&format!("/help/{topic}"))
    }

    /// The words under `key`.
    pub fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }
}

impl Asked {
    /// The frame of a page of this office, or of one of its roadmaps.
    pub fn frame(&self, roadmap: Option<RoadmapId>, here: Here) -> Frame {
        Frame::of(self, roadmap, here)
    }

    /// The page with what it was asked, but for the two times.
    pub fn here(&self) -> String {
        super::asked::with_query(&self.path, self.others.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }
}

/// The order of a roadmap: «приказ от 08.11.2022 № 1298».
pub fn order(lang: Lang, roadmap: &Roadmap) -> String {
    let Some(adopted) = &roadmap.adopted else { return lang.say("frame-draft") };
    order_words(lang, adopted.number.as_deref(), adopted.date)
}

/// The same by what it has of number and date.
pub fn order_words(lang: Lang, number: Option<&str>, date: Option<NaiveDate>) -> String {
    let key = match (number, date) {
        (Some(_), Some(_)) => "order-number-date",
        (Some(_), None) => "order-number",
        (None, Some(_)) => "order-date",
        (None, None) => "order-none",
    };
    let number = number.unwrap_or_default().to_owned();
    lang.say_with(key, [("number", number.into()), ("date", date.map(written::day).unwrap_or_default().into())])
}

fn who(lang: Lang, asked: &Asked) -> String {
    let mut words = vec![written::unbroken(&asked.name)];
    words.extend(asked.visitor.role().map(|r| sentence::role(lang, r)));
    let school = asked.visitor.only_school().and_then(|id| asked.known.office().organisation(id));
    words.extend(school.map(|school| written::unbroken(&school.name)));
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

fn title_end(asked: &Asked) -> String {
    let (lang, territory) = (asked.lang, asked.known.office().territory.clone());
    let day = if asked.live() { String::new() } else { written::day(asked.as_of) };
    let words = [day, territory, lang.say("brand")];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn day_form(asked: &Asked) -> DayForm {
    let (times, zone) = (&asked.times, asked.known.zone());
    let moment = times.known_at.map(|at| written::moment(at, zone)).unwrap_or_default();
    DayForm {
        path: asked.path.clone(),
        day: times.wrong_day.clone().unwrap_or_else(|| written::day(asked.as_of)),
        moment: times.wrong_moment.clone().unwrap_or(moment),
        others: asked.others.clone(),
        wrong_day: times.wrong_day.is_some(),
        wrong_moment: times.wrong_moment.is_some(),
        month: Month::of(asked),
    }
}

fn past(asked: &Asked) -> Past {
    let lang = asked.lang;
    let day = written::day(asked.as_of);
    let ahead = asked.times.known_at.is_none() && asked.as_of > asked.today;
    let sentence = match asked.times.known_at {
        Some(at) => {
            let at = written::moment(at, asked.known.zone());
            lang.say_with("past-known", [("day", day.into()), ("moment", at.into())])
        }
        None if ahead => lang.say_with("past-ahead", [("day", day.into())]),
        None => lang.say_with("past-day", [("day", day.into())]),
    };
    let back = lang.say_with("past-back", [("day", written::day(asked.today).into())]);
    Past { sentence, back, link: asked.here() }
}

/// The clock of the demonstration, where there is one.
pub fn clock(site: &Site, lang: Lang, zone: Tz, to: String) -> Option<ClockBar> {
    site.app.demo()?;
    let today = site.app.now().with_timezone(&zone).date_naive();
    Some(ClockBar { now: format!("{}, {}", written::day(today), written::weekday(lang, today)), to })
}

fn foot(asked: &Asked) -> Vec<String> {
    let (lang, zone) = (asked.lang, asked.known.zone());
    let at = asked.known.recorded_at().unwrap_or(DateTime::UNIX_EPOCH);
    let last =
        [("position", written::number(asked.known.position()).into()), ("moment", written::moment(at, zone).into())];
    let last = if asked.live() { lang.say_with("foot-last", last) } else { lang.say_with("foot-last-then", last) };
    let zone = match zone {
        Tz::Europe__Moscow => lang.say("foot-moscow"),
        other => lang.say_with("foot-zone", [("zone", other.name().into())]),
    };
    vec![lang.say_with("foot-rules", [("version", RULE_VERSION.into())]), last, zone]
}
