//! Accounts: one for a person and an address, never without somebody who can give access.

use kontor::business::access::{self, NewAccount, Registration};
use kontor::business::actor::Actor;
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::people::{self, ConsentKind, NewConsent, person};
use kontor::business::permission::Permission;
use kontor::store::outbox_newest;
use kontor::values::{AccountId, Email, Language};

use crate::kit::Firm;

fn refused_with(result: Result<impl Sized, Failure>, key: &str) {
    match result {
        Err(Failure::Refused(refusal)) => {
            let keys: Vec<&str> = refusal.complaints.iter().map(|complaint| complaint.key).collect();
            assert!(keys.contains(&key), "refused with {keys:?}, not with {key}");
        }
        Err(Failure::Fault(fault)) => unreachable!("a fault: {fault}"),
        Ok(_) => unreachable!("not refused, though {key}"),
    }
}

fn operator() -> Actor {
    Actor::operator()
}

fn administrator(firm: &Firm) -> AccountId {
    let account = firm.account(&["administrator"]);
    firm.write(move |tx| access::set_password(tx, account, "kept"));
    account
}

#[test]
fn an_account_needs_a_role_a_free_address_and_a_person_without_one() {
    let firm = Firm::new();
    let first = firm.account(&["office"]);
    let account = firm.read(|view| access::account(view, first).expect("it is there"));
    let office = firm.role("office");
    let new = NewAccount { person: account.person, email: account.email, roles: vec![office], secret: None };
    for (broken, key) in [
        (new.clone(), "access.refusal.email_taken"),
        (new.clone(), "access.refusal.has_account"),
        (NewAccount { roles: Vec::new(), ..new.clone() }, "access.refusal.role_missing"),
        (NewAccount { roles: vec![kontor::values::RoleId::new(99)], ..new.clone() }, "access.refusal.role_missing"),
    ] {
        refused_with(firm.try_write(&operator(), move |tx| access::create_account(tx, &broken)), key);
    }
    let visitor = Actor::visitor(Language::De);
    let refused = firm.try_write(&visitor, move |tx| access::create_account(tx, &new));
    assert!(matches!(refused, Err(Failure::Refused(refusal)) if refusal.kind == RefusalKind::NotAllowed));
}

#[test]
fn the_last_administrator_keeps_the_keys() {
    let firm = Firm::new();
    let only = administrator(&firm);
    let (role, office) = (firm.role("administrator"), firm.role("office"));
    refused_with(
        firm.try_write(&operator(), move |tx| access::lock_account(tx, only, "Auf Urlaub")),
        "access.refusal.last_administrator",
    );
    firm.write(move |tx| access::give_role(tx, only, office));
    refused_with(
        firm.try_write(&operator(), move |tx| access::take_role(tx, only, role)),
        "access.refusal.last_administrator",
    );
    let second = firm.account(&["administrator"]);
    refused_with(
        firm.try_write(&operator(), move |tx| access::lock_account(tx, only, "Auf Urlaub")),
        "access.refusal.last_administrator",
    );
    firm.write(move |tx| access::set_password(tx, second, "kept"));
    firm.write(move |tx| access::lock_account(tx, only, "Auf Urlaub"));
    assert!(firm.read(|view| access::account(view, only).expect("it is there").locked));
    firm.write(move |tx| access::unlock_account(tx, only));
    assert!(!firm.read(|view| access::account(view, only).expect("it is there").locked));
}

#[test]
fn nobody_locks_the_own_account() {
    let firm = Firm::new();
    let (first, second) = (administrator(&firm), firm.account(&["administrator"]));
    firm.write(move |tx| access::set_password(tx, second, "kept"));
    let actor =
        firm.read(|view| access::actor_of(view, first, firm.role("administrator"), Language::De).expect("an actor"));
    refused_with(
        firm.try_write(&actor, move |tx| access::lock_account(tx, first, "Auf Urlaub")),
        "access.refusal.own_lock",
    );
    firm.try_write(&actor, move |tx| access::lock_account(tx, second, "Auf Urlaub"))
        .expect("another one may be locked");
}

#[test]
fn an_account_keeps_at_least_one_role() {
    let firm = Firm::new();
    let (account, role) = (firm.account(&["office"]), firm.role("office"));
    refused_with(
        firm.try_write(&operator(), move |tx| access::take_role(tx, account, role)),
        "access.refusal.last_role",
    );
}

#[test]
fn an_invitation_leaves_with_a_secret_that_no_record_keeps() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    firm.write(move |tx| access::invite(tx, account, "the secret"));
    let letters = firm.read(|view| outbox_newest(view, None, 10));
    assert_eq!(letters[0].1.template, "account_invitation");
    assert_eq!(letters[0].1.secret, "the secret");
    let told = firm.told_since(0);
    assert!(told.iter().all(|entry| !entry.body.contains("secret")), "the journal knows no secret");
    let hash = access::secret_hash("the secret");
    assert_eq!(firm.read(|view| access::valid_link(view, &hash, view.now())), Some(account));
    firm.write(move |tx| access::lock_account(tx, account, "Auf Urlaub"));
    refused_with(
        firm.try_write(&operator(), move |tx| access::invite(tx, account, "x")),
        "access.refusal.locked_account",
    );
}

