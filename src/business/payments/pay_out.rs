//! Paying out what is owed to partners: a batch of transfers, its file, and its way back while nothing has left.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::ledger::rules::{PaidOut, batch_cancelled, batch_made};
use crate::business::ledger::{self, LedgerAccount, NewPosting, Personal};
use crate::business::partners::{self, PartnerState};
use crate::business::payments::batch::batch_number;
use crate::business::payments::credit::credit_in_balance;
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch};
use crate::business::payments::reserves::{Freed, free_due, freed_by_partner, keep_reserves, take_reserves_back};
use crate::business::payments::{
    Balance, Batch, BatchState, Export, LeftOut, LeftOutReason, PaidParts, PayTerms, Transfer, bank_day_from, hold_of,
    is_bank_day, shop_credit,
};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Recorded, Tx};
use crate::business::view::View;
use crate::store::{Read, Subject};
use crate::text;
use crate::values::{BatchId, Currency, Day, Money, PartnerId, RunId};

/// Banks take no larger file by upload.
const TRANSFERS_MAX: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchMade {
    pub batch: BatchId,
    pub run: Option<RunId>,
    pub transfers: usize,
    pub left_out: usize,
    pub total: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchExported {
    pub batch: BatchId,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub file_hash: String,
    pub total: String,
    pub transfers: usize,
    /// 1 for the first time.
    pub times: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchCancelled {
    pub batch: BatchId,
}

macro_rules! about_a_batch {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.batch)
            }
        }
    )*};
}

about_a_batch! {
    BatchMade "batch_made";
    BatchExported "batch_exported";
    BatchCancelled "batch_cancelled";
}

/// What a batch is made from, besides the balances.
pub(in crate::business) struct NewBatch {
    pub run: Option<RunId>,
    pub execute_on: Day,
    pub terms: PayTerms,
    /// What the payee reads besides the own number, such as `2026-03`.
    pub reference: String,
}

/// Takes every partner's balance that can be paid into one batch, and books it as on its way.
pub(in crate::business) fn make_batch(tx: &mut Tx, new: NewBatch) -> Result<BatchId, Failure> {
    Failure::unless_empty(complaints(tx, &new))?;
    let id = tx.next_id();
    let freed = freed_by_partner(tx, tx.today());
    let Sorted { transfers, parts, left_out } = sort_out(tx, id, &new.terms, &new.reference, &freed);
    if transfers.is_empty() {
        return Err(Complaint::new("payments_out.refusal.nothing_to_pay")
            .with("minimum", new.terms.usual.minimum)
            .into());
    }
    let total = transfers.iter().fold(Money::zero(Currency::EUR), |sum, transfer| sum + transfer.amount);
    let told = tx.record(BatchMade {
        batch: id,
        run: new.run,
        transfers: transfers.len(),
        left_out: left_out.len(),
        total: total.decimal(),
    });
    free_due(tx, &told, id, &freed)?;
    let (booked, subject) = (batch_made(&paid_out(&parts)), Subject::of(id));
    let (day, personal) = (ledger::open_day(tx, tx.today()), Personal::default());
    let posting = ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: None, personal })?;
    keep_reserves(tx, &told, (id, &new.terms), &parts, &freed);
    let batch = Batch {
        message_id: format!("{}-{}", tx.today().to_string().replace('-', ""), batch_number(id)),
        run: new.run,
        created_at: tx.now(),
        execute_on: new.execute_on,
        transfers,
        total,
        left_out,
        exports: Vec::new(),
        state: BatchState::Ready,
        posting,
        cancelled_because: String::new(),
        parts: parts.into_iter().filter(|parts| !parts.is_whole()).collect(),
    };
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &batch);
    Ok(id)
}

/// Who would be paid now and how, and who would not and why: every balance is in one of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayPlan {
    pub paid: Vec<PaidParts>,
    pub left_out: Vec<LeftOut>,
}

/// What a payment would do with the balances as they are now.
pub fn plan_payout(view: &View<'_>, terms: &PayTerms) -> Result<PayPlan, Failure> {
    view.require(Permission::PaymentsView)?;
    let freed = freed_by_partner(view, view.today());
    let sorted = sort_out(view, BatchId::new(0), terms, "", &freed);
    Ok(PayPlan { paid: sorted.parts, left_out: sorted.left_out })
}

