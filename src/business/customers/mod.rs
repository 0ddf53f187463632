//! Customer accounts: what a person is as a buyer.
//!
//! - *Customer*: a person or company with a customer number, a price role and the partner who is credited.

pub(super) mod checks;
mod commands;
mod customer;
mod einvoices;
mod events;
mod list;
mod records;

pub(in crate::business) use commands::add_brought;
pub use commands::{NewCustomer, change_customer, close_customer, open_customer, register_customer};
pub use customer::{Customer, CustomerGroup};
pub use einvoices::{EinvoiceTerms, einvoice_terms, set_einvoice_terms};
pub use events::{CustomerChanged, CustomerClosed, CustomerOpened, EinvoiceTermsSet};
pub use list::{CustomerOrder, CustomerRow, CustomerWish, FoundCustomers, find_customers};
pub(in crate::business) use list::{find_brought, see_brought};
pub use records::{TABLES, customer, customer_by_number, customer_of_person, customers, customers_of_partner};
