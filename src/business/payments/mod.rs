//! Money in and out.
//!
//! - *Payment*: money that came in for an order, or went back.
//! - *Settlement*: what is owed for an order and what has come in.
//! - *Let off*: the Skonto of a payment that came in time, by the taxes of its goods.
//! - *Batch*: transfers that leave together in one file for the bank, with its sum and hash.
//! - *Hold*: a partner who is paid nothing until somebody lifts it.
//! - *Reserve*: a share of each payment that is held back for a time (Stornoreserve).
//! - *Shop credit*: the share of a payment that may be spent in the shop, or is paid out as money later.
//! - *Bank statement*: what the bank says moved on an account of ours, line by line.
//! - *Bank line*: one movement on a bank statement.
//! - *House account*: an account of ours at a bank.
//! - *Collection*: direct debits that leave together in one file for the bank.
//! - *Mandate*: a customer lets us collect from an account.
//! - *Matching*: which open items a bank line pays; pure.
//! - *Bank day*: a day on which banks move euros.

pub mod bank;
mod bank_day;
mod bank_statement;
pub mod batches;
pub(super) mod checks;
pub mod collections;
mod commands;
mod credit;
mod credit_list;
mod credit_use;
mod events;
mod holds;
mod list;
pub mod mandates;
pub mod matched;
pub mod matching;
mod payment;
mod receivables;
mod payout_terms;
mod records;
mod reserves;
mod settlement;
mod skonto;

pub use bank::{BankFileTaken, BankStatementTaken, HouseAccountSaved};
pub use bank_day::{bank_day_from, is_bank_day};
pub use bank_statement::{
    BankBalance, BankLine, BatchReference, LineKind, LineState, ReasonCode, StatementDraft, StatementKind,
};
pub use batches::{
    Batch, BatchCancelled, BatchConfirmed, BatchDecided, BatchExecuted, BatchExported, BatchFetchedAgain, BatchMade,
    BatchState, BatchSubmitted, ExecutionReversed, Export, Fetch, LeftOut, LeftOutReason, PayPlan, Payout, Transfer,
    TransferReturned, batch_number, cancel_batch, may_cancel_batch, payouts_of_partner, plan_payout, record_fetch,
    submit_batch,
};
pub(in crate::business) use batches::{NewBatch, make_batch};
pub use collections::{
    CollectSettingsChanged, CollectionCancelled, CollectionDecided, CollectionExported, CollectionPrepared,
    DebitLeftOut, DebitRejected, DebitReturned, StatusReportTaken,
};
pub use commands::{NewPayment, record_payment, record_payment_once, reverse_payment};
pub use credit::{
    CreditPaidOut, ShopCreditPaidOut, credit_at_hand, credit_given_back, credit_paid, credit_to_pay_out,
    credit_to_spend, pay_credit_out, place_order_with_credit, shop_credit,
};
pub(in crate::business) use credit::{credit_paid_out, credit_paid_with, give_credit_back};
pub use credit_list::{CreditOrder, CreditRow, CreditState, CreditWish, find_credit};
pub(in crate::business) use credit_use::{check as check_credit_use, note_credit_of, note_credit_use};
pub use credit_use::{credit_use, recount};
pub use events::{PaymentRecorded, PaymentReversed};
pub use holds::{Hold, HoldReason, PayHeld, PayHoldLifted, hold_of, hold_pay, lift_hold};
pub use list::{FoundPayments, PaymentRow, PaymentWay, PaymentWish, find_payments};
pub use mandates::{MandateChanged, MandateConfirmed, MandateResumed, MandateRevoked, MandateSigned};
pub use matched::{BankLinePosted, BankLinePutOff, MatchSettingsChanged};
pub use payment::{Payment, Reversal};
pub use payout_terms::{Balance, PaidParts, PayTerms, PayoutTerms};
pub use receivables::{
    FoundInvoices, InvoiceOrder, InvoiceRow, InvoiceStanding, InvoiceWish, find_invoices, invoice_standing,
};
pub use records::{
    RunTransfer, TABLES, batch, batches, batches_of_run, payment, payments, payments_of_order, transfer_after_run,
};
pub use reserves::{
    Reserve, ReserveForfeited, ReserveFreed, ReserveState, forfeit_reserve, free_reserve, reserve, reserves_of_partner,
};
pub use settlement::{Settlement, settlement};
pub use skonto::{LetOff, skonto_offers};
pub(in crate::business) use skonto::{let_off, take_skonto_back};
