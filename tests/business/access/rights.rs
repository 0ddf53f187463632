//! Nobody gives, takes or reaches more than he may himself.

use kontor::business::access::{
    self, ADMINISTRATOR, Colleague, NewAccount, NewRole, change_role_permissions, create_role, open_account,
};
use kontor::business::actor::Actor;
use kontor::business::people::{self, Person, PersonKind};
use kontor::business::permission::Permission::{self, *};
use kontor::values::{AccountId, Email, Instant, Language, LocalText, RoleId};

use crate::business::stage::refused;
use crate::kit::Firm;

/// Somebody in a role of the firm's own that allows exactly this.
fn with_role_of(firm: &Firm, name: &'static str, permissions: &'static [Permission]) -> (AccountId, Actor) {
    let role = firm.write(move |tx| {
        let id = create_role(tx, &NewRole { name: LocalText::new(name, name, name), like: None })?;
        change_role_permissions(tx, id, permissions)?;
        Ok(id)
    });
    let account = firm.account(&["customer"]);
    firm.write(move |tx| access::give_role(tx, account, role));
    (account, acting(firm, account, role))
}

fn acting(firm: &Firm, account: AccountId, role: RoleId) -> Actor {
    firm.read(|view| access::actor_of(view, account, role, Language::De).expect("an actor"))
}

fn allowed(firm: &Firm, role: RoleId) -> Vec<Permission> {
    firm.read(|view| access::role(view, role).expect("a role").permissions.iter().collect())
}

#[test]
fn whoever_manages_accounts_makes_nobody_an_administrator() {
    let firm = Firm::new();
    let (own, actor) = with_role_of(&firm, "Empfang", &[DeskUse, AccountsManage]);
    for key in [ADMINISTRATOR, "finance", "warehouse"] {
        let role = firm.role(key);
        let given = firm.try_write(&actor, move |tx| access::give_role(tx, own, role));
        refused(given, &["access.refusal.role_beyond@role"]);
    }
    let other = firm.account(&["office", "finance"]);
    let finance = firm.role("finance");
    let taken = firm.try_write(&actor, move |tx| access::take_role(tx, other, finance));
    refused(taken, &["access.refusal.account_beyond"]);
    let customer = firm.role("customer");
    let given = firm.try_write(&actor, move |tx| access::give_role(tx, other, customer));
    refused(given, &["access.refusal.account_beyond"]);
    firm.write(move |tx| access::give_role(tx, own, finance));
    let taken = firm.try_write(&actor, move |tx| access::take_role(tx, own, finance));
    refused(taken, &["access.refusal.role_beyond"]);
    firm.try_write(&actor, move |tx| access::give_role(tx, own, customer)).expect("the own pages give no power");
    firm.try_write(&actor, move |tx| access::take_role(tx, own, customer)).expect("nor does it take any to take them");
}

#[test]
fn an_account_that_may_more_is_out_of_reach() {
    let firm = Firm::new();
    let (own, actor) = with_role_of(&firm, "Empfang", &[DeskUse, AccountsManage]);
    let boss = firm.with_password(firm.account(&["administrator"]));
    let beyond = &["access.refusal.account_beyond"];
    refused(firm.try_write(&actor, move |tx| access::send_password_link(tx, boss, "s")), beyond);
    refused(firm.try_write(&actor, move |tx| access::invite(tx, boss, "s")), beyond);
    refused(firm.try_write(&actor, move |tx| access::reset_account(tx, boss, "s")), beyond);
    refused(firm.try_write(&actor, move |tx| access::set_password(tx, boss, "hash")), beyond);
    refused(firm.try_write(&actor, move |tx| access::lock_account(tx, boss, "Neid")), beyond);
    refused(firm.try_write(&actor, move |tx| access::unlock_account(tx, boss)), beyond);
    refused(firm.try_write(&actor, move |tx| access::end_sessions_of(tx, boss)), beyond);
    refused(firm.try_write(&actor, move |tx| access::end_session_of(tx, boss, &[0; 32])), beyond);
    let customer = firm.account(&["customer"]);
    firm.try_write(&actor, move |tx| access::send_password_link(tx, customer, "s")).expect("a customer may less");
    firm.try_write(&actor, move |tx| access::end_sessions_of(tx, own)).expect("the own account is the own");
}

#[test]
fn a_new_account_begins_with_nothing_that_its_maker_may_not() {
    let firm = Firm::new();
    let (_, actor) = with_role_of(&firm, "Empfang", &[DeskUse, AccountsManage, CustomersEdit]);
    let (finance, customer) = (firm.role("finance"), firm.role("customer"));
    let new = colleague("neu@firm.test", "Neu", vec![customer, finance]);
    let opened = new.clone();
    refused(firm.try_write(&actor, move |tx| open_account(tx, &opened)), &["access.refusal.role_beyond@roles"]);
    let person = firm.write(move |tx| people::create_person(tx, &named("Neu", "neu@firm.test")));
    let made = NewAccount { person, email: new.email, roles: vec![finance], secret: None };
    refused(firm.try_write(&actor, move |tx| access::create_account(tx, &made)), &["access.refusal.role_beyond@roles"]);
}

#[test]
fn a_retired_role_is_given_to_nobody() {
    let firm = Firm::new();
    let role = firm.write(|tx| {
        let id = create_role(tx, &NewRole { name: LocalText::new("Messe", "Fair", "展会"), like: None })?;
        access::retire_role(tx, id)?;
        Ok(id)
    });
    let account = firm.account(&["office"]);
    let operator = Actor::operator();
    refused(
        firm.try_write(&operator, move |tx| access::give_role(tx, account, role)),
        &["access.refusal.role_retired@role"],
    );
    let new = colleague("neu@firm.test", "Neu", vec![role]);
    refused(firm.try_write(&operator, move |tx| open_account(tx, &new)), &["access.refusal.role_retired@roles"]);
}

