//! An order as it would be imported: what `vekha import --dry-run` shows, row by row, with the terms already read.

use super::{
    deadline::{Deadline, Noted},
    roadmap::{OrderShown, PeriodShown},
};
use crate::{app::ImportOptions, wording::Lang};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{self, Context, Period, Status},
    school::SchoolTerms,
};
use vekha_office::{LeftOut, LeftOutReason, Order, Responsible, ResponsibleKind, Row, Warning};

/// An order read.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct ImportShown {
    /// Title of the roadmap.
    pub title: Option<String>,
    /// The order.
    pub order: OrderShown,
    /// The period stated, or the one proposed; null when neither is there.
    pub period: Option<PeriodShown>,
    /// The rows of the table.
    pub activities: Vec<RowShown>,
    /// What a person should look at in the order as a whole.
    pub warnings: Vec<Noted>,
    /// What stands in the file and is in no row.
    pub left_out: Vec<LeftOutShown>,
}

/// A piece of the file that is in no row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct LeftOutShown {
    /// Its text.
    pub text: String,
    /// `prose`, `other_table`, `repeated_header`, `column_numbers`, `unknown_column` or `not_printed`.
    #[schema(value_type = String)]
    pub reason: LeftOutReason,
}

/// A row of the order's table.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct RowShown {
    /// Number as printed.
    pub number: String,
    /// Directions the row stands under, outer first.
    pub section: Vec<String>,
    /// The task.
    pub task: Option<String>,
    /// The activity as printed.
    pub title: String,
    /// Form of work.
    pub form: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Codes of risk factors.
    pub codes: Vec<String>,
    /// Expected result.
    pub result: Option<String>,
    /// Words of the term.
    pub deadline: String,
    /// The term as it was understood; null as long as no period is known.
    pub schedule: Option<Deadline>,
    /// Who is named.
    pub responsible: Vec<ResponsibleShown>,
    /// What a person should look at in this row.
    pub warnings: Vec<Noted>,
}

/// Who is named in the cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ResponsibleShown {
    /// `person`, `organisation`, `group` or `post`.
    pub kind: &'static str,
    /// Name.
    pub name: String,
    /// Words of the cell it was read from.
    pub text: String,
}

impl ImportShown {
    /// What the import would make of the order.
    pub fn of(
        order: &Order,
        options: &ImportOptions,
        calendar: &WorkCalendar,
        terms: &SchoolTerms,
        lang: Lang,
    ) -> ImportShown {
        let proposed = || vekha_office::proposed_period(order).map(|found| (found.from, found.to));
        let period = options.period.or_else(proposed);
        let schedules = period.map_or_else(Vec::new, |(from, to)| {
            let cx = Context::new(Period { from, to }, order.date.unwrap_or(from), calendar, terms);
            let mut readings: Vec<_> = order.rows.iter().map(|row| deadline::read(&row.deadline, &cx)).collect();
            deadline::suspect_years(&mut readings, &cx);
            readings.iter().map(|reading| Deadline::of(reading, &cx, lang)).collect()
        });
        let mut schedules = schedules.into_iter();
        let row = |row: &Row| RowShown::of(row, schedules.next(), lang);
        ImportShown {
            title: options.title.clone().or_else(|| order.title.clone()),
            order: OrderShown { number: order.number.clone(), date: order.date },
            period: period.map(|(from, to)| PeriodShown { from, to }),
            activities: order.rows.iter().map(row).collect(),
            warnings: order.warnings.iter().map(|w| warning(w, lang)).collect(),
            left_out: order
                .left_out
                .iter()
                .map(|LeftOut { text, reason }| LeftOutShown { text: text.clone(), reason: *reason })
                .collect(),
        }
    }

