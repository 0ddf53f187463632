//! Pick lists and parcels.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Instant, LotId, OrderId, PlaceId, ProductId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickList {
    pub lines: Vec<PickLine>,
    pub picked_at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickLine {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub order: OrderId,
    pub carrier: Carrier,
    pub tracking_number: String,
    pub weight_grams: u32,
    pub lines: Vec<ParcelLine>,
    pub packed_at: Instant,
    pub handed_over_at: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLine {
    pub product: ProductId,
    pub quantity: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Carrier {
    AustrianPost,
    Gls,
    /// Fetched at the door.
    Pickup,
}

impl Carrier {
    pub const ALL: [Carrier; 3] = [Carrier::AustrianPost, Carrier::Gls, Carrier::Pickup];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Carrier::AustrianPost => "post",
            Carrier::Gls => "gls",
            Carrier::Pickup => "pickup",
        }
    }

    pub fn from_word(word: &str) -> Option<Carrier> {
        Carrier::ALL.into_iter().find(|carrier| carrier.word() == word)
    }

    /// Where the receiver can follow the parcel.
    pub fn tracking_url(self, number: &str) -> Option<String> {
        match self {
            Carrier::AustrianPost => Some(format!("https://www.post.at/s/sendungsdetails?snr={number}")),
            Carrier::Gls => Some(format!("https://gls-group.com/AT/de/paketverfolgung?match={number}")),
            Carrier::Pickup => None,
        }
    }
}

impl Stored for PickList {
    const VERSION: u8 = 1;
}
impl Stored for Parcel {
    const VERSION: u8 = 1;
}
