//! A plan in plain sentences, for the contract of the partners and for whoever wants to read it without its file.
//!
//! - *Paragraph*: a heading with sentences: what counts, who may receive, the ranks, then each bonus.

mod bonus;
mod factor;
mod formula;
mod parts;
mod plan;

pub use factor::{say_factor, say_factor_word, say_times};
pub use parts::{is_condition, named_values, say_condition, say_part};
pub use plan::{Paragraph, say_plan};
