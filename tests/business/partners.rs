//! Registering, accepting, moving, leaving, and who sees whom.

use std::collections::BTreeMap;

use kontor::business::actor::Actor;
use kontor::business::catalog::PriceRole;
use kontor::business::checks;
use kontor::business::commissions;
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::orders;
use kontor::business::partners::{
    self, EdgeKind, Imported, ImportedPartner, NewPartner, PartnerState, Tree, TreeTrouble,
};
use kontor::business::people::{self, ConsentKind};
use kontor::business::permission::Permission;
use kontor::store::{OutboxState, entries_of, outbox_newest};
use kontor::values::{Language, PartnerId};
use proptest::prelude::*;

use crate::business::stage::{Stage, day, partner_actor, person, refused, staff};

const NOT_FOUND: &str = "business.refusal.not_found";

fn new_partner(name: &str) -> NewPartner {
    NewPartner { person: person(name), sponsor: None, secret: [7; 16] }
}

#[test]
fn a_partner_registers_somebody_who_accepts_the_terms_by_letter() {
    let stage = Stage::new();
    let top = stage.partner("P-1", None);
    let below = stage.partner("P-2", Some("P-1"));
    let new = NewPartner { sponsor: Some(below), ..new_partner("Berger") };
    let id = stage.write(&partner_actor(top), move |tx| partners::register_partner(tx, &new)).unwrap();

    stage.read(&Actor::system(), |view| {
        let partner = partners::partner(view, id).unwrap();
        assert_eq!(partner.state, PartnerState::Invited);
        assert_eq!(partner.number, "P-1001");
        assert_eq!(partners::sponsor_on(view, id, view.today()), Some(below));
        assert_eq!(partners::edge_on(view, EdgeKind::Enroller, id, view.today()).unwrap().parent, Some(top));
        let (_, letter) = outbox_newest(view, None, 1).pop().unwrap();
        assert_eq!((letter.template.as_str(), letter.recipient.as_str()), ("partner_invitation", "berger@example.com"));
        assert_eq!(letter.secret, "07".repeat(16));
        assert_eq!(letter.state, OutboxState::Waiting);
        assert_eq!(partners::invited_by(view, &[7; 16]), Some(id));
    });

    let visitor = Actor::visitor(Language::De);
    let accepted = stage.write(&visitor, |tx| partners::accept_terms(tx, &[7; 16], "2026-05")).unwrap();
    assert_eq!(accepted, id);
    stage.read(&Actor::system(), |view| {
        let partner = partners::partner(view, id).unwrap();
        assert_eq!((partner.state, partner.terms_version.as_str()), (PartnerState::Active, "2026-05"));
        assert_eq!(partner.terms_accepted_at, Some(view.now()));
        let consents = people::person(view, partner.person).unwrap().consents;
        assert_eq!((consents[0].kind, consents[0].version.as_str()), (ConsentKind::PartnerTerms, "2026-05"));
        let told: Vec<String> =
            entries_of(view, &kontor::store::Subject::of(id)).into_iter().map(|e| e.event).collect();
        assert_eq!(told, ["partner_registered", "partner_activated"]);
    });
    refused(
        stage.write(&visitor, |tx| partners::accept_terms(tx, &[7; 16], "2026-05")),
        &["partners.refusal.invitation_unknown"],
    );
}

#[test]
fn a_registration_is_refused_for_everything_that_is_wrong_at_once() {
    let stage = Stage::new();
    let top = stage.partner("P-1", None);
    let stranger = stage.partner("P-9", None);
    let mut new = NewPartner { sponsor: Some(stranger), ..new_partner("Berger") };
    new.person.email = None;
    let wrong = new.clone();
    refused(
        stage.write(&partner_actor(top), move |tx| partners::register_partner(tx, &wrong)),
        &["partners.refusal.sponsor_outside_team@sponsor", "partners.refusal.email_missing@email"],
    );
    let taken = NewPartner { person: person("P-9"), ..new_partner("x") };
    refused(
        stage.write(&partner_actor(top), move |tx| partners::register_partner(tx, &taken)),
        &["partners.refusal.email_taken@email"],
    );
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let unknown = NewPartner { sponsor: Some(PartnerId::new(77)), ..new_partner("Berger") };
    refused(
        stage.write(&clerk, move |tx| partners::register_partner_for(tx, &unknown, None)),
        &["partners.refusal.upline_unknown@sponsor"],
    );
    stage.write(&clerk, move |tx| partners::end_contract(tx, stranger, day("2026-06-01"), "auf Wunsch")).unwrap();
    let left = NewPartner { sponsor: Some(stranger), ..new_partner("Berger") };
    refused(
        stage.write(&clerk, move |tx| partners::register_partner_for(tx, &left, Some(stranger))),
        &["partners.refusal.upline_left@sponsor", "partners.refusal.upline_left@enroller"],
    );
    refused(
        stage.write(&partner_actor(stranger), |tx| partners::register_partner(tx, &new_partner("Berger"))),
        &["partners.refusal.own_contract_ended"],
    );
    refused(
        stage.write(&staff(3, &[]), |tx| partners::register_partner(tx, &new_partner("Berger"))),
        &["business.refusal.not_allowed"],
    );
}

