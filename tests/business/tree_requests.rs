//! Changes of the tree that are asked for: another sponsor, leaving, succession, merging.

use kontor::app::begin_day;
use kontor::business::access::{self, ensure_standard_roles};
use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer, ApproversNeeded, Matter, Outcome, set_approvers};
use kontor::business::checks::CHECKS;
use kontor::business::commissions;
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::failure::Failure;
use kontor::business::partners::{
    self, EdgeKind, NewHeir, NewRequest, PartnerState, RequestState, RequestWish, TeamGoes, Wish, ask_for_own_sponsor,
    ask_inheritance, ask_request, carry_out_request, decide_request, edges_of, find_requests, holder_on, own_requests,
    partner, request, requests_due, sponsor_on, withdraw_own_request, withdraw_request,
};
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::store::{Subject, entries_of, outbox_newest};
use kontor::values::{Day, Language, PartnerId, TreeRequestId};

use crate::business::commissions::May;
use crate::business::stage::{Stage, day, partner_actor, person, refused, staff};

/// Asks.
fn clerk() -> Actor {
    staff(50, &[Permission::DeskUse, Permission::PartnersView, Permission::PartnersEdit, Permission::PartnersApprove])
}

/// Decides.
fn boss() -> Actor {
    staff(60, &[Permission::DeskUse, Permission::PartnersView, Permission::PartnersApprove])
}

fn second_boss() -> Actor {
    staff(61, &[Permission::DeskUse, Permission::PartnersApprove])
}

/// T above A above B above C and D; S stands beside. Today is the 2nd of June 2026.
struct Tree {
    stage: Stage,
    t: PartnerId,
    a: PartnerId,
    b: PartnerId,
    c: PartnerId,
    d: PartnerId,
    s: PartnerId,
}

impl Tree {
    fn new() -> Tree {
        let stage = Stage::new();
        let t = stage.partner("P-T", None);
        let a = stage.partner("P-A", Some("P-T"));
        let b = stage.partner("P-B", Some("P-A"));
        let (c, d) = (stage.partner("P-C", Some("P-B")), stage.partner("P-D", Some("P-B")));
        let s = stage.partner("P-S", None);
        Tree { stage, t, a, b, c, d, s }
    }

    fn asks(&self, partner: PartnerId, wish: Wish, from: &str) -> Result<TreeRequestId, Failure> {
        let new = NewRequest { partner, wish, from: day(from), reason: "Vereinbart".to_owned() };
        self.stage.write(&clerk(), move |tx| ask_request(tx, &new))
    }

    fn agrees(&self, id: TreeRequestId, from: Option<&str>) -> Result<Outcome, Failure> {
        let from: Option<Day> = from.map(day);
        self.stage.write(&boss(), move |tx| decide_request(tx, id, Answer::Agree, from, ""))
    }

    fn state(&self, id: TreeRequestId) -> RequestState {
        self.stage.read(&Actor::system(), |view| request(view, id).unwrap().state)
    }

    fn letters_about(&self, id: TreeRequestId) -> Vec<String> {
        let letters = self.stage.read(&Actor::system(), |view| outbox_newest(view, None, 50));
        let about = letters.into_iter().filter(|(_, letter)| letter.subject == Subject::of(id));
        about.map(|(_, letter)| letter.template).collect()
    }

    fn sponsor(&self, child: PartnerId, on: &str) -> Option<PartnerId> {
        self.stage.read(&Actor::system(), |view| sponsor_on(view, child, day(on)))
    }

    /// The calendar looks.
    fn day_begins(&self) {
        tokio::runtime::Runtime::new().unwrap().block_on(begin_day(&self.stage.door)).unwrap();
    }

    #[track_caller]
    fn holds_together(&self) {
        self.stage.read(&Actor::system(), |view| {
            for check in CHECKS.iter().filter(|check| check.name.starts_with("partners.")) {
                assert_eq!(check.run(view), [], "{}", check.name);
            }
        });
    }
}

fn to(sponsor: PartnerId) -> Wish {
    Wish::Sponsor { sponsor: Some(sponsor) }
}

