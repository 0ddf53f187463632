//! Money is asked for before anything is delivered: its tax is owed, and nothing is earned yet.

use crate::business::ledger::rules::{Booked, DocumentFigures};
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};

pub fn down_payment_invoiced(document: &DocumentFigures) -> Booked {
    let mut lines = vec![(receivables_of(document.customer), document.gross)];
    for group in &document.groups {
        let of = |account| LedgerKey { account, sub_account: group.tag.sub_account() };
        lines.push((of(LedgerAccount::DownPayments), -group.net));
        lines.push((of(LedgerAccount::OutputVat), -group.tax));
    }
    Booked::new("down_payment_invoiced", lines)
}
