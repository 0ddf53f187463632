//! Goods that come back after their month is posted take back what exactly that sale gave, whoever had it.

use kontor::business::commissions::{self, LineOrigin, shipped_plans};
use kontor::business::ledger::{self, LedgerAccount};
use kontor::business::partners;
use kontor::values::{Language, Money, OrderId, PartnerId, Period, RunId};

use crate::business::commissions::clerk;
use crate::business::shop::{Shop, day};

/// Three of one line, from the bottom: S below M below T.
struct Chain {
    shop: Shop,
    people: [PartnerId; 3],
}

/// Levels line by line, a person's sales together, a difference, and the sale's own commission.
const SEVERAL: &str = r#"
[plan]
name = "several"
version = 1
title = { de = "Mehreres", en = "Several", zh = "多种" }
effective_from = 1990-01-01
period = "month"

[volumes.own]
title = { de = "Eigene", en = "Own", zh = "个人" }
of = "self"
counts = "points"
sales = ["own", "retail"]

[volumes.team]
title = { de = "Team", en = "Team", zh = "团队" }
of = "team"
counts = "points"
sales = ["own", "retail"]

[[bonus]]
name = "agent"
title = { de = "Verkauf", en = "Sale", zh = "销售" }
kind = "sale"
sales = ["retail"]
to = "seller"
rate = "7 %"
part = "33.3 %"
receiver = "valid"

[[bonus]]
name = "levels"
title = { de = "Ebenen", en = "Levels", zh = "层级" }
kind = "levels"
sales = ["retail"]
each = "person"
from_level = 0
compression = "none"
receiver = "valid"
rates = ["11.1 %", "3.33 %"]

[[bonus]]
name = "steps"
title = { de = "Stufen", en = "Steps", zh = "阶梯" }
kind = "difference"
sales = ["retail"]
from_level = 0
receiver = "valid"
rate = "ladder(team, 1: 3 %, 50: 6.6 %)"

[rounding]
per = "line"
how = "half_up"

[payout]
minimum = 0

[[example]]
title = "One sale"
tree = ["Anna > Ben"]
sales = [{ seller = "Ben", kind = "retail", base = "100.00", points = 10 }]
lines = [
    { to = "Ben", bonus = "agent", amount = "2.33" },
    { to = "Ben", bonus = "levels", level = 0, amount = "11.10" },
    { to = "Anna", bonus = "levels", level = 1, amount = "3.33" },
    { to = "Ben", bonus = "steps", level = 0, amount = "3.00" },
]
breakage = "3.60"
"#;

/// What is paid on volumes, reckoned again when goods come back later.
const AGAIN: &str = r#"
[plan]
name = "again"
version = 1
title = { de = "Noch einmal", en = "Again", zh = "重算" }
effective_from = 1990-01-01
period = "month"

[volumes.unit]
title = { de = "Gruppenumsatz", en = "Group turnover", zh = "团队营业额" }
of = "team"
counts = "base"
sales = ["own", "retail"]

[[rank]]
name = "silver"
title = { de = "Silber", en = "Silver", zh = "白银" }
needs = "unit >= 40"

[[bonus]]
name = "group"
title = { de = "Gruppenbonus", en = "Group bonus", zh = "团队奖金" }
kind = "amount"
amount = "unit * ladder(unit, 0: 6 %, 40: 10 %)"
receiver = "valid"

[[bonus]]
name = "silver"
title = { de = "Silberbonus", en = "Silver bonus", zh = "白银奖金" }
kind = "amount"
amount = "if(rank >= silver, 7, 0)"
receiver = "valid"

[refunds]
how = "again"

[[example]]
title = "One sale"
tree = ["Anna > Ben"]
sales = [{ seller = "Ben", kind = "retail", base = "30.00" }]
lines = [{ to = "Ben", bonus = "group", amount = "1.80" }, { to = "Anna", bonus = "group", amount = "1.80" }]
breakage = 0
"#;

impl Chain {
    fn new(plan: &'static str) -> Chain {
        let shop = Shop::new();
        shop.run(move |tx| commissions::adopt_plan(tx, plan)).unwrap();
        let top = shop.joined("T", None);
        let middle = shop.joined("M", Some("T"));
        let people = [shop.joined("S", Some("M")), middle, top];
        shop.receive(shop.oats, 500, None);
        Chain { shop, people }
    }

    fn sale(&self, key: u8, seller: PartnerId, pieces: u32) -> OrderId {
        self.shop.sold(key, seller, pieces)
    }

    fn back(&self, on: &str, order: OrderId, quantity: u32) {
        self.shop.comes_back(on, order, quantity);
    }

    /// From opening to posting, on the second day of the month after.
    fn settle(&self, plan: &'static str, month: &str, on: &str) -> RunId {
        self.shop.on(on);
        self.shop.settle(plan, month)
    }

