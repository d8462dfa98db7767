//! What fulfilment is made of as a workbook: every figure a formula over the list it comes from, so that anybody can recount it.

use super::{
    super::{
        asked::Asked,
        export::{column, documents, heading},
        overview::{WaitingActivity, by_reason, share_name},
        parties, states,
    },
    formula, rows,
};
use crate::json::Fulfilment;
use vekha_domain::roadmap::Roadmap;
use vekha_office::{Cell, Column, Kind, Line, Table};
use vekha_projections::{Obligation, RULE_VERSION, Share};

/// Column of the list with the words of the share.
const SHARE: usize = 5;
/// Column of the undated with the reason.
const REASON: usize = 2;
/// Column of the figures with their names, and that with their values.
const NAME: usize = 0;
const VALUE: usize = 1;
/// What stands where there is nothing to divide by.
const NOTHING: &str = "—";

/// The figures, the list of all obligations and that of the undated activities.
pub fn tables(asked: &Asked, roadmap: &Roadmap) -> Vec<Table> {
    let obligations = asked.view().obligations(&asked.scope(roadmap.id));
    let list = list(asked, roadmap, &obligations);
    let undated = undated(asked, roadmap);
    let of = |share: Share| obligations.iter().filter(|o| o.share(asked.as_of) == share).count() as u64;
    let figures = figures(asked, roadmap, of, &list, &undated);
    vec![figures, list, undated]
}

fn text(asked: &Asked, key: &str, width: u8) -> Column {
    column(asked.look(), key, Kind::Text, width)
}

/// A sheet without lines.
fn sheet(asked: &Asked, roadmap: &Roadmap, key: &str, columns: Vec<Column>) -> Table {
    let (name, title) = (asked.lang.say(key), roadmap.title.clone());
    Table { name, title, notes: heading(asked.look(), roadmap), columns, ..Table::default() }
}

/// Every obligation with what it is in the figures, and why.
fn list(asked: &Asked, roadmap: &Roadmap, obligations: &[Obligation]) -> Table {
    let day = |key: &str| column(asked.look(), key, Kind::Day, 12);
    let columns = vec![
        text(asked, "column-number", 7),
        text(asked, "plan-activity", 45),
        text(asked, "export-executor", 28),
        day("export-due"),
        day("export-effective-due"),
        text(asked, "made-share", 24),
        text(asked, "made-part", 16),
        day("export-performed"),
        day("export-recorded"),
        text(asked, "made-why", 36),
        text(asked, "export-links", 45),
    ];
    let names = Share::ALL.map(|share| (share, share_name(asked, roadmap.id, share)));
    let lines = names.iter().flat_map(|(share, name)| {
        let of = obligations.iter().filter(|o| o.share(asked.as_of) == *share);
        of.map(|o| Line::Row(row(asked, *share, name, o)))
    });
    Table { lines: lines.collect(), ..sheet(asked, roadmap, "made-list", columns) }
}

fn row(asked: &Asked, share: Share, name: &str, obligation: &Obligation) -> Vec<Cell> {
    let look = asked.look();
    let (name, part) = (Cell::words(name), part(asked, share));
    let due = [Cell::Day(obligation.due), Cell::Day(obligation.effective_due)];
    let Some(activity) = asked.state().activity(obligation.activity) else {
        return [vec![Cell::Empty; 3], due.to_vec(), vec![name, part]].concat();
    };
    let mark = obligation.mark.and_then(|id| activity.mark(id));
    let mut why = rows::notes(asked, share, obligation, activity);
    if rows::by_state(share) {
        why.insert(0, states::state_word(asked.lang, obligation.state));
    }
    let what = [
        Cell::words(&*activity.number),
        Cell::words(activity.wording_on(asked.as_of).map_or("", |words| words.title.as_str())),
        Cell::words(parties::executor(look, activity, obligation.executor)),
    ];
    let how = [
        name,
        part,
        Cell::from(mark.map(|mark| mark.performed_on)),
        Cell::from(mark.map(|mark| asked.state().local_day(mark.recorded_at))),
        Cell::words(why.join("\n")),
        Cell::words(documents(look, activity, [obligation])),
    ];
    [what.to_vec(), due.to_vec(), how.to_vec()].concat()
}

/// Numerator and denominator, denominator, or neither.
fn part(asked: &Asked, share: Share) -> Cell {
    let part = match share {
        Share::Fulfilled => "both",
        Share::NotDone | Share::DoneLate | Share::LateMark | Share::DeadProof => "denominator",
        Share::Withdrawn | Share::NotDue => "none",
    };
    Cell::words(asked.lang.say(&format!("made-part-{part}")))
}