/// Keeps that the file was made, with its hash and sum. The same file twice is one; a file that came out otherwise,
/// because the firm's particulars changed, is kept beside the first, and the number of files is told.
pub fn record_export(tx: &mut Tx, id: BatchId, file_hash: [u8; 32]) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    if before.state == BatchState::Cancelled {
        return Err(Complaint::new("payments_out.refusal.batch_cancelled").with("batch", batch_number(id)).into());
    }
    if before.exports.iter().any(|export| export.file_hash == file_hash) {
        return Ok(before.exports.len());
    }
    let held = before.transfers.iter().find(|transfer| hold_of(tx, transfer.partner).is_some());
    if let Some(held) = held.filter(|_| before.state == BatchState::Ready) {
        let complaint = Complaint::new("payments_out.refusal.pay_held").with("batch", batch_number(id));
        return Err(complaint.with("name", held.name.clone()).into());
    }
    let times = before.exports.len() + 1;
    let told = tx.record(BatchExported {
        batch: id,
        file_hash: blake3::Hash::from_bytes(file_hash).to_hex().to_string(),
        total: before.total.decimal(),
        transfers: before.transfers.len(),
        times,
    });
    let mut exports = before.exports.clone();
    exports.push(Export { at: tx.now(), by: tx.actor().account(), file_hash });
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { exports, state: BatchState::Exported, ..before });
    Ok(times)
}

/// Takes a batch back whose file nobody has seen yet; the balances are as before.
pub fn cancel_batch(tx: &mut Tx, id: BatchId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    let too_late = match before.state {
        BatchState::Ready => None,
        BatchState::Exported => Some(Complaint::new("payments_out.refusal.batch_exported")),
        BatchState::Cancelled => Some(Complaint::new("payments_out.refusal.batch_cancelled")),
    };
    let mut complaints: Vec<_> = too_late.into_iter().map(|late| late.with("batch", batch_number(id))).collect();
    let parts = before.all_parts();
    let spent = parts.iter().find(|part| shop_credit(tx, part.partner).minor() < part.credit.minor());
    if let Some(spent) = spent.filter(|_| before.state == BatchState::Ready) {
        let name = before.transfers.iter().find(|transfer| transfer.partner == spent.partner);
        let complaint = Complaint::new("payments_out.refusal.credit_spent").with("batch", batch_number(id));
        complaints.push(complaint.with("name", name.map_or_else(String::new, |transfer| transfer.name.clone())));
    }
    if reason.trim().is_empty() {
        complaints.push(Complaint::new("payments_out.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(BatchCancelled { batch: id });
    take_back(tx, &told, id, &before)?;
    let cancelled_because = reason.trim().to_owned();
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state: BatchState::Cancelled, cancelled_because, ..before });
    Ok(())
}

fn complaints(tx: &Tx, new: &NewBatch) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let firm = firm(tx);
    if firm.as_ref().is_none_or(|firm| firm.iban.is_none()) {
        complaints.push(Complaint::new("payments_out.refusal.firm_iban_missing"));
    }
    let currency = firm.map_or(Currency::EUR, |firm| firm.currency);
    if currency != Currency::EUR {
        // SEPA moves euros and nothing else (EPC125-05, 2.4).
        complaints.push(Complaint::new("payments_out.refusal.not_euro").with("currency", currency.to_string()));
    }
    if new.execute_on < tx.today() {
        complaints.push(Complaint::new("payments_out.refusal.day_passed").at("execute_on"));
    } else if !is_bank_day(new.execute_on) {
        let complaint = Complaint::new("payments_out.refusal.no_bank_day").at("execute_on");
        complaints.push(complaint.with("next", bank_day_from(new.execute_on)));
    }
    complaints
}

/// Every balance with what becomes of it.
struct Sorted {
    transfers: Vec<Transfer>,
    /// In the order of the transfers.
    parts: Vec<PaidParts>,
    left_out: Vec<LeftOut>,
}

