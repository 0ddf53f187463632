//! The eleven properties. Each says of which plans it speaks, and what must hold.

use std::collections::BTreeMap;

use kontor::business::commissions::{
    Bonus, BonusKind, Boundary, CameBack, CapOf, ColumnHolds, Compression, EdgePlace, FactPerson, FactsOf, GivenColumn,
    LegPay, Outcome, Plan, Portion, RanksThen, Refunds, SoldLine, Source, Standing, check_outcome, paid_by_sale,
    read_plan, reckon_again,
};
use kontor::values::{OrderId, PartnerId, Period, Rate};

use crate::plans::properties::{Calculation, settle, truly};

pub type Told = Result<(), String>;

#[derive(Clone, Copy)]
pub struct Property {
    pub speaks_of: fn(&&Plan) -> bool,
    pub rule: fn(Calculation, &Plan, &FactsOf, u64) -> Told,
}

pub const REFUND: Property = Property { speaks_of: every, rule: refund };
pub const LATER_REFUND: Property = Property { speaks_of: pays_on_sales, rule: later_refund };
pub const LATER_AGAIN: Property = Property { speaks_of: every, rule: later_again };
pub const SPLITTING: Property = Property { speaks_of: every, rule: splitting };
pub const DIFFERENCE: Property = Property { speaks_of: has_plain_difference, rule: difference };
pub const LEGS: Property = Property { speaks_of: has_legs, rule: legs };
pub const NAMES: Property = Property { speaks_of: every, rule: names };
pub const INACTIVE: Property = Property { speaks_of: skips_the_inactive, rule: inactive };
pub const COMPANY_CAP: Property = Property { speaks_of: has_company_cap, rule: company_cap };
pub const ADJUSTMENTS: Property = Property { speaks_of: has_several_adjustments, rule: adjustments };
pub const REPLAY: Property = Property { speaks_of: every, rule: replay };
pub const ACYCLIC: Property = Property { speaks_of: matches_pay, rule: acyclic };
pub const STATEMENT: Property = Property { speaks_of: every, rule: statement };
pub const DISTRIBUTABLE: Property = Property { speaks_of: every, rule: distributable };

fn every(_: &&Plan) -> bool {
    true
}

/// What every person gets, by id.
fn pay(calculation: Calculation, plan: &Plan, given: &FactsOf) -> BTreeMap<PartnerId, i64> {
    let (facts, outcome) = settle(calculation, plan, given);
    facts.tree.partners().iter().copied().zip(outcome.people.totals.iter().copied()).collect()
}

