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

#[tokio::test]
async fn schools_fill_in_cards_and_the_curator_confirms_risks_that_recommendations_go_by() {
    let seed = &the("seversky")[0];
    let (_folder, app) = lived(the("seversky"), &["2023-09-15T18:00"]).await;
    let known = app.office(seed.office_id()).await.unwrap();
    let risks = monitoring(&known, "korenovsk-m3");
    let sheet = |on: &str| risks.sheet(1, known.office(), day(on)).unwrap();
    let schools = risks.who_answers(day("2023-07-31"), known.office());
    let filled = |on: &str| {
        let sheet = sheet(on);
        let cards = schools.iter().filter(|of| sheet.card(**of).is_some()).count();
        (cards, schools.iter().filter(|of| sheet.protocol(**of).is_some()).count())
    };
    let progress = ["2023-07-01", "2023-07-31", "2023-09-15"].map(filled);
    println!("cards and protocols by 1 and 31 July and 15 September: {progress:?}");
    assert_eq!(progress[0], (0, 0));
    assert!(progress[1].0 >= 10 && progress[1].1 >= 5 && progress[2].0 >= 20, "{progress:?}");
    let last = sheet("2023-09-15");
    let to: Vec<_> = last.recommendations().map(|of| of.issued.organisation).collect();
    assert_eq!(to.len(), 3);
    let confirmed = |of| sheet("2023-08-07").confirmed(of).map_or(0, |risks| risks.len());
    let most = schools.iter().map(|of| confirmed(*of)).max().unwrap();
    assert!(to.iter().all(|of| confirmed(*of) > 0) && confirmed(to[0]) == most, "the riskiest are helped first");
}

#[tokio::test]
async fn the_printed_years_of_krasnodar_are_entered_afterwards_and_give_the_printed_zones_and_groups() {
    let seed = &the("krasnodar")[0];
    let (_folder, app) = lived(the("krasnodar"), &["2022-09-15T18:00"]).await;
    let known = app.office(seed.office_id()).await.unwrap();
    let view = View::new(&known, day("2022-09-15"));
    let numbers = |of: &dyn Fn(vekha_domain::ids::OrganisationId) -> bool| {
        let monitoring = monitoring(&known, "krasnodar-clusters");
        let all = monitoring.who_answers(day("2022-09-15"), known.office()).into_iter().filter(|id| of(*id));
        let number = |id| known.office().organisation(id).unwrap().name.rsplit(' ').next().unwrap().parse().unwrap();
        let mut numbers: Vec<u16> = all.map(number).collect();
        numbers.sort_unstable();
        numbers
    };
    let clusters = monitoring(&known, "krasnodar-clusters");
    let sheet = view.sheet(clusters.id, 3).unwrap();
    let group = |code: &str| {
        numbers(&|id| sheet.class(id).is_some_and(|c| crate::windows::results::cluster_code(c.class.decided) == code))
    };
    assert_eq!(group("steadily_unsuccessful"), [39, 51]);
    assert_eq!(group("falling"), [12, 35, 70]);
    assert_eq!(group("rising"), [11, 17, 42, 50]);
    assert_eq!(group("fluctuating"), [14, 24, 46, 66, 76, 77, 84]);
    let zones = view.results(monitoring(&known, "krasnodar-zones").id, 2).unwrap();
    let zone = |code: &str| {
        let is = |row: &vekha_projections::Scored<'_>| row.zone.as_ref().is_some_and(|(_, zone)| zone.code == code);
        numbers(&|id| zones.rows.iter().any(|row| row.whose.organisation == id && is(row)))
    };
    assert_eq!(zone("green"), [12, 14, 35, 42, 46, 76]);
    assert_eq!(zone("yellow"), [17, 24, 39, 51, 66, 77]);
    assert_eq!(zone("red"), [11, 50, 70, 84]);
    assert!(zones.rows.iter().all(|row| !row.late), "past years are entered afterwards, not late");
}

#[tokio::test]
async fn the_tutor_point_of_korenovsk_has_its_total_and_band() {
    let seed = &the("korenovsk")[0];
    let (_folder, app) = lived(the("korenovsk"), &["2021-11-20T18:00"]).await;
    let known = app.office(seed.office_id()).await.unwrap();
    let point = monitoring(&known, "korenovsk-m6");
    let results = View::new(&known, day("2021-11-20")).results(point.id, 1).unwrap();
    let [row] = results.rows.as_slice() else { panic!("{:?}", results.rows) };
    println!("the tutor point's total: {:?}, {:?}", row.total(), row.placed.map(|placed| &placed.band.name));
    assert!(row.total().is_some() && row.placed.is_some());
    assert!(row.total().unwrap() <= vekha_domain::scoring::Exact::whole(18), "nineteen cannot be reached");
}
