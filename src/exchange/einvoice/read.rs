//! Invoices of others: XRechnung and other files by EN 16931 as UBL or CII, alone or inside a PDF.

use en16931::invoice::{LineAllowanceCharge, PaymentMeans, PostalAddress, SupportingDocument};
use en16931::profiles::Declaration;
use en16931::{Invoice as Model, InvoiceAmount, InvoiceLine as ModelLine};
use en16931_formats::zugferd::{Limits, extract};
use en16931_formats::{Policy, Recommendation, Syntax, read_with, receive};

use crate::business::billing::{
    Finding, IncomingAllowance, IncomingForm, IncomingLine, IncomingTax, NewIncoming, Sender,
};
use crate::business::failure::Complaint;
use crate::values::{Currency, Day, Money};

/// A PDF with pictures in it has some megabytes; more is none of an invoice.
pub const INCOMING_BYTES_MAX: usize = 20 * 1024 * 1024;
/// The data inside a PDF are packed, and become no longer than this.
const DATA_BYTES_MAX: usize = 16 * 1024 * 1024;
/// All that is unpacked of one PDF.
const UNPACKED_BYTES_MAX: usize = 2 * DATA_BYTES_MAX;
/// An element takes a hundred times as much memory as its shortest spelling; 10,000 lines have half as many.
const ELEMENTS_MAX: usize = 600_000;
/// More lines than this nobody looks through.
const LINES_MAX: usize = 10_000;
/// So many taxes, allowances, notes and references are kept, of each.
const PARTICULARS_MAX: usize = 100;
/// So many broken rules are told.
const FINDINGS_MAX: usize = 50;
/// So many signs of a text are kept.
const TEXT_MAX: usize = 2_000;

/// Why a file is no invoice that can be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncomingTrouble {
    Empty,
    TooLarge,
    TooManyLines,
    /// A PDF, but nothing in it that a program reads.
    NoDataInside,
    /// Neither PDF nor XML of a form that is known.
    Unknown,
    /// An invoice that cannot be read to its end, in the reader's own words.
    Unreadable(String),
    /// It names no currency that is known, or none of two decimals.
    Currency(String),
    /// It has no number.
    NoNumber,
}

impl IncomingTrouble {
    pub fn complaint(&self) -> Complaint {
        let megabytes = i64::try_from(INCOMING_BYTES_MAX / 1024 / 1024).unwrap_or(i64::MAX);
        let complaint = match self {
            IncomingTrouble::Empty => Complaint::new("einvoice.unread.empty"),
            IncomingTrouble::TooLarge => Complaint::new("einvoice.unread.too_large").with("most", megabytes),
            IncomingTrouble::TooManyLines => {
                Complaint::new("einvoice.unread.too_many_lines").with("most", i64::try_from(LINES_MAX).unwrap_or(0))
            }
            IncomingTrouble::NoDataInside => Complaint::new("einvoice.unread.no_data_inside"),
            IncomingTrouble::Unknown => Complaint::new("einvoice.unread.unknown"),
            IncomingTrouble::Unreadable(words) => {
                Complaint::new("einvoice.unread.unreadable").with("words", words.clone())
            }
            IncomingTrouble::Currency(code) => {
                Complaint::new("einvoice.unread.currency").with("currency", code.clone())
            }
            IncomingTrouble::NoNumber => Complaint::new("einvoice.unread.no_number"),
        };
        complaint.at("file")
    }
}

/// Reads a file, and tests it by the rules that it says it follows.
pub fn read_incoming(bytes: &[u8], file_name: &str) -> Result<NewIncoming, IncomingTrouble> {
    if bytes.is_empty() {
        return Err(IncomingTrouble::Empty);
    }
    if bytes.len() > INCOMING_BYTES_MAX {
        return Err(IncomingTrouble::TooLarge);
    }
    let is_pdf = bytes.starts_with(b"%PDF");
    if !is_pdf && too_many_elements(bytes) {
        return Err(IncomingTrouble::TooManyLines);
    }
    if let Some(inside) = is_pdf.then(|| extract(bytes, &limits())).and_then(Result::ok)
        && too_many_elements(&inside.xml)
    {
        return Err(IncomingTrouble::TooManyLines);
    }
    let read = read_with(bytes, &limits()).map_err(|error| trouble(&error, is_pdf))?;
    let form = match (is_pdf, read.syntax) {
        (true, _) => IncomingForm::Pdf,
        (false, Syntax::Cii) => IncomingForm::Cii,
        (false, _) => IncomingForm::Ubl,
    };
    let model = read.invoice;
    if model.lines.len() > LINES_MAX {
        return Err(IncomingTrouble::TooManyLines);
    }
    let findings = findings(bytes);
    says(&model, form, file_name, findings)
}

