//! Why a line is there: the walk from the sale to the receiver, found again from tree and verdicts.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::bonuses::receiving;
use crate::business::commissions::calculation::edges::EdgeTree;
use crate::business::commissions::calculation::verdict::Judge;
use crate::business::commissions::calculation::{Line, Outcome, Verdict, at};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{BonusKind, Compression, Formula, PersonValue, Plan};
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

/// Finds reasons again. What a bonus asks of the people on its way is looked up once, so that the lines of a whole firm
/// can be explained one after the other.
pub struct Reasons<'r> {
    pub plan: &'r Plan,
    pub facts: &'r Facts,
    pub outcome: &'r Outcome,
    /// By the place of the bonus, as far as it was asked for.
    walks: Vec<OnceCell<Option<Walk<'r>>>>,
}

impl<'r> Reasons<'r> {
    pub fn of(plan: &'r Plan, facts: &'r Facts, outcome: &'r Outcome) -> Reasons<'r> {
        Reasons { plan, facts, outcome, walks: plan.bonuses.iter().map(|_| OnceCell::new()).collect() }
    }

    fn walk(&self, bonus: u16) -> Option<&Walk<'r>> {
        let cell = self.walks.get(usize::from(bonus))?;
        cell.get_or_init(|| Walk::of(self.plan, self.facts, self.outcome, bonus)).as_ref()
    }

    /// The way of a line; empty where no walk led to it.
    pub fn path(&self, line: &Line) -> Path {
        let sources = self.outcome.sources.get(usize::from(line.bonus));
        match (self.walk(line.bonus), sources) {
            (Some(walk), Some(sources)) => walk.path(sources.start(line.source), line),
            _ => Path::default(),
        }
    }

    /// Whether somebody on the way of a bonus may receive, and if not, why; `None` where nobody stands.
    pub fn verdict_on_way(&self, bonus: u16, place: u32) -> Option<Verdict> {
        self.facts.tree.partner(place)?;
        self.walk(bonus).map(|walk| walk.verdict(place))
    }
}

/// Finds the walk of one line again; empty where no walk led to it.
pub fn explain(plan: &Plan, facts: &Facts, outcome: &Outcome, line: &Line) -> Path {
    Reasons::of(plan, facts, outcome).path(line)
}

/// What the walk of a bonus asks about the people on its way.
struct Walk<'w> {
    facts: &'w Facts,
    tree: &'w EdgeTree,
    receives: Receives<'w>,
    from_level: u16,
    /// Whether everybody on the way has a level; otherwise only those who receive.
    counts_levels: bool,
    /// Of each level, who counts; the last one stands for all above. Empty where everybody does.
    counted: Vec<&'w [i64]>,
    /// How many stand above each place, once that was asked for.
    depths: OnceCell<Vec<u32>>,
}

enum Receives<'w> {
    Predicate(Judge<'w>),
    Condition(&'w [i64]),
}

impl<'w> Walk<'w> {
    fn of(plan: &Plan, facts: &'w Facts, outcome: &'w Outcome, bonus: u16) -> Option<Walk<'w>> {
        let column = |condition: &Formula| outcome.reckoned.column(&receiving(condition));
        let (edge, receiver, from_level, compression) = match &plan.bonuses.get(usize::from(bonus))?.kind {
            BonusKind::Levels(levels) => (levels.edge, &levels.receiver, levels.from_level, Some(&levels.compression)),
            BonusKind::Difference(difference) => (difference.edge, &difference.receiver, difference.from_level, None),
            BonusKind::Generations(generations) => (generations.edge, &generations.receiver, 1, None),
            _ => return None,
        };
        Some(Walk {
            facts,
            tree: outcome.reckoned.edges.get(&edge).map(Arc::as_ref)?,
            receives: match receiver {
                Formula::Person(PersonValue::Predicate(predicate)) => {
                    Receives::Predicate(outcome.reckoned.judge(plan, facts, *predicate))
                }
                condition => Receives::Condition(column(condition)),
            },
            from_level,
            counts_levels: compression.is_some(),
            counted: match compression {
                Some(Compression::Skip(counted)) => vec![column(counted)],
                Some(Compression::ByLevel(needs)) => needs.iter().map(column).collect(),
                _ => Vec::new(),
            },
            depths: OnceCell::new(),
        })
    }

    fn path(&self, start: u32, line: &Line) -> Path {
        let mut path = Path::default();
        let mut next_level = self.from_level;
        let mut place = start;
        while place != TOP {
            let verdict = self.verdict(place);
            let begins_above = place == start && self.from_level > 0;
            let passed_over = place != start && place != line.receiver && self.passes(place, next_level);
            let level = match (place == line.receiver, self.counts_levels) {
                (true, _) => Some(line.level),
                (false, true) => (!begins_above && !passed_over).then_some(next_level),
                (false, false) => None,
            };
            next_level += u16::from(level.is_some());
            path.steps.extend(self.facts.tree.partner(place).map(|partner| PathStep { partner, level, verdict }));
            if place == line.receiver {
                break;
            }
            if path.steps.len() + 1 == STEPS_MAX {
                let last = self.facts.tree.partner(line.receiver);
                let (level, verdict) = (Some(line.level), self.verdict(line.receiver));
                path.left_out = self.between(place, line.receiver);
                path.steps.extend(last.map(|partner| PathStep { partner, level, verdict }));
                break;
            }
            place = self.tree.parent(place);
        }
        path
    }

    /// Whether somebody on the way has no level, and the level goes on to the next one above.
    fn passes(&self, place: u32, level: u16) -> bool {
        let counted = self.counted.get(usize::from(level.saturating_sub(self.from_level))).or(self.counted.last());
        counted.is_some_and(|counted| counted.get(at(place)).is_none_or(|counts| *counts == 0))
    }

    fn verdict(&self, place: u32) -> Verdict {
        match (&self.receives, self.facts.standing(place)) {
            (Receives::Predicate(judge), _) => judge.verdict(place),
            (_, Standing::Left) => Verdict::Left,
            (_, Standing::Invited) => Verdict::Invited,
            (Receives::Condition(met), Standing::Valid) => {
                if met.get(at(place)).is_some_and(|met| *met != 0) {
                    Verdict::Met
                } else {
                    Verdict::Unmet(0)
                }
            }
        }
    }

    /// How many stand between two people on one way upwards.
    fn between(&self, below: u32, above: u32) -> u32 {
        let depths = self.depths.get_or_init(|| self.tree.depths());
        let depth = |place: u32| depths.get(at(place)).copied().unwrap_or(0);
        depth(below).saturating_sub(depth(above)).saturating_sub(1)
    }
}
