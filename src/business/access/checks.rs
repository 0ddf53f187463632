//! What must always hold between the tables of accounts.

use crate::business::access::records::{
    ACCOUNT_ID_TO_ACCOUNT, ACCOUNT_TO_LINK_HASH, ACCOUNT_TO_SESSION_HASH, EMAIL_TO_ACCOUNT_ID, LINK_HASH_TO_LINK,
    PERSON_TO_ACCOUNT_ID, SESSION_HASH_TO_SESSION,
};
use crate::business::access::{Account, PasswordLink, Session};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::AccountId;

/// An account is found by e-mail address and person, its sessions and links under it.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let accounts = &ACCOUNT_ID_TO_ACCOUNT;
    let emails = |id: &AccountId, account: &Account| vec![(account.email.as_str().to_owned(), *id)];
    let persons = |id: &AccountId, account: &Account| vec![(account.person, *id)];
    let sessions = |hash: &[u8; 32], session: &Session| vec![((session.account, *hash), ())];
    let links = |hash: &[u8; 32], link: &PasswordLink| vec![((link.account, *hash), ())];
    let mut found = compare(r, (accounts, &EMAIL_TO_ACCOUNT_ID), emails, |_, id| *id);
    found.extend(compare(r, (accounts, &PERSON_TO_ACCOUNT_ID), persons, |_, id| *id));
    found.extend(compare(r, (&SESSION_HASH_TO_SESSION, &ACCOUNT_TO_SESSION_HASH), sessions, |(_, hash), ()| *hash));
    found.extend(compare(r, (&LINK_HASH_TO_LINK, &ACCOUNT_TO_LINK_HASH), links, |(_, hash), ()| *hash));
    Defect::all(found)
}
