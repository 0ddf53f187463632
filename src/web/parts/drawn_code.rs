//! Codes for machines, drawn from their dots and bars: QR for second factors and payment, bars for
//! parcels and shelves. Always black on white, in the dark too, because scanners want it so.

use std::fmt::Write;

use maud::{Markup, html};

/// The quiet zone around a code, in dots.
const MARGIN: usize = 4;
const BAR_HEIGHT: usize = 40;

/// A square of dots, row by row; `name` says what the code holds.
pub fn dot_code(name: &str, rows: &[Vec<bool>]) -> Markup {
    let breadth = rows.first().map_or(0, Vec::len) + 2 * MARGIN;
    let height = rows.len() + 2 * MARGIN;
    let mut path = String::new();
    for (row, dots) in rows.iter().enumerate() {
        for (column, _) in dots.iter().enumerate().filter(|(_, dark)| **dark) {
            // Writing into a text cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", column + MARGIN, row + MARGIN);
        }
    }
    drawn(name, breadth, height, &path)
}

/// A row of bars, dark and light, with what they say below them.
pub fn bar_code(name: &str, bars: &[bool], written: &str) -> Markup {
    let mut path = String::new();
    for (place, _) in bars.iter().enumerate().filter(|(_, dark)| **dark) {
        let _ = write!(path, "M{} 0h1v{BAR_HEIGHT}h-1z", place + MARGIN);
    }
    html! {
        figure class="bar-code" {
            (drawn(name, bars.len() + 2 * MARGIN, BAR_HEIGHT, &path))
            figcaption class="code" { (written) }
        }
    }
}

fn drawn(name: &str, breadth: usize, height: usize, path: &str) -> Markup {
    html! {
        svg class="drawn-code" role="img" aria-label=(name) viewBox=(format!("0 0 {breadth} {height}"))
            shape-rendering="crispEdges" {
            path d=(path) {}
        }
    }
}
