//! Electronic invoices: what a document of ours says, as data that the receiver's program reads (EN 16931).
//!
//! - *Format*: ZUGFeRD / Factur-X (a PDF with the data inside), XRechnung 3 as UBL or CII, ebInterface 6.1.
//! - *E-invoice*: the document as it was issued, and what it names that stands elsewhere.
//! - *Trouble*: what is missing for a format, in sentences that say where to write it down.
//!
//! Amounts are those of the document, never reckoned anew: the paper, the data and the ledger say the same cent.
//! The crates behind it are young and pinned; nothing of them shows outside this folder, and what is written is judged
//! by other people's programs in `tests/validators`.

mod amounts;
mod ebinterface;
mod hybrid;
mod model;
mod parties;
mod read;
mod self_billed;
mod taxes;
mod tree;
mod trouble;
mod written;

pub use hybrid::hybrid_pdf;
pub use read::{INCOMING_BYTES_MAX, IncomingTrouble, read_incoming};
pub use self_billed::{self_billed_hybrid, self_billed_xml};
pub use trouble::EinvoiceTrouble;
pub use written::{Einvoice, EinvoiceFile, einvoice_trouble, einvoice_xml};

/// The notice that the European Committee for Standardization asks for from whoever uses its model.
pub const ATTRIBUTION: &str = en16931::ATTRIBUTION;
