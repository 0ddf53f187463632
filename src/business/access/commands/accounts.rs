//! Accounts: made for a person, given roles, locked and unlocked.

use crate::business::access::account::secret_hash;
use crate::business::access::commands::emails::drop_email_change;
use crate::business::access::commands::sessions::{end_sessions, open_sessions};
use crate::business::access::events::{
    AccountCreated, AccountInvited, AccountLocked, AccountUnlocked, RoleGiven, RoleTaken,
};
use crate::business::access::records::{
    ACCOUNT_AND_ENTRY_TO_LOCK_REASON, ACCOUNT_ID_TO_ACCOUNT, ACCOUNT_TO_LINK_HASH, EMAIL_TO_ACCOUNT_ID,
    LINK_HASH_TO_LINK, PERSON_TO_ACCOUNT_ID, SESSION_HASH_TO_SESSION, account, account_by_email, account_of_person,
    links_of, role,
};
use crate::business::access::rules::{
    complaint_about_roles, has_administrator, keep_administrator, may_give_role, require_manageable,
};
use crate::business::access::{Account, PasswordLink, Portal, Session};
use crate::business::failure::{Complaint, Failure};
use crate::business::mail::{NewMail, Template};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{AccountId, Email, Language, PersonId, RoleId};

/// An invitation may lie in a mailbox over a holiday.
pub(super) const INVITATION_SECONDS: i64 = 14 * 24 * 60 * 60;
/// Why somebody is locked out takes a sentence or two.
const REASON_LENGTH_MAX: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub person: PersonId,
    pub email: Email,
    pub roles: Vec<RoleId>,
    /// The secret of the link in the invitation; without one nobody is invited yet.
    pub secret: Option<String>,
}

pub fn create_account(tx: &mut Tx, new: &NewAccount) -> Result<AccountId, Failure> {
    tx.require(Permission::AccountsManage)?;
    let mut complaints = Vec::new();
    complaints.extend(complaint_about_roles(tx, &new.roles, |_| true));
    if account_by_email(tx, &new.email).is_some() {
        complaints.push(Complaint::new("access.refusal.email_taken").at("email"));
    }
    if account_of_person(tx, new.person).is_some() {
        complaints.push(Complaint::new("access.refusal.has_account").at("email"));
    }
    Failure::unless_empty(complaints)?;
    let id = add_account(tx, new.person, &new.email, new.roles.clone());
    if let Some(secret) = &new.secret {
        send_invitation(tx, id, secret)?;
    }
    Ok(id)
}

/// Sends a new invitation; the links of those before are worth nothing from now on.
pub fn invite(tx: &mut Tx, id: AccountId, secret: &str) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    require_manageable(tx, id)?;
    send_invitation(tx, id, secret)
}

/// Lets nobody in with this account, and ends its sessions. The reason is kept beside the journal.
pub fn lock_account(tx: &mut Tx, id: AccountId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let before = require_manageable(tx, id)?;
    let reason = good_reason(reason)?;
    if tx.actor().account() == Some(id) {
        return Err(Complaint::new("access.refusal.own_lock").into());
    }
    if before.locked {
        return Ok(());
    }
    let had_administrator = has_administrator(tx);
    let told = tx.record(AccountLocked { account: id });
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &Account { locked: true, ..before });
    tx.save(&told, &ACCOUNT_AND_ENTRY_TO_LOCK_REASON, &(id, told.number()), &reason);
    end_sessions(tx, &told, id, None);
    withdraw_links(tx, &told, id);
    drop_email_change(tx, &told, id);
    keep_administrator(tx, had_administrator)
}

pub fn unlock_account(tx: &mut Tx, id: AccountId) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let before = require_manageable(tx, id)?;
    if before.locked {
        let told = tx.record(AccountUnlocked { account: id });
        tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &Account { locked: false, ..before });
    }
    Ok(())
}

/// Gives a role that holds nothing which whoever gives it may not do himself, to somebody who may no more.
pub fn give_role(tx: &mut Tx, id: AccountId, role_id: RoleId) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let role = role(tx, role_id).ok_or_else(Failure::not_found)?;
    let partner = require_manageable(tx, id)?.partner;
    if !role.is_given() {
        return Err(Complaint::new("access.refusal.role_retired").at("role").into());
    }
    if !may_give_role(tx, tx.actor(), &role) {
        return Err(Complaint::new("access.refusal.role_beyond").at("role").into());
    }
    if role.portal == Portal::Partner && partner.is_none() {
        return Err(Complaint::new("access.refusal.no_partner").at("role").into());
    }
    add_role(tx, id, role_id)
}

