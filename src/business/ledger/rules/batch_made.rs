//! Balances of partners leave in their parts: to the bank, into the reserve, as credit for the shop, and for the fee.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Currency, Money, PartnerId};

/// The parts of one balance; together they are the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidOut {
    pub partner: PartnerId,
    pub balance: Money,
    pub reserve: Money,
    pub credit: Money,
    pub fee: Money,
    pub transfer: Money,
}

pub fn batch_made(parts: &[PaidOut]) -> Booked {
    let mut lines = Vec::with_capacity(parts.len() + 2);
    for part in parts {
        lines.push((LedgerKey::of_partner(LedgerAccount::CommissionPayable, part.partner), part.balance));
        lines.push((LedgerKey::of_partner(LedgerAccount::CommissionReserve, part.partner), -part.reserve));
        lines.push((LedgerKey::of_partner(LedgerAccount::ShopCredit, part.partner), -part.credit));
    }
    // SEPA moves euros and nothing else.
    let sum = |of: fn(&PaidOut) -> Money| parts.iter().fold(Money::zero(Currency::EUR), |sum, part| sum + of(part));
    lines.push((LedgerKey::whole(LedgerAccount::PayoutFees), -sum(|part| part.fee)));
    lines.push((LedgerKey::whole(LedgerAccount::CommissionInTransit), -sum(|part| part.transfer)));
    Booked::new("batch_made", lines)
}
