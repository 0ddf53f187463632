//! ebInterface 6.1, the Austrian form (AUSTRIAPRO; schema <http://www.ebinterface.at/schema/6p1/>), from the same
//! document as the others. Credit notes say positive amounts, as the receiver of the federal offices reads them.

use crate::business::billing::{Invoice, InvoiceKind};
use crate::exchange::einvoice::amounts::{Part, owed, paid, parts, shown};
use crate::exchange::einvoice::parties::{missing_account, missing_address};
use crate::exchange::einvoice::taxes::{category, groups, reason};
use crate::exchange::einvoice::tree::Tree;
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::exchange::einvoice::written::Einvoice;
use crate::texts;
use crate::values::{Address, Day, Language, Money, Rate, VatId};

const SCHEMA: &str = "http://www.ebinterface.at/schema/6p1/";
/// The schema wants a number of everybody; this one stands for nobody's.
const NO_VAT_ID: &str = "00000000";
/// UN/ECE Recommendation 20: one piece.
const PIECE: &str = "C62";
/// The longest payment reference.
const REFERENCE_MAX: usize = 35;

pub(super) fn ebinterface_xml(einvoice: &Einvoice) -> Result<String, EinvoiceTrouble> {
    if einvoice.invoice.kind != InvoiceKind::Cancellation {
        return written(einvoice, None);
    }
    // A cancellation is a credit note that names what it takes back; it says positive amounts as well.
    let invoice = Invoice { kind: InvoiceKind::CreditNote, ..einvoice.invoice.clone() };
    written(&Einvoice { invoice: &invoice, ..*einvoice }, einvoice.invoice.cancels)
}

fn written(einvoice: &Einvoice, cancels: Option<InvoiceKind>) -> Result<String, EinvoiceTrouble> {
    let invoice = einvoice.invoice;
    if invoice.totals.gross.currency().minor_digits() != 2 {
        return Err(EinvoiceTrouble::Currency { code: invoice.totals.gross.currency().code().to_owned() });
    }
    if invoice.lines.is_empty() {
        return Err(EinvoiceTrouble::Missing("einvoice.trouble.lines"));
    }
    if let Some(missing) = missing_account(einvoice).or_else(|| missing_address(einvoice)) {
        return Err(EinvoiceTrouble::Missing(missing));
    }
    let document_type = document_type(invoice.kind);
    let currency = invoice.totals.gross.currency();
    let about = [
        ("xmlns", SCHEMA),
        ("GeneratingSystem", "Kontor"),
        ("DocumentType", document_type),
        ("InvoiceCurrency", currency.code()),
        ("Language", invoice.language.tag()),
    ];
    let mut tree = Tree::begin();
    tree.inside("Invoice", &about, |tree| {
        tree.leaf("InvoiceNumber", &invoice.number);
        tree.leaf("InvoiceDate", &invoice.day.to_string());
        referred(einvoice, cancels, tree);
        tree.inside("Delivery", &[], |tree| {
            tree.leaf("Date", &invoice.delivered_on.to_string());
            address(&invoice.delivery, invoice.language, &[], tree);
        });
        biller(einvoice, tree);
        recipient(einvoice, tree);
        tree.inside("Details", &[], |tree| {
            tree.inside("ItemList", &[], |tree| {
                for (part, position) in parts(invoice).iter().zip(1_u32..) {
                    line(invoice, part, position, tree);
                }
            });
        });
        tree.inside("Tax", &[], |tree| {
            for group in groups(invoice) {
                tax(invoice, group.rate, group.net, Some(group.tax), tree);
            }
        });
        sums(invoice, tree);
        payment(einvoice, tree);
        tree.filled("Comment", einvoice.issuer.invoice_note.get(invoice.language));
    });
    Ok(tree.end())
}

fn document_type(kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Invoice => "Invoice",
        InvoiceKind::CreditNote | InvoiceKind::Cancellation => "CreditMemo",
        InvoiceKind::Partial => "InvoiceForPartialDelivery",
        InvoiceKind::DownPayment => "InvoiceForAdvancePayment",
        InvoiceKind::Final => "FinalSettlement",
    }
}

/// What is cancelled, what is credited, and what a final invoice takes off.
fn referred(einvoice: &Einvoice, cancels: Option<InvoiceKind>, tree: &mut Tree) {
    let mut refer = |name: &'static str, number: &str, day: Day, kind: InvoiceKind| {
        tree.inside(name, &[], |tree| {
            tree.leaf("InvoiceNumber", number);
            tree.leaf("InvoiceDate", &day.to_string());
            tree.leaf("DocumentType", document_type(kind));
        });
    };
    if let Some((number, day)) = einvoice.credited {
        let name = if cancels.is_some() { "CancelledOriginalDocument" } else { "RelatedDocument" };
        refer(name, number, day, cancels.unwrap_or(InvoiceKind::Invoice));
    }
    for before in &einvoice.invoice.settles {
        refer("RelatedDocument", &before.number, before.day, before.kind);
    }
}

fn biller(einvoice: &Einvoice, tree: &mut Tree) {
    let issuer = einvoice.issuer;
    tree.inside("Biller", &[], |tree| {
        vat_id(issuer.vat_id.as_ref(), tree);
        // Only the Austrian company register has a name of its own in the standard.
        if let Some(number) = issuer.register.split(',').next().filter(|number| number.starts_with("FN ")) {
            tree.leaf_with("FurtherIdentification", &[("IdentificationType", "FN")], number.trim_start_matches("FN "));
        }
        let contacts = [("Phone", issuer.phone.as_str()), ("Email", issuer.email.as_str())];
        address(
            &Address { name: issuer.legal_name.clone(), ..issuer.address.clone() },
            einvoice.invoice.language,
            &contacts,
            tree,
        );
    });
}

