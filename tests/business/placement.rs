//! Seats: how the rules find one, who gives one by hand, and how long a newcomer waits.

use kontor::app::{LookedForSeats, begin_day, look_at_calendar};
use kontor::business::actor::Actor;
use kontor::business::checks::CHECKS;
use kontor::business::failure::Failure;
use kontor::business::partners::{
    Edge, EdgeKind, PlacementRule, PlacementRules, Seat, Seats, edge_on, own_waiting, place_due, place_for,
    place_newcomer, placement_rules, see_waiting, set_placement_rules,
};
use kontor::business::permission::Permission;
use kontor::store::decode;
use kontor::values::PartnerId;
use proptest::prelude::*;

use crate::business::stage::{Stage, day, partner_actor, refused, staff};

fn id(number: u64) -> PartnerId {
    PartnerId::new(number)
}

fn seat(parent: u64, leg: u32) -> Seat {
    Seat { parent: id(parent), leg }
}

/// Partner, above, leg; 0 above is the firm.
fn seats(placed: &[(u64, u64, u32)]) -> Seats {
    Seats::of(placed.iter().map(|(one, above, leg)| (id(*one), (*above > 0).then(|| seat(*above, *leg)))))
}

#[test]
fn each_rule_gives_the_seat_that_it_promises() {
    let alone = seats(&[(1, 0, 0)]);
    let left_full = seats(&[(1, 0, 0), (2, 1, 1)]);
    let one_level = seats(&[(1, 0, 0), (2, 1, 1), (3, 1, 2)]);
    let left_heavy = seats(&[(1, 0, 0), (2, 1, 1), (3, 1, 2), (4, 2, 1), (5, 2, 2), (6, 4, 1)]);
    let only_right = seats(&[(1, 0, 0), (3, 1, 2)]);
    let cases: [(&str, &Seats, u32, PlacementRule, Option<Seat>); 12] = [
        ("nobody is placed but by hand", &alone, 2, PlacementRule::ByHand, None),
        ("the first comes to the left", &alone, 2, PlacementRule::Spillover, Some(seat(1, 1))),
        ("the second to the right", &left_full, 2, PlacementRule::Spillover, Some(seat(1, 2))),
        (
            "a full level spills over to the next, from the left",
            &one_level,
            2,
            PlacementRule::Spillover,
            Some(seat(2, 1)),
        ),
        ("a third leg is a seat of the same level", &one_level, 3, PlacementRule::Spillover, Some(seat(1, 3))),
        ("the highest free seat wins over a deeper one", &left_heavy, 2, PlacementRule::Spillover, Some(seat(3, 1))),
        ("a gap on the left is filled first", &only_right, 2, PlacementRule::Spillover, Some(seat(1, 1))),
        ("of equal legs the first is the weaker", &alone, 2, PlacementRule::WeakerLeg, Some(seat(1, 1))),
        ("an empty leg is the weakest", &left_full, 2, PlacementRule::WeakerLeg, Some(seat(1, 2))),
        ("two legs of one: the left", &one_level, 2, PlacementRule::WeakerLeg, Some(seat(2, 1))),
        ("fewer people are the weaker leg", &left_heavy, 2, PlacementRule::WeakerLeg, Some(seat(3, 1))),
        ("an empty left leg is weaker than the right", &only_right, 2, PlacementRule::WeakerLeg, Some(seat(1, 1))),
    ];
    for (name, seats, legs, rule, expected) in cases {
        assert_eq!(rule.seat(seats, id(1), legs), expected, "{name}");
    }
    assert_eq!(left_heavy.people_on(seat(1, 1)), 4);
    assert!(left_heavy.is_in_team(id(6), id(2)) && !left_heavy.is_in_team(id(6), id(3)));
    // Spillover in somebody's team never leaves that team.
    assert_eq!(PlacementRule::Spillover.seat(&left_heavy, id(4), 2), Some(seat(4, 2)));
}

proptest! {
    #[test]
    fn spillover_fills_level_by_level_and_never_gives_a_seat_twice(count in 1_u64..80, legs in 2_u32..5) {
        let mut placed = seats(&[(1, 0, 0)]);
        let mut depth = std::collections::BTreeMap::from([(1_u64, 0_u32)]);
        let mut deepest = 0;
        for one in 2..=count {
            let seat = PlacementRule::Spillover.seat(&placed, id(1), legs).unwrap();
            prop_assert!(placed.is_free(seat));
            let level = depth[&seat.parent.number()] + 1;
            prop_assert!(level >= deepest, "a level is full before the next begins");
            deepest = level;
            depth.insert(one, level);
            placed.take(id(one), Some(seat));
        }
        let capacity: u64 = (0..=deepest).map(|level| u64::from(legs).pow(level)).sum();
        prop_assert!(count <= capacity);
    }

    #[test]
    fn the_weaker_leg_keeps_the_legs_of_the_top_even(count in 1_u64..80, legs in 2_u32..5) {
        let mut placed = seats(&[(1, 0, 0)]);
        for one in 2..=count {
            let seat = PlacementRule::WeakerLeg.seat(&placed, id(1), legs).unwrap();
            prop_assert!(placed.is_free(seat));
            placed.take(id(one), Some(seat));
        }
        let people: Vec<usize> = (1..=legs).map(|leg| placed.people_on(seat(1, leg))).collect();
        prop_assert!(people.iter().max().unwrap() - people.iter().min().unwrap() <= 1, "{:?}", people);
    }
}