/// The activities without a date: in no denominator.
fn undated(asked: &Asked, roadmap: &Roadmap) -> Table {
    let columns = vec![
        text(asked, "column-number", 7),
        text(asked, "plan-activity", 60),
        text(asked, "made-reason", 40),
        text(asked, "made-term", 40),
    ];
    let lines = by_reason(asked, &asked.scope(roadmap.id)).into_iter().flat_map(|reason| {
        let row = move |activity: WaitingActivity| {
            let words = [activity.number, activity.title, reason.words.clone(), activity.term];
            Line::Row(words.map(Cell::words).to_vec())
        };
        reason.activities.into_iter().map(row)
    });
    Table { lines: lines.collect(), ..sheet(asked, roadmap, "made-undated", columns) }
}

/// The sheet of figures, filled line by line.
struct Figures<'a> {
    asked: &'a Asked,
    table: Table,
}

/// A figure: its cell and what it is now.
type Figure = (String, u64);

impl Figures<'_> {
    fn add(&mut self, name: String, value: Cell, how: Cell) -> String {
        self.table.lines.push(Line::Row(vec![Cell::words(name), value, how]));
        self.table.cell(self.table.lines.len() - 1, VALUE)
    }

    fn named(&mut self, key: &str, value: Cell) -> String {
        let (name, how) = (format!("made-{key}"), format!("made-{key}-how"));
        let how = Cell::words(self.asked.lang.say(&how));
        self.add(self.asked.lang.say(&name), value, how)
    }

    fn count(&mut self, key: &str, formula: &str, n: u64) -> Figure {
        (self.named(key, Cell::formula(format!("={formula}"), Cell::number(n))), n)
    }

    /// How many obligations of the list are this share: its name is looked for there.
    fn share(&mut self, roadmap: &Roadmap, share: Share, list: &Table, n: u64) -> Figure {
        let name = self.table.cell(self.table.lines.len(), NAME);
        let count = Cell::formula(format!("=COUNTIF({},{name})", list.range(SHARE)), Cell::number(n));
        let part = part(self.asked, share);
        (self.add(share_name(self.asked, roadmap.id, share), count, part), n)
    }
}

/// Part ÷ whole, cut to tenths of a percent as everywhere.
fn ratio((part, n): &Figure, (whole, all): &Figure) -> Cell {
    let value = if *all == 0 { Cell::words(NOTHING) } else { Cell::share(*n, *all) };
    Cell::formula(format!("=IF({whole}=0,\"{NOTHING}\",INT({part}*1000/{whole})/1000)"), value)
}

/// The figures, each a formula over the two lists.
fn figures(asked: &Asked, roadmap: &Roadmap, of: impl Fn(Share) -> u64, list: &Table, undated: &Table) -> Table {
    let (lang, scope) = (asked.lang, asked.scope(roadmap.id));
    let counted = Fulfilment::of(&asked.view(), &scope, None, asked.known_at, &asked.names);
    let value = column(asked.look(), "made-value", Kind::Number, 12);
    let columns = vec![text(asked, "made-figure", 44), value, text(asked, "made-how", 70)];
    let mut table = sheet(asked, roadmap, "made-sheet", columns);
    table.notes.push(lang.say_with("foot-rules", [("version", RULE_VERSION.into())]));
    table.notes.push(lang.say("made-live"));
    let mut figures = Figures { asked, table };
    let shares = Share::ALL.map(|share| (share, figures.share(roadmap, share, list, of(share)).0));
    let sum = |wanted: &dyn Fn(Share) -> bool| {
        let cells = shares.iter().filter(|(share, _)| wanted(*share)).map(|(_, cell)| cell.as_str());
        cells.collect::<Vec<_>>().join("+")
    };
    let without = |(cell, _): &Figure, lost: &[Share]| format!("{cell}-({})", sum(&|share| lost.contains(&share)));
    figures.count("waiting", &format!("COUNTA({})", undated.range(REASON)), counted.undated);
    let due = figures.count("due", &sum(&Share::is_due), counted.due);
    let done = figures.count("done", &without(&due, &[Share::NotDone]), counted.done);
    let on_time = figures.count("on-time", &without(&done, &[Share::DoneLate]), counted.on_time);
    let lost = without(&on_time, &[Share::LateMark, Share::DeadProof]);
    let fulfilled = figures.count("fulfilled", &lost, counted.fulfilled);
    figures.named("completeness", ratio(&done, &due));
    figures.named("timeliness", ratio(&on_time, &due));
    figures.add(lang.say("made-fulfilment"), ratio(&fulfilled, &due), Cell::words(formula(asked, roadmap.id)));
    let threshold = figures.named("threshold", Cell::Number(counted.threshold.into()));
    let reaches = |(part, _): &Figure| format!("{part}*100>={}*{threshold}", due.0);
    let six = format!("=IF({}=0,\"{NOTHING}\",IF(AND({},{}),1,0))", due.0, reaches(&done), reaches(&on_time));
    let now = counted.indicator_6.map_or_else(|| Cell::words(NOTHING), |six| Cell::Number(six.into()));
    figures.named("six", Cell::formula(six, now));
    figures.table
}
