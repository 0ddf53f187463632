//! Preparing a collection, and what is decided of it before its file leaves.

use std::collections::BTreeSet;

use crate::business::approvals::{self, Matter, NewApproval};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::mail::{NewMail, Template};
use crate::business::payments::collections::events::{CollectionDecided, CollectionPrepared, DebitLeftOut};
use crate::business::payments::collections::pick::{collect_day, pick};
use crate::business::payments::collections::records::{collection, keep, keep_new};
use crate::business::payments::collections::{
    Collection, CollectionState, Debit, DebitState, SequenceType, collect_settings, collection_number,
};
use crate::business::payments::mandates::{mandate, mandate_creditor};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{ApprovalId, CollectionId, Currency, Day, Email, MandateId};

/// Nothing is announced further ahead than this.
const DAYS_AHEAD_MAX: i32 = 60;
/// A reason is one sentence.
const REASON_SIGNS_MAX: usize = 300;

/// Puts everything that is due by a day into one collection, and asks somebody else to agree.
pub fn prepare_collection(tx: &mut Tx, through: Day) -> Result<CollectionId, Failure> {
    tx.require(Permission::PaymentsCollect)?;
    Failure::unless_empty(complaints(tx, through))?;
    let mut debits = pick(tx, tx.today(), through).debits;
    if debits.is_empty() {
        return Err(Complaint::new("collections.refusal.nothing").at("through").with("day", through).into());
    }
    let id = tx.next_id();
    one_first_each(&mut debits);
    for (number, debit) in (1_usize..).zip(&mut debits) {
        debit.end_to_end_id = format!("{}-{number}", collection_number(id));
    }
    let (barred_accounts, barred_persons) = (Vec::new(), Vec::new());
    let new = NewApproval { matter: Matter::Collection, subject: Subject::of(id), barred_accounts, barred_persons };
    let approval = approvals::ask(tx, new);
    let made = Collection {
        message_id: format!("{}-{}", tx.today().to_string().replace('-', ""), collection_number(id)),
        made_at: tx.now(),
        made_by: tx.actor().account(),
        debits,
        approval,
        state: CollectionState::Waiting,
        fetches: Vec::new(),
        cancelled_because: String::new(),
    };
    let (debits, total) = (made.debits.len(), made.total().decimal());
    let told = tx.record(CollectionPrepared { collection: id, approval, debits, total });
    keep_new(tx, &told, id, &made);
    Ok(id)
}

/// Of several debits with one new mandate only the first is a first one.
fn one_first_each(debits: &mut [Debit]) {
    let mut seen = BTreeSet::new();
    for debit in debits.iter_mut().filter(|debit| debit.sequence == SequenceType::First) {
        if !seen.insert(debit.mandate) {
            debit.sequence = SequenceType::Recurrent;
        }
    }
    debits.sort_by_key(|debit| (debit.group(), debit.customer, debit.item));
}

fn complaints(tx: &Tx, through: Day) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if mandate_creditor(tx).is_none() {
        complaints.push(Complaint::new("mandates.refusal.no_creditor_id"));
    }
    let own = firm(tx);
    if own.as_ref().is_none_or(|own| own.iban.is_none()) {
        complaints.push(Complaint::new("collections.refusal.firm_iban_missing"));
    }
    let currency = own.map_or(Currency::EUR, |own| own.currency);
    if currency != Currency::EUR {
        complaints.push(Complaint::new("collections.refusal.not_euro").with("currency", currency.to_string()));
    }
    if through > tx.today().plus_days(DAYS_AHEAD_MAX) {
        complaints
            .push(Complaint::new("collections.refusal.too_far").at("through").with("most", i64::from(DAYS_AHEAD_MAX)));
    }
    complaints
}

