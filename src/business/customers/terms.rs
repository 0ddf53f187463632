//! On which terms a customer buys: days, Skonto, and whether on account at all.

use serde::{Deserialize, Serialize};

use crate::business::customers::customer;
use crate::business::customers::events::PaymentTermsSet;
use crate::business::customers::records::CUSTOMER_AND_NUMBER_TO_TERMS;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{PaymentTerms, sales_terms_at};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Span, Stored};
use crate::values::{AccountId, CustomerId, Instant};

/// Terms of one customer as they were agreed; they hold for orders from that instant on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerTerms {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub reason: String,
    /// `None` where those of the firm hold again.
    pub terms: Option<PaymentTerms>,
}

/// Signs of a reason at most.
pub const REASON_SIGNS_MAX: usize = 200;

/// What was agreed with a customer, newest first.
pub fn terms_history(r: &dyn Read, id: CustomerId) -> Vec<CustomerTerms> {
    let rows = r.scan(&CUSTOMER_AND_NUMBER_TO_TERMS, Span::prefix(&(id,)).backwards());
    rows.into_iter().map(|(_, terms)| terms).collect()
}

/// A customer's own terms; `None` where those of the firm hold.
pub fn own_terms(r: &dyn Read, id: CustomerId) -> Option<PaymentTerms> {
    terms_history(r, id).into_iter().next()?.terms
}

/// On which terms somebody bought at an instant; without a customer account on those of the firm.
pub fn payment_terms_at(r: &dyn Read, customer: Option<CustomerId>, at: Instant) -> PaymentTerms {
    let history = customer.map(|id| terms_history(r, id)).unwrap_or_default();
    let own = history.into_iter().find(|known| known.at <= at).and_then(|known| known.terms);
    own.unwrap_or_else(|| sales_terms_at(r, at).payment)
}

/// Agrees on terms, or goes back to those of the firm. What was ordered before keeps its terms.
pub fn set_payment_terms(
    tx: &mut Tx,
    id: CustomerId,
    terms: Option<&PaymentTerms>,
    reason: &str,
) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    let customer = customer(tx, id).ok_or_else(Failure::not_found)?;
    if customer.closed {
        return Err(Complaint::new("customers.refusal.closed").with("number", customer.number).into());
    }
    let mut complaints = terms.map(PaymentTerms::complaints).unwrap_or_default();
    complaints.extend(reason_complaint(reason));
    Failure::unless_empty(complaints)?;
    if own_terms(tx, id).as_ref() == terms {
        return Ok(());
    }
    let told = tx.record(PaymentTermsSet {
        customer: id,
        days: terms.map(|terms| terms.days),
        skonto: terms.map_or(0, |terms| terms.skonto.len()),
        on_account: terms.map(|terms| terms.on_account),
    });
    let r: &dyn Read = tx;
    let number = u32::try_from(r.count(&CUSTOMER_AND_NUMBER_TO_TERMS, Span::prefix(&(id,)))).unwrap_or(u32::MAX);
    let agreed = CustomerTerms {
        at: tx.now(),
        by: tx.actor().account(),
        reason: reason.trim().to_owned(),
        terms: terms.cloned(),
    };
    tx.save(&told, &CUSTOMER_AND_NUMBER_TO_TERMS, &(id, number), &agreed);
    Ok(())
}

/// Whoever changes what was agreed says why.
pub(super) fn reason_complaint(reason: &str) -> Option<Complaint> {
    if reason.trim().is_empty() {
        return Some(Complaint::new("terms.refusal.reason_missing").at("reason"));
    }
    let most = i64::try_from(REASON_SIGNS_MAX).unwrap_or(i64::MAX);
    (reason.chars().count() > REASON_SIGNS_MAX)
        .then(|| Complaint::new("terms.refusal.reason_too_long").at("reason").with("most", most))
}

impl Stored for CustomerTerms {
    const VERSION: u8 = 1;
}
