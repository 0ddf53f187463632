//! Reading bonuses on two legs.

use crate::business::commissions::plan::bonus::{Ineligible, LegPay, LegsBonus};
use crate::business::commissions::plan::formula::{Formula, MILLION, Names};
use crate::business::commissions::plan::read::by_rank::{number, number_of, rate, receiver};
use crate::business::commissions::plan::read::edge::edge_of;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::values::Rate;

/// `cycle` pays money for every unit, `binary` a rate on what is matched.
pub(super) fn legs<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    names: &Names,
    cycle: bool,
) -> Option<LegsBonus> {
    section.needed(reading, "edge");
    let edge = edge_of(reading, section, names);
    let volume = number(reading, section, "volume", names);
    let receiver = receiver(reading, section, names);
    let ratio = match section.optional(reading, "ratio") {
        None => Some((1, 1)),
        Some(item) => ratio(reading, item),
    };
    let unit = match (section.optional(reading, "unit"), cycle) {
        (None, false) => Some(0),
        (None, true) => section.needed(reading, "unit").and(None),
        (Some(item), _) => millionths(reading, item),
    };
    let pays = if cycle { cycle_pay(reading, section, names) } else { rate_pay(reading, section, names) };
    let least = optional_number(reading, section, "least", names);
    let most = optional_number(reading, section, "most", names);
    let cap = optional_number(reading, section, "cap", names);
    let bank_limit = match section.optional(reading, "bank_limit") {
        None => Some(None),
        Some(item) => millionths(reading, item).map(Some),
    };
    let expires_after = match section.optional(reading, "expires_after") {
        None => Some(0),
        Some(item) => reading.whole_within(item, 1, 60),
    };
    let words = [("keep", Ineligible::Keep), ("zero_weak", Ineligible::ZeroWeak), ("flush", Ineligible::Flush)];
    let ineligible = match section.optional(reading, "ineligible") {
        None => Some(Ineligible::Keep),
        Some(item) => reading.choice(item, &words),
    };
    let (stronger, weaker) = ratio?;
    Some(LegsBonus {
        edge: edge?,
        volume: volume?,
        receiver: receiver?,
        pays: pays?,
        stronger,
        weaker,
        unit: unit?,
        least: least?,
        most: most?,
        cap: cap?,
        bank_limit: bank_limit?,
        expires_after: expires_after?,
        ineligible: ineligible?,
    })
}

fn rate_pay<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<LegPay> {
    let rate = section.needed(reading, "rate").and_then(|item| rate(reading, item, names));
    let share = match section.optional(reading, "base_share") {
        None => Some(Rate::WHOLE),
        Some(item) => reading.rate(item),
    };
    Some(LegPay::Rate { rate: rate?, share: share? })
}

fn cycle_pay<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<LegPay> {
    let amount = number(reading, section, "amount", names);
    Some(LegPay::Cycle { amount: amount? })
}

#[expect(clippy::option_option, reason = "missing and mistaken are different things")]
fn optional_number<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    names: &Names,
) -> Option<Option<Formula>> {
    match section.optional(reading, name) {
        None => Some(None),
        Some(item) => number_of(reading, item, names).map(Some),
    }
}

/// `2:1`: so much of the stronger leg for so much of the weaker.
fn ratio<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Option<(u16, u16)> {
    let parts = item.value.as_str().and_then(|text| text.split_once(':'));
    let read = |part: &str| part.trim().parse::<u16>().ok().filter(|part| (1..=1_000).contains(part));
    match parts.map(|(stronger, weaker)| (read(stronger), read(weaker))) {
        Some((Some(stronger), Some(weaker))) if stronger >= weaker => Some((stronger, weaker)),
        _ => reading.wrong(item),
    }
}

fn millionths<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Option<i64> {
    match reading.hundredths(item) {
        Some(hundredths) if hundredths > 0 => hundredths.checked_mul(MILLION / 100).or_else(|| reading.wrong(item)),
        Some(_) => reading.wrong(item),
        None => None,
    }
}
