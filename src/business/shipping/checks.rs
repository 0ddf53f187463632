//! What must always hold between parcels and orders.

use crate::business::defect::Defect;
use crate::business::shipping::Parcel;
use crate::business::shipping::records::{ORDER_TO_PARCEL_ID, PARCEL_ID_TO_PARCEL};
use crate::store::{Read, compare};
use crate::values::ParcelId;

/// A parcel is found by its order.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let orders = |id: &ParcelId, parcel: &Parcel| vec![((parcel.order, *id), ())];
    Defect::all(compare(r, (&PARCEL_ID_TO_PARCEL, &ORDER_TO_PARCEL_ID), orders, |(_, id), ()| *id))
}
