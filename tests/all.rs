//! All tests but the browser's, in one binary; its rooms mirror `src/`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect fails there and then"
)]

mod app;
mod business;
mod cli;
mod demo;
mod exchange;
mod faults;
mod house;
mod kit;
mod plans;
mod portals;
mod search;
mod store;
mod web;
