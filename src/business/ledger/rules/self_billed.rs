//! A credit note by which the firm settles commission in its partner's place: the VAT on it, beside the commission that
//! the run has booked. What the partner charges is owed to the partner; what the firm owes in the partner's place (Art.
//! 196 of Directive 2006/112/EC) is owed to the tax office. A small business deducts neither: both are a cost.

use crate::business::ledger::rules::Booked;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::values::{Money, PartnerId};

/// The taxes of one document; negative when it takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfBilledTax {
    pub partner: PartnerId,
    /// On the document, and paid to the partner.
    pub charged: Money,
    /// Owed by the firm itself.
    pub owed: Money,
    pub deducts: bool,
}

/// None where there is no tax at all.
pub fn self_billed(tax: &SelfBilledTax) -> Option<Booked> {
    if tax.charged.is_zero() && tax.owed.is_zero() {
        return None;
    }
    let borne = if tax.deducts { LedgerAccount::InputVat } else { LedgerAccount::CommissionExpense };
    let lines = [
        (LedgerKey::whole(borne), tax.charged + tax.owed),
        (LedgerKey::of_partner(LedgerAccount::CommissionPayable, tax.partner), -tax.charged),
        (LedgerKey::whole(LedgerAccount::ReverseChargeVat), -tax.owed),
    ];
    Some(Booked::new("self_billed", lines.into_iter().filter(|(_, amount)| !amount.is_zero()).collect()))
}

/// Somebody objected to the document: it is no invoice any more, so that nobody deducts VAT by it, and none is paid by it.
/// What the firm owes in the partner's place it owes all the same.
pub fn self_billed_objected(tax: &SelfBilledTax) -> Option<Booked> {
    let charged = SelfBilledTax { charged: -tax.charged, owed: Money::zero(tax.owed.currency()), ..*tax };
    self_billed(&charged).map(|booked| booked.called("self_billed_objected"))
}

/// The document is taken back by another one, whose taxes these are.
pub fn self_billed_cancelled(tax: &SelfBilledTax) -> Option<Booked> {
    self_billed(tax).map(|booked| booked.called("self_billed_cancelled"))
}
