//! Opening and changing accounts of ours at a bank.

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::payments::bank::records::{
    HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT, each_statement, house_account, house_account_of_iban,
};
use crate::business::payments::bank::{HouseAccount, HouseAccountSaved};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::HouseAccountId;

/// Opens a house account, or changes the one with this id.
pub fn save_house_account(
    tx: &mut Tx,
    id: Option<HouseAccountId>,
    account: &HouseAccount,
) -> Result<HouseAccountId, Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = match id {
        Some(id) => Some(house_account(tx, id).ok_or_else(Failure::not_found)?),
        None => None,
    };
    let mut complaints = account.complaints();
    if house_account_of_iban(tx, &account.iban).is_some_and(|(other, _)| Some(other) != id) {
        complaints.push(Complaint::new("bank_desk.refusal.iban_known").at("iban"));
    }
    // What is kept of it was told about that account, in that currency.
    if let (Some(id), Some(before)) = (id, &before) {
        let is_other = before.iban != account.iban || before.currency != account.currency;
        if is_other && has_statements(tx, id) {
            complaints.push(Complaint::new("bank_desk.refusal.has_statements").at("iban"));
        }
    }
    Failure::unless_empty(complaints)?;
    if before.as_ref() == Some(account) {
        return Ok(id.unwrap_or_else(|| unreachable!("what was there before has an id")));
    }
    Ok(keep(tx, id, account))
}

/// The same as a command, for a firm from before there were house accounts.
pub fn ensure_house_account(tx: &mut Tx) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    open_first_house_account(tx);
    Ok(())
}

/// Whether the account on our invoices is no house account yet.
pub fn lacks_house_account(r: &dyn Read) -> bool {
    firm(r).and_then(|firm| firm.iban).is_some_and(|iban| house_account_of_iban(r, &iban).is_none())
}

/// The account that the firm names on its invoices becomes a house account, if it is none yet. As a consequence.
pub(in crate::business) fn open_first_house_account(tx: &mut Tx) {
    let Some(firm) = firm(tx) else { return };
    let Some(iban) = firm.iban.filter(|iban| house_account_of_iban(tx, iban).is_none()) else { return };
    let name = firm.trade_name.chars().take(40).collect();
    keep(tx, None, &HouseAccount { name, iban, bic: firm.bic, currency: firm.currency, column_map: String::new() });
}

fn keep(tx: &mut Tx, id: Option<HouseAccountId>, account: &HouseAccount) -> HouseAccountId {
    let is_new = id.is_none();
    let id = id.unwrap_or_else(|| tx.next_id());
    let told = tx.record(HouseAccountSaved { account: id, is_new });
    tx.save(&told, &HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT, &id, account);
    id
}

fn has_statements(tx: &Tx, id: HouseAccountId) -> bool {
    let mut has = false;
    each_statement(tx, |_, statement| has |= statement.account == id);
    has
}
