//! From plan and facts to the outcome.

use crate::business::commissions::calculation::levels::{Found, LevelWalk};
use crate::business::commissions::calculation::verdict::judge;
use crate::business::commissions::calculation::volumes::volume;
use crate::business::commissions::calculation::{Line, Outcome, PersonPay};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{BonusKind, Plan};

/// Settles a period. The same plan and facts give the same outcome, to the last bit.
pub fn calculate(plan: &Plan, facts: &Facts) -> Outcome {
    let volumes: Vec<Vec<i64>> = plan.volumes.iter().map(|wanted| volume(wanted, facts)).collect();
    let verdicts: Vec<_> = plan.predicates.iter().map(|predicate| judge(predicate, facts, &volumes)).collect();
    let walks: Vec<LevelWalk> = (0..)
        .zip(&plan.bonuses)
        .map(|(place, bonus)| match &bonus.kind {
            BonusKind::Levels(levels) => {
                let judged = verdicts.get(levels.receiver).map_or(&[][..], Vec::as_slice);
                LevelWalk::prepare((place, bonus), levels, facts, judged, plan.rounding)
            }
        })
        .collect();
    let mut found = Found { lines: Vec::with_capacity(facts.sales.len()), breakage: Vec::new() };
    for (number, sale) in (0..).zip(&facts.sales) {
        for walk in &walks {
            walk.walk(number, sale, &mut found);
        }
    }
    let people = add_up(&found.lines, facts.tree.len(), plan.bonuses.len());
    let paid = found.lines.iter().map(|line| line.amount).sum();
    let broken = found.breakage.iter().map(|broken| broken.amount).sum();
    let Found { lines, breakage } = found;
    let mut outcome = Outcome { lines, breakage, people, volumes, verdicts, paid, broken, hash: [0; 32] };
    outcome.hash = outcome.fingerprint(plan, facts);
    outcome
}

/// The sums of every place.
fn add_up(lines: &[Line], places: usize, bonuses: usize) -> Vec<PersonPay> {
    let mut people = vec![PersonPay { by_bonus: vec![0; bonuses], total: 0, lines: 0 }; places];
    for line in lines {
        let place = usize::try_from(line.receiver).unwrap_or(usize::MAX);
        if let Some(person) = people.get_mut(place) {
            person.total += line.amount;
            person.lines += 1;
            if let Some(sum) = person.by_bonus.get_mut(usize::from(line.bonus)) {
                *sum += line.amount;
            }
        }
    }
    people
}
