//! The rules, tested through what each room shows.

mod access;
mod billing;
mod cases;
mod checks;
mod orders;
mod partners;
mod payments;
mod returns;
mod sequences;
mod shipping;
mod shop;
mod stage;
mod stock;
