//! Whatever is done in whatever order, the figures agree with each other.

use std::collections::BTreeMap;

use kontor::business::cases::{self, TaskPlace, TaskState};
use kontor::business::orders::{
    self, CartLine, CorrectOrder, Fate, OrderState, ReturnGoods, ReturnLine, left_with_customer,
};
use kontor::business::shipping;
use kontor::business::stock::{self, Correction, WriteOff};
use kontor::values::{LotId, OrderId, PlaceId, ProductId};
use proptest::prelude::*;

use crate::business::billing::{books_balance, numbers_have_no_gap};
use crate::business::cases::queue_is_right;
use crate::business::shop::Shop;

#[derive(Clone, Debug)]
enum Step {
    Receive {
        oats: bool,
        quantity: u32,
    },
    Place {
        oats: u32,
        balm: u32,
    },
    Correct {
        which: usize,
        oats: u32,
        balm: u32,
    },
    Cancel {
        which: usize,
    },
    /// Whatever comes next on the order's way out of the house.
    Advance {
        which: usize,
    },
    Check {
        which: usize,
    },
    Pay {
        which: usize,
        share: i64,
    },
    Pick {
        which: usize,
    },
    UndoPicking {
        which: usize,
    },
    Pack {
        which: usize,
    },
    HandOver {
        which: usize,
    },
    Return {
        which: usize,
        quantity: u32,
        restock: bool,
    },
    Count {
        which: usize,
        counted: u32,
    },
    WriteOff {
        which: usize,
        quantity: u32,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..4_usize;
    prop_oneof![
        4 => (any::<bool>(), 1..9_u32).prop_map(|(oats, quantity)| Step::Receive { oats, quantity }),
        3 => (0..5_u32, 0..3_u32).prop_map(|(oats, balm)| Step::Place { oats, balm }),
        2 => (which.clone(), 0..6_u32, 0..3_u32).prop_map(|(which, oats, balm)| Step::Correct { which, oats, balm }),
        1 => which.clone().prop_map(|which| Step::Cancel { which }),
        20 => which.clone().prop_map(|which| Step::Advance { which }),
        1 => which.clone().prop_map(|which| Step::Check { which }),
        2 => (which.clone(), 1..3_i64).prop_map(|(which, share)| Step::Pay { which, share }),
        1 => which.clone().prop_map(|which| Step::Pick { which }),
        1 => which.clone().prop_map(|which| Step::UndoPicking { which }),
        1 => which.clone().prop_map(|which| Step::Pack { which }),
        1 => which.clone().prop_map(|which| Step::HandOver { which }),
        4 => (which.clone(), 1..3_u32, any::<bool>())
            .prop_map(|(which, quantity, restock)| Step::Return { which, quantity, restock }),
        1 => (which.clone(), 0..9_u32).prop_map(|(which, counted)| Step::Count { which, counted }),
        1 => (which, 1..4_u32).prop_map(|(which, quantity)| Step::WriteOff { which, quantity }),
    ]
}

/// Takes a step; a refusal is as good an answer as any.
fn take(shop: &Shop, key: u8, step: &Step) {
    let mut ids: Vec<OrderId> =
        shop.read(|view| orders::orders(view, None, 99)).into_iter().map(|(id, _)| id).collect();
    ids.reverse();
    let order = |which: usize| ids.get(which).copied().unwrap_or(OrderId::new(999));
    let cart = |oats: u32, balm: u32| {
        let lines = [(shop.oats, oats), (shop.balm, balm)];
        lines.into_iter().filter(|line| line.1 > 0).collect::<Vec<(ProductId, u32)>>()
    };
    match step.clone() {
        Step::Receive { oats, quantity } => {
            shop.receive(if oats { shop.oats } else { shop.balm }, quantity, None);
        }
        Step::Place { oats, balm } if oats + balm > 0 => {
            shop.order(key, &cart(oats, balm));
        }
        Step::Place { .. } => {}
        Step::Correct { which, oats, balm } => {
            let id = order(which);
            let Some(before) = shop.read(|view| orders::order(view, id)) else { return };
            let lines = cart(oats, balm).into_iter().map(|(product, quantity)| CartLine { product, quantity });
            let command = CorrectOrder {
                order: id,
                seen_version: before.version,
                lines: lines.collect(),
                billing: before.billing,
                delivery: before.delivery,
                note: String::new(),
            };
            drop(shop.run(move |tx| orders::correct_order(tx, &command)));
        }
        Step::Cancel { which } => {
            let id = order(which);
            drop(shop.run(move |tx| orders::cancel_order(tx, id, "x")));
        }
        Step::Advance { which } => {
            let Some(found) = shop.read(|view| orders::order(view, order(which))) else { return };
            match found.state {
                OrderState::Confirmed if found.paid_on.is_none() => {
                    take(shop, key, &Step::Check { which });
                    take(shop, key, &Step::Pay { which, share: 1 });
                }
                OrderState::Confirmed => {
                    take(shop, key, &Step::Check { which });
                    take(shop, key, &Step::Pick { which });
                }
                OrderState::Picked => take(shop, key, &Step::Pack { which }),
                OrderState::Packed => take(shop, key, &Step::HandOver { which }),
                OrderState::Shipped | OrderState::Cancelled | OrderState::Returned => {}
            }
        }
        Step::Check { which } => {
            let id = order(which);
            drop(shop.run(move |tx| {
                let found = cases::cases_of(tx, &kontor::store::Subject::of(id));
                let case = found.last().map_or(kontor::values::CaseId::new(999), |(case, _)| *case);
                cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
            }));
        }
        Step::Pay { which, share } => {
            let id = order(which);
            let Some(open) = shop.read(|view| kontor::business::payments::settlement(view, id)) else { return };
            drop(shop.pay(id, open.open().minor() / share));
        }
        Step::Pick { which } => {
            let id = order(which);
            drop(shop.run(move |tx| shipping::pick_order(tx, id)));
        }
        Step::UndoPicking { which } => {
            let id = order(which);
            drop(shop.run(move |tx| shipping::undo_picking(tx, id)));
        }
        Step::Pack { which } => drop(shop.pack(order(which))),
        Step::HandOver { which } => {
            let id = order(which);
            drop(shop.run(move |tx| shipping::hand_over_order(tx, id)));
        }
        Step::Return { which, quantity, restock } => {
            let fate = if restock { Fate::Restock } else { Fate::WriteOff };
            let lines = vec![ReturnLine { line: 1, quantity, fate }];
            let command = ReturnGoods { order: order(which), lines, reason: "x".to_owned() };
            drop(shop.run(move |tx| orders::return_goods(tx, &command)));
        }
        Step::Count { which, counted } => {
            let Some((product, place, lot)) = some_lot(shop, which) else { return };
            let correction = Correction { product, place, lot, counted, reason: "x".to_owned() };
            drop(shop.run(move |tx| stock::correct_stock(tx, &correction)));
        }
        Step::WriteOff { which, quantity } => {
            let Some((product, place, lot)) = some_lot(shop, which) else { return };
            let write_off = WriteOff { product, place, lot, quantity, reason: "x".to_owned() };
            drop(shop.run(move |tx| stock::write_off(tx, &write_off)));
        }
    }
}

fn some_lot(shop: &Shop, which: usize) -> Option<(ProductId, PlaceId, LotId)> {
    let product = if which.is_multiple_of(2) { shop.oats } else { shop.balm };
    let (place, lot, _) = *shop.read(|view| stock::stock_at(view, product)).first()?;
    Some((product, place, lot))
}

/// Levels are the sums of movements and of reservations; nobody waits while something is free.
fn stock_agrees(shop: &Shop) {
    shop.read(|view| {
        let all = orders::orders(view, None, 999);
        for product in [shop.oats, shop.balm] {
            let mut lots: BTreeMap<(PlaceId, LotId), i64> = BTreeMap::new();
            for (_, moved) in stock::movements_of(view, product, 9_999) {
                if let Some(from) = moved.from {
                    *lots.entry((from, moved.lot)).or_default() -= i64::from(moved.quantity);
                }
                if let Some(to) = moved.to {
                    *lots.entry((to, moved.lot)).or_default() += i64::from(moved.quantity);
                }
            }
            lots.retain(|_, quantity| *quantity != 0);
            let kept: BTreeMap<(PlaceId, LotId), i64> = stock::stock_at(view, product)
                .into_iter()
                .map(|(place, lot, quantity)| ((place, lot), i64::from(quantity)))
                .collect();
            assert_eq!(lots, kept);
            let level = stock::level(view, product);
            let delivering: i64 = kept.iter().filter(|((place, _), _)| *place == shop.house).map(|row| *row.1).sum();
            assert_eq!(i64::from(level.on_hand), delivering);
            let lines: Vec<(OrderId, stock::ReservedLine)> = all
                .iter()
                .filter_map(|(id, _)| Some((*id, stock::reservation(view, *id)?)))
                .flat_map(|(id, reservation)| reservation.lines.into_iter().map(move |line| (id, line)))
                .filter(|(_, line)| line.product == product)
                .collect();
            assert_eq!(level.reserved, lines.iter().map(|(_, line)| line.reserved).sum::<u32>());
            assert_eq!(level.backordered, lines.iter().map(|(_, line)| line.backordered).sum::<u32>());
            assert!(level.reserved <= level.on_hand);
            assert!(level.backordered == 0 || level.available() == 0);
            let mut waiting: Vec<OrderId> =
                lines.iter().filter(|(_, line)| line.backordered > 0).map(|(id, _)| *id).collect();
            waiting.sort();
            assert_eq!(stock::waiting_orders(view, product, 999), waiting);
        }
        for (id, order) in &all {
            assert_eq!(stock::reservation(view, *id).is_some(), order.state == OrderState::Confirmed);
        }
    });
}

/// Every order is found where its state, its day and its case say.
fn orders_agree(shop: &Shop) {
    shop.read(|view| {
        for (id, order) in orders::orders(view, None, 999) {
            for state in OrderState::ALL {
                assert_eq!(orders::orders_in_state(view, state).contains(&id), order.state == state);
            }
            for version in 1..order.version {
                assert_eq!(orders::order_version(view, id, version).unwrap().version, version);
            }
            let cases = cases::cases_of(view, &kontor::store::Subject::of(id));
            let (_, own) = cases.iter().find(|(_, case)| case.template == "order").unwrap();
            let done = |key: &str| own.tasks.iter().any(|task| task.key == key && task.state == TaskState::Done);
            let gone = matches!(order.state, OrderState::Shipped | OrderState::Returned);
            assert_eq!(done("hand_over"), gone);
            let documents = kontor::business::billing::invoices_of_order(view, id);
            assert_eq!(!documents.is_empty(), gone);
            let returns: Vec<_> = orders::returns_of_order(view, id).into_iter().map(|(_, back)| back).collect();
            let places = 1..=u32::try_from(order.lines.len()).unwrap();
            let left: u32 = places.into_iter().map(|place| left_with_customer(&order, &returns, place)).sum();
            assert_eq!(order.state == OrderState::Returned, gone && left == 0);
            let settlement = kontor::business::payments::settlement(view, id).unwrap();
            assert_eq!(order.paid_on, settlement.paid_on());
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn figures_agree_after_any_sequence(steps in prop::collection::vec(step(), 1..80)) {
        let shop = Shop::new();
        shop.receive(shop.oats, 6, None);
        shop.receive(shop.balm, 2, None);
        for (key, step) in (1..).zip(&steps) {
            take(&shop, key, step);
        }
        stock_agrees(&shop);
        orders_agree(&shop);
        queue_is_right(&shop);
        books_balance(&shop);
        numbers_have_no_gap(&shop);
    }
}