fn equal<T: PartialEq + std::fmt::Debug>(expected: &T, found: &T) -> Told {
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

/// Rows of columns for sales that are added behind the others.
fn rows_again(columns: &[GivenColumn], negative: bool) -> Vec<GivenColumn> {
    let again = |column: &GivenColumn| {
        let sign = if negative && ["net", "margin"].contains(&column.name.as_str()) { -1 } else { 1 };
        let values = column.values.iter().copied().chain(column.values.iter().map(|value| sign * value)).collect();
        GivenColumn { values, ..column.clone() }
    };
    columns.iter().map(again).collect()
}

fn refund(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let mut given = given.clone();
    given.carry.clear();
    let back = given.sales.clone().into_iter().map(|sale| SoldLine {
        order: OrderId::new(sale.order.number() + 100_000),
        returned: !sale.returned,
        base: -sale.base,
        points: -sale.points,
        ..sale
    });
    let back: Vec<_> = back.collect();
    given.sales.extend(back);
    given.sale_columns = rows_again(&given.sale_columns, true);
    // What somebody has without any sale, such as a draw, remains.
    let mut without = given.clone();
    without.sales.clear();
    without.sale_columns.iter_mut().for_each(|column| column.values.clear());
    equal(&pay(calculation, plan, &without), &pay(calculation, plan, &given))
}

fn pays_on_sales(plan: &&Plan) -> bool {
    plan.refunds == Refunds::Original
        && plan.bonuses.iter().all(|bonus| bonus.period.is_none() && matches!(bonus.source(), Some(Source::Sales(_))))
}

/// The same people in the next month, in which everything comes back that was sold.
fn later_refund(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let mut given = given.clone();
    given.carry.clear();
    for sale in &mut given.sales {
        (sale.base, sale.points, sale.returned) = (sale.base.abs(), sale.points.abs(), false);
    }
    let (facts, outcome) = settle(calculation, plan, &given);
    let name = |order: OrderId, line: u32| format!("S-{order} {line}");
    let name_of = |sale: u32| {
        let sale = &facts.sales[usize::try_from(sale).unwrap()];
        name(sale.order, sale.line)
    };
    let before = facts.tree.partners().iter().copied().zip(outcome.people.totals.iter().copied());
    let before: BTreeMap<PartnerId, i64> = before.collect();
    let mut later = given.clone();
    later.period = Period::month(2026, 4).unwrap();
    later.carry = paid_by_sale(plan, &facts, &outcome, &name_of).unwrap();
    let mut refund_of = Vec::new();
    for sale in &mut later.sales {
        refund_of.push(i64::try_from(later.words.len()).unwrap());
        later.words.push(name(sale.order, sale.line));
        sale.day = later.period.first();
        (sale.base, sale.points, sale.returned) = (-sale.base, -sale.points, true);
    }
    let (name, holds) = ("refund_of".to_owned(), ColumnHolds::Words);
    later.sale_columns.push(GivenColumn { name, holds, values: refund_of });
    let after = pay(calculation, plan, &later);
    let together: Vec<_> = before.iter().filter(|(id, amount)| **amount + after[id] != 0).collect();
    equal(&Vec::new(), &together)
}

/// Everything that was sold comes back in two later months, and the month is reckoned again for each of them: nobody has
/// more or less than without any sale.
fn later_again(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let mut given = given.clone();
    given.carry.clear();
    for sale in &mut given.sales {
        (sale.base, sale.points, sale.returned) = (sale.base.abs(), sale.points.abs(), false);
    }
    for column in given.sale_columns.iter_mut().filter(|column| ["net", "margin"].contains(&column.name.as_str())) {
        column.values.iter_mut().for_each(|value| *value = value.abs());
    }
    let mut together = pay(calculation, plan, &given);
    let part = |of: &SoldLine, base: i64, points: i64, quantity: u32| CameBack {
        order: of.order,
        line: of.line,
        base,
        points: Some(points),
        quantity,
        further: BTreeMap::new(),
    };
    let first: Vec<CameBack> = given.sales.iter().map(|sale| part(sale, sale.base / 3, sale.points / 3, 0)).collect();
    let rest = given.sales.iter().zip(&first);
    let rest = rest
        .map(|(sale, first)| part(sale, sale.base - first.base, sale.points - first.points.unwrap(), sale.quantity));
    let rest: Vec<CameBack> = rest.collect();
    for (before, now) in [(&[][..], &first[..]), (&first[..], &rest[..])] {
        let again = reckon_again((plan, RanksThen::Reckoned), &given, before, now).unwrap();
        for (_, partner, difference) in again.differences {
            *together.get_mut(&partner).unwrap() += difference;
        }
    }
    let mut without = given.clone();
    without.sales.clear();
    without.sale_columns.iter_mut().for_each(|column| column.values.clear());
    equal(&pay(truly, plan, &without), &together)
}

/// Two sales of one person that were orders of their own become two lines of one order.
fn splitting(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let mut joined = given.clone();
    let mut by_seller: Vec<usize> = (0..given.sales.len()).collect();
    by_seller.sort_by_key(|i| given.sales[*i].credited_to);
    for (number, i) in (0_u32..).zip(by_seller) {
        joined.sales[i].order = OrderId::new(1_000 + u64::from(number / 2));
        joined.sales[i].line = 1 + number % 2;
    }
    equal(&pay(calculation, plan, given), &pay(calculation, plan, &joined))
}

fn has_plain_difference(plan: &&Plan) -> bool {
    plan.bonuses.iter().any(|bonus| match &bonus.kind {
        BonusKind::Difference(difference) => difference.equal.is_empty() && difference.rate.highest().is_some(),
        _ => false,
    })
}

/// The differences of one source sum to the highest rate on its way, and never to more than the plan's highest.
fn difference(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (_, outcome) = settle(calculation, plan, given);
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        let BonusKind::Difference(difference) = &bonus.kind else { continue };
        let (Some(highest), true) = (difference.rate.highest(), difference.equal.is_empty()) else { continue };
        let of_bonus: Vec<_> = outcome.lines.iter().filter(|line| line.bonus == place).collect();
        for lines in of_bonus.chunk_by(|one, two| one.source == two.source) {
            let base = outcome.sources[usize::from(place)].base(lines[0].source);
            let paid: i64 = lines.iter().map(|line| line.amount).sum();
            let rates: i64 = lines.iter().map(|line| i64::from(line.rate)).sum();
            let expected = Portion::new(difference.source.share(), rates).of(base);
            // Each line is rounded by itself.
            let tolerance = i64::try_from(lines.len()).unwrap();
            if rates > highest || (paid - expected).abs() > tolerance {
                return Err(format!("{paid} of {base} at {rates} where {highest} is the highest"));
            }
        }
    }
    Ok(())
}