#[test]
fn another_sponsor_is_asked_for_agreed_to_with_a_day_and_holds_from_that_day() {
    let tree = Tree::new();
    let id = tree.asks(tree.b, to(tree.s), "2026-07-01").unwrap();
    assert_eq!((tree.state(id), tree.sponsor(tree.b, "2026-12-31")), (RequestState::Asked, Some(tree.a)));
    refused(
        tree.stage.write(&clerk(), move |tx| decide_request(tx, id, Answer::Agree, None, "")),
        &["approvals.refusal.own_work"],
    );
    refused(tree.asks(tree.b, to(tree.t), "2026-07-01"), &["partners.refusal.request_open"]);
    assert_eq!(tree.agrees(id, Some("2026-08-01")), Ok(Outcome::Decided));
    assert_eq!(tree.state(id), RequestState::CarriedOut);
    assert_eq!(tree.sponsor(tree.b, "2026-07-31"), Some(tree.a));
    assert_eq!(tree.sponsor(tree.b, "2026-08-01"), Some(tree.s));
    assert_eq!(tree.sponsor(tree.c, "2026-08-01"), Some(tree.b), "the team goes along");
    let known = tree.stage.read(&Actor::system(), |view| request(view, id).unwrap());
    assert_eq!((known.from, known.people_moved, known.sponsor_before), (day("2026-08-01"), 3, Some(tree.a)));
    let told: Vec<String> = tree.stage.read(&Actor::system(), |view| {
        entries_of(view, &Subject::of(id)).into_iter().map(|entry| entry.event).collect()
    });
    let way = ["tree_request_asked", "tree_request_dated", "tree_request_decided", "tree_request_carried_out"];
    assert_eq!(told, way);
    assert_eq!(tree.letters_about(id), ["request_decided"], "whoever moves is told");
    tree.holds_together();
}

#[test]
fn what_speaks_against_a_move_is_said_when_it_is_asked_and_again_when_it_is_decided() {
    let tree = Tree::new();
    let cases = [
        (to(tree.c), "2026-07-01", "partners.refusal.sponsor_below@sponsor"),
        (to(tree.a), "2026-07-01", "partners.refusal.sponsor_same@sponsor"),
        (to(tree.s), "2025-12-31", "partners.refusal.before_joining@from"),
        (to(PartnerId::new(99)), "2026-07-01", "partners.refusal.upline_unknown@sponsor"),
    ];
    for (wish, from, expected) in cases {
        let outcome = tree.asks(tree.b, wish.clone(), from);
        let keys = match outcome {
            Err(Failure::Refused(refusal)) => refusal.complaints,
            other => panic!("{wish:?}: {other:?}"),
        };
        let said: Vec<String> =
            keys.iter().map(|one| format!("{}@{}", one.key, one.field.as_deref().unwrap_or(""))).collect();
        assert!(said.iter().any(|one| one == expected), "{said:?}");
    }
    let no_reason = NewRequest { partner: tree.b, wish: to(tree.s), from: day("2026-07-01"), reason: " ".to_owned() };
    refused(
        tree.stage.write(&clerk(), move |tx| ask_request(tx, &no_reason)),
        &["partners.refusal.reason_missing@reason"],
    );
    // Meanwhile the wished sponsor has left: whoever decides reads it, and nothing is decided.
    let id = tree.asks(tree.b, to(tree.s), "2026-07-01").unwrap();
    let s = tree.s;
    tree.stage.write(&clerk(), move |tx| partners::end_contract(tx, s, day("2026-06-02"), "auf Wunsch")).unwrap();
    refused(tree.agrees(id, None), &["partners.refusal.upline_left@from"]);
    assert_eq!(tree.state(id), RequestState::Asked);
    tree.stage.write(&boss(), move |tx| decide_request(tx, id, Answer::Refuse, None, "S ist weg")).unwrap();
    assert_eq!(tree.state(id), RequestState::Refused);
    assert_eq!(tree.letters_about(id), ["request_decided"]);
    assert_eq!(tree.sponsor(tree.b, "2026-12-31"), Some(tree.a));
}

