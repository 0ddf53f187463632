//! An order: its lines, its sums, its way.

use serde::{Deserialize, Serialize};

use crate::business::catalog::{PriceRole, TaxClass};
use crate::business::orders::{DeliveryTime, TaxReason};
use crate::store::{Stored, read_body_without};
use crate::text;
use crate::texts;
use crate::values::{
    Address, Country, CustomerId, Day, Email, Instant, Language, Money, OrderId, PartnerId, PersonId, Points,
    ProductId, Rate, VatId,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub placed_at: Instant,
    /// The calendar day of the order on the firm's wall.
    pub day: Day,
    pub placement: Placement,
    pub buyer: Buyer,
    /// Whose sale it is.
    pub credited_to: Option<PartnerId>,
    pub price_role: PriceRole,
    pub billing: Address,
    pub delivery: Address,
    /// The country whose tax applies, or to which the goods go where none does.
    pub tax_country: Country,
    pub lines: Vec<OrderLine>,
    pub shipping: Shipping,
    pub payment_method: PaymentMethod,
    pub state: OrderState,
    pub paid_on: Option<Day>,
    /// The day on which the goods left the house.
    pub shipped_on: Option<Day>,
    /// Why it was cancelled; empty otherwise.
    pub cancel_reason: String,
    /// 1 for the first version; a correction counts it up and keeps the one before.
    pub version: u32,
    pub note: String,
    pub language: Language,
    /// Versions of the texts that were accepted at checkout.
    pub terms_version: String,
    pub privacy_version: String,
    /// Opens the order's page to somebody who has no account.
    pub token: [u8; 16],
    /// The number in the system from which it was imported; empty for our own.
    pub external: String,
    /// Within which time it was promised; `None` where nothing was said.
    pub delivery_time: Option<DeliveryTime>,
    /// Why no VAT is charged, where none is.
    pub tax_reason: Option<TaxReason>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// `None` for a guest.
    pub customer: Option<CustomerId>,
    pub person: Option<PersonId>,
    pub email: Email,
    pub phone: String,
    pub vat_id: Option<VatId>,
}

/// By whom an order was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    Guest,
    Customer,
    /// A partner for the own household.
    PartnerOwn,
    /// A partner for a customer.
    PartnerForCustomer,
    /// Staff on the telephone.
    Staff,
    Imported,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    pub product: ProductId,
    pub sku: String,
    /// In the buyer's language, as it was shown.
    pub name: String,
    pub quantity: u32,
    /// Net for one piece, after tiers.
    pub unit_price: Money,
    pub tax_class: TaxClass,
    pub vat_rate: Rate,
    /// For one piece.
    pub points: Points,
    pub commission_base: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipping {
    /// Net.
    pub price: Money,
    pub vat_rate: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaymentMethod {
    /// Bank transfer before shipping.
    Prepayment,
    /// Bank transfer after delivery.
    Invoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderState {
    Confirmed,
    Picked,
    Packed,
    Shipped,
    Cancelled,
    /// Everything came back.
    Returned,
}

impl OrderState {
    pub const ALL: [OrderState; 6] = [
        OrderState::Confirmed,
        OrderState::Picked,
        OrderState::Packed,
        OrderState::Shipped,
        OrderState::Cancelled,
        OrderState::Returned,
    ];

    /// The number in keys.
    pub const fn number(self) -> u8 {
        match self {
            OrderState::Confirmed => 1,
            OrderState::Picked => 2,
            OrderState::Packed => 3,
            OrderState::Shipped => 4,
            OrderState::Cancelled => 5,
            OrderState::Returned => 6,
        }
    }

    /// A stable word for paths, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            OrderState::Confirmed => "confirmed",
            OrderState::Picked => "picked",
            OrderState::Packed => "packed",
            OrderState::Shipped => "shipped",
            OrderState::Cancelled => "cancelled",
            OrderState::Returned => "returned",
        }
    }

    pub fn text_key(self) -> String {
        format!("orders.state.{}", self.word())
    }
}

