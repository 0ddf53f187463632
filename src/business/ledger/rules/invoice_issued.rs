//! An invoice: what the buyer owes, what was earned, and the tax on it, both kept apart by the tax that they bear.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey, TaxTag, receivables_of};
use crate::values::{CustomerId, Money};

/// The sums of a document as it is printed; a credit note has them positive as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFigures {
    pub customer: Option<CustomerId>,
    pub gross: Money,
    pub groups: Vec<TaxedSum>,
}

/// What is sold under one tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxedSum {
    pub tag: TaxTag,
    pub net: Money,
    pub tax: Money,
}

pub fn invoice_issued(document: &DocumentFigures) -> Booked {
    let of = |account, group: &TaxedSum| LedgerKey { account, sub_account: group.tag.sub_account() };
    let groups = &document.groups;
    let revenue = groups.iter().map(|group| (of(LedgerAccount::Revenue, group), -group.net));
    let taxes = groups.iter().map(|group| (of(LedgerAccount::OutputVat, group), -group.tax));
    let owed = (receivables_of(document.customer), document.gross);
    Booked::new("invoice_issued", [owed].into_iter().chain(revenue).chain(taxes).collect())
}
