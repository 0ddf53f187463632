//! pain.008.001.08. The same input gives the same bytes.

use ::sepa::pain008::{DirectDebitSchema, MandateAmendment};
use ::sepa::{
    DirectDebitEntry, DirectDebitGroup, DirectDebitScheme, Pain008Builder, validate_bic, validate_creditor_id,
    validate_iban,
};

use crate::exchange::sepa::fitting::{NAME_MAX, REMITTANCE_MAX, address, day, fitted, instant};
use crate::values::{Address, Bic, Day, Iban, Instant, Money};

/// One file: debits that come to one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectDebits<'b> {
    /// GrpHdr/MsgId: never used twice towards one bank; at most 35 plain signs.
    pub message_id: &'b str,
    pub created_at: Instant,
    pub creditor: Creditor<'b>,
    pub groups: Vec<DebitGroup<'b>>,
}

/// Whose account is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Creditor<'b> {
    pub name: &'b str,
    /// The creditor identifier (AT-02).
    pub id: &'b str,
    pub iban: &'b Iban,
    pub bic: Option<&'b Bic>,
    pub address: &'b Address,
}

/// Debits of one scheme, one sequence and one day: a PmtInf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitGroup<'b> {
    pub id: String,
    /// ReqdColltnDt.
    pub due_on: Day,
    /// B2B instead of CORE.
    pub is_b2b: bool,
    /// FRST instead of RCUR.
    pub is_first: bool,
    pub payers: Vec<Payer<'b>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer<'b> {
    pub name: &'b str,
    pub iban: &'b Iban,
    pub bic: Option<&'b Bic>,
    pub address: Option<&'b Address>,
    pub mandate: &'b str,
    pub signed_on: Day,
    /// The account of the last collection, where it is another now.
    pub amended_from: Option<&'b Iban>,
    pub amount: Money,
    pub end_to_end_id: &'b str,
    pub remittance: String,
}

/// Why no file can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DebitTrouble {
    /// The account number of the firm is not built as its country builds them.
    CreditorIban,
    /// The same for the creditor identifier.
    CreditorId,
    /// A payer's account, by the end-to-end id.
    PayerIban { end_to_end_id: String },
    /// Something else that a bank would refuse; the message is the writer's own.
    Refused { message: String },
}

pub fn direct_debit_xml(file: &DirectDebits) -> Result<String, DebitTrouble> {
    let name = fitted(file.creditor.name, NAME_MAX);
    let mut builder = Pain008Builder::new(&name, file.message_id)
        .created_at(instant(file.created_at).map_err(refused)?)
        .schema(DirectDebitSchema::IsoV8);
    for given in &file.groups {
        builder = builder.add_group(group(&file.creditor, &name, given)?);
    }
    builder.build().map_err(refused)
}

fn group(creditor: &Creditor, name: &str, given: &DebitGroup) -> Result<DirectDebitGroup, DebitTrouble> {
    let iban = validate_iban(creditor.iban.as_str()).map_err(|_| DebitTrouble::CreditorIban)?;
    let id = validate_creditor_id(creditor.id).map_err(|_| DebitTrouble::CreditorId)?;
    let mut group = DirectDebitGroup::new(name, &iban, &id, day(given.due_on).map_err(refused)?)
        .payment_info_id(given.id.clone())
        .scheme(if given.is_b2b { DirectDebitScheme::B2b } else { DirectDebitScheme::Core })
        .sequence_type(if given.is_first { ::sepa::SequenceType::Frst } else { ::sepa::SequenceType::Rcur })
        .creditor_address(address(creditor.address).map_err(refused)?)
        .batch_booking(true);
    if let Some(bic) = creditor.bic {
        group = group.creditor_bic(validate_bic(bic.as_str()).map_err(refused)?);
    }
    for payer in &given.payers {
        group = group.add_entry(entry(payer)?);
    }
    Ok(group)
}

fn entry(payer: &Payer) -> Result<DirectDebitEntry, DebitTrouble> {
    let wrong = |_| DebitTrouble::PayerIban { end_to_end_id: payer.end_to_end_id.to_owned() };
    let iban = validate_iban(payer.iban.as_str()).map_err(wrong)?;
    let (signed_on, name) = (day(payer.signed_on).map_err(refused)?, fitted(payer.name, NAME_MAX));
    let cents = payer.amount.minor();
    let mut entry = DirectDebitEntry::new(payer.mandate, signed_on, name, iban, cents, payer.end_to_end_id)
        .with_description(fitted(&payer.remittance, REMITTANCE_MAX));
    if let Some(bic) = payer.bic {
        entry = entry.with_bic(validate_bic(bic.as_str()).map_err(refused)?);
    }
    if let Some(given) = payer.address {
        entry = entry.with_debtor_address(address(given).map_err(refused)?);
    }
    if payer.amended_from.is_some() {
        // The German banks want SMNDA also where the bank is the same (DFÜ-Abkommen, Anlage 3).
        entry = entry.with_amendment(MandateAmendment::debtor_account_changed());
    }
    Ok(entry)
}

fn refused(error: impl std::fmt::Display) -> DebitTrouble {
    DebitTrouble::Refused { message: error.to_string() }
}
