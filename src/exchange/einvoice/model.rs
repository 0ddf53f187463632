//! A document of ours in the semantic model of EN 16931-1.

use en16931::invoice::{
    Code, CreditTransfer, DocumentTotals, Item, PaymentInstructions, PaymentMeans, PrecedingInvoice, PriceDetails,
};
use en16931::{
    Date, DocumentKind, DocumentReference, Invoice as Model, InvoiceLine as ModelLine, Quantity, UnitPriceAmount,
};
use rust_decimal::Decimal;

use crate::business::billing::{Invoice, InvoiceKind};
use crate::business::firm::SkontoStep;
use crate::exchange::einvoice::amounts::{self, Part, amount, paid, parts, percentage, shown};
use crate::exchange::einvoice::parties::{buyer, delivery, filled, missing_account, seller};
use crate::exchange::einvoice::taxes::{breakdown, category};
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::exchange::einvoice::written::Einvoice;
use crate::values::{Day, Money};

const PARTIAL: &str = "326";
const DOWN_PAYMENT: &str = "386";
/// BT-24; whoever writes a narrower profile names its own.
const CORE: &str = "urn:cen.eu:en16931:2017";
/// BT-23: billing, as Peppol and XRechnung count processes.
const BILLING: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// BT-130 by UN/ECE Recommendation 20: one piece.
const PIECE: &str = "C62";
/// UNTDID 4461: a SEPA credit transfer, and no instrument that can be named.
const SEPA_TRANSFER: &str = "58";
const UNNAMED: &str = "1";

pub(super) fn model(einvoice: &Einvoice) -> Result<Model, EinvoiceTrouble> {
    let invoice = einvoice.invoice;
    let currency = invoice.totals.gross.currency();
    if currency.minor_digits() != 2 {
        return Err(EinvoiceTrouble::Currency { code: currency.code().to_owned() });
    }
    if let Some(missing) = missing_account(einvoice) {
        return Err(EinvoiceTrouble::Missing(missing));
    }
    let kind = if invoice.kind == InvoiceKind::CreditNote { DocumentKind::CreditNote } else { DocumentKind::Invoice };
    let code = type_code(invoice.kind);
    let due = invoice.kind.charges();
    let reference = if einvoice.buyer_reference.is_empty() { einvoice.order_number } else { einvoice.buyer_reference };
    let mut model = Model::builder(CORE, invoice.number.as_str(), date(invoice.day)?, code, currency.code()).build();
    model.kind = kind;
    model.business_process = Some(BILLING.to_owned());
    model.due_date = if due { Some(date(invoice.due_on)?) } else { None };
    // Not trimmed: the last line is ended as well.
    model.payment_terms = Some(skonto(invoice)).filter(|terms| !terms.is_empty());
    model.buyer_reference = filled(reference);
    model.sales_order_reference = filled(einvoice.order_number).map(DocumentReference::new);
    model.notes = filled(einvoice.issuer.invoice_note.get(invoice.language)).into_iter().map(Into::into).collect();
    model.preceding_invoices = preceding(einvoice)?;
    model.seller = seller(einvoice)?;
    model.buyer = buyer(einvoice)?;
    model.delivery = Some(delivery(einvoice)?);
    model.payment = Some(payment(einvoice));
    model.vat_breakdown = breakdown(invoice);
    model.lines = parts(invoice).iter().zip(1_u32..).map(|(part, position)| line(invoice, part, position)).collect();
    model.totals = totals(invoice);
    Ok(model)
}

/// BT-20 in the form that XRechnung wants and its reader takes apart (BR-DE-18): a line for each step, each ended.
fn skonto(invoice: &Invoice) -> String {
    let line = |step: &SkontoStep| {
        let hundredths = step.rate.millionths() / 100;
        format!("#SKONTO#TAGE={}#PROZENT={}.{:02}#\n", step.days, hundredths / 100, hundredths % 100)
    };
    invoice.skonto.iter().map(line).collect()
}

