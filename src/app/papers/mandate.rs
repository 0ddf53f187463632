//! Mandates as documents: the form for somebody who is to sign, and the copy of what was signed.

use crate::app::papers::{Paper, printed};
use crate::business::customers::customer;
use crate::business::failure::{Complaint, Failure};
use crate::business::payments::mandates::{
    Mandate, MandateScheme, SigningWay, mandate_creditor, own_mandates, see_mandate,
};
use crate::business::people::{Person, person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::print::{self, Document, MandateForm};
use crate::values::{CustomerId, MandateId};

/// The form for a customer who has not signed yet.
pub fn mandate_form_pdf(view: &View, id: CustomerId, scheme: MandateScheme) -> Result<Document, Failure> {
    view.require(Permission::PaymentsMandates)?;
    printed_form(view, id, scheme, None)
}

/// What was signed, for staff.
pub fn mandate_pdf(view: &View, id: MandateId) -> Result<Document, Failure> {
    let mandate = see_mandate(view, id)?.mandate;
    printed_form(view, mandate.customer, mandate.scheme, Some(&mandate))
}

/// What was signed, for whoever signed it.
pub fn own_mandate_pdf(view: &View, id: MandateId) -> Result<Document, Failure> {
    let own = own_mandates(view)?.into_iter().find(|row| row.id == id);
    let mandate = own.ok_or_else(Failure::not_found)?.mandate;
    printed_form(view, mandate.customer, mandate.scheme, Some(&mandate))
}

fn printed_form(
    view: &View,
    id: CustomerId,
    scheme: MandateScheme,
    signed: Option<&Mandate>,
) -> Result<Document, Failure> {
    let creditor = mandate_creditor(view).ok_or_else(|| Complaint::new("mandates.refusal.no_creditor_id"))?;
    let customer = customer(view, id).ok_or_else(Failure::not_found)?;
    let person = person(view, customer.person).ok_or_else(Failure::not_found)?;
    let paper = Paper::now(view)?;
    printed(print::mandate_form(&MandateForm {
        head: paper.head(),
        language: signed.map_or(person.language, |signed| signed.language),
        scheme,
        creditor_id: &creditor.creditor_id,
        customer_number: customer.number,
        address: person.address.as_ref(),
        number: signed.map(|signed| signed.number.clone()).unwrap_or_default(),
        holder: signed.map_or_else(|| known_holder(&person), |signed| signed.holder.clone()),
        iban: signed.map(|signed| signed.iban.grouped()).unwrap_or_default(),
        bic: signed.and_then(|signed| signed.bic.as_ref()).map(ToString::to_string).unwrap_or_default(),
        signed_on: signed.filter(|signed| signed.way == SigningWay::Page).map(|signed| signed.signed_on),
        made_at: view.now(),
    }))
}

fn known_holder(person: &Person) -> String {
    let holder = person.account_holder.trim();
    if holder.is_empty() { person.name() } else { holder.to_owned() }
}
