//! From a session to the person who acts.

use crate::business::access::records::{account, role, session};
use crate::business::access::{Portal, Session};
use crate::business::actor::{Actor, Who};
use crate::business::people::person;
use crate::store::Read;
use crate::values::{AccountId, Instant, Language, RoleId};

/// A session ends by itself after so long without a visit, and after so long in all.
const IDLE_SECONDS: i64 = 12 * 60 * 60;
const LIFE_SECONDS: i64 = 30 * 24 * 60 * 60;

/// A visit is written down when the last one that was is older than this. Exact times are kept in memory only:
/// one journal entry in half the idle time is enough to outlive a restart, one a visit would be noise.
const NOTED_SECONDS: i64 = IDLE_SECONDS / 2;

impl Session {
    /// Is it still open? `seen_at` is the last visit that the running program remembers, if it does.
    pub fn is_open(&self, now: Instant, seen_at: Option<Instant>) -> bool {
        let last_seen = seen_at.map_or(self.seen_at, |seen_at| seen_at.max(self.seen_at));
        !self.revoked
            && now.seconds_since(last_seen) < IDLE_SECONDS
            && now.seconds_since(self.created_at) < LIFE_SECONDS
    }

    /// Is it time to write down that it is still used?
    pub fn wants_noting(&self, now: Instant) -> bool {
        now.seconds_since(self.seen_at) >= NOTED_SECONDS
    }
}

/// The session behind a cookie's hash, when it is still open and its account is not locked.
pub fn open_session_of(r: &dyn Read, hash: &[u8; 32], now: Instant, seen_at: Option<Instant>) -> Option<Session> {
    let session = session(r, hash)?;
    let locked = account(r, session.account).is_none_or(|account| account.locked);
    (session.is_open(now, seen_at) && !locked).then_some(session)
}

/// The actor that an account is in one of its roles.
pub fn actor_of(r: &dyn Read, id: AccountId, role_id: RoleId, language: Language) -> Option<Actor> {
    let account = account(r, id)?;
    if !account.roles.contains(&role_id) {
        return None;
    }
    let role = role(r, role_id)?;
    Some(Actor {
        who: Who::Account(id),
        person: Some(account.person),
        role: Some(role_id),
        partner: account.partner.filter(|_| role.portal == Portal::Partner),
        permissions: role.permissions,
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

/// The language that the person behind an account has chosen.
pub fn language_of(r: &dyn Read, id: AccountId) -> Option<Language> {
    person(r, account(r, id)?.person).map(|person| person.language)
}

/// The roles that an account could take instead of this one.
pub fn other_roles(r: &dyn Read, id: AccountId, current: RoleId, language: Language) -> Vec<(RoleId, String)> {
    let roles = account(r, id).map(|account| account.roles).unwrap_or_default();
    let others = roles.into_iter().filter(|role| *role != current);
    others.filter_map(|id| Some((id, role(r, id)?.name.get(language).to_owned()))).collect()
}
