//! Subjects: what it is about and when, in one line that a telephone shows whole.

/// Longest subject, in characters.
pub const LONGEST: usize = 60;
/// Fewer characters than these say nothing of a title.
const LEAST: usize = 12;
/// At the end of a cut title, words so short say nothing: prepositions.
const SHORT: usize = 3;

/// «Срок 15.07.2023: анализ результатов ВПР (2.23)»: the point, as much of the title as there is room for, the number.
pub fn of_row(point: &str, title: &str, number: &str) -> String {
    let tail = if number.is_empty() { String::new() } else { format!(" ({number})") };
    let used = point.chars().count() + 2 + tail.chars().count();
    let room = LONGEST.saturating_sub(used);
    if room < LEAST {
        return line(&format!("{point}{tail}"));
    }
    line(&format!("{point}: {}{tail}", shortened(&small(title), room)))
}

/// One line of at most [`LONGEST`] characters.
pub fn line(text: &str) -> String {
    shortened(text, LONGEST)
}

/// As many whole words as there is room for, without an ellipsis and without what begins and does not end.
fn shortened(text: &str, room: usize) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let whole = words.join(" ");
    if whole.chars().count() <= room {
        return whole;
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in words {
        length += word.chars().count() + usize::from(!kept.is_empty());
        if length > room {
            break;
        }
        kept.push(word);
    }
    let small = |word: &&str| word.chars().count() <= SHORT && word.chars().all(char::is_lowercase);
    // «... results of» and «... results of subjects» both end in the middle.
    for at in 1..=2 {
        if kept.len() > at + 1 && kept.iter().rev().nth(at - 1).is_some_and(small) {
            kept.truncate(kept.len() - at);
        }
    }
    if kept.is_empty() {
        return whole.chars().take(room).collect();
    }
    let cut = kept.join(" ");
    let open = [('\u{ab}', '\u{bb}'), ('(', ')')].iter().find_map(|(from, to)| {
        let at = cut.rfind(*from)?;
        (at > 0 && !cut.get(at..)?.contains(*to)).then_some(at)
    });
    let cut = open.and_then(|at| cut.get(..at)).unwrap_or(&cut);
    cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:.-\u{2013}\u{2014}(\u{ab}".contains(c)).to_owned()
}

/// The first letter small, as within a sentence; an abbreviation stays.
fn small(title: &str) -> String {
    let mut letters = title.trim().chars();
    let first = letters.next();
    let word = letters.clone().next().is_none_or(|second| !second.is_uppercase());
    match first {
        Some(first) if word => first.to_lowercase().chain(letters).collect(),
        _ => title.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_the_point_whole_words_and_the_number() {
        let title =
            "Анализ результатов ВПР по предметам русский язык и математика в 5 и 6 классах за два предыдущих года";
        assert_eq!(of_row("Срок 15.07.2023", title, "2.23"), "Срок 15.07.2023: анализ результатов ВПР (2.23)");
        assert_eq!(of_row("Срок 15.07.2023", "ВПР\r\nBcc: x", ""), "Срок 15.07.2023: ВПР Bcc: x");
        let quoted = "Проведение семинара «Формирование функциональной грамотности обучающихся»";
        assert_eq!(of_row("Срок 15.07.2023", quoted, "1"), "Срок 15.07.2023: проведение семинара (1)");
        for (point, number) in [("Срок", "1.1.1.1"), ("Возвращено на доработку, исправьте до 15.07.2023", "12.12")]
        {
            assert!(of_row(point, title, number).chars().count() <= LONGEST);
        }
    }
}
