//! Bonuses: what is paid, to whom, and how much. Each kind has its file.
//!
//! - *Source*: what a bonus is reckoned on: sales, a volume of people, or the pay of other bonuses.
//! - *Base*: the money of one source; *share*: which part of it is taken before any rate.

mod adjustment;
mod amount;
mod difference;
mod generations;
mod legs;
mod levels;
mod pool;
mod sale;
mod source;

pub use adjustment::{Cap, CapHow, CapOf, Guarantee, LargerOf};
pub use amount::AmountBonus;
pub use difference::Difference;
pub use generations::{Boundary, Generations};
pub use legs::{Ineligible, LegPay, LegsBonus};
pub use levels::{Compression, Levels};
pub use pool::Pool;
pub use sale::{SaleBonus, SalePay, SaleReceiver};
pub use source::{Each, SalesSource, Source};

use crate::business::commissions::plan::formula::Formula;
use crate::values::{LocalText, PeriodKind, Rate};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// A stable word, unique in the plan.
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    /// The line in the file, for whoever has to mend it.
    pub line: u32,
    /// How often it is settled, where that is not the period of the plan.
    pub period: Option<PeriodKind>,
    /// As what it is paid.
    pub reward: Reward,
    pub kind: BonusKind,
}

/// As what a bonus is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reward {
    #[default]
    Money,
    /// For goods; 0 days for as long as the law asks.
    Voucher { valid_days: u16 },
    /// Credit with the shop.
    Credit { valid_days: u16 },
}

impl Bonus {
    /// What it is reckoned on, where that is a list of sources.
    pub fn source(&self) -> Option<&Source> {
        match &self.kind {
            BonusKind::Levels(levels) => Some(&levels.source),
            BonusKind::Difference(difference) => Some(&difference.source),
            BonusKind::Generations(generations) => Some(&generations.source),
            BonusKind::Pool(_)
            | BonusKind::Amount(_)
            | BonusKind::Legs(_)
            | BonusKind::Sale(_)
            | BonusKind::Cap(_)
            | BonusKind::LargerOf(_)
            | BonusKind::Guarantee(_) => None,
        }
    }

    /// The condition that its receivers must meet.
    pub fn receiver(&self) -> &Formula {
        match &self.kind {
            BonusKind::Levels(levels) => &levels.receiver,
            BonusKind::Difference(difference) => &difference.receiver,
            BonusKind::Generations(generations) => &generations.receiver,
            BonusKind::Pool(pool) => &pool.receiver,
            BonusKind::Amount(amount) => &amount.receiver,
            BonusKind::Legs(legs) => &legs.receiver,
            BonusKind::Sale(sale) => &sale.receiver,
            // Adjustments follow the pay that they adjust.
            BonusKind::Cap(_) | BonusKind::LargerOf(_) | BonusKind::Guarantee(_) => &Formula::Constant(1),
        }
    }

    /// Whether its lines are a rate of a base; otherwise a formula says the amount.
    pub fn has_rate(&self) -> bool {
        match &self.kind {
            BonusKind::Levels(_) | BonusKind::Difference(_) | BonusKind::Generations(_) => true,
            BonusKind::Legs(legs) => matches!(legs.pays, LegPay::Rate { .. }),
            BonusKind::Sale(sale) => matches!(sale.pays, SalePay::Rate(_)),
            BonusKind::Pool(_)
            | BonusKind::Amount(_)
            | BonusKind::Cap(_)
            | BonusKind::LargerOf(_)
            | BonusKind::Guarantee(_) => false,
        }
    }

    /// The formulas of its rates.
    pub fn rates(&self) -> Vec<&Formula> {
        match &self.kind {
            BonusKind::Levels(levels) => levels.rates.iter().collect(),
            BonusKind::Difference(difference) => vec![&difference.rate],
            BonusKind::Generations(generations) => generations.rates.iter().collect(),
            BonusKind::Legs(legs) => match &legs.pays {
                LegPay::Rate { rate, .. } => vec![rate],
                LegPay::Cycle { .. } => Vec::new(),
            },
            BonusKind::Sale(sale) => match &sale.pays {
                SalePay::Rate(rate) => vec![rate],
                SalePay::Amount(_) => Vec::new(),
            },
            BonusKind::Pool(_)
            | BonusKind::Amount(_)
            | BonusKind::Cap(_)
            | BonusKind::LargerOf(_)
            | BonusKind::Guarantee(_) => Vec::new(),
        }
    }

    /// The receiver's part where a sale is shared.
    pub fn part(&self) -> Rate {
        match &self.kind {
            BonusKind::Sale(sale) => sale.part,
            _ => Rate::WHOLE,
        }
    }

    /// Which part of a base is taken before any rate.
    pub fn base_share(&self) -> Rate {
        match &self.kind {
            BonusKind::Sale(sale) => sale.source.share,
            BonusKind::Legs(legs) => match &legs.pays {
                LegPay::Rate { share, .. } => *share,
                LegPay::Cycle { .. } => Rate::WHOLE,
            },
            _ => self.source().map_or(Rate::WHOLE, Source::share),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BonusKind {
    /// A rate for each level of an edge walk.
    Levels(Levels),
    /// Everybody above keeps the difference to what those below already have.
    Difference(Difference),
    /// Levels that are counted by leaders.
    Generations(Generations),
    /// A sum that is divided by shares.
    Pool(Pool),
    /// An amount that a formula says, without a walk.
    Amount(AmountBonus),
    /// Two legs that are matched.
    Legs(Box<LegsBonus>),
    /// Each sold line by itself, to somebody whom the sale names.
    Sale(SaleBonus),
    /// What is above a limit is taken back.
    Cap(Cap),
    /// Of several programmes the one that gives most.
    LargerOf(LargerOf),
    /// Leaders above are guaranteed a least amount.
    Guarantee(Guarantee),
}
