//! How many must agree, who counts, and who decides in whose place.

use kontor::business::access::{self, NewAccount, ensure_standard_roles};
use kontor::business::actor::Actor;
use kontor::business::approvals::{
    self, Answer, Approval, ApproversNeeded, Decision, Matter, NewDeputy, Outcome, approvals_to_decide, approvers,
    end_deputy, name_deputy, possible_approvers, set_approvers,
};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{self, RunState};
use kontor::business::failure::Failure;
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::store::{Subject, decode};
use kontor::values::{AccountId, ApprovalId, DeputyshipId, Email, Instant, Language, PersonId, RunId};

use crate::business::commissions::May;
use crate::business::stage::{day, person, refused, staff};

/// The firm of May with accounts: somebody of finance asks, others answer.
struct Office {
    may: May,
    clerk: (AccountId, Actor),
    finance: (AccountId, Actor),
    manager: (AccountId, Actor),
    store: (AccountId, Actor),
}

impl Office {
    fn new() -> Office {
        let may = May::new();
        may.stage.write(&Actor::operator(), ensure_standard_roles).unwrap();
        let account = |name: &str, role: &str| colleague(&may, name, role);
        let (clerk, finance) = (account("Kern", "finance"), account("Fink", "finance"));
        let (manager, store) = (account("Manz", "management"), account("Lager", "warehouse"));
        Office { may, clerk, finance, manager, store }
    }

    fn needs(&self, count: u32) {
        let wanted = ApproversNeeded::new(vec![(Matter::Run, count)]);
        let seen = self.may.stage.read(&Actor::operator(), |view| approvals::approvers_needed(view).mark());
        self.may.stage.write(&Actor::operator(), move |tx| set_approvers(tx, &wanted, &seen)).unwrap();
    }

    /// The clerk lays the run of May before the others.
    fn asked(&self) -> (RunId, ApprovalId) {
        let clerk = self.clerk.1.clone();
        let period = crate::business::commissions::may();
        let write = |command: fn(&mut kontor::business::tx::Tx<'_, '_, '_>, RunId) -> Result<(), Failure>, run| {
            self.may.stage.write(&clerk, move |tx| command(tx, run)).unwrap();
        };
        let open =
            move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| commissions::open_run(tx, "unilevel-simple", period);
        let run = self.may.stage.write(&clerk, open).unwrap();
        write(commissions::calculate_run, run);
        let approval = self.may.stage.write(&clerk, move |tx| commissions::submit_run(tx, run)).unwrap();
        (run, approval)
    }

    fn agrees(&self, actor: &Actor, id: ApprovalId) -> Result<Outcome, Failure> {
        self.may.stage.write(actor, move |tx| approvals::decide(tx, id, Answer::Agree, ""))
    }

    fn names(&self, actor: &Actor, new: NewDeputy) -> Result<DeputyshipId, Failure> {
        self.may.stage.write(actor, move |tx| name_deputy(tx, &new))
    }

    fn approval(&self, id: ApprovalId) -> Approval {
        self.may.stage.read(&Actor::operator(), |view| approvals::approval(view, id).unwrap())
    }
}

fn colleague(may: &May, name: &str, role: &str) -> (AccountId, Actor) {
    let (role, new) = (role.to_owned(), person(name));
    let (id, role) = may
        .stage
        .write(&Actor::operator(), move |tx| {
            let (role, _) = access::role_by_key(tx, &role).expect("a standard role");
            let email: Email = new.email.clone().expect("an address");
            let person = people::create_person(tx, &new)?;
            let new = NewAccount { person, email, roles: vec![role], secret: None };
            Ok((access::create_account(tx, &new)?, role))
        })
        .unwrap();
    let actor = may.stage.read(&Actor::operator(), |view| access::actor_of(view, id, role, Language::De).unwrap());
    (id, actor)
}

fn deputy(principal: AccountId, deputy: AccountId, from: &str, to: &str) -> NewDeputy {
    NewDeputy { principal, deputy, from: day(from), to: day(to) }
}

