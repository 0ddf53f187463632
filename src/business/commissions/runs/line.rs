//! Lines, as they are kept and as they are shown: each with what it comes from.

use serde::{Deserialize, Serialize};

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::{BackBecause, ClawedBack, Line, Origin, Outcome, Path, Reasons};
use crate::business::commissions::facts::{FactSale, Facts};
use crate::business::commissions::plan::{Bonus, BonusKind, Source};
use crate::business::commissions::runs::former_line::{FormerLinePage, UncorrectedLinePage, UnfactoredLinePage};
use crate::business::commissions::runs::{EarlierSale, Factored};
use crate::store::{Stored, read_body};
use crate::values::{Day, Money, OrderId, PartnerId, Period, Rate, RunId};

/// One line with everything that explains it: `amount` = `base` × `base_share` × `rate` × `part`, rounded once, where
/// there is a rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommissionLine {
    pub origin: LineOrigin,
    /// Whether the receiver is the one from whom it comes.
    pub own: bool,
    /// The place of the bonus in the plan.
    pub bonus: u16,
    pub level: u16,
    /// Whether the level counts leaders.
    pub is_generation: bool,
    /// Money of the source: a sale, a sum, matched volume, a pool.
    pub base: Money,
    /// Where factors of the plan made it of something else.
    pub factored: Option<Factored>,
    pub base_share: Rate,
    /// `None` where the amount is no share of a base.
    pub rate: Option<Rate>,
    /// What of it is the receiver's where a sale is shared.
    pub part: Rate,
    pub amount: Money,
    /// From the source to the receiver, with everybody who was passed over and why.
    pub path: Path,
    /// In a correction run: what the line corrects. Its amount is the difference, everything else is as it is now.
    pub corrects: Option<Corrected>,
}

/// The line of a closed period that a difference corrects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub period: Period,
    /// The run in which it was posted first; of a line that there was not, the first run of the period.
    pub run: RunId,
    /// Its place among the receiver's lines there, from 1; `None` where there was none.
    pub line: Option<u32>,
    /// What was posted until now.
    pub before: Money,
}