fn later(stage: &Stage, seconds: i64) {
    let clock = stage.door.clock();
    clock.set(clock.now().plus_seconds(seconds));
}

#[test]
fn names_are_the_same_however_they_were_typed() {
    let cases = [
        (("Anna", "Auer"), ("Anna", "Auer"), true),
        (("Anna", "Auer"), ("  anna ", "AUER"), true),
        (("Anna  Maria", "Auer"), ("Anna Maria", "Auer"), true),
        (("Änne", "Öztürk"), ("änne", "öztürk"), true),
        (("Anna", "Auer"), ("Anna", "Bauer"), false),
        (("Anna", "Auer"), ("Auer", "Anna"), false),
    ];
    let named = |(first, last): (&str, &str)| kontor::business::people::Person {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        ..person("x")
    };
    for (one, other, same) in cases {
        assert_eq!(named(one).has_name_of(&named(other)), same, "{one:?} {other:?}");
    }
}

#[test]
fn somebody_known_stays_one_person_when_a_partner_types_the_name_otherwise() {
    let stage = Stage::new();
    let actor = partner_actor(stage.partner("P-1", None));
    let new = new_partner("Berger");
    let known = new.person.clone();
    let id = stage.write(&staff(2, &[Permission::CustomersEdit]), move |tx| people::create_person(tx, &known)).unwrap();
    let mut typed = new;
    typed.person.last_name = format!("  {} ", typed.person.last_name.to_uppercase());
    let partner = stage.write(&actor, move |tx| partners::register_partner(tx, &typed)).unwrap();
    let person = stage.read(&Actor::system(), |view| partners::partner(view, partner).unwrap().person);
    assert_eq!(person, id);
}

#[test]
fn a_mailbox_is_not_filled_with_the_same_invitation() {
    let stage = Stage::new();
    let actor = partner_actor(stage.partner("P-1", None));
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let id = stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    let again = |secret: u8| {
        let secret = [secret; 16];
        stage.write(&actor, move |tx| partners::invite_again(tx, id, &secret))
    };
    later(&stage, 10 * 60 - 1);
    refused(again(1), &["partners.refusal.invited_just_now"]);
    later(&stage, 1);
    for secret in 1..=5 {
        again(secret).unwrap();
        refused(again(secret), &["partners.refusal.invited_just_now"]);
        later(&stage, 10 * 60);
    }
    refused(again(6), &["partners.refusal.invited_often"]);
    refused(
        stage.write(&clerk, move |tx| partners::invite_again_for(tx, id, &[6; 16])),
        &["partners.refusal.invited_often"],
    );
    stage.on("2026-06-03");
    again(7).unwrap();
}

