//! Placing an order.

use crate::business::catalog;
use crate::business::customers;
use crate::business::failure::{Failure, Refusal};
use crate::business::firm::firm;
use crate::business::orders::checkout::{Moment, NewBuyer, Party, PlaceOrder, Wish, draw_up, shown_complaints};
use crate::business::orders::events::OrderPlaced;
use crate::business::orders::keep::keep_new;
use crate::business::orders::on_account::on_account_complaints;
use crate::business::orders::opening::opening_complaints;
use crate::business::orders::records::{CHECKOUT_KEY_TO_ORDER_ID, order_of_checkout};
use crate::business::orders::{CartLine, Placement, TaxPlace, levy_on, merged, price_role, tariffs_at, tax_party};
use crate::business::partners::{self, PartnerState};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{Currency, CustomerId, OrderId, PartnerId, PersonId, VatId};

/// Places an order, once the firm has what the law and the payment need. The same checkout sent again answers with
/// the order that it has become.
pub fn place_order(tx: &mut Tx, command: &PlaceOrder) -> Result<OrderId, Failure> {
    tx.require(Permission::ShopOrder)?;
    placed(tx, command, None)
}

/// The same beyond what terms and credit line of the buyer allow: somebody who may says why.
pub fn place_order_beyond_line(tx: &mut Tx, command: &PlaceOrder, because: &str) -> Result<OrderId, Failure> {
    tx.require(Permission::CustomersCreditLine)?;
    Failure::unless_empty(customers::release_complaint(because).into_iter().collect())?;
    placed(tx, command, Some(because))
}

fn placed(tx: &mut Tx, command: &PlaceOrder, because: Option<&str>) -> Result<OrderId, Failure> {
    if let Some(known) = order_of_checkout(tx, &command.checkout_key) {
        return Ok(known);
    }
    let party = party(tx, command)?;
    let closed = opening_complaints(tx, tx.today(), party.placement, command.payment_method);
    Failure::unless_empty(closed)?;
    let currency = firm(tx).map_or(Currency::EUR, |firm| firm.currency);
    let price_role = price_role(tx, tx.actor(), command.buyer);
    let person = party.person.as_ref().map(|(id, _)| *id);
    let buyer = tax_party(tx, person, VatId::parse(command.contact.vat_id.trim()).as_ref(), price_role);
    let to = TaxPlace { country: command.delivery.country, postcode: &command.delivery.postcode };
    let moment = Moment {
        now: tx.now(),
        today: tx.today(),
        price_role,
        levy: levy_on(tx, &buyer, to, tx.today()),
        tariffs: tariffs_at(tx, tx.today(), tx.now(), currency),
    };
    let wishes = wishes(tx, &command.lines);
    let order = draw_up(command, &party, &wishes, &moment)?;
    Failure::unless_empty(shown_complaints(command, &order))?;
    let beyond = on_account_complaints(tx, &order, (tx.now(), tx.today()));
    let released = because.filter(|_| !beyond.is_empty());
    if released.is_none() {
        Failure::unless_empty(beyond)?;
    }
    if let (Placement::PartnerForCustomer | Placement::Staff, Some(person)) = (order.placement, order.buyer.person) {
        tx.act_on_behalf_of(person);
    }
    let id = tx.next_id();
    let told = tx.record(OrderPlaced::of(id, &order));
    tx.save(&told, &CHECKOUT_KEY_TO_ORDER_ID, &command.checkout_key, &id);
    keep_new(tx, &told, id, &order);
    if let Some(because) = released {
        customers::note_credit_release(tx, order.buyer.customer, id, because);
    }
    Ok(id)
}

/// Each wish once, with its product.
pub(super) fn wishes(tx: &Tx, lines: &[CartLine]) -> Vec<Wish> {
    merged(lines).into_iter().map(|wish| (wish, catalog::product(tx, wish.product))).collect()
}

/// Who buys, and whether the one who sends this may order for them.
fn party(tx: &Tx, command: &PlaceOrder) -> Result<Party, Failure> {
    match command.buyer {
        NewBuyer::Guest => Ok(guest(tx, Placement::Guest, command.referral, true)),
        NewBuyer::StaffForGuest => {
            tx.require(Permission::OrdersPlaceForOthers)?;
            Ok(guest(tx, Placement::Staff, command.referral, false))
        }
        NewBuyer::Customer => {
            let own = tx.actor().person.and_then(|person| customers::customer_of_person(tx, person));
            let id = own.ok_or_else(Refusal::not_allowed)?;
            of_customer(tx, id, Placement::Customer, command.referral)
        }
        NewBuyer::StaffForCustomer(id) => {
            tx.require(Permission::OrdersPlaceForOthers)?;
            of_customer(tx, id, Placement::Staff, command.referral)
        }
        NewBuyer::PartnerForCustomer(id) => {
            tx.require(Permission::PartnerOrderForCustomer)?;
            let partner = own_partner(tx)?;
            let is_own = customers::customer(tx, id).is_some_and(|customer| customer.partner == Some(partner));
            if !is_own {
                return Err(Failure::not_found());
            }
            of_customer(tx, id, Placement::PartnerForCustomer, None)
        }
        NewBuyer::PartnerOwn => {
            let id = own_partner(tx)?;
            let partner = partners::partner(tx, id).ok_or_else(Failure::not_found)?;
            Ok(Party {
                placement: Placement::PartnerOwn,
                customer: None,
                person: Some(known_person(tx, partner.person)?),
                credited_to: Some(id),
                accepts_terms: true,
            })
        }
    }
}

fn guest(tx: &Tx, placement: Placement, referral: Option<PartnerId>, accepts_terms: bool) -> Party {
    Party { placement, customer: None, person: None, credited_to: active(tx, referral), accepts_terms }
}

fn of_customer(tx: &Tx, id: CustomerId, placement: Placement, referral: Option<PartnerId>) -> Result<Party, Failure> {
    let customer = customers::customer(tx, id).filter(|customer| !customer.closed).ok_or_else(Failure::not_found)?;
    Ok(Party {
        placement,
        customer: Some(id),
        person: Some(known_person(tx, customer.person)?),
        credited_to: customer.partner.or_else(|| active(tx, referral)),
        accepts_terms: placement == Placement::Customer,
    })
}

fn known_person(tx: &Tx, id: PersonId) -> Result<(PersonId, Person), Failure> {
    people::person(tx, id).map(|person| (id, person)).ok_or_else(Failure::not_found)
}

/// The partner as whom the actor acts, while the contract holds.
fn own_partner(tx: &Tx) -> Result<PartnerId, Failure> {
    partners::working_partner(tx, tx.actor()).ok_or_else(|| Refusal::not_allowed().into())
}

fn active(tx: &Tx, partner: Option<PartnerId>) -> Option<PartnerId> {
    partner.filter(|id| partners::partner(tx, *id).is_some_and(|partner| partner.state == PartnerState::Active))
}
