//! Who acts: always an argument, never looked up from inside a rule.

use crate::business::permission::{Permission, Permissions};
use crate::values::{AccountId, Language, PartnerId, PersonId, RoleId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody on the web who has not signed in.
    Visitor,
    Account(AccountId),
    /// The person at the machine, by the command line.
    Operator,
    /// Kontor itself: workers and nightly jobs.
    System,
}

/// A person in one role, with what that role allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub who: Who,
    pub person: Option<PersonId>,
    /// The role in which an account acts at the moment.
    pub role: Option<RoleId>,
    /// Set when the role is that of a partner: whose team it is.
    pub partner: Option<PartnerId>,
    pub permissions: Permissions,
    pub language: Language,
}

impl Actor {
    pub fn visitor(language: Language) -> Actor {
        Actor {
            who: Who::Visitor,
            person: None,
            role: None,
            partner: None,
            permissions: Permissions::of(&[Permission::ShopOrder, Permission::ShopWithdraw, Permission::SignIn]),
            language,
        }
    }

    pub fn operator() -> Actor {
        Actor::with_everything(Who::Operator)
    }

    pub fn system() -> Actor {
        Actor::with_everything(Who::System)
    }

    fn with_everything(who: Who) -> Actor {
        Actor { who, person: None, role: None, partner: None, permissions: Permissions::all(), language: Language::De }
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    pub fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Account(account) => Some(account),
            Who::Visitor | Who::Operator | Who::System => None,
        }
    }

    /// As the journal names it.
    pub fn name_in_journal(&self) -> String {
        match self.who {
            Who::Visitor => "visitor".to_owned(),
            Who::Account(account) => format!("account:{account}"),
            Who::Operator => "operator".to_owned(),
            Who::System => "system".to_owned(),
        }
    }
}
