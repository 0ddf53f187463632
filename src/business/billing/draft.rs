//! What an invoice or a credit note says, before it has a number.

use crate::business::billing::{Asked, Invoice, InvoiceKind, InvoiceLine};
use crate::business::firm::{Issuer, PaymentTerms};
use crate::business::orders::{Order, OrderLine, PaymentMethod, Shipping, TaxGroup, Totals};
use crate::text;
use crate::values::{Day, Instant, InvoiceId, Money, OrderId};

/// When a document is issued, and by whom.
#[derive(Clone, Debug)]
pub(super) struct Issued {
    pub at: Instant,
    pub day: Day,
    pub by: Option<Issuer>,
    pub asked: Option<Asked>,
    /// Those on which it was ordered.
    pub terms: PaymentTerms,
}

/// A part of an order that came back: the line and how many pieces of it.
pub type Credited<'l> = (&'l OrderLine, u32);

/// The invoice of an order that has left the house. Its sums are those of the order, to the cent.
pub(super) fn invoice(id: OrderId, order: &Order, prepaid: Money, issued: Issued) -> Invoice {
    let (days, skonto) = match order.payment_method {
        PaymentMethod::Prepayment => (0, Vec::new()),
        // What is paid in part already has lost its Skonto.
        PaymentMethod::Invoice if prepaid.is_positive() => (issued.terms.days, Vec::new()),
        PaymentMethod::Invoice => (issued.terms.days, issued.terms.skonto.clone()),
    };
    let mut lines: Vec<InvoiceLine> = order.lines.iter().map(|line| line_of(line, line.quantity)).collect();
    lines.extend(shipping_line(order));
    let due_on = issued.day.plus_days(i32::from(days));
    Invoice { prepaid, due_on, skonto, ..of_order(id, order, (lines, order.totals()), issued) }
}

/// What the documents of an order have in common; an invoice, unless its kind is told.
pub(super) fn of_order(
    id: OrderId,
    order: &Order,
    (lines, totals): (Vec<InvoiceLine>, Totals),
    issued: Issued,
) -> Invoice {
    Invoice {
        kind: InvoiceKind::Invoice,
        number: String::new(),
        issued_at: issued.at,
        day: issued.day,
        delivered_on: order.shipped_on.unwrap_or(issued.day),
        due_on: issued.day.plus_days(i32::from(issued.terms.days)),
        order: id,
        customer: order.buyer.customer,
        billing: order.billing.clone(),
        delivery: order.delivery.clone(),
        vat_id: order.buyer.vat_id.clone(),
        language: order.language,
        lines,
        prepaid: Money::zero(totals.gross.currency()),
        totals,
        credits: None,
        issuer: issued.by,
        tax_reason: order.tax_reason,
        asked: issued.asked,
        skonto: Vec::new(),
        settles: Vec::new(),
        reason: String::new(),
        cancels: None,
    }
}

/// The credit note for a part of an invoice.
pub(super) fn part(
    order: &Order,
    invoice: (InvoiceId, &Invoice),
    back: &[Credited],
    earlier: &[Totals],
    issued: Issued,
) -> Invoice {
    let lines = back.iter().map(|(line, quantity)| line_of(line, *quantity)).collect();
    let returned: Vec<OrderLine> =
        back.iter().map(|(line, quantity)| OrderLine { quantity: *quantity, ..(*line).clone() }).collect();
    let nothing = Money::zero(invoice.1.totals.gross.currency());
    let totals = Totals::of(&returned, Shipping { price: nothing, vat_rate: order.shipping.vat_rate });
    let left = left_of(&invoice.1.totals, earlier);
    let is_there = |group: &TaxGroup| left.groups.iter().any(|own| own.rate == group.rate && own.net >= group.net);
    if totals.groups.iter().all(is_there) {
        return credit_note(invoice, lines, totals, issued);
    }
    // Credited by hand before: no more than what is left can be given back.
    let groups = totals.groups.iter().filter_map(|group| {
        let own = left.groups.iter().find(|own| own.rate == group.rate)?;
        Some(if own.net < group.net { *own } else { *group })
    });
    let bounded = summed(groups.collect(), nothing);
    let lines = lines_of(&bounded, || text!(order.language, "billing.line.rest"));
    credit_note(invoice, lines, bounded, issued)
}

