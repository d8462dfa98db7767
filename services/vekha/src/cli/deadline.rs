//! `vekha deadline`: a term in the words of an order, as it is understood; one phrase, or a table of many.

use super::{Failure, NOT_SO, Outcome, file, lang, say, say_json};
use crate::json;
use chrono::NaiveDate;
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{self, Context, Period, Status},
    school::SchoolTerms,
};

/// Arguments of `vekha deadline`.
#[derive(Args)]
pub struct Deadline {
    /// Words of the order
    #[arg(required_unless_present = "batch", conflicts_with = "batch", allow_hyphen_values = true)]
    phrase: Option<String>,
    /// First day of the roadmap's period
    #[arg(long, value_name = "DATE", required_unless_present = "batch")]
    from: Option<NaiveDate>,
    /// Last day of the roadmap's period
    #[arg(long, value_name = "DATE", required_unless_present = "batch")]
    to: Option<NaiveDate>,
    /// Day the order was signed; the first day of the period unless given
    #[arg(long, value_name = "DATE")]
    approved: Option<NaiveDate>,
    /// Production calendar instead of the built-in one
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// School terms instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
    /// Table with the columns phrase, from, to
    #[arg(long, value_name = "FILE.tsv")]
    batch: Option<PathBuf>,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// A phrase with the period it stands in.
#[derive(Debug, PartialEq)]
struct Asked {
    phrase: String,
    period: Period,
    approved: NaiveDate,
}

impl Deadline {
    /// Reads and tells.
    pub fn run(self) -> Outcome {
        let calendar = match &self.calendar {
            Some(file) => WorkCalendar::from_json(&text(file)?).map_err(|e| file::wrong(file, &e.to_string()))?,
            None => WorkCalendar::federal(),
        };
        let terms = match &self.terms {
            Some(file) => SchoolTerms::from_json(&text(file)?).map_err(|e| file::wrong(file, &e.to_string()))?,
            None => SchoolTerms::default(),
        };
        let read = |asked: &Asked| {
            let cx = Context::new(asked.period, asked.approved, &calendar, &terms);
            json::Deadline::of(&deadline::read(&asked.phrase, &cx), &cx, lang())
        };
        if let Some(file) = &self.batch {
            for asked in rows(&text(file)?, file, self.one())? {
                let line = serde_json::to_string(&read(&asked)).map_err(|e| Failure::Broken(e.to_string()))?;
                say(&line)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let asked = self.one().ok_or_else(|| Failure::Use(lang().say("bad-period")))?;
        forwards(asked.period)?;
        let answer = read(&asked);
        if self.json {
            say_json(&answer)?
        } else {
            say(&answer.as_text(lang()))?
        }
        match answer.status {
            Status::Parsed | Status::Ambiguous => Ok(ExitCode::SUCCESS),
            Status::NotUnderstood | Status::Missing => Ok(ExitCode::from(NOT_SO)),
        }
    }

    /// The phrase and period of the arguments; in a table they stand in for columns that are not there.
    fn one(&self) -> Option<Asked> {
        let (from, to) = (self.from?, self.to?);
        let phrase = self.phrase.clone().unwrap_or_default();
        Some(Asked { phrase, period: Period { from, to }, approved: self.approved.unwrap_or(from) })
    }
}

fn forwards(period: Period) -> Result<(), Failure> {
    if period.to < period.from { Err(Failure::Use(lang().say("bad-period"))) } else { Ok(()) }
}

fn text(file: &Path) -> Result<String, Failure> {
    let read = fs::read_to_string(file).map_err(|e| file::unusable(file, &e))?;
    Ok(read.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(read))
}

/// The columns of a table, by their names in its first line, or phrase, from, to when it has no such line.
struct Columns {
    phrase: usize,
    from: Option<usize>,
    to: Option<usize>,
    period: Option<usize>,
    approved: Option<usize>,
}

impl Columns {
    fn of(first: &str) -> Option<Columns> {
        let place = |name: &str| first.split('\t').position(|cell| cell.trim().eq_ignore_ascii_case(name));
        Some(Columns {
            phrase: place("phrase")?,
            from: place("from"),
            to: place("to"),
            period: place("period"),
            approved: place("approved"),
        })
    }

    const BARE: Columns = Columns { phrase: 0, from: Some(1), to: Some(2), period: None, approved: Some(3) };

    /// The row's phrase with its period; none when a date is missing or is not one.
    fn row(&self, line: &str, usual: Option<&Asked>) -> Option<Asked> {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|c| c.trim()).filter(|c| !c.is_empty());
        let date = |at: Option<usize>| cell(at).map(|c| c.parse::<NaiveDate>().ok());
        let span =
            cell(self.period).map(|c| c.split_once("..").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))));
        let (from, to) = match (span, date(self.from), date(self.to)) {
            (Some(span), _, _) => span?,
            (None, Some(from), Some(to)) => (from?, to?),
            (None, _, _) => usual.map(|asked| (asked.period.from, asked.period.to))?,
        };
        let approved = match date(self.approved) {
            Some(approved) => approved?,
            None => usual.filter(|a| a.period.from == from).map_or(from, |asked| asked.approved),
        };
        let phrase = cells.get(self.phrase).copied().unwrap_or_default().to_owned();
        (from <= to).then_some(Asked { phrase, period: Period { from, to }, approved })
    }
}

fn rows(table: &str, file: &Path, usual: Option<Asked>) -> Result<Vec<Asked>, Failure> {
    let named = table.lines().next().and_then(Columns::of);
    let heading = usize::from(named.is_some());
    let columns = named.unwrap_or(Columns::BARE);
    let lines = table.lines().enumerate().skip(heading).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            columns.row(line, usual.as_ref()).ok_or_else(|| {
                let args = [("file", file.display().to_string().into()), ("line", (at + 1).into())];
                Failure::Use(lang().say_with("cli-wrong-line", args))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Option<Vec<(String, String)>> {
        let rows = rows(table, Path::new("t.tsv"), None).ok()?;
        Some(rows.into_iter().map(|a| (a.phrase, format!("{}..{}", a.period.from, a.period.to))).collect())
    }

    #[test]
    fn a_table_is_read_by_its_column_names_or_by_its_places() {
        let wanted = vec![("май 2023".to_owned(), "2022-11-08..2024-12-31".to_owned())];
        for table in [
            "phrase\tfrom\tto\nмай 2023\t2022-11-08\t2024-12-31\n",
            "to\tphrase\tfrom\n2024-12-31\tмай 2023\t2022-11-08\n",
            "phrase\tdocument\tperiod\nмай 2023\tseversky\t2022-11-08..2024-12-31\r\n",
            "май 2023\t2022-11-08\t2024-12-31\n\n",
        ] {
            assert_eq!(read(table), Some(wanted.clone()), "{table}");
        }
    }

    #[test]
    fn a_line_without_its_period_is_wrong_use_and_named() {
        for table in ["май 2023\n", "май 2023\tвчера\t2024-12-31\n", "май 2023\t2024-12-31\t2022-11-08\n"]
        {
            assert_eq!(read(table), None, "{table}");
        }
    }
}
