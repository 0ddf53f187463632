//! Breakage, as it is kept and as it is shown: each with what it comes from, and why nobody has it.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Breakage, Reasons, Unpaid, why_unpaid};
use crate::business::commissions::runs::LineOrigin;
use crate::business::commissions::runs::former_line::FormerBreakagePage;
use crate::store::{Stored, read_body};
use crate::values::{Money, PartnerId};

/// Pay that nobody was entitled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakageLine {
    pub origin: LineOrigin,
    pub bonus: u16,
    /// The first level that nobody received, and how many after one another; 0 where there are no levels.
    pub level: u16,
    pub levels: u16,
    /// Who stood there and may not receive; `None` where nobody stood.
    pub person: Option<PartnerId>,
    pub why: Unpaid,
    pub amount: Money,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakagePage(pub Vec<BreakageLine>);

impl BreakageLine {
    pub(super) fn of(reasons: &Reasons<'_>, broken: &Breakage) -> Option<BreakageLine> {
        let Reasons { plan, facts, outcome, .. } = *reasons;
        let bonus = plan.bonuses.get(usize::from(broken.bonus))?;
        let origin = || LineOrigin::of(bonus, facts, outcome, broken.bonus, broken.source);
        Some(BreakageLine {
            origin: if broken.is_rounding() { LineOrigin::Rounding } else { origin()? },
            bonus: broken.bonus,
            level: broken.level,
            levels: broken.levels,
            person: facts.tree.partner(broken.person),
            why: why_unpaid(reasons, broken),
            amount: Money::new(broken.amount, facts.currency),
        })
    }
}

impl Stored for BreakagePage {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<BreakagePage> {
        (version == 1).then(|| read_body::<FormerBreakagePage>(bytes))?.map(BreakagePage::from)
    }
}