fn limits() -> Limits {
    Limits::new().with_max_stream_bytes(DATA_BYTES_MAX).with_max_total_bytes(UNPACKED_BYTES_MAX)
}

/// Counted before anything is made of them.
fn too_many_elements(xml: &[u8]) -> bool {
    xml.iter().filter(|byte| **byte == b'<').count() > 2 * ELEMENTS_MAX
}

fn trouble(error: &en16931_formats::Error, is_pdf: bool) -> IncomingTrouble {
    use en16931_formats::Error;
    match error {
        Error::Pdf(en16931_formats::zugferd::Error::NoInvoice { .. }) => IncomingTrouble::NoDataInside,
        _ if is_pdf => IncomingTrouble::Unreadable(error.to_string()),
        Error::NotAnInvoice { .. } => IncomingTrouble::Unknown,
        _ => IncomingTrouble::Unreadable(error.to_string()),
    }
}

/// Rules that the file breaks, by the rules that it says it follows, gravest first.
fn findings(bytes: &[u8]) -> Vec<Finding> {
    let received = receive(bytes, &Policy { limits: limits(), ..Policy::default() });
    let report = received.to_interchange();
    let mut findings: Vec<Finding> = report
        .findings
        .iter()
        .map(|found| {
            let differs = match (&found.expected, &found.actual) {
                (Some(expected), Some(actual)) => format!(" ({actual} ≠ {expected})"),
                _ => String::new(),
            };
            Finding {
                rule: short(&found.rule),
                words: short(&format!("{}{differs}", found.text)),
                is_fatal: found.severity == "fatal",
            }
        })
        .collect();
    let of_layers = report.layers.iter().flat_map(|layer| &layer.entries).filter(|entry| entry.level != "information");
    findings.extend(of_layers.map(|entry| Finding {
        rule: entry.rule.as_deref().map(short).unwrap_or_default(),
        words: short(&format!("{}: {}", entry.path, entry.message)),
        is_fatal: entry.level == "fatal",
    }));
    // ZUGFeRD MINIMUM and BASIC WL say too little to be an invoice in law.
    if received.recommendation != Recommendation::Accept && !findings.iter().any(|finding| finding.is_fatal) {
        // Who names a form of another country may well be lawful: that it could not be tested is told, not more.
        let is_unknown = matches!(&received.declared, Some(Declaration::Unknown(Some(_))));
        findings.extend(received.reasons.iter().map(|reason| Finding {
            rule: String::new(),
            words: short(reason),
            is_fatal: !is_unknown,
        }));
    }
    findings.sort_by_key(|finding| !finding.is_fatal);
    findings.truncate(FINDINGS_MAX);
    findings
}

fn says(
    model: &Model,
    form: IncomingForm,
    file_name: &str,
    findings: Vec<Finding>,
) -> Result<NewIncoming, IncomingTrouble> {
    let code = model.currency.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default();
    let currency = Currency::parse(&code)
        .filter(|currency| currency.minor_digits() == 2)
        .ok_or_else(|| IncomingTrouble::Currency(short(&code)))?;
    let money = |amount: InvoiceAmount| Money::new(amount.to_minor_units(), currency);
    let number = model.number.as_deref().map(short).unwrap_or_default();
    if number.trim().is_empty() {
        return Err(IncomingTrouble::NoNumber);
    }
    let totals = &model.totals;
    let zero = Money::zero(currency);
    let tax_of = |group: &en16931::invoice::VatBreakdown| IncomingTax {
        category: short(group.category.as_str()),
        rate: group.rate.map(|rate| rate.to_string()).unwrap_or_default(),
        net: money(group.taxable_amount),
        tax: money(group.tax_amount),
        reason: words(group.exemption_reason.as_deref()),
    };
    let off = model.allowances.iter().map(|one| (-money(one.amount), &one.reason));
    let on = model.charges.iter().map(|one| (money(one.amount), &one.reason));
    Ok(NewIncoming {
        form,
        profile: words(model.specification_id.as_deref()),
        file_name: short(file_name),
        sender: sender(model),
        receiver: words(model.buyer.name.as_deref()),
        number,
        type_code: model.type_code.as_ref().map(|code| short(code.as_str())).unwrap_or_default(),
        day: model.issue_date.and_then(day),
        due_on: model.due_date.and_then(day),
        delivered_on: model.delivery.as_ref().and_then(|delivery| delivery.date).and_then(day),
        currency,
        lines: model.lines.iter().map(|line| line_of(line, &money)).collect(),
        allowances: off.chain(on).take(PARTICULARS_MAX).map(allowance).collect(),
        taxes: model.vat_breakdown.iter().take(PARTICULARS_MAX).map(tax_of).collect(),
        net: money(totals.taxable_total),
        tax: totals.vat_total.map_or(zero, money),
        gross: money(totals.gross_total),
        paid: totals.paid.map_or(zero, money),
        rounding: totals.rounding.map_or(zero, money),
        due: money(totals.due),
        order_reference: model.purchase_order_reference.as_ref().map(|of| short(of.as_str())).unwrap_or_default(),
        buyer_reference: words(model.buyer_reference.as_deref()),
        preceding: model
            .preceding_invoices
            .iter()
            .take(PARTICULARS_MAX)
            .map(|of| short(of.reference.as_str()))
            .collect(),
        terms: words(model.payment_terms.as_deref()),
        notes: model.notes.iter().filter_map(|note| note.note.as_deref()).take(PARTICULARS_MAX).map(short).collect(),
        attachments: model.attachments.iter().take(PARTICULARS_MAX).map(attachment).collect(),
        findings,
    })
}

