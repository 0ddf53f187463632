//! A CSV file as rows: separator found by itself, UTF-8 with or without its mark, every line with its number.

use std::collections::BTreeMap;

use crate::business::failure::Complaint;
use crate::exchange::tables::{ColumnMap, Problem, RowReader};

/// Wider than any table that we know.
pub const COLUMNS_MAX: u16 = 300;
/// After so many problems nobody reads on.
pub const PROBLEMS_MAX: usize = 1_000;

/// How files of spreadsheets begin: those of today (ZIP), and the old ones of Excel.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

#[derive(Clone, Debug)]
pub struct Sheet {
    places: BTreeMap<String, usize>,
    rows: Vec<(u64, csv::StringRecord)>,
    /// Lines that are no rows of this table; the others are still looked at.
    problems: Vec<Problem>,
    map: ColumnMap,
}

impl Sheet {
    /// Reads the whole file, or says what keeps us from it.
    pub fn read(bytes: &[u8], map: &ColumnMap) -> Result<Sheet, Vec<Problem>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Some(key) = no_table(bytes) {
            return Err(vec![Problem::of_file(Complaint::new(key))]);
        }
        let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new().delimiter(separator(first_line)).flexible(true).from_reader(bytes);
        let header = reader.headers().cloned().map_err(|error| vec![unreadable(bytes, &error)])?;
        let of_header = header_problems(&header, map);
        if !of_header.is_empty() {
            return Err(of_header);
        }
        let mut problems = Vec::new();
        let places = header.iter().enumerate().map(|(place, name)| (name.trim().to_owned(), place)).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |position| line_at(bytes, position));
                    if record.len() != header.len() {
                        let complaint = Complaint::new("tables.problem.columns")
                            .with("found", i64::try_from(record.len()).unwrap_or(0))
                            .with("expected", i64::try_from(header.len()).unwrap_or(0));
                        problems.push(Problem::at(line, "", &record.iter().collect::<Vec<_>>().join(" "), complaint));
                    } else {
                        rows.push((line, record));
                    }
                }
                Err(error) => problems.push(unreadable(bytes, &error)),
            }
            if problems.len() >= PROBLEMS_MAX {
                break;
            }
        }
        Ok(Sheet { places, rows, problems, map: map.clone() })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How the file calls one of our columns.
    pub fn source(&self, ours: &str) -> String {
        self.map.source(ours)
    }

    /// Whether the file, or its map, gives one of our columns at all.
    pub fn has(&self, ours: &str) -> bool {
        self.map.gives(ours, &|theirs| self.places.contains_key(theirs))
    }

    /// What stands in one of our columns on a line; empty when there is nothing.
    pub fn value(&self, line: u64, ours: &str) -> String {
        let row = self.rows.binary_search_by_key(&line, |(line, _)| *line).ok().and_then(|place| self.rows.get(place));
        let Some((_, record)) = row else { return String::new() };
        let theirs = |name: &str| record.get(*self.places.get(name)?).map(str::to_owned);
        self.map.value(ours, line, &theirs).unwrap_or_default()
    }

    /// The headings and the first rows as they stand in the file, each with its line.
    pub fn first_rows(&self, limit: usize) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
        let mut names: Vec<(&usize, &String)> = self.places.iter().map(|(name, place)| (place, name)).collect();
        names.sort_unstable();
        let row = |(line, record): &(u64, csv::StringRecord)| (*line, record.iter().map(str::to_owned).collect());
        (names.into_iter().map(|(_, name)| name.clone()).collect(), self.rows.iter().take(limit).map(row).collect())
    }

    /// Reads every row with the given function; all rows, or all problems.
    pub fn read_rows<T>(&self, read: impl Fn(&mut RowReader<'_>) -> Option<T>) -> Result<Vec<T>, Vec<Problem>> {
        let (values, problems) = self.read_each(read);
        if problems.is_empty() { Ok(values) } else { Err(problems) }
    }

    /// The rows that can be read, and what is wrong with the others.
    pub fn read_each<T>(&self, read: impl Fn(&mut RowReader<'_>) -> Option<T>) -> (Vec<T>, Vec<Problem>) {
        let mut values = Vec::with_capacity(self.rows.len());
        let mut problems = self.problems.clone();
        for (line, record) in &self.rows {
            let theirs = |name: &str| {
                let place = self.places.get(name)?;
                record.get(*place).map(str::to_owned)
            };
            let mut row = RowReader::new(*line, &self.map, &theirs, &mut problems);
            values.extend(read(&mut row));
            if problems.len() >= PROBLEMS_MAX {
                break;
            }
        }
        (values, problems)
    }
}

/// Why the bytes are no table at all.
fn no_table(bytes: &[u8]) -> Option<&'static str> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("tables.problem.empty");
    }
    let is_workbook = WORKBOOKS.iter().any(|sign| bytes.starts_with(sign));
    if is_workbook {
        return Some("tables.problem.workbook");
    }
    // No text in UTF-8 has it; pictures, programs and text in UTF-16 do.
    bytes.contains(&0).then_some("tables.problem.no_text")
}

/// Semicolon where the first line has more of them than commas: German spreadsheets write it.
fn separator(first_line: &[u8]) -> u8 {
    let count = |sign: u8| first_line.iter().filter(|byte| **byte == sign).count();
    if count(b';') > count(b',') {
        b';'
    } else if count(b'\t') > count(b',') {
        b'\t'
    } else {
        b','
    }
}

fn header_problems(header: &csv::StringRecord, map: &ColumnMap) -> Vec<Problem> {
    let mut problems = Vec::new();
    if header.len() > usize::from(COLUMNS_MAX) {
        problems.push(Problem::of_file(Complaint::new("tables.problem.too_wide").with("most", u32::from(COLUMNS_MAX))));
    }
    for source in map.sources() {
        if !header.iter().any(|name| name.trim() == source) {
            problems.push(Problem::at(
                1,
                &source,
                "",
                Complaint::new("tables.problem.column_missing").with("column", source.clone()),
            ));
        }
    }
    problems
}

/// The line on which a row begins. The reader stands before the ends of lines that it has not passed yet: the second
/// sign of CRLF, and lines without anything.
fn line_at(bytes: &[u8], position: &csv::Position) -> u64 {
    let rest = usize::try_from(position.byte()).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(ends).unwrap_or(0)
}

fn unreadable(bytes: &[u8], error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, |position| line_at(bytes, position));
    let key = if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) {
        "tables.problem.no_utf8"
    } else {
        "tables.problem.unreadable"
    };
    Problem::at(line, "", "", Complaint::new(key))
}
