//! What must stand before the shop sells: one answer for the checkout, for the command behind it and for the desk of
//! a new firm.
//!
//! Whoever buys in the shop must be told who sells (§ 5 ECG, § 5 DDG), on which terms, what becomes of the data
//! (Art. 13 GDPR) and how to withdraw (§ 4 (1) FAGG, Art. 246a § 1 EGBGB). Whoever pays by bank transfer must know
//! where to, and nobody pays a price for delivery that the firm has not chosen, or sold by before: that holds for orders of
//! the office too.

use crate::business::failure::Complaint;
use crate::business::firm::firm;
use crate::business::orders::{PaymentMethod, Placement, prices_are_chosen};
use crate::business::pages::{LegalKind, is_published};
use crate::business::people::address_complaints;
use crate::business::permission::Permission;
use crate::store::Read;
use crate::values::Day;

/// Without it nothing is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The firm's own, in full.
    Address,
    /// The account to which buyers pay.
    Iban,
    Imprint,
    Terms,
    Privacy,
    Withdrawal,
    /// The firm's own instead of those with which every firm begins.
    ShippingPrices,
}

/// By which way an order comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Anybody, on our pages.
    Shop,
    /// Staff, for somebody on the telephone.
    Office,
}

/// How far a firm has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    pub has_address: bool,
    pub has_iban: bool,
    pub published: Vec<LegalKind>,
    pub prices_chosen: bool,
}

/// Each text that the shop needs, and what is missing without it.
const TEXTS: [(LegalKind, Missing); 4] = [
    (LegalKind::Imprint, Missing::Imprint),
    (LegalKind::Terms, Missing::Terms),
    (LegalKind::Privacy, Missing::Privacy),
    (LegalKind::Withdrawal, Missing::Withdrawal),
];

impl Missing {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Missing::Address => "address",
            Missing::Iban => "iban",
            Missing::Imprint => "imprint",
            Missing::Terms => "terms",
            Missing::Privacy => "privacy",
            Missing::Withdrawal => "withdrawal",
            Missing::ShippingPrices => "shipping_prices",
        }
    }

    pub fn text_key(self) -> String {
        format!("orders.missing.{}", self.word())
    }

    pub const fn is_text(self) -> bool {
        matches!(self, Missing::Imprint | Missing::Terms | Missing::Privacy | Missing::Withdrawal)
    }

    /// What somebody needs who may mend it.
    pub const fn permission(self) -> Permission {
        if self.is_text() { Permission::PagesEdit } else { Permission::FirmEdit }
    }

    fn complaint(self, channel: Channel) -> Complaint {
        match (channel, self) {
            (Channel::Office, Missing::Iban) => Complaint::new("orders.refusal.no_iban").at("payment"),
            (Channel::Office, Missing::ShippingPrices) => Complaint::new("orders.refusal.no_shipping_prices"),
            _ => Complaint::new("orders.refusal.not_selling_yet"),
        }
    }
}

impl Readiness {
    pub fn at(r: &dyn Read, day: Day) -> Readiness {
        let firm = firm(r);
        let is_complete = |address| address_complaints("address", address).is_empty();
        Readiness {
            has_address: firm.as_ref().is_some_and(|firm| is_complete(&firm.address)),
            has_iban: firm.is_some_and(|firm| firm.iban.is_some()),
            published: TEXTS.into_iter().map(|(kind, _)| kind).filter(|kind| is_published(r, *kind, day)).collect(),
            prices_chosen: prices_are_chosen(r, day),
        }
    }

    /// What an order needs that comes in by a channel, while its buyer may still choose among these payment methods.
    pub fn missing(&self, channel: Channel, payments: &[PaymentMethod]) -> Vec<Missing> {
        let of_the_shop = |found: Missing| (channel == Channel::Shop).then_some(found);
        let texts = TEXTS.into_iter().filter(|(kind, _)| !self.published.contains(kind));
        let needs_iban = payments.iter().all(|payment| payment.is_bank_transfer());
        let mut missing = Vec::new();
        missing.extend((!self.has_address).then_some(Missing::Address).and_then(of_the_shop));
        missing.extend((needs_iban && !self.has_iban).then_some(Missing::Iban));
        missing.extend(texts.filter_map(|(_, text)| of_the_shop(text)));
        missing.extend((!self.prices_chosen).then_some(Missing::ShippingPrices));
        missing
    }
}

/// What is missing before the shop may sell on a day, however the buyer pays.
pub fn missing_for_shop(r: &dyn Read, day: Day) -> Vec<Missing> {
    Readiness::at(r, day).missing(Channel::Shop, &PaymentMethod::ALL)
}

/// Why an order may not be placed yet; buyers in the shop need not know what it is that the firm has left open.
pub(super) fn opening_complaints(
    r: &dyn Read,
    day: Day,
    placement: Placement,
    payment: PaymentMethod,
) -> Vec<Complaint> {
    let channel = match placement {
        Placement::Guest | Placement::Customer | Placement::PartnerOwn | Placement::PartnerForCustomer => Channel::Shop,
        Placement::Staff | Placement::Imported => Channel::Office,
    };
    let missing = Readiness::at(r, day).missing(channel, &[payment]);
    let mut complaints: Vec<Complaint> = missing.into_iter().map(|missing| missing.complaint(channel)).collect();
    complaints.dedup();
    complaints
}
