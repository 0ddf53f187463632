//! Packing: what was picked goes into parcels, each line scanned.

use crate::business::catalog;
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, OrderState};
use crate::business::permission::Permission;
use crate::business::shipping::events::{ParcelPacked, ParcelTracked};
use crate::business::shipping::records::{ORDER_TO_PARCEL_ID, PARCEL_ID_TO_PARCEL, lots_to_pack, parcel, unpacked};
use crate::business::shipping::{Carrier, Parcel, ParcelLine};
use crate::business::tx::Tx;
use crate::values::{OrderId, ParcelId};

/// No carrier's numbers are longer.
const TRACKING_SIGNS_MAX: usize = 35;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackParcel {
    pub order: OrderId,
    pub carrier: Carrier,
    /// Empty until the carrier has given one.
    pub tracking_number: String,
    pub weight_grams: u32,
    /// What was scanned into this parcel.
    pub lines: Vec<ParcelLine>,
}

/// Packs one parcel. The order is packed when nothing that was picked is left over.
pub fn pack_parcel(tx: &mut Tx, command: &PackParcel) -> Result<ParcelId, Failure> {
    tx.require(Permission::ShippingPack)?;
    let order = orders::order(tx, command.order).ok_or_else(Failure::not_found)?;
    match order.state {
        OrderState::Picked => {}
        OrderState::Confirmed | OrderState::Cancelled => {
            return Err(Complaint::new("shipping.refusal.not_picked").into());
        }
        OrderState::Packed | OrderState::Shipped | OrderState::Returned => {
            return Err(Complaint::new("shipping.refusal.all_packed").into());
        }
    }
    let left = unpacked(tx, command.order);
    let lines = merged(&command.lines);
    let mut complaints = line_complaints(tx, &left, &lines);
    complaints.extend(weight_complaint(command.carrier, command.weight_grams));
    complaints.extend(tracking_complaint(&command.tracking_number));
    Failure::unless_empty(complaints)?;
    let complete = left.iter().all(|line| lines.contains(line));
    let lots = lots_to_pack(tx, command.order, &lines);
    let (carrier, weight_grams) = (command.carrier, command.weight_grams);
    let id = tx.next_id();
    let told = tx.record(ParcelPacked { parcel: id, order: command.order, carrier, weight_grams, complete });
    let packed = Parcel {
        order: command.order,
        carrier,
        tracking_number: command.tracking_number.trim().to_owned(),
        weight_grams,
        lines,
        packed_at: tx.now(),
        handed_over_at: None,
        void: false,
        lots,
    };
    tx.save(&told, &ORDER_TO_PARCEL_ID, &(command.order, id), &());
    tx.save(&told, &PARCEL_ID_TO_PARCEL, &id, &packed);
    Ok(id)
}

/// Sets by whom and under which number a parcel travels.
pub fn track_parcel(tx: &mut Tx, id: ParcelId, carrier: Carrier, tracking_number: &str) -> Result<(), Failure> {
    tx.require(Permission::ShippingPack)?;
    let before = parcel(tx, id).filter(|parcel| !parcel.void).ok_or_else(Failure::not_found)?;
    Failure::unless_empty(tracking_complaint(tracking_number).into_iter().collect())?;
    let tracking_number = tracking_number.trim().to_owned();
    let told = tx.record(ParcelTracked { parcel: id, carrier, tracking_number: tracking_number.clone() });
    tx.save(&told, &PARCEL_ID_TO_PARCEL, &id, &Parcel { carrier, tracking_number, ..before });
    Ok(())
}

/// Each product once; what was scanned twice counts twice.
fn merged(lines: &[ParcelLine]) -> Vec<ParcelLine> {
    let mut merged: Vec<ParcelLine> = Vec::new();
    for line in lines.iter().filter(|line| line.quantity > 0) {
        match merged.iter_mut().find(|known| known.product == line.product) {
            Some(known) => known.quantity = known.quantity.saturating_add(line.quantity),
            None => merged.push(*line),
        }
    }
    merged
}

fn line_complaints(tx: &Tx, left: &[ParcelLine], lines: &[ParcelLine]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if lines.is_empty() {
        complaints.push(Complaint::new("shipping.refusal.parcel_empty").at("lines"));
    }
    for line in lines {
        let picked = left.iter().find(|left| left.product == line.product).map_or(0, |left| left.quantity);
        if line.quantity > picked {
            let product = catalog::product(tx, line.product);
            let name = product.map(|product| product.name.get(tx.actor().language).to_owned()).unwrap_or_default();
            complaints.push(
                Complaint::new("shipping.refusal.more_than_picked")
                    .at("lines")
                    .with("product", name)
                    .with("left", picked),
            );
        }
    }
    complaints
}

fn weight_complaint(carrier: Carrier, weight_grams: u32) -> Option<Complaint> {
    let most = carrier.weight_max()?;
    if weight_grams == 0 {
        return Some(Complaint::new("shipping.refusal.weight_missing").at("weight"));
    }
    (weight_grams > most).then(|| Complaint::new("shipping.refusal.too_heavy").at("weight").with("most", most / 1_000))
}

fn tracking_complaint(number: &str) -> Option<Complaint> {
    let number = number.trim();
    let good = number.len() <= TRACKING_SIGNS_MAX
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b' ' | b'/' | b'.'));
    (!good).then(|| Complaint::new("shipping.refusal.tracking_wrong").at("tracking_number"))
}
