//! Posting bank lines: each piece becomes a payment of its order, all in one transaction.
//!
//! Taking a line back is taking its payments back, each with the reason: then it waits again.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::ledger::{Party, closed_day};
use crate::business::orders::order;
use crate::business::payments::collections::{DebitsOfLine, debits_of_line, note_received};
use crate::business::payments::commands::recorded;
use crate::business::payments::matched::events::{BankLinePosted, BankLinePutOff};
use crate::business::payments::matched::kept::{
    BANK_LINE_TO_HANDLING, IBAN_AND_PARTY, LineHandling, LinePlace, MatchableLines, PAYMENT_TO_BANK_LINE, is_posted,
    line_handling, matchable_line,
};
use crate::business::payments::matched::safe::SafePosting;
use crate::business::payments::matched::suggest::debit_pieces;
use crate::business::payments::{BankLine, NewPayment, settlement};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Day, Money, OrderId, PaymentId};

/// What of a line goes to one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePiece {
    pub order: OrderId,
    pub amount: Money,
    /// What was open of the order when this was suggested; something else was posted since where it is not so.
    pub open: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePosting {
    pub place: LinePlace,
    pub pieces: Vec<LinePiece>,
}

/// Signs of a text that a payment keeps.
const REFERENCE_SIGNS_MAX: usize = 140;

/// Posts a line as somebody confirmed it.
pub fn post_bank_line(tx: &mut Tx, posting: &LinePosting) -> Result<Vec<PaymentId>, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let line = matchable_line(tx, posting.place).ok_or_else(Failure::not_found)?;
    refusal(tx, tx.today(), posting, &line).map_or(Ok(()), Err)?;
    posted(tx, posting, &line, false)
}

/// Posts lines that are safe. What does not fit any more waits for a person.
pub fn post_safe(tx: &mut Tx, postings: &[SafePosting]) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let (mut lines, mut done) = (MatchableLines::default(), 0);
    for posting in postings.iter().map(SafePosting::posting) {
        let Some(line) = lines.find(tx, posting.place) else { continue };
        if refusal(tx, tx.today(), posting, &line).is_none() {
            posted(tx, posting, &line, true)?;
            done += 1;
        }
    }
    Ok(done)
}

/// Puts a line behind all others.
pub fn put_off_bank_line(tx: &mut Tx, place: LinePlace) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    matchable_line(tx, place).ok_or_else(Failure::not_found)?;
    let before = line_handling(tx, place).unwrap_or_default();
    if is_posted(tx, &before) {
        return Err(already_posted());
    }
    let told = tx.record(BankLinePutOff { statement: place.0, line: place.1 });
    let after = LineHandling { put_off_at: Some(tx.now()), ..before };
    tx.save(&told, &BANK_LINE_TO_HANDLING, &place, &after);
    Ok(())
}

fn posted(tx: &mut Tx, posting: &LinePosting, line: &BankLine, by_itself: bool) -> Result<Vec<PaymentId>, Failure> {
    let (statement, number) = posting.place;
    let told = tx.record(BankLinePosted {
        statement,
        line: number,
        payments: u32::try_from(posting.pieces.len()).unwrap_or(u32::MAX),
        amount: line.amount.decimal(),
        currency: line.amount.currency().code().to_owned(),
        by_itself,
    });
    let said = [&line.text, &line.reference, &line.end_to_end].into_iter().find(|text| !text.trim().is_empty());
    let reference: String = said.map_or("", String::as_str).chars().take(REFERENCE_SIGNS_MAX).collect();
    let debits = debits_in_pieces(tx, line, &posting.pieces);
    let mut payments = Vec::new();
    for piece in &posting.pieces {
        let (order_id, amount) = (piece.order, piece.amount);
        // In time is by the day on which the money was ours.
        let new = NewPayment { order: order_id, amount, received_on: line.booked_on, reference: reference.clone() };
        let (_, payment) = recorded(tx, &new, line.value_on)?;
        tx.save(&told, &PAYMENT_TO_BANK_LINE, &(payment, statement, number), &());
        if let (Some(iban), Some(order)) = (&line.iban, order(tx, order_id)) {
            let party = Party::buyer(order.buyer.customer, order_id);
            tx.save(&told, &IBAN_AND_PARTY, &(iban.as_str().to_owned(), party), &());
        }
        payments.push(payment);
    }
    if let Some(debits) = debits {
        note_received(tx, &told, &debits, &payments);
    }
    let (handled_at, handled_by) = (Some(tx.now()), tx.actor().account());
    let handling = LineHandling { payments: payments.clone(), by_itself, put_off_at: None, handled_at, handled_by };
    tx.save(&told, &BANK_LINE_TO_HANDLING, &posting.place, &handling);
    Ok(payments)
}

/// The debits of a collection that the pieces pay, one each; none where somebody has chosen other orders.
fn debits_in_pieces(r: &dyn Read, line: &BankLine, pieces: &[LinePiece]) -> Option<DebitsOfLine> {
    let debits = debits_of_line(r, line)?;
    let meant = debit_pieces(r, &debits);
    let is_same = |(piece, other): (&LinePiece, &LinePiece)| piece.order == other.order && piece.amount == other.amount;
    (meant.len() == pieces.len() && meant.iter().zip(pieces).all(is_same)).then_some(debits)
}

/// Why a line cannot be posted in this way.
pub(super) fn refusal(r: &dyn Read, today: Day, posting: &LinePosting, line: &BankLine) -> Option<Failure> {
    if line_handling(r, posting.place).is_some_and(|handling| is_posted(r, &handling)) {
        return Some(already_posted());
    }
    let currency = line.amount.currency();
    let same = posting.pieces.iter().all(|piece| piece.amount.currency() == currency && piece.amount.is_positive());
    let sum = posting.pieces.iter().filter(|_| same).fold(Money::zero(currency), |sum, piece| sum + piece.amount);
    if !same || sum != line.amount {
        return Some(Complaint::new("bank_match.refusal.sum").with("amount", line.amount).into());
    }
    let is_as_before =
        |piece: &LinePiece| settlement(r, piece.order).is_some_and(|settlement| settlement.open() == piece.open);
    if !posting.pieces.iter().all(is_as_before) {
        let complaint = Complaint::new("bank_match.refusal.changed_meanwhile");
        return Some(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    if line.booked_on > today {
        return Some(Complaint::new("payments.refusal.day_to_come").into());
    }
    closed_day(r, line.booked_on).map(Failure::from)
}

fn already_posted() -> Failure {
    Refusal::of(RefusalKind::Conflict, Complaint::new("bank_match.refusal.already_posted")).into()
}
