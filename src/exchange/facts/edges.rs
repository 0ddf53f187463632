//! The three edges between people, as far as they must be trees.

use std::collections::HashMap;

use crate::business::failure::Complaint;
use crate::exchange::facts::FactProblems;
use crate::exchange::facts::circles::circles;
use crate::exchange::facts::names::Names;
use crate::exchange::facts::people::of_person;
use crate::values::PartnerId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Sponsor,
    Enroller,
    Placement,
}

/// Stands for nobody.
pub const NOBODY: u32 = u32::MAX;
/// So many people of a circle are named.
const NAMED_MAX: usize = 6;

/// Who stands above whom, by places in the order of the ids.
pub struct Edges {
    sponsors: Vec<u32>,
    enrollers: Vec<u32>,
    parents: Vec<u32>,
    seats: HashMap<(u64, u8), usize>,
}

impl Edges {
    pub fn new(people: usize) -> Edges {
        let nobody = || vec![NOBODY; people];
        Edges { sponsors: nobody(), enrollers: nobody(), parents: nobody(), seats: HashMap::new() }
    }

    pub fn set(&mut self, edge: Edge, place: usize, above: usize) {
        let column = match edge {
            Edge::Sponsor => &mut self.sponsors,
            Edge::Enroller => &mut self.enrollers,
            Edge::Placement => &mut self.parents,
        };
        if let Some(slot) = column.get_mut(place) {
            *slot = u32::try_from(above).unwrap_or(NOBODY);
        }
    }

    /// Who has the seat already.
    pub fn take_seat(&mut self, parent: PartnerId, leg: u8, place: usize) -> Option<usize> {
        let key = (parent.number(), leg);
        let taken = self.seats.get(&key).copied();
        if taken.is_none() {
            self.seats.insert(key, place);
        }
        taken
    }

    /// Nobody may stand above oneself, however long the way.
    pub fn check(&mut self, ids: &Names, rows: &[u64], problems: &mut FactProblems) {
        let sponsors = circles(&self.sponsors);
        tell("sponsor", &sponsors, ids, rows, problems);
        if sponsors.is_empty() {
            // Where no enroller is named, the sponsor counts as one.
            for (enroller, sponsor) in self.enrollers.iter_mut().zip(&self.sponsors) {
                *enroller = if *enroller == NOBODY { *sponsor } else { *enroller };
            }
            tell("enroller", &circles(&self.enrollers), ids, rows, problems);
        }
        tell("placement_parent", &circles(&self.parents), ids, rows, problems);
    }
}

fn tell(column: &str, circles: &[Vec<u32>], ids: &Names, rows: &[u64], problems: &mut FactProblems) {
    for circle in circles {
        let name = |place: &u32| ids.name(u64::from(*place) + 1).to_owned();
        let first = circle.first().copied().unwrap_or(NOBODY);
        let mut way: Vec<String> = circle.iter().take(NAMED_MAX).map(name).collect();
        if circle.len() > NAMED_MAX {
            way.push("…".to_owned());
        }
        way.push(name(&first));
        let row = usize::try_from(first).ok().and_then(|place| rows.get(place)).copied().unwrap_or(0);
        let above = circle.get(1).map_or_else(|| name(&first), name);
        let complaint = Complaint::new("facts.problem.circle").with("way", super::problem::shown(&way.join(" → ")));
        problems.note(of_person(row, column, &above, complaint));
    }
}