/// The credit note for all that is left of an invoice, with delivery (§ 14 FAGG, § 357 BGB). Its sums are what
/// earlier credit notes have left, so that together they are the invoice to the cent, however taxes were rounded.
pub(super) fn rest(
    order: &Order,
    invoice: (InvoiceId, &Invoice),
    back: &[Credited],
    earlier: &[Totals],
    issued: Issued,
) -> Invoice {
    let mut lines: Vec<InvoiceLine> = back.iter().map(|(line, quantity)| line_of(line, *quantity)).collect();
    lines.extend(shipping_line(order));
    let totals = left_of(&invoice.1.totals, earlier);
    let said = lines.iter().fold(Money::zero(totals.net.currency()), |sum, line| sum + line.net);
    if earlier.is_empty() || said == totals.net {
        return credit_note(invoice, lines, totals, issued);
    }
    let lines = lines_of(&totals, || text!(order.language, "billing.line.rest"));
    credit_note(invoice, lines, totals, issued)
}

pub(super) fn credit_note(
    invoice: (InvoiceId, &Invoice),
    lines: Vec<InvoiceLine>,
    totals: Totals,
    issued: Issued,
) -> Invoice {
    let (credits, original) = invoice;
    Invoice {
        kind: InvoiceKind::CreditNote,
        number: String::new(),
        issued_at: issued.at,
        day: issued.day,
        due_on: issued.day,
        lines,
        prepaid: Money::zero(totals.gross.currency()),
        totals,
        credits: Some(credits),
        issuer: issued.by,
        asked: issued.asked,
        skonto: Vec::new(),
        settles: Vec::new(),
        ..original.clone()
    }
}

/// What is left of a document when others have taken from it.
pub(super) fn left_of(totals: &Totals, earlier: &[Totals]) -> Totals {
    earlier.iter().fold(totals.clone(), |left, credited| without(&left, credited))
}

/// Sums of groups that are what they are.
pub(super) fn summed(groups: Vec<TaxGroup>, nothing: Money) -> Totals {
    let net = groups.iter().fold(nothing, |sum, group| sum + group.net);
    let tax = groups.iter().fold(nothing, |sum, group| sum + group.tax);
    Totals { groups, net, tax, gross: net + tax }
}

/// One line for each rate.
pub(super) fn lines_of(totals: &Totals, name: impl Fn() -> String) -> Vec<InvoiceLine> {
    let line = |group: &TaxGroup| InvoiceLine {
        sku: String::new(),
        name: name(),
        quantity: 1,
        unit_price: group.net,
        vat_rate: group.rate,
        net: group.net,
    };
    totals.groups.iter().map(line).collect()
}

/// What is left of sums when others are taken away, rate by rate.
fn without(totals: &Totals, away: &Totals) -> Totals {
    let less = |group: &TaxGroup| {
        let gone = away.groups.iter().find(|gone| gone.rate == group.rate);
        gone.map_or(*group, |gone| TaxGroup { rate: group.rate, net: group.net - gone.net, tax: group.tax - gone.tax })
    };
    let own = totals.groups.iter().map(less);
    let is_other = |group: &&TaxGroup| !totals.groups.iter().any(|known| known.rate == group.rate);
    let others = away.groups.iter().filter(is_other);
    let below = others.map(|group| TaxGroup { rate: group.rate, net: -group.net, tax: -group.tax });
    let groups = own.chain(below).filter(|group| !(group.net.is_zero() && group.tax.is_zero())).collect();
    Totals { groups, net: totals.net - away.net, tax: totals.tax - away.tax, gross: totals.gross - away.gross }
}

pub(super) fn line_of(line: &OrderLine, quantity: u32) -> InvoiceLine {
    InvoiceLine {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity,
        unit_price: line.unit_price,
        vat_rate: line.vat_rate,
        net: line.unit_price * quantity,
    }
}

/// Delivery as a line of its own, where it costs something.
fn shipping_line(order: &Order) -> Option<InvoiceLine> {
    let Shipping { price, vat_rate } = order.shipping;
    let name = || text!(order.language, "billing.line.delivery");
    (!price.is_zero()).then(|| InvoiceLine {
        sku: String::new(),
        name: name(),
        quantity: 1,
        unit_price: price,
        vat_rate,
        net: price,
    })
}
