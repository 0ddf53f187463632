//! How a supply is taxed, in the codes of EN 16931 (BT-151, BT-118; UNTDID 5305).

use en16931::invoice::{Code, VatBreakdown};

use crate::business::billing::Invoice;
use crate::exchange::einvoice::amounts::{amount, percentage, shown};
use crate::values::Rate;

/// Standard rate, also where it is a reduced one, or zero rated.
pub(super) const fn category(rate: Rate) -> &'static str {
    if rate.is_zero() { "Z" } else { "S" }
}

/// BG-23, one group a rate, as the document has reckoned it.
pub(super) fn breakdown(invoice: &Invoice) -> Vec<VatBreakdown> {
    let group = |group: &crate::business::orders::TaxGroup| VatBreakdown {
        taxable_amount: amount(shown(invoice, group.net)),
        tax_amount: amount(shown(invoice, group.tax)),
        category: Code::new(category(group.rate)),
        rate: Some(percentage(group.rate)),
        exemption_reason: None,
        exemption_reason_code: None,
    };
    invoice.totals.groups.iter().map(group).collect()
}