#[test]
fn two_different_people_must_agree_when_the_firm_wants_two() {
    let office = Office::new();
    office.needs(2);
    let (run, id) = office.asked();
    let names = |actor: &Actor| {
        office.may.stage.read(actor, |view| {
            let asked = approvals::approval(view, id).unwrap();
            possible_approvers(view, &asked, &approvers(view, Permission::CommissionsApprove), view.today())
                .iter()
                .map(|one| one.account)
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(names(&Actor::operator()), [office.finance.0, office.manager.0]);
    assert_eq!(office.agrees(&office.finance.1, id), Ok(Outcome::Waits(1)));
    assert_eq!(names(&Actor::operator()), [office.manager.0]);
    assert_eq!(office.may.state(run), RunState::Submitted);
    assert_eq!(office.approval(id).decision(), None);
    refused(office.agrees(&office.finance.1, id), &["approvals.refusal.heard_already"]);
    refused(office.agrees(&office.clerk.1, id), &["approvals.refusal.own_work"]);
    assert!(office.may.stage.read(&office.finance.1, |view| approvals_to_decide(view).is_empty()));
    assert_eq!(office.may.stage.read(&office.manager.1, |view| approvals_to_decide(view).len()), 1);
    assert_eq!(office.agrees(&office.manager.1, id), Ok(Outcome::Decided));
    assert_eq!(office.may.state(run), RunState::Approved);
    assert_eq!((office.approval(id).agreed(), office.approval(id).missing()), (2, 0));
    refused(office.agrees(&office.finance.1, id), &["approvals.refusal.already_decided"]);
    for check in CHECKS.iter().filter(|check| check.name == "approvals.indexes") {
        assert_eq!(office.may.stage.read(&Actor::operator(), |view| check.run(view)), []);
    }
}

#[test]
fn a_second_account_of_the_same_person_is_no_second_voice() {
    let office = Office::new();
    office.needs(2);
    let (_, id) = office.asked();
    office.agrees(&office.finance.1, id).unwrap();
    let twin = Actor { person: office.finance.1.person, ..staff(900, &[Permission::CommissionsApprove]) };
    refused(office.agrees(&twin, id), &["approvals.refusal.heard_already"]);
}

#[test]
fn one_refusal_is_enough_also_after_somebody_has_agreed() {
    let office = Office::new();
    office.needs(3);
    let (run, id) = office.asked();
    office.agrees(&office.finance.1, id).unwrap();
    let no = office.may.stage.write(&office.manager.1, move |tx| approvals::decide(tx, id, Answer::Refuse, "zu hoch"));
    assert_eq!(no, Ok(Outcome::Decided));
    assert_eq!(office.may.state(run), RunState::Refused);
    assert_eq!(office.approval(id).decision().map(|last| last.reason.clone()), Some("zu hoch".to_owned()));
}

#[test]
fn a_request_keeps_the_number_of_the_day_on_which_it_was_asked() {
    let office = Office::new();
    office.needs(2);
    let (_, id) = office.asked();
    office.needs(1);
    assert_eq!(office.agrees(&office.finance.1, id), Ok(Outcome::Waits(1)));
    let stale = ApproversNeeded::new(vec![(Matter::Run, 4)]);
    let outcome = office.may.stage.write(&Actor::operator(), move |tx| set_approvers(tx, &stale, "2-1-1-1-1-1"));
    assert!(outcome.is_err_and(|failure| failure.is_conflict()), "somebody else was faster");
    let none = staff(30, &[Permission::DeskUse]);
    let wanted = ApproversNeeded::default();
    let forbidden = office.may.stage.write(&none, move |tx| set_approvers(tx, &wanted, "1-1-1-1-1-1-1"));
    refused(forbidden, &["business.refusal.not_allowed"]);
    let clamped = ApproversNeeded::new(vec![(Matter::Run, 0), (Matter::Leaving, 4_000_000_000)]);
    assert_eq!((clamped.of(Matter::Run), clamped.of(Matter::Leaving), clamped.of(Matter::Merging)), (1, 9, 1));
}

#[test]
fn a_deputy_decides_on_the_days_and_is_named_with_the_principal() {
    let office = Office::new();
    let (_, id) = office.asked();
    let (store, manager) = (office.store.0, office.manager.0);
    refused(office.agrees(&office.store.1, id), &["business.refusal.not_allowed"]);
    office.names(&office.manager.1, deputy(manager, store, "2026-06-03", "2026-06-05")).unwrap();
    refused(office.agrees(&office.store.1, id), &["business.refusal.not_allowed"]);
    office.may.stage.on("2026-06-06");
    refused(office.agrees(&office.store.1, id), &["business.refusal.not_allowed"]);
    office.may.stage.on("2026-06-05");
    assert_eq!(office.may.stage.read(&office.store.1, |view| approvals_to_decide(view).len()), 1);
    assert!(office.may.stage.read(&office.store.1, |view| approvals::see_approval(view, id).is_ok()));
    assert_eq!(office.agrees(&office.store.1, id), Ok(Outcome::Decided));
    let last = office.approval(id).answers.pop().unwrap();
    assert_eq!((last.by, last.for_account), (store, Some(manager)));
}

#[test]
fn a_deputyship_that_was_ended_or_whose_principal_is_locked_gives_nothing() {
    let office = Office::new();
    let (_, id) = office.asked();
    let new = deputy(office.manager.0, office.store.0, "2026-06-01", "2026-06-30");
    let deputyship = office.names(&office.manager.1, new).unwrap();
    office.may.stage.write(&office.manager.1, move |tx| end_deputy(tx, deputyship)).unwrap();
    refused(office.agrees(&office.store.1, id), &["business.refusal.not_allowed"]);
    let again = office.may.stage.write(&office.manager.1, move |tx| end_deputy(tx, deputyship));
    refused(again, &["approvals.refusal.deputy_over"]);
    office.names(&office.manager.1, new).unwrap();
    let principal = office.manager.0;
    office
        .may
        .stage
        .write(&Actor::operator(), move |tx| access::lock_account(tx, principal, "auf Reisen verloren"))
        .unwrap();
    refused(office.agrees(&office.store.1, id), &["business.refusal.not_allowed"]);
}

#[test]
fn neither_deputy_nor_principal_may_have_had_a_hand_in_it_and_nobody_is_heard_twice() {
    let office = Office::new();
    office.needs(2);
    let (_, id) = office.asked();
    // The clerk who asked is away: whoever stands in for him decides nothing of his.
    office.names(&office.clerk.1, deputy(office.clerk.0, office.store.0, "2026-06-01", "2026-06-30")).unwrap();
    refused(office.agrees(&office.store.1, id), &["approvals.refusal.work_of_principal"]);
    // The clerk himself stands in for the manager: it stays his own work.
    office.names(&office.manager.1, deputy(office.manager.0, office.clerk.0, "2026-06-01", "2026-06-01")).unwrap_err();
    office.names(&office.manager.1, deputy(office.manager.0, office.clerk.0, "2026-06-02", "2026-06-02")).unwrap();
    refused(office.agrees(&office.clerk.1, id), &["approvals.refusal.own_work"]);
    // Whoever agreed for somebody else has spoken, and so has the one for whom it was.
    office.names(&office.manager.1, deputy(office.manager.0, office.store.0, "2026-06-03", "2026-06-09")).unwrap();
    office.may.stage.on("2026-06-03");
    assert_eq!(office.agrees(&office.store.1, id), Ok(Outcome::Waits(1)));
    refused(office.agrees(&office.manager.1, id), &["approvals.refusal.heard_already"]);
    refused(office.agrees(&office.store.1, id), &["approvals.refusal.heard_already"]);
    let other = colleague(&office.may, "Zweit", "warehouse");
    office.may.stage.on("2026-06-10");
    office.names(&office.manager.1, deputy(office.manager.0, other.0, "2026-06-10", "2026-06-12")).unwrap();
    refused(office.agrees(&other.1, id), &["approvals.refusal.principal_heard"]);
    assert_eq!(office.agrees(&office.finance.1, id), Ok(Outcome::Decided));
}

#[test]
fn deputies_are_refused_by_name() {
    let office = Office::new();
    let (manager, store) = (office.manager.0, office.store.0);
    let customer = colleague(&office.may, "Kunde", "customer").0;
    let cases = [
        (deputy(manager, manager, "2026-06-03", "2026-06-05"), "approvals.refusal.deputy_self@deputy"),
        (deputy(manager, customer, "2026-06-03", "2026-06-05"), "approvals.refusal.deputy_unknown@deputy"),
        (deputy(manager, AccountId::new(999), "2026-06-03", "2026-06-05"), "approvals.refusal.deputy_unknown@deputy"),
        (deputy(manager, store, "2026-06-05", "2026-06-03"), "approvals.refusal.days_reversed@to"),
        (deputy(manager, store, "2026-05-01", "2026-06-01"), "approvals.refusal.days_past@to"),
        (deputy(manager, store, "2026-06-03", "2027-06-04"), "approvals.refusal.days_many@to"),
    ];
    for (new, expected) in cases {
        refused(office.names(&office.manager.1, new), &[expected]);
    }
    office.names(&office.manager.1, deputy(manager, store, "2026-06-03", "2026-06-05")).unwrap();
    let meets = deputy(manager, office.finance.0, "2026-06-05", "2026-06-20");
    refused(office.names(&office.manager.1, meets), &["approvals.refusal.deputy_twice@from"]);
    // Nobody names the deputy of somebody else, unless he manages accounts, and none for one who may more.
    let others = deputy(office.finance.0, store, "2026-06-03", "2026-06-05");
    refused(office.names(&office.store.1, others), &["business.refusal.not_allowed"]);
    let reception = staff(40, &[Permission::DeskUse, Permission::AccountsManage]);
    refused(office.names(&reception, others), &["access.refusal.account_beyond"]);
    office.names(&Actor::operator(), others).unwrap();
}

#[test]
fn an_approval_of_the_first_shape_still_opens() {
    let at = Instant::from_micros(7_000_000);
    let subject = Subject { kind: "run".to_owned(), id: 3 };
    let decided = Some((true, AccountId::new(4), at, "passt".to_owned()));
    let first = |decision: &Option<(bool, AccountId, Instant, String)>| {
        let barred = (vec![AccountId::new(1)], vec![PersonId::new(2)]);
        let fields = (&subject, "commissions.approve", Some(AccountId::new(1)), at, barred.0, barred.1, decision);
        let mut bytes = vec![1];
        bytes.extend(postcard::to_allocvec(&(fields, None::<Instant>)).unwrap());
        bytes
    };
    let open: Approval = decode(&first(&None)).unwrap();
    assert!(open.is_open());
    assert_eq!((open.matter, open.needed, open.missing()), (Matter::Run, 1, 1));
    assert_eq!(open.barred_persons, [PersonId::new(2)]);
    let closed: Approval = decode(&first(&decided)).unwrap();
    let kept = Decision { agreed: true, by: AccountId::new(4), for_account: None, at, reason: "passt".to_owned() };
    assert_eq!((closed.decision(), closed.is_open()), (Some(&kept), false));
    let mut long = first(&None);
    long.push(0);
    assert!(decode::<Approval>(&long).is_err(), "nothing may be left over");
}
