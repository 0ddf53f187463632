//! What must always hold between bank lines and the payments that they were posted as.

use std::collections::BTreeSet;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::payments::bank::bank_statement_number;
use crate::business::payments::matched::kept::{
    BANK_LINE_TO_HANDLING, LineHandling, LinePlace, PAYMENT_TO_BANK_LINE, matchable_line,
};
use crate::business::payments::payment;
use crate::store::{Read, Span};
use crate::values::{Money, PaymentId};

/// The payments of a line are together its amount, each is found from both sides, and none belongs to two lines.
pub(in crate::business) fn clearings(r: &dyn Read) -> Vec<Defect> {
    let places = r.keys(&PAYMENT_TO_BANK_LINE, Span::all());
    let mut told: BTreeSet<(PaymentId, LinePlace)> =
        places.into_iter().map(|(payment, statement, line)| (payment, (statement, line))).collect();
    let payments: BTreeSet<PaymentId> = told.iter().map(|(payment, _)| *payment).collect();
    let mut wrong: BTreeSet<LinePlace> = BTreeSet::new();
    if payments.len() != told.len() {
        wrong.extend(told.iter().map(|(_, place)| *place));
    }
    for (place, handling) in r.scan(&BANK_LINE_TO_HANDLING, Span::all()) {
        let linked = handling.payments.iter().all(|payment| told.remove(&(*payment, place)));
        if !linked || !adds_up(r, place, &handling) {
            wrong.insert(place);
        }
    }
    // A line that was posted again after it was taken back keeps what its first payments came from.
    let stale = |(id, _): &&(PaymentId, LinePlace)| payment(r, *id).is_some_and(|payment| payment.reversed.is_some());
    wrong.extend(told.iter().filter(|row| !stale(row)).map(|(_, place)| *place));
    wrong.into_iter().map(defect).collect()
}

fn adds_up(r: &dyn Read, place: LinePlace, handling: &LineHandling) -> bool {
    if handling.payments.is_empty() {
        return true;
    }
    let Some(line) = matchable_line(r, place) else { return false };
    let amounts: Option<Vec<Money>> = handling.payments.iter().map(|id| Some(payment(r, *id)?.amount)).collect();
    let Some(amounts) = amounts else { return false };
    let same = amounts.iter().all(|amount| amount.currency() == line.amount.currency());
    same && amounts.iter().map(|amount| amount.minor()).sum::<i64>() == line.amount.minor()
}

fn defect((statement, line): LinePlace) -> Defect {
    let complaint = Complaint::new("checks.payments.bank_line").with("statement", bank_statement_number(statement));
    Defect::new(format!("bank_statement:{statement}"), complaint.with("line", i64::from(line)))
}
