//! Takes the cell of the responsible apart: people, organisations, groups and posts.

use crate::{
    kinds::{begins_name, is_one_post, kind, known},
    order::{Responsible, ResponsibleKind},
    people::person,
    sheet::one_line,
};

/// Words whose complement may stand on the next line of the cell: «Руководители» / «ОО».
const WANTS_COMPLEMENT: &[&str] = &[
    "руководители",
    "руководитель",
    "специалисты",
    "специалист",
    "директора",
    "директор",
    "начальник",
    "заместители",
    "заместитель",
    "администрация",
    "методисты",
    "методист",
    "учителя",
    "педагоги",
    "управление",
    "отдел",
    "департамент",
    "министерство",
    "центр",
    "муниципальные",
    "муниципальный",
    "классные",
    "педагогические",
    "руководство",
    "мку",
    "мбу",
    "мбоу",
    "маоу",
    "мкоу",
    "гбоу",
    "гку",
    "гау",
    "мбдоу",
    "мадоу",
    "сош",
];
/// Offices whose names hold commas: «Министерство образования, науки и молодежной политики».
const LONG_NAMES: &[&str] = &["министерств", "департамент", "управлени", "комитет", "отдел"];

/// Longest part that is looked at for «и», in bytes.
const LONGEST_PAIR: usize = 1000;

/// Everybody the cell names, in its order.
pub(crate) fn read(cell: &str) -> Vec<Responsible> {
    let mut named = Named::default();
    for segment in segments(cell) {
        named.segment = named.found.len();
        for part in parts(&segment) {
            named.part = named.found.len();
            named.take(&part);
        }
    }
    named.found
}

/// The lines of the cell, each whole: a line that only completes the one above is put to it.
fn segments(cell: &str) -> Vec<String> {
    let mut segments: Vec<String> = Vec::new();
    for piece in cell.split(';') {
        let mut open = false;
        for line in piece.split(['\n', '•', '·']).map(one_line).filter(|line| !line.is_empty()) {
            let above = segments.last_mut().filter(|_| open);
            match above.filter(|above| completes(above, &line)) {
                Some(above) => *above = format!("{above} {line}"),
                None => segments.push(line),
            }
            open = true;
        }
    }
    segments
}

fn completes(above: &str, line: &str) -> bool {
    let last = above.rsplit([',', ' ']).next().unwrap_or(above).to_lowercase();
    let begins_person = person(&line.split_whitespace().collect::<Vec<_>>()).is_some();
    let unclosed = above.matches('(').count() > above.matches(')').count();
    let lower = line.starts_with(|c: char| c.is_lowercase() || c == '№' || c == '(') && known(line).is_none();
    unclosed
        || !begins_person
            && (lower || WANTS_COMPLEMENT.contains(&last.as_str()) && !line.split(' ').next().is_some_and(begins_name))
}

/// Splits at commas and at «и» outside brackets.
fn parts(segment: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    // A bracket that is never closed holds nothing together.
    let balanced = segment.matches('(').count() == segment.matches(')').count();
    for sign in segment.chars() {
        match sign {
            '(' if balanced => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if sign == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(sign);
        }
    }
    let mut joined: Vec<String> = Vec::new();
    for part in parts.iter().map(|part| one_line(&part.replace("№№", "№"))).filter(|part| !part.is_empty()) {
        match joined.last_mut() {
            Some(before) if goes_on(before, &part) => *before = format!("{before}, {part}"),
            Some(before) if is_number(&part) && school_number(before).is_some() => {
                let (school, _) = school_number(before).unwrap_or_default();
                let next = format!("{school} № {}", part.trim_start_matches(['№', ' ']));
                joined.push(next);
            }
            Some(_) | None => joined.push(part),
        }
    }
    joined.iter().flat_map(|part| at_and(part)).collect()
}

/// «науки и молодежной политики» is the rest of an office's name, «имеющие низкие результаты» says which schools.
fn goes_on(before: &str, part: &str) -> bool {
    const PARTICIPLES: [&str; 6] = ["щие", "щих", "вшие", "вших", "нные", "нных"];
    let low = before.to_lowercase();
    let first = part.split(' ').next().unwrap_or_default();
    let participle = PARTICIPLES.iter().any(|end| first.ends_with(end)) && known(before).is_some();
    let of_office = LONG_NAMES.iter().any(|word| low.starts_with(word));
    part.starts_with(char::is_lowercase) && known(part).is_none() && (participle || of_office)
}