fn has_legs(plan: &&Plan) -> bool {
    plan.bonuses.iter().any(|bonus| matches!(bonus.kind, BonusKind::Legs(_)))
}

/// What came and what was there is what was used, carried on, flushed, or has expired.
fn legs(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (facts, outcome) = settle(calculation, plan, given);
    for bonus in &plan.bonuses {
        let BonusKind::Legs(legs) = &bonus.kind else { continue };
        if bonus.period.unwrap_or(plan.period) != given.period.kind() {
            continue;
        }
        for side in ["left", "right"] {
            let sum = |columns: &[(String, Vec<i64>)], key: &str, place: usize| -> i64 {
                let of_key = columns.iter().filter(|(known, _)| known == key);
                of_key.map(|(_, column)| column[place]).sum()
            };
            for place in 0..facts.tree.len() {
                let told = |what: &str| sum(&outcome.told, &format!("{}.{what}.{side}", bonus.name), place);
                let layers: Vec<String> = match legs.expires_after {
                    0 => vec![format!("{}.{side}", bonus.name)],
                    periods => (1..=periods).map(|layer| format!("{}.{side}.{layer}", bonus.name)).collect(),
                };
                let carried: i64 = layers.iter().map(|key| facts.carry.column(key, facts.tree.len())[place]).sum();
                let kept: i64 = layers.iter().map(|key| sum(&outcome.left, key, place)).sum();
                let (came, went) = (told("in") + carried, told("used") + told("flushed") + told("expired") + kept);
                if came != went {
                    return Err(format!("{} {side} at {place}: {came} came and {went} went", bonus.name));
                }
                if let LegPay::Rate { .. } = legs.pays
                    && legs.unit == 0
                    && told("used") < 0
                    && carried == 0
                    && told("in") > 0
                {
                    return Err("more was given back than was taken".to_owned());
                }
            }
        }
    }
    Ok(())
}

fn names(calculation: Calculation, plan: &Plan, given: &FactsOf, seed: u64) -> Told {
    // Not in the same order as before: high numbers come first.
    let factor = seed % 50 + 1;
    let rename = |id: PartnerId| PartnerId::new(100_000 - id.number() * factor);
    let mut renamed = given.clone();
    for person in &mut renamed.people {
        person.partner = rename(person.partner);
        person.sponsor = person.sponsor.map(rename);
        person.enroller = person.enroller.map(rename);
        person.seat = person.seat.map(|(above, leg)| (rename(above), leg));
    }
    for sale in &mut renamed.sales {
        sale.credited_to = rename(sale.credited_to);
        sale.buyer = sale.buyer.map(rename);
    }
    for column in renamed
        .sale_columns
        .iter_mut()
        .filter(|column| column.holds == kontor::business::commissions::ColumnHolds::People)
    {
        for value in column.values.iter_mut().filter(|value| **value > 0) {
            *value = i64::try_from(rename(PartnerId::new(u64::try_from(*value).unwrap())).number()).unwrap();
        }
    }
    for (partner, _, _) in &mut renamed.carry {
        *partner = rename(*partner);
    }
    let before = pay(calculation, plan, given);
    let expected: BTreeMap<_, _> = before.iter().map(|(id, amount)| (rename(*id), *amount)).collect();
    equal(&expected, &pay(calculation, plan, &renamed))?;
    equal(&before, &pay(calculation, plan, &turned(given, seed)))
}