    fn total(&self, run: RunId, partner: PartnerId) -> Money {
        let actor = clerk();
        self.shop.door.read(&actor, |view| commissions::statement(view, run, partner)).unwrap().total
    }

    /// What the books say of everybody; negative is owed by us.
    fn balances(&self) -> Vec<i64> {
        self.shop.read(|view| {
            let all = ledger::balances_of(view, LedgerAccount::CommissionPayable);
            all.into_iter().map(|(_, balance)| balance).collect()
        })
    }
}

#[test]
fn a_return_of_a_posted_month_takes_back_exactly_what_that_month_paid_and_names_the_run() {
    let chain = Chain::new(shipped_plans()[0].1);
    let [seller, middle, top] = chain.people;
    let sold = chain.sale(1, seller, 10);
    chain.sale(2, middle, 10);
    chain.sale(3, top, 10);
    let june = chain.settle("unilevel-simple", "2026-06", "2026-07-02");
    let paid = chain.total(june, top);
    // In July nobody sells: by the rates of July nobody but the seller would owe anything.
    chain.back("2026-07-10", sold, 4);
    let july = chain.settle("unilevel-simple", "2026-07", "2026-08-02");
    assert_eq!(chain.total(july, seller), Money::eur(-400));
    assert_eq!(chain.total(july, middle), Money::eur(-120));
    assert_eq!(chain.total(july, top), Money::eur(-100));
    assert!(paid.is_positive());
    let actor = clerk();
    let lines = chain.shop.door.read(&actor, |view| commissions::lines_of_statement(view, july, top, 0)).unwrap();
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    let LineOrigin::Clawback { back, paid_by } = line.origin else { panic!("{line:?}") };
    assert_eq!((back.order, back.line, paid_by), (sold, 1, Some(june)));
    assert_eq!(
        line.reason(Language::De, "Teamprovision", "S"),
        "Teamprovision: Ware kam zurück; zurückgenommen wird, was L-0001 dafür gezahlt hat"
    );
    // The rest comes back when two of them have left: it is owed all the same.
    chain.shop.on("2026-08-03");
    for partner in [seller, middle] {
        chain.shop.run(move |tx| partners::end_contract(tx, partner, day("2026-08-03"), "hört auf")).unwrap();
    }
    chain.back("2026-08-20", sold, 6);
    let august = chain.settle("unilevel-simple", "2026-08", "2026-09-02");
    assert_eq!(chain.total(august, seller), Money::eur(-600));
    assert_eq!(chain.total(august, middle), Money::eur(-180));
    assert_eq!(chain.total(august, top), Money::eur(-150));
}

/// A small generator, so that every case can be played again.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

#[test]
fn a_sale_that_comes_back_wholly_is_nothing_for_everybody_in_whatever_months_its_pieces_return() {
    for seed in 1..=6_u64 {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let chain = Chain::new(SEVERAL);
        let [seller, middle, _] = chain.people;
        let pieces = 3 + u32::try_from(next(&mut random) % 7).unwrap();
        let orders = [chain.sale(1, seller, pieces), chain.sale(2, middle, 7)];
        let mut left = [pieces, 7];
        for (month, back_on, settle_on) in [
            ("2026-06", "2026-06-20", "2026-07-02"),
            ("2026-07", "2026-07-20", "2026-08-02"),
            ("2026-08", "2026-08-20", "2026-09-02"),
            ("2026-09", "2026-09-20", "2026-10-02"),
        ] {
            for (order, left) in orders.iter().zip(&mut left).filter(|(_, left)| **left > 0) {
                let quantity = match month {
                    "2026-09" => *left,
                    _ => u32::try_from(next(&mut random) % 3).unwrap().min(*left),
                };
                if quantity > 0 {
                    chain.back(back_on, *order, quantity);
                    *left -= quantity;
                }
            }
            chain.settle("several", month, settle_on);
        }
        assert_eq!(chain.balances(), vec![0; chain.balances().len()], "seed {seed}");
        assert!(!chain.balances().is_empty(), "nobody was ever paid");
    }
}

#[test]
fn what_no_run_has_paid_comes_back_at_the_rates_of_its_month() {
    let chain = Chain::new(shipped_plans()[0].1);
    let [seller, ..] = chain.people;
    let sold = chain.sale(1, seller, 10);
    chain.back("2026-07-10", sold, 10);
    let july = chain.settle("unilevel-simple", "2026-07", "2026-08-02");
    assert_eq!(chain.total(july, seller), Money::eur(-1_000));
}

