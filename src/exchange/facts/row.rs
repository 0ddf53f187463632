//! One file as rows with numbers, and the cells of a row as values.

use std::collections::HashMap;

use crate::business::failure::Complaint;
use crate::exchange::facts::exact::{ExactTrouble, WHOLE_MAX, exact};
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::exchange::tables::{COLUMNS_MAX, unguarded};
use crate::values::Day;

/// Ids and words are short; a longer one is a cell that was never closed.
pub const TEXT_BYTES_MAX: usize = 1_000;

/// A column by its place in the file; `None` where the file lacks it, so that every cell of it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub place: Option<usize>,
}

pub struct Table<'b> {
    pub file: FactFile,
    bytes: &'b [u8],
    header: Vec<String>,
    reader: csv::Reader<&'b [u8]>,
}

impl<'b> Table<'b> {
    /// Reads the header; `None` where there is none that can be used.
    pub fn open(file: FactFile, bytes: &'b [u8], problems: &mut FactProblems) -> Option<Table<'b>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let separator = separator(first_line);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(bytes);
        let header = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>(),
            Err(_) => {
                problems.note(FactProblem::at(file, 1, "", "", Complaint::new("tables.problem.no_utf8")));
                return None;
            }
        };
        if header.len() > usize::from(COLUMNS_MAX) {
            problems.note(FactProblem::at(
                file,
                1,
                "",
                "",
                Complaint::new("tables.problem.too_wide").with("most", u32::from(COLUMNS_MAX)),
            ));
            return None;
        }
        let mut sorted: Vec<&String> = header.iter().filter(|name| !name.is_empty()).collect();
        sorted.sort_unstable();
        for pair in sorted.windows(2) {
            if let [one, two] = pair
                && one == two
            {
                problems.note(FactProblem::at(file, 1, one, "", Complaint::new("facts.problem.column_twice")));
            }
        }
        Some(Table { file, bytes, header, reader })
    }

    /// A column that may be missing.
    pub fn column(&self, name: &str) -> Column {
        Column { name: name.to_owned(), place: self.header.iter().position(|known| known == name) }
    }

    /// A column that must be there.
    pub fn needed(&self, name: &str, problems: &mut FactProblems) -> Column {
        let column = self.column(name);
        if column.place.is_none() {
            let complaint = Complaint::new("facts.problem.no_column").with("column", name);
            problems.note(FactProblem::at(self.file, 0, name, "", complaint));
        }
        column
    }

    /// A column that must be there because the plan asks for it.
    pub fn asked(&self, name: &str, wanted: bool, problems: &mut FactProblems) -> Column {
        let column = self.column(name);
        if wanted && column.place.is_none() {
            let complaint = Complaint::new("facts.problem.column_asked").with("column", name);
            problems.note(FactProblem::at(self.file, 0, name, "", complaint));
        }
        column
    }

    /// Gives every whole row to `take`; rows that cannot be read are noted.
    pub fn for_each(&mut self, problems: &mut FactProblems, mut take: impl FnMut(&Row<'_>, &mut FactProblems)) {
        let mut record = csv::StringRecord::new();
        loop {
            let read = self.reader.read_record(&mut record);
            let number = |position: Option<&csv::Position>| position.map_or(0, |at| line_at(self.bytes, at));
            match read {
                Ok(false) => return,
                Ok(true) if record.len() == self.header.len() => {
                    take(&Row { file: self.file, number: number(record.position()), record: &record }, problems);
                }
                Ok(true) => {
                    let complaint = Complaint::new("tables.problem.columns")
                        .with("found", i64::try_from(record.len()).unwrap_or(0))
                        .with("expected", i64::try_from(self.header.len()).unwrap_or(0));
                    problems.note(FactProblem::at(self.file, number(record.position()), "", "", complaint));
                }
                Err(error) => {
                    let utf8 = matches!(error.kind(), csv::ErrorKind::Utf8 { .. });
                    let key = if utf8 { "tables.problem.no_utf8" } else { "tables.problem.unreadable" };
                    let row = number(error.position());
                    problems.note(FactProblem::at(self.file, row, "", "", Complaint::new(key)));
                    if !utf8 {
                        return;
                    }
                }
            }
        }
    }
}

