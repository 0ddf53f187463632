//! All tests but the browser's, in one binary; its rooms mirror `src/`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect fails there and then"
)]

mod business;
mod house;
mod plans;
mod search;
