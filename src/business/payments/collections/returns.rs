//! Debits that came back: on a bank statement after the money had come, or in a report of the bank before.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::rules::debit_returned;
use crate::business::ledger::{self, NewPosting};
use crate::business::orders;
use crate::business::payments::bank::{LINES_PER_PAGE, bank_lines_of_page, bank_statement, statements_newest_first};
use crate::business::payments::collections::events::{DebitRejected, DebitReturned, StatusReportTaken};
use crate::business::payments::collections::records::{
    END_TO_END_TO_RETURN, all_collections, debit_of_end_to_end, keep,
};
use crate::business::payments::collections::{
    Collection, CollectionState, Debit, DebitState, SequenceType, collection_number, group_id,
};
use crate::business::payments::commands::personal;
use crate::business::payments::events::PaymentRecorded;
use crate::business::payments::mandates::{note_not_used, note_suspended};
use crate::business::payments::matched::LinePlace;
use crate::business::payments::records::{ORDER_TO_PAYMENT_ID, PAYMENT_ID_TO_PAYMENT};
use crate::business::payments::{BankLine, LineState, Payment, payment};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::{Read, Stored, Subject};
use crate::values::{BankStatementId, CollectionId, Currency, Money, PaymentId};

/// So many lines are looked through at once, newest statements first.
const LINES_LOOKED_AT: usize = 200_000;
/// Banks of both sides together take a few euros for a return.
const CHARGES_MAX_MINOR: i64 = 5_000;

/// Codes after which nothing is collected with the mandate until somebody has settled it with the customer: no such
/// account, account closed or blocked, no mandate, customer deceased (EPC173-14).
const SUSPENDING: [&str; 5] = ["AC01", "AC04", "AC06", "MD01", "MD07"];

/// Codes by which the customer has said no: refund asked for, refused, no mandate (EPC173-14).
const DISPUTED: [&str; 4] = ["MD01", "MD06", "MS02", "SL01"];

/// How the money of a debit went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitReturn {
    pub statement: BankStatementId,
    pub line: u32,
    /// The payment that went back, negative.
    pub payment: PaymentId,
    /// What the bank took for it.
    pub charges: Money,
    /// As the bank writes it; empty where it says nothing.
    pub code: String,
}

impl Stored for DebitReturn {
    const VERSION: u8 = 1;
}

/// What a bank says of a file of debits before any money moves (pain.002).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusReport {
    /// Of the file that it is about.
    pub message_id: String,
    /// The code, where the whole file was rejected.
    pub file: Option<String>,
    /// Groups by their ids, with the code.
    pub groups: Vec<(String, String)>,
    /// Single debits by what we call them, with the code.
    pub debits: Vec<(String, String)>,
}

/// The money of a debit went back because of the customer, and is not collected again by itself.
pub(super) fn is_disputed(debit: &Debit) -> bool {
    matches!(debit.state, DebitState::Returned | DebitState::Rejected)
        && DISPUTED.iter().any(|code| debit.because.starts_with(code))
}

/// The debit whose money goes back by a line.
fn returned_debit(r: &dyn Read, line: &BankLine) -> Option<(CollectionId, Collection, usize)> {
    let is_back = line.amount.is_negative() && line.state == LineState::Booked;
    let is_euro = line.amount.currency() == Currency::EUR;
    let (id, found, place) = debit_of_end_to_end(r, &line.end_to_end).filter(|_| is_back && is_euro)?;
    let debit = found.debits.get(place)?;
    let stands = debit.payment.and_then(|id| payment(r, id)).is_some_and(|payment| payment.reversed.is_none());
    // More than any bank takes for it is for a person: the line may hold something else.
    let charges = line.amount.abs().minor() - debit.amount.minor();
    let is_whole = (0..=CHARGES_MAX_MINOR).contains(&charges);
    (debit.state == DebitState::Received && stands && is_whole).then_some((id, found, place))
}

/// Lines by which money of debits went back, of which nothing was booked yet.
pub fn waiting_returns(view: &View<'_>) -> Result<Vec<LinePlace>, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let mut places = Vec::new();
    if all_collections(view).is_empty() {
        return Ok(places);
    }
    let mut looked_at = 0;
    for (id, statement) in statements_newest_first(view) {
        let pages = usize::try_from(statement.lines).unwrap_or(usize::MAX).div_ceil(LINES_PER_PAGE);
        for page in (0_u32..).take(pages).filter(|_| statement.kind.counts()) {
            if looked_at >= LINES_LOOKED_AT {
                return Ok(places);
            }
            let lines = bank_lines_of_page(view, id, page);
            looked_at += lines.len();
            let back = lines.into_iter().filter(|(_, line)| returned_debit(view, line).is_some());
            places.extend(back.map(|(number, _)| (id, number)));
        }
    }
    Ok(places)
}

/// Books that the money of debits went back: what was owed is owed again, by the very item that it had settled.
pub fn take_returns(tx: &mut Tx, places: &[LinePlace]) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let mut taken = 0;
    for place in places {
        let Some(line) = line_at(tx, *place) else { continue };
        if let Some((id, found, at)) = returned_debit(tx, &line) {
            take_return(tx, *place, &line, (id, found, at))?;
            taken += 1;
        }
    }
    Ok(taken)
}