#[test]
fn a_partner_who_has_left_begins_nothing_new_and_keeps_reading() {
    let stage = Stage::new();
    let own = stage.partner("P-1", None);
    let mut actor = partner_actor(own);
    actor.permissions = actor.permissions.with(&[Permission::PartnerOrderForCustomer]);
    let id = stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    stage.write(&actor, |tx| partners::bring_customer(tx, &person("Huber"))).unwrap();
    let clerk = staff(2, &[Permission::PartnersEdit]);
    stage.write(&clerk, move |tx| partners::end_contract(tx, own, day("2026-06-02"), "auf Wunsch")).unwrap();
    stage.on("2026-06-03");
    let ended = &["partners.refusal.own_contract_ended"];
    refused(stage.write(&actor, |tx| partners::bring_customer(tx, &person("Gruber"))), ended);
    refused(stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Neu"))), ended);
    refused(stage.write(&actor, move |tx| partners::invite_again(tx, id, &[8; 16])), ended);
    refused(stage.write(&actor, move |tx| partners::withdraw_invitation(tx, id, "x")), ended);
    stage.read(&actor, |view| {
        assert_eq!(partners::working_partner(view, view.actor()), None);
        assert_eq!(
            orders::price_role(view, view.actor(), orders::own_buyer(view, view.actor())),
            PriceRole::Customer,
            "partner prices end with the contract"
        );
        assert_eq!(commissions::statements_of_partner(view, own).unwrap(), [], "the own statements may be read");
        assert!(partners::see_partner(view, own).is_ok(), "the own record may be read");
    });
    // Team and customers are nobody's business any more.
    let refused_to_look = |what: &str, outcome: Result<(), Failure>| {
        let Failure::Refused(refusal) = outcome.expect_err(what) else { panic!("{what}") };
        assert_eq!((refusal.kind, refusal.complaints[0].key), (RefusalKind::NotAllowed, ended[0]), "{what}");
    };
    stage.read(&actor, |view| {
        refused_to_look("a member", partners::see_partner(view, id).map(|_| ()));
        refused_to_look("the team", partners::team_of(view, own, view.today()).map(|_| ()));
        let wish = kontor::business::customers::CustomerWish::default();
        refused_to_look("the customers", partners::find_own_customers(view, &wish, 0, 9).map(|_| ()));
        let customer = kontor::business::customers::customers_of_partner(view, own)[0];
        refused_to_look("a customer", partners::see_own_customer(view, customer).map(|_| ()));
        refused_to_look("invitations", partners::invitations(view).map(|_| ()));
    });
}

#[test]
fn an_invitation_can_be_renewed_and_runs_out() {
    let stage = Stage::new();
    let top = stage.partner("P-1", None);
    let stranger = stage.partner("P-9", None);
    let actor = partner_actor(top);
    let id = stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    refused(stage.write(&partner_actor(stranger), move |tx| partners::invite_again(tx, id, &[8; 16])), &[NOT_FOUND]);
    refused(
        stage.write(&actor, move |tx| partners::invite_again(tx, id, &[8; 16])),
        &["partners.refusal.invited_just_now"],
    );
    later(&stage, 10 * 60);
    stage.write(&actor, move |tx| partners::invite_again(tx, id, &[8; 16])).unwrap();
    let visitor = Actor::visitor(Language::De);
    refused(
        stage.write(&visitor, |tx| partners::accept_terms(tx, &[7; 16], "1")),
        &["partners.refusal.invitation_unknown"],
    );
    stage.on("2026-08-02");
    refused(
        stage.write(&visitor, |tx| partners::accept_terms(tx, &[8; 16], "1")),
        &["partners.refusal.invitation_expired"],
    );
    stage.write(&actor, move |tx| partners::invite_again(tx, id, &[9; 16])).unwrap();
    stage.write(&visitor, |tx| partners::accept_terms(tx, &[9; 16], "1")).unwrap();
    refused(
        stage.write(&actor, move |tx| partners::invite_again(tx, id, &[1; 16])),
        &["partners.refusal.invitation_answered"],
    );
}

#[test]
fn a_change_of_sponsor_holds_from_its_day_and_never_before() {
    let stage = Stage::new();
    let (a, b, c) = (stage.partner("A", None), stage.partner("B", None), stage.partner("C", Some("A")));
    let clerk = staff(2, &[Permission::PartnersEdit]);
    stage.write(&clerk, move |tx| partners::change_sponsor(tx, c, Some(b), day("2026-06-15"), "Umzug")).unwrap();
    stage.read(&Actor::system(), |view| {
        for (on, sponsor) in [("2026-01-01", a), ("2026-06-14", a), ("2026-06-15", b), ("2030-01-01", b)] {
            assert_eq!(partners::sponsor_on(view, c, day(on)), Some(sponsor), "{on}");
            let tree = partners::tree_on(view, EdgeKind::Sponsor, day(on));
            assert_eq!(tree.parent(tree.place(c).unwrap()), tree.place(sponsor), "{on}");
        }
        assert_eq!(partners::children_of(view, EdgeKind::Sponsor, Some(a), day("2026-06-15")), []);
        assert_eq!(partners::children_of(view, EdgeKind::Sponsor, Some(b), day("2026-06-15")), [c]);
        assert_eq!(partners::children_of(view, EdgeKind::Sponsor, None, day("2026-06-15")), [a, b]);
    });
    // The same day again replaces what was said for it.
    stage.write(&clerk, move |tx| partners::change_sponsor(tx, c, None, day("2026-06-15"), "Irrtum")).unwrap();
    stage.read(&Actor::system(), |view| {
        assert_eq!(partners::sponsor_on(view, c, day("2026-06-15")), None);
        assert_eq!(partners::edges_of(view, EdgeKind::Sponsor, c).len(), 2);
    });
}

#[test]
fn a_change_of_sponsor_is_refused() {
    let stage = Stage::new();
    let (a, b, c) = (stage.partner("A", None), stage.partner("B", Some("A")), stage.partner("C", Some("B")));
    let d = stage.partner("D", None);
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let check = |id: PartnerId, sponsor: Option<PartnerId>, from: &str, reason: &'static str, expected: &[&str]| {
        let from = day(from);
        refused(stage.write(&clerk, move |tx| partners::change_sponsor(tx, id, sponsor, from, reason)), expected);
    };
    check(c, Some(b), "2026-06-15", "x", &["partners.refusal.sponsor_same@sponsor"]);
    check(a, Some(c), "2026-06-15", "x", &["partners.refusal.sponsor_below@sponsor"]);
    check(a, Some(a), "2026-06-15", "x", &["partners.refusal.sponsor_self@sponsor"]);
    check(a, Some(PartnerId::new(99)), "2026-06-15", "x", &["partners.refusal.upline_unknown@sponsor"]);
    check(
        c,
        Some(a),
        "2025-12-31",
        " ",
        &[
            "partners.refusal.before_joining@from",
            "partners.refusal.sponsor_joined_later@sponsor",
            "partners.refusal.reason_missing@reason",
        ],
    );
    // A is moved below D in August; until then nothing forbids D below C, but in August the circle would close.
    stage.write(&clerk, move |tx| partners::change_sponsor(tx, a, Some(d), day("2026-08-01"), "x")).unwrap();
    check(d, Some(c), "2026-07-01", "x", &["partners.refusal.sponsor_below@sponsor"]);
    check(a, None, "2026-07-01", "x", &["partners.refusal.later_change_exists@from"]);
    stage.write(&clerk, move |tx| partners::end_contract(tx, d, day("2026-06-01"), "x")).unwrap();
    check(b, Some(d), "2026-07-01", "x", &["partners.refusal.upline_left@sponsor"]);
}