impl Placement {
    pub const ALL: [Placement; 6] = [
        Placement::Guest,
        Placement::Customer,
        Placement::PartnerOwn,
        Placement::PartnerForCustomer,
        Placement::Staff,
        Placement::Imported,
    ];

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Placement::Guest => "guest",
            Placement::Customer => "customer",
            Placement::PartnerOwn => "partner_own",
            Placement::PartnerForCustomer => "partner_for_customer",
            Placement::Staff => "staff",
            Placement::Imported => "imported",
        }
    }

    pub fn text_key(self) -> String {
        format!("orders.placement.{}", self.word())
    }
}

impl PaymentMethod {
    pub const ALL: [PaymentMethod; 2] = [PaymentMethod::Prepayment, PaymentMethod::Invoice];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PaymentMethod::Prepayment => "prepayment",
            PaymentMethod::Invoice => "invoice",
        }
    }

    /// Whether the buyer needs our IBAN to pay.
    pub const fn is_bank_transfer(self) -> bool {
        match self {
            PaymentMethod::Prepayment | PaymentMethod::Invoice => true,
        }
    }

    pub fn from_word(word: &str) -> Option<PaymentMethod> {
        PaymentMethod::ALL.into_iter().find(|method| method.word() == word)
    }

    pub fn text_key(self) -> String {
        format!("orders.payment_method.{}", self.word())
    }
}

/// All lines of one tax rate together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxGroup {
    pub rate: Rate,
    pub net: Money,
    pub tax: Money,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Highest rate first.
    pub groups: Vec<TaxGroup>,
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
}

impl OrderLine {
    pub fn net(&self) -> Money {
        self.unit_price * self.quantity
    }
}

impl Totals {
    /// Sums by tax rate; the tax is rounded once a rate, as EN 16931 BR-CO-17 asks.
    pub fn of(lines: &[OrderLine], shipping: Shipping) -> Totals {
        let mut nets: Vec<(Rate, Money)> = Vec::new();
        let goods = lines.iter().map(|line| (line.vat_rate, line.net()));
        for (rate, net) in goods.chain([(shipping.vat_rate, shipping.price)]) {
            match nets.iter_mut().find(|(known, _)| *known == rate) {
                Some((_, sum)) => *sum += net,
                None => nets.push((rate, net)),
            }
        }
        nets.retain(|(_, net)| !net.is_zero());
        nets.sort_by_key(|(rate, _)| std::cmp::Reverse(*rate));
        let groups: Vec<TaxGroup> =
            nets.into_iter().map(|(rate, net)| TaxGroup { rate, net, tax: net.at_rate(rate) }).collect();
        let zero = Money::zero(shipping.price.currency());
        let net = groups.iter().fold(zero, |sum, group| sum + group.net);
        let tax = groups.iter().fold(zero, |sum, group| sum + group.tax);
        Totals { groups, net, tax, gross: net + tax }
    }
}

impl Order {
    pub fn totals(&self) -> Totals {
        Totals::of(&self.lines, self.shipping)
    }

    /// Whether it is paid, and if not, what it waits for: for whoever handles its goods.
    pub fn say_payment(&self, language: Language) -> String {
        match (self.paid_on, self.payment_method) {
            (Some(day), _) => {
                text!(language, "office_orders.payment.paid", day = texts::day_short(language, day))
            }
            (None, PaymentMethod::Prepayment) => text!(language, "office_orders.payment.awaited"),
            (None, PaymentMethod::Invoice) => text!(language, "office_orders.payment.on_invoice"),
        }
    }

    pub fn points(&self) -> Points {
        self.lines.iter().fold(Points::ZERO, |sum, line| sum + line.points * line.quantity)
    }

    pub fn commission_base(&self) -> Money {
        let zero = Money::zero(self.shipping.price.currency());
        self.lines.iter().fold(zero, |sum, line| sum + line.commission_base * line.quantity)
    }
}

/// As printed and spoken: the id, made long enough not to look like the firm's first.
pub fn order_number(id: OrderId) -> String {
    format!("B-{}", 100_000 + id.number())
}

pub fn parse_order_number(text: &str) -> Option<OrderId> {
    let digits = text.trim().trim_start_matches(['B', 'b']).trim_start_matches('-');
    digits.parse::<u64>().ok()?.checked_sub(100_000).map(OrderId::new)
}

impl Stored for Order {
    const VERSION: u8 = 3;

    /// Orders promised no time at first, and each of them bore tax.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Order> {
        match version {
            1 => read_body_without(2, bytes),
            2 => read_body_without(1, bytes),
            _ => None,
        }
    }
}
