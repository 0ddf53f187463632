//! Self-billing credit notes in the semantic model of EN 16931-1: UNTDID 1001 code 389, in which the partner is the
//! seller and the firm the buyer. What takes back has the same code and a negative quantity (BR-27 forbids a negative
//! price), and names the document that it takes back.

use std::time::SystemTime;

use en16931::invoice::{
    Code, Contact, CreditTransfer, DocumentTotals, Item, Party, PaymentInstructions, PaymentMeans, PrecedingInvoice,
    PriceDetails, VatBreakdown,
};
use en16931::profiles::{En16931, XRechnung};
use en16931::validation::profile::Validated;
use en16931::{
    DocumentKind, DocumentReference, Identifier, Invoice as Model, InvoiceLine as ModelLine, Percentage, Quantity,
    UnitPriceAmount,
};
use en16931_formats::Syntax;
use en16931_formats::zugferd::{EmbedOptions, Metadata, embed};
use rust_decimal::Decimal;

use crate::business::commissions::{SelfBilled, SelfBilledSheet};
use crate::business::orders::{self, TaxReason};
use crate::exchange::einvoice::amounts::{amount, percentage};
use crate::exchange::einvoice::model::date;
use crate::exchange::einvoice::parties::{address, by_email, filled};
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::exchange::einvoice::written::EinvoiceFile;
use crate::exchange::print::Document;
use crate::text;
use crate::texts;
use crate::values::{EinvoiceFormat, VatId};

const CORE: &str = "urn:cen.eu:en16931:2017";
const BILLING: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
const SELF_BILLED: &str = "389";
/// BT-130 by UN/ECE Recommendation 20: one piece.
const PIECE: &str = "C62";
/// UNTDID 4461: a SEPA credit transfer, and no instrument that can be named.
const SEPA_TRANSFER: &str = "58";
const UNNAMED: &str = "1";

/// The data alone; ebInterface is a wish of buyers, and here the firm is the buyer.
pub fn self_billed_xml(sheet: &SelfBilledSheet, format: EinvoiceFormat) -> Result<EinvoiceFile, EinvoiceTrouble> {
    let xml = match format {
        EinvoiceFormat::XrechnungUbl => en16931_formats::write(&xrechnung(sheet)?, Syntax::Ubl).xml,
        EinvoiceFormat::XrechnungCii => en16931_formats::write(&xrechnung(sheet)?, Syntax::Cii).xml,
        EinvoiceFormat::Zugferd | EinvoiceFormat::Ebinterface => {
            en16931_formats::write(&zugferd(sheet)?, Syntax::Cii).xml
        }
    };
    let name = format.file_name(&sheet.document.number);
    Ok(EinvoiceFile { name, media_type: format.media_type(), bytes: xml.into_bytes() })
}

/// The printed document with its data inside.
pub fn self_billed_hybrid(
    sheet: &SelfBilledSheet,
    printed: &Document,
    title: &str,
) -> Result<Document, EinvoiceTrouble> {
    let issued_at = sheet.document.issued_at;
    let author = sheet.document.issuer.legal_name.clone();
    let options = EmbedOptions {
        metadata: Some(Metadata { title: title.to_owned(), subject: title.to_owned(), author }),
        modified: Some(SystemTime::from(issued_at.timestamp())),
        ..EmbedOptions::default()
    };
    let proof = zugferd(sheet)?;
    let bytes = embed(&printed.bytes, &proof, &options).map_err(|error| EinvoiceTrouble::Library(error.to_string()))?;
    Ok(Document { name: printed.name.clone(), bytes })
}

fn zugferd(sheet: &SelfBilledSheet) -> Result<Validated<En16931>, EinvoiceTrouble> {
    Validated::new(model(sheet)?).map_err(|rejected| EinvoiceTrouble::of(&rejected))
}

fn xrechnung(sheet: &SelfBilledSheet) -> Result<Validated<XRechnung>, EinvoiceTrouble> {
    Validated::new(model(sheet)?).map_err(|rejected| EinvoiceTrouble::of(&rejected))
}

