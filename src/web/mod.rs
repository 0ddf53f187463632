//! The kit for pages: server, visit, forms, answers, assets, parts. It knows HTTP and HTML, not the firm's rules.
//!
//! - *Visit*: one request with the person behind it, her language, and the way to the data.
//! - *Routes*: a portal's paths, kept as a table beside the router so that tests can walk it.
//! - *Typed*: what a person typed into a form, kept until it has become values.
//! - *Reading*: text to values, with all complaints at once.
//! - *Trouble*: a failure on its way to the person; one layer turns it into a page.

mod answer;
mod assets;
mod chance;
mod choices;
mod complaints;
mod cookies;
mod error_pages;
mod firm_style;
pub mod gallery;
mod headers;
mod page;
pub mod parts;
mod reading;
mod routes;
mod server;
mod stream;
mod typed;
mod visit;

pub use answer::{Answer, Trouble, csv, download, fragment, html_page, redirect, redirect_with_message, see_file};
pub use assets::asset_path;
pub use chance::{from_hex, hex, random};
pub use choices::own_path;
pub use complaints::Complaints;
pub use cookies::{Cookie, clear_cookie};
pub use error_pages::encoded;
pub use firm_style::{AccentFacts, accent_facts};
pub use headers::{framed_by_ours, with_frames_of_ours};
pub use page::{AssetLinks, Frame, FrameFacts, Page, Theme, framed_page};
pub use reading::Reading;
pub use routes::{RouteFact, Routes};
pub use server::{Shared, listen, serve, service};
pub use stream::{Download, download_written};
pub use typed::{Typed, Upload};
pub use visit::{CLAIM_COOKIE, REFERRAL_COOKIE, SignedIn, Visit};
