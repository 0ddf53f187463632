//! Who may order now and pay later.

use crate::business::customers::payment_terms_at;
use crate::business::failure::Complaint;
use crate::business::orders::PaymentMethod;
use crate::business::tx::Tx;
use crate::values::CustomerId;

/// Why an order of somebody is not placed on account.
pub(super) fn on_account_complaints(tx: &Tx, customer: Option<CustomerId>, method: PaymentMethod) -> Vec<Complaint> {
    let allowed = method != PaymentMethod::Invoice || payment_terms_at(tx, customer, tx.now()).on_account;
    if allowed { Vec::new() } else { vec![Complaint::new("terms.refusal.not_on_account").at("payment")] }
}