#[test]
fn with_two_who_must_agree_the_first_chooses_the_day() {
    let tree = Tree::new();
    let wanted = ApproversNeeded::new(vec![(Matter::Sponsor, 2)]);
    tree.stage.write(&Actor::operator(), move |tx| set_approvers(tx, &wanted, "1-1-1-1-1-1-1")).unwrap();
    let id = tree.asks(tree.b, to(tree.s), "2026-07-01").unwrap();
    assert_eq!(tree.agrees(id, Some("2026-09-01")), Ok(Outcome::Waits(1)));
    assert_eq!(tree.sponsor(tree.b, "2026-12-31"), Some(tree.a));
    let other_day = Some(day("2026-10-01"));
    refused(
        tree.stage.write(&second_boss(), move |tx| decide_request(tx, id, Answer::Agree, other_day, "")),
        &["partners.refusal.day_agreed@from"],
    );
    tree.stage.write(&second_boss(), move |tx| decide_request(tx, id, Answer::Agree, None, "")).unwrap();
    assert_eq!(tree.sponsor(tree.b, "2026-09-01"), Some(tree.s));
    assert_eq!(tree.sponsor(tree.b, "2026-08-31"), Some(tree.a));
}

#[test]
fn a_partner_asks_for_the_own_place_only_and_takes_it_back() {
    let tree = Tree::new();
    let own = partner_actor(tree.b);
    let ask = |number: &'static str, reason: &'static str| {
        tree.stage.write(&own, move |tx| ask_for_own_sponsor(tx, number, reason))
    };
    refused(ask("P-77", ""), &["partners.refusal.upline_unknown@sponsor", "partners.refusal.reason_missing@reason"]);
    refused(ask("P-C", "x"), &["partners.refusal.sponsor_below@sponsor"]);
    let id = ask("p-s", "Wir arbeiten im selben Ort").unwrap();
    let known = tree.stage.read(&Actor::system(), |view| request(view, id).unwrap());
    assert_eq!((known.partner, known.from, known.by_partner), (tree.b, day("2026-07-01"), true));
    assert_eq!(tree.stage.read(&own, |view| own_requests(view).unwrap().len()), 1);
    assert!(tree.stage.read(&partner_actor(tree.c), |view| own_requests(view).unwrap().is_empty()));
    refused(
        tree.stage.write(&partner_actor(tree.c), move |tx| withdraw_own_request(tx, id)),
        &["business.refusal.not_found"],
    );
    refused(tree.stage.write(&clerk(), move |tx| withdraw_request(tx, id)), &["partners.refusal.request_of_others"]);
    tree.stage.write(&own, move |tx| withdraw_own_request(tx, id)).unwrap();
    assert_eq!(tree.state(id), RequestState::Withdrawn);
    refused(tree.agrees(id, None), &["approvals.refusal.already_decided"]);
    refused(tree.stage.write(&own, move |tx| withdraw_own_request(tx, id)), &["partners.refusal.request_decided"]);
    // Whoever has left asks for nothing.
    let b = tree.b;
    tree.stage.write(&clerk(), move |tx| partners::end_contract(tx, b, day("2026-06-01"), "x")).unwrap();
    refused(ask("P-S", "x"), &["partners.refusal.own_contract_ended"]);
}

#[test]
fn whoever_gains_by_a_change_does_not_decide_it() {
    let tree = Tree::new();
    let id = tree.asks(tree.b, to(tree.s), "2026-07-01").unwrap();
    for concerned in [tree.b, tree.s, tree.a] {
        let person = tree.stage.read(&Actor::system(), |view| partner(view, concerned).unwrap().person);
        let both = Actor { person: Some(person), ..boss() };
        refused(
            tree.stage.write(&both, move |tx| decide_request(tx, id, Answer::Agree, None, "")),
            &["approvals.refusal.own_work"],
        );
    }
}

