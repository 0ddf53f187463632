//! The lines of a basket or order as a buyer sees them, and the sums below.

use crate::web::parts::link::Link;
use crate::web::parts::picture::{Picture, picture};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct CartLine {
    pub link: Link,
    pub picture: Picture,
    pub note: String,
    pub unit_price: String,
    /// A quantity field while it can be changed, else words: "3 Stück".
    pub quantity: Markup,
    pub total: String,
    /// The button that takes the line out.
    pub remove: Option<LineButton>,
    /// What is wrong with the line: no longer in stock, price changed.
    pub notice: Option<Markup>,
}

/// A button of a line: it shows its verb, and speaks what it is about too.
#[derive(Clone, Debug, Default)]
pub struct LineButton {
    pub verb: String,
    pub about: String,
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, Default)]
pub struct SumLine {
    pub label: String,
    pub amount: String,
    /// The sum that counts stands out.
    pub is_total: bool,
}

pub fn cart_lines(lines: &[CartLine]) -> Markup {
    html! {
        ul class="cart" {
            @for line in lines {
                li {
                    (picture(&line.picture))
                    div class="what" {
                        a href=(line.link.href) { (line.link.label) }
                        p class="small" { (line.note) }
                        p class="small" { (line.unit_price) }
                        @if let Some(notice) = &line.notice { (notice) }
                    }
                    div class="quantity-of-line" { (line.quantity) @if let Some(remove) = &line.remove { (line_button(remove)) } }
                    p class="money" { (line.total) }
                }
            }
        }
    }
}

fn line_button(button: &LineButton) -> Markup {
    html! {
        button class="button" type="submit" name=(button.name) value=(button.value) data-loudness="quiet" {
            (button.verb) span class="spoken" { " " (button.about) }
        }
    }
}

pub fn sums(lines: &[SumLine]) -> Markup {
    html! {
        dl class="sums" {
            @for line in lines {
                div data-total[line.is_total] {
                    dt { (line.label) }
                    dd { (line.amount) }
                }
            }
        }
    }
}
