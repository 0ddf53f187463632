//! Lines as they were kept while every one of them came from one order line. Posted runs have them for ever.

use serde::{Deserialize, Serialize};

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::{Path, Unpaid, Verdict};
use crate::business::commissions::runs::breakage_line::{BreakageLine, BreakagePage};
use crate::business::commissions::runs::line::{CommissionLine, LinePage};
use crate::business::commissions::runs::{Corrected, LineOrigin, LineSale};
use crate::values::{Day, Money, OrderId, PartnerId, Rate};

#[derive(Serialize, Deserialize)]
pub(super) struct FormerLinePage(Vec<FormerLine>);

#[derive(Serialize, Deserialize)]
struct FormerLine {
    order: OrderId,
    line: u32,
    sold_on: Day,
    seller: PartnerId,
    kind: SaleKind,
    returned: bool,
    bonus: u16,
    level: u16,
    base: Money,
    base_share: Rate,
    rate: Rate,
    amount: Money,
    path: Path,
}

/// Lines as they were kept before there were corrections.
#[derive(Serialize, Deserialize)]
pub(super) struct UncorrectedLinePage(Vec<UncorrectedLine>);

#[derive(Serialize, Deserialize)]
struct UncorrectedLine {
    origin: LineOrigin,
    own: bool,
    bonus: u16,
    level: u16,
    is_generation: bool,
    base: Money,
    base_share: Rate,
    rate: Option<Rate>,
    part: Rate,
    amount: Money,
    path: Path,
}

/// Lines as they were kept before they told of factors.
#[derive(Serialize, Deserialize)]
pub(super) struct UnfactoredLinePage(Vec<UnfactoredLine>);

#[derive(Serialize, Deserialize)]
struct UnfactoredLine {
    line: UncorrectedLine,
    corrects: Option<Corrected>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FormerBreakagePage(Vec<FormerBreakage>);

#[derive(Serialize, Deserialize)]
struct FormerBreakage {
    order: OrderId,
    line: u32,
    seller: PartnerId,
    bonus: u16,
    level: u16,
    levels: u16,
    person: Option<PartnerId>,
    verdict: Option<Verdict>,
    amount: Money,
}

impl From<FormerLinePage> for LinePage {
    fn from(former: FormerLinePage) -> LinePage {
        let line = |line: FormerLine| CommissionLine {
            origin: LineOrigin::Sale(LineSale {
                order: line.order,
                line: line.line,
                on: line.sold_on,
                seller: line.seller,
                kind: line.kind,
                returned: line.returned,
            }),
            own: line.level == 0,
            bonus: line.bonus,
            level: line.level,
            is_generation: false,
            base: line.base,
            factored: None,
            base_share: line.base_share,
            rate: Some(line.rate),
            part: Rate::WHOLE,
            amount: line.amount,
            path: line.path,
            corrects: None,
        };
        LinePage(former.0.into_iter().map(line).collect())
    }
}

impl From<UncorrectedLinePage> for LinePage {
    fn from(kept: UncorrectedLinePage) -> LinePage {
        LinePage(kept.0.into_iter().map(|line| line.told(None)).collect())
    }
}

impl From<UnfactoredLinePage> for LinePage {
    fn from(kept: UnfactoredLinePage) -> LinePage {
        LinePage(kept.0.into_iter().map(|kept| kept.line.told(kept.corrects)).collect())
    }
}

impl UncorrectedLine {
    fn told(self, corrects: Option<Corrected>) -> CommissionLine {
        CommissionLine {
            origin: self.origin,
            own: self.own,
            bonus: self.bonus,
            level: self.level,
            is_generation: self.is_generation,
            base: self.base,
            factored: None,
            base_share: self.base_share,
            rate: self.rate,
            part: self.part,
            amount: self.amount,
            path: self.path,
            corrects,
        }
    }
}

/// What was kept of the sale is its line and its seller; the day and the kind are those of a sale to a customer on no
/// day in particular, and are shown nowhere.
impl From<FormerBreakagePage> for BreakagePage {
    fn from(former: FormerBreakagePage) -> BreakagePage {
        let line = |broken: FormerBreakage| BreakageLine {
            origin: LineOrigin::Sale(LineSale {
                order: broken.order,
                line: broken.line,
                on: Day::from_number(0),
                seller: broken.seller,
                kind: SaleKind::Retail,
                returned: broken.amount.is_negative(),
            }),
            bonus: broken.bonus,
            level: broken.level,
            levels: broken.levels,
            person: broken.person,
            why: match (broken.person, broken.verdict) {
                (None, _) => Unpaid::NobodyAbove,
                (Some(_), Some(Verdict::Met) | None) => Unpaid::NotEntitled,
                (Some(_), Some(verdict)) => Unpaid::NotMet(verdict),
            },
            amount: broken.amount,
        };
        BreakagePage(former.0.into_iter().map(line).collect())
    }
}
