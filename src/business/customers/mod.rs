//! Customer accounts: what a person is as a buyer.
//!
//! - *Customer*: a person or company with a customer number, a price role and the partner who is credited.
//! - *Terms*: when a customer pays, what is let off who pays sooner, and whether an order may leave unpaid.
//! - *Credit line*: how much a customer may owe; what is used of it are open items and orders on account that have no
//!   invoice yet.

pub(super) mod checks;
mod commands;
mod credit;
mod customer;
mod einvoices;
mod events;
mod list;
mod records;
mod terms;

pub(in crate::business) use commands::add_brought;
pub use commands::{NewCustomer, change_customer, close_customer, open_customer, register_customer};
pub use credit::{
    CreditLine, CreditRelease, CreditUsed, all_credit_used, credit_line, credit_line_history, credit_release,
    credit_used, customers_with_line, set_credit_line,
};
pub(in crate::business) use credit::{keep_credit_used, note_credit_release, release_complaint};
pub use customer::{Customer, CustomerGroup};
pub use einvoices::{EinvoiceTerms, einvoice_terms, set_einvoice_terms};
pub use events::{
    CreditLineSet, CreditReleased, CustomerChanged, CustomerClosed, CustomerOpened, EinvoiceTermsSet, PaymentTermsSet,
};
pub use list::{CustomerOrder, CustomerRow, CustomerWish, FoundCustomers, find_customers};
pub(in crate::business) use list::{find_brought, see_brought};
pub use records::{TABLES, customer, customer_by_number, customer_of_person, customers, customers_of_partner};
pub use terms::{CustomerTerms, REASON_SIGNS_MAX, own_terms, payment_terms_at, set_payment_terms, terms_history};
