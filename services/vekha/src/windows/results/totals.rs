//! Totals: how they were counted, their bands, the ranking, median and mean.

use super::super::{Sight, Subject, figures};
use vekha_domain::scoring::{Band, Counted, Exact};
use vekha_office::{Bar, Bars, Block, Cell, Column, Kind, Line};
use vekha_projections::{Scored, in_band};

/// A total with all that is told of it.
pub struct TotalRow<'s> {
    /// Whose.
    pub subject: &'s Subject,
    /// Total, band, place and change.
    pub scored: &'s Scored<'s>,
    /// How it was counted.
    pub counted: &'s Counted<'s>,
    /// «(2 + 1 + 2) : 3».
    pub how: Option<String>,
}

impl Sight<'_> {
    /// Totals of everybody, the best first; those without one at the end. Empty for a model without totals.
    pub fn totals<'s>(&'s self) -> Vec<TotalRow<'s>> {
        let formula = self.model().total.as_ref().map(|total| &total.formula);
        let row = |subject: &'s Subject| {
            let scored = self.row(subject.whose)?;
            let how = formula.and_then(|formula| formula.told(|code| scored.values.get(code)));
            Some(TotalRow { subject, scored, counted: scored.counted.as_ref()?, how })
        };
        let mut rows: Vec<TotalRow<'s>> = self.subjects.iter().filter_map(row).collect();
        rows.sort_by_key(|row| row.scored.place.unwrap_or(usize::MAX));
        rows
    }

    pub(super) fn totals_blocks(&self) -> Vec<Block> {
        let rows = self.totals();
        if rows.is_empty() {
            return Vec::new();
        }
        let lines = rows.iter().map(|row| Line::Row(self.total_cells(row))).collect();
        let mut blocks = vec![self.table("windows-totals", self.total_columns(), lines)];
        blocks.extend(self.total_bars(&rows));
        blocks.extend(self.spread(&rows).map(Block::Words));
        blocks.extend(self.band_items(&rows));
        blocks
    }

    fn total_columns(&self) -> Vec<Column> {
        let mut columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 28, joined: false },
            self.column("windows-place", Kind::Number, 7),
            self.column("windows-how", Kind::Text, 24),
            self.column("windows-total", Kind::Number, 9),
            self.column("windows-band", Kind::Text, 22),
        ];
        columns.extend((!self.before.is_empty()).then(|| self.column("windows-change", Kind::Text, 14)));
        columns
    }

    fn total_cells(&self, row: &TotalRow<'_>) -> Vec<Cell> {
        let lang = self.lang;
        let how = match &row.how {
            Some(how) => how.clone(),
            None if row.counted.missing.is_empty() => self.say("windows-no-total"),
            None => lang.say_with("windows-missing-values", [("n", row.counted.missing.len().into())]),
        };
        let band = row.scored.placed.map(|placed| match placed.assumed {
            true => lang.say_with("windows-band-assumed", [("band", placed.band.name.clone().into())]),
            false => placed.band.name.clone(),
        });
        let mut cells = vec![
            Cell::words(self.full_name(row.subject)),
            row.scored.place.map_or(Cell::Empty, |place| Cell::number(place as u64)),
            Cell::words(how),
            row.counted.total.map_or(Cell::Empty, |total| Cell::Decimal(self.total_words(total))),
            band.map_or(Cell::Empty, Cell::words),
        ];
        if !self.before.is_empty() {
            let change = row.scored.change;
            cells.push(change.map_or(Cell::Empty, |change| Cell::words(figures::change(lang, &change))));
        }
        cells
    }

    /// A total as it stands in a table; one that had to be rounded says so.
    pub fn total_words(&self, total: Exact) -> String {
        let words = figures::number(self.lang, total);
        if figures::is_whole_of(total) { words } else { format!("≈\u{a0}{words}") }
    }

    /// Bars from nothing to the greatest possible total.
    fn total_bars(&self, rows: &[TotalRow<'_>]) -> Option<Block> {
        let greatest = self.model().possible()?.greatest().filter(|greatest| *greatest > Exact::ZERO)?;
        if rows.iter().filter(|row| row.counted.total.is_some()).count() < 2 {
            return None;
        }
        let share = |total: Exact| tenths(total, greatest);
        let bar = |row: &TotalRow<'_>| {
            let total = row.counted.total?;
            let band = row.scored.placed.map(|placed| placed.band.name.clone()).unwrap_or_default();
            Some(Bar {
                name: self.full_name(row.subject),
                outer: None,
                inner: share(total),
                words: format!("{} {band}", self.total_words(total)).trim().to_owned(),
            })
        };
        let title =
            self.lang.say_with("windows-bars-totals", [("greatest", figures::number(self.lang, greatest).into())]);
        Some(Block::Bars(Bars { title, bars: rows.iter().filter_map(bar).collect() }))
    }

    /// «Итог сосчитан у 28 из 30; медиана …, среднее …»; nothing for whoever sees one school alone.
    pub fn spread(&self, rows: &[TotalRow<'_>]) -> Option<String> {
        if rows.len() < 2 || !self.sees_all() {
            return None;
        }
        let counted = rows.iter().filter(|row| row.counted.total.is_some()).count();
        let words = |of: Option<Exact>| of.map_or_else(|| "—".to_owned(), |of| figures::mean(self.lang, of));
        Some(self.lang.say_with(
            "windows-spread",
            [
                ("n", counted.into()),
                ("all", rows.len().into()),
                ("median", words(self.results.median).into()),
                ("mean", words(self.results.mean).into()),
            ],
        ))
    }

    /// How many are in each band, and what the order says of it.
    fn band_items(&self, rows: &[TotalRow<'_>]) -> Option<Block> {
        let item = |band: &&Band| {
            let n = in_band(rows.iter().map(|row| row.scored), band);
            let text = band.text.clone().unwrap_or_default();
            self.lang.say_with(
                "windows-band-item",
                [
                    ("band", band.name.clone().into()),
                    ("within", band.within.to_string().into()),
                    ("n", n.into()),
                    ("text", text.into()),
                ],
            )
        };
        let items: Vec<String> = self.model().bands_rising().iter().map(item).collect();
        (!items.is_empty()).then_some(Block::Items(items))
    }
}

/// `part` of `whole` in tenths of a percent.
pub fn tenths(part: Exact, whole: Exact) -> Option<u32> {
    let share = part.over(whole)?.times(Exact::whole(1_000))?.rounded(0);
    share.to_string().parse::<u32>().ok().map(|tenths| tenths.min(1_000))
}
