//! Customer accounts: what a person is as a buyer.
//!
//! - *Customer*: a person or company with a customer number, a price role and the partner who is credited.
//! - *Terms*: when a customer pays, what is let off who pays sooner, and whether an order may leave unpaid.

pub(super) mod checks;
mod commands;
mod customer;
mod einvoices;
mod events;
mod list;
mod records;
mod terms;

pub(in crate::business) use commands::add_brought;
pub use commands::{NewCustomer, change_customer, close_customer, open_customer, register_customer};
pub use customer::{Customer, CustomerGroup};
pub use einvoices::{EinvoiceTerms, einvoice_terms, set_einvoice_terms};
pub use events::{CustomerChanged, CustomerClosed, CustomerOpened, EinvoiceTermsSet, PaymentTermsSet};
pub use list::{CustomerOrder, CustomerRow, CustomerWish, FoundCustomers, find_customers};
pub(in crate::business) use list::{find_brought, see_brought};
pub use records::{TABLES, customer, customer_by_number, customer_of_person, customers, customers_of_partner};
pub use terms::{CustomerTerms, REASON_SIGNS_MAX, own_terms, payment_terms_at, set_payment_terms, terms_history};
