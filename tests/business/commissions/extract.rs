//! The extract of the books and the yearly statement: complete, of the right months, and nobody else's.

use kontor::business::actor::Actor;
use kontor::business::commissions::{
    self, Counterpart, Deal, DealState, DealWish, Relation, extract, find_deals, year_sheet,
};
use kontor::business::orders::{self, Fate, ReturnGoods, ReturnLine};
use kontor::business::partners;
use kontor::values::{Language, Money, PartnerId, Period};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::shop::{Shop, checkout};
use crate::business::stage::{day, fetch_file, keys, partner_actor};

fn month(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn deals(firm: &May, actor: &Actor, partner: PartnerId, first: &str, last: &str) -> Vec<Deal> {
    firm.stage.read(actor, |view| {
        let opened = extract(view, partner, month(first), month(last)).unwrap();
        let found = find_deals(&opened, &DealWish::default(), 0, 1_000);
        assert_eq!(found.total, found.rows.len());
        found.rows
    })
}

#[test]
fn every_deal_that_pays_stands_there_with_what_it_paid_and_its_team_by_number_alone() {
    let firm = May::new();
    let run = firm.posted();
    let rows = deals(&firm, &partner_actor(firm.a), firm.a, "2026-05", "2026-05");
    let told: Vec<_> = rows.iter().map(|deal| (deal.day, deal.counterpart.clone(), deal.commission())).collect();
    assert_eq!(
        told,
        [
            (day("2026-05-01"), Counterpart::OwnCustomer(Some("Anna Berger".to_owned())), Money::eur(200)),
            (day("2026-05-04"), Counterpart::Team("C".to_owned()), Money::eur(500)),
            (day("2026-05-31"), Counterpart::Team("B".to_owned()), Money::eur(300)),
        ]
    );
    let total = firm.stage.read(&clerk(), |view| commissions::statement(view, run, firm.a).unwrap().total);
    assert_eq!(rows.iter().fold(Money::eur(0), |sum, deal| sum + deal.commission()), total);
    let pay = &rows[0].pay[0];
    assert_eq!((pay.run, pay.posted_on, pay.paid_on), (run, Some(day("2026-06-02")), None));
    assert!(rows.iter().all(|deal| deal.state == DealState::Sold && deal.is_settled));
}

#[test]
fn a_deal_of_a_month_that_is_not_settled_stands_there_as_open() {
    let firm = May::new();
    firm.posted();
    let rows = deals(&firm, &partner_actor(firm.c), firm.c, "2026-04", "2026-06");
    let told: Vec<_> = rows.iter().map(|deal| (deal.day, deal.is_settled, deal.pay.len())).collect();
    assert_eq!(told, [(day("2026-04-30"), false, 0), (day("2026-05-04"), true, 1), (day("2026-06-01"), false, 0)]);
    assert_eq!(rows[0].unpaid(Language::De), "noch nicht abgerechnet");
}

#[test]
fn what_came_back_stands_at_the_sale_and_for_itself_with_day_and_reason() {
    let firm = May::new();
    let order = firm.stage.sale(firm.c, "2026-05-07", 4_000, 10);
    firm.posted();
    firm.stage.on("2026-06-10");
    let back = ReturnGoods {
        order,
        lines: vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }],
        reason: "gefällt nicht".to_owned(),
    };
    firm.stage.write(&Actor::operator(), move |tx| orders::return_goods(tx, &back)).unwrap();
    let rows = deals(&firm, &clerk(), firm.c, "2026-05", "2026-06");
    let sold = rows.iter().find(|deal| deal.day == day("2026-05-07")).unwrap();
    assert_eq!(sold.fate(Language::De), "geliefert; 1 Stück am 10.06.2026 zurück (gefällt nicht)");
    let back = rows.iter().find(|deal| deal.state == DealState::Returned).unwrap();
    assert_eq!((back.day, back.quantity, back.net, back.base), (day("2026-06-10"), -1, -sold.net, -sold.base));
    assert_eq!(back.points, -sold.points);
    assert_eq!(back.fate(Language::De), "zurückgekommen: gefällt nicht");
}

#[test]
fn what_was_cancelled_or_waits_stands_there_and_is_in_no_sum() {
    let shop = Shop::new();
    shop.run(|tx| commissions::adopt_plan(tx, commissions::shipped_plans()[0].1)).unwrap();
    let new = partners::ImportedPartner {
        number: "T".to_owned(),
        person: crate::business::shop::person("T"),
        joined_on: day("2026-01-01"),
        left_on: None,
        enroller: None,
        sponsor: None,
        terms_version: "1".to_owned(),
    };
    shop.run(move |tx| partners::import_partner(tx, &new)).unwrap();
    let partner = shop.read(|view| partners::partner_by_number(view, "T").unwrap());
    shop.receive(shop.oats, 50, None);
    let place = |key: u8| {
        let command = orders::PlaceOrder { referral: Some(partner), ..checkout(key, &[(shop.oats, 2)]) };
        shop.write(&Actor::visitor(Language::De), move |tx| orders::place_order(tx, &command)).unwrap()
    };
    let (waits, cancelled, sold) = (place(1), place(2), place(3));
    shop.run(move |tx| orders::cancel_order(tx, cancelled, "doppelt bestellt")).unwrap();
    shop.ship(sold);
    let found = shop.read(|view| {
        let period = Period::month_of(view.today());
        find_deals(&extract(view, partner, period, period).unwrap(), &DealWish::default(), 0, 100)
    });
    let state = |id| found.rows.iter().find(|deal| deal.order == Some(id)).unwrap().state;
    assert_eq!(
        [state(waits), state(cancelled), state(sold)],
        [DealState::Waiting, DealState::Cancelled, DealState::Sold]
    );
    let of_sold = found.rows.iter().find(|deal| deal.order == Some(sold)).unwrap();
    assert_eq!((found.sums.net, found.sums.points), (of_sold.net, of_sold.points));
    let of_cancelled = found.rows.iter().find(|deal| deal.order == Some(cancelled)).unwrap();
    assert_eq!(of_cancelled.fate(Language::De), "storniert: doppelt bestellt");
}

