//! A text that the firm writes itself, in each language; German stands in where one is missing.

use serde::{Deserialize, Serialize};

use crate::values::Language;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalText {
    pub de: String,
    pub en: String,
    pub zh: String,
}

impl LocalText {
    pub fn new(de: &str, en: &str, zh: &str) -> LocalText {
        LocalText { de: de.to_owned(), en: en.to_owned(), zh: zh.to_owned() }
    }

    pub fn get(&self, language: Language) -> &str {
        let own = match language {
            Language::De => &self.de,
            Language::En => &self.en,
            Language::Zh => &self.zh,
        };
        if !own.is_empty() {
            own
        } else if !self.de.is_empty() {
            &self.de
        } else {
            &self.en
        }
    }

    pub fn is_empty(&self) -> bool {
        self.de.is_empty() && self.en.is_empty() && self.zh.is_empty()
    }
}
