//! Takes the cell of the responsible apart: people, organisations, groups and posts.

use crate::{
    order::{Responsible, ResponsibleKind},
    sheet::one_line,
};

/// Words a new name begins with when it follows another without a comma.
const BEGINNINGS: &[&str] = &[
    "педагогические",
    "руководство",
    "руководители",
    "специалисты",
    "тьюторы",
    "кураторы",
    "наставники",
    "директор",
    "директора",
    "заместители",
    "управление",
    "сообщество",
    "учителя",
];
/// First words of the names of organisations.
const ORGANISATIONS: &[&str] = &[
    "уо",
    "цро",
    "имц",
    "мнц",
    "мткп",
    "ткп",
    "мку",
    "мбу",
    "мбоу",
    "маоу",
    "мкоу",
    "гбоу",
    "гау",
    "гку",
    "управление",
    "департамент",
    "отдел",
    "комитет",
    "министерство",
    "центр",
    "школа",
    "гимназия",
    "лицей",
    "сош",
    "мадоу",
    "мбдоу",
    "администрация",
];
/// Words that mean all schools or all of a calling.
const ALL: &[&str] = &["оо", "доо", "школ", "шнор", "организаций", "педагогические", "учителя", "педагоги"];
/// First words of the post of one person, whatever school follows.
const POSTS: &[&str] = &[
    "директор",
    "начальник",
    "заместитель",
    "руководитель",
    "заведующий",
    "методист",
    "специалист",
    "специалисты",
    "дирктор",
];

/// Everybody the cell names, in its order.
pub(crate) fn read(cell: &str) -> Vec<Responsible> {
    let mut found = Vec::new();
    for part in parts(cell) {
        people_and_rest(&part, &mut found);
    }
    found
}

/// Splits at line ends, commas and semicolons outside brackets.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for sign in cell.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if matches!(sign, '\n' | ',' | ';') && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(sign);
        }
    }
    parts
}

fn people_and_rest(part: &str, found: &mut Vec<Responsible>) {
    let spaced = space_after_initials(part);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if let Some((name, used)) = person(words.get(at..).unwrap_or_default()) {
            flush(&mut rest, found);
            found.push(Responsible { kind: ResponsibleKind::Person, text: name.clone(), name });
            at += used;
            continue;
        }
        if !rest.is_empty() && !inside_brackets(&rest) && BEGINNINGS.contains(&word.to_lowercase().as_str()) {
            flush(&mut rest, found);
        }
        rest.push(word);
        at += 1;
    }
    flush(&mut rest, found);
}

fn inside_brackets(words: &[&str]) -> bool {
    let count = |sign| words.iter().flat_map(|word| word.chars()).filter(|c| *c == sign).count();
    count('(') > count(')')
}

fn flush(words: &mut Vec<&str>, found: &mut Vec<Responsible>) {
    let text = one_line(&words.join(" "));
    words.clear();
    let name = text.trim_matches(['.', ' ', '-', '–', '/']).to_owned();
    if !name.is_empty() {
        found.push(Responsible { kind: kind(&name), name, text });
    }
}

fn kind(name: &str) -> ResponsibleKind {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let first = words.first().copied().unwrap_or_default();
    if POSTS.contains(&first) {
        ResponsibleKind::Post
    } else if ORGANISATIONS.contains(&first) {
        ResponsibleKind::Organisation
    } else if words.iter().any(|word| ALL.contains(word)) {
        ResponsibleKind::Group
    } else {
        ResponsibleKind::Post
    }
}

/// «Ганина Е.В.Специалисты» is two names.
fn space_after_initials(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut spaced = String::new();
    for window in 0..signs.len() {
        let Some(sign) = signs.get(window) else { break };
        spaced.push(*sign);
        let next_is_capital = signs.get(window + 1).is_some_and(|c| c.is_uppercase());
        let then_small = signs.get(window + 2).is_some_and(|c| c.is_lowercase());
        if *sign == '.' && next_is_capital && then_small {
            spaced.push(' ');
        }
    }
    spaced
}

/// A surname and initials at the start of the words, and how many words they take.
fn person(words: &[&str]) -> Option<(String, usize)> {
    let surname = words.first().filter(|word| is_surname(word))?;
    let first = initials(words.get(1)?)?;
    if first.chars().count() >= 4 {
        return Some((format!("{surname} {first}"), 2));
    }
    let second = words.get(2).and_then(|word| initials(word));
    Some(match second {
        Some(second) => (format!("{surname} {first}{second}"), 3),
        None => (format!("{surname} {first}"), 2),
    })
}

fn is_surname(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && signs.next().is_some_and(char::is_lowercase)
}

/// «Е.В.», «Е.В» or «Е.», with their full stops.
fn initials(word: &str) -> Option<String> {
    let letters: Vec<&str> = word.trim_end_matches('.').split('.').collect();
    let one = |part: &&str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && letters.len() <= 2 && letters.iter().all(one);
    dotted.then(|| letters.iter().map(|letter| format!("{letter}.")).collect())
}