#[test]
fn leaving_keeps_the_place_in_the_tree_and_is_refused_when_it_cannot_be() {
    let stage = Stage::new();
    let (a, b) = (stage.partner("A", None), stage.partner("B", Some("A")));
    let clerk = staff(2, &[Permission::PartnersEdit]);
    refused(
        stage.write(&clerk, move |tx| partners::end_contract(tx, a, day("2026-06-03"), "")),
        &["partners.refusal.day_in_future@on", "partners.refusal.reason_missing@reason"],
    );
    refused(
        stage.write(&clerk, move |tx| partners::end_contract(tx, a, day("2025-12-31"), "x")),
        &["partners.refusal.before_joining@on"],
    );
    stage.write(&clerk, move |tx| partners::end_contract(tx, a, day("2026-06-01"), "auf Wunsch")).unwrap();
    refused(
        stage.write(&clerk, move |tx| partners::end_contract(tx, a, day("2026-06-01"), "x")),
        &["partners.refusal.already_left"],
    );
    stage.read(&Actor::system(), |view| {
        assert_eq!(partners::partner(view, a).unwrap().state, PartnerState::Left);
        assert_eq!(partners::sponsor_on(view, b, view.today()), Some(a));
    });
}

#[test]
fn a_partner_sees_the_own_team_and_nobody_else() {
    let stage = Stage::new();
    let (a, b, c) = (stage.partner("A", None), stage.partner("B", Some("A")), stage.partner("C", Some("B")));
    let d = stage.partner("D", None);
    let see = |actor: &Actor, id| stage.door.read(actor, |view| partners::see_partner(view, id)).is_ok();
    let cases = [(a, a, true), (a, c, true), (b, a, false), (b, c, true), (c, b, false), (d, a, false), (a, d, false)];
    for (who, whom, allowed) in cases {
        assert_eq!(see(&partner_actor(who), whom), allowed, "{who} looks at {whom}");
    }
    assert!(see(&staff(2, &[Permission::PartnersView]), d));
    refused(stage.door.read(&staff(3, &[]), |view| partners::see_partner(view, d)), &["business.refusal.not_allowed"]);
    let (tree, team) = stage.door.read(&partner_actor(a), |view| partners::team_of(view, a, view.today())).unwrap();
    let seen: Vec<_> = team.iter().map(|member| (member.partner, member.level, member.sponsor)).collect();
    assert_eq!(seen, [(a, 0, None), (b, 1, Some(a)), (c, 2, Some(b))]);
    assert_eq!(tree.len(), 4);
    refused(
        stage.door.read(&partner_actor(b), |view| partners::team_of(view, a, view.today()).map(|_| ())),
        &[NOT_FOUND],
    );
}

