//! What lies where, as a table: one row a lot at a place. The columns are documented in `docs/FORMATS.md`.

use std::collections::BTreeMap;

use crate::business::failure::Complaint;
use crate::exchange::tables::partners::line_number;
use crate::exchange::tables::{Problem, Sheet, write};
use crate::values::Day;

/// Pieces of one lot at one place, as they were counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    pub line: u64,
    pub sku: String,
    /// The name of the place.
    pub place: String,
    /// The maker's batch code; empty when there is none.
    pub lot: String,
    pub best_before: Option<Day>,
    pub quantity: u32,
    /// Make the place where there is none with this name.
    pub make_place: bool,
    /// Why it is set, for the movements.
    pub reason: String,
}

/// Every row; the same lot at the same place may stand there once.
pub fn read_stock(sheet: &Sheet) -> (Vec<StockRow>, Vec<Problem>) {
    let (rows, mut problems) = sheet.read_each(|row| {
        let (sku, place) = (row.required("sku"), row.required("place"));
        let (best_before, quantity) = (row.optional_day("best_before"), row.number("quantity"));
        let make_place = row.yes("make_places", false);
        Some(StockRow {
            line: row.line(),
            sku: sku?,
            place: place?,
            lot: row.text("lot"),
            best_before: best_before?,
            quantity: quantity?,
            make_place: make_place?,
            reason: row.text("reason"),
        })
    });
    let mut seen = BTreeMap::new();
    for row in &rows {
        let key = (&row.sku, &row.place, &row.lot, row.best_before);
        if let Some(first) = seen.insert(key, row.line) {
            let complaint = Complaint::new("tables.problem.twice").with("line", line_number(first));
            problems.push(Problem::at(row.line, &sheet.source("sku"), &row.sku, complaint));
        }
    }
    (rows, problems)
}

/// A lot at a place on the way out; the last columns are told, never read.
pub struct StockOut {
    pub sku: String,
    pub place: String,
    pub lot: String,
    pub best_before: Option<Day>,
    pub quantity: u32,
    pub name: String,
    pub delivers: bool,
}

pub fn write_stock(rows: &[StockOut]) -> Result<Vec<u8>, String> {
    let header = ["sku", "place", "lot", "best_before", "quantity", "name", "delivers"];
    write(
        &header,
        rows.iter().map(|out| {
            vec![
                out.sku.clone(),
                out.place.clone(),
                out.lot.clone(),
                out.best_before.map(|day| day.to_string()).unwrap_or_default(),
                out.quantity.to_string(),
                out.name.clone(),
                if out.delivers { "yes" } else { "no" }.to_owned(),
            ]
        }),
    )
}
