//! Fulfilment of parts as bars; the numbers stand beside them.

use crate::{
    json::{Fulfilment, percent},
    wording::Lang,
};

/// A direction, somebody responsible, an organisation, a quarter.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// «90,6 %».
    pub fulfilment: String,
    /// «96,5 %».
    pub completeness: String,
    /// «90,6 %».
    pub timeliness: String,
    /// «полнота 96,5 %, наступило 171».
    pub words: String,
    /// Widths in percent; none when nothing is due.
    pub widths: Option<(String, String)>,
    /// Its counts.
    pub counted: Fulfilment,
}

/// A bar for each part of the figures.
pub fn bars(lang: Lang, counted: &Fulfilment) -> Vec<Bar> {
    counted.parts.iter().map(|part| bar(lang, part)).collect()
}

fn bar(lang: Lang, part: &Fulfilment) -> Bar {
    let completeness = percent(part.done, part.due, lang);
    let words = if part.due == 0 {
        lang.say("figure-nothing-due")
    } else {
        lang.say_with(
            "bar-words",
            [("completeness", completeness.clone().into()), ("due", part.due.to_string().into())],
        )
    };
    let width = |share: Option<f64>| share.map(|share| format!("{:.1}", share * 100.0));
    Bar {
        name: part.name.clone().unwrap_or_default(),
        fulfilment: percent(part.fulfilled, part.due, lang),
        timeliness: percent(part.on_time, part.due, lang),
        completeness,
        words,
        widths: width(part.completeness).zip(width(part.fulfilment)),
        counted: part.clone(),
    }
}
