//! The pages of those who work for the firm.

mod customers;
mod products;
