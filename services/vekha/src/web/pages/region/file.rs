//! The table of the page as a file: the same offices in the same order, with the figures as numbers.

use super::{
    super::{
        super::{Site, fault::Fault},
        asked::Asked,
        export::{FileKind, sent, understood},
        written,
    },
    Address, Found, Wanted, six,
};
use crate::{
    json::{Fulfilment, OfficeTold},
    wording::Lang,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use vekha_office::{Cell, Column, Kind, Line, Table};

/// The page as a workbook.
pub async fn excel(site: State<Site>, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    send(FileKind::Excel, &site, &wanted, asked).await
}

/// The page as CSV.
pub async fn csv(site: State<Site>, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    send(FileKind::Csv, &site, &wanted, asked).await
}

/// A file waits for every office.
async fn send(kind: FileKind, site: &Site, wanted: &Wanted, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let (address, lang, day) = (Address::of(&asked), asked.lang, asked.as_of);
    let mut heading = vec![format!("{}.", written::capital(&written::as_of(lang, day)))];
    if let Some(at) = asked.times.known_at {
        let at = written::moment(at, asked.state().zone());
        heading.push(format!("{}.", written::capital(&lang.say_with("export-known-at", [("at", at.into())]))));
    }
    drop(asked);
    let told: Vec<OfficeTold> = site.app.region(address.asked()).await?.iter().map(OfficeTold::of).collect();
    let table = table(lang, heading, &Found::of(&told, wanted).lines);
    let name = lang.say_with("region-file", [("day", written::day(day).into())]);
    let made_at = site.app.now();
    sent(&name, kind, move || kind.write(&[table], made_at)).await
}

fn table(lang: Lang, mut notes: Vec<String>, found: &[&OfficeTold]) -> Table {
    notes.push(lang.say("home-note"));
    let column = |key: &str, kind, width| Column { title: lang.say(key), kind, width, joined: false };
    let number = |key: &str| column(key, Kind::Number, 12);
    let percent = |key: &str| column(key, Kind::Percent, 16);
    let mut lines: Vec<Line> = found.iter().map(|told| Line::Row(office(lang, told))).collect();
    if found.len() > 1 {
        let name = lang.say_with("region-total", [("n", found.len().into())]);
        let mut row = vec![Cell::words(name), Cell::Empty];
        row.extend(figures(&OfficeTold::total(found.iter().copied())));
        row.push(Cell::number(six(found).0));
        lines.push(Line::Row(row));
    }
    Table {
        name: lang.say("menu-region"),
        title: lang.say("region-title"),
        notes,
        columns: vec![
            column("column-territory", Kind::Text, 32),
            column("region-roadmaps", Kind::Text, 50),
            number("column-fallen-due"),
            number("column-done"),
            number("column-on-time"),
            number("export-fulfilled"),
            percent("plan-word-completeness"),
            percent("plan-word-timeliness"),
            percent("plan-word-fulfilment"),
            number("menu-overdue"),
            number("export-on-review"),
            number("column-undated"),
            number("region-six"),
            column("region-last", Kind::Day, 12),
        ],
        groups: String::new(),
        lines,
    }
}

fn office(lang: Lang, told: &OfficeTold) -> Vec<Cell> {
    let titles: Vec<&str> = told.figures.parts.iter().filter_map(|part| part.name.as_deref()).collect();
    let titles = if titles.is_empty() { lang.say("region-none-in-force") } else { titles.join("\n") };
    let mut row = vec![Cell::words(&*told.territory), Cell::words(titles)];
    let counted = figures(&told.figures);
    row.extend(counted.map(|cell| if told.figures.parts.is_empty() { Cell::Empty } else { cell }));
    row.push(told.figures.indicator_6.map_or(Cell::Empty, |six| Cell::number(six.into())));
    row.push(told.last_event.map_or(Cell::Empty, Cell::Day));
    row
}

fn figures(figures: &Fulfilment) -> [Cell; 10] {
    [
        Cell::number(figures.due),
        Cell::number(figures.done),
        Cell::number(figures.on_time),
        Cell::number(figures.fulfilled),
        Cell::share(figures.done, figures.due),
        Cell::share(figures.on_time, figures.due),
        Cell::share(figures.fulfilled, figures.due),
        Cell::number(figures.overdue),
        Cell::number(figures.on_review),
        Cell::number(figures.undated),
    ]
}
