//! A table of things: typed columns, sort links in the header, rows that open by their first
//! cell, sums at the foot, check boxes for bulk work, and a sentence when there is nothing.

use crate::text;
use crate::values::Language;
use crate::web::parts::empty::{Empty, empty};
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::meaning::Meaning;
use crate::web::parts::whole_numbers::whole_cell;
use maud::{Markup, html};

/// What has more letters than this reads as a sentence.
const SENTENCE: usize = 40;

#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// What the table lists; it names the scrolling box and is spoken as the caption.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// One cell a column, or nothing.
    pub sums: Vec<Markup>,
    /// Shown in place of the table when it has no rows.
    pub empty: Empty,
    /// Check boxes before the rows, sent with the form that they belong to.
    pub selection: Option<Selection<'a>>,
}

#[derive(Clone, Debug, Default)]
pub struct Column {
    pub heading: String,
    pub kind: ColumnKind,
    pub sort: Option<Sort>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    #[default]
    Text,
    /// Set flush right in tabular figures.
    Figure,
    State,
    /// Buttons or links of the row, at its end; the heading is only spoken.
    Actions,
}

/// The column can be sorted by: where the link of its heading leads, and how it is sorted now.
#[derive(Clone, Debug)]
pub struct Sort {
    pub href: String,
    pub order: SortOrder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    None,
    Ascending,
    Descending,
}

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Markup>,
    /// Where the row leads; the first cell becomes the link and reaches over the whole row.
    pub href: Option<String>,
    /// The value of the row's check box, and the words by which it is called out.
    pub key: String,
    pub name: String,
    /// The check box is ticked from the beginning.
    pub chosen: bool,
    /// A mark at the edge of rows that need a look.
    pub meaning: Meaning,
}

/// Check boxes named `name` that belong to the form with the id `form`.
#[derive(Clone, Debug, Default)]
pub struct Selection<'a> {
    pub name: &'a str,
    pub form: &'a str,
}

impl Column {
    pub fn text(heading: impl Into<String>) -> Column {
        Column::of(ColumnKind::Text, heading)
    }

    pub fn figure(heading: impl Into<String>) -> Column {
        Column::of(ColumnKind::Figure, heading)
    }

    pub fn state(heading: impl Into<String>) -> Column {
        Column::of(ColumnKind::State, heading)
    }

    pub fn actions(heading: impl Into<String>) -> Column {
        Column::of(ColumnKind::Actions, heading)
    }

    pub fn sorted_by(self, href: impl Into<String>, order: SortOrder) -> Column {
        Column { sort: Some(Sort { href: href.into(), order }), ..self }
    }

    fn of(kind: ColumnKind, heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), kind, sort: None }
    }
}

impl Row {
    pub fn new(cells: Vec<Markup>) -> Row {
        Row { cells, ..Row::default() }
    }

    pub fn leading_to(href: impl Into<String>, cells: Vec<Markup>) -> Row {
        Row { cells, href: Some(href.into()), ..Row::default() }
    }
}

impl ColumnKind {
    fn word(self) -> &'static str {
        match self {
            ColumnKind::Text => "text",
            ColumnKind::Figure => "figure",
            ColumnKind::State => "state",
            ColumnKind::Actions => "actions",
        }
    }
}

/// On the phone a list is laid out row by row, which takes the meaning of its elements away from screen readers: the
/// roles give it back.
pub fn table(language: Language, table: &Table) -> Markup {
    if table.rows.is_empty() {
        return empty(&table.empty);
    }
    html! {
        div class="table" role="region" tabindex="0" aria-label=(table.caption) {
            table role="table" {
                caption class="spoken" { (table.caption) }
                thead role="rowgroup" { (head(language, table)) }
                tbody role="rowgroup" { @for row in &table.rows { (body_row(language, table, row)) } }
                @if !table.sums.is_empty() { tfoot role="rowgroup" { (foot(table)) } }
            }
        }
    }
}

fn head(language: Language, table: &Table) -> Markup {
    html! {
        tr role="row" {
            @if let Some(selection) = &table.selection {
                th scope="col" role="columnheader" data-kind="select" {
                    input type="checkbox" data-select-all form=(selection.form) hidden
                        aria-label=(text!(language, "parts.table.select-all"));
                }
            }
            @for column in &table.columns {
                th scope="col" role="columnheader" data-kind=(column.kind.word()) aria-sort=[sort_word(column)] {
                    (heading(language, column))
                }
            }
        }
    }
}

fn heading(language: Language, column: &Column) -> Markup {
    let Some(sort) = &column.sort else {
        return html! {
            @if column.kind == ColumnKind::Actions {
                span class="spoken" { (column.heading) }
            } @else {
                (column.heading)
            }
        };
    };
    html! {
        a href=(sort.href) title=(text!(language, "parts.table.sort", column = &column.heading)) {
            (column.heading)
            span data-order=(order_word(sort.order)) { (icon(Icon::Next)) }
        }
    }
}

fn sort_word(column: &Column) -> Option<&'static str> {
    column.sort.as_ref().map(|sort| order_word(sort.order))
}

fn order_word(order: SortOrder) -> &'static str {
    match order {
        SortOrder::None => "none",
        SortOrder::Ascending => "ascending",
        SortOrder::Descending => "descending",
    }
}

fn body_row(language: Language, table: &Table, row: &Row) -> Markup {
    html! {
        tr role="row" data-meaning=(row.meaning.word()) data-opens[row.href.is_some()] {
            @if let Some(selection) = &table.selection {
                td role="cell" data-kind="select" {
                    input type="checkbox" name=(selection.name) value=(row.key) form=(selection.form)
                        checked[row.chosen]
                        aria-label=(text!(language, "parts.table.select", row = &row.name));
                }
            }
            @for (column, (place, cell)) in table.columns.iter().zip(row.cells.iter().enumerate()) {
                @if place == 0 {
                    th scope="row" role="rowheader" data-kind=(column.kind.word()) data-long[is_long(cell)] {
                        @if let Some(href) = &row.href { a href=(href) { (whole_cell(cell)) } }
                        @else { (whole_cell(cell)) }
                    }
                } @else {
                    td role="cell" data-kind=(column.kind.word()) data-label=(column.heading) data-long[is_long(cell)] {
                        (whole_cell(cell))
                    }
                }
            }
        }
    }
}

/// A sentence in a cell asks for more than the breadth of its longest word.
fn is_long(cell: &Markup) -> bool {
    !cell.0.contains('<') && cell.0.chars().count() > SENTENCE
}

fn foot(table: &Table) -> Markup {
    html! {
        tr role="row" {
            @if table.selection.is_some() { td role="cell" data-kind="select" {} }
            @for (column, sum) in table.columns.iter().zip(&table.sums) {
                td role="cell" data-kind=(column.kind.word()) data-label=(column.heading) { (sum) }
            }
        }
    }
}
