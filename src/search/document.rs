//! What is put into the index, what is taken out of it, and what it answers.

/// What a document is, as a stable number that the caller gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u8);

/// One thing that can be found. Texts may hold all languages side by side.
#[derive(Clone, Debug)]
pub struct Document {
    pub kind: Kind,
    pub id: u64,
    /// Shown, and searched first: the name of the thing.
    pub title: String,
    /// Shown, and searched second: what tells it from its namesakes.
    pub subtitle: String,
    /// Searched last, never shown.
    pub body: String,
    /// Numbers, e-mail addresses, article numbers: found whole or by their beginning, no typos.
    pub exact: Vec<String>,
    /// Who may see it: an asker needs at least one of these.
    pub scopes: Vec<String>,
    /// Decides among equally good hits; larger comes first.
    pub weight: u16,
}

/// One step of a batch.
#[derive(Clone, Debug)]
pub enum Change {
    /// Add the document, or replace the one of the same kind and id.
    Put(Document),
    Remove {
        kind: Kind,
        id: u64,
    },
}

impl Change {
    /// Which document the change concerns.
    pub fn key(&self) -> (Kind, u64) {
        match self {
            Change::Put(document) => (document.kind, document.id),
            Change::Remove { kind, id } => (*kind, *id),
        }
    }
}

/// One answer, best first in a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: Kind,
    pub id: u64,
    pub title: String,
    pub subtitle: String,
    /// Comparable only within one answer.
    pub score: u32,
}
