//! Where the goods are.
//!
//! - *Place*: an own store room, an agency's stock, or goods in transit. Orders are picked where it *delivers*.
//! - *Lot*: a batch of one product with its best-before day.
//! - *Movement*: a quantity of a lot that goes from one place to another, or in or out of the house.
//! - *Level*: what lies at the places that deliver, what of it is reserved, and what is backordered.
//! - *Reservation*: what is kept aside for an order from its confirmation until it is picked.
//! - *Backorder*: what was promised though it is not there; the oldest order is served first.

mod assortment;
pub(super) mod checks;
mod commands;
mod events;
mod level;
mod list;
mod place;
mod promise;
mod records;
mod shift;
mod walk;

pub use assortment::{FoundProducts, OnShelf, ProductOrder, ProductRow, ProductWish, find_products};
pub use commands::{
    Correction, Receipt, ReceiptLine, Transfer, WriteOff, correct_stock, receive_goods, save_place, transfer, write_off,
};
pub use events::{GoodsLine, GoodsReceived, PlaceSaved, StockCorrected, StockTransferred, StockWrittenOff};
pub use level::{Level, Reservation, ReservedLine};
pub use list::{
    EXPIRES_SOON_DAYS, FEW, FoundStock, StockOrder, StockRow, StockWish, Warning, expires_soon, find_stock, stock_of,
};
pub use place::{Lot, Movement, MovementKind, Place, PlaceKind};
pub use promise::{Taken, Wanted};
pub(in crate::business) use promise::{plan_picking, put_back, release, reserve, take, throw_away};
pub use records::{
    TABLES, expired, level, lot, lots_of, movements_of, place, places, quantity_at, reservation, stock_at,
    waiting_orders,
};
pub use walk::{Missing, Picks, picks_of_walk};