#[test]
fn it_can_be_narrowed() {
    let firm = May::new();
    firm.posted();
    let count = |wish: DealWish| {
        firm.stage.read(&clerk(), |view| find_deals(&extract(view, firm.a, may(), may()).unwrap(), &wish, 0, 10).total)
    };
    assert_eq!(count(DealWish { relation: Some(Relation::Team), ..DealWish::default() }), 2);
    assert_eq!(count(DealWish { relation: Some(Relation::OwnHousehold), ..DealWish::default() }), 0);
    assert_eq!(count(DealWish { words: "berger".to_owned(), ..DealWish::default() }), 1);
    assert_eq!(count(DealWish { words: "haferflocken".to_owned(), ..DealWish::default() }), 3);
    assert_eq!(count(DealWish { with_pay: Some(false), ..DealWish::default() }), 0);
    assert_eq!(count(DealWish { state: Some(DealState::Returned), ..DealWish::default() }), 0);
}

#[test]
fn nobody_reads_the_extract_or_the_year_of_another() {
    let firm = May::new();
    firm.posted();
    for (partner, other) in [(firm.b, firm.a), (firm.a, firm.b), (firm.a, firm.c)] {
        let actor = partner_actor(partner);
        let refused = firm.stage.read(&actor, |view| extract(view, other, may(), may()).map(|_| ()).unwrap_err());
        assert_eq!(keys(&refused), ["business.refusal.not_found"]);
        let refused = firm.stage.read(&actor, |view| year_sheet(view, other, month("2026")).unwrap_err());
        assert_eq!(keys(&refused), ["business.refusal.not_found"]);
    }
}

#[test]
fn after_the_contract_customers_are_named_to_the_office_alone() {
    let firm = May::new();
    firm.posted();
    let leaver = firm.c;
    firm.stage.write(&manager(), move |tx| partners::end_contract(tx, leaver, tx.today(), "auf Wunsch")).unwrap();
    let who = |actor: &Actor| deals(&firm, actor, firm.c, "2026-05", "2026-05")[0].counterpart.clone();
    assert_eq!(who(&partner_actor(firm.c)), Counterpart::OwnCustomer(None));
    assert_eq!(who(&clerk()), Counterpart::OwnCustomer(Some("Anna Berger".to_owned())));
}

#[test]
fn a_year_adds_up_what_was_earned_paid_and_is_owed() {
    let firm = May::new();
    let run = firm.posted();
    let year = |actor: &Actor, partner: PartnerId| {
        firm.stage.read(actor, |view| year_sheet(view, partner, month("2026")).unwrap())
    };
    let before = year(&partner_actor(firm.b), firm.b);
    let money = before.money.clone().unwrap();
    assert_eq!((before.total, before.statements.len()), (Money::eur(1_600), 1));
    let by_bonus: Vec<i64> = before.bonuses.iter().map(|bonus| bonus.amount.minor()).collect();
    assert_eq!(by_bonus, [1_000, 600]);
    assert_eq!((money.owed_before, money.paid, money.owed_after), (Money::eur(0), Money::eur(0), Money::eur(1_600)));
    let batch = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    fetch_file(&firm.stage.door, &manager(), batch, [7; 32]).unwrap();
    // Before the bank's day nothing is paid.
    assert_eq!(year(&partner_actor(firm.b), firm.b).money.unwrap().paid, Money::eur(0));
    firm.stage.on("2026-06-06");
    let after = year(&partner_actor(firm.b), firm.b);
    let money = after.money.unwrap();
    assert_eq!((money.paid, money.owed_after), (Money::eur(1_600), Money::eur(0)));
    assert_eq!(money.payouts, [(day("2026-06-05"), Money::eur(1_600))]);
    assert_eq!(after.statements[0].paid_on, Some(day("2026-06-05")));
    // What was paid is told to those who see payments.
    assert_eq!(year(&clerk(), firm.b).money, None);
}

#[test]
fn a_year_of_nothing_is_a_year_too() {
    let firm = May::new();
    let sheet = firm.stage.read(&partner_actor(firm.a), |view| year_sheet(view, firm.a, month("2025")).unwrap());
    assert_eq!((sheet.total, sheet.statements.len(), sheet.bonuses.len()), (Money::eur(0), 0, 0));
    assert_eq!(sheet.years.len(), 2, "the year that was asked for, and the running one");
}
