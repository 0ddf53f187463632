//! Handing parcels over to the carrier.

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, OrderState};
use crate::business::permission::Permission;
use crate::business::shipping::events::ParcelHandedOver;
use crate::business::shipping::records::{PARCEL_ID_TO_PARCEL, parcel, parcels_of_order};
use crate::business::shipping::{Parcel, unpacked};
use crate::business::tx::Tx;
use crate::values::{OrderId, ParcelId};

/// Hands one parcel over. The order has left the house when its last parcel has.
pub fn hand_over(tx: &mut Tx, id: ParcelId) -> Result<(), Failure> {
    tx.require(Permission::ShippingPack)?;
    let before = parcel(tx, id).filter(|parcel| !parcel.void).ok_or_else(Failure::not_found)?;
    if before.handed_over_at.is_some() {
        return Err(Complaint::new("shipping.refusal.already_handed_over").into());
    }
    let order = before.order;
    let others_left =
        parcels_of_order(tx, order).into_iter().all(|(other, parcel)| other == id || parcel.handed_over_at.is_some());
    let complete = others_left && unpacked(tx, order).is_empty();
    let told = tx.record(ParcelHandedOver { parcel: id, order, complete });
    tx.save(&told, &PARCEL_ID_TO_PARCEL, &id, &Parcel { handed_over_at: Some(tx.now()), ..before });
    Ok(())
}

/// Hands over every parcel of a packed order that is still here.
pub fn hand_over_order(tx: &mut Tx, id: OrderId) -> Result<(), Failure> {
    tx.require(Permission::ShippingPack)?;
    let order = orders::order(tx, id).ok_or_else(Failure::not_found)?;
    match order.state {
        OrderState::Packed => {}
        OrderState::Confirmed | OrderState::Picked | OrderState::Cancelled => {
            return Err(Complaint::new("shipping.refusal.not_packed").into());
        }
        OrderState::Shipped | OrderState::Returned => {
            return Err(Complaint::new("shipping.refusal.already_handed_over").into());
        }
    }
    let here = parcels_of_order(tx, id).into_iter().filter(|(_, parcel)| parcel.handed_over_at.is_none());
    for (parcel, _) in here {
        hand_over(tx, parcel)?;
    }
    Ok(())
}
