//! Name, address and bank account of a partner, changed by staff.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::partners::records::{partner, partner_of_person};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::PartnerId;

/// Replaces what we know of a partner. `seen` names the record as the clerk saw it, so that two clerks notice each
/// other.
pub fn change_particulars(tx: &mut Tx, id: PartnerId, seen: &str, new: &Person) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    let known = partner(tx, id).ok_or_else(Failure::not_found)?;
    let before = people::person(tx, known.person).ok_or_else(Failure::not_found)?;
    if particulars_seen(&before) != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("partners.refusal.changed_meanwhile")).into());
    }
    let complaint = match &new.email {
        None => Some(Complaint::new("partners.refusal.email_missing")),
        Some(email) => {
            let others = people::persons_by_email(tx, email).into_iter().filter(|person| *person != known.person);
            let taken = others.into_iter().any(|person| partner_of_person(tx, person).is_some());
            taken.then(|| Complaint::new("partners.refusal.email_taken"))
        }
    };
    Failure::unless_empty(complaint.into_iter().map(|complaint| complaint.at("email")).collect())?;
    people::replace_person(tx, known.person, new)
}

/// Names a person's record as it is.
pub fn particulars_seen(person: &Person) -> String {
    blake3::hash(format!("{person:?}").as_bytes()).to_hex().chars().take(16).collect()
}
