//! What leaves the house on paper: PDF/A-3b files from one layout, tagged, in the reader's language.
//!
//! - *Letterhead*: whose paper it is, with the logo.
//! - *Letter*: the layout of a business letter (DIN 5008, form B); every document is one.
//! - *Line*: shaped and measured text; *Mark*: something at a place on a page; *Paper*: all pages before they are
//!   a file.
//! - *Document*: the finished file with its name.

mod delivery_note;
mod document;
mod drawing;
mod extract;
mod fonts;
mod giro;
mod invoice;
mod length;
mod letter;
mod line;
mod logo;
mod mandate_form;
mod order_confirmation;
mod outline;
mod paper;
mod pdf;
mod pay;
mod pick_list;
mod reminder;
mod self_billed;
mod statement;
mod table;
mod year;

pub use delivery_note::{DeliveryLine, DeliveryNote, delivery_note};
pub use document::{Document, PrintError};
pub use extract::{ExtractPrint, extract};
pub use invoice::{BillingPrint, billing_title, invoice};
pub use letter::Letterhead;
pub use logo::is_printable_logo;
pub use mandate_form::{MandateForm, mandate_form};
pub use order_confirmation::{OrderConfirmation, order_confirmation};
pub use pick_list::{PickRow, PickSheet, pick_list};
pub use reminder::{ReminderPrint, reminder};
pub use self_billed::{SelfBilledPrint, self_billed, self_billed_title};
pub use statement::{Payout, StatementPrint, StatementRow, SummaryRow, statement};
pub use year::{YearPrint, year};
