//! Several people, or several clicks of one, at the same moment.

use std::collections::BTreeSet;
use std::sync::Barrier;

use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::business::orders::{CartLine, CorrectOrder, Order, correct_order, order, orders};
use kontor::values::OrderId;

use crate::faults::program::{Home, Served};
use crate::faults::shopper::Shopper;

const AT_ONCE: usize = 20;

#[test]
fn twenty_clicks_on_one_checkout_at_once_make_one_order() {
    let home = Home::with_firm();
    let product = home.product();
    let before = count(&home);
    let mut served = Served::start(&home.data());
    let (port, starts) = (served.port, Barrier::new(AT_ONCE));
    let pages: BTreeSet<String> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                scope.spawn(|| {
                    let mut buyer = Shopper::new(port, product).unwrap();
                    starts.wait();
                    buyer.order(0xd0b1e).unwrap().page
                })
            })
            .collect();
        clicks.into_iter().map(|click| click.join().unwrap()).collect()
    });
    assert_eq!(pages.len(), 1, "all lead to the same order: {pages:?}");
    // Somebody who clicks again later is led there, too.
    let again = Shopper::new(port, product).unwrap().order(0xd0b1e).unwrap();
    assert!(pages.contains(&again.page), "{again:?}");
    served.kill();
    assert_eq!(count(&home), before + 1);
    home.succeed(&["check"]);
}

fn count(home: &Home) -> usize {
    let app = home.open();
    let count = orders(&app.door().store().reader().unwrap(), None, usize::MAX).len();
    app.close().unwrap();
    count
}

#[test]
fn of_several_clerks_who_correct_one_order_at_once_one_wins() {
    let home = Home::with_firm();
    let product = home.product();
    let mut served = Served::start(&home.data());
    let id = Shopper::new(served.port, product).unwrap().order(7).unwrap().order;
    served.kill();
    let app = home.open();
    let door = app.door();
    let seen = read(door, id);
    let starts = Barrier::new(AT_ONCE);
    let outcomes: Vec<(u32, Result<(), Failure>)> = std::thread::scope(|scope| {
        let (starts, seen) = (&starts, &seen);
        let clerks: Vec<_> = (2..)
            .take(AT_ONCE)
            .map(|quantity| {
                scope.spawn(move || {
                    let command = CorrectOrder {
                        order: id,
                        seen_version: seen.version,
                        lines: vec![CartLine { product, quantity }],
                        billing: seen.billing.clone(),
                        delivery: seen.delivery.clone(),
                        note: seen.note.clone(),
                    };
                    starts.wait();
                    (quantity, door.write_and_wait(&Actor::operator(), move |tx| correct_order(tx, &command)))
                })
            })
            .collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap()).collect()
    });
    let won: Vec<u32> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(quantity, _)| *quantity).collect();
    let after = read(door, id);
    assert_eq!(won, [after.lines[0].quantity], "exactly one is kept");
    assert_eq!(after.version, seen.version + 1);
    for (_, outcome) in outcomes.into_iter().filter(|(_, outcome)| outcome.is_err()) {
        let Err(Failure::Refused(refusal)) = outcome else { panic!("no refusal: {outcome:?}") };
        assert_eq!(refusal.complaints[0].key, "orders.refusal.changed_meanwhile");
    }
    app.close().unwrap();
}

fn read(door: &kontor::app::Door, id: OrderId) -> Order {
    door.read(&Actor::operator(), |view| Ok(order(view, id).unwrap())).unwrap()
}
