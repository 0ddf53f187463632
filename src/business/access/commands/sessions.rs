//! Sessions: opened after the password was judged, ended by their owner, and the role in which each acts.

use crate::business::access::events::{RoleSwitched, SessionContinued, SessionOpened, SessionsEnded};
use crate::business::access::records::{
    ACCOUNT_TO_SESSION_HASH, SESSION_HASH_TO_SESSION, account, role, session, sessions_of,
};
use crate::business::access::{Portal, Session};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::{AccountId, RoleId};

/// Where and with what somebody was signed in is forgotten after so long.
const KEPT_SECONDS: i64 = 90 * 24 * 60 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// BLAKE3 of the random id in the cookie.
    pub hash: [u8; 32],
    pub address: String,
    pub browser: String,
}

/// Opens a session for an account whose password was just found to fit `judged_hash`; judging takes too long to
/// do it here. The session begins in the role of the one before. Answers where that role is at home.
pub fn open_session(tx: &mut Tx, id: AccountId, judged_hash: &str, new: &NewSession) -> Result<Portal, Failure> {
    tx.require(Permission::SignIn)?;
    let account = account(tx, id).ok_or_else(Failure::not_found)?;
    if account.locked {
        return Err(Complaint::new("access.refusal.locked").into());
    }
    // The password was changed between judging and now.
    if account.password_hash.is_empty() || account.password_hash != judged_hash {
        return Err(Complaint::new("access.refusal.wrong").into());
    }
    let before = sessions_of(tx, id);
    let last_role = before.iter().max_by_key(|(_, session)| session.created_at).map(|(_, session)| session.role);
    let role_id = last_role.filter(|role| account.roles.contains(role)).or(account.roles.first().copied());
    let found = role_id.and_then(|id| Some((id, role(tx, id)?)));
    let Some((role_id, role)) = found else { return Err(Complaint::new("access.refusal.no_role").into()) };
    let told = tx.record(SessionOpened { account: id, role: role_id });
    let opened = Session {
        account: id,
        role: role_id,
        created_at: tx.now(),
        seen_at: tx.now(),
        address: new.address.clone(),
        browser: new.browser.clone(),
        revoked: false,
    };
    tx.save(&told, &SESSION_HASH_TO_SESSION, &new.hash, &opened);
    tx.save(&told, &ACCOUNT_TO_SESSION_HASH, &(id, new.hash), &());
    let now = tx.now();
    for (hash, _) in before.iter().filter(|(_, old)| now.seconds_since(old.created_at) > KEPT_SECONDS) {
        tx.remove(&told, &SESSION_HASH_TO_SESSION, hash);
        tx.remove(&told, &ACCOUNT_TO_SESSION_HASH, &(id, *hash));
    }
    Ok(role.portal)
}

/// Writes down that a session is still used.
pub fn continue_session(tx: &mut Tx, hash: &[u8; 32]) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let (id, before) = own_session(tx, hash)?;
    if before.wants_noting(tx.now()) {
        let told = tx.record(SessionContinued { account: id });
        tx.save(&told, &SESSION_HASH_TO_SESSION, hash, &Session { seen_at: tx.now(), ..before });
    }
    Ok(())
}

/// Signs out, here or on another device.
pub fn end_session(tx: &mut Tx, hash: &[u8; 32]) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let (id, before) = own_session(tx, hash)?;
    if !before.revoked {
        let told = tx.record(SessionsEnded { account: id, count: 1 });
        tx.save(&told, &SESSION_HASH_TO_SESSION, hash, &Session { revoked: true, ..before });
    }
    Ok(())
}

/// Signs out everywhere but here.
pub fn end_other_sessions(tx: &mut Tx, kept: &[u8; 32]) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let (id, _) = own_session(tx, kept)?;
    let count = open_sessions(tx, id, Some(kept)).len();
    if count > 0 {
        let told = tx.record(SessionsEnded { account: id, count });
        end_sessions(tx, &told, id, Some(kept));
    }
    Ok(())
}

/// Goes on in another of the own roles. Answers where it is at home.
pub fn switch_role(tx: &mut Tx, hash: &[u8; 32], wanted: RoleId) -> Result<Portal, Failure> {
    tx.require(Permission::AccountOwn)?;
    let (id, before) = own_session(tx, hash)?;
    let has_it = account(tx, id).is_some_and(|account| account.roles.contains(&wanted));
    let role = role(tx, wanted).filter(|_| has_it).ok_or_else(Failure::not_found)?;
    if before.role != wanted {
        let told = tx.record(RoleSwitched { account: id, role: wanted });
        tx.save(&told, &SESSION_HASH_TO_SESSION, hash, &Session { role: wanted, ..before });
    }
    Ok(role.portal)
}

/// Ends the sessions of an account, all but one. Answers how many they were.
pub(super) fn end_sessions(tx: &mut Tx, told: &Recorded, id: AccountId, kept: Option<&[u8; 32]>) -> usize {
    let open = open_sessions(tx, id, kept);
    for (hash, session) in &open {
        tx.save(told, &SESSION_HASH_TO_SESSION, hash, &Session { revoked: true, ..session.clone() });
    }
    open.len()
}

/// The sessions that nobody has ended yet, but for one.
pub(super) fn open_sessions(tx: &Tx, id: AccountId, kept: Option<&[u8; 32]>) -> Vec<([u8; 32], Session)> {
    let mut sessions = sessions_of(tx, id);
    sessions.retain(|(hash, session)| !session.revoked && Some(hash) != kept);
    sessions
}

/// A session of whoever acts; that of another person is as good as none.
fn own_session(tx: &Tx, hash: &[u8; 32]) -> Result<(AccountId, Session), Failure> {
    let found = session(tx, hash).filter(|session| tx.actor().account() == Some(session.account));
    let session =
        found.ok_or_else(|| Refusal::of(RefusalKind::NotFound, Complaint::new("access.refusal.no_session")))?;
    Ok((session.account, session))
}
