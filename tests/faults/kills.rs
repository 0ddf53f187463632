//! The server is killed at any moment while people order. Whatever they were told is there afterwards.

use std::sync::Mutex;
use std::time::Duration;

use kontor::business::actor::Actor;
use kontor::business::orders::order;

use crate::faults::program::{Home, Served, said};
use crate::faults::shopper::{Acknowledged, Shopper};
use crate::store::disk::Dice;

const KILLS: u64 = 20;
const SHOPPERS: u64 = 5;
/// Fewer orders would prove little; until there are so many it goes on, but not for ever.
const ORDERS_MIN: usize = 100;
const KILLS_MAX: u64 = 5 * KILLS;

/// No round is longer; most are shorter.
const ROUND_MILLISECONDS: u64 = 220;

#[test]
fn no_acknowledged_order_is_lost_by_twenty_kills_of_the_server() {
    let home = Home::with_firm();
    let product = home.product();
    let acknowledged = Mutex::new(Vec::<Acknowledged>::new());
    let mut dice = Dice::new(2026);
    for kill in 1..=KILLS_MAX {
        // A machine that is busy with other work takes more rounds to prove the same.
        if kill > KILLS && acknowledged.lock().unwrap().len() > ORDERS_MIN {
            break;
        }
        let mut served = Served::start(&home.data());
        let port = served.port;
        std::thread::scope(|scope| {
            for shopper in 0..SHOPPERS {
                let acknowledged = &acknowledged;
                scope.spawn(move || {
                    let Ok(mut buyer) = Shopper::new(port, product) else { return };
                    let first = u128::from(kill * SHOPPERS + shopper) << 64;
                    for number in 0.. {
                        let Ok(told) = buyer.order(first + number) else { return };
                        acknowledged.lock().unwrap().push(told);
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(30 + dice.below(ROUND_MILLISECONDS)));
            served.kill();
        });
        let told = acknowledged.lock().unwrap().clone();
        check_all(&home, &told, kill);
        for words in [["check", "--yes"], ["journal", "verify"]] {
            let done = home.run(&words);
            assert!(done.status.success(), "kill {kill}, {words:?}: {}", said(&done));
        }
    }
    let count = acknowledged.into_inner().unwrap().len();
    assert!(count > ORDERS_MIN, "too little was ordered to prove anything: {count}");
}

/// Every order is there, once, with the secret of its page.
fn check_all(home: &Home, told: &[Acknowledged], kill: u64) {
    let app = home.open();
    app.door()
        .read(&Actor::operator(), |view| {
            for one in told {
                let kept = order(view, one.order).unwrap_or_else(|| panic!("kill {kill}: {one:?} is lost"));
                let secret: String = kept.token.iter().map(|byte| format!("{byte:02x}")).collect();
                assert!(one.page.contains(&secret), "kill {kill}: {one:?} is another order");
            }
            Ok(())
        })
        .unwrap();
    app.close().unwrap();
    let mut numbers: Vec<_> = told.iter().map(|one| one.order).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), told.len(), "kill {kill}: two orders under one number");
}
