//! Passwords: chosen by a link, changed by their owner, set by the operator. They arrive here as the hash in
//! which they are kept: making it takes too long to hold a transaction meanwhile.

use crate::business::access::account::secret_hash;
use crate::business::access::commands::accounts::{add_account, keep_link, post_link, withdraw_links};
use crate::business::access::commands::emails::drop_email_change;
use crate::business::access::commands::sessions::{end_sessions, open_sessions};
use crate::business::access::events::{
    AccountInvited, AccountRegistered, AccountReset, PasswordChosen, PasswordResetAsked,
};
use crate::business::access::records::{
    ACCOUNT_ID_TO_ACCOUNT, account, account_by_email, account_of_person, role, role_by_key,
};
use crate::business::access::rules::{known_person, require_manageable};
use crate::business::access::{Account, Portal, valid_link};
use crate::business::failure::{Complaint, Failure};
use crate::business::mail::Template;
use crate::business::people::{self, NewConsent, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{AccountId, Email, PersonId, RoleId};

/// Whoever asked for it is waiting for the letter.
const RESET_SECONDS: i64 = 60 * 60;
/// The address is confirmed when its owner has time.
const REGISTRATION_SECONDS: i64 = 7 * 24 * 60 * 60;
/// The operator stands beside whoever needs it.
const HANDED_OVER_SECONDS: i64 = 15 * 60;
/// The page that asks for the first password is already open.
const WELCOME_SECONDS: i64 = 60 * 60;

/// A customer who makes an account for herself.
#[derive(Clone, Debug, PartialEq)]
pub struct Registration {
    pub person: Person,
    pub email: Email,
    pub consents: Vec<NewConsent>,
    /// The secret of the link that confirms the address.
    pub secret: String,
}

/// A password that takes the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassword {
    /// What was stored when the old password was judged.
    pub judged_hash: String,
    pub hash: String,
    /// The session that goes on.
    pub session: [u8; 32],
}

/// Sends a link by which a new password is chosen. Whether there is such an account is told to nobody.
pub fn ask_for_new_password(tx: &mut Tx, email: &Email, secret: &str) -> Result<(), Failure> {
    tx.require(Permission::SignIn)?;
    let id = account_by_email(tx, email);
    let found = id.and_then(|id| Some((id, account(tx, id)?))).filter(|(_, account)| !account.locked);
    if let Some((id, account)) = found {
        send_reset(tx, id, &account, secret);
    }
    Ok(())
}

/// Makes an account for a customer, good once the address was confirmed by the link that is sent to it. Whoever
/// ordered as a guest under this address and name stays the same person. An address that has an account already
/// gets a link for a new password instead, so that nobody learns of it here.
pub fn register(tx: &mut Tx, new: &Registration) -> Result<(), Failure> {
    tx.require(Permission::SignIn)?;
    if let Some(id) = account_by_email(tx, &new.email) {
        if let Some(account) = account(tx, id).filter(|account| !account.locked) {
            send_reset(tx, id, &account, &new.secret);
        }
        return Ok(());
    }
    let (role, _) = role_by_key(tx, "customer").ok_or_else(Failure::not_found)?;
    // Whoever cannot be told for certain is somebody new: what speaks against it would tell strangers whom we know.
    let known = known_person(tx, &new.email, &new.person).ok().flatten();
    let person = known.map_or_else(|| people::add_person(tx, &new.person), Ok)?;
    let id = add_account(tx, person, &new.email, vec![role]);
    let accepted = new.consents.iter().map(|consent| (consent.kind, consent.version.clone())).collect();
    let told = tx.record(AccountRegistered { account: id, person, accepted });
    for consent in &new.consents {
        people::keep_consent(tx, &told, person, consent.kind, &consent.version);
    }
    keep_link(tx, &told, id, secret_hash(&new.secret), REGISTRATION_SECONDS);
    let account = account(tx, id).ok_or_else(Failure::not_found)?;
    post_link(tx, &told, id, &account, Template::AccountConfirmation, &new.secret);
    Ok(())
}

