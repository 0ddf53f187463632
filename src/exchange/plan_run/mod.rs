//! What a plan gives on facts without a firm, as JSON, as CSV and in sentences; `docs/FORMATS.md` fixes keys and
//! columns. The same plan and facts give the same bytes.
//!
//! - *Settled*: plan, facts with their names, outcome, checks and what is left to the next period, side by side.
//! - *Row*: one line, person, breakage or check with every number written out.

mod csv;
mod explain;
mod json;
mod rows;
mod say;
mod settled;

pub use csv::{CsvFile, write_carry, write_csv};
pub use explain::{Explained, ExplainedBonus, explain_person};
pub use json::{explained_json, write_json};
pub use say::{say_explained, say_settled};
pub use settled::{Settled, SettledTrouble, settle_files, settle_files_after};
