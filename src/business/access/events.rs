//! What happens to accounts and roles. Ids and words for machines only: no names, no addresses, no secrets.

use serde::Serialize;

use crate::business::people::ConsentKind;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{AccountId, PartnerId, PersonId, RoleId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleCreated {
    pub role: RoleId,
    pub key: String,
}

/// Permissions by their words, such as `orders.view`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RolePermissionsChanged {
    pub role: RoleId,
    pub given: Vec<&'static str>,
    pub taken: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleRenamed {
    pub role: RoleId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleRetired {
    pub role: RoleId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleRestored {
    pub role: RoleId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountCreated {
    pub account: AccountId,
    pub person: PersonId,
    pub roles: Vec<RoleId>,
}

/// A customer has made the account, and accepted what is named here: kind and version of each text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountRegistered {
    pub account: AccountId,
    pub person: PersonId,
    pub accepted: Vec<(ConsentKind, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountInvited {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PasswordResetAsked {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PasswordChosen {
    pub account: AccountId,
    /// Sessions that this ended.
    pub sessions_ended: usize,
}

/// A link was sent to another address, by which it may become the one to sign in with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EmailChangeAsked {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EmailChangeWithdrawn {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EmailChanged {
    pub account: AccountId,
    /// Sessions that this ended.
    pub sessions_ended: usize,
}

/// The operator has let somebody in again who was locked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountReset {
    pub account: AccountId,
    pub was_locked: bool,
    pub sessions_ended: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountLocked {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountUnlocked {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleGiven {
    pub account: AccountId,
    pub role: RoleId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleTaken {
    pub account: AccountId,
    pub role: RoleId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerAttached {
    pub account: AccountId,
    pub partner: PartnerId,
}

/// The position is another person's now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerDetached {
    pub account: AccountId,
    pub partner: PartnerId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionOpened {
    pub account: AccountId,
    pub role: RoleId,
}

/// Somebody still works in a session that was last noted hours ago.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionContinued {
    pub account: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionsEnded {
    pub account: AccountId,
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleSwitched {
    pub account: AccountId,
    pub role: RoleId,
}

macro_rules! happenings {
    ($($event:ident about $subject:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "access";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.$subject)
            }
        }
    )*};
}

happenings! {
    RoleCreated about role "role_created";
    RolePermissionsChanged about role "role_permissions_changed";
    RoleRenamed about role "role_renamed";
    RoleRetired about role "role_retired";
    RoleRestored about role "role_restored";
    AccountCreated about account "account_created";
    AccountRegistered about account "account_registered";
    AccountInvited about account "account_invited";
    PasswordResetAsked about account "password_reset_asked";
    PasswordChosen about account "password_chosen";
    EmailChangeAsked about account "email_change_asked";
    EmailChangeWithdrawn about account "email_change_withdrawn";
    EmailChanged about account "email_changed";
    AccountReset about account "account_reset";
    AccountLocked about account "account_locked";
    AccountUnlocked about account "account_unlocked";
    RoleGiven about account "role_given";
    RoleTaken about account "role_taken";
    PartnerAttached about account "partner_attached";
    PartnerDetached about account "partner_detached";
    SessionOpened about account "session_opened";
    SessionContinued about account "session_continued";
    SessionsEnded about account "sessions_ended";
    RoleSwitched about account "role_switched";
}