    /// The same as lines of text: the heading, then each row with what was understood.
    pub fn as_text(&self, lang: Lang) -> String {
        let unclear = self.activities.iter().filter(|row| row.unclear()).count();
        let period = self.period.map_or_else(|| "—".to_owned(), |p| format!("{}–{}", written(p.from), written(p.to)));
        let mut lines = vec![lang.say_with(
            "import-heading",
            [
                ("title", self.title.clone().unwrap_or_else(|| "—".to_owned()).into()),
                ("number", self.order.number.clone().unwrap_or_else(|| "—".to_owned()).into()),
                ("date", self.order.date.map_or_else(|| "—".to_owned(), written).into()),
                ("period", period.into()),
                ("rows", self.activities.len().into()),
                ("unclear", unclear.into()),
            ],
        )];
        for row in &self.activities {
            let names: Vec<&str> = row.responsible.iter().map(|r| r.name.as_str()).collect();
            lines.push(format!("{} {}", row.number, row.title));
            lines.push(format!("  {} · {}", row.deadline, names.join(", ")));
            let shown = row.schedule.iter().filter(|s| row.unclear() || !s.warnings.is_empty());
            lines.extend(shown.map(|s| format!("  {}", s.as_text(lang))));
            lines.extend(row.warnings.iter().map(|w| format!("  ! {}", w.words)));
        }
        lines.extend(self.warnings.iter().map(|w| format!("! {}", w.words)));
        if !self.left_out.is_empty() {
            lines.push(lang.say_with("import-left-out", [("pieces", self.left_out.len().into())]));
        }
        for piece in &self.left_out {
            let reason = lang.say(&format!("import-left-{}", piece.reason.code()));
            lines.push(format!("  {reason}: {}", piece.text));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

impl RowShown {
    fn of(row: &Row, schedule: Option<Deadline>, lang: Lang) -> RowShown {
        RowShown {
            number: row.number.clone(),
            section: row.section.clone(),
            task: row.task.clone(),
            title: row.title.clone(),
            form: row.form.clone(),
            audience: row.audience.clone(),
            place: row.place.clone(),
            codes: row.codes.clone(),
            result: row.result.clone(),
            deadline: row.deadline.clone(),
            schedule,
            responsible: row.responsible.iter().map(responsible).collect(),
            warnings: row.warnings.iter().map(|w| warning(w, lang)).collect(),
        }
    }

    /// Does the term wait for a person?
    fn unclear(&self) -> bool {
        self.schedule.as_ref().is_none_or(|s| s.status != Status::Parsed)
    }
}

fn responsible(named: &Responsible) -> ResponsibleShown {
    let kind = match named.kind {
        ResponsibleKind::Person => "person",
        ResponsibleKind::Organisation => "organisation",
        ResponsibleKind::Group => "group",
        ResponsibleKind::Post => "post",
    };
    ResponsibleShown { kind, name: named.name.clone(), text: named.text.clone() }
}

fn warning(warning: &Warning, lang: Lang) -> Noted {
    let key = format!("import-warning-{}", warning.code());
    let words = match warning {
        Warning::DuplicateNumber { number } | Warning::DirectionLost { number } => {
            lang.say_with(&key, [("number", number.clone().into())])
        }
        Warning::EmptyDeadline
        | Warning::EmptyResponsible
        | Warning::DamagedRow
        | Warning::JoinedAcrossPages
        | Warning::NoNumberOrDate => lang.say(&key),
    };
    Noted { code: warning.code().to_owned(), words }
}

fn written(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lang: Lang) -> ImportShown {
        let named = Responsible {
            kind: ResponsibleKind::Person,
            name: "Кочнева С.А.".to_owned(),
            text: "Кочнева С.А.".to_owned(),
        };
        let row = Row {
            number: "1.1".to_owned(),
            title: "Совещание".to_owned(),
            deadline: "до 15.01.2023".to_owned(),
            responsible: vec![named],
            warnings: vec![
                Warning::DuplicateNumber { number: "1.1".to_owned() },
                Warning::EmptyDeadline,
                Warning::EmptyResponsible,
                Warning::DamagedRow,
                Warning::JoinedAcrossPages,
            ],
            ..Row::default()
        };
        let reasons = [
            LeftOutReason::Prose,
            LeftOutReason::OtherTable,
            LeftOutReason::RepeatedHeader,
            LeftOutReason::ColumnNumbers,
            LeftOutReason::UnknownColumn,
            LeftOutReason::NotPrinted,
        ];
        let left_out = reasons.map(|reason| LeftOut { text: "Подпись".to_owned(), reason }).to_vec();
        let warnings = vec![Warning::NoNumberOrDate, Warning::DirectionLost { number: "3".to_owned() }];
        let order = Order { rows: vec![row], warnings, left_out, ..Order::default() };
        let period = Some(("2022-11-08".parse().unwrap(), "2024-12-31".parse().unwrap()));
        let options = ImportOptions { period, ..ImportOptions::default() };
        ImportShown::of(&order, &options, &WorkCalendar::federal(), &SchoolTerms::default(), lang)
    }

    #[test]
    fn every_row_is_shown_with_its_term_read() {
        let shown = shown(Lang::Ru);
        let row = shown.activities.first().unwrap();
        let due: Vec<_> = row.schedule.iter().flat_map(|s| &s.occurrences).filter_map(|o| o.due).collect();
        assert_eq!(due, ["2023-01-15".parse().unwrap()]);
        assert_eq!(row.responsible.first().map(|r| r.kind), Some("person"));
    }

    #[test]
    fn doubts_of_an_order_are_sentences_in_both_languages() {
        for lang in [Lang::Ru, Lang::En] {
            let text = shown(lang).as_text(lang);
            assert!(
                text.contains("1.1") && text.contains("Подпись") && !text.contains("Unknown localization"),
                "{text}"
            );
        }
    }
}
