//! Giving tables and documents out: whatever a page offers as a file, the command line writes too.
//!
//! - *Kind*: what is given out. Most kinds are one table; some are one file for each document.
//! - *Given*: the files of a kind as they are now, from one snapshot. What may be large is written piece by piece.

mod accounting;
mod auditor;
mod sepa_files;
mod book_people;
mod books;
mod books_preview;
mod commissions;
mod einvoices;
mod goods;
mod sales;

pub use auditor::{AuditTables, audit_tables};
pub use books::write_journal;
pub use books_preview::{BooksPreview, books_preview};
pub use commissions::{files_of_run, files_of_simulation};
pub use einvoices::{Einvoiced, einvoice};
pub use sepa_files::{LeavingFile, SepaFileOf, SepaFileRow, SepaStanding, note_fetched, sepa_file, sepa_files};

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::app::papers::billing_document;
use crate::business::billing::invoices;
use crate::business::failure::Failure;
use crate::business::ledger::BooksProgram;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::archive::Archive;
use crate::exchange::print::Document;
use crate::store::Fault;
use crate::values::{InvoiceId, Period};

/// So many rows are read at once.
const A_PAGE: usize = 500;

/// What can be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportKind {
    Categories,
    Products,
    Stock,
    People,
    Customers,
    Partners,
    Orders,
    Invoices,
    Addresses,
    Commissions,
    Sepa,
    Ledger,
    Journal,
    Einvoices,
    Datev,
    Bmd,
    Auditor,
}

/// What a period narrows, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// The table says how things are now.
    None,
    /// Only what belongs to the period.
    Period,
}

/// One file, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl ExportKind {
    pub const ALL: [ExportKind; 17] = [
        ExportKind::Categories,
        ExportKind::Products,
        ExportKind::Stock,
        ExportKind::People,
        ExportKind::Customers,
        ExportKind::Partners,
        ExportKind::Orders,
        ExportKind::Invoices,
        ExportKind::Einvoices,
        ExportKind::Addresses,
        ExportKind::Commissions,
        ExportKind::Sepa,
        ExportKind::Ledger,
        ExportKind::Datev,
        ExportKind::Bmd,
        ExportKind::Auditor,
        ExportKind::Journal,
    ];

    /// A stable word for paths, the command line and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ExportKind::Categories => "categories",
            ExportKind::Products => "products",
            ExportKind::Stock => "stock",
            ExportKind::People => "people",
            ExportKind::Customers => "customers",
            ExportKind::Partners => "partners",
            ExportKind::Orders => "orders",
            ExportKind::Invoices => "invoices",
            ExportKind::Addresses => "addresses",
            ExportKind::Commissions => "commissions",
            ExportKind::Sepa => "sepa",
            ExportKind::Ledger => "ledger",
            ExportKind::Journal => "journal",
            ExportKind::Einvoices => "einvoices",
            ExportKind::Datev => "datev",
            ExportKind::Bmd => "bmd",
            ExportKind::Auditor => "auditor",
        }
    }

    pub fn from_word(word: &str) -> Option<ExportKind> {
        ExportKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub const fn narrowing(self) -> Narrowing {
        match self {
            ExportKind::Categories
            | ExportKind::Products
            | ExportKind::Stock
            | ExportKind::People
            | ExportKind::Customers
            | ExportKind::Partners => Narrowing::None,
            _ => Narrowing::Period,
        }
    }

    /// Tables go into one file, documents and runs into a folder.
    pub const fn is_one_file(self) -> bool {
        !matches!(
            self,
            ExportKind::Invoices
                | ExportKind::Einvoices
                | ExportKind::Addresses
                | ExportKind::Commissions
                | ExportKind::Sepa
                | ExportKind::Datev
                | ExportKind::Bmd
                | ExportKind::Auditor
        )
    }

    /// What one must be allowed besides giving out data.
    pub const fn needs(self) -> Permission {
        match self {
            ExportKind::Categories | ExportKind::Products => Permission::CatalogView,
            ExportKind::Stock => Permission::StockView,
            ExportKind::People | ExportKind::Customers => Permission::CustomersView,
            ExportKind::Partners => Permission::PartnersView,
            ExportKind::Orders => Permission::OrdersView,
            ExportKind::Invoices | ExportKind::Einvoices => Permission::BillingView,
            ExportKind::Addresses => Permission::ShippingPack,
            ExportKind::Commissions => Permission::CommissionsView,
            ExportKind::Sepa => Permission::PaymentsPayOut,
            ExportKind::Ledger | ExportKind::Datev | ExportKind::Bmd | ExportKind::Auditor => Permission::LedgerView,
            ExportKind::Journal => Permission::JournalView,
        }
    }
}

/// May this person have it?
pub fn require_export(view: &View<'_>, kind: ExportKind) -> Result<(), Failure> {
    view.require(Permission::DataExport)?;
    view.require(kind.needs())
}

