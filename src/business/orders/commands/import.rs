//! Taking over orders of a former system: as they were, without stock, mail or case.

use crate::business::catalog::PriceRole;
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::events::{Figures, OrderImported};
use crate::business::orders::keep::keep_new;
use crate::business::orders::records::{EXTERNAL_TO_ORDER_ID, order, order_by_external};
use crate::business::orders::{
    Buyer, Order, OrderLine, OrderState, PaymentMethod, Placement, Shipping, order_number, parse_order_number,
};
use crate::business::partners::closed_through;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Address, Day, Instant, Language, Money, OrderId, PartnerId, ProductId, Rate};

/// A finished order with the prices and taxes that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOrder {
    /// Its number in the former system: the same one again is not taken twice.
    pub external: String,
    pub day: Day,
    pub buyer: Buyer,
    pub credited_to: Option<PartnerId>,
    pub price_role: PriceRole,
    pub billing: Address,
    pub delivery: Address,
    pub lines: Vec<OrderLine>,
    pub shipping: Shipping,
    pub payment_method: PaymentMethod,
    pub paid_on: Option<Day>,
    pub note: String,
    pub language: Language,
    /// Why it comes late, where its period may be settled already: a correction run counts it then.
    pub late_because: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    New(OrderId),
    /// It had been taken over before; nothing was changed.
    Known(OrderId),
}

/// Takes over one order as shipped on its day.
pub fn import_order(tx: &mut Tx, import: &ImportOrder) -> Result<Imported, Failure> {
    tx.require(Permission::DataImport)?;
    if let Some(known) = known_order(tx, &import.external) {
        return unchanged(tx, known, import);
    }
    let mut complaints = Vec::new();
    if import.credited_to.is_some()
        && import.late_because.trim().is_empty()
        && let Some(closed) = closed_through(tx).filter(|closed| import.day <= *closed)
    {
        // One more sale in a settled period needs a correction run: nobody shall cause one without knowing.
        let complaint = Complaint::new("orders.refusal.period_closed").at("day");
        complaints.push(complaint.with("closed_through", closed));
    }
    if import.external.trim().is_empty() {
        complaints.push(Complaint::new("orders.refusal.external_missing").at("external"));
    }
    if import.lines.is_empty() {
        complaints.push(Complaint::new("orders.refusal.cart_empty").at("lines"));
    }
    Failure::unless_empty(complaints)?;
    let order = taken_over(import, Instant::at(import.day, 0, tx.zone()));
    let id = tx.next_id();
    let told = tx.record(OrderImported {
        order: id,
        day: order.day,
        customer: order.buyer.customer,
        credited_to: order.credited_to,
        figures: Figures::of(&order),
        late_because: import.late_because.clone(),
    });
    tx.save(&told, &EXTERNAL_TO_ORDER_ID, &order.external, &id);
    keep_new(tx, &told, id, &order);
    Ok(Imported::New(id))
}

/// By its number in the former system, or by our own number in a file that we have written.
fn known_order(r: &dyn Read, external: &str) -> Option<OrderId> {
    let own = || parse_order_number(external).filter(|id| order_number(*id) == external && order(r, *id).is_some());
    order_by_external(r, external).or_else(own)
}

/// An import never changes what was delivered and settled; a file that says otherwise is told so.
fn unchanged(r: &dyn Read, known: OrderId, import: &ImportOrder) -> Result<Imported, Failure> {
    let before = order(r, known).ok_or_else(Failure::not_found)?;
    let differs = [
        ("day", before.day != import.day),
        ("customer", before.buyer.customer != import.buyer.customer),
        ("partner", before.credited_to != import.credited_to),
        ("amount_net", sold(&before.lines) != sold(&import.lines) || before.shipping.price != import.shipping.price),
    ];
    let complaints = differs.iter().filter(|(_, differs)| *differs).map(|(field, _)| {
        Complaint::new("orders.refusal.import_differs").at(*field).with("number", import.external.clone())
    });
    Failure::unless_empty(complaints.collect())?;
    Ok(Imported::Known(known))
}

/// What was bought and for how much, whatever the goods are called today.
fn sold(lines: &[OrderLine]) -> Vec<(ProductId, u32, Money, Rate)> {
    lines.iter().map(|line| (line.product, line.quantity, line.unit_price, line.vat_rate)).collect()
}

fn taken_over(import: &ImportOrder, placed_at: Instant) -> Order {
    Order {
        placed_at,
        day: import.day,
        placement: Placement::Imported,
        buyer: import.buyer.clone(),
        credited_to: import.credited_to,
        price_role: import.price_role,
        billing: import.billing.clone(),
        delivery: import.delivery.clone(),
        tax_country: import.delivery.country,
        lines: import.lines.clone(),
        shipping: import.shipping,
        payment_method: import.payment_method,
        state: OrderState::Shipped,
        paid_on: import.paid_on,
        shipped_on: Some(import.day),
        cancel_reason: String::new(),
        version: 1,
        note: import.note.clone(),
        language: import.language,
        terms_version: String::new(),
        privacy_version: String::new(),
        token: [0; 16],
        external: import.external.clone(),
        delivery_time: None,
        tax_reason: None,
    }
}
