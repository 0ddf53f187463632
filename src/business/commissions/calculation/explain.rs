//! Why a line is there: the walk from the sale to the receiver, found again from tree and verdicts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::bonuses::receiving;
use crate::business::commissions::calculation::edges::EdgeTree;
use crate::business::commissions::calculation::{Line, Outcome, Verdict};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{BonusKind, Compression, EdgePlace, Formula, PersonValue, Plan};
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

/// Finds the walk of a line again; empty where no walk led to it.
pub fn explain(plan: &Plan, facts: &Facts, outcome: &Outcome, line: &Line) -> Path {
    let Some(walk) = Walk::of(plan, outcome, line.bonus) else { return Path::default() };
    let Some(sources) = outcome.sources.get(usize::from(line.bonus)) else { return Path::default() };
    let start = sources.start(line.source);
    let mut path = Path::default();
    let mut next_level = walk.from_level;
    let mut place = start;
    while place != TOP {
        let verdict = walk.verdict(facts, outcome, place);
        let begins_above = place == start && walk.from_level > 0;
        let passed_over = place != start && place != line.receiver && walk.passes(outcome, place, next_level);
        let level = match (place == line.receiver, walk.counts_levels) {
            (true, _) => Some(line.level),
            (false, true) => (!begins_above && !passed_over).then_some(next_level),
            (false, false) => None,
        };
        next_level += u16::from(level.is_some());
        path.steps.extend(facts.tree.partner(place).map(|partner| PathStep { partner, level, verdict }));
        if place == line.receiver {
            break;
        }
        if path.steps.len() + 1 == STEPS_MAX {
            let last = facts.tree.partner(line.receiver);
            let (level, verdict) = (Some(line.level), walk.verdict(facts, outcome, line.receiver));
            path.left_out = walk.between(place, line.receiver);
            path.steps.extend(last.map(|partner| PathStep { partner, level, verdict }));
            break;
        }
        place = walk.tree.parent(place);
    }
    path
}

/// Whether somebody on the way of a bonus may receive, and if not, why; `None` where nobody stands.
pub fn verdict_on_way(plan: &Plan, facts: &Facts, outcome: &Outcome, bonus: u16, place: u32) -> Option<Verdict> {
    facts.tree.partner(place)?;
    Walk::of(plan, outcome, bonus).map(|walk| walk.verdict(facts, outcome, place))
}

/// What the walk of a bonus asks about the people on its way.
struct Walk<'w> {
    plan: &'w Plan,
    tree: &'w EdgeTree,
    receiver: &'w Formula,
    from_level: u16,
    /// Whether everybody on the way has a level; otherwise only those who receive.
    counts_levels: bool,
    compression: Option<&'w Compression>,
}

impl<'w> Walk<'w> {
    fn of(plan: &'w Plan, outcome: &'w Outcome, bonus: u16) -> Option<Walk<'w>> {
        let tree = |edge: EdgePlace| outcome.reckoned.edges.get(&edge).map(Arc::as_ref);
        Some(match &plan.bonuses.get(usize::from(bonus))?.kind {
            BonusKind::Levels(levels) => Walk {
                plan,
                tree: tree(levels.edge)?,
                receiver: &levels.receiver,
                from_level: levels.from_level,
                counts_levels: true,
                compression: Some(&levels.compression),
            },
            BonusKind::Difference(difference) => Walk {
                plan,
                tree: tree(difference.edge)?,
                receiver: &difference.receiver,
                from_level: difference.from_level,
                counts_levels: false,
                compression: None,
            },
            BonusKind::Generations(generations) => Walk {
                plan,
                tree: tree(generations.edge)?,
                receiver: &generations.receiver,
                from_level: 1,
                counts_levels: false,
                compression: None,
            },
            _ => return None,
        })
    }

    /// Whether somebody on the way has no level, and the level goes on to the next one above.
    fn passes(&self, outcome: &Outcome, place: u32, level: u16) -> bool {
        let counted = match self.compression {
            Some(Compression::Skip(counted)) => counted,
            Some(Compression::ByLevel(needs)) => {
                match needs.get(usize::from(level.saturating_sub(self.from_level))).or(needs.last()) {
                    Some(needed) => needed,
                    None => return false,
                }
            }
            _ => return false,
        };
        outcome.reckoned.value(&receiving(counted), place) == 0
    }

    fn verdict(&self, facts: &Facts, outcome: &Outcome, place: u32) -> Verdict {
        if let Formula::Person(PersonValue::Predicate(predicate)) = self.receiver {
            return outcome.reckoned.verdict(self.plan, facts, *predicate, place);
        }
        match facts.standing(place) {
            Standing::Left => Verdict::Left,
            Standing::Invited => Verdict::Invited,
            Standing::Valid if outcome.reckoned.value(&receiving(self.receiver), place) != 0 => Verdict::Met,
            Standing::Valid => Verdict::Unmet(0),
        }
    }

    /// How many stand between two people on one way upwards.
    fn between(&self, below: u32, above: u32) -> u32 {
        let mut count = 0;
        let mut place = self.tree.parent(below);
        while place != TOP && place != above {
            count += 1;
            place = self.tree.parent(place);
        }
        count
    }
}
