//! Reading the bonuses of a plan: what they share here, and each kind in its own function.

use crate::business::commissions::plan::bonus::{
    AmountBonus, Bonus, BonusKind, Boundary, Compression, Difference, Generations, Levels, Pool, Reward,
};
use crate::business::commissions::plan::formula::{Formula, Kind, MILLION, Names, PersonValue, RankOf, Scope};
use crate::business::commissions::plan::grammar::{
    AMOUNT, BINARY, CAP, CYCLE, DIFFERENCE, GENERATIONS, GUARANTEE, LARGER_OF, LEVELS, POOL, SALE,
};
use crate::business::commissions::plan::read::{PERIODS, title};
use crate::business::commissions::plan::read_adjustment::{cap, guarantee, larger_of};
use crate::business::commissions::plan::read_edge::edge_of;
use crate::business::commissions::plan::read_legs::legs;
use crate::business::commissions::plan::read_sale::sale;
use crate::business::commissions::plan::read_source::source;
use crate::business::commissions::plan::read_volume::optional;
use crate::business::commissions::plan::reading::{Item, Reading};
use crate::business::commissions::plan::section::{Entry, Section};
use crate::business::failure::Complaint;
use crate::values::Rate;

/// More levels than any firm pays.
const LEVELS_MAX: usize = 200;
/// More levels are passed over by no difference.
const LEVELS_MAX_BELOW: u16 = 100;

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
    const fn entries(self) -> &'static [Entry] {
        match self {
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
        }
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

pub(super) fn receiver<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Formula> {
    let item = section.needed(reading, "receiver")?;
    reading.formula(item, names, Scope::Person, Kind::Truth)
}

pub(super) fn number<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    names: &Names,
) -> Option<Formula> {
    let item = section.needed(reading, name)?;
    number_of(reading, item, names)
}

/// A formula, or a table with a number for each rank by which people are paid.
pub(super) fn number_of<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Formula> {
    if item.value.is_table() {
        return by_rank(reading, item, names, |reading, item, names| {
            reading.formula(item, names, Scope::Person, Kind::Number)
        });
    }
    reading.formula(item, names, Scope::Person, Kind::Number)
}

/// A rate, a formula that gives one, or a table with a rate for each rank by which people are paid.
pub(super) fn rate<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Formula> {
    if item.value.is_table() {
        return by_rank(reading, item, names, Reading::rate_or_formula);
    }
    reading.rate_or_formula(item, names)
}

/// `{ silver = …, gold = … }`: the value of the highest rank that is reached; nothing below the first.
fn by_rank<'s>(
    reading: &mut Reading<'s>,
    item: Item<'s>,
    names: &Names,
    read: fn(&mut Reading<'s>, Item<'s>, &Names) -> Option<Formula>,
) -> Option<Formula> {
    let Some(table) = item.value.as_table().filter(|table| !table.is_empty()) else { return reading.wrong(item) };
    let mut values = Vec::new();
    for (key, value) in table {
        let line = reading.line_at(key.span().start);
        let rank = reading.place_of(line, item.name, key.get_ref(), &names.ranks);
        let value = read(reading, Item { line, value: value.get_ref(), ..item }, names);
        values.push((u16::try_from(rank?).ok()?, value?));
    }
    values.sort_by_key(|(rank, _)| *rank);
    Some(
        values
            .into_iter()
            .fold(Formula::Constant(0), |lower, (rank, value)| Formula::choice(rank_reached(rank), value, lower)),
    )
}

/// Whether somebody is paid by a rank, by its place, or a higher one.
fn rank_reached(rank: u16) -> Formula {
    let paid = Formula::Person(PersonValue::Rank(RankOf::Paid));
    Formula::at_least(paid, Formula::Constant(i64::from(rank) + 1))
}

