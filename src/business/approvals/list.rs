//! Looking through what was asked: for those who may decide it, and for those who asked. And who stands in for whom.

use crate::business::access;
use crate::business::approvals::records::{all_approvals, approval, deputyships, deputyships_of_deputy};
use crate::business::approvals::voice::{principals_of, voice_of};
use crate::business::approvals::{Approval, Deputyship, Matter};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::texts;
use crate::values::{AccountId, ApprovalId, DeputyshipId, RoleId};

/// What somebody wants to see; an empty matter narrows nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ApprovalWish {
    /// What is answered or taken back, instead of what waits.
    pub decided: bool,
    pub matter: Option<Matter>,
}

/// One page of what was found, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundApprovals {
    pub rows: Vec<(ApprovalId, Approval)>,
    /// How many there are altogether.
    pub total: usize,
}

/// A request, for whoever may know of it.
pub fn see_approval(view: &View<'_>, id: ApprovalId) -> Result<Approval, Failure> {
    approval(view, id).filter(|asked| may_see(view, asked)).ok_or_else(Failure::not_found)
}

/// What fits, after the first `skip`, `limit` at most.
pub fn find_approvals(view: &View<'_>, wish: ApprovalWish, skip: usize, limit: usize) -> FoundApprovals {
    let wanted = |(_, asked): &(ApprovalId, Approval)| {
        asked.is_open() != wish.decided
            && wish.matter.is_none_or(|matter| asked.matter == matter)
            && may_see(view, asked)
    };
    let found: Vec<(ApprovalId, Approval)> = all_approvals(view).into_iter().filter(wanted).collect();
    let total = found.len();
    FoundApprovals { rows: found.into_iter().skip(skip).take(limit).collect(), total }
}

/// With whose right whoever looks may decide a request; `None` is the own. Or why not at all.
pub fn own_voice(view: &View<'_>, asked: &Approval) -> Result<Option<AccountId>, Failure> {
    voice_of(view, view.actor(), asked, view.today())
}

/// Whoever has the permission that decides, whoever stands in for one who has it, and whoever asked or answered.
fn may_see(view: &View<'_>, asked: &Approval) -> bool {
    let Some(own) = view.actor().account() else {
        return Permission::from_word(&asked.permission).is_some_and(|needed| view.may(needed));
    };
    asked.asked_by == Some(own)
        || asked.answers.iter().any(|answer| answer.by == own || answer.for_account == Some(own))
        || Permission::from_word(&asked.permission)
            .is_some_and(|needed| view.may(needed) || principals_of(view, own, needed, view.today()).next().is_some())
}

/// Does whoever looks stand in for somebody today?
pub fn stands_in(view: &View<'_>) -> bool {
    let own = view.actor().account();
    let today = view.today();
    own.is_some_and(|own| deputyships_of_deputy(view, own).iter().any(|(_, one)| one.holds_on(today)))
}

/// Who stands in for whom, newest first: for those who manage accounts of everybody, for others what concerns them.
pub fn see_deputies(view: &View<'_>) -> Result<Vec<(DeputyshipId, Deputyship)>, Failure> {
    view.require(Permission::DeskUse)?;
    let own = view.actor().account();
    let concerns = |one: &Deputyship| Some(one.principal) == own || Some(one.deputy) == own;
    let all = view.may(Permission::AccountsManage);
    let mut found: Vec<_> = deputyships(view).into_iter().filter(|(_, one)| all || concerns(one)).collect();
    found.sort_by_key(|(id, one)| std::cmp::Reverse((one.from, *id)));
    Ok(found)
}

/// Accounts of the office that may stand in for somebody, by name.
pub fn possible_deputies(view: &View<'_>) -> Result<Vec<(AccountId, String)>, Failure> {
    view.require(Permission::DeskUse)?;
    let of_office = access::roles(view).into_iter().filter(|(_, role)| role.portal == access::Portal::Office);
    let roles: Vec<RoleId> = of_office.map(|(id, _)| id).collect();
    let in_office =
        |account: &access::Account| !account.locked && account.roles.iter().any(|role| roles.contains(role));
    let staff = access::accounts(view).into_iter().filter(|(_, account)| in_office(account));
    let mut names: Vec<(AccountId, String)> = staff.map(|(id, _)| (id, access::name_of(view, id))).collect();
    texts::sort_by_name(view.actor().language, &mut names, |(_, name)| name);
    Ok(names)
}
