//! Amounts that a formula says.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground};
use crate::business::commissions::calculation::bonuses::{Sources, receiving};
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::AmountBonus;

pub(super) fn pay(wanted: &AmountBonus, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let receives = ground.column(&receiving(&wanted.receiver));
    let amounts: Vec<i64> = ground.column(&wanted.amount).iter().map(|value| ground.coins(*value)).collect();
    let bonus = ground.bonus;
    for (place, amount) in (0_u32..).zip(&amounts) {
        if receives.get(at(place)).is_some_and(|met| *met != 0) {
            found.line(Line { source: place, receiver: place, rate: 0, bonus, level: 0, amount: *amount });
        } else {
            found.broken(Breakage { source: place, bonus, level: 0, levels: 1, person: place, amount: *amount });
        }
    }
    Ok(Sources::of_people(amounts))
}
