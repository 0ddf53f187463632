//! The online withdrawal: open to everybody, for as long as there is a contract.

use crate::business::customers;
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::commands::cancel::cancel;
use crate::business::orders::events::WithdrawalReceived;
use crate::business::orders::records::{ORDER_TO_WITHDRAWAL, withdrawal};
use crate::business::orders::{Order, OrderState, Withdrawal, order, parse_order_number};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{CustomerId, Email, OrderId};

/// A consumer's declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawOrder {
    pub claim: Claim,
    /// What the consumer adds, such as which goods it is about.
    pub words: String,
}

/// How somebody shows that the order is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// By its number and the e-mail address that was given with it, as typed.
    ByNumber { number: String, email: String },
    /// By being signed in as the customer, or as staff who write down what they were told.
    Own(OrderId),
}

/// Receives a withdrawal with its instant. An order that is not picked yet is cancelled by it.
pub fn withdraw_order(tx: &mut Tx, command: &WithdrawOrder) -> Result<OrderId, Failure> {
    tx.require(Permission::ShopWithdraw)?;
    let (id, before) = claimed_order(tx, tx.may(Permission::OrdersCancel), own_customer(tx), &command.claim)?;
    refuse_where_nothing_is_left(tx, id, &before)?;
    let late = before.withdrawal_until().is_some_and(|until| tx.today() > until);
    let cancelled = before.state == OrderState::Confirmed;
    let told = tx.record(WithdrawalReceived { order: id, late, cancelled });
    let words = command.words.trim().to_owned();
    tx.save(&told, &ORDER_TO_WITHDRAWAL, &id, &Withdrawal { at: tx.now(), late, words, cancelled });
    if cancelled {
        cancel(tx, id, &before, "§ 11 FAGG, § 355 BGB");
    }
    Ok(id)
}

/// The order that a claim means, for the page that asks for confirmation; complaints when it means none.
pub fn claimed_order(
    r: &dyn Read,
    for_others: bool,
    own_customer: Option<CustomerId>,
    claim: &Claim,
) -> Result<(OrderId, Order), Failure> {
    match claim {
        Claim::Own(id) => {
            let found = order(r, *id).ok_or_else(Failure::not_found)?;
            let own = own_customer.is_some() && found.buyer.customer == own_customer;
            if own || for_others { Ok((*id, found)) } else { Err(Failure::not_found()) }
        }
        Claim::ByNumber { number, email } => {
            let meant = parse_order_number(number).and_then(|id| Some((id, order(r, id)?)));
            let typed = Email::parse(email);
            // One answer for a wrong number and for a wrong address: nobody learns which orders exist.
            meant
                .filter(|(_, order)| Some(&order.buyer.email) == typed.as_ref())
                .ok_or_else(|| Complaint::new("orders.refusal.no_such_order").at("number").into())
        }
    }
}

fn own_customer(tx: &Tx) -> Option<CustomerId> {
    tx.actor().person.and_then(|person| customers::customer_of_person(tx, person))
}

fn refuse_where_nothing_is_left(tx: &Tx, id: OrderId, order: &Order) -> Result<(), Failure> {
    if let Some(former) = withdrawal(tx, id) {
        return Err(Complaint::new("orders.refusal.already_withdrawn").with("day", former.at.day_in(tx.zone())).into());
    }
    if !order.is_consumers() {
        return Err(Complaint::new("orders.refusal.not_a_consumer").into());
    }
    match order.state {
        OrderState::Cancelled => Err(Complaint::new("orders.refusal.is_cancelled").into()),
        OrderState::Returned => Err(Complaint::new("orders.refusal.all_came_back").into()),
        OrderState::Confirmed | OrderState::Picked | OrderState::Packed | OrderState::Shipped => Ok(()),
    }
}
