//! What people conclude: as it was issued, or room for it.

use super::{super::writer::Writer, Subject};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    w.part("report-conclusions");
    match s.issued {
        None => w.room("report-room"),
        Some(issued) => match &issued.conclusions {
            None => w.words(w.say("report-conclusions-none")),
            Some(text) => {
                for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    w.words(line);
                }
            }
        },
    }
}
