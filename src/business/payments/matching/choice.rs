//! Which of some items add up to a sum: none, one choice, or several.

use crate::business::payments::matching::Clears;

/// More are not tried.
pub const CANDIDATES_MAX: usize = 12;
/// Steps of one search; beyond them it counts as several.
const STEPS_MAX: u32 = 300_000;

/// An item that may be among those paid, in one of some ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub ways: Vec<Clears>,
    /// It has to be among them.
    pub is_named: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    None,
    One(Vec<Clears>),
    Several,
}

/// Looks for choices with exactly this sum, in minor units.
pub fn choose(candidates: &[Candidate], sum: i64) -> Choice {
    if candidates.is_empty() || candidates.len() > CANDIDATES_MAX {
        return Choice::None;
    }
    // The least and the most that the candidates from each place on can add.
    let mut reach = vec![(0_i64, 0_i64)];
    for candidate in candidates.iter().rev() {
        let (least, most) = reach.last().copied().unwrap_or_default();
        let amounts = candidate.ways.iter().map(|way| way.amount.minor()).chain((!candidate.is_named).then_some(0));
        let (low, high) = amounts.fold((i64::MAX, i64::MIN), |(low, high), amount| (low.min(amount), high.max(amount)));
        reach.push((least.saturating_add(low), most.saturating_add(high)));
    }
    reach.reverse();
    let mut search = Search { candidates, reach: &reach, found: Choice::None, steps: 0 };
    search.from(0, sum, &mut Vec::new());
    search.found
}

struct Search<'s> {
    candidates: &'s [Candidate],
    reach: &'s [(i64, i64)],
    found: Choice,
    steps: u32,
}

impl Search<'_> {
    fn from(&mut self, at: usize, missing: i64, taken: &mut Vec<Clears>) {
        self.steps += 1;
        let in_reach = self.reach.get(at).is_some_and(|(least, most)| (*least..=*most).contains(&missing));
        if !in_reach || self.found == Choice::Several {
            return;
        }
        if self.steps > STEPS_MAX {
            self.found = Choice::Several;
            return;
        }
        let Some(candidate) = self.candidates.get(at) else {
            if !taken.is_empty() {
                self.found = match self.found {
                    Choice::None => Choice::One(taken.clone()),
                    _ => Choice::Several,
                };
            }
            return;
        };
        for way in &candidate.ways {
            taken.push(way.clone());
            self.from(at + 1, missing - way.amount.minor(), taken);
            taken.pop();
        }
        if !candidate.is_named {
            self.from(at + 1, missing, taken);
        }
    }
}
