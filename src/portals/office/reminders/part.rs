//! Reminders on other sheets: those of a customer, an order, an invoice.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::business::billing::reminders::{Reminder, is_settled};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::reminders::sent::state_word;
use crate::portals::office::reminders::words::level_word;
use crate::portals::office::subjects::reminder_path;
use crate::text;
use crate::texts;
use crate::values::{Language, ReminderId};
use crate::web::parts::{Column, Meaning, Row, Table, figure, list_table, section, state, two_lines};

/// How a reminder stands.
pub fn standing(language: Language, reminder: &Reminder, is_paid: bool) -> Markup {
    let (meaning, word) = match (is_paid, reminder.waived.is_some()) {
        (true, _) => (Meaning::Good, "paid"),
        (false, true) => (Meaning::Attention, "waived"),
        (false, false) => (Meaning::Attention, "open"),
    };
    state(meaning, &state_word(language, word))
}

/// For whoever sees invoices; nothing where nobody was reminded.
pub fn reminders_section(
    view: &View<'_>,
    language: Language,
    reminders: Vec<(ReminderId, Reminder)>,
) -> Option<Markup> {
    let known: BTreeMap<ReminderId, Reminder> = reminders.into_iter().collect();
    if known.is_empty() || !view.may(Permission::BillingView) {
        return None;
    }
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let row = |(id, reminder): (&ReminderId, &Reminder)| {
        let cells = vec![
            two_lines(&reminder.number, &level_word(language, reminder.level)),
            html! { (texts::day_short(language, reminder.day)) },
            html! { (texts::day_short(language, reminder.pay_by)) },
            standing(language, reminder, is_settled(view, reminder)),
            figure(&texts::money(language, reminder.total)),
        ];
        Row::leading_to(reminder_path(*id), cells)
    };
    let shown = Table {
        caption: text!(language, "office_reminders.page.title"),
        columns: vec![
            Column::text(column("number")),
            Column::text(column("day")),
            Column::text(column("pay_by")),
            Column::state(column("state")),
            Column::figure(column("total")),
        ],
        rows: known.iter().rev().map(row).collect(),
        ..Table::default()
    };
    Some(section(&text!(language, "office_reminders.page.title"), list_table(language, &shown)))
}
