//! Who sends, who receives, and where the goods went.

use en16931::Identifier;
use en16931::codes::guard::CodeError;
use en16931::invoice::{Contact, Delivery, Party, PostalAddress};

use crate::exchange::einvoice::amounts::owed;
use crate::exchange::einvoice::model::date;
use crate::exchange::einvoice::trouble::EinvoiceTrouble;
use crate::exchange::einvoice::written::Einvoice;
use crate::text;
use crate::values::{Address, Email};

/// CEF electronic address scheme of an e-mail address.
const EMAIL_SCHEME: &str = "EM";

pub(super) fn seller(einvoice: &Einvoice) -> Result<Party, EinvoiceTrouble> {
    let issuer = einvoice.issuer;
    let register = issuer.register.trim();
    // `FN 123456a, Landesgericht Wels`: the number stands before the court.
    let number = register.split(',').next().map(str::trim).unwrap_or_default();
    Ok(Party {
        name: filled(&issuer.legal_name),
        trading_name: filled(&issuer.trade_name).filter(|name| *name != issuer.legal_name),
        legal_registration: filled(number).map(Identifier::new),
        vat_identifier: issuer.vat_id.as_ref().map(ToString::to_string),
        tax_registration: filled(&issuer.tax_number),
        additional_legal_information: filled(register),
        electronic_address: Some(by_email(&issuer.email)?),
        contact: Contact {
            name: Some(text!(einvoice.invoice.language, "einvoice.contact")),
            phone: filled(&issuer.phone),
            email: Some(issuer.email.to_string()),
        },
        ..Party::new("", address(&issuer.address)?)
    })
}

pub(super) fn buyer(einvoice: &Einvoice) -> Result<Party, EinvoiceTrouble> {
    let invoice = einvoice.invoice;
    Ok(Party {
        name: filled(&invoice.billing.name),
        identifiers: filled(einvoice.customer_number).map(Identifier::new).into_iter().collect(),
        vat_identifier: invoice.vat_id.as_ref().map(ToString::to_string),
        electronic_address: Some(by_email(einvoice.buyer_email)?),
        ..Party::new("", address(&invoice.billing)?)
    })
}

pub(super) fn delivery(einvoice: &Einvoice) -> Result<Delivery, EinvoiceTrouble> {
    let invoice = einvoice.invoice;
    Ok(Delivery {
        party_name: filled(&invoice.delivery.name),
        location: None,
        date: Some(date(invoice.delivered_on)?),
        address: Some(address(&invoice.delivery)?),
    })
}

/// Who is to pay has to know where: the rules of the standard ask only how.
pub(super) fn missing_account(einvoice: &Einvoice) -> Option<&'static str> {
    let wants_money = einvoice.invoice.kind.charges() && owed(einvoice.invoice).is_positive();
    (wants_money && einvoice.issuer.iban.is_none()).then_some("einvoice.trouble.bank_account")
}

/// Town and postcode of everybody, which ebInterface wants and its schema cannot test.
pub(super) fn missing_address(einvoice: &Einvoice) -> Option<&'static str> {
    let is_short = |address: &Address| address.town.trim().is_empty() || address.postcode.trim().is_empty();
    if is_short(&einvoice.issuer.address) {
        return Some("einvoice.trouble.seller_address");
    }
    if is_short(&einvoice.invoice.billing) {
        return Some("einvoice.trouble.buyer_address");
    }
    is_short(&einvoice.invoice.delivery).then_some("einvoice.trouble.delivery_address")
}

/// The parts of an address; what is empty is left out rather than written empty.
pub(super) fn address(given: &Address) -> Result<PostalAddress, EinvoiceTrouble> {
    let street = format!("{} {}", given.street, given.house_number);
    let address = PostalAddress::new(street.trim(), given.town.trim(), given.postcode.trim(), given.country.code());
    let address = address.map_err(library)?;
    Ok(PostalAddress {
        line1: address.line1.as_deref().and_then(filled),
        line2: filled(&given.extra),
        city: address.city.as_deref().and_then(filled),
        post_code: address.post_code.as_deref().and_then(filled),
        ..address
    })
}

pub(super) fn by_email(email: &Email) -> Result<Identifier, EinvoiceTrouble> {
    Identifier::eas(email.to_string(), EMAIL_SCHEME).map_err(library)
}

fn library(error: CodeError) -> EinvoiceTrouble {
    EinvoiceTrouble::Library(error.to_string())
}

/// A term that is used has content.
pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
