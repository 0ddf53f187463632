//! What is wrong with the files, by file, row and column.

use crate::business::failure::Complaint;
use crate::text;
use crate::values::{Language, Period};

/// So many problems are named; the others are counted.
pub const PROBLEMS_SHOWN: usize = 20;
/// Longer values are cut: a problem is read by a person.
const VALUE_SIGNS_MAX: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactFile {
    People,
    Sales,
    Carry,
}

impl FactFile {
    pub const fn name(self) -> &'static str {
        match self {
            FactFile::People => "people.csv",
            FactFile::Sales => "sales.csv",
            FactFile::Carry => "carry.csv",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactProblem {
    pub file: FactFile,
    /// The line on which the row begins; 0 when the whole file is meant.
    pub row: u64,
    /// Empty when the whole row is meant.
    pub column: String,
    pub value: String,
    pub complaint: Complaint,
}

impl FactProblem {
    pub fn of_file(file: FactFile, complaint: Complaint) -> FactProblem {
        FactProblem { file, row: 0, column: String::new(), value: String::new(), complaint }
    }

    pub fn at(file: FactFile, row: u64, column: &str, value: &str, complaint: Complaint) -> FactProblem {
        FactProblem { file, row, column: shown(column), value: shown(value), complaint }
    }

    /// `sales.csv, row 17, cv “12,50”: …`.
    pub fn say(&self, language: Language) -> String {
        let (file, row, what) = (self.file.name(), self.row, self.complaint.say(language));
        let (column, value) = (self.column.as_str(), self.value.as_str());
        match (self.row, column.is_empty(), value.is_empty()) {
            (0, true, _) => text!(language, "facts.place.file", file = file, what = what),
            (0, false, _) => text!(language, "facts.place.column", file = file, column = column, what = what),
            (_, true, _) => text!(language, "facts.place.row", file = file, row = row, what = what),
            (_, false, true) => {
                text!(language, "facts.place.cell", file = file, row = row, column = column, what = what)
            }
            (_, false, false) => text!(
                language,
                "facts.place.value",
                file = file,
                row = row,
                column = column,
                value = value,
                what = what
            ),
        }
    }
}

/// Cut to a readable length, and without signs that would steer a terminal.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(VALUE_SIGNS_MAX).map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect()
}

/// The first problems in the order in which they were met, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactProblems {
    pub first: Vec<FactProblem>,
    pub more: u64,
    /// Where the files of an earlier period are meant.
    pub of: Option<Period>,
}

impl FactProblems {
    pub fn note(&mut self, problem: FactProblem) {
        if self.first.len() < PROBLEMS_SHOWN {
            self.first.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    pub fn count(&self) -> u64 {
        u64::try_from(self.first.len()).unwrap_or(u64::MAX).saturating_add(self.more)
    }
}
