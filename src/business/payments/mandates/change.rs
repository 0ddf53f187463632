//! What becomes of a mandate: another account, the word of the bank, its end.

use crate::business::failure::{Complaint, Failure};
use crate::business::payments::mandates::events::{MandateChanged, MandateConfirmed, MandateResumed, MandateRevoked};
use crate::business::payments::mandates::records::{keep, mandate};
use crate::business::payments::mandates::sign::{about_holder, about_iban, own_customer};
use crate::business::payments::mandates::{
    Mandate, MandateDeed, MandateScheme, MandateStanding, MandateState, MandateStep,
};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::{Bic, Day, Iban, MandateId};

/// A reason is one sentence.
const REASON_SIGNS_MAX: usize = 300;

/// The account that a mandate is for from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub holder: String,
    pub iban: String,
    pub bic: Option<Bic>,
}

/// Notes that the customer's account has changed; a B2B mandate must be shown to the new bank first.
pub fn change_mandate_account(tx: &mut Tx, id: MandateId, new: &NewAccount) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMandates)?;
    change_account(tx, id, new)
}

/// The same by the customer, on the own page.
pub fn change_own_mandate_account(tx: &mut Tx, id: MandateId, new: &NewAccount) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    own_mandate(tx, id)?;
    change_account(tx, id, new)
}

/// The customer's bank has taken note of a B2B mandate (EPC222-07, 4.1).
pub fn confirm_mandate(tx: &mut Tx, id: MandateId) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMandates)?;
    let before = open_mandate(tx, id)?;
    if before.state != MandateState::AwaitingBank {
        return Err(Complaint::new("mandates.refusal.not_awaiting").into());
    }
    let told = tx.record(MandateConfirmed { mandate: id });
    let after = after_deed(tx, before, MandateDeed::ConfirmedByBank, "");
    keep(tx, &told, id, &Mandate { state: MandateState::Active, ..after });
    Ok(())
}

/// What stood in the way is settled with the customer.
pub fn resume_mandate(tx: &mut Tx, id: MandateId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMandates)?;
    let before = open_mandate(tx, id)?;
    if before.state != MandateState::Suspended {
        return Err(Complaint::new("mandates.refusal.not_suspended").into());
    }
    let because = reason_of(reason)?;
    let told = tx.record(MandateResumed { mandate: id });
    let after = after_deed(tx, before, MandateDeed::Resumed, &because);
    keep(tx, &told, id, &Mandate { state: MandateState::Active, ..after });
    Ok(())
}

/// Nothing is collected with it any more.
pub fn revoke_mandate(tx: &mut Tx, id: MandateId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMandates)?;
    let because = reason_of(reason)?;
    revoke(tx, id, &because)
}

/// The same by the customer, who owes no reason.
pub fn revoke_own_mandate(tx: &mut Tx, id: MandateId) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    own_mandate(tx, id)?;
    revoke(tx, id, "")
}

fn revoke(tx: &mut Tx, id: MandateId, because: &str) -> Result<(), Failure> {
    let before = open_mandate(tx, id)?;
    let told = tx.record(MandateRevoked { mandate: id });
    let after = after_deed(tx, before, MandateDeed::Revoked, because);
    keep(tx, &told, id, &Mandate { state: MandateState::Revoked, ..after });
    Ok(())
}

