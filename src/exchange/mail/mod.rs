//! E-mails, from plain values to the message that a mail server takes.
//!
//! - *Mail*: subject, text, HTML and attachments; the text says everything that the HTML says.
//! - *Writing*: the blocks of a letter in their order, before they are text or HTML.
//! - *Head*: from whom, to whom, when, under which number.
//! - *Mailer*: the talk with the mail server.

mod access;
mod billing;
mod html;
mod mailer;
mod message;
mod orders;
mod partners;
mod payments;
mod plain;
mod reminder;
mod self_billed;
mod shipping;
mod writing;

pub use access::{
    AccountLetter, account_confirmation, account_invitation, email_changed, email_confirmation, email_taken,
    password_reset, test_mail,
};
pub use billing::{BillingLetter, credit_note, invoice};
pub use mailer::{MailTrouble, Mailer};
pub use message::{Head, HeadError, message};
pub use orders::{
    Back, OrderLetter, WithdrawalReceipt, order_cancelled, order_confirmation, order_corrected, withdrawal_receipt,
};
pub use partners::{
    Invitation, RequestDecided, StatementReady, objection_answered, partner_invitation, request_decided,
    statement_ready, terms_accepted,
};
pub use payments::{Prenotice, PrenoticeDebit, prenotice};
pub use reminder::{ReminderLetter, reminder};
pub use self_billed::{SelfBilledLetter, self_billed};
pub use shipping::{ShippingNote, carrier_name, shipping_note};
pub use writing::{Attachment, Mail};