/// T sponsors A and B, and A sponsors C; everybody since New Year. Today is the 2nd of June 2026.
struct Firm {
    stage: Stage,
    t: PartnerId,
    a: PartnerId,
    b: PartnerId,
    c: PartnerId,
}

impl Firm {
    fn new() -> Firm {
        let stage = Stage::new();
        let t = stage.partner("P-T", None);
        let (a, b) = (stage.partner("P-A", Some("P-T")), stage.partner("P-B", Some("P-T")));
        let c = stage.partner("P-C", Some("P-A"));
        Firm { stage, t, a, b, c }
    }

    fn gives(&self, legs: u32, rule: PlacementRule, tank_days: u32) -> Result<(), Failure> {
        let wanted = PlacementRules { since: Some(day("2026-06-02")), legs, rule, tank_days };
        let seen = self.stage.read(&Actor::system(), |view| placement_rules(view).mark());
        self.stage.write(&Actor::operator(), move |tx| set_placement_rules(tx, &wanted, &seen))
    }

    fn seat_of(&self, partner: PartnerId, on: &str) -> Option<(Option<PartnerId>, Option<u32>)> {
        let edge = self.stage.read(&Actor::system(), |view| edge_on(view, EdgeKind::Placement, partner, day(on)));
        edge.map(|edge| (edge.parent, edge.leg))
    }

    fn day_begins(&self) {
        tokio::runtime::Runtime::new().unwrap().block_on(begin_day(&self.stage.door)).unwrap();
    }

    fn holds_together(&self) {
        self.stage.read(&Actor::system(), |view| {
            for check in CHECKS.iter().filter(|check| check.name.starts_with("partners.")) {
                assert_eq!(check.run(view), [], "{}", check.name);
            }
        });
    }
}

fn clerk() -> Actor {
    staff(50, &[Permission::PartnersView, Permission::PartnersEdit])
}

#[test]
fn the_calendar_looks_for_seats_when_the_day_is_new_or_something_of_partners_was_told() {
    let firm = Firm::new();
    let mut looked = LookedForSeats::default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut look = || runtime.block_on(look_at_calendar(&firm.stage.door, &mut looked)).map(|_| ()).unwrap();
    look();
    // Whoever was there before waits from today on: seven days, then none, and nothing else has happened.
    firm.gives(2, PlacementRule::Spillover, 7).unwrap();
    look();
    assert_eq!(firm.seat_of(firm.a, "2026-06-02"), None);
    firm.stage.on("2026-06-09");
    look();
    assert_eq!(firm.seat_of(firm.a, "2026-06-09"), Some((Some(firm.t), Some(1))));
    // Somebody new on the same day, whose days are over at once.
    firm.gives(2, PlacementRule::Spillover, 0).unwrap();
    let late = firm.stage.partner("P-L", Some("P-T"));
    look();
    assert!(firm.seat_of(late, "2026-06-09").is_some(), "newcomers of the same day are seen");
}

#[test]
fn a_firm_that_gives_no_seats_has_nobody_waiting() {
    let firm = Firm::new();
    firm.day_begins();
    assert_eq!(firm.seat_of(firm.t, "2026-06-02"), None);
    assert!(firm.stage.read(&clerk(), |view| see_waiting(view).unwrap().is_empty()));
    let t = firm.t;
    refused(firm.stage.write(&clerk(), move |tx| place_for(tx, t, None)), &["partners.refusal.no_placement"]);
}

#[test]
fn newcomers_wait_their_days_and_are_then_placed_by_the_rule() {
    let firm = Firm::new();
    firm.gives(2, PlacementRule::Spillover, 7).unwrap();
    firm.stage.on("2026-06-08");
    firm.day_begins();
    assert_eq!(firm.seat_of(firm.t, "2026-06-08"), None, "whoever was there before waits from the first day on");
    let waiting = firm.stage.read(&partner_actor(firm.t), |view| own_waiting(view).unwrap());
    assert_eq!(waiting.iter().map(|one| one.partner).collect::<Vec<_>>(), [firm.a, firm.b]);
    assert_eq!(waiting[0].placed_on, day("2026-06-09"));
    firm.stage.on("2026-06-09");
    firm.day_begins();
    assert_eq!(firm.seat_of(firm.t, "2026-06-09"), Some((None, None)));
    assert_eq!(firm.seat_of(firm.a, "2026-06-09"), Some((Some(firm.t), Some(1))));
    assert_eq!(firm.seat_of(firm.b, "2026-06-09"), Some((Some(firm.t), Some(2))));
    assert_eq!(firm.seat_of(firm.c, "2026-06-09"), Some((Some(firm.a), Some(1))));
    assert_eq!(firm.seat_of(firm.c, "2026-06-08"), None, "nobody sat there before");
    assert_eq!(firm.stage.write(&clerk(), place_due).unwrap(), 0);
    firm.holds_together();
}

