//! The tree of partners on one day, as arrays in breadth-first order: whoever stands above comes before.
//!
//! Children of one partner, and whole levels of a team, are ranges of places; sums run once from the end.

use std::iter::repeat_n;
use std::ops::Range;

use crate::business::partners::children::Children;
use crate::business::partners::places::Places;
use crate::values::PartnerId;

/// Stands for "nobody above" among places.
pub const TOP: u32 = u32::MAX;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    partners: Vec<PartnerId>,
    parents: Vec<u32>,
    levels: Vec<u32>,
    /// Where the children of each place begin; one more than there are places.
    first_children: Vec<u32>,
    places: Places,
}

/// Why edges are no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeTrouble {
    /// One partner is named twice.
    Twice(PartnerId),
    /// Somebody stands below a partner whom nobody knows.
    Orphan { partner: PartnerId, parent: PartnerId },
    /// Following this partner upwards never ends.
    Circle(PartnerId),
    /// More partners than places can be numbered.
    TooMany,
}

impl Tree {
    /// Makes the tree of these partners, each with the one above; the order of the input does not matter.
    pub fn grow(edges: &[(PartnerId, Option<PartnerId>)]) -> Result<Tree, TreeTrouble> {
        u32::try_from(edges.len()).ok().filter(|count| *count < TOP).ok_or(TreeTrouble::TooMany)?;
        let mut sorted = edges.to_vec();
        sorted.sort_unstable();
        if let Some((twice, _)) = sorted.windows(2).find_map(|pair| match pair {
            [first, second] if first.0 == second.0 => Some(*first),
            _ => None,
        }) {
            return Err(TreeTrouble::Twice(twice));
        }
        let partners: Vec<PartnerId> = sorted.iter().map(|(partner, _)| *partner).collect();
        let known = Places::of(&partners);
        let mut parents = Vec::with_capacity(sorted.len());
        let mut orphan: Option<(PartnerId, PartnerId)> = None;
        for (partner, parent) in &sorted {
            let above = parent.map(|parent| (known.get(parent), parent));
            if let Some((None, parent)) = above {
                let first = orphan.unwrap_or((parent, *partner));
                orphan = Some(first.min((parent, *partner)));
            }
            parents.push(above.and_then(|(above, _)| above).unwrap_or(TOP));
        }
        if let Some((parent, partner)) = orphan {
            return Err(TreeTrouble::Orphan { partner, parent });
        }
        let tree = Tree::number(&partners, &parents);
        match partners.iter().find(|partner| tree.place(**partner).is_none()) {
            Some(circling) => Err(TreeTrouble::Circle(*circling)),
            None => Ok(tree),
        }
    }

    /// Walks breadth-first from those below the firm; whoever is not reached stands in a circle. Partners are sorted,
    /// and the parents are positions among them.
    fn number(partners: &[PartnerId], parents: &[u32]) -> Tree {
        let count = partners.len();
        let children = Children::of(parents);
        let mut order: Vec<u32> = Vec::with_capacity(count);
        let mut tree = Tree {
            partners: Vec::with_capacity(count),
            parents: Vec::with_capacity(count),
            levels: Vec::with_capacity(count),
            first_children: Vec::with_capacity(count + 1),
            places: Places::default(),
        };
        order.extend_from_slice(children.roots());
        tree.parents.resize(order.len(), TOP);
        tree.levels.resize(order.len(), 1);
        let mut place = 0;
        while let Some(position) = order.get(at(place)) {
            let below = children.below(*position);
            tree.first_children.push(number(order.len()));
            tree.parents.extend(repeat_n(place, below.len()));
            tree.levels.extend(repeat_n(tree.level(place) + 1, below.len()));
            order.extend_from_slice(below);
            place += 1;
        }
        tree.first_children.push(number(order.len()));
        tree.partners.extend(order.iter().filter_map(|position| partners.get(at(*position))));
        tree.places = Places::of(&tree.partners);
        tree
    }

    pub fn len(&self) -> usize {
        self.partners.len()
    }

    pub fn is_empty(&self) -> bool {
        self.partners.is_empty()
    }

    /// All partners; the position of each is its place.
    pub fn partners(&self) -> &[PartnerId] {
        &self.partners
    }

    /// The place above each place, or `TOP`.
    pub fn parents(&self) -> &[u32] {
        &self.parents
    }

    pub fn place(&self, partner: PartnerId) -> Option<u32> {
        self.places.get(partner)
    }

    pub fn partner(&self, place: u32) -> Option<PartnerId> {
        self.partners.get(at(place)).copied()
    }

    /// The place above; `None` for those directly below the firm.
    pub fn parent(&self, place: u32) -> Option<u32> {
        self.parents.get(at(place)).copied().filter(|parent| *parent != TOP)
    }

    /// 1 for those directly below the firm.
    pub fn level(&self, place: u32) -> u32 {
        self.levels.get(at(place)).copied().unwrap_or(0)
    }

    pub fn children(&self, place: u32) -> Range<u32> {
        let begin = self.first_children.get(at(place)).copied().unwrap_or(0);
        let end = self.first_children.get(at(place) + 1).copied().unwrap_or(begin);
        begin..end
    }

    /// The levels of a team, the first of them the partner alone; each is a range of places.
    pub fn team_levels(&self, place: u32) -> Vec<Range<u32>> {
        let mut levels = Vec::new();
        let mut level = place..place.saturating_add(1);
        while !level.is_empty() {
            levels.push(level.clone());
            level = self.children(level.start).start..self.children(level.end - 1).end;
        }
        levels
    }

    /// For each place the sum over the whole team, from what each has alone.
    pub fn team_sums(&self, own: &[i64]) -> Vec<i64> {
        let mut sums = own.to_vec();
        sums.resize(self.len(), 0);
        for place in (0..self.len()).rev() {
            let sum = sums.get(place).copied().unwrap_or(0);
            if let Some(above) = self.parents.get(place).and_then(|parent| sums.get_mut(at(*parent))) {
                *above += sum;
            }
        }
        sums
    }

    /// How many people each team has, the partner included.
    pub fn team_sizes(&self) -> Vec<i64> {
        self.team_sums(&vec![1; self.len()])
    }
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(TOP)
}
