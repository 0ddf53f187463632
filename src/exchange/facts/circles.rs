//! Circles among edges: whoever is followed upwards and comes back.

use crate::exchange::facts::edges::NOBODY;

/// Every circle once, each from its smallest place upwards.
pub fn circles(above: &[u32]) -> Vec<Vec<u32>> {
    // Which walk has met a place; 0 for none.
    let mut met = vec![0_u32; above.len()];
    let mut found = Vec::new();
    for (walk, start) in (1_u32..).zip(0_u32..).take(above.len()) {
        let mut place = start;
        while mark(&met, place) == Some(0) {
            if let Some(slot) = met.get_mut(index(place)) {
                *slot = walk;
            }
            place = next(above, place);
        }
        if mark(&met, place) == Some(walk) {
            found.push(circle_through(above, place));
        }
    }
    found
}

fn circle_through(above: &[u32], place: u32) -> Vec<u32> {
    let mut circle = vec![place];
    let mut current = next(above, place);
    while current != place {
        circle.push(current);
        current = next(above, current);
    }
    let smallest = circle.iter().enumerate().min_by_key(|(_, place)| **place).map_or(0, |(at, _)| at);
    circle.rotate_left(smallest);
    circle
}

fn mark(met: &[u32], place: u32) -> Option<u32> {
    met.get(index(place)).copied()
}

fn next(above: &[u32], place: u32) -> u32 {
    above.get(index(place)).copied().unwrap_or(NOBODY)
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
