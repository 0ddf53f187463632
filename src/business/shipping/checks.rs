//! What must always hold between parcels, orders and lots.

use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::shipping::Parcel;
use crate::business::shipping::records::{ORDER_TO_PARCEL_ID, PARCEL_ID_TO_PARCEL};
use crate::store::{Read, Span, compare};
use crate::values::{ParcelId, ProductId};

/// A parcel is found by its order.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let orders = |id: &ParcelId, parcel: &Parcel| vec![((parcel.order, *id), ())];
    Defect::all(compare(r, (&PARCEL_ID_TO_PARCEL, &ORDER_TO_PARCEL_ID), orders, |(_, id), ()| *id))
}

/// Where the lots of a parcel are kept, they add up to what lies in it.
pub(in crate::business) fn lots(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&PARCEL_ID_TO_PARCEL, Span::all(), |id: ParcelId, parcel: Parcel| {
        if !parcel.lots.is_empty() && !adds_up(&parcel) {
            let complaint = Complaint::new("checks.shipping.lots").with("parcel", id.to_string());
            defects.push(Defect::new(format!("parcel:{id}"), complaint));
        }
        ControlFlow::Continue(())
    });
    defects
}

fn adds_up(parcel: &Parcel) -> bool {
    let of_lots = |product: ProductId| -> u32 {
        parcel.lots.iter().filter(|taken| taken.product == product).map(|taken| taken.quantity).sum()
    };
    let lies_in_it = |product: ProductId| parcel.lines.iter().any(|line| line.product == product);
    parcel.lines.iter().all(|line| of_lots(line.product) == line.quantity)
        && parcel.lots.iter().all(|taken| lies_in_it(taken.product))
}
