//! What people conclude: as it was issued, or room for it.

use super::{super::writer::Writer, Subject};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let Some(issued) = s.issued else { return w.room("report-conclusions") };
    w.part("report-conclusions");
    let Some(text) = &issued.conclusions else { return w.words(w.say("report-conclusions-none")) };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| w.words(line));
}
