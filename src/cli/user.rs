//! `kontor user`: who may come in, from the machine itself.

use serde_json::json;

use crate::app::Links;
use crate::business::access::{self, Account, NewAccount};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::people::{self, Person, PersonKind};
use crate::business::tx::Tx;
use crate::cli::Exit;
use crate::cli::arguments::User;
use crate::cli::call::Call;
use crate::cli::columns::columns;
use crate::cli::secret::random_secret;
use crate::cli::trouble::Trouble;
use crate::store::Read;
use crate::text;
use crate::values::{AccountId, Email, Instant, PersonId};

pub fn run(wanted: &User, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    match wanted {
        User::List => list(call)?,
        User::Add { email, role, name } => add(email, role, name.as_deref(), call)?,
        User::Reset { email } => {
            let (id, secret) = (account(email, call)?, random_secret()?);
            let given = secret.clone();
            write(call, move |tx| access::reset_account(tx, id, &given))?;
            hand_over_link("cli.user.reset", email, &secret, call);
        }
        User::Lock { email, reason } => {
            let (id, reason) = (account(email, call)?, reason.clone());
            let was_locked = write(call, move |tx| {
                let was_locked = is_locked(tx, id);
                access::lock_account(tx, id, &reason).map(|()| was_locked)
            })?;
            let key = if was_locked { "cli.user.locked_already" } else { "cli.user.locked" };
            call.say(&text!(call.manner.language, key, email = email));
            return Ok(if was_locked { Exit::NothingToDo } else { Exit::Done });
        }
        User::Unlock { email } => {
            let id = account(email, call)?;
            let was_locked = write(call, move |tx| {
                let was_locked = is_locked(tx, id);
                access::unlock_account(tx, id).map(|()| was_locked)
            })?;
            let key = if was_locked { "cli.user.unlocked" } else { "cli.user.not_locked" };
            call.say(&text!(call.manner.language, key, email = email));
            return Ok(if was_locked { Exit::Done } else { Exit::NothingToDo });
        }
    }
    Ok(Exit::Done)
}

fn is_locked(r: &dyn Read, id: AccountId) -> bool {
    access::account(r, id).is_some_and(|account| account.locked)
}

fn write<T: Send + 'static>(
    call: &Call<'_>,
    command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Trouble> {
    Ok(call.app.door().write_and_wait(&Actor::operator(), command)?)
}

fn list(call: &mut Call<'_>) -> Result<(), Trouble> {
    let rows = call.app.door().read(&Actor::operator(), |view| {
        let row = |(_, account): (AccountId, Account)| {
            let roles = account.roles.iter().filter_map(|id| access::role(view, *id)).map(|role| role.key);
            let name = people::person(view, account.person).map(|person| person.full_name()).unwrap_or_default();
            (account.email, name, roles.collect::<Vec<String>>(), account.locked, !account.password_hash.is_empty())
        };
        Ok(access::accounts(view).into_iter().map(row).collect::<Vec<_>>())
    })?;
    let language = call.manner.language;
    if call.manner.json {
        for (email, name, roles, locked, has_password) in rows {
            let email = email.as_str();
            let told = json!({
                "email": email, "name": name, "roles": roles, "locked": locked, "has_password": has_password,
            });
            call.say(&told.to_string());
        }
        return Ok(());
    }
    let header = [
        text!(language, "cli.user.column.email"),
        text!(language, "cli.user.column.name"),
        text!(language, "cli.user.column.roles"),
        text!(language, "cli.user.column.state"),
    ];
    let rows = rows.into_iter().map(|(email, name, roles, locked, has_password)| {
        let state = match (locked, has_password) {
            (true, _) => text!(language, "cli.user.is_locked"),
            (false, false) => text!(language, "cli.user.is_invited"),
            (false, true) => String::new(),
        };
        [email.to_string(), name, roles.join(", "), state]
    });
    let rows: Vec<[String; 4]> = rows.collect();
    columns(&header, &rows).iter().for_each(|line| call.say(line));
    Ok(())
}

fn add(email: &str, roles: &[String], name: Option<&str>, call: &mut Call<'_>) -> Result<(), Trouble> {
    let (address, secret) = (parsed(email)?, random_secret()?);
    let (roles, name) = (roles.to_owned(), name.map(str::to_owned));
    let (given, now) = (secret.clone(), call.app.door().now());
    write(call, move |tx| {
        let mut ids = Vec::new();
        for key in &roles {
            let role = access::role_by_key(tx, key).map(|(id, _)| id);
            let unknown = || Complaint::new("cli.user.no_role").with("role", key.as_str()).with("roles", role_keys(tx));
            ids.push(role.ok_or_else(unknown)?);
        }
        let person = person_of(tx, &address, name.as_deref(), now)?;
        let secret = Some(given.clone());
        access::create_account(tx, &NewAccount { person, email: address.clone(), roles: ids, secret })
    })?;
    hand_over_link("cli.user.added", email, &secret, call);
    Ok(())
}

fn role_keys(r: &dyn Read) -> String {
    access::roles(r).into_iter().map(|(_, role)| role.key).collect::<Vec<_>>().join(", ")
}

/// Whom we know by this address and name already, or a new record.
fn person_of(tx: &mut Tx, email: &Email, name: Option<&str>, now: Instant) -> Result<PersonId, Failure> {
    if access::account_by_email(tx, email).is_some() {
        return Err(Complaint::new("access.refusal.email_taken").at("email").into());
    }
    if name.is_none() && !people::persons_by_email(tx, email).is_empty() {
        return Err(Complaint::new("cli.user.name_missing").with("email", email.as_str()).into());
    }
    let new = new_person(email, name.unwrap_or(email.as_str()), now);
    match access::known_person(tx, email, &new)? {
        Some(person) => Ok(person),
        None => people::create_person(tx, &new),
    }
}

/// A person of whom nothing is known but name and address.
pub fn new_person(email: &Email, name: &str, now: Instant) -> Person {
    let (first_name, last_name) = name.trim().rsplit_once(' ').unwrap_or(("", name.trim()));
    Person {
        kind: PersonKind::Private,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        company: String::new(),
        email: Some(email.clone()),
        phone: String::new(),
        language: crate::values::Language::default(),
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: now,
    }
}

pub fn parsed(email: &str) -> Result<Email, Trouble> {
    let wrong = || Trouble::new(Exit::Usage, Complaint::new("cli.user.no_email").with("email", email));
    Email::parse(email).ok_or_else(wrong)
}

fn account(email: &str, call: &Call<'_>) -> Result<AccountId, Trouble> {
    let address = parsed(email)?;
    let found = call.app.door().read(&Actor::operator(), |view| Ok(access::account_by_email(view, &address)))?;
    found.ok_or_else(|| Trouble::new(Exit::Failed, Complaint::new("cli.user.unknown").with("email", email)))
}

/// The link is printed once and kept nowhere but as a hash.
fn hand_over_link(key: &'static str, email: &str, secret: &str, call: &mut Call<'_>) {
    let base = call.app.folder().address();
    let link = Links::new(base.as_deref().unwrap_or_default()).password(secret);
    let language = call.manner.language;
    if call.manner.json {
        return call.say(&json!({ "email": email, "link": link, "complete": base.is_some() }).to_string());
    }
    call.say(&text!(language, key, email = email, link = link));
    if base.is_none() {
        call.say(&text!(language, "cli.user.not_served"));
    }
}