#[test]
fn whoever_leaves_leaves_on_the_day_and_the_team_goes_where_it_was_decided() {
    for team in TeamGoes::ALL {
        let tree = Tree::new();
        let above = match team {
            TeamGoes::ToSponsor => Some(tree.a),
            TeamGoes::ToFirm => None,
            TeamGoes::Stays => Some(tree.b),
        };
        // D goes elsewhere by himself later on; until then he follows the others.
        let later = tree.asks(tree.d, to(tree.s), "2026-09-01").unwrap();
        tree.agrees(later, None).unwrap();
        let id = tree.asks(tree.b, Wish::Leaving { team }, "2026-07-01").unwrap();
        tree.agrees(id, None).unwrap();
        assert_eq!(tree.state(id), RequestState::Approved);
        assert_eq!(tree.sponsor(tree.c, "2026-07-01"), Some(tree.b), "nothing moves before the day");
        refused(tree.stage.write(&clerk(), move |tx| carry_out_request(tx, id)), &["partners.refusal.request_not_due"]);
        tree.stage.on("2026-06-30");
        tree.day_begins();
        assert_eq!(tree.state(id), RequestState::Approved);
        tree.stage.on("2026-07-01");
        assert_eq!(tree.stage.read(&Actor::system(), |view| requests_due(view, view.today())), [id]);
        tree.day_begins();
        assert_eq!(tree.state(id), RequestState::CarriedOut, "{team:?}");
        let known = tree.stage.read(&Actor::system(), |view| partner(view, tree.b).unwrap());
        assert_eq!((known.state, known.left_on), (PartnerState::Left, Some(day("2026-07-01"))));
        for child in [tree.c, tree.d] {
            assert_eq!(tree.sponsor(child, "2026-06-30"), Some(tree.b), "{team:?}");
            assert_eq!(tree.sponsor(child, "2026-07-01"), above, "{team:?}");
        }
        assert_eq!(tree.sponsor(tree.d, "2026-08-31"), above);
        assert_eq!(tree.sponsor(tree.d, "2026-09-01"), Some(tree.s));
        tree.holds_together();
        refused(
            tree.stage.write(&clerk(), move |tx| carry_out_request(tx, id)),
            &["partners.refusal.request_not_approved"],
        );
    }
}

#[test]
fn those_who_would_come_below_a_leaving_one_on_a_later_day_follow_too() {
    let tree = Tree::new();
    let later = tree.asks(tree.s, to(tree.b), "2026-09-01").unwrap();
    tree.agrees(later, None).unwrap();
    let id = tree.asks(tree.b, Wish::Leaving { team: TeamGoes::ToSponsor }, "2026-06-02").unwrap();
    tree.agrees(id, None).unwrap();
    assert_eq!(tree.state(id), RequestState::CarriedOut, "its day is today");
    assert_eq!(tree.sponsor(tree.s, "2026-08-31"), None);
    assert_eq!(tree.sponsor(tree.s, "2026-09-01"), Some(tree.a));
    tree.holds_together();
}

#[test]
fn a_change_that_cannot_be_carried_out_any_more_waits_and_says_why() {
    let tree = Tree::new();
    let id = tree.asks(tree.b, Wish::Leaving { team: TeamGoes::ToSponsor }, "2026-07-01").unwrap();
    tree.agrees(id, None).unwrap();
    let b = tree.b;
    tree.stage.write(&clerk(), move |tx| partners::end_contract(tx, b, day("2026-06-02"), "sofort")).unwrap();
    tree.stage.on("2026-07-01");
    tree.day_begins();
    assert_eq!(tree.state(id), RequestState::Approved);
    refused(tree.stage.write(&clerk(), move |tx| carry_out_request(tx, id)), &["partners.refusal.already_left"]);
}

fn heir(partner: PartnerId, name: &str, terms: &str, from: &str) -> NewHeir {
    NewHeir {
        partner,
        heir: person(name),
        terms_version: terms.to_owned(),
        from: day(from),
        reason: "Todesfall".to_owned(),
    }
}

