//! A list for a terminal: columns under their headings, each as wide as what stands in it.

use console::measure_text_width;

/// So much air between two columns.
const GAP: usize = 2;

/// The lines of the list, its headings first.
pub fn columns<const N: usize>(header: &[String; N], rows: &[[String; N]]) -> Vec<String> {
    let mut widths = [0_usize; N];
    for line in [header].into_iter().chain(rows) {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(measure_text_width(cell));
        }
    }
    let written = |line: &[String; N]| {
        let cells = line.iter().zip(widths).map(|(cell, width)| {
            // Chinese signs take two places, which the width of `format!` does not know.
            format!("{cell}{}", " ".repeat(width - measure_text_width(cell) + GAP))
        });
        cells.collect::<String>().trim_end().to_owned()
    };
    [header].into_iter().chain(rows).map(written).collect()
}
