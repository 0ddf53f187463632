//! Looking through the accounts, and since when each has its roles.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::business::access::records::{account, accounts, sessions_of};
use crate::business::access::{Account, name_of};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Entry, Read, Subject, entries_of};
use crate::texts;
use crate::values::{AccountId, Instant, RoleId};

/// Whether somebody can come in with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    Active,
    /// No password has been chosen yet.
    Invited,
    Locked,
}

impl AccountState {
    pub const ALL: [AccountState; 3] = [AccountState::Active, AccountState::Invited, AccountState::Locked];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            AccountState::Active => "active",
            AccountState::Invited => "invited",
            AccountState::Locked => "locked",
        }
    }
}

impl Account {
    pub fn state(&self) -> AccountState {
        match (self.locked, self.password_hash.is_empty()) {
            (true, _) => AccountState::Locked,
            (false, true) => AccountState::Invited,
            (false, false) => AccountState::Active,
        }
    }
}

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountWish {
    /// Parts of name or address.
    pub words: String,
    pub role: Option<RoleId>,
    pub state: Option<AccountState>,
    pub order_by: AccountBy,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountBy {
    #[default]
    Name,
    LastSignIn,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub id: AccountId,
    pub name: String,
    pub account: Account,
    pub last_sign_in: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAccounts {
    pub rows: Vec<AccountRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Accounts that fit, sorted, and of them those after the first `skip`, `limit` at most.
pub fn find_accounts(view: &View<'_>, wish: &AccountWish, skip: usize, limit: usize) -> Result<FoundAccounts, Failure> {
    view.require(Permission::AccountsManage)?;
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    let fits = |name: &str, account: &Account| {
        let text = format!("{name} {}", account.email).to_lowercase();
        words.iter().all(|word| text.contains(word))
            && wish.role.is_none_or(|role| account.roles.contains(&role))
            && wish.state.is_none_or(|state| account.state() == state)
    };
    let mut rows: Vec<AccountRow> = accounts(view)
        .into_iter()
        .map(|(id, account)| AccountRow { id, name: name_of(view, id), account, last_sign_in: None })
        .filter(|row| fits(&row.name, &row.account))
        .collect();
    if wish.order_by == AccountBy::LastSignIn {
        for row in &mut rows {
            row.last_sign_in = last_sign_in(view, row.id);
        }
    }
    rows.sort_by(|one, other| compare(view, wish.order_by, one, other));
    if wish.backwards {
        rows.reverse();
    }
    let total = rows.len();
    let mut rows: Vec<AccountRow> = rows.into_iter().skip(skip).take(limit).collect();
    for row in &mut rows {
        row.last_sign_in = last_sign_in(view, row.id);
    }
    Ok(FoundAccounts { rows, total })
}

fn compare(view: &View<'_>, by: AccountBy, one: &AccountRow, other: &AccountRow) -> Ordering {
    let by_name = || texts::compare_names(view.actor().language, &one.name, &other.name).then(one.id.cmp(&other.id));
    match by {
        AccountBy::Name => by_name(),
        AccountBy::LastSignIn => one.last_sign_in.cmp(&other.last_sign_in).then_with(by_name),
    }
}

/// When somebody last came in with an account. The newest session is kept until there is a newer one.
pub fn last_sign_in(r: &dyn Read, id: AccountId) -> Option<Instant> {
    sessions_of(r, id).into_iter().map(|(_, session)| session.created_at).max()
}

/// The names of those who have a role, in alphabetical order; locked accounts count too.
pub fn holders_of(view: &View<'_>, role: RoleId) -> Vec<(AccountId, String)> {
    let holding = accounts(view).into_iter().filter(|(_, account)| account.roles.contains(&role));
    let mut names: Vec<(AccountId, String)> = holding.map(|(id, _)| (id, name_of(view, id))).collect();
    texts::sort_by_name(view.actor().language, &mut names, |(_, name)| name);
    names
}

/// A role that an account has or had, as the journal tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole {
    pub role: RoleId,
    pub since: Instant,
    pub until: Option<Instant>,
}

/// The particulars of an event that concern roles; others are left alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    role: Option<RoleId>,
    roles: Vec<RoleId>,
}

/// Every role that an account ever had, those of today first, the newest on top.
pub fn held_roles(r: &dyn Read, id: AccountId) -> Vec<HeldRole> {
    let mut held: Vec<HeldRole> = Vec::new();
    let mut entries = entries_of(r, &Subject::of(id));
    entries.sort_by_key(|entry| entry.number);
    for entry in entries.iter().filter(|entry| entry.room == "access") {
        note(&mut held, entry);
    }
    let now = account(r, id).map(|account| account.roles).unwrap_or_default();
    held.retain(|one| one.until.is_some() || now.contains(&one.role));
    held.sort_by_key(|one| (one.until.is_some(), std::cmp::Reverse(one.since), one.role));
    held
}

fn note(held: &mut Vec<HeldRole>, entry: &Entry) {
    let told: Told = serde_json::from_str(&entry.body).unwrap_or_default();
    let given = match entry.event.as_str() {
        "account_created" => told.roles,
        "role_given" => told.role.into_iter().collect(),
        "role_taken" => {
            let open = held.iter_mut().rev().find(|one| Some(one.role) == told.role && one.until.is_none());
            if let Some(open) = open {
                open.until = Some(entry.at);
            }
            Vec::new()
        }
        _ => Vec::new(),
    };
    held.extend(given.into_iter().map(|role| HeldRole { role, since: entry.at, until: None }));
}