/// What a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LineOrigin {
    /// One order line that was sold, or came back.
    Sale(LineSale),
    /// Everything of one kind that a person brings in the period, together.
    Person { partner: PartnerId, brings: Brings },
    /// Two legs below the receiver.
    Legs,
    /// A sum that is divided.
    Pool,
    /// An amount that the plan gives for what somebody reached.
    Amount,
    /// Takes back what is above a limit.
    Cap,
    /// Takes back what other programmes give less.
    LargerOf,
    /// From a leader to the next one above.
    Guarantee { below: PartnerId },
    /// Goods of an earlier period came back: a part of what the run of that period paid.
    Clawback { back: LineSale, paid_by: Option<RunId> },
    /// All sources of a bonus: coins that are left when parts are rounded one by one.
    Rounding,
    /// Goods of an earlier period came back, and that period was reckoned again without them.
    Again { period: Period },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineSale {
    pub order: OrderId,
    /// The line within the order, from 1.
    pub line: u32,
    /// When it was sold, or came back.
    pub on: Day,
    pub seller: PartnerId,
    /// Retail or own; of a return, that of the sale which it takes back.
    pub kind: SaleKind,
    pub returned: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Brings {
    Sales,
    Volume,
    /// Pay under other bonuses.
    Pay,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePage(pub Vec<CommissionLine>);

impl CommissionLine {
    /// A line with everything that explains it but its way.
    pub(super) fn of(reasons: &Reasons<'_>, line: &Line) -> Option<CommissionLine> {
        let Reasons { plan, facts, outcome, .. } = *reasons;
        let bonus = plan.bonuses.get(usize::from(line.bonus))?;
        let base = outcome.sources.get(usize::from(line.bonus)).map_or(0, |sources| sources.base(line.source));
        let origin = LineOrigin::of(bonus, facts, outcome, line.bonus, line.source)?;
        let is_sale = matches!(origin, LineOrigin::Sale(_));
        Some(CommissionLine {
            factored: is_sale.then(|| Factored::of_sale(plan, facts, line.source, base)).flatten(),
            own: origin.partner().is_none_or(|from| Some(from) == facts.tree.partner(line.receiver)),
            origin,
            bonus: line.bonus,
            level: line.level,
            is_generation: matches!(bonus.kind, BonusKind::Generations(_)),
            base: Money::new(base, facts.currency),
            base_share: bonus.base_share(),
            rate: bonus.has_rate().then(|| Rate::from_millionths(i64::from(line.rate))),
            part: bonus.part(),
            amount: Money::new(line.amount, facts.currency),
            path: Path::default(),
            corrects: None,
        })
    }

    pub(super) fn of_clawback(reasons: &Reasons<'_>, back: &ClawedBack) -> Option<CommissionLine> {
        let Reasons { plan, facts, .. } = *reasons;
        let mut factored = None;
        let (origin, own, base) = match back.because {
            BackBecause::Refund(refund) => {
                let sale = facts.sales.get(at(refund))?;
                factored = Factored::of_sale(plan, facts, refund, sale.base);
                let name = facts.earlier_refunds().iter().find(|(known, _)| *known == refund);
                let paid_by = name.and_then(|(_, name)| EarlierSale::parse(name)).map(|earlier| earlier.run);
                let origin = LineOrigin::Clawback { back: LineSale::of(facts, sale)?, paid_by };
                (origin, sale.seller == back.receiver, sale.base)
            }
            BackBecause::Again(period) => (LineOrigin::Again { period }, true, 0),
        };
        Some(CommissionLine {
            own,
            origin,
            bonus: back.bonus,
            level: 0,
            is_generation: false,
            base: Money::new(base, facts.currency),
            factored,
            base_share: Rate::WHOLE,
            rate: None,
            part: Rate::WHOLE,
            amount: Money::new(back.amount, facts.currency),
            path: Path::default(),
            corrects: None,
        })
    }

    /// What the line gives by now; of a line that corrects another one, more than the difference.
    pub fn now(&self) -> Money {
        self.corrects.map_or(self.amount, |corrected| corrected.before + self.amount)
    }

    /// Goods that came back.
    pub fn returned(&self) -> bool {
        self.origin.sale().is_some_and(|sale| sale.returned)
    }
}

impl LineOrigin {
    pub(super) fn of(bonus: &Bonus, facts: &Facts, outcome: &Outcome, place: u16, source: u32) -> Option<LineOrigin> {
        let sources = outcome.sources.get(usize::from(place))?;
        let partner = || facts.tree.partner(sources.start(source));
        match &bonus.kind {
            BonusKind::Legs(_) => return Some(LineOrigin::Legs),
            BonusKind::Pool(_) => return Some(LineOrigin::Pool),
            BonusKind::Amount(_) => return Some(LineOrigin::Amount),
            BonusKind::Cap(_) => return Some(LineOrigin::Cap),
            BonusKind::LargerOf(_) => return Some(LineOrigin::LargerOf),
            BonusKind::Guarantee(_) => return Some(LineOrigin::Guarantee { below: partner()? }),
            BonusKind::Levels(_) | BonusKind::Difference(_) | BonusKind::Generations(_) | BonusKind::Sale(_) => {}
        }
        match (sources.origin, bonus.source()) {
            (Origin::Sale, _) => {
                let sale = facts.sales.get(usize::try_from(source).ok()?)?;
                Some(LineOrigin::Sale(LineSale::of(facts, sale)?))
            }
            (Origin::Person, Some(Source::Volume { .. })) => {
                Some(LineOrigin::Person { partner: partner()?, brings: Brings::Volume })
            }
            (Origin::Person, Some(Source::Pay { .. })) => {
                Some(LineOrigin::Person { partner: partner()?, brings: Brings::Pay })
            }
            (Origin::Person, _) => Some(LineOrigin::Person { partner: partner()?, brings: Brings::Sales }),
            (Origin::Firm, _) => None,
        }
    }

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            LineOrigin::Sale(_) => "sale",
            LineOrigin::Person { brings: Brings::Sales, .. } => "sales",
            LineOrigin::Person { brings: Brings::Volume, .. } => "volume",
            LineOrigin::Person { brings: Brings::Pay, .. } => "pay",
            LineOrigin::Legs => "legs",
            LineOrigin::Pool => "pool",
            LineOrigin::Amount => "amount",
            LineOrigin::Cap => "cap",
            LineOrigin::LargerOf => "larger_of",
            LineOrigin::Guarantee { .. } => "guarantee",
            LineOrigin::Clawback { .. } => "clawback",
            LineOrigin::Rounding => "rounding",
            LineOrigin::Again { .. } => "again",
        }
    }

    /// The order line that was sold or came back, where it is one.
    pub const fn sale(&self) -> Option<&LineSale> {
        match self {
            LineOrigin::Sale(sale) | LineOrigin::Clawback { back: sale, .. } => Some(sale),
            _ => None,
        }
    }

    /// Whose sale, volume or pay it is.
    pub const fn partner(&self) -> Option<PartnerId> {
        match self {
            LineOrigin::Sale(sale) | LineOrigin::Clawback { back: sale, .. } => Some(sale.seller),
            LineOrigin::Person { partner, .. } | LineOrigin::Guarantee { below: partner } => Some(*partner),
            _ => None,
        }
    }
}

impl LineSale {
    fn of(facts: &Facts, sale: &FactSale) -> Option<LineSale> {
        Some(LineSale {
            order: sale.order,
            line: sale.line,
            on: sale.day,
            seller: facts.tree.partner(sale.seller)?,
            kind: sale.kind,
            returned: sale.returned,
        })
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Stored for LinePage {
    const VERSION: u8 = 4;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<LinePage> {
        match version {
            1 => read_body::<FormerLinePage>(bytes).map(LinePage::from),
            2 => read_body::<UncorrectedLinePage>(bytes).map(LinePage::from),
            3 => read_body::<UnfactoredLinePage>(bytes).map(LinePage::from),
            _ => None,
        }
    }
}
