//! A matrix: many lines in groups against a few columns, with a mark or a box where they meet. The lines stay
//! in sight when the columns are moved under them.

use crate::web::parts::link::{Link, text_link};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// What it shows; it names the scrolling box and is spoken as the caption.
    pub caption: String,
    /// What the lines are: "Berechtigung".
    pub corner: String,
    /// On top of the columns, and their words once more with every group.
    pub columns: Vec<Link>,
    pub groups: Vec<MatrixGroup>,
}

#[derive(Clone, Debug, Default)]
pub struct MatrixGroup {
    pub heading: String,
    pub lines: Vec<MatrixLine>,
}

/// One cell a column.
#[derive(Clone, Debug, Default)]
pub struct MatrixLine {
    pub words: String,
    pub cells: Vec<Markup>,
}

pub fn matrix(matrix: &Matrix) -> Markup {
    html! {
        div class="table" role="region" tabindex="0" aria-label=(matrix.caption) {
            table data-matrix {
                caption class="spoken" { (matrix.caption) }
                thead {
                    tr {
                        th scope="col" { (matrix.corner) }
                        @for column in &matrix.columns { th scope="col" { (text_link(column)) } }
                    }
                }
                @for (place, group) in matrix.groups.iter().enumerate() { (body(matrix, group, place == 0)) }
            }
        }
    }
}

/// The first group stands right below the columns' own words.
fn body(matrix: &Matrix, group: &MatrixGroup, is_first: bool) -> Markup {
    html! {
        tbody {
            tr {
                th scope="rowgroup" { (group.heading) }
                @for column in &matrix.columns {
                    td aria-hidden="true" { @if !is_first { (column.label) } }
                }
            }
            @for line in &group.lines {
                tr {
                    th scope="row" { (line.words) }
                    @for cell in &line.cells { td { (cell) } }
                }
            }
        }
    }
}
