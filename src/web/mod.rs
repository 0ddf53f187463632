//! The kit for pages. Knows HTTP and HTML, not the firm's rules.

pub mod gallery;
pub mod page;
pub mod parts;
