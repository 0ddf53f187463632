//! What happens to the goods of an order on their way out.

use serde::Serialize;

use crate::business::shipping::Carrier;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{OrderId, ParcelId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderPicked {
    pub order: OrderId,
    pub pieces: u32,
}

/// Picked goods went back on the shelf; the order waits to be picked again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PickingUndone {
    pub order: OrderId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelPacked {
    pub parcel: ParcelId,
    pub order: OrderId,
    pub carrier: Carrier,
    pub weight_grams: u32,
    /// Nothing of the order is left unpacked.
    pub complete: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelTracked {
    pub parcel: ParcelId,
    pub carrier: Carrier,
    pub tracking_number: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelHandedOver {
    pub parcel: ParcelId,
    pub order: OrderId,
    /// The whole order has left the house.
    pub complete: bool,
}

impl Happening for OrderPicked {
    const ROOM: &'static str = "shipping";
    const NAME: &'static str = "order_picked";

    fn subject(&self) -> Subject {
        Subject::of(self.order)
    }
}

impl Happening for PickingUndone {
    const ROOM: &'static str = "shipping";
    const NAME: &'static str = "picking_undone";

    fn subject(&self) -> Subject {
        Subject::of(self.order)
    }
}

impl Happening for ParcelPacked {
    const ROOM: &'static str = "shipping";
    const NAME: &'static str = "parcel_packed";

    fn subject(&self) -> Subject {
        Subject::of(self.parcel)
    }
}

impl Happening for ParcelTracked {
    const ROOM: &'static str = "shipping";
    const NAME: &'static str = "parcel_tracked";

    fn subject(&self) -> Subject {
        Subject::of(self.parcel)
    }
}

impl Happening for ParcelHandedOver {
    const ROOM: &'static str = "shipping";
    const NAME: &'static str = "parcel_handed_over";

    fn subject(&self) -> Subject {
        Subject::of(self.parcel)
    }
}
