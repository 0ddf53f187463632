//! Edges made ready to be walked and summed: places in breadth-first order, level by level.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::business::commissions::plan::EdgePlace;
use crate::business::partners::{Children, TOP};

/// Edges by their places; those of the people are shared with the facts.
pub type EdgeSet = BTreeMap<EdgePlace, Arc<EdgeTree>>;

/// One edge over all places. A *position* is a place's number in the edge's own breadth-first order: there the
/// children of one person, and each level, are ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeTree {
    /// The place above each place, or `TOP`.
    pub parents: Vec<u32>,
    /// Which place stands at each position; empty where positions are places.
    order: Vec<u32>,
    /// The position of each place; empty where positions are places.
    positions: Vec<u32>,
    /// Where the children of each position begin; one more than there are positions.
    first_children: Vec<u32>,
    /// Where each level begins, and where the last one ends.
    levels: Vec<u32>,
}

impl EdgeTree {
    /// `None` where following somebody upwards never ends.
    pub fn grow(parents: Vec<u32>) -> Option<EdgeTree> {
        let count = parents.len();
        let children = Children::of(&parents);
        let mut order: Vec<u32> = Vec::with_capacity(count);
        let mut first_children = Vec::with_capacity(count + 1);
        let mut levels = vec![0];
        order.extend_from_slice(children.roots());
        let mut level_end = order.len();
        let mut position = 0;
        while let Some(place) = order.get(position).copied() {
            if position == level_end {
                levels.push(number(position));
                level_end = order.len();
            }
            first_children.push(number(order.len()));
            order.extend_from_slice(children.below(place));
            position += 1;
        }
        first_children.push(number(order.len()));
        levels.push(number(order.len()));
        levels.dedup();
        if order.len() != count {
            return None;
        }
        let plain = order.iter().zip(0_u32..).all(|(place, position)| *place == position);
        let mut positions = Vec::new();
        if plain {
            order.clear();
        } else {
            positions.resize(count, 0);
            for (place, position) in order.iter().zip(0_u32..) {
                if let Some(slot) = positions.get_mut(at(*place)) {
                    *slot = position;
                }
            }
        }
        Some(EdgeTree { parents, order, positions, first_children, levels })
    }

    pub fn len(&self) -> usize {
        self.parents.len()
    }

    #[inline]
    pub fn parent(&self, place: u32) -> u32 {
        self.parents.get(at(place)).copied().unwrap_or(TOP)
    }

    /// Whether positions are places.
    pub fn is_plain(&self) -> bool {
        self.order.is_empty()
    }

    #[inline]
    pub fn place(&self, position: u32) -> u32 {
        if self.order.is_empty() { position } else { self.order.get(at(position)).copied().unwrap_or(TOP) }
    }

    /// The places of a range of positions; `None` where they are the positions themselves.
    pub fn places(&self, range: Range<u32>) -> Option<&[u32]> {
        if self.order.is_empty() { None } else { self.order.get(at(range.start)..at(range.end)) }
    }

    /// The positions of those directly below a position.
    #[inline]
    pub fn children_at(&self, position: u32) -> Range<u32> {
        let begin = self.first_children.get(at(position)).copied().unwrap_or(0);
        let end = self.first_children.get(at(position) + 1).copied().unwrap_or(begin);
        begin..end
    }

    /// The places of those directly below a place, in the edge's order.
    pub fn children(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let position =
            if self.positions.is_empty() { place } else { self.positions.get(at(place)).copied().unwrap_or(0) };
        self.children_at(position).map(|position| self.place(position))
    }

    /// Levels from the top, as ranges of positions.
    pub fn levels(&self) -> impl DoubleEndedIterator<Item = Range<u32>> + '_ {
        self.levels.iter().zip(self.levels.iter().skip(1)).map(|(begin, end)| *begin..*end)
    }

    /// How many stand above each place.
    pub fn depths(&self) -> Vec<u32> {
        let mut depths = vec![0; self.len()];
        for position in 0..number(self.len()) {
            let place = self.place(position);
            let above = depths.get(at(self.parent(place))).map_or(0, |above| above + 1);
            if let Some(slot) = depths.get_mut(at(place)) {
                *slot = above;
            }
        }
        depths
    }

    /// From every place to the nearest one above that meets the condition, however deep the tree is.
    pub fn next_that(&self, met: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut next = vec![TOP; self.len()];
        for position in 0..number(self.len()) {
            let place = self.place(position);
            let parent = self.parent(place);
            let above =
                if parent == TOP || met(parent) { parent } else { next.get(at(parent)).copied().unwrap_or(TOP) };
            if let Some(slot) = next.get_mut(at(place)) {
                *slot = above;
            }
        }
        next
    }
}

pub(in crate::business::commissions) fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(TOP)
}
