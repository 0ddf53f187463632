//! What the world does to us: a disk that fails, a file that lies. Latched, so that queries stay plain.

use std::cell::RefCell;
use std::fmt;

/// One failure with the context in which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    pub fn new(what: impl Into<String>) -> Fault {
        Fault(what.into())
    }

    /// Adds what was being done when it happened.
    pub fn about(self, doing: &str) -> Fault {
        Fault(format!("{doing}: {}", self.0))
    }

    /// A disk without room answers with this; the person must hear it in plain words.
    pub fn is_disk_full(&self) -> bool {
        self.0.contains("No space left") || self.0.contains("StorageFull") || self.0.contains("os error 28")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// Holds the first fault of a reading or a command. The door asks it before it hands out a result.
#[derive(Default)]
pub struct Latch(RefCell<Option<Fault>>);

impl Latch {
    pub fn set(&self, fault: Fault) {
        self.0.borrow_mut().get_or_insert(fault);
    }

    pub fn take(&self) -> Option<Fault> {
        self.0.borrow_mut().take()
    }

    pub fn is_set(&self) -> bool {
        self.0.borrow().is_some()
    }
}
