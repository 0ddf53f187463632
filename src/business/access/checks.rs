//! What must always hold between the tables of accounts.

use crate::business::access::records::{
    ACCOUNT_ID_TO_ACCOUNT, ACCOUNT_TO_SESSION_HASH, EMAIL_TO_ACCOUNT_ID, SESSION_HASH_TO_SESSION,
};
use crate::business::access::{Account, Session};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::AccountId;

/// An account is found by its e-mail address, a session under its account.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let emails = |id: &AccountId, account: &Account| vec![(account.email.as_str().to_owned(), *id)];
    let sessions = |hash: &[u8; 32], session: &Session| vec![((session.account, *hash), ())];
    let mut found = compare(r, (&ACCOUNT_ID_TO_ACCOUNT, &EMAIL_TO_ACCOUNT_ID), emails, |_, id| *id);
    found.extend(compare(r, (&SESSION_HASH_TO_SESSION, &ACCOUNT_TO_SESSION_HASH), sessions, |(_, hash), ()| *hash));
    Defect::all(found)
}