fn recipient(einvoice: &Einvoice, tree: &mut Tree) {
    let invoice = einvoice.invoice;
    let reference = if einvoice.buyer_reference.is_empty() { einvoice.order_number } else { einvoice.buyer_reference };
    tree.inside("InvoiceRecipient", &[], |tree| {
        vat_id(invoice.vat_id.as_ref(), tree);
        if !reference.is_empty() {
            tree.inside("OrderReference", &[], |tree| tree.leaf("OrderID", reference));
        }
        address(&invoice.billing, invoice.language, &[("Email", einvoice.buyer_email.as_str())], tree);
        tree.filled("BillersInvoiceRecipientID", einvoice.customer_number);
    });
}

fn vat_id(id: Option<&VatId>, tree: &mut Tree) {
    tree.leaf("VATIdentificationNumber", id.map_or(NO_VAT_ID, VatId::as_str));
}

fn address(given: &Address, language: Language, contacts: &[(&str, &str)], tree: &mut Tree) {
    tree.inside("Address", &[], |tree| {
        tree.leaf("Name", &given.name);
        tree.filled("Street", &format!("{} {}", given.street, given.house_number));
        tree.leaf("Town", &given.town);
        tree.leaf("ZIP", &given.postcode);
        let country = texts::country_name(language, given.country);
        tree.leaf_with("Country", &[("CountryCode", given.country.code())], &country);
        for (name, value) in contacts {
            tree.filled(name, value);
        }
        tree.filled("AdditionalInformation", &given.extra);
    });
}

fn line(invoice: &Invoice, part: &Part, position: u32, tree: &mut Tree) {
    tree.inside("ListLineItem", &[], |tree| {
        tree.leaf("PositionNumber", &position.to_string());
        tree.leaf("Description", &part.name);
        if !part.sku.is_empty() {
            tree.leaf_with("ArticleNumber", &[("ArticleNumberType", "BillersArticleNumber")], &part.sku);
        }
        tree.leaf_with("Quantity", &[("Unit", PIECE)], &part.quantity.to_string());
        tree.leaf("UnitPrice", &part.unit_price.decimal());
        tax(invoice, part.rate, part.net, None, tree);
        tree.leaf("LineItemAmount", &part.net.decimal());
    });
}

fn tax(invoice: &Invoice, rate: Rate, net: Money, tax: Option<Money>, tree: &mut Tree) {
    tree.inside("TaxItem", &[], |tree| {
        tree.leaf("TaxableAmount", &net.decimal());
        tree.leaf_with("TaxPercent", &[("TaxCategoryCode", category(invoice, rate))], &percent(rate));
        if let Some(tax) = tax {
            tree.leaf("TaxAmount", &tax.decimal());
            tree.filled("Comment", &reason(invoice).unwrap_or_default());
        }
    });
}

fn sums(invoice: &Invoice, tree: &mut Tree) {
    tree.leaf("TotalGrossAmount", &shown(invoice, invoice.totals.gross).decimal());
    let paid = paid(invoice);
    if !paid.is_zero() {
        tree.leaf("PrepaidAmount", &paid.decimal());
    }
    tree.leaf("PayableAmount", &owed(invoice).decimal());
}

/// Money that we give back goes the way it came; what is paid wants no account.
fn payment(einvoice: &Einvoice, tree: &mut Tree) {
    let (invoice, issuer) = (einvoice.invoice, einvoice.issuer);
    let account = issuer.iban.as_ref().filter(|_| invoice.kind.charges() && owed(invoice).is_positive());
    tree.inside("PaymentMethod", &[], |tree| match account {
        None => tree.empty("NoPayment"),
        Some(iban) => tree.inside("UniversalBankTransaction", &[], |tree| {
            tree.inside("BeneficiaryAccount", &[], |tree| {
                if let Some(bic) = &issuer.bic {
                    tree.leaf("BIC", bic.as_str());
                }
                tree.leaf("IBAN", iban.as_str());
                tree.leaf("BankAccountOwner", &issuer.legal_name.chars().take(OWNER_MAX).collect::<String>());
            });
            tree.leaf("PaymentReference", &invoice.number.chars().take(REFERENCE_MAX).collect::<String>());
        }),
    });
    if invoice.kind.charges() {
        tree.inside("PaymentConditions", &[], |tree| {
            tree.leaf("DueDate", &invoice.due_on.to_string());
            for step in &invoice.skonto {
                let gross = invoice.totals.gross;
                tree.inside("Discount", &[], |tree| {
                    tree.leaf("PaymentDate", &step.until(invoice.day).to_string());
                    tree.leaf("BaseAmount", &gross.decimal());
                    tree.leaf("Percentage", &percent(step.rate));
                    tree.leaf("Amount", &gross.at_rate(step.rate).decimal());
                });
            }
        });
    }
}

/// The longest name of an account's owner.
const OWNER_MAX: usize = 70;

/// At most two decimals, as the schema wants them; the rates of this world have no more.
fn percent(rate: Rate) -> String {
    rate.percent()
}