/// Lets the owner of an account that has no password yet choose one at once: for pages that have just proved
/// in another way who is there, such as the acceptance of the partner terms by the link in a letter. The letter
/// went to the person's address, so it proves nothing about an account with another one, and it is too little for
/// an account that opens the office.
pub fn welcome(tx: &mut Tx, person: PersonId, secret: &str) -> Result<bool, Failure> {
    tx.require(Permission::SignIn)?;
    let id = account_of_person(tx, person);
    let found = id.and_then(|id| Some((id, account(tx, id)?)));
    let Some((id, _)) = found.filter(|(_, account)| may_be_welcomed(tx, person, account)) else {
        return Ok(false);
    };
    let told = tx.record(AccountInvited { account: id });
    keep_link(tx, &told, id, secret_hash(secret), WELCOME_SECONDS);
    Ok(true)
}

fn may_be_welcomed(tx: &Tx, person: PersonId, account: &Account) -> bool {
    let address = people::person(tx, person).and_then(|person| person.email);
    let opens_office = |id: &RoleId| role(tx, *id).is_none_or(|role| role.portal == Portal::Office);
    account.password_hash.is_empty()
        && !account.locked
        && address.as_ref() == Some(&account.email)
        && !account.roles.iter().any(opens_office)
}

/// Chooses a password by the link of a letter; the link is used up, and every session of before ends.
pub fn choose_password(tx: &mut Tx, link_hash: &[u8; 32], hash: &str) -> Result<AccountId, Failure> {
    tx.require(Permission::SignIn)?;
    let now = tx.now();
    let id = valid_link(tx, link_hash, now).ok_or_else(|| Complaint::new("access.refusal.link_over"))?;
    replace_password(tx, id, hash, None)?;
    Ok(id)
}

/// Takes a new password for the old one, which was judged before; the other sessions end.
pub fn change_own_password(tx: &mut Tx, new: &NewPassword) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let id = tx.actor().account().ok_or_else(Failure::not_found)?;
    let before = account(tx, id).ok_or_else(Failure::not_found)?;
    if before.password_hash != new.judged_hash {
        return Err(Complaint::new("access.refusal.wrong_old_password").at("old_password").into());
    }
    replace_password(tx, id, &new.hash, Some(&new.session))
}

/// Sets a password for somebody: by the operator of the machine, and for demo firms.
pub fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    require_manageable(tx, id)?;
    replace_password(tx, id, hash, None)
}

/// Lets somebody in again who is locked out: password and lock are taken away, every session ends, and a link
/// lets a new password be chosen. No letter leaves: the operator hands the link over.
pub fn reset_account(tx: &mut Tx, id: AccountId, secret: &str) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let before = require_manageable(tx, id)?;
    let sessions_ended = open_sessions(tx, id, None).len();
    let told = tx.record(AccountReset { account: id, was_locked: before.locked, sessions_ended });
    let after = Account { password_hash: String::new(), locked: false, ..before };
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &after);
    end_sessions(tx, &told, id, None);
    drop_email_change(tx, &told, id);
    keep_link(tx, &told, id, secret_hash(secret), HANDED_OVER_SECONDS);
    Ok(())
}

pub(super) fn replace_password(tx: &mut Tx, id: AccountId, hash: &str, kept: Option<&[u8; 32]>) -> Result<(), Failure> {
    let before = account(tx, id).ok_or_else(Failure::not_found)?;
    let sessions_ended = open_sessions(tx, id, kept).len();
    let told = tx.record(PasswordChosen { account: id, sessions_ended });
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &Account { password_hash: hash.to_owned(), ..before });
    end_sessions(tx, &told, id, kept);
    withdraw_links(tx, &told, id);
    drop_email_change(tx, &told, id);
    Ok(())
}

fn send_reset(tx: &mut Tx, id: AccountId, account: &Account, secret: &str) {
    let told = tx.record(PasswordResetAsked { account: id });
    keep_link(tx, &told, id, secret_hash(secret), RESET_SECONDS);
    post_link(tx, &told, id, account, Template::PasswordReset, secret);
}
