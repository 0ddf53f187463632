//! Commission runs as finance and management see them: the list, the sheet with its way, statements, simulation,
//! and the sandbox.
//!
//! - *Way*: the steps of a run from opening to payout, and the one that can be taken next.
//! - *Breakage*: pay that nobody was entitled to.

mod breakage;
mod cancel;
mod correct;
mod deeds;
mod evidence;
mod extract;
mod files;
mod list;
mod new;
mod objection;
mod pay;
mod plans;
mod post;
mod sandbox;
mod self_billed;
mod sheet;
mod simulation;
mod statement;
mod statements;
mod way;
mod words;
mod year;

use crate::business::failure::Failure;
use crate::values::{PartnerId, RunId};
use crate::web::Routes;

pub use extract::extract_path;
pub use list::list_path;
pub use plans::short_hash;
pub use statements::left_out_state;
pub use words::{Sums, bonus_table, check_table, run_name, sum_tiles};
pub use year::year_path;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(new::routes())
        .and(plans::routes())
        .and(simulation::routes())
        .and(sandbox::routes())
        .and(evidence::routes())
        .and(extract::routes())
        .and(objection::routes())
        .and(self_billed::routes())
        .and(year::routes())
        .and(sheet::routes())
        .and(deeds::routes())
        .and(post::routes())
        .and(pay::routes())
        .and(cancel::routes())
        .and(correct::routes())
        .and(statements::routes())
        .and(statement::routes())
        .and(breakage::routes())
        .and(files::routes())
}

/// The run that a path names.
fn run_id(text: &str) -> Result<RunId, Failure> {
    RunId::parse(text).ok_or_else(Failure::not_found)
}

/// The partner that a path names.
fn partner_id(text: &str) -> Result<PartnerId, Failure> {
    PartnerId::parse(text).ok_or_else(Failure::not_found)
}
