//! Self-billing credit notes in a table, for the partner and for the office.

use maud::Markup;

use crate::business::commissions::{SelfBilledSheet, SelfBilledState};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{Column, Meaning, Row, Table, figure, state, table, two_lines};

fn self_billed_state(language: Language, of: SelfBilledState) -> Markup {
    let meaning = match of {
        SelfBilledState::InEffect => Meaning::Good,
        SelfBilledState::Objected => Meaning::Attention,
        SelfBilledState::Cancelled | SelfBilledState::Cancellation => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

/// How its partner stands to VAT, or what it takes back.
pub fn about_document(language: Language, sheet: &SelfBilledSheet) -> String {
    match &sheet.cancelled {
        Some((number, _)) => text!(language, "self_billing.takes_back", number = number),
        None => sheet.document.status.say(language),
    }
}

/// In the order given; `about` stands below the number, behind the day, and `files` are the ways to what can be read.
pub fn self_billed_table(
    language: Language,
    all: &[SelfBilledSheet],
    about: &dyn Fn(&SelfBilledSheet) -> String,
    files: &dyn Fn(&SelfBilledSheet) -> Markup,
) -> Markup {
    let row = |sheet: &SelfBilledSheet| {
        let document = &sheet.document;
        let money = |amount| figure(&texts::money(language, amount));
        Row::new(vec![
            two_lines(&document.number, &format!("{} · {}", texts::day_short(language, document.day), about(sheet))),
            money(document.net),
            money(document.tax),
            money(document.gross),
            self_billed_state(language, sheet.state()),
            files(sheet),
        ])
    };
    let column = |name: &str| text!(language, &format!("self_billing.column.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "self_billing.heading"),
            columns: vec![
                Column::text(column("number")),
                Column::figure(column("net")),
                Column::figure(column("tax")),
                Column::figure(column("gross")),
                Column::state(column("state")),
                Column::text(column("files")),
            ],
            rows: all.iter().map(row).collect(),
            ..Table::default()
        },
    )
}
