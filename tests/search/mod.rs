//! The search index, through what the room shows.

mod finding;
mod keeping;
mod pending;
mod robust;
mod samples;
