//! What whoever agrees to a batch should look at: each serious finding a row, the others as a number.

use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::payments::batches::{Finding, FindingKind, findings};
use crate::business::payments::{Batch, batch_number};
use crate::business::view::View;
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{BatchId, Language, PartnerId};
use crate::web::parts::{Column, Meaning, Row, Section, Table, figure, section_with, small, state, table};

/// More rows than these nobody reads one by one.
const ROWS_MAX: usize = 50;

pub struct FindingRow {
    kind: FindingKind,
    partner: PartnerId,
    name: String,
    amount: String,
    /// What it is compared with.
    compared: String,
}

pub fn finding_rows(view: &View<'_>, id: BatchId, batch: &Batch) -> Result<Vec<FindingRow>, Failure> {
    let language = view.actor().language;
    let row = |finding: Finding| {
        let transfer = batch.transfers.get(finding.transfer)?;
        let compared = match (&finding.other, finding.payee) {
            (Some((other, day, amount)), _) => text!(
                language,
                "office_payouts.finding.compared",
                batch = batch_number(*other),
                day = texts::day_short(language, *day),
                amount = texts::money(language, *amount)
            ),
            (None, Some(payee)) => partner_name(view, payee),
            (None, None) => String::new(),
        };
        Some(FindingRow {
            kind: finding.kind,
            partner: transfer.partner,
            name: partner_name(view, transfer.partner),
            amount: texts::money(language, transfer.amount),
            compared,
        })
    };
    Ok(findings(view, id)?.into_iter().filter_map(row).collect())
}

/// Nothing at all is a finding too.
pub fn findings_section(language: Language, rows: &[FindingRow]) -> Markup {
    let serious: Vec<&FindingRow> = rows.iter().filter(|row| row.kind.is_serious()).collect();
    let count = |kind: FindingKind| rows.iter().filter(|row| row.kind == kind).count();
    let others = FindingKind::ALL.into_iter().filter(|kind| !kind.is_serious()).filter(|kind| count(*kind) > 0);
    let others: Vec<String> =
        others.map(|kind| format!("{}: {}", kind.say(language), counted(language, count(kind)))).collect();
    let row = |row: &&FindingRow| {
        let meaning = if row.kind <= FindingKind::SharedAccount { Meaning::Bad } else { Meaning::Attention };
        let cells = vec![
            state(meaning, &row.kind.say(language)),
            html! { (row.name) },
            small(&row.compared),
            figure(&row.amount),
        ];
        Row::leading_to(partner_path(row.partner), cells)
    };
    let column = |name: &str| text!(language, &format!("office_payouts.column.{name}"));
    let shown = Table {
        caption: text!(language, "office_payouts.sheet.findings"),
        columns: vec![
            Column::state(column("finding")),
            Column::text(column("partner")),
            Column::text(column("compared")),
            Column::figure(column("amount")),
        ],
        rows: serious.iter().take(ROWS_MAX).map(row).collect(),
        ..Table::default()
    };
    let lead = if serious.is_empty() {
        text!(language, "office_payouts.finding.none")
    } else {
        text!(language, "office_payouts.finding.some", count = counted(language, serious.len()))
    };
    section_with(&Section {
        heading: text!(language, "office_payouts.sheet.findings"),
        lead: Some(lead),
        action: None,
        body: html! {
            @if !serious.is_empty() { (table(language, &shown)) }
            @if !others.is_empty() { p { (small(&others.join(" · "))) } }
        },
    })
}
