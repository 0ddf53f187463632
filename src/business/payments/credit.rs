//! Credit for the shop: the share of pay that is given as such. It is spent on an order, given back when the order is
//! not, or paid out as money.

use serde::{Deserialize, Serialize};

use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::rules::credit_paid_out as credit_becomes_pay;
use crate::business::ledger::{self, LedgerAccount, LedgerKey, NewPosting, Personal};
use crate::business::orders::{self, NewBuyer, PlaceOrder};
use crate::business::partners::{partner_of_person, working_partner};
use crate::business::payments::commands::Means;
use crate::business::payments::commands::keep;
use crate::business::payments::events::about_a_partner;
use crate::business::payments::holds::missing_reason;
use crate::business::payments::records::PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT;
use crate::business::payments::{Batch, NewPayment, batches, hold_of, payments_of_order, settlement};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span, Stored, Subject};
use crate::values::{AccountId, BatchId, Currency, Day, Money, OrderId, PartnerId, PostingId};

/// Credit that was put back into the balance of a partner, to be paid as money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditPaidOut {
    pub amount: Money,
    pub on: Day,
    pub by: Option<AccountId>,
    pub because: String,
    /// The payment with which it left.
    pub paid_with: Option<BatchId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShopCreditPaidOut {
    pub partner: PartnerId,
    pub amount: String,
}

about_a_partner! {
    ShopCreditPaidOut "shop_credit_paid_out";
}

/// The credit of a partner as it stands in the books, also what may not be used yet.
pub fn shop_credit(r: &dyn Read, partner: PartnerId) -> Money {
    let credit = LedgerKey::of_partner(LedgerAccount::ShopCredit, partner);
    Money::new(-ledger::balance(r, credit), Currency::EUR)
}

/// What a partner may spend in the shop now: not what a payment gives that can still be discarded, and nothing while
/// the pay is held.
pub fn credit_at_hand(r: &dyn Read, partner: PartnerId) -> Money {
    credit_without(r, partner, |batch| batch.state.is_at_hand())
}

/// What of the credit may become money on a day: only what was given by payments that the bank has carried out by then,
/// so that no year counts credit as paid out before it counts it as given.
pub fn credit_to_pay_out(r: &dyn Read, partner: PartnerId, today: Day) -> Money {
    let is_to_come = |batch: &Batch| match batch.state {
        state if state.has_left() => batch.execute_on > today,
        state => state.is_live(),
    };
    credit_without(r, partner, is_to_come)
}

fn credit_without(r: &dyn Read, partner: PartnerId, is_left_out: impl Fn(&Batch) -> bool) -> Money {
    let (whole, nothing) = (shop_credit(r, partner), Money::zero(Currency::EUR));
    if !whole.is_positive() || hold_of(r, partner).is_some() {
        return nothing;
    }
    let left_out = batches(r).into_iter().filter(|(_, batch)| is_left_out(batch));
    let given = left_out.filter_map(|(_, batch)| batch.parts_of(partner));
    given.fold(whole, |rest, parts| rest - parts.credit).max(nothing)
}

/// Whose credit may pay an order of this buyer, and how much there is: that of the partner who buys, in whichever role,
/// and nobody else's.
pub fn credit_to_spend(r: &dyn Read, actor: &Actor, buyer: NewBuyer) -> Option<(PartnerId, Money)> {
    let partner = match buyer {
        NewBuyer::PartnerOwn => working_partner(r, actor),
        NewBuyer::Customer => actor.person.and_then(|person| partner_of_person(r, person)),
        NewBuyer::Guest | NewBuyer::PartnerForCustomer(_) | NewBuyer::StaffForCustomer(_) | NewBuyer::StaffForGuest => {
            None
        }
    }?;
    Some((partner, credit_at_hand(r, partner))).filter(|(_, credit)| credit.is_positive())
}

/// Places an order of which the buyer's credit pays this much: what stood beside the choice. Nothing of it is ordered
/// when the credit is not there any more.
pub fn place_order_with_credit(tx: &mut Tx, command: &PlaceOrder, credit: Money) -> Result<OrderId, Failure> {
    tx.require(Permission::ShopOrder)?;
    if let Some(known) = orders::order_of_checkout(tx, &command.checkout_key) {
        return Ok(known);
    }
    let (partner, there) = credit_to_spend(tx, tx.actor(), command.buyer).ok_or_else(not_there)?;
    let id = orders::place_order(tx, command)?;
    let order = orders::order(tx, id).ok_or_else(Failure::not_found)?;
    let gross = order.totals().gross;
    let is_there = credit.currency() == there.currency() && gross.currency() == there.currency();
    if !is_there || !credit.is_positive() || credit.minor() > there.minor().min(gross.minor()) {
        return Err(not_there().into());
    }
    let paid = NewPayment { order: id, amount: credit, received_on: tx.today(), reference: String::new() };
    keep(tx, &order, &paid, Means::Credit(partner))?;
    Ok(id)
}

