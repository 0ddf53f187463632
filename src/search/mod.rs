//! Search: tantivy, and nothing of the business. Who may see a document is told by its scopes,
//! what it is by its kind; both are the caller's words, never understood here.
//!
//! The index is derived and disposable: any damage and any change of the program that shapes it
//! makes it anew, and the caller feeds it again with every document.
//!
//! Glossary: a *document* is what can be found; its *exact* values are numbers and addresses, found
//! whole or by their beginning. The *watermark* is the journal number up to which the index knows
//! everything. *Pending* documents are recorded but not yet in the index; they are found all the
//! same. A *form* is a word without case, umlauts and accents; a *root* is the stem of a word or of
//! a part of a compound. *Nearly* means with a typo or two.

mod analysis;
mod batching;
mod clauses;
mod compounds;
mod document;
mod feeding;
mod index;
mod pending;
mod prepared;
mod query;
mod schema;
mod score;
mod shelf;
mod spelling;

pub use document::{Change, Document, Hit, Kind};
pub use feeding::Feeding;
pub use index::{Asked, Index, LIMIT_MAX};
pub use pending::PENDING_MAX;
pub use shelf::{Opened, SearchFault};
