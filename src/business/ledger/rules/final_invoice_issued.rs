//! The invoice that states everything: what it says less what was charged before, each tax by itself. Down payments
//! are earned by it; the tax on them stands right behind them, so that both can be told from sales.

use std::collections::BTreeMap;

use crate::business::ledger::rules::{Booked, DocumentFigures, TaxedSum};
use crate::business::ledger::{LedgerAccount, LedgerKey, TaxTag, receivables_of};
use crate::values::Money;

/// What was charged before for a part of the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargedBefore {
    pub is_down_payment: bool,
    pub gross: Money,
    pub groups: Vec<TaxedSum>,
}

pub fn final_invoice_issued(document: &DocumentFigures, before: &[ChargedBefore]) -> Booked {
    let nothing = Money::zero(document.gross.currency());
    let mut sold: BTreeMap<TaxTag, (Money, Money)> = BTreeMap::new();
    for group in &document.groups {
        let (net, tax) = sold.entry(group.tag).or_insert((nothing, nothing));
        (*net, *tax) = (*net + group.net, *tax + group.tax);
    }
    let (mut owed, mut paid) = (document.gross, Vec::new());
    for charged in before {
        owed -= charged.gross;
        for group in &charged.groups {
            let of = |account| LedgerKey { account, sub_account: group.tag.sub_account() };
            if charged.is_down_payment {
                paid.push((of(LedgerAccount::DownPayments), group.net));
                paid.push((of(LedgerAccount::OutputVat), group.tax));
            } else {
                let (net, tax) = sold.entry(group.tag).or_insert((nothing, nothing));
                (*net, *tax) = (*net - group.net, *tax - group.tax);
            }
        }
    }
    let mut lines = vec![(receivables_of(document.customer), owed)];
    for (tag, (net, tax)) in sold {
        let of = |account| LedgerKey { account, sub_account: tag.sub_account() };
        lines.push((of(LedgerAccount::Revenue), -net));
        lines.push((of(LedgerAccount::OutputVat), -tax));
    }
    lines.extend(paid);
    Booked::new("final_invoice_issued", lines)
}
