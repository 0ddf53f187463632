//! Who may answer a request, and with whose right: the own one, or as a deputy that of another.
//!
//! Nobody is heard twice on one request, neither by a second account nor by a deputy; and a deputy never decides
//! what the principal must not decide.

use crate::business::access::{self, Account, Portal, Role};
use crate::business::actor::Actor;
use crate::business::approvals::records::{deputyships, deputyships_of_deputy};
use crate::business::approvals::{Approval, Deputyship};
use crate::business::failure::{Complaint, Failure, Refusal};
use crate::business::permission::Permission;
use crate::store::Read;
use crate::values::{AccountId, Day, PersonId, RoleId};

/// Somebody whose agreement would count, with those who may give it in that person's place today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    pub account: AccountId,
    pub deputies: Vec<AccountId>,
}

/// With whose right whoever acts may answer: `None` is the own. Or why not at all.
pub(super) fn voice_of(
    r: &dyn Read,
    actor: &Actor,
    asked: &Approval,
    today: Day,
) -> Result<Option<AccountId>, Failure> {
    let own = actor.account().ok_or_else(|| Complaint::new("approvals.refusal.needs_account"))?;
    if !asked.is_open() {
        return Err(Complaint::new("approvals.refusal.already_decided").into());
    }
    if asked.bars(actor) {
        return Err(Complaint::new("approvals.refusal.own_work").into());
    }
    if is_heard(r, asked, own, actor.person) {
        return Err(Complaint::new("approvals.refusal.heard_already").into());
    }
    let Some(needed) = Permission::from_word(&asked.permission) else { return Err(Failure::not_found()) };
    if actor.may(needed) {
        return Ok(None);
    }
    let mut why_not: Failure = Refusal::not_allowed().into();
    for principal in principals_of(r, own, needed, today) {
        match complaint_about_principal(r, asked, principal) {
            None => return Ok(Some(principal)),
            Some(complaint) => why_not = complaint.into(),
        }
    }
    Err(why_not)
}

fn complaint_about_principal(r: &dyn Read, asked: &Approval, principal: AccountId) -> Option<Complaint> {
    let person = access::account(r, principal)?.person;
    if asked.bars_account(principal, person) {
        return Some(Complaint::new("approvals.refusal.work_of_principal"));
    }
    is_heard(r, asked, principal, Some(person)).then(|| Complaint::new("approvals.refusal.principal_heard"))
}

/// Those whom somebody stands in for today and who have the right themselves.
pub(super) fn principals_of(
    r: &dyn Read,
    deputy: AccountId,
    needed: Permission,
    today: Day,
) -> impl Iterator<Item = AccountId> {
    let holding = deputyships_of_deputy(r, deputy).into_iter().filter(move |(_, one)| one.holds_on(today));
    let principals: Vec<AccountId> =
        holding.map(|(_, Deputyship { principal, .. })| principal).filter(|id| has_right(r, *id, needed)).collect();
    principals.into_iter()
}

/// Does an account have the right in any of its roles in the office? Nobody has one while it is locked.
fn has_right(r: &dyn Read, id: AccountId, needed: Permission) -> bool {
    let Some(account) = access::account(r, id).filter(|account| !account.locked) else { return false };
    let mut roles = account.roles.iter().filter_map(|role| access::role(r, *role));
    roles.any(|role| role.portal == Portal::Office && role.permissions.has(needed))
}

/// Has this person answered, with whatever account, or somebody in her place?
fn is_heard(r: &dyn Read, asked: &Approval, account: AccountId, person: Option<PersonId>) -> bool {
    let heard = asked.answers.iter().flat_map(|answer| [Some(answer.by), answer.for_account]).flatten();
    let person_of = |account: AccountId| access::account(r, account).map(|account| account.person);
    heard.into_iter().any(|other| other == account || (person.is_some() && person_of(other) == person))
}

/// The accounts that have the right to decide something, in their order; none that is locked.
pub fn approvers(r: &dyn Read, needed: Permission) -> Vec<(AccountId, PersonId)> {
    let gives = |role: &Role| role.portal == Portal::Office && role.permissions.has(needed);
    let roles: Vec<RoleId> = access::roles(r).into_iter().filter(|(_, role)| gives(role)).map(|(id, _)| id).collect();
    let has_one = |account: &Account| !account.locked && account.roles.iter().any(|role| roles.contains(role));
    let all = access::accounts(r).into_iter().filter(|(_, account)| has_one(account));
    all.map(|(id, account)| (id, account.person)).collect()
}

/// Everybody whose agreement could still be given, of those who have the right at all.
pub fn possible_approvers(
    r: &dyn Read,
    asked: &Approval,
    with_right: &[(AccountId, PersonId)],
    today: Day,
) -> Vec<Possible> {
    if !asked.is_open() {
        return Vec::new();
    }
    let deputies = deputyships(r);
    let may = |account: AccountId, person: PersonId| {
        !asked.bars_account(account, person) && !is_heard(r, asked, account, Some(person))
    };
    let possible = with_right.iter().filter(|(account, person)| may(*account, *person)).map(|(account, _)| {
        let standing_in = deputies.iter().filter(|(_, one)| one.principal == *account && one.holds_on(today));
        let unbarred = standing_in.filter_map(|(_, one)| {
            let known = access::account(r, one.deputy).filter(|known| !known.locked)?;
            may(one.deputy, known.person).then_some(one.deputy)
        });
        Possible { account: *account, deputies: unbarred.collect() }
    });
    possible.collect()
}

/// How many people have the right to decide something at all.
pub fn people_with_right(r: &dyn Read, needed: Permission) -> usize {
    let mut persons: Vec<PersonId> = approvers(r, needed).into_iter().map(|(_, person)| person).collect();
    persons.sort_unstable();
    persons.dedup();
    persons.len()
}
