//! pain.001.001.09. The same input gives the same bytes.

use ::sepa::pain001::CreditTransferSchema;
use ::sepa::{
    CreditTransferEntry, CreditTransferGroup, IsoDate, IsoDateTime, Pain001Builder, PostalAddress, validate_bic,
    validate_iban,
};

use crate::exchange::sepa::fitting::{HOUSE_NUMBER_MAX, NAME_MAX, REMITTANCE_MAX, STREET_MAX, TOWN_MAX, fitted};
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
    let mut group = CreditTransferGroup::new(&debtor_name, &debtor_iban, day(file.execute_on)?)
        .payment_info_id(format!("{}-1", file.message_id))
        .debtor_address(address(file.debtor.address)?)
        .batch_booking(true);
    if let Some(bic) = file.debtor.bic {
        group = group.debtor_bic(validate_bic(bic.as_str()).map_err(refused)?);
    }
    for payee in &file.payees {
        group = group.add_entry(entry(payee)?);
    }
    Pain001Builder::new(&debtor_name, file.message_id)
        .created_at(instant(file.created_at)?)
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

/// Structured, never free lines only (EPC153-22).
fn address(given: &Address) -> Result<PostalAddress, TransferTrouble> {
    let mut address = PostalAddress::new(fitted(&given.town, TOWN_MAX), given.country.code()).map_err(refused)?;
    for (text, letters_max, place) in [
        (&given.street, STREET_MAX, PostalAddress::street as fn(PostalAddress, String) -> PostalAddress),
        (&given.house_number, HOUSE_NUMBER_MAX, PostalAddress::building_number),
        (&given.postcode, HOUSE_NUMBER_MAX, PostalAddress::post_code),
    ] {
        let text = fitted(text, letters_max);
        if !text.is_empty() {
            address = place(address, text);
        }
    }
    Ok(address)
}

fn day(day: Day) -> Result<IsoDate, TransferTrouble> {
    day.to_string().parse().map_err(refused)
}

/// In UTC, to the second.
fn instant(instant: Instant) -> Result<IsoDateTime, TransferTrouble> {
    let civil = instant.civil_in(&jiff::tz::TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let date = day(Day::from_date(civil.date()))?;
    let time = IsoDateTime::new(date, part(civil.hour()), part(civil.minute()), part(civil.second()));
    time.map(IsoDateTime::in_utc).map_err(refused)
}

fn refused(error: impl std::fmt::Display) -> TransferTrouble {
    TransferTrouble::Refused { message: error.to_string() }
}