#[test]
fn a_successor_takes_the_position_over_and_the_statements_before_stay_with_the_one_before() {
    let may = May::new();
    let run = may.posted();
    let stage = &may.stage;
    stage.write(&Actor::operator(), ensure_standard_roles).unwrap();
    let (b, c) = (may.b, may.c);
    let former = stage.read(&Actor::system(), |view| partner(view, b).unwrap().person);
    let asks = |new: NewHeir| stage.write(&clerk(), move |tx| ask_inheritance(tx, &new));
    refused(asks(heir(b, "Erbin", "2026-01", "2026-05-31")), &["partners.refusal.period_closed@from"]);
    refused(asks(heir(b, "Erbin", " ", "2026-06-01")), &["partners.refusal.terms_not_signed@terms"]);
    // Whoever is a partner already is told so by the address.
    refused(asks(heir(b, "C", "2026-01", "2026-06-01")), &["partners.refusal.email_taken@email"]);
    let id = asks(heir(b, "Erbin", "2026-01", "2026-06-01")).unwrap();
    let before = stage.read(&Actor::system(), |view| partner(view, b).unwrap());
    stage.write(&boss(), move |tx| decide_request(tx, id, Answer::Agree, None, "")).unwrap();
    stage.read(&Actor::system(), |view| {
        let after = partner(view, b).unwrap();
        assert_eq!(people::person(view, after.person).unwrap().last_name, "Erbin");
        assert_eq!(
            (after.number.clone(), after.joined_on, after.state),
            (before.number, before.joined_on, before.state)
        );
        assert_eq!(after.terms_accepted_at, before.terms_accepted_at, "settled months are reckoned as they were");
        assert_eq!(sponsor_on(view, c, view.today()), Some(b));
        assert_eq!(holder_on(view, b, day("2026-05-31")), Some(former));
        assert_eq!(holder_on(view, b, day("2026-06-01")), Some(after.person));
        assert_eq!(partners::partner_of_person(view, former), None);
        let account = access::account_of_person(view, after.person).expect("the pages are open to the successor");
        assert_eq!(access::account(view, account).unwrap().partner, Some(b));
        let payee = commissions::payee_of_statement(view, run, b).unwrap().expect("it is kept");
        assert_eq!(payee.address.name, "B");
        for check in CHECKS {
            assert_eq!(check.run(view), [], "{}", check.name);
        }
    });
    // The successor reads nothing of the time before; nobody else does either.
    let successor = stage.read(&Actor::system(), |view| partner(view, b).unwrap().person);
    let as_holder = |person| Actor { person: Some(person), ..partner_actor(b) };
    let read =
        |actor: Actor| stage.read(&actor, |view| commissions::statements_of_partner(view, b).map(|found| found.len()));
    assert_eq!(read(as_holder(successor)), Ok(0));
    assert_eq!(read(as_holder(former)), Ok(1));
    stage.read(&as_holder(successor), |view| assert!(commissions::statement(view, run, b).is_err()));
}

#[test]
fn a_former_holder_loses_the_partner_pages_and_keeps_an_account() {
    let tree = Tree::new();
    tree.stage.write(&Actor::operator(), ensure_standard_roles).unwrap();
    let b = tree.b;
    let former = tree.stage.read(&Actor::system(), |view| partner(view, b).unwrap().person);
    let account = tree
        .stage
        .write(&Actor::operator(), move |tx| {
            let (role, _) = access::role_by_key(tx, "partner").expect("a standard role");
            let email = people::person(tx, former).and_then(|person| person.email).expect("an address");
            access::create_account(tx, &access::NewAccount { person: former, email, roles: vec![role], secret: None })
        })
        .unwrap();
    let partner_of = || tree.stage.read(&Actor::system(), |view| access::account(view, account).unwrap().partner);
    assert_eq!(partner_of(), Some(b));
    let new = heir(b, "Erbin", "2026-01", "2026-06-02");
    let id = tree.stage.write(&clerk(), move |tx| ask_inheritance(tx, &new)).unwrap();
    tree.agrees(id, None).unwrap();
    assert_eq!(partner_of(), None);
    let keys: Vec<String> = tree.stage.read(&Actor::system(), |view| {
        let roles = access::account(view, account).unwrap().roles;
        roles.into_iter().map(|role| access::role(view, role).unwrap().key).collect()
    });
    assert_eq!(keys, ["customer"]);
}

#[test]
fn of_two_positions_of_one_person_the_older_stays() {
    let tree = Tree::new();
    let b = tree.b;
    let bought = person("Kunde");
    let customer = tree
        .stage
        .write(&Actor::operator(), move |tx| {
            let person = people::create_person(tx, &bought)?;
            let new = NewCustomer { person, group: CustomerGroup::Private, partner: Some(b), number: String::new() };
            customers::open_customer(tx, &new)
        })
        .unwrap();
    let merge = |ending: PartnerId, kept: PartnerId| tree.asks(ending, Wish::Merging { kept }, "2026-06-02");
    refused(merge(tree.b, tree.b), &["partners.refusal.merge_same@kept"]);
    refused(merge(tree.a, tree.b), &["partners.refusal.merge_older_stays@kept"]);
    let id = merge(tree.b, tree.t).unwrap();
    tree.agrees(id, None).unwrap();
    assert_eq!(tree.state(id), RequestState::CarriedOut);
    for child in [tree.c, tree.d] {
        assert_eq!(tree.sponsor(child, "2026-06-02"), Some(tree.t));
        assert_eq!(tree.sponsor(child, "2026-06-01"), Some(tree.b));
    }
    tree.stage.read(&Actor::system(), |view| {
        assert_eq!(partner(view, tree.b).unwrap().state, PartnerState::Left);
        assert_eq!(customers::customer(view, customer).unwrap().partner, Some(tree.t));
        assert_eq!(edges_of(view, EdgeKind::Enroller, tree.c).len(), 1, "who brought somebody stays as it was");
    });
    refused(merge(tree.b, tree.t), &["partners.refusal.already_left"]);
    tree.holds_together();
}

