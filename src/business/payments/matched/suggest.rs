//! What a waiting line may pay, in terms of the firm: orders and amounts.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::orders::{OrderState, each_order, order_number};
use crate::business::payments::collections::{Debit, DebitsOfLine, debits_of_line};
use crate::business::payments::matched::gather::FirmBooks;
use crate::business::payments::matched::{LinePiece, WaitingLine};
use crate::business::payments::matching::{Confidence, MatchReason, PaymentLine, Proposal, decide};
use crate::business::payments::{BankLine, settlement};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Money, OrderId};

/// What matching thinks of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub confidence: Confidence,
    /// Together the amount of the line; empty where nothing is suggested.
    pub pieces: Vec<LinePiece>,
    /// The numbers of what would be settled, as printed.
    pub numbers: Vec<String>,
    pub reasons: Vec<MatchReason>,
}

/// An order that somebody may choose for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrder {
    pub order: OrderId,
    pub number: String,
    pub name: String,
    pub open: Money,
}

/// What matching suggests for each of these lines.
pub fn suggest(view: &View<'_>, lines: &[WaitingLine]) -> Result<Vec<Suggestion>, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let firm = FirmBooks::of(view);
    Ok(lines.iter().map(|waiting| suggestion(view, &firm, &waiting.line).0).collect())
}

pub(super) fn suggestion(r: &dyn Read, firm: &FirmBooks, line: &BankLine) -> (Suggestion, Proposal) {
    let collected = debits_of_line(r, line).map(|debits| debit_pieces(r, &debits)).unwrap_or_default();
    if !collected.is_empty() {
        let numbers = collected.iter().map(|piece| order_number(piece.order)).collect();
        let reasons = vec![MatchReason::EndToEnd];
        let proposal = Proposal::wait(&reasons);
        return (Suggestion { confidence: Confidence::Post, pieces: collected, numbers, reasons }, proposal);
    }
    let proposal = doubt_late_skonto(firm, decide(&firm.books, &payment_line(line)), line);
    let pieces = pieces(r, firm, line, &proposal);
    let item = |no| firm.books.item(no).map(|item| item.number.clone());
    let numbers = proposal.clears.iter().filter_map(|cleared| item(cleared.item)).collect();
    let confidence = if pieces.is_empty() { Confidence::Wait } else { proposal.confidence };
    (Suggestion { confidence, pieces, numbers, reasons: proposal.reasons.clone() }, proposal)
}

/// Whoever takes Skonto too late has paid a part. A person says so, and asks for the rest or lets it go.
fn doubt_late_skonto(firm: &FirmBooks, proposal: Proposal, line: &BankLine) -> Proposal {
    let late = proposal.clears.iter().any(|cleared| {
        let item = firm.books.item(cleared.item);
        cleared.let_off.is_none() && item.is_some_and(|item| item.is_late_skonto(cleared.amount, line.value_on))
    });
    if late { proposal.doubted(MatchReason::SkontoTooLate) } else { proposal }
}

/// What debits of collections pay, one piece each.
pub(super) fn debit_pieces(r: &dyn Read, of_line: &DebitsOfLine) -> Vec<LinePiece> {
    let piece = |debit: &Debit| {
        let open = settlement(r, debit.order)?.open();
        Some(LinePiece { order: debit.order, amount: debit.amount, open })
    };
    of_line.debits.iter().filter_map(piece).collect()
}

pub(super) fn payment_line(line: &BankLine) -> PaymentLine {
    let iban = line.iban.as_ref().map_or(line.account.clone(), |iban| iban.as_str().to_owned());
    PaymentLine {
        amount: line.amount,
        sent: line.original,
        booked_on: line.booked_on,
        value_on: line.value_on,
        name: line.counterparty.clone(),
        iban,
        end_to_end: line.end_to_end.clone(),
        mandate: line.mandate.clone(),
        reference: line.reference.clone(),
        text: line.text.clone(),
    }
}

/// Amounts by order; what is too much stays with the first one, as money that is to be paid back.
fn pieces(r: &dyn Read, firm: &FirmBooks, line: &BankLine, proposal: &Proposal) -> Vec<LinePiece> {
    let mut amounts: BTreeMap<OrderId, Money> = BTreeMap::new();
    for cleared in &proposal.clears {
        let Some(order) = firm.order(cleared.item).filter(|_| cleared.amount.currency() == line.amount.currency())
        else {
            return Vec::new();
        };
        let sum = amounts.entry(order).or_insert(Money::zero(line.amount.currency()));
        *sum += cleared.amount;
    }
    let first = proposal.clears.first().and_then(|cleared| firm.order(cleared.item));
    if let Some(sum) = first.and_then(|order| amounts.get_mut(&order))
        && let Some(rest) = proposal.rest.filter(|rest| rest.amount.currency() == line.amount.currency())
    {
        *sum += rest.amount;
    }
    let total = amounts.values().fold(Money::zero(line.amount.currency()), |sum, amount| sum + *amount);
    if total != line.amount || amounts.values().any(|amount| !amount.is_positive()) {
        return Vec::new();
    }
    let piece = |(order, amount)| Some(LinePiece { order, amount, open: settlement(r, order)?.open() });
    amounts.into_iter().filter_map(piece).collect()
}

/// Orders for which money may still come, by part of their number, of a name, or by the amount.
pub fn find_payable(view: &View<'_>, words: &str, limit: usize) -> Result<Vec<FoundOrder>, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let words = words.trim().to_lowercase();
    let mut found = Vec::new();
    if words.is_empty() {
        return Ok(found);
    }
    each_order(view, |id, order| {
        let number = order_number(id);
        let is_named = || number.to_lowercase().contains(&words) || order.billing.name.to_lowercase().contains(&words);
        if order.state == OrderState::Cancelled || order.paid_on.is_some() {
            return ControlFlow::Continue(());
        }
        let Some(open) = settlement(view, id).map(|settlement| settlement.open()) else {
            return ControlFlow::Continue(());
        };
        if open.is_positive() && (is_named() || open.decimal().contains(&words.replace(',', "."))) {
            found.push(FoundOrder { order: id, number, name: order.billing.name.clone(), open });
        }
        if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    Ok(found)
}
