//! Invoices as data: what the writer needs, loaded from one snapshot for whoever may see the document.

use crate::app::papers::{Paper, may_see, printed};
use crate::business::billing::{self, Asked, Invoice};
use crate::business::customers::{EinvoiceTerms, customer, einvoice_terms};
use crate::business::failure::Failure;
use crate::business::orders::{order, order_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::einvoice::{Einvoice, EinvoiceFile, EinvoiceTrouble, einvoice_trouble, einvoice_xml, hybrid_pdf};
use crate::exchange::print::{self, BillingPrint, Document};
use crate::values::{Day, EinvoiceFormat, Email, InvoiceId};

/// An invoice or credit note in a format: the one that its customer wants where none is named, else ZUGFeRD.
pub fn einvoice_file(
    view: &View,
    id: InvoiceId,
    format: Option<EinvoiceFormat>,
) -> Result<Result<EinvoiceFile, EinvoiceTrouble>, Failure> {
    let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
    let order = order(view, invoice.order).ok_or_else(Failure::not_found)?;
    may_see(view, Permission::BillingView, &order)?;
    let format = format.unwrap_or_else(|| wanted(view, &invoice));
    let has_data = billing::seal(view, id).is_some_and(|seal| seal.has_data);
    if format == EinvoiceFormat::Zugferd
        && has_data
        && let Some(bytes) = billing::paper(view, id)
    {
        let (name, media_type) = (format.file_name(&invoice.number), format.media_type());
        return Ok(Ok(EinvoiceFile { name, media_type, bytes }));
    }
    written(view, &invoice, format)
}

/// What keeps an invoice from going out in each format; nothing where it can.
pub fn einvoice_troubles(
    view: &View,
    id: InvoiceId,
) -> Result<Vec<(EinvoiceFormat, Option<EinvoiceTrouble>)>, Failure> {
    let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
    let order = order(view, invoice.order).ok_or_else(Failure::not_found)?;
    may_see(view, Permission::BillingView, &order)?;
    let named = Named::of(view, &invoice)?;
    let einvoice = named.einvoice(&invoice);
    Ok(EinvoiceFormat::ALL.into_iter().map(|format| (format, einvoice_trouble(&einvoice, format))).collect())
}

/// What the customer of a document had asked for when it was issued; of old documents, what is asked for today.
fn terms(view: &View, invoice: &Invoice) -> Asked {
    let today = || {
        let EinvoiceTerms { format, buyer_reference } =
            invoice.customer.map(|id| einvoice_terms(view, id)).unwrap_or_default();
        let known = invoice.customer.and_then(|id| customer(view, id));
        Asked { customer_number: known.map(|known| known.number).unwrap_or_default(), format, buyer_reference }
    };
    invoice.asked.clone().unwrap_or_else(today)
}

/// The format that the customer of a document wants.
fn wanted(view: &View, invoice: &Invoice) -> EinvoiceFormat {
    terms(view, invoice).format
}

/// For letters: the data that a customer wants beside the PDF; nothing where the PDF carries them, and nothing where
/// they cannot be written, which the sheet of the invoice says.
pub(in crate::app) fn data_beside(view: &View, invoice: &Invoice) -> Result<Option<EinvoiceFile>, Failure> {
    match wanted(view, invoice) {
        EinvoiceFormat::Zugferd => Ok(None),
        format => Ok(written(view, invoice, format)?.inspect_err(|trouble| untold(invoice, trouble)).ok()),
    }
}

/// Whether a letter with this document has to do without data that its buyer's program reads. Private buyers read the
/// picture.
pub(in crate::app) fn lacks_data(view: &View, invoice: &Invoice) -> Result<bool, Failure> {
    let format = wanted(view, invoice);
    if format == EinvoiceFormat::Zugferd && invoice.vat_id.is_none() {
        return Ok(false);
    }
    let named = Named::of(view, invoice)?;
    Ok(einvoice_trouble(&named.einvoice(invoice), format).is_some())
}

fn written(
    view: &View,
    invoice: &Invoice,
    format: EinvoiceFormat,
) -> Result<Result<EinvoiceFile, EinvoiceTrouble>, Failure> {
    let named = Named::of(view, invoice)?;
    let einvoice = named.einvoice(invoice);
    if format != EinvoiceFormat::Zugferd {
        return Ok(einvoice_xml(&einvoice, format));
    }
    let plain = named.print(invoice)?;
    let hybrid = hybrid_pdf(&einvoice, &plain, &print::billing_title(invoice));
    Ok(hybrid.map(|document| EinvoiceFile {
        name: document.name,
        media_type: EinvoiceFormat::Zugferd.media_type(),
        bytes: document.bytes,
    }))
}

/// On paper, with its data inside; without them where something is missing for them, which is no reason to send none.
/// And whether they are there.
pub(super) fn print_with_data(view: &View, invoice: &Invoice) -> Result<(Document, bool), Failure> {
    let named = Named::of(view, invoice)?;
    let plain = named.print(invoice)?;
    let hybrid = hybrid_pdf(&named.einvoice(invoice), &plain, &print::billing_title(invoice));
    let hybrid = hybrid.inspect_err(|trouble| untold(invoice, trouble));
    Ok(hybrid.map_or((plain, false), |document| (document, true)))
}

/// The paper of a document that is to be kept, whatever is kept already; for whoever seals.
pub(in crate::app) fn print_anew(view: &View, id: InvoiceId) -> Result<(Document, bool), Failure> {
    let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
    print_with_data(view, &invoice)
}

/// A document that leaves without its data stands in the log at least.
fn untold(invoice: &Invoice, trouble: &EinvoiceTrouble) {
    tracing::warn!("{} goes without its data: {trouble:?}", invoice.number);
}

/// What a document names that stands elsewhere.
struct Named {
    paper: Paper,
    customer_number: String,
    order_number: String,
    email: Email,
    reference: String,
    credited: Option<(String, Day)>,
}

impl Named {
    fn of(view: &View, invoice: &Invoice) -> Result<Named, Failure> {
        let order = order(view, invoice.order).ok_or_else(Failure::not_found)?;
        let asked = terms(view, invoice);
        let credited = invoice.credits.and_then(|id| billing::invoice(view, id));
        Ok(Named {
            paper: Paper::kept(view, invoice.issuer.as_ref(), invoice.issued_at)?,
            customer_number: asked.customer_number,
            order_number: order_number(invoice.order),
            email: order.buyer.email,
            reference: asked.buyer_reference,
            credited: credited.map(|credited| (credited.number, credited.day)),
        })
    }

    fn einvoice<'n>(&'n self, invoice: &'n Invoice) -> Einvoice<'n> {
        Einvoice {
            invoice,
            issuer: &self.paper.issuer,
            customer_number: &self.customer_number,
            order_number: &self.order_number,
            buyer_email: &self.email,
            buyer_reference: &self.reference,
            credited: self.credited.as_ref().map(|(number, day)| (number.as_str(), *day)),
        }
    }

    fn print(&self, invoice: &Invoice) -> Result<Document, Failure> {
        printed(print::invoice(&BillingPrint {
            head: self.paper.head(),
            invoice,
            customer_number: self.customer_number.clone(),
            credited_number: self.credited.as_ref().map(|(number, _)| number.clone()).unwrap_or_default(),
        }))
    }
}
