//! The table of the page as a file: the same offices in the same order, with the figures as numbers.

use super::{
    super::{
        super::{Site, fault::Fault},
        asked::Asked,
        export::{FileKind, figures, sent, understood},
        written,
    },
    Address, Found, Wanted, six,
};
use crate::{json::OfficeTold, wording::Lang};
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
    let mut columns = vec![column("column-territory", Kind::Text, 32), column("region-roadmaps", Kind::Text, 50)];
    columns.extend(figures::columns(lang));
    columns.extend([column("region-six", Kind::Number, 12), column("region-last", Kind::Day, 12)]);
    let mut lines: Vec<Line> = found.iter().map(|told| Line::Row(office(lang, told))).collect();
    if found.len() > 1 {
        let name = lang.say_with("region-total", [("n", found.len().into())]);
        let mut row = vec![Cell::words(name), Cell::Empty];
        row.extend(figures::cells(&OfficeTold::total(found.iter().copied()).figures()));
        row.push(Cell::number(six(found).0));
        lines.push(Line::Row(row));
    }
    Table {
        name: lang.say("menu-region"),
        title: lang.say("region-title"),
        notes,
        columns,
        groups: String::new(),
        lines,
    }
}

fn office(lang: Lang, told: &OfficeTold) -> Vec<Cell> {
    let titles: Vec<&str> = told.figures.parts.iter().filter_map(|part| part.name.as_deref()).collect();
    let titles = if titles.is_empty() { lang.say("region-none-in-force") } else { titles.join("\n") };
    let mut row = vec![Cell::words(&*told.territory), Cell::words(titles)];
    let counted = figures::cells(&told.figures.figures());
    row.extend(counted.map(|cell| if told.figures.parts.is_empty() { Cell::Empty } else { cell }));
    row.push(told.figures.indicator_6.map_or(Cell::Empty, |six| Cell::number(six.into())));
    row.push(told.last_event.map_or(Cell::Empty, Cell::Day));
    row
}
