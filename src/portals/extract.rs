//! The extract of a partner's books as page and as file: the partner's own pages and those of the office lay their
//! frames around it.

mod asked;
mod file;
mod page;

pub use asked::ExtractAsked;
pub use file::extract_file;
pub use page::{ExtractPlace, ExtractShown, extract_page, with_refusal};
