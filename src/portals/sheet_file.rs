//! A list as a file for a spreadsheet: days as ISO 8601, amounts with the decimal sign of the reader's language.

use axum::response::Response;

use crate::exchange::tables::guarded;
use crate::texts;
use crate::values::{Day, Language, Money};
use crate::web::csv;

/// More rows than any spreadsheet is read in.
pub const ROWS_MAX: usize = 100_000;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    Money(Money),
    Day(Day),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    pub fn count(count: u32) -> Cell {
        Cell::Number(i64::from(count))
    }

    pub fn maybe_day(day: Option<Day>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }

    fn written(&self, language: Language) -> String {
        match self {
            Cell::Text(text) => guarded(text),
            Cell::Number(number) => number.to_string(),
            Cell::Money(money) => texts::plain_money(language, *money),
            Cell::Day(day) => day.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

/// One line of such a file that is written while it is sent.
pub fn sheet_line(language: Language, cells: &[Cell]) -> String {
    line(cells.iter().map(|cell| cell.written(language)), separator(language))
}

/// By it a spreadsheet knows that the signs are UTF-8.
pub const SHEET_MARK: &str = "\u{feff}";

const fn separator(language: Language) -> char {
    if matches!(language, Language::De) { ';' } else { ',' }
}

/// The file: its name without an ending, the headings, the rows.
pub fn sheet_file(language: Language, name: &str, headings: &[String], rows: &[Vec<Cell>]) -> Response {
    let separator = separator(language);
    let mut text = line(headings.iter().cloned(), separator);
    for row in rows {
        text.push_str(&line(row.iter().map(|cell| cell.written(language)), separator));
    }
    csv(&format!("{name}.csv"), &text)
}

/// RFC 4180: quoted where the text holds a separator, a quote or a line end.
fn line(cells: impl Iterator<Item = String>, separator: char) -> String {
    let quoted = |cell: String| {
        if cell.contains([separator, '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let cells: Vec<String> = cells.map(quoted).collect();
    cells.join(&separator.to_string()) + "\r\n"
}

/// How many there are, as lists say it on top: "1.482".
pub fn counted(language: Language, count: usize) -> String {
    texts::number(language, i64::try_from(count).unwrap_or(i64::MAX))
}
