//! What was read from an order: heading, rows, warnings, what was left out; and why a file could not be read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An order as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Order {
    /// Title of the roadmap.
    pub title: Option<String>,
    /// Number of the order, without «№».
    pub number: Option<String>,
    /// Day of the order.
    pub date: Option<NaiveDate>,
    /// Name of the office that issued the order, as printed.
    pub office_name: Option<String>,
    /// Period stated in the title.
    pub period: Option<Period>,
    /// Rows of the table in the order they are printed.
    pub rows: Vec<Row>,
    /// Doubts about the order as a whole.
    pub warnings: Vec<Warning>,
    /// Whatever stands in the file and is in no row.
    pub left_out: Vec<LeftOut>,
}

/// Both days are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// One activity of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    /// Number as printed; rows that share a merged number «1» are «1.1», «1.2»; empty when there is none.
    pub number: String,
    /// Directions above the row, outer first.
    pub section: Vec<String>,
    /// Task the activity serves.
    pub task: Option<String>,
    /// Form of the activity.
    pub form: Option<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// Where it is held.
    pub place: Option<String>,
    /// Expected result or indicator.
    pub result: Option<String>,
    /// Codes of parameters.
    pub codes: Vec<String>,
    /// Wording of the activity.
    pub title: String,
    /// The deadline's cell, word for word.
    pub deadline: String,
    /// Who answers for it.
    pub responsible: Vec<Responsible>,
    /// Doubts about this row.
    pub warnings: Vec<Warning>,
}

/// One of those named in the cell of the responsible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Responsible {
    /// What is named.
    pub kind: ResponsibleKind,
    /// Name, spaces put in order.
    pub name: String,
    /// The words of the cell.
    pub text: String,
}

/// What a name in the cell of the responsible stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponsibleKind {
    /// A surname with initials.
    Person,
    /// A school, a centre, the office.
    Organisation,
    /// Everybody of a sort: all schools, all heads of schools.
    Group,
    /// A post or a role without a name.
    Post,
}

/// A doubt the person who imports should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Two rows of one section bear this number.
    DuplicateNumber {
        /// The number.
        number: String,
    },
    /// The deadline's cell is empty.
    EmptyDeadline,
    /// The cell of the responsible is empty.
    EmptyResponsible,
    /// The row has no wording, or its cells do not fit the columns.
    DamagedRow,
    /// The row was torn by a page break and put together.
    JoinedAcrossPages,
    /// The order's number or date was not found.
    NoNumberOrDate,
    /// Rows stand under a direction of their own number, but the row that names the outer direction is missing.
    DirectionLost {
        /// First number of those directions.
        number: String,
    },
}

impl Warning {
    /// Stable code; the words for it lie in the locales.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::DuplicateNumber { .. } => "duplicate_number",
            Warning::EmptyDeadline => "empty_deadline",
            Warning::EmptyResponsible => "empty_responsible",
            Warning::DamagedRow => "damaged_row",
            Warning::JoinedAcrossPages => "joined_across_pages",
            Warning::NoNumberOrDate => "no_number_or_date",
            Warning::DirectionLost { .. } => "direction_lost",
        }
    }
}

/// A piece of the file that is in no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its text.
    pub text: String,
    /// Why it is in no row.
    pub reason: LeftOutReason,
}

/// Why a piece of the file is in no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// Text outside tables.
    Prose,
    /// A row of a table that is not a roadmap.
    OtherTable,
    /// The table's header, printed again.
    RepeatedHeader,
    /// The row that numbers the columns.
    ColumnNumbers,
    /// A cell under a column that is not known.
    UnknownColumn,
    /// On a hidden sheet.
    NotPrinted,
}

impl LeftOutReason {
    /// Stable code; the words for it lie in the locales.
    pub fn code(self) -> &'static str {
        match self {
            LeftOutReason::Prose => "prose",
            LeftOutReason::OtherTable => "other_table",
            LeftOutReason::RepeatedHeader => "repeated_header",
            LeftOutReason::ColumnNumbers => "column_numbers",
            LeftOutReason::UnknownColumn => "unknown_column",
            LeftOutReason::NotPrinted => "not_printed",
        }
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReadError {
    /// Neither the name nor the bytes tell a format we read.
    #[error("unknown format")]
    UnknownFormat,
    /// An older or printed format; it has to be saved anew.
    #[error("unsupported format {extension}")]
    UnsupportedFormat {
        /// doc, xls, pdf, rtf or odt.
        extension: String,
    },
    /// The file is not what it says it is.
    #[error("damaged: {part}")]
    Damaged {
        /// The part that could not be read.
        part: String,
    },
    /// Unpacked it is larger than the limit.
    #[error("larger than {limit} bytes when unpacked")]
    TooLarge {
        /// Limit in bytes.
        limit: u64,
    },
    /// The file holds nothing.
    #[error("empty")]
    Empty,
    /// More rows, or cells laid out, than any roadmap has.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Limit in rows of tables.
        limit: usize,
    },
    /// A document type declaration: such files are refused unread.
    #[error("declares a document type")]
    DocumentType,
    /// No table with columns for activity, deadline and responsible.
    #[error("no roadmap table")]
    NoTable,
}

impl ReadError {
    /// Stable code; the words for it lie in the locales.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::UnknownFormat => "unknown_format",
            ReadError::UnsupportedFormat { .. } => "unsupported_format",
            ReadError::Damaged { .. } => "damaged",
            ReadError::TooLarge { .. } => "too_large",
            ReadError::Empty => "empty",
            ReadError::TooManyRows { .. } => "too_many_rows",
            ReadError::DocumentType => "document_type",
            ReadError::NoTable => "no_table",
        }
    }
}
