//! Documents that somebody issues by hand: for a part of an order, for what is left of it, and those that take back.

use crate::business::billing::draft::{self, Issued, left_of, line_of, lines_of, summed};
use crate::business::billing::{Invoice, InvoiceKind, InvoiceLine, SetOff};
use crate::business::orders::{Order, OrderLine, Shipping, TaxGroup, Totals};
use crate::text;
use crate::values::{InvoiceId, Money, OrderId, Rate};

/// The whole of a rate, in its own unit.
const MILLION: i64 = 1_000_000;

/// Some pieces of an order.
pub(super) fn of_lines(
    (id, order): (OrderId, &Order),
    kind: InvoiceKind,
    chosen: &[(&OrderLine, u32)],
    issued: Issued,
) -> Invoice {
    let lines = chosen.iter().map(|(line, quantity)| line_of(line, *quantity)).collect();
    let sold: Vec<OrderLine> =
        chosen.iter().map(|(line, quantity)| OrderLine { quantity: *quantity, ..(*line).clone() }).collect();
    let nothing = Money::zero(order.shipping.price.currency());
    let totals = Totals::of(&sold, Shipping { price: nothing, vat_rate: order.shipping.vat_rate });
    Invoice { kind, ..draft::of_order(id, order, (lines, totals), issued) }
}

/// An amount with its tax, over the rates of the order as they stand in it. Each rate is rounded to a net whose tax
/// is right, so that the sum may be off by a cent for each of them.
pub(super) fn of_amount(
    (id, order): (OrderId, &Order),
    kind: InvoiceKind,
    (amount, left): (Money, &Totals),
    issued: Issued,
) -> Invoice {
    let whole = order.totals();
    let totals = if amount == left.gross { left.clone() } else { shared(&whole, amount) };
    let name = || match kind {
        InvoiceKind::DownPayment => text!(order.language, "billing.line.down_payment"),
        _ => text!(order.language, "billing.line.part"),
    };
    Invoice { kind, ..draft::of_order(id, order, (lines_of(&totals, name), totals), issued) }
}

fn shared(whole: &Totals, amount: Money) -> Totals {
    let nothing = Money::zero(amount.currency());
    let mut left = amount;
    let mut groups = Vec::new();
    for (place, group) in (1..).zip(&whole.groups) {
        let is_last = place == whole.groups.len();
        let gross =
            if is_last { left } else { amount.share((group.net + group.tax).minor(), whole.gross.minor().max(1)) };
        left -= gross;
        let net = gross.share(MILLION, MILLION + group.rate.millionths());
        groups.push(TaxGroup { rate: group.rate, net, tax: net.at_rate(group.rate) });
    }
    groups.retain(|group| !group.net.is_zero());
    summed(groups, nothing)
}

/// What was charged before is taken off by its own figures; money beyond it was paid in advance.
pub(super) fn finished(whole: Invoice, before: Vec<(InvoiceId, Invoice)>, received: Money) -> Invoice {
    if before.is_empty() {
        return whole;
    }
    let nothing = Money::zero(whole.totals.gross.currency());
    let settles: Vec<SetOff> = before.into_iter().map(set_off).collect();
    let charged = settles.iter().fold(nothing, |sum, before| sum + before.totals.gross);
    let prepaid = charged + (received - charged).max(nothing);
    Invoice { kind: InvoiceKind::Final, settles, prepaid, ..whole }
}

fn set_off((invoice, document): (InvoiceId, Invoice)) -> SetOff {
    let Invoice { kind, number, day, totals, .. } = document;
    SetOff { invoice, kind, number, day, totals }
}

/// The same with every figure below zero.
pub(super) fn cancelled((id, original): (InvoiceId, &Invoice), reason: String, issued: Issued) -> Invoice {
    let turned = |line: &InvoiceLine| InvoiceLine { unit_price: -line.unit_price, net: -line.net, ..line.clone() };
    let settles: Vec<SetOff> =
        original.settles.iter().map(|before| SetOff { totals: negated(&before.totals), ..before.clone() }).collect();
    let totals = negated(&original.totals);
    let nothing = Money::zero(totals.gross.currency());
    Invoice {
        kind: InvoiceKind::Cancellation,
        lines: original.lines.iter().map(turned).collect(),
        prepaid: settles.iter().fold(nothing, |sum, before| sum + before.totals.gross),
        settles,
        reason,
        cancels: Some(original.kind),
        ..draft::credit_note((id, original), Vec::new(), totals, issued)
    }
}

fn negated(totals: &Totals) -> Totals {
    let group = |group: &TaxGroup| TaxGroup { rate: group.rate, net: -group.net, tax: -group.tax };
    Totals {
        groups: totals.groups.iter().map(group).collect(),
        net: -totals.net,
        tax: -totals.tax,
        gross: -totals.gross,
    }
}

/// Pieces of an invoice and an amount of one rate, given back for a reason. What empties a rate takes the tax that
/// is left of it, so that all credit notes together come to the invoice.
pub(super) fn given_back(
    (id, original): (InvoiceId, &Invoice),
    (lines, left): (Vec<InvoiceLine>, &Totals),
    reason: String,
    issued: Issued,
) -> Invoice {
    let nothing = Money::zero(left.gross.currency());
    let mut rates: Vec<Rate> = lines.iter().map(|line| line.vat_rate).collect();
    rates.sort_by_key(|rate| std::cmp::Reverse(*rate));
    rates.dedup();
    let group = |rate: Rate| {
        let of_rate = lines.iter().filter(|line| line.vat_rate == rate);
        let net = of_rate.fold(nothing, |sum, line| sum + line.net);
        let emptied = left.groups.iter().find(|group| group.rate == rate && group.net == net);
        emptied.copied().unwrap_or(TaxGroup { rate, net, tax: net.at_rate(rate) })
    };
    let totals = summed(rates.into_iter().map(group).collect(), nothing);
    Invoice { reason, ..draft::credit_note((id, original), lines, totals, issued) }
}

/// What of an order no document has charged yet.
pub(super) fn not_charged(order: &Order, charged: &[&Invoice]) -> Totals {
    let earlier: Vec<Totals> = charged.iter().map(|document| document.totals.clone()).collect();
    left_of(&order.totals(), &earlier)
}
