//! Two clerks changed the same thing: what was typed stays, beside what has been saved meanwhile.

use maud::{Markup, html};

use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Column, Link, Loudness, Meaning, Notice, Row, Table, link_button, notice, section, submit_button, table,
};

/// One field in which the two differ, in words.
pub struct Difference {
    pub label: String,
    pub mine: String,
    pub theirs: String,
}

/// Says that somebody was faster, and what can be done.
pub fn changed_meanwhile(language: Language) -> Markup {
    notice(&Notice {
        meaning: Meaning::Attention,
        sentence: text!(language, "office.conflict.changed"),
        more: Some(html! { p { (text!(language, "office.conflict.choice")) } }),
    })
}

/// The same, with what differs field by field.
pub fn conflict(language: Language, differences: impl IntoIterator<Item = Difference>) -> Markup {
    let row = |difference: Difference| {
        Row::new([difference.label, difference.mine, difference.theirs].map(|words| html! { (words) }).to_vec())
    };
    let shown = Table {
        caption: text!(language, "office.conflict.heading"),
        columns: vec![
            Column::text(text!(language, "office.conflict.what")),
            Column::text(text!(language, "office.conflict.mine")),
            Column::text(text!(language, "office.conflict.theirs")),
        ],
        rows: differences.into_iter().map(row).collect(),
        ..Table::default()
    };
    html! {
        (changed_meanwhile(language))
        (section(&text!(language, "office.conflict.heading"), table(language, &shown)))
    }
}

/// Saving, which after a conflict means saving over the other; and leaving it.
pub fn save_buttons(language: Language, after_conflict: bool, save: String, leave_to: &str) -> Vec<Markup> {
    let save = if after_conflict { text!(language, "office.conflict.save_mine") } else { save };
    vec![
        submit_button(&save, Loudness::Primary),
        link_button(&Link::new(text!(language, "office.form.cancel"), leave_to), Loudness::Quiet),
    ]
}
