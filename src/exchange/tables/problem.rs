//! What is wrong with a line.

use crate::business::failure::Complaint;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// The column as the file names it; empty when the whole line is meant.
    pub column: String,
    /// What stands there, cut to a readable length.
    pub value: String,
    pub complaint: Complaint,
}

/// Longer values are cut: a problem is read by a person.
const VALUE_SIGNS_MAX: usize = 60;

impl Problem {
    pub fn of_file(complaint: Complaint) -> Problem {
        Problem { line: 0, column: String::new(), value: String::new(), complaint }
    }

    pub fn at(line: u64, column: &str, value: &str, complaint: Complaint) -> Problem {
        let value = value.chars().take(VALUE_SIGNS_MAX).collect();
        Problem { line, column: column.to_owned(), value, complaint }
    }
}
