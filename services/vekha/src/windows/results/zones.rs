//! Zones: which shares of a school have fallen, and what colour that makes it.

use super::super::{Sight, Subject};
use vekha_domain::scoring::{Indicator, zones::Zone};
use vekha_office::{Block, Cell, Column, Kind, Line};

/// A school and its zone.
pub struct ZoneRow<'s> {
    /// Which school.
    pub subject: &'s Subject,
    /// What has fallen; none while a value is missing.
    pub falling: Option<Vec<&'s Indicator>>,
    /// Its zone.
    pub zone: Option<&'s Zone>,
}

impl ZoneRow<'_> {
    /// Class and sign of its state: the colour is never alone.
    pub fn sign(&self) -> (&'static str, &'static str) {
        match self.zone.map(|zone| zone.code.as_str()) {
            Some("green") => ("ok", "✓"),
            Some("yellow") => ("warn", "►"),
            Some("red") => ("late", "!"),
            Some(_) => ("act", "○"),
            None => ("und", "?"),
        }
    }
}

impl Sight<'_> {
    /// The zone of every school; empty for a model without zones.
    pub fn zones<'s>(&'s self) -> Vec<ZoneRow<'s>> {
        if self.model().zones.is_none() {
            return Vec::new();
        }
        let row = |subject: &'s Subject| {
            let zone = self.row(subject.whose).and_then(|row| row.zone.as_ref());
            let named = |codes: &Vec<&str>| codes.iter().filter_map(|code| self.model().indicator(code)).collect();
            ZoneRow { subject, falling: zone.map(|(codes, _)| named(codes)), zone: zone.map(|(_, zone)| *zone) }
        };
        self.subjects.iter().map(row).collect()
    }

    /// What has fallen, in words.
    pub fn fallen(&self, row: &ZoneRow<'_>) -> String {
        match &row.falling {
            None => self.say("windows-zone-unknown"),
            Some(none) if none.is_empty() => self.say("windows-zone-nothing"),
            Some(some) => some.iter().map(|i| i.text.clone()).collect::<Vec<_>>().join("; "),
        }
    }

    pub(super) fn zone_blocks(&self) -> Vec<Block> {
        let rows = self.zones();
        let Some(zones) = self.model().zones.as_ref().filter(|_| !rows.is_empty()) else { return Vec::new() };
        let line = |row: &ZoneRow<'_>| {
            Line::Row(vec![
                Cell::words(row.subject.name.clone()),
                Cell::words(row.zone.map_or_else(|| "—".to_owned(), |zone| zone.name.clone())),
                Cell::words(self.fallen(row)),
            ])
        };
        let columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 30, joined: false },
            self.column("windows-zone", Kind::Text, 14),
            self.column("windows-fallen", Kind::Text, 50),
        ];
        let item = |zone: &Zone| {
            let of: Vec<&str> = rows.iter().filter(|r| r.zone == Some(zone)).map(|r| r.subject.name.as_str()).collect();
            let args = [
                ("zone", zone.name.clone().into()),
                ("n", of.len().into()),
                ("who", of.join(", ").into()),
                ("text", zone.text.clone().unwrap_or_default().into()),
            ];
            self.lang.say_with("windows-zone-item", args)
        };
        let lines = rows.iter().map(line).collect();
        vec![self.table("windows-zones", columns, lines), Block::Items(zones.zones.iter().map(item).collect())]
    }
}
