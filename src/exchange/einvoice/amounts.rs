//! What a document lists and sums up, with the signs that an e-invoice has.

use en16931::{InvoiceAmount, Percentage};
use rust_decimal::Decimal;

use crate::business::billing::{Invoice, InvoiceKind};
use crate::text;
use crate::values::{Money, Rate};

/// One line, as data: goods, or delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Empty for delivery.
    pub sku: String,
    pub name: String,
    /// Below zero where something is taken back: a price never is (BR-27).
    pub quantity: i64,
    pub unit_price: Money,
    pub rate: Rate,
    pub net: Money,
}

/// A credit note is kept with either sign; as data it says what is given back, without minus signs (BT-3 381).
pub(super) fn shown(invoice: &Invoice, amount: Money) -> Money {
    if invoice.kind == InvoiceKind::CreditNote && invoice.totals.gross.is_negative() { -amount } else { amount }
}

/// All lines. Delivery is a line of its own; on documents that were issued before it was, it is what the lines leave
/// of the net sum of a rate.
pub(super) fn parts(invoice: &Invoice) -> Vec<Part> {
    let goods = invoice.lines.iter().map(|line| Part {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: signed(i64::from(line.quantity), shown(invoice, line.unit_price)),
        unit_price: shown(invoice, line.unit_price).abs(),
        rate: line.vat_rate,
        net: shown(invoice, line.net),
    });
    let mut parts: Vec<Part> = goods.collect();
    let zero = Money::zero(invoice.totals.net.currency());
    for group in &invoice.totals.groups {
        let of_group = invoice.lines.iter().filter(|line| line.vat_rate == group.rate);
        let left = group.net - of_group.fold(zero, |sum, line| sum + line.net);
        if !left.is_zero() {
            parts.push(Part {
                sku: String::new(),
                name: text!(invoice.language, "billing.line.delivery"),
                quantity: signed(1, shown(invoice, left)),
                unit_price: shown(invoice, left).abs(),
                rate: group.rate,
                net: shown(invoice, left),
            });
        }
    }
    parts
}

fn signed(quantity: i64, price: Money) -> i64 {
    if price.is_negative() { -quantity } else { quantity }
}

/// What was paid before the document was issued, or charged by others that a final invoice takes off; nothing on
/// credit notes.
pub(super) fn paid(invoice: &Invoice) -> Money {
    shown(invoice, invoice.prepaid)
}

/// What is still to be paid (BT-115).
pub(super) fn owed(invoice: &Invoice) -> Money {
    shown(invoice, invoice.totals.gross) - paid(invoice)
}

/// Only for currencies of two decimals, see `model`.
pub(super) fn amount(money: Money) -> InvoiceAmount {
    InvoiceAmount::from_minor_units(money.minor())
}

/// 0.2 is 20 per cent.
pub(super) fn percentage(rate: Rate) -> Percentage {
    Percentage::new(Decimal::new(rate.millionths(), 4).normalize())
}
