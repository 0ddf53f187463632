//! The letters about something, as a section of its page; each can be read and sent again on its own page.

use maud::{Markup, html};

use crate::business::messages::{OutboxId, OutboxItem, OutboxState};
use crate::portals::office::outbox::{letter_path, template_name};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Column, Meaning, Row, Table, moment, section, state, table, two_lines};

/// Nothing where there are none.
pub fn letter_section(wall: &Wall, letters: &[(OutboxId, OutboxItem)]) -> Markup {
    if letters.is_empty() {
        return html! {};
    }
    let language = wall.language;
    let row = |(id, item): &(OutboxId, OutboxItem)| {
        let cells = vec![
            two_lines(&template_name(language, &item.template), &item.recipient),
            letter_state(language, item.state),
            moment(&wall.moment(item.created_at)),
        ];
        Row::leading_to(letter_path(*id), cells)
    };
    let heading = text!(language, "office_outbox.section.heading");
    let shown = Table {
        caption: heading.clone(),
        columns: vec![
            Column::text(text!(language, "office_outbox.column.letter")),
            Column::state(text!(language, "office_outbox.column.state")),
            Column::text(text!(language, "office_outbox.column.written")),
        ],
        rows: letters.iter().map(row).collect(),
        ..Table::default()
    };
    section(&heading, table(language, &shown))
}

/// How a letter stands.
pub fn letter_state(language: Language, of: OutboxState) -> Markup {
    let (meaning, key) = match of {
        OutboxState::Waiting => (Meaning::Information, "office_outbox.state.waiting"),
        OutboxState::Sent => (Meaning::Good, "office_outbox.state.sent"),
        OutboxState::Failed => (Meaning::Bad, "office_outbox.state.failed"),
        OutboxState::Cancelled => (Meaning::Neutral, "office_outbox.state.cancelled"),
    };
    state(meaning, &text!(language, key))
}
