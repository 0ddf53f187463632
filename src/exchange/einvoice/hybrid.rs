//! The PDF that carries its own data (ZUGFeRD / Factur-X, profile EN 16931).

use std::time::SystemTime;

use en16931::profiles::En16931;
use en16931::validation::profile::Validated;
use en16931_formats::zugferd::{EmbedOptions, Metadata, embed};

use crate::exchange::einvoice::model::model;
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::exchange::einvoice::written::Einvoice;
use crate::exchange::print::Document;

/// The printed document with its data inside. The same document gives the same bytes whenever it is made.
pub fn hybrid_pdf(einvoice: &Einvoice, printed: &Document, title: &str) -> Result<Document, EinvoiceTrouble> {
    let proof = zugferd_proof(einvoice)?;
    let about =
        Metadata { title: title.to_owned(), subject: title.to_owned(), author: einvoice.issuer.legal_name.clone() };
    let options = EmbedOptions {
        metadata: Some(about),
        modified: Some(SystemTime::from(einvoice.invoice.issued_at.timestamp())),
        ..EmbedOptions::default()
    };
    let bytes = embed(&printed.bytes, &proof, &options).map_err(|error| EinvoiceTrouble::Library(error.to_string()))?;
    Ok(Document { name: printed.name.clone(), bytes })
}

pub(super) fn zugferd_proof(einvoice: &Einvoice) -> Result<Validated<En16931>, EinvoiceTrouble> {
    Validated::new(model(einvoice)?).map_err(|rejected| EinvoiceTrouble::of(&rejected))
}
