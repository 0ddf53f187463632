//! Correcting an order before it is picked.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::orders::checkout::{Wish, address_complaints, cart_complaint, lines, note_complaint};
use crate::business::orders::commands::place::wishes;
use crate::business::orders::events::{Figures, OrderCorrected};
use crate::business::orders::keep::keep_changed;
use crate::business::orders::on_account::larger_complaint;
use crate::business::orders::{
    Buying, CartLine, DeliveryTime, Levy, Order, OrderLine, OrderState, Shipping, Tariffs, TaxPlace, levy_on, order,
    shipping_price, tariffs_at, tax_party,
};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{Address, Country, OrderId};

/// What the order is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectOrder {
    pub order: OrderId,
    /// The version that the clerk saw.
    pub seen_version: u32,
    pub lines: Vec<CartLine>,
    pub billing: Address,
    pub delivery: Address,
    pub note: String,
}

/// Replaces lines, addresses and note; the former version is kept beside it.
pub fn correct_order(tx: &mut Tx, command: &CorrectOrder) -> Result<(), Failure> {
    tx.require(Permission::OrdersCorrect)?;
    let before = order(tx, command.order).ok_or_else(Failure::not_found)?;
    if before.version != command.seen_version {
        let complaint = Complaint::new("orders.refusal.changed_meanwhile");
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    still_open(&before)?;
    let wishes = wishes(tx, &command.lines);
    // Delivery costs what it cost when the order was placed.
    let tariffs = tariffs_at(tx, before.day, before.placed_at, before.shipping.price.currency());
    let buyer = tax_party(tx, before.buyer.person, before.buyer.vat_id.as_ref(), before.price_role);
    let to = TaxPlace { country: command.delivery.country, postcode: &command.delivery.postcode };
    let same_place = before.delivery.country == to.country && before.delivery.postcode == to.postcode;
    let now = levy_on(tx, &buyer, to, before.day);
    // What was agreed holds as long as the goods go where they went, whatever the firm has set since.
    let levy = if same_place { now.kept(before.tax_country, before.tax_reason) } else { now };
    let after = corrected(&before, command, &wishes, (&tariffs, levy))?;
    let beyond = larger_complaint(tx, &before, &after, (tx.now(), tx.today()));
    if let Some(beyond) = beyond.filter(|_| !tx.may(Permission::CustomersCreditLine)) {
        return Err(beyond.into());
    }
    let told = tx.record(OrderCorrected {
        order: command.order,
        version: after.version,
        before: Figures::of(&before),
        after: Figures::of(&after),
    });
    keep_changed(tx, &told, command.order, &before, &after);
    Ok(())
}

/// Until it is picked, an order can be changed.
fn still_open(order: &Order) -> Result<(), Complaint> {
    match order.state {
        OrderState::Confirmed => Ok(()),
        OrderState::Picked | OrderState::Packed => Err(Complaint::new("orders.refusal.already_picked")),
        OrderState::Shipped | OrderState::Returned => Err(Complaint::new("orders.refusal.already_shipped")),
        OrderState::Cancelled => Err(Complaint::new("orders.refusal.is_cancelled")),
    }
}

/// A line that stays as it was keeps the price that was agreed; others are priced by today's catalogue. Taxes
/// are those of the day of the order and of the country to which it goes now.
fn corrected(
    before: &Order,
    command: &CorrectOrder,
    wishes: &[Wish],
    (tariffs, levy): (&Tariffs, Levy),
) -> Result<Order, Vec<Complaint>> {
    let country = command.delivery.country;
    let buying = Buying { role: before.price_role, country, levy, on: before.day, language: before.language };
    let kept = |wish: &CartLine| {
        before.lines.iter().find(|line| line.product == wish.product && line.quantity == wish.quantity)
    };
    let mut complaints = Vec::new();
    let changed: Vec<Wish> = wishes.iter().filter(|(wish, _)| kept(wish).is_none()).cloned().collect();
    complaints.extend(cart_complaint(wishes));
    let priced = lines(&changed, &buying, &mut complaints);
    complaints.extend(address_complaints(&command.billing, &command.delivery, tariffs));
    complaints.extend(note_complaint(&command.note));
    let line = |(wish, _): &Wish| match kept(wish) {
        Some(line) => {
            let vat_rate = levy.rate(line.tax_class, before.day).unwrap_or(line.vat_rate);
            Some(OrderLine { vat_rate, ..line.clone() })
        }
        None => priced.iter().find(|line| line.product == wish.product).cloned(),
    };
    let lines: Vec<OrderLine> = wishes.iter().filter_map(line).collect();
    match shipping(before, country, &lines, tariffs) {
        Some(shipping) if complaints.is_empty() => Ok(Order {
            lines,
            shipping,
            billing: command.billing.clone(),
            delivery: command.delivery.clone(),
            tax_country: levy.country,
            tax_reason: levy.reason,
            note: command.note.trim().to_owned(),
            delivery_time: delivery_time(before, country, tariffs),
            version: before.version + 1,
            ..before.clone()
        }),
        _ => Err(complaints),
    }
}

/// What was promised holds as long as the goods go to the same country.
fn delivery_time(before: &Order, country: Country, tariffs: &Tariffs) -> Option<DeliveryTime> {
    if country == before.delivery.country { before.delivery_time } else { tariffs.of(country)?.time }
}

/// The agreed price of delivery stays as long as the same goods go to the same country.
fn shipping(before: &Order, country: Country, lines: &[OrderLine], tariffs: &Tariffs) -> Option<Shipping> {
    let same_goods = lines.len() == before.lines.len() && lines.iter().all(|line| before.lines.contains(line));
    if same_goods && country == before.delivery.country {
        return Some(before.shipping);
    }
    shipping_price(tariffs, country, lines)
}
