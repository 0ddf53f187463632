//! Words of columns: each is kept once, and columns name it by its place.

use std::collections::HashMap;

#[derive(Debug, Default)]
pub struct Words {
    list: Vec<String>,
    places: HashMap<String, i64>,
}

impl Words {
    pub fn place(&mut self, word: &str) -> i64 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = i64::try_from(self.list.len()).unwrap_or(i64::MAX);
        self.list.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    pub fn into_list(self) -> Vec<String> {
        self.list
    }
}
