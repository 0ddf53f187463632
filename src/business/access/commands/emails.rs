//! The address with which somebody signs in: changed by its owner, who proves that the new one is the own, or by
//! whoever manages accounts. Whoever wrote the person at the old address writes to the new one from then on.

use crate::business::access::account::secret_hash;
use crate::business::access::commands::accounts::withdraw_links;
use crate::business::access::commands::sessions::{end_sessions, open_sessions};
use crate::business::access::events::{EmailChangeAsked, EmailChangeWithdrawn, EmailChanged};
use crate::business::access::records::{
    ACCOUNT_ID_TO_ACCOUNT, ACCOUNT_TO_EMAIL_CHANGE, EMAIL_TO_ACCOUNT_ID, account, account_by_email, email_change,
};
use crate::business::access::rules::require_manageable;
use crate::business::access::{Account, EmailChange, valid_email_change};
use crate::business::failure::{Complaint, Failure};
use crate::business::mail::{NewMail, Template};
use crate::business::people::{self, person};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{AccountId, Email, Language};

/// Whoever asked for it knows that the letter is coming.
const CONFIRMATION_SECONDS: i64 = 24 * 60 * 60;

/// An address that shall take the place of the own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEmail {
    /// What was stored when the password was judged.
    pub judged_hash: String,
    pub email: Email,
    /// The secret of the link by which the new address is confirmed.
    pub secret: String,
}

/// Sends a link to the new address; nothing changes before it is used. That the address has an account already is
/// told to that account's owner only, so that nobody learns here who is a customer.
pub fn ask_for_new_email(tx: &mut Tx, new: &NewEmail) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let id = tx.actor().account().ok_or_else(Failure::not_found)?;
    let before = account(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = Vec::new();
    if before.password_hash != new.judged_hash {
        complaints.push(Complaint::new("access.refusal.wrong_password").at("email_password"));
    }
    if before.email == new.email {
        complaints.push(Complaint::new("access.refusal.same_email").at("new_email"));
    }
    Failure::unless_empty(complaints)?;
    let taken = account_by_email(tx, &new.email);
    let told = tx.record(EmailChangeAsked { account: id });
    let asked = EmailChange {
        email: new.email.clone(),
        link_hash: secret_hash(&new.secret),
        until: tx.now().plus_seconds(CONFIRMATION_SECONDS),
    };
    tx.save(&told, &ACCOUNT_TO_EMAIL_CHANGE, &id, &asked);
    match taken {
        Some(owner) => write_to(tx, &told, owner, &new.email, Template::EmailTaken, ""),
        None => write_to(tx, &told, id, &new.email, Template::EmailConfirmation, &new.secret),
    }
    Ok(())
}

/// Thinks better of it: the link opens nothing any more.
pub fn withdraw_new_email(tx: &mut Tx) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let id = tx.actor().account().ok_or_else(Failure::not_found)?;
    if email_change(tx, id).is_some() {
        let told = tx.record(EmailChangeWithdrawn { account: id });
        drop_email_change(tx, &told, id);
    }
    Ok(())
}

/// Takes the new address by the link that was sent to it. Every session ends but for the one in which the link
/// was opened, if there is one; the old address hears of it.
pub fn confirm_new_email(tx: &mut Tx, id: AccountId, hash: &[u8; 32], kept: Option<&[u8; 32]>) -> Result<(), Failure> {
    tx.require(Permission::SignIn)?;
    let now = tx.now();
    let email = valid_email_change(tx, id, hash, now).ok_or_else(|| Complaint::new("access.refusal.link_over"))?;
    if account_by_email(tx, &email).is_some() {
        return Err(Complaint::new("access.refusal.email_taken").into());
    }
    let before = account(tx, id).ok_or_else(Failure::not_found)?;
    let told = replace_email(tx, id, &before, &email, kept);
    write_to(tx, &told, id, &before.email, Template::EmailChanged, "");
    Ok(())
}

/// Gives the account of somebody else another address, at once. Both addresses hear of it, every session ends,
/// and links to choose a password that went to the old address are worth nothing any more.
pub fn change_email(tx: &mut Tx, id: AccountId, email: &Email) -> Result<(), Failure> {
    tx.require(Permission::AccountsManage)?;
    let before = require_manageable(tx, id)?;
    if tx.actor().account() == Some(id) {
        return Err(Complaint::new("access.refusal.own_email").into());
    }
    let complaint = if before.email == *email {
        Some("access.refusal.same_email")
    } else if account_by_email(tx, email).is_some() {
        Some("access.refusal.email_taken")
    } else {
        None
    };
    if let Some(key) = complaint {
        return Err(Complaint::new(key).at("email").into());
    }
    let told = replace_email(tx, id, &before, email, None);
    for address in [&before.email, email] {
        write_to(tx, &told, id, address, Template::EmailChanged, "");
    }
    Ok(())
}

/// A change that waits for its link ends with the password or the lock that somebody sets meanwhile.
pub(super) fn drop_email_change(tx: &mut Tx, told: &Recorded, id: AccountId) {
    if email_change(tx, id).is_some() {
        tx.remove(told, &ACCOUNT_TO_EMAIL_CHANGE, &id);
    }
}

fn replace_email(tx: &mut Tx, id: AccountId, before: &Account, email: &Email, kept: Option<&[u8; 32]>) -> Recorded {
    let sessions_ended = open_sessions(tx, id, kept).len();
    let told = tx.record(EmailChanged { account: id, sessions_ended });
    tx.remove(&told, &EMAIL_TO_ACCOUNT_ID, &before.email.as_str().to_owned());
    tx.save(&told, &EMAIL_TO_ACCOUNT_ID, &email.as_str().to_owned(), &id);
    tx.save(&told, &ACCOUNT_ID_TO_ACCOUNT, &id, &Account { email: email.clone(), ..before.clone() });
    end_sessions(tx, &told, id, kept);
    withdraw_links(tx, &told, id);
    drop_email_change(tx, &told, id);
    if person(tx, before.person).is_some_and(|person| person.email.as_ref() == Some(&before.email)) {
        people::move_email(tx, before.person, email);
    }
    told
}

/// Lets a letter about an account leave to one of its addresses.
fn write_to(tx: &mut Tx, told: &Recorded, id: AccountId, recipient: &Email, template: Template, secret: &str) {
    let owner = account(tx, id).and_then(|account| person(tx, account.person));
    let mail = NewMail {
        template,
        subject: Subject::of(id),
        recipient: recipient.clone(),
        language: owner.map_or(Language::default(), |person| person.language),
        secret: secret.to_owned(),
    };
    tx.post_mail(told, mail);
}
