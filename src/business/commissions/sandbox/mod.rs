//! The sandbox: closed periods settled once more, by the plan that held and by a changed one, side by side.
//! Nothing of it is kept, and nothing of it touches the books.
//!
//! - *Replay*: a closed period settled again from what is known of it now.
//! - *Pair*: the same figure under the plan that held and under the changed one.

mod compare;
mod comparison;
mod side;

pub use compare::{PERIODS_MAX, closed_runs, compare_plans};
pub use comparison::{Comparison, Named, Pair, PeriodCompared, PersonCompared, RankCompared};
