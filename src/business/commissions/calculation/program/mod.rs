//! From formulas to a program: every value of every person is a *column*, and columns are reckoned in an order in
//! which each needs only what is known already.
//!
//! - *Column*: one number for every place: millionths, a truth as 0 or 1, a rank, or the number of a word.
//! - *Recipe*: the steps that give a column from others, for many places at once.
//! - *Stage*: columns that are reckoned together. Those that need themselves from below, such as a group volume
//!   without the groups of directors, go level by level from the deepest upwards; those that need themselves from
//!   above go downwards; all others at once.

mod build;
mod order;
mod recipe;

pub use build::{ColumnPlace, Program, StandingOf, compile};
pub use order::{Stage, Way};
pub use recipe::{ColumnSource, Given, Recipe, RecipeStep};
