//! `vekha deadline`: one phrase, a table of many, and what is refused.

use serde_json::{Value, json};
use vekha_tests::{Folder, tree, vekha};

const PERIOD: [&str; 4] = ["--from", "2022-11-08", "--to", "2024-12-31"];

fn deadline(phrase: &str, more: &[&str]) -> vekha_tests::Ran {
    vekha(&[&["deadline", phrase], &PERIOD[..], more].concat())
}

#[test]
fn a_term_is_answered_in_the_shape_that_was_promised() {
    let answer = deadline("до 15 января ежегодно, до 15 сентября ежегодно", &["--json"]).ok().json();
    assert_eq!(answer["status"], "parsed");
    assert_eq!(answer["kind"], "yearly_until");
    assert_eq!(answer["phrase"], "до 15 января ежегодно, до 15 сентября ежегодно");
    let first = &answer["occurrences"][0];
    assert_eq!(
        (&first["start"], &first["due"], &first["effective_due"]),
        (&Value::Null, &json!("2023-01-15"), &json!("2023-01-16"))
    );
    assert_eq!(first["label"], "до 15.01.2023");
    for key in ["rules", "comment", "choices", "warnings"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_exit_status_says_whether_a_term_was_understood() {
    assert_eq!(deadline("1 раз в квартал", &[]).code, 0);
    assert_eq!(deadline("раз в полугодие", &[]).code, 0, "ambiguous words have a usual reading");
    let refused = deadline("до 31.11.2023", &["--json"]);
    assert_eq!((refused.code, refused.json()["status"].clone()), (1, json!("not_understood")));
    assert_eq!(refused.json()["occurrences"], json!([]));
    let missing = deadline("-", &["--json"]);
    assert_eq!((missing.code, missing.json()["status"].clone()), (1, json!("missing")));
    assert_eq!(vekha(&["deadline", "май"]).code, 2, "a term without its period is wrong use");
    assert_eq!(vekha(&["deadline", "май", "--from", "2024-01-01", "--to", "2023-01-01"]).code, 2);
}

#[test]
fn a_table_of_terms_gives_an_answer_a_line() {
    let table = tree::root().join("domain/tests/data/deadlines.tsv");
    let answers = vekha(&["deadline", "--batch", &table.to_string_lossy()]).ok();
    let lines = std::fs::read_to_string(&table).unwrap().lines().count() - 1;
    let statuses: Vec<Value> = answers.said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(statuses.len(), lines);
    assert!(statuses.iter().all(|answer| answer["status"] != "not_understood"));
}

#[test]
fn own_calendar_and_school_terms_take_the_place_of_the_built_in_ones() {
    let folder = Folder::new();
    let (calendar, terms) = (folder.file("days.json"), folder.file("terms.json"));
    let days = r#"{"years":{"2023":{"off_weekdays":["2023-05-15"],"working_weekends":[]}}}"#;
    std::fs::write(&calendar, days).unwrap();
    std::fs::write(&terms, r#"{"2022":[{"from":"2022-09-01","to":"2022-12-01"}]}"#).unwrap();
    let calendar = calendar.to_string_lossy().into_owned();
    let answer = deadline("до 15.05.2023", &["--json", "--calendar", &calendar]).ok().json();
    assert_eq!(answer["occurrences"][0]["effective_due"], "2023-05-16");
    let terms = terms.to_string_lossy().into_owned();
    let year = ["--from", "2022-09-01", "--to", "2023-08-31", "--json", "--terms", &terms];
    let answer = vekha(&[&["deadline", "1 раз в четверть"], &year[..]].concat()).ok().json();
    assert_eq!(answer["occurrences"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["occurrences"][0]["due"], "2022-12-01");
}