fn registration(email: &str) -> Registration {
    let email = Email::parse(email).expect("an address");
    let firm = Firm::new();
    let sample = firm.account(&["customer"]);
    let mut person = firm.read(|view| person(view, access::account(view, sample).expect("it").person).expect("it"));
    person.email = Some(email.clone());
    let consent = |kind| NewConsent { kind, version: "2026-01".to_owned() };
    Registration {
        person,
        email,
        consents: vec![consent(ConsentKind::Terms), consent(ConsentKind::Privacy)],
        secret: "registration".to_owned(),
    }
}

#[test]
fn a_customer_registers_and_the_versions_of_what_was_accepted_are_kept() {
    let firm = Firm::new();
    let new = registration("neu@kundin.test");
    let visitor = Actor::visitor(Language::De);
    firm.try_write(&visitor, move |tx| access::register(tx, &new)).expect("registered");
    let account = firm.read(|view| {
        let id = access::account_by_email(view, &Email::parse("neu@kundin.test").expect("an address")).expect("made");
        access::account(view, id).expect("made")
    });
    assert!(account.password_hash.is_empty(), "nobody can sign in before the address is confirmed");
    assert_eq!(account.roles, vec![firm.role("customer")]);
    let person = firm.read(|view| person(view, account.person).expect("made"));
    let kept: Vec<_> = person.consents.iter().map(|consent| (consent.kind, consent.version.as_str())).collect();
    assert_eq!(kept, [(ConsentKind::Terms, "2026-01"), (ConsentKind::Privacy, "2026-01")]);
    assert_eq!(firm.read(|view| outbox_newest(view, None, 10))[0].1.template, "account_confirmation");
}

#[test]
fn an_address_that_has_an_account_gets_a_link_and_no_second_account() {
    let firm = Firm::new();
    firm.account(&["office"]);
    let new = registration("office@firm.test");
    let before = firm.read(|view| access::accounts(view).len());
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::register(tx, &new)).expect("no word of it");
    assert_eq!(firm.read(|view| access::accounts(view).len()), before);
    assert_eq!(firm.read(|view| outbox_newest(view, None, 10))[0].1.template, "password_reset");
}

#[test]
fn a_guest_who_registers_stays_the_same_person() {
    let firm = Firm::new();
    let new = registration("gast@kundin.test");
    let guest = new.person.clone();
    let known = firm.write(move |tx| people::create_person(tx, &guest));
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::register(tx, &new)).expect("registered");
    assert!(firm.read(|view| access::account_of_person(view, known).is_some()));
}

#[test]
fn whoever_registers_under_another_name_is_somebody_else() {
    let firm = Firm::new();
    let new = registration("familie@berger.test");
    let mut named = new.person.clone();
    named.last_name = "Ganzanders".to_owned();
    let other = firm.write(move |tx| people::create_person(tx, &named));
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::register(tx, &new)).expect("registered");
    assert!(firm.read(|view| access::account_of_person(view, other).is_none()), "the account is not the other's");
    let email = Email::parse("familie@berger.test").expect("an address");
    assert!(firm.read(|view| access::account_by_email(view, &email).is_some()));
    // Of two with one name nobody can say which of them has come.
    let new = registration("zwei@berger.test");
    let twice = new.person.clone();
    let known = firm.write(move |tx| Ok([people::create_person(tx, &twice)?, people::create_person(tx, &twice)?]));
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::register(tx, &new)).expect("registered");
    assert!(firm.read(|view| known.iter().all(|person| access::account_of_person(view, *person).is_none())));
}

#[test]
fn everybody_may_do_what_the_own_role_allows_and_no_more() {
    let firm = Firm::new();
    for (key, may, may_not) in [
        ("administrator", Permission::RolesManage, None),
        ("office", Permission::OrdersCorrect, Some(Permission::RolesManage)),
        ("warehouse", Permission::ShippingPick, Some(Permission::BillingIssue)),
        ("finance", Permission::CommissionsRun, Some(Permission::AccountsManage)),
        ("partner", Permission::PartnerPortal, Some(Permission::DeskUse)),
        ("customer", Permission::CustomerPortal, Some(Permission::PartnerPortal)),
    ] {
        let (account, role) = (firm.account(&[key]), firm.role(key));
        let actor = firm.read(|view| access::actor_of(view, account, role, Language::De).expect("an actor"));
        assert!(actor.may(may), "{key}");
        assert!(may_not.is_none_or(|permission| !actor.may(permission)), "{key}");
        let other = firm.role(if key == "office" { "finance" } else { "office" });
        let stolen = firm.read(|view| access::actor_of(view, account, other, Language::De));
        assert!(stolen.is_none(), "{key} cannot act in a role that was not given");
    }
}
