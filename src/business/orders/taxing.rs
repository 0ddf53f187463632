//! How a supply is taxed: by who sells, who buys, what it is, and from where to where it goes.

use serde::{Deserialize, Serialize};

use crate::business::catalog::{TaxClass, vat_rate};
use crate::values::{Country, Day, Rate, VatCategory, VatId};

/// The seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmTax {
    pub home: Country,
    /// From which day it is a small business, or no more.
    pub small_business: Vec<(Day, bool)>,
    /// Since when it reports distance sales in the one stop shop.
    pub oss_from: Option<Day>,
    /// From which day its distance sales are above the threshold of 10,000 EUR a year.
    pub above_threshold_from: Option<Day>,
}

/// The buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxParty {
    pub is_business: bool,
    pub vat_id: Option<VatId>,
    /// When somebody noted that the number was asked for and is good.
    pub vat_checked_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupplyKind {
    Goods,
    Service,
    /// Paid for a bottle that comes back, and in its country no part of the price.
    OneWayDeposit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxPlace<'p> {
    pub country: Country,
    pub postcode: &'p str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply<'p> {
    pub kind: SupplyKind,
    pub class: TaxClass,
    pub from: TaxPlace<'p>,
    /// Where goods go, and where the buyer of a service is.
    pub to: TaxPlace<'p>,
    pub on: Day,
}

/// Why no VAT is charged. Stored by its place in this list: new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaxReason {
    SmallBusiness,
    Deposit,
    IntraEu,
    ReverseCharge,
    Export,
    OutOfScope,
}

impl TaxReason {
    pub const ALL: [TaxReason; 6] = [
        TaxReason::SmallBusiness,
        TaxReason::Deposit,
        TaxReason::IntraEu,
        TaxReason::ReverseCharge,
        TaxReason::Export,
        TaxReason::OutOfScope,
    ];

    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            TaxReason::SmallBusiness => "small_business",
            TaxReason::Deposit => "deposit",
            TaxReason::IntraEu => "intra_eu",
            TaxReason::ReverseCharge => "reverse_charge",
            TaxReason::Export => "export",
            TaxReason::OutOfScope => "out_of_scope",
        }
    }

    pub const fn category(self) -> VatCategory {
        match self {
            TaxReason::SmallBusiness | TaxReason::Deposit => VatCategory::Exempt,
            TaxReason::IntraEu => VatCategory::IntraEu,
            TaxReason::ReverseCharge => VatCategory::ReverseCharge,
            TaxReason::Export => VatCategory::Export,
            TaxReason::OutOfScope => VatCategory::OutOfScope,
        }
    }

    /// The sentence that stands on a document (EN 16931 BT-120; Directive 2006/112/EC Art. 226 (11), (11a)).
    pub fn text_key(self) -> String {
        format!("orders.tax_reason.{}", self.word())
    }

    /// The code of the list VATEX (BT-121), where there is one.
    pub const fn vatex(self) -> Option<&'static str> {
        match self {
            TaxReason::SmallBusiness | TaxReason::Deposit => None,
            TaxReason::IntraEu => Some("VATEX-EU-IC"),
            TaxReason::ReverseCharge => Some("VATEX-EU-AE"),
            TaxReason::Export => Some("VATEX-EU-G"),
            TaxReason::OutOfScope => Some("VATEX-EU-O"),
        }
    }
}

/// What stands on the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treatment {
    pub category: VatCategory,
    /// To whose VAT the sale belongs, or to which it goes when we owe none.
    pub country: Country,
    pub rate: Rate,
    pub reason: Option<TaxReason>,
}

/// Parts of member states that are none of the union for VAT (Directive 2006/112/EC Art. 6), by the start of their
/// postcodes: Büsingen, Helgoland; Livigno, Campione; Canaries, Ceuta, Melilla; Åland; the French overseas; Athos.
const THIRD_TERRITORIES: [(&str, &str); 12] = [
    ("DE", "78266"),
    ("DE", "27498"),
    ("IT", "23041"),
    ("IT", "22061"),
    ("ES", "35"),
    ("ES", "38"),
    ("ES", "51"),
    ("ES", "52"),
    ("FI", "22"),
    ("FR", "97"),
    ("GR", "63086"),
    ("GR", "63087"),
];

/// Jungholz and Mittelberg, which can be reached from Germany only.
const GERMAN_SIDE_OF_AUSTRIA: [&str; 4] = ["6691", "6991", "6992", "6993"];

impl TaxPlace<'_> {
    fn is_third_territory(self) -> bool {
        let postcode = self.postcode.trim();
        THIRD_TERRITORIES.iter().any(|(country, start)| *country == self.country.code() && postcode.starts_with(start))
    }

    fn is_northern_ireland(self) -> bool {
        let belfast = self.postcode.trim().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("BT"));
        self.country == Country::XI || self.country == Country::GB && belfast
    }

    fn is_of_union(self, kind: SupplyKind) -> bool {
        if kind != SupplyKind::Service && self.is_northern_ireland() {
            return true;
        }
        self.country.is_member_state() && !self.is_third_territory()
    }

    /// The country as its VAT has it.
    fn tax_country(self, kind: SupplyKind) -> Country {
        match (kind, self.is_northern_ireland()) {
            (SupplyKind::Service, true) => Country::GB,
            (_, true) => Country::XI,
            (_, false) => self.country,
        }
    }
}