/// May this person have it, and is there what it needs? What is sent piece by piece cannot be refused half way.
pub fn ready_to_export(view: &View<'_>, kind: ExportKind, period: Option<Period>) -> Result<(), Failure> {
    require_export(view, kind)?;
    match kind {
        ExportKind::Datev => accounting::books(view, BooksProgram::Datev, period).map(|_| ()),
        ExportKind::Bmd => accounting::books(view, BooksProgram::Bmd, period).map(|_| ()),
        _ => Ok(()),
    }
}

/// The files of a kind. Of invoices and payment files there may be too many to hold at once, the
/// latter are kept with their hash, and the journal is as long as the firm is old: those are asked for one by one, or written.
pub fn export(view: &View<'_>, kind: ExportKind, period: Option<Period>) -> Result<Vec<GivenFile>, Failure> {
    require_export(view, kind)?;
    let table = |bytes| vec![GivenFile { name: file_name(kind, period), bytes }];
    Ok(match kind {
        ExportKind::Categories => table(goods::categories_table(view)?),
        ExportKind::Products => table(goods::products_table(view)?),
        ExportKind::Stock => table(goods::stock_table(view)?),
        ExportKind::People => table(sales::people_table(view, sales::Whom::Everybody)?),
        ExportKind::Customers => table(sales::people_table(view, sales::Whom::Customers)?),
        ExportKind::Partners => table(sales::partners_table(view)?),
        ExportKind::Orders => table(sales::orders_table(view, period)?),
        ExportKind::Ledger => table(books::ledger_table(view, period)?),
        ExportKind::Addresses => goods::address_files(view, period),
        ExportKind::Commissions => commissions::run_files(view, period)?,
        ExportKind::Datev => accounting::datev_files(view, period)?,
        ExportKind::Bmd => accounting::bmd_files(view, period)?,
        ExportKind::Auditor => auditor::audit_tables(view, period)?.files,
        ExportKind::Invoices | ExportKind::Einvoices | ExportKind::Sepa | ExportKind::Journal => Vec::new(),
    })
}

/// Writes the files of a kind as one: a table as it is, several in an archive. Invoices are printed one after the
/// other as they are taken.
pub fn write_export(
    view: &View<'_>,
    kind: ExportKind,
    period: Option<Period>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    require_export(view, kind)?;
    let unwritten = |error: io::Error| Fault::new(error.to_string()).about("writing an export");
    if kind == ExportKind::Journal {
        return Ok(books::write_journal(view, period, out).map_err(unwritten)?);
    }
    if kind.is_one_file() {
        let file = export(view, kind, period)?.pop().ok_or_else(Failure::not_found)?;
        return Ok(out.write_all(&file.bytes).map_err(unwritten)?);
    }
    let mut archive = Archive::new(out, view.now());
    if kind == ExportKind::Invoices {
        for id in invoice_ids(view, period)? {
            let document = billing_document(view, id)?;
            archive.add(&document.name, &document.bytes).map_err(unwritten)?;
        }
    } else if kind == ExportKind::Einvoices {
        for file in einvoices::each_einvoice(view, &invoice_ids(view, period)?) {
            let file = file?;
            archive.add(&file.name, &file.bytes).map_err(unwritten)?;
        }
    } else {
        for file in export(view, kind, period)? {
            archive.add(&file.name, &file.bytes).map_err(unwritten)?;
        }
    }
    Ok(archive.finish().map_err(unwritten)?)
}

/// `orders-2026-03.csv`; several files together are `invoices-2026-03.tar`.
pub fn file_name(kind: ExportKind, period: Option<Period>) -> String {
    let ending = match kind {
        ExportKind::Journal => "jsonl",
        kind if kind.is_one_file() => "csv",
        _ => "tar",
    };
    match period.filter(|_| kind.narrowing() == Narrowing::Period) {
        Some(period) => format!("{}-{period}.{ending}", kind.word()),
        None => format!("{}.{ending}", kind.word()),
    }
}

/// What becomes of trouble while a file is written to whoever takes it.
pub fn unwritten_file(error: &io::Error) -> Failure {
    Fault::new(error.to_string()).about("writing a file").into()
}

fn unwritten(what: &'static str) -> impl Fn(String) -> Failure {
    move |error| Fault::new(error).about(what).into()
}

/// The ids of all invoices and credit notes of a period, newest first; of all periods when none is given.
pub fn invoice_ids(view: &View<'_>, period: Option<Period>) -> Result<Vec<InvoiceId>, Failure> {
    require_export(view, ExportKind::Invoices)?;
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

/// One invoice as PDF, with its data inside where they can be written.
pub fn invoice_file(view: &View<'_>, id: InvoiceId) -> Result<Document, Failure> {
    billing_document(view, id)
}
