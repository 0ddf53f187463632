//! An invoice: what the buyer owes, what was earned, and the tax on it, one line for each of its kinds.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

/// The sums of a document as it is printed; a credit note has them positive as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFigures {
    pub customer: Option<CustomerId>,
    pub net: Money,
    pub gross: Money,
    /// Each kind of tax by its sub-account.
    pub taxes: Vec<(u64, Money)>,
}

pub fn invoice_issued(document: &DocumentFigures) -> Booked {
    let revenue = (LedgerKey::whole(LedgerAccount::Revenue), -document.net);
    let taxes = document.taxes.iter().map(|(sub_account, tax)| {
        let key = LedgerKey { account: LedgerAccount::OutputVat, sub_account: *sub_account };
        (key, -*tax)
    });
    let lines = [(receivables_of(document.customer), document.gross), revenue].into_iter().chain(taxes);
    Booked::new("invoice_issued", lines.collect())
}