#[test]
fn an_import_takes_over_partners_and_the_same_again_changes_nothing() {
    let stage = Stage::new();
    let a = stage.partner("A", None);
    assert_eq!(stage.partner("A", None), a);
    let row = |number: &str, sponsor: Option<&str>| ImportedPartner {
        number: number.to_owned(),
        person: person(number),
        joined_on: day("2026-01-01"),
        left_on: None,
        enroller: None,
        sponsor: sponsor.map(str::to_owned),
        terms_version: String::new(),
    };
    let import = |new: ImportedPartner| stage.write(&Actor::operator(), move |tx| partners::import_partner(tx, &new));
    import(row("B", Some("A"))).unwrap();
    let b = stage.read(&Actor::system(), |view| partners::partner_by_number(view, "B")).unwrap();
    assert_eq!(import(row("B", Some("A"))), Ok(Imported::Known(b)));
    assert_eq!(stage.read(&Actor::system(), |view| partners::partner(view, b).unwrap().state), PartnerState::Invited);
    refused(
        import(row(" ", Some("Z"))),
        &["partners.refusal.number_missing@number", "partners.refusal.number_unknown@sponsor"],
    );
    refused(import(row("B", None)), &["partners.refusal.import_differs@sponsor"]);
    let early = ImportedPartner { joined_on: day("2025-01-01"), ..row("C", Some("A")) };
    refused(import(early), &["partners.refusal.sponsor_joined_later@sponsor"]);
    let gone = ImportedPartner { left_on: Some(day("2025-12-01")), ..row("C", None) };
    refused(import(gone), &["partners.refusal.left_before_joining@left_on"]);
}

fn edges(pairs: &[(u64, u64)]) -> Vec<(PartnerId, Option<PartnerId>)> {
    pairs.iter().map(|(id, above)| (PartnerId::new(*id), (*above > 0).then(|| PartnerId::new(*above)))).collect()
}

#[test]
fn edges_that_are_no_tree_are_named() {
    let check = |pairs: &[(u64, u64)], expected: TreeTrouble| {
        assert_eq!(Tree::grow(&edges(pairs)).unwrap_err(), expected, "{pairs:?}");
    };
    let id = PartnerId::new;
    check(&[(1, 0), (1, 0)], TreeTrouble::Twice(id(1)));
    check(&[(1, 0), (2, 7)], TreeTrouble::Orphan { partner: id(2), parent: id(7) });
    check(&[(1, 0), (2, 3), (3, 2)], TreeTrouble::Circle(id(2)));
    check(&[(1, 1)], TreeTrouble::Circle(id(1)));
    assert!(Tree::grow(&[]).unwrap().is_empty());
}

