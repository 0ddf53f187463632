//! Reading the bonuses of a plan: what they share here, each kind in its own file.

use crate::business::commissions::plan::bonus::{Bonus, BonusKind, Reward};
use crate::business::commissions::plan::formula::Names;
use crate::business::commissions::plan::read::adjustment::{cap, guarantee, larger_of};
use crate::business::commissions::plan::read::difference::difference;
use crate::business::commissions::plan::read::generations::generations;
use crate::business::commissions::plan::read::grammar::{
    AMOUNT, BINARY, CAP, CYCLE, DIFFERENCE, GENERATIONS, GUARANTEE, LARGER_OF, LEVELS, POOL, SALE,
};
use crate::business::commissions::plan::read::legs::legs;
use crate::business::commissions::plan::read::levels::levels;
use crate::business::commissions::plan::read::pool::{amount, pool};
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::sale::sale;
use crate::business::commissions::plan::read::section::{Entry, Section};
use crate::business::commissions::plan::read::{PERIODS, title};
use crate::business::failure::Complaint;

#[derive(Clone, Copy)]
enum KindWord {
    Levels,
    Difference,
    Generations,
    Pool,
    Amount,
    Binary,
    Cycle,
    Sale,
    Cap,
    LargerOf,
    Guarantee,
}

const KINDS: [(&str, KindWord); 11] = [
    ("levels", KindWord::Levels),
    ("difference", KindWord::Difference),
    ("generations", KindWord::Generations),
    ("pool", KindWord::Pool),
    ("amount", KindWord::Amount),
    ("binary", KindWord::Binary),
    ("cycle", KindWord::Cycle),
    ("sale", KindWord::Sale),
    ("cap", KindWord::Cap),
    ("larger_of", KindWord::LargerOf),
    ("guarantee", KindWord::Guarantee),
];

impl KindWord {
    fn entries(self) -> impl Iterator<Item = &'static Entry> {
        let parts = match self {
            KindWord::Levels => LEVELS,
            KindWord::Difference => DIFFERENCE,
            KindWord::Generations => GENERATIONS,
            KindWord::Pool => POOL,
            KindWord::Amount => AMOUNT,
            KindWord::Binary => BINARY,
            KindWord::Cycle => CYCLE,
            KindWord::Sale => SALE,
            KindWord::Cap => CAP,
            KindWord::LargerOf => LARGER_OF,
            KindWord::Guarantee => GUARANTEE,
        };
        parts.iter().copied().flatten()
    }
}

pub(super) fn bonuses<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Vec<Bonus> {
    let tables = file.tables(reading, "bonus");
    if tables.is_empty() {
        file.needed(reading, "bonus");
    }
    let mut bonuses: Vec<Bonus> = Vec::new();
    for (number, (line, table)) in (1..).zip(tables) {
        // Which entries there may be depends on the kind, so it is looked for first.
        let word = table.get("kind").and_then(|value| value.get_ref().as_str());
        let kind = KINDS.iter().find(|(known, _)| Some(*known) == word).map(|(_, kind)| *kind);
        let entries = kind.unwrap_or(KindWord::Levels).entries();
        let section = Section::open(reading, format!("bonus {number}"), line, table, entries);
        let Some(bonus) = bonus(reading, &section, names) else { continue };
        if bonuses.iter().any(|other| other.name == bonus.name) {
            reading.note(line, Complaint::new("commissions.plan.name_twice").with("word", bonus.name.clone()));
        }
        bonuses.push(bonus);
    }
    bonuses
}

fn bonus<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Bonus> {
    let name = section.read(reading, "name", Reading::word);
    let title = title(reading, section);
    let period = match section.optional(reading, "period") {
        None => Some(None),
        Some(item) => reading.choice(item, &PERIODS).map(Some),
    };
    let reward = reward(reading, section);
    let kind = section.needed(reading, "kind").and_then(|item| reading.choice(item, &KINDS))?;
    let kind = match kind {
        KindWord::Levels => levels(reading, section, names).map(BonusKind::Levels),
        KindWord::Difference => difference(reading, section, names).map(BonusKind::Difference),
        KindWord::Generations => generations(reading, section, names).map(BonusKind::Generations),
        KindWord::Pool => pool(reading, section, names).map(BonusKind::Pool),
        KindWord::Amount => amount(reading, section, names).map(BonusKind::Amount),
        KindWord::Binary => legs(reading, section, names, false).map(|legs| BonusKind::Legs(Box::new(legs))),
        KindWord::Cycle => legs(reading, section, names, true).map(|legs| BonusKind::Legs(Box::new(legs))),
        KindWord::Sale => sale(reading, section, names).map(BonusKind::Sale),
        KindWord::Cap => cap(reading, section, names).map(BonusKind::Cap),
        KindWord::LargerOf => larger_of(reading, section, names).map(BonusKind::LargerOf),
        KindWord::Guarantee => guarantee(reading, section, names).map(BonusKind::Guarantee),
    };
    let (name, title, period, reward, kind) = (name?, title?, period?, reward?, kind?);
    Some(Bonus { name, title, line: section.line, period, reward, kind })
}

#[derive(Clone, Copy)]
enum RewardWord {
    Money,
    Voucher,
    Credit,
}

/// `reward = "voucher"` with `valid_days = 180`; money where nothing is said.
fn reward<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<Reward> {
    let words = [("money", RewardWord::Money), ("voucher", RewardWord::Voucher), ("credit", RewardWord::Credit)];
    let word = match section.optional(reading, "reward") {
        None => Some(RewardWord::Money),
        Some(item) => reading.choice(item, &words),
    };
    let days = match section.optional(reading, "valid_days") {
        None => Some(0),
        Some(item) => match reading.whole(item).map(u16::try_from) {
            Some(Ok(days @ 1..)) if !matches!(word, Some(RewardWord::Money)) => Some(days),
            _ => reading.wrong(item),
        },
    };
    let valid_days = days?;
    Some(match word? {
        RewardWord::Money => Reward::Money,
        RewardWord::Voucher => Reward::Voucher { valid_days },
        RewardWord::Credit => Reward::Credit { valid_days },
    })
}
