//! What an administrator does for others: opens an account, hands over a link for a password, ends sessions.

use crate::business::access::Account;
use crate::business::access::account::secret_hash;
use crate::business::access::commands::accounts::{INVITATION_SECONDS, add_account, keep_link, post_link};
use crate::business::access::commands::sessions::{end_sessions, open_sessions};
use crate::business::access::events::{AccountInvited, PasswordResetAsked, SessionsEnded};
use crate::business::access::records::{SESSION_HASH_TO_SESSION, account, account_by_email, session};
use crate::business::access::rules::{complaint_about_roles, known_person, require_manageable};
use crate::business::access::{Portal, Session};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::firm;
use crate::business::mail::Template;
use crate::business::people::{self, Person, PersonKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{AccountId, Email, RoleId};

/// Whoever forgot the password has asked for the link, and may be on the way.
const NEW_PASSWORD_SECONDS: i64 = 24 * 60 * 60;

/// Somebody who is to work with us.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    /// Only taken when we do not know somebody by this address and name yet.
    pub person: Person,
    pub email: Email,
    pub roles: Vec<RoleId>,
    /// The secret of the link by which the first password is chosen.
    pub secret: String,
}

/// How the link for a password reaches its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handing {
    ByMail,
    /// There is no mail server: whoever made the link passes it on.
    ByHand,
}

/// Makes an account for somebody and lets her choose a password. Somebody whom we know already by this address
/// and name, as a customer or partner, stays one person; the address alone says too little, since families and
/// firms share theirs.
pub fn open_account(tx: &mut Tx, new: &Colleague) -> Result<(AccountId, Handing), Failure> {
    tx.require(Permission::AccountsManage)?;
    let mut complaints = Vec::new();
    if new.person.kind == PersonKind::Private && new.person.last_name.trim().is_empty() {
        complaints.push(Complaint::new("people.refusal.last_name_missing").at("last_name"));
    }
    if account_by_email(tx, &new.email).is_some() {
        complaints.push(Complaint::new("access.refusal.email_taken").at("email"));
    }
    // Only roles of ours can be given from the start; a partner's comes with the contract.
    complaints.extend(complaint_about_roles(tx, &new.roles, |role| role.portal != Portal::Partner));
    let known = match known_person(tx, &new.email, &new.person) {
        Ok(known) => known,
        Err(complaint) => {
            complaints.push(complaint);
            None
        }
    };
    Failure::unless_empty(complaints)?;
    let person = known.map_or_else(|| people::add_person(tx, &new.person), Ok)?;
    let id = add_account(tx, person, &new.email, new.roles.clone());
    let handing = hand_link(tx, id, &new.secret)?;
    Ok((id, handing))
}

/// Makes a link by which the owner of an account chooses a password; those of before are worth nothing from now on.
pub fn send_password_link(tx: &mut Tx, id: AccountId, secret: &str) -> Result<Handing, Failure> {
    tx.require(Permission::AccountsManage)?;
    require_manageable(tx, id)?;
    hand_link(tx, id, secret)
}

fn hand_link(tx: &mut Tx, id: AccountId, secret: &str) -> Result<Handing, Failure> {
    let account: Account = account(tx, id).ok_or_else(Failure::not_found)?;
    if account.locked {
        return Err(Complaint::new("access.refusal.locked_account").into());
    }
    let is_first = account.password_hash.is_empty();
    let (template, seconds) = if is_first {
        (Template::AccountInvitation, INVITATION_SECONDS)
    } else {
        (Template::PasswordReset, NEW_PASSWORD_SECONDS)
    };
    let told = if is_first {
        tx.record(AccountInvited { account: id })
    } else {
        tx.record(PasswordResetAsked { account: id })
    };
    keep_link(tx, &told, id, secret_hash(secret), seconds);
    // A letter that waits for a server would arrive when its link is long over.
    if firm(tx).is_none_or(|firm| firm.mail_server.is_none()) {
        return Ok(Handing::ByHand);
    }
    post_link(tx, &told, id, &account, template, secret);
    Ok(Handing::ByMail)
}

/// Signs somebody out on one device.
pub fn end_session_of(tx: &mut Tx, id: AccountId, hash: &[u8; 32]) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    require_manageable(tx, id)?;
    let found = session(tx, hash).filter(|session| session.account == id);
    let gone = || Refusal::of(RefusalKind::NotFound, Complaint::new("access.refusal.no_session"));
    let before = found.ok_or_else(gone)?;
    if !before.revoked {
        let told = tx.record(SessionsEnded { account: id, count: 1 });
        tx.save(&told, &SESSION_HASH_TO_SESSION, hash, &Session { revoked: true, ..before });
    }
    Ok(())
}

/// Signs somebody out everywhere.
pub fn end_sessions_of(tx: &mut Tx, id: AccountId) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    require_manageable(tx, id)?;
    let count = open_sessions(tx, id, None).len();
    if count > 0 {
        let told = tx.record(SessionsEnded { account: id, count });
        end_sessions(tx, &told, id, None);
    }
    Ok(())
}