#[test]
fn an_older_position_below_the_younger_must_be_moved_first() {
    let tree = Tree::new();
    // S is older than the one below whom it comes to stand.
    let s = tree.stage.partner("P-Y", None);
    let under = tree.asks(tree.a, to(s), "2026-06-02").unwrap();
    tree.agrees(under, None).unwrap();
    let merged = tree.asks(s, Wish::Merging { kept: tree.b }, "2026-06-02");
    refused(merged, &["partners.refusal.merge_below@kept"]);
}

#[test]
fn no_wish_reaches_into_a_settled_month() {
    let may = May::new();
    may.posted();
    let (a, c) = (may.a, may.c);
    let wishes =
        [Wish::Sponsor { sponsor: None }, Wish::Leaving { team: TeamGoes::ToSponsor }, Wish::Merging { kept: a }];
    for wish in wishes {
        for (from, fits) in [("2026-05-31", false), ("2026-06-01", true)] {
            let new = NewRequest { partner: c, wish: wish.clone(), from: day(from), reason: "x".to_owned() };
            let outcome = may.stage.write(&clerk(), move |tx| ask_request(tx, &new));
            match (fits, outcome) {
                (true, Ok(_)) => {}
                (false, Err(Failure::Refused(refusal))) => {
                    assert_eq!(refusal.complaints.len(), 1);
                    assert_eq!(refusal.complaints[0].key, "partners.refusal.period_closed");
                    let said = refusal.complaints[0].say(Language::De);
                    assert!(said.contains("frühestens am 1. Juni 2026"), "{said}");
                }
                (_, other) => panic!("{wish:?} from {from}: {other:?}"),
            }
        }
    }
    // Whoever agrees cannot choose such a day either.
    let found = may.stage.read(&boss(), |view| find_requests(view, RequestWish::default(), 0, 10).unwrap());
    assert_eq!(found.total, 3);
    let (id, _) = found.rows.iter().find(|(_, one)| one.wish.matter() == Matter::Sponsor).unwrap().clone();
    let may_day = Some(day("2026-05-01"));
    refused(
        may.stage.write(&boss(), move |tx| decide_request(tx, id, Answer::Agree, may_day, "")),
        &["partners.refusal.period_closed@from"],
    );
}

#[test]
fn the_requests_are_narrowed_and_strangers_see_none() {
    let tree = Tree::new();
    tree.asks(tree.b, to(tree.s), "2026-07-01").unwrap();
    let own = partner_actor(tree.c);
    tree.stage.write(&own, |tx| ask_for_own_sponsor(tx, "P-S", "näher")).unwrap();
    let count = |wish: RequestWish| tree.stage.read(&boss(), |view| find_requests(view, wish, 0, 10).unwrap().total);
    assert_eq!(count(RequestWish::default()), 2);
    assert_eq!(count(RequestWish { by_partner: Some(true), ..RequestWish::default() }), 1);
    assert_eq!(count(RequestWish { partner: Some(tree.b), ..RequestWish::default() }), 1);
    assert_eq!(count(RequestWish { state: Some(RequestState::Refused), ..RequestWish::default() }), 0);
    assert_eq!(count(RequestWish { matter: Some(Matter::Sponsor), ..RequestWish::default() }), 2);
    let strangers = tree.stage.read(&own, |view| find_requests(view, RequestWish::default(), 0, 10));
    refused(strangers, &["business.refusal.not_allowed"]);
    let open = tree.stage.read(&boss(), |view| approvals::approvals_to_decide(view).len());
    assert_eq!(open, 2);
}
