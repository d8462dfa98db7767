//! Numbers of rows: successors, and numbers for rows that share a merged cell or have none.

use crate::order::Row;
use std::collections::HashSet;

/// Whether `next` comes right after `number` in one list: «1.3» after «1.2».
pub(crate) fn follows(number: &str, next: &str) -> bool {
    let split = |text: &str| -> Option<(String, u32)> {
        let (outer, last) = text.rsplit_once('.').unwrap_or(("", text));
        Some((outer.to_owned(), last.parse().ok()?))
    };
    match (split(number), split(next)) {
        (Some((outer, last)), Some((next_outer, next_last))) => outer == next_outer && next_last == last + 1,
        _ => false,
    }
}

/// Gives numbers to tables in which a quarter of the rows or more have none.
pub(crate) fn complete(rows: &mut [Row]) {
    let unnumbered = rows.iter().filter(|row| row.number.is_empty()).count();
    if unnumbered * 4 < rows.len() || unnumbered == 0 {
        return;
    }
    let printed: Vec<(&[String], &str)> = rows
        .iter()
        .filter(|row| !row.number.is_empty())
        .map(|row| (row.section.as_slice(), row.number.as_str()))
        .collect();
    let numbers: HashSet<&str> = printed.iter().map(|(_, number)| *number).collect();
    let begins_with_number = rows.first().is_some_and(|row| !row.number.is_empty());
    if printed.is_empty() && rows.iter().all(|row| row.section.is_empty()) {
        rows.iter_mut().zip(1..).for_each(|(row, ordinal): (_, u32)| row.number = ordinal.to_string());
    } else if begins_with_number && numbers.len() == printed.len() {
        within_merged(rows);
    } else {
        within_sections(rows);
    }
}

/// Rows beside one merged number «1» are «1.1», «1.2»; a number with one row stays as it is printed.
fn within_merged(rows: &mut [Row]) {
    let mut shared: Option<String> = None;
    let mut ordinal = 0;
    let heads: Vec<bool> = rows.iter().map(|row| row.number.is_empty()).chain([false]).collect();
    for (row, next_has_none) in rows.iter_mut().zip(heads.into_iter().skip(1)) {
        if !row.number.is_empty() {
            shared = next_has_none.then(|| row.number.clone());
            ordinal = 0;
        }
        if let Some(number) = &shared {
            ordinal += 1;
            row.number = format!("{number}.{ordinal}");
        }
    }
}

/// Numbers that begin anew in every direction: «2.7» is the seventh row of the second direction.
fn within_sections(rows: &mut [Row]) {
    let (mut section, mut ordinal, mut last) = (0, 0, None);
    for row in rows {
        if last.as_ref() != Some(&row.section) {
            section += 1;
            ordinal = 0;
            last = Some(row.section.clone());
        }
        ordinal += 1;
        row.number = format!("{section}.{ordinal}");
    }
}
