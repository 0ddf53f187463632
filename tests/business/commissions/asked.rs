//! What plans ask for beyond sponsors, bases and points, and where the firm has it from.

use kontor::business::actor::Actor;
use kontor::business::commissions;
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::orders;
use kontor::business::partners::{self, Edge, EdgeKind, ImportedPartner};
use kontor::business::people;
use kontor::store::{Fault, Map};
use kontor::values::{Country, CustomerId, Day, Money, PartnerId, Period};

use crate::business::commissions::{clerk, may};
use crate::business::stage::{Stage, day, imported_order, person, refused};

const ASKING: &str = r#"
[plan]
name = "asking"
version = 1
title = { de = "Fragen", en = "Asking", zh = "询问" }
effective_from = 1990-01-01
period = "month"

[columns]
sales = { market = "word" }

[volumes.bought]
title = { de = "Einkauf", en = "Bought", zh = "购买额" }
of = "bought"
counts = "base"
sales = ["retail"]

[volumes.customers]
title = { de = "Kunden", en = "Customers", zh = "顾客" }
counts = "number"
formula = "children(customer and bought >= 30, edge: enroller)"

[[bonus]]
name = "austria"
title = { de = "Österreich", en = "Austria", zh = "奥地利" }
kind = "sale"
sales = ["retail"]
where = "product == '1001' and market == 'AT'"
base = "net"
to = "seller"
rate = "10 %"
receiver = "flag('kyc') and flag('terms') and country == 'AT'"

[[bonus]]
name = "brought"
title = { de = "Geworben", en = "Brought", zh = "推荐" }
kind = "levels"
sales = ["retail"]
edge = "enroller"
from_level = 1
compression = "none"
receiver = "valid"
rates = ["5 %"]

[[bonus]]
name = "thanks"
title = { de = "Dank", en = "Thanks", zh = "感谢" }
kind = "amount"
amount = "customers * everyone(bought) * 1 %"
receiver = "valid and not customer"

[rounding]
per = "line"
how = "half_up"

[payout]
minimum = 0

[[example]]
title = "Nobody sells"
tree = ["Anna > Ben"]
sales = []
lines = []
breakage = 0
"#;

struct Asked {
    stage: Stage,
    top: PartnerId,
    enroller: PartnerId,
    seller: PartnerId,
}

impl Asked {
    /// The seller stands below the top, and was brought by somebody else.
    fn new(plan: &'static str) -> Asked {
        let stage = Stage::new();
        stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, plan)).unwrap();
        let (top, enroller) = (stage.partner("T", None), stage.partner("E", Some("T")));
        let new = ImportedPartner {
            number: "S".to_owned(),
            person: person("S"),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: Some("E".to_owned()),
            sponsor: Some("T".to_owned()),
            terms_version: "2026-01".to_owned(),
        };
        stage.write(&Actor::operator(), move |tx| partners::import_partner(tx, &new)).unwrap();
        let seller = stage.read(&clerk(), |view| partners::partner_by_number(view, "S").unwrap());
        Asked { stage, top, enroller, seller }
    }

    fn customer(&self, name: &'static str, partner: PartnerId) -> CustomerId {
        self.stage.on("2026-05-01");
        let new = move |person| NewCustomer {
            person,
            group: CustomerGroup::Private,
            partner: Some(partner),
            number: String::new(),
        };
        let opened = self.stage.write(&Actor::operator(), move |tx| {
            let person = people::create_person(tx, &person(name))?;
            customers::open_customer(tx, &new(person))
        });
        self.stage.on("2026-06-02");
        opened.unwrap()
    }

    fn sale(&self, external: &str, customer: Option<CustomerId>, country: Country, cents: i64) {
        let mut order = imported_order(external, self.seller, day("2026-05-07"), cents, 10);
        order.buyer.customer = customer;
        order.delivery.country = country;
        self.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order)).unwrap();
    }

    fn simulated(&self) -> commissions::Simulation {
        self.stage.read(&clerk(), |view| commissions::simulate(view, "asking", may()).unwrap())
    }

    fn totals(&self) -> [Money; 3] {
        let simulated = self.simulated();
        [self.top, self.enroller, self.seller].map(|partner| simulated.sheet(partner).unwrap().total)
    }
}