impl FirmTax {
    fn is_small(&self, on: Day) -> bool {
        let since = self.small_business.iter().filter(|(from, _)| *from <= on);
        since.max_by_key(|(from, _)| *from).is_some_and(|(_, small)| *small)
    }

    /// Whether a private buyer abroad pays the VAT of the own country.
    fn sells_at_buyers_rate(&self, on: Day) -> bool {
        [self.oss_from, self.above_threshold_from].into_iter().flatten().any(|from| from <= on)
    }
}

impl TaxParty {
    /// A number of a member state other than this one, and a check that was noted by then. A number of Northern
    /// Ireland counts for goods only.
    fn has_number_abroad(&self, home: Country, kind: SupplyKind, on: Day) -> bool {
        let country = self.vat_id.as_ref().and_then(VatId::country);
        let counts = country.is_some_and(|country| {
            let northern = country == Country::XI && kind != SupplyKind::Service;
            country != home && (country.is_member_state() || northern)
        });
        self.is_business && counts && self.vat_checked_on.is_some_and(|checked| checked <= on)
    }
}

/// Whose VAT it is, or why there is none: the same for everything of one kind that goes from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levy {
    pub country: Country,
    pub reason: Option<TaxReason>,
    /// § 10 (4) UStG: what firms of Jungholz and Mittelberg sell from there; the reduced rates stay.
    is_german_side: bool,
}

impl Levy {
    pub const fn at(country: Country) -> Levy {
        Levy { country, reason: None, is_german_side: false }
    }

    /// As it was agreed on another day.
    pub const fn kept(self, country: Country, reason: Option<TaxReason>) -> Levy {
        Levy { country, reason, is_german_side: self.is_german_side }
    }

    const fn untaxed(country: Country, reason: TaxReason) -> Levy {
        Levy { country, reason: Some(reason), is_german_side: false }
    }

    /// `None` where we have no rate.
    pub fn rate(self, class: TaxClass, on: Day) -> Option<Rate> {
        if self.reason.is_some() {
            return Some(Rate::ZERO);
        }
        let rate = vat_rate(self.country, class, on)?;
        Some(if self.is_german_side { rate.min(Rate::from_percent(19)) } else { rate })
    }

    /// A rate of zero is a category of its own (BR-S-5, BR-Z-5).
    pub fn category(self, rate: Rate) -> VatCategory {
        category(self.reason, rate)
    }
}

/// How something stands to VAT, by the reason why there is none and by its rate.
pub fn category(reason: Option<TaxReason>, rate: Rate) -> VatCategory {
    match reason {
        Some(reason) => reason.category(),
        None if rate.is_zero() => VatCategory::Zero,
        None => VatCategory::Standard,
    }
}

/// How a supply is taxed; `None` where we have no rate, and where goods leave from a country that is not the home.
pub fn treatment(firm: &FirmTax, buyer: &TaxParty, supply: &Supply<'_>) -> Option<Treatment> {
    let levy = levy(firm, buyer, supply)?;
    let rate = levy.rate(supply.class, supply.on)?;
    Some(Treatment { category: levy.category(rate), country: levy.country, rate, reason: levy.reason })
}

/// Whose VAT a supply bears, whatever its class; `None` where goods leave from a country that is not the home.
pub fn levy(firm: &FirmTax, buyer: &TaxParty, supply: &Supply<'_>) -> Option<Levy> {
    let Supply { kind, from, to, on, .. } = *supply;
    if firm.is_small(on) {
        return Some(Levy::untaxed(firm.home, TaxReason::SmallBusiness));
    }
    if kind != SupplyKind::Service && from.country != firm.home {
        // Needs a registration in that country, of which we know nothing.
        return None;
    }
    let goes_to = to.tax_country(kind);
    let leaves = goes_to != firm.home || to.is_third_territory();
    if !leaves {
        return Some(match kind {
            SupplyKind::OneWayDeposit => Levy::untaxed(firm.home, TaxReason::Deposit),
            SupplyKind::Goods | SupplyKind::Service => at_home(firm, from),
        });
    }
    let to_union = firm.home.is_member_state() && to.is_of_union(kind);
    let has_number = buyer.has_number_abroad(firm.home, kind, on);
    Some(match kind {
        SupplyKind::Service if !buyer.is_business => at_home(firm, from),
        SupplyKind::Service if !to_union => Levy::untaxed(goes_to, TaxReason::OutOfScope),
        SupplyKind::Service if has_number => Levy::untaxed(goes_to, TaxReason::ReverseCharge),
        SupplyKind::Service => at_home(firm, from),
        _ if !to_union => Levy::untaxed(goes_to, TaxReason::Export),
        _ if has_number => Levy::untaxed(goes_to, TaxReason::IntraEu),
        // A firm without a good number is no distance sale to a consumer: it pays as at home.
        _ if !buyer.is_business && firm.sells_at_buyers_rate(on) => Levy::at(goes_to),
        _ => at_home(firm, from),
    })
}

fn at_home(firm: &FirmTax, from: TaxPlace<'_>) -> Levy {
    let is_there = from.country == Country::AT && GERMAN_SIDE_OF_AUSTRIA.contains(&from.postcode.trim());
    Levy { is_german_side: is_there && firm.home == Country::AT, ..Levy::at(firm.home) }
}
