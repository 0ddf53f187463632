//! Who acts: the person at the machine, or an account whose owner proves it with the password.

use crate::business::access::{self, password};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::permission::Permission;
use crate::cli::Exit;
use crate::cli::arguments::ActingAs;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::cli::user::parsed;
use crate::text;
use crate::values::Language;

/// The operator, or an account in whichever of its roles may do this.
pub fn actor(wanted: &ActingAs, needed: Permission, call: &Call<'_>) -> Result<Actor, Trouble> {
    let Some(email) = &wanted.email else {
        return Ok(Actor { language: call.manner.language, ..Actor::operator() });
    };
    let address = parsed(email)?;
    let known = call.app.door().read(&Actor::operator(), |view| {
        let Some(id) = access::account_by_email(view, &address) else { return Ok(None) };
        let Some(account) = access::account(view, id).filter(|account| !account.locked) else { return Ok(None) };
        let roles = account.roles.iter().filter_map(|role| access::actor_of(view, id, *role, call.manner.language));
        let roles: Vec<Actor> = roles.collect();
        let able = roles.iter().find(|actor| actor.may(needed)).or(roles.first()).cloned();
        Ok(able.map(|actor| (actor, account.password_hash)))
    })?;
    // Whether the account is not there, locked, or the password wrong: one sentence for all, as on the page.
    let refused = || Trouble::new(Exit::WrongKey, Complaint::new("cli.acting.refused").with("email", email.as_str()));
    let (actor, hash) = known.ok_or_else(refused)?;
    let secret = call.secret.ok_or_else(refused)?;
    if password::fits(secret.expose(), &hash) { Ok(actor) } else { Err(refused()) }
}

/// What the owner of the account is asked at the terminal.
pub fn question(email: &str, language: Language) -> String {
    text!(language, "cli.acting.password", email = email)
}
