//! Sessions: how long they last, in which role they act, who may end them.

use kontor::business::access::{self, NewSession, Portal, Session};
use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::values::{AccountId, Language};

use crate::kit::{Firm, MORNING, at};

const HOUR: i64 = 60 * 60;

fn open(firm: &Firm, account: AccountId, secret: &str) -> Result<Portal, Failure> {
    let new = NewSession { hash: access::secret_hash(secret), address: "127.0.0.1".into(), browser: "Kit".into() };
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::open_session(tx, account, "kept", &new))
}

fn with_password(firm: &Firm, roles: &[&str]) -> AccountId {
    let account = firm.account(roles);
    firm.write(move |tx| access::set_password(tx, account, "kept"));
    account
}

fn actor(firm: &Firm, account: AccountId, role: &str) -> Actor {
    let role = firm.role(role);
    firm.read(|view| access::actor_of(view, account, role, Language::De).expect("an actor"))
}

#[test]
fn a_session_ends_after_half_a_day_of_rest_and_after_a_month() {
    let begun = at(MORNING);
    let session = Session {
        account: AccountId::new(1),
        role: kontor::values::RoleId::new(1),
        created_at: begun,
        seen_at: begun,
        address: String::new(),
        browser: String::new(),
        revoked: false,
    };
    for (after, seen_after, expected, why) in [
        (0, None, true, "at once"),
        (12 * HOUR - 1, None, true, "a long day"),
        (12 * HOUR, None, false, "half a day of rest"),
        (20 * HOUR, Some(10 * HOUR), true, "the program has seen it meanwhile"),
        (23 * HOUR, Some(10 * HOUR), false, "and then not for half a day"),
        (30 * 24 * HOUR, Some(30 * 24 * HOUR - 1), false, "a month is the longest"),
    ] {
        let seen = seen_after.map(|seconds| begun.plus_seconds(seconds));
        assert_eq!(session.is_open(begun.plus_seconds(after), seen), expected, "{why}");
    }
    assert!(!Session { revoked: true, ..session }.is_open(begun, None), "revoked");
}

#[test]
fn a_session_is_refused_when_the_account_is_locked_or_the_password_changed_meanwhile() {
    let firm = Firm::new();
    let account = with_password(&firm, &["office"]);
    assert_eq!(open(&firm, account, "a"), Ok(Portal::Office));
    firm.write(move |tx| access::set_password(tx, account, "other"));
    assert!(open(&firm, account, "b").is_err());
    firm.write(move |tx| access::set_password(tx, account, "kept"));
    firm.write(move |tx| access::lock_account(tx, account, "Auf Urlaub"));
    assert!(open(&firm, account, "c").is_err());
    let without = firm.account(&["office"]);
    assert!(open(&firm, without, "d").is_err(), "no password has been chosen yet");
}

#[test]
fn a_new_session_goes_on_in_the_role_of_the_one_before() {
    let firm = Firm::new();
    let account = with_password(&firm, &["office", "partner"]);
    assert_eq!(open(&firm, account, "a"), Ok(Portal::Office));
    let (hash, partner) = (access::secret_hash("a"), firm.role("partner"));
    let switched = firm.try_write(&actor(&firm, account, "office"), move |tx| access::switch_role(tx, &hash, partner));
    assert_eq!(switched, Ok(Portal::Partner));
    firm.wait_seconds(60);
    assert_eq!(open(&firm, account, "b"), Ok(Portal::Partner));
    firm.write(move |tx| access::take_role(tx, account, partner));
    firm.wait_seconds(60);
    assert_eq!(open(&firm, account, "c"), Ok(Portal::Office), "a role that was taken is not begun in");
}

#[test]
fn only_the_own_sessions_can_be_ended_and_only_own_roles_taken() {
    let firm = Firm::new();
    let (one, other) = (with_password(&firm, &["office"]), with_password(&firm, &["office"]));
    open(&firm, one, "a").expect("opened");
    open(&firm, other, "b").expect("opened");
    let (theirs, finance) = (access::secret_hash("b"), firm.role("finance"));
    let own = access::secret_hash("a");
    let actor = actor(&firm, one, "office");
    assert!(firm.try_write(&actor, move |tx| access::end_session(tx, &theirs)).is_err());
    assert!(firm.try_write(&actor, move |tx| access::end_other_sessions(tx, &theirs)).is_err());
    assert!(firm.try_write(&actor, move |tx| access::switch_role(tx, &theirs, finance)).is_err());
    assert!(firm.try_write(&actor, move |tx| access::switch_role(tx, &own, finance)).is_err());
    firm.try_write(&actor, move |tx| access::end_session(tx, &own)).expect("the own one");
    assert!(firm.read(|view| access::session(view, &own).expect("kept").revoked));
    assert!(!firm.read(|view| access::session(view, &theirs).expect("kept").revoked));
}

#[test]
fn a_session_in_use_is_noted_every_six_hours_and_old_ones_are_forgotten() {
    let firm = Firm::new();
    let account = with_password(&firm, &["office"]);
    open(&firm, account, "a").expect("opened");
    let actor = actor(&firm, account, "office");
    let hash = access::secret_hash("a");
    let note = |firm: &Firm| {
        let before = firm.journal_end();
        firm.try_write(&actor, move |tx| access::continue_session(tx, &hash)).expect("the own one");
        firm.journal_end() - before
    };
    assert_eq!(note(&firm), 0);
    firm.wait_seconds(6 * HOUR);
    assert_eq!(note(&firm), 1);
    assert_eq!(note(&firm), 0);
    firm.wait_seconds(91 * 24 * HOUR);
    open(&firm, account, "b").expect("opened");
    let kept = firm.read(|view| access::sessions_of(view, account).len());
    assert_eq!(kept, 1, "where somebody was a quarter of a year ago is nobody's business");
}
