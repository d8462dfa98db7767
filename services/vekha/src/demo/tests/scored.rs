//! A July of the demonstration: windows open and close, schools enter, the note is published, a decision becomes an activity.

use super::*;
use vekha_domain::{event::Whose, monitoring::Monitoring};
use vekha_projections::OfficeState;

fn monitoring<'a>(known: &'a OfficeState, code: &str) -> &'a Monitoring {
    known.monitorings().find(|m| m.scored_by.as_deref() == Some(code)).unwrap()
}

#[tokio::test]
async fn a_whole_july_is_lived_from_the_opening_letters_to_the_published_note() {
    let seed = &the("seversky")[0];
    let (_folder, app) = lived(the("seversky"), &["2023-09-15T18:00"]).await;
    let known = app.office(seed.office_id()).await.unwrap();
    let whole = |on: &str| {
        let view = View::new(&known, day(on));
        let dynamics = monitoring(&known, "korenovsk-m1");
        let window = dynamics.window(1).unwrap();
        30 - view.missing(dynamics, window).len()
    };
    let progress = ["2023-07-01", "2023-07-05", "2023-07-12", "2023-08-01"].map(whole);
    println!("schools that have entered everything by 1, 5, 12 July and 1 August: {progress:?}");
    assert!(progress.is_sorted() && progress[0] == 0 && (20..30).contains(&progress[2]), "{progress:?}");
    assert_eq!(progress[3], 29, "the silent school is missing");

    let dynamics = monitoring(&known, "korenovsk-m1");
    let results = View::new(&known, day("2023-09-15")).results(dynamics.id, 1).unwrap();
    assert_eq!(results.rows.len(), 30);
    assert!(results.rows.iter().any(|row| row.late), "some came late");
    assert!(
        results
            .rows
            .iter()
            .any(|row| { row.values.keys().any(|code| results.sheet.history(row.whose, code).count() > 1) })
    );
    assert!(results.indicator("1.1").unwrap().median.is_some());
    assert_eq!(results.sheet.notes().count(), 1);
    let issued: Vec<_> = results.sheet.recommendations().collect();
    assert_eq!(issued.len(), 3);
    let decisions: Vec<_> = results.sheet.decisions().collect();
    assert_eq!(decisions.len(), 2);
    let activity = known.activity(decisions[0].1.activity.unwrap()).unwrap();
    assert_eq!(activity.occurrences.last().unwrap().due(), decisions[0].1.due);
    assert!(activity.parties_on(day("2023-09-15")).next().is_some());

    let methods = monitoring(&known, "korenovsk-m4");
    let results = View::new(&known, day("2023-09-15")).results(methods.id, 1).unwrap();
    let own = results.rows.first().unwrap();
    println!("the municipality's total: {:?}, {:?}", own.total(), own.placed.map(|placed| &placed.band.name));
    assert!(own.placed.is_some() && own.whole_since.is_some());
    let sixth = results.sheet.entry(Whose::of(own.whose.organisation), "h").unwrap();
    let fulfilment = sixth.reported.fulfilment.unwrap();
    let then = View::new(&known, sixth.on).fulfilment(&Scope::roadmap(methods.roadmap));
    assert_eq!((fulfilment.due, fulfilment.done), (then.due, then.done), "as the roadmap said on that day");

    let teachers = View::new(&known, day("2023-06-15")).results(monitoring(&known, "korenovsk-m2").id, 1).unwrap();
    assert_eq!(teachers.rows.len(), 8);
    assert!(teachers.rows.iter().filter(|row| row.placed.is_some()).count() >= 6);
    let kinds = kinds(&app, seed).await;
    let told =
        ["values_reported", "values_corrected", "note_published", "recommendation_issued", "recommendation_done"];
    assert!(told.iter().all(|kind| kinds.contains_key(*kind)), "{kinds:?}");
}
