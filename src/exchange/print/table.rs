//! A table before it is set: columns, rows, and what is carried over a page.

use crate::exchange::print::length::Length;
use crate::exchange::print::letter::GUTTER;

pub(super) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// The word before the sum so far, where a table goes over a page.
    pub carry: Option<String>,
}

pub(super) struct Column {
    pub header: String,
    /// `None` takes what the others leave.
    pub width: Option<Length>,
    pub right: bool,
}

#[derive(Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// The sum up to and with this row, as written.
    pub carried: Option<String>,
    /// The name of the rows that follow; it stays on one page with the first of them.
    pub is_group: bool,
}

pub(super) enum Cell {
    Text(String),
    Figure(String),
    Strong(String),
    Quiet(String),
    /// To be ticked by hand.
    Box,
}

impl Column {
    pub fn left(header: String, millimetres: i32) -> Column {
        Column { header, width: Some(Length::mm(millimetres)), right: false }
    }

    pub fn right(header: String, millimetres: i32) -> Column {
        Column { header, width: Some(Length::mm(millimetres)), right: true }
    }

    pub fn rest(header: String) -> Column {
        Column { header, width: None, right: false }
    }
}

impl Row {
    pub fn of(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }
}

impl Table {
    /// Each column's own width, gutters taken off.
    pub fn widths(&self, whole: Length) -> Vec<Length> {
        let gutters: Length = self.columns.iter().skip(1).map(|_| GUTTER).sum();
        let fixed: Length = self.columns.iter().filter_map(|column| column.width).sum();
        let rest = whole - gutters - fixed;
        self.columns.iter().map(|column| column.width.unwrap_or(rest)).collect()
    }
}
