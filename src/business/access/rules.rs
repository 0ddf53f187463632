//! Rules that concern all accounts together: somebody can always give access, and nobody gives more than he has.

use crate::business::access::records::{account, account_of_person, accounts, is_administrator, role};
use crate::business::access::{Account, Role};
use crate::business::actor::{Actor, Who};
use crate::business::failure::{Complaint, Failure};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{AccountId, Email, PersonId, RoleId};

/// May whoever acts give and take this permission? Only what the own role allows; what concerns nothing but the
/// own pages gives no power.
pub fn may_give_permission(r: &dyn Read, actor: &Actor, permission: Permission) -> bool {
    permission.is_own_affair() || actor.may(permission) || may_give_everything(r, actor)
}

/// May whoever acts give and take this role, and make others like it? Nobody passes on more than he may himself.
pub fn may_give_role(r: &dyn Read, actor: &Actor, role: &Role) -> bool {
    let within = || role.permissions.iter().all(|permission| may_give_permission(r, actor, permission));
    may_give_everything(r, actor) || (!role.is_administration() && within())
}

/// May whoever acts manage this account: is there nothing in its roles that the own role does not allow?
pub fn may_manage(r: &dyn Read, actor: &Actor, id: AccountId, account: &Account) -> bool {
    let mut roles = account.roles.iter().filter_map(|id| role(r, *id));
    actor.account() == Some(id) || roles.all(|role| may_give_role(r, actor, &role))
}

/// The administrator's role gives every right even when it has lost it itself; else a right that was taken from
/// all roles could never come back. So does whoever sits at the machine.
fn may_give_everything(r: &dyn Read, actor: &Actor) -> bool {
    match actor.who {
        Who::Operator | Who::System => true,
        Who::Account(_) => actor.role.and_then(|id| role(r, id)).is_some_and(|role| role.is_administration()),
        Who::Visitor => false,
    }
}

/// Refuses to touch a role that may more than whoever acts.
pub(super) fn require_shapeable(tx: &Tx, id: RoleId) -> Result<Role, Failure> {
    let role = role(tx, id).ok_or_else(Failure::not_found)?;
    if may_give_role(tx, tx.actor(), &role) {
        Ok(role)
    } else {
        Err(Complaint::new("access.refusal.role_beyond").into())
    }
}

/// The one person without an account whom we know by this address and name; nobody when nobody has the address.
/// The address alone says too little: families and firms share theirs, and with the account go the orders and the
/// contract of its person.
pub fn known_person(r: &dyn Read, email: &Email, new: &Person) -> Result<Option<PersonId>, Complaint> {
    let same_address = people::persons_by_email(r, email);
    let same_name = |id: &PersonId| people::person(r, *id).is_some_and(|known| known.has_name_of(new));
    let same: Vec<PersonId> = same_address.iter().copied().filter(same_name).collect();
    match same.as_slice() {
        [] if same_address.is_empty() => Ok(None),
        [] => Err(Complaint::new("access.refusal.email_of_other_person").at("email")),
        [one] if account_of_person(r, *one).is_some() => Err(Complaint::new("access.refusal.has_account").at("email")),
        [one] => Ok(Some(*one)),
        _ => Err(Complaint::new("access.refusal.person_twice").at("email")),
    }
}

/// Refuses to touch an account that may more than whoever acts.
pub(super) fn require_manageable(tx: &Tx, id: AccountId) -> Result<Account, Failure> {
    let account = account(tx, id).ok_or_else(Failure::not_found)?;
    if may_manage(tx, tx.actor(), id, &account) {
        Ok(account)
    } else {
        Err(Complaint::new("access.refusal.account_beyond").into())
    }
}

/// What speaks against giving these roles.
pub(super) fn complaint_about_roles(tx: &Tx, ids: &[RoleId], fits: impl Fn(&Role) -> bool) -> Option<Complaint> {
    let roles: Vec<Option<Role>> = ids.iter().map(|id| role(tx, *id).filter(|role| fits(role))).collect();
    let wrong = if ids.is_empty() || roles.contains(&None) {
        Some("access.refusal.role_missing")
    } else if roles.iter().flatten().any(|role| !role.is_given()) {
        Some("access.refusal.role_retired")
    } else if roles.iter().flatten().any(|role| !may_give_role(tx, tx.actor(), role)) {
        Some("access.refusal.role_beyond")
    } else {
        None
    };
    wrong.map(|key| Complaint::new(key).at("roles"))
}

/// Is there anybody who can sign in and give others access?
pub(super) fn has_administrator(r: &dyn Read) -> bool {
    let can_act = |locked: bool, password_hash: &str| !locked && !password_hash.is_empty();
    accounts(r)
        .iter()
        .any(|(_, account)| can_act(account.locked, &account.password_hash) && is_administrator(r, account))
}

/// Refuses a change that took the last administrator from a firm which had one. Asked after the change was
/// written; the refusal takes it back.
pub(super) fn keep_administrator(r: &dyn Read, had_one: bool) -> Result<(), Failure> {
    if had_one && !has_administrator(r) {
        return Err(Complaint::new("access.refusal.last_administrator").into());
    }
    Ok(())
}
