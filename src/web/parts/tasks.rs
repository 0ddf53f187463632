//! What a person must do: each line says what, for whom, until when, and has one action.

use crate::web::parts::icon::icon;
use crate::web::parts::link::Link;
use crate::web::parts::meaning::Meaning;
use crate::web::parts::whole_numbers::whole_numbers;
use crate::web::parts::words::{Moment, moment};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct TaskLine {
    pub link: Link,
    /// For whom or about what: customer, order number.
    pub about: String,
    pub due: Option<Moment>,
    /// Bad when overdue, attention when due today.
    pub urgency: Meaning,
    pub action: Option<Markup>,
}

pub fn task_list(lines: &[TaskLine]) -> Markup {
    html! {
        ul class="tasks" {
            @for line in lines {
                li {
                    span class="two-lines" {
                        a href=(line.link.href) { (whole_numbers(&html! { (line.link.label) })) }
                        span class="small" { (whole_numbers(&html! { (line.about) })) }
                    }
                    @if let Some(due) = &line.due {
                        span class="state" data-meaning=(line.urgency.word()) {
                            @if line.urgency != Meaning::Neutral { (icon(line.urgency.shape())) }
                            (moment(due))
                        }
                    }
                    @if let Some(action) = &line.action { (action) }
                }
            }
        }
    }
}
