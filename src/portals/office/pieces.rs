//! A table that asks how many pieces of each line, and what was typed into it.

use maud::Markup;

use crate::business::failure::Complaint;
use crate::text;
use crate::texts;
use crate::values::{Language, Money};
use crate::web::parts::{CellField, Column, Row, Table, cell_text, figure, table, two_lines};
use crate::web::{Complaints, Typed};

/// A line of which pieces can be chosen.
pub struct Piece<'p> {
    /// Counted from 1.
    pub place: u32,
    pub name: &'p str,
    pub sku: &'p str,
    pub quantity: u32,
    pub price: Money,
}

fn field_name(place: u32) -> String {
    format!("quantity.{place}")
}

/// How many were typed of each line; complaints where something else was typed.
pub fn typed_pieces(pieces: &[Piece<'_>], typed: &Typed) -> (Vec<(u32, u32)>, Vec<Complaint>) {
    let (mut chosen, mut complaints) = (Vec::new(), Vec::new());
    for piece in pieces {
        let name = field_name(piece.place);
        match typed.text(&name).trim() {
            "" => {}
            number => match number.parse::<u32>() {
                Ok(quantity) => chosen.push((piece.place, quantity)),
                Err(_) => {
                    let complaint = Complaint::new("web.reading.no_number").at(name);
                    complaints.push(complaint.with("least", 0_u32).with("most", piece.quantity));
                }
            },
        }
    }
    (chosen, complaints)
}

pub fn piece_table(
    language: Language,
    caption: String,
    pieces: &[Piece<'_>],
    (typed, complaints): (&Typed, &Complaints),
) -> Markup {
    let row = |piece: &Piece<'_>| {
        let name = field_name(piece.place);
        let field = CellField {
            name: &name,
            value: typed.text(&name),
            label: text!(language, "office_orders.form.quantity_of", product = piece.name),
            error: complaints.about(&name),
            input_mode: "numeric",
            ..CellField::default()
        };
        Row::new(vec![
            two_lines(piece.name, piece.sku),
            figure(&texts::money(language, piece.price)),
            figure(&texts::number(language, i64::from(piece.quantity))),
            cell_text(&field),
        ])
    };
    let shown = Table {
        caption,
        columns: vec![
            Column::text(text!(language, "office_orders.line.product")),
            Column::figure(text!(language, "office_orders.line.unit_price")),
            Column::figure(text!(language, "office_orders.line.quantity")),
            Column::figure(text!(language, "office_orders.part.column")),
        ],
        rows: pieces.iter().map(row).collect(),
        ..Table::default()
    };
    table(language, &shown)
}