#[test]
fn products_markets_countries_flags_enrollers_and_customers_count() {
    let asked = Asked::new(ASKING);
    let kim = asked.customer("Kim", asked.seller);
    asked.sale("1", Some(kim), Country::AT, 10_000);
    asked.sale("2", None, Country::DE, 10_000);
    // 10 % of what went to Austria; 5 % of all to who brought the seller; one customer × 1 % of what customers bought.
    let expected = [Money::eur(0), Money::eur(1_000), Money::eur(1_100)];
    assert_eq!(asked.totals(), expected);
    let simulated = asked.simulated();
    let statements = simulated.statements();
    assert_eq!(statements.len(), 3, "customers have no statement");
    assert_eq!(simulated.sheet(asked.top).unwrap().team_size, 3, "customers are nobody's team");
    assert!(simulated.checks.iter().all(|check| check.passed));
    // Without a bank account the particulars are not complete.
    let seller = asked.seller;
    let change = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
        let id = partners::partner(tx, seller).unwrap().person;
        let bare = people::Person { iban: None, ..people::person(tx, id).unwrap() };
        people::change_person(tx, id, &bare)
    };
    asked.stage.write(&Actor::operator(), change).unwrap();
    assert_eq!(asked.totals(), [Money::eur(0), Money::eur(1_000), Money::eur(100)]);
}

#[test]
fn what_the_firm_does_not_know_is_refused_by_its_name() {
    let stage = Stage::new();
    let check = |before: &str, after: &str, expected: &str| {
        let source = ASKING.replacen(before, after, 1);
        assert_ne!(source, ASKING, "{before}");
        refused(stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &source)), &[expected]);
    };
    check("market = \"word\"", "market = \"word\", margin = \"number\"", "commissions.refusal.unknown_in_firm");
    check(
        "market = \"word\" }",
        "market = \"word\" }\npeople = { owner = \"word\" }",
        "commissions.refusal.unknown_in_firm",
    );
    check("flag('kyc')", "flag('training')", "commissions.refusal.unknown_in_firm");
    check("to = \"seller\"", "reward = \"voucher\"\nto = \"seller\"", "commissions.refusal.reward_in_firm");
}

#[test]
fn a_customer_alone_is_never_paid() {
    let asked = Asked::new(ASKING);
    let source = ASKING
        .replacen("version = 1", "version = 2", 1)
        .replacen("valid and not customer", "valid", 1)
        .replacen("customers * everyone", "1 * everyone", 1);
    asked.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &source)).unwrap();
    let kim = asked.customer("Kim", asked.seller);
    asked.sale("1", Some(kim), Country::AT, 10_000);
    let run = asked.stage.write(&clerk(), |tx| commissions::open_run(tx, "asking", may())).unwrap();
    asked.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let failed: Vec<_> = asked.stage.read(&clerk(), |view| {
        let checks = commissions::run(view, run).unwrap().result.unwrap().checks;
        checks.into_iter().filter(|check| !check.passed).map(|check| check.check.word()).collect()
    });
    assert_eq!(failed, ["payees_are_partners"]);
    let submitted = asked.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run));
    refused(submitted, &["commissions.refusal.checks_failed"]);
}

/// Seats as they are kept; nothing in the firm gives them yet but a conversion.
const CHILD_TO_EDGE: Map<(u8, PartnerId, Day), Edge> = Map::new(103, "CHILD_TO_EDGE");

#[test]
fn legs_are_counted_by_seats_and_without_any_seat_a_plan_of_seats_is_refused() {
    let seats = ASKING.replacen("edge = \"enroller\"", "edge = \"placement\"", 1);
    let asked = Asked::new(Box::leak(seats.into_boxed_str()));
    asked.sale("1", None, Country::DE, 10_000);
    let simulated = asked
        .stage
        .door
        .read(&clerk(), |view| commissions::simulate(view, "asking", Period::parse("2026-05").unwrap()).map(drop));
    refused(simulated, &["commissions.refusal.no_seats"]);
    let seat = |child: PartnerId, parent: PartnerId| {
        let edge = Edge { parent: Some(parent), from: day("2026-01-01"), to: None, leg: None, reason: String::new() };
        let store = asked.stage.door.store();
        let put = store.write(|group| {
            group.command(|writer| {
                writer.put(&CHILD_TO_EDGE, &(EdgeKind::Placement.number(), child, day("2026-01-01")), &edge);
                Ok::<_, Fault>(())
            })
        });
        put.unwrap();
    };
    seat(asked.enroller, asked.top);
    seat(asked.seller, asked.enroller);
    assert_eq!(asked.totals(), [Money::eur(0), Money::eur(500), Money::eur(0)]);
}
