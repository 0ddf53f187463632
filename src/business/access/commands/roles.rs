//! Roles: those that every firm begins with, those that it adds, and what each allows.

use crate::business::access::events::{RoleCreated, RolePermissionsChanged, RoleRenamed, RoleRestored, RoleRetired};
use crate::business::access::records::{ROLE_ID_TO_ROLE, accounts, role, role_by_key, roles};
use crate::business::access::rules::{may_give_permission, may_give_role, require_shapeable};
use crate::business::access::{Portal, Role, RoleChange, standard_roles};
use crate::business::failure::{Argument, Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::{Permission, Permissions};
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{LocalText, RoleId};

/// Longer names fit no column.
const NAME_LENGTH_MAX: usize = 40;

/// A role of the office that the firm adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRole {
    pub name: LocalText,
    /// Begins with what this role allows.
    pub like: Option<RoleId>,
}

/// What several roles shall allow, and what whoever wishes it saw of all roles before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleWishes {
    pub wishes: Vec<(RoleId, Vec<Permission>)>,
    pub seen: String,
}

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

/// Adds a role of the office.
pub fn create_role(tx: &mut Tx, new: &NewRole) -> Result<RoleId, Failure> {
    tx.require(Permission::RolesManage)?;
    let like = match new.like {
        Some(id) => Some(role(tx, id).ok_or_else(Failure::not_found)?),
        None => None,
    };
    let mut complaints = name_complaints(tx, &new.name, None);
    if like.as_ref().is_some_and(|like| !may_give_role(tx, tx.actor(), like)) {
        complaints.push(Complaint::new("access.refusal.role_beyond").at("like"));
    }
    Failure::unless_empty(complaints)?;
    let id: RoleId = tx.next_id();
    let begun = like.map_or_else(|| Permissions::of(&[Permission::DeskUse]), |like| like.permissions);
    let plain = Role {
        key: format!("role-{id}"),
        name: trimmed(&new.name),
        portal: Portal::Office,
        permissions: begun.clone(),
        retired: false,
    };
    let created = plain.with_permissions(&begun.iter().collect::<Vec<_>>());
    let told = tx.record(RoleCreated { role: id, key: created.key.clone() });
    tx.save(&told, &ROLE_ID_TO_ROLE, &id, &created);
    Ok(id)
}

/// Calls a role something else; its key stays. Whoever has the role reads its name, so nobody names, retires or
/// brings back one that may more than he.
pub fn rename_role(tx: &mut Tx, id: RoleId, name: &LocalText) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    let before = require_shapeable(tx, id)?;
    Failure::unless_empty(name_complaints(tx, name, Some(id)))?;
    let name = trimmed(name);
    if before.name != name {
        let told = tx.record(RoleRenamed { role: id });
        tx.save(&told, &ROLE_ID_TO_ROLE, &id, &Role { name, ..before });
    }
    Ok(())
}

/// Gives a role to nobody any more. Whoever has it must be given another one first.
pub fn retire_role(tx: &mut Tx, id: RoleId) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    let before = require_shapeable(tx, id)?;
    if before.is_needed() {
        return Err(Complaint::new("access.refusal.role_needed").into());
    }
    let holders = accounts(tx).into_iter().filter(|(_, account)| account.roles.contains(&id)).count();
    if holders > 0 {
        let count = i64::try_from(holders).unwrap_or(i64::MAX);
        return Err(Complaint::new("access.refusal.role_held").with("count", count).into());
    }
    if !before.retired {
        let told = tx.record(RoleRetired { role: id });
        tx.save(&told, &ROLE_ID_TO_ROLE, &id, &Role { retired: true, ..before });
    }
    Ok(())
}

/// Lets a retired role be given again.
pub fn restore_role(tx: &mut Tx, id: RoleId) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    let before = require_shapeable(tx, id)?;
    if before.retired {
        let told = tx.record(RoleRestored { role: id });
        tx.save(&told, &ROLE_ID_TO_ROLE, &id, &Role { retired: false, ..before });
    }
    Ok(())
}

/// Stands for what all roles allow at a moment: it changes when any of them does.
pub fn roles_mark(r: &dyn Read) -> String {
    let mut hasher = blake3::Hasher::new();
    for (id, role) in roles(r) {
        let numbers: Vec<String> = role.permissions.iter().map(|permission| permission.number().to_string()).collect();
        hasher.update(format!("{id}:{};", numbers.join(",")).as_bytes());
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// Sets what several roles allow, all or none. Refused when somebody else has changed a role meanwhile.
pub fn change_roles(tx: &mut Tx, wanted: &RoleWishes) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    if roles_mark(tx) != wanted.seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("access.refusal.roles_changed")).into());
    }
    for (id, permissions) in &wanted.wishes {
        change_role_permissions(tx, *id, permissions)?;
    }
    Ok(())
}

/// Sets what a role allows. Nothing happens when it allows exactly that already. Nobody gives or takes what he
/// may not do himself.
pub fn change_role_permissions(tx: &mut Tx, id: RoleId, wanted: &[Permission]) -> Result<(), Failure> {
    tx.require(Permission::RolesManage)?;
    let before = role(tx, id).ok_or_else(Failure::not_found)?;
    let Some(change) = before.change_to(wanted) else { return Ok(()) };
    if let Some(complaint) = complaint_about_change(tx, &before, &change) {
        return Err(complaint.into());
    }
    let words = |permissions: &[Permission]| permissions.iter().map(|permission| permission.word()).collect();
    let told = tx.record(RolePermissionsChanged { role: id, given: words(&change.given), taken: words(&change.taken) });
    tx.save(&told, &ROLE_ID_TO_ROLE, &id, &before.with_permissions(wanted));
    Ok(())
}

fn complaint_about_change(tx: &Tx, before: &Role, change: &RoleChange) -> Option<Complaint> {
    if before.is_administration() && !may_give_role(tx, tx.actor(), before) {
        return Some(Complaint::new("access.refusal.role_beyond"));
    }
    let mut changed = change.given.iter().chain(&change.taken);
    let beyond = changed.find(|permission| !may_give_permission(tx, tx.actor(), **permission))?;
    let permission = Argument::Key(format!("access.permission.{}", beyond.word()));
    Some(Complaint::new("access.refusal.permission_beyond").with("permission", permission))
}

fn trimmed(name: &LocalText) -> LocalText {
    LocalText::new(name.de.trim(), name.en.trim(), name.zh.trim())
}

/// A role is told from others by its German name, which every other language falls back to.
fn name_complaints(r: &dyn Read, name: &LocalText, own: Option<RoleId>) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let german = name.de.trim();
    if german.is_empty() {
        complaints.push(Complaint::new("access.refusal.role_name_missing").at("name_de"));
    }
    let same = |(id, role): &(RoleId, Role)| Some(*id) != own && role.name.de.to_lowercase() == german.to_lowercase();
    if !german.is_empty() && roles(r).iter().any(same) {
        complaints.push(Complaint::new("access.refusal.role_name_taken").at("name_de"));
    }
    for (field, text) in [("name_de", &name.de), ("name_en", &name.en), ("name_zh", &name.zh)] {
        if text.trim().chars().count() > NAME_LENGTH_MAX {
            let most = i64::try_from(NAME_LENGTH_MAX).unwrap_or(i64::MAX);
            complaints.push(Complaint::new("access.refusal.role_name_long").at(field).with("most", most));
        }
    }
    complaints
}
