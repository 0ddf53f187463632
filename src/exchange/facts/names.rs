//! Texts that identify, numbered from 1 in the order of the texts.

use std::collections::HashMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    sorted: Vec<String>,
}

impl Names {
    pub fn of(mut names: Vec<String>) -> Names {
        names.sort_unstable();
        names.dedup();
        Names { sorted: names }
    }

    /// The text behind a number; empty where there is none.
    pub fn name(&self, number: u64) -> &str {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| self.sorted.get(place)).map_or("", String::as_str)
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        let place = self.sorted.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        u64::try_from(place).ok().map(|place| place + 1)
    }

    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// All of them with their numbers, to look up many.
    pub fn index(&self) -> HashMap<&str, u64> {
        self.sorted.iter().map(String::as_str).zip(1..).collect()
    }
}
