//! Everybody below each place, in one array.

use crate::business::partners::TOP;

/// Sorted by place, and below one place by place again.
pub(in crate::business) struct Children {
    /// Where the children of each place begin; then where those below nobody begin, and where they end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Children {
    /// From the place above each place, or `TOP`. Those below nobody come last, as if they stood below one more place.
    pub fn of(parents: &[u32]) -> Children {
        let top = parents.len();
        let slot = |parent: u32| at(parent).min(top);
        let mut starts = vec![0_u32; top + 2];
        for parent in parents {
            if let Some(count) = starts.get_mut(slot(*parent) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0_u32; top];
        for (place, parent) in (0..TOP).zip(parents) {
            if let Some(free) = next.get_mut(slot(*parent)) {
                if let Some(seat) = places.get_mut(at(*free)) {
                    *seat = place;
                }
                *free += 1;
            }
        }
        Children { starts, places }
    }

    fn range(&self, slot: usize) -> &[u32] {
        let begin = self.starts.get(slot).copied().unwrap_or(0);
        let end = self.starts.get(slot + 1).copied().unwrap_or(begin);
        self.places.get(at(begin)..at(end)).unwrap_or(&[])
    }

    pub fn below(&self, place: u32) -> &[u32] {
        self.range(at(place))
    }

    /// Those below nobody.
    pub fn roots(&self) -> &[u32] {
        self.range(self.places.len())
    }
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
