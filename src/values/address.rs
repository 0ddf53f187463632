//! A postal address in parts: banks and carriers want street and house number apart
//! (pain.001.001.09 `PstlAdr`, EPC153-22: structured or hybrid, never free lines only).

use serde::{Deserialize, Serialize};

use crate::values::Country;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The person or firm on the letter box.
    pub name: String,
    /// A second line: department, care of.
    pub extra: String,
    pub street: String,
    pub house_number: String,
    pub postcode: String,
    pub town: String,
    pub country: Country,
}

impl Address {
    /// Lines of an envelope to be read in `home`; the country line only where it is another one.
    pub fn lines(&self, home: Country, country_name: &str) -> Vec<String> {
        let mut lines = vec![self.name.clone()];
        if !self.extra.is_empty() {
            lines.push(self.extra.clone());
        }
        lines.push(format!("{} {}", self.street, self.house_number).trim().to_owned());
        lines.push(format!("{} {}", self.postcode, self.town));
        if self.country != home {
            lines.push(country_name.to_uppercase());
        }
        lines
    }
}
