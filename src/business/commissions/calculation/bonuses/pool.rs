//! Pools: divided by shares to the last coin.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::{Sources, receiving};
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::Pool;
use crate::business::partners::TOP;

pub(super) fn divide(pool: &Pool, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let amount = ground.coins(ground.column(&pool.amount).first().copied().unwrap_or(0));
    let receives = ground.column(&receiving(&pool.receiver));
    let shares = ground.column(&pool.shares);
    let mut holders: Vec<(u32, i64)> = (0_u32..)
        .zip(shares)
        .filter(|(place, share)| **share > 0 && receives.get(at(*place)).is_some_and(|met| *met != 0))
        .map(|(place, share)| (place, *share))
        .collect();
    let all: i128 = holders.iter().map(|(_, share)| i128::from(*share)).sum();
    let bonus = ground.bonus;
    if all == 0 || amount == 0 {
        found.broken(Breakage { source: 0, bonus, level: 0, levels: 1, person: TOP, amount });
        return Ok(Sources::of_firm(amount));
    }
    let exact = |share: i64| (i128::from(amount) * i128::from(share)).div_euclid(all);
    let rest = |share: i64| (i128::from(amount) * i128::from(share)).rem_euclid(all);
    let given: i128 = holders.iter().map(|(_, share)| exact(*share)).sum();
    // The coins that no division reaches go to the largest remainders; among equals to whoever joined first.
    let left = i128::from(amount) - given;
    holders.sort_by_key(|(place, share)| (-rest(*share), ground.seniority(*place)));
    let mut lines = Vec::with_capacity(holders.len());
    for (i, (place, share)) in (0_i128..).zip(holders) {
        let amount = i64::try_from(exact(share) + i128::from(i < left)).map_err(|_| TooLarge)?;
        lines.push(Line { source: 0, receiver: place, rate: 0, bonus, level: 0, amount });
    }
    lines.sort_unstable_by_key(|line| line.receiver);
    lines.into_iter().for_each(|line| found.line(line));
    Ok(Sources::of_firm(amount))
}