/// What was paid by credit and is owed no more is credit again, before any money goes back; never more than what is
/// owed has fallen by, because money that came in by mistake is not paid back as credit.
pub(in crate::business) fn give_credit_back(tx: &mut Tx, id: OrderId, owed_before: Money) -> Result<(), Failure> {
    let Some((order, settled)) = orders::order(tx, id).zip(settlement(tx, id)) else { return Ok(()) };
    let paid = credit_paid(tx, id);
    let Some((partner, paid)) = paid.filter(|_| settled.open().is_negative()) else { return Ok(()) };
    let fallen = owed_before - settled.owed;
    let amount = paid.min(-settled.open()).min(fallen);
    if amount.is_positive() {
        let back = NewPayment {
            order: id,
            amount: -amount,
            received_on: ledger::open_day(tx, tx.today()),
            reference: String::new(),
        };
        keep(tx, &order, &back, Means::Credit(partner))?;
    }
    Ok(())
}

/// Whose credit has paid how much of an order, less what was given back.
pub fn credit_paid(r: &dyn Read, order: OrderId) -> Option<(PartnerId, Money)> {
    let payments = payments_of_order(r, order).into_iter().filter(|(_, payment)| payment.reversed.is_none());
    let by_credit = payments.filter_map(|(_, payment)| Some((payment.credit_of?, payment.amount)));
    by_credit.reduce(|(partner, sum), (_, amount)| (partner, sum + amount))
}

/// What of an order was paid by credit and is credit again.
pub fn credit_given_back(r: &dyn Read, order: OrderId) -> Option<Money> {
    let payments = payments_of_order(r, order).into_iter().filter(|(_, payment)| payment.reversed.is_none());
    let back = payments.filter(|(_, payment)| payment.credit_of.is_some() && payment.amount.is_negative());
    back.map(|(_, payment)| -payment.amount).reduce(|sum, amount| sum + amount)
}

/// Puts the credit of a partner back into the balance, to be paid as money with the next payment: all that was given by
/// payments that are carried out.
pub fn pay_credit_out(tx: &mut Tx, partner: PartnerId, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let amount = credit_to_pay_out(tx, partner, tx.today());
    let mut complaints = missing_reason(because);
    if !shop_credit(tx, partner).is_positive() {
        complaints.push(Complaint::new("payments_out.refusal.no_credit"));
    } else if hold_of(tx, partner).is_some() {
        complaints.push(Complaint::new("payments_out.refusal.credit_held"));
    } else if !amount.is_positive() {
        complaints.push(Complaint::new("payments_out.refusal.credit_to_come"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(ShopCreditPaidOut { partner, amount: amount.decimal() });
    let (booked, subject) = (credit_becomes_pay(partner, amount), Subject::of(partner));
    let (day, personal) = (ledger::open_day(tx, tx.today()), Personal::default());
    let posting = ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: None, personal })?;
    let by = tx.actor().account();
    let paid_out = CreditPaidOut { amount, on: day, by, because: because.trim().to_owned(), paid_with: None };
    tx.save(&told, &PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, &(partner, posting), &paid_out);
    Ok(())
}

/// Credit of a partner that became money, oldest first.
pub(in crate::business) fn credit_paid_out(r: &dyn Read, partner: PartnerId) -> Vec<(PostingId, CreditPaidOut)> {
    let rows = r.scan(&PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, Span::prefix(&(partner,)));
    rows.into_iter().map(|((_, posting), paid_out)| (posting, paid_out)).collect()
}

/// What a payment has paid a partner that was credit before.
pub(in crate::business) fn credit_paid_with(r: &dyn Read, partner: PartnerId, batch: BatchId) -> Money {
    let with = credit_paid_out(r, partner).into_iter().filter(|(_, paid_out)| paid_out.paid_with == Some(batch));
    with.fold(Money::eur(0), |sum, (_, paid_out)| sum + paid_out.amount)
}

/// What of a balance was credit before, and has not left yet.
pub(super) fn credit_in_balance(r: &dyn Read, partner: PartnerId) -> Money {
    let waiting = credit_paid_out(r, partner).into_iter().filter(|(_, paid_out)| paid_out.paid_with.is_none());
    waiting.fold(Money::eur(0), |sum, (_, paid_out)| sum + paid_out.amount)
}

/// Notes that a payment pays what was credit before.
pub(super) fn note_paid_with(tx: &mut Tx, told: &Recorded, partner: PartnerId, batch: BatchId) {
    for (posting, before) in credit_paid_out(tx, partner) {
        if before.paid_with.is_none() {
            let after = CreditPaidOut { paid_with: Some(batch), ..before };
            tx.save(told, &PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, &(partner, posting), &after);
        }
    }
}

/// Undoes that for a payment that is taken back.
pub(super) fn note_not_paid_with(tx: &mut Tx, told: &Recorded, partner: PartnerId, batch: BatchId) {
    for (posting, before) in credit_paid_out(tx, partner) {
        if before.paid_with == Some(batch) {
            let after = CreditPaidOut { paid_with: None, ..before };
            tx.save(told, &PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, &(partner, posting), &after);
        }
    }
}

fn not_there() -> Complaint {
    Complaint::new("payments.refusal.credit_not_there").at("use_credit")
}

impl Stored for CreditPaidOut {
    const VERSION: u8 = 1;
}
