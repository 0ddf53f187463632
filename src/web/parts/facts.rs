//! Facts of a sheet: name and value in pairs.

use crate::web::parts::whole_numbers::whole_numbers;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub name: String,
    pub value: Markup,
}

impl Fact {
    pub fn new(name: impl Into<String>, value: Markup) -> Fact {
        Fact { name: name.into(), value }
    }

    /// A fact whose value is plain words.
    pub fn words(name: impl Into<String>, words: &str) -> Fact {
        Fact { name: name.into(), value: html! { (words) } }
    }
}

pub fn facts(facts: &[Fact]) -> Markup {
    html! {
        dl class="facts" {
            @for fact in facts {
                div {
                    dt { (fact.name) }
                    dd { (whole_numbers(&fact.value)) }
                }
            }
        }
    }
}
