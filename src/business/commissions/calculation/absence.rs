//! Why somebody does not get a bonus, or not more of it.

use crate::business::commissions::calculation::bonuses::receiving;
use crate::business::commissions::calculation::edges::{EdgeTree, at};
use crate::business::commissions::calculation::{Breakage, Line, Outcome, explain, is_settled_in};
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{
    BonusKind, Boundary, Compression, EdgePlace, Formula, Levels, PersonValue, Plan, RankOf, Sign,
};
use crate::business::partners::TOP;

/// One reason. Places of predicates, needs and volumes are those of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    Left,
    /// The terms are not accepted, or the person joined only later.
    Invited,
    /// A condition of a predicate that receivers must meet is not met.
    Need {
        predicate: u16,
        need: u16,
    },
    /// Receivers must meet a condition of the bonus itself.
    Condition,
    /// Only leaders receive, and this person is none.
    NoLeader,
    /// Only people of a rank receive: the lowest one.
    RankTooLow(u16),
    /// Would have received this, but was not entitled.
    Forgone(Breakage),
    /// Was passed over, and somebody above received this.
    PassedOver(Line),
    /// Nothing that counts for the bonus was sold by the person or below.
    NothingSold,
    /// Only the own sales count, and there are none.
    NothingOwn,
    /// What was sold below is too deep, or was given away on the way up.
    NothingReached,
    /// One of the two legs has nothing that could be matched.
    NothingMatched,
    /// No sale that counts names the person.
    NotNamed,
    /// The bonus is settled in periods of another kind.
    OtherPeriod,
    /// The pool has nothing in it, or the person has no share.
    NoShare,
    /// The formula of the bonus gives nothing.
    NoAmount,
}

/// All reasons, the weightiest first. Whoever receives something may have forgone more.
pub fn absences(plan: &Plan, facts: &Facts, outcome: &Outcome, bonus: u16, place: u32) -> Vec<Absence> {
    let Some(of_plan) = plan.bonuses.get(usize::from(bonus)) else { return Vec::new() };
    if !is_settled_in(plan, of_plan, facts.period) {
        return vec![Absence::OtherPeriod];
    }
    let mut found = Vec::new();
    match facts.standing(place) {
        Standing::Left => found.push(Absence::Left),
        Standing::Invited => found.push(Absence::Invited),
        // Adjustments follow the pay that they adjust, and ask nothing of anybody.
        Standing::Valid
            if matches!(of_plan.kind, BonusKind::Cap(_) | BonusKind::LargerOf(_) | BonusKind::Guarantee(_)) => {}
        Standing::Valid => unmet(plan, outcome, of_plan.receiver(), place, &mut found),
    }
    if let BonusKind::Generations(generations) = &of_plan.kind {
        found.extend(no_leader(outcome, &generations.boundary, place));
    }
    let forgone = outcome.breakage.iter().filter(|broken| broken.bonus == bonus && broken.person == place);
    found.extend(forgone.map(|broken| Absence::Forgone(*broken)));
    found.extend(passed_over(plan, facts, outcome, bonus, place).map(Absence::PassedOver));
    let receives = outcome.lines.iter().any(|line| line.bonus == bonus && line.receiver == place);
    if !receives {
        found.extend(nothing(&of_plan.kind, outcome, bonus, place, found.is_empty()));
    }
    found
}

/// Goes into what is joined by `and`; of everything else only the whole is known.
fn unmet(plan: &Plan, outcome: &Outcome, receiver: &Formula, place: u32, found: &mut Vec<Absence>) {
    if outcome.reckoned.value(&receiving(receiver), place) != 0 {
        return;
    }
    let before = found.len();
    let mut open = vec![receiver];
    while let Some(formula) = open.pop() {
        match formula {
            Formula::Operation(Sign::And, pair) => open.extend(pair.iter().rev()),
            Formula::Person(PersonValue::Predicate(predicate)) => {
                let needs = plan.predicates.get(usize::from(*predicate)).map_or(0, |found| found.needs.len());
                for need in 0..u16::try_from(needs).unwrap_or(u16::MAX) {
                    let wanted = Formula::Person(PersonValue::Need(*predicate, need));
                    if outcome.reckoned.value(&wanted, place) == 0 {
                        found.push(Absence::Need { predicate: *predicate, need });
                    }
                }
            }
            _ => {}
        }
    }
    if found.len() == before {
        found.push(Absence::Condition);
    }
}

