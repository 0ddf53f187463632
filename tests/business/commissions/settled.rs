//! Runs that are worked out aside: what is kept is what holds at the moment of keeping.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

use jiff::tz::TimeZone;
use kontor::business::actor::Actor;
use kontor::business::commissions::{
    self, QUIET_ROOMS, RunState, gather_facts, is_quiet_since, read_plan, shipped_plans,
};
use kontor::business::orders::{Fate, NewBuyer, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::{
    access, approvals, billing, cases, catalog, customers, firm, messages, orders, pages, partners, payments, people,
    stock,
};
use kontor::store::{Latch, Read, Reader, Span, Table, last_entry};
use kontor::values::{Period, RunId};

use crate::business::commissions::{May, clerk, manager};
use crate::business::shop::{Shop, checkout};
use crate::business::stage::{day, partner_actor, person, refused};

fn hashes(firm: &May, run: RunId) -> ([u8; 32], [u8; 32]) {
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, run).unwrap().result.unwrap();
        (result.facts_hash, result.outcome_hash)
    })
}

fn settled(firm: &May, run: RunId) -> commissions::Settled {
    firm.stage.read(&clerk(), |view| commissions::settle_run(view, run).unwrap())
}

#[test]
fn what_was_worked_out_aside_is_kept_as_it_would_have_been_at_once() {
    let firm = May::new();
    let run = firm.calculated();
    let at_once = hashes(&firm, run);
    let aside = settled(&firm, run);
    // Somebody else works meanwhile, on what counts for nothing here.
    firm.stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Gruber"))).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)).unwrap();
    assert_eq!(hashes(&firm, run), at_once);
    assert_eq!(firm.state(run), RunState::Calculated);
}

#[test]
fn what_has_changed_meanwhile_is_settled_anew() {
    let firm = May::new();
    let run = firm.calculated();
    let before = hashes(&firm, run);
    let aside = settled(&firm, run);
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    let late = aside.clone();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &late)).unwrap();
    let sales = firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap().result.unwrap().sales);
    assert_eq!(sales, 4);
    let after_sale = hashes(&firm, run);
    assert_ne!(after_sale, before);
    let aside = settled(&firm, run);
    let c = firm.c;
    firm.stage
        .write(&manager(), move |tx| partners::change_sponsor(tx, c, None, day("2026-05-01"), "Einigung"))
        .unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)).unwrap();
    assert_ne!(hashes(&firm, run), after_sale);
}

#[test]
fn what_was_compared_aside_is_posted_only_while_it_holds() {
    let firm = May::new();
    let run = firm.approved();
    let aside = settled(&firm, run);
    let late = aside.clone();
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_settled_run(tx, &late)),
        &["commissions.refusal.facts_changed"],
    );
    let firm = May::new();
    let run = firm.approved();
    let aside = settled(&firm, run);
    refused(
        firm.stage.write(&partner_actor(firm.a), {
            let aside = aside.clone();
            move |tx| commissions::post_settled_run(tx, &aside)
        }),
        &["business.refusal.not_allowed"],
    );
    firm.stage.write(&manager(), move |tx| commissions::post_settled_run(tx, &aside)).unwrap();
    assert_eq!(firm.state(run), RunState::Posted);
}

#[test]
fn a_person_who_moves_counts_for_plans_that_name_the_country() {
    let firm = May::new();
    let text = shipped_plans()[0].1;
    let indifferent = read_plan(text).unwrap();
    let column = read_plan(&format!("{text}\n[columns]\npeople = {{ country = \"word\" }}\n")).unwrap();
    let told_until = firm.stage.read(&clerk(), |view| last_entry(view).unwrap().number);
    firm.stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Gruber"))).unwrap();
    firm.stage.read(&clerk(), |view| {
        assert!(is_quiet_since(view, &indifferent, told_until));
        assert!(!is_quiet_since(view, &column, told_until));
    });
}

#[test]
fn a_run_that_was_given_up_meanwhile_stays_given_up() {
    let firm = May::new();
    let run = firm.calculated();
    let aside = settled(&firm, run);
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, "falsch")).unwrap();
    refused(
        firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)),
        &["commissions.refusal.run_cancelled"],
    );
}

/// A reader that keeps which tables were looked into.
struct Watched {
    reader: Reader,
    looked_into: RefCell<BTreeSet<&'static str>>,
}

impl Watched {
    fn see(&self, table: Table) {
        self.looked_into.borrow_mut().insert(table.name);
    }
}

impl Read for Watched {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        self.see(table);
        self.reader.get_raw(table, key)
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: &mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>) {
        self.see(table);
        self.reader.walk_raw(table, span, visit);
    }

    fn latch(&self) -> &Latch {
        self.reader.latch()
    }
}

/// A partner's order in June, of which a piece comes back in July.
fn firm_with_goods_back() -> Shop {
    let shop = Shop::new();
    let partner = shop.partner("P-1");
    shop.receive(shop.oats, 9, None);
    let command = PlaceOrder { buyer: NewBuyer::PartnerOwn, ..checkout(1, &[(shop.oats, 2)]) };
    let order = shop.write(&partner, move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(order);
    shop.on("2026-07-10");
    let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::Restock }];
    let back = ReturnGoods { order, lines, reason: "gefällt nicht".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &back)).unwrap();
    shop
}

/// The tables of a room whose entries in the journal are passed over.
fn tables_of(room: &str) -> &'static [Table] {
    match room {
        "access" => access::TABLES,
        "approvals" => approvals::TABLES,
        "billing" => billing::TABLES,
        "cases" => cases::TABLES,
        "catalog" => catalog::TABLES,
        "customers" => customers::TABLES,
        "messages" => messages::TABLES,
        "pages" => pages::TABLES,
        "payments" => payments::TABLES,
        "people" => people::TABLES,
        "stock" => stock::TABLES,
        other => unreachable!("{other} is quiet now: name its tables here"),
    }
}

#[test]
fn facts_are_gathered_from_no_room_that_counts_as_quiet() {
    let firm = firm_with_goods_back();
    let zone = TimeZone::UTC;
    let plan = commissions::read_plan(commissions::shipped_plans()[0].1).unwrap();
    let mut looked_into = BTreeSet::new();
    for month in ["2026-06", "2026-07"] {
        let watched = Watched { reader: firm.door.store().reader().unwrap(), looked_into: RefCell::default() };
        let facts = gather_facts(&watched, &plan, Period::parse(month).unwrap(), &zone).unwrap();
        assert!(!facts.sales.is_empty(), "{month} has something to count");
        looked_into.append(&mut watched.looked_into.into_inner());
    }
    for room in QUIET_ROOMS {
        let quiet: Vec<&str> =
            tables_of(room).iter().map(|table| table.name).filter(|name| looked_into.contains(name)).collect();
        assert_eq!(quiet, [] as [&str; 0], "{room} counts in a calculation: take it out of QUIET_ROOMS");
    }
    for tables in [commissions::TABLES, firm::TABLES, orders::TABLES, partners::TABLES] {
        assert!(tables.iter().any(|table| looked_into.contains(table.name)), "only of {looked_into:?}");
    }
}
