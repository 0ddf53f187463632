//! The rules, tested through what each room shows.

mod cases;
mod orders;
mod shop;
mod stock;