proptest! {
    #[test]
    fn a_tree_keeps_every_edge_and_its_sums_are_those_of_a_slow_walk(
        above in prop::collection::vec(0_u64..1_000, 1..60),
        turn in 0_usize..60,
    ) {
        let pairs: Vec<(u64, u64)> =
            (1..).zip(above).map(|(id, pick)| (id, pick % id)).collect();
        let mut shuffled = pairs.clone();
        shuffled.rotate_left(turn % pairs.len());
        let tree = Tree::grow(&edges(&shuffled)).unwrap();
        prop_assert_eq!(&tree, &Tree::grow(&edges(&pairs)).unwrap());
        let sizes = tree.team_sizes();
        let parents: BTreeMap<u64, u64> = pairs.iter().copied().collect();
        for (id, parent) in &pairs {
            let place = tree.place(PartnerId::new(*id)).unwrap();
            prop_assert_eq!(tree.parent(place), tree.place(PartnerId::new(*parent)));
            prop_assert!(tree.parent(place).is_none_or(|parent| parent < place));
            let slow = parents.keys().filter(|other| {
                let mut at = **other;
                while at != 0 && at != *id { at = parents[&at]; }
                at == *id
            }).count();
            prop_assert_eq!(sizes[usize::try_from(place).unwrap()], i64::try_from(slow).unwrap());
            let team: u32 = tree.team_levels(place).iter().map(|level| level.end - level.start).sum();
            prop_assert_eq!(usize::try_from(team).unwrap(), slow);
        }
    }
}

