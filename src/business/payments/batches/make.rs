//! Paying out what is owed to partners: every balance becomes a transfer, or a reason why not.

use std::collections::BTreeMap;

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::ledger::rules::{PaidOut, batch_made};
use crate::business::ledger::{self, LedgerAccount, NewPosting, Personal};
use crate::business::partners::{self, PartnerState};
use crate::business::payments::batches::agree::request_agreement;
use crate::business::payments::batches::events::BatchMade;
use crate::business::payments::credit::credit_in_balance;
use crate::business::payments::records::BATCH_ID_TO_BATCH;
use crate::business::payments::reserves::{Freed, free_due, freed_by_partner, keep_reserves};
use crate::business::payments::{
    Balance, Batch, BatchState, LeftOut, LeftOutReason, PaidParts, PayTerms, Transfer, bank_day_from, batch_number,
    hold_of, is_bank_day,
};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::{Read, Subject};
use crate::text;
use crate::values::{BatchId, Currency, Day, Money, PartnerId, RunId};

/// Banks take no larger file by upload.
const TRANSFERS_MAX: usize = 50_000;

/// What a batch is made from, besides the balances.
pub(in crate::business) struct NewBatch {
    pub run: Option<RunId>,
    pub execute_on: Day,
    pub terms: PayTerms,
    /// What the payee reads besides the own number, such as `2026-03`.
    pub reference: String,
}

/// Takes every partner's balance that can be paid into one batch, books it as on its way, and lays it before somebody
/// else.
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
        made_by: tx.actor().account(),
        approvals: Vec::new(),
        fetches: Vec::new(),
    };
    tx.save(&told, &BATCH_ID_TO_BATCH, &id, &batch);
    request_agreement(tx, id, batch);
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
pub(super) fn paid_out(parts: &[PaidParts]) -> Vec<PaidOut> {
    let of = |part: &PaidParts| {
        let PaidParts { partner, balance, reserve, credit, fee, transfer } = *part;
        PaidOut { partner, balance, reserve, credit, fee, transfer }
    };
    parts.iter().map(of).collect()
}
