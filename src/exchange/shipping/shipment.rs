//! One parcel, with the receiver in parts.

use crate::business::orders::{Order, order_number};
use crate::business::shipping::Parcel;
use crate::values::{Address, OrderId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// Comes back with the tracking number: our order number.
    pub reference: String,
    pub receiver: Address,
    pub phone: String,
    pub email: String,
    pub weight_grams: u32,
}

impl Shipment {
    pub fn of(id: OrderId, order: &Order, parcel: &Parcel) -> Shipment {
        Shipment {
            reference: order_number(id),
            receiver: order.delivery.clone(),
            phone: order.buyer.phone.clone(),
            email: order.buyer.email.to_string(),
            weight_grams: parcel.weight_grams,
        }
    }
}
