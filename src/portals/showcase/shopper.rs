//! How prices are shown to whoever looks.

use crate::business::catalog::{Content, PriceRole, ShelfItem, TaxClass};
use crate::business::firm;
use crate::business::orders::{self, Buying, Levy, NewBuyer, TaxPlace, levy_on, tax_party};
use crate::business::view::View;
use crate::texts;
use crate::values::{Country, Day, Language, Money, Rate, VatId};

/// One person before the shelf.
#[derive(Clone, Copy, Debug)]
pub struct Shopper {
    pub language: Language,
    pub price_role: PriceRole,
    /// Where goods go.
    pub country: Country,
    pub levy: Levy,
    pub today: Day,
}

impl Shopper {
    pub fn of(view: &View<'_>, language: Language) -> Shopper {
        // Whoever is at home where we do not deliver yet sees the prices of the first country to which we do.
        let home = firm::home(view);
        let country = if Country::DELIVERED.contains(&home) { home } else { Country::AT };
        let own = orders::own_buyer(view, view.actor());
        Shopper::for_buyer(view, language, own, TaxPlace { country, postcode: "" }, None)
    }

    /// Somebody who orders for a buyer, to a place, with a VAT number that is typed already or not yet.
    pub fn for_buyer(
        view: &View<'_>,
        language: Language,
        buyer: NewBuyer,
        to: TaxPlace<'_>,
        vat_id: Option<&VatId>,
    ) -> Shopper {
        let price_role = orders::price_role(view, view.actor(), buyer);
        let party = tax_party(view, orders::person_of(view, view.actor(), buyer), vat_id, price_role);
        let levy = levy_on(view, &party, to, view.today());
        Shopper { language, price_role, country: to.country, levy, today: view.today() }
    }

    /// Private people see gross prices (§ 9 PrAG, § 3 PAngV), firms net ones.
    pub fn sees_gross(self) -> bool {
        self.price_role != PriceRole::Company
    }

    pub fn rate(self, class: TaxClass) -> Rate {
        self.levy.rate(class, self.today).unwrap_or(Rate::ZERO)
    }

    /// A net price as this person sees it.
    pub fn shown(self, net: Money, class: TaxClass) -> Money {
        self.shown_at(net, self.rate(class))
    }

    /// The same where the rate is known already.
    pub fn shown_at(self, net: Money, rate: Rate) -> Money {
        if self.sees_gross() { with_tax(net, rate) } else { net }
    }

    /// By which prices and taxes a cart is reckoned.
    pub fn buying(self) -> Buying {
        Buying {
            role: self.price_role,
            country: self.country,
            levy: self.levy,
            on: self.today,
            language: self.language,
        }
    }

    /// The price of one piece on a list.
    pub fn price_of(self, item: &ShelfItem) -> Money {
        let net = match self.price_role {
            PriceRole::Customer => item.prices.customer,
            PriceRole::Partner => item.prices.partner,
            PriceRole::Company => item.prices.company,
        };
        self.shown(net, item.tax_class)
    }

    /// `12,90 € je kg`.
    pub fn base_price(self, shown: Money, content: Option<Content>) -> Option<String> {
        let (price, unit) = content?.base_price(shown)?;
        let unit = crate::portals::showcase::words::unit(self.language, content?.unit, unit);
        Some(crate::text!(self.language, "shop.price.base", price = texts::money(self.language, price), unit = unit))
    }
}

/// A net amount with its tax.
pub fn with_tax(net: Money, rate: Rate) -> Money {
    net + net.at_rate(rate)
}
