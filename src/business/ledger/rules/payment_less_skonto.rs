//! A buyer paid in time, less Skonto: the item is settled as a whole, and what was let off lowers what was earned and
//! the tax on it (§ 16 UStG 1994, § 17 UStG).

use crate::business::ledger::rules::{Booked, TaxedSum, payment_received};
use crate::business::ledger::{LedgerAccount, LedgerKey, receivables_of};
use crate::values::{CustomerId, Money};

pub fn payment_less_skonto(customer: Option<CustomerId>, received: Money, let_off: &[TaxedSum]) -> Booked {
    let whole = let_off.iter().fold(received, |sum, part| sum + part.net + part.tax);
    let mut lines = payment_received(customer, received).lines().to_vec();
    lines.retain(|(key, _)| *key != receivables_of(customer));
    lines.extend(less_sold(let_off));
    lines.push((receivables_of(customer), -whole));
    Booked::new("payment_less_skonto", lines)
}

/// Recorded by mistake, and taken back.
pub fn less_skonto_reversed(customer: Option<CustomerId>, received: Money, let_off: &[TaxedSum]) -> Booked {
    payment_less_skonto(customer, received, let_off).opposite("payment_reversed")
}

/// The opposite of a sale, on an account of its own.
pub(super) fn less_sold(let_off: &[TaxedSum]) -> Vec<(LedgerKey, Money)> {
    let key = |account, part: &TaxedSum| LedgerKey { account, sub_account: part.tag.sub_account() };
    let net = let_off.iter().map(|part| (key(LedgerAccount::SkontoGiven, part), part.net));
    net.chain(let_off.iter().map(|part| (key(LedgerAccount::OutputVat, part), part.tax))).collect()
}
