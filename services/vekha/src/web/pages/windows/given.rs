//! Values as they were typed, pasted or uploaded, looked at one by one: what is good is entered, the rest is told with its place.

use super::super::super::fault::Fault;
use super::super::{completion, people::desk::Desk};
use crate::{app::scores, refusals, windows::template::Given, wording::Lang};
use vekha_domain::{
    event::{Fulfilment, Reported, Whose},
    ids::MonitoringId,
    refusal::Refusal,
    scoring::sheet::Sheet,
};

/// What became of the values given.
#[derive(Default)]
pub struct Sorted {
    /// What can be entered and is not there yet.
    pub good: Vec<(Whose, Reported)>,
    /// Places in the list of those that cannot, and why.
    pub refused: Vec<(usize, Wrong)>,
    /// Is something corrected after closing? Then a reason is needed.
    pub corrects_closed: bool,
}

/// Why a value cannot be entered.
pub struct Wrong {
    /// In words.
    pub sentence: String,
    /// Is it about the link, not the value?
    pub link: bool,
}

/// Looks at every value by its indicator.
pub fn sort(sheet: Sheet<'_>, given: &[Given], fulfilment: Option<Fulfilment>, lang: Lang) -> Sorted {
    let mut sorted = Sorted::default();
    for (at, one) in given.iter().enumerate() {
        let known = sheet.entry(one.whose, &one.code);
        let read = match read(sheet, one, fulfilment, lang) {
            // What stands already needs no second confirmation.
            Ok(read) if known.is_some_and(|k| k.reported.value == read.value && k.reported.links == read.links) => {
                continue;
            }
            Ok(read) => admitted(sheet, read, lang),
            Err(wrong) => Err(wrong),
        };
        match read {
            Err(wrong) => sorted.refused.push((at, wrong)),
            Ok(reported) => {
                sorted.corrects_closed |= known.is_some() && sheet.day() > sheet.window().to;
                sorted.good.push((one.whose, reported));
            }
        }
    }
    sorted
}

fn read(sheet: Sheet<'_>, one: &Given, fulfilment: Option<Fulfilment>, lang: Lang) -> Result<Reported, Wrong> {
    let wrong = |sentence| Wrong { sentence, link: false };
    let known = sheet.model().indicator(&one.code);
    let Some(indicator) = known else { return Err(wrong(lang.say("refusal-indicator_unknown"))) };
    let value = indicator.values.read(&one.typed).map_err(|why| wrong(refusals::sheet(lang, &why.into())))?;
    let links = match one.links.trim() {
        "" => Vec::new(),
        typed => completion::links(typed, lang).map_err(|sentence| Wrong { sentence, link: true })?,
    };
    let fulfilment = fulfilment.filter(|_| indicator.from_roadmap);
    Ok(Reported { indicator: one.code.clone(), value, links, fulfilment })
}

fn admitted(sheet: Sheet<'_>, reported: Reported, lang: Lang) -> Result<Reported, Wrong> {
    match sheet.admits(&reported) {
        Ok(()) => Ok(reported),
        Err(why) => Err(Wrong { link: why.field() == Some("links"), sentence: refusals::sheet(lang, &why) }),
    }
}

/// Enters what is good, in one command.
pub async fn enter(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    good: &[(Whose, Reported)],
    reason: &str,
    command: &str,
) -> Result<Result<(), Refusal>, Fault> {
    if good.is_empty() {
        return Ok(Ok(()));
    }
    let today = desk.today;
    let content = format!("{command} {good:?} {reason}");
    let done = desk.change(desk.id(&content), |state, _| scores::report(state, (id, number), good, reason, today));
    Ok(done.await?.map(|_| ()))
}
