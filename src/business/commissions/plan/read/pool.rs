//! Reading a pool, and an amount that a formula says.

use crate::business::commissions::plan::bonus::{AmountBonus, Pool};
use crate::business::commissions::plan::formula::Names;
use crate::business::commissions::plan::read::by_rank::{number, receiver};
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::section::Section;

pub(super) fn pool<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Pool> {
    let amount = number(reading, section, "amount", names);
    let shares = number(reading, section, "shares", names);
    let receiver = receiver(reading, section, names);
    Some(Pool { amount: amount?, shares: shares?, receiver: receiver? })
}

pub(super) fn amount<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<AmountBonus> {
    let amount = number(reading, section, "amount", names);
    let receiver = receiver(reading, section, names);
    Some(AmountBonus { amount: amount?, receiver: receiver? })
}
