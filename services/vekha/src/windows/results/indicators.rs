//! Indicators over all who answer: how many did, mean and median, better and worse; and one indicator by rank.

use super::super::{Sight, Subject, figures};
use vekha_domain::{
    event::Whose,
    scoring::{
        Allowed, Exact, Indicator, Value, Values,
        compare::{self, Change, Ranked, Verdict},
    },
};
use vekha_office::{Bar, Bars, Block, Cell, Column, Kind, Line};
use vekha_projections::Scored;

/// An indicator over everybody.
pub struct IndicatorRow<'s> {
    /// Which one.
    pub indicator: &'s Indicator,
    /// How many have a value.
    pub entered: usize,
    /// Mean of the numbers.
    pub mean: Option<Exact>,
    /// Their median.
    pub median: Option<Exact>,
    /// The mean against that of the window before.
    pub change: Option<Change>,
    /// For how many it went better, and for how many worse.
    pub ways: (usize, usize),
    /// How many have each word, in the order of the set.
    pub words: Vec<(String, usize)>,
}

/// A change of one indicator.
pub(super) fn change_of(indicator: &Indicator, now: &Values, before: &Values) -> Option<Change> {
    let number = |values: &Values| values.get(&indicator.code)?.number();
    compare::change(number(now)?, number(before)?, indicator.better)
}

/// «да – 4; нет – 1».
fn told(words: &[(String, usize)]) -> String {
    let one = |(word, n): &(String, usize)| format!("{word}\u{a0}–\u{a0}{n}");
    words.iter().map(one).collect::<Vec<_>>().join("; ")
}

