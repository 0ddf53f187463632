//! Addresses for the carriers' own tools: one writer, and a list of columns for each tool.
//!
//! - *Template*: which columns a tool's import has, what stands in each, and how long it may be.
//! - *Shipment*: one parcel as a carrier needs to know it.

mod encoding;
mod shipment;
mod template;
mod write;

pub use encoding::Encoding;
pub use shipment::Shipment;
pub use template::{AUSTRIAN_POST, Column, Field, GLS, Template, template_of};
pub use write::address_file;
