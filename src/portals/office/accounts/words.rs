//! Roles and states of accounts as words.

use maud::Markup;

use crate::business::access::{self, Account, AccountState, Portal, Role};
use crate::business::view::View;
use crate::text;
use crate::values::{Language, RoleId};
use crate::web::parts::{Choice, Meaning, state};

pub fn state_word(language: Language, of: AccountState) -> String {
    text!(language, &format!("office_accounts.state.{}", of.word()))
}

pub fn account_state(language: Language, of: AccountState) -> Markup {
    let meaning = match of {
        AccountState::Active => Meaning::Good,
        AccountState::Invited => Meaning::Information,
        AccountState::Locked => Meaning::Bad,
    };
    state(meaning, &state_word(language, of))
}

pub fn role_name(view: &View<'_>, id: RoleId, language: Language) -> String {
    access::role(view, id).map_or_else(String::new, |role| role.name.get(language).to_owned())
}

/// "Büro, Lager".
pub fn role_names(view: &View<'_>, account: &Account, language: Language) -> String {
    account.roles.iter().map(|id| role_name(view, *id, language)).collect::<Vec<_>>().join(", ")
}

/// Roles that can be given to whoever has an account; a partner's comes with the contract.
pub struct RolesToGive {
    pub choices: Vec<Choice>,
    /// Some are left out, because they allow more than whoever looks may do.
    pub some_beyond: bool,
}

impl RolesToGive {
    pub fn of(view: &View<'_>, account: Option<&Account>, language: Language) -> RolesToGive {
        let (within, beyond): (Vec<_>, Vec<_>) = free_roles(view, account)
            .into_iter()
            .partition(|(_, role)| access::may_give_role(view, view.actor(), role));
        RolesToGive { choices: role_choices(&within, language), some_beyond: !beyond.is_empty() }
    }

    /// Why some are missing, to stand below the field.
    pub fn hint(&self, language: Language) -> Option<String> {
        self.some_beyond.then(|| text!(language, "office_accounts.role.some_beyond"))
    }
}

fn free_roles(view: &View<'_>, account: Option<&Account>) -> Vec<(RoleId, Role)> {
    let is_partner = account.is_some_and(|account| account.partner.is_some());
    let has = |id: &RoleId| account.is_some_and(|account| account.roles.contains(id));
    let fits =
        |(id, role): &(RoleId, Role)| role.is_given() && !has(id) && (role.portal != Portal::Partner || is_partner);
    access::roles(view).into_iter().filter(fits).collect()
}

fn role_choices(roles: &[(RoleId, Role)], language: Language) -> Vec<Choice> {
    roles.iter().map(|(id, role)| Choice::new(id.to_string(), role.name.get(language))).collect()
}
