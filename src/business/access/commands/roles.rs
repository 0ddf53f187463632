//! Roles: those that every firm begins with, and what each allows.

use crate::business::access::events::{RoleCreated, RolePermissionsChanged};
use crate::business::access::records::{ROLE_ID_TO_ROLE, role, role_by_key};
use crate::business::access::rules::{has_administrator, keep_administrator};
use crate::business::access::standard_roles;
use crate::business::failure::Failure;
use crate::business::permission::{Permission, Permissions};
use crate::business::tx::Tx;
use crate::values::RoleId;

/// Adds the standard roles that are not there yet; roles that are there stay as somebody has set them.
pub fn ensure_standard_roles(tx: &mut Tx) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    for standard in standard_roles() {
        if role_by_key(tx, &standard.key).is_none() {
            let id = tx.next_id();
            let told = tx.record(RoleCreated { role: id, key: standard.key.clone() });
            tx.save(&told, &ROLE_ID_TO_ROLE, &id, &standard);
        }
    }
    Ok(())
}

/// Sets what a role allows. Nothing happens when it allows exactly that already.
pub fn change_role_permissions(tx: &mut Tx, id: RoleId, wanted: &[Permission]) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    let before = role(tx, id).ok_or_else(Failure::not_found)?;
    let after = before.with_permissions(wanted);
    let words = |from: &Permissions, to: &Permissions| -> Vec<&'static str> {
        to.iter().filter(|permission| !from.has(*permission)).map(Permission::word).collect()
    };
    let (given, taken) =
        (words(&before.permissions, &after.permissions), words(&after.permissions, &before.permissions));
    if given.is_empty() && taken.is_empty() {
        return Ok(());
    }
    let had_administrator = has_administrator(tx);
    let told = tx.record(RolePermissionsChanged { role: id, given, taken });
    tx.save(&told, &ROLE_ID_TO_ROLE, &id, &after);
    keep_administrator(tx, had_administrator)
}