/// Every balance becomes a transfer or a reason why not; what is free of reserves by now is part of it.
fn sort_out(
    r: &dyn Read,
    id: BatchId,
    terms: &PayTerms,
    reference: &str,
    freed: &BTreeMap<PartnerId, Freed>,
) -> Sorted {
    let mut sorted = Sorted { transfers: Vec::new(), parts: Vec::new(), left_out: Vec::new() };
    let mut balances: BTreeMap<PartnerId, i64> = ledger::balances_of(r, LedgerAccount::CommissionPayable)
        .into_iter()
        .map(|(partner, balance)| (PartnerId::new(partner), -balance))
        .collect();
    for (partner, freed) in freed {
        *balances.entry(*partner).or_default() += freed.due_sum;
    }
    for (partner, owed) in balances {
        let currency = terms.usual.currency();
        let balance = Money::new(owed, currency);
        let freed = Money::new(freed.get(&partner).map_or(0, |freed| freed.sum), currency);
        let credit = Money::new(credit_in_balance(r, partner).minor(), currency);
        let refused = |reason: LeftOutReason| LeftOut { partner, balance, reason };
        match divided(r, partner, Balance { whole: balance, freed, credit }, terms) {
            _ if balance.is_zero() => {}
            Err(reason) => sorted.left_out.push(refused(reason)),
            Ok(_) if sorted.transfers.len() >= TRANSFERS_MAX => sorted.left_out.push(refused(LeftOutReason::NextFile)),
            Ok(parts) => match transfer(r, id, &parts, reference) {
                Ok(transfer) => {
                    sorted.transfers.push(transfer);
                    sorted.parts.push(parts);
                }
                Err(reason) => sorted.left_out.push(refused(reason)),
            },
        }
    }
    sorted
}

/// The parts of a balance, where it is large enough and nobody holds it.
fn divided(r: &dyn Read, partner: PartnerId, of: Balance, terms: &PayTerms) -> Result<PaidParts, LeftOutReason> {
    if of.whole.is_negative() {
        return Err(LeftOutReason::Owes);
    }
    if hold_of(r, partner).is_some() {
        return Err(LeftOutReason::OnHold);
    }
    terms.of(partner).divide(partner, of).ok_or(LeftOutReason::BelowMinimum)
}

fn transfer(r: &dyn Read, id: BatchId, parts: &PaidParts, reference: &str) -> Result<Transfer, LeftOutReason> {
    let partner_id = parts.partner;
    let partner = partners::partner(r, partner_id).ok_or(LeftOutReason::Unknown)?;
    let person = people::person(r, partner.person).ok_or(LeftOutReason::Unknown)?;
    if partner.state == PartnerState::Withdrawn {
        return Err(LeftOutReason::NoContract);
    }
    if partner.terms_accepted_at.is_none() {
        return Err(LeftOutReason::NoTerms);
    }
    let iban = person.iban.clone().ok_or(LeftOutReason::NoIban)?;
    let holder = person.account_holder.trim();
    let name = if holder.is_empty() { person.name() } else { holder.to_owned() };
    if !is_readable(&name) {
        return Err(LeftOutReason::NoHolder);
    }
    Ok(Transfer {
        partner: partner_id,
        name,
        iban,
        bic: person.bic.clone(),
        amount: parts.transfer,
        end_to_end_id: format!("{}-{}", batch_number(id), partner_id),
        remittance: text!(
            person.language,
            "payments_out.remittance.commission",
            reference = reference,
            number = partner.number
        ),
    })
}

/// EPC217-08 writes Latin, Greek and Cyrillic letters in plain Latin ones, and no others.
fn is_readable(name: &str) -> bool {
    name.chars().any(|sign| sign.is_alphabetic() && sign < '\u{530}')
}

/// The parts as the books take them.
fn paid_out(parts: &[PaidParts]) -> Vec<PaidOut> {
    let of = |part: &PaidParts| {
        let PaidParts { partner, balance, reserve, credit, fee, transfer } = *part;
        PaidOut { partner, balance, reserve, credit, fee, transfer }
    };
    parts.iter().map(of).collect()
}

fn take_back(tx: &mut Tx, told: &Recorded, id: BatchId, before: &Batch) -> Result<(), Failure> {
    let parts = before.all_parts();
    let (booked, subject) = (batch_cancelled(&paid_out(&parts)), Subject::of(id));
    let (day, personal) = (ledger::open_day(tx, tx.today()), Personal::default());
    ledger::book(tx, told, NewPosting { day, booked, subject, reverses: Some(before.posting), personal })?;
    take_reserves_back(tx, told, id, &parts);
    Ok(())
}