#[test]
fn a_period_is_reckoned_again_without_what_came_back_and_everybody_gives_back_the_difference() {
    let chain = Chain::new(AGAIN);
    let [seller, middle, top] = chain.people;
    // Ten pieces of 5.00: 50.00 at 10 %, and Silver.
    let sold = chain.sale(1, seller, 10);
    let june = chain.settle("again", "2026-06", "2026-07-02");
    assert_eq!(chain.people.map(|partner| chain.total(june, partner)), [Money::eur(1200); 3]);
    // In July as much is sold again, and four come back: June would have been 30.00 at 6 %, and July stays as it is.
    chain.sale(2, seller, 10);
    chain.back("2026-07-10", sold, 4);
    let july = chain.settle("again", "2026-07", "2026-08-02");
    assert_eq!(chain.people.map(|partner| chain.total(july, partner)), [Money::eur(1200 - 320); 3]);
    let actor = clerk();
    let lines = chain.shop.door.read(&actor, |view| commissions::lines_of_statement(view, july, top, 0)).unwrap();
    let [.., line] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(
        (line.origin, line.amount),
        (LineOrigin::Again { period: Period::parse("2026-06").unwrap() }, Money::eur(-320))
    );
    assert_eq!(
        line.reason(Language::En, "Group bonus", ""),
        "Group bonus: goods of June 2026 came back; the period was reckoned again without them, this is the difference"
    );
    // The rest comes back when two of them have left: it is owed all the same. Silver was reached, and stays.
    chain.shop.on("2026-08-03");
    for partner in [seller, middle] {
        chain.shop.run(move |tx| partners::end_contract(tx, partner, day("2026-08-03"), "hört auf")).unwrap();
    }
    chain.back("2026-08-20", sold, 6);
    let august = chain.settle("again", "2026-08", "2026-09-02");
    assert_eq!(chain.people.map(|partner| chain.total(august, partner)), [Money::eur(-180); 3]);
}

/// Two legs by sponsor, reckoned again when goods come back later.
const PAIRS_AGAIN: &str = r#"
[plan]
name = "pairs"
version = 1
title = { de = "Paare", en = "Pairs", zh = "对碰" }
effective_from = 1990-01-01
period = "month"

[volumes.own]
title = { de = "Eigene", en = "Own", zh = "个人" }
of = "self"
counts = "base"
sales = ["own", "retail"]

[[bonus]]
name = "pairs"
title = { de = "Paare", en = "Pairs", zh = "对碰" }
kind = "binary"
edge = "sponsor"
volume = "own"
rate = "10 %"
receiver = "valid"

[refunds]
how = "again"

[[example]]
title = "Two legs"
tree = ["Anna > Ben", "Anna > Cora"]
sales = [
    { seller = "Ben", kind = "retail", base = "200.00" },
    { seller = "Cora", kind = "retail", base = "500.00" },
]
lines = [{ to = "Anna", bonus = "pairs", amount = "20.00" }]
left_over = { Anna = { "pairs.right" = 300 } }
breakage = 0
"#;

#[test]
fn legs_that_an_earlier_return_changed_are_reckoned_again_as_they_were_then() {
    let shop = Shop::new();
    shop.run(|tx| commissions::adopt_plan(tx, PAIRS_AGAIN)).unwrap();
    let top = shop.joined("T", None);
    let (left, right) = (shop.joined("L", Some("T")), shop.joined("R", Some("T")));
    shop.receive(shop.oats, 500, None);
    let chain = Chain { shop, people: [left, right, top] };
    let amounts = |run: RunId| -> Vec<Money> {
        let actor = clerk();
        let lines = chain.shop.door.read(&actor, |view| commissions::lines_of_statement(view, run, top, 0)).unwrap();
        lines.iter().map(|line| line.amount).collect()
    };
    // June: 100.00 and 50.00; 50.00 are matched, and 50.00 stay on the left.
    let of_june = chain.sale(1, left, 20);
    chain.sale(2, right, 10);
    let june = chain.settle("pairs", "2026-06", "2026-07-02");
    assert_eq!(amounts(june), [Money::eur(500)]);
    // 20.00 of June come back: as much was matched all the same, and 30.00 are left. With 50.00 and 50.00 of July,
    // 50.00 of 80.00 and 50.00 are matched, and 30.00 stay.
    let of_july = chain.sale(3, left, 10);
    chain.sale(4, right, 10);
    chain.back("2026-07-10", of_june, 4);
    let july = chain.settle("pairs", "2026-07", "2026-08-02");
    assert_eq!(amounts(july), [Money::eur(500)]);
    // 40.00 of July come back. July began with 30.00, not with the 50.00 that June had left at first: matched would have
    // been 40.00 of 40.00 and 50.00, so that 1.00 is taken back, and August begins with nothing and 10.00. Of 50.00 and
    // 30.00 then, 30.00 are matched.
    chain.sale(5, left, 10);
    chain.sale(6, right, 4);
    chain.back("2026-08-10", of_july, 8);
    let august = chain.settle("pairs", "2026-08", "2026-09-02");
    let mut booked = amounts(august);
    booked.sort_unstable_by_key(|amount| amount.minor());
    assert_eq!(booked, [Money::eur(-100), Money::eur(300)]);
}
