//! What happens to orders, in ids and figures.

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::orders::{Order, OrderState, Placement};
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{CustomerId, Day, OrderId, PartnerId, ReturnId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderPlaced {
    pub order: OrderId,
    pub placement: Placement,
    pub customer: Option<CustomerId>,
    pub credited_to: Option<PartnerId>,
    pub figures: Figures,
}

/// What an order comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    pub lines: usize,
    pub pieces: u32,
    pub net: String,
    pub gross: String,
    pub currency: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderCorrected {
    pub order: OrderId,
    /// The number of the new version.
    pub version: u32,
    pub before: Figures,
    pub after: Figures,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderCancelled {
    pub order: OrderId,
    pub was: OrderState,
    pub figures: Figures,
}

/// An order of a former system.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderImported {
    pub order: OrderId,
    pub day: Day,
    pub customer: Option<CustomerId>,
    pub credited_to: Option<PartnerId>,
    pub figures: Figures,
    /// Why it comes after its period was settled. Free words stay out of the journal.
    #[serde(skip)]
    pub late_because: String,
}

/// An order is the sale of another partner from now on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderCredited {
    pub order: OrderId,
    /// The number of the new version.
    pub version: u32,
    pub partner_before: Option<PartnerId>,
    pub credited_to: PartnerId,
    /// Free words stay out of the journal.
    #[serde(skip)]
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithdrawalReceived {
    pub order: OrderId,
    /// After the period in which the law grants it.
    pub late: bool,
    /// The order had not been picked, and was cancelled at once.
    pub cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoodsReturned {
    pub order: OrderId,
    #[serde(rename = "return")]
    pub id: ReturnId,
    pub pieces: u32,
    /// Nothing is left with the customer.
    pub whole: bool,
}

impl OrderPlaced {
    pub(super) fn of(id: OrderId, order: &Order) -> OrderPlaced {
        OrderPlaced {
            order: id,
            placement: order.placement,
            customer: order.buyer.customer,
            credited_to: order.credited_to,
            figures: Figures::of(order),
        }
    }
}

impl Figures {
    pub(super) fn of(order: &Order) -> Figures {
        let totals = order.totals();
        Figures {
            lines: order.lines.len(),
            pieces: order.lines.iter().map(|line| line.quantity).sum(),
            net: totals.net.decimal(),
            gross: totals.gross.decimal(),
            currency: totals.gross.currency().code().to_owned(),
        }
    }
}

/// Delivery costs something else from a day on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TariffsChanged {
    pub valid_from: Day,
    pub countries: usize,
}

impl Happening for TariffsChanged {
    const ROOM: &'static str = "orders";
    const NAME: &'static str = "tariffs_changed";

    fn subject(&self) -> Subject {
        the_firm()
    }
}

macro_rules! about_an_order {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "orders";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.order)
            }
        }
    )*};
}

about_an_order! {
    OrderPlaced "order_placed";
    OrderCorrected "order_corrected";
    OrderCredited "order_credited";
    OrderCancelled "order_cancelled";
    OrderImported "order_imported";
    WithdrawalReceived "withdrawal_received";
    GoodsReturned "goods_returned";
}