#[test]
fn a_sponsor_places_by_hand_while_the_days_last() {
    let firm = Firm::new();
    firm.gives(2, PlacementRule::Spillover, 30).unwrap();
    let t = firm.t;
    firm.stage.write(&clerk(), move |tx| place_for(tx, t, None)).unwrap();
    let own = partner_actor(firm.t);
    let place = |newcomer: PartnerId, seat: Seat| firm.stage.write(&own, move |tx| place_newcomer(tx, newcomer, seat));
    let at = |parent: PartnerId, leg: u32| Seat { parent, leg };
    // C is sponsored by A: that is A's affair.
    refused(place(firm.c, at(firm.t, 1)), &["business.refusal.not_found"]);
    refused(place(firm.a, at(firm.b, 1)), &["partners.refusal.seat_unknown@parent"]);
    refused(place(firm.a, at(firm.t, 3)), &["partners.refusal.leg_unknown@leg"]);
    place(firm.a, at(firm.t, 2)).unwrap();
    refused(place(firm.a, at(firm.t, 1)), &["partners.refusal.seated"]);
    refused(place(firm.b, at(firm.t, 2)), &["partners.refusal.seat_taken@leg"]);
    place(firm.b, at(firm.a, 1)).unwrap();
    assert_eq!(firm.seat_of(firm.b, "2026-06-02"), Some((Some(firm.a), Some(1))));
    // A places in the own team only, not with those above.
    let below = partner_actor(firm.a);
    let (a, b, c) = (firm.a, firm.b, firm.c);
    let outside = firm.stage.write(&below, move |tx| place_newcomer(tx, c, Seat { parent: t, leg: 1 }));
    refused(outside, &["partners.refusal.seat_outside@parent"]);
    firm.stage.write(&below, move |tx| place_newcomer(tx, c, Seat { parent: b, leg: 2 })).unwrap();
    assert!(firm.stage.read(&below, |view| own_waiting(view).unwrap().is_empty()));
    refused(
        firm.stage.write(&staff(3, &[]), move |tx| place_newcomer(tx, a, Seat { parent: t, leg: 1 })),
        &["business.refusal.not_allowed"],
    );
    firm.holds_together();
}

#[test]
fn rules_without_sense_are_refused() {
    let firm = Firm::new();
    refused(firm.gives(1, PlacementRule::Spillover, 7), &["partners.refusal.legs@legs"]);
    refused(
        firm.gives(10, PlacementRule::Spillover, 91),
        &["partners.refusal.legs@legs", "partners.refusal.tank_days@days"],
    );
    firm.gives(3, PlacementRule::WeakerLeg, 0).unwrap();
    firm.day_begins();
    assert_eq!(
        firm.seat_of(firm.b, "2026-06-02"),
        Some((Some(firm.t), Some(2))),
        "without days the rule places at once"
    );
    refused(firm.gives(2, PlacementRule::WeakerLeg, 0), &["partners.refusal.legs_fewer@legs"]);
    let wanted = PlacementRules::default();
    let late = firm.stage.write(&Actor::operator(), move |tx| set_placement_rules(tx, &wanted, "false-0-by_hand-0"));
    assert!(late.is_err_and(|failure| failure.is_conflict()), "somebody else was faster");
}

#[test]
fn by_hand_means_that_nobody_is_placed_by_itself() {
    let firm = Firm::new();
    firm.gives(2, PlacementRule::ByHand, 0).unwrap();
    firm.stage.on("2026-09-01");
    firm.day_begins();
    assert_eq!(firm.seat_of(firm.t, "2026-09-01"), None);
    assert_eq!(firm.stage.read(&clerk(), |view| see_waiting(view).unwrap().len()), 4);
}

#[test]
fn an_edge_of_the_first_shape_still_opens() {
    let mut bytes = vec![1];
    bytes.extend(postcard::to_allocvec(&(Some(id(7)), day("2026-05-01"), Some(day("2026-06-01")), "Umzug")).unwrap());
    let edge: Edge = decode(&bytes).unwrap();
    let expected = Edge {
        parent: Some(id(7)),
        from: day("2026-05-01"),
        to: Some(day("2026-06-01")),
        reason: "Umzug".to_owned(),
        leg: None,
    };
    assert_eq!(edge, expected);
    bytes.push(0);
    assert!(decode::<Edge>(&bytes).is_err(), "nothing may be left over");
}
