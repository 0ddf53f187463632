//! pain.001.001.09. The same input gives the same bytes.

use ::sepa::pain001::CreditTransferSchema;
use ::sepa::{CreditTransferEntry, CreditTransferGroup, Pain001Builder, validate_bic, validate_iban};

use crate::exchange::sepa::fitting::{NAME_MAX, REMITTANCE_MAX, address, day, fitted, instant};
use crate::values::{Address, Bic, Day, Iban, Instant, Money};

/// One file: transfers that leave one account on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditTransfers<'b> {
    /// GrpHdr/MsgId: never used twice towards one bank; at most 35 plain signs.
    pub message_id: &'b str,
    pub created_at: Instant,
    /// ReqdExctnDt.
    pub execute_on: Day,
    pub debtor: Debtor<'b>,
    pub payees: Vec<Payee<'b>>,
}

/// Whose account pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debtor<'b> {
    pub name: &'b str,
    pub iban: &'b Iban,
    pub bic: Option<&'b Bic>,
    pub address: &'b Address,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payee<'b> {
    /// The account holder exactly as the bank knows it: payee's names are compared since (EU) 2024/886.
    pub name: &'b str,
    pub iban: &'b Iban,
    pub bic: Option<&'b Bic>,
    pub amount: Money,
    /// At most 35 plain signs; comes back with every answer of the bank.
    pub end_to_end_id: &'b str,
    pub remittance: &'b str,
}

/// Why no file can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferTrouble {
    /// The account number of the firm is not built as its country builds them.
    DebtorIban,
    /// The same for a payee, by the end-to-end id.
    PayeeIban { end_to_end_id: String },
    /// A payee's name has no letter that can be written in Latin ones.
    PayeeName { end_to_end_id: String },
    /// Something else that a bank would refuse; the message is the writer's own.
    Refused { message: String },
}

pub fn credit_transfer_xml(file: &CreditTransfers) -> Result<String, TransferTrouble> {
    let debtor_iban = validate_iban(file.debtor.iban.as_str()).map_err(|_| TransferTrouble::DebtorIban)?;
    let debtor_name = fitted(file.debtor.name, NAME_MAX);
    let mut group = CreditTransferGroup::new(&debtor_name, &debtor_iban, day(file.execute_on).map_err(refused)?)
        .payment_info_id(format!("{}-1", file.message_id))
        .debtor_address(address(file.debtor.address).map_err(refused)?)
        .batch_booking(true);
    if let Some(bic) = file.debtor.bic {
        group = group.debtor_bic(validate_bic(bic.as_str()).map_err(refused)?);
    }
    for payee in &file.payees {
        group = group.add_entry(entry(payee)?);
    }
    Pain001Builder::new(&debtor_name, file.message_id)
        .created_at(instant(file.created_at).map_err(refused)?)
        .schema(CreditTransferSchema::IsoV9)
        .add_group(group)
        .build()
        .map_err(refused)
}

fn entry(payee: &Payee) -> Result<CreditTransferEntry, TransferTrouble> {
    let iban = validate_iban(payee.iban.as_str())
        .map_err(|_| TransferTrouble::PayeeIban { end_to_end_id: payee.end_to_end_id.to_owned() })?;
    let name = fitted(payee.name, NAME_MAX);
    if !name.chars().any(char::is_alphanumeric) {
        return Err(TransferTrouble::PayeeName { end_to_end_id: payee.end_to_end_id.to_owned() });
    }
    let entry = CreditTransferEntry::new(name, iban, payee.amount.minor(), payee.end_to_end_id)
        .with_description(fitted(payee.remittance, REMITTANCE_MAX));
    match payee.bic {
        Some(bic) => Ok(entry.with_bic(validate_bic(bic.as_str()).map_err(refused)?)),
        None => Ok(entry),
    }
}

fn refused(error: impl std::fmt::Display) -> TransferTrouble {
    TransferTrouble::Refused { message: error.to_string() }
}