fn change_account(tx: &mut Tx, id: MandateId, new: &NewAccount) -> Result<(), Failure> {
    let before = open_mandate(tx, id)?;
    let mut complaints: Vec<Complaint> = about_holder(&new.holder).into_iter().collect();
    let iban = Iban::parse(&new.iban);
    match &iban {
        None => complaints.push(about_iban(&new.iban)),
        Some(iban) if *iban == before.iban && before.state != MandateState::Suspended => {
            complaints.push(Complaint::new("mandates.refusal.same_account").at("iban"));
        }
        Some(_) => {}
    }
    Failure::unless_empty(complaints)?;
    let iban = iban.ok_or_else(Failure::not_found)?;
    let told = tx.record(MandateChanged { mandate: id });
    let old = before.iban.clone();
    // The bank knows the account of the last collection, and nothing of those in between.
    let known = before.amended_from.clone().unwrap_or_else(|| old.clone());
    let amended_from = Some(known).filter(|known| before.is_first_sent && *known != iban);
    let state = match before.scheme {
        MandateScheme::Core => MandateState::Active,
        MandateScheme::B2b => MandateState::AwaitingBank,
    };
    let mut after = after_deed(tx, before, MandateDeed::AccountChanged, "");
    if let Some(step) = after.history.last_mut() {
        step.iban_before = Some(old);
    }
    let holder = new.holder.trim().to_owned();
    keep(tx, &told, id, &Mandate { holder, iban, bic: new.bic.clone(), state, amended_from, ..after });
    Ok(())
}

/// One that something can still be done with.
fn open_mandate(tx: &Tx, id: MandateId) -> Result<Mandate, Failure> {
    let found = mandate(tx, id).ok_or_else(Failure::not_found)?;
    let key = match found.standing(tx.today()) {
        MandateStanding::Revoked => "mandates.refusal.revoked",
        MandateStanding::Void => "mandates.refusal.void",
        _ => return Ok(found),
    };
    Err(Complaint::new(key).with("number", found.number).into())
}

/// One of whoever acts; those of others are not there.
fn own_mandate(tx: &Tx, id: MandateId) -> Result<Mandate, Failure> {
    let own = own_customer(tx);
    mandate(tx, id).filter(|found| own == Some(found.customer)).ok_or_else(Failure::not_found)
}

pub(super) fn after_deed(tx: &Tx, mut mandate: Mandate, deed: MandateDeed, because: &str) -> Mandate {
    let (at, by, because) = (tx.now(), tx.actor().account(), because.to_owned());
    mandate.history.push(MandateStep { at, by, deed, because, iban_before: None });
    mandate
}

fn reason_of(typed: &str) -> Result<String, Failure> {
    match typed.trim() {
        "" => Err(Complaint::new("mandates.refusal.reason_missing").at("reason").into()),
        reason if reason.chars().count() > REASON_SIGNS_MAX => {
            let most = i64::try_from(REASON_SIGNS_MAX).unwrap_or(i64::MAX);
            Err(Complaint::new("mandates.refusal.reason_too_long").at("reason").with("most", most).into())
        }
        reason => Ok(reason.to_owned()),
    }
}

/// A collection with it has left the house; the bank knows the account from then on.
pub(in crate::business::payments) fn note_used(
    tx: &mut Tx,
    told: &Recorded,
    id: MandateId,
    due_on: Day,
    collection: &str,
) {
    let Some(before) = mandate(tx, id) else { return };
    let last_used_on = before.last_used_on.max(Some(due_on));
    let after = after_deed(tx, before, MandateDeed::Used, collection);
    keep(tx, told, id, &Mandate { is_first_sent: true, last_used_on, amended_from: None, ..after });
}

/// A bank said that the account or the mandate is not there.
pub(in crate::business::payments) fn note_suspended(tx: &mut Tx, told: &Recorded, id: MandateId, code: &str) {
    if let Some(before) = mandate(tx, id).filter(|before| before.state == MandateState::Active) {
        let after = after_deed(tx, before, MandateDeed::Suspended, code);
        keep(tx, told, id, &Mandate { state: MandateState::Suspended, ..after });
    }
}

/// The first collection with it came to nothing, so the next one is the first.
pub(in crate::business::payments) fn note_not_used(tx: &mut Tx, told: &Recorded, id: MandateId) {
    if let Some(before) = mandate(tx, id) {
        keep(tx, told, id, &Mandate { is_first_sent: false, ..before });
    }
}
