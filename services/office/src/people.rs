//! Knows a person's name at the start of some words: «Иванова А.А.», «А.А. Иванова», «Иванова Анна Александровна».

/// Ends of patronymics.
const PATRONYMIC: &[&str] = &["вич", "вна", "ична", "инична", "ьич", "оглы", "кызы"];

/// The name, surname first, and how many words it takes.
pub(crate) fn person(words: &[&str]) -> Option<(String, usize)> {
    surname_first(words).or_else(|| initials_first(words)).or_else(|| in_full(words))
}

fn surname_first(words: &[&str]) -> Option<(String, usize)> {
    let surname = words.first().filter(|word| is_surname(word))?;
    let (initials, used) = initials_at(words.get(1..)?)?;
    Some((format!("{surname} {initials}"), used + 1))
}

fn initials_first(words: &[&str]) -> Option<(String, usize)> {
    let (initials, used) = initials_at(words)?;
    let surname = words.get(used)?.trim_end_matches('.');
    (is_surname(surname) && !follows_initials(words, used + 1)).then(|| (format!("{surname} {initials}"), used + 1))
}

/// «А.А. Иванова Б.Б.»: the surname belongs to the initials after it only when no surname comes after those.
fn follows_initials(words: &[&str], at: usize) -> bool {
    let Some((_, used)) = words.get(at..).and_then(initials_at) else { return false };
    !words.get(at + used).is_some_and(|word| is_surname(word.trim_end_matches('.')))
}

fn in_full(words: &[&str]) -> Option<(String, usize)> {
    let three: Vec<&str> = words.get(..3)?.iter().map(|word| word.trim_end_matches('.')).collect();
    let [first, second, third] = three.as_slice() else { return None };
    let patronymic =
        |word: &str| PATRONYMIC.iter().any(|end| word.to_lowercase().ends_with(end)) && word.chars().count() > 5;
    if ![first, second, third].iter().all(|word| is_surname(word)) {
        return None;
    }
    if patronymic(third) {
        return Some((format!("{first} {second} {third}"), 3));
    }
    // A surname may end like a patronymic too: «Рабинович Анна Ильинична» was taken above.
    patronymic(second).then(|| (format!("{third} {first} {second}"), 3))
}

/// A capital and small letters, or capitals only; double surnames have a hyphen.
fn is_surname(word: &str) -> bool {
    let letters = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
    let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let long_enough = word.chars().count() > if capitals { 4 } else { 1 };
    let small = |part: &str| part.chars().skip(1).all(char::is_lowercase);
    long_enough
        && word.starts_with(char::is_uppercase)
        && word.split('-').all(letters)
        && (capitals || word.split('-').all(small))
}

/// Initials in one word or in two, with their full stops, and how many words they take.
fn initials_at(words: &[&str]) -> Option<(String, usize)> {
    let first = initials(words.first()?)?;
    if first.chars().count() >= 4 {
        return Some((first, 1));
    }
    Some(match words.get(1).and_then(|word| initials(word)).filter(|second| second.chars().count() == 2) {
        Some(second) => (format!("{first}{second}"), 2),
        None => (first, 1),
    })
}

/// «Е.В.», «Е.В» or «Е.», with their full stops.
fn initials(word: &str) -> Option<String> {
    let letters: Vec<&str> = word.trim_end_matches(['.', ')']).split('.').collect();
    let one = |part: &&str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && letters.len() <= 2 && letters.iter().all(one);
    dotted.then(|| letters.iter().map(|letter| format!("{letter}.")).collect())
}
