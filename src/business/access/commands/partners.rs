//! What a partner's account needs when the contract begins.

use crate::business::access::Account;
use crate::business::access::commands::accounts::{add_account, add_role};
use crate::business::access::events::PartnerAttached;
use crate::business::access::records::{
    ACCOUNT_ID_TO_ACCOUNT, account, account_by_email, account_of_person, role_by_key,
};
use crate::business::failure::Failure;
use crate::business::people;
use crate::business::tx::Tx;
use crate::values::{PartnerId, PersonId};

/// Opens the partner's pages to a person, as part of another command: the account gets the role, and is made
/// when there is none. Nothing happens to a person whom no account could be made for: without an e-mail
/// address, or with one that belongs to the account of another person; the office sees to those.
pub(in crate::business) fn attach_partner(tx: &mut Tx, person: PersonId, partner: PartnerId) -> Result<(), Failure> {
    let Some((role, _)) = role_by_key(tx, "partner") else { return Ok(()) };
    let id = match account_of_person(tx, person) {
        Some(id) => {
            add_role(tx, id, role)?;
            id
        }
        None => {
            let email = people::person(tx, person).and_then(|person| person.email);
            let free = email.filter(|email| account_by_email(tx, email).is_none());
            let Some(email) = free else { return Ok(()) };
            add_account(tx, person, &email, vec![role])
        }
    };
    if let Some(before) = account(tx, id).filter(|before| before.partner != Some(partner)) {
        let told = tx.record(PartnerAttached { account: id, partner });
        tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &Account { partner: Some(partner), ..before });
    }
    Ok(())
}