fn line_at(r: &dyn Read, (statement, number): LinePlace) -> Option<BankLine> {
    bank_statement(r, statement).filter(|statement| statement.kind.counts())?;
    let page = number.checked_sub(1)? / u32::try_from(LINES_PER_PAGE).ok()?;
    bank_lines_of_page(r, statement, page).into_iter().find(|(known, _)| *known == number).map(|(_, line)| line)
}

fn take_return(
    tx: &mut Tx,
    (statement, number): LinePlace,
    line: &BankLine,
    (id, mut found, at): (CollectionId, Collection, usize),
) -> Result<(), Failure> {
    let Some(debit) = found.debits.get_mut(at) else { return Ok(()) };
    let order = orders::order(tx, debit.order).ok_or_else(Failure::not_found)?;
    let came = debit.payment.and_then(|id| payment(tx, id)).ok_or_else(Failure::not_found)?;
    let code = line.returned.as_ref().map_or(String::new(), |code| code.as_str().to_owned());
    // What was booked beyond the debit is the charge, whether or not the bank also names it.
    let charges = line.amount.abs() - debit.amount;
    let payment: PaymentId = tx.next_id();
    let told = tx.record(PaymentRecorded {
        payment,
        order: debit.order,
        amount: (-debit.amount).decimal(),
        currency: debit.amount.currency().code().to_owned(),
        received_on: line.booked_on,
    });
    let booked = debit_returned(order.buyer.customer, debit.amount, charges);
    let (day, personal) = (ledger::open_day(tx, line.booked_on), personal(debit.order, &order));
    let (subject, reverses) = (Subject::of(payment), Some(came.posting));
    let posting = ledger::book(tx, &told, NewPosting { day, booked, subject, reverses, personal })?;
    let back = Payment {
        order: debit.order,
        amount: -debit.amount,
        received_on: line.booked_on,
        recorded_at: tx.now(),
        reference: format!("{} {code}", debit.end_to_end_id).trim().to_owned(),
        posting,
        reversed: None,
        credit_of: None,
        skonto: Vec::new(),
    };
    tx.save(&told, &ORDER_TO_PAYMENT_ID, &(debit.order, payment), &());
    tx.save(&told, &PAYMENT_ID_TO_PAYMENT, &payment, &back);
    let told = tx.record(DebitReturned {
        collection: id,
        debit: debit.end_to_end_id.clone(),
        order: debit.order,
        code: code.clone(),
        charges: charges.decimal(),
    });
    let kept = DebitReturn { statement, line: number, payment, charges, code: code.clone() };
    tx.save(&told, &END_TO_END_TO_RETURN, &debit.end_to_end_id, &kept);
    (debit.state, debit.because) = (DebitState::Returned, code.clone());
    if SUSPENDING.contains(&code.as_str()) {
        note_suspended(tx, &told, debit.mandate, &code);
    }
    keep(tx, &told, id, &found);
    Ok(())
}

/// Takes in what a bank says of a file: the rejected debits are over, and their items may be collected again. Answers
/// the collection and how many were rejected by this report.
pub fn take_status_report(tx: &mut Tx, report: &StatusReport) -> Result<(CollectionId, usize), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let all = all_collections(tx);
    let unknown = || Complaint::new("collections.refusal.unknown_report").with("message", report.message_id.clone());
    let (id, mut found) =
        all.into_iter().find(|(_, known)| known.message_id == report.message_id).ok_or_else(unknown)?;
    if found.state != CollectionState::Exported {
        return Err(Complaint::new("collections.refusal.not_sent").with("number", collection_number(id)).into());
    }
    let rejected = rejected(&found, report);
    let told = tx.record(StatusReportTaken { collection: id, rejected: rejected.len() });
    for (place, code) in &rejected {
        let Some(debit) = found.debits.get_mut(*place) else { continue };
        (debit.state, debit.because) = (DebitState::Rejected, code.clone());
        let (order, end_to_end) = (debit.order, debit.end_to_end_id.clone());
        tx.record(DebitRejected { collection: id, debit: end_to_end, order, code: code.clone() });
        if debit.sequence == SequenceType::First {
            note_not_used(tx, &told, debit.mandate);
        }
        if SUSPENDING.contains(&code.as_str()) {
            note_suspended(tx, &told, debit.mandate, code);
        }
    }
    keep(tx, &told, id, &found);
    Ok((id, rejected.len()))
}

/// The places of the debits of which nothing was heard before, each with the code nearest to it.
fn rejected(of: &Collection, report: &StatusReport) -> Vec<(usize, String)> {
    let groups = of.groups();
    let group_of = |debit: &Debit| {
        let within = |group: &Vec<&Debit>| group.iter().any(|known| known.end_to_end_id == debit.end_to_end_id);
        groups.iter().position(within).map(|place| group_id(&of.message_id, place + 1))
    };
    let code_of = |debit: &Debit| {
        let single = report.debits.iter().find(|(name, _)| *name == debit.end_to_end_id).map(|(_, code)| code.clone());
        let group = group_of(debit);
        let whole = report.groups.iter().find(|(name, _)| Some(name) == group.as_ref()).map(|(_, code)| code.clone());
        single.or(whole).or_else(|| report.file.clone())
    };
    let open = of.debits.iter().enumerate().filter(|(_, debit)| debit.state == DebitState::Open);
    open.filter_map(|(place, debit)| Some((place, code_of(debit)?))).collect()
}

/// How the money of a debit went back.
pub fn return_of(r: &dyn Read, end_to_end: &str) -> Option<DebitReturn> {
    r.get(&END_TO_END_TO_RETURN, &end_to_end.to_owned())
}
