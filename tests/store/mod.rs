//! The store: what it promises about rows, groups, the journal, and a power that may fail at any moment.

pub mod disk;
mod full_disk;
mod journal;
mod overlay;
mod packed;
mod power_cut;
pub mod rows;
mod schema;
