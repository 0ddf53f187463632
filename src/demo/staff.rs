//! Accounts of the demo firm: its staff, and one person for every other role. They share one printed password.

use crate::app::Door;
use crate::business::access::{
    NewAccount, account, account_by_email, account_of_person, actor_of, create_account, ensure_standard_roles,
    give_role, password, role_by_key, set_password,
};
use crate::business::actor::Actor;
use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::partners::partner;
use crate::business::people::{Person, PersonKind, create_person};
use crate::demo::play::PASSWORD;
use crate::demo::seeds::{SeedFault, Seeds, StaffPart};
use crate::demo::stage::Cast;
use crate::demo::warehouse::{Colleague, Staff};
use crate::values::{AccountId, Email, Instant, Language, PersonId, RoleId};

/// The same salt always, so that the demo firm is the same everywhere; nobody else has this password.
const SALT: [u8; 16] = *b"demo firm's salt";

/// Makes roles and accounts of the staff, and tells in whose name the story is played.
pub fn employ(door: &Door, seeds: &Seeds, at: Instant) -> Result<Staff, Failure> {
    let hash = password::keep(PASSWORD, &SALT);
    let operator = Actor::operator();
    let employed: Vec<Employed> = door.write_all(|batch| {
        batch.set_now(at);
        batch.command(&operator, ensure_standard_roles)?;
        let mut employed = Vec::new();
        for part in &seeds.story.staff {
            let (person, email) = colleague(part, at)?;
            let mut roles = Vec::new();
            for key in &part.roles {
                roles.extend(batch.ask(|r| role_by_key(r, key))?.map(|(id, _)| id));
            }
            let person = batch.command(&operator, |tx| create_person(tx, &person))?;
            let new = NewAccount { person, email, roles: roles.clone(), secret: None };
            let id = batch.command(&operator, |tx| create_account(tx, &new))?;
            batch.command(&operator, |tx| set_password(tx, id, &hash))?;
            for (key, role) in part.roles.iter().zip(roles) {
                employed.push(Employed { email: part.email.clone(), key: key.clone(), account: id, role });
            }
        }
        Ok(employed)
    })?;
    let actor = |what: &str, fits: &dyn Fn(&Employed) -> bool| {
        let found = employed.iter().find(|one| fits(one));
        let actor = |one: &Employed| {
            door.read(&operator, |view| Ok(actor_of(view, one.account, one.role, Language::De))).transpose()
        };
        let nobody = || SeedFault(format!("story.toml: nobody is {what}")).into_failure();
        found.and_then(actor).ok_or_else(nobody)?
    };
    let first = |key: &str| actor(key, &|one| one.key == key);
    let commission = &seeds.story.commission;
    let mut all = Vec::new();
    for one in &employed {
        let actor = actor(&one.email, &|other| other.account == one.account && other.role == one.role)?;
        all.push(Colleague { account: one.account, role: one.key.clone(), actor });
    }
    let in_finance = |email: &str| actor(email, &|one| one.email == email && one.key == "finance");
    Ok(Staff {
        office: first("office")?,
        warehouse: first("warehouse")?,
        finance: in_finance(&commission.opened_by)?,
        second_finance: in_finance(&commission.approved_by)?,
        all,
    })
}

/// Somebody in one of the roles that she has.
struct Employed {
    email: String,
    key: String,
    account: AccountId,
    role: RoleId,
}

/// Gives the partner with the largest team and one loyal customer an account, for trying out their pages.
pub fn invite_guests(door: &Door, seeds: &Seeds, cast: &Cast) -> Result<(), Failure> {
    let hash = password::keep(PASSWORD, &SALT);
    let operator = Actor::operator();
    door.write_all(|batch| {
        if let Some(member) = cast.partners.first() {
            let person = batch.ask(|r| partner(r, member.id))?.map(|partner| partner.person);
            if let Some(person) = person {
                open_account(batch, &operator, person, &seeds.story.demo_partner.email, "partner", &hash)?;
            }
        }
        if let Some(buyer) = cast.customers.iter().find(|buyer| !buyer.is_company) {
            let person = batch.ask(|r| customer(r, buyer.customer))?.map(|customer| customer.person);
            if let Some(person) = person {
                open_account(batch, &operator, person, &seeds.story.demo_customer.email, "customer", &hash)?;
            }
        }
        Ok(())
    })
}

fn open_account(
    batch: &mut crate::app::Batch<'_, '_>,
    operator: &Actor,
    person: PersonId,
    email: &str,
    role: &str,
    hash: &str,
) -> Result<(), Failure> {
    let wrong = || SeedFault(format!("{email} or {role} is wrong")).into_failure();
    let (role, _) = batch.ask(|r| role_by_key(r, role))?.ok_or_else(wrong)?;
    let email = Email::parse(email).ok_or_else(wrong)?;
    let known = batch.ask(|r| account_of_person(r, person))?;
    let id = match known {
        Some(id) => {
            let has_role = batch.ask(|r| account(r, id))?.is_some_and(|account| account.roles.contains(&role));
            if !has_role {
                batch.command(operator, |tx| give_role(tx, id, role))?;
            }
            id
        }
        None => {
            let new = NewAccount { person, email, roles: vec![role], secret: None };
            batch.command(operator, |tx| create_account(tx, &new))?
        }
    };
    batch.command(operator, |tx| set_password(tx, id, hash))
}

fn colleague(part: &StaffPart, at: Instant) -> Result<(Person, Email), Failure> {
    let email = Email::parse(&part.email);
    let email = email.ok_or_else(|| SeedFault(format!("{} is no address", part.email)).into_failure())?;
    let (first_name, last_name) = part.name.rsplit_once(' ').unwrap_or(("", &part.name));
    let person = Person {
        kind: PersonKind::Private,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        company: String::new(),
        email: Some(email.clone()),
        phone: String::new(),
        language: Language::De,
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: at,
    };
    Ok((person, email))
}

/// One line of what is printed: who, with which address, in which role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub name: String,
    pub email: String,
    pub role: String,
}

/// Everybody who can sign in to the demo firm.
pub fn sign_ins(door: &Door, seeds: &Seeds, language: Language) -> Result<Vec<SignIn>, Failure> {
    let staff = seeds.story.staff.iter().map(|part| part.email.clone());
    let guests = [seeds.story.demo_partner.email.clone(), seeds.story.demo_customer.email.clone()];
    let emails: Vec<String> = staff.chain(guests).collect();
    door.read(&Actor::operator(), |view| {
        let one = |email: String| {
            let id = account_by_email(view, &Email::parse(&email)?)?;
            let roles = account(view, id)?.roles;
            let name =
                |id: &RoleId| crate::business::access::role(view, *id).map(|role| role.name.get(language).to_owned());
            let role = roles.iter().filter_map(name).collect::<Vec<_>>().join(", ");
            Some(SignIn { name: crate::business::access::name_of(view, id), email, role })
        };
        Ok(emails.into_iter().filter_map(one).collect())
    })
}
