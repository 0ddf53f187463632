//! From a document to the file of a format.

use en16931::profiles::XRechnung;
use en16931::validation::profile::Validated;
use en16931_formats::Syntax;

use crate::business::billing::Invoice;
use crate::business::firm::Issuer;
use crate::exchange::einvoice::ebinterface::ebinterface_xml;
use crate::exchange::einvoice::hybrid::zugferd_proof;
use crate::exchange::einvoice::model::xrechnung_model;
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::values::{Day, EinvoiceFormat, Email};

/// The document as it was issued, and what it names that stands elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Einvoice<'e> {
    pub invoice: &'e Invoice,
    pub issuer: &'e Issuer,
    /// Empty for guests.
    pub customer_number: &'e str,
    pub order_number: &'e str,
    pub buyer_email: &'e Email,
    /// BT-10, in Germany the Leitweg-ID of an authority; empty where the buyer has told none.
    pub buyer_reference: &'e str,
    /// The invoice that a credit note takes back: its number and its day.
    pub credited: Option<(&'e str, Day)>,
}

/// One file, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EinvoiceFile {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// The data alone, in one of the formats that are no PDF.
pub fn einvoice_xml(einvoice: &Einvoice, format: EinvoiceFormat) -> Result<EinvoiceFile, EinvoiceTrouble> {
    let xml = match format {
        EinvoiceFormat::Zugferd => en16931_formats::write(&zugferd_proof(einvoice)?, Syntax::Cii).xml,
        EinvoiceFormat::XrechnungUbl => en16931_formats::write(&xrechnung_proof(einvoice)?, Syntax::Ubl).xml,
        EinvoiceFormat::XrechnungCii => en16931_formats::write(&xrechnung_proof(einvoice)?, Syntax::Cii).xml,
        EinvoiceFormat::Ebinterface => ebinterface_xml(einvoice)?,
    };
    let name = format.file_name(&einvoice.invoice.number);
    Ok(EinvoiceFile { name, media_type: format.media_type(), bytes: xml.into_bytes() })
}

/// What keeps a document from going out in a format; `None` when nothing does.
pub fn einvoice_trouble(einvoice: &Einvoice, format: EinvoiceFormat) -> Option<EinvoiceTrouble> {
    match format {
        EinvoiceFormat::Zugferd => zugferd_proof(einvoice).err(),
        EinvoiceFormat::XrechnungUbl | EinvoiceFormat::XrechnungCii => xrechnung_proof(einvoice).err(),
        EinvoiceFormat::Ebinterface => ebinterface_xml(einvoice).err(),
    }
}

fn xrechnung_proof(einvoice: &Einvoice) -> Result<Validated<XRechnung>, EinvoiceTrouble> {
    Validated::new(xrechnung_model(einvoice)?).map_err(|rejected| EinvoiceTrouble::of(&rejected))
}