/// The same facts in another order.
fn turned(given: &FactsOf, seed: u64) -> FactsOf {
    let mut turned = given.clone();
    let by = |count: usize| if count == 0 { 0 } else { usize::try_from(seed).unwrap_or(7) % count };
    turned.people.rotate_left(by(given.people.len()));
    turned.person_columns.iter_mut().for_each(|column| column.values.rotate_left(by(given.people.len())));
    turned.sales.rotate_left(by(given.sales.len()));
    turned.sale_columns.iter_mut().for_each(|column| column.values.rotate_left(by(given.sales.len())));
    turned.carry.reverse();
    turned
}

/// Every bonus walks by sponsors, whoever brought how many, and passes over whoever is not active by the own volume.
fn skips_the_inactive(plan: &&Plan) -> bool {
    plan.name != "compression-dynamic"
        && plan.ranks.ranks.is_empty()
        && plan.bonuses.iter().all(|bonus| match &bonus.kind {
            BonusKind::Levels(levels) => {
                matches!(levels.source, Source::Sales(_))
                    && levels.edge == EdgePlace::SPONSOR
                    && levels.depth.is_none()
                    && (matches!(levels.compression, Compression::Skip(_))
                        || levels.rates.len() == 1 && levels.from_level == 0)
            }
            _ => false,
        })
}

fn inactive(calculation: Calculation, plan: &Plan, given: &FactsOf, seed: u64) -> Told {
    let mut with_one_more = given.clone();
    let count = given.people.len();
    let below = &mut with_one_more.people[usize::try_from(seed % 1_000).unwrap() % count];
    let mut newcomer = FactPerson::plain(PartnerId::new(9_999), below.sponsor, Standing::Valid);
    newcomer.joined_on = below.joined_on;
    below.sponsor = Some(newcomer.partner);
    with_one_more.people.push(newcomer);
    with_one_more.person_columns.iter_mut().for_each(|column| column.values.push(0));
    let mut after = pay(calculation, plan, &with_one_more);
    equal(&Some(0), &after.remove(&newcomer.partner))?;
    equal(&pay(calculation, plan, given), &after)
}

fn has_company_cap(plan: &&Plan) -> bool {
    plan.bonuses.iter().any(|bonus| matches!(&bonus.kind, BonusKind::Cap(cap) if cap.of == CapOf::Company))
}

fn company_cap(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (facts, outcome) = settle(calculation, plan, given);
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        let BonusKind::Cap(cap) = &bonus.kind else { continue };
        if cap.of != CapOf::Company {
            continue;
        }
        let sum = |wanted: &dyn Fn(u16) -> bool| -> i64 {
            outcome.lines.iter().filter(|line| wanted(line.bonus)).map(|line| line.amount).sum()
        };
        // What adjustments before it took from these bonuses is gone already.
        let within = |bonus: &Bonus| {
            let of = adjusts(bonus);
            !of.is_empty() && of.iter().all(|place| cap.bonuses.contains(place))
        };
        let before: Vec<u16> = (0..place).filter(|before| within(&plan.bonuses[usize::from(*before)])).collect();
        let raw = sum(&|line| cap.bonuses.contains(&line) || before.contains(&line));
        let limit = outcome.reckoned.value(&cap.most, 0).div_euclid(facts.millionths_per_minor());
        let after = raw + sum(&|line| line == place);
        equal(&raw.min(limit.max(0)), &after)?;
    }
    Ok(())
}

/// The places of the bonuses that an adjustment adjusts.
pub fn adjusts(bonus: &Bonus) -> Vec<u16> {
    match &bonus.kind {
        BonusKind::Cap(cap) => cap.bonuses.clone(),
        BonusKind::LargerOf(larger) => larger.programmes.concat(),
        BonusKind::Guarantee(guarantee) => vec![guarantee.bonus],
        _ => Vec::new(),
    }
}

fn has_several_adjustments(plan: &&Plan) -> bool {
    plan.bonuses.iter().filter(|bonus| !adjusts(bonus).is_empty()).count() > 1
}

/// Whoever earned something may lose all of it to adjustments, and never more.
fn adjustments(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (facts, outcome) = settle(calculation, plan, given);
    let adjusted: Vec<u16> = plan.bonuses.iter().flat_map(adjusts).collect();
    for place in (0_u32..).take(facts.tree.len()) {
        let of = |bonus: u16| -> i64 {
            let lines = outcome.lines.iter().filter(|line| line.bonus == bonus && line.receiver == place);
            lines.map(|line| line.amount).sum()
        };
        let (mut owed, mut left) = (0, 0);
        for (number, bonus) in (0_u16..).zip(&plan.bonuses) {
            if adjusted.contains(&number) {
                owed += of(number).min(0);
                left += of(number);
            } else if !adjusts(bonus).is_empty() {
                left += of(number);
            }
        }
        if left < owed {
            return Err(format!("{left} are left of {place}, who owes {owed}"));
        }
    }
    Ok(())
}

