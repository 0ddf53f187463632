//! What tests that go through the pages are written with: a firm in a folder of its own, and browsers in front of it.
//!
//! ```
//! let firm = Firm::new();
//! let mut clerk = firm.signed_in("office");
//! clerk.get("/office/customers").sees("Kunden");
//! clerk.submit("/office/customers/new", &[("last_name", "Huber")]).goes_to("/office/customers/1");
//! firm.read(|view| …); firm.write(|tx| …);
//! ```
//!
//! The clock stands still at `MORNING` until `firm.set_clock`. A form that was accepted must have left a journal
//! entry, whoever sent it: `Browser` looks after every post.

mod browser;
mod firm;
mod html;

pub use browser::{Browser, Shown};
pub use firm::{Firm, MORNING, PASSWORD, at, forget_tariffs, open_shop};