fn sender(model: &Model) -> Sender {
    let seller = &model.seller;
    let iban = model.payment.as_ref().and_then(|payment| match &payment.means {
        Some(PaymentMeans::CreditTransfer(accounts)) => accounts.first()?.account_identifier.clone(),
        _ => None,
    });
    Sender {
        name: words(seller.name.as_deref()),
        vat_id: words(seller.vat_identifier.as_deref()),
        tax_number: words(seller.tax_registration.as_deref()),
        address: address(&seller.address),
        country: seller.address.country.as_ref().map(|code| short(code.as_str())).unwrap_or_default(),
        email: words(seller.contact.email.as_deref()),
        iban: words(iban.as_deref()),
        payee: words(model.payee.as_ref().and_then(|payee| payee.name.as_deref())),
    }
}

fn address(of: &PostalAddress) -> Vec<String> {
    let town = [of.post_code.as_deref(), of.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [of.line1.as_deref(), of.line2.as_deref(), of.line3.as_deref(), Some(town.as_str())];
    lines.into_iter().flatten().filter(|line| !line.trim().is_empty()).map(short).collect()
}

fn line_of(line: &ModelLine, money: &impl Fn(InvoiceAmount) -> Money) -> IncomingLine {
    let part = |one: &LineAllowanceCharge| money(one.amount);
    let off = line.allowances.iter().map(|one| (-part(one), &one.reason));
    let on = line.charges.iter().map(|one| (part(one), &one.reason));
    IncomingLine {
        name: words(line.item.name.as_deref()),
        article: words(line.item.seller_identifier.as_deref()),
        quantity: line.quantity.to_string(),
        unit: short(line.unit_code.as_str()),
        unit_price: line.price.net_price.to_string(),
        price_quantity: line.price.base_quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
        allowances: off.chain(on).take(PARTICULARS_MAX).map(allowance).collect(),
        tax_category: short(line.vat.category.as_str()),
        tax_rate: line.vat.rate.map(|rate| rate.to_string()).unwrap_or_default(),
        net: money(line.net_amount),
    }
}

fn allowance((amount, reason): (Money, &Option<String>)) -> IncomingAllowance {
    IncomingAllowance { amount, reason: words(reason.as_deref()) }
}

/// By its description, else by its number; what lies elsewhere with its address.
fn attachment(document: &SupportingDocument) -> String {
    let name = document.description.as_deref().map_or_else(|| short(document.reference.as_str()), short);
    match document.uri.as_deref() {
        Some(address) => format!("{name} ({})", short(address)),
        None => name,
    }
}

fn day(date: en16931::Date) -> Option<Day> {
    Day::parse(&date.to_string())
}

fn words(text: Option<&str>) -> String {
    text.map(short).unwrap_or_default()
}

/// Control signs and endless texts of strangers do not come in.
fn short(text: &str) -> String {
    let plain = text.trim().chars().filter(|sign| !sign.is_control() || *sign == '\n');
    plain.take(TEXT_MAX).collect()
}
