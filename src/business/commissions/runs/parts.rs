//! What a statement is made of: what each bonus gave for the period, and what was taken back for earlier ones.

use crate::business::commissions::runs::{BonusSum, CommissionLine, LineOrigin, StatementSheet};
use crate::values::{LocalText, Money};

/// The parts of a statement; together they are its total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementParts {
    /// What the bonuses of the period gave, in the order of the plan.
    pub given: Vec<GivenPart>,
    /// Goods of earlier periods came back; of no lines where there was nothing.
    pub taken_back: TakenBack,
    pub total: Money,
}

/// All lines of one bonus, without what was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenPart {
    pub title: LocalText,
    pub lines: u32,
    /// The bases of the lines together; `None` where no line is a share of one.
    pub base: Option<Money>,
    pub amount: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBack {
    pub lines: u32,
    pub amount: Money,
}

impl StatementParts {
    pub fn of(sheet: &StatementSheet, lines: &[CommissionLine]) -> StatementParts {
        let nothing = Money::zero(sheet.total.currency());
        let part = |bonus: &BonusSum| GivenPart { title: bonus.title.clone(), lines: 0, base: None, amount: nothing };
        let mut given: Vec<GivenPart> = sheet.bonuses.iter().map(part).collect();
        let mut taken_back = TakenBack { lines: 0, amount: nothing };
        for line in lines {
            if line.is_of_earlier_period() {
                taken_back.lines += 1;
                taken_back.amount += line.amount;
                continue;
            }
            let Some(part) = given.get_mut(usize::from(line.bonus)) else { continue };
            part.lines += 1;
            part.amount += line.amount;
            // A share of money in another currency has no sum here.
            if let Some(base) = line.shown_base().filter(|base| base.currency() == nothing.currency()) {
                part.base = Some(part.base.unwrap_or(nothing) + base);
            }
        }
        let settled = sheet.settled.iter().copied().chain(std::iter::repeat(false));
        let given = given.into_iter().zip(settled).filter(|(part, settled)| *settled || part.lines > 0);
        StatementParts { given: given.map(|(part, _)| part).collect(), taken_back, total: sheet.total }
    }
}

impl TakenBack {
    pub const fn is_nothing(&self) -> bool {
        self.lines == 0
    }
}

impl CommissionLine {
    /// It takes back what an earlier period gave for goods that came back since.
    pub const fn is_of_earlier_period(&self) -> bool {
        matches!(self.origin, LineOrigin::Clawback { .. } | LineOrigin::Again { .. })
    }

    /// Goods came back, in this period or of an earlier one.
    pub fn takes_back(&self) -> bool {
        self.is_of_earlier_period() || (self.returned() && self.amount.is_negative())
    }
}
