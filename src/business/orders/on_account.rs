//! Who may order now and pay later: by the terms, the credit line and what is late. Invoices of orders that were placed
//! are never held back.

use crate::business::customers::{credit_line, credit_used, payment_terms_at};
use crate::business::failure::Complaint;
use crate::business::firm::sales_terms;
use crate::business::orders::{Order, PaymentMethod};
use crate::store::Read;
use crate::values::{CustomerId, Day, Instant, Money};

/// How somebody stands who would like to pay later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnAccount {
    /// Whether the terms allow it at all.
    pub is_allowed: bool,
    /// `None` where nothing limits it.
    pub line: Option<Money>,
    pub used: Option<Money>,
    /// Since when something is late, where that keeps from ordering.
    pub late_since: Option<Day>,
}

impl OnAccount {
    pub fn of(r: &dyn Read, customer: Option<CustomerId>, (now, today): (Instant, Day)) -> OnAccount {
        let used = customer.and_then(|id| credit_used(r, id));
        let oldest = used.as_ref().and_then(|used| used.oldest_due);
        let is_late = |due: &Day| {
            let days = sales_terms(r).overdue_days;
            days.is_some_and(|days| today.days_since(*due) > i32::from(days))
        };
        OnAccount {
            is_allowed: payment_terms_at(r, customer, now).on_account,
            line: customer.and_then(|id| credit_line(r, id)),
            used: used.map(|used| used.total()),
            late_since: oldest.filter(is_late),
        }
    }

    /// What is left of the line; negative where more is used than it is.
    pub fn free(self) -> Option<Money> {
        self.line.map(|line| self.used.map_or(line, |used| line - used))
    }

    /// Why an order of this sum is not placed on account, and what to do instead.
    pub fn complaints(self, total: Money) -> Vec<Complaint> {
        if !self.is_allowed {
            return vec![Complaint::new("terms.refusal.not_on_account").at("payment")];
        }
        let late = self.late_since.map(|day| Complaint::new("credit.refusal.late").at("payment").with("day", day));
        late.into_iter().chain(self.line_complaint(total)).collect()
    }

    /// Whether the line bears so much more.
    pub fn line_complaint(self, more: Money) -> Option<Complaint> {
        let (line, free) = self.line.zip(self.free())?;
        let complaint = || {
            let free = free.max(Money::zero(free.currency()));
            let complaint = Complaint::new("credit.refusal.line").at("payment");
            complaint.with("line", line).with("free", free).with("total", more)
        };
        (more.currency() != line.currency() || more > free).then(complaint)
    }
}

/// Why an order is not placed on account.
pub(super) fn on_account_complaints(r: &dyn Read, order: &Order, moment: (Instant, Day)) -> Vec<Complaint> {
    if order.payment_method != PaymentMethod::Invoice {
        return Vec::new();
    }
    OnAccount::of(r, order.buyer.customer, moment).complaints(order.totals().gross)
}

/// Why an order on account is not made larger.
pub(super) fn larger_complaint(
    r: &dyn Read,
    before: &Order,
    after: &Order,
    moment: (Instant, Day),
) -> Option<Complaint> {
    let more = after.totals().gross - before.totals().gross;
    if after.payment_method != PaymentMethod::Invoice || !more.is_positive() {
        return None;
    }
    OnAccount::of(r, after.buyer.customer, moment).line_complaint(more)
}
