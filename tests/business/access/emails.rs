//! The address to sign in with: nobody takes it from its owner, and nobody loses it unheard.

use kontor::business::access::{self, NewEmail};
use kontor::business::actor::Actor;
use kontor::business::people;
use kontor::business::permission::Permission::{AccountsManage, DeskUse};
use kontor::store::{OutboxItem, outbox_newest};
use kontor::values::{AccountId, Email, Language};

use crate::business::stage::refused;
use crate::kit::Firm;

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

fn owner(firm: &Firm, account: AccountId, role: &str) -> Actor {
    let role = firm.role(role);
    firm.read(|view| access::actor_of(view, account, role, Language::De).expect("an actor"))
}

fn wish(firm: &Firm, account: AccountId, address: &str, secret: &str) -> NewEmail {
    let judged_hash = firm.read(|view| access::account(view, account).expect("it").password_hash);
    NewEmail { judged_hash, email: email(address), secret: secret.to_owned() }
}

fn customer(firm: &Firm) -> (AccountId, Actor) {
    let account = firm.account(&["customer"]);
    firm.write(move |tx| access::set_password(tx, account, "kept"));
    (account, owner(firm, account, "customer"))
}

fn ask(firm: &Firm, actor: &Actor, new: NewEmail) -> Result<(), kontor::business::failure::Failure> {
    firm.try_write(actor, move |tx| access::ask_for_new_email(tx, &new))
}

fn confirm(firm: &Firm, id: AccountId, secret: &str) -> Result<(), kontor::business::failure::Failure> {
    let hash = access::secret_hash(secret);
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::confirm_new_email(tx, id, &hash, None))
}

fn letters(firm: &Firm) -> Vec<OutboxItem> {
    firm.read(|view| outbox_newest(view, None, 20)).into_iter().map(|(_, item)| item).collect()
}

fn address_of(firm: &Firm, id: AccountId) -> String {
    firm.read(|view| access::account(view, id).expect("it").email.to_string())
}

#[test]
fn a_new_address_counts_when_its_mailbox_has_answered() {
    let firm = Firm::new();
    let (id, actor) = customer(&firm);
    let before = address_of(&firm, id);
    let new = wish(&firm, id, "neu@kundin.test", "s3cr3t");
    ask(&firm, &actor, new).expect("asked");
    assert_eq!(address_of(&firm, id), before, "nothing changes before the link is used");
    let letter = &letters(&firm)[0];
    assert_eq!((letter.template.as_str(), letter.recipient.as_str()), ("email_confirmation", "neu@kundin.test"));
    firm.write(move |tx| access::send_password_link(tx, id, "old link"));
    firm.write(move |tx| access::ask_for_new_password(tx, &email("customer@firm.test"), "old link"));
    refused(confirm(&firm, id, "guessed"), &["access.refusal.link_over"]);
    let journal = firm.journal_end();
    confirm(&firm, id, "s3cr3t").expect("confirmed");
    assert_eq!(address_of(&firm, id), "neu@kundin.test");
    let found = firm.read(|view| {
        (access::account_by_email(view, &email("neu@kundin.test")), access::account_by_email(view, &email(&before)))
    });
    assert_eq!(found, (Some(id), None));
    let person = firm.read(|view| people::person(view, access::account(view, id).expect("it").person).expect("it"));
    assert_eq!(person.email, Some(email("neu@kundin.test")), "letters go to the same mailbox");
    let notice = &letters(&firm)[0];
    assert_eq!((notice.template.as_str(), notice.recipient.as_str()), ("email_changed", before.as_str()));
    let old_link = access::secret_hash("old link");
    assert_eq!(firm.read(|view| access::valid_link(view, &old_link, view.now())), None, "it went to the old mailbox");
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.link_over"]);
    let told = firm.told_since(journal);
    assert!(told.iter().any(|entry| entry.event == "email_changed"));
    assert!(told.iter().all(|entry| !entry.body.contains('@')), "the journal knows no addresses");
}

#[test]
fn whoever_changes_the_own_address_knows_the_password_and_names_another_one() {
    let firm = Firm::new();
    let (id, actor) = customer(&firm);
    let new = NewEmail { judged_hash: "other".to_owned(), ..wish(&firm, id, &address_of(&firm, id), "s") };
    refused(
        ask(&firm, &actor, new),
        &["access.refusal.wrong_password@email_password", "access.refusal.same_email@new_email"],
    );
}

#[test]
fn an_address_of_somebody_else_is_not_taken_and_not_told() {
    let firm = Firm::new();
    let (id, actor) = customer(&firm);
    let other = firm.account(&["office"]);
    let taken = address_of(&firm, other);
    ask(&firm, &actor, wish(&firm, id, &taken, "s3cr3t")).expect("looks as always");
    let letter = &letters(&firm)[0];
    assert_eq!((letter.template.as_str(), letter.recipient.as_str()), ("email_taken", taken.as_str()));
    assert!(letter.secret.is_empty(), "the letter opens nothing");
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.email_taken"]);
    assert_eq!(address_of(&firm, other), taken);
}

#[test]
fn a_wish_ends_with_its_day_with_another_password_and_with_a_second_thought() {
    let firm = Firm::new();
    let (id, actor) = customer(&firm);
    let again = || ask(&firm, &actor, wish(&firm, id, "neu@kundin.test", "s3cr3t")).expect("asked");
    again();
    firm.try_write(&actor, access::withdraw_new_email).expect("withdrawn");
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.link_over"]);
    again();
    firm.write(move |tx| access::set_password(tx, id, "another"));
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.link_over"]);
    again();
    firm.write(move |tx| access::lock_account(tx, id, "Verdacht"));
    firm.write(move |tx| access::unlock_account(tx, id));
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.link_over"]);
    again();
    firm.wait_seconds(24 * 60 * 60);
    refused(confirm(&firm, id, "s3cr3t"), &["access.refusal.link_over"]);
}

#[test]
fn staff_change_the_address_of_accounts_within_reach_and_both_mailboxes_hear_of_it() {
    let firm = Firm::new();
    let (id, _) = customer(&firm);
    let before = address_of(&firm, id);
    let boss = firm.account(&["administrator"]);
    let clerk = firm.account(&["customer"]);
    let role = firm.write(move |tx| {
        let name = kontor::values::LocalText::new("Empfang", "Desk", "前台");
        let role = access::create_role(tx, &access::NewRole { name, like: None })?;
        access::change_role_permissions(tx, role, &[DeskUse, AccountsManage])?;
        access::give_role(tx, clerk, role)?;
        Ok(role)
    });
    let actor = firm.read(|view| access::actor_of(view, clerk, role, Language::De).expect("an actor"));
    let change = |id: AccountId, address: &str| {
        let address = email(address);
        firm.try_write(&actor, move |tx| access::change_email(tx, id, &address))
    };
    refused(change(boss, "neu@chef.test"), &["access.refusal.account_beyond"]);
    refused(change(clerk, "neu@clerk.test"), &["access.refusal.own_email"]);
    refused(change(id, &before), &["access.refusal.same_email@email"]);
    refused(change(id, &address_of(&firm, boss)), &["access.refusal.email_taken@email"]);
    change(id, "neu@kundin.test").expect("changed");
    assert_eq!(address_of(&firm, id), "neu@kundin.test");
    let mut to: Vec<String> = letters(&firm).into_iter().take(2).map(|letter| letter.recipient).collect();
    to.sort();
    assert_eq!(to, [before, "neu@kundin.test".to_owned()]);
}
