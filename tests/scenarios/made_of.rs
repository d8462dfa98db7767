//! «Из чего сложилось исполнение» as an auditor has it: LibreOffice counts the workbook anew and comes to the figures of the page.

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::io::Cursor;
use vekha_tests::{Demo, http, libreoffice};

const TOWNS: [&str; 5] = ["seversky", "korenovsk", "krasnodar", "belorechensk", "smolensk"];
/// A day on which many things are late.
const DAY: &str = "2023-07-05";

struct Roadmap {
    town: &'static str,
    figures: Value,
    page: String,
    file: Vec<u8>,
}

fn roadmap(demo: &Demo, town: &'static str) -> Roadmap {
    let authorization = format!("Bearer {}", demo.token_of(&format!("{town}-coordinator")));
    let get = |path: &str| {
        let answer = http::send("GET", &demo.url(path), &[("Authorization", &authorization)], "").unwrap();
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer
    };
    let office = get("/api/v1/offices").json()[0]["id"].as_str().unwrap().to_owned();
    let roadmaps = get(&format!("/api/v1/offices/{office}/roadmaps")).json();
    let roadmaps = roadmaps.get("items").unwrap_or(&roadmaps);
    let path = format!("/offices/{office}/roadmaps/{}/fulfilment", roadmaps[0]["id"].as_str().unwrap());
    let of_day = |path: String| get(&format!("{path}?as_of={DAY}"));
    Roadmap {
        town,
        figures: of_day(format!("/api/v1{path}")).json(),
        page: of_day(path.clone()).body.replace("&nbsp;", "\u{a0}"),
        file: of_day(format!("{path}.xlsx")).bytes,
    }
}

/// The value beside a name on the sheet of figures; `…` stands for more words, which a roadmap's settings decide.
fn value(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> f64 {
    let range = book.worksheet_range("Показатель").unwrap();
    let named = |told: String| name.strip_suffix('…').map_or(told == name, |begins| told.starts_with(begins));
    let row = range.rows().find(|row| named(row[0].to_string())).unwrap_or_else(|| panic!("{name}"));
    match row[1] {
        Data::Float(value) => value,
        Data::Int(value) => value as f64,
        ref other => panic!("{name}: {other:?}"),
    }
}

/// Does LibreOffice come to the figures of the pages of all five roadmaps? Said aloud where it is not installed.
pub fn agrees(demo: &Demo) {
    let roadmaps = TOWNS.map(|town| roadmap(demo, town));
    let named: Vec<(String, Vec<u8>)> =
        roadmaps.iter().map(|roadmap| (format!("{}.xlsx", roadmap.town), roadmap.file.clone())).collect();
    let files: Vec<(&str, Vec<u8>)> = named.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let Some(saved) = libreoffice::resaved(&files, "xlsx") else { return };
    for (Roadmap { town, figures, page, .. }, bytes) in roadmaps.into_iter().zip(saved) {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let n = |figure: &str| figures[figure].as_f64().unwrap();
        assert!(n("due") > 0.0, "{town}: something is due");
        for (name, counted) in [
            ("Наступил срок (знаменатель)", n("due")),
            ("Исполнено и подтверждено", n("done")),
            ("Исполнено в срок", n("on_time")),
            ("Исполнено, отмечено и подтверждено в срок (числитель)", n("fulfilled")),
            ("Не исполнено…", n("due") - n("done")),
            ("Исполнено с опозданием", n("done") - n("on_time")),
            ("Подтверждающий документ не открывается", n("dead_proofs")),
            ("Срок не определён", n("undated")),
            ("Порог показателя № 6, %", n("threshold")),
            ("Показатель № 6", n("indicator_6")),
        ] {
            assert_eq!(value(&mut book, name), counted, "{town}: {name}");
        }
        for (name, figure) in [
            ("Полнота", "completeness"),
            ("Своевременность", "timeliness"),
            ("Исполнение дорожной карты", "fulfilment"),
        ] {
            let tenths = (value(&mut book, name) * 1_000.0).round();
            assert_eq!(tenths, (n(figure) * 1_000.0 + 1e-9).floor(), "{town}: {name}");
            let shown = format!("{},{}\u{a0}%", tenths as u64 / 10, tenths as u64 % 10);
            assert!(page.contains(&shown), "{town}: the page says {name} {shown}");
        }
        let formulas = book.worksheet_formula("Показатель").unwrap();
        assert!(formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count() >= 15, "{town}");
    }
}