/// BT-3, UNTDID 1001.
fn type_code(kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Invoice | InvoiceKind::Final => "380",
        InvoiceKind::CreditNote => "381",
        InvoiceKind::Partial => PARTIAL,
        InvoiceKind::DownPayment => DOWN_PAYMENT,
        InvoiceKind::Cancellation => "384",
    }
}

/// XRechnung has no code for money in advance (BR-DE-17): there it is an invoice for a part.
pub(super) fn xrechnung_model(einvoice: &Einvoice) -> Result<Model, EinvoiceTrouble> {
    let mut model = model(einvoice)?;
    if einvoice.invoice.kind == InvoiceKind::DownPayment {
        model.type_code = Some(Code::new(PARTIAL));
    }
    Ok(model)
}

/// BG-3: what is taken back, and what a final invoice takes off.
fn preceding(einvoice: &Einvoice) -> Result<Vec<PrecedingInvoice>, EinvoiceTrouble> {
    let settled = einvoice.invoice.settles.iter().map(|before| (before.number.as_str(), before.day));
    let one = |(number, day): (&str, Day)| -> Result<PrecedingInvoice, EinvoiceTrouble> {
        Ok(PrecedingInvoice { reference: DocumentReference::new(number), issue_date: Some(date(day)?) })
    };
    einvoice.credited.into_iter().chain(settled).map(one).collect()
}

/// BG-16. Money that we give back goes the way it came: nothing in the document says which.
fn payment(einvoice: &Einvoice) -> PaymentInstructions {
    let (invoice, issuer) = (einvoice.invoice, einvoice.issuer);
    let account = issuer.iban.as_ref().filter(|_| invoice.kind.charges());
    let means = account.map(|iban| {
        PaymentMeans::CreditTransfer(vec![CreditTransfer {
            account_identifier: Some(iban.as_str().to_owned()),
            account_name: filled(&issuer.legal_name),
            provider_identifier: issuer.bic.as_ref().map(ToString::to_string),
        }])
    });
    PaymentInstructions {
        means_code: Some(Code::new(if means.is_some() { SEPA_TRANSFER } else { UNNAMED })),
        remittance_information: filled(&invoice.number),
        means,
        ..PaymentInstructions::default()
    }
}

/// BG-25.
fn line(invoice: &Invoice, part: &Part, position: u32) -> ModelLine {
    let quantity = Quantity::new(Decimal::from(part.quantity));
    let (net, rate) = (amount(part.net), Some(percentage(part.rate)));
    let price = PriceDetails { net_price: unit_price(part.unit_price), ..PriceDetails::default() };
    let item = Item {
        name: filled(&part.name).or_else(|| filled(&part.sku)),
        seller_identifier: filled(&part.sku),
        ..Item::default()
    };
    ModelLine::new(position.to_string(), "", quantity, PIECE, net, category(invoice, part.rate), rate)
        .with_price(price)
        .with_item(item)
}

fn unit_price(price: Money) -> UnitPriceAmount {
    UnitPriceAmount::new(Decimal::new(price.minor(), 2))
}

/// BG-22.
fn totals(invoice: &Invoice) -> DocumentTotals {
    let totals = &invoice.totals;
    let net = amount(shown(invoice, totals.net));
    DocumentTotals {
        line_total: net,
        taxable_total: net,
        vat_total: Some(amount(shown(invoice, totals.tax))),
        gross_total: amount(shown(invoice, totals.gross)),
        paid: Some(paid(invoice)).filter(|paid| !paid.is_zero()).map(amount),
        due: amount(amounts::owed(invoice)),
        ..DocumentTotals::default()
    }
}

pub(super) fn date(day: Day) -> Result<Date, EinvoiceTrouble> {
    Date::parse(&day.to_string()).map_err(|error| EinvoiceTrouble::Library(error.to_string()))
}