fn levels<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Levels> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let from_level = from_level(reading, section, 1);
    let receiver = receiver(reading, section, names);
    let compression = compression(reading, section, names, receiver.as_ref());
    let depth = match section.optional(reading, "depth") {
        None => Some(None),
        Some(item) => reading.formula(item, names, Scope::Person, Kind::Number).map(Some),
    };
    let rates = rates(reading, section, names);
    Some(Levels {
        source: source?,
        edge: edge?,
        from_level: from_level?,
        compression: compression?,
        receiver: receiver?,
        depth: depth?,
        rates: rates?,
    })
}

fn from_level<'s>(reading: &mut Reading<'s>, section: &Section<'s>, default: u16) -> Option<u16> {
    let Some(item) = section.optional(reading, "from_level") else { return Some(default) };
    match reading.whole(item)? {
        0 => Some(0),
        1 => Some(1),
        _ => reading.wrong(item),
    }
}

#[derive(Clone, Copy)]
enum CompressionWord {
    Off,
    Skip,
    ByLevel,
    RollUp,
}

fn compression<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    names: &Names,
    receiver: Option<&Formula>,
) -> Option<Compression> {
    let words = [
        ("none", CompressionWord::Off),
        ("skip", CompressionWord::Skip),
        ("by_level", CompressionWord::ByLevel),
        ("roll_up", CompressionWord::RollUp),
    ];
    let word = section.needed(reading, "compression").and_then(|item| reading.choice(item, &words))?;
    let counted = match section.optional(reading, "counts_if") {
        None => receiver.cloned(),
        Some(item) => reading.formula(item, names, Scope::Person, Kind::Truth),
    };
    match word {
        CompressionWord::Off => Some(Compression::Off),
        CompressionWord::Skip => counted.map(Compression::Skip),
        CompressionWord::RollUp => counted.map(Compression::RollUp),
        CompressionWord::ByLevel => {
            let item = section.needed(reading, "level_needs")?;
            formulas(reading, item, names, Kind::Truth).map(Compression::ByLevel)
        }
    }
}

/// A list of formulas of one kind.
fn formulas<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names, kind: Kind) -> Option<Vec<Formula>> {
    let Some(array) = item.value.as_array().filter(|array| !array.is_empty()) else { return reading.wrong(item) };
    let mut found = Vec::with_capacity(array.len());
    for value in array.iter() {
        let line = reading.line_at(value.span().start);
        let item = Item { line, value: value.get_ref(), ..item };
        found.extend(match kind {
            Kind::Number => reading.rate_or_formula(item, names),
            _ => reading.formula(item, names, Scope::Person, kind),
        });
    }
    (found.len() == array.len()).then_some(found)
}

/// One list for everybody, or one for each rank by which people are paid.
fn rates<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Vec<Formula>> {
    let item = section.needed(reading, "rates")?;
    let Some(table) = item.value.as_table() else { return level_rates(reading, item, names) };
    let mut by_rank = Vec::new();
    for (key, value) in table {
        let line = reading.line_at(key.span().start);
        let rank = reading.place_of(line, item.name, key.get_ref(), &names.ranks);
        let rates = level_rates(reading, Item { line, value: value.get_ref(), ..item }, names);
        by_rank.push((u16::try_from(rank?).ok()?, rates?, line));
    }
    if by_rank.is_empty() {
        return reading.wrong(item);
    }
    by_rank.sort_by_key(|(rank, ..)| *rank);
    levels_without_rate(reading, &by_rank, names);
    let by_rank: Vec<(u16, Vec<Formula>)> = by_rank.into_iter().map(|(rank, rates, _)| (rank, rates)).collect();
    let levels = by_rank.iter().map(|(_, rates)| rates.len()).max().unwrap_or(0);
    let at_level = |level: usize| {
        by_rank.iter().fold(Formula::Constant(0), |lower, (rank, rates)| {
            let rate = rates.get(level).cloned().unwrap_or(Formula::Constant(0));
            Formula::choice(rank_reached(*rank), rate, lower)
        })
    };
    Some((0..levels).map(at_level).collect())
}