#[test]
fn an_open_invitation_is_withdrawn_with_a_reason_and_leaves_no_trace_in_the_tree() {
    let stage = Stage::new();
    let top = stage.partner("P-1", None);
    let stranger = stage.partner("P-9", None);
    let actor = partner_actor(top);
    let id = stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    let withdraw = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| partners::withdraw_invitation(tx, id, " ");
    refused(stage.write(&actor, withdraw), &["partners.refusal.reason_missing@reason"]);
    let foreign = stage.write(&partner_actor(stranger), move |tx| partners::withdraw_invitation(tx, id, "x"));
    refused(foreign, &[NOT_FOUND]);
    refused(
        stage.write(&staff(3, &[]), move |tx| partners::withdraw_invitation(tx, id, "x")),
        &["business.refusal.not_allowed"],
    );
    stage.write(&actor, move |tx| partners::withdraw_invitation(tx, id, "Tippfehler")).unwrap();
    stage.read(&Actor::system(), |view| {
        let withdrawn = partners::partner(view, id).unwrap();
        assert_eq!((withdrawn.state, withdrawn.left_because.as_str()), (PartnerState::Withdrawn, "Tippfehler"));
        assert_eq!(partners::partner_of_person(view, withdrawn.person), None);
        assert_eq!(partners::invited_by(view, &[7; 16]), None);
        assert_eq!(partners::tree_on(view, EdgeKind::Sponsor, view.today()).place(id), None);
        let wrong = checks::CHECKS.iter().flat_map(|check| check.run(view)).count();
        assert_eq!(wrong, 0, "kontor check finds nothing wrong");
    });
    refused(stage.write(&actor, move |tx| partners::withdraw_invitation(tx, id, "x")), &[NOT_FOUND]);
    // The same person may be invited anew, as a new partner.
    let again = stage.write(&actor, |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    assert_ne!(again, id);
    let visitor = Actor::visitor(Language::De);
    refused(
        stage.write(&visitor, |tx| partners::accept_terms(tx, &[7; 16], " ")),
        &["partners.refusal.terms_missing@terms"],
    );
    stage.write(&visitor, |tx| partners::accept_terms(tx, &[7; 16], "1")).unwrap();
    let clerk = staff(2, &[Permission::PartnersEdit]);
    refused(
        stage.write(&clerk, move |tx| partners::withdraw_invitation_for(tx, again, "x")),
        &["partners.refusal.invitation_answered"],
    );
}

#[test]
fn whoever_leads_somebody_already_cannot_be_withdrawn() {
    let stage = Stage::new();
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let id = stage.write(&clerk, |tx| partners::register_partner_for(tx, &new_partner("Berger"), None)).unwrap();
    let below = NewPartner { sponsor: Some(id), secret: [8; 16], ..new_partner("Cerny") };
    stage.write(&clerk, move |tx| partners::register_partner_for(tx, &below, None)).unwrap();
    refused(
        stage.write(&clerk, move |tx| partners::withdraw_invitation_for(tx, id, "x")),
        &["partners.refusal.invited_leads"],
    );
}

#[test]
fn open_invitations_are_listed_for_those_above_and_for_staff() {
    let stage = Stage::new();
    let top = stage.partner("P-1", None);
    let below = stage.partner("P-2", Some("P-1"));
    let stranger = stage.partner("P-9", None);
    let id = stage.write(&partner_actor(below), |tx| partners::register_partner(tx, &new_partner("Berger"))).unwrap();
    let seen = |actor: &Actor| {
        let found = stage.door.read(actor, partners::invitations).unwrap();
        found.into_iter().map(|invitation| invitation.partner).collect::<Vec<_>>()
    };
    assert_eq!(seen(&partner_actor(below)), [id]);
    assert_eq!(seen(&partner_actor(top)), [id]);
    assert!(seen(&partner_actor(stranger)).is_empty());
    assert_eq!(seen(&staff(2, &[Permission::PartnersView])), [id]);
    refused(stage.door.read(&staff(3, &[]), partners::invitations), &["business.refusal.not_allowed"]);
}

#[test]
fn contact_is_told_of_those_who_are_near_and_of_nobody_deeper() {
    let stage = Stage::new();
    let top = stage.partner("A", None);
    let middle = stage.partner("B", Some("A"));
    let low = stage.partner("C", Some("B"));
    let told = |actor: &Actor, id| {
        stage.door.read(actor, |view| partners::contact_of(view, id)).map(|contact| contact.is_some())
    };
    assert_eq!(told(&partner_actor(top), middle), Ok(true));
    assert_eq!(told(&partner_actor(top), low), Ok(false));
    assert_eq!(told(&partner_actor(middle), middle), Ok(true));
    refused(told(&partner_actor(middle), top), &[NOT_FOUND]);
    assert_eq!(told(&staff(2, &[Permission::PartnersView]), low), Ok(true));
}

#[test]
fn staff_change_particulars_and_notice_each_other() {
    let stage = Stage::new();
    let id = stage.partner("Adler", None);
    stage.partner("Berger", None);
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let kept = || {
        stage.read(&Actor::system(), |view| people::person(view, partners::partner(view, id).unwrap().person).unwrap())
    };
    let seen = partners::particulars_seen(&kept());
    let change = |actor: &Actor, seen: &str, new: people::Person| {
        let seen = seen.to_owned();
        stage.write(actor, move |tx| partners::change_particulars(tx, id, &seen, &new))
    };
    let moved = people::Person { phone: "+43 1 234".to_owned(), ..kept() };
    refused(change(&staff(3, &[Permission::CustomersEdit]), &seen, moved.clone()), &["business.refusal.not_allowed"]);
    refused(change(&clerk, &seen, people::Person { email: None, ..kept() }), &["partners.refusal.email_missing@email"]);
    refused(
        change(&clerk, &seen, people::Person { email: person("Berger").email, ..kept() }),
        &["partners.refusal.email_taken@email"],
    );
    change(&clerk, &seen, moved.clone()).unwrap();
    assert_eq!(kept().phone, "+43 1 234");
    refused(change(&clerk, &seen, moved), &["partners.refusal.changed_meanwhile"]);
}

#[test]
fn staff_send_invitations_again_and_take_them_back() {
    let stage = Stage::new();
    let clerk = staff(2, &[Permission::PartnersEdit]);
    let id = stage.write(&clerk, |tx| partners::register_partner_for(tx, &new_partner("Berger"), None)).unwrap();
    let other = staff(3, &[Permission::PartnersView]);
    refused(
        stage.write(&other, move |tx| partners::invite_again_for(tx, id, &[8; 16])),
        &["business.refusal.not_allowed"],
    );
    refused(
        stage.write(&other, move |tx| partners::withdraw_invitation_for(tx, id, "x")),
        &["business.refusal.not_allowed"],
    );
    later(&stage, 10 * 60);
    stage.write(&clerk, move |tx| partners::invite_again_for(tx, id, &[8; 16])).unwrap();
    assert_eq!(stage.read(&Actor::system(), |view| partners::invited_by(view, &[8; 16])), Some(id));
    stage.write(&clerk, move |tx| partners::withdraw_invitation_for(tx, id, "Irrtum")).unwrap();
    assert_eq!(stage.read(&Actor::system(), |view| partners::invited_by(view, &[8; 16])), None);
}
