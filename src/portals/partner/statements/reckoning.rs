//! How a line was reckoned and what became of a total, in words.

use crate::business::commissions::CommissionLine;
use crate::business::payments::Payout;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Rate};
use crate::web::parts::Meaning;

/// "6 % von 100,00 €", with what was there before it was rounded.
pub fn reckoning(language: Language, line: &CommissionLine) -> String {
    if line.falls_away() {
        return String::new();
    }
    let base = texts::money(language, line.base);
    let Some(rate) = line.rate.map(|rate| texts::percent(language, rate)) else {
        let of_base = line.shown_base().is_some();
        return if of_base { text!(language, "partner.statements.reckoning_of", base = base) } else { String::new() };
    };
    let shares = [line.base_share, line.part].into_iter().filter(|share| *share != Rate::WHOLE);
    let shares: Vec<String> = shares.map(|share| texts::percent(language, share)).collect();
    let written = if shares.is_empty() {
        text!(language, "partner.statements.reckoning", rate = rate, base = base)
    } else {
        let share = shares.join(" × ");
        text!(language, "partner.statements.reckoning_of_share", rate = rate, share = share, base = base)
    };
    match line.unrounded() {
        Some(exact) => {
            text!(language, "partner.statements.rounded", reckoning = written, exact = texts::decimal(language, &exact))
        }
        None => written,
    }
}

/// Whether and when a total was paid, and if not, why.
pub fn paid(language: Language, total: Money, payout: Option<&Payout>, today: Day) -> (Meaning, String) {
    match payout.map(|payout| (payout, &payout.paid)) {
        Some((payout, Ok(amount))) => {
            let day = texts::day(language, payout.execute_on);
            let amount = texts::money(language, *amount);
            if let Some(back) = payout.came_back_on {
                let back = texts::day(language, back);
                (Meaning::Attention, text!(language, "partner.statements.came_back", amount = amount, day = back))
            } else if payout.is_paid(today) {
                (Meaning::Good, text!(language, "partner.statements.paid", amount = amount, day = day))
            } else {
                (Meaning::Information, text!(language, "partner.statements.on_its_way", amount = amount, day = day))
            }
        }
        Some((payout, Err(_))) => {
            let why = payout.why_not(language);
            (Meaning::Attention, text!(language, "partner.statements.left_out", why = why))
        }
        None if total.is_zero() => (Meaning::Neutral, text!(language, "partner.statements.nothing")),
        None if total.is_negative() => (Meaning::Attention, text!(language, "partner.statements.owes")),
        None => (Meaning::Information, text!(language, "partner.statements.coming")),
    }
}

/// The same for a line of a list: a day, or the reason why there is none.
pub fn paid_briefly(language: Language, total: Money, payout: Option<&Payout>, today: Day) -> (Meaning, String) {
    match payout.map(|payout| (payout, &payout.paid)) {
        Some((payout, Ok(_))) => {
            let (meaning, _) = paid(language, total, Some(payout), today);
            (meaning, texts::day_short(language, payout.execute_on))
        }
        Some((payout, Err(_))) => (Meaning::Attention, payout.why_not(language)),
        None => paid(language, total, None, today),
    }
}
