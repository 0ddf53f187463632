//! How a supply is taxed, in the codes of EN 16931 (BT-151, BT-118; UNTDID 5305).

use en16931::invoice::{Code, VatBreakdown};

use crate::business::billing::Invoice;
use crate::business::orders::{self, TaxReason};
use crate::exchange::einvoice::amounts::{amount, percentage, shown};
use crate::text;
use crate::values::{Money, Rate};

/// Of a line or a sum of a document.
pub(super) fn category(invoice: &Invoice, rate: Rate) -> &'static str {
    orders::category(invoice.tax_reason, rate).code()
}

/// Why there is no VAT, in the language of the document (BT-120).
pub(super) fn reason(invoice: &Invoice) -> Option<String> {
    invoice.tax_reason.map(|reason| text!(invoice.language, &reason.text_key()))
}

/// What is taxed at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub rate: Rate,
    pub net: Money,
    pub tax: Money,
}

/// One group a rate, as the document has reckoned it. The sums of a document leave out rates at which nothing is
/// charged, such as that of a free sample; its lines want their group all the same (BR-CO-18, BR-S-01).
pub(super) fn groups(invoice: &Invoice) -> Vec<Group> {
    let own = invoice.totals.groups.iter().map(|group| Group {
        rate: group.rate,
        net: shown(invoice, group.net),
        tax: shown(invoice, group.tax),
    });
    let mut groups: Vec<Group> = own.collect();
    let zero = Money::zero(invoice.totals.net.currency());
    for line in &invoice.lines {
        if !groups.iter().any(|group| group.rate == line.vat_rate) {
            groups.push(Group { rate: line.vat_rate, net: zero, tax: zero });
        }
    }
    groups
}

/// BG-23.
pub(super) fn breakdown(invoice: &Invoice) -> Vec<VatBreakdown> {
    let group = |group: Group| VatBreakdown {
        taxable_amount: amount(group.net),
        tax_amount: amount(group.tax),
        category: Code::new(category(invoice, group.rate)),
        rate: Some(percentage(group.rate)),
        exemption_reason: reason(invoice),
        exemption_reason_code: invoice.tax_reason.and_then(TaxReason::vatex).map(Code::new),
    };
    groups(invoice).into_iter().map(group).collect()
}