fn no_leader(outcome: &Outcome, boundary: &Boundary, place: u32) -> Option<Absence> {
    match boundary {
        Boundary::When(leader) => (outcome.reckoned.value(leader, place) == 0).then_some(Absence::NoLeader),
        Boundary::SameRank { lowest } => {
            let rank = outcome.reckoned.value(&Formula::Person(PersonValue::Rank(RankOf::Paid)), place);
            (rank < i64::from(*lowest)).then_some(Absence::RankTooLow(*lowest))
        }
    }
}

/// The lines of others on whose way the person stands without a level.
fn passed_over<'o>(
    plan: &'o Plan,
    facts: &'o Facts,
    outcome: &'o Outcome,
    bonus: u16,
    place: u32,
) -> impl Iterator<Item = Line> + 'o {
    let edge = plan.bonuses.get(usize::from(bonus)).and_then(|bonus| match &bonus.kind {
        BonusKind::Levels(levels) if may_be_passed(levels, outcome, place) => outcome.reckoned.edges.get(&levels.edge),
        _ => None,
    });
    let partner = facts.tree.partner(place);
    let team = edge.map(|tree| team_of(tree, place)).unwrap_or_default();
    let start =
        move |line: &Line| outcome.sources.get(usize::from(bonus)).map_or(TOP, |found| found.start(line.source));
    let in_team = move |line: &&Line| team.get(at(start(line))).copied().unwrap_or(false);
    outcome
        .lines
        .iter()
        .filter(move |line| line.bonus == bonus && line.receiver != place)
        .filter(in_team)
        .copied()
        .filter(move |line| {
            let path = explain(plan, facts, outcome, line);
            // The one whose sale it is stands first and is no receiver of a walk that begins above.
            path.steps.iter().skip(1).any(|step| Some(step.partner) == partner && step.level.is_none())
        })
}

/// Most people never are, and then no way needs to be found again.
fn may_be_passed(levels: &Levels, outcome: &Outcome, place: u32) -> bool {
    match &levels.compression {
        Compression::Off | Compression::RollUp(_) => false,
        Compression::Skip(counted) => outcome.reckoned.value(&receiving(counted), place) == 0,
        Compression::ByLevel(_) => true,
    }
}

/// Who stands below a place or on it.
fn team_of(tree: &EdgeTree, place: u32) -> Vec<bool> {
    let mut team = vec![false; tree.len()];
    for position in 0..u32::try_from(tree.len()).unwrap_or(TOP) {
        let member = tree.place(position);
        let above = tree.parent(member);
        let belongs = member == place || (above != TOP && team.get(at(above)) == Some(&true));
        if let Some(slot) = team.get_mut(at(member)) {
            *slot = belongs;
        }
    }
    team
}

/// What is left to say of somebody who may receive and does not.
fn nothing(kind: &BonusKind, outcome: &Outcome, bonus: u16, place: u32, alone: bool) -> Option<Absence> {
    let edge: EdgePlace = match kind {
        BonusKind::Levels(levels) => levels.edge,
        BonusKind::Difference(difference) => difference.edge,
        BonusKind::Generations(generations) => generations.edge,
        BonusKind::Pool(_) => return alone.then_some(Absence::NoShare),
        BonusKind::Amount(_) => return alone.then_some(Absence::NoAmount),
        BonusKind::Legs(_) => return alone.then_some(Absence::NothingMatched),
        BonusKind::Sale(_) => return alone.then_some(Absence::NotNamed),
        // What is only taken from other pay is missed by nobody.
        BonusKind::Cap(_) | BonusKind::LargerOf(_) | BonusKind::Guarantee(_) => return None,
    };
    let sources = outcome.sources.get(usize::from(bonus))?;
    if matches!(kind, BonusKind::Levels(levels) if levels.from_level == 0 && levels.rates.len() == 1) {
        let own = sources.counting().any(|(_, start, _)| start == place);
        return (!own).then_some(Absence::NothingOwn);
    }
    let team = team_of(outcome.reckoned.edges.get(&edge)?, place);
    let sold = sources.counting().any(|(_, start, _)| team.get(at(start)) == Some(&true));
    match sold {
        false => Some(Absence::NothingSold),
        true => alone.then_some(Absence::NothingReached),
    }
}
