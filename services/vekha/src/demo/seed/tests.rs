//! The seeds can be read, and a wrong one is told with its file.

use super::*;

#[test]
fn the_seeds_can_be_read_and_every_name_in_them_is_known() {
    let seeds = seeds().unwrap_or_else(|e| panic!("{e}"));
    let rows: Vec<usize> = seeds.iter().map(|seed| seed.order.rows.len()).collect();
    assert_eq!(rows, [29, 52, 43, 95, 23]);
    assert!(seeds.iter().all(|seed| seed.adopted_on().is_some()));
}

#[test]
fn a_wrong_seed_is_told_with_its_file_and_key() {
    let [mut files, ..] = FILES;
    let spoilt = files.history.replace("threshold", "treshold");
    let office = files.office.replace("organisation = \"УО\"", "organisation = \"УУ\"");
    files.history = Box::leak(spoilt.into_boxed_str());
    let told = read(&files).unwrap_err().to_string();
    assert!(told.starts_with("seeds/belorechensk/history.toml: ") && told.contains("treshold"), "{told}");
    let [mut files, ..] = FILES;
    files.office = Box::leak(office.into_boxed_str());
    let told = read(&files).unwrap_err().to_string();
    assert_eq!(told, "seeds/belorechensk/office.toml: people.organisation: nothing is called «УУ»");
}
