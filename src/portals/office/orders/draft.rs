//! An order as somebody wants it, before it is one: the lines, the addresses and the note of a form.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::business::orders::{CartLine, Order, OrderLine, merged};
use crate::portals::office::address_fields::{address_pairs, read_address};
use crate::portals::office::goods::Goods;
use crate::text;
use crate::texts;
use crate::values::{Address, Language, ProductId};
use crate::web::parts::{CellField, Column, Row, Table, cell_text, figure, table, two_lines};
use crate::web::{Complaints, Reading, Typed};

/// Empty lines at the end of the form, for what is added.
pub const NEW_LINES: usize = 4;
const QUANTITY: &str = "quantity.";
const NOTE_SIGNS_MAX: usize = 1_000;

/// What was read from the form; complete enough to be compared even when something is wrong.
#[derive(Clone, Debug)]
pub struct Draft {
    pub lines: Vec<CartLine>,
    pub billing: Option<Address>,
    pub delivery: Option<Address>,
    pub note: String,
    pub complaints: Vec<Complaint>,
}

impl Draft {
    /// Reads lines, addresses and note. An empty quantity or a zero takes a line away.
    pub fn read(typed: &Typed, goods: &Goods<'_, '_>) -> Draft {
        let mut reading = Reading::of(typed);
        let mut lines = Vec::new();
        for name in typed.names() {
            if let Some(product) = name.strip_prefix(QUANTITY).and_then(ProductId::parse) {
                lines.extend(
                    read_quantity(&mut reading, name, typed.text(name)).map(|quantity| CartLine { product, quantity }),
                );
            }
        }
        for place in 0..NEW_LINES {
            lines.extend(read_new_line(&mut reading, typed, place, goods));
        }
        let billing = read_address(&mut reading, "billing");
        let delivery = if typed.has("elsewhere") { read_address(&mut reading, "delivery") } else { billing.clone() };
        let note = reading.text("note", NOTE_SIGNS_MAX);
        Draft { lines, billing, delivery, note, complaints: reading.into_complaints() }
    }

    pub fn of(order: &Order) -> Draft {
        Draft {
            lines: order.lines.iter().map(|line| CartLine { product: line.product, quantity: line.quantity }).collect(),
            billing: Some(order.billing.clone()),
            delivery: Some(order.delivery.clone()),
            note: order.note.clone(),
            complaints: Vec::new(),
        }
    }
}

/// The same form with everything that was added standing among the lines, so that it can be priced and changed.
pub fn with_lines(typed: &Typed, draft: &Draft) -> Typed {
    if !draft.complaints.is_empty() {
        return typed.clone();
    }
    let is_line = |name: &str| name.starts_with(QUANTITY) || name.starts_with("new_");
    let kept = typed.names().filter(|name| !is_line(name)).map(|name| (name.to_owned(), typed.text(name).to_owned()));
    let lines = merged(&draft.lines);
    let lines = lines.iter().map(|line| (format!("{QUANTITY}{}", line.product), line.quantity.to_string()));
    Typed::from_pairs(kept.chain(lines).collect())
}

/// The form as it first stands: the order as it is.
pub fn typed_of(order: &Order) -> Typed {
    let mut pairs: Vec<(String, String)> =
        order.lines.iter().map(|line| (format!("{QUANTITY}{}", line.product), line.quantity.to_string())).collect();
    pairs.extend(address_pairs("billing", &order.billing));
    pairs.extend(address_pairs("delivery", &order.delivery));
    if order.billing != order.delivery {
        pairs.push(("elsewhere".to_owned(), "yes".to_owned()));
    }
    pairs.push(("note".to_owned(), order.note.clone()));
    pairs.push(("seen_version".to_owned(), order.version.to_string()));
    Typed::from_pairs(pairs)
}

fn read_quantity(reading: &mut Reading<'_>, name: &str, typed: &str) -> Option<u32> {
    match typed.trim() {
        "" | "0" => None,
        number => {
            let quantity = number.parse().ok();
            if quantity.is_none() {
                reading.complain(Complaint::new("office_orders.refusal.no_quantity").at(name));
            }
            quantity
        }
    }
}

fn read_new_line(reading: &mut Reading<'_>, typed: &Typed, place: usize, goods: &Goods<'_, '_>) -> Option<CartLine> {
    let (product_field, quantity_field) = (format!("new_product.{place}"), format!("new_quantity.{place}"));
    let words = reading.line(&product_field);
    if words.is_empty() {
        return None;
    }
    let quantity = match typed.text(&quantity_field).trim() {
        "" => Some(1),
        number => read_quantity(reading, &quantity_field, number),
    };
    match (goods.meant(&words), quantity) {
        (Some((product, _)), Some(quantity)) => Some(CartLine { product, quantity }),
        (None, _) => {
            reading
                .complain(Complaint::new("office_orders.refusal.which_product").at(product_field).with("words", words));
            None
        }
        (Some(_), None) => None,
    }
}

/// The lines as fields: what is there with its quantity, and room for what is added.
pub fn line_fields(language: Language, known: &[OrderLine], typed: &Typed, complaints: &Complaints) -> Markup {
    let column = |name: &str| text!(language, &format!("office_orders.line.{name}"));
    let mut rows: Vec<Row> = known.iter().map(|line| known_row(language, line, typed, complaints)).collect();
    rows.extend((0..NEW_LINES).map(|place| new_row(language, place, typed, complaints)));
    let shown = Table {
        caption: text!(language, "office_orders.sheet.lines"),
        columns: vec![
            Column::text(column("product")),
            Column::figure(column("unit_price")),
            Column::figure(column("quantity")),
        ],
        rows,
        ..Table::default()
    };
    html! { div id="field-lines" tabindex="-1" { (table(language, &shown)) } }
}

fn known_row(language: Language, line: &OrderLine, typed: &Typed, complaints: &Complaints) -> Row {
    let name = format!("{QUANTITY}{}", line.product);
    let quantity = CellField {
        name: &name,
        value: typed.text(&name),
        label: text!(language, "office_orders.form.quantity_of", product = line.name),
        error: complaints.about(&name),
        input_mode: "numeric",
        ..CellField::default()
    };
    Row::new(vec![
        two_lines(&line.name, &line.sku),
        figure(&texts::money(language, line.unit_price)),
        cell_text(&quantity),
    ])
}

fn new_row(language: Language, place: usize, typed: &Typed, complaints: &Complaints) -> Row {
    let (product_name, quantity_name) = (format!("new_product.{place}"), format!("new_quantity.{place}"));
    let product = CellField {
        name: &product_name,
        value: typed.text(&product_name),
        label: text!(language, "office_orders.form.new_product"),
        error: complaints.about(&product_name),
        ..CellField::default()
    };
    let quantity = CellField {
        name: &quantity_name,
        value: typed.text(&quantity_name),
        label: text!(language, "office_orders.form.new_quantity"),
        error: complaints.about(&quantity_name),
        input_mode: "numeric",
        ..CellField::default()
    };
    Row::new(vec![cell_text(&product), html! {}, cell_text(&quantity)])
}