fn is_number(part: &str) -> bool {
    let digits = part.trim_start_matches(['№', ' ']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// «МБОУ СОШ № 1» is the school and its number.
fn school_number(name: &str) -> Option<(String, String)> {
    let (school, number) = name.split_once('№')?;
    is_number(number).then(|| (school.trim().to_owned(), number.to_owned()))
}

/// «УО и ЦРО» is two names, «Управление образования и молодежной политики» is one.
fn at_and(part: &str) -> Vec<String> {
    if part.len() > LONGEST_PAIR {
        return vec![part.to_owned()];
    }
    for sign in [" и ", " / ", "/"] {
        let Some((left, right)) = part.split_once(sign) else { continue };
        let name = |text: &str| person(&text.split_whitespace().collect::<Vec<_>>()).is_some();
        let whole = |text: &str| name(text) || known(text).is_some_and(|kind| kind != ResponsibleKind::Post);
        let is_left = name(left) || known(left) == Some(ResponsibleKind::Organisation);
        if !part.contains('(') && is_left && whole(right) {
            let mut names = vec![left.to_owned()];
            names.extend(at_and(right));
            return names;
        }
    }
    vec![part.to_owned()]
}

/// Who was found so far, and where the line and the part begin that are being read.
#[derive(Default)]
struct Named {
    found: Vec<Responsible>,
    segment: usize,
    part: usize,
}

impl Named {
    /// A part; brackets that hold only people are read on their own: «Управление образования (Петрова И.И.)».
    fn take(&mut self, part: &str) {
        if let Some((before, rest)) = part.split_once('(')
            && let Some((inside, after)) = rest.split_once(')')
        {
            let within: Vec<Responsible> = parts(inside).iter().flat_map(|part| read(part)).collect();
            if !within.is_empty() && within.iter().all(|party| party.kind == ResponsibleKind::Person) {
                self.names(before);
                for party in within {
                    self.person(party.name, &party.text);
                }
                self.part = self.found.len();
                return self.names(after);
            }
        }
        self.names(part);
    }

    /// The names of a part one after the other, without commas between them.
    fn names(&mut self, part: &str) {
        let spaced = space_after_initials(part);
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut rest: Vec<&str> = Vec::new();
        let (mut at, mut in_honour) = (0, false);
        while let Some(word) = words.get(at) {
            // A school may be named after a person.
            in_honour = !rest.is_empty() && (in_honour || matches!(*word, "им." | "имени" | "им"));
            if let Some((name, used)) = person(words.get(at..).unwrap_or_default()).filter(|_| !in_honour) {
                self.flush(&mut rest);
                self.person(name, &words.get(at..at + used).unwrap_or_default().join(" "));
                at += used;
                continue;
            }
            let whole = begins_name(word) && known(&rest.join(" ")).is_some();
            if whole && !inside_brackets(&rest) && !governs(rest.last()) {
                self.flush(&mut rest);
            }
            rest.push(word);
            at += 1;
        }
        self.flush(&mut rest);
    }

    /// A person; the post printed before the name in the same part is the person's own.
    fn person(&mut self, name: String, printed: &str) {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let mut text = if letters(printed) == letters(&name) { name.clone() } else { one_line(printed) };
        let own = self.found.len() > self.part;
        if let Some(post) = self.found.pop_if(|party| own && is_one_post(&party.name)) {
            text = format!("{} {text}", post.text);
        }
        self.found.push(Responsible { kind: ResponsibleKind::Person, name, text });
    }

    fn flush(&mut self, words: &mut Vec<&str>) {
        let text = one_line(&words.join(" "));
        words.clear();
        let name = trimmed(&text);
        if name.is_empty() || name == "и" {
            return;
        }
        // «Иванова А.А. – начальник отдела», «Иванова А.А. (УО)»: her own; after a mere comma only a full name makes it sure.
        let bracketed = text.starts_with('(') && text.ends_with(')');
        let dashed = (bracketed || text.starts_with(['-', '–', '—'])) && self.found.len() > self.part;
        let own = self.found.len() > self.segment && name.starts_with(char::is_lowercase) && is_one_post(&name);
        let person = self.found.last_mut().filter(|party| party.kind == ResponsibleKind::Person && (dashed || own));
        match person {
            Some(person) if dashed || !person.name.contains('.') => person.text = format!("{}, {name}", person.text),
            Some(_) | None => self.found.push(Responsible { kind: kind(&name), name, text }),
        }
    }
}

/// Whether the next word depends on this one: «заместитель директора», «объединение учителя».
fn governs(word: Option<&&str>) -> bool {
    const STEMS: &[&str] = &[
        "заместител",
        "зам",
        "помощник",
        "совет",
        "объединени",
        "групп",
        "и",
        "или",
        "для",
        "по",
        "за",
        "с",
        "и.о",
        "член",
        "ассоциаци",
    ];
    let word = word.map(|word| word.to_lowercase()).unwrap_or_default();
    let word = word.trim_end_matches('.');
    STEMS.iter().any(|stem| if stem.chars().count() < 4 { word == *stem } else { word.starts_with(stem) })
}

fn inside_brackets(words: &[&str]) -> bool {
    let count = |sign| words.iter().flat_map(|word| word.chars()).filter(|c| *c == sign).count();
    count('(') > count(')')
}

/// Without bullets, numbers of a list, labels and signs at the ends.
fn trimmed(text: &str) -> String {
    let mut name = text.trim_matches(['.', ' ', '-', '–', '—', '/', ':', '+', '*']);
    let enumerated = |name: &str| {
        let digits = name.chars().take_while(char::is_ascii_digit).count();
        (digits > 0 && digits < 3)
            .then(|| name.get(digits..).filter(|rest| rest.starts_with([')', '.'])).map(str::to_owned))
            .flatten()
    };
    let listed = enumerated(name);
    if let Some(rest) = &listed {
        name = rest.trim_start_matches([')', '.', ' ']);
    }
    if name.chars().all(|c| c.is_ascii_digit()) && text.ends_with(['.', ')']) {
        return String::new();
    }
    for label in ["Ответственные:", "Ответственный:", "Отв.:", "Исполнители:", "Исполнитель:", "Соисполнители:"]
    {
        name = name.strip_prefix(label).unwrap_or(name).trim();
    }
    name.to_owned()
}

/// «Ганина Е.В.Специалисты» is two names.
fn space_after_initials(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut spaced = String::new();
    for (at, sign) in signs.iter().enumerate() {
        spaced.push(*sign);
        let next_is_capital = signs.get(at + 1).is_some_and(|c| c.is_uppercase());
        let then_small = signs.get(at + 2).is_some_and(|c| c.is_lowercase());
        if *sign == '.' && next_is_capital && then_small {
            spaced.push(' ');
        }
    }
    spaced
}