pub fn take_role(tx: &mut Tx, id: AccountId, role_id: RoleId) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let mut changed = require_manageable(tx, id)?;
    if !changed.roles.contains(&role_id) {
        return Ok(());
    }
    if role(tx, role_id).is_some_and(|role| !may_give_role(tx, tx.actor(), &role)) {
        return Err(Complaint::new("access.refusal.role_beyond").into());
    }
    changed.roles.retain(|known| *known != role_id);
    if changed.roles.is_empty() {
        return Err(Complaint::new("access.refusal.last_role").into());
    }
    let had_administrator = has_administrator(tx);
    let told = tx.record(RoleTaken { account: id, role: role_id });
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &changed);
    leave_role(tx, &told, id, role_id, &changed);
    keep_administrator(tx, had_administrator)
}

/// Whoever acts in a role that was just taken goes on in the first one that is left, instead of being signed out.
pub(super) fn leave_role(tx: &mut Tx, told: &Recorded, id: AccountId, taken: RoleId, left: &Account) {
    let Some(next) = left.roles.first().copied() else { return };
    let acting = open_sessions(tx, id, None).into_iter().filter(|(_, session)| session.role == taken);
    for (hash, session) in acting.collect::<Vec<_>>() {
        tx.save(told, &SESSION_HASH_TO_SESSION, &hash, &Session { role: next, ..session });
    }
}

fn good_reason(reason: &str) -> Result<String, Failure> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Complaint::new("access.refusal.reason_missing").at("reason").into());
    }
    if reason.chars().count() > REASON_LENGTH_MAX {
        let most = i64::try_from(REASON_LENGTH_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("access.refusal.reason_too_long").at("reason").with("most", most).into());
    }
    Ok(reason.to_owned())
}

/// Writes a new account; whoever calls it has asked for permission and seen that the address is free.
pub(super) fn add_account(tx: &mut Tx, person: PersonId, email: &Email, roles: Vec<RoleId>) -> AccountId {
    let id = tx.next_id();
    let told = tx.record(AccountCreated { account: id, person, roles: roles.clone() });
    let account = Account {
        person,
        email: email.clone(),
        password_hash: String::new(),
        roles,
        partner: None,
        locked: false,
        created_at: tx.now(),
    };
    tx.save(&told, &EMAIL_TO_ACCOUNT_ID, &email.as_str().to_owned(), &id);
    tx.save(&told, &PERSON_TO_ACCOUNT_ID, &person, &id);
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &account);
    id
}

pub(super) fn add_role(tx: &mut Tx, id: AccountId, role_id: RoleId) -> Result<(), Failure> {
    let mut changed = account(tx, id).ok_or_else(Failure::not_found)?;
    if !changed.roles.contains(&role_id) {
        changed.roles.push(role_id);
        let told = tx.record(RoleGiven { account: id, role: role_id });
        tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &changed);
    }
    Ok(())
}

pub(super) fn send_invitation(tx: &mut Tx, id: AccountId, secret: &str) -> Result<(), Failure> {
    let account = account(tx, id).ok_or_else(Failure::not_found)?;
    if account.locked {
        return Err(Complaint::new("access.refusal.locked_account").into());
    }
    let told = tx.record(AccountInvited { account: id });
    keep_link(tx, &told, id, secret_hash(secret), INVITATION_SECONDS);
    post_link(tx, &told, id, &account, Template::AccountInvitation, secret);
    Ok(())
}

/// Lets a letter about the account leave, with the secret of its link.
pub(super) fn post_link(
    tx: &mut Tx,
    told: &Recorded,
    id: AccountId,
    account: &Account,
    template: Template,
    secret: &str,
) {
    let language = person(tx, account.person).map_or(Language::default(), |person| person.language);
    let mail = NewMail {
        template,
        subject: Subject::of(id),
        recipient: account.email.clone(),
        language,
        secret: secret.to_owned(),
    };
    tx.post_mail(told, mail);
}

/// One link an account: a new one takes the place of those before.
pub(super) fn keep_link(tx: &mut Tx, told: &Recorded, id: AccountId, hash: [u8; 32], seconds: i64) {
    withdraw_links(tx, told, id);
    let link = PasswordLink { account: id, until: tx.now().plus_seconds(seconds) };
    tx.save(told, &ACCOUNT_TO_LINK_HASH, &(id, hash), &());
    tx.save(told, &LINK_HASH_TO_LINK, &hash, &link);
}

pub(super) fn withdraw_links(tx: &mut Tx, told: &Recorded, id: AccountId) {
    for hash in links_of(tx, id) {
        tx.remove(told, &LINK_HASH_TO_LINK, &hash);
        tx.remove(told, &ACCOUNT_TO_LINK_HASH, &(id, hash));
    }
}
