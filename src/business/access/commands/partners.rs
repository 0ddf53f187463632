//! What a partner's account needs when the contract begins.

use crate::business::access::Account;
use crate::business::access::commands::accounts::{add_account, add_role, leave_role};
use crate::business::access::events::{PartnerAttached, PartnerDetached, RoleTaken};
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

/// Closes the partner's pages to a person whose position another one holds now, as part of another command. With
/// no other role left the account becomes that of a customer: its own orders stay in sight.
pub(in crate::business) fn detach_partner(tx: &mut Tx, person: PersonId, partner: PartnerId) -> Result<(), Failure> {
    let Some(id) = account_of_person(tx, person) else { return Ok(()) };
    let Some(before) = account(tx, id).filter(|account| account.partner == Some(partner)) else { return Ok(()) };
    let Some((role, _)) = role_by_key(tx, "partner") else { return Ok(()) };
    if before.roles.iter().all(|held| *held == role)
        && let Some((customer, _)) = role_by_key(tx, "customer")
    {
        add_role(tx, id, customer)?;
    }
    let before = account(tx, id).ok_or_else(Failure::not_found)?;
    let roles = before.roles.iter().copied().filter(|held| *held != role).collect();
    tx.record(RoleTaken { account: id, role });
    let told = tx.record(PartnerDetached { account: id, partner });
    let left = Account { partner: None, roles, ..before };
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &left);
    leave_role(tx, &told, id, role, &left);
    Ok(())
}
