//! A postal address, line by line as it stands on a letter.

use maud::{Markup, html};

pub fn address(lines: &[String]) -> Markup {
    html! {
        address class="address" {
            @for line in lines { span { (line) } }
        }
    }
}
