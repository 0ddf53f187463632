//! Why a line is there: the walk from the sale to the receiver, found again from tree and verdicts.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Line, Outcome, Verdict};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{BonusKind, Compression, Plan};
use crate::business::partners::TOP;
use crate::values::PartnerId;

/// So many steps of a walk are kept with a line; a longer way is cut in the middle of those passed over.
const STEPS_MAX: usize = 64;

/// The way from the seller to the receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// From the seller upwards; the last one receives.
    pub steps: Vec<PathStep>,
    /// How many steps before the last one were left out, because there are too many.
    pub left_out: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    pub partner: PartnerId,
    /// The level that stands here; `None` for whoever is passed over, and for a seller who has none.
    pub level: Option<u16>,
    /// Whether this person may receive, and if not, why.
    pub verdict: Verdict,
}

/// Finds the walk of a line again.
pub fn explain(plan: &Plan, facts: &Facts, outcome: &Outcome, line: &Line) -> Path {
    let bonus = plan.bonuses.get(usize::from(line.bonus));
    let sale = usize::try_from(line.sale).ok().and_then(|number| facts.sales.get(number));
    let (Some(bonus), Some(sale)) = (bonus, sale) else { return Path::default() };
    let BonusKind::Levels(levels) = &bonus.kind;
    let verdict_at = |place: u32| {
        let judged = outcome.verdicts.get(levels.receiver);
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        judged.and_then(|judged| judged.get(place)).copied().unwrap_or(Verdict::Invited)
    };
    let mut path = Path::default();
    let mut next_level = levels.walk.from_level;
    let mut at = sale.seller;
    while at != TOP {
        let verdict = verdict_at(at);
        let begins_above = at == sale.seller && levels.walk.from_level > 0;
        // The seller's own level is never passed on; above him, compression passes over whoever may not receive.
        let passed_over = levels.walk.compression == Compression::Skip && !verdict.is_met() && at != sale.seller;
        let level = (!begins_above && !passed_over).then_some(next_level);
        next_level += u16::from(level.is_some());
        path.steps.extend(facts.tree.partner(at).map(|partner| PathStep { partner, level, verdict }));
        if at == line.receiver {
            break;
        }
        if path.steps.len() + 1 == STEPS_MAX {
            // A long way ends with its receiver; how many stand between is known from the levels of the tree.
            let between = facts.tree.level(at).saturating_sub(facts.tree.level(line.receiver) + 1);
            let last = facts.tree.partner(line.receiver);
            let (level, verdict) = (Some(line.level), verdict_at(line.receiver));
            path.steps.extend(last.map(|partner| PathStep { partner, level, verdict }));
            path.left_out = between;
            break;
        }
        at = facts.tree.parent(at).unwrap_or(TOP);
    }
    path
}