impl Sight<'_> {
    /// Every indicator over everybody.
    pub fn indicators(&self) -> Vec<IndicatorRow<'_>> {
        self.model().indicators.iter().filter_map(|indicator| self.over(indicator)).collect()
    }

    fn over<'s>(&'s self, indicator: &'s Indicator) -> Option<IndicatorRow<'s>> {
        let (rows, by) = (&self.results.rows, self.results.indicator(&indicator.code)?);
        let before = rows.iter().filter_map(|row| row.before.get(&indicator.code)?.number());
        let mean_before = compare::mean(before.collect::<Vec<_>>());
        let many = |wanted| by.changes.iter().filter(|(_, change)| change.verdict == wanted).count();
        let word = |word: String| {
            let is = |row: &&Scored<'_>| row.values.get(&indicator.code) == Some(&Value::Word(word.clone()));
            let n = rows.iter().filter(is).count();
            (n > 0).then_some((word, n))
        };
        Some(IndicatorRow {
            indicator,
            entered: rows.iter().filter(|row| row.values.contains_key(&indicator.code)).count(),
            mean: by.mean,
            median: by.median,
            change: by.mean.zip(mean_before).and_then(|(now, was)| compare::change(now, was, indicator.better)),
            ways: (many(Verdict::Better), many(Verdict::Worse)),
            words: figures::choices(&indicator.values).unwrap_or_default().into_iter().filter_map(word).collect(),
        })
    }

    /// One indicator by rank, the best first; where neither way is better, the higher.
    pub fn ranking(&self, indicator: &Indicator) -> Vec<Ranked<&Subject>> {
        let by = self.results.indicator(&indicator.code).map(|by| by.ranking).unwrap_or_default();
        let seen = |r: Ranked<Whose>| {
            let of = self.subjects.iter().find(|subject| subject.whose == r.of)?;
            Some(Ranked { of, value: r.value, place: r.place })
        };
        by.into_iter().filter_map(seen).collect()
    }

    pub(super) fn indicator_blocks(&self) -> Vec<Block> {
        if let [only] = self.subjects.as_slice() {
            return vec![self.of_subject(only.whose)];
        }
        if !self.sees_all() {
            return Vec::new();
        }
        let rows = self.indicators();
        if rows.iter().all(|row| matches!(row.indicator.values, Allowed::Words(_))) {
            return vec![self.words_table(&rows)];
        }
        let compared = !self.before.is_empty();
        let lines = rows.iter().map(|row| Line::Row(self.indicator_cells(row, compared))).collect();
        let mut columns = vec![
            self.column("windows-indicator", Kind::Text, 46),
            self.column("windows-unit", Kind::Text, 8),
            self.column("windows-entered", Kind::Text, 9),
            self.column("windows-mean", Kind::Number, 11),
            self.column("windows-median", Kind::Number, 9),
        ];
        if compared {
            columns.push(self.column("windows-change-of-mean", Kind::Text, 16));
            columns.push(self.column("windows-ways", Kind::Text, 14));
        }
        vec![self.table("windows-indicators", columns, lines)]
    }

    /// How often each word was chosen, where there are no numbers.
    fn words_table(&self, rows: &[IndicatorRow<'_>]) -> Block {
        let line = |row: &IndicatorRow<'_>| {
            let name = format!("{}. {}", row.indicator.number, row.indicator.text);
            Line::Row([name, self.entered(row), told(&row.words)].map(Cell::words).into())
        };
        let columns = vec![
            self.column("windows-indicator", Kind::Text, 56),
            self.column("windows-entered", Kind::Text, 10),
            self.column("windows-chosen", Kind::Text, 34),
        ];
        self.table("windows-indicators", columns, rows.iter().map(line).collect())
    }

    fn entered(&self, row: &IndicatorRow<'_>) -> String {
        let args = [("n", row.entered.into()), ("all", self.results.rows.len().into())];
        self.lang.say_with("windows-of", args).replace(' ', "\u{a0}")
    }

    fn indicator_cells(&self, row: &IndicatorRow<'_>, compared: bool) -> Vec<Cell> {
        let lang = self.lang;
        let mean = |of: Option<Exact>| of.map_or(Cell::Empty, |of| figures::cell(of.rounded(2)));
        let (better, worse) = row.ways;
        let ways = row.indicator.better.filter(|_| row.change.is_some()).map(|_| format!("{better} / {worse}"));
        let mut cells = vec![
            Cell::words(format!("{}. {}", row.indicator.number, row.indicator.text)),
            Cell::words(super::unit(row.indicator)),
            Cell::words(self.entered(row)),
            if row.words.is_empty() { mean(row.mean) } else { Cell::words(told(&row.words)) },
            mean(row.median),
        ];
        if compared {
            cells.push(row.change.map_or(Cell::Empty, |change| Cell::words(figures::change(lang, &change))));
            cells.push(ways.map_or(Cell::Empty, Cell::words));
        }
        cells
    }

    /// One indicator by rank, as a table with bars.
    pub fn ranking_blocks(&self, indicator: &Indicator) -> Vec<Block> {
        let (ranked, compared) = (self.ranking(indicator), !self.before.is_empty());
        let row = |r: &Ranked<&Subject>| {
            let before = self.values_before(r.of.whose);
            let change = change_of(indicator, &self.values(r.of.whose), &before);
            let shown = |value: &Value| figures::value_cell(indicator, value);
            let mut cells = vec![Cell::words(self.full_name(r.of)), Cell::number(r.place as u64)];
            if compared {
                cells.push(before.get(&indicator.code).map_or(Cell::Empty, shown));
            }
            cells.push(shown(&Value::Number(r.value)));
            if compared {
                cells.push(change.map_or(Cell::Empty, |change| Cell::words(figures::change(self.lang, &change))));
            }
            Line::Row(cells)
        };
        let mut columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 30, joined: false },
            self.column("windows-place", Kind::Number, 7),
            self.column("windows-now", Kind::Number, 12),
        ];
        if compared {
            columns.insert(2, self.column("windows-before", Kind::Number, 12));
            columns.push(self.column("windows-change", Kind::Text, 16));
        }
        let mut blocks = vec![self.table("windows-ranking", columns, ranked.iter().map(row).collect())];
        blocks.extend(self.ranking_bars(indicator, &ranked));
        blocks
    }

    fn ranking_bars(&self, indicator: &Indicator, ranked: &[Ranked<&Subject>]) -> Option<Block> {
        let of_values = || ranked.iter().map(|r| r.value).max();
        let greatest = indicator.values.ends().and_then(|(_, to)| to).or_else(of_values);
        let greatest = greatest.filter(|greatest| *greatest > Exact::ZERO)?;
        let bar = |r: &Ranked<&Subject>| Bar {
            name: self.full_name(r.of),
            outer: None,
            inner: super::totals::tenths(r.value, greatest),
            words: figures::value(self.lang, indicator, &Value::Number(r.value)),
        };
        let title =
            self.lang.say_with("windows-bars-indicator", [("greatest", figures::number(self.lang, greatest).into())]);
        (ranked.len() > 1).then(|| Block::Bars(Bars { title, bars: ranked.iter().map(bar).collect() }))
    }
}
