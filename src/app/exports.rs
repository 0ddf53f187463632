//! Giving tables and documents out, as pages and the command line offer them.

use crate::app::papers::billing_document;
use crate::business::billing::invoices;
use crate::business::catalog::{category, products};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::stock::level;
use crate::business::view::View;
use crate::exchange::print::Document;
use crate::exchange::tables::products::{ProductOut, write_products};
use crate::store::Fault;
use crate::values::{InvoiceId, Period};

/// So many rows are read at once.
const A_PAGE: usize = 500;

/// Every product with its stock, as CSV.
pub fn product_table(view: &View<'_>) -> Result<Vec<u8>, Failure> {
    view.require(Permission::DataExport)?;
    let mut rows = Vec::new();
    let mut last = None;
    loop {
        let page = products(view, last, A_PAGE);
        let Some((newest, _)) = page.last() else { break };
        last = Some(*newest);
        for (id, product) in page {
            let there = level(view, id);
            let category_code = category(view, product.category).map(|category| category.code).unwrap_or_default();
            let (on_hand, reserved, backordered) = (there.on_hand, there.reserved, there.backordered);
            rows.push(ProductOut { product, category_code, on_hand, reserved, backordered });
        }
    }
    write_products(&rows).map_err(|error| Fault::new(error).about("writing products").into())
}

/// The ids of all invoices and credit notes of a period, newest first; of all periods when none is given.
pub fn invoice_ids(view: &View<'_>, period: Option<Period>) -> Result<Vec<InvoiceId>, Failure> {
    view.require(Permission::BillingView)?;
    let mut ids = Vec::new();
    let mut last = None;
    loop {
        let page = invoices(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { return Ok(ids) };
        last = Some(*oldest);
        let wanted = page.iter().filter(|(_, invoice)| period.is_none_or(|period| period.contains(invoice.day)));
        ids.extend(wanted.map(|(id, _)| *id));
    }
}

/// One invoice as PDF.
pub fn invoice_file(view: &View<'_>, id: InvoiceId) -> Result<Document, Failure> {
    billing_document(view, id)
}