fn model(sheet: &SelfBilledSheet) -> Result<Model, EinvoiceTrouble> {
    let document = &sheet.document;
    let currency = document.gross.currency();
    if currency.minor_digits() != 2 {
        return Err(EinvoiceTrouble::Currency { code: currency.code().to_owned() });
    }
    let number = document.number.as_str();
    let mut model = Model::builder(CORE, number, date(document.day)?, SELF_BILLED, currency.code()).build();
    model.kind = DocumentKind::Invoice;
    model.business_process = Some(BILLING.to_owned());
    model.due_date = if document.gross.is_positive() { Some(date(document.day)?) } else { None };
    model.buyer_reference = filled(&document.supplier.number);
    model.notes = vec![text!(document.supplier.language, "print.self_billed.what").into()];
    if let Some((number, day)) = &sheet.cancelled {
        let reference = DocumentReference::new(number.as_str());
        model.preceding_invoices = vec![PrecedingInvoice { reference, issue_date: Some(date(*day)?) }];
    }
    model.seller = seller(document)?;
    model.buyer = buyer(document)?;
    model.delivery = Some(en16931::invoice::Delivery {
        party_name: None,
        location: None,
        date: Some(date(document.period.last())?),
        address: None,
    });
    model.payment = Some(payment(document));
    model.vat_breakdown = vec![breakdown(document)];
    model.lines = vec![line(document)];
    model.totals = totals(document);
    Ok(model)
}

fn seller(document: &SelfBilled) -> Result<Party, EinvoiceTrouble> {
    let supplier = &document.supplier;
    let email = supplier.email.as_ref();
    Ok(Party {
        name: filled(&supplier.address.name),
        identifiers: filled(&supplier.number).map(Identifier::new).into_iter().collect(),
        vat_identifier: supplier.vat_id.as_ref().filter(|_| is_in_scope(document)).map(ToString::to_string),
        tax_registration: filled(&supplier.tax_number),
        electronic_address: email.map(by_email).transpose()?,
        contact: Contact {
            name: filled(&supplier.address.name),
            phone: filled(&supplier.phone),
            email: email.map(ToString::to_string),
        },
        ..Party::new("", address(&supplier.address)?)
    })
}

fn buyer(document: &SelfBilled) -> Result<Party, EinvoiceTrouble> {
    let issuer = &document.issuer;
    let number = issuer.register.split(',').next().map(str::trim).unwrap_or_default();
    Ok(Party {
        name: filled(&issuer.legal_name),
        legal_registration: filled(number).map(Identifier::new),
        vat_identifier: issuer.vat_id.as_ref().filter(|_| is_in_scope(document)).map(VatId::to_string),
        electronic_address: Some(by_email(&issuer.email)?),
        ..Party::new("", address(&issuer.address)?)
    })
}

/// BG-16: the firm pays the partner.
fn payment(document: &SelfBilled) -> PaymentInstructions {
    let supplier = &document.supplier;
    let account = supplier.iban.as_ref().filter(|_| document.gross.is_positive());
    let means = account.map(|iban| {
        PaymentMeans::CreditTransfer(vec![CreditTransfer {
            account_identifier: Some(iban.as_str().to_owned()),
            account_name: filled(&supplier.address.name),
            provider_identifier: None,
        }])
    });
    PaymentInstructions {
        means_code: Some(Code::new(if means.is_some() { SEPA_TRANSFER } else { UNNAMED })),
        remittance_information: filled(&document.number),
        means,
        ..PaymentInstructions::default()
    }
}

fn category(document: &SelfBilled) -> &'static str {
    orders::category(document.tax_reason, document.rate).code()
}

/// What is out of scope has no rate, and its parties no VAT numbers (BR-O-02, BR-O-05).
fn is_in_scope(document: &SelfBilled) -> bool {
    document.tax_reason != Some(TaxReason::OutOfScope)
}

fn rate(document: &SelfBilled) -> Option<Percentage> {
    is_in_scope(document).then(|| percentage(document.rate))
}

fn breakdown(document: &SelfBilled) -> VatBreakdown {
    VatBreakdown {
        taxable_amount: amount(document.net),
        tax_amount: amount(document.tax),
        category: Code::new(category(document)),
        rate: rate(document),
        exemption_reason: document.reason(),
        exemption_reason_code: document.tax_reason.and_then(TaxReason::vatex).map(Code::new),
    }
}

fn line(document: &SelfBilled) -> ModelLine {
    let language = document.supplier.language;
    let pieces = if document.net.is_negative() { -1 } else { 1 };
    let price = UnitPriceAmount::new(Decimal::new(document.net.minor().abs(), 2));
    let name = text!(language, "self_billing.line", period = texts::period(language, document.period));
    let (quantity, rate) = (Quantity::new(Decimal::from(pieces)), rate(document));
    ModelLine::new("1", "", quantity, PIECE, amount(document.net), category(document), rate)
        .with_price(PriceDetails { net_price: price, ..PriceDetails::default() })
        .with_item(Item { name: filled(&name), ..Item::default() })
}

fn totals(document: &SelfBilled) -> DocumentTotals {
    let net = amount(document.net);
    DocumentTotals {
        line_total: net,
        taxable_total: net,
        vat_total: Some(amount(document.tax)),
        gross_total: amount(document.gross),
        due: amount(document.gross),
        ..DocumentTotals::default()
    }
}