/// What a closed period gave is not changed by what happens later: the outcome hangs on nothing but its facts.
fn replay(calculation: Calculation, plan: &Plan, given: &FactsOf, seed: u64) -> Told {
    let (_, first) = settle(calculation, plan, given);
    let (_, again) = settle(calculation, plan, &turned(given, seed));
    equal(&first.hash, &again.hash)?;
    equal(&first.lines, &again.lines)
}

fn matches_pay(plan: &&Plan) -> bool {
    plan.bonuses.iter().any(|bonus| matches!(bonus.source(), Some(Source::Pay { .. })))
}

/// Pay of other bonuses is known before it is used: every source of a matching bonus is exactly that pay.
fn acyclic(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (_, outcome) = settle(calculation, plan, given);
    for (place, bonus) in plan.bonuses.iter().enumerate() {
        let Some(Source::Pay { bonuses, .. }) = bonus.source() else { continue };
        for (person, base) in (0_usize..).zip(outcome.sources[place].bases.iter()) {
            let paid: i64 = bonuses.iter().map(|other| outcome.people.by_bonus[usize::from(*other)][person]).sum();
            equal(&paid, base)?;
        }
    }
    let itself = "[[bonus]]\nname = \"a\"\ntitle = \"A\"\nkind = \"levels\"\npay = [\"a\"]\ncompression = \"none\"\nreceiver = \"valid\"\nrates = [\"5 %\"]\n";
    let source = format!(
        "[plan]\nname = \"x\"\nversion = 1\ntitle = \"X\"\neffective_from = 2026-01-01\nperiod = \"month\"\n{itself}[rounding]\nper = \"line\"\nhow = \"half_up\"\n[payout]\nminimum = 0\n"
    );
    match read_plan(&source) {
        Err(troubles) if troubles[0].complaint.key == "commissions.plan.pays_on_itself" => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

fn statement(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (_, outcome) = settle(calculation, plan, given);
    let mut sums = vec![0_i64; outcome.people.totals.len()];
    for line in &outcome.lines {
        sums[usize::try_from(line.receiver).unwrap()] += line.amount;
    }
    let totals = &outcome.people.totals;
    equal(totals, &sums)?;
    equal(&outcome.paid, &totals.iter().sum())
}

fn distributable(calculation: Calculation, plan: &Plan, given: &FactsOf, _: u64) -> Told {
    let (facts, outcome) = settle(calculation, plan, given);
    for result in check_outcome(plan, &facts, &outcome) {
        if !result.passed {
            return Err(format!("{result:?}"));
        }
    }
    shared_out(plan, &outcome)
}

/// Levels give each source all of their fixed rates, whoever receives them.
fn shared_out(plan: &Plan, outcome: &Outcome) -> Told {
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        let (source, rates) = match &bonus.kind {
            BonusKind::Levels(levels) => (&levels.source, &levels.rates),
            BonusKind::Generations(generations)
                if generations.boundary != (Boundary::SameRank { lowest: 1 }) && generations.ineligible_counts =>
            {
                match generations.boundary {
                    Boundary::When(_) => (&generations.source, &generations.rates),
                    Boundary::SameRank { .. } => continue,
                }
            }
            _ => continue,
        };
        let fixed: Option<Vec<Rate>> = rates.iter().map(|rate| rate.constant_rate()).collect();
        let Some(fixed) = fixed else { continue };
        let expected: i64 = outcome.sources[usize::from(place)]
            .bases
            .iter()
            .map(|base| fixed.iter().map(|rate| Portion::new(source.share(), rate.millionths()).of(*base)).sum::<i64>())
            .sum();
        let lines = outcome.lines.iter().filter(|line| line.bonus == place).map(|line| line.amount);
        let broken = outcome.breakage.iter().filter(|broken| broken.bonus == place).map(|broken| broken.amount);
        equal(&expected, &lines.chain(broken).sum())?;
    }
    Ok(())
}
