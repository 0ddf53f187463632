//! Pick lists and parcels.

use serde::{Deserialize, Serialize};

use crate::business::stock::Taken;
use crate::store::{Stored, read_body_without};
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
    /// Unpacked again before it left: the order was cancelled, or its picking undone.
    pub void: bool,
    /// From which lots its goods came; empty in parcels that were packed before this was kept.
    pub lots: Vec<PickLine>,
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

impl PickLine {
    pub(super) fn of(goods: &Taken) -> PickLine {
        PickLine { product: goods.product, place: goods.place, lot: goods.lot, quantity: goods.quantity }
    }

    /// The same pieces as the stock knows them.
    pub fn taken(&self) -> Taken {
        Taken { product: self.product, place: self.place, lot: self.lot, quantity: self.quantity }
    }
}

impl PickList {
    /// How much of each product was picked, from whatever lots.
    pub fn by_product(&self) -> Vec<ParcelLine> {
        let mut sums: Vec<ParcelLine> = Vec::new();
        for line in &self.lines {
            match sums.iter_mut().find(|sum| sum.product == line.product) {
                Some(sum) => sum.quantity += line.quantity,
                None => sums.push(ParcelLine { product: line.product, quantity: line.quantity }),
            }
        }
        sums
    }

    /// From which lots so many pieces of a product come, after those that have gone another way already: into an
    /// earlier parcel, or back on the shelf.
    pub fn lots_behind(&self, product: ProductId, gone: u32, quantity: u32) -> Vec<PickLine> {
        let (mut skip, mut left) = (gone, quantity);
        let mut found = Vec::new();
        for line in self.lines.iter().filter(|line| line.product == product) {
            let here = line.quantity - line.quantity.min(skip);
            skip -= line.quantity.min(skip);
            let taken = here.min(left);
            left -= taken;
            if taken > 0 {
                found.push(PickLine { quantity: taken, ..*line });
            }
        }
        found
    }
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

    pub fn text_key(self) -> String {
        format!("shipping.carrier.{}", self.word())
    }

    /// The heaviest parcel that is taken, in grams; `None` where nobody weighs.
    pub const fn weight_max(self) -> Option<u32> {
        match self {
            Carrier::AustrianPost => Some(31_500),
            Carrier::Gls => Some(40_000),
            Carrier::Pickup => None,
        }
    }

    pub fn from_word(word: &str) -> Option<Carrier> {
        Carrier::ALL.into_iter().find(|carrier| carrier.word() == word)
    }

    /// Does a parcel travel by this carrier under a number?
    pub const fn gives_numbers(self) -> bool {
        !matches!(self, Carrier::Pickup)
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

impl Parcel {
    /// Nothing is missing any more before it leaves: it has its number, or needs none.
    pub fn is_ready_to_leave(&self) -> bool {
        !self.tracking_number.is_empty() || !self.carrier.gives_numbers()
    }
}

impl Stored for PickList {
    const VERSION: u8 = 1;
}
impl Stored for Parcel {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Parcel> {
        (version == 1).then(|| read_body_without(1, bytes))?
    }
}