/// Somebody has answered. Agreed to, the customers are told today, and no day is earlier than that allows.
pub(in crate::business) fn take_decision(tx: &mut Tx, approval: ApprovalId, id: CollectionId, agreed: bool) {
    let waits = |found: &Collection| found.state == CollectionState::Waiting && found.approval == approval;
    let Some(mut decided) = collection(tx, id).filter(waits) else { return };
    let told = tx.record(CollectionDecided { collection: id, agreed });
    if !agreed {
        keep(tx, &told, id, &Collection { state: CollectionState::Refused, ..decided });
        return;
    }
    let (settings, today) = (collect_settings(tx), tx.today());
    for debit in &mut decided.debits {
        if let Some(mandate) = mandate(tx, debit.mandate) {
            debit.due_on = collect_day(settings, &mandate, debit.due_on, today);
        }
    }
    decided.debits.sort_by_key(|debit| (debit.group(), debit.customer, debit.item));
    tell_customers(tx, &told, id, &decided);
    // The places of the debits have changed with their days.
    keep_new(tx, &told, id, &Collection { state: CollectionState::Approved, ..decided });
}

/// One letter to each customer with everything that is collected.
fn tell_customers(tx: &mut Tx, told: &Recorded, id: CollectionId, decided: &Collection) {
    let mut written: BTreeSet<Email> = BTreeSet::new();
    for debit in decided.debits_in_file() {
        if written.insert(debit.email.clone()) {
            let (recipient, language) = (debit.email.clone(), debit.language);
            let (template, subject) = (Template::Prenotice, Subject::of(id));
            tx.post_mail(told, NewMail { template, subject, recipient, language, secret: String::new() });
        }
    }
}

/// Takes one debit out before the file leaves.
pub fn leave_out_debit(tx: &mut Tx, id: CollectionId, end_to_end_id: &str, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsCollect)?;
    let mut before = collection(tx, id).ok_or_else(Failure::not_found)?;
    if !matches!(before.state, CollectionState::Waiting | CollectionState::Approved) {
        return Err(too_late(id, before.state));
    }
    let because = reason_of(reason)?;
    let wanted = |debit: &&mut Debit| debit.end_to_end_id == end_to_end_id && debit.state == DebitState::Open;
    let debit = before.debits.iter_mut().find(wanted).ok_or_else(Failure::not_found)?;
    (debit.state, debit.because) = (DebitState::LeftOut, because);
    let (left_out, sequence) = (debit.mandate, debit.sequence);
    if sequence == SequenceType::First {
        first_in_its_place(&mut before.debits, left_out);
    }
    let told = tx.record(DebitLeftOut { collection: id, debit: end_to_end_id.to_owned() });
    keep_new(tx, &told, id, &before);
    Ok(())
}

/// The next debit with a new mandate becomes its first one: no bank takes a recurrent one before.
fn first_in_its_place(debits: &mut [Debit], mandate: MandateId) {
    let of_mandate = |debit: &&mut Debit| debit.mandate == mandate && debit.state == DebitState::Open;
    if let Some(next) = debits.iter_mut().filter(of_mandate).min_by_key(|debit| debit.due_on) {
        next.sequence = SequenceType::First;
    }
    debits.sort_by_key(|debit| (debit.group(), debit.customer, debit.item));
}

pub(super) fn too_late(id: CollectionId, state: CollectionState) -> Failure {
    let key = match state {
        CollectionState::Waiting => "collections.refusal.not_approved",
        CollectionState::Approved | CollectionState::Exported => "collections.refusal.exported",
        CollectionState::Refused => "collections.refusal.refused",
        CollectionState::Cancelled => "collections.refusal.cancelled",
    };
    Complaint::new(key).with("number", collection_number(id)).into()
}

pub(super) fn reason_of(typed: &str) -> Result<String, Failure> {
    match typed.trim() {
        "" => Err(Complaint::new("mandates.refusal.reason_missing").at("reason").into()),
        reason if reason.chars().count() > REASON_SIGNS_MAX => {
            let most = i64::try_from(REASON_SIGNS_MAX).unwrap_or(i64::MAX);
            Err(Complaint::new("mandates.refusal.reason_too_long").at("reason").with("most", most).into())
        }
        reason => Ok(reason.to_owned()),
    }
}
