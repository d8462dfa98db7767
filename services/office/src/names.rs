//! Compares names as people do, and tells what sort of organisation a name stands for.

use crate::sheet::one_line;
use vekha_domain::event::OrganisationKind;

/// A key that is equal for two spellings of one name: case, ё and е, spaces, quotes and the space after № do not count.
pub fn name_key(name: &str) -> String {
    let name = name.to_lowercase().replace('ё', "е").replace('№', " № ");
    one_line(&name.replace(['«', '»', '"', '“', '”', '„'], " ").replace(". ", "."))
}

/// What sort of organisation the name stands for.
pub fn organisation_kind(name: &str) -> OrganisationKind {
    let key = name_key(name);
    let words: Vec<&str> = key.split([' ', '-', ',']).collect();
    let word = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let part = |wanted: &[&str]| wanted.iter().any(|part| key.contains(part));
    if word(&["доо", "доу", "мбдоу", "мадоу", "мдоу", "мкдоу"]) || part(&["детский сад", "детского сада"])
    {
        OrganisationKind::Kindergarten
    } else if word(&["сош", "оош", "ош", "мбоу", "маоу", "мкоу", "моу", "гбоу", "оо"]) && !word(&["иро"])
        || part(&["школа", "гимназия", "лицей"])
    {
        OrganisationKind::School
    } else if word(&["уо", "департамент"]) || part(&["управление образовани", "отдел образовани", "комитет образовани"])
    {
        OrganisationKind::Office
    } else if word(&["имц", "цро", "иро", "соиро", "мнц", "ткп", "мткп", "цоко"])
        || part(&["центр", "институт развития"])
    {
        OrganisationKind::Centre
    } else {
        OrganisationKind::Other
    }
}

/// The municipality in an office's name: «… МУНИЦИПАЛЬНОГО ОБРАЗОВАНИЯ СЕВЕРСКИЙ РАЙОН» is «Северский район».
pub fn territory(office_name: &str) -> Option<String> {
    const OF: &str = "муниципального образования ";
    let name = one_line(office_name).to_lowercase();
    let (_, place) = name.split_once(OF)?;
    let words: Vec<String> = place
        .split(' ')
        .map(|word| {
            if word == "район" || word == "город" || word == "округ" {
                word.to_owned()
            } else {
                capital(word)
            }
        })
        .collect();
    Some(words.join(" ")).filter(|place| !place.is_empty())
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
