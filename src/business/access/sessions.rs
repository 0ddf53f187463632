//! From a session to the person who acts.

use crate::business::access::Session;
use crate::business::access::records::{account, role, session};
use crate::business::actor::{Actor, Who};
use crate::business::people::person;
use crate::store::Read;
use crate::values::{AccountId, Instant, Language, RoleId};

/// A session ends by itself after so long without a visit, and after so long in all.
const IDLE_SECONDS: i64 = 12 * 60 * 60;
const LIFE_SECONDS: i64 = 30 * 24 * 60 * 60;

/// The session behind a cookie's hash, when it is still open and its account is not locked.
pub fn open_session(r: &dyn Read, hash: &[u8; 32], now: Instant) -> Option<Session> {
    let session = session(r, hash)?;
    let alive =
        now.seconds_since(session.seen_at) < IDLE_SECONDS && now.seconds_since(session.created_at) < LIFE_SECONDS;
    let locked = account(r, session.account).is_none_or(|account| account.locked);
    (alive && !session.revoked && !locked).then_some(session)
}

/// The actor that an account is in one of its roles.
pub fn actor_of(r: &dyn Read, id: AccountId, role_id: RoleId, language: Language) -> Option<Actor> {
    let account = account(r, id)?;
    if !account.roles.contains(&role_id) {
        return None;
    }
    Some(Actor {
        who: Who::Account(id),
        person: Some(account.person),
        role: Some(role_id),
        partner: account.partner,
        permissions: role(r, role_id)?.permissions,
        language,
    })
}

/// The name that frames and lists show for an account.
pub fn name_of(r: &dyn Read, id: AccountId) -> String {
    let account = account(r, id);
    let person = account.as_ref().and_then(|account| person(r, account.person));
    match (person, account) {
        (Some(person), _) if !person.name().is_empty() => person.name(),
        (_, Some(account)) => account.email.to_string(),
        _ => String::new(),
    }
}

/// The roles that an account could take instead of this one.
pub fn other_roles(r: &dyn Read, id: AccountId, current: RoleId, language: Language) -> Vec<(RoleId, String)> {
    let roles = account(r, id).map(|account| account.roles).unwrap_or_default();
    let others = roles.into_iter().filter(|role| *role != current);
    others.filter_map(|id| Some((id, role(r, id)?.name.get(language).to_owned()))).collect()
}