/// Semicolon or tab where the first line has more of them than commas: spreadsheets write them.
fn separator(first_line: &[u8]) -> u8 {
    let count = |sign: u8| first_line.iter().filter(|byte| **byte == sign).count();
    [b';', b'\t'].into_iter().find(|sign| count(*sign) > count(b',')).unwrap_or(b',')
}

/// The reader stands before the ends of lines that it has not passed yet: the second sign of CRLF, and lines without
/// anything.
fn line_at(bytes: &[u8], position: &csv::Position) -> u64 {
    let rest = usize::try_from(position.byte()).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(ends).unwrap_or(0)
}

pub struct Row<'r> {
    pub file: FactFile,
    pub number: u64,
    record: &'r csv::StringRecord,
}

impl<'r> Row<'r> {
    /// Without blanks around it; empty where there is nothing.
    pub fn text(&self, column: &Column) -> &'r str {
        let record: &'r csv::StringRecord = self.record;
        unguarded(column.place.and_then(|place| record.get(place)).unwrap_or("").trim())
    }

    pub fn complain(&self, problems: &mut FactProblems, column: &Column, complaint: Complaint) {
        problems.note(FactProblem::at(self.file, self.number, &column.name, self.text(column), complaint));
    }

    /// An id or a word that must be there.
    pub fn needed(&self, column: &Column, problems: &mut FactProblems) -> Option<&'r str> {
        let text = self.text(column);
        if text.is_empty() {
            self.complain(problems, column, Complaint::new("tables.problem.missing"));
        }
        self.fitting(column, problems).filter(|text| !text.is_empty())
    }

    /// An id or a word.
    pub fn fitting(&self, column: &Column, problems: &mut FactProblems) -> Option<&'r str> {
        let text = self.text(column);
        if text.len() > TEXT_BYTES_MAX {
            let most = i64::try_from(TEXT_BYTES_MAX).unwrap_or(i64::MAX);
            self.complain(problems, column, Complaint::new("facts.problem.text_too_long").with("most", most));
            return None;
        }
        Some(text)
    }

    /// The number of a person whom the cell names; 0 for nobody.
    pub fn person(&self, column: &Column, index: &HashMap<&str, u64>, problems: &mut FactProblems) -> i64 {
        let text = self.text(column);
        let found = index.get(text).and_then(|number| i64::try_from(*number).ok());
        if !text.is_empty() && found.is_none() {
            self.complain(problems, column, Complaint::new("facts.problem.nobody"));
        }
        found.unwrap_or(0)
    }

    /// A day, where one is given.
    pub fn day(&self, column: &Column, problems: &mut FactProblems) -> Option<Day> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let day = Day::parse(text);
        if day.is_none() {
            self.complain(problems, column, Complaint::new("tables.problem.no_day"));
        }
        day
    }

    pub fn needed_day(&self, column: &Column, problems: &mut FactProblems) -> Option<Day> {
        self.needed(column, problems)?;
        self.day(column, problems)
    }

    /// A decimal as a whole number of `10^-digits`; nothing where the cell is empty.
    pub fn number(&self, column: &Column, digits: u32, problems: &mut FactProblems) -> Option<i64> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(0);
        }
        let complaint = match exact(text, digits) {
            Ok(number) => return Some(number),
            Err(ExactTrouble::NotANumber) => Complaint::new("tables.problem.no_amount"),
            Err(ExactTrouble::TooManyDecimals) => {
                Complaint::new("facts.problem.too_many_decimals").with("most", i64::from(digits))
            }
            Err(ExactTrouble::TooLarge) => Complaint::new("facts.problem.too_large").with("most", WHOLE_MAX),
        };
        self.complain(problems, column, complaint);
        None
    }

    /// A whole number within limits; the usual one where the cell is empty.
    pub fn whole(&self, column: &Column, limits: (i64, i64), usual: i64, problems: &mut FactProblems) -> Option<i64> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(usual);
        }
        let (least, most) = limits;
        let number = exact(text, 0).ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let complaint = Complaint::new("facts.problem.no_whole").with("least", least).with("most", most);
            self.complain(problems, column, complaint);
        }
        number
    }
}
