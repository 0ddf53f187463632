//! All edges of a plan: the three of the people, and those that the plan makes from them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::business::commissions::calculation::edges::{EdgeSet, EdgeTree, at};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{EdgePlace, Fill, Making, Plan};
use crate::business::partners::TOP;

/// Facts are trees by each of the three edges, or they would not have been frozen.
pub(super) fn edge_set(plan: &Plan, facts: &Facts) -> EdgeSet {
    let mut edges = facts.edges.clone();
    for (number, made) in (3..).zip(&plan.edges) {
        let parents = match made.making {
            Making::Matrix { from, width, fill } => edges.get(&from).map(|tree| matrix(tree, facts, width, fill)),
            Making::PassUp { from, first } => edges.get(&from).map(|tree| pass_up(tree, facts, first)),
            Making::Line => Some(line(facts)),
        };
        edges.extend(parents.and_then(EdgeTree::grow).map(|tree| (EdgePlace(number), Arc::new(tree))));
    }
    edges
}

/// Places in the order of joining; on one day, by the numbers of the partners.
fn by_joining(facts: &Facts) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(facts.tree.len()).unwrap_or(TOP)).collect();
    places.sort_by_key(|place| (facts.people.joined.get(at(*place)).copied(), facts.tree.partner(*place)));
    places
}

fn line(facts: &Facts) -> Vec<u32> {
    let mut parents = vec![TOP; facts.tree.len()];
    let order = by_joining(facts);
    for (above, below) in order.iter().zip(order.iter().skip(1)) {
        if let Some(parent) = parents.get_mut(at(*below)) {
            *parent = *above;
        }
    }
    parents
}

/// The first so many whom somebody brings stand below the one above the bringer, where that one is; what they bring
/// first is passed up in turn.
fn pass_up(tree: &EdgeTree, facts: &Facts, first: u16) -> Vec<u32> {
    let mut parents = tree.parents.clone();
    let mut brought = vec![0_u16; tree.len()];
    for place in by_joining(facts) {
        let bringer = tree.parent(place);
        let Some(count) = brought.get_mut(at(bringer)) else { continue };
        *count = count.saturating_add(1);
        let above = parents.get(at(bringer)).copied().unwrap_or(TOP);
        if *count <= first
            && above != TOP
            && let Some(parent) = parents.get_mut(at(place))
        {
            *parent = above;
        }
    }
    parents
}

/// Everybody takes a seat in the order of joining, below the one who brought them; where its seats are taken, below
/// somebody further down.
fn matrix(tree: &EdgeTree, facts: &Facts, width: u16, fill: Fill) -> Vec<u32> {
    let mut parents = vec![TOP; tree.len()];
    let mut seats: Vec<Vec<u32>> = vec![Vec::new(); tree.len()];
    let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); tree.len()];
    // Whoever joined before the bringer waits until the bringer is seated.
    let mut seated = vec![false; tree.len()];
    let mut search = Search { width: usize::from(width), fill, open: BTreeMap::new() };
    let mut queue: VecDeque<u32> = by_joining(facts).into();
    while let Some(place) = queue.pop_front() {
        let bringer = tree.parent(place);
        if bringer != TOP && seated.get(at(bringer)) != Some(&true) {
            if let Some(wait) = waiting.get_mut(at(bringer)) {
                wait.push(place);
            }
            continue;
        }
        if bringer != TOP {
            let seat = search.free_seat(&seats, bringer);
            if let (Some(parent), Some(taken)) = (parents.get_mut(at(place)), seats.get_mut(at(seat))) {
                *parent = seat;
                taken.push(place);
            }
        }
        if let Some(seated) = seated.get_mut(at(place)) {
            *seated = true;
        }
        for next in waiting.get_mut(at(place)).map(std::mem::take).unwrap_or_default().into_iter().rev() {
            queue.push_front(next);
        }
    }
    parents
}

/// Where the search below each bringer stands: seats once taken stay taken, so that nobody is looked at twice.
struct Search {
    width: usize,
    fill: Fill,
    open: BTreeMap<u32, VecDeque<u32>>,
}

impl Search {
    /// Below whom the next seat is free.
    fn free_seat(&mut self, seats: &[Vec<u32>], from: u32) -> u32 {
        let open = self.open.entry(from).or_insert_with(|| VecDeque::from([from]));
        while let Some(place) = open.front().copied() {
            let taken = seats.get(at(place)).map_or(&[][..], Vec::as_slice);
            if taken.len() < self.width {
                return place;
            }
            open.pop_front();
            match self.fill {
                Fill::Breadth => open.extend(taken),
                Fill::Depth => open.extend(taken.first()),
            }
        }
        from
    }
}