/// A higher rank that has fewer levels than one below it would lose by rising, which nobody means.
fn levels_without_rate(reading: &mut Reading<'_>, by_rank: &[(u16, Vec<Formula>, u32)], names: &Names) {
    let name = |rank: u16| names.ranks.get(usize::from(rank)).cloned().unwrap_or_default();
    for ((lower, below, _), (higher, rates, line)) in by_rank.iter().zip(by_rank.iter().skip(1)) {
        if rates.len() < below.len() {
            let complaint = Complaint::new("commissions.plan.level_without_rate")
                .with("level", i64::try_from(rates.len() + 1).unwrap_or(0))
                .with("rank", name(*higher))
                .with("lower", name(*lower));
            reading.note(*line, complaint);
        }
    }
}

fn level_rates<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Vec<Formula>> {
    let rates = formulas(reading, item, names, Kind::Number)?;
    if rates.len() > LEVELS_MAX {
        let most = i64::try_from(LEVELS_MAX).unwrap_or(i64::MAX);
        reading.note(item.line, Complaint::new("commissions.plan.too_many_levels").with("most", most));
        return None;
    }
    // Levels that all together give more than the whole base pay more than there is.
    let plain = rates.iter().map(|rate| if let Formula::Constant(rate) = rate { *rate } else { 0 });
    let sum = plain.fold(0_i64, i64::saturating_add);
    if sum > MILLION {
        let complaint = Complaint::new("commissions.plan.rates_over_whole");
        reading.note(item.line, complaint.with("sum", Rate::from_millionths(sum).to_string()));
    }
    Some(rates)
}

fn difference<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Difference> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let from_level = match section.optional(reading, "from_level") {
        None => Some(0),
        Some(item) => match reading.whole(item).map(u16::try_from) {
            Some(Ok(level @ 0..=LEVELS_MAX_BELOW)) => Some(level),
            _ => reading.wrong(item),
        },
    };
    let receiver = receiver(reading, section, names);
    let rate = section.needed(reading, "rate").and_then(|item| rate(reading, item, names));
    let until = optional(reading, section, "until", names, Scope::Person);
    let equal = match section.optional(reading, "equal") {
        None => Some(Vec::new()),
        Some(item) => reading.list(item, Reading::rate),
    };
    Some(Difference {
        source: source?,
        edge: edge?,
        from_level: from_level?,
        receiver: receiver?,
        rate: rate?,
        until: until?,
        equal: equal?,
    })
}

fn generations<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Generations> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let receiver = receiver(reading, section, names);
    let boundary = section.needed(reading, "boundary").and_then(|item| {
        if item.value.as_str().map(str::trim) != Some("same_rank") {
            return reading.formula(item, names, Scope::Person, Kind::Truth).map(Boundary::When);
        }
        let lowest = section.needed(reading, "lowest")?;
        let rank = reading.reference(lowest, &names.ranks)?;
        Some(Boundary::SameRank { lowest: u16::try_from(rank).ok()? + 1 })
    });
    let ineligible = match section.optional(reading, "ineligible") {
        None => Some(true),
        Some(item) => reading.choice(item, &[("counts", true), ("passed", false)]),
    };
    let rates = rates(reading, section, names);
    Some(Generations {
        source: source?,
        edge: edge?,
        boundary: boundary?,
        receiver: receiver?,
        ineligible_counts: ineligible?,
        rates: rates?,
    })
}

fn pool<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Pool> {
    let amount = number(reading, section, "amount", names);
    let shares = number(reading, section, "shares", names);
    let receiver = receiver(reading, section, names);
    Some(Pool { amount: amount?, shares: shares?, receiver: receiver? })
}

fn amount<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<AmountBonus> {
    let amount = number(reading, section, "amount", names);
    let receiver = receiver(reading, section, names);
    Some(AmountBonus { amount: amount?, receiver: receiver? })
}
