//! By which column the plan is sorted.

/// By what the rows are sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The column.
    pub by: Column,
    /// The last first.
    pub backwards: bool,
}

/// A column to sort by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// Number as printed, number by number.
    Number,
    /// Words of the row.
    Title,
    /// The nearest due day.
    Term,
    /// Names of the responsible.
    Responsible,
    /// The most urgent state.
    State,
}

impl Sort {
    /// `term`, or `-term` for the last first; none for a word that is no column.
    pub fn read(text: &str) -> Option<Sort> {
        let (backwards, by) = text.strip_prefix('-').map_or((false, text), |by| (true, by));
        let by = match by {
            "number" => Column::Number,
            "title" => Column::Title,
            "term" => Column::Term,
            "responsible" => Column::Responsible,
            "state" => Column::State,
            _ => return None,
        };
        Some(Sort { by, backwards })
    }
}
