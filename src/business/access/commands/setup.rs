//! The first command of every firm: who it is, and who may give access.

use crate::business::access::commands::accounts::add_account;
use crate::business::access::commands::passwords::replace_password;
use crate::business::access::commands::roles::ensure_standard_roles;
use crate::business::access::records::role_by_key;
use crate::business::access::role::ADMINISTRATOR;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::{Firm, change_firm, firm};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::last_entry;
use crate::values::{AccountId, Email};

#[derive(Clone, Debug, PartialEq)]
pub struct Founding {
    pub firm: Firm,
    /// The first administrator.
    pub person: Person,
    pub email: Email,
    /// Argon2id of the password that was chosen.
    pub password_hash: String,
}

/// Sets the firm up in a data folder that holds nothing yet; of two who try, one succeeds.
pub fn found_firm(tx: &mut Tx, founding: &Founding) -> Result<AccountId, Failure> {
    tx.require(Permission::FirmEdit)?;
    if firm(tx).is_some() || last_entry(tx).is_some() {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("access.refusal.founded_already")).into());
    }
    change_firm(tx, &founding.firm, None)?;
    ensure_standard_roles(tx)?;
    let (role, _) = role_by_key(tx, ADMINISTRATOR).ok_or_else(Failure::not_found)?;
    let person = people::add_person(tx, &founding.person)?;
    let id = add_account(tx, person, &founding.email, vec![role]);
    replace_password(tx, id, &founding.password_hash, None)?;
    Ok(id)
}
