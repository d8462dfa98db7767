//! What a letter tells, item by item, and how its sending stands, in words: the one place for all pages.

use super::{Teller, letters::cause, words::written};
use crate::{app::Names, wording::Lang};
use chrono_tz::Tz;
use vekha_domain::reminder::{Item, MeetingCall, RecommendationCall, ReportKind, WindowCall};
use vekha_projections::{Delivery, OfficeState};

/// By which rule an item is told: «за 3 рабочих дня до срока», «просрочено, 8 раб. дн.».
pub fn rule(lang: Lang, item: &Item) -> String {
    let say = |key: &str| lang.say(key);
    let count = |key: &str, n: u16| lang.say_with(key, [("n", n.into())]);
    match item {
        Item::Returned { .. } => say("item-returned"),
        Item::Due { days, .. } if *days < 0 => count("item-before", days.unsigned_abs()),
        Item::Due { days: 0, .. } => say("item-on-day"),
        Item::Due { days, .. } => count("item-overdue", days.unsigned_abs()),
        Item::Meeting { call, .. } => match call {
            MeetingCall::NameTheDate => say("item-name-the-date"),
            MeetingCall::Invited => say("item-invited"),
            MeetingCall::Cancelled => say("item-cancelled"),
            MeetingCall::Near(days) => count("item-meeting-near", u16::from(*days)),
            MeetingCall::Protocol => say("item-protocol"),
        },
        Item::Window { call, .. } => match call {
            WindowCall::Opens => say("item-window-opens"),
            WindowCall::Open => say("item-window-open"),
            WindowCall::Closes => say("item-window-closes"),
            WindowCall::LastDay => say("item-window-last-day"),
            WindowCall::Missed(days) => count("item-window-missed", *days),
            WindowCall::ByHand(day) => lang.say_with("item-by-hand", [("day", written(*day).into())]),
        },
        Item::Recommendation { number, call, .. } => {
            let of = |key: &str, n: u16| lang.say_with(key, [("number", (*number).into()), ("n", n.into())]);
            match call {
                RecommendationCall::Issued => of("item-recommended", 0),
                RecommendationCall::Due(days) if *days < 0 => of("item-recommendation-before", days.unsigned_abs()),
                RecommendationCall::Due(0) => of("item-recommendation-on-day", 0),
                RecommendationCall::Due(days) => of("item-recommendation-overdue", days.unsigned_abs()),
                RecommendationCall::Escalated => of("item-recommendation-escalated", 0),
            }
        }
        Item::Report { report, due, days, .. } => {
            let key = match report {
                ReportKind::Term => "item-report-term",
                ReportKind::Quarter => "item-report-quarter",
                ReportKind::Year => "item-report-year",
            };
            lang.say_with(key, [("day", written(*due).into()), ("n", days.unsigned_abs().into())])
        }
        Item::Escalated { .. } => say("item-escalated"),
        Item::Asked { .. } => say("item-asked"),
        Item::Appointed { from, .. } => lang.say_with("item-appointed", [("day", written(*from).into())]),
        Item::Week { monday } => lang.say_with("item-week", [("day", written(*monday).into())]),
        Item::Digest { monday } => lang.say_with("item-digest", [("day", written(*monday).into())]),
        Item::Head { position } => lang.say_with("item-head", [("position", position.to_string().into())]),
        Item::ByHand { day, .. } => lang.say_with("item-by-hand", [("day", written(*day).into())]),
    }
}

/// What an item is about, and by which rule: «1.4 «Совещание»: за 3 рабочих дня до срока».
pub fn item(lang: Lang, item: &Item, known: &OfficeState, names: &Names) -> String {
    let teller = Teller { lang, known, names };
    let about = match item {
        Item::Returned { activity, .. }
        | Item::Due { activity, .. }
        | Item::Escalated { activity, .. }
        | Item::Asked { activity, .. }
        | Item::Appointed { activity, .. }
        | Item::ByHand { activity, .. } => teller.activity(*activity),
        Item::Meeting { series, .. } => teller.series(*series),
        Item::Window { monitoring, .. } | Item::Recommendation { monitoring, .. } => teller.monitoring(*monitoring),
        Item::Report { roadmap, .. } => teller.roadmap(*roadmap),
        Item::Week { .. } | Item::Digest { .. } | Item::Head { .. } => String::new(),
    };
    let rule = rule(lang, item);
    if about.is_empty() { rule } else { lang.say_with("item-of", [("about", about.into()), ("rule", rule.into())]) }
}

/// How the sending of a letter stands: «передано серверу 05.07.2023 09:00».
pub fn delivery(lang: Lang, delivery: &Delivery, zone: Tz) -> String {
    let at = delivery.since().map(|at| at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string());
    let why = match delivery {
        Delivery::Undeliverable(_, why, _) => cause(*why),
        Delivery::Queued | Delivery::Sent(..) | Delivery::Uncertain(..) | Delivery::Bounced(..) => "",
    };
    let args = [("at", at.unwrap_or_default().into()), ("cause", why.into())];
    lang.say_with(&format!("delivery-{}", delivery.code()), args)
}
