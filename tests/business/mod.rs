//! The rules, tested through what each room shows.

mod cases;
mod orders;
mod partners;
mod shop;
mod stage;
mod stock;
