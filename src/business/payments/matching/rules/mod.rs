//! The rules by which a line is matched, each in a file of its own, in the order in which they are asked.
//!
//! A line that fits none of them waits. Skonto is no rule of its own: `amounts::exact` knows it, to the cent and in time.

mod belonging;
mod bundle;
mod bundle_of_payer;
mod debit_back;
mod money_out;
mod name_and_amount;
mod one_slip;
mod only_one_owed;
mod other_amount;
mod paid_twice;
mod whole_number;

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Books, MatchReason, PaymentLine, Proposal};

/// What a line pays, by everything that is known before it.
pub fn decide(books: &Books, line: &PaymentLine) -> Proposal {
    if books.is_own(&line.iban) || line.amount.is_zero() {
        return Proposal::wait(&[]);
    }
    let seen = Evidence::of(books, line);
    let rules: &[fn(&Evidence<'_>) -> Option<Proposal>] = if line.amount.is_negative() {
        &[debit_back::debit_back, money_out::credit_note_paid_out]
    } else {
        &[
            whole_number::whole_number,
            belonging::fee_named_by_invoice,
            bundle::all_named,
            one_slip::one_slip,
            bundle_of_payer::some_named,
            bundle_of_payer::list_cut_off,
            bundle_of_payer::everything_owed,
            only_one_owed::only_one_owed,
            other_amount::other_amount,
            paid_twice::paid_twice,
            name_and_amount::name_and_amount,
        ]
    };
    rules.iter().find_map(|rule| rule(&seen)).unwrap_or_else(|| Proposal::wait(&[MatchReason::PayerUnknown]))
}
