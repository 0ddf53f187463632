//! How sales are kept: those of a day share pages, and those from before do not.

use kontor::business::actor::Actor;
use kontor::business::commissions::{self, FactSale, Sale, SalesPage};
use kontor::business::failure::Failure;
use kontor::business::orders::{self, CreditOrder};
use kontor::business::permission::Permission;
use kontor::store::{Fault, Map, Read, Span};
use kontor::values::{Currency, Day, Money, OrderId, PartnerId, Period};

use crate::business::commissions::{May, clerk, may};
use crate::business::stage::{day, imported_order, staff};

const SINGLE: Map<(Day, u64), Sale> = Map::new(220, "DAY_TO_SALE");
const PAGES: Map<(Day, u64), SalesPage> = Map::new(247, "DAY_TO_SALES_PAGE");
/// The same tables, with what nobody can read as what they should hold.
const BROKEN_PARTNER: Map<PartnerId, u64> = Map::new(100, "PARTNER_ID_TO_PARTNER");
const BROKEN_PAGE: Map<(Day, u64), u64> = Map::new(247, "DAY_TO_SALES_PAGE");

fn sales(firm: &May, period: Period) -> Vec<Sale> {
    firm.stage.read(&clerk(), |view| commissions::sales(view, period))
}

fn pages(firm: &May, on: &str) -> usize {
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn Read = &reader;
    r.count(&PAGES, Span::prefix(&(day(on),)))
}

