//! Amounts that a formula says.

use crate::business::commissions::calculation::Line;
use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::{Sources, receiving};
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::plan::AmountBonus;

pub(super) fn pay(wanted: &AmountBonus, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let receives = ground.column(&receiving(&wanted.receiver));
    let earned = |(place, value): (usize, &i64)| match receives.get(place) {
        Some(met) if *met != 0 => ground.coins(*value),
        // An amount that a person did not earn is nobody else's, and so falls to nobody either.
        _ => 0,
    };
    let amounts: Vec<i64> = ground.column(&wanted.amount).iter().enumerate().map(earned).collect();
    let bonus = ground.bonus;
    for (place, amount) in (0_u32..).zip(&amounts) {
        found.line(Line { source: place, receiver: place, rate: 0, bonus, level: 0, amount: *amount });
    }
    Ok(Sources::of_people(amounts))
}
