//! What must always hold between mandates and their lists.

use crate::business::defect::Defect;
use crate::business::payments::mandates::Mandate;
use crate::business::payments::mandates::records::{
    CUSTOMER_TO_MANDATE_ID, MANDATE_ID_TO_MANDATE, NUMBER_TO_MANDATE_ID,
};
use crate::store::{Read, compare};
use crate::values::MandateId;

/// A mandate is found by its number and by its customer.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let numbers = |id: &MandateId, mandate: &Mandate| vec![(mandate.number.clone(), *id)];
    let customers = |id: &MandateId, mandate: &Mandate| vec![((mandate.customer, *id), ())];
    let mut found = compare(r, (&MANDATE_ID_TO_MANDATE, &NUMBER_TO_MANDATE_ID), numbers, |_, id| *id);
    found.extend(compare(r, (&MANDATE_ID_TO_MANDATE, &CUSTOMER_TO_MANDATE_ID), customers, |(_, id), ()| *id));
    Defect::all(found)
}
