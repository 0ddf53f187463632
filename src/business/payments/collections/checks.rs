//! What must always hold between collections, their debits and the payments that came of them.

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::payments::collections::records::{
    COLLECTION_ID_TO_COLLECTION, DebitOrigin, END_TO_END_TO_ORIGIN, all_collections,
};
use crate::business::payments::collections::{Collection, DebitState, collection_number, return_of};
use crate::business::payments::payment;
use crate::store::{Read, compare};
use crate::values::CollectionId;

/// Every debit is found by what banks call it, and whatever came in is a payment of the same amount.
pub(in crate::business) fn collections(r: &dyn Read) -> Vec<Defect> {
    let origins = |id: &CollectionId, collection: &Collection| {
        let places = (0_u32..).zip(&collection.debits);
        places.map(|(place, debit)| (debit.end_to_end_id.clone(), DebitOrigin { collection: *id, place })).collect()
    };
    let records = (&COLLECTION_ID_TO_COLLECTION, &END_TO_END_TO_ORIGIN);
    let mut found = Defect::all(compare(r, records, origins, |_, origin| origin.collection));
    for (id, collection) in all_collections(r) {
        for debit in &collection.debits {
            let paid = debit.payment.and_then(|id| payment(r, id));
            let is_paid = paid.is_some_and(|paid| paid.amount == debit.amount && paid.order == debit.order);
            let came = matches!(debit.state, DebitState::Received | DebitState::Returned);
            let back = return_of(r, &debit.end_to_end_id).and_then(|back| payment(r, back.payment));
            let went_back = back.is_some_and(|back| back.amount == -debit.amount && back.order == debit.order);
            if came != is_paid || went_back != (debit.state == DebitState::Returned) {
                let complaint = Complaint::new("checks.payments.collection").with("number", collection_number(id));
                let complaint = complaint.with("debit", debit.end_to_end_id.clone());
                found.push(Defect::new(format!("collection:{id}"), complaint));
            }
        }
    }
    found
}