/// As a program wrote them that gave every sale a key of its own.
fn make_single(firm: &May) {
    let months = ["2026-04", "2026-05", "2026-06"].map(|month| Period::parse(month).unwrap());
    let noted: Vec<Sale> = months.into_iter().flat_map(|month| sales(firm, month)).collect();
    let store = firm.stage.door.store();
    let reader = store.reader().unwrap();
    let r: &dyn Read = &reader;
    let keys = r.keys(&PAGES, Span::all());
    store
        .write(|group| {
            group.command(|writer| {
                keys.iter().for_each(|key| writer.delete(&PAGES, key));
                for sale in &noted {
                    let number = writer.count("sale");
                    writer.put(&SINGLE, &(sale.day, number), sale);
                }
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
}

fn credit(firm: &May, order: OrderId, to: PartnerId) {
    let seen_version = firm.stage.read(&clerk(), |view| orders::order(view, order).unwrap().version);
    let command = CreditOrder { order, seen_version, to, reason: "falsche Partnernummer".to_owned() };
    firm.stage.write(&staff(5, &[Permission::OrdersCorrect]), move |tx| orders::credit_order(tx, &command)).unwrap();
}

/// A sale for C, imported; all of an order is in one currency.
fn sell(firm: &May, number: &str, on: &str, currency: Currency) {
    let mut order = imported_order(number, firm.c, day(on), 1_000, 10);
    order.shipping.price = Money::new(0, currency);
    for line in &mut order.lines {
        line.unit_price = Money::new(1_000, currency);
        line.commission_base = Money::new(1_000, currency);
    }
    firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order).map(drop)).unwrap();
}

fn gathered(firm: &May) -> Vec<FactSale> {
    firm.stage.read(&clerk(), |view| {
        let plan = commissions::plan(view, "unilevel-simple", 1).unwrap();
        commissions::gather_facts(view, &plan, may(), view.zone()).unwrap().sales
    })
}

#[test]
fn sales_of_a_busy_day_stand_on_several_pages_in_their_order() {
    let firm = May::new();
    for number in 0..310 {
        firm.stage.sale(firm.b, "2026-05-20", 100 + number, 1);
    }
    assert_eq!(pages(&firm, "2026-05-20"), 3);
    assert_eq!(pages(&firm, "2026-05-04"), 1);
    let of_day: Vec<i64> =
        sales(&firm, may()).iter().filter(|sale| sale.day == day("2026-05-20")).map(|sale| sale.base.minor()).collect();
    assert_eq!(of_day, (100..410).collect::<Vec<i64>>());
    let days: Vec<Day> = sales(&firm, may()).iter().map(|sale| sale.day).collect();
    assert!(days.is_sorted());
    assert_eq!(gathered(&firm).len(), 313);
}

#[test]
fn sales_that_were_kept_one_by_one_count_like_those_on_pages() {
    let firm = May::new();
    let old = firm.stage.sale(firm.c, "2026-05-12", 4_000, 10);
    let (before, frozen) = (sales(&firm, may()), gathered(&firm));
    make_single(&firm);
    assert_eq!(pages(&firm, "2026-05-12"), 0);
    assert_eq!((sales(&firm, may()), gathered(&firm)), (before.clone(), frozen));

    // What comes after them on the same day shares a page, and stands behind them.
    let new = firm.stage.sale(firm.c, "2026-05-12", 5_000, 10);
    assert_eq!(pages(&firm, "2026-05-12"), 1);
    let on_the_day = || -> Vec<(OrderId, PartnerId, i64)> {
        let of_day = sales(&firm, may()).into_iter().filter(|sale| sale.day == day("2026-05-12"));
        of_day.map(|sale| (sale.order, sale.credited_to, sale.base.minor())).collect()
    };
    assert_eq!(on_the_day(), [(old, firm.c, 4_000), (new, firm.c, 5_000)]);
    assert_eq!(gathered(&firm).len(), before.len() + 1);

    // Both kinds can be credited to somebody else, and nothing beside them is touched.
    credit(&firm, old, firm.a);
    assert_eq!(on_the_day(), [(old, firm.a, 4_000), (new, firm.c, 5_000)]);
    credit(&firm, new, firm.b);
    assert_eq!(on_the_day(), [(old, firm.a, 4_000), (new, firm.b, 5_000)]);
    let others = |sales: Vec<Sale>| -> Vec<Sale> {
        sales.into_iter().filter(|sale| sale.order != old && sale.order != new).collect()
    };
    assert_eq!(others(sales(&firm, may())), others(before));
}

#[test]
fn currencies_of_a_day_have_pages_of_their_own() {
    let firm = May::new();
    let francs = Currency::parse("CHF").unwrap();
    for (number, currency) in [Currency::EUR, francs, Currency::EUR, Currency::EUR].into_iter().enumerate() {
        sell(&firm, &format!("W-{number}"), "2026-05-20", currency);
    }
    assert_eq!(pages(&firm, "2026-05-20"), 3);
    let of_day = sales(&firm, may()).into_iter().filter(|sale| sale.day == day("2026-05-20"));
    let noted: Vec<Currency> = of_day.map(|sale| sale.base.currency()).collect();
    assert_eq!(noted, [Currency::EUR, francs, Currency::EUR, Currency::EUR]);
    // A run is in one currency; the sentence says which sale is not.
    let refused = firm.stage.read(&clerk(), |view| {
        let plan = commissions::plan(view, "unilevel-simple", 1).unwrap();
        commissions::gather_facts(view, &plan, may(), view.zone()).map(drop)
    });
    match refused {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.complaints[0].key, "commissions.refusal.two_currencies"),
        other => panic!("{other:?}"),
    }
}

/// Partners and sales are read by two threads. What the one of them cannot read ends the settlement as if it had been
/// read by the other.
#[test]
fn a_broken_row_ends_the_settlement_whichever_thread_reads_it() {
    for broken in ["partner", "sales"] {
        let firm = May::new();
        let run = firm.open();
        match broken {
            "partner" => firm.put(&BROKEN_PARTNER, &firm.c, &u64::MAX),
            _ => firm.put(&BROKEN_PAGE, &(day("2026-05-20"), 99), &u64::MAX),
        }
        let settled = firm.stage.door.read(&clerk(), |view| commissions::settle_run(view, run).map(drop));
        assert!(matches!(settled, Err(Failure::Fault(_))), "{broken}: {settled:?}");
    }
}
