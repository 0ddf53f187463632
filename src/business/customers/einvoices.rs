//! How a customer wants invoices as data, and under which reference.

use serde::{Deserialize, Serialize};

use crate::business::customers::customer;
use crate::business::customers::events::EinvoiceTermsSet;
use crate::business::customers::records::CUSTOMER_TO_EINVOICE_TERMS;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Stored};
use crate::values::{CustomerId, EinvoiceFormat};

/// A customer who has asked for nothing gets the PDF that carries its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EinvoiceTerms {
    pub format: EinvoiceFormat,
    /// What the customer wants to find on every invoice (EN 16931 BT-10): the Leitweg-ID of a German authority, the
    /// order reference of an Austrian one, a cost centre. Empty for none.
    pub buyer_reference: String,
}

impl EinvoiceTerms {
    /// BT-10 has no limit in the standard; the Austrian form takes 255 signs and no clerk types as many.
    pub const REFERENCE_MAX: usize = 60;

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        format!("{}|{}", self.format.word(), self.buyer_reference)
    }

    fn complaints(&self) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if self.buyer_reference.chars().count() > Self::REFERENCE_MAX {
            let most = i64::try_from(Self::REFERENCE_MAX).unwrap_or(i64::MAX);
            complaints
                .push(Complaint::new("customers.refusal.reference_too_long").at("buyer_reference").with("most", most));
        } else if is_leitweg_id(&self.buyer_reference) && !checks_out(&self.buyer_reference) {
            complaints.push(Complaint::new("customers.refusal.leitweg_id").at("buyer_reference"));
        }
        complaints
    }
}

impl Default for EinvoiceTerms {
    fn default() -> Self {
        EinvoiceTerms { format: EinvoiceFormat::Zugferd, buyer_reference: String::new() }
    }
}

impl Stored for EinvoiceTerms {
    const VERSION: u8 = 1;
}

pub fn einvoice_terms(r: &dyn Read, id: CustomerId) -> EinvoiceTerms {
    r.get(&CUSTOMER_TO_EINVOICE_TERMS, &id).unwrap_or_default()
}

/// From the next document on; documents that are already there can be taken in any format at any time.
pub fn set_einvoice_terms(tx: &mut Tx, id: CustomerId, terms: &EinvoiceTerms) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    let customer = customer(tx, id).ok_or_else(Failure::not_found)?;
    if customer.closed {
        return Err(Complaint::new("customers.refusal.closed").with("number", customer.number).into());
    }
    let complaints = terms.complaints();
    if !complaints.is_empty() {
        return Err(complaints.into());
    }
    if einvoice_terms(tx, id) == *terms {
        return Ok(());
    }
    let told = tx.record(EinvoiceTermsSet { customer: id, format: terms.format.word().to_owned() });
    tx.save(&told, &CUSTOMER_TO_EINVOICE_TERMS, &id, terms);
    Ok(())
}

/// Is it built as a Leitweg-ID: a coarse part of digits, perhaps a fine part, and two digits that check both
/// (KoSIT, format of the Leitweg-ID, version 2.0.2)?
fn is_leitweg_id(reference: &str) -> bool {
    let parts: Vec<&str> = reference.split('-').collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    let (coarse, fine, check) = match parts.as_slice() {
        [coarse, check] => (*coarse, "", *check),
        [coarse, fine, check] => (*coarse, *fine, *check),
        _ => return false,
    };
    digits(coarse)
        && (2..=12).contains(&coarse.len())
        && fine.len() <= 30
        && fine.bytes().all(|sign| sign.is_ascii_alphanumeric())
        && digits(check)
        && check.len() == 2
}

/// ISO 7064 MOD 97-10 over all signs without hyphens; a letter counts as two digits, A as 10.
fn checks_out(reference: &str) -> bool {
    let rest = reference
        .chars()
        .filter_map(|sign| sign.to_digit(36))
        .fold(0_u32, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 });
    rest == 1
}
