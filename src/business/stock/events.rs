//! What happens to the stock.

use serde::Serialize;

use crate::business::stock::PlaceKind;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{LotId, PlaceId, ProductId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceSaved {
    pub place: PlaceId,
    pub kind: PlaceKind,
    pub delivers: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoodsReceived {
    pub place: PlaceId,
    pub lines: Vec<GoodsLine>,
}

/// So many pieces of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GoodsLine {
    pub product: ProductId,
    pub lot: LotId,
    pub quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StockCorrected {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub before: u32,
    pub after: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StockTransferred {
    pub product: ProductId,
    pub lot: LotId,
    pub from: PlaceId,
    pub to: PlaceId,
    pub quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StockWrittenOff {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub quantity: u32,
}

impl Happening for PlaceSaved {
    const ROOM: &'static str = "stock";
    const NAME: &'static str = "place_saved";

    fn subject(&self) -> Subject {
        Subject::of(self.place)
    }
}

impl Happening for GoodsReceived {
    const ROOM: &'static str = "stock";
    const NAME: &'static str = "goods_received";

    fn subject(&self) -> Subject {
        Subject::of(self.place)
    }
}

impl Happening for StockCorrected {
    const ROOM: &'static str = "stock";
    const NAME: &'static str = "stock_corrected";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}

impl Happening for StockTransferred {
    const ROOM: &'static str = "stock";
    const NAME: &'static str = "stock_transferred";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}

impl Happening for StockWrittenOff {
    const ROOM: &'static str = "stock";
    const NAME: &'static str = "stock_written_off";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}
