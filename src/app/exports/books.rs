//! The postings of the ledger, and the journal.

use std::io::{self, Write};
use std::ops::ControlFlow;

use crate::app::exports::{A_PAGE, unwritten};
use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::ledger::{LedgerAccount, LedgerKey, TaxTag, postings, rate_of_sub_account};
use crate::business::partners::partner;
use crate::business::view::View;
use crate::exchange::journal::entry_in_json;
use crate::exchange::tables::write;
use crate::store::{Read, each_entry};
use crate::values::{CustomerId, PartnerId, Period};

const LEDGER_COLUMNS: [&str; 14] = [
    "posting",
    "day",
    "booked_at",
    "rule",
    "about",
    "account",
    "sub_account",
    "amount",
    "currency",
    "reverses",
    "document",
    "tax_country",
    "tax_category",
    "tax_rate",
];

/// One row for each line of each posting, oldest first; debit is positive, credit negative.
pub(super) fn ledger_table(view: &View<'_>, period: Option<Period>) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::new();
    let mut last = None;
    loop {
        let page = postings(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { break };
        last = Some(*oldest);
        all.extend(page.into_iter().filter(|(_, posting)| period.is_none_or(|period| period.contains(posting.day))));
    }
    all.reverse();
    let rows = all.iter().flat_map(|(id, posting)| {
        posting.lines.iter().map(move |line| {
            let [country, category, rate] = tax_of(line.key);
            vec![
                id.to_string(),
                posting.day.to_string(),
                posting.at.to_string(),
                posting.rule.clone(),
                format!("{}:{}", posting.subject.kind, posting.subject.id),
                line.key.account.word().to_owned(),
                sub_account(view, line.key),
                line.amount.decimal(),
                line.amount.currency().to_string(),
                posting.reverses.map(|id| id.to_string()).unwrap_or_default(),
                posting.document.clone(),
                country,
                category,
                rate,
            ]
        })
    });
    write(&LEDGER_COLUMNS, rows).map_err(unwritten("writing the ledger"))
}

/// Whose account it is: number of a customer or partner, a tax rate in per cent.
fn sub_account(r: &dyn Read, key: LedgerKey) -> String {
    let number = key.sub_account;
    match key.account {
        LedgerAccount::Receivables => {
            customer(r, CustomerId::new(number)).map(|customer| customer.number).unwrap_or_default()
        }
        LedgerAccount::CommissionPayable => {
            partner(r, PartnerId::new(number)).map(|partner| partner.number).unwrap_or_default()
        }
        LedgerAccount::OutputVat => rate_of_sub_account(number).percent(),
        _ => String::new(),
    }
}

/// Country, category and rate under which something was sold; country and category are empty in postings from before
/// they were kept.
fn tax_of(key: LedgerKey) -> [String; 3] {
    if !matches!(key.account, LedgerAccount::Revenue | LedgerAccount::OutputVat | LedgerAccount::SkontoGiven) {
        return Default::default();
    }
    let number = key.sub_account;
    match TaxTag::of_sub_account(number) {
        Some(tag) => [tag.country.to_string(), tag.category.code().to_owned(), tag.rate.percent()],
        None if key.account == LedgerAccount::OutputVat => {
            [String::new(), String::new(), rate_of_sub_account(number).percent()]
        }
        None => Default::default(),
    }
}

/// One entry a line, as JSON.
pub fn write_journal(view: &View<'_>, period: Option<Period>, out: &mut dyn Write) -> io::Result<()> {
    let mut written = Ok(());
    each_entry(view, 1, usize::MAX, |entry| {
        if period.is_none_or(|period| period.contains(entry.at.day_in(view.zone()))) {
            written = writeln!(out, "{}", entry_in_json(&entry));
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written
}
