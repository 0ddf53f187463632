//! Long work apart from whoever asked for it: a bug in it ends the work, and is told like any other trouble.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::store::Fault;

/// Does the work; a fault where a bug stopped it.
pub fn guarded<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        tracing::error!(what, "a bug stopped this work");
        Fault::new("a bug stopped this work; nothing of it was kept").about(what)
    })
}
