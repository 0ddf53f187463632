//! Orders as the partner sees them to whom they are credited: what was bought, and no more of the buyer than a
//! name and a town, unless the partner placed the order.

use crate::business::failure::Failure;
use crate::business::orders::records::{PARTNER_TO_ORDER_ID, order, order_read_in};
use crate::business::orders::{Order, OrderLine, OrderState, PaymentMethod, Placement, Shipping, Totals, order_number};
use crate::business::partners;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::values::{Address, CustomerId, Day, Money, OrderId, PartnerId, Points};

/// Nobody looks through more of the own orders than this at once.
const LOOKED_AT_MAX: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditedOrder {
    pub id: OrderId,
    pub day: Day,
    pub placement: Placement,
    /// As it stands on the invoice.
    pub buyer: String,
    pub town: String,
    /// The partner's customer who bought; `None` for the own household, and for guests.
    pub customer: Option<CustomerId>,
    pub state: OrderState,
    pub payment_method: PaymentMethod,
    pub paid_on: Option<Day>,
    pub shipped_on: Option<Day>,
    pub lines: Vec<OrderLine>,
    pub shipping: Shipping,
    pub totals: Totals,
    pub points: Points,
    pub commission_base: Money,
    /// Where the goods go: told to the partner who gave this address himself.
    pub delivery: Option<Address>,
}

/// What a partner wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditedWish {
    /// Words that must stand in number, name or town.
    pub words: String,
    /// Orders for the own household, or those of customers.
    pub own: Option<bool>,
    pub state: Option<OrderState>,
    pub customer: Option<CustomerId>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// One page of what was found, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCredited {
    pub rows: Vec<CreditedOrder>,
    pub total: usize,
}

/// The orders that are credited to the partner who asks.
pub fn find_credited(
    view: &View<'_>,
    wish: &CreditedWish,
    skip: usize,
    limit: usize,
) -> Result<FoundCredited, Failure> {
    let own = own_partner(view)?;
    let wish = wish.as_far_as_seen(view);
    let r: &dyn Read = view;
    let keys = r.keys(&PARTNER_TO_ORDER_ID, Span::prefix(&(own,)).backwards().limit(LOOKED_AT_MAX));
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    let all = keys.into_iter().filter_map(|(_, id)| Some(CreditedOrder::of(id, &order(view, id)?)));
    let mut rows: Vec<CreditedOrder> = all.filter(|order| wish.fits(order, &words)).collect();
    let total = rows.len();
    rows = rows.into_iter().skip(skip).take(limit).collect();
    Ok(FoundCredited { rows, total })
}

/// One of them; those of others are not there, also those of the own team.
pub fn see_credited(view: &View<'_>, id: OrderId) -> Result<CreditedOrder, Failure> {
    let own = own_partner(view)?;
    let found = order_read_in(view, id, view.actor().language).filter(|order| order.credited_to == Some(own));
    let found = found.map(|order| CreditedOrder::of(id, &order));
    found.filter(|order| order.is_own() || !partners::has_left(view, view.actor())).ok_or_else(Failure::not_found)
}

fn own_partner(view: &View<'_>) -> Result<PartnerId, Failure> {
    view.require(Permission::PartnerPortal)?;
    view.actor().partner.ok_or_else(Failure::not_found)
}

impl CreditedOrder {
    fn of(id: OrderId, order: &Order) -> CreditedOrder {
        let placed_by_partner = matches!(order.placement, Placement::PartnerOwn | Placement::PartnerForCustomer);
        CreditedOrder {
            id,
            day: order.day,
            placement: order.placement,
            buyer: order.billing.name.clone(),
            town: order.delivery.town.clone(),
            customer: order.buyer.customer,
            state: order.state,
            payment_method: order.payment_method,
            paid_on: order.paid_on,
            shipped_on: order.shipped_on,
            lines: order.lines.clone(),
            shipping: order.shipping,
            totals: order.totals(),
            points: order.points(),
            commission_base: order.commission_base(),
            delivery: placed_by_partner.then(|| order.delivery.clone()),
        }
    }

    pub fn is_own(&self) -> bool {
        self.placement == Placement::PartnerOwn
    }

    /// Nothing counts of what was cancelled.
    pub fn counts(&self) -> bool {
        self.state != OrderState::Cancelled
    }
}

impl CreditedWish {
    /// After the contract only the orders for the own household are in sight; customers are nobody's business then.
    fn as_far_as_seen(&self, view: &View<'_>) -> CreditedWish {
        let own = if partners::has_left(view, view.actor()) { Some(true) } else { self.own };
        CreditedWish { own, ..self.clone() }
    }

    fn fits(&self, order: &CreditedOrder, words: &[String]) -> bool {
        let told = format!("{} {} {}", order_number(order.id), order.buyer, order.town).to_lowercase();
        self.own.is_none_or(|own| order.is_own() == own)
            && self.state.is_none_or(|state| order.state == state)
            && self.customer.is_none_or(|customer| order.customer == Some(customer))
            && self.from.is_none_or(|from| order.day >= from)
            && self.to.is_none_or(|to| order.day <= to)
            && words.iter().all(|word| told.contains(word))
    }
}