#[test]
fn whoever_shapes_roles_gives_and_takes_only_the_own_rights() {
    let firm = Firm::new();
    let (_, actor) = with_role_of(&firm, "Personal", &[DeskUse, RolesManage, OrdersView]);
    let office = firm.role("office");
    let before = allowed(&firm, office);
    let mut more = before.clone();
    more.push(PaymentsPayOut);
    let mut less = before.clone();
    less.retain(|permission| *permission != OrdersCancel);
    for wanted in [more, less] {
        refused(
            firm.try_write(&actor, move |tx| change_role_permissions(tx, office, &wanted)),
            &["access.refusal.permission_beyond"],
        );
    }
    let mut own = before.clone();
    own.retain(|permission| *permission != OrdersView);
    firm.try_write(&actor, move |tx| change_role_permissions(tx, office, &own)).expect("the own right may be taken");
    let administrator = firm.role(ADMINISTRATOR);
    let mut less = allowed(&firm, administrator);
    less.retain(|permission| *permission != OrdersView);
    refused(
        firm.try_write(&actor, move |tx| change_role_permissions(tx, administrator, &less)),
        &["access.refusal.role_beyond"],
    );
    let finance = firm.role("finance");
    let like = NewRole { name: LocalText::new("Kopie", "Copy", "副本"), like: Some(finance) };
    refused(firm.try_write(&actor, move |tx| create_role(tx, &like)), &["access.refusal.role_beyond@like"]);
}

#[test]
fn whoever_shapes_roles_renames_and_retires_none_that_may_more() {
    let firm = Firm::new();
    let (_, actor) = with_role_of(&firm, "Personal", &[DeskUse, RolesManage, OrdersView]);
    let made = |name: &'static str, permissions: &'static [Permission]| {
        firm.write(move |tx| {
            let id = create_role(tx, &NewRole { name: LocalText::new(name, name, name), like: None })?;
            change_role_permissions(tx, id, permissions)?;
            Ok(id)
        })
    };
    let beyond = made("Zahlstelle", &[DeskUse, PaymentsPayOut]);
    let retired = made("Alte Zahlstelle", &[DeskUse, PaymentsPayOut]);
    firm.write(move |tx| access::retire_role(tx, retired));
    let name = LocalText::new("Harmlos", "Harmless", "无害");
    for id in [beyond, firm.role(ADMINISTRATOR)] {
        let name = name.clone();
        let renamed = firm.try_write(&actor, move |tx| access::rename_role(tx, id, &name));
        refused(renamed, &["access.refusal.role_beyond"]);
    }
    let refusal = &["access.refusal.role_beyond"];
    refused(firm.try_write(&actor, move |tx| access::retire_role(tx, beyond)), refusal);
    refused(firm.try_write(&actor, move |tx| access::restore_role(tx, retired)), refusal);
    let within = made("Schalter", &[DeskUse, OrdersView]);
    firm.try_write(&actor, move |tx| {
        access::rename_role(tx, within, &name)?;
        access::retire_role(tx, within)?;
        access::restore_role(tx, within)
    })
    .expect("a role that may no more than he");
}

#[test]
fn an_administrator_gives_back_what_was_taken_from_every_role() {
    let firm = Firm::new();
    let administrator = firm.role(ADMINISTRATOR);
    let mut less = allowed(&firm, administrator);
    less.retain(|permission| *permission != LedgerView);
    firm.write(move |tx| change_role_permissions(tx, administrator, &less));
    let account = firm.account(&["administrator"]);
    let actor = acting(&firm, account, administrator);
    let finance = firm.role("finance");
    firm.try_write(&actor, move |tx| access::give_role(tx, account, finance)).expect("else nobody ever could");
}

fn named(last_name: &str, email: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Klara".to_owned(),
        last_name: last_name.to_owned(),
        company: String::new(),
        email: Email::parse(email),
        phone: String::new(),
        language: Language::De,
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: Instant::from_micros(0),
    }
}

fn colleague(email: &str, last_name: &str, roles: Vec<RoleId>) -> Colleague {
    let person = named(last_name, email);
    Colleague { email: Email::parse(email).expect("an address"), person, roles, secret: "secret".to_owned() }
}

#[test]
fn a_new_account_belongs_to_the_one_person_with_that_address_and_name() {
    let firm = Firm::new();
    let roles = vec![firm.role("office")];
    let open = |email: &str, name: &str| {
        let new = colleague(email, name, roles.clone());
        firm.try_write(&Actor::operator(), move |tx| open_account(tx, &new)).map(|(id, _)| id)
    };
    let known =
        |name: &'static str| firm.write(move |tx| people::create_person(tx, &named(name, "familie@berger.test")));
    known("Huber");
    refused(open("familie@berger.test", "Berger"), &["access.refusal.email_of_other_person@email"]);
    let berger = known("Berger");
    let account = open("familie@berger.test", "BERGER ").expect("one person has this address and name");
    assert_eq!(firm.read(|view| access::account(view, account).expect("made").person), berger);
    known("Novak");
    known("Novak");
    // The address has an account by now; the doubled name is complained about with it.
    refused(
        open("familie@berger.test", "Novak"),
        &["access.refusal.email_taken@email", "access.refusal.person_twice@email"],
    );
    firm.write(move |tx| {
        let mut moved = people::person(tx, berger).expect("known");
        moved.email = Email::parse("anders@berger.test");
        people::change_person(tx, berger, &moved)
    });
    refused(open("anders@berger.test", "Berger"), &["access.refusal.has_account@email"]);
}
