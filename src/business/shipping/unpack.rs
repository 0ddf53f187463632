//! Bringing picked goods back to the shelf.

use crate::business::failure::{Complaint, Failure};
use crate::business::shipping::records::{ORDER_TO_PICK_LIST, PARCEL_ID_TO_PARCEL, parcels_of_order, pick_list};
use crate::business::shipping::{Parcel, PickLine};
use crate::business::stock::{self, Taken};
use crate::business::tx::{Recorded, Tx};
use crate::values::OrderId;

/// Unpacks every parcel of an order and puts its goods back where they came from. Refuses when one has left.
pub(in crate::business) fn unpack(tx: &mut Tx, told: &Recorded, order: OrderId) -> Result<(), Failure> {
    let parcels = parcels_of_order(tx, order);
    if parcels.iter().any(|(_, parcel)| parcel.handed_over_at.is_some()) {
        return Err(Complaint::new("shipping.refusal.has_left").into());
    }
    for (id, parcel) in parcels {
        tx.save(told, &PARCEL_ID_TO_PARCEL, &id, &Parcel { void: true, ..parcel });
    }
    if let Some(list) = pick_list(tx, order) {
        tx.remove(told, &ORDER_TO_PICK_LIST, &order);
        let goods: Vec<Taken> = list.lines.iter().map(PickLine::taken).collect();
        stock::put_back(tx, told, order, &goods);
    }
    Ok(())
}
