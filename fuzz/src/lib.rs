//! What every reader promises, whatever it is given: `fuzz_targets/` tries it with inputs nobody thought of, and
//! `tests/exchange/fuzzed.rs` with all inputs that were ever kept in `corpus/` and `mended/`.

mod readers;

pub use readers::{bankcsv, camt, carry, facts, formula, incoming, mt940, pain002, people, period, plan, sales};
