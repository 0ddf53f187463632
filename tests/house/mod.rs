//! The tests that keep the house honest: who may import whom, what stays pure, which words belong to whom.
//!
//! Every check is a function from a source tree to its complaints. It is run over this repository, and over small
//! trees with a planted fault, so that a check which can no longer fail is found out.

mod code;
mod commands;
mod docs;
mod habits;
mod imports;
mod markup;
mod pages;
mod plan_language;
mod purity;
mod rules;
mod sentences;
mod styles;
mod tree;
