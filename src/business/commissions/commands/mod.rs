//! What is done with plans and runs: one file a verb.

mod adopt_plan;
mod calculate_run;
mod cancel_run;
mod in_turn;
mod moved;
mod open_correction;
mod open_run;
mod open_to_change;
mod pay_run;
mod post_run;
mod settle_run;
mod submit_run;

pub use adopt_plan::{adopt_plan, shipped_plans};
pub use calculate_run::{calculate_run, calculate_settled_run};
pub use cancel_run::cancel_run;
pub use open_correction::open_correction;
pub use open_run::open_run;
pub use pay_run::pay_run;
pub use post_run::{post_run, post_settled_run, settle_agreed_run};
pub use settle_run::{Settled, settle_run};
pub use submit_run::submit_run;
pub(in crate::business) use submit_run::take_decision;
